# What of a conversation is shown, and where to go in it
timeline-label = Show
timeline-all = Everything
timeline-public = Public
timeline-notes = Notes
timeline-events = Events
timeline-no-notes = There are no notes in this ticket.
timeline-no-events = Nothing happened in this ticket yet.
timeline-no-words = Nothing is said in this ticket yet.
timeline-answers = Form answers
timeline-first = First reply
timeline-unread-one = 1 unread
timeline-unread-many = 0 unread
timeline-unread-line = New

# The edges of panes
pane-queue = Width of the list
pane-props = Width of the properties

# What was written and not sent
unsent-place = Not sent yet
unsent-waits = There is no connection. This is sent as soon as there is one.
unsent-sending = Being sent …
unsent-held = Something was said or done meanwhile. Read it first, then send this.
unsent-refused = This was not taken.
unsent-again = Try now
unsent-edit = Change
unsent-drop = Discard
unsent-one = 1 message is not sent yet
unsent-many = 0 messages are not sent yet
unsent-files = There is no connection. Your words and files are still here; send them again when it is back.

# What is being written, as it will look
glance = Preview
glance-label = How it will look

# The list of servers
home-team = Team
home-find = Find a server
home-elsewhere = Without Guildhall
home-elsewhere-text = Servers that you look after, as Discord named them when you signed in.
home-not-found = No server of that name.

# Who a member is
member-made = Account
member-joined = Here since
member-ratings = Ratings
member-rated = { $stars } of 5 on average ({ $count ->
    [one] one rating
   *[other] { $count } ratings
})
member-block = Block from opening tickets
member-unblock = Allow tickets again
member-done-blocked = They can open no more tickets. Those that are open stay so.
member-done-unblocked = They can open tickets again.

# What one did last
history-title = My last actions
history-text = The last twenty in this browser. For ten seconds u takes back what you did.
history-none = Nothing yet.
palette-member = Member

# Rows that are drawn aside, and a key
swipe-snooze = Until tomorrow
swipe-close = Close
keys-open = Open the ticket

# What is not saved yet
draft-found = There is a draft of this form that was not saved.
draft-restore = Take it up again
draft-diff = What changes
draft-on = on
draft-off = off

# A panel from somewhere else
paste-title = Take over a message
paste-box = A link to a message in this server, or a message as JSON, as embed builders give it
paste-hint = In Discord: the message's menu, “Copy Message Link”.
paste-reading = Reading the message
paste-no-link = This link leads to no message. In Discord, open the message's menu and choose “Copy Message Link”.
paste-elsewhere = This message is not in { $guild }. A panel can take over messages of its own server only.
paste-no-channel = There is no such channel in this server. Copy the link of the message again.
paste-no-message = This message is no longer there. Copy the link of another one.
paste-hidden = You cannot read this channel in Discord, so its messages cannot be taken over. Ask whoever manages it.
paste-blind = The bot cannot read this channel. Give it “View Channel” and “Read Message History” there, then try again.
paste-empty = There is no text, embed or button in this message that a panel could take over.
paste-later = Discord cannot be asked at the moment. Try again in a minute.
paste-take = Take over
paste-no = This is neither a link to a message nor a message as JSON with an embed.
paste-yes = Taken over. Look at it, then save.
paste-cut = The text was too long for a panel: its end is missing.
paste-missed = Taken over, but for these buttons or entries no type bears the name: {"{"}names{"}"}

report-png = Chart as PNG

# The audit log
audit-who = By
audit-what = Holds
audit-everyone = Everyone
audit-none = No saving is like that among the last { $count }.
audit-file = As CSV
audit-at = Time

# What would happen
try-title = Try as a member
try-text = What would happen if somebody opened a ticket of this type now. Nothing is opened, and nobody is told.
try-who = As
try-somebody = Somebody without roles
try-again = Try
try-press = The button
try-panel = { $name } presses the button of a panel:
try-no-panel = No panel that stands in Discord offers this type. Tickets of it are opened on the web, or by staff.
try-form = The form
try-follows = Then, by what was answered
try-follows-text = In Discord a button leads to a second form; on the web the questions appear.
try-follows-part = { $question }, after { $answers } to “{ $source }”
try-follows-or = { $first } or { $last }
try-follows-answer = “{ $answer }”
try-no-form = No question is asked; on the web there are a title and a description.
try-refused = The ticket is not opened
try-place = The place
try-channel = A channel called #{ $name } is made.
try-channel-in = A channel called #{ $name } is made in { $parent }.
try-thread = A private thread called “{ $name }” is made in #{ $parent }.
try-topic = Its topic: { $topic }
try-sees = { $who } sees it
try-call = Who is called
try-called = The welcome mentions:
try-nobody-called = The welcome mentions no role.
try-worker = { $name } is the case worker
try-health = What Discord allows
try-health-fine = Nothing is in the way, as of the last look.
try-health-wrong = { $count ->
    [one] One thing is in the way; the health page names it.
   *[other] { $count } things are in the way; the health page names them.
}
