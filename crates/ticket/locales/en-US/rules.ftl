# Who and how
by-system = Guildhall
close-kind-manual = closed by hand
close-kind-opener-left = the member left the server
close-kind-channel-deleted = the channel was deleted

# Refusals: why not, and what would work
refusal-not-a-ticket = This is not a ticket. Use the command inside a ticket's channel or thread.
refusal-module-off = Tickets are switched off in this server. An admin can switch them on with /ptickets setup.
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
refusal-reason-too-long = The reason has { $given } characters, at most { $most } fit. Please shorten it.
refusal-staff-only = Only staff for this kind of ticket can do that.
refusal-close-staff-only = Only staff can close this kind of ticket. Let them know here when you are done.
refusal-not-yours = Only the member who opened this ticket and staff can do that.
refusal-already-claimed = { $name } has this ticket. Ask them, or have it released with /ptickets unclaim first.
refusal-already-yours = You have this ticket already.
refusal-not-claimed = Nobody has claimed this ticket.
refusal-already-assigned = This ticket is assigned to { $name } already.
refusal-not-assigned = Nobody is assigned to this ticket.
refusal-assignee-not-staff = { $name } is not staff for this kind of ticket. Pick someone who holds one of its staff roles.
refusal-already-closed = This ticket was closed already, by { $name }.
refusal-already-closed-automatic = This ticket was closed already: { $kind }.
refusal-already-open = This ticket is open already.
refusal-closed = This ticket is closed. Reopen it first with /ptickets reopen.
refusal-nothing = There is nothing to do.
refusal-unknown-panel = This panel does not exist any more.
refusal-configure-only = Only the owner, administrators and team roles that may edit can change the setup.
refusal-config = This does not work yet: { $problem }.
refusal-config-changed = Someone else saved the setup in the meantime. Look at it again and repeat your change.
