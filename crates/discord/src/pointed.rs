//! A message that somebody points at by its link, read for them.

use crate::{
    Discord,
    cache::Known,
    rest::{Fault, errors::UNKNOWN_MEMBER},
    wire::{self, PRIVATE_THREAD},
};
use async_trait::async_trait;
use desk::pointed::{Pointed, Pointer, Reading, Unread};
use std::time::Duration;
use ticket::{ChannelId, GuildId, Permissions, Person, permissions::in_channel, surface::Overwrite};
use twilight_http::routing::Route;

/// Somebody looks at the form meanwhile.
const LONGEST: Duration = Duration::from_secs(5);
/// Voice and stage: who may not connect does not see what is written there (resources/channel, "Channel Types"; topics/permissions).
const SPOKEN: [u8; 2] = [2, 13];
/// The type of an embed that an author gave a message; the others Discord makes of addresses (resources/message, "Embed Types").
const RICH: &str = "rich";

#[async_trait]
impl Reading for Discord {
    async fn pointed(&self, at: Pointer, reader: &Person) -> Result<Pointed, Unread> {
        let reading = tokio::time::timeout(LONGEST, self.read_for(at, reader));
        reading.await.unwrap_or(Err(Unread::Later))
    }
}

impl Discord {
    async fn read_for(&self, at: Pointer, reader: &Person) -> Result<Pointed, Unread> {
        self.readable(at, reader).await?;
        let route = Route::GetMessage { channel_id: at.channel.0, message_id: at.message.0 };
        let message: wire::Message = self.rest.get(&route).await.map_err(|fault| match fault {
            Fault::Gone(_) => Unread::NoMessage,
            fault => unread(&fault),
        })?;
        let by_author = |embed: &serde_json::Value| embed["type"].as_str().is_none_or(|kind| kind == RICH);
        let read = Pointed {
            content: message.content,
            embeds: message.embeds.into_iter().filter(by_author).collect(),
            components: message.components,
        };
        if read.is_empty() { Err(Unread::Empty) } else { Ok(read) }
    }

    /// The bot is in guilds that the reader is not in, and sees channels that they do not.
    async fn readable(&self, at: Pointer, reader: &Person) -> Result<(), Unread> {
        let channel = self.channel_of(at.guild, at.channel).await?;
        let is_thread = Known::from(&channel).is_thread();
        let above = match channel.parent_id.filter(|_| is_thread) {
            Some(parent) => Some(self.channel_of(at.guild, parent).await?),
            None => None,
        };
        let place = above.as_ref().unwrap_or(&channel);
        let overwrites: Vec<Overwrite> = place.permission_overwrites.iter().map(Overwrite::from).collect();
        let may = in_channel(reader.permissions, &overwrites, at.guild, (reader.user, &reader.roles));
        let mut needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        if SPOKEN.contains(&channel.kind) {
            needed |= Permissions::CONNECT;
        }
        if !may.contains(needed) {
            return Err(Unread::Hidden);
        }
        // A private thread is seen by those who were added, and by who manages threads.
        let private = channel.kind == PRIVATE_THREAD && !may.contains(Permissions::MANAGE_THREADS);
        if private && !self.is_in_thread(at.channel, reader).await? { Err(Unread::Hidden) } else { Ok(()) }
    }

    /// A channel of the guild. Whether a channel of another one exists, or may be read there, is told nobody.
    async fn channel_of(&self, guild: GuildId, channel: ChannelId) -> Result<wire::Channel, Unread> {
        let known = self.cache.guild(guild, |known| known.channels.contains_key(&channel));
        // Threads that sleep are not known; nor is anything before Discord has told of the guild.
        let ours = known.ok_or(Unread::Later)?;
        let found: Result<wire::Channel, Fault> =
            self.rest.get(&Route::GetChannel { channel_id: channel.0 }).await;
        match found {
            Ok(found) if found.guild_id == Some(guild) => Ok(found),
            Ok(_) | Err(Fault::Gone(_)) => Err(Unread::NoChannel),
            Err(Fault::Forbidden { .. }) if !ours => Err(Unread::NoChannel),
            Err(fault) => Err(unread(&fault)),
        }
    }

    async fn is_in_thread(&self, thread: ChannelId, reader: &Person) -> Result<bool, Unread> {
        let route = Route::GetThreadMember { channel_id: thread.0, user_id: reader.user.0 };
        match self.rest.get::<serde_json::Value>(&route).await {
            Ok(_) => Ok(true),
            Err(fault) if fault.is_code(UNKNOWN_MEMBER) => Ok(false),
            Err(fault) => Err(unread(&fault)),
        }
    }
}

fn unread(fault: &Fault) -> Unread {
    match fault {
        Fault::Gone(_) => Unread::NoChannel,
        Fault::Forbidden { .. } => Unread::Blind,
        Fault::Later { .. } | Fault::Refused { .. } | Fault::Unauthorized | Fault::Broken(_) => {
            tracing::info!(%fault, "a message that somebody points at was not read");
            Unread::Later
        }
    }
}
