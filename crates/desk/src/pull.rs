//! Tickets that wait for somebody who has room.

use crate::{
    Desk, Failure, Handled, Rejected,
    desk::MOST_TRIES,
    ports::{Filter, Order, Row},
};
use std::cmp::Reverse;
use ticket::{
    Actor, Command, GuildConfig, GuildId, Job, Person, Priority, Refusal, Scheduled, Ticket, Timestamp,
    TypeId, assign, sample, sla,
};

/// Waiting tickets that are looked at when somebody has room.
const MOST_WAITING: u32 = 200;
/// Until tickets that have to wait are looked at again: working hours begin, an absence ends.
const LOOK_AGAIN_SECONDS: i64 = 5 * 60;

/// A ticket that waits for somebody who has room.
struct Waiting {
    row: Row,
    /// When the next promise to who waits in it is due; at the end of time if nothing is promised.
    due: Timestamp,
}

impl Desk {
    /// Gives tickets that wait to handlers who have room, the most urgent first: whose response time is due first, then who waits
    /// longest. Looks again in a while if some have to wait on.
    ///
    /// # Errors
    /// A [`Failure`]; what was given is given.
    pub async fn pull(&self, guild: GuildId) -> Result<(), Failure> {
        let config = self.config(guild).await?.config;
        if config.settings.availability.is_empty() {
            return Ok(());
        }
        let now = self.clock().now();
        let mut waiting = self.waiting(guild, None).await?;
        let in_queue = |one: &Waiting| {
            let found = config.ticket_type(one.row.ticket.ticket_type);
            found.is_some_and(|found| assign::may_wait(found, &config.settings))
        };
        waiting.retain(in_queue);
        waiting.sort_by_key(|one| (one.due, one.row.ticket.opened_at, one.row.ticket.key));
        let mut left = false;
        for one in waiting {
            left |= !self.give(&one.row.ticket, &config, now).await?;
        }
        if left {
            let due = now.plus_seconds(LOOK_AGAIN_SECONDS);
            self.store().enqueue(vec![Scheduled { job: Job::PullLater { guild }, due }]).await?;
        }
        Ok(())
    }

    /// Claims for somebody the ticket that waits most urgently, of these types, if there is one that they may claim: whose response time is
    /// due first, then by priority, then who waits longest.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn take_next(
        &self,
        guild: GuildId,
        person: &Person,
        types: Option<Vec<TypeId>>,
    ) -> Result<Option<Handled>, Rejected> {
        let actor = Actor::Person(person.clone());
        let mut waiting = self.waiting(guild, types).await?;
        // Among those that nothing was promised for, what somebody called urgent comes first.
        waiting.sort_by_key(|Waiting { row: Row { ticket, .. }, due }| {
            let level = if *due == Timestamp(i64::MAX) { ticket.priority } else { Priority::Low };
            (*due, Reverse(level), ticket.opened_at, ticket.key)
        });
        for Waiting { row, .. } in waiting {
            if row.ticket.opener.user == person.user {
                continue;
            }
            match self.handle(row.ticket.key, &actor, &Command::Claim).await {
                Ok(taken) => return Ok(Some(taken)),
                // Somebody was quicker, or they are no staff for it.
                Err(Rejected::Refused(_)) => {}
                Err(failed) => return Err(failed),
            }
        }
        Ok(None)
    }

    /// Open tickets that nobody has.
    async fn waiting(&self, guild: GuildId, types: Option<Vec<TypeId>>) -> Result<Vec<Waiting>, Failure> {
        let now = self.clock().now();
        let filter = Filter {
            types,
            unassigned: true,
            snoozed: Some(false),
            order: Order::Oldest,
            ..Filter::default()
        };
        let most = MOST_WAITING + u32::from(sample::COUNT);
        let mut rows = self.store().list(guild, &filter, None, most).await?;
        // Nobody is given a sample.
        rows.retain(|row| !row.ticket.is_sample());
        let with_due = |row: Row| {
            let chip = sla::chip(&row.ticket, &row.activity.talk, now);
            Waiting { due: chip.and_then(|chip| chip.due).unwrap_or(Timestamp(i64::MAX)), row }
        };
        Ok(rows.into_iter().map(with_due).collect())
    }

    /// Gives a ticket that waits; says whether nobody has to look again.
    async fn give(&self, ticket: &Ticket, config: &GuildConfig, now: Timestamp) -> Result<bool, Failure> {
        let key = ticket.key;
        let Some(found) = config.ticket_type(ticket.ticket_type) else { return Ok(true) };
        for _ in 0..MOST_TRIES {
            let opener = ticket.opener.user;
            let facts = self.store().opening_facts(key.guild, found.id, opener, &found.handlers).await?;
            let for_whom = (opener, &ticket.past.lapsed[..]);
            let Some(to) = assign::case_worker(found, config, &facts.handlers, for_whom, now) else {
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
