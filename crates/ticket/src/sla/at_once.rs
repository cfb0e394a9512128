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

/// What an event would make overdue at once, with what it changes about what is promised: of several promises the one that would have been
/// due first. What is overdue already counts as nothing new.
pub fn at_once(
    ticket: &Ticket,
    talk: &Talk,
    event: Event,
    config: &GuildConfig,
    now: Timestamp,
) -> Option<AtOnce> {
    if !ticket.is_open() {
        return None;
    }
    let events = rechosen(ticket, vec![event], config, now);
    let after = events.iter().fold(ticket.clone(), apply);
    made_overdue(ticket, &after, talk, now)
}

/// What is overdue of a ticket as it would be, and is not as it is.
pub fn made_overdue(before: &Ticket, after: &Ticket, talk: &Talk, now: Timestamp) -> Option<AtOnce> {
    let was: Vec<Clock> = of(before, talk, now);
    let same = |one: &Clock, other: &Clock| one.metric == other.metric && one.started == other.started;
    let is_new = |clock: &Clock| {
        let known = was.iter().any(|old| same(old, clock) && old.stand == Stand::Overdue);
        clock.stand == Stand::Overdue && !known && !is_broken(before, clock)
    };
    let new = of(after, talk, now).into_iter().filter(is_new);
    new.min_by_key(Clock::left).map(|clock| AtOnce { metric: clock.metric, by: -clock.left() })
}
