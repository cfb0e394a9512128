//! Reports: the figures of some days of a guild, for every screen that shows them.

use crate::{
    Failure, Store,
    ports::{Figure, Listing},
};
use std::collections::BTreeMap;
use ticket::{
    GuildId, Timestamp, TypeId, UserId,
    calendar::Zone,
    report::{Cell, Count, Days, EXACT_UP_TO, Kind, Listed, Measure, Percentiles, Period},
};

/// Open tickets that a report looks at one by one.
const MOST_OPEN: u32 = 20_000;
/// Upper ends of the ages of open tickets that are told apart, in hours: a day, three, seven, thirty.
pub const AGES_HOURS: [i64; 4] = [24, 72, 168, 720];

/// What is asked for.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Of which guild.
    pub guild: GuildId,
    /// Of which days.
    pub days: Days,
    /// Only of these types; of all if absent.
    pub types: Option<Vec<TypeId>>,
    /// As of when.
    pub now: Timestamp,
}

/// How things stand now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Now {
    /// Open tickets; more are not looked at than a limit.
    pub open: i64,
    /// Those without an answer by staff.
    pub unanswered: i64,
    /// Since when the longest of them waits.
    pub oldest_unanswered: Option<Timestamp>,
    /// Open tickets by age, by [`AGES_HOURS`] and older.
    pub ages: [i64; 5],
}

/// Opened, closed and reopened in a day or month, and what was open at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    /// The day or month.
    pub period: Period,
    /// Tickets opened.
    pub opened: i64,
    /// Closes.
    pub closed: i64,
    /// Open at the end.
    pub backlog: i64,
}

/// The figures of some days.
#[derive(Clone, Debug)]
pub struct Report {
    /// Which days.
    pub days: Days,
    /// Everything of the tickets together.
    pub total: Cell,
    /// By priority, 0 for low.
    pub by_priority: BTreeMap<i64, Cell>,
    /// By type.
    pub by_type: BTreeMap<i64, Cell>,
    /// By person of the staff; of all types.
    pub by_staff: BTreeMap<UserId, Cell>,
    /// By tag; of all types.
    pub by_tag: BTreeMap<i64, Cell>,
    /// By hour of the week; of all types.
    pub by_hour: BTreeMap<i64, Cell>,
    /// Over time.
    pub points: Vec<Point>,
    /// First responses: of all, and by priority.
    pub first_response: Spread,
    /// Waits for later answers.
    pub next_response: Spread,
    /// Times to the last close.
    pub resolution: Spread,
}

/// Percentiles, of all and by priority.
#[derive(Clone, Debug, Default)]
pub struct Spread {
    /// Of all.
    pub all: Option<Percentiles>,
    /// By priority, 0 for low.
    pub by_priority: BTreeMap<i64, Percentiles>,
}

/// The figures of some days. Percentiles are exact up to [`EXACT_UP_TO`] durations.
///
/// # Errors
/// A [`Failure`] of the store.
pub async fn report(store: &dyn Store, zone: &Zone, ask: &Ask) -> Result<Report, Failure> {
    let ranges = ask.days.ranges();
    let tickets = of_kind(store, ask, Kind::Ticket, &ranges).await?;
    let mut report = Report {
        days: ask.days,
        total: Cell::default(),
        by_priority: BTreeMap::new(),
        by_type: BTreeMap::new(),
        by_staff: BTreeMap::new(),
        by_tag: BTreeMap::new(),
        by_hour: BTreeMap::new(),
        points: Vec::new(),
        first_response: Spread::default(),
        next_response: Spread::default(),
        resolution: Spread::default(),
    };
    for figure in &tickets {
        report.total.merge(&figure.cell);
        report.by_type.entry(figure.one).or_default().merge(&figure.cell);
        report.by_priority.entry(figure.two).or_default().merge(&figure.cell);
    }
    report.points = points(ask.days, &tickets, backlog_before(store, ask).await?);
    for figure in of_kind(store, ask, Kind::Staff, &ranges).await? {
        report.by_staff.entry(UserId::from_i64(figure.one)).or_default().merge(&figure.cell);
    }
    for figure in of_kind(store, ask, Kind::Tag, &ranges).await? {
        report.by_tag.entry(figure.one).or_default().merge(&figure.cell);
    }
    for figure in of_kind(store, ask, Kind::Hour, &ranges).await? {
        report.by_hour.entry(figure.one).or_default().merge(&figure.cell);
    }
    report.first_response = spread(store, zone, ask, &report, Measure::FirstResponse).await?;
    report.next_response = spread(store, zone, ask, &report, Measure::NextResponse).await?;
    report.resolution = spread(store, zone, ask, &report, Measure::TotalResolution).await?;
    Ok(report)
}

/// How things stand now.
///
/// # Errors
/// A [`Failure`] of the store.
pub async fn now(store: &dyn Store, ask: &Ask) -> Result<Now, Failure> {
    let until = Timestamp(i64::MAX);
    let open = store.listed(ask.guild, Listed::Open, Timestamp(0), until, MOST_OPEN).await?;
    let unanswered = store.listed(ask.guild, Listed::Unanswered, Timestamp(0), until, MOST_OPEN).await?;
    let mut now = Now::default();
    for listing in open.iter().filter(|listing| wanted(ask, listing)) {
        now.open += 1;
        let hours = (ask.now.0 - listing.at.0) / 3_600_000;
        now.ages[AGES_HOURS.partition_point(|end| *end <= hours)] += 1;
    }
    for listing in unanswered.iter().filter(|listing| wanted(ask, listing)) {
        now.unanswered += 1;
        let oldest = now.oldest_unanswered.get_or_insert(listing.at);
        *oldest = listing.at.min(*oldest);
    }
    Ok(now)
}

fn wanted(ask: &Ask, listing: &Listing) -> bool {
    ask.types.as_ref().is_none_or(|types| types.contains(&listing.ticket_type))
}

async fn of_kind(
    store: &dyn Store,
    ask: &Ask,
    kind: Kind,
    ranges: &[(Period, Period)],
) -> Result<Vec<Figure>, Failure> {
    let mut found = Vec::new();
    for (from, to) in ranges {
        found.extend(store.cells(ask.guild, kind, *from, *to).await?);
    }
    if kind == Kind::Ticket {
        found.retain(|figure| of_types(ask, figure));
    }
    Ok(found)
}

fn of_types(ask: &Ask, figure: &Figure) -> bool {
    let types = ask.types.as_ref();
    types.is_none_or(|types| types.iter().any(|wanted| i64::from(wanted.0) == figure.one))
}

/// What was open when the days began.
async fn backlog_before(store: &dyn Store, ask: &Ask) -> Result<i64, Failure> {
    let mut left = 0;
    for (from, to) in ask.days.ranges_before() {
        let before = store.counts_in(ask.guild, Kind::Ticket, from, to).await?;
        let wanted = before.iter().filter(|figure| of_types(ask, figure));
        left += wanted.map(|figure| left_open(&figure.cell)).sum::<i64>();
    }
    Ok(left)
}

fn left_open(cell: &Cell) -> i64 {
    cell.get(Count::Opened) + cell.get(Count::Reopened) - cell.get(Count::Closed)
}

fn points(days: Days, tickets: &[Figure], before: i64) -> Vec<Point> {
    let mut sums: BTreeMap<Period, (i64, i64, i64)> = BTreeMap::new();
    for figure in tickets {
        let period = if days.by_day() { figure.period } else { figure.period.month() };
        let sum = sums.entry(period).or_default();
        sum.0 += figure.cell.get(Count::Opened);
        sum.1 += figure.cell.get(Count::Closed);
        sum.2 += left_open(&figure.cell);
    }
    let mut backlog = before;
    days.points()
        .into_iter()
        .map(|period| {
            let (opened, closed, more) = sums.get(&period).copied().unwrap_or_default();
            backlog += more;
            Point { period, opened, closed, backlog }
        })
        .collect()
}

/// Percentiles of a measure: one by one where there are few, from the bins where there are many.
async fn spread(
    store: &dyn Store,
    zone: &Zone,
    ask: &Ask,
    report: &Report,
    measure: Measure,
) -> Result<Spread, Failure> {
    if report.total.durations(measure).count() > i64::from(EXACT_UP_TO) {
        return Ok(told(report, measure));
    }
    let (from, to) = ask.days.instants(zone);
    // Of all types together there may be more than of those that are asked for.
    let most = EXACT_UP_TO.saturating_mul(2);
    let rows = store.listed(ask.guild, Listed::Measured(measure), from, to, most).await?;
    if rows.len() >= most as usize {
        return Ok(told(report, measure));
    }
    let mut all = Vec::with_capacity(rows.len());
    let mut by_priority: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for row in rows.iter().filter(|row| wanted(ask, row)) {
        all.push(row.value);
        by_priority.entry(row.priority).or_default().push(row.value);
    }
    let by_priority = by_priority
        .into_iter()
        .filter_map(|(priority, mut found)| Some((priority, Percentiles::of(&mut found)?)));
    Ok(Spread { by_priority: by_priority.collect(), all: Percentiles::of(&mut all) })
}

fn told(report: &Report, measure: Measure) -> Spread {
    let told = |(priority, cell): (&i64, &Cell)| Some((*priority, Percentiles::told(cell, measure)?));
    let by_priority = report.by_priority.iter().filter_map(told).collect();
    Spread { all: Percentiles::told(&report.total, measure), by_priority }
}
