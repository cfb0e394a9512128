//! What an address of a list holds: its pages, and what concerns all of it, such as its count or an act on every ticket in it.

use super::{Found, Typed, found, place, reached, read};
use crate::{actor::InGuild, error::Problem, state::App};
use axum::extract::Query;
use desk::ports::{Cursor, Filter, Row};
use serde::de::DeserializeOwned;
use ticket::{
    Timestamp,
    query::{Check, Sought},
};

/// What the address of a list asks for: choices, and what was typed.
pub(crate) trait Asking: DeserializeOwned {
    /// What was typed.
    fn typed(&self) -> &str;
    /// Where the page begins, as the one before it said.
    fn after(&self) -> Option<&str>;
    /// Where the page ends at the latest: a place further on. What is between two places can be read again, whatever came before it since.
    fn until(&self) -> Option<&str>;
    /// The list, without what was typed.
    fn filter(&self, here: &InGuild, now: Timestamp) -> Filter;
    /// The list with more conditions. Who searches in all open ones looks for any ticket.
    fn checked(&self, here: &InGuild, checks: Vec<Vec<Check>>, now: Timestamp) -> Filter;
    /// The words that were typed, narrowed by the choices.
    fn narrowed(&self, here: &InGuild, sought: Sought, now: Timestamp) -> Sought;
}

/// A list, or what words are looked for.
pub(crate) enum Held {
    List(Filter),
    Words(Sought),
}

/// A page of it.
#[derive(Default)]
pub(crate) struct Page {
    pub(crate) found: Vec<Found>,
    /// Where the next one begins.
    pub(crate) next: Option<String>,
    /// Why there is none: a sentence that says what to do.
    pub(crate) unclear: Option<String>,
    /// Whether it is in the order of what was found.
    pub(crate) ranked: bool,
}

impl Held {
    /// What is asked for; a sentence where it cannot be understood.
    async fn asked(app: &App, here: &InGuild, asked: &impl Asking) -> Result<Result<Self, String>, Problem> {
        let now = app.now();
        Ok(match read(app, here, asked.typed()).await? {
            Typed::Unclear(why) => Err(why),
            Typed::Nothing => Ok(Self::List(asked.filter(here, now))),
            Typed::Sought(sought) if sought.has_words() => Ok(Self::Words(asked.narrowed(here, sought, now))),
            Typed::Sought(sought) => Ok(Self::List(asked.checked(here, sought.checks, now))),
        })
    }

    /// What the list of this query holds; nothing where it cannot be read.
    pub(crate) async fn of<A: Asking>(
        app: &App,
        here: &InGuild,
        query: &str,
    ) -> Result<Option<Self>, Problem> {
        let asked = format!("/?{query}").parse().ok().and_then(|uri| Query::<A>::try_from_uri(&uri).ok());
        let Some(Query(asked)) = asked else { return Ok(None) };
        Ok(Self::asked(app, here, &asked).await?.ok())
    }

    /// The list; nothing where words are looked for.
    pub(crate) fn list(self) -> Option<Filter> {
        match self {
            Self::List(filter) => Some(filter),
            Self::Words(_) => None,
        }
    }

    /// The numbers of its first tickets.
    pub(crate) async fn numbers(self, app: &App, here: &InGuild, most: u32) -> Result<Vec<u32>, Problem> {
        Ok(match self {
            Self::List(filter) => {
                let rows = app.desk.store().list(here.guild.id, &filter, None, most).await?;
                rows.into_iter().map(|row| row.ticket.key.number).collect()
            }
            Self::Words(sought) => {
                let (rows, _) = found(app, here, &sought, None, most).await?;
                rows.into_iter().map(|found| found.row.ticket.key.number).collect()
            }
        })
    }
}

impl Page {
    /// The page that is asked for, of at most `rows` tickets.
    pub(crate) async fn of(
        app: &App,
        here: &InGuild,
        asked: &impl Asking,
        rows: usize,
    ) -> Result<Self, Problem> {
        match Held::asked(app, here, asked).await? {
            Err(why) => Ok(Self { unclear: Some(why), ..Self::default() }),
            Ok(Held::Words(sought)) => {
                let after = asked.after().map(|text| reached(text).ok_or(Problem::Unclear)).transpose()?;
                let (found, next) = found(app, here, &sought, after, rows as u32).await?;
                Ok(Self { found, next: next.map(place), ranked: true, unclear: None })
            }
            Ok(Held::List(filter)) => {
                let after = asked.after().map(|text| cursor(text).ok_or(Problem::Unclear)).transpose()?;
                let mut found = app.desk.store().list(here.guild.id, &filter, after, rows as u32 + 1).await?;
                let until = asked.until().map(|text| cursor(text).ok_or(Problem::Unclear)).transpose()?;
                let within =
                    |row: &Row| until.is_none_or(|end| filter.order.reaches(Cursor::after(row), end));
                let met = found.iter().take_while(|row| within(row)).count();
                let more = met > rows;
                found.truncate(met.min(rows));
                let ended = until.filter(|_| !more).map(place_of);
                let next = ended.or_else(|| found.last().filter(|_| more).map(after_row));
                Ok(Self { found: found.into_iter().map(Found::bare).collect(), next, ..Self::default() })
            }
        }
    }
}

/// Where a page after this row starts.
pub(crate) fn after_row(row: &Row) -> String {
    place_of(Cursor::after(row))
}

fn place_of(at: Cursor) -> String {
    format!("{}.{}.{}", at.last_at.0, at.number, at.urgency)
}

/// Reads what [`place_of`] wrote.
fn cursor(text: &str) -> Option<Cursor> {
    let mut parts = text.split('.');
    let mut next = || parts.next();
    let (last_at, number, urgency) = (next()?, next()?, next()?);
    Some(Cursor {
        last_at: Timestamp(last_at.parse().ok()?),
        number: number.parse().ok()?,
        urgency: urgency.parse().ok()?,
    })
}
