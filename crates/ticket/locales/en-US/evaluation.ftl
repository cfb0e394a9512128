# Auto-Assist: its evaluation page
web-know-eval = Evaluation
web-know-eval-link = Measure how good the answers are
web-know-eval-text = Runs questions with the action and section that you expect over the knowledge bases as they stand: by retrieval alone, and with the model if one is set. Nothing is posted anywhere.
web-know-eval-figures = Result
web-know-eval-alone = Retrieval alone
web-know-eval-with = With
web-know-eval-with-model = With the model
web-know-eval-actions = Expected action chosen
web-know-eval-actions-about = of all questions
web-know-eval-recall-3 = Section among the first three
web-know-eval-recall-5 = Section among the first five
web-know-eval-recall-about = of the questions that expect an answer
web-know-eval-false = False answers
web-know-eval-false-about = answered although they should go to staff
web-know-eval-cost = Tokens and cost
web-know-eval-cost-about = as the provider counts them
web-know-eval-running = Running
web-know-eval-stop = Stop
web-know-eval-stopped = It was stopped: these are the questions until then.
web-know-eval-changed = The knowledge bases were changed meanwhile, so it was stopped. Run it again.
web-know-eval-provider-changed = Another model was set meanwhile, so it was stopped. Run it again.
web-know-eval-failed = { $count ->
    [one] The provider failed at one question
   *[other] The provider failed at { $count } questions
}. They count as handed to staff, as they would be in a ticket.
web-know-eval-wrong = Not as expected
web-know-eval-expected = Expected
web-know-eval-first = Found first
web-know-eval-missed = none of the expected is among the first three
web-know-eval-past = Runs
web-know-eval-of-own = { $count ->
    [one] One question of your own
   *[other] { $count } questions of your own
}
web-know-eval-of-sample = The sample, { $count } questions
web-know-eval-result = action { $accuracy }, section { $recall }
web-know-eval-of = { $part } of { $count }
web-know-eval-run = New run
web-know-eval-file = Choose a file
web-know-eval-box = Questions, one JSON object on each line
web-know-eval-limits = At most { $most } questions and { $size } KiB.
web-know-eval-example = A line:
web-know-eval-model = Ask { $model } at { $host } as well; that takes tokens.
web-know-eval-start = Run the questions
web-know-eval-sample = Run the sample
web-know-eval-sample-text = Or see how it does on the sample that comes with Guildhall: made-up knowledge bases of a game and its shop, with the questions that they do and do not answer.
web-know-eval-none = There are no questions in it.
web-know-eval-many = At most { $most } questions and { $size } KiB fit here. The command line takes more.
web-know-eval-busy = One runs already. Wait for it, or stop it.
web-know-eval-unreadable = This cannot be read: { $problem }.
web-know-action-reply = answer
web-know-action-ask = ask back
web-know-action-close = offer to close
web-know-action-escalate = call staff
