//! What a change makes overdue at once, to be said before it is made (definitions A.2).

use super::{Clock, Metric, Stand, choice::rechosen, of, watch::is_broken};
use crate::{Event, GuildConfig, Ticket, Timestamp, apply, report::Talk};

/// A promise that is broken by a change, not by the time that passes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AtOnce {
    /// Which.
    pub metric: Metric,
    /// By how many milliseconds of open time.
    pub by: i64,
}

/// What events would make of an open ticket, with what they change about what is promised.
pub struct Foresight<'a> {
    ticket: &'a Ticket,
    talk: &'a Talk,
    config: &'a GuildConfig,
    now: Timestamp,
    was: Vec<Clock>,
}

impl<'a> Foresight<'a> {
    /// For a ticket as it is now.
    pub fn of(ticket: &'a Ticket, talk: &'a Talk, config: &'a GuildConfig, now: Timestamp) -> Self {
        Self { ticket, talk, config, now, was: of(ticket, talk, now) }
    }

    /// What an event would make overdue at once: of several promises the one that would have been due first. What is overdue already counts as
    /// nothing new.
    pub fn at_once(&self, event: Event) -> Option<AtOnce> {
        if !self.ticket.is_open() {
            return None;
        }
        let events = rechosen(self.ticket, vec![event], self.config, self.now);
        let after = events.iter().fold(self.ticket.clone(), apply);
        found(self.ticket, &self.was, &after, self.talk, self.now)
    }
}

/// What is overdue of a ticket as it would be, and is not as it is.
pub fn made_overdue(before: &Ticket, after: &Ticket, talk: &Talk, now: Timestamp) -> Option<AtOnce> {
    found(before, &of(before, talk, now), after, talk, now)
}

fn found(before: &Ticket, was: &[Clock], after: &Ticket, talk: &Talk, now: Timestamp) -> Option<AtOnce> {
    if before.priority == after.priority && before.past.promise == after.past.promise {
        return None;
    }
    let same = |one: &Clock, other: &Clock| one.metric == other.metric && one.started == other.started;
    let is_new = |clock: &Clock| {
        let known = was.iter().any(|old| same(old, clock) && old.stand == Stand::Overdue);
        clock.stand == Stand::Overdue && !known && !is_broken(before, clock)
    };
    let new = of(after, talk, now).into_iter().filter(is_new);
    new.min_by_key(Clock::left).map(|clock| AtOnce { metric: clock.metric, by: -clock.left() })
}
