//! Runs of a file of questions over a guild's knowledge bases.

use super::Failure;
use async_trait::async_trait;
use ticket::{GuildId, Timestamp, UserId};

/// Runs of a guild that are kept, the newest.
pub const KEPT_EVALUATIONS: u32 = 10;

/// How far a run is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RunState {
    /// It goes on.
    Running,
    /// All questions were asked.
    Done,
    /// It ended before.
    Stopped,
}

/// A run that is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvaluation {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub author: UserId,
    /// Their name then.
    pub author_name: String,
    /// The file, one JSON object on each line.
    pub questions: String,
    /// What has come out so far.
    pub body: String,
}

/// A run as it stands, without its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// Its number in the guild.
    pub number: u32,
    /// When it was asked for.
    pub at: Timestamp,
    /// By whom.
    pub author: UserId,
    /// Their name then.
    pub author_name: String,
    /// How far it is.
    pub state: RunState,
    /// What has come out so far.
    pub body: String,
}

/// Runs of files of questions. No statement goes without the guild.
#[async_trait]
pub trait Evaluations: Send + Sync {
    /// Begins a run; of those that are over, the newest [`KEPT_EVALUATIONS`] stay. Gives its number.
    ///
    /// # Errors
    /// [`Failure::Conflict`] if one runs already.
    async fn evaluation_begin(&self, guild: GuildId, new: NewEvaluation) -> Result<u32, Failure>;

    /// The runs that are kept, newest first.
    async fn evaluations(&self, guild: GuildId) -> Result<Vec<Evaluation>, Failure>;

    /// The one that runs, with its file.
    async fn evaluation_running(&self, guild: GuildId) -> Result<Option<(Evaluation, String)>, Failure>;

    /// Records how far a run is. Says whether it still ran: what was stopped meanwhile stays as it is.
    async fn evaluation_save(
        &self,
        guild: GuildId,
        number: u32,
        state: RunState,
        body: String,
    ) -> Result<bool, Failure>;

    /// Stops the one that runs, if any, with what has come out so far.
    async fn evaluation_stop(&self, guild: GuildId) -> Result<bool, Failure>;
}
