//! Whether a command is worked: the guild's rules for commands, and when each member used one last (P208-P210).

use crate::Discord;
use std::{collections::HashMap, sync::Mutex};
use ticket::{
    ChannelId, GuildConfig, GuildId, MessageId, Person, Refusal, UserId,
    command_rules::{self, MAX_COOLDOWN, Place},
};

/// Members whose last command is remembered. A cooldown is over when the process starts anew.
const MOST: usize = 50_000;

/// The last commands, by their ids: snowflakes, which carry the time (Discord: reference, "Snowflakes").
#[derive(Default)]
pub(crate) struct Cooldowns(Mutex<HashMap<(GuildId, UserId), MessageId>>);

impl Cooldowns {
    /// Judges with the member's last command, and remembers this one if it is worked. The same act again is no second one.
    fn judged(
        &self,
        (guild, user): (GuildId, UserId),
        act: MessageId,
        judge: impl FnOnce(Option<MessageId>) -> Result<(), Refusal>,
    ) -> Result<(), Refusal> {
        let mut last = self.0.lock().expect("no panic holds it");
        judge(last.get(&(guild, user)).copied().filter(|last| *last < act))?;
        if last.len() >= MOST {
            let over = act.at().plus_seconds(-i64::from(MAX_COOLDOWN));
            last.retain(|_, act| act.at() > over);
        }
        if last.len() < MOST {
            let latest = last.entry((guild, user)).or_insert(act);
            *latest = act.max(*latest);
        }
        Ok(())
    }
}

impl Discord {
    /// Whether a member's command is worked there; `act` is the interaction or message.
    pub(crate) fn may_command(
        &self,
        config: &GuildConfig,
        guild: GuildId,
        person: &Person,
        channel: ChannelId,
        act: MessageId,
    ) -> Result<(), Refusal> {
        if config.settings.commands.is_default() {
            return Ok(());
        }
        let place = self.command_place(guild, channel);
        self.cooldowns.judged((guild, person.user), act, |last| {
            command_rules::judge(config, person, &place, last.map(MessageId::at), act.at())
        })
    }

    fn command_place(&self, guild: GuildId, channel: ChannelId) -> Place {
        let above = |channel: ChannelId| {
            self.cache.guild(guild, |known| known.channels.get(&channel)?.parent).flatten()
        };
        let parent = above(channel);
        let ticket = self.cache.ticket(channel).is_some();
        Place { channel, parent, category: parent.and_then(above), ticket }
    }
}
