# Commands: where and how often they are used, and those of a server's own.
refusal-commands-ignored = Commands are switched off here. An admin can change that in the settings under Commands.
refusal-commands-elsewhere = Commands are used in <#{ $channel }> here.
refusal-command-too-soon = { $seconds ->
    [one] One moment: your next command works in a second.
   *[other] One moment: your next command works in { $seconds } seconds.
}
command-custom = A text of this server
command-custom-args = What you want to add
reply-custom-empty = There is nothing to say to that.
web-set-commands = Commands
web-set-commands-where = Where commands work
web-set-commands-where-text = Slash commands, right-click menus and ?name. Panels, buttons and forms always work.
web-set-commands-channel = Channel for commands
web-set-commands-everywhere = Everywhere
web-set-commands-channel-hint = Commands about a ticket work in the ticket as well. Who may change these settings is not bound to it.
web-set-commands-ignored-channels = Channels without commands
web-set-commands-ignored-channels-hint = A category stands for all of its channels, a channel for its threads.
web-set-commands-no-channels = No channels
web-set-commands-who = Who is left out
web-set-commands-ignored-roles = Roles without commands
web-set-commands-no-roles = No roles
web-set-commands-ignored-users = People without commands
web-set-commands-ignored-users-hint = Names, separated by commas.
web-set-commands-answers = Answers
web-set-commands-cooldown = Seconds between two commands of a member
web-set-commands-cooldown-hint = Whichever commands they are; 0 for none.
web-set-commands-private = Answers to custom commands are seen only by who asked
web-set-commands-private-hint = Otherwise everyone in the channel sees them. Answers about tickets stay private.
web-command-hint = What it is for (shown while it is typed)
web-command-placeholders = In the text:
web-command-embed = Embed
web-embed-footer = Footer
