//! Compares the figures of every guild with its tickets, every night, and mends what differs.
//!
//! Figures are written in the commits they follow from, so there is nothing to find; that is what is looked for.

use crate::{
    Desk, Failure,
    ports::{Checked, USUAL_ZONE},
};
use std::{ops::Range, sync::Arc};
use ticket::{GuildId, Timestamp, calendar, report::period};
use tokio_util::sync::CancellationToken;

/// How often is looked whether it is night anywhere.
const HOUR: i64 = 3_600_000;
/// Local hours in which people sleep.
const NIGHT: Range<i64> = 1..5;
/// A guild is compared once a night; one that was not for two days, at any hour.
const AGAIN: i64 = 20 * HOUR;
const AT_ANY_HOUR: i64 = 48 * HOUR;
/// Guilds of one round.
const MOST_GUILDS: u32 = 500;
/// Tickets of one round, besides those of the guild that passes it: the rest waits for the next hour.
const MOST_TICKETS: u64 = 300_000;
/// Tickets of a guild that are compared with their messages and events in a night; the others follow in the next nights.
const MOST_DEEP: u32 = 10_000;

/// Looks every hour until told to stop.
pub async fn run(desk: Arc<Desk>, stop: CancellationToken) {
    loop {
        let next = Timestamp((desk.clock().now().0.div_euclid(HOUR) + 1) * HOUR);
        tokio::select! {
            () = stop.cancelled() => return,
            () = desk.clock().until(next) => {}
        }
        if let Err(failure) = desk.forget_begun().await {
            tracing::warn!(%failure, "begun forms cannot be forgotten; trying again in an hour");
        }
        if let Err(failure) = desk.check_figures().await {
            tracing::warn!(%failure, "figures cannot be compared with tickets; trying again in an hour");
        }
    }
}

impl Desk {
    /// Compares the figures of guilds in which it is night, as many as a round may.
    ///
    /// # Errors
    /// A [`Failure`] of the store; what was mended is mended.
    pub async fn check_figures(&self) -> Result<(), Failure> {
        let (now, mut tickets) = (self.clock().now(), 0);
        for guild in self.store().to_check(Timestamp(now.0 - AGAIN), MOST_GUILDS).await? {
            if !self.may_check(guild, now).await? {
                continue;
            }
            tickets += self.check_figures_of(guild).await?.tickets;
            if tickets >= MOST_TICKETS {
                break;
            }
        }
        Ok(())
    }

    async fn may_check(&self, guild: GuildId, now: Timestamp) -> Result<bool, Failure> {
        let last = self.store().last_check(guild).await?;
        if last.is_none_or(|last| now.0 - last.at.0 >= AT_ANY_HOUR) {
            return Ok(true);
        }
        let name = self.store().figures_zone(guild).await?;
        let zone = calendar::zone(name.as_deref().unwrap_or(USUAL_ZONE));
        Ok(zone.is_none_or(|zone| NIGHT.contains(&period::local(&zone, now).2)))
    }

    /// Compares the figures of a guild with its tickets, and mends and records what differs.
    ///
    /// # Errors
    /// A [`Failure`] of the store.
    pub async fn check_figures_of(&self, guild: GuildId) -> Result<Checked, Failure> {
        let store = self.store();
        let after = store.last_check(guild).await?.map_or(0, |last| last.after);
        let found = store.check_figures(guild, after, MOST_DEEP).await?;
        if found.differences() > 0 {
            let (figures, talks, pasts) = (found.figures, &found.talks, &found.pasts);
            tracing::error!(%guild, figures, ?talks, ?pasts, "figures differed from tickets, and are made anew");
        }
        if !found.talks.is_empty() {
            store.mend_talks(guild, &found.talks).await?;
        }
        if found.figures > 0 {
            let zone = store.figures_zone(guild).await?;
            store.rebuild_figures(guild, zone.as_deref().unwrap_or(USUAL_ZONE)).await?;
        }
        store.checked(guild, self.clock().now(), &found).await?;
        Ok(found)
    }
}
