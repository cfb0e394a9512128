//! What the permission doctor found.

use crate::{Desk, Failure, Hint};
use ticket::{
    GuildId,
    doctor::{Finding, Report},
};

impl Desk {
    /// Keeps what the permission doctor found just now.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn keep_report(&self, guild: GuildId, report: &Report) -> Result<(), Failure> {
        self.store().save_report(guild, self.clock().now(), report).await?;
        self.hints().send(Hint::Guild(guild));
        Ok(())
    }

    /// Adds something that came up between two looks: the next look forgets it, and if it is still so it comes up again.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn notice(&self, guild: GuildId, finding: Finding) -> Result<(), Failure> {
        let known = self.store().report(guild).await?;
        let (at, mut report) = known.unwrap_or_else(|| (self.clock().now(), Report::default()));
        if report.add(finding) {
            self.store().save_report(guild, at, &report).await?;
            self.hints().send(Hint::Guild(guild));
        }
        Ok(())
    }
}
