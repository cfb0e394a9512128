//! Moments as people read them, in the viewer's zone.

use crate::model::Conversation;
use crate::words::{Part, Words, nth, parts};
use jiff::civil::Date;
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, civil::DateTime};
use std::fmt::Write;
use std::sync::Arc;

/// Writes times for one viewer.
#[derive(Debug, Clone)]
pub(crate) struct Clock {
    zone: TimeZone,
    twelve_hour: bool,
    now: Option<Timestamp>,
    words: Arc<Words>,
}

impl Clock {
    pub(crate) fn new(conversation: &Conversation) -> Self {
        let words = Arc::clone(&conversation.words);
        Self {
            zone: conversation.zone(),
            twelve_hour: conversation.twelve_hour,
            now: conversation.now,
            words,
        }
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
        self.write(out, &self.words.moment, at, false);
    }

    /// `Thursday, 12 November 2026`
    pub(crate) fn day(&self, out: &mut String, date: Date) {
        self.write(out, &self.words.date_with_day, date.at(0, 0, 0, 0), false);
    }

    /// A pattern of the table, filled in.
    fn write(&self, out: &mut String, pattern: &str, at: DateTime, seconds: bool) {
        let words = &*self.words;
        for part in parts(pattern) {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Place("day") => drop(write!(out, "{}", at.day())),
                Part::Place("dd") => two(out, at.day()),
                Part::Place("mm") => two(out, at.month()),
                Part::Place("mon") => out.push_str(nth(&words.months_short, place(at.month()))),
                Part::Place("month") => out.push_str(nth(&words.months, place(at.month()))),
                Part::Place("year") => drop(write!(out, "{}", at.year())),
                Part::Place("weekday") => out.push_str(nth(&words.weekdays, weekday(at.date()))),
                Part::Place("time") => self.time(out, at, seconds),
                // A pattern names only patterns that stand below it in the table.
                Part::Place("date") if !std::ptr::eq(pattern, &*words.date) => {
                    self.write(out, &words.date, at, seconds);
                }
                Part::Place(_) => {}
            }
        }
    }

    /// As the pattern of a full moment has it, with this pattern for its date.
    fn moment(&self, out: &mut String, date: &str, at: DateTime, seconds: bool) {
        for part in parts(&self.words.moment_full) {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Place("date") => self.write(out, date, at, false),
                Part::Place("time") => self.time(out, at, seconds),
                Part::Place(_) => {}
            }
        }
    }

    /// `Thursday, 12 November 2026 at 15:04:05 (UTC+1)`
    pub(crate) fn full(&self, out: &mut String, at: Timestamp) {
        let local = self.local(at);
        self.moment(out, &self.words.date_with_day, local, true);
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
        let (local, words) = (self.local(at), &*self.words);
        match style {
            't' => self.time(out, local, false),
            'T' => self.time(out, local, true),
            'd' => self.write(out, &words.date_figures, local, false),
            's' | 'S' => {
                self.write(out, &words.date_figures, local, false);
                out.push_str(", ");
                self.time(out, local, style == 'S');
            }
            'D' => self.write(out, &words.date, local, false),
            'F' => self.moment(out, &words.date_with_day, local, false),
            'R' if self.now.is_some() => self.relative(out, at, self.now.unwrap_or(at)),
            _ => self.moment(out, &words.date, local, false),
        }
    }

    fn relative(&self, out: &mut String, at: Timestamp, now: Timestamp) {
        let words = &*self.words;
        let seconds = at.as_second() - now.as_second();
        let n = seconds.unsigned_abs();
        let (count, unit) = match n {
            0..45 => (n, &words.seconds),
            45..2_700 => (n.div_ceil(60).max(1), &words.minutes),
            2_700..79_200 => ((n + 1_800) / 3_600, &words.hours),
            79_200..2_246_400 => ((n + 43_200) / 86_400, &words.days),
            2_246_400..27_648_000 => (((n + 1_296_000) / 2_592_000).max(1), &words.month_spans),
            _ => (((n + 15_768_000) / 31_536_000).max(1), &words.years),
        };
        for part in parts(if seconds < 0 { &words.time_ago } else { &words.time_ahead }) {
            match part {
                Part::Text(text) => out.push_str(text),
                Part::Place(_) => {
                    let _ = write!(out, "{count} ");
                    out.push_str(nth(unit, usize::from(count != 1)));
                }
            }
        }
    }
}

/// The place of a month in its list.
fn place(month: i8) -> usize {
    usize::from(month.unsigned_abs()).clamp(1, 12) - 1
}

/// The place of a day in its list.
fn weekday(date: Date) -> usize {
    usize::from(date.weekday().to_monday_zero_offset().unsigned_abs())
}

fn two(out: &mut String, n: i8) {
    #[allow(clippy::cast_sign_loss)]
    let n = n.unsigned_abs();
    out.push(char::from(b'0' + n / 10 % 10));
    out.push(char::from(b'0' + n % 10));
}
