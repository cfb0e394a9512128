//! Business calendars: when time counts.
//!
//! A [`Calendar`] is what an owner writes: the hours of a week, the dates that differ, a time zone. [`OpenTime`] is the same as a sorted
//! list of instants, in which "how much open time lies between" and "when has so much open time passed" are binary searches.
//!
//! Where the clocks change: hours that would begin or end at a local time that is skipped do so at the first instant that exists
//! after it. Where a local time comes twice, hours begin at the first and end at the second.

mod hours;
mod open_time;

pub use hours::{Day, Hours, Unreadable, Week};
/// A time zone.
pub use jiff::tz::TimeZone as Zone;
pub use open_time::OpenTime;

use crate::Timestamp;
use jiff::{
    civil::Date,
    tz::{TimeZone, TimeZoneDatabase},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Opening hours on one day.
pub const MAX_HOURS_PER_DAY: usize = 12;
/// Dates that differ, in one calendar.
pub const MAX_EXCEPTIONS: usize = 400;
/// Characters of an exception's name.
pub const MAX_EXCEPTION_NAME: usize = 60;
/// Within so many days there must be open time, or the calendar is refused (A.2 of the definitions).
pub const MUST_OPEN_WITHIN_DAYS: i64 = 366;

const MS_PER_DAY: i64 = 24 * 60 * 60 * 1000;

/// A date on which the hours of the week do not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exception {
    /// Which date: `2027-05-01`, or `05-01` in every year.
    pub on: Day,
    /// The hours that open on that date instead; closed if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hours: Vec<Hours>,
    /// What people call it: "Labour Day".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

/// When a team works.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calendar {
    /// The time zone by its IANA name: `Europe/Berlin`.
    pub zone: String,
    /// The ordinary week.
    #[serde(default)]
    pub week: Week,
    /// The dates that differ. One for a single year goes before one for every year.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub exceptions: Vec<Exception>,
}

/// What there can be too much of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Exceptions.
    Exceptions,
    /// Hours on a day of the week.
    Weekday(jiff::civil::Weekday),
    /// Hours on a date.
    Date(Day),
    /// Characters of a date's name.
    Name(Day),
}

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exceptions => write!(f, "exceptions"),
            Self::Weekday(day) => write!(f, "hours on {day:?}"),
            Self::Date(day) => write!(f, "hours on {day}"),
            Self::Name(day) => write!(f, "characters of the name of {day}"),
        }
    }
}

/// Why a calendar cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// No such time zone.
    #[error("there is no time zone \"{0}\"; an example is Europe/Berlin")]
    Zone(String),
    /// Too much of something.
    #[error("{what}: at most {most}, not {given}")]
    TooMany {
        /// Of what.
        what: Of,
        /// What fits.
        most: usize,
        /// What was given.
        given: usize,
    },
    /// Two exceptions for one date.
    #[error("there are two exceptions for {0}")]
    Twice(Day),
    /// It would never let a clock run.
    #[error("it has no open time within {MUST_OPEN_WITHIN_DAYS} days, so no clock would ever run")]
    NeverOpen,
}

/// The time zone with this IANA name, from the data built into the program, so that every machine agrees.
pub fn zone(name: &str) -> Option<TimeZone> {
    TimeZoneDatabase::bundled().get(name).ok()
}

/// The names of all time zones, for choosing.
pub fn zone_names() -> Vec<String> {
    TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect()
}

impl Calendar {
    /// Open day and night.
    pub fn always() -> Self {
        Self { zone: "UTC".to_owned(), week: Week::daily(&[Hours::ALL_DAY]), exceptions: Vec::new() }
    }

    /// The hours that open on this date.
    pub fn opening_on(&self, date: Date) -> &[Hours] {
        let meant = |exception: &&Exception| exception.on.is(date);
        let once =
            self.exceptions.iter().filter(|exception| matches!(exception.on, Day::Once(_))).find(meant);
        match once.or_else(|| self.exceptions.iter().find(meant)) {
            Some(exception) => &exception.hours,
            None => self.week.on(date.weekday()),
        }
    }

    /// Checks that it can be used from `now` on.
    ///
    /// # Errors
    /// The first thing that stands against it.
    pub fn check(&self, now: Timestamp) -> Result<(), Unusable> {
        let zone = zone(&self.zone).ok_or_else(|| Unusable::Zone(self.zone.clone()))?;
        at_most(self.exceptions.len(), MAX_EXCEPTIONS, Of::Exceptions)?;
        let mut weekday = jiff::civil::Weekday::Monday;
        for _ in 0..7 {
            at_most(self.week.on(weekday).len(), MAX_HOURS_PER_DAY, Of::Weekday(weekday))?;
            weekday = weekday.next();
        }
        for (index, exception) in self.exceptions.iter().enumerate() {
            at_most(exception.hours.len(), MAX_HOURS_PER_DAY, Of::Date(exception.on))?;
            let name = exception.name.as_deref().map_or(0, |name| name.chars().count());
            at_most(name, MAX_EXCEPTION_NAME, Of::Name(exception.on))?;
            if self.exceptions[..index].iter().any(|other| other.on == exception.on) {
                return Err(Unusable::Twice(exception.on));
            }
        }
        let year = OpenTime::between(
            self.clone(),
            zone,
            now,
            Timestamp(now.0.saturating_add(MUST_OPEN_WITHIN_DAYS * MS_PER_DAY)),
        );
        if year.is_empty() { Err(Unusable::NeverOpen) } else { Ok(()) }
    }
}

fn at_most(given: usize, most: usize, what: Of) -> Result<(), Unusable> {
    if given <= most { Ok(()) } else { Err(Unusable::TooMany { what, most, given }) }
}
