//! Every hour a few open tickets are compared with Discord, so that what was told wrongly, twice or not at all does not stay: what was said
//! and what became of it, reactions, and the channel itself. A new session compares them all; this is for what nobody noticed since.

use crate::{
    Discord,
    cache::{Known, fingerprint},
    compare::strayed,
    rest::{Call, Fault},
    wire,
};
use desk::{Failure, ports::Loaded};
use std::collections::HashMap;
use ticket::{ChannelId, GuildId, Job, Surface, TicketKey, Timestamp};
use tokio_util::sync::CancellationToken;
use twilight_http::routing::Route;

/// Between two looks, in milliseconds.
const HOUR: i64 = 3_600_000;
/// Tickets of a guild that are compared in an hour. Each costs one request, two where more than a hundred messages are there.
const MOST_OF_GUILD: usize = 20;
/// Channels among which the open ones are looked for: those of closed tickets stay for a while.
const MOST_DRAWN: usize = 500;
/// Tickets of all guilds that are compared in an hour, and so the guilds whose channels are listed: one request each.
const MOST: usize = 200;

/// Looks every hour until told to stop.
pub(crate) async fn run(bot: Discord, stop: CancellationToken) {
    loop {
        let hour = bot.desk.clock().now().0.div_euclid(HOUR) + 1;
        tokio::select! {
            () = stop.cancelled() => return,
            () = bot.desk.clock().until(Timestamp(hour * HOUR)) => {}
        }
        bot.compare_some(hour).await;
    }
}

/// Some of many: others every hour, and the same for the same hour.
fn some<T>(hour: i64, mut all: Vec<T>, name: impl Fn(&T) -> u64, most: usize) -> Vec<T> {
    all.sort_by_cached_key(|one| fingerprint(&(hour, name(one))));
    all.truncate(most);
    all
}

impl Discord {
    async fn compare_some(&self, hour: i64) {
        let mut left = MOST;
        for guild in some(hour, self.cache.in_sight(), |guild| guild.0, usize::MAX) {
            match self.compare_some_of(guild, hour, left.min(MOST_OF_GUILD)).await {
                Ok(compared) => left -= compared,
                Err(failure) => tracing::warn!(%guild, %failure, "tickets are not compared in this hour"),
            }
            if left == 0 {
                return;
            }
        }
    }

    async fn compare_some_of(&self, guild: GuildId, hour: i64, most: usize) -> Result<usize, Failure> {
        let surfaces = self.desk.store().surfaces(guild).await?;
        let drawn = some(hour, surfaces, |(channel, _)| channel.0, MOST_DRAWN);
        let keys: Vec<TicketKey> = drawn.into_iter().map(|(_, key)| key).collect();
        let mut open = self.desk.store().tickets(&keys).await?;
        open.retain(|found| found.ticket.is_open());
        let open = some(hour, open, |found| u64::from(found.ticket.key.number), most);
        let key = |found: &Loaded| found.ticket.key;
        let mut jobs: Vec<Job> =
            open.iter().map(|found| Job::Backfill { ticket: key(found), after: None }).collect();
        jobs.extend(self.astray(guild, &open).await?);
        if !jobs.is_empty() {
            self.desk.enqueue(jobs).await?;
        }
        Ok(open.len())
    }

    /// Which of these tickets' channels are not as they should be. A thread that is gone is found when its messages are asked for.
    async fn astray(&self, guild: GuildId, open: &[Loaded]) -> Result<Vec<Job>, Failure> {
        let mut places = Vec::new();
        for found in open {
            if let Some((ticket, wanted)) = self.wanted(found.ticket.key).await?
                && let Surface::Channel { channel, .. } = ticket.surface
            {
                places.push((channel, ticket.key, wanted));
            }
        }
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let route = Route::GetChannels { guild_id: guild.0 };
        let there: Vec<wire::Channel> = match self.rest.ask(Call::of(&route).record()).await {
            Ok(there) => there,
            Err(fault @ Fault::Later { .. }) => {
                tracing::debug!(%guild, %fault, "the channels are compared in another hour");
                return Ok(Vec::new());
            }
            Err(fault) => {
                tracing::warn!(%guild, %fault, "the channels cannot be compared");
                return Ok(Vec::new());
            }
        };
        let there: HashMap<ChannelId, Known> =
            there.iter().map(|channel| (channel.id, Known::from(channel))).collect();
        // One that is not listed was deleted, or is hidden from us: that is found out with the channel itself.
        let astray = places
            .into_iter()
            .filter(|(channel, _, wanted)| there.get(channel).is_none_or(|known| strayed(known, wanted)));
        Ok(astray.map(|(_, ticket, _)| Job::SyncSurface { ticket }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    // Proves: every hour others are compared, within days each of them, and in the same hour the same.
    #[test]
    fn everybody_has_a_turn() {
        let of = |hour| some(hour, (0..200_u64).collect(), |one| *one, MOST_OF_GUILD);
        assert_eq!(of(7), of(7));
        assert_ne!(of(7), of(8));
        let seen: BTreeSet<u64> = (0..24 * 7).flat_map(of).collect();
        assert_eq!(seen.len(), 200);
    }
}
