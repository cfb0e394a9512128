//! Response times computed again by the policies in force now: one run of a guild at a time.

use super::{Failure, Row, RunState};
use async_trait::async_trait;
use ticket::{By, GuildId, Timestamp};

/// Tickets of one run at most.
pub const MOST_RECOMPUTED: u32 = 10_000;

/// Of which tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// Those that are open.
    Open,
    /// Those that were closed from one instant to before another.
    Closed(Timestamp, Timestamp),
}

/// How far a run is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// After which ticket it goes on: when that was closed, and its number. Of open ones only the number counts.
    pub after: (Timestamp, u32),
    /// Tickets that were looked at.
    pub turned: u32,
    /// Of them those for which something is different now.
    pub changed: u32,
}

/// The latest run of a guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recompute {
    /// Its number in the guild.
    pub number: u32,
    /// When it was asked for.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
    /// Of which tickets.
    pub which: Which,
    /// The version of the configuration whose policies were shown before; with another one it stops.
    pub config: u32,
    /// Tickets there were when it was asked for.
    pub total: u32,
    /// How far it is.
    pub state: RunState,
    /// The same in numbers.
    pub progress: Progress,
}

/// Runs that compute response times again. No statement goes without the guild.
#[async_trait]
pub trait Recomputes: Send + Sync {
    /// The latest run.
    async fn recompute(&self, guild: GuildId) -> Result<Option<Recompute>, Failure>;

    /// Begins a run in the place of the latest one, with its job and its entry in the audit log. The number is given by the store.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if one runs.
    async fn recompute_begin(&self, guild: GuildId, new: Recompute) -> Result<u32, Failure>;

    /// Records how far a run is. Says whether it still ran.
    async fn recompute_save(
        &self,
        guild: GuildId,
        number: u32,
        state: RunState,
        progress: Progress,
    ) -> Result<bool, Failure>;

    /// Tickets in the order of a run, after this one; at most `limit`.
    async fn recompute_tickets(
        &self,
        guild: GuildId,
        which: Which,
        after: (Timestamp, u32),
        limit: u32,
    ) -> Result<Vec<Row>, Failure>;

    /// How many there are, at most `most`.
    async fn recompute_count(&self, guild: GuildId, which: Which, most: u32) -> Result<u32, Failure>;
}
