//! What was said: appended, idempotent by Discord's message id.

use super::{Copy, Failure, Shown};
use async_trait::async_trait;
use std::sync::Arc;
use ticket::{MessageId, Scheduled, TicketKey, Timestamp, UserId};

/// A message as JSON: Discord's own message object, with the author's `member` where it was known, so that it can be shown
/// later as it looked then.
pub type Body = String;

/// A new message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Posted {
    /// Its id; its time comes from it.
    pub message: MessageId,
    /// Who wrote it.
    pub author: UserId,
    /// Whether a person wrote it; only then it counts as activity.
    pub human: bool,
    /// Whether a person wrote it who was staff for the type then, and not the opener: it may be the first reply (A13).
    pub staff_reply: bool,
    /// The message.
    pub body: Body,
    /// When it was last edited, where it was fetched after that: an edit that is older than this one changes nothing.
    pub edited: Option<Timestamp>,
    /// The files in it: attachment id, name, content type, size in bytes, and Discord's address.
    pub files: Vec<StoredFile>,
}

/// A change to a conversation. Changes commute and may come twice, late, or out of order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// A message was sent. Of one that is known nothing changes, unless it was edited since: then this is that edit too. One that was
    /// deleted before stays deleted.
    Posted(Posted),
    /// A message was said on the web; Discord is to show it as well. Said again with the same `once` it changes nothing; an id that is
    /// taken fails with [`Failure::Conflict`].
    Said {
        /// The message, under an id of [`MessageId::own`].
        posted: Posted,
        /// Names the act of sending: a form that is sent twice says it once.
        once: String,
    },
    /// What was said on the web is shown in Discord. The copy is no message of its own, whether it was heard of before or after (M82);
    /// of a message whose copies were all deleted there, the deletion is taken over.
    Copied(Copy),
    /// A message was edited; the version before is kept. An edit older than the known one changes nothing; the same edit again completes it.
    Edited {
        /// Which.
        message: MessageId,
        /// When.
        at: Timestamp,
        /// The message as it is now.
        body: Body,
    },
    /// The body was completed without an edit by its author: reactions, resolved embeds. That of a version which was edited since changes
    /// nothing.
    Refreshed {
        /// Which.
        message: MessageId,
        /// When the version was written that was completed; none for the first.
        edited: Option<Timestamp>,
        /// The message as it is now.
        body: Body,
    },
    /// A message was deleted: its body is kept for staff.
    Deleted {
        /// Which.
        message: MessageId,
        /// When we heard of it.
        at: Timestamp,
    },
    /// An edit brought these files; those that are known are left alone.
    Brings(Vec<StoredFile>),
    /// The conversation shows these pictures. They wait to be copied where they are not known yet.
    Shows(Vec<Shown>),
}

/// A message as it is kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its id.
    pub message: MessageId,
    /// Who wrote it.
    pub author: UserId,
    /// As it is now, or was when deleted.
    pub body: Body,
    /// When it was last edited.
    pub edited: Option<Timestamp>,
    /// When it was deleted.
    pub deleted: Option<Timestamp>,
    /// How many earlier versions are kept.
    pub versions: u32,
}

/// Whether a file is in our own storage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileState {
    /// To be copied.
    Waiting,
    /// Copied; it is under the file's `place`.
    Kept,
    /// It could not be copied: gone, or too large.
    Lost,
}

/// A file of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredFile {
    /// Discord's attachment id.
    pub id: u64,
    /// The message it belongs to.
    pub message: MessageId,
    /// Its name, as given by whoever sent it: untrusted.
    pub name: String,
    /// Its content type; from Discord first, from its bytes once copied.
    pub content_type: String,
    /// Its size in bytes.
    pub size: u64,
    /// Discord's address, signed and soon invalid.
    pub source: String,
    /// Where it is in our storage.
    pub place: String,
    /// Whether it is there.
    pub state: FileState,
}

/// Changes that are ready to be kept: what can be worked out before is, for whoever writes has others waiting.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ready {
    /// In the order in which they came.
    pub changes: Vec<(TicketKey, Change)>,
    /// For each the words that it will be found by, where the store wants them made before.
    pub words: Vec<Option<String>>,
}

/// Messages and files.
#[async_trait]
pub trait Conversation: Send + Sync {
    /// Makes changes ready for [`Conversation::append_ready`]; nothing is kept yet.
    async fn ready(&self, changes: Vec<(TicketKey, Change)>) -> Arc<Ready>;

    /// Appends changes to the conversations of tickets, with jobs that follow, in one commit. Unknown tickets are skipped.
    async fn append_ready(&self, ready: Arc<Ready>, jobs: Vec<Scheduled>) -> Result<(), Failure>;

    /// Both at once.
    async fn append(&self, changes: Vec<(TicketKey, Change)>, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        let ready = self.ready(changes).await;
        self.append_ready(ready, jobs).await
    }

    /// Messages after this one (from the start if none), oldest first, at most `limit`.
    async fn lines(&self, key: TicketKey, after: Option<MessageId>, limit: u32)
    -> Result<Vec<Line>, Failure>;

    /// The last messages before this one (of all if none), oldest first, at most `limit`.
    async fn lines_before(
        &self,
        key: TicketKey,
        before: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Line>, Failure>;

    /// These messages, as far as they are kept, in no order; at most a page of them is asked for at a time.
    async fn lines_of(&self, key: TicketKey, messages: &[MessageId]) -> Result<Vec<Line>, Failure>;

    /// Who has spoken, in the order in which they did first, at most `limit`; what was deleted does not count.
    async fn speakers(&self, key: TicketKey, limit: u32) -> Result<Vec<UserId>, Failure>;

    /// The earlier versions of a message, oldest first, each with the time it was replaced.
    async fn versions(&self, key: TicketKey, message: MessageId) -> Result<Vec<(Timestamp, Body)>, Failure>;

    /// The newest message we have.
    async fn newest(&self, key: TicketKey) -> Result<Option<MessageId>, Failure>;

    /// The files of a ticket.
    async fn files(&self, key: TicketKey) -> Result<Vec<StoredFile>, Failure>;

    /// One file of a ticket by Discord's attachment id.
    async fn file(&self, key: TicketKey, id: u64) -> Result<Option<StoredFile>, Failure>;

    /// Records what became of a file: its state, and where it is kept, its type and size as found.
    async fn file_settled(&self, key: TicketKey, file: &StoredFile) -> Result<(), Failure>;
}
