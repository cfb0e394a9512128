//! What Auto-Assist spared staff, why it called them, and what it cost.

use super::{Card, Tile, Value, behind, days_of, point_label};
use crate::pages::reports::{
    Found,
    charts::{self, Mark},
    numbers::{duration, money, percent, whole},
    query,
};
use desk::{behind::Figure, ports::Spent, spared::Spared};
use ticket::{
    TypeId,
    assist::{Why, why},
    report::{Cell, Count, Listed, Period, share, why_number},
    say,
    settings::Locale,
};

/// Whether there is anything to say of it.
fn is_there(found: &Found) -> bool {
    found.config.settings.assist.enabled || found.report.total.get(Count::Assisted) > 0
}

fn saved(found: &Found, spared: Spared) -> f64 {
    spared.saved(found.config.settings.assist.minutes_saved) as f64
}

/// The figures on top: deflection, escalations, time saved.
pub(super) fn tiles(found: &Found) -> Vec<Tile> {
    if !is_there(found) {
        return Vec::new();
    }
    let l = found.l;
    let (total, spared) = (&found.report.total, found.deflection.all);
    let (called, assisted) = (total.get(Count::AssistCalled), total.get(Count::Assisted));
    let minutes = found.config.settings.assist.minutes_saved;
    let answered = total.get(Count::AssistAnswered);
    let mut tiles = vec![
        Tile {
            label: say!(l, "report-assist-answers"),
            value: whole(l, answered),
            note: say!(
                l,
                "report-assist-answers-of",
                share = percent(l, share(answered, total.get(Count::Opened)))
            ),
            about: say!(l, "report-assist-answers-about"),
            href: Some(behind(found, Listed::Assisted, "&over=0")),
        },
        Tile {
            label: say!(l, "report-deflection"),
            value: percent(l, spared.rate()),
            note: match (spared.closed, spared.pending) {
                (0, 0) => say!(l, "report-deflection-none"),
                (closed, 0) => say!(l, "report-deflection-of", part = spared.deflected, count = closed),
                (closed, pending) => {
                    say!(
                        l,
                        "report-deflection-pending",
                        part = spared.deflected,
                        count = closed,
                        pending = pending
                    )
                }
            },
            about: say!(l, "report-deflection-about"),
            href: Some(behind(found, Listed::Deflected, "&settled=1")),
        },
        Tile {
            label: say!(l, "report-escalations"),
            value: percent(l, share(called, assisted)),
            note: say!(l, "report-escalations-of", part = called, count = assisted),
            about: say!(l, "report-escalations-about"),
            href: Some(behind(found, Listed::AssistCalled, "")),
        },
        Tile {
            label: say!(l, "report-time-saved"),
            value: duration(l, saved(found, spared)),
            note: say!(l, "report-time-saved-at", minutes = minutes),
            about: say!(l, "report-time-saved-about"),
            href: Some(behind(found, Listed::Deflected, "&settled=1")),
        },
    ];
    tiles.extend(found.spent.as_deref().map(|spent| spent_tile(found, spent)));
    tiles
}

/// What was spent: money where there is a price, else tokens, else messages.
fn spent_tile(found: &Found, spent: &[(Period, Spent)]) -> Tile {
    let l = found.l;
    let sum = sum(spent);
    let messages = say!(l, "report-assist-posted", count = sum.spoken);
    let (value, note) = match found.currency.as_deref() {
        Some(currency) => (money(l, sum.cost, currency), messages),
        None if sum.tokens > 0 => (say!(l, "report-token-count", count = count(l, sum.tokens)), messages),
        None => (messages, String::new()),
    };
    let about = say!(l, "report-assist-cost-short", most = found.config.settings.assist.per_day);
    let href = (sum != Spent::default()).then(|| behind_spent(found, None));
    Tile { label: say!(l, "report-assist-cost"), value, note, about, href }
}

/// Where the tickets are listed for which it was spent, in all days or in those of a point.
fn behind_spent(found: &Found, point: Option<Period>) -> String {
    let days = point.map_or_else(|| query(found.report.days, None), |point| days_of(found, point));
    format!("/g/{}/reports/spent?{}", found.guild, days.trim_start_matches('&'))
}

fn sum(spent: &[(Period, Spent)]) -> Spent {
    spent.iter().fold(Spent::default(), |sum, (_, one)| sum.with(*one))
}

fn count(l: Locale, tokens: u64) -> String {
    whole(l, i64::try_from(tokens).unwrap_or(i64::MAX))
}

/// A reason in a word or two, for a chart.
fn short(l: Locale, why: Why) -> String {
    match why {
        Why::Asked => say!(l, "report-why-asked"),
        Why::NotHelped => say!(l, "report-why-not-helped"),
        Why::Unsure => say!(l, "report-why-unsure"),
        Why::Unclear => say!(l, "report-why-unclear"),
        Why::Model => say!(l, "report-why-model"),
        Why::TicketBudget => say!(l, "report-why-ticket-budget"),
        Why::DayBudget => say!(l, "report-why-day-budget"),
        Why::Slow => say!(l, "report-why-slow"),
        Why::Unreachable => say!(l, "report-why-unreachable"),
        Why::Limited => say!(l, "report-why-limited"),
        Why::Nonsense => say!(l, "report-why-nonsense"),
    }
}

/// The cards: by type, by reason, and what it cost.
pub(super) fn cards(found: &Found) -> Vec<Card> {
    if !is_there(found) {
        return Vec::new();
    }
    let mut cards = vec![reasons(found), by_type(found)];
    cards.extend(found.spent.as_deref().map(|spent| cost(found, spent)));
    cards
}

fn by_type(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-assist");
    let words = [say!(l, "report-deflected"), say!(l, "report-needed-staff")];
    let name = |id: i64| found.config.type_or_removed(TypeId(u32::try_from(id).unwrap_or(0))).name.clone();
    let mut kinds: Vec<(i64, &Cell, Spared)> = (found.report.by_type.iter())
        .filter(|(_, cell)| cell.get(Count::Assisted) + cell.get(Count::AnsweredClosed) > 0)
        .map(|(id, cell)| (*id, cell, found.deflection.by_type.get(id).copied().unwrap_or_default()))
        .collect();
    kinds.sort_by_key(|(id, _, spared)| (std::cmp::Reverse(spared.closed), *id));
    let bar = |(id, _, spared): &(i64, &Cell, Spared)| {
        let mark = |count: i64, word: &str, listed, more: &str| Mark {
            value: count as f64,
            title: format!("{}: {word} {}", name(*id), whole(l, count)),
            href: Some(behind(found, listed, &format!("{more}&only={id}"))),
        };
        let deflected = mark(spared.deflected, &words[0], Listed::Deflected, "&settled=1");
        let needed = spared.closed - spared.deflected;
        let others = mark(needed, &words[1], Listed::AnsweredClosed, "&over=0");
        (name(*id), vec![deflected, others], percent(l, spared.rate()))
    };
    let bars: Vec<_> = kinds.iter().filter(|(.., spared)| spared.closed > 0).map(bar).collect();
    let line = |name: String, only: String, cell: &Cell, spared: Spared| {
        let counted = |number, listed, more: &str| {
            Value::counted(l, number, || behind(found, listed, &format!("{more}{only}")))
        };
        let (assisted, called) = (cell.get(Count::Assisted), cell.get(Count::AssistCalled));
        vec![
            Value::text(name),
            counted(assisted, Listed::Assisted, ""),
            counted(cell.get(Count::AssistAnswered), Listed::Assisted, "&over=0"),
            counted(called, Listed::AssistCalled, ""),
            Value::share(l, share(called, assisted)),
            Value::counted(l, spared.closed, || behind(found, Figure::Settled, &only)),
            counted(spared.deflected, Listed::Deflected, "&settled=1"),
            Value::share(l, spared.rate()),
            counted(spared.pending, Listed::Deflected, "&settled=0"),
            Value::duration(l, Some(saved(found, spared))),
        ]
    };
    let mut rows: Vec<_> = kinds
        .iter()
        .map(|(id, cell, spared)| line(name(*id), format!("&only={id}"), cell, *spared))
        .collect();
    if rows.len() > 1 {
        rows.push(line(
            say!(l, "report-all-types"),
            String::new(),
            &found.report.total,
            found.deflection.all,
        ));
    }
    let [deflected, needed] = words.clone();
    Card {
        id: "assist",
        svg: (!bars.is_empty()).then(|| charts::bars(&title, &bars)),
        about: say!(l, "report-assist-about", minutes = found.config.settings.assist.minutes_saved),
        note: if bars.is_empty() { say!(l, "report-deflection-none") } else { String::new() },
        legend: vec![("s0", deflected.clone()), ("s1", needed)],
        heads: vec![
            say!(l, "report-type"),
            say!(l, "report-assisted"),
            say!(l, "report-assist-answered"),
            say!(l, "report-assist-called"),
            say!(l, "report-escalations"),
            say!(l, "report-answered-closed"),
            deflected,
            say!(l, "report-deflection"),
            say!(l, "report-pending"),
            say!(l, "report-time-saved"),
        ],
        rows,
        title,
        wide: false,
    }
}

fn reasons(found: &Found) -> Card {
    let l = found.l;
    let title = say!(l, "report-assist-why");
    let all = found.report.total.get(Count::AssistCalled);
    let mut told: Vec<(Why, i64)> = Why::ALL
        .into_iter()
        .map(|one| (one, found.report.total.get(Count::AssistCalledFor(why_number(one)))))
        .filter(|(_, count)| *count > 0)
        .collect();
    told.sort_by_key(|(one, count)| (std::cmp::Reverse(*count), why_number(*one)));
    let link = |one: Why| {
        let number = i64::from(why_number(one));
        behind(found, Listed::AssistCalled, &format!("&over={}&under={number}", number - 1))
    };
    let bar = |(one, count): &(Why, i64)| {
        let mark = Mark {
            value: *count as f64,
            title: format!("{} {}", why(l, *one), whole(l, *count)),
            href: Some(link(*one)),
        };
        (short(l, *one), vec![mark], format!("{} · {}", whole(l, *count), percent(l, share(*count, all))))
    };
    let bars: Vec<_> = told.iter().map(bar).collect();
    let line = |(one, count): &(Why, i64)| {
        let counted = Value::counted(l, *count, || link(*one));
        vec![Value::text(why(l, *one)), counted, Value::share(l, share(*count, all))]
    };
    Card {
        id: "assist-why",
        svg: (!bars.is_empty()).then(|| charts::bars(&title, &bars)),
        about: say!(l, "report-assist-why-about"),
        note: if bars.is_empty() { say!(l, "report-nothing") } else { String::new() },
        legend: Vec::new(),
        heads: vec![say!(l, "report-reason"), say!(l, "report-opened"), say!(l, "report-share")],
        rows: told.iter().map(line).collect(),
        title,
        wide: false,
    }
}

fn cost(found: &Found, spent: &[(Period, Spent)]) -> Card {
    let l = found.l;
    let title = say!(l, "report-assist-cost");
    let sum = sum(spent);
    let currency = found.currency.as_deref().unwrap_or_default();
    let paid = |one: &Spent| if currency.is_empty() { String::new() } else { money(l, one.cost, currency) };
    let labels: Vec<String> = spent.iter().map(|(period, _)| point_label(found, *period).0).collect();
    let tokens = sum.tokens > 0;
    let word = if tokens { say!(l, "report-tokens") } else { say!(l, "report-assist-messages") };
    let mark = |(period, one): &(Period, Spent)| {
        let value = if tokens { one.tokens } else { u64::from(one.spoken) };
        let value = i64::try_from(value).unwrap_or(i64::MAX);
        let mut title = format!("{}: {word} {}", point_label(found, *period).1, whole(l, value));
        if one.cost > 0 && !currency.is_empty() {
            title = format!("{title} · {}", paid(one));
        }
        let href = (*one != Spent::default()).then(|| behind_spent(found, Some(*period)));
        Mark { value: value as f64, title, href }
    };
    let any = tokens || sum.spoken > 0;
    let marks: Vec<Mark> = spent.iter().map(mark).collect();
    let line = |(period, one): &(Period, Spent)| {
        let link = || behind_spent(found, Some(*period));
        vec![
            Value::point(found, *period),
            Value::counted(l, i64::from(one.spoken), link),
            Value::counted(l, i64::from(one.escalated), link),
            Value::counted(l, i64::try_from(one.tokens).unwrap_or(i64::MAX), link),
            Value {
                shown: paid(one),
                raw: format!("{:.6}", one.cost as f64 / 1e6),
                href: (one.cost > 0).then(link),
                hint: None,
                few: false,
            },
        ]
    };
    let tokens_sum = count(l, sum.tokens);
    let note = if currency.is_empty() {
        say!(l, "report-assist-sum", messages = sum.spoken, tokens = tokens_sum)
    } else {
        say!(l, "report-assist-sum-paid", messages = sum.spoken, tokens = tokens_sum, cost = paid(&sum))
    };
    Card {
        id: "assist-cost",
        svg: any.then(|| charts::columns(&title, charts::WIDE, &labels, &[marks])),
        about: say!(l, "report-assist-cost-about"),
        note,
        legend: if any { vec![("s0", word)] } else { Vec::new() },
        heads: vec![
            say!(l, "report-period"),
            say!(l, "report-assist-messages"),
            say!(l, "report-assist-calls"),
            say!(l, "report-tokens"),
            if currency.is_empty() {
                say!(l, "report-cost")
            } else {
                format!("{} ({currency})", say!(l, "report-cost"))
            },
        ],
        rows: spent.iter().map(line).collect(),
        title,
        wide: true,
    }
}
