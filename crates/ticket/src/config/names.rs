//! What the document of a configuration holds, in the words of the pages on which it is set.
//!
//! The words are in `locales/<language>/settings_names.ftl`: `set-name-staff-roles` for the key `staff_roles`, `set-name-place-category` for
//! the key `category` inside of `place`, and `set-value-mode-thread` where `thread` stands under `mode`.

use crate::settings::Locale;

/// Keys around a key that can have a say in what it is called.
const AROUND: usize = 2;

/// What the last of these keys of the document is called; those before it are what it is in, from the outside in. A key without a text is
/// its own, with spaces.
pub fn name(locale: Locale, keys: &[&str]) -> String {
    let Some(last) = keys.last() else { return String::new() };
    let from = keys.len().saturating_sub(AROUND + 1);
    let found = (from..keys.len()).find_map(|from| locale.known(&text("name", &keys[from..])));
    found.unwrap_or_else(|| last.replace('_', " "))
}

/// What a word of the configuration under this key says; `None` if it is none, but what somebody wrote.
pub fn value(locale: Locale, key: &str, word: &str) -> Option<String> {
    let fits = |c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '-' | '.');
    let plain = !word.is_empty() && word.len() < 40 && word.chars().all(fits);
    plain.then(|| locale.known(&text("value", &[key, word]))).flatten()
}

/// The key of a text.
fn text(kind: &str, parts: &[&str]) -> String {
    let parts = parts.join("-").to_ascii_lowercase().replace(['_', '.'], "-");
    format!("set-{kind}-{parts}")
}
