//! A ticket that is out of sight until a time, or until the member writes (definitions A.7).

use crate::{
    GuildConfig, Timestamp, UserId, calendar::OpenTime, calendar::zone, report::period, say, settings::Locale,
};
use jiff::{ToSpan, tz::TimeZone};
use serde::{Deserialize, Serialize};

/// Days that a ticket can be snoozed for at most.
pub const MAX_SNOOZE_DAYS: u32 = 366;
/// Until a time that is sooner than so many seconds nothing is snoozed.
pub const LEAST_SECONDS: i64 = 60;
/// The hour of the morning where there are no working hours.
const MORNING: i64 = 9;
/// Hours that "later today" is away.
const LATER_HOURS: i64 = 3;
const HOUR: i64 = 3_600_000;
const DAY: i64 = 24 * HOUR;

/// A ticket is snoozed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snooze {
    /// Who snoozed it.
    pub by: UserId,
    /// Their name at that time.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Until when at most; until the member writes if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Timestamp>,
}

/// What woke a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Woken {
    /// The time came.
    Time,
    /// The member wrote, or somebody else who is no staff.
    Member,
    /// A person of the staff did.
    Staff,
    /// It was given another type.
    Moved,
    /// A step of a response time gave it to somebody else, or to anyone.
    Step,
}

/// What people choose among.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// In three hours.
    LaterToday,
    /// Tomorrow, when the server's working hours begin; at nine if it has none.
    Tomorrow,
    /// The same on Monday.
    NextWeek,
    /// After so many days, at the same time.
    Days(u32),
}

impl Preset {
    /// What is offered.
    pub const ALL: [Self; 4] = [Self::LaterToday, Self::Tomorrow, Self::NextWeek, Self::Days(3)];

    /// Which time that is, in the server's time zone; none for later today when today is nearly over.
    pub fn at(self, config: &GuildConfig, now: Timestamp) -> Option<Timestamp> {
        let zone = zone_of(config);
        let (today, weekday, _) = period::local(&zone, now);
        let morning = |days: i64| {
            let date = today.checked_add(days.days()).ok()?;
            let midnight = period::begins(&zone, date);
            let open = config.settings.hours.as_ref().and_then(|hours| OpenTime::around(hours, now));
            match open {
                Some(open) => open.deadline(midnight, 1).map(|at| Timestamp(at.0 - 1)),
                None => Some(period::begins_at(&zone, date, MORNING)),
            }
        };
        match self {
            Self::LaterToday => {
                let later = Timestamp(now.0 + LATER_HOURS * HOUR);
                (period::local(&zone, later).0 == today).then_some(later)
            }
            Self::Tomorrow => morning(1),
            Self::NextWeek => morning(7 - weekday),
            Self::Days(days) => Some(Timestamp(now.0 + i64::from(days) * DAY)),
        }
    }
}

/// What is offered now, each time once.
pub fn choices(config: &GuildConfig, now: Timestamp) -> Vec<(Preset, Timestamp)> {
    let mut all: Vec<(Preset, Timestamp)> = Vec::new();
    for preset in Preset::ALL {
        if let Some(at) = preset.at(config, now).filter(|at| all.iter().all(|(_, known)| known != at)) {
            all.push((preset, at));
        }
    }
    all
}

/// The time zone of the server.
fn zone_of(config: &GuildConfig) -> TimeZone {
    config.settings.zone.as_deref().and_then(zone).unwrap_or(TimeZone::UTC)
}

/// What a choice is called.
pub fn label(l: Locale, preset: Preset) -> String {
    match preset {
        Preset::LaterToday => say!(l, "snooze-later"),
        Preset::Tomorrow => say!(l, "snooze-tomorrow"),
        Preset::NextWeek => say!(l, "snooze-next-week"),
        Preset::Days(days) => say!(l, "snooze-days", days = days),
    }
}

/// A time in the server's own zone, as [`read`] takes it: `2026-12-24 14:30`.
pub fn written(config: &GuildConfig, at: Timestamp) -> String {
    let instant = jiff::Timestamp::from_millisecond(at.0).unwrap_or(jiff::Timestamp::MAX);
    let local = zone_of(config).to_datetime(instant);
    let (hour, minute) = (local.hour(), local.minute());
    format!("{} {hour:02}:{minute:02}", local.date())
}

/// Reads `45m`, `3h`, `2d`, `1w`, `2026-12-24`, or `2026-12-24 14:30`; a date is the morning of that day, in the server's time zone.
pub fn read(text: &str, config: &GuildConfig, now: Timestamp) -> Option<Timestamp> {
    let text = text.trim();
    if let Some(length) = crate::query::duration(text) {
        return now.0.checked_add(length).map(Timestamp);
    }
    let zone = zone_of(config);
    let local: jiff::civil::DateTime = match text.parse::<jiff::civil::Date>() {
        Ok(date) if text.len() == 10 => {
            return Some(period::begins_at(&zone, date, MORNING));
        }
        _ => text.replace(' ', "T").parse().ok()?,
    };
    let at = zone.to_zoned(local).ok()?.timestamp();
    Some(Timestamp(at.as_millisecond()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::calendar::{Calendar, Hours, Week};

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().expect("a time").as_millisecond())
    }

    fn berlin() -> GuildConfig {
        let mut config = GuildConfig::default();
        config.settings.zone = Some("Europe/Berlin".to_owned());
        config
    }

    // In the server's own days and hours, over a change of the clocks too.
    #[test]
    fn presets() {
        // A Friday afternoon; on Sunday the clocks go back.
        let (mut config, friday) = (berlin(), at("2026-10-23T13:00:00Z"));
        assert_eq!(Preset::LaterToday.at(&config, friday), Some(at("2026-10-23T16:00:00Z")));
        assert_eq!(Preset::LaterToday.at(&config, at("2026-10-23T20:00:00Z")), None, "today is over by then");
        assert_eq!(Preset::Tomorrow.at(&config, friday), Some(at("2026-10-24T07:00:00Z")));
        assert_eq!(Preset::NextWeek.at(&config, friday), Some(at("2026-10-26T08:00:00Z")), "winter time");
        assert_eq!(
            Preset::NextWeek.at(&config, at("2026-10-26T08:00:00Z")),
            Some(at("2026-11-02T08:00:00Z"))
        );
        assert_eq!(Preset::Days(3).at(&config, friday), Some(at("2026-10-26T13:00:00Z")));
        let hours: Hours = "10:00-16:00".parse().expect("hours");
        let mut week = Week::daily(&[hours]);
        week.saturday.clear();
        week.sunday.clear();
        config.settings.hours =
            Some(Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions: Vec::new() });
        assert_eq!(
            Preset::Tomorrow.at(&config, friday),
            Some(at("2026-10-26T09:00:00Z")),
            "closed till Monday"
        );
    }

    #[test]
    fn what_is_typed() {
        let (config, now) = (berlin(), at("2026-11-20T12:00:00Z"));
        let read = |text| read(text, &config, now);
        assert_eq!(read("45m"), Some(at("2026-11-20T12:45:00Z")));
        assert_eq!(read(" 2d "), Some(at("2026-11-22T12:00:00Z")));
        assert_eq!(read("2026-12-24"), Some(at("2026-12-24T08:00:00Z")));
        assert_eq!(read("2026-12-24 14:30"), Some(at("2026-12-24T13:30:00Z")));
        assert_eq!(read("2026-12-24T14:30"), Some(at("2026-12-24T13:30:00Z")));
        for nothing in ["", "soon", "-3d", "2026-13-01", "99999999999999w"] {
            assert_eq!(read(nothing), None, "{nothing}");
        }
    }
}
