//! Single keys as a person has them (WCAG 2.1.4): each can be another one, and all can be off.
//!
//! They are kept in a cookie, as colours and language are: which keys are at hand depends on the keyboard, so every browser has its own. A cookie is
//! read before the page is written, so that the hints in its buttons are right at once.

use crate::session::cookie;
use axum::http::HeaderMap;
use std::fmt::Write;

pub(crate) const NAME: &str = "guildhall_keys";
/// Seconds that it is kept.
pub(crate) const KEPT: u32 = 31_536_000;
const OFF: &str = "off";

/// Every single key and what it does, in the order of the help.
pub(crate) const KEYS: [(char, &str); 22] = [
    ('j', "keys-next"),
    ('k', "keys-previous"),
    ('o', "keys-open"),
    ('w', "swift-take"),
    ('r', "web-key-reply"),
    ('n', "web-key-note"),
    ('c', "web-key-claim"),
    ('a', "web-key-assign"),
    ('i', "swift-to-me"),
    ('p', "web-fact-priority"),
    ('!', "swift-urgent"),
    ('t', "web-tag-add"),
    ('m', "web-move"),
    ('s', "web-snooze"),
    ('d', "web-no-reply"),
    ('e', "web-key-close"),
    ('x', "bulk-key-select"),
    ('u', "bulk-key-undo"),
    ('\\', "macro-command"),
    ('g', "web-key-go"),
    ('/', "web-key-search"),
    ('?', "web-key-help"),
];

/// Why keys cannot be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unfit {
    /// This is not one small letter, digit or sign.
    NoKey(&'static str),
    /// This key would do both.
    Twice(char, &'static str, &'static str),
}

/// One person's keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Keys {
    pub(crate) off: bool,
    /// The key that is pressed for the usual one, where it is another.
    own: Vec<(char, char)>,
}

impl Keys {
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        cookie(headers, NAME).map_or_else(Self::default, |text| Self::of(&text))
    }

    /// Reads what [`Keys::kept`] wrote; what cannot be understood, or would do two things, counts for nothing.
    fn of(text: &str) -> Self {
        let mut parts = text.split('.');
        let off = parts.next() == Some(OFF);
        let letter = |hex: &str| u32::from_str_radix(hex, 16).ok().and_then(char::from_u32);
        let pairs = parts.take(KEYS.len()).filter_map(|pair| {
            let (own, usual) = pair.split_once('-')?;
            Some((letter(own)?, letter(usual)?))
        });
        let pairs: Vec<(char, char)> = pairs.collect();
        let key = |usual| pairs.iter().find(|pair| pair.1 == usual).map_or(usual, |pair| pair.0);
        let asked: Vec<String> = KEYS.iter().map(|(usual, _)| key(*usual).to_string()).collect();
        Self { off, ..Self::asked(false, &asked).unwrap_or_default() }
    }

    /// As somebody typed them, in the order of [`KEYS`]; what is missing or empty is as usual.
    pub(crate) fn asked(off: bool, asked: &[String]) -> Result<Self, Unfit> {
        let mut taken: Vec<(char, &'static str)> = Vec::new();
        let mut own = Vec::new();
        for (at, (usual, does)) in KEYS.into_iter().enumerate() {
            let text = asked.get(at).map_or("", |text| text.trim());
            let key = match text.chars().collect::<Vec<_>>().as_slice() {
                [] => usual,
                [one] if fits(*one) => *one,
                _ => return Err(Unfit::NoKey(does)),
            };
            if let Some((_, other)) = taken.iter().find(|(taken, _)| *taken == key) {
                return Err(Unfit::Twice(key, other, does));
            }
            taken.push((key, does));
            if key != usual {
                own.push((key, usual));
            }
        }
        Ok(Self { off, own })
    }

    /// As the cookie has them.
    pub(crate) fn kept(&self) -> String {
        let mut out = (if self.off { OFF } else { "on" }).to_owned();
        for (own, usual) in &self.own {
            let _ = write!(out, ".{:x}-{:x}", u32::from(*own), u32::from(*usual));
        }
        out
    }

    /// As the page tells the browser: `off`, or pairs of the key that is pressed and what it stands for.
    pub(crate) fn told(&self) -> String {
        if self.off {
            return OFF.to_owned();
        }
        self.own.iter().map(|(own, usual)| format!("{own}{usual}")).collect::<Vec<_>>().join(" ")
    }

    /// The key that is pressed for the usual one.
    pub(crate) fn key(&self, usual: char) -> char {
        self.own.iter().find(|pair| pair.1 == usual).map_or(usual, |pair| pair.0)
    }

    /// Every key with what it does.
    pub(crate) fn all(&self) -> impl Iterator<Item = (char, char, &'static str)> + '_ {
        KEYS.into_iter().map(|(usual, does)| (self.key(usual), usual, does))
    }
}

/// Keys that come without Shift on some keyboard or other, and that HTML and a cookie can hold.
fn fits(key: char) -> bool {
    (key.is_alphanumeric() && key.to_lowercase().eq([key])) || key.is_ascii_punctuation()
}

#[cfg(test)]
mod tests {
    use super::{KEYS, Keys, Unfit};

    fn asked(changes: &[(char, &str)]) -> Result<Keys, Unfit> {
        let own = |usual: char| changes.iter().find(|one| one.0 == usual).map_or("", |one| one.1);
        Keys::asked(false, &KEYS.map(|(usual, _)| own(usual).to_owned()))
    }

    /// Keys can be changed with one another, kept and read again; one key does one thing.
    #[test]
    fn keys_are_kept() {
        let keys = asked(&[('c', "e"), ('e', "c"), ('\\', "ö")]).expect("fit");
        assert_eq!((keys.key('c'), keys.key('e'), keys.key('\\'), keys.key('r')), ('e', 'c', 'ö', 'r'));
        assert_eq!(Keys::of(&keys.kept()), keys);
        assert_eq!(Keys::of(&Keys { off: true, ..keys.clone() }.kept()), Keys { off: true, ..keys });
        assert_eq!(asked(&[('c', "e")]), Err(Unfit::Twice('e', "web-key-claim", "web-key-close")));
        for wrong in ["ab", "E", "\u{7}"] {
            assert_eq!(asked(&[('c', wrong)]), Err(Unfit::NoKey("web-key-claim")), "{wrong}");
        }
        for foreign in ["", "off", "on.65-63", "on.zz-63.-.", "off.110000-63", "on.20-63"] {
            assert!(Keys::of(foreign).own.is_empty(), "{foreign}");
        }
    }
}
