//! Reports: the figures of some days of a guild, for every screen that shows them.

use crate::{
    Failure, Store,
    ports::{Figure, Listing, Total},
};
use std::collections::BTreeMap;
use ticket::{
    GuildId, Timestamp, TypeId, UserId,
    calendar::{self, Zone},
    report::{Cell, Count, Days, EXACT_UP_TO, Kind, Listed, Measure, Percentiles, Period},
};

/// Open tickets that a report looks at one by one.
const MOST_OPEN: u32 = 20_000;
/// Hours from Monday's first to Sunday's last.
const HOURS_OF_WEEK: u8 = 168;
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
    /// Which first answers count.
    pub first: First,
}

/// Which first answers a report is about (definitions B.1).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum First {
    /// Of tickets opened in the days, as far as they were answered.
    #[default]
    Opened,
    /// Of tickets opened in the days; those that wait for one still count as longer than all others.
    Waiting,
    /// Given in the days, whenever the ticket was opened.
    Given,
    /// Of tickets opened in the days, as far as they were answered; only the time counts in which the hours of their promise were open.
    OpenHours,
}

impl First {
    /// What they are kept as.
    pub fn measure(self) -> Measure {
        match self {
            Self::Opened | Self::Waiting => Measure::FirstResponse,
            Self::Given => Measure::FirstResponseGiven,
            Self::OpenHours => Measure::FirstResponseOpen,
        }
    }
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
    /// By tag.
    pub by_tag: BTreeMap<i64, Cell>,
    /// By hour of the week; durations only where all types are asked for.
    pub by_hour: BTreeMap<i64, Cell>,
    /// Over time.
    pub points: Vec<Point>,
    /// First responses: of all, and by priority.
    pub first_response: Spread,
    /// Tickets opened in the days that wait for a first answer still, by priority, 0 for low: since when each does.
    pub unanswered: BTreeMap<i64, Vec<Timestamp>>,
    /// Waits for later answers.
    pub next_response: Spread,
    /// Times to the first claim.
    pub claim: Spread,
    /// Times to the last close.
    pub resolution: Spread,
    /// Times to the first close.
    pub first_close: Spread,
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
pub async fn report(store: &dyn Store, ask: &Ask) -> Result<Report, Failure> {
    let (ranges, whole) = (ask.days.ranges(), ask.days.cover());
    let (tickets, staff, tags, hours, before, timed, staff_first, staff_next, hours_first, unanswered) = tokio::try_join!(
        counts(store, ask, Kind::Ticket, &ranges),
        counts(store, ask, Kind::Staff, &whole),
        counts(store, ask, Kind::Tag, &whole),
        counts(store, ask, Kind::Hour, &whole),
        backlog_before(store, ask),
        timed(store, ask, &whole),
        store.timed(ask.guild, Kind::Staff, Measure::FirstResponse, &whole),
        store.timed(ask.guild, Kind::Staff, Measure::NextResponse, &whole),
        store.timed(ask.guild, Kind::Hour, Measure::FirstResponse, &whole),
        unanswered(store, ask),
    )?;
    let mut report = Report {
        days: ask.days,
        total: Cell::default(),
        by_priority: BTreeMap::new(),
        by_type: BTreeMap::new(),
        by_staff: BTreeMap::new(),
        by_tag: merged(tags),
        by_hour: by_hour(&hours),
        points: points(ask.days, &tickets, before),
        first_response: Spread::default(),
        unanswered,
        next_response: Spread::default(),
        claim: Spread::default(),
        resolution: Spread::default(),
        first_close: Spread::default(),
    };
    let mut kinds: BTreeMap<(i64, i64), Cell> = BTreeMap::new();
    for figure in &tickets {
        kinds.entry((figure.one, figure.two)).or_default().merge(&figure.cell);
    }
    for (measure, totals) in timed_of(ask).into_iter().zip(timed) {
        for total in totals {
            kinds.entry((total.one, total.two)).or_default().set_durations(measure, total.durations);
        }
    }
    for ((kind, priority), cell) in &kinds {
        report.total.merge(cell);
        report.by_type.entry(*kind).or_default().merge(cell);
        report.by_priority.entry(*priority).or_default().merge(cell);
    }
    let mut staff = merged(staff);
    with_durations(&mut staff, Measure::FirstResponse, staff_first);
    with_durations(&mut staff, Measure::NextResponse, staff_next);
    if ask.types.is_none() {
        with_durations(&mut report.by_hour, Measure::FirstResponse, hours_first);
    }
    report.by_staff = staff.into_iter().map(|(user, cell)| (UserId::from_i64(user), cell)).collect();
    let spread = |measure| spread(store, ask, &report, measure);
    let [first, next, claim, resolution, first_close] = timed_of(ask).map(spread);
    let (first, next, claim, resolution, first_close) =
        tokio::try_join!(first, next, claim, resolution, first_close)?;
    (report.first_response, report.next_response) = (first, next);
    (report.claim, report.resolution, report.first_close) = (claim, resolution, first_close);
    Ok(report)
}

/// What is told of durations.
fn timed_of(ask: &Ask) -> [Measure; 5] {
    let first = ask.first.measure();
    [first, Measure::NextResponse, Measure::Claim, Measure::TotalResolution, Measure::FirstResolution]
}

/// Tickets opened in the days that nobody has answered, by priority.
async fn unanswered(store: &dyn Store, ask: &Ask) -> Result<BTreeMap<i64, Vec<Timestamp>>, Failure> {
    let name = store.figures_zone(ask.guild).await?;
    let zone = name.as_deref().and_then(calendar::zone).unwrap_or(Zone::UTC);
    let (from, to) = ask.days.instants(&zone);
    let mut found: BTreeMap<i64, Vec<Timestamp>> = BTreeMap::new();
    let listed = store.listed(ask.guild, Listed::Unanswered, from, to, MOST_OPEN).await?;
    for listing in listed.iter().filter(|listing| wanted(ask, listing)) {
        found.entry(listing.priority).or_default().push(listing.at);
    }
    Ok(found)
}

/// The durations of [`timed_of`], by type and priority.
async fn timed(
    store: &dyn Store,
    ask: &Ask,
    ranges: &[(Period, Period)],
) -> Result<[Vec<Total>; 5], Failure> {
    let of = |measure| store.timed(ask.guild, Kind::Ticket, measure, ranges);
    let [first, next, claim, resolution, first_close] = timed_of(ask).map(of);
    let found: [Vec<Total>; 5] = tokio::try_join!(first, next, claim, resolution, first_close)?.into();
    Ok(found.map(|totals| totals.into_iter().filter(|total| of_types(ask, total.one)).collect()))
}

/// Days and months together, by what they are told apart by.
fn merged(figures: Vec<Figure>) -> BTreeMap<i64, Cell> {
    let mut merged: BTreeMap<i64, Cell> = BTreeMap::new();
    for figure in figures {
        merged.entry(figure.one).or_default().merge(&figure.cell);
    }
    merged
}

fn with_durations(cells: &mut BTreeMap<i64, Cell>, measure: Measure, totals: Vec<Total>) {
    for total in totals {
        cells.entry(total.one).or_default().set_durations(measure, total.durations);
    }
}

/// What was opened by hour of the week: a cell for each in which something was.
fn by_hour(figures: &[Figure]) -> BTreeMap<i64, Cell> {
    let mut all = Cell::default();
    figures.iter().for_each(|figure| all.merge(&figure.cell));
    let mut hours: BTreeMap<i64, Cell> = BTreeMap::new();
    for hour in 0..HOURS_OF_WEEK {
        let opened = all.get(Count::OpenedAt(hour));
        if opened != 0 {
            hours.entry(i64::from(hour)).or_default().count(Count::Opened, opened);
        }
    }
    hours
}

/// The report of some days, of as many before them, and how things stand now: what a page of reports shows.
///
/// # Errors
/// A [`Failure`] of the store.
pub async fn compared(store: &dyn Store, ask: &Ask) -> Result<(Report, Report, Now), Failure> {
    let earlier = Ask { days: ask.days.before(), ..ask.clone() };
    tokio::try_join!(report(store, ask), report(store, &earlier), now(store, ask))
}

/// How things stand now.
///
/// # Errors
/// A [`Failure`] of the store.
pub async fn now(store: &dyn Store, ask: &Ask) -> Result<Now, Failure> {
    let until = Timestamp(i64::MAX);
    let (open, unanswered) = tokio::try_join!(
        store.listed(ask.guild, Listed::Open, Timestamp(0), until, MOST_OPEN),
        store.listed(ask.guild, Listed::Unanswered, Timestamp(0), until, MOST_OPEN),
    )?;
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

async fn counts(
    store: &dyn Store,
    ask: &Ask,
    kind: Kind,
    ranges: &[(Period, Period)],
) -> Result<Vec<Figure>, Failure> {
    let mut found = store.counted(ask.guild, kind, ranges).await?;
    match kind {
        Kind::Ticket => found.retain(|figure| of_types(ask, figure.one)),
        Kind::Tag | Kind::Hour => found.retain(|figure| of_types(ask, figure.two)),
        Kind::Staff => {}
    }
    Ok(found)
}

fn of_types(ask: &Ask, kind: i64) -> bool {
    let types = ask.types.as_ref();
    types.is_none_or(|types| types.iter().any(|wanted| i64::from(wanted.0) == kind))
}

/// What was open when the days began.
async fn backlog_before(store: &dyn Store, ask: &Ask) -> Result<i64, Failure> {
    let before = counts(store, ask, Kind::Ticket, &ask.days.ranges_before()).await?;
    Ok(before.iter().map(|figure| left_open(&figure.cell)).sum())
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
async fn spread(store: &dyn Store, ask: &Ask, report: &Report, measure: Measure) -> Result<Spread, Failure> {
    let running = match (ask.first, measure) {
        (First::Waiting, Measure::FirstResponse) => {
            let lasts = |since: &Timestamp| (ask.now.0 - since.0).max(0);
            report.unanswered.iter().map(|(of, all)| (*of, all.iter().map(lasts).collect())).collect()
        }
        _ => BTreeMap::<i64, Vec<i64>>::new(),
    };
    let all_running: Vec<i64> = running.values().flatten().copied().collect();
    if report.total.durations(measure).count() > i64::from(EXACT_UP_TO) {
        return Ok(told(report, measure, (&running, &all_running)));
    }
    let (days, types) = (ask.days.range(), ask.types.as_deref());
    let mut by_priority = store.durations(ask.guild, measure, days, types).await?;
    let mut all: Vec<i64> = by_priority.values().flatten().copied().collect();
    for priority in running.keys() {
        by_priority.entry(*priority).or_default();
    }
    let told = |(priority, found): (&i64, &mut Vec<i64>)| {
        let told = match running.get(priority) {
            Some(running) => Percentiles::conservative(found, running),
            None => Percentiles::of(found),
        };
        Some((*priority, told?))
    };
    let by_priority = by_priority.iter_mut().filter_map(told).collect();
    let all = match all_running.is_empty() {
        true => Percentiles::of(&mut all),
        false => Percentiles::conservative(&mut all, &all_running),
    };
    Ok(Spread { by_priority, all })
}

fn told(report: &Report, measure: Measure, running: (&BTreeMap<i64, Vec<i64>>, &[i64])) -> Spread {
    let one = |cell: &Cell, running: &[i64]| match running {
        [] => Percentiles::told(cell, measure),
        running => Percentiles::told_conservatively(cell, measure, running),
    };
    let told = |(priority, cell): (&i64, &Cell)| {
        let running = running.0.get(priority).map_or(&[][..], Vec::as_slice);
        Some((*priority, one(cell, running)?))
    };
    let by_priority = report.by_priority.iter().filter_map(told).collect();
    Spread { all: one(&report.total, running.1), by_priority }
}
