//! The renderer's own words, in the languages that we speak.

use std::sync::{Arc, LazyLock};
use ticket::{settings::Locale, text::Value};
use transcript::Words;

/// The places in the renderer's patterns: they stay as they are, for the renderer to fill.
const PLACES: [(&str, &str); 22] = [
    ("channel", "{channel}"),
    ("name", "{name}"),
    ("other", "{other}"),
    ("text", "{text}"),
    ("time", "{time}"),
    ("count", "{count}"),
    ("total", "{total}"),
    ("command", "{command}"),
    ("message", "{message}"),
    ("level", "{level}"),
    ("zone", "{zone}"),
    ("what", "{what}"),
    ("host", "{host}"),
    ("day", "{day}"),
    ("month", "{month}"),
    ("mon", "{mon}"),
    ("year", "{year}"),
    ("dd", "{dd}"),
    ("mm", "{mm}"),
    ("weekday", "{weekday}"),
    ("date", "{date}"),
    ("span", "{span}"),
];

static ENGLISH: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(read(Locale::English)));
static GERMAN: LazyLock<Arc<Words>> = LazyLock::new(|| Arc::new(read(Locale::German)));

/// The words of a language.
pub(crate) fn words(l: Locale) -> Arc<Words> {
    match l {
        Locale::English => Arc::clone(&ENGLISH),
        Locale::German => Arc::clone(&GERMAN),
    }
}

fn read(l: Locale) -> Words {
    Words::read(|key| {
        let places = PLACES.map(|(name, place)| (name, Value::from(place)));
        l.say_with(&format!("transcript-{key}"), &places)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The renderer and the locales have the same words in English, and every word in German.
    #[test]
    fn every_word_of_the_renderer_is_there() {
        assert_eq!(*words(Locale::English), Words::default());
        let mut english = Vec::new();
        let _ = Words::read(|key| {
            english.push(key.to_owned());
            String::new()
        });
        let german = format!("{:?}", words(Locale::German));
        assert!(!german.contains("\"transcript-"), "a word is missing: {german}");
        assert!(!german.contains("{$"), "a place is not filled: {german}");
        assert!(english.len() > 100);
    }
}
