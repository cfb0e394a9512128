//! Messages of Discord that somebody points at by their link. Nothing of them is kept: they are read when asked for, by whoever is connected
//! to Discord, and only for somebody who may read them there.

use crate::Desk;
use async_trait::async_trait;
use serde_json::Value;
use std::sync::{Arc, Weak};
use ticket::{ChannelId, GuildId, MessageId, Person};

/// Where a message stands, as its link says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pointer {
    /// The guild.
    pub guild: GuildId,
    /// The channel or thread.
    pub channel: ChannelId,
    /// The message.
    pub message: MessageId,
}

/// What a message is made of, as far as a panel can be made of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pointed {
    /// Its own words.
    pub content: String,
    /// The embeds that its author gave it, as Discord writes them: not those that Discord makes of addresses in its words.
    pub embeds: Vec<Value>,
    /// Its components, as Discord writes them.
    pub components: Vec<Value>,
}

impl Pointed {
    /// Whether there is nothing in it.
    pub fn is_empty(&self) -> bool {
        self.content.trim().is_empty() && self.embeds.is_empty() && self.components.is_empty()
    }
}

/// Why a message was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// The channel is not of this guild, or there is none.
    #[error("no such channel here")]
    NoChannel,
    /// It was deleted, or never was.
    #[error("no such message")]
    NoMessage,
    /// Whoever asks may not read it in Discord.
    #[error("not for this person")]
    Hidden,
    /// The bot may not read there.
    #[error("not for the bot")]
    Blind,
    /// There is nothing in it that a panel could be made of, or Discord does not show it to the bot.
    #[error("nothing in it")]
    Empty,
    /// Discord cannot be asked now.
    #[error("later")]
    Later,
}

/// Reads messages of Discord.
#[async_trait]
pub trait Reading: Send + Sync {
    /// Reads a message for this person, who may read it in Discord themself.
    ///
    /// # Errors
    /// An [`Unread`].
    async fn pointed(&self, at: Pointer, reader: &Person) -> Result<Pointed, Unread>;
}

impl Desk {
    /// Says who reads messages of Discord. It is not kept alive by this.
    pub fn read_by(&self, reading: &Arc<impl Reading + 'static>) {
        let weak = Arc::downgrade(reading);
        *self.reading.lock().expect("no panic holds it") = Some(weak);
    }

    /// Reads a message for this person, who may read it in Discord themself.
    ///
    /// # Errors
    /// An [`Unread`]; [`Unread::Later`] while nobody is connected to Discord.
    pub async fn pointed(&self, at: Pointer, reader: &Person) -> Result<Pointed, Unread> {
        let reading = self.reading.lock().expect("no panic holds it").as_ref().and_then(Weak::upgrade);
        reading.ok_or(Unread::Later)?.pointed(at, reader).await
    }
}
