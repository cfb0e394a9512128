# What is done on the way to a promised time, and after it.

web-step-head = On the way, and when it is too late
web-step-text = All of it happens once for each promised time, in open time, and not while it is paused. What was missed while Guildhall was not running happens once and says that it is late.
web-step-warn = Warn when so many percent are used
web-step-warn-hint = Who has the ticket, and the channel for response times. Empty: no warning.
web-step-warn-most = A warning comes at 1 to 99 percent of the time.
web-step-broken-raise = When a promise is broken, raise the priority
web-step-broken-queue = When a promise is broken, give the ticket back to the queue
web-step-broken-queue-hint = Claim and assignment are released, so that anyone takes it.
web-step-more = More steps
web-step = Step
web-step-new = Add a step
web-step-remove = Remove this step
web-step-amount = How much
web-step-when = Counted from
web-step-percent = % of the time used
web-step-before = minutes before it is due
web-step-after = minutes after it was due
web-step-act = What happens
web-step-ping = ping a role
web-step-tell = tell who has the ticket
web-step-raise = raise the priority
web-step-queue = back to the queue
web-step-move = move it to another type
web-step-on-call = assign who is on call
web-step-hook = call webhooks
web-step-role = Which role
web-step-choose-role = Choose a role
web-step-place = Where
web-step-in-ticket = in the ticket
web-step-type = Which type
web-step-choose-type = Choose a type
web-step-on-call-hint = A handler of the type who works now and has room. Nobody: it goes to the queue, and the log says so.
web-step-hook-hint = All webhooks that listen to “Step of a response time”.
web-step-urgent = Urgent: also outside working hours
web-step-no-percent = 1 to { $most } percent of the time can be used.
web-step-no-minutes = Say how many minutes: 1 to { $most }.
web-step-no-role = Choose the role to ping.
web-step-no-type = Choose the type that the ticket moves to.
web-step-twice = The same step is there twice.
web-step-too-many = There can be { $most } steps at most.
web-step-fault = Step { $number }: { $why }

# A claim that nobody answers after.

claim-warned-title = Ticket #{ $number }: still yours?
claim-warned = You claimed this ticket and it has no answer since. It goes back to the queue { $when }, unless you answer.
event-claim-warned = { $other } was told that the ticket goes back without an answer
event-claim-lapsed = { $other } claimed the ticket and did not answer in time
web-lapse-warn = A claim without an answer: remind after
web-lapse-warn-hint = Minutes of open time, counted while the member waits. Who claimed gets a direct message. Empty: claims stay.
web-lapse-return = Back to the queue after
web-lapse-return-hint = Minutes of open time, more than until the reminder. Claim and assignment are released; others are asked first.
web-lapse-both = A claim without an answer: fill in both times, or none.
web-lapse-order = A claim without an answer: the reminder comes first, at 1 to { $most } minutes, then the return.
web-reopen-keep = Who had a ticket keeps it when it is reopened, whatever their hours
web-reopen-keep-hint = Otherwise whoever is away, off or full gives it back to the queue. Who reopens it keeps it in any case.
