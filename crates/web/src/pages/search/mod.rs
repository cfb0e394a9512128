//! Search: what was typed is read, looked for as far as the reader may see, and shown with what was found in its words.

mod found;
mod held;
pub(crate) mod results;
pub(crate) mod suggest;

pub(crate) use found::{Found, found};
pub(crate) use held::Held;

use crate::{actor::InGuild, error::Problem, state::App};
use desk::ports::{Reached, Reader, USUAL_ZONE};
use std::collections::BTreeMap;
use ticket::{
    calendar,
    query::{self, Around, MAX_NAMED, Misread, Sought},
};

/// What a search field asks for.
pub(crate) enum Typed {
    /// Nothing.
    Nothing,
    /// It cannot be understood: a sentence that says what to do.
    Unclear(String),
    /// Filters, or words and filters.
    Sought(Sought),
}

/// Reads what was typed, with the names of this guild.
pub(crate) async fn read(app: &App, here: &InGuild, text: &str) -> Result<Typed, Problem> {
    let explained = |misread: &Misread| Typed::Unclear(query::explain(here.signed.prefs.locale, misread));
    let parsed = match query::parse(text) {
        Ok(parsed) if parsed.is_empty() => return Ok(Typed::Nothing),
        Ok(parsed) => parsed,
        Err(misread) => return Ok(explained(&misread)),
    };
    let mut people = BTreeMap::new();
    for name in parsed.people() {
        let found = app.desk.store().members_named(here.guild.id, name, MAX_NAMED as u32).await?;
        people.insert(name.to_owned(), found.into_iter().map(|member| member.user).collect());
    }
    let config = &here.config.config;
    let zone = config.settings.zone.as_deref().and_then(calendar::zone);
    let zone = zone.or_else(|| calendar::zone(USUAL_ZONE)).unwrap_or(calendar::Zone::UTC);
    let around = Around {
        config,
        me: here.person.user,
        staff: here.may_enter(),
        now: app.now(),
        zone: &zone,
        people: &people,
    };
    Ok(match query::resolve(&parsed, &around) {
        Ok(sought) => Typed::Sought(sought),
        Err(misread) => explained(&misread),
    })
}

/// As whom a person looks: staff find what their types hold, members their own.
pub(crate) fn reader(here: &InGuild) -> Reader {
    if here.may_enter() { Reader::Staff(here.types_seen()) } else { Reader::Member(here.person.user) }
}

/// Where a page after this one starts.
pub(crate) fn place(reached: Reached) -> String {
    format!("s{}.{}", reached.stage, reached.below)
}

/// Reads what [`place`] wrote.
pub(crate) fn reached(text: &str) -> Option<Reached> {
    let (stage, below) = text.strip_prefix('s')?.split_once('.')?;
    Some(Reached { stage: stage.parse().ok().filter(|stage| *stage < 3)?, below: below.parse().ok()? })
}
