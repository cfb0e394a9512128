//! Figures: histograms against exact percentiles, periods, conversations in any order, and shares that can be taken out again.

mod common;

use jiff::{ToSpan, civil::Date};
use proptest::prelude::*;
use ticket::{
    Priority, Timestamp, TypeId, UserId,
    report::{
        Breach, Cell, Closing, Count, Fact, Histogram, Kind, Listed, Measure, Percentiles, Period, Piece,
        RELATIVE_ERROR, Sum, Talk, Values, exact, interval, period, resolution_bin,
    },
    sla::{Metric, Policy, Side, Stretch},
};

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

fn durations() -> impl Strategy<Value = Vec<i64>> {
    let duration = prop_oneof![0..1_000_i64, 0..HOUR, 0..40 * 24 * HOUR];
    proptest::collection::vec(duration, 1..200)
}

fn histogram(values: &[i64]) -> Histogram {
    let mut histogram = Histogram::default();
    values.iter().for_each(|value| histogram.add(*value, 1));
    histogram
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// A percentile of the bins is within 1.6 % of the exact one.
    // Proves: P138, P139
    #[test]
    fn histograms_are_near_the_exact_percentile(mut values in durations(), share in 0.0..1.0_f64) {
        let told = histogram(&values).percentile(share).expect("there are some");
        values.sort_unstable();
        let exact = exact(&values, share).expect("there are some");
        prop_assert!((told - exact).abs() <= exact * RELATIVE_ERROR + 1e-6, "{told} for {exact}");
    }

    /// Percentiles of durations in any order are those of the sorted ones.
    // Proves: P138
    #[test]
    fn percentiles_do_not_need_an_order(mut values in durations()) {
        let told = Percentiles::of(&mut values).expect("there are some");
        values.sort_unstable();
        prop_assert_eq!((Some(told.median), Some(told.p95)), (exact(&values, 0.5), exact(&values, 0.95)));
    }

    /// What is put in can be taken out: one by one, or as a whole; and what is written is what is read.
    #[test]
    fn histograms_add_and_subtract(one in durations(), other in durations()) {
        let mut both = histogram(&one);
        both.merge(&histogram(&other));
        prop_assert_eq!(&both, &histogram(&[one.clone(), other.clone()].concat()));
        prop_assert_eq!(Histogram::read(&both.bytes()), Some(both.clone()));
        let mut sum = Sum::default();
        let (month, day) = (Period(202_606), Period(20_260_601));
        let mut others = Values::default();
        other.iter().for_each(|value| others.add(*value, 1));
        prop_assert!(sum.add(month, &histogram(&one).bytes()).and(sum.add(day, &others.bytes())).is_some());
        let mut list = Vec::new();
        prop_assert!(Values::list(&others.bytes(), &mut list).is_some());
        let mut sorted = other.clone();
        sorted.sort_unstable();
        prop_assert_eq!(list, sorted);
        prop_assert_eq!(sum.histogram(), both.clone());
        other.iter().for_each(|value| both.add(*value, -1));
        prop_assert_eq!(both, histogram(&one));
    }

    /// The months and days that cover a range hold each of its dates once and no other.
    #[test]
    fn periods_cover_a_range_once(start in 0..1500_i64, length in 0..900_i64) {
        let epoch = jiff::civil::date(2023, 1, 1);
        let (first, last) = (epoch + start.days(), epoch + (start + length).days());
        let ranges = period::cover(first, last);
        prop_assert!(ranges.len() <= 3);
        let mut date: Date = epoch;
        while date < epoch + 2500.days() {
            let day = Period::day(date);
            let within = |period: Period| ranges.iter().filter(|(from, to)| (*from..=*to).contains(&period)).count();
            let times = within(day) + within(day.month());
            prop_assert_eq!(times, usize::from(first <= date && date <= last), "{} in {:?}", date, ranges);
            date = date.tomorrow().expect("in range");
        }
    }

    /// Whatever order messages arrive in, the conversation comes out the same.
    // Proves: P116
    #[test]
    fn conversations_in_any_order(sides in proptest::collection::vec(any::<bool>(), 0..12), seed in any::<u64>()) {
        let messages: Vec<(i64, Side)> = sides
            .iter()
            .enumerate()
            .map(|(at, staff)| (at as i64, if *staff { Side::Staff } else { Side::Member }))
            .collect();
        let author = |at: i64| UserId(at as u64 % 3 + 1);
        let told = |messages: &[(i64, Side)]| {
            let mut talk = Talk::default();
            let mut known: Vec<(i64, Side)> = Vec::new();
            for &(at, by) in messages {
                let next = known.iter().filter(|(then, side)| *then > at && *side != by).map(|(then, _)| *then).min();
                talk.hear(Timestamp(at), by, author(at), next.map(|at| (Timestamp(at), author(at))));
                known.push((at, by));
            }
            talk.staff.sort_by_key(|spoke| spoke.user);
            talk
        };
        let mut shuffled = messages.clone();
        let mut state = seed;
        for index in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(index, usize::try_from(state >> 33).expect("it fits") % (index + 1));
        }
        prop_assert_eq!(told(&shuffled), told(&messages));
        let turns = told(&messages).turns;
        prop_assert!(turns.windows(2).all(|pair| pair[0].at < pair[1].at && pair[0].by != pair[1].by));
    }
}

fn at(hours: i64) -> Timestamp {
    // Monday 2026-06-01, midnight in Berlin.
    Timestamp(1_780_264_800_000 + hours * HOUR)
}

fn fact<'a>(
    talk: &'a Talk,
    closings: &'a [Closing],
    promise: Option<&'a Policy>,
    breaches: &'a [Breach],
) -> Fact<'a> {
    Fact {
        ticket_type: TypeId(7),
        priority: Priority::Normal,
        tags: vec![3],
        opened_at: at(10),
        on_behalf: false,
        paused: &[],
        settled: &[],
        snoozed: &[],
        closings,
        claims: &[],
        promise,
        breaches,
        talk,
        assisted_at: None,
        assisted: None,
    }
}

fn sum(fact: &Fact<'_>, kind: Kind) -> Cell {
    let zone = ticket::calendar::zone("Europe/Berlin").expect("it exists");
    let mut sum = Cell::default();
    for ((_, found, ..), cell) in &fact.shares(&zone).cells {
        if *found == kind {
            sum.merge(cell);
        }
    }
    sum
}

/// One ticket by hand: opened on Monday at ten, answered after two hours, closed after five, reopened, closed for good.
// Proves: P134, P140
#[test]
fn the_shares_of_one_ticket() {
    let (beth, carl) = (UserId(11), UserId(12));
    let mut talk = Talk::default();
    talk.hear(at(12), Side::Staff, beth, None);
    let closing = |hour, reopened: Option<i64>| Closing {
        at: at(hour),
        by: Some(beth),
        credit: Some(carl),
        reopened: reopened.map(at),
        unasked: false,
        rating: None,
    };
    let closings = [closing(15, Some(40)), Closing { rating: Some((5, at(50))), ..closing(42, None) }];
    let fact = fact(&talk, &closings, None, &[]);
    let cell = sum(&fact, Kind::Ticket);
    let counts = [
        Count::Opened,
        Count::Answered,
        Count::Closed,
        Count::Reopened,
        Count::ReopenedSoon,
        Count::OneTouch,
    ];
    assert_eq!(counts.map(|count| cell.get(count)), [1, 1, 2, 1, 1, 1]);
    let median =
        |measure| cell.durations(measure).percentile(0.5).map(|found| (found / HOUR as f64).round() as i64);
    assert_eq!(median(Measure::FirstResponse), Some(2));
    assert_eq!(median(Measure::FirstResolution), Some(5));
    assert_eq!(median(Measure::TotalResolution), Some(7), "the time it was closed does not count");
    assert_eq!(cell.get(Count::Resolved(resolution_bin(7 * HOUR))), 1);
    assert_eq!((cell.get(Count::Rated(5)), cell.get(Count::Promised)), (1, 0));
    assert_eq!(sum(&fact, Kind::Hour).get(Count::OpenedAt(10)), 1);
    assert_eq!(sum(&fact, Kind::Tag).get(Count::Opened), 1);
    let zone = ticket::calendar::zone("Europe/Berlin").expect("it exists");
    let shares = fact.shares(&zone);
    let staff = |date: i64, user: UserId| shares.cells.get(&(Period(date), Kind::Staff, user.as_i64(), 0));
    let beths = staff(20_260_601, beth).expect("Beth worked on Monday");
    assert_eq!(
        (beths.get(Count::Handled), beths.get(Count::ClosedBy), beths.get(Count::Credited)),
        (1, 1, 0)
    );
    assert_eq!(
        staff(20_260_603, carl).map(|cell| cell.get(Count::Rated(5))),
        Some(1),
        "who had it gets the stars"
    );
    let kind = i64::from(fact.ticket_type.0);
    let hours =
        |hour, kind| shares.cells.get(&(Period(20_260_601), Kind::Hour, hour, kind)).expect("it is there");
    assert_eq!(hours(0, kind).get(Count::OpenedAt(10)), 1);
    assert_eq!(hours(10, 0).durations(Measure::FirstResponse).count(), 1);
    assert!(!shares.lines.iter().any(|line| matches!(line.listed, Listed::Open | Listed::Unanswered)));
    let listed = |wanted: Listed| {
        let found = shares.lines.iter().filter(|line| line.listed == wanted);
        found.map(|line| (line.at, line.value)).collect::<Vec<_>>()
    };
    assert_eq!(listed(Listed::Handled), [(at(12), beth.as_i64())]);
    assert_eq!(listed(Listed::ClosedBy), [(at(15), beth.as_i64()), (at(42), beth.as_i64())]);
    assert_eq!(listed(Listed::RatedFor), [(at(50), carl.as_i64())], "who had it gets the stars");
    // The first close was reopened before anybody answered.
    assert_eq!((cell.get(Count::Asked), cell.get(Count::AskedRated)), (1, 1));
    for cell in shares.cells.values() {
        let mut read = Cell::default();
        let (mut month, day, whole) = (Cell::default(), Period(20_260_601), cell.of_month());
        for (part, piece) in cell.parts() {
            read.take(part, &Piece::read(part, day, &piece.bytes()).expect("what was written can be read"));
        }
        for (part, piece) in whole.parts() {
            let stored = Piece::read(part, day.month(), &piece.bytes());
            month.take(part, &stored.expect("what was written can be read"));
        }
        assert_eq!((&read, &month), (cell, &whole));
    }
}

/// A later answer counts for who ended the wait, on the day it began, whoever answered first.
// Proves: P140
#[test]
fn later_answers_count_for_who_gave_them() {
    let (beth, carl) = (UserId(11), UserId(12));
    let mut talk = Talk::default();
    talk.hear(at(12), Side::Staff, beth, None);
    talk.hear(at(20), Side::Member, UserId(1), None);
    talk.hear(at(26), Side::Staff, carl, None);
    talk.hear(at(27), Side::Staff, beth, None);
    let fact = fact(&talk, &[], None, &[]);
    let shares = fact.shares(&ticket::calendar::zone("Europe/Berlin").expect("it exists"));
    let later = |user: UserId| {
        let cell = shares.cells.get(&(Period(20_260_601), Kind::Staff, user.as_i64(), 0));
        cell.map(|cell| {
            cell.durations(Measure::NextResponse).percentile(0.5).map(|took| (took / HOUR as f64).round())
        })
    };
    assert_eq!((later(beth), later(carl)), (Some(None), Some(Some(6.0))));
}

/// A broken promise counts on the day it was due, also while the ticket is open, and stays broken under another priority.
// Proves: P117, P118, P135
#[test]
fn broken_promises_count_when_due() {
    let (talk, policy) = (Talk::default(), Policy { enabled: true, ..Policy::default() });
    let breach = [Breach { metric: Metric::FirstResponse, started: at(10), target: 4 * HOUR, due: at(14) }];
    let counts = |fact: &Fact<'_>| {
        let cell = sum(fact, Kind::Ticket);
        let counts = [
            Count::Promised,
            Count::Breached,
            Count::Overdue(0),
            Count::Late(0),
            Count::Met(0),
            Count::Cancelled(0),
        ];
        counts.map(|count| cell.get(count))
    };
    assert_eq!(counts(&fact(&talk, &[], None, &[])), [0; 6], "nothing is promised, nothing is broken");
    assert_eq!(counts(&fact(&talk, &[], Some(&policy), &[])), [0; 6], "it runs");
    assert_eq!(counts(&fact(&talk, &[], Some(&policy), &breach)), [1, 1, 1, 0, 0, 0]);
    let mut answered = Talk::default();
    answered.hear(at(20), Side::Staff, UserId(11), None);
    assert_eq!(counts(&fact(&answered, &[], Some(&policy), &breach)), [1, 1, 0, 1, 0, 0]);
    assert_eq!(counts(&fact(&answered, &[], Some(&policy), &[])), [1, 1, 0, 1, 0, 0], "seen or not");
    let low = Fact { priority: Priority::Low, ..fact(&answered, &[], Some(&policy), &breach) };
    assert_eq!(counts(&low), [1, 1, 0, 1, 0, 0], "broken stays broken");
    let low = Fact { priority: Priority::Low, ..fact(&answered, &[], Some(&policy), &[]) };
    assert_eq!(counts(&low), [1, 0, 0, 0, 1, 0]);
    let closed =
        [Closing { at: at(12), by: None, credit: None, reopened: None, unasked: false, rating: None }];
    assert_eq!(counts(&fact(&talk, &closed, Some(&policy), &[])), [0, 0, 0, 0, 0, 1]);
}

/// Pausing does not count in open time; the clock on the wall goes on.
#[test]
fn first_response_in_open_time() {
    let mut talk = Talk::default();
    talk.hear(at(16), Side::Staff, UserId(11), None);
    let paused = [Stretch { from: at(11), to: Some(at(14)) }];
    let cell = sum(&Fact { paused: &paused, ..fact(&talk, &[], None, &[]) }, Kind::Ticket);
    let hours =
        |measure| cell.durations(measure).percentile(0.5).map(|found| (found / HOUR as f64).round() as i64);
    assert_eq!((hours(Measure::FirstResponse), hours(Measure::FirstResponseOpen)), (Some(6), Some(3)));
}

/// Opened by staff for a member: the first answer is counted from the member's first message, for who gave it; and a paused hour shows.
// Proves: P116, P120
#[test]
fn opened_for_a_member_and_paused() {
    let (beth, carl) = (UserId(11), UserId(12));
    let mut talk = Talk::default();
    talk.hear(at(11), Side::Staff, beth, None);
    let behalf = |talk: &Talk| {
        let fact = Fact { on_behalf: true, ..fact(talk, &[], None, &[]) };
        let shares = fact.shares(&ticket::calendar::zone("Europe/Berlin").expect("it exists"));
        let waits = shares.lines.iter().any(|line| line.listed == Listed::Unanswered);
        let took = sum(&fact, Kind::Ticket).durations(Measure::FirstResponse).percentile(0.5);
        let carls = shares.cells.get(&(Period(20_260_601), Kind::Staff, carl.as_i64(), 0));
        let carls = carls.is_some_and(|cell| cell.durations(Measure::FirstResponse).count() == 1);
        (took.map(|took| (took / HOUR as f64).round() as i64), waits, carls)
    };
    assert_eq!(behalf(&talk), (None, false, false), "nobody waits for an answer yet");
    talk.hear(at(14), Side::Member, UserId(1), None);
    assert_eq!(behalf(&talk), (None, true, false));
    talk.hear(at(16), Side::Staff, carl, None);
    assert_eq!(behalf(&talk), (Some(2), false, true));
    let paused = [Stretch { from: at(11), to: Some(at(12)) }];
    let closing =
        Closing { at: at(20), by: Some(beth), credit: None, reopened: None, unasked: false, rating: None };
    let closings = [closing];
    let cell = sum(&Fact { paused: &paused, ..fact(&talk, &closings, None, &[]) }, Kind::Ticket);
    assert_eq!((cell.get(Count::LivedMinutes), cell.get(Count::PausedMinutes)), (600, 60));
}

// Proves: A14, P142
#[test]
fn a_member_who_closes_is_nobodys_staff() {
    use ticket::{By, Claim, CloseKind, Closure, Event, UserId};
    let closed = |ticket: ticket::Ticket, user: UserId| {
        let by = By::Person { user, name: "Somebody".to_owned() };
        let closure = Closure {
            by,
            at: common::NOW,
            kind: CloseKind::Manual,
            reason: None,
            archived: false,
            expired: false,
            unasked: false,
            rating: None,
        };
        let done = ticket::apply(ticket, &Event::Closed { closure });
        done.past.closings.last().map(|closing| (closing.by, closing.credit)).expect("it was closed")
    };
    let (opener, staff) = (common::ticket().opener.user, UserId(20));
    assert_eq!(closed(common::ticket(), opener), (None, None));
    assert_eq!(closed(common::ticket(), staff), (Some(staff), Some(staff)));
    let claim = Claim { by: staff, name: "Beth".to_owned(), at: common::NOW };
    let claimed = ticket::apply(common::ticket(), &Event::Claimed { claim });
    assert_eq!(closed(claimed, opener), (None, Some(staff)), "whoever worked it has the credit");
}

/// The interval of a share, against figures that others give for Wilson's: 8 of 10, 0 of 5, all of 5; none of nothing.
#[test]
fn how_sure_a_share_is() {
    let rounded = |part, whole| {
        let per_mille = |share: f64| (share * 1000.0).round() as i64;
        interval(part, whole).map(|(least, most)| (per_mille(least), per_mille(most)))
    };
    assert_eq!(rounded(8, 10), Some((490, 943)));
    assert_eq!(rounded(0, 5), Some((0, 434)));
    assert_eq!(rounded(5, 5), Some((566, 1000)));
    assert_eq!(rounded(0, 0), None);
}

/// Two people who begin at the same instant are two rows.
#[test]
fn two_at_once_are_two() {
    let mut talk = Talk::default();
    talk.hear(at(12), Side::Staff, UserId(11), None);
    talk.hear(at(12), Side::Staff, UserId(12), None);
    let zone = ticket::calendar::zone("Europe/Berlin").expect("it exists");
    let shares = fact(&talk, &[], None, &[]).shares(&zone);
    let found = shares.lines.iter().filter(|line| line.listed == Listed::Handled);
    let found: Vec<_> = found.map(|line| (line.at, line.value)).collect();
    assert_eq!(found, [(at(12), 11), (Timestamp(at(12).0 + 1), 12)]);
}
