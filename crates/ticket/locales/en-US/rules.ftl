# Who and how
by-system = Guildhall
close-kind-manual = closed by hand
close-kind-opener-left = the member left the server
close-kind-channel-deleted = the channel was deleted

# Refusals: why not, and what would work
refusal-not-a-ticket = This is not a ticket. Use the command inside a ticket's channel or thread.
refusal-module-off = Tickets are switched off in this server. An admin can switch them on with the command “setup”.
refusal-unknown-type = This kind of ticket no longer exists. Ask the team to refresh the panel.
refusal-type-inactive = “{ $name }” tickets cannot be opened right now. Please pick another kind.
refusal-open-limit-type = { $limit ->
    [one] You already have an open “{ $name }” ticket. Please continue there, or close it first.
   *[other] You already have { $limit } open “{ $name }” tickets. Please continue in one of them, or close one first.
}
refusal-open-limit-guild = { $limit ->
    [one] You already have an open ticket. Please continue there, or close it first.
   *[other] You already have { $limit } open tickets. Please continue in one of them, or close one first.
}
refusal-answer-missing = “{ $label }” needs an answer. Please press the button again and fill it in.
refusal-answer-too-short = The answer to “{ $label }” has { $given } characters, it needs at least { $least }. Please press the button again.
refusal-answer-too-long = The answer to “{ $label }” has { $given } characters, at most { $most } fit. Please press the button again with a shorter one.
refusal-form-changed = The form has changed since you opened it. Please press the button again.
refusal-form-gone = This form does not wait for answers any more: it was sent already, or more than an hour has passed. Press the button of the panel to begin anew.
refusal-reason-too-long = The reason has { $given } characters, at most { $most } fit. Please shorten it.
refusal-message-empty = There is nothing to send yet: write something, or add a file.
refusal-message-too-long = The message has { $given } characters, at most { $most } fit. Please send it in two.
refusal-too-many-files = At most { $most } files fit into one message. Please send the others in a second one.
refusal-file-too-large = “{ $name }” is too large: a file may have at most { $most } MiB.
refusal-files-too-large = The files are too large together: at most { $most } MiB fit into one message.
refusal-not-your-message = You can only change what you wrote here yourself.
refusal-staff-only = Only staff for this kind of ticket can do that.
refusal-close-staff-only = Only staff can close this kind of ticket. Let them know here when you are done.
refusal-not-yours = Only the member who opened this ticket and staff can do that.
refusal-already-claimed = { $name } has this ticket. Ask them, or have it released with “unclaim” first.
refusal-already-yours = You have this ticket already.
refusal-not-claimed = Nobody has claimed this ticket.
refusal-already-assigned = This ticket is assigned to { $name } already.
refusal-not-assigned = Nobody is assigned to this ticket.
refusal-assignee-not-staff = { $name } is not staff for this kind of ticket. Pick someone who holds one of its staff roles.
refusal-already-closed = This ticket was closed already, by { $name }.
refusal-already-closed-automatic = This ticket was closed already: { $kind }.
refusal-already-open = This ticket is open already.
refusal-closed = This ticket is closed. Reopen it first, with “reopen”.
refusal-nothing = There is nothing to do.
refusal-unknown-panel = This panel does not exist any more.
refusal-configure-only = Only the owner, administrators and team roles that may edit can change the setup.
refusal-config = This does not work yet: { $problem }.
refusal-config-changed = Someone else saved the setup in the meantime. Look at it again and repeat your change.
close-kind-idle = nobody wrote for a long time
refusal-may-not-open = You cannot open “{ $name }” tickets in this server. If you think you should, ask the team.
refusal-blocked = You cannot open tickets in this server. If you think this is a mistake, contact the team another way.
refusal-too-soon = You opened a “{ $name }” ticket a short while ago. You can open the next one { $until }.
refusal-not-a-choice = The answer to “{ $label }” is none of the choices. Please press the button again.
refusal-choice-count = “{ $label }” takes { $least } to { $most } choices, not { $given }. Please press the button again.
refusal-file-count = “{ $label }” takes { $least } to { $most } files, not { $given }. Please choose them again.
refusal-text-too-long = The text has { $given } characters, at most { $most } fit. Please shorten it.
refusal-text-missing = Some words are needed here. Please write them and try again.
refusal-same-priority = This ticket has the priority “{ $priority }” already.
refusal-already-pinned = This ticket is pinned already: it is not closed for being idle.
refusal-not-pinned = This ticket is not pinned.
refusal-pause-not-granted = Stopping the clock is not granted to you here. An admin can change that in the settings under “Who may pause”.
refusal-already-paused = The clock is stopped already, by { $name }. Let it go on with “resume”.
refusal-never-answered = Nobody has answered this ticket yet. A first answer is owed to everybody; after that you can say that none is needed.
refusal-nobody-waits = Nobody waits for an answer here: the team wrote last, or it was said already that none is needed.
refusal-written-since = Somebody wrote in the meantime. Look at it, then try again.
refusal-not-settled = Nobody said that no answer is needed here, or the member has written since.
refusal-not-paused = The clock is not stopped.
refusal-already-in = { $name } can see this ticket already.
refusal-not-in = That person was not added to this ticket. Only added members can be taken out.
refusal-nobody-named = Nobody in this server is called “{ $name }”. Write the name as Discord shows it, or the username.
refusal-no-bots = Bots cannot be added to a ticket.
refusal-too-many = There is no room for more: { $most } is the most. Take something off first.
refusal-unknown-tag = There is no such tag. Pick one from the list, or have an admin add it to the Resources.
refusal-already-tagged = This ticket has the tag “{ $name }” already.
refusal-not-tagged = This ticket does not have the tag “{ $name }”.
refusal-same-type = This is a “{ $name }” ticket already. Pick another type.
refusal-same-name = It has this name already.
refusal-already-requested = { $name } asked already whether this ticket can be closed.
refusal-not-requested = Nobody is asking to close this ticket any more.
refusal-opener-only = Only the member who opened this ticket can answer that.
refusal-feedback-off = Tickets of this kind are not rated.
refusal-stars = A rating has 1 to 5 stars.
refusal-too-late-to-rate = The time to rate this ticket, or to change the rating, is over.
refusal-still-open = A ticket is rated when it is closed.
refusal-unknown-canned = There is no canned response “{ $name }” for this kind of ticket. Pick one from the list.

# What happened to a ticket: its history, and lines of the log
event-opened = { $name } opened this ticket
event-claimed = { $name } claimed this ticket
event-released = { $name } released this ticket
event-released-other = { $name } took the claim from { $other }
event-assigned = { $name } assigned this ticket to { $other }
event-unassigned = { $name } took { $other } off this ticket
event-closed = { $name } closed this ticket
event-closed-reason = { $name } closed this ticket: { $reason }
event-closed-automatic = This ticket was closed: { $kind }
event-reopened = { $name } opened this ticket again
event-close-requested = { $name } asked whether this ticket can be closed
event-close-requested-reason = { $name } asked whether this ticket can be closed: { $reason }
event-close-declined = { $name } said that it cannot be closed yet
event-priority = { $name } changed the priority from { $from } to { $to }
event-pinned = { $name } pinned this ticket: it will not close by itself
event-unpinned = { $name } unpinned this ticket: it may close by itself again
event-paused = { $name } paused the response clocks: { $reason }
event-resumed = { $name } let the response clocks go on
event-no-reply-needed = { $name } said that no answer is needed
event-reply-needed = { $name } said that an answer is needed after all
event-user-added = { $name } added { $other }
event-user-removed = { $name } removed { $other }
event-noted = { $name } noted: { $text }
event-tagged = { $name } added the tag { $tag }
event-untagged = { $name } took the tag { $tag } away
event-moved = { $name } moved this ticket from { $from } to { $to }
event-renamed = { $name } renamed this ticket from “{ $from }” to “{ $to }”
event-name-restored = { $name } gave this ticket its first name back
event-rated = { $name } rated the help: { $stars }
event-rated-comment = { $name } rated the help: { $stars } – { $comment }
event-idle-warned = A warning went out: this ticket closes unless someone writes
event-surface-deleted = Its channel or thread was deleted in Discord
event-surface-removed = Its channel or thread was deleted, because the time to keep it was over
someone = someone

sla-first-response = First response
sla-next-response = Next response
sla-first-resolution = Resolution
sla-total-resolution = Resolution in total
event-sla-warned = { $metric }: most of the promised time is used up
event-sla-broken = { $metric }: the promised time is over
event-sla-step-ping = { $metric }: { $moment }, a role was pinged
event-sla-step-tell = { $metric }: { $moment }, who has the ticket was told
event-sla-step-raise = { $metric }: { $moment }, the priority is raised
event-sla-step-queue = { $metric }: { $moment }, the ticket goes back to the queue
event-sla-step-move = { $metric }: { $moment }, the ticket moves to { $to }
event-sla-step-on-call = { $metric }: { $moment }, it is given to who is on call
event-sla-step-hook = { $metric }: { $moment }, webhooks were told
event-sla-step-late = { $what } (late by { $span })
event-sla-void-nobody = Nobody is on call who has room: the ticket waits in the queue
event-sla-void-type = The ticket stays where it is: the type that a step moves it to is not there any more
sla-moment-percent = { $percent } % of the time used
sla-moment-before = { $minutes ->
    [one] { $minutes } minute before it is due
   *[other] { $minutes } minutes before it is due
}
sla-moment-after = { $minutes ->
    [one] { $minutes } minute after it was due
   *[other] { $minutes } minutes after it was due
}
refusal-transcript-over = The transcript could be read for { $days } days after the ticket was closed. The conversation is still on the web.
refusal-not-undoable = This cannot be undone.
refusal-undo-too-late = It is too late to undo this: there are { $seconds } seconds for it.
refusal-undo-overtaken = This was changed again since, so it is not undone.
sla-at-once = Overdue at once by { $span }: { $metric }
