//! How numbers are worded.

use ticket::settings::Locale;
pub(super) use ticket::text::duration;

/// A share in percent.
pub(in crate::pages) fn percent(l: Locale, share: Option<f64>) -> String {
    share.map_or_else(none, |share| decimal(l, share * 100.0, 1) + "\u{a0}%")
}

/// A number with so many places, with the language's point.
pub(in crate::pages) fn decimal(l: Locale, value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    match l {
        Locale::English => text,
        Locale::German => text.replace('.', ","),
    }
}

/// A whole number with its thousands apart.
pub(in crate::pages) fn whole(l: Locale, value: i64) -> String {
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

/// Millionths of a currency's unit; small amounts with more places.
pub(in crate::pages) fn money(l: Locale, millionths: u64, currency: &str) -> String {
    let value = millionths as f64 / 1e6;
    let places = if millionths == 0 || value >= 1.0 { 2 } else { 4 };
    format!("{}\u{a0}{currency}", decimal(l, value, places))
}

/// What stands where there is no number.
pub(super) fn none() -> String {
    "–".to_owned()
}
