//! Promises computed again by the policies that are in force now, on purpose only: of a closed ticket what it had is replaced, of an open
//! one what is promised from now on (definitions A.2).

use super::{AtOnce, Metric, Policy, Stand, choice::promised, clocks, made_overdue};
use crate::{
    Event, GuildConfig, Ticket, Timestamp, apply,
    report::{Breach, Fact, Promise, Talk},
};
use std::collections::BTreeMap;

/// What computing a ticket again comes to; nothing where nothing would be different.
pub fn recomputed(ticket: &Ticket, talk: &Talk, config: &GuildConfig, now: Timestamp) -> Option<Event> {
    if ticket.is_open() {
        let (promise, same) = in_force(ticket, config, now);
        return (!same).then_some(Event::SlaChanged { promise });
    }
    both(ticket, talk, config, now).0
}

/// What is promised by the policies in force now, and whether that is what is promised already.
fn in_force(ticket: &Ticket, config: &GuildConfig, now: Timestamp) -> (Option<Box<Promise>>, bool) {
    let promise = promised(config, ticket, now);
    let what = |promise: &Promise| (promise.by.clone(), promise.policy.clone());
    let same = promise.as_deref().map(what) == ticket.past.promise.as_deref().map(what);
    (promise, same)
}

/// Whether each promise was kept, by its kind and start.
type Kept = BTreeMap<(Metric, Timestamp), bool>;

/// What computing a closed ticket again comes to, with what was kept before and what would be.
fn both(ticket: &Ticket, talk: &Talk, config: &GuildConfig, now: Timestamp) -> (Option<Event>, Kept, Kept) {
    let (promise, same) = in_force(ticket, config, now);
    let policy = |promise: &Option<Box<Promise>>| promise.as_deref().map(|one| one.policy.clone());
    let (before, was) = ended(ticket, policy(&ticket.past.promise).as_ref(), talk, true);
    let (after, breaches) = ended(ticket, policy(&promise).as_ref(), talk, false);
    if same && was == breaches {
        return (None, before.clone(), before);
    }
    (Some(Event::SlaRecomputed { promise, breaches, was }), before, after)
}

/// Which promises of a closed ticket were kept, which were not, and those that were broken as they are recorded.
type Ended = (Kept, Vec<Breach>);

/// How promises of a policy ended. `recorded`: what was seen to be broken counts, with its target as it was then.
fn ended(ticket: &Ticket, policy: Option<&Policy>, talk: &Talk, recorded: bool) -> Ended {
    let (mut kept, mut broken) = (BTreeMap::new(), Vec::new());
    let Some(policy) = policy else { return (kept, broken) };
    let course = Fact::of(ticket, talk).course();
    let open = policy.open_time(ticket.opened_at);
    let now = ticket.closure().map_or(ticket.opened_at, |closure| closure.at);
    let seen = if recorded { &ticket.past.breaches[..] } else { &[] };
    for clock in clocks(&course, policy, &open, ticket.priority, now) {
        let (metric, started) = (clock.metric, clock.started);
        let known = seen.iter().find(|one| one.metric == metric && one.started == started).copied();
        let late = clock.due.filter(|_| clock.stand == Stand::Late);
        match known.or(late.map(|due| Breach { metric, started, target: clock.target, due })) {
            Some(breach) => {
                kept.insert((metric, started), false);
                broken.push(breach);
            }
            None if clock.stand == Stand::Met => {
                kept.insert((metric, started), true);
            }
            None => {}
        }
    }
    (kept, broken)
}

/// How promises of one kind ended, before and after.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// Kept and not kept, as it is.
    pub before: (u32, u32),
    /// Kept and not kept, as it would be.
    pub after: (u32, u32),
    /// Were kept and would not be.
    pub worse: u32,
    /// Were not kept and would be.
    pub better: u32,
}

/// What computing again would come to, ticket by ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outlook {
    /// Tickets that were looked at.
    pub tickets: u32,
    /// Tickets for which something would be different.
    pub different: u32,
    /// By kind of promise.
    pub changes: BTreeMap<Metric, Change>,
}

impl Outlook {
    /// Adds a closed ticket.
    pub fn add(&mut self, ticket: &Ticket, talk: &Talk, config: &GuildConfig, now: Timestamp) {
        let (event, before, after) = both(ticket, talk, config, now);
        self.tickets += 1;
        self.different += u32::from(event.is_some());
        for ((metric, started), kept) in &before {
            let change = self.changes.entry(*metric).or_default();
            count(&mut change.before, *kept);
            match (kept, after.get(&(*metric, *started))) {
                (true, Some(false)) => change.worse += 1,
                (false, Some(true)) => change.better += 1,
                _ => {}
            }
        }
        for ((metric, _), kept) in &after {
            count(&mut self.changes.entry(*metric).or_default().after, *kept);
        }
    }
}

fn count(of: &mut (u32, u32), kept: bool) {
    if kept {
        of.0 += 1;
    } else {
        of.1 += 1;
    }
}

/// What would be overdue at once of an open ticket, if the policies in force now held for it; the outer nothing where they do already.
pub fn would_be(
    ticket: &Ticket,
    talk: &Talk,
    config: &GuildConfig,
    now: Timestamp,
) -> Option<Option<AtOnce>> {
    let event = recomputed(ticket, talk, config, now).filter(|_| ticket.is_open())?;
    Some(made_overdue(ticket, &apply(ticket.clone(), &event), talk, now))
}
