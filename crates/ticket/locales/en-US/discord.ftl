# The welcome
welcome-claim = Claim
welcome-close = Close

# In the ticket's channel
announce-claimed = { $name } is working on this ticket.
announce-unclaimed = { $name } released this ticket.
announce-unclaimed-other = { $name } released the claim of { $was }.
announce-assigned = { $name } assigned this ticket to { $to }.
announce-unassigned = { $name } took { $was } off this ticket.
announce-closed = { $name } closed this ticket.
announce-closed-automatic = This ticket was closed: { $kind }.
announce-reason = Reason: { $reason }
announce-reopened = { $name } opened this ticket again.

# The log channel
modlog-opened = Ticket #{ $number } opened
modlog-closed = Ticket #{ $number } closed
modlog-reopened = Ticket #{ $number } opened again

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
info-title = Ticket #{ $number }
panel-posted = The panel is in { $channel }.
panel-soon = The panel will be in { $channel } in a moment. If it is not, check that Guildhall may write there.
not-a-member = That person is not a member of this server.
unknown-command = This command is not known here. Discord may need a few minutes to show the current ones.
outdated-button = This button is from an earlier time and does nothing any more. Use the current panel or the commands.
failed = That did not work, and it is not your fault. Please try again in a moment.

# The form before closing
close-form-title = Close this ticket
close-form-reason = Reason (optional)

# Setup
setup-done = Tickets are switched on. Post the panel with /{ $command } panel in the channel where members should find it.
setup-staff = { $role } is staff for every kind of ticket.
setup-no-staff = Nobody is staff yet but admins: name a role with /{ $command } setup, or in the browser.
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
