//! Pictures beside what was said: faces, custom emoji, stickers, pictures of embeds. Each is copied once per guild.

use super::{Failure, FileState};
use async_trait::async_trait;
use std::fmt;
use ticket::{GuildId, MessageId, TicketKey, UserId};

/// Bytes of an address at most, for it to be copied: an index holds no longer ones.
const LONGEST: usize = 2_000;
/// Query parameters by which Discord signs an address anew whenever a message is read (reference, "Signed Attachment CDN URLs").
const SIGNATURE: [&str; 3] = ["ex=", "is=", "hm="];

/// What a picture is of. Faces and icons are named by Discord's hash, so an old message keeps the face it was written with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Portrayed {
    /// A person, an application or a webhook as it looked with this avatar, everywhere or in this guild.
    Avatar {
        /// Whose.
        user: UserId,
        /// Discord's hash of it.
        hash: String,
    },
    /// A custom emoji.
    Emoji {
        /// Its id.
        id: u64,
    },
    /// A sticker.
    Sticker {
        /// Its id.
        id: u64,
    },
    /// The guild.
    Icon {
        /// Discord's hash of it.
        hash: String,
    },
    /// Whatever is at an address that an embed or a component names, without what Discord signs it with.
    Remote {
        /// The address.
        url: String,
    },
}

impl Portrayed {
    /// What a message shows by an address; none for an address that is too long to be kept.
    pub fn remote(url: &str) -> Option<Self> {
        let (plain, query) = url.split_once('?').unwrap_or((url, ""));
        let lasting = |part: &&str| !part.is_empty() && !SIGNATURE.iter().any(|sign| part.starts_with(sign));
        let query: Vec<&str> = query.split('&').filter(lasting).collect();
        let url = if query.is_empty() { plain.to_owned() } else { format!("{plain}?{}", query.join("&")) };
        (url.len() <= LONGEST && !url.is_empty()).then_some(Self::Remote { url })
    }

    /// Whether only the readers of the message may see it: what a link shows belongs to who wrote it; faces and emoji to all.
    pub fn is_private(&self) -> bool {
        matches!(self, Self::Remote { .. })
    }
}

/// The name under which it is kept.
impl fmt::Display for Portrayed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Avatar { user, hash } => write!(f, "avatar/{user}/{hash}"),
            Self::Emoji { id } => write!(f, "emoji/{id}"),
            Self::Sticker { id } => write!(f, "sticker/{id}"),
            Self::Icon { hash } => write!(f, "icon/{hash}"),
            Self::Remote { url } => write!(f, "remote/{url}"),
        }
    }
}

/// That a conversation shows a picture.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// The picture's name: a [`Portrayed`] in words.
    pub name: String,
    /// Where Discord has it.
    pub source: String,
    /// The message that shows it, where only its readers may see the picture.
    pub message: Option<MessageId>,
}

/// A picture of a guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Its name: a [`Portrayed`] in words.
    pub name: String,
    /// Where Discord has it.
    pub source: String,
    /// What its bytes are; empty until it is copied.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// The SHA-256 of its bytes, in hexadecimal; empty until it is copied.
    pub digest: String,
    /// Whether it is in our own storage.
    pub state: FileState,
}

impl Picture {
    /// Where its bytes are in our storage: the same bytes are kept once per guild.
    pub fn place(&self, guild: GuildId) -> String {
        format!("pictures/{guild}/{}", self.digest)
    }
}

/// Pictures. That a conversation shows one is recorded with the message, by [`super::Change::Shows`].
#[async_trait]
pub trait Pictures: Send + Sync {
    /// The pictures that a ticket's conversation shows, by name.
    async fn pictures(&self, key: TicketKey) -> Result<Vec<Picture>, Failure>;

    /// A copied picture that the conversation shows, by its digest. Without `hidden`, what only deleted messages show is not found.
    async fn picture(&self, key: TicketKey, digest: &str, hidden: bool) -> Result<Option<Picture>, Failure>;

    /// Records what became of a picture: its state, and type, size and digest as found.
    async fn picture_settled(&self, guild: GuildId, picture: &Picture) -> Result<(), Failure>;

    /// The guild's icon by what it is named: what is known of it, recorded as waiting if nothing is.
    async fn icon_wanted(&self, guild: GuildId, icon: &Shown) -> Result<Picture, Failure>;

    /// From now on pages show the copy with this digest as the guild's icon; none, if the guild has no icon.
    async fn icon_is(&self, guild: GuildId, digest: Option<&str>) -> Result<(), Failure>;

    /// The copy that pages show as the guild's icon, if it has this digest.
    async fn icon(&self, guild: GuildId, digest: &str) -> Result<Option<Picture>, Failure>;
}
