//! Tickets, their events, and the configuration.

use super::{BegunKey, Failure, StoredFile, Taken};
use async_trait::async_trait;
use std::sync::Arc;
use ticket::{
    Activity, By, ChannelId, GuildConfig, GuildId, Recorded, Scheduled, Ticket, TicketKey, Timestamp, TypeId,
    UserId, assign::Record, open::Facts,
};

/// A ticket as the store has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loaded {
    /// The ticket.
    pub ticket: Ticket,
    /// How many events it has: the optimistic lock.
    pub version: u32,
    /// Its conversation in numbers.
    pub activity: Activity,
}

/// A configuration as the store has it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The document.
    pub config: Arc<GuildConfig>,
    /// Counts its changes from 0: the optimistic lock.
    pub version: u32,
}

/// One saving of a configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// The version it made.
    pub version: u32,
    /// The document as it was saved.
    pub config: GuildConfig,
    /// When; unknown for the oldest ones.
    pub at: Option<Timestamp>,
    /// Who.
    pub by: Option<By>,
}

/// What a decision relied on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The ticket does not exist yet.
    New(TicketKey),
    /// The ticket has exactly so many events.
    Version(TicketKey, u32),
    /// Of this member, exactly so many tickets are open: in the guild, and of the type.
    OpenOf {
        /// The guild.
        guild: GuildId,
        /// The type.
        ticket_type: TypeId,
        /// The member.
        member: UserId,
        /// In the guild.
        in_guild: u32,
        /// Of the type.
        of_type: u32,
    },
    /// Nobody wrote in the ticket since: it may be closed for being idle (P110).
    Idle(TicketKey, Timestamp),
    /// A batch goes on, and this ticket of it is still to be done, or taken back. The commit itself settles that.
    Taken(Taken),
    /// The first part of its form is kept still. The commit itself forgets it.
    Begun(BegunKey),
    /// These handlers' records are so (M44).
    LoadOf {
        /// The guild.
        guild: GuildId,
        /// The type.
        ticket_type: TypeId,
        /// By handler.
        handlers: Vec<(UserId, Record)>,
        /// Whether everything in them was relied on, or only the open tickets of the type.
        whole: bool,
    },
}

/// Written whole or not at all.
#[derive(Clone, Debug)]
pub struct Commit {
    /// What must still be so.
    pub expect: Vec<Expect>,
    /// The ticket after the events.
    pub ticket: Ticket,
    /// The events, in order; the last one's `seq` is the new version.
    pub events: Vec<Recorded>,
    /// The jobs that follow. Each is keyed by [`ticket::Job::key`].
    pub jobs: Vec<Scheduled>,
    /// Files that come with the ticket itself, under [`ticket::MessageId::FORM`].
    pub files: Vec<StoredFile>,
}

/// Tickets, events, configuration.
#[async_trait]
pub trait Records: Send + Sync {
    /// The configuration of a guild; the default at version 0 if none was saved.
    async fn config(&self, guild: GuildId) -> Result<Config, Failure>;

    /// What was saved, latest first, from before this version on; at most `limit`.
    async fn saved(&self, guild: GuildId, before: Option<u32>, limit: u32) -> Result<Vec<Saved>, Failure>;

    /// Saves a configuration over the one with this version, with the jobs that follow. Gives the new version.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if another version is there.
    async fn save_config(
        &self,
        guild: GuildId,
        over: u32,
        config: &GuildConfig,
        jobs: &[Scheduled],
        at: Timestamp,
        by: &By,
    ) -> Result<u32, Failure>;

    /// A number that no ticket of the guild had or will have; counts up from 1, with gaps where a number was not used.
    async fn next_number(&self, guild: GuildId) -> Result<u32, Failure>;

    /// The facts an opening is judged by; `handlers` are those of the type, and those who left the guild do not come back.
    async fn opening_facts(
        &self,
        guild: GuildId,
        ticket_type: TypeId,
        member: UserId,
        handlers: &[UserId],
    ) -> Result<Facts, Failure>;

    /// A ticket.
    async fn ticket(&self, key: TicketKey) -> Result<Option<Loaded>, Failure>;

    /// These tickets, as far as they are there; in any order.
    async fn tickets(&self, keys: &[TicketKey]) -> Result<Vec<Loaded>, Failure>;

    /// The ticket that lives in this channel or thread.
    async fn ticket_in(&self, guild: GuildId, channel: ChannelId) -> Result<Option<Loaded>, Failure>;

    /// The guild's tickets that have a channel or thread, with it: what the intake listens to.
    async fn surfaces(&self, guild: GuildId) -> Result<Vec<(ChannelId, TicketKey)>, Failure>;

    /// The open tickets of a member, oldest first.
    async fn open_of(&self, guild: GuildId, member: UserId) -> Result<Vec<TicketKey>, Failure>;

    /// Who has open tickets in the guild, by id.
    async fn openers(&self, guild: GuildId) -> Result<Vec<UserId>, Failure>;

    /// Writes a commit.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if an expectation fails; then nothing was written.
    async fn commit(&self, commit: Commit) -> Result<(), Failure>;

    /// The events of a ticket, in order.
    async fn events(&self, key: TicketKey) -> Result<Vec<Recorded>, Failure>;

    /// One event of a ticket.
    async fn event(&self, key: TicketKey, seq: u32) -> Result<Option<Recorded>, Failure>;
}
