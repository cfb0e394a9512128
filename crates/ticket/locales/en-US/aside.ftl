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

# What is out of sight for a while
refusal-snooze-time = A ticket is snoozed until a time that lies ahead, at most { $days } days. Write “3h”, “2d”, or a date such as 2026-12-24.
refusal-not-snoozed = This ticket is not snoozed.
event-snoozed = { $name } snoozed this ticket until the member writes
event-snoozed-until = { $name } snoozed this ticket until { $until }, or until the member writes
event-woke = { $name } woke this ticket
event-woke-time = This ticket woke: its time has come
event-woke-member = This ticket woke: the member wrote
event-woke-moved = This ticket woke, for it was given another type
snooze-later = Later today
snooze-tomorrow = Tomorrow morning
snooze-next-week = Next week
snooze-days = { $days ->
    [one] In one day
   *[other] In { $days } days
}
command-snooze = Put this ticket out of sight until a time, or until the member writes
command-snooze-until = 3h, 2d, a date such as 2026-12-24; until the member writes if left out
command-unsnooze = Bring this ticket back into sight
reply-snoozed = This ticket is snoozed until the member writes.
reply-snoozed-until = This ticket is snoozed until { $until }, or until the member writes.
reply-unsnoozed = This ticket is back.
toast-snoozed = { $count ->
    [one] The ticket is snoozed.
   *[other] { $count } tickets are snoozed.
}
web-show-snoozed = Snoozed
web-snooze = Snooze
web-unsnooze = Wake now
web-snooze-reply = Until the member writes
web-snooze-on = Or a day and time of the server
web-snooze-hint = Whatever the member writes wakes it before.
web-snoozed-until = Snoozed until { $until }
web-snoozed-reply = Snoozed until they write
web-woken = Back in sight
web-empty-snoozed = Nothing is snoozed
web-empty-snoozed-text = Press s in a ticket that cannot go on yet: it is out of sight until its time, or until the member writes.
macro-snooze = Snooze: { $until }
event-woke-step = This ticket woke: a step of a response time calls for it
woke-title = Ticket #{ $number }: it is back
bulk-snooze = Snooze the selected tickets
bulk-in-sight = In sight
bulk-snooze-title = { $count ->
    [one] Snooze one ticket until the member writes
   *[other] Snooze { $count } tickets until the members write
}
bulk-snooze-until-title = { $count ->
    [one] Snooze one ticket until { $until }
   *[other] Snooze { $count } tickets until { $until }
}
