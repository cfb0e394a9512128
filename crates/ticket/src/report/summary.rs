//! What a report says of some days.

use super::{
    RESOLUTION_BINS,
    cell::{Cell, Count, Measure},
    exact_of,
    fact::index,
    period::{self, Period},
    ranks,
};
use crate::{Timestamp, sla::Metric};
use jiff::{ToSpan, civil::Date, tz::TimeZone};

/// Most days of which each has a point of its own in a chart; of more, each month has.
pub const MOST_DAYS_SHOWN: i64 = 92;
/// Most days of a report: ten years.
pub const MOST_DAYS: i64 = 3660;
/// Ratings from which a person's average is shown (definitions A.8).
pub const FEWEST_RATINGS: i64 = 5;
/// Durations from which percentiles are shown, and from which they are more than a hint (definitions B.1).
pub const FEWEST_DURATIONS: i64 = 5;
/// Percentiles of fewer durations than this are a hint only.
pub const FEW_DURATIONS: i64 = 20;
/// How many ratings of the guild's average weigh in a person's (definitions A.8).
const PRIOR_RATINGS: f64 = 10.0;
/// So many standard deviations to both sides hold 95 of 100.
const Z_95: f64 = 1.959_963_984_540_054;
/// Day 0.
const EPOCH: Date = jiff::civil::date(1970, 1, 1);

/// Some days, the first and the last included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// The first.
    pub first: Date,
    /// The last.
    pub last: Date,
}

impl Days {
    /// From one date to another, at most [`MOST_DAYS`]; the order does not matter.
    pub fn new(one: Date, other: Date) -> Self {
        let (first, last) = (one.min(other), one.max(other));
        Self { first: first.max(last.saturating_sub((MOST_DAYS - 1).days())), last }
    }

    /// The last so many days, today included.
    pub fn until(today: Date, days: i64) -> Self {
        Self::new(today.saturating_sub((days.clamp(1, MOST_DAYS) - 1).days()), today)
    }

    /// So many days that end so many days after a date.
    pub fn after(date: Date, offset: i64, days: i64) -> Self {
        Self::until(date.saturating_add(offset.clamp(-MOST_DAYS, MOST_DAYS).days()), days)
    }

    /// How many.
    pub fn count(self) -> i64 {
        self.first.until(self.last).map_or(0, |span| i64::from(span.get_days())) + 1
    }

    /// As many days just before.
    pub fn before(self) -> Self {
        let last = self.first.saturating_sub(1.day());
        Self { first: last.saturating_sub((self.count() - 1).days()), last }
    }

    /// Whether each day has a point in charts.
    pub fn by_day(self) -> bool {
        self.count() <= MOST_DAYS_SHOWN
    }

    /// Its days.
    pub fn range(self) -> (Period, Period) {
        (Period::day(self.first), Period::day(self.last))
    }

    /// The ranges of cells to read: each day where charts show days, else whole months and the days beside them.
    pub fn ranges(self) -> Vec<(Period, Period)> {
        if self.by_day() { vec![self.range()] } else { self.cover() }
    }

    /// The fewest cells that make them up: whole months and the days beside them.
    pub fn cover(self) -> Vec<(Period, Period)> {
        period::cover(self.first, self.last)
    }

    /// The ranges of everything before.
    pub fn ranges_before(self) -> Vec<(Period, Period)> {
        self.first.yesterday().map_or_else(|_| Vec::new(), |last| period::cover(EPOCH, last))
    }

    /// The instants from the beginning of the first to the end of the last.
    pub fn instants(self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let after = self.last.tomorrow().unwrap_or(self.last);
        (period::begins(zone, self.first), period::begins(zone, after))
    }

    /// The first and the last as days since 1970.
    pub fn numbers(self) -> (i64, i64) {
        let number = |date: Date| EPOCH.until(date).map_or(0, |span| i64::from(span.get_days()));
        (number(self.first), number(self.last))
    }

    /// The point of a chart that this day since 1970 is in.
    pub fn point(self, day: i64) -> Option<Period> {
        let date = EPOCH.checked_add(jiff::Span::new().try_days(day).ok()?).ok()?;
        let period = Period::day(date);
        Some(if self.by_day() { period } else { period.month() })
    }

    /// The points of a chart: days, or months.
    pub fn points(self) -> Vec<Period> {
        let mut points = Vec::new();
        let mut date = self.first;
        while date <= self.last {
            let period = Period::day(date);
            points.push(if self.by_day() { period } else { period.month() });
            let next =
                if self.by_day() { date.tomorrow() } else { date.first_of_month().checked_add(1.month()) };
            let Ok(next) = next else { break };
            date = next;
        }
        points
    }
}

/// Median and 95th percentile of some durations, in milliseconds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Percentiles {
    /// Of how many.
    pub count: i64,
    /// The mean.
    pub mean: f64,
    /// Half took no longer.
    pub median: f64,
    /// 95 of 100 took no longer.
    pub p95: f64,
    /// Whether each was looked at; else they are at most 1.6 % off.
    pub exact: bool,
    /// Whether the median, and the 95th percentile, fall among those that are not over yet: then they are as long at least.
    pub at_least: (bool, bool),
}

impl Percentiles {
    /// Looks at each; changes their order.
    pub fn of(durations: &mut [i64]) -> Option<Self> {
        let count = i64::try_from(durations.len()).ok()?;
        let mean = durations.iter().map(|one| *one as f64).sum::<f64>() / count as f64;
        Some(Self {
            count,
            mean,
            median: exact_of(durations, 0.5)?,
            p95: exact_of(durations, 0.95)?,
            exact: true,
            at_least: (false, false),
        })
    }

    /// From the bins of a cell.
    pub fn told(cell: &Cell, measure: Measure) -> Option<Self> {
        let bins = cell.durations(measure);
        let (median, p95) = (bins.percentile(0.5)?, bins.percentile(0.95)?);
        Some(Self {
            count: bins.count(),
            mean: bins.mean()?,
            median,
            p95,
            exact: false,
            at_least: (false, false),
        })
    }

    /// As [`Percentiles::of`], with those that are not over yet as longer than all that are (definitions B.1): `running` holds how long each lasts
    /// so far, and a percentile that falls among them is told as the least that it can be.
    pub fn conservative(over: &mut [i64], running: &[i64]) -> Option<Self> {
        let count = over.len() + running.len();
        over.sort_unstable();
        let known = |share: f64| {
            let (low, high, part) = ranks(count, share);
            let (low, high) = (*over.get(low)? as f64, *over.get(high)? as f64);
            Some(low + (high - low) * part)
        };
        let known = [known(0.5), known(0.95)];
        let mut all: Vec<i64> = over.iter().chain(running).copied().collect();
        let least = Self::of(&mut all)?;
        let [median, p95] = known;
        Some(Self {
            median: median.unwrap_or(least.median),
            p95: p95.unwrap_or(least.p95),
            at_least: (median.is_none(), p95.is_none()),
            ..least
        })
    }

    /// The same from the bins of a cell.
    pub fn told_conservatively(cell: &Cell, measure: Measure, running: &[i64]) -> Option<Self> {
        let over = cell.durations(measure);
        let mut all = over.clone();
        running.iter().for_each(|one| all.add(*one, 1));
        let last = (all.count() - 1).max(0) as f64;
        // Where a percentile of all falls among those that are over.
        let known = |share: f64| {
            let (rank, of) = (share * last, (over.count() - 1) as f64);
            if rank.ceil() > of { None } else { over.percentile(if of > 0.0 { rank / of } else { 0.0 }) }
        };
        let [median, p95] = [known(0.5), known(0.95)];
        Some(Self {
            count: all.count(),
            mean: all.mean()?,
            median: median.or_else(|| all.percentile(0.5))?,
            p95: p95.or_else(|| all.percentile(0.95))?,
            exact: false,
            at_least: (median.is_none(), p95.is_none()),
        })
    }

    /// Whether there are so few that they are a hint only.
    pub fn is_hint(&self) -> bool {
        self.count < FEW_DURATIONS
    }
}

/// How a promise was kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// In time.
    pub met: i64,
    /// Too late.
    pub late: i64,
    /// Not yet, and too late already.
    pub overdue: i64,
    /// Nobody waited for it any more.
    pub cancelled: i64,
}

impl Kept {
    /// Of one promise.
    pub fn of(cell: &Cell, metric: Metric) -> Self {
        let metric = index(metric);
        Self {
            met: cell.get(Count::Met(metric)),
            late: cell.get(Count::Late(metric)),
            overdue: cell.get(Count::Overdue(metric)),
            cancelled: cell.get(Count::Cancelled(metric)),
        }
    }

    /// How many were due; what nobody waited for does not count.
    pub fn due(self) -> i64 {
        self.met + self.late + self.overdue
    }

    /// The share that was kept in time.
    pub fn share(self) -> Option<f64> {
        share(self.met, self.due())
    }
}

/// Ratings by stars.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ratings(pub [i64; 5]);

impl Ratings {
    /// Those of a cell.
    pub fn of(cell: &Cell) -> Self {
        Self([1, 2, 3, 4, 5].map(|stars| cell.get(Count::Rated(stars))))
    }

    /// How many.
    pub fn count(self) -> i64 {
        self.0.iter().sum()
    }

    /// The mean of the stars.
    pub fn mean(self) -> Option<f64> {
        let stars: i64 = self.0.iter().zip(1..).map(|(count, stars)| count * stars).sum();
        share(stars, self.count())
    }

    /// How many are of 4 and 5 stars.
    pub fn good(self) -> i64 {
        self.0[3] + self.0[4]
    }

    /// The share of 4 and 5 stars.
    pub fn satisfied(self) -> Option<f64> {
        share(self.0[3] + self.0[4], self.count())
    }

    /// A person's average, drawn towards the guild's where there are few ratings; none under five.
    pub fn average(self, guild: Self) -> Option<f64> {
        let (mean, count) = (guild.mean()?, self.count() as f64);
        let sum = self.mean()? * count;
        (self.count() >= FEWEST_RATINGS).then(|| (PRIOR_RATINGS * mean + sum) / (PRIOR_RATINGS + count))
    }
}

/// How many closed tickets took how long: 15 minutes, 1, 4, 8, 24 hours, 3, 7, 30 days, more.
pub fn resolutions(cell: &Cell) -> Vec<i64> {
    (0..=RESOLUTION_BINS.len())
        .map(|bin| cell.get(Count::Resolved(u8::try_from(bin).unwrap_or(u8::MAX))))
        .collect()
}

/// Tickets that are closed; one that was closed twice counts once.
pub fn done(cell: &Cell) -> i64 {
    resolutions(cell).iter().sum()
}

/// Between which shares the true one lies in 95 of 100 cases, however few were asked (Wilson's score interval); none of nothing.
pub fn interval(part: i64, whole: i64) -> Option<(f64, f64)> {
    let (share, n) = (share(part, whole)?, whole as f64);
    let z2 = Z_95 * Z_95;
    let middle = (share + z2 / (2.0 * n)) / (1.0 + z2 / n);
    let half = Z_95 / (1.0 + z2 / n) * (share * (1.0 - share) / n + z2 / (4.0 * n * n)).sqrt();
    Some(((middle - half).max(0.0), (middle + half).min(1.0)))
}

/// A part of a whole; none of nothing.
pub fn share(part: i64, whole: i64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
