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
web-live-lost = Connection lost, trying again …
web-tickets = Tickets
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
web-filter = Which tickets
web-show-open = Open
web-show-mine = Mine
web-show-unassigned = Unassigned
web-show-closed = Closed
web-show-all = All
web-older = Older tickets
web-messages = { $count ->
    [0] no messages
    [one] { $count } message
   *[other] { $count } messages
}
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
web-setup-text = What members can open, and where from.
web-setup-off = Tickets are switched off. Set “enabled = true” under [settings] below and import it.
web-setup-types = Ticket types
web-setup-types-none = No ticket types yet. Add them to the file below.
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
web-setup-panels-none = No panels yet. Add one to the file below; members open tickets from it.
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
web-setup-file = The whole setup as a file
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
web-write-keys = Enter sends, Shift + Enter starts a line
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
web-search = Search tickets
web-show-us = Waiting on us
web-show-member = Waiting on member
web-sort-latest = Latest
web-sort-urgent = Priority
web-sort-newest = Newest
web-sort-oldest = Oldest
web-needs-reply = Needs reply
web-replied = Replied
web-worked-by = Worked by
web-empty-us = Nobody waits for you
web-empty-us-text = Every open ticket has an answer. Tickets come back here when the member writes.
web-empty-member = Nothing is out
web-empty-member-text = Tickets where you had the last word are here.
web-empty-search = Nothing found
web-empty-search-text = The words are looked for in subjects and names of members, and as a number.
web-overview = Overview
web-hello = Welcome back, { $name }
web-choose-ticket = Choose a ticket from the list. Without a mouse it goes like this:
web-new-messages = New messages ↓
web-key-move = Move through the list
web-key-reply = Reply
web-key-note = Note
web-key-claim = Claim
web-key-assign = Assign
web-key-priority = Priority, tags
web-key-close = Close
web-key-search = Search
web-key-palette = Every command
web-key-help = This help
