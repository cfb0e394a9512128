# Reports: Auto-Assist
report-deflection = Deflection
report-deflection-about = Of the closed tickets that Auto-Assist answered: staff neither wrote nor were called, it did not come back within 72 hours, and was not rated two stars or less.
report-deflection-none = it answered no ticket that was closed
report-deflection-of = { $part } of { $count }
report-deflection-pending = { $part } of { $count }; { $pending } may still come back
report-escalations = Escalations
report-escalations-about = Tickets in which Auto-Assist called staff, of those in which it took a turn.
report-escalations-of = { $part } of { $count }
report-time-saved = Time saved
report-time-saved-at = { $minutes } min a ticket
report-time-saved-about = An estimate: deflected tickets times the minutes of work that one costs your team.
report-assist = Auto-Assist by type
report-assist-about = Took a turn, answered, called staff: tickets opened in these days. Answered and closed, deflected: tickets closed in these days. A ticket is deflected if staff wrote nothing public in it and were not called, it was not reopened within 72 hours of a close, and it was not rated two stars or less; those closed less than 72 hours ago may still come back and are counted in neither. Time saved is deflected tickets times { $minutes } minutes, which you set under Settings, Auto-Assist.
report-deflected = Deflected
report-needed-staff = Needed staff
report-assisted = Took a turn
report-assist-answered = Answered
report-assist-called = Called staff
report-answered-closed = Answered, closed
report-pending = May come back
report-assist-why = Why Auto-Assist called staff
report-assist-why-about = The reason of the call, for tickets opened in these days.
report-reason = Reason
report-assist-cost = What Auto-Assist spent
report-assist-cost-about = Messages it posted, calls for staff, and tokens as the provider counts them, with evaluations, drafts for staff and comparing documents; of all types together. Its days begin at midnight UTC, as its daily budget does. Costs are reckoned from the price that was set with the provider at that time.
report-assist-messages = Messages
report-assist-calls = Calls for staff
report-tokens = Tokens
report-cost = Cost
report-assist-sum = Messages: { $messages }, tokens: { $tokens }
report-assist-sum-paid = Messages: { $messages }, tokens: { $tokens }, cost: { $cost }
report-assist-answers = Answered by Auto-Assist
report-assist-answers-of = { $share } of those opened
report-assist-answers-about = Tickets opened in these days that Auto-Assist answered from your documents at least once. The list shows all in which it took a turn.
report-assist-posted = { $count ->
    [one] 1 message
   *[other] { $count } messages
}
report-token-count = { $count } tokens
report-assist-cost-short = Messages, tokens and their price; { $most } messages a day are allowed.
report-why-asked = Wanted a person
report-why-not-helped = Did not help
report-why-unsure = Not sure
report-why-unclear = Unclear
report-why-model = Model says so
report-why-ticket-budget = Ticket budget
report-why-day-budget = Day budget
report-why-slow = Too slow
report-why-unreachable = Unreachable
report-why-limited = Rate limit
report-why-nonsense = Unusable
report-behind-assisted = Tickets in which Auto-Assist took a turn
report-behind-called = Tickets in which Auto-Assist called staff
report-behind-answered-closed = Closed tickets that Auto-Assist answered
report-behind-deflected = Tickets that Auto-Assist spared staff

# Its page: budget and cost
web-know-spent-today = Today (UTC): { $spoken } of { $most } messages, { $escalated ->
    [0] the team was not called
    [one] the team was called once
   *[other] the team was called { $escalated } times
}.
web-know-spent-tokens = { $tokens } tokens today, { $month } in the last 30 days.
web-know-spent-cost = { $cost } today, { $month } in the last 30 days.
web-know-spent-more = By day, with what was saved
web-know-minutes = Minutes of work that a ticket costs the team
web-know-minutes-hint = Reports count them as saved for each ticket that needed nobody.
report-spent-about = What Auto-Assist spent in these days, ticket by ticket, the dearest first. It counts when it was spent, whenever the ticket was opened; days begin at midnight UTC.
report-spent-hidden = A ticket that you may not see
report-spent-others = For no ticket: evaluations, questions tried, comparing documents; and what was spent before it was kept by ticket
report-spent-sum = All together
