//! A form of the settings: its fields by name, in their order.

use crate::{error::Problem, state::App};
use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
};
use std::str::FromStr;
use ticket::{say, settings::Locale};

/// Fields of one form at most.
const MOST: usize = 4_000;

/// The fields, several of a name where there are several.
#[derive(Clone, Default)]
pub(crate) struct Fields(Vec<(String, String)>);

impl FromRequest<App> for Fields {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        let bytes = Bytes::from_request(request, app).await.map_err(|_| Problem::TooLarge)?;
        Ok(Self::read(&bytes))
    }
}

impl Fields {
    /// Reads `a=1&b=2`.
    pub(crate) fn read(bytes: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(bytes).into_owned().take(MOST).collect())
    }

    /// A field as it was sent, line ends as we keep them; empty if it is not there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.all(name).next().unwrap_or_default().replace("\r\n", "\n")
    }

    /// Words without blanks around; none if there are none.
    pub(crate) fn words(&self, name: &str) -> Option<String> {
        Some(self.text(name).trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Whether a box is ticked.
    pub(crate) fn flag(&self, name: &str) -> bool {
        self.all(name).next().is_some()
    }

    pub(crate) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.0.iter().filter(move |(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Ids and the like that can be read; others are dropped.
    pub(crate) fn ids<T: FromStr>(&self, name: &str) -> Vec<T> {
        self.all(name).filter_map(|value| value.parse().ok()).collect()
    }

    /// An id, if one was chosen.
    pub(crate) fn id<T: FromStr>(&self, name: &str) -> Option<T> {
        self.all(name).next().and_then(|value| value.trim().parse().ok())
    }

    /// A whole number, if one was given.
    ///
    /// # Errors
    /// The sentence that says which field holds something else.
    pub(crate) fn number<T: FromStr>(&self, l: Locale, name: &str, label: &str) -> Result<Option<T>, String> {
        match self.words(name) {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(number) => Ok(Some(number)),
                Err(_) => Err(say!(l, "web-set-no-number", label = label, given = text)),
            },
        }
    }

    /// `#rrggbb`; none where the box beside it is not ticked.
    pub(crate) fn color(&self, name: &str) -> Option<u32> {
        let ticked = self.flag(&format!("{name}-on"));
        let digits = self.text(name);
        u32::from_str_radix(digits.trim_start_matches('#'), 16).ok().filter(|_| ticked)
    }
}

/// A value that can be chosen.
#[derive(Clone)]
pub(crate) struct Opt {
    pub(crate) value: String,
    pub(crate) label: String,
    /// `#rrggbb`, or nothing.
    pub(crate) color: String,
    pub(crate) chosen: bool,
}

impl Opt {
    pub(crate) fn new(value: impl ToString, label: impl Into<String>, chosen: bool) -> Self {
        Self { value: value.to_string(), label: label.into(), color: String::new(), chosen }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_by_name() {
        let fields =
            Fields::read(b"name=+a+b+&role=1&role=x&role=2&n=12&bad=1x&c=%23102030&c-on=on&t=a%0D%0Ab");
        assert_eq!(fields.words("name").as_deref(), Some("a b"));
        assert_eq!(fields.ids::<u64>("role"), [1, 2]);
        assert_eq!(fields.number::<u32>(Locale::English, "n", "N"), Ok(Some(12)));
        assert!(fields.number::<u32>(Locale::English, "bad", "Days").unwrap_err().contains("Days"));
        assert_eq!((fields.color("c"), fields.color("d")), (Some(0x10_2030), None));
        assert_eq!(fields.text("t"), "a\nb");
        assert!(!fields.flag("none"));
    }
}
