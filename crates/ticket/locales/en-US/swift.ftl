# What takes staff fewer steps
swift-take = Take next
swift-take-hint = The ticket that waits most urgently becomes yours
swift-none = Nobody waits for somebody to take their ticket.
swift-urgent = Make it urgent
swift-nudge = Claim it with your answer
swift-claims = Your answer claims this ticket.
swift-setting = Whoever answers an unclaimed ticket claims it
swift-setting-hint = In Discord and on the web. If this is off, the web offers it with each answer.
swift-note-key = Leave what is written as a note
swift-to-me = Assign it to yourself
