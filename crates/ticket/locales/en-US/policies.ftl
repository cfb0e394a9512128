# Whose response times hold for which tickets.

policy-title = Response times
policy-text = The first policy that fits a ticket holds; else those of its type.
policy-new = New policy
policy-none = No policies
policy-none-text = Every ticket has the response times of its type. A policy promises something else to some: members with a role, tickets with a tag, or what comes from one panel.
policy-else = Tickets that no policy fits have the response times of their type:
policy-every = Every ticket
policy-name = Name
policy-name-hint = Staff see it beside the response time of a ticket.
policy-on = This policy holds
policy-on-hint = While it is off, it is passed over. Tickets keep what was promised when they were opened.
policy-when = For which tickets
policy-when-text = A ticket must fit one of each group in which something is ticked. With nothing ticked it is every ticket.
policy-types = Of these types
policy-priorities = Of these priorities
policy-tags = With one of these tags
policy-no-tags = There are no tags yet.
policy-roles = Opened by members with one of these roles
policy-roles-hint = As they were at the opening.
policy-panels = Opened from one of these panels
policy-panels-hint = Tickets opened on the web come from none.
policy-no-panels = There are no panels yet.
policy-hours = Hours of this policy
policy-hours-on = Time counts in hours of its own
policy-hours-hint = Otherwise in the hours of the ticket's type, else in those of the server.
policy-remove = Remove this policy
policy-remove-text = Tickets that were opened under it keep their response times.
config-most-policies = at most { $most } policies of response times
config-policy = policy "{ $name }"
config-policy-twice = there is another policy with this name or id
config-policy-named = a condition names { $most } at most
event-sla-policy = Response times: { $policy }
event-sla-of-type = Response times: those of the type
event-sla-none = Response times: none are promised any more
fact-policy = Response times by
sla-first-answer = Any first answer
sla-update = Next update

# What policies come to for tickets that keep an earlier promise.

again-title = Compute again
again-hint = Tickets keep what was promised to them, whatever is changed here. What the policies would come to for those tickets:
again-text = Tickets keep what was promised to them. Here you see what the response times in force now would come to, and can have them hold for earlier tickets. Nothing changes before you press a button.
again-run = The latest run
again-runs = Computing: { $turned } of { $total } tickets
again-done = The latest run looked at { $turned } tickets and changed { $changed }.
again-stopped = The latest run was stopped, or the setup changed meanwhile: { $turned } of { $total } tickets, { $changed } changed.
again-stop = Stop
again-open-head = Open tickets
again-open-none = For every open ticket the response times in force now hold already.
again-open = Something else would be promised for { $different } of { $tickets } open tickets. { $overdue ->
    [0] None would be overdue at once.
    [one] One would be overdue at once.
   *[other] { $overdue } would be overdue at once.
 }
again-late = Would be overdue at once
again-do-open = Have them hold for open tickets
again-closed-head = Closed tickets
again-from = Closed from
again-to = To
again-look = Show
again-period = Choose a period of { $most } days at most.
again-many = More than { $most } tickets were closed then: choose a shorter period.
again-closed-none = Nothing would change for the { $tickets } tickets closed then.
again-closed = Something would change for { $different } of the { $tickets } tickets closed then.
again-before = Kept, as it is
again-after = Kept, as it would be
again-worse = Kept, would not be
again-better = Not kept, would be
again-kept = { $kept } of { $all }
again-do-closed = Compute again
again-keeps = The history of each ticket keeps how it was before.
again-not = Not now: a run goes on, the setup was changed meanwhile, or there are too many tickets. Look again.
event-sla-again = Response times were computed again: { $now } not kept, before { $was }
act-recomputed-open = had the response times in force hold for { $tickets } open tickets
act-recomputed-closed = had response times computed again for { $tickets } tickets closed from { $from } to { $to }
