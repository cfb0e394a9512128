//! Tickets that wait for somebody who has room.

use crate::{
    Desk, Failure, Rejected,
    desk::MOST_TRIES,
    ports::{Filter, Order, Row, Show},
};
use ticket::{Actor, Command, GuildConfig, GuildId, Job, Refusal, Scheduled, Ticket, Timestamp, assign, sla};

/// Waiting tickets that are looked at when somebody has room.
const MOST_WAITING: u32 = 200;
/// Until tickets that have to wait are looked at again: working hours begin, an absence ends.
const LOOK_AGAIN_SECONDS: i64 = 5 * 60;

impl Desk {
    /// Gives tickets that wait to handlers who have room, the most urgent first: whose response time is due first, then who waits
    /// longest. Looks again in a while if some have to wait on.
    ///
    /// # Errors
    /// A [`Failure`]; what was given is given.
    pub async fn pull(&self, guild: GuildId) -> Result<(), Failure> {
        let config = self.config(guild).await?.config;
        let now = self.clock().now();
        let filter = Filter { unassigned: true, show: Show::Open, order: Order::Oldest, ..Filter::default() };
        let mut waiting = self.store().list(guild, &filter, None, MOST_WAITING).await?;
        let in_queue = |row: &Row| {
            let found = config.ticket_type(row.ticket.ticket_type);
            found.is_some_and(|found| assign::may_wait(found, &config.settings))
        };
        waiting.retain(in_queue);
        let due = |row: &Row| sla::chip(&row.ticket, &row.activity.talk, now).and_then(|chip| chip.due);
        waiting.sort_by_cached_key(|row| {
            (due(row).unwrap_or(Timestamp(i64::MAX)), row.ticket.opened_at, row.ticket.key)
        });
        let mut left = false;
        for row in waiting {
            left |= !self.give(&row.ticket, &config, now).await?;
        }
        if left {
            let due = now.plus_seconds(LOOK_AGAIN_SECONDS);
            self.store().enqueue(vec![Scheduled { job: Job::PullLater { guild }, due }]).await?;
        }
        Ok(())
    }

    /// Gives a ticket that waits; says whether nobody has to look again.
    async fn give(&self, ticket: &Ticket, config: &GuildConfig, now: Timestamp) -> Result<bool, Failure> {
        let key = ticket.key;
        let Some(found) = config.ticket_type(ticket.ticket_type) else { return Ok(true) };
        for _ in 0..MOST_TRIES {
            let opener = ticket.opener.user;
            let facts = self.store().opening_facts(key.guild, found.id, opener, &found.handlers).await?;
            let for_whom = (opener, &ticket.past.lapsed[..]);
            let Some(to) = assign::case_worker(found, &config.settings, &facts.handlers, for_whom, now)
            else {
                return Ok(false);
            };
            let name = self
                .store()
                .member(key.guild, to)
                .await?
                .map_or_else(|| to.to_string(), |member| member.name);
            match self.handle(key, &Actor::System, &Command::Give { to, name }).await {
                Ok(_) => return Ok(true),
                Err(Rejected::Refused(Refusal::Nothing)) => {
                    // Somebody took it, or another is to have it now.
                    let now = self.store().ticket(key).await?;
                    if now.is_none_or(|now| now.ticket.assignee.is_some() || now.ticket.claim.is_some()) {
                        return Ok(true);
                    }
                }
                Err(Rejected::Refused(_)) => return Ok(true),
                Err(Rejected::Failed(failure)) => return Err(failure),
            }
        }
        Ok(false)
    }
}
