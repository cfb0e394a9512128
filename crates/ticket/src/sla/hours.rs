//! When people are told of promises: in their own hours, else in those in which time counts (definitions A.2).

use super::Step;
use crate::{
    Event, GuildConfig, Ticket, Timestamp, Whom,
    calendar::{self, Calendar, OpenTime},
};

/// Days in which it is looked for the next hour of work at once.
const LOOK_DAYS: i64 = 62;

/// From when on somebody is to be told of an event: now, or when they work next. Who has the ticket has hours of their own, or is away;
/// where nothing is known of them, and for roles, the hours of the promise count. A step that is marked as urgent waits for nobody.
pub fn told_from(
    ticket: &Ticket,
    event: &Event,
    whom: Whom,
    config: &GuildConfig,
    now: Timestamp,
) -> Timestamp {
    let urgent = matches!(event, Event::SlaStep { step: Step { urgent: true, .. }, .. });
    let of_promise = ticket.past.promise.as_deref().and_then(|promise| promise.policy.calendar.as_ref());
    match whom {
        _ if urgent => now,
        Whom::Handler | Whom::Snoozer => {
            let handler = match event {
                Event::Woke { was, .. } => Some(was.by),
                _ => ticket.claim.as_ref().map(|claim| claim.by).or(ticket.assignee),
            };
            let known = config.settings.availability.iter().find(|one| Some(one.user) == handler);
            let back = known.and_then(|one| one.away_until).map_or(now, |until| until.max(now));
            opens(known.and_then(|one| one.hours.as_ref()).or(of_promise), back)
        }
        Whom::Role => opens(of_promise, now),
        Whom::Channel if pings(event, config) => opens(of_promise, now),
        Whom::Channel | Whom::Health => now,
    }
}

/// Whether the channel for response times pings its role.
fn pings(event: &Event, config: &GuildConfig) -> bool {
    config.settings.sla_ping.is_some() && matches!(event, Event::SlaBroken { .. })
}

/// The first instant from then on at which it is open.
fn opens(calendar: Option<&Calendar>, from: Timestamp) -> Timestamp {
    let day = 24 * 60 * 60_000;
    let first = |calendar: &Calendar| {
        let zone = calendar::zone(&calendar.zone)?;
        let (start, end) = (Timestamp(from.0 - day), Timestamp(from.0 + LOOK_DAYS * day));
        let open = OpenTime::between(calendar.clone(), zone, start, end);
        // The first millisecond that is open ends one later.
        open.deadline(from, 1).map(|at| Timestamp(at.0 - 1))
    };
    calendar.and_then(first).unwrap_or(from)
}
