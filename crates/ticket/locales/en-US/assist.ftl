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
