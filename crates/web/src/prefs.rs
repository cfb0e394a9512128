//! How the reader likes it: language, colours, time zone. From the browser's headers and harmless cookies.

use crate::{
    clock::{Clock, Habit, Hours},
    done::Done,
    keys::Keys,
    panes::Panes,
    session::cookie,
};
use axum::http::{HeaderMap, header};
use jiff::tz::TimeZone;
use std::sync::Arc;
use ticket::{
    Timestamp, calendar,
    settings::{Locale, Settings},
};

/// The colours chosen; dark without a choice, as in Discord's own client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Theme {
    System,
    Light,
    #[default]
    Dark,
}

impl Theme {
    /// The word in the cookie and in `data-theme`.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
    pub(crate) fn is(self, word: &str) -> bool {
        self.word() == word
    }
}

/// The preferences of one request, with the nonce of its answer.
#[derive(Clone, Debug)]
pub(crate) struct Prefs {
    pub(crate) locale: Locale,
    pub(crate) theme: Theme,
    /// They chose the language themselves.
    chose_locale: bool,
    /// The zone in which times are shown.
    pub(crate) zone: TimeZone,
    /// The hours they chose.
    pub(crate) hours: Hours,
    /// How people of the language that their browser prefers write times.
    habit: Habit,
    /// They want times in their own zone everywhere.
    pub(crate) own_times: bool,
    /// The zone of the server that the page is of, where it has one.
    pub(crate) place_zone: Option<Arc<str>>,
    /// Times are shown in another zone than the reader's own, and say so.
    pub(crate) zone_is_told: bool,
    /// The colour of the server that the page is of.
    pub(crate) accent: Option<u32>,
    /// Allows the inline style of this one answer.
    pub(crate) nonce: Arc<str>,
    /// The widths that they gave to panes.
    pub(crate) panes: Option<Panes>,
    /// Their single keys.
    pub(crate) keys: Arc<Keys>,
    /// What they did a moment ago.
    pub(crate) done: Option<Arc<Done>>,
}

impl Prefs {
    pub(crate) fn read(headers: &HeaderMap, nonce: String) -> Self {
        let accepted = headers.get(header::ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let theme = match cookie(headers, "guildhall_theme").as_deref() {
            Some("light") => Theme::Light,
            Some("system") => Theme::System,
            _ => Theme::default(),
        };
        let chosen = match cookie(headers, "guildhall_language").as_deref() {
            Some("en") => Some(Locale::English),
            Some("de") => Some(Locale::German),
            _ => None,
        };
        Self {
            locale: chosen.unwrap_or_else(|| accepted.map_or(Locale::English, language)),
            chose_locale: chosen.is_some(),
            theme,
            zone: cookie(headers, "guildhall_zone").as_deref().and_then(zone).unwrap_or(TimeZone::UTC),
            hours: Hours::of(&cookie(headers, "guildhall_clock").unwrap_or_default()),
            habit: accepted.and_then(preferred).map(Habit::of).unwrap_or_default(),
            own_times: cookie(headers, "guildhall_times").as_deref() == Some("own"),
            place_zone: None,
            zone_is_told: false,
            accent: None,
            nonce: nonce.into(),
            panes: Panes::read(headers),
            keys: Arc::new(Keys::read(headers)),
            done: Done::read(headers),
        }
    }

    /// On the pages of a server: its colour, and its language and zone for those who chose none (P207).
    pub(crate) fn at(mut self, settings: &Settings) -> Self {
        self.accent = settings.accent;
        if let Some(locale) = settings.pages_locale.filter(|_| !self.chose_locale) {
            self.locale = locale;
        }
        self.place_zone = settings.zone.as_deref().map(Into::into);
        let place = self.place_zone.as_deref().filter(|_| !self.own_times).and_then(calendar::zone);
        if let Some(zone) = place {
            self.zone_is_told = zone != self.zone;
            self.zone = zone;
        }
        self
    }

    /// How times are written for them.
    pub(crate) fn clock(&self) -> Clock {
        self.clock_in(self.locale)
    }

    /// The same in another language than that of their pages.
    pub(crate) fn clock_in(&self, l: Locale) -> Clock {
        Clock::new(l, self.hours, self.habit)
    }

    /// A moment in full, in their zone; which one, where it is not their own.
    pub(crate) fn moment(&self, at: Timestamp) -> String {
        let local = jiff::Timestamp::from_millisecond(at.0).unwrap_or_default().to_zoned(self.zone.clone());
        let zone = if self.zone_is_told { local.strftime(" %Z").to_string() } else { String::new() };
        self.clock().moment(local.datetime()) + &zone
    }

    /// What was chosen as a language: a word of the cookie.
    pub(crate) fn language_is(&self, word: &str) -> bool {
        if self.chose_locale { self.locale.tag() == word } else { word == "system" }
    }
}

/// The languages of an `Accept-Language` header with their weights; at most ten are looked at.
fn languages(accepted: &str) -> impl Iterator<Item = (&str, f32)> {
    accepted.split(',').take(10).map(|part| {
        let mut pieces = part.trim().split(';');
        let tag = pieces.next().unwrap_or_default();
        let weight = pieces.find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok()).unwrap_or(1.0);
        (tag, weight)
    })
}

/// The one that weighs most, the first of several; none that weighs nothing.
fn heaviest<'a>(all: impl Iterator<Item = (&'a str, f32)>) -> Option<&'a str> {
    let best =
        all.fold((None, 0.0), |best, (tag, weight)| if weight > best.1 { (Some(tag), weight) } else { best });
    best.0
}

/// The best language of an `Accept-Language` header that we speak: by weight, then by place.
fn language(accepted: &str) -> Locale {
    let spoken = |tag: &str| {
        tag.get(..2).is_some_and(|start| ["en", "de"].iter().any(|l| start.eq_ignore_ascii_case(l)))
    };
    heaviest(languages(accepted).filter(|(tag, _)| spoken(tag))).map_or(Locale::English, Locale::fitting)
}

/// The language that a browser likes best, whether we speak it or not.
fn preferred(accepted: &str) -> Option<&str> {
    heaviest(languages(accepted))
}

/// A zone by its IANA name, percent-encoded as browsers put it into a cookie.
fn zone(name: &str) -> Option<TimeZone> {
    let name = name.replace("%2F", "/").replace("%2f", "/");
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '_' | '-' | '+');
    (name.len() <= 64 && name.chars().all(plain)).then(|| TimeZone::get(&name).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::{Locale, language, preferred, zone};

    #[test]
    fn the_heaviest_language_that_we_speak_is_chosen() {
        assert_eq!(language("fr-FR, de;q=0.7, en;q=0.3"), Locale::German);
        assert_eq!(language("en-GB,en;q=0.9,de;q=0.8"), Locale::English);
        assert_eq!(language("de-AT"), Locale::German);
        assert_eq!(language(";;;,q=9,*"), Locale::English);
    }

    #[test]
    fn the_language_that_a_browser_likes_best_is_known() {
        assert_eq!(preferred("fr-FR, de;q=0.7, en;q=0.3"), Some("fr-FR"));
        assert_eq!(preferred("de;q=0.7, en-US"), Some("en-US"));
        assert_eq!(preferred("de-DE,de;q=0.9,en-US;q=0.8,en;q=0.7"), Some("de-DE"));
        assert_eq!(preferred("en;q=0"), None);
    }

    #[test]
    fn only_names_of_zones_are_zones() {
        assert!(zone("Europe%2FBerlin").is_some_and(|zone| zone.iana_name() == Some("Europe/Berlin")));
        assert!(zone("../../etc/passwd").is_none());
    }
}
