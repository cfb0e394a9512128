//! Why a configuration cannot be saved, in every language.

use crate::settings::Locale;
use std::fmt;

/// Words in each language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InEach {
    english: String,
    german: String,
}

impl InEach {
    /// What is said in each.
    pub(crate) fn of(say: impl Fn(Locale) -> String) -> Self {
        Self { english: say(Locale::English), german: say(Locale::German) }
    }

    /// In this one.
    pub fn words(&self, l: Locale) -> &str {
        match l {
            Locale::English => &self.english,
            Locale::German => &self.german,
        }
    }
}

impl fmt::Display for InEach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english)
    }
}

/// Which rule a configuration breaks, where, and so what to change.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {rule}")]
pub struct Invalid {
    /// Where: `type "Billing", field "Order number"`.
    pub place: InEach,
    /// What must hold there.
    pub rule: InEach,
}

impl Invalid {
    pub(crate) fn new(place: impl Fn(Locale) -> String, rule: impl Fn(Locale) -> String) -> Self {
        Self { place: InEach::of(place), rule: InEach::of(rule) }
    }

    /// Place and rule for somebody to read.
    pub fn words(&self, l: Locale) -> String {
        format!("{}: {}", self.place.words(l), self.rule.words(l))
    }
}

/// Checks that a rule holds.
pub(crate) fn ensure(
    holds: bool,
    here: impl Fn(Locale) -> String,
    rule: impl Fn(Locale) -> String,
) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid::new(here, rule)) }
}

/// Checks that a text has so many characters; `what` is the key of its name.
pub(crate) fn length(
    text: &str,
    least: usize,
    most: usize,
    here: impl Fn(Locale) -> String,
    what: &'static str,
) -> Result<(), Invalid> {
    let given = text.chars().count();
    ensure((least..=most).contains(&given), here, |l| {
        crate::say!(l, "config-length", what = l.say(what), given = given, least = least, most = most)
    })
}
