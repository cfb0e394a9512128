//! Moments as people read them, in the viewer's zone.

use crate::model::Conversation;
use jiff::civil::{Date, Weekday};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil::DateTime};
use std::fmt::Write;

/// Writes times for one viewer.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    zone: TimeZone,
    twelve_hour: bool,
    now: Option<Timestamp>,
}

impl Clock {
    pub(crate) fn new(conversation: &Conversation) -> Self {
        Self { zone: conversation.zone(), twelve_hour: conversation.twelve_hour, now: conversation.now }
    }

    /// Name of the zone for the footer.
    pub(crate) fn zone_name(&self) -> &str {
        self.zone.iana_name().unwrap_or("UTC")
    }

    pub(crate) fn local(&self, at: Timestamp) -> DateTime {
        self.offset(at).to_datetime(at)
    }

    fn offset(&self, at: Timestamp) -> Offset {
        self.zone.to_offset(at)
    }

    /// `15:04` or `3:04 PM`.
    pub(crate) fn time(&self, out: &mut String, at: DateTime, seconds: bool) {
        let hour = at.hour();
        if self.twelve_hour {
            let shown = if hour % 12 == 0 { 12 } else { hour % 12 };
            let _ = write!(out, "{shown}");
        } else {
            two(out, hour);
        }
        out.push(':');
        two(out, at.minute());
        if seconds {
            out.push(':');
            two(out, at.second());
        }
        if self.twelve_hour {
            out.push_str(if hour < 12 { " AM" } else { " PM" });
        }
    }

    /// `12 Nov 2026, 15:04`
    pub(crate) fn short(&self, out: &mut String, at: DateTime) {
        let _ = write!(out, "{} {} {}, ", at.day(), &month(at.date())[..3], at.year());
        self.time(out, at, false);
    }

    /// `Thursday, 12 November 2026 at 15:04:05 (UTC+1)`
    pub(crate) fn full(&self, out: &mut String, at: Timestamp) {
        let local = self.local(at);
        let _ = write!(out, "{}, ", weekday(local.date()));
        date(out, local.date());
        out.push_str(" at ");
        self.time(out, local, true);
        let seconds = self.offset(at).seconds();
        out.push_str(" (UTC");
        if seconds != 0 {
            out.push(if seconds < 0 { '-' } else { '+' });
            let minutes = seconds.abs() / 60;
            let _ = write!(out, "{}", minutes / 60);
            if minutes % 60 != 0 {
                let _ = write!(out, ":{:02}", minutes % 60);
            }
        }
        out.push(')');
    }

    /// A timestamp mark in one of Discord's styles. Source: Discord "API Reference", section "Timestamp Styles".
    pub(crate) fn styled(&self, out: &mut String, at: Timestamp, style: char) {
        let local = self.local(at);
        match style {
            't' => self.time(out, local, false),
            'T' => self.time(out, local, true),
            'd' | 's' | 'S' => {
                let _ = write!(out, "{:02}/{:02}/{}", local.day(), local.month(), local.year());
                if style != 'd' {
                    out.push_str(", ");
                    self.time(out, local, style == 'S');
                }
            }
            'D' => date(out, local.date()),
            'F' => {
                let _ = write!(out, "{}, ", weekday(local.date()));
                date(out, local.date());
                out.push_str(" at ");
                self.time(out, local, false);
            }
            'R' if self.now.is_some() => relative(out, at, self.now.unwrap_or(at)),
            _ => {
                date(out, local.date());
                out.push_str(" at ");
                self.time(out, local, false);
            }
        }
    }
}

fn two(out: &mut String, n: i8) {
    #[allow(clippy::cast_sign_loss)]
    let n = n.unsigned_abs();
    out.push(char::from(b'0' + n / 10 % 10));
    out.push(char::from(b'0' + n % 10));
}

/// `12 November 2026`
pub(crate) fn date(out: &mut String, date: Date) {
    let _ = write!(out, "{} {} {}", date.day(), month(date), date.year());
}

/// `Thursday, 12 November 2026`
pub(crate) fn day(out: &mut String, at: Date) {
    let _ = write!(out, "{}, ", weekday(at));
    date(out, at);
}

fn month(date: Date) -> &'static str {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    MONTHS[usize::from(date.month().unsigned_abs()).clamp(1, 12) - 1]
}

fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Monday => "Monday",
        Weekday::Tuesday => "Tuesday",
        Weekday::Wednesday => "Wednesday",
        Weekday::Thursday => "Thursday",
        Weekday::Friday => "Friday",
        Weekday::Saturday => "Saturday",
        Weekday::Sunday => "Sunday",
    }
}

fn relative(out: &mut String, at: Timestamp, now: Timestamp) {
    let seconds = at.as_second() - now.as_second();
    let past = seconds < 0;
    let n = seconds.unsigned_abs();
    let (count, unit) = match n {
        0..45 => (n, "second"),
        45..2_700 => (n.div_ceil(60).max(1), "minute"),
        2_700..79_200 => ((n + 1_800) / 3_600, "hour"),
        79_200..2_246_400 => ((n + 43_200) / 86_400, "day"),
        2_246_400..27_648_000 => (((n + 1_296_000) / 2_592_000).max(1), "month"),
        _ => (((n + 15_768_000) / 31_536_000).max(1), "year"),
    };
    let plural = if count == 1 { "" } else { "s" };
    let _ = if past {
        write!(out, "{count} {unit}{plural} ago")
    } else {
        write!(out, "in {count} {unit}{plural}")
    };
}
