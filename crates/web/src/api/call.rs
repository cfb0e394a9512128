//! A request that passed: who asks, for what, with what.

use super::Oops;
use crate::state::App;
use axum::http::StatusCode;
use desk::{
    Loaded,
    ports::{ApiToken, Config, GuildInfo},
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use std::collections::HashMap;
use ticket::{
    Actor, Person, TicketKey,
    access::{self, Audience},
    settings::Locale,
};

/// Things on a page, unless asked for otherwise (P219).
const USUAL_PAGE: usize = 25;
/// Things on a page at most.
const MOST_PAGE: usize = 100;
/// How far pages go.
const MOST_ROWS: usize = 10_000;

/// Who asks for what.
pub(crate) struct Call {
    pub(crate) app: App,
    pub(crate) token: ApiToken,
    pub(crate) guild: GuildInfo,
    /// The token's owner as they are now, under a name that says that it was a token.
    pub(crate) person: Person,
    pub(crate) config: Config,
    pub(crate) path: HashMap<String, String>,
    pub(crate) query: HashMap<String, String>,
    pub(crate) body: Value,
    /// Names the request, where it named itself.
    pub(crate) once: Option<String>,
}

/// What came of it.
pub(crate) struct Reply {
    pub(crate) status: StatusCode,
    pub(crate) body: Value,
}

impl Reply {
    pub(crate) fn ok(body: Value) -> Self {
        Self { status: StatusCode::OK, body }
    }
    pub(crate) fn with(status: StatusCode, body: Value) -> Self {
        Self { status, body }
    }
}

/// Which page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page {
    pub(crate) page: usize,
    pub(crate) per_page: usize,
}

impl Page {
    /// Rows to read: those of the pages before, of this one, and one more to know whether there is another.
    pub(crate) fn rows(self) -> u32 {
        u32::try_from(self.page * self.per_page + 1).unwrap_or(u32::MAX)
    }

    /// The page out of what was read.
    pub(crate) fn cut<T>(self, rows: Vec<T>) -> (Vec<T>, bool) {
        let more = rows.len() > self.page * self.per_page;
        (rows.into_iter().skip((self.page - 1) * self.per_page).take(self.per_page).collect(), more)
    }

    pub(crate) fn reply(self, data: Vec<Value>, has_more: bool) -> Reply {
        Reply::ok(json!({ "data": data, "page": self.page, "per_page": self.per_page, "has_more": has_more }))
    }
}

impl Call {
    pub(crate) fn actor(&self) -> Actor {
        Actor::Person(self.person.clone())
    }

    pub(crate) fn locale(&self) -> Locale {
        self.config.config.settings.locale
    }

    /// A number of the path; what is none leads nowhere.
    pub(crate) fn number(&self, name: &str) -> Result<u32, Oops> {
        self.path.get(name).and_then(|text| text.parse().ok()).ok_or(Oops::NotFound)
    }

    /// What was asked for by this name.
    pub(crate) fn asked(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|text| !text.is_empty())
    }

    /// The same, read.
    pub(crate) fn parsed<T: std::str::FromStr>(&self, name: &str) -> Result<Option<T>, Oops> {
        let read = |text: &str| text.parse().map_err(|_| Oops::Invalid(format!("{name} is not valid.")));
        self.asked(name).map(read).transpose()
    }

    /// Which page (P219).
    pub(crate) fn page(&self) -> Result<Page, Oops> {
        let page = self.parsed::<usize>("page")?.unwrap_or(1);
        let per_page = self.parsed::<usize>("per_page")?.unwrap_or(USUAL_PAGE).min(MOST_PAGE);
        if page == 0 || per_page == 0 {
            return Err(Oops::Invalid("page and per_page begin with 1.".to_owned()));
        }
        if page.saturating_mul(per_page) > MOST_ROWS {
            return Err(Oops::Invalid(format!("Pages go up to row {MOST_ROWS}; narrow what you ask for.")));
        }
        Ok(Page { page, per_page })
    }

    /// The body. A field that is not known is an error: it was meant for something.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> Result<T, Oops> {
        let body = if self.body.is_null() { json!({}) } else { self.body.clone() };
        serde_json::from_value(body)
            .map_err(|error| Oops::Invalid(format!("The body is not valid: {error}.")))
    }

    /// A ticket that the token's owner may read as staff. To a token others do not exist.
    pub(crate) async fn ticket(&self) -> Result<Loaded, Oops> {
        let key = TicketKey { guild: self.guild.id, number: self.number("number")? };
        let loaded = self.app.desk.store().ticket(key).await?.ok_or(Oops::NotFound)?;
        match access::audience(&self.config.config, &loaded.ticket, &self.person) {
            Some(Audience::Staff) => Ok(loaded),
            Some(Audience::Member) | None => Err(Oops::NotFound),
        }
    }

    /// Only for those who may configure.
    pub(crate) fn must_configure(&self) -> Result<(), Oops> {
        access::may_configure(&self.config.config, &self.person).then_some(()).ok_or(Oops::Forbidden)
    }
}
