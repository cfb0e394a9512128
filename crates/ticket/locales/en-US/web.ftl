# The frame
web-skip = Skip to the content
web-home = Guildhall, all servers
web-nav = Server
web-account = Your account
web-signed-in-as = Signed in as
web-sign-out = Sign out
web-theme = Colours
web-theme-system = System
web-theme-light = Light
web-theme-dark = Dark
web-language = Language
web-language-system = Not chosen
web-clock = Clock
web-clock-system = As in my browser
web-clock-24 = 24 hours (19:35)
web-clock-12 = 12 hours (7:35 PM)
web-times = Times
web-times-own = My own
web-live-lost = Connection lost, trying again …
web-setup = Setup
web-cancel = Cancel
web-nobody = nobody
web-not-yet = not yet

# How long ago: 0 stands for the number, and the browser counts on with the same words
web-ago-now = now
web-ago-minutes = 0m
web-ago-hours = 0h
web-ago-days = 0d

# Signing in
web-sign-in-title = Sign in
web-sign-in = Sign in with Discord
web-welcome = Welcome to the Guildhall
web-welcome-text = The support desk of your community: read and work tickets here, or in Discord. Both always show the same.
web-sign-in-scopes = Discord will ask you to share your name, the servers you are in, and your roles in the servers that use Guildhall. Nothing else, and we do not keep the access.
web-try-again = Try again

# Servers
web-servers = Your servers
web-servers-none = None of your servers uses Guildhall yet
web-servers-none-text = If you look after a server, add Guildhall to it. If you joined or added one just now, sign out and in again.
web-invite = Add Guildhall to a server
web-open-count = { $count ->
    [0] No open tickets
    [one] { $count } open ticket
   *[other] { $count } open tickets
}
web-member-note = You are a member here. To open a ticket, use its panel in Discord.

# The list
web-show-open = Open
web-show-mine = Mine
web-show-unassigned = Unassigned
web-show-closed = Closed
web-older = Older tickets
list-loading = More tickets are coming
list-end = These are all tickets of this list.
list-failed = More tickets could not be fetched. The next attempt follows in a moment.
web-empty-open = No open tickets
web-empty-open-text = When a member presses a button of a panel in Discord, the ticket shows up here at once.
web-empty-mine = Nothing on your plate
web-empty-mine-text = Tickets that you claim, or that are assigned to you, are here. Look under “Unassigned” for one to take.
web-empty-unassigned = Everything is taken
web-empty-unassigned-text = Every open ticket has somebody who works it.
web-empty-closed = No closed tickets yet
web-empty-closed-text = Closed tickets stay here with their transcripts.
web-empty-off = Tickets are switched off in this server
web-empty-off-text = An admin switches them on in the setup, and posts a panel for members to open tickets from.

# Words for the state of a ticket
web-status-open = Open
web-status-claimed = Claimed
web-status-assigned = Assigned
web-status-closed = Closed
web-status-archived = Archived
web-priority-low = Low
web-priority-normal = Normal
web-priority-high = High
web-priority-urgent = Urgent

# A ticket
web-properties = About this ticket
web-answer-file-missing = not copied yet, or gone
web-answers = Answers in the form
web-earlier = Show earlier messages
web-later = Show later messages
web-transcript = Transcript
web-transcript-read = Read
web-download = Download
web-download-text = as text
web-download-json = as JSON
web-open-in-discord = Open in Discord
web-claim = Claim
web-release = Release
web-reopen = Reopen
web-close = Close ticket
web-close-title = Close this ticket?
web-close-text = The member is told, and gets the transcript if this kind of ticket allows it. You can open it again.
web-close-reason = Reason (optional, the member sees it)
web-fact-type = Type
web-fact-status = Status
web-fact-member = Member
web-fact-claimer = Claimed by
web-fact-assignee = Assigned to
web-fact-priority = Priority
web-fact-opened = Opened
web-fact-first-reply = First reply
web-fact-closed = Closed
web-fact-closed-by = Closed by
web-fact-reason = Reason
web-surface-pending = The channel in Discord is being prepared.
web-surface-gone = The channel in Discord was deleted.
web-surface-unavailable = There is no channel in Discord for this ticket at the moment.
web-surface-wrong = No channel in Discord: { $problem }

# What was done
web-done-claimed = You have this ticket now.
web-done-released = This ticket is free again.
web-done-closed = This ticket is closed.
web-done-reopened = This ticket is open again.
web-done-saved = The setup is saved.
web-done-posting = The panel is on its way to Discord.



# Setup
web-setup-types = Ticket types
web-setup-fields = { $count ->
    [0] no form
    [one] { $count } question
   *[other] { $count } questions
}
web-setup-staff = { $count ->
    [0] no staff of its own
    [one] { $count } staff role or person
   *[other] { $count } staff roles and people
}
web-setup-inactive = switched off
web-setup-panels = Panels
web-setup-buttons = { $count ->
    [one] { $count } button
   *[other] { $count } buttons
}
web-setup-posted = stands in #{ $channel }
web-setup-lost = was deleted by hand in #{ $channel }: post it again
web-setup-not-posted = not posted yet
web-setup-channel = Channel
web-setup-post = Post
web-setup-refresh = Update
web-setup-no-channel = That channel is not in this server any more. Choose another.
web-setup-file-text = Download it as a backup or for another server, change it, and import it again.
web-setup-export = Download
web-setup-choose = Load a file into the box
web-setup-box = Setup (TOML)
web-setup-import = Import
web-setup-version = version
web-setup-unreadable = This text cannot be read as a setup, nothing was changed.
    { $problem }

# When there is no page to show
web-error-id = If you report this, name
web-error-not-found = There is no such page
web-error-not-found-text = The address may be mistyped, or the page has moved. Start over from your servers.
web-error-no-guild = This server is not among yours
web-error-no-guild-text = You are not a member of it with this account, or Guildhall is not in it. If you just joined, sign out and in again.
web-error-no-ticket = There is no such ticket
web-error-no-ticket-text = No ticket in this server has this number. Look for it in the list.
web-error-no-file = This file is not here
web-error-no-file-text = It was not kept, or it was deleted.
web-error-over = This transcript is no longer kept here
web-error-over-text = The time to read it by its link is over. The conversation itself is still on the page of the ticket.
web-error-forbidden = You may not see this
web-error-forbidden-text = It is for the team that handles it. If you belong to the team, ask an admin to check your roles in Discord; a change counts at once.
web-error-forged = That did not work
web-error-forged-text = The form was too old or did not come from this site. Go back, load the page again, and repeat it.
web-error-unclear = This request makes no sense to us
web-error-unclear-text = The address or the form is incomplete. Go back and try again.
web-error-too-large = That is too large
web-error-too-large-text = Send less at once.
web-error-too-many = A little slower, please
web-error-too-many-text = That was a lot in a short time. Wait a minute and try again.
web-error-no-sign-in = Signing in is not set up
web-error-no-sign-in-text = Whoever runs this Guildhall has to give it the OAuth2 client secret: set GUILDHALL_CLIENT_SECRET and start it again.
web-error-sign-in = Discord did not confirm your sign-in
web-error-sign-in-cancelled = It was cancelled in Discord. Nothing was shared.
web-error-sign-in-stale = It took too long, or began in another window or browser.
web-error-sign-in-refused = Discord refused the request. If it happens again, whoever runs this Guildhall should check its client id, secret and redirect address.
web-error-sign-in-unreachable = Discord could not be reached or gave no usable answer. Wait a moment.
web-error-failed = This page cannot be shown at the moment
web-error-failed-text = Guildhall cannot reach its records. Nothing is lost; try again in a moment.
web-error-broken = Something went wrong on our side
web-error-broken-text = Nothing was changed by it. Try again; if it stays, tell whoever runs this Guildhall.

# Why a ticket has no channel or thread
problem-forbidden = Guildhall lacks permissions to create it; guildhall doctor names them
problem-guild-full = the server has 500 channels, the most Discord allows
problem-threads-full = the server has as many active threads as Discord allows
problem-parent-gone = the channel that holds the threads was deleted
problem-refused = Discord refused: { $message }
web-write-to-staff = Write to the team
web-write-to = Reply to { $name }
web-write-keys = Enter sends
web-send = Send
web-attach = Add files
web-files-chosen = Files to send
web-file-remove = Remove

# The inbox
web-inbox = Inbox
web-my-tickets = My tickets
web-settings = Settings
web-views = Views
web-types = Types
web-sort = Order
web-show-us = Waiting on us
web-show-member = Waiting on member
web-show-overdue = Overdue
web-sort-latest = Latest
web-sort-urgent = Priority
web-sort-newest = Newest
web-sort-oldest = Oldest
web-needs-reply = Needs reply
web-replied = Replied
web-worked-by = Worked by
web-empty-us = Nobody waits for you
web-empty-us-text = Every open ticket has an answer. Tickets come back here when the member writes.
web-empty-overdue = Nothing is overdue
web-empty-overdue-text = Every open ticket still has time. One that has run out of it stands here.
web-key-go = Go to a view, by its letter: m, u, w, b, d, s, o, c in the order of the list
web-empty-member = Nothing is out
web-empty-member-text = Tickets where you had the last word are here.
web-empty-search = Nothing found
web-overview = Overview
web-hello = Welcome back, { $name }
web-choose-ticket = Choose a ticket from the list. Without a mouse it goes like this:
web-new-messages = New messages ↓
web-key-reply = Reply
web-key-note = Note
web-key-claim = Claim
web-key-assign = Assign
web-key-close = Close
web-key-search = Search
web-key-palette = Every command
web-key-help = Help

# What members see
web-new-ticket = New ticket
web-mine-none = No open tickets
web-mine-none-text = Need help? Open a ticket and the team will answer here and in Discord.
web-mine-none-closed = You cannot open tickets here at the moment.
web-state-ours = In progress
web-state-yours = Waiting for you
web-state-done = Done
web-closed-automatic = Closed automatically: { $kind }
web-closed-by = Closed by { $name }
web-new-choose = What is it about?
web-new-nothing = Nothing to open here
web-new-nothing-text = No kind of ticket is open to you at the moment. Ask the team in Discord if you think it should be.
web-new-off = Tickets are switched off in this server.
web-new-title = Title
web-new-follows = One more question:
web-new-more = From what you chose more questions follow. Please answer them too.
web-new-more-files = From what you chose more questions follow. Please answer them too, and choose your files again.
web-new-files = { $least ->
    [1] Up to { $most } files, 10 MiB each.
   *[other] { $least } to { $most } files, 10 MiB each.
  }
web-new-choices = { $least ->
    [1] At most { $most }.
   *[other] { $least } to { $most }.
  }
web-new-title-hint = A few words that say what it is about.
web-new-text = Description
web-new-text-hint = Formatting works as in Discord: **bold**, lists, quotes, code.
web-new-pictures = Paste or drop pictures
web-new-send = Open ticket
web-optional = optional
web-privacy = Your data
web-privacy-intro = What this server’s support desk keeps about you, and a copy of it.
web-privacy-what = What is kept
web-privacy-what-1 = Your tickets: title, answers, and what was written in them, with files.
web-privacy-begun = Of a form that asks further questions, what you answered first: until its ticket is open, two hours at most.
web-privacy-what-2 = Your name, your picture and your roles in this server, as Discord shows them.
web-privacy-what-3 = When you sign in here: a session that ends after 12 hours without use.
web-privacy-who = Who sees it
web-privacy-who-text = You, the staff for that kind of ticket, and the admins of this server. Staff can keep notes that you do not see.
web-privacy-long = How long
web-privacy-days = The conversation stays here until the team removes it. The link to a transcript works for { $days } days after a ticket was closed.
web-privacy-copy = A copy for you
web-privacy-copy-text = Your tickets and everything that was said in them, as a file that programs can read.
web-privacy-erase = Erasure
web-rate-title = How was it?
web-rate-comment = A few words (optional)
web-rate-send = Send rating
web-rate-thanks = You gave { $stars } of 5 stars. Thank you!
web-rate-star = { $stars } of 5 stars
web-rate-change = Change rating
web-ask-close = { $name } asks whether this ticket can be closed.
web-ask-close-yes = Yes, close it
web-ask-close-no = No, I still need help
web-done-rated = Thank you for your rating.
web-done-declined = The team knows that you still need help.

# More of what was done
web-done-noted = The note is kept. Only staff see it.
web-done-asked = The member is asked whether it can be closed.
web-done-moved = This ticket is of another type now.

# What staff change
web-me = you
web-move = Move to another type
web-move-text = The team of that type takes over.
web-tags = Tags
web-tag-add = Add tag
web-none = none
web-people = People
web-person-add = Add person
web-person-name = Name or username
web-pin = Pin
web-unpin = Unpin
web-pause = Pause
web-resume = Resume
web-paused = Paused by
web-pause-reason = Why do the clocks stop?
web-rename = Rename
web-rename-hint = Empty brings the first title back.
web-earlier-tickets = Other tickets of this member
web-mode = What you write
web-note-hint = Only staff see notes.
web-note-keep = Keep note
web-canned = Canned responses
web-canned-hint = · / for canned responses
web-ask = Ask the member first

# The palette
web-palette = What do you want to do, or which ticket?
web-keys = Keys
web-ok = Got it
web-note-write = Write a note for the team

# Settings
web-done-again = It is tried again.
web-set-general = General
web-set-resources = Resources
web-set-team = Team
web-set-health = Health
web-set-audit = Audit log
web-set-file = Import and export
web-set-save = Save
web-set-reset = Reset
web-set-unsaved = Not saved yet:
web-set-no-number = “{ $label }” needs a whole number, not “{ $given }”.
web-set-conflict = { $name } saved this meanwhile. Nothing of yours was saved. Look at the differences; saving again takes yours.
web-set-where = Where
web-set-theirs = Saved now
web-set-yours = Yours
web-set-module = Tickets
web-set-enabled = Members can open tickets
web-set-enabled-hint = Open tickets go on when this is off.
web-set-locale = Language in Discord
web-set-locale-hint = What Guildhall says in Discord, and in direct messages.
web-set-pages = These pages
web-set-pages-locale = Language
web-set-pages-locale-own = That of each reader’s browser
web-set-pages-locale-hint = For those who chose none in their menu.
web-set-accent = A colour of your own
web-set-accent-hint = For what can be pressed, links and charts. Shades are chosen so that they can be read, in light and dark.
web-set-places = Places in Discord
web-set-open-category = Category for open tickets
web-set-no-category = No category
web-set-closed-category = Category for closed tickets
web-set-stay = They stay where they are
web-set-closed-category-hint = Channels there are deleted 30 days after closing, unless the type says otherwise.
web-set-staff-role = Role that sees every ticket channel
web-set-nobody = Nobody
web-set-staff-role-hint = What it may do is set under Team.
web-set-close-delay = Seconds from closing to archiving
web-set-close-delay-hint = Reopening within this time changes nothing in Discord.
web-set-overflow = More categories for when the first is full
web-set-no-categories = This server has no categories.
web-set-overflow-hint = Discord allows 50 channels in a category.
web-set-limits = Limits
web-set-open-limit = Open tickets of one member
web-set-unlimited = Empty is no limit.
web-set-retention = Days a transcript link works
web-set-retention-hint = The conversation itself stays here.
web-set-pause = Who may pause the response clocks
web-set-pause-nobody = Nobody
web-set-pause-editors = Those who may configure
web-set-pause-staff = All staff of the ticket’s type
web-set-pause-hint = A pause needs a reason.
web-set-logging = Logging
web-set-mod-log = Channel for opened and closed tickets
web-set-nowhere = Nowhere
web-set-mod-log-hint = Without one, nothing is logged in Discord.
web-set-more-logs = Log single events elsewhere
web-log-opened = Opened
web-log-closed = Closed
web-log-reopened = Reopened
web-log-handled = Claims and assignments
web-log-changed = Moves, names, priorities, tags
web-log-people = People added and removed
web-log-rated = Ratings
web-log-broken = Promised times that are over
web-team-roles = What roles may do
web-team-roles-text = The owner and administrators can do everything. Staff of single types are set at the type.
web-team-role = Role
web-team-add = Add a role …
web-team-remove = – remove –
web-team-blocked = Members who may open no tickets
web-team-blocked-hint = Usernames, separated by commas.
web-why = Why can this person do that?
web-why-text = Everything that gives somebody rights here.
web-why-ask = Look
web-why-unknown = Nobody in this server starts with that name.
web-why-owner = Owns this server: can do everything.
web-why-admin = Has Administrator in Discord: can do everything.
web-why-role = Has the role { $role }. { $may }
web-why-channels = Has Manage Channels in Discord: staff for every type.
web-why-type-role = { $kind }: staff by the role { $role }.
web-why-handler = { $kind }: named as a handler.
web-why-nothing = Is a member: sees and opens only their own tickets.
web-health-fine = Nothing is wrong
web-health-fine-text = Everything that was to be done in Discord is done. If something cannot be done, it is listed here with the reason.
web-health-text = This could not be done in Discord. Mend the cause, then try again.
web-health-again = Try again
web-job-surface = Channel or thread of a ticket
web-job-relay = Messages from the web
web-job-files = Copies of files
web-job-panel = A panel
web-job-dm = A direct message
web-job-log = A line of the log
web-audit-text = Who changed what in these settings, latest first.
web-audit-none = Nothing was changed yet
web-audit-before = Before
web-audit-after = After
web-audit-older = Older changes
web-up = Move up
web-down = Move down
web-remove = Remove
web-color = Colour
web-preview = Preview
web-needs-script = Adding and ordering needs JavaScript, or the file under Import and export.
web-type-text = What members can open, in the order they see.
web-type-new = New type
web-type-none = No types yet
web-type-none-text = A type says what is asked, who helps and where.
web-type-what = What it is
web-type-name = Name
web-type-emoji = Emoji
web-type-emoji-hint = One emoji, such as 🧭.
web-type-hint = Hint
web-type-hint-hint = A line where members choose.
web-type-active = Members can open it
web-type-active-hint = Switched off, its open tickets go on.
web-type-team = Who helps
web-type-staff-roles = Staff roles
web-type-no-roles = This server has no roles.
web-type-staff-roles-hint = They see and work these tickets.
web-type-ping-roles = Roles that are called
web-type-ping-roles-hint = They see these tickets and are mentioned.
web-type-handlers = Handlers
web-type-handlers-hint = Usernames, separated by commas.
web-type-ping = Mention the team when a ticket opens
web-type-ping-hint = Also when one is moved here.
web-type-ping-only = Mention only these
web-type-ping-only-hint = None chosen means all of the above.
web-type-form = Form
web-type-form-text = Up to five questions that are always asked, and up to five that follow from the same answers. Without any, the ticket opens at once.
web-ask-question = Question
web-ask-new = New question
web-ask-style = Answer
web-ask-help = Help under it
web-ask-placeholder = Placeholder
web-ask-choices = Choices
web-ask-choices-hint = One a line; help for it after a bar: Yes | really
web-ask-least = At least
web-ask-most = At most
web-ask-least-length = Fewest characters
web-ask-most-length = Most characters
web-ask-required = Must be answered
web-ask-when = Ask it
web-ask-always = Always
web-ask-after = Only after an answer to “{ $name }”
web-ask-alone = “{ $name }” is asked always now: the question it followed was removed.
web-ask-any = After these answers
web-ask-any-hint = One a line, written as in its choices; yes or no for a box to tick.
web-ask-ticked = Ticked
web-ask-unticked = Not ticked
web-ask-short = One line
web-ask-paragraph = Several lines
web-ask-select = Menu
web-ask-radio = One of a few
web-ask-checkboxes = Any of a few
web-ask-checkbox = Yes or no
web-ask-users = Members
web-ask-roles = Roles
web-ask-channels = Channels
web-ask-mentionables = Members and roles
web-ask-files = Files
web-ask-text = Words to read, no answer
web-type-welcome = First message
web-type-welcome-title = Title
web-type-welcome-title-hint = Empty takes the ticket’s own title.
web-type-welcome-text = Text
web-type-welcome-text-hint = {"{member}"}, {"{number}"} and {"{type}"} are filled in.
web-type-place = Where in Discord
web-type-mode = Each ticket is
web-type-channel = a private channel
web-type-thread = a private thread
web-type-mode-hint = Threads use none of the server’s 500 channels.
web-type-category = Category of the channels
web-type-category-none = The server’s usual one
web-type-parent = Channel that holds the threads
web-type-parent-none = None
web-type-no-parent = Threads need a channel that holds them: choose one, or take private channels.
web-type-naming = Name
web-type-naming-hint = With {"{emoji}"}, {"{number}"}, {"{member}"}, {"{type}"} and {"{priority}"}; empty is the usual one.
web-type-closing = Closing
web-type-opener-close = The member may close it
web-type-feedback = Ask for a rating
web-type-for-opener = The member gets the transcript
web-type-copy-files = Keep copies of files
web-type-copy-files-hint = Discord’s links expire after about a day.
web-type-after-close = Afterwards the channel is
web-type-archive = kept, read-only
web-type-delete = deleted; the conversation stays here
web-type-delete-after = Delete the channel after days
web-type-delete-after-hint = 0 is never; empty is 30 where closed tickets have a category.
web-type-idle = Close tickets in which nobody writes
web-type-idle-after = After hours
web-type-idle-warn = Warn hours before
web-type-idle-waiting = Only while waiting for the member
web-type-cooldown = Minutes until the next one
web-type-cooldown-hint = For the same member. Empty is none.
web-type-remove = Remove this type
web-type-remove-text = Its tickets stay, for those who work every ticket. Buttons that open it go from the panels.
web-hand = Cases are handed to
web-hand-hint = One of the handlers above who is there and has room.
web-hand-least-open-of-type = who has the fewest open tickets of this type
web-hand-least-load = whose open tickets weigh least
web-hand-least-share = who has the most room for what they can take
web-hand-round-robin = one after the other
web-hand-sticky = who had the member's last ticket
web-hand-nobody = nobody: people claim
web-sla = Response times
web-sla-on = Promise response times
web-sla-on-hint = They count for tickets that open from now on. What is filled in is a suggestion until you switch it on.
web-sla-text = Minutes of open time for each priority. Empty promises nothing. Any first answer may be Auto-Assist's; the next update counts from the last word of staff.
web-set-zone = Time zone
web-set-zone-hint = Of reports and of all times shown, by its name like Europe/Berlin. Everyone can choose to see their own. Empty: reports are in UTC, times in each reader’s zone.
web-set-sla-channel = Warn staff of response times in
web-set-sla-channel-hint = Who has the ticket is told by direct message in any case.
web-set-sla-ping = Ping there when a promise is broken
web-set-sla-ping-hint = Only in that channel.
web-panel-text = Messages in Discord with buttons that open tickets.
web-panel-new = New panel
web-panel-none = No panels yet
web-panel-none-text = Make one and post it where members look for help.
web-panel-no-types = Make a type first: buttons open types.
web-panel-message = Message
web-panel-body = Text
web-panel-offers = What it offers
web-panel-layout = Types are offered as
web-panel-layout-buttons = buttons
web-panel-layout-menu = one menu
web-panel-placeholder = Words in the menu before a choice
web-panel-placeholder-hint = Leave it empty for the usual words.
web-panel-every-type = Offer every active type
web-panel-every-type-hint = Besides the ones below, in the order of the types; new types come by themselves, 25 at most.
web-panel-buttons = Buttons
web-panel-buttons-text = Up to 25, five in a row. The order here is the order there.
web-panel-button = Button
web-panel-label = Label
web-panel-remove = Remove this panel
web-panel-remove-text = The message in Discord stays until you delete it; its buttons go on opening tickets.
web-panel-default-title = Need help?
web-panel-default-text = Press a button and tell us what it is about.
web-button-grey = Grey
web-button-blue = Blue
web-button-green = Green
web-button-red = Red
web-canned-new = New response
web-canned-none = No canned responses yet
web-canned-none-text = Write down what you say again and again, and send it by name.
web-canned-text = Sent by ?name in Discord, and by / here.
web-canned-name = Name
web-canned-name-hint = Letters, digits, - and _: it is typed after a question mark.
web-canned-category = Category
web-canned-body = Text
web-canned-variables = Filled in when it is sent:
web-canned-as-staff = Send under the name of who sends it
web-canned-as-staff-hint = Otherwise the bot says it.
web-canned-types = Only for these types
web-canned-types-hint = None chosen means all.
web-canned-embed = Embed
web-canned-embed-text = Text of the embed
web-command = Custom command
web-command-new = New command
web-commands = Custom commands
web-commands-text = Texts that everyone gets by typing /name, and in a ticket also ?name. They win over a canned response of the same name.
web-tag = Tag
web-tag-new = New tag
web-tag-name = Name of the tag
web-tags-text = Labels for tickets, to find and count them by.

# The table
web-all-tickets = All tickets
web-any = Any
web-apply = Apply
web-last-activity = Last activity

# Changing what one wrote
web-editing = You are changing your last message.
web-take-back = Delete it
web-edit-last = Edit last

web-dashboard = Dashboard
web-todos = Waiting for your answer
web-todos-all = All of mine
web-todos-none = Nothing waits for you.
web-todos-unassigned = { $count ->
    [one] One ticket has nobody yet.
   *[other] { $count } tickets have nobody yet.
}
web-overview-reports = All reports
report-resolution-mean = Average time to close
report-closed-days = Closed in { $days } days
web-health-figures = Figures of reports
web-health-checked = Compared with { $tickets ->
    [one] the one ticket
   *[other] all { $tickets } tickets
 } on { $at }: nothing differed.
web-health-checked-wrong = { $count ->
    [one] One figure
   *[other] { $count } figures
 } on { $at }.
