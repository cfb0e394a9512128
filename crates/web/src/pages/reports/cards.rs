//! The cards of the page: each with a chart, its table, and what its numbers mean.

mod assist;
mod flow;
mod kinds;
mod tiles;
mod times;

pub(super) use flow::volume;
pub(super) use tiles::{Tile, overview, tiles};

use super::{
    Found, charts,
    numbers::{decimal, duration, none, percent, whole},
    people, query,
};
use desk::behind::Figure;
use flow::{ages, backlog, hours, hours_first};
use kinds::{ratings, tags, types};
use ticket::{
    UserId,
    report::{Listed, Period},
    say,
    settings::Locale,
};
use times::{claims, first_response, kept, resolution};

/// A value in a table: for people, and for spreadsheets.
#[derive(Clone, Debug)]
pub(super) struct Value {
    pub(super) shown: String,
    pub(super) raw: String,
    /// The tickets behind it.
    pub(super) href: Option<String>,
    /// What is said of it where the pointer rests; it stands in a column of its own, too.
    pub(super) hint: Option<String>,
    /// Whether there is so little behind it that it is a hint only.
    pub(super) few: bool,
}

impl Value {
    /// Between which shares the true one lies, for people in words: nothing where there is none.
    pub(super) fn interval(l: Locale, found: Option<(f64, f64)>) -> Self {
        let shown = found.map(|(least, most)| interval(l, least, most));
        let raw = found.map(|(least, most)| format!("{least:.4}-{most:.4}")).unwrap_or_default();
        Self { shown: shown.unwrap_or_else(none), raw, href: None, hint: None, few: false }
    }
    pub(super) fn text(text: impl Into<String>) -> Self {
        let shown = text.into();
        Self { raw: shown.clone(), shown, href: None, hint: None, few: false }
    }
    pub(super) fn number(l: Locale, number: i64) -> Self {
        Self { shown: whole(l, number), raw: number.to_string(), href: None, hint: None, few: false }
    }
    pub(super) fn share(l: Locale, share: Option<f64>) -> Self {
        let raw = share.map_or_else(String::new, |share| format!("{share:.4}"));
        Self { shown: percent(l, share), raw, href: None, hint: None, few: false }
    }
    pub(super) fn decimal(l: Locale, value: Option<f64>) -> Self {
        Self {
            shown: value.map_or_else(none, |value| decimal(l, value, 2)),
            raw: value.map_or_else(String::new, |value| format!("{value:.2}")),
            href: None,
            hint: None,
            few: false,
        }
    }
    /// Spreadsheets get seconds.
    pub(super) fn duration(l: Locale, value: Option<f64>) -> Self {
        Self {
            shown: value.map_or_else(none, |value| duration(l, value)),
            raw: value.map_or_else(String::new, |value| format!("{:.0}", value / 1000.0)),
            href: None,
            hint: None,
            few: false,
        }
    }
    /// A duration that is so long at least, where that is said. Files get `>=` before the seconds.
    pub(super) fn lasting(l: Locale, value: Option<(f64, bool)>) -> Self {
        let one = Self::duration(l, value.map(|(value, _)| value));
        match value {
            Some((_, true)) => {
                Self { shown: at_least(one.shown, true), raw: format!(">={}", one.raw), ..one }
            }
            _ => one,
        }
    }
    /// A point of time: as the axis says it, and as a file does.
    pub(super) fn point(found: &Found, period: Period) -> Self {
        Self {
            shown: point_label(found, period).1,
            raw: period.to_string(),
            href: None,
            hint: None,
            few: false,
        }
    }
    /// A count with the tickets behind it; nothing is behind none.
    pub(super) fn counted(l: Locale, number: i64, href: impl FnOnce() -> String) -> Self {
        Self { href: (number > 0).then(href), ..Self::number(l, number) }
    }
}

/// What is so long, or longer.
pub(super) fn at_least(words: String, least: bool) -> String {
    if least { format!("≥\u{a0}{words}") } else { words }
}

/// Two shares with what is between them.
pub(super) fn interval(l: Locale, least: f64, most: f64) -> String {
    format!("{}–{}", decimal(l, least * 100.0, 1), percent(l, Some(most)))
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

impl Card {
    /// Whether it is nothing but its table; a card without a picture that says why has nothing in its table either.
    pub(super) fn is_table(&self) -> bool {
        self.svg.is_none() && self.note.is_empty()
    }
}

/// Where what a person did is listed; of all types, as it is counted.
pub(super) fn behind_person(found: &Found, listed: Listed, person: UserId) -> String {
    let query = query(found.report.days, None);
    format!("/g/{}/reports/tickets?{query}&of={}&person={person}", found.guild, listed.number())
}

/// Where the tickets behind a number are listed.
pub(super) fn behind(found: &Found, figure: impl Into<Figure>, more: &str) -> String {
    let query = query(found.report.days, found.kind);
    format!("/g/{}/reports/tickets?{query}&of={}{more}", found.guild, figure.into().name())
}

pub(super) fn cards(found: &Found) -> Vec<Card> {
    let mut cards = vec![
        volume(found, charts::WIDE),
        backlog(found),
        first_response(found),
        claims(found),
        resolution(found),
        kept(found),
        ages(found),
        types(found),
        tags(found),
        ratings(found),
        people::staff(found),
        hours(found),
    ];
    cards.extend(hours_first(found));
    cards.extend(assist::cards(found));
    cards
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
    (found.clock.day(date.day(), &name), found.clock.date(date))
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
fn behind_point(found: &Found, figure: impl Into<Figure>, period: Period) -> String {
    let kind = found.kind.map(|kind| format!("&type={kind}")).unwrap_or_default();
    let days = days_of(found, period);
    format!("/g/{}/reports/tickets?of={}{days}{kind}", found.guild, figure.into().name())
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
