//! Where, by whom and how often commands are used (P208-P211). Buttons and forms of panels are no commands: members reach the desk by them
//! everywhere.

use crate::{ChannelId, GuildConfig, Person, Refusal, RoleId, Timestamp, UserId, access};
use serde::{Deserialize, Serialize};

/// Channels, people and roles in each list at most.
pub const MAX_IGNORED: usize = 100;
/// The longest cooldown, in seconds.
pub const MAX_COOLDOWN: u32 = 3_600;

/// Rules for commands: slash commands, context menus and `?name`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CommandRules {
    /// Channels in which no command is worked; a category stands for all of its channels, a channel for its threads (P208).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_channels: Vec<ChannelId>,
    /// People whose commands are not worked (P208).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_users: Vec<UserId>,
    /// Roles whose holders' commands are not worked (P208).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ignored_roles: Vec<RoleId>,
    /// The only channel for commands, besides tickets: those are about the ticket they are typed in. Those who may configure are free (P209).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel: Option<ChannelId>,
    /// Seconds between two commands of one member, whichever they are; 0 for none (P210).
    pub cooldown_seconds: u32,
    /// Whether answers to custom commands are seen only by who asked (P211). Answers about tickets always are.
    pub private: bool,
}

impl Default for CommandRules {
    fn default() -> Self {
        Self {
            ignored_channels: Vec::new(),
            ignored_users: Vec::new(),
            ignored_roles: Vec::new(),
            channel: None,
            cooldown_seconds: 0,
            private: true,
        }
    }
}

/// Where a command is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The channel or thread.
    pub channel: ChannelId,
    /// What it is in: a thread's channel, a channel's category.
    pub parent: Option<ChannelId>,
    /// What that is in.
    pub category: Option<ChannelId>,
    /// Whether it is a ticket's.
    pub ticket: bool,
}

impl Place {
    fn is_in(&self, channel: ChannelId) -> bool {
        self.channel == channel || self.parent == Some(channel) || self.category == Some(channel)
    }
}

impl CommandRules {
    /// Whether these are the rules of a guild that set none.
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether a command is worked (P208-P210). `last` is when the member's last one was.
///
/// # Errors
/// [`Refusal::CommandsIgnored`], [`Refusal::CommandsElsewhere`], [`Refusal::CommandTooSoon`].
pub fn judge(
    config: &GuildConfig,
    person: &Person,
    place: &Place,
    last: Option<Timestamp>,
    at: Timestamp,
) -> Result<(), Refusal> {
    let rules = &config.settings.commands;
    if rules.ignored_users.contains(&person.user)
        || person.roles.iter().any(|role| rules.ignored_roles.contains(role))
        || rules.ignored_channels.iter().any(|channel| place.is_in(*channel))
    {
        return Err(Refusal::CommandsIgnored);
    }
    if let Some(channel) = rules.channel
        && !(place.ticket || place.channel == channel || place.parent == Some(channel))
        && !access::may_configure(config, person)
    {
        return Err(Refusal::CommandsElsewhere { channel });
    }
    let free = last.map(|last| last.plus_seconds(i64::from(rules.cooldown_seconds)));
    match free.filter(|free| rules.cooldown_seconds > 0 && *free > at) {
        // Begun seconds count: after as many as are said, it works.
        Some(free) => Err(Refusal::CommandTooSoon { seconds: ((free.0 - at.0 + 999) / 1000).max(1) }),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Permissions, Settings};

    fn person(user: u64, roles: &[u64], permissions: Permissions) -> Person {
        Person {
            user: UserId(user),
            name: "Mia".to_owned(),
            roles: roles.iter().copied().map(RoleId).collect(),
            permissions,
            owner: false,
            bot: false,
        }
    }

    fn config(commands: CommandRules) -> GuildConfig {
        GuildConfig { settings: Settings { commands, ..Settings::default() }, ..GuildConfig::default() }
    }

    fn at(channel: u64) -> Place {
        Place { channel: ChannelId(channel), parent: None, category: None, ticket: false }
    }

    const NOW: Timestamp = Timestamp(1_000_000);

    // Proves: P208
    #[test]
    fn what_is_ignored_is_ignored_wherever_it_is_below() {
        let config = config(CommandRules {
            ignored_channels: vec![ChannelId(1)],
            ignored_users: vec![UserId(7)],
            ignored_roles: vec![RoleId(9)],
            ..CommandRules::default()
        });
        let mia = person(1, &[], Permissions::ADMINISTRATOR);
        let judged = |person: &Person, place: &Place| judge(&config, person, place, None, NOW);
        assert_eq!(judged(&mia, &at(2)), Ok(()));
        for place in [
            at(1),
            Place { parent: Some(ChannelId(1)), ..at(2) },
            Place { category: Some(ChannelId(1)), ..at(2) },
        ] {
            assert_eq!(judged(&mia, &place), Err(Refusal::CommandsIgnored), "{place:?}");
        }
        assert_eq!(judged(&person(7, &[], Permissions::NONE), &at(2)), Err(Refusal::CommandsIgnored));
        assert_eq!(judged(&person(1, &[3, 9], Permissions::NONE), &at(2)), Err(Refusal::CommandsIgnored));
    }

    // Proves: P209
    #[test]
    fn one_channel_is_for_commands() {
        let config = config(CommandRules { channel: Some(ChannelId(1)), ..CommandRules::default() });
        let (mia, admin) = (person(1, &[], Permissions::NONE), person(1, &[], Permissions::ADMINISTRATOR));
        let elsewhere = Err(Refusal::CommandsElsewhere { channel: ChannelId(1) });
        assert_eq!(judge(&config, &mia, &at(2), None, NOW), elsewhere);
        for place in [at(1), Place { parent: Some(ChannelId(1)), ..at(2) }, Place { ticket: true, ..at(2) }] {
            assert_eq!(judge(&config, &mia, &place, None, NOW), Ok(()), "{place:?}");
        }
        assert_eq!(judge(&config, &admin, &at(2), None, NOW), Ok(()), "admins are free");
    }

    // Proves: P210
    #[test]
    fn after_as_many_seconds_as_are_said_it_works() {
        let config = config(CommandRules { cooldown_seconds: 10, ..CommandRules::default() });
        let mia = person(1, &[], Permissions::NONE);
        for passed in [0, 1, 500, 9_001, 9_999] {
            let last = Timestamp(NOW.0 - passed);
            let Err(Refusal::CommandTooSoon { seconds }) = judge(&config, &mia, &at(2), Some(last), NOW)
            else {
                panic!("{passed} ms are too soon")
            };
            let later = NOW.plus_seconds(seconds);
            assert_eq!(judge(&config, &mia, &at(2), Some(last), later), Ok(()), "{passed}");
        }
        assert_eq!(judge(&config, &mia, &at(2), Some(Timestamp(NOW.0 - 10_000)), NOW), Ok(()));
        assert_eq!(judge(&config, &mia, &at(2), None, NOW), Ok(()));
    }
}
