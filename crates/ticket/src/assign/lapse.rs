//! A claim after which nobody answers does not hold a ticket forever (definitions A.3): who claimed is warned, then it goes back.

use crate::{
    Event, GuildConfig, Ticket, TicketType, Timestamp,
    calendar::OpenTime,
    report::Talk,
    sla::{Policy, Side, open_until},
    waiting,
};
use serde::{Deserialize, Serialize};

/// The longest time in minutes of open time: a year of it.
pub const MAX_LAPSE_MINUTES: u32 = crate::sla::MAX_TARGET_MINUTES;

/// How long a claim holds without an answer, in open time; off where it is absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lapse {
    /// Who claimed is warned after so many minutes.
    pub warn_minutes: u32,
    /// The ticket goes back to the queue after so many.
    pub return_minutes: u32,
}

impl Lapse {
    /// Whether the warning comes before the return, and both within a year.
    pub fn is_usable(&self) -> bool {
        (1..=MAX_LAPSE_MINUTES).contains(&self.return_minutes)
            && (1..self.return_minutes).contains(&self.warn_minutes)
    }
}

/// What a claim leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing, unless something happens before.
    Never,
    /// To be looked at again then.
    At(Timestamp),
    /// Who claimed is to be warned: it goes back then.
    Warn(Timestamp),
    /// It goes back.
    Return,
}

/// What a ticket's claim leads to now.
pub fn next(ticket: &Ticket, talk: &Talk, config: &GuildConfig, now: Timestamp) -> Next {
    let found = config.type_or_removed(ticket.ticket_type);
    let (Some(lapse), Some(claim)) = (found.claim_lapse, &ticket.claim) else { return Next::Never };
    if !ticket.is_open() || ticket.paused.is_some() || ticket.snoozed.is_some() {
        return Next::Never;
    }
    // Once staff have answered, it is the times for answers that count.
    if talk.turns.iter().any(|turn| turn.by == Side::Staff && turn.at >= claim.at) {
        return Next::Never;
    }
    let Some(asked) = asked(ticket, talk) else {
        // Nobody waits. Whoever asks after this waits at least as long before there is a warning.
        return Next::At(now.plus_seconds(i64::from(lapse.warn_minutes) * 60));
    };
    let from = claim.at.max(asked).max(ticket.open_since());
    let from = ticket.past.woken().map_or(from, |woken| from.max(woken));
    let open = open_time(&found, config, from);
    let after = |minutes: u32| open_until(&open, from, &ticket.past.paused, i64::from(minutes) * 60_000);
    let (Some(warn_at), Some(return_at)) = (after(lapse.warn_minutes), after(lapse.return_minutes)) else {
        return Next::Never;
    };
    match ticket.past.claim_warned {
        Some((claimed_at, due)) if claimed_at == claim.at => match return_at.max(due) {
            due if due <= now => Next::Return,
            due => Next::At(due),
        },
        // A warning that comes late leaves as much time as one in time.
        _ if warn_at <= now => Next::Warn(return_at.max(Timestamp(now.0 + return_at.0 - warn_at.0))),
        _ => Next::At(warn_at),
    }
}

/// Since when somebody waits for an answer; none where staff had the last word, or said that the member's needs none.
fn asked(ticket: &Ticket, talk: &Talk) -> Option<Timestamp> {
    if waiting::settled_at(ticket, talk).is_some() {
        return None;
    }
    match talk.turns.last() {
        Some(turn) => (turn.by == Side::Member).then_some(turn.at),
        None => (!ticket.past.on_behalf).then_some(ticket.opened_at),
    }
}

/// In the hours of the type's response times, else in those of the guild.
fn open_time(found: &TicketType, config: &GuildConfig, from: Timestamp) -> OpenTime {
    let calendar = found.sla.calendar.clone().or_else(|| config.settings.hours.clone());
    Policy { calendar, ..Policy::default() }.open_time(from)
}

/// The events of a claim that lapses: it is released, and so is an assignment to the same person.
pub(crate) fn release(ticket: &Ticket) -> Vec<Event> {
    let Some(was) = ticket.claim.clone() else { return Vec::new() };
    let by = was.by;
    let mut events =
        vec![Event::ClaimLapsed { by, name: was.name.clone(), claimed_at: was.at }, Event::Unclaimed { was }];
    events.extend(ticket.assignee.filter(|user| *user == by).map(|was| Event::Unassigned { was }));
    events
}
