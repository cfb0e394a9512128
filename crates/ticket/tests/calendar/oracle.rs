//! A second, slow answer to "when is it open", that shares no idea with the product's.
//!
//! It never asks what instant a local time means. It walks minute by minute and looks at the wall: hours have begun once the clock on the
//! wall has shown their start or anything later, and have ended once it will never again show their end or anything before.

use jiff::{civil::Date, tz::TimeZone};
use ticket::calendar::{Calendar, Day};

pub const MINUTE: i64 = 60_000;
const DAY: i64 = 1440;
/// Walked on both sides of what is asked for: more than clocks were ever set back since 2000.
const MARGIN: i64 = DAY / 2;

/// Whether it is open, for each minute of a stretch of time.
pub struct Walked {
    /// The first minute, since 1970.
    pub first: i64,
    /// One for each minute.
    pub open: Vec<bool>,
    /// Open minutes before each minute.
    counted: Vec<i64>,
}

impl Walked {
    pub fn new(calendar: &Calendar, zone: &TimeZone, first: i64, minutes: i64) -> Self {
        let wall = wall(zone, first - MARGIN, minutes + 2 * MARGIN);
        let mut shown = wall.clone();
        for at in 1..shown.len() {
            shown[at] = shown[at].max(shown[at - 1]);
        }
        let mut to_come = wall;
        for at in (0..to_come.len() - 1).rev() {
            to_come[at] = to_come[at].min(to_come[at + 1]);
        }
        let index = |minute: i64| usize::try_from(minute).expect("a count");
        let mut all = vec![false; shown.len()];
        for day in shown[0].div_euclid(DAY) - 2..=to_come[to_come.len() - 1].div_euclid(DAY) + 1 {
            for (opens, closes) in hours_on(calendar, day) {
                let begun = shown.partition_point(|shown| *shown < opens);
                // In the minute before the clock leaps over the end, the hours go on: what it would have shown next is not after it.
                let going_on = |at: usize| {
                    to_come[at] < closes || to_come.get(at + 1).is_some_and(|next| *next <= closes)
                };
                let mut ended = to_come.partition_point(|shown| *shown < closes);
                while ended < all.len() && going_on(ended) {
                    ended += 1;
                }
                if begun < ended {
                    all[begun..ended].fill(true);
                }
            }
        }
        let open = all[index(MARGIN)..index(MARGIN + minutes)].to_vec();
        let mut counted = vec![0; open.len() + 1];
        for at in 0..open.len() {
            counted[at + 1] = counted[at] + i64::from(open[at]);
        }
        Self { first, open, counted }
    }

    /// Open milliseconds before an instant within the stretch.
    fn before(&self, at: i64) -> i64 {
        let minute = usize::try_from(at.div_euclid(MINUTE) - self.first).expect("within the stretch");
        let started = self.open.get(minute).is_some_and(|open| *open);
        self.counted[minute] * MINUTE + if started { at.rem_euclid(MINUTE) } else { 0 }
    }

    /// Open milliseconds between.
    pub fn elapsed(&self, from: i64, to: i64) -> i64 {
        if to <= from { 0 } else { self.before(to) - self.before(from) }
    }

    /// The first instant at which so much open time has passed, if it is in the stretch: found by walking.
    pub fn deadline(&self, from: i64, open_ms: i64) -> Option<i64> {
        let mut left = open_ms;
        let mut at = from;
        while left > 0 {
            let minute = usize::try_from(at.div_euclid(MINUTE) - self.first).expect("within the stretch");
            let rest = MINUTE - at.rem_euclid(MINUTE);
            let hour = self.counted.get(minute + 60).map(|counted| (counted - self.counted[minute]) * MINUTE);
            if hour.is_some_and(|hour| at % MINUTE == 0 && hour < left) {
                left -= hour.unwrap_or(0);
                at += 60 * MINUTE;
                continue;
            }
            if *self.open.get(minute)? {
                if left <= rest {
                    return Some(at + left);
                }
                left -= rest;
            }
            at += rest;
        }
        Some(at)
    }
}

/// What the clock on the wall shows at each minute, in minutes since 1970.
fn wall(zone: &TimeZone, first: i64, minutes: i64) -> Vec<i64> {
    let offset = |minute: i64| {
        let at = jiff::Timestamp::from_second(minute * 60).expect("in range");
        let seconds = i64::from(zone.to_offset(at).seconds());
        assert_eq!(seconds % 60, 0, "since 2000 all zones are whole minutes off");
        seconds / 60
    };
    let mut wall = Vec::with_capacity(usize::try_from(minutes).expect("a count"));
    let mut block = first;
    while block < first + minutes {
        // Where an hour begins and ends alike, nothing happened in it.
        let (start, end) = (offset(block), offset(block + 59));
        for minute in block..block + 60 {
            wall.push(minute + if start == end { start } else { offset(minute) });
        }
        block += 60;
    }
    wall
}

/// The hours of the local day with this number since 1970, on the wall.
fn hours_on(calendar: &Calendar, day: i64) -> Vec<(i64, i64)> {
    let epoch = Date::constant(1970, 1, 1);
    let date = epoch.checked_add(jiff::Span::new().days(day)).expect("in range");
    let mut chosen = None;
    for exception in &calendar.exceptions {
        match exception.on {
            Day::Yearly { month, day } if chosen.is_none() && date.month() == month && date.day() == day => {
                chosen = Some(&exception.hours);
            }
            Day::Once(once) if once == date => {
                chosen = Some(&exception.hours);
                break;
            }
            _ => {}
        }
    }
    let week = &calendar.week;
    // 1970 began on a Thursday.
    let by_number = [
        &week.thursday,
        &week.friday,
        &week.saturday,
        &week.sunday,
        &week.monday,
        &week.tuesday,
        &week.wednesday,
    ];
    let weekly = by_number[usize::try_from(day.rem_euclid(7)).expect("below seven")];
    let written = chosen.unwrap_or(weekly).iter().map(ToString::to_string);
    written.map(|text| on_the_wall(&text, day)).collect()
}

/// `22:00-06:00` on a day, read from its text.
fn on_the_wall(text: &str, day: i64) -> (i64, i64) {
    let number = |range: std::ops::Range<usize>| text[range].parse::<i64>().expect("digits");
    let (opens, closes) = (number(0..2) * 60 + number(3..5), number(6..8) * 60 + number(9..11));
    let closes = if closes <= opens { closes + DAY } else { closes };
    (day * DAY + opens, day * DAY + closes)
}
