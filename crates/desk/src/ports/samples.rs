//! Sample tickets: which are there, and whether they are to be.

use super::{Commit, Failure, Ready};
use async_trait::async_trait;
use std::sync::Arc;
use ticket::{By, GuildId, TicketKey, Timestamp};

/// The samples of a guild.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SampleSet {
    /// Whether they are to be there, or to go.
    pub wanted: bool,
    /// As of when they are told.
    pub at: Timestamp,
    /// Those that are there: place in the set, and number.
    pub here: Vec<(u16, u32)>,
}

/// Sample tickets. What is asked for is done by [`ticket::Job::Samples`], in steps.
#[async_trait]
pub trait Samples: Send + Sync {
    /// What there is of them; nothing where none are there or on their way.
    async fn samples(&self, guild: GuildId) -> Result<Option<SampleSet>, Failure>;

    /// Asks that they be there, or go, with the job that sees to it and a line in the audit log. Says whether that was not so already.
    async fn samples_asked(
        &self,
        guild: GuildId,
        wanted: bool,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure>;

    /// Puts one in, with all that was said in it.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if it is there already, or if samples of this time are not wanted any more.
    async fn sample_in(
        &self,
        place: u16,
        at: Timestamp,
        commit: Commit,
        said: Arc<Ready>,
    ) -> Result<(), Failure>;

    /// Takes one out, and everything that is kept of it but its files.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if they are to stay.
    async fn sample_out(&self, key: TicketKey) -> Result<(), Failure>;

    /// Forgets that there were any, once the last one is gone, and jobs for tickets that are gone. Says whether it could.
    async fn samples_gone(&self, guild: GuildId) -> Result<bool, Failure>;
}
