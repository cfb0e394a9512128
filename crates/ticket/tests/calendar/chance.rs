//! Chance that is the same every time, and calendars made by it.

use jiff::civil::Date;
use ticket::calendar::{Calendar, Day, Exception, Hours, Week};

/// SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number generators", 2014).
pub struct Chance(pub u64);

impl Chance {
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }
    /// From `least` to below `most`.
    pub fn within(&mut self, least: i64, most: i64) -> i64 {
        least + i64::try_from(self.next() % u64::try_from(most - least).expect("not empty")).expect("fits")
    }
    pub fn one_in(&mut self, count: u64) -> bool {
        self.next().is_multiple_of(count)
    }
}

/// Hours whose edges lie near one of these minutes of the day, or anywhere.
fn hours(chance: &mut Chance, near: &[i64]) -> Hours {
    let minute = |chance: &mut Chance| match near {
        [] => any_minute(chance),
        _ if chance.one_in(3) => any_minute(chance),
        near => {
            let edge = near[usize::try_from(chance.within(0, near.len() as i64)).expect("an index")];
            let off = if chance.one_in(3) { 0 } else { chance.within(-90, 91) };
            (edge + off).rem_euclid(1440)
        }
    };
    loop {
        let from = u16::try_from(minute(chance)).expect("a minute");
        let to = if chance.one_in(12) { 1440 } else { u16::try_from(minute(chance)).expect("a minute") };
        if let Some(hours) = Hours::new(from, to) {
            return hours;
        }
    }
}

fn any_minute(chance: &mut Chance) -> i64 {
    if chance.one_in(2) { chance.within(0, 1440) } else { chance.within(0, 96) * 15 }
}

fn day(chance: &mut Chance, near: &[i64]) -> Vec<Hours> {
    (0..chance.within(0, 4)).map(|_| hours(chance, near)).collect()
}

/// A calendar of any kind, with exceptions around a date.
pub fn calendar(chance: &mut Chance, zone: &str, around: Date, near: &[i64]) -> Calendar {
    let mut week = Week::default();
    let same = chance.one_in(4).then(|| day(chance, near));
    for slot in [
        &mut week.monday,
        &mut week.tuesday,
        &mut week.wednesday,
        &mut week.thursday,
        &mut week.friday,
        &mut week.saturday,
        &mut week.sunday,
    ] {
        *slot = same.clone().unwrap_or_else(|| day(chance, near));
    }
    let mut exceptions: Vec<Exception> = Vec::new();
    for _ in 0..chance.within(0, 4) {
        let date = around.saturating_add(jiff::Span::new().days(chance.within(-4, 5)));
        let on = match chance.one_in(2) {
            true => Day::Once(date),
            false => Day::Yearly { month: date.month(), day: date.day() },
        };
        if exceptions.iter().all(|exception| exception.on != on) {
            exceptions.push(Exception { on, hours: day(chance, near), name: None });
        }
    }
    Calendar { zone: zone.to_owned(), week, exceptions }
}
