//! Days and months of a guild.

use crate::Timestamp;
use jiff::{ToSpan, civil::Date, tz::TimeZone};

/// A local date as a number: 20260131; or a month: 202601. All months lie before all days, so each are a range of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period(pub i64);

impl Period {
    /// A day.
    pub fn day(date: Date) -> Self {
        let (year, month, day) = (i64::from(date.year()), i64::from(date.month()), i64::from(date.day()));
        Self(year * 10_000 + month * 100 + day)
    }

    /// The month it is in; a month itself stays one.
    pub fn month(self) -> Self {
        if self.is_month() { self } else { Self(self.0 / 100) }
    }

    /// Whether it is a month.
    pub fn is_month(self) -> bool {
        self.0 < 1_000_000
    }

    /// Its date; the first of a month. None if it is no period.
    pub fn date(self) -> Option<Date> {
        let number = if self.is_month() { self.0 * 100 + 1 } else { self.0 };
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
        Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
    }
}

/// A month or a date, for charts and files: `2026-01`, `2026-01-31`.
impl std::fmt::Display for Period {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (number, is_month) = (self.0, self.is_month());
        if is_month {
            write!(f, "{:04}-{:02}", number / 100, number % 100)
        } else {
            write!(f, "{:04}-{:02}-{:02}", number / 10_000, number / 100 % 100, number % 100)
        }
    }
}

/// The local date and hour of an instant, with the weekday from 0 for Monday.
pub fn local(zone: &TimeZone, at: Timestamp) -> (Date, i64, i64) {
    let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    let local = zone.to_datetime(instant);
    (local.date(), i64::from(local.weekday().to_monday_zero_offset()), i64::from(local.hour()))
}

/// The instant at which a local date begins.
pub fn begins(zone: &TimeZone, date: Date) -> Timestamp {
    let zoned = zone.to_zoned(date.at(0, 0, 0, 0)).map(|zoned| zoned.timestamp());
    Timestamp(zoned.unwrap_or(jiff::Timestamp::MAX).as_millisecond())
}

/// The instant at which an hour of a local date begins; where clocks skip it, the first one after.
pub fn begins_at(zone: &TimeZone, date: Date, hour: i64) -> Timestamp {
    let hour = i8::try_from(hour.clamp(0, 23)).unwrap_or(0);
    let zoned = zone.to_zoned(date.at(hour, 0, 0, 0)).map(|zoned| zoned.timestamp());
    Timestamp(zoned.unwrap_or(jiff::Timestamp::MAX).as_millisecond())
}

/// The periods that make up the dates from the first to the last, both included: whole months, and the days beside them, as ranges of
/// [`Period`] numbers.
pub fn cover(first: Date, last: Date) -> Vec<(Period, Period)> {
    let mut ranges = Vec::new();
    if first > last {
        return ranges;
    }
    let (opening, closing) = (first.first_of_month(), last.first_of_month());
    let whole_from = if first == opening { opening } else { opening.saturating_add(1.month()) };
    let whole_until = if last == last.last_of_month() { closing.saturating_add(1.month()) } else { closing };
    if whole_from >= whole_until {
        ranges.push((Period::day(first), Period::day(last)));
        return ranges;
    }
    if first < whole_from {
        ranges.push((Period::day(first), Period::day(whole_from.saturating_sub(1.day()))));
    }
    let last_whole = whole_until.saturating_sub(1.month());
    ranges.push((Period::day(whole_from).month(), Period::day(last_whole).month()));
    if whole_until <= last {
        ranges.push((Period::day(whole_until), Period::day(last)));
    }
    ranges
}
