//! Opening hours on one day, and the dates that differ from the week, as people write them.

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::{fmt, str::FromStr};

/// Minutes of a day without a change of clocks.
const DAY: u16 = 24 * 60;

/// From one local time of day to another, written `09:00-17:30`.
///
/// Where the end is earlier than the start it lies on the next day: `22:00-06:00`. `24:00` is the end of the day. The hours belong to
/// the date on which they open, also where they run past midnight.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hours {
    from: u16,
    to: u16,
}

impl Hours {
    /// The whole day.
    pub const ALL_DAY: Self = Self { from: 0, to: DAY };

    /// From and to, in minutes of the day; `None` if they are no times of day or are the same.
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < DAY && to <= DAY && from != to).then_some(Self { from, to })
    }
    /// The minute of the day at which it opens.
    pub fn opens(self) -> u16 {
        self.from
    }
    /// The minute at which it closes, counted from the start of the same day: above 1440 on the next one.
    pub fn closes(self) -> u16 {
        if self.to <= self.from { self.to + DAY } else { self.to }
    }
}

/// Why a text is not opening hours, or not a date.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Not `HH:MM-HH:MM`.
    #[error("\"{0}\" is not written like 09:00-17:30")]
    Hours(String),
    /// Nothing between start and end.
    #[error("\"{0}\" ends when it starts; a whole day is 00:00-24:00")]
    Empty(String),
    /// Neither `YYYY-MM-DD` nor `MM-DD`.
    #[error("\"{0}\" is not a date like 2027-05-01, or 05-01 for every year")]
    Date(String),
}

fn minute(text: &str) -> Option<u16> {
    let (hour, minute) = text.split_once(':')?;
    let two = |part: &str| (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit())).then_some(());
    two(hour).and(two(minute))?;
    let (hour, minute): (u16, u16) = (hour.parse().ok()?, minute.parse().ok()?);
    let whole = hour * 60 + minute;
    (minute < 60 && whole <= DAY).then_some(whole)
}

impl FromStr for Hours {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let parts = text.split_once('-').and_then(|(from, to)| Some((minute(from)?, minute(to)?)));
        let (from, to) = parts.ok_or_else(|| Unreadable::Hours(text.to_owned()))?;
        Self::new(from, to).ok_or_else(|| Unreadable::Empty(text.to_owned()))
    }
}

impl fmt::Display for Hours {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = self;
        write!(f, "{:02}:{:02}-{:02}:{:02}", from / 60, from % 60, to / 60, to % 60)
    }
}

/// A date, once or in every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Day {
    /// This date of this year, written `2027-05-01`.
    Once(Date),
    /// This month and day of every year, written `05-01`. The 29th of February is there in leap years only.
    Yearly {
        /// 1 to 12.
        month: i8,
        /// 1 to 31.
        day: i8,
    },
}

impl Day {
    /// Whether this date is meant.
    pub fn is(self, date: Date) -> bool {
        match self {
            Self::Once(once) => once == date,
            Self::Yearly { month, day } => (date.month(), date.day()) == (month, day),
        }
    }
}

impl FromStr for Day {
    type Err = Unreadable;
    fn from_str(text: &str) -> Result<Self, Unreadable> {
        let unreadable = || Unreadable::Date(text.to_owned());
        // A leap year stands in for "every year".
        let yearly = text.len() == 5;
        let whole = if yearly { format!("2000-{text}") } else { text.to_owned() };
        let shape = whole.len() == 10
            && whole.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        let date: Date = shape.then(|| whole.parse().ok()).flatten().ok_or_else(unreadable)?;
        Ok(if yearly { Self::Yearly { month: date.month(), day: date.day() } } else { Self::Once(date) })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Once(date) => date.fmt(f),
            Self::Yearly { month, day } => write!(f, "{month:02}-{day:02}"),
        }
    }
}

macro_rules! as_text {
    ($($name:ident),+) => {$(
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let text = String::deserialize(input)?;
                text.parse().map_err(de::Error::custom)
            }
        }
    )+};
}
as_text!(Hours, Day);

/// The hours of an ordinary week: any number on each day, closed where there are none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[allow(missing_docs, reason = "the days of the week say what they are")]
pub struct Week {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub monday: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tuesday: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wednesday: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub thursday: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub friday: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub saturday: Vec<Hours>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sunday: Vec<Hours>,
}

impl Week {
    /// The same hours on every day.
    pub fn daily(hours: &[Hours]) -> Self {
        let day = || hours.to_vec();
        Self {
            monday: day(),
            tuesday: day(),
            wednesday: day(),
            thursday: day(),
            friday: day(),
            saturday: day(),
            sunday: day(),
        }
    }
    /// The same hours from Monday to Friday.
    pub fn workdays(hours: &[Hours]) -> Self {
        Self { saturday: Vec::new(), sunday: Vec::new(), ..Self::daily(hours) }
    }
    /// The hours of a day of the week.
    pub fn on(&self, weekday: Weekday) -> &[Hours] {
        match weekday {
            Weekday::Monday => &self.monday,
            Weekday::Tuesday => &self.tuesday,
            Weekday::Wednesday => &self.wednesday,
            Weekday::Thursday => &self.thursday,
            Weekday::Friday => &self.friday,
            Weekday::Saturday => &self.saturday,
            Weekday::Sunday => &self.sunday,
        }
    }
}
