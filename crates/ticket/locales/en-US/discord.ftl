# The welcome
welcome-claim = Claim
welcome-close = Close

# In the ticket's channel
announce-claimed = { $name } is working on this ticket.
announce-closed = { $name } closed this ticket.
announce-closed-automatic = This ticket was closed: { $kind }.
announce-look = Please have a look here.
announce-reason = Reason: { $reason }
announce-close-requested = { $name } asks: is everything settled, and can this ticket be closed?
announce-close-declined = { $name } would like this ticket to stay open.
button-accept-close = Yes, close it
button-decline-close = Not yet

# The log channel
modlog-opened = Ticket #{ $number } opened
modlog-closed = Ticket #{ $number } closed
modlog-reopened = Ticket #{ $number } opened again
modlog-ticket = Ticket #{ $number }

# Names of facts
label-type = Type
label-opener = Opened by
label-opened = Opened
label-assignee = Assigned to
label-claimer = Claimed by
label-closed-by = Closed by
label-by = By
label-how = How
label-reason = Reason
label-status = Status
label-messages = Messages
label-priority = Priority
nobody = Nobody

# The direct message at the end
dm-closed-title = Your ticket #{ $number } in { $guild } was closed
idle-warning-title = Ticket #{ $number } in { $guild } will close soon
idle-warning = Nobody has written here for a while. This ticket closes { $when }. Write a message and it stays open.

# Buttons that lead somewhere
button-transcript = Read the transcript
button-open-web = Open in Guildhall
button-reopen = Open it again
button-go = Go there

# The private answer to opening
opened = Your ticket #{ $number } is here: { $channel }
opened-preparing = Your ticket #{ $number } is being prepared. This takes a moment.
opened-without-channel = Your ticket #{ $number } has reached the team. Its channel could not be created; you can follow it here.
opened-and-gone = Your ticket #{ $number } was opened, and its channel has been deleted since.

# Private answers
reply-claimed = This ticket is yours.
reply-unclaimed = This ticket is free again.
reply-closed = This ticket is closed. Its channel will be put away in a moment.
reply-reopened = This ticket is open again.
reply-assigned = { $user } has this ticket now.
reply-transcript = Here is the transcript of ticket #{ $number }.
reply-close-requested = The member has been asked.
reply-close-declined = All right, this ticket stays open.
reply-priority = The priority is { $priority } now.
reply-pinned = This ticket is pinned: it will not close by itself.
reply-unpinned = This ticket is not pinned any more: it may close by itself.
reply-paused = The response clocks of this ticket stand still.
reply-resumed = The response clocks of this ticket go on.
reply-noted = Noted. Only staff can read it.
reply-can = Sent.
reply-unassigned = { $user } does not have this ticket any more.
reply-user-added = { $user } takes part in this ticket now.
reply-user-removed = { $user } does not take part in this ticket any more.
reply-tagged = This ticket has the tag { $tag } now.
reply-untagged = This ticket does not have the tag { $tag } any more.
reply-moved = This ticket is in { $name } now. Its channel follows in a moment.
reply-renamed = This ticket has its new name. Discord allows two new names in ten minutes, so its channel may follow a little later.
reply-opened-for = Ticket #{ $number } for { $user } is here: { $channel }
reply-opened-for-soon = Ticket #{ $number } for { $user } is open. Its channel follows in a moment.
info-title = Ticket #{ $number }
panel-placeholder = What is it about?
panel-posted = The panel is in { $channel }.
panel-soon = The panel will be in { $channel } in a moment. If it is not, check that Guildhall may write there.
not-a-member = That person is not a member of this server.
unknown-command = This command is not known here. Discord may need a few minutes to show the current ones.
outdated-button = This button is from an earlier time and does nothing any more. Use the current panel or the commands.
more-questions = { $count ->
    [one] One more question follows from what you answered. Your answers are kept for an hour; nobody sees them until the ticket is open.
   *[other] { $count } more questions follow from what you answered. Your answers are kept for an hour; nobody sees them until the ticket is open.
}
button-answer = Answer
failed = That did not work, and it is not your fault. Please try again in a moment.

# The form before closing
close-form-title = Close this ticket
close-form-reason = Reason (optional)

# The form for another name
rename-form-title = Rename ticket #{ $number }
rename-form-name = Name
rename-form-hint = Kept exactly as you write it. Left empty, the first name comes back.

# How it went
rating-question = How was the help? Your answer goes to the team.
rating-stars = { $stars } ★
rating-comment = Add a few words
rating-thanks = Thank you! { $stars }
rating-thanks-comment = Thank you for your words! { $stars }
rating-form-title = A few words for the team
rating-form-comment = What was good, what could be better?

# A ticket that staff open
menu-choose-title = Open a ticket
menu-choose-type = What kind of ticket?
menu-answer-message = Message
menu-answer-link = Where it was said

# Lists
list-title = Open tickets
list-empty = There is nothing open. Well done.
list-back = Back
list-more = More
list-page = Page { $number }
stats-title = At a glance
stats-open = Open
stats-unassigned = Nobody on it
stats-mine = Yours
stats-for-us = Waiting for you
stats-for-member = Waiting for members

# Setup
starter-support = Support
starter-support-subject = What is it about?
starter-support-details = How can we help?
starter-problem = Report a problem
starter-problem-what = What or who is it about?
starter-problem-details = What happened?
starter-problem-proof = Links to messages or pictures
starter-welcome = Thanks for reaching out, { $member }. Someone from the team will be with you soon.
starter-panel-title = Need help?
starter-panel-text = Press a button to talk to the team. Only you and the team can see your ticket.

# Commands
command-root = Tickets
command-claim = Take this ticket
command-unclaim = Release this ticket
command-close = Close this ticket
command-close-reason = Why; members see it
command-number = The ticket's number, where its channel is gone or you are elsewhere
command-reopen = Open this ticket again
command-assign = Make someone the handler of this ticket
command-assign-user = Whom
command-info = What is known of this ticket
command-setup = Switch tickets on, with two kinds to begin with
command-setup-staff = A role whose holders are staff
command-panel = Post a panel, or bring it up to date
command-panel-channel = Where; this channel if left out
command-panel-panel = Which panel; the first if left out
command-transcript = Get the link to this ticket's transcript
command-request-close = Ask the member whether this ticket can be closed
command-request-close-reason = Why it could be closed; members see it
command-priority = Say how urgent this ticket is
command-priority-level = How urgent
command-pin = Keep this ticket from closing by itself, or let it again
command-unpin = Let this ticket close by itself again
command-pause = Stop the response clocks of this ticket
command-pause-reason = Why; only staff see it
command-resume = Let the response clocks go on
command-adduser = Let a member take part in this ticket
command-adduser-user = Whom
command-removeuser = Take a member out of this ticket
command-removeuser-user = Whom
command-note = Keep a note that only staff can read
command-note-text = The note
command-tag = Add a tag to this ticket
command-tag-tag = Which tag
command-untag = Take a tag off this ticket
command-untag-tag = Which tag
command-move = Give this ticket another type, with its staff
command-move-type = Which type
command-rename = Give this ticket another name
command-can = Answer with a canned response
command-can-name = Which one
command-list = The open tickets that you can see
command-stats = Figures at a glance
menu-from-message = Open a ticket from this
menu-to-notes = Add to ticket notes
menu-for-user = Open a ticket for them

# States and priorities
status-open = Open
status-claimed = Claimed
status-assigned = Assigned
status-closed = Closed
status-archived = Archived
priority-low = Low
priority-normal = Normal
priority-high = High
priority-urgent = Urgent
relay-files-on-web = The files are on the web: { $url }

# Response times
sla-warned-title = Ticket #{ $number }: time is running out
sla-broken-title = Ticket #{ $number }: a promised time is over
sla-notice = { $metric }, due { $when }
sla-step-here = This ticket needs a look.
sla-step-late = This comes late: it was to be said { $when }.
sla-chip-left = { $metric } due { $when }
sla-chip-over = { $metric } was due { $when }
sla-chip-held = { $metric } paused
label-sla = Response time

stats-opened-closed = Opened · closed in { $days } days
stats-first-response = First response (median · 95 %)
stats-resolution = Time to close (median · 95 %)
stats-broken = Promises broken
stats-reports = Reports
