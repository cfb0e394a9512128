//! When an escalation pings (P173, P182).

use crate::{
    GuildConfig, TicketType, Timestamp,
    calendar::{self, Calendar, OpenTime, Week},
};
use serde::{Deserialize, Serialize};

/// Hours in which escalations ping their role. Outside of them staff find the note.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", from = "Written")]
pub enum CallHours {
    /// At any hour.
    #[default]
    Always,
    /// In business hours: those of the type's response times, else those of the guild; at any hour where neither has any.
    Business,
    /// In these, in their own time zone.
    Own(Box<Calendar>),
}

/// As it stands in documents; the older form is minutes of the day in UTC, or nothing.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Older(Option<Minutes>),
    Word(Word),
    Own { own: Box<Calendar> },
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Always,
    Business,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Minutes {
    from: u16,
    until: u16,
}

impl From<Written> for CallHours {
    fn from(written: Written) -> Self {
        match written {
            Written::Older(None) | Written::Word(Word::Always) => Self::Always,
            Written::Word(Word::Business) => Self::Business,
            Written::Own { own } => Self::Own(own),
            // Equal ends meant the whole day.
            Written::Older(Some(Minutes { from, until })) => {
                let week = calendar::Hours::new(from, until).map(|hours| Week::daily(&[hours]));
                let own = |week| Calendar { zone: "UTC".to_owned(), week, exceptions: Vec::new() };
                week.map_or(Self::Always, |week| Self::Own(Box::new(own(week))))
            }
        }
    }
}

impl CallHours {
    /// Whether an escalation at this instant pings. Where the clocks change, the calendar's rules hold.
    pub fn contain(&self, at: Timestamp) -> bool {
        match self {
            Self::Always | Self::Business => true,
            Self::Own(calendar) => calendar.is_open(at),
        }
    }

    /// As they are for a ticket that is opened now: business hours are the ones that are set now, and stay so (P183).
    pub(crate) fn settled(&self, config: &GuildConfig, ticket_type: &TicketType) -> Self {
        match self {
            Self::Business => {
                let calendar = ticket_type.sla.calendar.as_ref().or(config.settings.hours.as_ref());
                calendar.map_or(Self::Always, |calendar| Self::Own(Box::new(calendar.clone())))
            }
            other => other.clone(),
        }
    }
}

impl Calendar {
    /// Whether it is open at this instant; always, where its time zone is not known any more.
    pub fn is_open(&self, at: Timestamp) -> bool {
        const DAY: i64 = 24 * 60 * 60_000;
        let Some(zone) = calendar::zone(&self.zone) else { return true };
        let (from, to) = (Timestamp(at.0 - DAY), Timestamp(at.0 + DAY));
        OpenTime::between(self.clone(), zone, from, to).is_open(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        Timestamp(text.parse::<jiff::Timestamp>().expect("an instant").as_millisecond())
    }

    #[test]
    fn older_documents_are_read() {
        let read = |text: &str| serde_json::from_str::<CallHours>(text).expect("is read");
        assert_eq!(read("null"), CallHours::Always);
        let day = read("{\"from\":540,\"until\":1020}");
        assert!(day.contain(at("2026-06-01T09:00:00Z")) && day.contain(at("2026-06-01T16:59:00Z")));
        assert!(!day.contain(at("2026-06-01T17:00:00Z")) && !day.contain(at("2026-06-01T08:59:00Z")));
        let night = read("{\"from\":1320,\"until\":360}");
        assert!(night.contain(at("2026-06-01T23:00:00Z")) && night.contain(at("2026-06-02T05:00:00Z")));
        assert!(!night.contain(at("2026-06-01T12:00:00Z")));
        assert_eq!(read("{\"from\":0,\"until\":0}"), CallHours::Always);
        for hours in [CallHours::Always, CallHours::Business, day] {
            let text = serde_json::to_string(&hours).expect("is written");
            assert_eq!(read(&text), hours, "{text}");
        }
        assert!(serde_json::from_str::<CallHours>("\"never\"").is_err());
    }

    /// Nine in the morning is nine in the morning, on both sides of a change of clocks.
    #[test]
    fn hours_are_local_time_when_the_clocks_change() {
        let week = Week::daily(&["09:00-17:00".parse().expect("hours")]);
        let calendar = Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions: Vec::new() };
        let hours = CallHours::Own(Box::new(calendar));
        // The clocks go forward on 2026-03-29 and back on 2026-10-25.
        for (instant, open) in [
            ("2026-03-28T07:30:00Z", false),
            ("2026-03-28T08:30:00Z", true),
            ("2026-03-29T07:30:00Z", true),
            ("2026-03-29T15:30:00Z", false),
            ("2026-10-24T07:30:00Z", true),
            ("2026-10-25T07:30:00Z", false),
            ("2026-10-25T15:30:00Z", true),
        ] {
            assert_eq!(hours.contain(at(instant)), open, "{instant}");
        }
    }
}
