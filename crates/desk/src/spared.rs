//! What Auto-Assist spared staff in the days of a report, and what it cost.

use crate::{
    Failure, Store,
    ports::{Listing, Spent},
    reports::{Ask, Report},
};
use std::collections::BTreeMap;
use ticket::{
    calendar::Zone,
    report::{Count, Listed, Period, settled_before, share},
};

/// Tickets closed in the last 72 hours without a person that are looked at.
const MOST_PENDING: u32 = 20_000;

/// What came of the tickets that Auto-Assist answered and that were closed in some days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spared {
    /// Tickets it answered that are closed, and settled one way or the other.
    pub closed: i64,
    /// Of them, those that needed nobody (definitions B.1, "AI deflection").
    pub deflected: i64,
    /// Closed without anybody, but so short a time ago that they may still come back: in neither of the two.
    pub pending: i64,
}

impl Spared {
    /// The share that needed nobody.
    pub fn rate(self) -> Option<f64> {
        share(self.deflected, self.closed)
    }

    /// Milliseconds of work that were saved, at so many minutes a ticket.
    pub fn saved(self, minutes: u32) -> i64 {
        self.deflected * i64::from(minutes) * 60_000
    }

    fn with(self, more: Self) -> Self {
        Self {
            closed: self.closed + more.closed,
            deflected: self.deflected + more.deflected,
            pending: self.pending + more.pending,
        }
    }
}

/// What came of tickets, together and by type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Deflection {
    /// Together.
    pub all: Spared,
    /// By type.
    pub by_type: BTreeMap<i64, Spared>,
}

/// What Auto-Assist spared staff in the days of a report.
///
/// # Errors
/// A [`Failure`] of the store.
pub async fn deflection(
    store: &dyn Store,
    zone: &Zone,
    ask: &Ask,
    report: &Report,
) -> Result<Deflection, Failure> {
    let (from, to) = ask.days.instants(zone);
    let recent = from.max(settled_before(ask.now));
    let found = if recent < to && report.total.get(Count::Deflected) > 0 {
        store.listed(ask.guild, Listed::Deflected, recent, to, MOST_PENDING).await?
    } else {
        Vec::new()
    };
    // The 72nd hour is over for what was closed exactly then.
    let waits = |listing: &&Listing| listing.at > settled_before(ask.now);
    let mut told = Deflection::default();
    for (kind, cell) in &report.by_type {
        let of_type = |listing: &&Listing| i64::from(listing.ticket_type.0) == *kind;
        let pending = found.iter().filter(of_type).filter(waits).count();
        let pending = i64::try_from(pending).unwrap_or(i64::MAX);
        let spared = Spared {
            closed: cell.get(Count::AnsweredClosed) - pending,
            deflected: cell.get(Count::Deflected) - pending,
            pending,
        };
        told.all = told.all.with(spared);
        told.by_type.insert(*kind, spared);
    }
    Ok(told)
}

/// What was spent, by the points of a chart. Days of the budget are days in UTC.
///
/// # Errors
/// A [`Failure`] of the store.
pub async fn spent(store: &dyn Store, ask: &Ask) -> Result<Vec<(Period, Spent)>, Failure> {
    let days = ask.days;
    let mut points: BTreeMap<Period, Spent> =
        days.points().into_iter().map(|period| (period, Spent::default())).collect();
    let (first, last) = days.numbers();
    for (day, spent) in store.spent_days(ask.guild, first, last).await? {
        if let Some(point) = days.point(day).and_then(|point| points.get_mut(&point)) {
            *point = point.with(spent);
        }
    }
    Ok(points.into_iter().collect())
}
