//! How numbers are worded.

use ticket::{say, settings::Locale};

const SECOND: f64 = 1000.0;
const MINUTE: f64 = 60.0 * SECOND;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: f64 = 24.0 * HOUR;

/// A duration in two units at most.
pub(super) fn duration(l: Locale, milliseconds: f64) -> String {
    let value = milliseconds.max(0.0);
    if value < MINUTE {
        return say!(l, "report-seconds", seconds = (value / SECOND).round() as i64);
    }
    if value < HOUR {
        return say!(l, "report-minutes", minutes = (value / MINUTE).round() as i64);
    }
    if value < 2.0 * DAY {
        let minutes = (value / MINUTE).round() as i64;
        return match minutes % 60 {
            0 => say!(l, "report-hours", hours = minutes / 60),
            rest => say!(l, "report-hours-minutes", hours = minutes / 60, minutes = rest),
        };
    }
    let hours = (value / HOUR).round() as i64;
    match hours % 24 {
        0 => say!(l, "report-days", days = hours / 24),
        rest => say!(l, "report-days-hours", days = hours / 24, hours = rest),
    }
}

/// A share in percent.
pub(super) fn percent(l: Locale, share: Option<f64>) -> String {
    share.map_or_else(none, |share| decimal(l, share * 100.0, 1) + "\u{a0}%")
}

/// A number with so many places, with the language's point.
pub(super) fn decimal(l: Locale, value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match l {
        Locale::English => text,
        Locale::German => text.replace('.', ","),
    }
}

/// A whole number with its thousands apart.
pub(super) fn whole(l: Locale, value: i64) -> String {
    let digits = value.unsigned_abs().to_string();
    let apart = match l {
        Locale::English => ',',
        Locale::German => '.',
    };
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(apart);
        }
        text.push(digit);
    }
    if value < 0 { format!("−{text}") } else { text }
}

/// What stands where there is no number.
pub(super) fn none() -> String {
    "–".to_owned()
}
