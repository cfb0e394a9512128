//! What holds for every calendar, and the cases that people ask about.

use crate::chance::{self, Chance};
use proptest::prelude::*;
use ticket::{
    Timestamp,
    calendar::{Calendar, Day, Exception, Hours, OpenTime, Unusable, Week},
};

const HOUR: i64 = 3_600_000;

fn at(text: &str) -> Timestamp {
    Timestamp(text.parse::<jiff::Timestamp>().expect("an instant").as_millisecond())
}

fn hours(text: &str) -> Hours {
    text.parse().expect("hours")
}

fn berlin(week: Week) -> Calendar {
    Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions: Vec::new() }
}

fn office() -> Calendar {
    berlin(Week::workdays(&[hours("09:00-12:00"), hours("13:00-17:00")]))
}

fn open(calendar: &Calendar) -> OpenTime {
    OpenTime::around(calendar, at("2026-06-01T00:00:00Z")).expect("the zone exists")
}

fn any_open_time() -> impl Strategy<Value = (OpenTime, i64)> {
    let zone = prop_oneof![
        Just("Europe/Berlin"),
        Just("America/New_York"),
        Just("Australia/Lord_Howe"),
        Just("UTC")
    ];
    (any::<u64>(), zone, 0i64..200 * 24).prop_map(|(seed, zone, hour)| {
        let around = jiff::civil::date(2026, 6, 1);
        let calendar = chance::calendar(&mut Chance(seed), zone, around, &[]);
        (open(&calendar), at("2026-02-01T00:00:00Z").0 + hour * HOUR)
    })
}

const FORTNIGHT: std::ops::Range<i64> = 0..14 * 24 * HOUR;

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// Parts add up, more time is never less open time, and none of it is more than what passed.
    #[test]
    fn elapsed_is_additive_and_monotone((open, start) in any_open_time(), parts in proptest::array::uniform3(FORTNIGHT)) {
        let mut points = parts.map(|part| Timestamp(start + part));
        points.sort();
        let [a, b, c] = points;
        prop_assert_eq!(open.elapsed(a, c), open.elapsed(a, b) + open.elapsed(b, c));
        prop_assert!(open.elapsed(a, c) >= open.elapsed(a, b));
        prop_assert!((0..=c.0 - a.0).contains(&open.elapsed(a, c)));
        prop_assert_eq!(open.elapsed(c, a), 0);
    }

    /// At the deadline exactly the time has passed, and a moment before it has not; a later one is not earlier.
    #[test]
    fn deadline_is_where_elapsed_says((open, start) in any_open_time(), wanted in 1..60 * HOUR, more in 0..HOUR) {
        let start = Timestamp(start);
        if let Some(due) = open.deadline(start, wanted) {
            prop_assert_eq!(open.elapsed(start, due), wanted);
            prop_assert_eq!(open.elapsed(start, Timestamp(due.0 - 1)), wanted - 1);
            prop_assert!(open.deadline(start, wanted + more).is_some_and(|later| later >= due));
        }
    }

    /// Pausing at any moment and going on at any later one loses nothing: what is left is left.
    #[test]
    fn what_is_left_survives_a_pause((open, start) in any_open_time(), worked in FORTNIGHT, paused in FORTNIGHT, left in 1..60 * HOUR) {
        let start = Timestamp(start);
        let (stop, resume) = (Timestamp(start.0 + worked), Timestamp(start.0 + worked + paused));
        let used = open.elapsed(start, stop);
        if let Some(due) = open.deadline(resume, left) {
            prop_assert_eq!(used + open.elapsed(resume, due), used + left);
            prop_assert!(due > resume);
        }
    }
}

/// Nights and weekends do not count; what is asked for on a Friday evening is due on Monday.
#[test]
fn nights_and_weekends_do_not_count() {
    let open = open(&office());
    // Friday 2026-06-05, 16:30 in Berlin.
    let asked = at("2026-06-05T14:30:00Z");
    assert_eq!(open.deadline(asked, HOUR), Some(at("2026-06-08T07:30:00Z")));
    assert_eq!(open.elapsed(asked, at("2026-06-08T10:30:00Z")), HOUR / 2 + 3 * HOUR);
    assert!(open.is_open(asked) && !open.is_open(at("2026-06-05T15:00:00Z")));
}

/// A holiday is closed in every year, special hours hold once, and the single date goes first.
#[test]
fn dates_that_differ() {
    let mut calendar = office();
    let exception = |on: &str, hours: &[Hours]| Exception {
        on: on.parse::<Day>().expect("a date"),
        hours: hours.to_vec(),
        name: None,
    };
    calendar.exceptions = vec![exception("05-01", &[]), exception("2026-05-01", &[hours("10:00-11:00")])];
    let open = open(&calendar);
    let day = |date: &str| open.elapsed(at(&format!("{date}T00:00:00Z")), at(&format!("{date}T23:00:00Z")));
    assert_eq!(day("2025-05-01"), 0);
    assert_eq!(day("2026-05-01"), HOUR);
    assert_eq!(day("2026-04-30"), 7 * HOUR);
}

/// Hours over midnight belong to the day they open on.
#[test]
fn a_night_shift_belongs_to_its_evening() {
    let mut calendar = berlin(Week { saturday: vec![hours("22:00-06:00")], ..Week::default() });
    let open_time = open(&calendar);
    // Saturday 2026-06-06, 22:00 in Berlin, to Sunday 06:00.
    let (begins, ends) = (at("2026-06-06T20:00:00Z"), at("2026-06-07T04:00:00Z"));
    assert_eq!(open_time.elapsed(at("2026-06-06T00:00:00Z"), at("2026-06-08T00:00:00Z")), 8 * HOUR);
    assert!(open_time.is_open(begins) && !open_time.is_open(ends));
    calendar.exceptions.push(Exception {
        on: "2026-06-07".parse().expect("a date"),
        hours: vec![],
        name: None,
    });
    assert_eq!(open(&calendar).elapsed(begins, ends), 8 * HOUR, "Sunday is closed; Saturday's hours go on");
}

/// In spring the skipped hour does not count and hours begin at the first instant after it; in autumn the repeated hour counts twice.
#[test]
fn when_the_clocks_change() {
    let night = open(&berlin(Week::daily(&[hours("02:30-04:00")])));
    // 2026-03-29: 02:00 becomes 03:00 at 01:00 UTC.
    let spring = at("2026-03-29T00:00:00Z");
    assert!(!night.is_open(at("2026-03-29T00:59:59Z")) && night.is_open(at("2026-03-29T01:00:00Z")));
    assert_eq!(night.elapsed(spring, at("2026-03-29T06:00:00Z")), HOUR);
    // 2026-10-25: 03:00 becomes 02:00 at 01:00 UTC; 02:30 comes at 00:30 and at 01:30 UTC.
    let autumn = at("2026-10-25T00:00:00Z");
    assert!(!night.is_open(at("2026-10-25T00:29:59Z")) && night.is_open(at("2026-10-25T00:30:00Z")));
    assert_eq!(night.elapsed(autumn, at("2026-10-25T06:00:00Z")), 5 * HOUR / 2);
    let until = open(&berlin(Week::daily(&[hours("01:00-02:30")])));
    assert!(until.is_open(at("2026-10-25T01:29:59Z")) && !until.is_open(at("2026-10-25T01:30:00Z")));
}

/// A calendar is refused, with the reason, if it could never be used.
#[test]
fn refused_calendars() {
    let now = at("2026-06-01T00:00:00Z");
    let check = |calendar: &Calendar| calendar.check(now);
    assert_eq!(check(&office()), Ok(()));
    assert_eq!(check(&Calendar::always()), Ok(()));
    assert_eq!(check(&berlin(Week::default())), Err(Unusable::NeverOpen));
    let nowhere = Calendar { zone: "Europe/Atlantis".to_owned(), ..office() };
    assert_eq!(check(&nowhere), Err(Unusable::Zone("Europe/Atlantis".to_owned())));
    let once = |on: &str, hours: &[Hours]| Exception {
        on: on.parse().expect("a date"),
        hours: hours.to_vec(),
        name: Some("x".to_owned()),
    };
    let mut rare = berlin(Week::default());
    rare.exceptions = vec![once("2027-05-31", &[Hours::ALL_DAY])];
    assert_eq!(check(&rare), Ok(()), "within 366 days");
    rare.exceptions = vec![once("2027-06-03", &[Hours::ALL_DAY])];
    assert_eq!(check(&rare), Err(Unusable::NeverOpen));
    // Open only in the hour that this night skips.
    rare.exceptions = vec![once("2027-03-28", &[hours("02:00-03:00")])];
    assert_eq!(check(&rare), Err(Unusable::NeverOpen));
    rare.exceptions = vec![once("05-01", &[]), once("05-01", &[Hours::ALL_DAY])];
    assert_eq!(check(&rare).unwrap_err().to_string(), "there are two exceptions for 05-01");
}

/// What is written is what is read; what cannot be meant is refused with an example.
#[test]
fn as_text() {
    let text = r#"{"zone":"Europe/Berlin","week":{"monday":["09:00-12:00","22:00-06:00"]},"exceptions":[{"on":"12-24","hours":["09:00-24:00"],"name":"Eve"},{"on":"2027-05-01"}]}"#;
    let calendar: Calendar = serde_json::from_str(text).expect("it is readable");
    assert_eq!(serde_json::to_string(&calendar).expect("it can be written"), text);
    for wrong in
        ["9:00-12:00", "09:00", "09:00-09:00", "24:00-03:00", "09:60-10:00", "00:00-24:01", "+9:00-10:00"]
    {
        assert!(wrong.parse::<Hours>().is_err(), "{wrong}");
    }
    for wrong in ["2027-02-29", "02-30", "1.5.", "2027-5-1", "20270501"] {
        assert!(wrong.parse::<Day>().is_err(), "{wrong}");
    }
    assert!("02-29".parse::<Day>().is_ok());
    assert!(serde_json::from_str::<Calendar>(r#"{"zone":"UTC","weeks":{}}"#).is_err());
}

/// What lies years outside of what is held ready is right too; what never comes within 40 years is said to.
#[test]
fn far_away() {
    let open_time = open(&office());
    let whole = OpenTime::between(
        office(),
        ticket::calendar::zone("Europe/Berlin").expect("it exists"),
        at("2010-01-01T00:00:00Z"),
        at("2050-01-01T00:00:00Z"),
    );
    let (early, late) = (at("2012-03-04T05:06:07Z"), at("2044-03-04T05:06:07Z"));
    assert_eq!(open_time.elapsed(early, late), whole.elapsed(early, late));
    let long = 10_000 * HOUR;
    assert_eq!(open_time.deadline(early, long), whole.deadline(early, long));
    assert!(open_time.deadline(early, long).is_some());
    assert_eq!(open_time.deadline(early, i64::MAX), None);
    assert_eq!(OpenTime::always().deadline(early, 5), Some(Timestamp(early.0 + 5)));
}
