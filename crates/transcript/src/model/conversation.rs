//! The conversation around the messages: who is who, what the page says on top, and the lines in order.

use super::{Id, Message};
use crate::Words;
use jiff::{Timestamp, tz::TimeZone};
use serde::Serialize;
use std::collections::HashMap;
use std::sync::Arc;

/// Everything a renderer knows besides the lines.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Conversation {
    /// Heading of the page, such as `#0042 Refund for a double charge`.
    pub title: String,
    /// Name of the server.
    pub guild_name: String,
    /// Server id, for links back to Discord.
    pub guild_id: Option<Id>,
    /// Icon hash or address; only ever handed to the resolver.
    pub guild_icon: Option<String>,
    /// Name of the channel or thread without `#`.
    pub channel_name: String,
    /// Short word for the state, such as `Closed`.
    pub status: Option<String>,
    /// What the header says: opened, closed, by whom, reason …
    pub facts: Vec<Fact>,
    /// Who took part, in the order shown. At most the first [`Conversation::SHOWN_PARTICIPANTS`] are shown.
    pub participants: Vec<Id>,
    /// How many messages follow, if known beforehand.
    pub message_count: Option<u64>,
    /// Roles by id.
    pub roles: HashMap<Id, Role>,
    /// Channels by id.
    pub channels: HashMap<Id, Channel>,
    /// People by user id.
    pub people: HashMap<Id, Person>,
    /// Zone the viewer reads times in.
    #[serde(skip)]
    pub zone: Option<TimeZone>,
    /// Language of the page (BCP 47) for assistive technology; `en` when empty.
    pub locale: String,
    /// The renderer's own words, in the language of the page.
    #[serde(skip)]
    pub words: Arc<Words>,
    /// Where the rest is, when a page shows only a part.
    #[serde(skip)]
    pub nav: Nav,
    /// Times as `3:04 PM` instead of `15:04`.
    #[serde(skip)]
    pub twelve_hour: bool,
    /// Colours.
    #[serde(skip)]
    pub theme: Theme,
    /// The present moment, for "in 2 hours". Without it relative times are written out as dates, which is right for a
    /// file that is kept.
    #[serde(skip)]
    pub now: Option<Timestamp>,
}

impl Conversation {
    /// Participants named in the header; the rest is counted.
    pub const SHOWN_PARTICIPANTS: usize = 24;

    /// The viewer's zone; UTC when none was given.
    #[must_use]
    pub fn zone(&self) -> TimeZone {
        self.zone.clone().unwrap_or(TimeZone::UTC)
    }
}

/// Ways from a page that shows a part to the rest. Addresses are paths of the same site.
#[derive(Debug, Clone, Default)]
pub struct Nav {
    /// To what was said before.
    pub earlier: Option<String>,
    /// To what was said after.
    pub later: Option<String>,
    /// To everything on one page.
    pub whole: Option<String>,
    /// A form that looks for words: it sends them as `q` to this address.
    pub search: Option<String>,
    /// Set when the page shows what was found.
    pub found: Option<Found>,
}

/// What was looked for.
#[derive(Debug, Clone)]
pub struct Found {
    /// The words.
    pub text: String,
    /// How many messages have them.
    pub count: u64,
    /// Whether there are more than are shown.
    pub more: bool,
    /// To the conversation.
    pub back: String,
    /// Each message's time leads to this address with the id of the message twice: after it, and as the anchor.
    pub place: String,
}

/// One labelled fact of the header.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Fact {
    /// Words.
    Text {
        /// `Reason`, `Type` …
        label: String,
        /// Plain text.
        value: String,
    },
    /// A moment.
    Time {
        /// `Opened`, `Closed` …
        label: String,
        /// When.
        at: Timestamp,
    },
    /// A person known to [`Conversation::people`].
    Person {
        /// `Opened by`, `Claimed by` …
        label: String,
        /// Who.
        id: Id,
    },
}

/// A role.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Role {
    /// Name without `@`.
    pub name: String,
    /// `0xRRGGBB`; zero means none, as in Discord.
    pub color: u32,
    /// Higher wins when choosing the colour of a name.
    pub position: i64,
}

/// A channel.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Channel {
    /// Name without `#`.
    pub name: String,
}

/// A person as this server shows them.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Person {
    /// Name shown.
    pub name: String,
    /// Colour of the name, `0xRRGGBB`.
    pub color: Option<u32>,
    /// Avatar hash or address; only ever handed to the resolver.
    pub avatar: Option<String>,
    /// An application.
    pub bot: bool,
}

/// Which colours a page has.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the viewer's system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// One line of the conversation, oldest first.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Line {
    /// A message.
    Message(Box<MessageLine>),
    /// Something that happened to the ticket.
    Event(Event),
    /// A note between staff.
    Note(Note),
}

impl Line {
    /// The line for a plain message without marks.
    #[must_use]
    pub fn message(message: Message) -> Self {
        Self::Message(Box::new(MessageLine { message, ..MessageLine::default() }))
    }

    /// What the opener may see of this line: no notes, no internal or deleted messages, no earlier versions (P74).
    /// Events are the caller's choice and pass.
    #[must_use]
    pub fn for_opener(self) -> Option<Self> {
        match self {
            Self::Note(_) => None,
            Self::Message(line) if line.internal || line.deleted.is_some() => None,
            Self::Message(mut line) => {
                line.versions.clear();
                Some(Self::Message(line))
            }
            event @ Self::Event(_) => Some(event),
        }
    }
}

/// A message with what the desk knows about it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct MessageLine {
    /// The message in its latest version.
    pub message: Message,
    /// Set when it was deleted; only ever for the eyes of staff.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deleted: Option<Deleted>,
    /// Earlier versions, oldest first; only ever for the eyes of staff.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub versions: Vec<Version>,
    /// Written among staff, not seen by the opener.
    pub internal: bool,
}

/// That a message was deleted.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Deleted {
    /// When, if known.
    pub at: Option<Timestamp>,
    /// Name of who did it, if known.
    pub by: Option<String>,
}

/// What a message said earlier.
#[derive(Debug, Clone, Serialize)]
pub struct Version {
    /// When this text was written.
    pub at: Option<Timestamp>,
    /// The text in markdown.
    pub content: String,
    /// The files that it had.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<super::Attachment>,
}

/// Something that happened: claimed, closed, renamed …
#[derive(Debug, Clone, Serialize)]
pub struct Event {
    /// Anchor on the page: `#e-<id>`. Letters, digits, `-` and `_`; others are dropped.
    pub id: String,
    /// One sentence, plain text.
    pub text: String,
    /// When.
    pub at: Option<Timestamp>,
}

/// A note of one staff member to the others.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    /// Anchor on the page: `#n-<id>`. Letters, digits, `-` and `_`; others are dropped.
    pub id: String,
    /// Who wrote it.
    pub author: super::User,
    /// Text in markdown.
    pub content: String,
    /// When.
    pub at: Option<Timestamp>,
}
