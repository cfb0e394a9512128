toast-undo = Undo
toast-close = Dismiss
toast-claimed = { $count ->
    [one] You have this ticket now.
   *[other] You have { $count } tickets now.
 }
toast-released = { $count ->
    [one] This ticket is free again.
   *[other] { $count } tickets are free again.
 }
toast-assigned = { $count ->
    [one] The case worker was changed.
   *[other] The case worker of { $count } tickets was changed.
 }
toast-priority = { $count ->
    [one] The priority was changed.
   *[other] The priority of { $count } tickets was changed.
 }
toast-tags = { $count ->
    [one] The tags were changed.
   *[other] The tags of { $count } tickets were changed.
 }
toast-pin = { $count ->
    [one] The pin was changed.
   *[other] The pins of { $count } tickets were changed.
 }
toast-moved = { $count ->
    [one] This ticket is of another type now.
   *[other] { $count } tickets are of another type now.
 }
toast-closed = { $count ->
    [one] This ticket is closed.
   *[other] { $count } tickets are closed.
 }
toast-reopened = { $count ->
    [one] This ticket is open again.
   *[other] { $count } tickets are open again.
 }
toast-macro = The macro was run.
toast-undone = { $count ->
    [one] It is undone.
   *[other] { $count } changes are undone.
 }

bulk-bar = What to do with the selected tickets
bulk-select = Select
bulk-page = Select all on this page
bulk-selected = selected
bulk-whole = All of this view, up to { $most }
bulk-clear = Clear the selection
bulk-more = More
bulk-claim = Claim selected
bulk-release = Release selected
bulk-assign = Assign selected
bulk-priority = Set priority of selected
bulk-tag = Tag selected
bulk-tag-short = Tag
bulk-untag = Remove tag
bulk-move = Move selected
bulk-move-short = Move
bulk-close-short = Close
bulk-close = Close selected
bulk-reopen = Reopen selected
bulk-becomes = becomes
bulk-none = Nothing would change. These are the reasons.
bulk-summary = { $will ->
    [one] One ticket will change
   *[other] { $will } tickets will change
 }{ $wont ->
    [0] .
    [one] , one will not.
   *[other] , { $wont } will not.
 }
bulk-discord = { $count ->
    [one] One thing follows in Discord.
   *[other] { $count } things follow in Discord.
 }
bulk-bounded = Only the first { $most } are done at once.
bulk-close-hint = Each member is told in Discord. Undoing opens the tickets again, and they hear of that too.
bulk-will = Will change: { $count }
bulk-wont = Will not: { $count }
bulk-claim-title = { $count ->
    [one] Claim one ticket
   *[other] Claim { $count } tickets
 }
bulk-release-title = { $count ->
    [one] Release one ticket
   *[other] Release { $count } tickets
 }
bulk-assign-title = { $count ->
    [one] Assign one ticket to { $name }
   *[other] Assign { $count } tickets to { $name }
 }
bulk-unassign-title = { $count ->
    [one] Take the case worker off one ticket
   *[other] Take the case worker off { $count } tickets
 }
bulk-priority-title = { $count ->
    [one] Set one ticket to { $priority }
   *[other] Set { $count } tickets to { $priority }
 }
bulk-tag-title = { $count ->
    [one] Tag one ticket “{ $tag }”
   *[other] Tag { $count } tickets “{ $tag }”
 }
bulk-untag-title = { $count ->
    [one] Remove “{ $tag }” from one ticket
   *[other] Remove “{ $tag }” from { $count } tickets
 }
bulk-move-title = { $count ->
    [one] Move one ticket to { $name }
   *[other] Move { $count } tickets to { $name }
 }
bulk-close-title = { $count ->
    [one] Close one ticket
   *[other] Close { $count } tickets
 }
bulk-reopen-title = { $count ->
    [one] Reopen one ticket
   *[other] Reopen { $count } tickets
 }
bulk-key-select = Select
bulk-key-undo = Undo
bulk-no-ticket = There is no such ticket, or it is not yours to see.
toast-place = What was just done
bulk-more-of-them = { $count ->
    [one] And one more.
   *[other] And { $count } more.
 }
batch-place = What is being done with many tickets
batch-progress = { $turned } of { $total }
batch-stop = Stop
batch-why = Show which
batch-again = Try these again
batch-back = Back to the tickets
batch-nothing = Nothing was changed.
batch-could-now = It could be done now.
batch-undoing = { $count ->
    [one] Undoing one change
   *[other] Undoing { $count } changes
 }
batch-stopped = Stopped: { $done } done, { $left } left as they were.
batch-failed = { $count ->
    [one] One ticket could not be changed.
   *[other] { $count } tickets could not be changed.
 }
batch-kept = { $count ->
    [one] One ticket stays as it is: something else happened to it since.
   *[other] { $count } tickets stay as they are: something else happened to them since.
 }
bulk-at-once = { $count ->
    [one] One of them will be overdue at once.
   *[other] { $count } of them will be overdue at once.
}
