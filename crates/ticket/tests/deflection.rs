//! What Auto-Assist spared staff: each way that a ticket can go, and where it counts.

mod common;

use common::*;
use ticket::{
    assist::{Assist, Behaviour, Cited, Turn, Why},
    report::{Cell, Count, Fact, Kind, Listed, REOPEN_HOURS, Talk, why_number},
    sla::Side,
    state::Rating,
    *,
};

fn hours(after: i64) -> Timestamp {
    NOW.plus_seconds(after * 3600)
}

fn reply() -> Event {
    let cited = Cited {
        document: 1,
        title: "Shop".to_owned(),
        heading: "Refunds".to_owned(),
        anchor: "refunds".to_owned(),
        version: "ab".to_owned(),
    };
    let turn = Turn::Reply { text: "Within 14 days.".to_owned(), cited: vec![cited], worded: false };
    Event::Assisted { turn, answers: Some(MessageId(5)), at: Timestamp(0) }
}

fn escalate(why: Why) -> Event {
    let turn = Turn::Escalate { why, summary: None, question: String::new() };
    Event::Assisted { turn, answers: Some(MessageId(6)), at: Timestamp(0) }
}

fn close(after: i64) -> Event {
    let closure = Closure {
        by: By::System,
        at: hours(after),
        kind: CloseKind::Manual,
        reason: None,
        archived: false,
        expired: false,
        unasked: false,
        rating: None,
    };
    Event::Closed { closure }
}

fn reopen(after: i64) -> Event {
    Event::Reopened { at: hours(after) }
}

fn rated(stars: u8) -> Event {
    Event::Rated { rating: Rating { stars, comment: None, at: hours(3) } }
}

/// Everything that this ticket adds to the cells of tickets.
fn told(events: &[Event], staff_at: Option<i64>) -> (Cell, Vec<(Listed, Timestamp)>) {
    let assist = Some(Assist::new(Behaviour { enabled: true, ..Behaviour::default() }));
    let ticket = events.iter().fold(Ticket { assist, opened_at: NOW, ..ticket() }, apply);
    let mut talk = Talk::default();
    if let Some(after) = staff_at {
        talk.hear(hours(after), Side::Staff, UserId(20), None);
    }
    let shares = Fact::of(&ticket, &talk).shares(&ticket::calendar::Zone::UTC);
    let mut sum = Cell::default();
    shares
        .cells
        .iter()
        .filter(|((_, kind, ..), _)| *kind == Kind::Ticket)
        .for_each(|(_, cell)| sum.merge(cell));
    (sum, shares.lines.iter().map(|line| (line.listed, line.at)).collect())
}

fn counts(events: &[Event], staff_at: Option<i64>) -> [i64; 5] {
    let (cell, _) = told(events, staff_at);
    [Count::Assisted, Count::AssistAnswered, Count::AssistCalled, Count::AnsweredClosed, Count::Deflected]
        .map(|count| cell.get(count))
}

/// Definitions B.1: closed with no public human message, not reopened in 72 hours, not rated two stars or less, of the tickets it answered.
#[test]
fn a_ticket_is_deflected_if_it_needed_nobody() {
    assert_eq!(counts(&[], None), [0; 5], "it did nothing");
    assert_eq!(counts(&[close(2)], None), [0; 5]);
    assert_eq!(counts(&[reply()], None), [1, 1, 0, 0, 0], "it is open");
    assert_eq!(counts(&[reply(), close(2)], None), [1, 1, 0, 1, 1]);
    assert_eq!(counts(&[reply(), close(2)], Some(1)), [1, 1, 0, 1, 0], "staff said something");
    assert_eq!(counts(&[reply(), close(2), rated(2)], None), [1, 1, 0, 1, 0]);
    assert_eq!(counts(&[reply(), close(2), rated(3)], None), [1, 1, 0, 1, 1]);
    let back = |after: i64| [reply(), close(2), reopen(2 + after), close(500)];
    assert_eq!(counts(&back(REOPEN_HOURS), None), [1, 1, 0, 1, 0], "it came back");
    assert_eq!(counts(&back(REOPEN_HOURS + 1), None), [1, 1, 0, 1, 1], "too late to blame the answer");
    assert_eq!(counts(&back(1)[..3], None), [1, 1, 0, 0, 0], "it is open again");
    assert_eq!(
        counts(&[reply(), escalate(Why::NotHelped), close(2)], None),
        [1, 1, 1, 1, 0],
        "staff had to see to it"
    );
    assert_eq!(counts(&[escalate(Why::Unsure), close(2)], None), [1, 0, 1, 0, 0], "it answered nothing");
}

#[test]
fn escalations_are_told_apart_and_listed() {
    let (cell, lines) = told(&[reply(), escalate(Why::NotHelped), close(2)], None);
    assert_eq!(cell.get(Count::AssistCalledFor(why_number(Why::NotHelped))), 1);
    let numbers: std::collections::BTreeSet<u8> = Why::ALL.into_iter().map(why_number).collect();
    assert_eq!(numbers.len(), Why::ALL.len());
    assert!(lines.contains(&(Listed::AssistCalled, NOW)) && lines.contains(&(Listed::Assisted, NOW)));
    assert!(lines.contains(&(Listed::AnsweredClosed, hours(2))));
    assert!(!lines.iter().any(|(listed, _)| *listed == Listed::Deflected));
    for (listed, _) in lines {
        assert_eq!(Listed::numbered(listed.number()), Some(listed));
    }
}
