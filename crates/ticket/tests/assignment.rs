//! Who is given a ticket: each strategy by hand, and what holds for all of them.

use proptest::prelude::*;
use ticket::{
    Timestamp, UserId,
    assign::{Availability, Candidate, Strategy as How, choose},
    calendar::{Calendar, Hours, Week},
};

const OPENER: UserId = UserId(999);

fn one(user: u64, open_of_type: u32, load: u32, cap: Option<u32>, last_given: Option<i64>) -> Candidate {
    let last_given = last_given.map(Timestamp);
    Candidate { load, cap, last_given, ..Candidate::new(UserId(user), open_of_type) }
}

fn picked(how: How, candidates: &[Candidate]) -> Option<u64> {
    choose(how, candidates, OPENER).map(|user| user.0)
}

/// The handler; of several the one with the fewest open tickets of the type; on a tie the lowest id; without handlers nobody.
// Proves: M39, M40, M41, M42
#[test]
fn least_open_of_the_type() {
    assert_eq!(picked(How::default(), &[]), None);
    assert_eq!(picked(How::default(), &[one(5, 7, 7, None, None)]), Some(5));
    let three = [one(30, 1, 9, None, None), one(10, 2, 2, None, None), one(20, 1, 1, None, None)];
    assert_eq!(picked(How::LeastOpenOfType, &three), Some(20));
}

/// Every other strategy with its tie.
#[test]
fn other_strategies() {
    let three =
        [one(3, 0, 4, Some(20), Some(50)), one(2, 5, 2, Some(4), Some(10)), one(1, 1, 3, None, Some(90))];
    assert_eq!(picked(How::LeastLoad, &three), Some(2));
    assert_eq!(picked(How::LeastShare, &three), Some(3), "4 of 20 is less than 2 of 4");
    assert_eq!(picked(How::RoundRobin, &three), Some(2), "longest ago");
    assert_eq!(picked(How::Sticky, &three), Some(3), "nobody knows the member: fewest of the type");
    assert_eq!(picked(How::Nobody, &three), None);
    let mut knows = three;
    knows[2].knows_member = true;
    assert_eq!(picked(How::Sticky, &knows), Some(1));
    knows[2].works = false;
    assert_eq!(picked(How::Sticky, &knows), Some(3), "who is off is not given a returning member either");
    let mut fresh = three.to_vec();
    fresh.push(one(9, 0, 0, None, None));
    assert_eq!(picked(How::RoundRobin, &fresh), Some(9), "who never had one comes first");
}

/// The opener does not get their own ticket while someone else could.
// Proves: M39
#[test]
fn nobody_handles_their_own() {
    let both = [one(OPENER.0, 0, 0, None, None), one(2, 5, 5, None, None)];
    assert_eq!(picked(How::LeastLoad, &both), Some(2));
    assert_eq!(picked(How::LeastLoad, &both[..1]), Some(OPENER.0));
}

/// Away until a time, and working hours.
#[test]
fn availability() {
    let noon = Timestamp(20_600 * 86_400_000 + 12 * 3_600_000);
    let anyone = Availability { user: UserId(1), cap: None, away_until: None, hours: None };
    assert!(anyone.works_at(noon));
    let away = Availability { away_until: Some(noon), ..anyone.clone() };
    assert!(away.works_at(noon) && !away.works_at(Timestamp(noon.0 - 1)));
    let week = Week::daily(&["09:00-12:00".parse::<Hours>().expect("hours")]);
    let hours = Some(Calendar { zone: "UTC".to_owned(), week, exceptions: Vec::new() });
    let mornings = Availability { hours, ..anyone };
    assert!(!mornings.works_at(noon) && mornings.works_at(Timestamp(noon.0 - 1)));
}

fn candidates() -> impl proptest::strategy::Strategy<Value = Vec<Candidate>> {
    let candidate =
        (0..6_u32, 0..6_u32, proptest::option::of(1..6_u32), proptest::option::of(0..9_i64), any::<bool>());
    proptest::collection::vec(candidate, 0..8).prop_map(|all| {
        let numbered = all.into_iter().enumerate();
        numbered
            .map(|(index, (of_type, more, cap, last, works))| Candidate {
                works,
                ..one(index as u64 + 1, of_type, of_type + more, cap, last)
            })
            .collect()
    })
}

proptest! {
    /// Nobody is given more than their cap or outside their hours, someone always is while someone can, and the order does not matter.
    #[test]
    fn caps_hold_and_nobody_idles(candidates in candidates(), which in 0..5_usize) {
        let how = How::ALL[which];
        let chosen = choose(how, &candidates, OPENER);
        let able = |user| candidates.iter().any(|one| one.user == user && one.has_room());
        prop_assert_eq!(chosen.is_some(), candidates.iter().any(Candidate::has_room));
        prop_assert!(chosen.is_none_or(able));
        let mut turned = candidates.clone();
        turned.reverse();
        prop_assert_eq!(choose(how, &turned, OPENER), chosen);
    }

    /// In turn, nobody gets two more than another.
    #[test]
    fn round_robin_is_even(people in 1..6_u64, tickets in 0..40_i64) {
        let mut all: Vec<Candidate> = (1..=people).map(|user| one(user, 0, 0, None, None)).collect();
        for now in 0..tickets {
            let chosen = choose(How::RoundRobin, &all, OPENER).expect("all can");
            let lucky = all.iter_mut().find(|one| one.user == chosen).expect("one of them");
            lucky.load += 1;
            lucky.last_given = Some(Timestamp(now));
        }
        let loads = || all.iter().map(|one| one.load);
        prop_assert!(loads().max().unwrap_or(0) - loads().min().unwrap_or(0) <= 1);
    }
}

/// Who claimed it before and did not answer is given it only if nobody else can take it.
#[test]
fn who_let_it_lapse_comes_last() {
    let one = |user: u64, open, lapsed| Candidate { lapsed, ..Candidate::new(UserId(user), open) };
    let chosen = |all: &[Candidate]| choose(How::LeastLoad, all, OPENER).map(|user| user.0);
    assert_eq!(chosen(&[one(1, 0, true), one(2, 9, false)]), Some(2));
    assert_eq!(chosen(&[one(1, 0, true)]), Some(1), "no ticket waits while somebody has room");
    assert_eq!(chosen(&[one(1, 0, true), one(OPENER.0, 0, false)]), Some(1), "rather than the opener");
}
