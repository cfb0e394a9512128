//! How long tickets take, and which promises were kept.

use super::{Card, Value, at_least, behind};
use crate::pages::reports::{
    Found,
    charts::{self, Mark},
    numbers::{duration, percent, whole},
};
use desk::reports::{First, Spread};
use ticket::{
    Priority, Timestamp,
    report::{
        FEWEST_DURATIONS, Kept, Listed, Measure, Percentiles, RESOLUTION_BINS, priority_number, resolutions,
        share,
    },
    say,
    settings::Locale,
    sla::Metric,
    text,
};

/// How percentiles were found, and of how many.
fn how(l: Locale, measure: Measure, spread: &Spread) -> String {
    match spread.all {
        None => say!(l, "report-no-durations"),
        Some(all) => match (measure == Measure::Claim, all.exact) {
            (false, true) => say!(l, "report-exact", count = all.count),
            (false, false) => say!(l, "report-near", count = all.count),
            (true, true) => say!(l, "report-claim-exact", count = all.count),
            (true, false) => say!(l, "report-claim-near", count = all.count),
        },
    }
}

pub(super) fn first_response(found: &Found) -> Card {
    let l = found.l;
    let about = match found.first {
        First::Opened => say!(l, "report-first-response-about"),
        First::Waiting => say!(l, "report-first-waiting-about"),
        First::Given => say!(l, "report-first-given-about"),
        First::OpenHours => say!(l, "report-first-hours-about"),
    };
    let words = [say!(l, "report-first-response-priority"), about, say!(l, "report-answered")];
    let mut card =
        by_priority(found, "first-response", found.first.measure(), &found.report.first_response, words);
    // What was opened in these days and nobody answered stands beside it.
    if found.first != First::Given {
        let waiting: Vec<Timestamp> = found.report.unanswered.values().flatten().copied().collect();
        let oldest = waiting.iter().min();
        let waits = oldest.map(|oldest| {
            let age = duration(l, (found.as_of.0 - oldest.0) as f64);
            say!(l, "report-first-unanswered", count = waiting.len(), age = age)
        });
        card.note = [card.note, waits.unwrap_or_else(|| say!(l, "report-first-all-answered"))].join(" ");
    }
    card
}

/// From the opening to the first claim.
pub(super) fn claims(found: &Found) -> Card {
    let l = found.l;
    let words =
        [say!(l, "report-claim-priority"), say!(l, "report-claim-about"), say!(l, "report-claim-count")];
    by_priority(found, "claim", Measure::Claim, &found.report.claim, words)
}

/// Median and 95th percentile by priority; the words are the title, what it means, and what is counted.
fn by_priority(
    found: &Found,
    id: &'static str,
    measure: Measure,
    spread: &Spread,
    [title, about, counted]: [String; 3],
) -> Card {
    let l = found.l;
    let (median, p95) = (say!(l, "report-median"), say!(l, "report-p95"));
    let of = |priority: Priority| spread.by_priority.get(&priority_number(priority)).copied();
    let order = Priority::ALL.into_iter().rev();
    let link = |priority: Priority| {
        let more = format!("&priority={}", priority.word());
        behind(found, Listed::Measured(measure), &more)
    };
    let mark = |priority: Priority, name: &str, (value, least): (f64, bool)| Mark {
        value,
        title: format!("{}: {name} {}", text::priority(l, priority), at_least(duration(l, value), least)),
        href: Some(link(priority)),
    };
    let span = |priority: Priority| {
        let shown = of(priority).filter(|one| one.count >= FEWEST_DURATIONS);
        shown.map(|one| {
            let (first, second) = one.at_least;
            (mark(priority, &median, (one.median, first)), mark(priority, &p95, (one.p95, second)))
        })
    };
    let few = |priority: Priority| of(priority).is_some_and(|one| one.is_hint());
    let rows: Vec<_> = order.clone().map(|one| (text::priority(l, one), span(one), few(one))).collect();
    let minute = 60_000.0;
    let ticks = [1.0, 5.0, 15.0, 60.0, 240.0, 1440.0, 4320.0, 10_080.0];
    let ticks: Vec<_> =
        ticks.iter().map(|minutes| (minutes * minute, duration(l, minutes * minute))).collect();
    let line = |priority: Priority| {
        let one: Option<Percentiles> = of(priority);
        let shown = one.filter(|one| one.count >= FEWEST_DURATIONS);
        let mut name = text::priority(l, priority);
        let few = shown.is_some_and(|one| one.is_hint());
        if few {
            name = say!(l, "report-hint", name = name);
        }
        vec![
            Value::text(name),
            Value::counted(l, one.map_or(0, |one| one.count), || link(priority)),
            Value { few, ..Value::lasting(l, shown.map(|one| (one.median, one.at_least.0))) },
            Value { few, ..Value::lasting(l, shown.map(|one| (one.p95, one.at_least.1))) },
        ]
    };
    Card {
        id,
        svg: Some(charts::spans(&title, &rows, &ticks)),
        about,
        note: how(l, measure, spread),
        legend: vec![("s0 key-round", median.clone()), ("hollow", p95.clone())],
        heads: vec![say!(l, "report-priority"), counted, median, p95],
        rows: order.map(line).collect(),
        title,
        wide: false,
    }
}

pub(super) fn resolution(found: &Found) -> Card {
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
    let link = |bin: usize| behind(found, Listed::Measured(Measure::TotalResolution), &bounds(bin));
    let marks: Vec<Mark> = bins
        .iter()
        .enumerate()
        .map(|(bin, count)| Mark {
            value: *count as f64,
            title: format!("{}: {} ({})", names[bin], whole(l, *count), percent(l, share(*count, all))),
            href: Some(link(bin)),
        })
        .collect();
    let row = |(bin, count): (usize, &i64)| {
        let counted = Value::counted(l, *count, || link(bin));
        vec![Value::text(&names[bin]), counted, Value::share(l, share(*count, all))]
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
    let first = found.report.first_close.all.filter(|all| all.count >= FEWEST_DURATIONS);
    let first = first.map(|all| {
        let (median, p95) = (duration(l, all.median), duration(l, all.p95));
        say!(l, "report-first-close-note", median = median, p95 = p95)
    });
    let note = [Some(note), first].into_iter().flatten().collect::<Vec<_>>().join(" ");
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

pub(super) fn kept(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-kept");
    let words = [say!(l, "report-met"), say!(l, "report-late"), say!(l, "report-overdue")];
    // Of what is broken, the value is 1 where it was done late.
    let link = |metric: Metric, which: usize| match which {
        0 => behind(found, Listed::Kept(metric), ""),
        1 => behind(found, Listed::Broken(metric), "&over=0"),
        _ => behind(found, Listed::Broken(metric), "&under=0"),
    };
    let row = |metric: Metric| {
        let kept = Kept::of(&found.report.total, metric);
        let name = text::metric(l, metric);
        let marks = [kept.met, kept.late, kept.overdue].into_iter().zip(&words).enumerate();
        let marks = marks.map(|(which, (count, word))| Mark {
            value: count as f64,
            title: format!("{name}: {word} {}", whole(l, count)),
            href: Some(link(metric, which)),
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
            Value::counted(l, kept.met, || link(metric, 0)),
            Value::counted(l, kept.late, || link(metric, 1)),
            Value::counted(l, kept.overdue, || link(metric, 2)),
            Value::counted(l, kept.cancelled, || behind(found, Listed::Cancelled(metric), "")),
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
