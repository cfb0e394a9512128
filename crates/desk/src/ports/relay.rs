//! What was said on the web, on its way to Discord.

use super::{Body, Failure};
use async_trait::async_trait;
use ticket::{ChannelId, MessageId, TicketKey, UserId};

/// A message in Discord that shows a part of one that was said on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Its id in Discord.
    pub id: MessageId,
    /// Where it stands.
    pub channel: ChannelId,
    /// The message on the web.
    pub message: MessageId,
    /// Which part of it, from 0: a long text is several messages in Discord.
    pub part: u32,
    /// The webhook that posted it; none if it was the bot.
    pub webhook: Option<u64>,
    /// A fingerprint of what it shows.
    pub print: String,
}

/// A message that Discord does not show as it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its id.
    pub message: MessageId,
    /// How often it was changed, its posting included: to say which state was shown.
    pub changes: u32,
    /// Who wrote it.
    pub author: UserId,
    /// As it is now.
    pub body: Body,
    /// Whether it was deleted.
    pub deleted: bool,
    /// What Discord shows of it, by part.
    pub copies: Vec<Copy>,
}

/// Why a message is not in Discord yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unshown {
    /// Which.
    pub message: MessageId,
    /// What stands in the way; it just waits if nothing does.
    pub trouble: Option<String>,
}

/// The way from the web to Discord.
#[async_trait]
pub trait Relays: Send + Sync {
    /// Messages that Discord does not show as they are, oldest first, at most `limit`.
    async fn waiting(&self, key: TicketKey, limit: u32) -> Result<Vec<Waiting>, Failure>;

    /// Records that Discord shows a message as it was after so many changes, or that it cannot and why.
    async fn shown(
        &self,
        key: TicketKey,
        message: MessageId,
        changes: u32,
        trouble: Option<&str>,
    ) -> Result<(), Failure>;

    /// The message on the web that this one in Discord shows.
    async fn original(&self, key: TicketKey, copy: MessageId) -> Result<Option<MessageId>, Failure>;

    /// The copies in Discord that are not known to be deleted, by id, from this one on.
    async fn copies(&self, key: TicketKey, from: MessageId) -> Result<Vec<Copy>, Failure>;

    /// Messages that Discord does not show yet, or cannot.
    async fn unshown(&self, key: TicketKey) -> Result<Vec<Unshown>, Failure>;
}
