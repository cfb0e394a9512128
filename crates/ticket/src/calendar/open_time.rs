//! A calendar as instants.

use super::{Calendar, Hours, MS_PER_DAY};
use crate::Timestamp;
use jiff::{
    civil::{Date, DateTime},
    tz::{AmbiguousOffset, TimeZone},
};
use std::sync::Arc;

/// Days before and after an instant that [`OpenTime::around`] holds ready.
const READY_DAYS: i64 = 2 * 366;
/// Days after its start in which a deadline is looked for, 40 years; one that lies later is as good as none.
const FURTHEST_DAYS: i64 = 40 * 366;
/// What is looked at: 1970 to 2300. Nothing happens to tickets outside.
const EARLIEST: i64 = 0;
const LATEST: i64 = 10_413_792_000_000;

/// From one instant to another, in Unix milliseconds, with the open time of all spans before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Span {
    from: i64,
    to: i64,
    before: i64,
}

/// When a calendar is open, ready to be asked. Cheap to clone.
#[derive(Clone, Debug)]
pub struct OpenTime(Option<Arc<Ready>>);

/// A calendar with a stretch of its open time.
#[derive(Debug)]
struct Ready {
    calendar: Calendar,
    zone: TimeZone,
    window: (i64, i64),
    spans: Vec<Span>,
}

impl OpenTime {
    /// Day and night.
    pub fn always() -> Self {
        Self(None)
    }

    /// By a calendar; two years before and after `now` are held ready. What lies outside is right too, and slower. None if there is
    /// no such time zone.
    pub fn around(calendar: &Calendar, now: Timestamp) -> Option<Self> {
        let zone = super::zone(&calendar.zone)?;
        let reach = READY_DAYS * MS_PER_DAY;
        let day = now.0 - now.0.rem_euclid(MS_PER_DAY);
        Some(Self::between(calendar.clone(), zone, Timestamp(day - reach), Timestamp(day + reach)))
    }

    /// By a calendar, holding the time from one instant to another ready.
    pub fn between(calendar: Calendar, zone: TimeZone, from: Timestamp, to: Timestamp) -> Self {
        let window = clamped(from.0, to.0);
        let spans = spans(&calendar, &zone, window);
        Self(Some(Arc::new(Ready { calendar, zone, window, spans })))
    }

    /// Whether what is held ready has no open time.
    pub fn is_empty(&self) -> bool {
        self.0.as_ref().is_some_and(|ready| ready.spans.is_empty())
    }

    /// Whether it is open at this instant.
    pub fn is_open(&self, at: Timestamp) -> bool {
        self.elapsed(at, Timestamp(at.0.saturating_add(1))) > 0
    }

    /// The open time in `[from, to)`, in milliseconds; 0 if `to` is not after `from`.
    pub fn elapsed(&self, from: Timestamp, to: Timestamp) -> i64 {
        if to <= from {
            return 0;
        }
        match &self.0 {
            None => to.0.saturating_sub(from.0),
            Some(ready) if ready.window.0 <= from.0 && to.0 <= ready.window.1 => {
                open_before(&ready.spans, to.0) - open_before(&ready.spans, from.0)
            }
            Some(ready) => {
                let spans = spans(&ready.calendar, &ready.zone, clamped(from.0, to.0));
                spans.last().map_or(0, |last| last.before + last.to - last.from)
            }
        }
    }

    /// The first instant at which so many milliseconds of open time have passed since `from`; `from` itself for none. `None` if that
    /// is not within 40 years.
    pub fn deadline(&self, from: Timestamp, open_ms: i64) -> Option<Timestamp> {
        if open_ms <= 0 {
            return Some(from);
        }
        let Some(ready) = &self.0 else { return Some(Timestamp(from.0.saturating_add(open_ms))) };
        let near = (ready.window.0..=ready.window.1).contains(&from.0);
        let found = near.then(|| reached(&ready.spans, from.0, open_ms)).flatten();
        found.or_else(|| ready.searched(from, open_ms))
    }
}

impl Ready {
    /// A deadline outside of what is held ready.
    fn searched(&self, from: Timestamp, open_ms: i64) -> Option<Timestamp> {
        let mut days = 32;
        loop {
            let window = clamped(from.0, from.0.saturating_add(days * MS_PER_DAY));
            let found = reached(&spans(&self.calendar, &self.zone, window), from.0, open_ms);
            if found.is_some() || days >= FURTHEST_DAYS {
                return found;
            }
            days = (days * 8).min(FURTHEST_DAYS);
        }
    }
}

fn clamped(from: i64, to: i64) -> (i64, i64) {
    (from.clamp(EARLIEST, LATEST), to.clamp(EARLIEST, LATEST))
}

/// All open time before this instant.
fn open_before(spans: &[Span], at: i64) -> i64 {
    let after = spans.partition_point(|span| span.from < at);
    after.checked_sub(1).map_or(0, |last| {
        let span = spans[last];
        span.before + at.min(span.to) - span.from
    })
}

/// The instant at which so much open time has passed, if it is within the spans.
fn reached(spans: &[Span], from: i64, open_ms: i64) -> Option<Timestamp> {
    let wanted = open_before(spans, from).checked_add(open_ms)?;
    let enough = spans.partition_point(|span| span.before + (span.to - span.from) < wanted);
    spans.get(enough).map(|span| Timestamp(span.from + wanted - span.before))
}

/// The open spans within the window: sorted, apart, none empty.
fn spans(calendar: &Calendar, zone: &TimeZone, window: (i64, i64)) -> Vec<Span> {
    let mut found = Vec::new();
    if let (Some(first), Some(last)) = (local_date(zone, window.0), local_date(zone, window.1)) {
        // Hours of the day before may run into the window; where a whole day is skipped, those of the day before that.
        let mut date = first.saturating_sub(jiff::Span::new().days(2));
        while date <= last {
            for hours in calendar.opening_on(date) {
                let (from, to) = edges(zone, date, *hours);
                let (from, to) = (from.max(window.0), to.min(window.1));
                if from < to {
                    found.push((from, to));
                }
            }
            match date.tomorrow() {
                Ok(next) => date = next,
                Err(_) => break,
            }
        }
    }
    found.sort_unstable();
    joined(&found)
}

fn joined(sorted: &[(i64, i64)]) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::with_capacity(sorted.len());
    for &(from, to) in sorted {
        match spans.last_mut() {
            Some(last) if from <= last.to => last.to = last.to.max(to),
            last => {
                let before = last.map_or(0, |last| last.before + (last.to - last.from));
                spans.push(Span { from, to, before });
            }
        }
    }
    spans
}

fn local_date(zone: &TimeZone, at: i64) -> Option<Date> {
    let at = jiff::Timestamp::from_millisecond(at).ok()?;
    Some(zone.to_datetime(at).date())
}

/// The instants at which hours that open on this date begin and end.
fn edges(zone: &TimeZone, date: Date, hours: Hours) -> (i64, i64) {
    let opens = instant(zone, local(date, hours.opens()), Edge::Opening);
    let closes = instant(zone, local(date, hours.closes()), Edge::Closing);
    (opens, closes)
}

/// A local time by the minutes since the start of a date, up to two days.
fn local(date: Date, minute: u16) -> DateTime {
    let days = i64::from(minute / (24 * 60));
    let rest = minute % (24 * 60);
    let date = date.saturating_add(jiff::Span::new().days(days));
    // In range: an hour is below 24 and a minute below 60.
    date.at((rest / 60) as i8, (rest % 60) as i8, 0, 0)
}

#[derive(Clone, Copy)]
enum Edge {
    Opening,
    Closing,
}

/// The instant that a local time means.
fn instant(zone: &TimeZone, local: DateTime, edge: Edge) -> i64 {
    let at =
        |offset: jiff::tz::Offset| offset.to_timestamp(local).map_or(LATEST, jiff::Timestamp::as_millisecond);
    match zone.to_ambiguous_timestamp(local).offset() {
        AmbiguousOffset::Unambiguous { offset } => at(offset),
        AmbiguousOffset::Fold { before, after } => match edge {
            Edge::Opening => at(before),
            Edge::Closing => at(after),
        },
        AmbiguousOffset::Gap { after, .. } => {
            // Read with the later offset, a skipped time lies before the change that skips it.
            let early = jiff::Timestamp::from_millisecond(at(after)).unwrap_or(jiff::Timestamp::MAX);
            let change = zone.following(early).find(|change| change.offset() == after);
            change.map_or_else(|| at(after), |change| change.timestamp().as_millisecond())
        }
    }
}
