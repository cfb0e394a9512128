# Auto-Assist: what it says in a ticket
assist-automatic = Automatic message
assist-sources = From: { $sections }
assist-ask = Hello! What exactly is it about? Please describe in a sentence or two what you want to do and what happens instead.
assist-offer-close = Good to hear. If everything is done, you can close this ticket with the button.
assist-called = I cannot answer this, so I have called the team. Someone will be with you.
assist-called-asked = I have called the team. Someone will be with you.
assist-did-it-help = Did this help?
assist-yes = Yes
assist-no = No
assist-human = Talk to a human
assist-close = Close the ticket
assist-reply-helped = Good! If everything is done, you can close the ticket.
assist-reply-called = The team has been called.
refusal-staff-called = The team has been called already.

# Auto-Assist: what staff read
assist-note = Auto-Assist: { $line }
assist-note-question = “{ $question }”
assist-why-asked = The member wants to talk to a person.
assist-why-not-helped = Its answer did not help.
assist-why-unsure = Nothing in the knowledge bases answers this for sure.
assist-why-unclear = It remained unclear what this is about.
assist-why-model = The model says that this is for staff.
assist-why-ticket-budget = It has answered as often as it may in this ticket.
assist-why-day-budget = It has answered as often as it may today.
assist-why-slow = The model did not answer in time.
assist-why-unreachable = The model could not be reached.
assist-why-limited = The model takes no more questions for now.
assist-why-nonsense = The model’s answer could not be used.
event-assist-reply = Auto-Assist answered from: { $sections }
event-assist-ask = Auto-Assist asked what it is about.
event-assist-offer-close = Auto-Assist offered to close.
event-assist-escalate = Auto-Assist called staff. { $why }
event-assist-helped = { $name } says that the answer of Auto-Assist helped.

# Auto-Assist: its pages
web-know = Knowledge
web-know-text = What Auto-Assist answers from. It reads these documents and the public messages of a ticket, nothing else.
web-know-bases = Knowledge bases
web-know-bases-none = There are none yet. Auto-Assist hands every question to the team.
web-know-version = version { $version } by { $name }, { $size } KiB
web-know-try = Try a question
web-know-try-text = Shows which sections would be used, and why.
web-know-question = A question
web-know-try-button = Look it up
web-know-would-reply = Without a model it would answer from the first section.
web-know-would-ask = Without a model it would ask what this is about.
web-know-would-offer = Without a model it would offer to close.
web-know-would-escalate = Without a model it would call the team.
web-know-no-hits = No section has anything to do with it.
web-know-excerpt = Text
web-know-same = the same word
web-know-joined = one word there: { $found }
web-know-synonym = another word for { $found }
web-know-spelling = spelled almost like { $found }
web-know-part = part of { $found }
web-know-in-heading = in the heading
web-know-likeness = like in meaning by { $percent } %
web-know-proposals = Proposals from tickets
web-know-proposed-by = by
web-know-into = Knowledge base
web-know-take = Add to it
web-know-dismiss = Put away
web-know-new = New knowledge base
web-know-title = Title
web-know-file = Choose a Markdown file
web-know-markdown = Markdown
web-know-add = Save and index
web-know-settings = How it works here
web-know-settings-text = Changes hold for tickets that are opened from now on.
web-know-provider = Questions, the conversation and up to five sections are sent to { $host } ({ $model }).
web-know-provider-none = No model is set: the best section itself is the answer, and nothing leaves this server. Whoever runs Guildhall can set one with “guildhall assist provider”.
web-know-spent = { $spoken ->
    [one] Today: 1 message,
   *[other] Today: { $spoken } messages,
} { $escalated ->
    [one] the team was called once,
   *[other] the team was called { $escalated } times,
} { $tokens } tokens.
web-know-switch = Auto-Assist is on
web-know-per-day = Messages in a day, in all tickets
web-know-save = Save
web-know-on = on
web-know-off = off
web-know-type-on = Look at tickets of this type
web-know-type-bases = Reads
web-know-type-bases-hint = None chosen: all of them.
web-know-tone = Tone, for a model
web-know-sure = How sure it must be to answer, in percent
web-know-role = Role that is pinged when it does not know
web-know-role-none = Nobody
web-know-from = Ping from (UTC)
web-know-until = until (UTC)
web-know-pause = Minutes of silence after a message of the team
web-know-answers = Messages in one ticket
web-know-no-title = A title is needed.
web-know-conflict = Someone else saved in the meantime, or there is no room for more. Look at it again and repeat your change.
web-know-unfit = This cannot be a knowledge base: { $problem }.
web-know-older = You are looking at version
web-know-sections = Sections
web-know-characters = { $count ->
    [one] 1 character
   *[other] { $count } characters
}
web-know-edit = Text
web-know-restore = Save as the newest version
web-know-versions = Versions
web-know-remove = Remove
web-know-remove-text = It is not read any more, and its versions are deleted.
web-know-remove-button = Remove this knowledge base
web-know-eval-link = Measure how good the answers are
web-know-eval = Evaluation
web-know-eval-text = Runs questions with the action and section that you expect, by retrieval alone. With a model: guildhall assist evaluate.
web-know-eval-figures = Result
web-know-eval-questions = Questions
web-know-eval-actions = Expected action chosen
web-know-eval-recall-3 = Expected section among the first three
web-know-eval-recall-5 = Expected section among the first five
web-know-eval-false = Unanswerable questions answered all the same
web-know-eval-cost = Tokens
web-know-eval-wrong = Not as expected
web-know-eval-expected = expected:
web-know-eval-run = Run
web-know-eval-file = Choose a file
web-know-eval-box = Questions, one JSON object on each line
web-know-eval-sample = Run the sample instead
web-know-eval-none = There are no questions in it.
web-know-eval-many = At most { $most } questions fit here. The command line takes more.
web-know-eval-unreadable = This cannot be read: { $problem }.
web-know-draft = Suggested answer
web-know-draft-text = Read it before you use it. It is never sent by itself.
web-know-draft-none = Nothing in the knowledge bases fits.
web-know-draft-worded = Worded by a model
web-know-draft-section = From the knowledge base
web-know-draft-from = From:
web-know-suggest = Suggest an answer
web-know-propose = Propose for the knowledge base
web-know-propose-text = Make one section of what solved this ticket. Leave out names and anything about a person.
web-know-propose-button = Propose
web-know-heading = Heading
web-know-proposal-unfit = A heading of one line with at most { $title } characters is needed, and a text of at most { $text }.
web-know-proposals-full = There is no room for more proposals. Someone has to look through those that wait.
web-privacy-assist = Auto-Assist
web-privacy-assist-off = It is off here: nothing you write is read by it.
web-privacy-assist-alone = In some kinds of tickets it reads your public messages to find a section of the team’s documents that answers them. That happens on this server; nothing is sent anywhere.
web-privacy-assist-provider = In some kinds of tickets your public messages, the answers in the form and the names of your files are sent to a language model at { $host }, with sections of the team’s documents. Notes of the team, other tickets, your name and the files themselves are not. What looks like a key or a card number is left out.
