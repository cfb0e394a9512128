//! Macros: several acts under one name, for tickets that always need the same (definitions A.4). Each act is judged like any other, for who
//! runs it.

use crate::{
    GuildConfig, Priority, Refusal, TagId, TypeId, UserId,
    canned::{self, MAX_TEXT},
    command::{MAX_NOTE, MAX_REASON},
    config::{Invalid, ensure, length},
    say,
    settings::Locale,
    snooze::{MAX_SNOOZE_DAYS, Preset},
};
use serde::{Deserialize, Serialize};

/// Macros in a guild.
pub const MAX_MACROS: usize = 50;
/// Acts of one macro.
pub const MAX_ACTS: usize = 10;
/// Characters of a name.
pub const MAX_NAME: usize = 60;

/// Whom a macro assigns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// Who runs it.
    Me,
    /// Nobody.
    Nobody,
    /// This person.
    User(UserId),
}

/// One act of a macro.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Say this to the member; with the variables of canned responses.
    Reply(String),
    /// Keep this as a note; with variables too.
    Note(String),
    /// Claim it.
    Claim,
    /// Make somebody the case worker.
    Assign(Whom),
    /// Add a tag.
    Tag(TagId),
    /// Take a tag off.
    Untag(TagId),
    /// Set the priority.
    Priority(Priority),
    /// Give it another type.
    Move(TypeId),
    /// Put it out of sight until then, as of when it is run; until the member writes if absent.
    Snooze(Option<Preset>),
    /// Close it, with this reason if there is one.
    Close(String),
}

/// Several acts under one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Macro {
    /// Its identity within the guild.
    pub id: u32,
    /// What people choose it by.
    pub name: String,
    /// What it does, in order.
    pub acts: Vec<Act>,
    /// Offered for these types only; for all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeId>,
}

impl Macro {
    /// Whether it is offered in tickets of this type.
    pub fn fits(&self, ticket_type: TypeId) -> bool {
        self.types.is_empty() || self.types.contains(&ticket_type)
    }

    /// Checks one macro.
    fn check(&self, config: &GuildConfig) -> Result<(), Invalid> {
        let here = |l: Locale| say!(l, "config-macro", name = &self.name);
        let fits = |what: &'static str, text: &str, least: usize, most: usize| {
            length(text.trim(), least, most, here, what)
        };
        fits("config-what-name", &self.name, 1, MAX_NAME)?;
        let (acts, closing) = (&self.acts, |act: &Act| matches!(act, Act::Close(_)));
        ensure((1..=MAX_ACTS).contains(&acts.len()), here, |l| {
            say!(l, "config-acts", most = MAX_ACTS, given = acts.len())
        })?;
        let closes = acts.iter().position(closing);
        ensure(closes.is_none_or(|at| at + 1 == acts.len()), here, |l| say!(l, "config-closing-last"))?;
        let replies = acts.iter().filter(|act| matches!(act, Act::Reply(_))).count();
        ensure(replies <= 1, here, |l| say!(l, "config-one-reply"))?;
        for act in acts {
            match act {
                Act::Reply(text) => fits("config-what-reply", text, 1, MAX_TEXT)?,
                Act::Note(text) => fits("config-what-note", text, 1, MAX_NOTE)?,
                Act::Close(reason) => fits("config-what-reason", reason, 0, MAX_REASON)?,
                Act::Tag(tag) => ensure(config.tag(*tag).is_some(), here, |l| {
                    say!(l, "config-no-tag", id = tag.to_string())
                })?,
                Act::Move(to) => ensure(config.ticket_type(*to).is_some(), here, |l| {
                    say!(l, "config-no-type", id = to.to_string())
                })?,
                Act::Snooze(Some(Preset::Days(days))) => {
                    ensure((1..=MAX_SNOOZE_DAYS).contains(days), here, |l| {
                        say!(l, "refusal-snooze-time", days = MAX_SNOOZE_DAYS)
                    })?;
                }
                _ => {}
            }
            if let Act::Reply(text) | Act::Note(text) = act
                && let Some(name) = canned::unknown_variable(text)
            {
                let name = format!("{{{{{name}}}}}");
                return Err(Invalid::new(here, |l| say!(l, "config-no-variable", name = &name)));
            }
        }
        Ok(())
    }
}

/// Checks the macros of a configuration.
///
/// # Errors
/// The first rule that is broken.
pub(crate) fn check_all(config: &GuildConfig) -> Result<(), Invalid> {
    let all = &config.macros;
    let whole = |l: Locale| say!(l, "config-whole");
    ensure(all.len() <= MAX_MACROS, whole, |l| say!(l, "config-most-macros", most = MAX_MACROS))?;
    for (index, one) in all.iter().enumerate() {
        let same = |other: &Macro| other.id == one.id || other.name.to_lowercase() == one.name.to_lowercase();
        let here = |l: Locale| say!(l, "config-macro", name = &one.name);
        ensure(!all[..index].iter().any(same), here, |l| say!(l, "config-macro-twice"))?;
        one.check(config)?;
    }
    Ok(())
}

/// Whether a refusal only says that things are so already: then a macro goes on.
pub fn is_so_already(why: &Refusal) -> bool {
    matches!(
        why,
        Refusal::AlreadyYours
            | Refusal::AlreadyAssigned { .. }
            | Refusal::NotAssigned
            | Refusal::AlreadyTagged { .. }
            | Refusal::NotTagged { .. }
            | Refusal::SamePriority(_)
            | Refusal::SameType { .. }
    )
}
