//! Search: what was typed is read, looked for as far as the reader may see, and shown with what was found in its words.

mod found;
pub(crate) mod held;
pub(crate) mod results;
pub(crate) mod suggest;

pub(crate) use found::{Found, found};
pub(crate) use held::{Asking, Held, Page};

use crate::{actor::InGuild, error::Problem, state::App};
use desk::{
    Failure,
    ports::{Reached, Reader, USUAL_ZONE},
};
use std::collections::BTreeMap;
use ticket::{
    GuildConfig, GuildId, UserId, calendar,
    query::{self, Around, MAX_NAMED, Misread, Sought},
    settings::Locale,
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

/// Who types, and where.
pub(crate) struct Typist<'a> {
    pub(crate) guild: GuildId,
    pub(crate) config: &'a GuildConfig,
    pub(crate) user: UserId,
    pub(crate) staff: bool,
    pub(crate) locale: Locale,
}

/// Reads what was typed, with the names of this guild.
pub(crate) async fn read(app: &App, here: &InGuild, text: &str) -> Result<Typed, Problem> {
    let typist = Typist {
        guild: here.guild.id,
        config: &here.config.config,
        user: here.person.user,
        staff: here.may_enter(),
        locale: here.signed.prefs.locale,
    };
    Ok(read_as(app, &typist, text).await?)
}

/// The same for whoever types.
pub(crate) async fn read_as(app: &App, typist: &Typist<'_>, text: &str) -> Result<Typed, Failure> {
    let explained = |misread: &Misread| Typed::Unclear(query::explain(typist.locale, misread));
    let parsed = match query::parse(text) {
        Ok(parsed) if parsed.is_empty() => return Ok(Typed::Nothing),
        Ok(parsed) => parsed,
        Err(misread) => return Ok(explained(&misread)),
    };
    let mut people = BTreeMap::new();
    for name in parsed.people() {
        let found = app.desk.store().members_named(typist.guild, name, MAX_NAMED as u32).await?;
        people.insert(name.to_owned(), found.into_iter().map(|member| member.user).collect());
    }
    let config = typist.config;
    let zone = config.settings.zone.as_deref().and_then(calendar::zone);
    let zone = zone.or_else(|| calendar::zone(USUAL_ZONE)).unwrap_or(calendar::Zone::UTC);
    let around =
        Around { config, me: typist.user, staff: typist.staff, now: app.now(), zone: &zone, people: &people };
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
