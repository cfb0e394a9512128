//! A message that somebody points at by its link, read for them.

use crate::{
    Discord,
    rest::{
        Fault,
        errors::{UNKNOWN_CHANNEL, UNKNOWN_MESSAGE},
    },
    wire,
};
use async_trait::async_trait;
use desk::pointed::{Pointed, Pointer, Reading, Unread};
use serde_json::Value;
use ticket::{ChannelId, GuildId, Permissions, Person, permissions::in_channel, surface::Overwrite};
use twilight_http::routing::Route;

/// A thread that only those who were added see, and who manages threads (resources/channel, "Channel Types").
const PRIVATE_THREAD: u8 = 12;
/// Threads: of announcements, public, private.
const THREADS: std::ops::RangeInclusive<u8> = 10..=12;
/// Types of components (components/reference, "Component Types").
const BUTTON: u64 = 2;
const TEXT: u64 = 10;
/// The style of a button that leads to an address: it opens nothing.
const LINK: u64 = 5;
/// How deep components are looked into; Discord nests them less.
const DEEP: u8 = 8;

#[async_trait]
impl Reading for Discord {
    async fn pointed(&self, at: Pointer, reader: &Person) -> Result<Pointed, Unread> {
        self.readable(at, reader).await?;
        let route = Route::GetMessage { channel_id: at.channel.0, message_id: at.message.0 };
        let message: wire::Message = self.rest.get(&route).await.map_err(unread)?;
        let read = made_of(&message);
        if read == Pointed::default() { Err(Unread::Empty) } else { Ok(read) }
    }
}

impl Discord {
    /// The bot is in guilds that the reader is not in, and sees channels that they do not.
    async fn readable(&self, at: Pointer, reader: &Person) -> Result<(), Unread> {
        let channel = self.channel_of(at.guild, at.channel).await?;
        let parent = channel.parent_id.filter(|_| THREADS.contains(&channel.kind));
        let above = match parent {
            Some(parent) => Some(self.channel_of(at.guild, parent).await?),
            None => None,
        };
        let overwrites = &above.as_ref().unwrap_or(&channel).permission_overwrites;
        let overwrites: Vec<Overwrite> = overwrites.iter().map(Overwrite::from).collect();
        let may = in_channel(reader.permissions, &overwrites, at.guild, (reader.user, &reader.roles));
        let mut needed = Permissions::VIEW_CHANNEL | Permissions::READ_MESSAGE_HISTORY;
        if channel.kind == PRIVATE_THREAD {
            needed = needed | Permissions::MANAGE_THREADS;
        }
        if reader.owner || may.contains(needed) { Ok(()) } else { Err(Unread::Hidden) }
    }

    async fn channel_of(&self, guild: GuildId, channel: ChannelId) -> Result<wire::Channel, Unread> {
        let route = Route::GetChannel { channel_id: channel.0 };
        let found: wire::Channel = self.rest.get(&route).await.map_err(unread)?;
        if found.guild_id == Some(guild) { Ok(found) } else { Err(Unread::NoChannel) }
    }
}

fn unread(fault: Fault) -> Unread {
    match fault {
        fault if fault.is_code(UNKNOWN_CHANNEL) => Unread::NoChannel,
        fault if fault.is_code(UNKNOWN_MESSAGE) => Unread::NoMessage,
        Fault::Gone(_) => Unread::NoMessage,
        Fault::Forbidden { .. } => Unread::Blind,
        Fault::Later { .. } | Fault::Refused { .. } | Fault::Unauthorized | Fault::Broken(_) => {
            tracing::info!(%fault, "a message that somebody points at was not read");
            Unread::Later
        }
    }
}

fn made_of(message: &wire::Message) -> Pointed {
    let embed = message.embeds.first().unwrap_or(&Value::Null);
    let words = |name: &str| embed[name].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    let mut read = Pointed {
        text: message.content.clone(),
        title: words("title"),
        description: words("description"),
        color: embed["color"].as_u64().and_then(|color| u32::try_from(color).ok()),
        buttons: Vec::new(),
    };
    for component in &message.components {
        gather(component, DEEP, &mut read);
    }
    read
}

/// Buttons, and texts that stand between components.
fn gather(component: &Value, deep: u8, read: &mut Pointed) {
    let Some(deep) = deep.checked_sub(1) else { return };
    match component["type"].as_u64() {
        Some(BUTTON) => {
            let style = component["style"].as_u64().unwrap_or_default();
            let label = component["label"].as_str().filter(|_| style != LINK);
            read.buttons.extend(label.map(|label| (label.to_owned(), style)));
        }
        Some(TEXT) => {
            let text = component["content"].as_str().unwrap_or_default();
            if !read.text.is_empty() {
                read.text.push('\n');
            }
            read.text.push_str(text);
        }
        _ => {
            let inside = component["components"].as_array().into_iter().flatten();
            inside.for_each(|one| gather(one, deep, read));
            gather(&component["accessory"], deep, read);
        }
    }
}
