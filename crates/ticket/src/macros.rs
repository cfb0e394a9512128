//! Macros: several acts under one name, for tickets that always need the same (definitions A.4). Each act is judged like any other, for who
//! runs it.

use crate::{
    GuildConfig, Priority, Refusal, TagId, TypeId, UserId,
    canned::{self, MAX_TEXT},
    command::{MAX_NOTE, MAX_REASON},
    config::Invalid,
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
    ///
    /// # Errors
    /// The first rule that is broken, in words.
    pub fn check(&self, config: &GuildConfig) -> Result<(), String> {
        let length = |what: &str, text: &str, least: usize, most: usize| {
            let given = text.trim().chars().count();
            let fits = (least..=most).contains(&given);
            fits.then_some(()).ok_or_else(|| format!("{what} has {given} characters; {least} to {most} fit"))
        };
        length("name", &self.name, 1, MAX_NAME)?;
        if !(1..=MAX_ACTS).contains(&self.acts.len()) {
            return Err(format!("1 to {MAX_ACTS} acts, not {}", self.acts.len()));
        }
        let closes = self.acts.iter().position(|act| matches!(act, Act::Close(_)));
        if closes.is_some_and(|at| at + 1 < self.acts.len()) {
            return Err("closing comes last: nothing is done to a closed ticket".to_owned());
        }
        if self.acts.iter().filter(|act| matches!(act, Act::Reply(_))).count() > 1 {
            return Err("one reply: put what is to be said together".to_owned());
        }
        for act in &self.acts {
            match act {
                Act::Reply(text) => length("reply", text, 1, MAX_TEXT)?,
                Act::Note(text) => length("note", text, 1, MAX_NOTE)?,
                Act::Close(reason) => length("reason", reason, 0, MAX_REASON)?,
                Act::Tag(tag) if config.tag(*tag).is_none() => return Err(format!("there is no tag {tag}")),
                Act::Move(to) if config.ticket_type(*to).is_none() => {
                    return Err(format!("there is no ticket type {to}"));
                }
                _ => {}
            }
            if let Act::Reply(text) | Act::Note(text) = act
                && let Some(name) = canned::unknown_variable(text)
            {
                return Err(format!("{{{{{name}}}}} is no variable"));
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
    if all.len() > MAX_MACROS {
        let rule = format!("at most {MAX_MACROS} macros");
        return Err(Invalid { place: "configuration".to_owned(), rule });
    }
    for (index, one) in all.iter().enumerate() {
        let fail = |rule| Invalid { place: format!("macro \"{}\"", one.name), rule };
        let same = |other: &Macro| other.id == one.id || other.name.to_lowercase() == one.name.to_lowercase();
        if all[..index].iter().any(same) {
            return Err(fail("there is another macro with this name or id".to_owned()));
        }
        one.check(config).map_err(fail)?;
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
