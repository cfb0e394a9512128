# The page
report-title = Reports
report-span = { $from } to { $to }, days of { $zone }. Compared with as many days before, from { $before }.
report-period = Period
report-last-days = { $days } days
report-from = From
report-to = To
report-type = Type
report-all-types = All types
report-show = Show
report-table = As a table
report-csv = Download as CSV
report-what = What this means
report-empty = There is nothing to report yet. Figures appear with the first ticket.
report-nothing = Nothing in these days.

# Durations and changes
report-seconds = { $seconds } s
report-minutes = { $minutes } min
report-hours = { $hours } h
report-hours-minutes = { $hours } h { $minutes } min
report-days = { $days } d
report-days-hours = { $days } d { $hours } h
report-before-none = nothing to compare with
report-same = as before
report-more = ▲ { $percent } % more than before
report-less = ▼ { $percent } % less than before
report-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
report-weekdays = Mon Tue Wed Thu Fri Sat Sun

# Figures on top
report-open-now = Open right now
report-open-now-about = Tickets that are open at this moment, whenever they were opened.
report-unanswered = { $count } unanswered, the oldest for { $age }
report-unanswered-none = all have had an answer
report-opened = Opened
report-opened-about = Tickets opened in these days.
report-closed = Closed
report-closed-about = Closes in these days. A ticket that was reopened and closed again counts twice.
report-open-rate = Opened a day
report-a-day = on average
report-open-rate-about = Tickets opened, divided by days.
report-first-response = First response
report-first-response-about = From the opening to the first public message by staff; bots, notes and the opener do not count. Half of the answered tickets opened in these days took no longer (median); 95 of 100 took no longer than the second figure. Unanswered tickets are not in it: see how many there are. Under 5 answers nothing is shown, under 20 it is a hint.
report-first-response-short = Median, from the opening to the first public message by staff.
report-resolution = Time to close
report-resolution-short = Median, from the opening to the last close.
report-resolution-about = From the opening to the last close, less the time the ticket was closed in between; tickets that were closed in these days and are closed now.
report-breach-rate = Promises broken
report-breach-rate-about = Tickets with a response time that was broken, of all tickets for which one was due in these days.
report-nothing-due = no response time was due
report-of-due = { $part } of { $count } { $count ->
    [one] ticket
   *[other] tickets
} with one due
report-satisfied = Satisfied
report-satisfied-about = Share of 4 and 5 stars among the ratings given in these days.
report-satisfied-stars = 4 and 5 stars
report-interval = 95 % interval
report-interval-of = With { $count } ratings, the true share lies within { $range } in 95 of 100 cases.
report-interval-is = In 95 of 100 cases the true share lies within { $range }.
report-rating-rate = Ratings given
report-rating-of = { $part } of { $count } who were asked
report-rating-none = nobody was asked
report-rating-rate-about = Closes of these days that were rated, of those whose member was asked; what was reopened before an answer does not count.
report-claim = Time to claim
report-claim-short = Median, from the opening to the first claim.
report-claim-exact = Exact, of { $count } claims.
report-claim-near = Of { $count } claims, at most 1.6 % off.
report-claim-about = From the opening to the first claim, of tickets opened in these days that were claimed: half took no longer (median), 95 of 100 no longer than the second figure. Under 5 claims nothing is shown, under 20 it is a hint.
report-claim-priority = Time to claim by priority
report-claim-count = Claimed
report-mean-of = { $mean } stars on average of { $count }
report-no-ratings = no ratings
report-one-touch = One touch
report-one-touch-about = Tickets that were closed with exactly one public message by staff.
report-reopened = Reopened
report-of-closed = { $part } of { $count } closed
report-reopened-about = Closes after which the ticket was opened again within seven days.
report-next-response = Later responses
report-next-response-about = Median, from a member’s message to the next public message by staff.
report-paused = Paused
report-paused-about = For how much of the time to their last close tickets were paused; those that were closed in these days.
report-too-few = too few to say

# Cards
report-volume = Opened and closed
report-volume-about = Tickets opened and closes, by the day or month in which they happened. A press on a column shows the tickets.
report-backlog = Backlog
report-backlog-about = Open tickets at the end of each day or month: all that were opened or reopened until then, less the closes.
report-open-at-end = Open at the end
report-first-response-priority = First response by priority
report-median = Median
report-p95 = 95th percentile
report-priority = Priority
report-answered = Answered
report-hint = { $name } (few)
report-exact = Exact, of { $count } answers.
report-near = Of { $count }, at most 1.6 % off.
report-no-durations = Nothing was timed in these days.
report-resolution-spread = Time to close
report-resolution-note = Median { $median }, mean { $mean }, 95th percentile { $p95 }.
report-up-to = up to { $end }
report-longer = longer than { $end }
report-took = Took
report-tickets = Tickets
report-share = Share
report-change = Change
report-kept = Response times kept
report-kept-about = By the day each was due: kept in time, kept too late, or overdue and still open. What nobody waited for any more, because the ticket was closed before, does not count; neither does time outside of the hours that are set, or while paused. A priority raised or lowered does not undo what was broken.
report-kept-none = No response time was due in these days. They are set for each type, and count from when they are enabled.
report-promise = Response time
report-met = in time
report-late = late
report-overdue = overdue
report-cancelled = not wanted any more
report-kept-share = Kept
report-ages = Age of open tickets
report-ages-about = All tickets that are open right now, by the time since they were opened.
report-age = Age
report-types = Types
report-types-about = Tickets opened in these days by their type now, and the change from the days before.
report-tags = Tags
report-tags-about = Tickets opened in these days that carry the tag now. A ticket can carry several.
report-staff = Staff
report-staff-about = Cases: tickets in which the person wrote for the first time in these days; messages: their public messages in those. Claims count the first of each person, closes are by their own hand, credit goes to who had the ticket when it was closed: its handler, else its claimer, else who closed it. First response: medians of tickets they answered first; later responses: of the waits they ended. The rating is of the tickets credited to them, drawn towards the average of all while there are few, and not shown under { $fewest }. All types together.
report-person = Person
report-handled = Cases
report-messages = Messages
report-claims = Claims
report-closes = Closes
report-credited = Credited
report-median-first = First response
report-median-next = Later responses
report-rating = Rating
report-ratings-count = Ratings
report-hours-of-week = When tickets are opened
report-hours-of-week-about = Tickets opened by weekday and hour. Where no type is chosen, the table has the median first response of each hour with at least 5 answers.
report-in-zone = Hours of { $zone }.
report-hour = Hour
report-ratings = Ratings
report-ratings-about = Ratings given in these days; one for each close, and it can be changed for a day.
report-stars = Stars
report-count = Count

# Behind a number
report-right-now = Right now.
report-behind-span = { $from } to { $to }, days of { $zone }.
report-behind-answered = Answered tickets
report-behind-waits = Waits for an answer
report-behind-claimed = Claimed tickets
report-behind-closed = Closed tickets
report-behind-open = Open tickets
report-behind-unanswered = Unanswered tickets
report-behind-opened = Tickets opened
report-behind-at-end = At the end of { $date } in { $zone }.
report-behind-count = { $count ->
    [one] 1 entry
   *[other] { $count } entries
}
report-behind-hidden = { $count ->
    [one] One more is of a type whose tickets you may not see.
   *[other] { $count } more are of types whose tickets you may not see.
}
report-behind-closes = Closes
report-behind-backlog = Open then
report-behind-reopened = Reopened within seven days
report-behind-one-touch = Closed after one message
report-behind-rated = Rated tickets
report-behind-breached = Tickets with a broken response time
report-behind-tagged = Tickets opened, tagged { $tag }
report-behind-kept = { $metric }: kept
report-behind-broken = { $metric }: broken
report-behind-cancelled = { $metric }: not waited for any more
report-behind-person-handled = Cases of { $name }
report-behind-person-answered = First answers by { $name }
report-behind-person-replied = Answers by { $name } to somebody who waited
report-behind-person-claimed = Claimed by { $name }
report-behind-person-closed = Closed by { $name }
report-behind-person-credited = Closes credited to { $name }
report-behind-person-rated = Ratings of { $name }
report-reopened-after = Reopened after
report-pages = Pages
report-first-page = To the latest
report-next-page = Earlier ones
report-ticket = Ticket
report-member = Member
report-state = State
report-when = When

# Response times of a ticket
chip-label = Response time
chip-pending = { $metric } is due { $when }
chip-warned = { $metric } is due soon, { $when }
chip-over = { $metric } is overdue since { $when }
chip-held = { $metric } is on hold with { $left } left
report-first = First responses
report-first-opened = of tickets opened
report-first-waiting = with those that wait
report-first-given = by when given
report-first-hours = in open hours
report-first-waiting-about = From the opening to the first public message by staff, of tickets opened in these days. Those that wait for one still count as longer than all others: where a figure falls among them it is at least so long (≥). Under 5 tickets nothing is shown, under 20 it is a hint.
report-first-given-about = From the opening to the first public message by staff, of first answers given in these days, whenever the ticket was opened; bots, notes and the opener do not count. Under 5 answers nothing is shown, under 20 it is a hint.
report-first-hours-about = From the opening to the first public message by staff, of tickets opened in these days; only the time counts in which the hours of what was promised were open. Where nothing was promised all hours are. Unanswered tickets are not in it: see how many there are. Under 5 answers nothing is shown, under 20 it is a hint.
report-first-unanswered = { $count ->
    [one] One opened in these days is unanswered, for { $age }.
   *[other] { $count } opened in these days are unanswered, the oldest for { $age }.
}
report-first-all-answered = All opened in these days have had an answer.
report-few = Few: a hint only
report-hours-first = How long first responses take, by when
report-hours-first-about = The median first response to tickets opened in that hour of the week; darker is longer. An hour with fewer than 5 answers is empty, one with fewer than 20 is a hint.
report-hours-few = { $hour }: fewer than 5 answers
report-first-close-note = To the first close, by which a ticket counts that was reopened since: median { $median }, 95th percentile { $p95 }.
