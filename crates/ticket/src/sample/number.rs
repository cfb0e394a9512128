//! Questions of a form that ask for a number, and numbers that nobody has.

use crate::form::{Field, FieldStyle};

/// Words of a question, in any language of the pages, that mean that a number is asked for.
const WORDS: [&str; 6] = ["number", "numbers", "nr", "nummer", "nummern", "id"];
/// The same as parts of a question.
const PARTS: [&str; 5] = ["#", " no.", "how many", "wie viele", "wieviele"];
/// What a German word for the number of something ends with, as `Bestellnummer`.
const ENDINGS: [&str; 2] = ["nummer", "-nr"];
/// Digits of a number, if the question does not say.
const DIGITS: u16 = 5;

/// Whether a question asks for a number: its label says so, or the example in it is one.
pub(super) fn asked(field: &Field) -> bool {
    if field.style != FieldStyle::Short {
        return false;
    }
    let label = field.label.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric() && c != '-');
    words.any(|word| WORDS.contains(&word) || ENDINGS.iter().any(|end| word.ends_with(end)))
        || PARTS.iter().any(|part| label.contains(part))
        || example(field).is_some()
}

/// The number that stands in the question as an example: `GH-1042` in “for example GH-1042”.
fn example(field: &Field) -> Option<&str> {
    let words = field.placeholder.as_deref()?.split_whitespace();
    let digits = |word: &&str| word.chars().filter(char::is_ascii_digit).count() >= 3;
    words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric() && c != '#')).find(digits)
}

/// A number for the sample at this place: written like the example, else as long as fits. The same for the same.
pub(super) fn of(field: &Field, place: u16) -> String {
    let least = field.min_length.unwrap_or(0);
    let width = DIGITS.max(least).min(field.max_length.unwrap_or(u16::MAX).max(1));
    let plain = "0".repeat(usize::from(width));
    let mut seed = u32::from(place) + 1;
    let mut digit = || {
        // Any sequence without a zero does.
        seed = seed.wrapping_mul(1_103_515_245).wrapping_add(12_345);
        char::from(b'1' + u8::try_from((seed >> 16) % 9).unwrap_or_default())
    };
    let shape = example(field).filter(|shape| {
        let most = field.max_length.map_or(usize::MAX, usize::from);
        (usize::from(least)..=most).contains(&shape.chars().count())
    });
    shape.unwrap_or(&plain).chars().map(|c| if c.is_ascii_digit() { digit() } else { c }).collect()
}
