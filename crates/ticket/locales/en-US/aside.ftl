# What needs no answer
command-waiting-root = Who waits for whom in this ticket
command-no-reply-needed = Say that what the member wrote last needs no answer
command-reply-needed = Say that it needs an answer after all
reply-no-reply-needed = No answer is needed here. This ticket waits for the member; what they write next counts anew.
reply-reply-needed = This ticket waits for an answer again, as if nothing had been said.
web-no-reply = No reply needed
web-no-reply-hint = The member waits for nothing: the clock for the next answer ends, and the ticket waits for them
web-no-reply-state = No reply needed
web-reply-needed = Reply needed after all
toast-no-reply = { $count ->
    [one] No reply is needed.
   *[other] No reply is needed in { $count } tickets.
}
bulk-no-reply = Say of the selected tickets that no reply is needed
bulk-no-reply-title = { $count ->
    [one] Say of one ticket that no reply is needed
   *[other] Say of { $count } tickets that no reply is needed
}
