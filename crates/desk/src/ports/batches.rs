//! Acts in bulk: what was asked, and how far it is. No statement goes without the guild.

use super::Failure;
use async_trait::async_trait;
use ticket::{GuildId, Scheduled, Timestamp, UserId};

/// How far a batch is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BatchState {
    /// It goes on.
    Running,
    /// Every ticket had its turn.
    Done,
    /// Somebody stopped it; what was done stays.
    Stopped,
    /// What was done is being taken back.
    Undoing,
    /// What could be taken back was.
    Undone,
}

impl BatchState {
    /// Whether there is work left.
    pub fn goes_on(self) -> bool {
        matches!(self, Self::Running | Self::Undoing)
    }
}

/// How a ticket of a batch stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ItemState {
    /// Its turn has not come.
    Waiting,
    /// It is done.
    Done,
    /// The rules said no.
    Refused,
    /// It was done, and was taken back.
    Undone,
    /// It was done, and could not be taken back: something else happened to it since.
    Kept,
}

/// A batch that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewBatch {
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
    /// What is done to each: [`ticket::batch::Act`] in words.
    pub act: String,
    /// The reason that members are given; for closing.
    pub reason: Option<String>,
    /// The tickets, each once, in the order in which they are done.
    pub tickets: Vec<u32>,
}

/// A batch as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Its number in the guild.
    pub number: u32,
    /// When it was asked for.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
    /// What is done to each.
    pub act: String,
    /// The reason, while it is needed: forgotten when every ticket had its turn.
    pub reason: Option<String>,
    /// How far it is.
    pub state: BatchState,
    /// When it was over, if it is.
    pub ended_at: Option<Timestamp>,
    /// Whether its author has put the notice of its end away.
    pub seen: bool,
    /// Tickets by how they stand: waiting, done, refused, undone, kept.
    pub counts: [u32; 5],
}

impl Batch {
    /// Tickets that stand so.
    pub fn count(&self, state: ItemState) -> u32 {
        self.counts[state as usize]
    }

    /// All its tickets.
    pub fn total(&self) -> u32 {
        self.counts.iter().sum()
    }
}

/// A ticket of a batch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which ticket.
    pub ticket: u32,
    /// How it stands.
    pub state: ItemState,
    /// The events that did it, first and last.
    pub events: Option<(u32, u32)>,
}

/// That a commit is a batch's, and settles one of its tickets: so each is done once, whatever restarts, and none after it was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The guild.
    pub guild: GuildId,
    /// Which of its batches.
    pub batch: u32,
    /// Which ticket.
    pub ticket: u32,
    /// Whether what was done is taken back.
    pub back: bool,
}

/// Acts in bulk.
#[async_trait]
pub trait Batches: Send + Sync {
    /// Keeps a batch with its job, in one commit; of those that are over, the newest [`ticket::batch::KEPT`] stay. Gives its number.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if [`ticket::batch::MOST_UNDER_WAY`] are under way.
    async fn batch_begin(&self, guild: GuildId, new: NewBatch) -> Result<u32, Failure>;

    /// One.
    async fn batch(&self, guild: GuildId, number: u32) -> Result<Option<Batch>, Failure>;

    /// Those of one person that go on, or whose end they have not put away, newest first.
    async fn batches_of(&self, guild: GuildId, author: UserId) -> Result<Vec<Batch>, Failure>;

    /// Its tickets that stand so, in their order, or the last first; at most `limit`.
    async fn batch_items(
        &self,
        guild: GuildId,
        number: u32,
        state: ItemState,
        last_first: bool,
        limit: u32,
    ) -> Result<Vec<Item>, Failure>;

    /// Records how a ticket stands that no commit is about. Nothing where it stands otherwise by now.
    async fn batch_item(
        &self,
        guild: GuildId,
        number: u32,
        ticket: u32,
        from: ItemState,
        to: ItemState,
    ) -> Result<(), Failure>;

    /// From one state to the next, with the jobs that follow. Says whether it was in that state.
    async fn batch_turn(
        &self,
        guild: GuildId,
        number: u32,
        turn: (BatchState, BatchState),
        at: Timestamp,
        jobs: Vec<Scheduled>,
    ) -> Result<bool, Failure>;

    /// Its author has put the notice of its end away.
    async fn batch_seen(&self, guild: GuildId, number: u32) -> Result<(), Failure>;
}
