//! What comes in and goes out: volume, backlog, ages, hours of the week.

use super::{Card, Value, behind, behind_point, point_label};
use crate::pages::reports::{
    Found,
    charts::{self, Mark},
    numbers::{duration, whole},
};
use desk::{behind::Figure, reports::AGES_HOURS};
use ticket::{
    report::{Count, FEWEST_DURATIONS, Listed, Measure, Percentiles},
    say,
    settings::Locale,
};

pub(in crate::pages::reports) fn volume(found: &Found, width: f64) -> Card {
    let l = found.l;
    let (opened, closed) = (say!(l, "report-opened"), say!(l, "report-closed"));
    let labels: Vec<String> =
        found.report.points.iter().map(|point| point_label(found, point.period).0).collect();
    let marks = |which: &dyn Fn(&desk::reports::Point) -> i64, name: &str, figure: Figure| -> Vec<Mark> {
        let mark = |point: &desk::reports::Point| Mark {
            value: which(point) as f64,
            title: format!("{}: {name} {}", point_label(found, point.period).1, whole(l, which(point))),
            href: (which(point) > 0).then(|| behind_point(found, figure, point.period)),
        };
        found.report.points.iter().map(mark).collect()
    };
    let series = [
        marks(&|point| point.opened, &opened, Listed::Opened.into()),
        marks(&|point| point.closed, &closed, Figure::Closes),
    ];
    let title = say!(l, "report-volume");
    let row = |point: &desk::reports::Point| {
        vec![
            Value::point(found, point.period),
            Value::counted(l, point.opened, || behind_point(found, Listed::Opened, point.period)),
            Value::counted(l, point.closed, || behind_point(found, Figure::Closes, point.period)),
        ]
    };
    Card {
        id: "volume",
        svg: Some(charts::columns(&title, width, &labels, &series)),
        about: say!(l, "report-volume-about"),
        note: String::new(),
        legend: vec![("s0", opened.clone()), ("s1", closed.clone())],
        heads: vec![say!(l, "report-period"), opened, closed],
        rows: found.report.points.iter().map(row).collect(),
        title,
        wide: true,
    }
}

pub(super) fn backlog(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-backlog");
    let labels: Vec<String> =
        found.report.points.iter().map(|point| point_label(found, point.period).0).collect();
    let mark = |point: &desk::reports::Point| Mark {
        value: point.backlog.max(0) as f64,
        title: format!("{}: {}", point_label(found, point.period).1, whole(l, point.backlog)),
        href: (point.backlog > 0).then(|| behind_point(found, Figure::Backlog, point.period)),
    };
    let marks: Vec<Mark> = found.report.points.iter().map(mark).collect();
    let row = |point: &desk::reports::Point| {
        let link = || behind_point(found, Figure::Backlog, point.period);
        vec![Value::point(found, point.period), Value::counted(l, point.backlog, link)]
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

pub(super) fn ages(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-ages");
    let end = |index: usize| AGES_HOURS.get(index).map(|hours| duration(l, (*hours * 3_600_000) as f64));
    let name = |index: usize| match (index.checked_sub(1).and_then(end), end(index)) {
        (None, Some(end)) => say!(l, "report-up-to", end = end),
        (Some(start), Some(end)) => format!("{start} – {end}"),
        (start, None) => say!(l, "report-longer", end = start.unwrap_or_default()),
    };
    let end_of = |index: usize| AGES_HOURS.get(index).map(|hours| hours * 3_600_000 - 1);
    let older = |index: usize| {
        let over = index.checked_sub(1).and_then(end_of).map(|end| format!("&over={end}"));
        let under = end_of(index).map(|end| format!("&under={end}"));
        over.unwrap_or_default() + &under.unwrap_or_default()
    };
    let link = |index: usize| behind(found, Listed::Open, &older(index));
    let row = |(index, count): (usize, &i64)| {
        let title = format!("{}: {}", name(index), whole(l, *count));
        let mark = Mark { value: *count as f64, title, href: Some(link(index)) };
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
            .map(|(index, count)| vec![Value::text(name(index)), Value::counted(l, *count, || link(index))])
            .collect(),
        title,
        wide: false,
    }
}

fn weekdays(l: Locale) -> [String; 7] {
    let names: Vec<String> = say!(l, "report-weekdays").split_whitespace().map(str::to_owned).collect();
    std::array::from_fn(|day| names.get(day).cloned().unwrap_or_default())
}

/// How long first answers took to tickets of an hour of the week, where there are enough.
fn median_of(found: &Found, hour: i64) -> Option<Percentiles> {
    let told = Percentiles::told(found.report.by_hour.get(&hour)?, Measure::FirstResponse)?;
    (told.count >= FEWEST_DURATIONS).then_some(told)
}

/// The second map (definitions B.1): how long first answers take, by when the ticket was opened.
pub(super) fn hours_first(found: &Found) -> Option<Card> {
    let l = found.l;
    let title = say!(l, "report-hours-first");
    let names = weekdays(l);
    // Hours are told apart by type for what is opened only.
    if found.kind.is_some() || found.only.is_some() {
        return None;
    }
    let name = |hour: i64| format!("{} {}", names[(hour / 24) as usize], found.clock.hour(hour % 24));
    let link = |hour: i64| behind(found, Listed::Measured(Measure::FirstResponse), &format!("&hour={hour}"));
    let cell = |hour: i64| match median_of(found, hour) {
        None => Mark { title: say!(l, "report-hours-few", hour = name(hour)), ..Mark::default() },
        Some(told) => {
            let mut title = format!("{}: {}", name(hour), duration(l, told.median));
            if told.is_hint() {
                title = say!(l, "report-hint", name = title);
            }
            Mark { value: told.median, title, href: Some(link(hour)) }
        }
    };
    let cells: Vec<Mark> = (0..168).map(cell).collect();
    let row = |hour: i64| {
        let told = median_of(found, hour)?;
        let few = told.is_hint();
        let answers = Value::counted(l, told.count, || link(hour));
        let median = Value { few, ..Value::duration(l, Some(told.median)) };
        Some(vec![Value::text(name(hour)), answers, median])
    };
    let rows: Vec<_> = (0..168).filter_map(row).collect();
    let any = !rows.is_empty();
    let svg = || charts::heat(&title, (&names, found.clock), &cells, (&hours_and_minutes, true));
    Some(Card {
        id: "hours-first",
        svg: any.then(svg),
        about: say!(l, "report-hours-first-about"),
        note: match any {
            true => say!(l, "report-in-zone", zone = &found.zone_name),
            false => say!(l, "report-no-durations"),
        },
        legend: Vec::new(),
        heads: vec![say!(l, "report-hour"), say!(l, "report-answered"), say!(l, "report-median-first")],
        rows,
        title,
        wide: true,
    })
}

/// Milliseconds in few letters, by their units' signs: 45m, 3h, 2d.
fn hours_and_minutes(value: f64) -> String {
    let minutes = value / 60_000.0;
    match minutes {
        _ if minutes >= 2_880.0 => format!("{:.0}d", minutes / 1_440.0),
        _ if minutes >= 90.0 => format!("{:.0}h", minutes / 60.0),
        _ => format!("{:.0}m", minutes.max(1.0)),
    }
}

pub(super) fn hours(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-hours-of-week");
    let names = weekdays(l);
    let count = |hour: i64| found.report.by_hour.get(&hour).map_or(0, |cell| cell.get(Count::Opened));
    let name = |hour: i64| format!("{} {}", names[(hour / 24) as usize], found.clock.hour(hour % 24));
    let link = |hour: i64| behind(found, Listed::Opened, &format!("&hour={hour}"));
    let cells: Vec<Mark> = (0..168)
        .map(|hour| Mark {
            value: count(hour) as f64,
            title: format!("{}: {}", name(hour), whole(l, count(hour))),
            href: (count(hour) > 0).then(|| link(hour)),
        })
        .collect();
    let row = |hour: i64| {
        let count = Value::counted(l, count(hour), || link(hour));
        vec![
            Value::text(name(hour)),
            count,
            Value::duration(l, median_of(found, hour).map(|told| told.median)),
        ]
    };
    Card {
        id: "hours",
        svg: Some(charts::heat(&title, (&names, found.clock), &cells, (&charts::short, false))),
        about: say!(l, "report-hours-of-week-about"),
        note: say!(l, "report-in-zone", zone = &found.zone_name),
        legend: Vec::new(),
        heads: vec![say!(l, "report-hour"), say!(l, "report-opened"), say!(l, "report-median-first")],
        rows: (0..168).map(row).collect(),
        title,
        wide: true,
    }
}
