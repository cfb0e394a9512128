//! What the permission doctor found.

use super::Failure;
use async_trait::async_trait;
use ticket::{GuildId, Timestamp, doctor::Report};

/// The doctor's last report of each guild.
#[async_trait]
pub trait Examined: Send + Sync {
    /// Keeps a report in place of the one before.
    async fn save_report(&self, guild: GuildId, at: Timestamp, report: &Report) -> Result<(), Failure>;

    /// The last report, with its time.
    async fn report(&self, guild: GuildId) -> Result<Option<(Timestamp, Report)>, Failure>;
}
