//! What is rendered: messages as Discord describes them, and the conversation they belong to.
//!
//! [`Message`] follows the message object of Discord's API v10 with what is visible of it. Reading one never fails on a
//! part it does not know: see [`crate::message_from_value`].

mod component;
mod conversation;
mod embed;

pub use component::{ButtonStyle, Component, Media, SelectKind};
pub use conversation::{
    Channel, Conversation, Deleted, Event, Fact, Found, Line, MessageLine, Nav, Note, Person, Role, Theme,
    Version,
};
pub use embed::{Embed, EmbedAuthor, EmbedField, EmbedFooter};

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A Discord snowflake. Zero stands for an id that was missing or unreadable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(pub u64);

impl Id {
    /// The moment in the snowflake, or nothing for an id too small to hold one.
    /// Source: Discord "API Reference", section "Snowflakes".
    #[must_use]
    pub fn timestamp(self) -> Option<Timestamp> {
        const DISCORD_EPOCH_MS: i64 = 1_420_070_400_000;
        let ms = i64::try_from(self.0 >> 22).ok().filter(|ms| *ms > 0)?;
        Timestamp::from_millisecond(ms + DISCORD_EPOCH_MS).ok()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(&self.0)
    }
}

/// One message. Fields have the meaning of Discord's message object; absent and empty are the same.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Message {
    /// Message id; the anchor on the page is `#m-<id>`.
    pub id: Id,
    /// Discord's message type; see [`Message::is_system`].
    #[serde(rename = "type")]
    pub kind: u8,
    /// Who wrote it.
    pub author: User,
    /// The author as a member of the server at that time, where Discord sent it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub member: Option<Member>,
    /// When it was sent. `None` falls back to the time in the id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timestamp: Option<Timestamp>,
    /// When it was last edited.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_timestamp: Option<Timestamp>,
    /// Text in Discord markdown.
    pub content: String,
    /// Set for messages sent through a webhook.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub webhook_id: Option<Id>,
    /// Bit set of Discord's message flags.
    #[serde(skip_serializing_if = "is_zero")]
    pub flags: u64,
    /// Files.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// Embeds.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<Embed>,
    /// Buttons, selects and the blocks of components v2.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub components: Vec<Component>,
    /// Reactions with their counts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<Reaction>,
    /// Stickers.
    #[serde(rename = "sticker_items", skip_serializing_if = "Vec::is_empty")]
    pub stickers: Vec<Sticker>,
    /// Users named in the text; used when the conversation does not know them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mentions: Vec<User>,
    /// Roles named in the text.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mention_roles: Vec<Id>,
    /// The message this one answers, forwards or points at.
    #[serde(rename = "message_reference", skip_serializing_if = "Option::is_none")]
    pub reference: Option<Reference>,
    /// The answered message, when it was sent along.
    #[serde(rename = "referenced_message", skip_serializing_if = "Option::is_none")]
    pub referenced: Option<Box<Message>>,
    /// The answered message was deleted.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub referenced_deleted: bool,
    /// Name of the thread that was started at this message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thread: Option<String>,
    /// Forwarded messages (Discord's message snapshots).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub forwarded: Vec<Message>,
    /// The command or button press this message answers.
    #[serde(rename = "interaction_metadata", skip_serializing_if = "Option::is_none")]
    pub interaction: Option<Interaction>,
    /// A poll.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

impl Message {
    /// Bit of [`Message::flags`]: embeds are not shown.
    pub const SUPPRESS_EMBEDS: u64 = 1 << 2;
    /// Bit of [`Message::flags`]: only the person who acted saw it.
    pub const EPHEMERAL: u64 = 1 << 6;
    /// Bit of [`Message::flags`]: an application has promised an answer and not given it.
    pub const LOADING: u64 = 1 << 7;
    /// Bit of [`Message::flags`]: it notified nobody.
    pub const SILENT: u64 = 1 << 12;
    /// Bit of [`Message::flags`]: the attachment is a voice message.
    pub const VOICE: u64 = 1 << 13;

    /// When it was sent, from the field or else from the id.
    #[must_use]
    pub fn sent_at(&self) -> Option<Timestamp> {
        self.timestamp.or_else(|| self.id.timestamp())
    }

    /// Whether all bits of `flag` are set.
    #[must_use]
    pub fn has(&self, flag: u64) -> bool {
        self.flags & flag == flag
    }

    /// Whether Discord wrote this line itself (join, pin, thread created …), so that it is shown as one quiet line.
    /// Source: Discord "Message Resource", section "Message Types".
    #[must_use]
    pub fn is_system(&self) -> bool {
        let known = matches!(self.kind, 1..=12 | 14..=18 | 21 | 22 | 24..=32 | 36..=39 | 44 | 46);
        let empty = || {
            self.content.is_empty()
                && self.attachments.is_empty()
                && self.embeds.is_empty()
                && self.components.is_empty()
                && self.forwarded.is_empty()
        };
        known || (!matches!(self.kind, 0 | 19 | 20 | 23) && empty())
    }
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(d)?;
        Ok(crate::message_from_value(&value))
    }
}

/// A user, application or webhook.
#[derive(Debug, Clone, Default, Serialize)]
pub struct User {
    /// User or webhook id.
    pub id: Id,
    /// Account name.
    pub username: String,
    /// Display name chosen by the person.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub global_name: Option<String>,
    /// Avatar hash, or an address in imported exports. It is only ever handed to the resolver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// An application.
    pub bot: bool,
}

impl User {
    /// Display name without knowledge of the server; none of somebody nobody knows.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        let names = [self.global_name.as_deref(), Some(&*self.username)];
        names.into_iter().flatten().find(|name| !name.trim().is_empty())
    }
}

/// What the server knows about an author.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Member {
    /// Name in this server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nick: Option<String>,
    /// Hash of the picture chosen for this server. It is only ever handed to the resolver.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Roles, in no order.
    pub roles: Vec<Id>,
}

/// A file of a message.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Attachment {
    /// Attachment id.
    pub id: Id,
    /// File name; names beginning with `SPOILER_` are shown hidden.
    pub filename: String,
    /// Description for people who cannot see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Media type as told by Discord.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content_type: Option<String>,
    /// Size in bytes.
    pub size: u64,
    /// Where Discord keeps it. Offered as a link when there is no copy.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub url: String,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Length of a voice message in seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration_secs: Option<f64>,
    /// How loud a voice message is: up to 256 bytes from silent to loud, in base64.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waveform: Option<String>,
    /// The name that its sender gave it, where Discord made another of it; without the ending.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Bit set of Discord's attachment flags.
    #[serde(skip_serializing_if = "is_zero")]
    pub flags: u64,
}

/// What a file is, by its declared type or else by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A picture a browser shows.
    Image,
    /// A film.
    Video,
    /// A sound.
    Audio,
    /// Anything else.
    Other,
}

impl Attachment {
    /// Bit of [`Attachment::flags`]: hidden until opened.
    pub const SPOILER: u64 = 1 << 3;

    /// The name for people.
    #[must_use]
    pub fn name(&self) -> std::borrow::Cow<'_, str> {
        match (&self.title, self.filename.rsplit_once('.')) {
            (Some(title), Some((_, ending))) => format!("{title}.{ending}").into(),
            (Some(title), None) => title.as_str().into(),
            (None, _) => self.filename.as_str().into(),
        }
    }

    /// What kind of file this says it is.
    #[must_use]
    pub fn kind(&self) -> FileKind {
        if let Some(kind) = self.content_type.as_deref() {
            return match kind.split('/').next() {
                Some("image") => FileKind::Image,
                Some("video") => FileKind::Video,
                Some("audio") => FileKind::Audio,
                _ => FileKind::Other,
            };
        }
        let extension = self.filename.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase());
        match extension.as_deref() {
            Some("png" | "jpg" | "jpeg" | "gif" | "webp" | "avif") => FileKind::Image,
            Some("mp4" | "mov" | "webm" | "mkv") => FileKind::Video,
            Some("mp3" | "ogg" | "wav" | "flac" | "m4a") => FileKind::Audio,
            _ => FileKind::Other,
        }
    }

    /// Whether the sender asked to hide it until it is opened.
    #[must_use]
    pub fn is_spoiler(&self) -> bool {
        self.filename.starts_with("SPOILER_") || self.flags & Self::SPOILER != 0
    }
}

/// An emoji: a character, or a picture of a server.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Emoji {
    /// Set for a custom emoji.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Id>,
    /// The character itself, or the name of the custom emoji.
    pub name: String,
    /// Custom and moving.
    pub animated: bool,
}

/// One reaction.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Reaction {
    /// What was chosen.
    pub emoji: Emoji,
    /// By how many people.
    pub count: u64,
}

/// A sticker.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Sticker {
    /// Sticker id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Discord's format: 1 PNG, 2 APNG, 3 Lottie, 4 GIF.
    pub format_type: u8,
}

/// Where a reply, pin or forward points.
#[derive(Debug, Clone, Copy, Default, Serialize)]
pub struct Reference {
    /// 0 reply or similar, 1 forward.
    #[serde(rename = "type")]
    pub kind: u8,
    /// The message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_id: Option<Id>,
    /// Its channel.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub channel_id: Option<Id>,
    /// Its server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guild_id: Option<Id>,
}

/// Who used which command to cause a message.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Interaction {
    /// Command name without the slash, where Discord told it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Who acted.
    pub user: User,
}

/// A poll with its results so far.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Poll {
    /// The question.
    pub question: String,
    /// Answers in order.
    pub answers: Vec<PollAnswer>,
    /// Whether the counting is over.
    pub finalized: bool,
    /// Until when votes count.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expiry: Option<Timestamp>,
    /// Whether one may vote for several answers.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub multiselect: bool,
}

/// One answer of a poll.
#[derive(Debug, Clone, Default, Serialize)]
pub struct PollAnswer {
    /// Its text.
    pub text: String,
    /// Its emoji.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub emoji: Option<Emoji>,
    /// Votes.
    pub votes: u64,
}
