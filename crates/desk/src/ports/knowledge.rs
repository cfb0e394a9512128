//! Knowledge bases, what Auto-Assist spends, and sealed secrets.

use super::Failure;
use async_trait::async_trait;
use ticket::{GuildId, TicketKey, Timestamp, UserId};

/// Knowledge bases in a guild.
pub const MOST_KNOWLEDGE: u32 = 50;
/// Versions of one that are kept, the newest.
pub const MOST_VERSIONS: u32 = 50;

/// A version of a knowledge base without its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeHead {
    /// Its number in the guild.
    pub number: u32,
    /// Counts its changes from 1: the optimistic lock.
    pub version: u32,
    /// What people call it.
    pub title: String,
    /// SHA-256 of its text in hexadecimal.
    pub hash: String,
    /// The size of its text.
    pub bytes: u32,
    /// When it was saved.
    pub at: Timestamp,
    /// Who saved it; none for Guildhall itself.
    pub author: Option<UserId>,
    /// Their name then.
    pub author_name: String,
}

/// A version of a knowledge base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnowledgeText {
    /// Which.
    pub head: KnowledgeHead,
    /// Its Markdown.
    pub markdown: String,
}

/// A text to be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewKnowledge {
    /// What people call it.
    pub title: String,
    /// SHA-256 of the text in hexadecimal.
    pub hash: String,
    /// The Markdown.
    pub markdown: String,
    /// When.
    pub at: Timestamp,
    /// Who; none for Guildhall itself.
    pub author: Option<UserId>,
    /// Their name.
    pub author_name: String,
}

/// Proposals that wait in a guild.
pub const MOST_PROPOSALS: u32 = 100;

/// A section that staff made from a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// Its number in the guild; 0 for one that is new.
    pub number: u32,
    /// The number of the ticket it was made from.
    pub ticket: u32,
    /// When.
    pub at: Timestamp,
    /// Who made it.
    pub author: UserId,
    /// Their name then.
    pub author_name: String,
    /// Its heading.
    pub title: String,
    /// Its Markdown, without the heading.
    pub markdown: String,
}

/// What Auto-Assist did on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spent {
    /// Messages it posted, escalations not counted.
    pub spoken: u32,
    /// Escalations.
    pub escalated: u32,
    /// Tokens that the provider counted.
    pub tokens: u64,
    /// What they cost, in millionths of the currency of the price that was set; 0 where none is.
    pub cost: u64,
}

impl Spent {
    /// Both together.
    pub fn with(self, more: Self) -> Self {
        Self {
            spoken: self.spoken.saturating_add(more.spoken),
            escalated: self.escalated.saturating_add(more.escalated),
            tokens: self.tokens.saturating_add(more.tokens),
            cost: self.cost.saturating_add(more.cost),
        }
    }
}

/// Knowledge bases and what belongs to them. No statement goes without the guild (P178).
#[async_trait]
pub trait Knowledge: Send + Sync {
    /// The guild's knowledge bases as they stand, by number.
    async fn knowledge(&self, guild: GuildId) -> Result<Vec<KnowledgeHead>, Failure>;

    /// One with its text: this version, or the newest.
    async fn knowledge_text(
        &self,
        guild: GuildId,
        number: u32,
        version: Option<u32>,
    ) -> Result<Option<KnowledgeText>, Failure>;

    /// Its versions, newest first.
    async fn knowledge_history(&self, guild: GuildId, number: u32) -> Result<Vec<KnowledgeHead>, Failure>;

    /// Saves a new one, or a new version over that number and version.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if another version stands, or there are [`MOST_KNOWLEDGE`] already.
    async fn knowledge_save(
        &self,
        guild: GuildId,
        over: Option<(u32, u32)>,
        text: NewKnowledge,
    ) -> Result<KnowledgeHead, Failure>;

    /// Removes one. Its versions go with it.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if another version stands.
    async fn knowledge_remove(&self, guild: GuildId, number: u32, over: u32) -> Result<(), Failure>;

    /// Keeps a proposal.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if [`MOST_PROPOSALS`] wait already.
    async fn propose(&self, guild: GuildId, proposal: Proposal) -> Result<(), Failure>;

    /// The proposals that wait, oldest first.
    async fn proposals(&self, guild: GuildId) -> Result<Vec<Proposal>, Failure>;

    /// Puts a proposal away. Says whether it was there.
    async fn proposal_done(&self, guild: GuildId, number: u32) -> Result<bool, Failure>;

    /// What an embeddings model said of the sections of this text.
    async fn vectors(
        &self,
        guild: GuildId,
        number: u32,
        hash: &str,
        model: &str,
    ) -> Result<Option<String>, Failure>;

    /// Keeps it, in place of what was there.
    async fn vectors_keep(
        &self,
        guild: GuildId,
        number: u32,
        hash: &str,
        model: &str,
        body: String,
    ) -> Result<(), Failure>;

    /// What was spent on a day, counted in days since 1970 (UTC).
    async fn spent(&self, guild: GuildId, day: i64) -> Result<Spent, Failure>;

    /// The same for the days from the first to the last, both included; days without anything are left out.
    async fn spent_days(&self, guild: GuildId, first: i64, last: i64) -> Result<Vec<(i64, Spent)>, Failure>;

    /// The same by ticket, the dearest first, then by tokens, messages and number: what was spent for no ticket is in none, nor is what was
    /// spent before it was kept by ticket. Gives the page after so many, at most `most`, and how many there are.
    async fn spent_on(
        &self,
        guild: GuildId,
        days: (i64, i64),
        skip: u32,
        most: u32,
    ) -> Result<(Vec<(u32, Spent)>, u64), Failure>;

    /// What was spent on all tickets together in these days.
    async fn spent_on_tickets(&self, guild: GuildId, days: (i64, i64)) -> Result<Spent, Failure>;

    /// Counts one more message, of this ticket, if there were fewer than `most` on that day. Says whether there were.
    async fn speak(&self, key: TicketKey, day: i64, most: u32) -> Result<bool, Failure>;

    /// Adds to it, for this ticket if it was for one.
    async fn spend(&self, guild: GuildId, day: i64, ticket: Option<u32>, more: Spent) -> Result<(), Failure>;

    /// A sealed secret of the whole installation.
    async fn sealed(&self, name: &str) -> Result<Option<String>, Failure>;

    /// Keeps one, or removes it.
    async fn seal(&self, name: &str, body: Option<String>) -> Result<(), Failure>;
}
