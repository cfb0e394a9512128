//! Business calendars against a slow second answer, and their laws.
//!
//! `CALENDAR_CASES=5000000 cargo test --release -p ticket --test calendar` tries more than the usual cases, `CALENDAR_SEED=7` others.

mod chance;
mod laws;
mod oracle;

use chance::Chance;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use oracle::{MINUTE, Walked};
use ticket::{
    Timestamp,
    calendar::{Calendar, OpenTime},
};

const DAY_MINUTES: i64 = 1440;
/// 2000-01-01 and 2041-01-01, in minutes since 1970.
const FIRST_MINUTE: i64 = 15_778_080;
const LAST_MINUTE: i64 = 37_344_960;

fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|_| panic!("{name} is a number")))
}

fn zones() -> Vec<(String, TimeZone)> {
    let database = TimeZoneDatabase::bundled();
    let names: Vec<String> = database.available().map(|name| name.to_string()).collect();
    assert!(names.len() > 400, "the zones are built in");
    names.into_iter().map(|name| (name.clone(), database.get(&name).expect("it is there"))).collect()
}

/// Asks both for intervals within the walked stretch, and compares. Gives how many were compared.
fn compare(chance: &mut Chance, calendar: &Calendar, zone: &TimeZone, walked: &Walked, times: u32) -> u64 {
    let first = walked.first * MINUTE;
    let length = walked.open.len() as i64 * MINUTE;
    // Sometimes only a part is held ready, so that the ways to the rest are tried too.
    let ready = match chance.one_in(8) {
        true => (first + length / 3, first + length / 2),
        false => (first - MINUTE, first + length + MINUTE),
    };
    let open = OpenTime::between(calendar.clone(), zone.clone(), Timestamp(ready.0), Timestamp(ready.1));
    for _ in 0..times {
        let mut pick = || match chance.one_in(2) {
            true => first + chance.within(0, length),
            false => first + length / 2 + chance.within(-180, 180) * MINUTE,
        };
        let (from, to) = (pick(), pick());
        let context = || format!("from {from} to {to} (Unix ms) in {calendar:?}");
        let elapsed = open.elapsed(Timestamp(from), Timestamp(to));
        assert_eq!(elapsed, walked.elapsed(from, to), "elapsed {}", context());
        let wanted = if chance.one_in(4) { elapsed } else { chance.within(0, length / 3) };
        let due = open.deadline(Timestamp(from), wanted);
        match walked.deadline(from, wanted) {
            Some(expected) => assert_eq!(due, Some(Timestamp(expected)), "deadline {wanted} {}", context()),
            None => assert!(
                due.is_none_or(|due| due.0 > first + length),
                "deadline {wanted} gave {due:?} {}",
                context()
            ),
        }
    }
    u64::from(times)
}

fn local_date(zone: &TimeZone, minute: i64) -> jiff::civil::Date {
    zone.to_datetime(jiff::Timestamp::from_second(minute * 60).expect("in range")).date()
}

/// Any calendar, any zone, any time between 2000 and 2040: the same as walking the minutes.
#[test]
fn random_intervals_agree_with_walking_the_minutes() {
    let cases = setting("CALENDAR_CASES").unwrap_or(100_000);
    let mut chance = Chance(setting("CALENDAR_SEED").unwrap_or(1));
    let zones = zones();
    let mut compared = 0;
    while compared < cases {
        let (name, zone) = &zones[usize::try_from(chance.within(0, zones.len() as i64)).expect("an index")];
        let days = chance.within(2, 12);
        let first = chance.within(FIRST_MINUTE, LAST_MINUTE - days * DAY_MINUTES);
        let around = local_date(zone, first + days * DAY_MINUTES / 2);
        let calendar = chance::calendar(&mut chance, name, around, &[]);
        let walked = Walked::new(&calendar, zone, first, days * DAY_MINUTES);
        compared += compare(&mut chance, &calendar, zone, &walked, 40);
    }
    eprintln!("{compared} intervals compared");
}

/// Around every change of the clocks in every zone from 2000 to 2040, with hours that begin and end in the skipped or repeated time.
#[test]
fn every_change_of_the_clocks_agrees_with_walking_the_minutes() {
    let mut chance = Chance(setting("CALENDAR_SEED").unwrap_or(2));
    let (mut changes, mut compared) = (0, 0);
    for (name, zone) in &zones() {
        let start = jiff::Timestamp::from_second(FIRST_MINUTE * 60).expect("in range");
        for change in
            zone.following(start).take_while(|change| change.timestamp().as_second() < LAST_MINUTE * 60)
        {
            let at = change.timestamp();
            let minute = at.as_second() / 60;
            let before = zone.to_offset(at - jiff::SignedDuration::from_secs(1));
            if before == change.offset() {
                continue;
            }
            changes += 1;
            let minute_of_day = |offset: jiff::tz::Offset| {
                let local = offset.to_datetime(at);
                i64::from(local.hour()) * 60 + i64::from(local.minute())
            };
            let near = [minute_of_day(before), minute_of_day(change.offset())];
            let calendar = chance::calendar(&mut chance, name, local_date(zone, minute), &near);
            let walked = Walked::new(&calendar, zone, minute - 2 * DAY_MINUTES, 4 * DAY_MINUTES);
            compared += compare(&mut chance, &calendar, zone, &walked, 8);
        }
    }
    eprintln!("{changes} changes of the clocks, {compared} intervals compared");
    assert!(changes > 10_000);
}
