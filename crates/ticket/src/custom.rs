//! Custom commands: texts of a guild's own that everyone in it gets by name (P64, P212-P214).

use crate::{
    ChannelId, GuildId, Person,
    canned::{self, Embed, Facts, Piece},
};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Custom commands in a guild (P212): as many as Discord registers for one (interactions/application-commands).
pub const MAX_CUSTOM: usize = 100;
/// Characters of a name (P212).
pub const NAME: RangeInclusive<usize> = 3..=32;
/// Characters of the hint that Discord shows while the name is typed.
pub const MAX_HINT: usize = 100;
/// Characters of what can be added to a command.
pub const MAX_ARGS: usize = 1000;
/// Conditions within conditions.
pub const MAX_DEPTH: usize = 5;

/// What can stand in a text besides what stands in canned responses (P213).
pub const PLACEHOLDERS: [&str; 6] = ["user", "user.mention", "args", "guild", "guild.name", "channel"];

/// A text that everyone in the guild gets by `/name`, and in a ticket by `?name`. It wins over a canned response of the same name (P64).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomCommand {
    /// What is typed: lower-case letters, digits and underscores.
    pub name: String,
    /// What Discord shows while it is typed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub hint: String,
    /// What is posted, up to 2,000 characters.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// An embed under it, up to 6,000 characters in all (P214).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embed: Option<Embed>,
}

impl CustomCommand {
    /// Its texts, in the order in which they are read.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        let embed = self.embed.iter();
        let parts =
            embed.flat_map(|embed| [embed.title.as_deref(), Some(&*embed.text), embed.footer.as_deref()]);
        std::iter::once(self.text.as_str()).chain(parts.flatten())
    }

    /// Whether what is added to it shows.
    pub fn takes_args(&self) -> bool {
        let named = |name: &str| match Word::of(name) {
            Word::If(condition) => condition.name == "args",
            Word::Value(name) => name == "args",
            Word::Else | Word::Endif => false,
        };
        let shows = |text| {
            canned::pieces(text).into_iter().any(|piece| match piece {
                Piece::Variable { name, .. } => named(name),
                Piece::Plain(_) => false,
            })
        };
        self.texts().any(shows)
    }
}

/// Whether something can be the name of a custom command (P212).
pub fn is_name(name: &str) -> bool {
    NAME.contains(&name.len())
        && name.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'_')
}

/// The name and what is added to it, in a message that may call a custom command.
pub fn typed(content: &str) -> Option<(&str, &str)> {
    let call = content.trim().strip_prefix('?')?;
    let (name, args) = call.split_once(char::is_whitespace).unwrap_or((call, ""));
    is_name(&name.to_ascii_lowercase()).then(|| (name, args.trim()))
}

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Mistake {
    /// Nothing has this name.
    #[error("{{{{{name}}}}} is no placeholder; there are {}, and those of canned responses", PLACEHOLDERS.join(", "))]
    Unknown {
        /// What stands there.
        name: String,
    },
    /// A condition that does not end.
    #[error("{{{{if …}}}} has no {{{{endif}}}}")]
    Open,
    /// An end or an alternative without a condition.
    #[error("{{{{else}}}} and {{{{endif}}}} stand after {{{{if …}}}}, {{{{else}}}} at most once")]
    Stray,
    /// Too many conditions within one another.
    #[error("at most {MAX_DEPTH} conditions stand within one another")]
    Deep,
}

/// Checks a text when it is saved.
///
/// # Errors
/// The first [`Mistake`].
pub fn check(template: &str) -> Result<(), Mistake> {
    let known = |name: &str| PLACEHOLDERS.contains(&name) || canned::is_variable(name);
    // Whether each open condition had its alternative.
    let mut open: Vec<bool> = Vec::new();
    for piece in canned::pieces(template) {
        let Piece::Variable { name, .. } = piece else { continue };
        match Word::of(name) {
            Word::If(condition) if !known(condition.name) => {
                return Err(Mistake::Unknown { name: condition.name.to_owned() });
            }
            Word::If(_) if open.len() == MAX_DEPTH => return Err(Mistake::Deep),
            Word::If(_) => open.push(false),
            Word::Else => match open.last_mut() {
                Some(had @ false) => *had = true,
                _ => return Err(Mistake::Stray),
            },
            Word::Endif => drop(open.pop().ok_or(Mistake::Stray)?),
            Word::Value(name) if known(name) => {}
            Word::Value(name) => return Err(Mistake::Unknown { name: name.to_owned() }),
        }
    }
    if open.is_empty() { Ok(()) } else { Err(Mistake::Open) }
}

/// How a custom command was called.
pub struct Call<'a> {
    /// By whom.
    pub user: &'a Person,
    /// What was added to it.
    pub args: &'a str,
    /// In which guild.
    pub guild: GuildId,
    /// The guild's name.
    pub guild_name: &'a str,
    /// Where.
    pub channel: ChannelId,
    /// The facts of the ticket, in one.
    pub ticket: Option<Facts<'a>>,
}

impl Call<'_> {
    fn value(&self, name: &str) -> Option<String> {
        Some(match name {
            "user" => self.user.name.clone(),
            "user.mention" => format!("<@{}>", self.user.user),
            "args" => self.args.to_owned(),
            "guild" => self.guild.to_string(),
            "guild.name" => self.guild_name.to_owned(),
            "channel" => format!("<#{}>", self.channel),
            other => canned::value(other, self.ticket.as_ref()?)?,
        })
        .filter(|value| !value.is_empty())
    }

    fn holds(&self, condition: &Condition<'_>) -> bool {
        let value = self.value(condition.name).unwrap_or_default();
        match condition.asked {
            None => !value.is_empty(),
            Some((equal, other)) => (value.trim().to_lowercase() == other.to_lowercase()) == equal,
        }
    }
}

/// Fills a text (P213): placeholders, then only what stands under conditions that hold. What is filled in is never read again.
pub fn render(template: &str, call: &Call<'_>) -> String {
    let mut out = String::with_capacity(template.len());
    // Each open condition: whether it is shown around it, and whether it holds.
    let mut open: Vec<(bool, bool)> = Vec::new();
    let mut shown = true;
    for piece in canned::pieces(template) {
        match piece {
            Piece::Plain(plain) if shown => out.push_str(plain),
            Piece::Plain(_) => {}
            Piece::Variable { name, fallback } => match Word::of(name) {
                Word::If(condition) => {
                    let holds = call.holds(&condition);
                    open.push((shown, holds));
                    shown &= holds;
                }
                Word::Else => shown = open.last().is_none_or(|(around, holds)| *around && !holds),
                Word::Endif => shown = open.pop().is_none_or(|(around, _)| around),
                Word::Value(name) if shown => {
                    out.push_str(call.value(name).as_deref().or(fallback).unwrap_or_default());
                }
                Word::Value(_) => {}
            },
        }
    }
    out
}

/// What stands between braces.
enum Word<'a> {
    If(Condition<'a>),
    Else,
    Endif,
    Value(&'a str),
}

/// `name`, `name == words`, `name != words`.
struct Condition<'a> {
    name: &'a str,
    /// Whether it is to be equal, and to what.
    asked: Option<(bool, &'a str)>,
}

impl<'a> Word<'a> {
    fn of(inside: &'a str) -> Self {
        match inside.split_once(char::is_whitespace) {
            Some(("if", rest)) => Self::If(Condition::of(rest)),
            _ if inside == "else" => Self::Else,
            _ if inside == "endif" => Self::Endif,
            _ => Self::Value(inside),
        }
    }
}

impl<'a> Condition<'a> {
    fn of(text: &'a str) -> Self {
        let asked = [("==", true), ("!=", false)];
        let found = asked.into_iter().find_map(|(sign, equal)| Some((text.split_once(sign)?, equal)));
        match found {
            Some(((name, other), equal)) => {
                Self { name: name.trim(), asked: Some((equal, other.trim().trim_matches('"'))) }
            }
            None => Self { name: text.trim(), asked: None },
        }
    }
}

#[cfg(test)]
#[path = "custom_tests.rs"]
mod tests;
