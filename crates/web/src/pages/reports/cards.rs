//! What is on the page: figures on top, and below cards with a chart, its table, and what its numbers mean.

use super::{
    Found,
    charts::{self, Mark},
    numbers::{decimal, duration, none, percent, whole},
    people, query,
};
use desk::reports::{AGES_HOURS, Spread};
use ticket::{
    Priority, TypeId,
    report::{
        Cell, Count, FEWEST_DURATIONS, Kept, Listed, Measure, Percentiles, Period, RESOLUTION_BINS, Ratings,
        done, priority_number, resolutions, share,
    },
    say,
    settings::Locale,
    sla::Metric,
    text,
};

/// A figure on top.
pub(super) struct Tile {
    pub(super) label: String,
    pub(super) value: String,
    pub(super) note: String,
    pub(super) about: String,
    pub(super) href: Option<String>,
}

/// A value in a table: for people, and for spreadsheets.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) shown: String,
    pub(super) raw: String,
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        let shown = text.into();
        Self { raw: shown.clone(), shown }
    }
    pub(super) fn number(l: Locale, number: i64) -> Self {
        Self { shown: whole(l, number), raw: number.to_string() }
    }
    pub(super) fn share(l: Locale, share: Option<f64>) -> Self {
        Self { shown: percent(l, share), raw: share.map_or_else(String::new, |share| format!("{share:.4}")) }
    }
    pub(super) fn decimal(l: Locale, value: Option<f64>) -> Self {
        Self {
            shown: value.map_or_else(none, |value| decimal(l, value, 2)),
            raw: value.map_or_else(String::new, |value| format!("{value:.2}")),
        }
    }
    /// Spreadsheets get seconds.
    pub(super) fn duration(l: Locale, value: Option<f64>) -> Self {
        Self {
            shown: value.map_or_else(none, |value| duration(l, value)),
            raw: value.map_or_else(String::new, |value| format!("{:.0}", value / 1000.0)),
        }
    }
}

/// A card.
pub(super) struct Card {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) about: String,
    pub(super) note: String,
    pub(super) legend: Vec<(&'static str, String)>,
    pub(super) svg: Option<String>,
    pub(super) heads: Vec<String>,
    pub(super) rows: Vec<Vec<Value>>,
    pub(super) wide: bool,
}

/// How much something changed from the equal period before.
fn change(l: Locale, now: f64, before: f64) -> String {
    if before <= 0.0 {
        return say!(l, "report-before-none");
    }
    let percent = ((now - before) / before * 100.0).round() as i64;
    match percent {
        0 => say!(l, "report-same"),
        1.. => say!(l, "report-more", percent = percent),
        _ => say!(l, "report-less", percent = -percent),
    }
}

/// Where the tickets behind a number are listed.
pub(super) fn behind(found: &Found, listed: Listed, more: &str) -> String {
    let query = query(found.report.days, found.kind);
    format!("/g/{}/reports/tickets?{query}&of={}{more}", found.guild, listed.number())
}

pub(super) fn tiles(found: &Found) -> Vec<Tile> {
    let l = found.l;
    let (total, before) = (&found.report.total, &found.before.total);
    let counted = |key: String, about: String, count: Count, listed: Listed| Tile {
        label: key,
        value: whole(l, total.get(count)),
        note: change(l, total.get(count) as f64, before.get(count) as f64),
        about,
        href: Some(behind(found, listed, "")),
    };
    let unanswered = match found.now.oldest_unanswered {
        Some(oldest) => say!(
            l,
            "report-unanswered",
            count = found.now.unanswered,
            age = duration(l, (found.as_of.0 - oldest.0) as f64)
        ),
        None => say!(l, "report-unanswered-none"),
    };
    let broken = |cell: &Cell| share(cell.get(Count::Breached), cell.get(Count::Promised));
    let ratings = Ratings::of(total);
    vec![
        Tile {
            label: say!(l, "report-open-now"),
            value: whole(l, found.now.open),
            note: unanswered,
            about: say!(l, "report-open-now-about"),
            href: Some(behind(found, Listed::Open, "")),
        },
        counted(say!(l, "report-opened"), say!(l, "report-opened-about"), Count::Opened, Listed::Opened),
        counted(
            say!(l, "report-closed"),
            say!(l, "report-closed-about"),
            Count::Closed,
            Listed::Measured(Measure::TotalResolution),
        ),
        Tile {
            label: say!(l, "report-open-rate"),
            value: decimal(l, total.get(Count::Opened) as f64 / found.report.days.count() as f64, 1),
            note: say!(l, "report-a-day"),
            about: say!(l, "report-open-rate-about"),
            href: None,
        },
        timed(found, say!(l, "report-first-response"), Measure::FirstResponse),
        timed(found, say!(l, "report-resolution"), Measure::TotalResolution),
        Tile {
            label: say!(l, "report-breach-rate"),
            value: percent(l, broken(total)),
            note: match total.get(Count::Promised) {
                0 => say!(l, "report-nothing-due"),
                due => say!(l, "report-of-due", count = due),
            },
            about: say!(l, "report-breach-rate-about"),
            href: Some(behind(found, Listed::Broken(Metric::FirstResponse), "")),
        },
        Tile {
            label: say!(l, "report-satisfied"),
            value: percent(l, ratings.satisfied()),
            note: match ratings.mean() {
                Some(mean) => say!(l, "report-mean-of", mean = decimal(l, mean, 2), count = ratings.count()),
                None => say!(l, "report-no-ratings"),
            },
            about: say!(l, "report-satisfied-about"),
            href: None,
        },
        Tile {
            label: say!(l, "report-one-touch"),
            value: percent(l, share(total.get(Count::OneTouch), done(total))),
            note: String::new(),
            about: say!(l, "report-one-touch-about"),
            href: None,
        },
        Tile {
            label: say!(l, "report-reopened"),
            value: percent(l, share(total.get(Count::ReopenedSoon), total.get(Count::Closed))),
            note: String::new(),
            about: say!(l, "report-reopened-about"),
            href: None,
        },
    ]
}

fn timed(found: &Found, label: String, measure: Measure) -> Tile {
    let l = found.l;
    let (spread, before, about) = match measure {
        Measure::FirstResponse => (
            &found.report.first_response,
            &found.before.first_response,
            say!(l, "report-first-response-short"),
        ),
        _ => (&found.report.resolution, &found.before.resolution, say!(l, "report-resolution-short")),
    };
    let shown = spread.all.filter(|all| all.count >= FEWEST_DURATIONS);
    let note = match (shown, before.all) {
        (Some(now), Some(before)) => change(l, now.median, before.median),
        (Some(_), None) => say!(l, "report-before-none"),
        (None, _) => say!(l, "report-too-few"),
    };
    let value = shown.map_or_else(none, |all| duration(l, all.median));
    Tile { label, value, note, about, href: Some(behind(found, Listed::Measured(measure), "")) }
}

pub(super) fn cards(found: &Found) -> Vec<Card> {
    vec![
        volume(found),
        backlog(found),
        first_response(found),
        resolution(found),
        kept(found),
        ages(found),
        types(found),
        tags(found),
        people::staff(found),
        hours(found),
        ratings(found),
    ]
}

/// A day or month on an axis, and in words.
fn point_label(found: &Found, period: Period) -> (String, String) {
    let Some(date) = period.date() else { return (String::new(), String::new()) };
    let l = found.l;
    let month = months(l);
    let name = month.get(usize::from(date.month().unsigned_abs()) - 1).cloned().unwrap_or_default();
    if period.is_month() {
        let full = format!("{name} {}", date.year());
        let axis = if date.month() == 1 { date.year().to_string() } else { name };
        return (axis, full);
    }
    let axis = match l {
        Locale::English => format!("{} {name}", date.day()),
        Locale::German => format!("{}. {name}", date.day()),
    };
    (axis, super::date(l, date))
}

fn months(l: Locale) -> Vec<String> {
    say!(l, "report-months").split_whitespace().map(str::to_owned).collect()
}

/// The days of a point, cut to those of the report.
fn days_of(found: &Found, period: Period) -> String {
    let days = found.report.days;
    let Some(first) = period.date() else { return String::new() };
    let last = if period.is_month() { first.last_of_month() } else { first };
    let (first, last) = (first.max(days.first), last.min(days.last));
    format!("&from={first}&to={last}")
}

/// The tickets behind a point of time; its days stand instead of those of the report.
fn behind_point(found: &Found, listed: Listed, period: Period) -> String {
    let kind = found.kind.map(|kind| format!("&type={kind}")).unwrap_or_default();
    let days = days_of(found, period);
    format!("/g/{}/reports/tickets?of={}{days}{kind}", found.guild, listed.number())
}

fn volume(found: &Found) -> Card {
    let l = found.l;
    let (opened, closed) = (say!(l, "report-opened"), say!(l, "report-closed"));
    let labels: Vec<String> =
        found.report.points.iter().map(|point| point_label(found, point.period).0).collect();
    let marks = |which: &dyn Fn(&desk::reports::Point) -> i64, name: &str, listed: Listed| -> Vec<Mark> {
        let mark = |point: &desk::reports::Point| Mark {
            value: which(point) as f64,
            title: format!("{}: {name} {}", point_label(found, point.period).1, whole(l, which(point))),
            href: Some(behind_point(found, listed, point.period)),
        };
        found.report.points.iter().map(mark).collect()
    };
    let series = [
        marks(&|point| point.opened, &opened, Listed::Opened),
        marks(&|point| point.closed, &closed, Listed::Measured(Measure::TotalResolution)),
    ];
    let title = say!(l, "report-volume");
    let row = |point: &desk::reports::Point| {
        let name = point_label(found, point.period).1;
        vec![
            Value { shown: name, raw: point.period.to_string() },
            Value::number(l, point.opened),
            Value::number(l, point.closed),
        ]
    };
    Card {
        id: "volume",
        svg: Some(charts::columns(&title, charts::WIDE, &labels, &series)),
        about: say!(l, "report-volume-about"),
        note: String::new(),
        legend: vec![("s0", opened.clone()), ("s1", closed.clone())],
        heads: vec![say!(l, "report-period"), opened, closed],
        rows: found.report.points.iter().map(row).collect(),
        title,
        wide: true,
    }
}

fn backlog(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-backlog");
    let labels: Vec<String> =
        found.report.points.iter().map(|point| point_label(found, point.period).0).collect();
    let mark = |point: &desk::reports::Point| Mark {
        value: point.backlog.max(0) as f64,
        title: format!("{}: {}", point_label(found, point.period).1, whole(l, point.backlog)),
        href: None,
    };
    let marks: Vec<Mark> = found.report.points.iter().map(mark).collect();
    let row = |point: &desk::reports::Point| {
        let name = point_label(found, point.period).1;
        vec![Value { shown: name, raw: point.period.to_string() }, Value::number(l, point.backlog)]
    };
    Card {
        id: "backlog",
        svg: Some(charts::area(&title, &labels, &marks)),
        about: say!(l, "report-backlog-about"),
        note: String::new(),
        legend: Vec::new(),
        heads: vec![say!(l, "report-period"), say!(l, "report-open-at-end")],
        rows: found.report.points.iter().map(row).collect(),
        title,
        wide: true,
    }
}

/// How percentiles were found, and of how many.
fn how(l: Locale, spread: &Spread) -> String {
    match spread.all {
        None => say!(l, "report-no-durations"),
        Some(all) if all.exact => say!(l, "report-exact", count = all.count),
        Some(all) => say!(l, "report-near", count = all.count),
    }
}

fn first_response(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-first-response-priority");
    let (median, p95) = (say!(l, "report-median"), say!(l, "report-p95"));
    let spread = &found.report.first_response;
    let of = |priority: Priority| spread.by_priority.get(&priority_number(priority)).copied();
    let order = Priority::ALL.into_iter().rev();
    let mark = |priority: Priority, name: &str, value: f64| Mark {
        value,
        title: format!("{}: {name} {}", text::priority(l, priority), duration(l, value)),
        href: Some(behind(
            found,
            Listed::Measured(Measure::FirstResponse),
            &format!("&priority={}", priority.word()),
        )),
    };
    let span = |priority: Priority| {
        let shown = of(priority).filter(|one| one.count >= FEWEST_DURATIONS);
        shown.map(|one| (mark(priority, &median, one.median), mark(priority, &p95, one.p95)))
    };
    let rows: Vec<_> = order.clone().map(|one| (text::priority(l, one), span(one))).collect();
    let minute = 60_000.0;
    let ticks = [1.0, 5.0, 15.0, 60.0, 240.0, 1440.0, 4320.0, 10_080.0];
    let ticks: Vec<_> =
        ticks.iter().map(|minutes| (minutes * minute, duration(l, minutes * minute))).collect();
    let line = |priority: Priority| {
        let one: Option<Percentiles> = of(priority);
        let shown = one.filter(|one| one.count >= FEWEST_DURATIONS);
        let mut name = text::priority(l, priority);
        if shown.is_some_and(|one| one.is_hint()) {
            name = say!(l, "report-hint", name = name);
        }
        vec![
            Value::text(name),
            Value::number(l, one.map_or(0, |one| one.count)),
            Value::duration(l, shown.map(|one| one.median)),
            Value::duration(l, shown.map(|one| one.p95)),
        ]
    };
    Card {
        id: "first-response",
        svg: Some(charts::spans(&title, &rows, &ticks)),
        about: say!(l, "report-first-response-about"),
        note: how(l, spread),
        legend: vec![("s0 key-round", median.clone()), ("hollow", p95.clone())],
        heads: vec![say!(l, "report-priority"), say!(l, "report-answered"), median, p95],
        rows: order.map(line).collect(),
        title,
        wide: false,
    }
}

fn resolution(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-resolution-spread");
    let bins = resolutions(&found.report.total);
    let all: i64 = bins.iter().sum();
    let ends: Vec<String> = RESOLUTION_BINS.iter().map(|end| duration(l, *end as f64)).collect();
    let names: Vec<String> = (0..bins.len())
        .map(|bin| match ends.get(bin) {
            Some(end) => say!(l, "report-up-to", end = end),
            None => say!(l, "report-longer", end = ends.last().cloned().unwrap_or_default()),
        })
        .collect();
    let labels: Vec<String> =
        ends.iter().map(|end| format!("≤ {end}")).chain([format!("> {}", ends[ends.len() - 1])]).collect();
    let bounds = |bin: usize| {
        let over =
            bin.checked_sub(1).map(|before| format!("&over={}", RESOLUTION_BINS[before])).unwrap_or_default();
        let under = RESOLUTION_BINS.get(bin).map(|end| format!("&under={end}")).unwrap_or_default();
        format!("{over}{under}")
    };
    let marks: Vec<Mark> = bins
        .iter()
        .enumerate()
        .map(|(bin, count)| Mark {
            value: *count as f64,
            title: format!("{}: {} ({})", names[bin], whole(l, *count), percent(l, share(*count, all))),
            href: Some(behind(found, Listed::Measured(Measure::TotalResolution), &bounds(bin))),
        })
        .collect();
    let row = |(bin, count): (usize, &i64)| {
        vec![Value::text(&names[bin]), Value::number(l, *count), Value::share(l, share(*count, all))]
    };
    let spread = &found.report.resolution;
    let note = spread.all.map_or_else(
        || say!(l, "report-no-durations"),
        |all| {
            say!(
                l,
                "report-resolution-note",
                median = duration(l, all.median),
                mean = duration(l, all.mean),
                p95 = duration(l, all.p95)
            )
        },
    );
    Card {
        id: "resolution",
        svg: Some(charts::columns(&title, charts::HALF, &labels, &[marks])),
        about: say!(l, "report-resolution-about"),
        note,
        legend: Vec::new(),
        heads: vec![say!(l, "report-took"), say!(l, "report-tickets"), say!(l, "report-share")],
        rows: bins.iter().enumerate().map(row).collect(),
        title,
        wide: false,
    }
}

fn kept(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-kept");
    let words = [say!(l, "report-met"), say!(l, "report-late"), say!(l, "report-overdue")];
    let row = |metric: Metric| {
        let kept = Kept::of(&found.report.total, metric);
        let name = text::metric(l, metric);
        let marks = [kept.met, kept.late, kept.overdue].into_iter().zip(&words).enumerate();
        let marks = marks.map(|(which, (count, word))| Mark {
            value: count as f64,
            title: format!("{name}: {word} {}", whole(l, count)),
            href: (which > 0).then(|| behind(found, Listed::Broken(metric), "")),
        });
        let marks = marks.collect();
        (name, marks, percent(l, kept.share()))
    };
    let rows: Vec<_> = Metric::ALL.into_iter().map(row).collect();
    let any = Metric::ALL.into_iter().any(|metric| Kept::of(&found.report.total, metric).due() > 0);
    let line = |metric: Metric| {
        let kept = Kept::of(&found.report.total, metric);
        vec![
            Value::text(text::metric(l, metric)),
            Value::number(l, kept.met),
            Value::number(l, kept.late),
            Value::number(l, kept.overdue),
            Value::number(l, kept.cancelled),
            Value::share(l, kept.share()),
        ]
    };
    let [met, late, overdue] = words.clone();
    Card {
        id: "kept",
        svg: any.then(|| charts::bars(&title, &rows)),
        about: say!(l, "report-kept-about"),
        note: if any { String::new() } else { say!(l, "report-kept-none") },
        legend: vec![("s0", met.clone()), ("s1", late.clone()), ("s2", overdue.clone())],
        heads: vec![
            say!(l, "report-promise"),
            met,
            late,
            overdue,
            say!(l, "report-cancelled"),
            say!(l, "report-kept-share"),
        ],
        rows: Metric::ALL.into_iter().map(line).collect(),
        title,
        wide: false,
    }
}

fn ages(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-ages");
    let end = |index: usize| AGES_HOURS.get(index).map(|hours| duration(l, (*hours * 3_600_000) as f64));
    let name = |index: usize| match (index.checked_sub(1).and_then(end), end(index)) {
        (None, Some(end)) => say!(l, "report-up-to", end = end),
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (start, None) => say!(l, "report-longer", end = start.unwrap_or_default()),
    };
    let row = |(index, count): (usize, &i64)| {
        let title = format!("{}: {}", name(index), whole(l, *count));
        let mark = Mark { value: *count as f64, title, href: Some(behind(found, Listed::Open, "")) };
        (name(index), vec![mark], whole(l, *count))
    };
    let rows: Vec<_> = found.now.ages.iter().enumerate().map(row).collect();
    Card {
        id: "ages",
        svg: Some(charts::bars(&title, &rows)),
        about: say!(l, "report-ages-about"),
        note: String::new(),
        legend: Vec::new(),
        heads: vec![say!(l, "report-age"), say!(l, "report-tickets")],
        rows: found
            .now
            .ages
            .iter()
            .enumerate()
            .map(|(index, count)| vec![Value::text(name(index)), Value::number(l, *count)])
            .collect(),
        title,
        wide: false,
    }
}

/// Rows of a list of what was opened most.
const TOP: usize = 10;

fn types(found: &Found) -> Card {
    let l = found.l;
    let name = |id: i64| found.config.type_or_removed(TypeId(u32::try_from(id).unwrap_or(0))).name.clone();
    let link = |id: i64| behind(found, Listed::Opened, &format!("&only={id}"));
    let counts = |report: &desk::reports::Report| {
        report.by_type.iter().map(|(id, cell)| (*id, cell.get(Count::Opened))).collect()
    };
    let (now, before): (Vec<_>, Vec<_>) = (counts(&found.report), counts(&found.before));
    most(
        "types",
        say!(l, "report-types"),
        say!(l, "report-types-about"),
        found,
        now,
        &before,
        &name,
        Some(&link),
    )
}

fn tags(found: &Found) -> Card {
    let l = found.l;
    let name = |id: i64| {
        let tag = found.config.tags.iter().find(|tag| i64::from(tag.id.0) == id);
        tag.map_or_else(|| format!("#{id}"), |tag| tag.name.clone())
    };
    let counts = |report: &desk::reports::Report| {
        report.by_tag.iter().map(|(id, cell)| (*id, cell.get(Count::Opened))).collect()
    };
    let (now, before): (Vec<_>, Vec<_>) = (counts(&found.report), counts(&found.before));
    most("tags", say!(l, "report-tags"), say!(l, "report-tags-about"), found, now, &before, &name, None)
}

#[expect(clippy::too_many_arguments, reason = "two lists of one kind share their drawing")]
fn most(
    id: &'static str,
    title: String,
    about: String,
    found: &Found,
    mut now: Vec<(i64, i64)>,
    before: &[(i64, i64)],
    name: &dyn Fn(i64) -> String,
    link: Option<&dyn Fn(i64) -> String>,
) -> Card {
    let l = found.l;
    let all = found.report.total.get(Count::Opened);
    now.retain(|(_, count)| *count > 0);
    now.sort_by_key(|(id, count)| (std::cmp::Reverse(*count), *id));
    let earlier = |id: i64| before.iter().find(|(other, _)| *other == id).map_or(0, |(_, count)| *count);
    let bar = |(id, count): &(i64, i64)| {
        let title = format!("{}: {}", name(*id), whole(l, *count));
        let mark = Mark { value: *count as f64, title, href: link.map(|link| link(*id)) };
        (name(*id), vec![mark], format!("{} · {}", whole(l, *count), percent(l, share(*count, all))))
    };
    let rows: Vec<_> = now.iter().take(TOP).map(bar).collect();
    let line = |(id, count): &(i64, i64)| {
        vec![
            Value::text(name(*id)),
            Value::number(l, *count),
            Value::share(l, share(*count, all)),
            Value::text(change(l, *count as f64, earlier(*id) as f64)),
        ]
    };
    Card {
        id,
        svg: (!rows.is_empty()).then(|| charts::bars(&title, &rows)),
        about,
        note: if rows.is_empty() { say!(l, "report-nothing") } else { String::new() },
        legend: Vec::new(),
        heads: vec![
            title.clone(),
            say!(l, "report-opened"),
            say!(l, "report-share"),
            say!(l, "report-change"),
        ],
        rows: now.iter().map(line).collect(),
        title,
        wide: false,
    }
}

fn hours(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-hours-of-week");
    let names: Vec<String> = say!(l, "report-weekdays").split_whitespace().map(str::to_owned).collect();
    let names: [String; 7] = std::array::from_fn(|day| names.get(day).cloned().unwrap_or_default());
    let count = |hour: i64| found.report.by_hour.get(&hour).map_or(0, |cell| cell.get(Count::Opened));
    let name = |hour: i64| format!("{} {:02}:00", names[(hour / 24) as usize], hour % 24);
    let cells: Vec<Mark> = (0..168)
        .map(|hour| Mark {
            value: count(hour) as f64,
            title: format!("{}: {}", name(hour), whole(l, count(hour))),
            href: None,
        })
        .collect();
    let median = |hour: i64| {
        let cell = found.report.by_hour.get(&hour)?;
        let told = Percentiles::told(cell, Measure::FirstResponse)?;
        (told.count >= FEWEST_DURATIONS).then_some(told.median)
    };
    let row = |hour: i64| {
        vec![Value::text(name(hour)), Value::number(l, count(hour)), Value::duration(l, median(hour))]
    };
    Card {
        id: "hours",
        svg: Some(charts::heat(&title, &names, &cells)),
        about: say!(l, "report-hours-of-week-about"),
        note: say!(l, "report-in-zone", zone = &found.zone_name),
        legend: Vec::new(),
        heads: vec![say!(l, "report-hour"), say!(l, "report-opened"), say!(l, "report-median-first")],
        rows: (0..168).map(row).collect(),
        title,
        wide: true,
    }
}

fn ratings(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-ratings");
    let ratings = Ratings::of(&found.report.total);
    let stars = |stars: usize| ticket::history::stars(u8::try_from(stars).unwrap_or(0));
    let order = [5_usize, 4, 3, 2, 1];
    let bar = |count: usize| {
        let number = ratings.0[count - 1];
        let title = format!("{}: {}", stars(count), whole(l, number));
        (stars(count), vec![Mark { value: number as f64, title, href: None }], whole(l, number))
    };
    let rows: Vec<_> = order.into_iter().map(bar).collect();
    let line = |count: usize| {
        let number = ratings.0[count - 1];
        vec![
            Value::text(stars(count)),
            Value::number(l, number),
            Value::share(l, share(number, ratings.count())),
        ]
    };
    Card {
        id: "ratings",
        svg: Some(charts::bars(&title, &rows)),
        about: say!(l, "report-ratings-about"),
        note: match ratings.mean() {
            Some(mean) => say!(l, "report-mean-of", mean = decimal(l, mean, 2), count = ratings.count()),
            None => say!(l, "report-no-ratings"),
        },
        legend: Vec::new(),
        heads: vec![say!(l, "report-stars"), say!(l, "report-count"), say!(l, "report-share")],
        rows: order.into_iter().map(line).collect(),
        title,
        wide: false,
    }
}
