//! Members who asked to be erased.

use super::Failure;
use async_trait::async_trait;
use ticket::{By, GuildId, TicketKey, Timestamp, UserId, erase::Erasing};

/// How a request stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ErasureState {
    /// It waits to be decided.
    Asked,
    /// It was declined.
    Declined {
        /// When.
        at: Timestamp,
        /// By whom.
        by: By,
        /// Why: the member reads it.
        reason: String,
    },
    /// It was approved, and is being done.
    Approved {
        /// When.
        at: Timestamp,
        /// By whom.
        by: By,
        /// What stands in place of the account.
        pseudonym: UserId,
    },
    /// It is done; whose it was is not known any more.
    Done {
        /// When.
        at: Timestamp,
        /// By whom it was approved.
        by: By,
        /// How much was erased.
        counts: Erased,
    },
}

/// How much was erased.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Erased {
    /// Tickets that they had opened.
    pub tickets: u64,
    /// Messages of theirs.
    pub messages: u64,
    /// Files of theirs.
    pub files: u64,
}

/// A request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// Counts the guild's requests from 1.
    pub id: u32,
    /// Whose it is; nobody's once it is done.
    pub member: UserId,
    /// Their name when they asked; empty once it is done.
    pub name: String,
    /// When they asked.
    pub asked_at: Timestamp,
    /// Until when it is to be done.
    pub due_at: Timestamp,
    /// How it stands.
    pub state: ErasureState,
}

/// Requests, and what is erased for them.
#[async_trait]
pub trait Erasures: Send + Sync {
    /// The requests of a guild, newest first, at most 200.
    async fn erasures(&self, guild: GuildId) -> Result<Vec<Erasure>, Failure>;

    /// The latest request of a member that is not done.
    async fn erasure_of(&self, guild: GuildId, member: UserId) -> Result<Option<Erasure>, Failure>;

    /// A member asks. None if a request of theirs waits already.
    async fn erasure_ask(
        &self,
        guild: GuildId,
        member: UserId,
        name: &str,
        at: Timestamp,
        due: Timestamp,
    ) -> Result<Option<u32>, Failure>;

    /// Declines, with a reason, or approves, under a pseudonym and with the job that does it. False if it was decided already.
    async fn erasure_decide(
        &self,
        guild: GuildId,
        id: u32,
        decision: Result<UserId, String>,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure>;

    /// The tickets that they are in, by number; none once they are erased.
    async fn erasure_tickets(&self, guild: GuildId, member: UserId) -> Result<Vec<u32>, Failure>;

    /// Where files of theirs are in the storage: what they sent in this ticket.
    async fn erasure_files(&self, key: TicketKey, member: UserId) -> Result<Vec<String>, Failure>;

    /// Takes them out of a ticket: its document, its events, its messages, and what was drafted from it. Counted with the request.
    async fn erase_ticket(
        &self,
        key: TicketKey,
        request: u32,
        who: &Erasing,
        now: Timestamp,
    ) -> Result<(), Failure>;

    /// Pictures of theirs in the guild, and where they are in the storage: nobody else's are among them.
    async fn erasure_pictures(&self, guild: GuildId, member: UserId) -> Result<Vec<String>, Failure>;

    /// The rest of the guild is without them, and the request is done.
    async fn erasure_done(&self, guild: GuildId, id: u32, now: Timestamp) -> Result<(), Failure>;
}
