//! The figures on top of the page.

use super::{behind, change};
use crate::pages::reports::{
    Found,
    numbers::{decimal, duration, none, percent, whole},
};
use desk::behind::Figure;
use ticket::{
    report::{Cell, Count, FEWEST_DURATIONS, Listed, Measure, Ratings, done, interval, share},
    say,
    settings::PauseRight,
};

/// A figure on top.
pub(in crate::pages::reports) struct Tile {
    pub(in crate::pages::reports) label: String,
    pub(in crate::pages::reports) value: String,
    pub(in crate::pages::reports) note: String,
    pub(in crate::pages::reports) about: String,
    pub(in crate::pages::reports) href: Option<String>,
}

/// The four that the dashboard shows.
pub(in crate::pages::reports) fn overview(found: &Found) -> Vec<Tile> {
    let l = found.l;
    let mut closing = timed(found, say!(l, "report-resolution-mean"), Measure::TotalResolution);
    if let Some(all) = found.report.resolution.all.filter(|all| all.count >= FEWEST_DURATIONS) {
        closing.value = duration(l, all.mean);
        closing.note = match found.before.resolution.all {
            Some(before) => change(l, all.mean, before.mean),
            None => say!(l, "report-before-none"),
        };
    }
    let mut closed = closed(found);
    closed.label = say!(l, "report-closed-days", days = found.report.days.count());
    vec![open(found), closed, closing, timed(found, say!(l, "report-first-response"), Measure::FirstResponse)]
}

fn open(found: &Found) -> Tile {
    let l = found.l;
    let note = match found.now.oldest_unanswered {
        Some(oldest) => say!(
            l,
            "report-unanswered",
            count = found.now.unanswered,
            age = duration(l, (found.as_of.0 - oldest.0) as f64)
        ),
        None => say!(l, "report-unanswered-none"),
    };
    Tile {
        label: say!(l, "report-open-now"),
        value: whole(l, found.now.open),
        note,
        about: say!(l, "report-open-now-about"),
        href: Some(behind(found, Listed::Open, "")),
    }
}

fn closed(found: &Found) -> Tile {
    let l = found.l;
    counted(found, say!(l, "report-closed"), say!(l, "report-closed-about"), Count::Closed, Figure::Closes)
}

fn counted(found: &Found, label: String, about: String, count: Count, figure: Figure) -> Tile {
    let (now, before) = (found.report.total.get(count), found.before.total.get(count));
    Tile {
        label,
        value: whole(found.l, now),
        note: change(found.l, now as f64, before as f64),
        about,
        href: Some(behind(found, figure, "")),
    }
}

pub(in crate::pages::reports) fn tiles(found: &Found) -> Vec<Tile> {
    let l = found.l;
    let total = &found.report.total;
    let broken = |cell: &Cell| share(cell.get(Count::Breached), cell.get(Count::Promised));
    let ratings = Ratings::of(total);
    let of = |part, count| say!(l, "report-of-closed", part = part, count = count);
    let mut tiles = vec![
        open(found),
        counted(
            found,
            say!(l, "report-opened"),
            say!(l, "report-opened-about"),
            Count::Opened,
            Listed::Opened.into(),
        ),
        closed(found),
        Tile {
            label: say!(l, "report-open-rate"),
            value: decimal(l, total.get(Count::Opened) as f64 / found.report.days.count() as f64, 1),
            note: say!(l, "report-a-day"),
            about: say!(l, "report-open-rate-about"),
            href: None,
        },
        timed(found, say!(l, "report-first-response"), Measure::FirstResponse),
        timed(found, say!(l, "report-next-response"), Measure::NextResponse),
        timed(found, say!(l, "report-claim"), Measure::Claim),
        timed(found, say!(l, "report-resolution"), Measure::TotalResolution),
        Tile {
            label: say!(l, "report-breach-rate"),
            value: percent(l, broken(total)),
            note: match total.get(Count::Promised) {
                0 => say!(l, "report-nothing-due"),
                due => say!(l, "report-of-due", part = total.get(Count::Breached), count = due),
            },
            about: say!(l, "report-breach-rate-about"),
            href: Some(behind(found, Listed::Breached, "")),
        },
        Tile {
            label: say!(l, "report-satisfied"),
            value: percent(l, ratings.satisfied()),
            note: match ratings.mean() {
                Some(mean) => say!(l, "report-mean-of", mean = decimal(l, mean, 2), count = ratings.count()),
                None => say!(l, "report-no-ratings"),
            },
            about: match interval(ratings.good(), ratings.count()) {
                Some((least, most)) => {
                    let range = super::interval(l, least, most);
                    format!(
                        "{} {}",
                        say!(l, "report-satisfied-about"),
                        say!(l, "report-interval-is", range = range)
                    )
                }
                None => say!(l, "report-satisfied-about"),
            },
            href: Some(behind(found, Listed::Rated, "")),
        },
        Tile {
            label: say!(l, "report-rating-rate"),
            value: percent(l, share(total.get(Count::AskedRated), total.get(Count::Asked))),
            note: match total.get(Count::Asked) {
                0 => say!(l, "report-rating-none"),
                asked => say!(l, "report-rating-of", part = total.get(Count::AskedRated), count = asked),
            },
            about: say!(l, "report-rating-rate-about"),
            href: Some(behind(found, Listed::AskedRated, "")),
        },
        Tile {
            label: say!(l, "report-one-touch"),
            value: percent(l, share(total.get(Count::OneTouch), done(total))),
            note: of(total.get(Count::OneTouch), done(total)),
            about: say!(l, "report-one-touch-about"),
            href: Some(behind(found, Listed::OneTouch, "")),
        },
        Tile {
            label: say!(l, "report-reopened"),
            value: percent(l, share(total.get(Count::ReopenedSoon), total.get(Count::Closed))),
            note: of(total.get(Count::ReopenedSoon), total.get(Count::Closed)),
            about: say!(l, "report-reopened-about"),
            href: Some(behind(found, Listed::ReopenedSoon, "")),
        },
    ];
    tiles.extend(paused(found));
    tiles.extend(super::assist::tiles(found));
    tiles
}

/// For how much of their time tickets were paused, where staff may pause them: a promise that is kept by pausing shows here.
fn paused(found: &Found) -> Option<Tile> {
    let (l, total) = (found.l, &found.report.total);
    let minutes = total.get(Count::PausedMinutes);
    let may = found.config.settings.pause_by != PauseRight::Nobody;
    (may || minutes > 0).then(|| Tile {
        label: say!(l, "report-paused"),
        value: percent(l, share(minutes, total.get(Count::LivedMinutes))),
        note: duration(l, (minutes * 60_000) as f64),
        about: say!(l, "report-paused-about"),
        href: None,
    })
}

fn timed(found: &Found, label: String, measure: Measure) -> Tile {
    let l = found.l;
    let (spread, before, about) = match measure {
        Measure::FirstResponse => (
            &found.report.first_response,
            &found.before.first_response,
            say!(l, "report-first-response-short"),
        ),
        Measure::NextResponse => {
            (&found.report.next_response, &found.before.next_response, say!(l, "report-next-response-about"))
        }
        Measure::Claim => (&found.report.claim, &found.before.claim, say!(l, "report-claim-short")),
        _ => (&found.report.resolution, &found.before.resolution, say!(l, "report-resolution-short")),
    };
    let shown = spread.all.filter(|all| all.count >= FEWEST_DURATIONS);
    let mut note = match (shown, before.all) {
        (Some(now), Some(before)) => change(l, now.median, before.median),
        (Some(_), None) => say!(l, "report-before-none"),
        (None, _) => say!(l, "report-too-few"),
    };
    if shown.is_some_and(|all| all.is_hint()) {
        note = format!("{note} · {}", say!(l, "report-few"));
    }
    let value = shown.map_or_else(none, |all| super::at_least(duration(l, all.median), all.at_least.0));
    let listed = if measure == Measure::FirstResponse { found.first.measure() } else { measure };
    Tile { label, value, note, about, href: Some(behind(found, Listed::Measured(listed), "")) }
}
