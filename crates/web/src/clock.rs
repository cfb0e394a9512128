//! How times and dates are written: as the reader chose, else as people of their browser's language write them.

use jiff::civil::{Date, DateTime};
use std::sync::Arc;
use ticket::settings::Locale;
use transcript::Words;

/// Where English is written with 24 hours (CLDR 48, supplemental `timeData`, with the locales of English). Everywhere else, and without a
/// region, it is written as in the United States.
const ENGLISH_24: &str = "001 150 AI AT BE BI BW BZ CC CH CK CM CX CZ DE DG DK EE ES FI FK FR GB GE GG GI GS HU ID IE IL IM IO IT JE \
    JP KE LT LV MG MS MT MU MV NF NG NL NO NR NU PL PN PT RO RW SC SE SH SI SK SX TK TV TZ UA UG ZA ZW";
/// Where English is written with 12 hours, and with the day before the month.
const ENGLISH_DAY_FIRST: &str = "AE AG AU BB BM BS CY DM ER FJ FM GD GH GM GY HK IN JM KI KN KY LC LR LS MO MW MY NA NH NZ PG PK PW \
    SB SD SG SL SS SZ TC TO TT VC VG VU WS ZM";
/// Regions with 24 hours where the month comes first all the same.
const MONTH_FIRST_24: [&str; 2] = ["BI", "JP"];
/// Other languages that are written with 12 hours where no region says otherwise (CLDR 48).
const OTHERS_12: &str =
    "ak am ar as bn dz ee el gu hi km kn ko ks mi ml mr ms om or pa qu sa sd so sq ta te ti tl to ur";

/// How people of a language and region write times.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Habit {
    /// With 12 hours.
    twelve: bool,
    /// In English with the month before the day.
    month_first: bool,
}

impl Habit {
    /// The habit of a language tag, such as `en-US`.
    pub(crate) fn of(tag: &str) -> Self {
        let mut parts = tag.split('-');
        let language = parts.next().unwrap_or_default().to_ascii_lowercase();
        // A region has two letters or three digits (RFC 5646, 2.2.4); a script before it has four letters.
        let is_region = |part: &&str| {
            part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_alphabetic())
                || part.len() == 3 && part.bytes().all(|byte| byte.is_ascii_digit())
        };
        let region = parts.find(is_region).unwrap_or_default().to_ascii_uppercase();
        let among = |list: &str, word: &str| list.split_whitespace().any(|one| one == word);
        if language != "en" {
            return Self { twelve: among(OTHERS_12, &language), month_first: false };
        }
        let twelve = !among(ENGLISH_24, &region);
        let month_first =
            if twelve { !among(ENGLISH_DAY_FIRST, &region) } else { MONTH_FIRST_24.contains(&&*region) };
        Self { twelve, month_first }
    }
}

/// The hours that somebody chose.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Hours {
    /// As their browser's language has them.
    #[default]
    System,
    Twelve,
    TwentyFour,
}

impl Hours {
    /// By the word in the cookie.
    pub(crate) fn of(word: &str) -> Self {
        match word {
            "12" => Self::Twelve,
            "24" => Self::TwentyFour,
            _ => Self::System,
        }
    }
    pub(crate) fn is(self, word: &str) -> bool {
        self == Self::of(word)
    }
}

/// The one place where times and dates become text for people on pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Clock {
    l: Locale,
    twelve: bool,
    month_first: bool,
}

impl Clock {
    pub(crate) fn new(l: Locale, hours: Hours, habit: Habit) -> Self {
        let twelve = match hours {
            Hours::System => habit.twelve,
            Hours::Twelve => true,
            Hours::TwentyFour => false,
        };
        Self { l, twelve, month_first: habit.month_first && l == Locale::English }
    }

    /// The same for every reader, as in files that are taken away.
    pub(crate) fn fixed(l: Locale) -> Self {
        Self { l, twelve: false, month_first: false }
    }

    /// The language that it writes.
    pub(crate) fn locale(self) -> Locale {
        self.l
    }

    /// Whether the hours are 12.
    pub(crate) fn is_twelve(self) -> bool {
        self.twelve
    }

    /// The language tag by which browsers write times like this one (BCP 47, with the `hc` key of Unicode).
    pub(crate) fn tag(self) -> &'static str {
        match (self.l, self.month_first, self.twelve) {
            (Locale::English, false, false) => "en-GB-u-hc-h23",
            (Locale::English, false, true) => "en-AU-u-hc-h12",
            (Locale::English, true, false) => "en-US-u-hc-h23",
            (Locale::English, true, true) => "en-US-u-hc-h12",
            (Locale::German, _, false) => "de-u-hc-h23",
            (Locale::German, _, true) => "de-u-hc-h12",
        }
    }

    /// `22 Nov 2026`, `Nov 22, 2026` or `22.11.2026`.
    pub(crate) fn date(self, date: Date) -> String {
        let pattern = match (self.l, self.month_first) {
            (Locale::English, false) => "%-d %b %Y",
            (Locale::English, true) => "%b %-d, %Y",
            (Locale::German, _) => "%-d.%-m.%Y",
        };
        date.strftime(pattern).to_string()
    }

    /// `22 Nov 2026, 19:35` or `Nov 22, 2026, 7:35 PM`.
    pub(crate) fn moment(self, at: DateTime) -> String {
        let time = at.strftime(if self.twelve { "%-I:%M %p" } else { "%H:%M" });
        format!("{}, {time}", self.date(at.date()))
    }

    /// A full hour: `19:00` or `7 PM`.
    pub(crate) fn hour(self, hour: i64) -> String {
        match (self.twelve, hour % 24) {
            (false, hour) => format!("{hour:02}:00"),
            (true, hour) => {
                let half = if hour < 12 { "AM" } else { "PM" };
                format!("{} {half}", (hour + 11) % 12 + 1)
            }
        }
    }

    /// The same on an axis: `19` or `7 PM`.
    pub(crate) fn tick(self, hour: i64) -> String {
        if self.twelve { self.hour(hour) } else { format!("{:02}", hour % 24) }
    }

    /// A day of the year with the name of its month: `22 Nov`, `Nov 22` or `22. Nov`.
    pub(crate) fn day(self, day: i8, month: &str) -> String {
        match (self.l, self.month_first) {
            (Locale::English, false) => format!("{day} {month}"),
            (Locale::English, true) => format!("{month} {day}"),
            (Locale::German, _) => format!("{day}. {month}"),
        }
    }

    /// The renderer's words with the parts of a date in this order.
    pub(crate) fn words(self, words: Arc<Words>) -> Arc<Words> {
        if !self.month_first {
            return words;
        }
        let date = "{month} {day}, {year}".into();
        let (date_figures, moment) = ("{mm}/{dd}/{year}".into(), "{mon} {day}, {year}, {time}".into());
        Arc::new(Words { date, date_figures, moment, ..Words::clone(&words) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn written(tag: &str, l: Locale) -> String {
        Clock::new(l, Hours::System, Habit::of(tag)).moment(date(2026, 11, 22).at(19, 35, 0, 0))
    }

    /// As `Intl.DateTimeFormat` with `dateStyle: "medium", timeStyle: "short"` has it for these in browsers.
    #[test]
    fn times_are_written_as_a_region_has_them() {
        for (tag, expected) in [
            ("en-US", "Nov 22, 2026, 7:35 PM"),
            ("en", "Nov 22, 2026, 7:35 PM"),
            ("en-Latn-CA", "Nov 22, 2026, 7:35 PM"),
            ("en-GB", "22 Nov 2026, 19:35"),
            ("en-AU", "22 Nov 2026, 7:35 PM"),
            ("en-001", "22 Nov 2026, 19:35"),
            ("EN-us", "Nov 22, 2026, 7:35 PM"),
            // Their own language is not one of ours: English, and the hours as at home.
            ("ko-KR", "22 Nov 2026, 7:35 PM"),
            ("fr-FR", "22 Nov 2026, 19:35"),
            ("", "22 Nov 2026, 19:35"),
        ] {
            assert_eq!(written(tag, Locale::English), expected, "{tag}");
        }
        assert_eq!(written("de-DE", Locale::German), "22.11.2026, 19:35");
        assert_eq!(written("en-US", Locale::German), "22.11.2026, 7:35 PM");
    }

    #[test]
    fn what_somebody_chose_comes_first() {
        let at = date(2026, 11, 22).at(0, 5, 0, 0);
        let clock = |word, tag| Clock::new(Locale::English, Hours::of(word), Habit::of(tag));
        assert_eq!(clock("24", "en-US").moment(at), "Nov 22, 2026, 00:05");
        assert_eq!(clock("12", "en-GB").moment(at), "22 Nov 2026, 12:05 AM");
        assert_eq!(clock("nonsense", "en-GB").moment(at), "22 Nov 2026, 00:05");
        let hours = [0, 11, 12, 23].map(|hour| clock("12", "de").hour(hour));
        assert_eq!(hours, ["12 AM", "11 AM", "12 PM", "11 PM"]);
    }
}
