//! Acts of owners that are not part of the configuration document.

use super::Failure;
use async_trait::async_trait;
use ticket::{By, GuildId, Timestamp, audit::Act};

/// One act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// Names the row; later ones have larger numbers.
    pub id: i64,
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: By,
    /// What.
    pub act: Act,
}

/// What owners did. Entries are written with the act itself.
#[async_trait]
pub trait Audit: Send + Sync {
    /// What was done, latest first, from before this entry on.
    async fn acts(&self, guild: GuildId, before: Option<i64>, limit: u32) -> Result<Vec<Acted>, Failure>;
}
