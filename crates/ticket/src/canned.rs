//! Answers that staff give again and again, and tags: the Resources of a guild (P59-P76), with [`crate::custom`].

use crate::{CannedId, Priority, TagId, Ticket, TypeId, settings::Locale, text};
use serde::{Deserialize, Serialize};

/// Canned responses in a guild.
pub const MAX_CANNED: usize = 500;
/// Tags in a guild.
pub const MAX_TAGS: usize = 250;
/// Characters of a name that is typed after `?`.
pub const MAX_NAME: usize = 40;
/// Characters of a canned text: what one message holds (Discord: resources/message).
pub const MAX_TEXT: usize = 2000;
/// Characters of an embed in all (Discord: resources/message, "Embed Limits").
pub const MAX_EMBED: usize = 6000;

/// A label for tickets (P71, P72).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// Its identity within the guild.
    pub id: TagId,
    /// What people read, 1 to 40 characters.
    pub name: String,
    /// Its colour, 0xRRGGBB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
}

/// An embed under a canned text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Embed {
    /// Up to 256 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Up to 4,096 characters.
    pub text: String,
    /// The colour of its edge, 0xRRGGBB.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
    /// Up to 2,048 characters; all of the embed has 6,000 at most (Discord: resources/message, "Embed Limits").
    #[serde(skip_serializing_if = "Option::is_none")]
    pub footer: Option<String>,
}

/// An answer that staff give by name (P43, P59).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Canned {
    /// Its identity within the guild.
    pub id: CannedId,
    /// What is typed after `?`: letters, digits, `-` and `_`.
    pub name: String,
    /// Shown when picking one (P60).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub category: String,
    /// The text, with variables such as `{{member.name}}`.
    #[serde(default)]
    pub text: String,
    /// An embed under it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub embed: Option<Embed>,
    /// Whether it appears under the name and picture of who sent it (P66-P69).
    #[serde(default)]
    pub as_staff: bool,
    /// Offered for these types only; for all if empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeId>,
}

impl Canned {
    /// Whether it is offered in tickets of this type.
    pub fn fits(&self, ticket_type: TypeId) -> bool {
        self.types.is_empty() || self.types.contains(&ticket_type)
    }
}

/// The name in a message that is nothing but `?name` (P61).
pub fn shortcode(content: &str) -> Option<&str> {
    let name = content.trim().strip_prefix('?')?;
    is_name(name).then_some(name)
}

/// Whether a name can be typed after `?`.
pub fn is_name(name: &str) -> bool {
    (1..=MAX_NAME).contains(&name.chars().count())
        && name.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_')
}

/// What the variables of a text stand for.
pub struct Facts<'a> {
    /// The ticket.
    pub ticket: &'a Ticket,
    /// Its type's name.
    pub type_name: &'a str,
    /// The name of who sends it.
    pub staff: &'a str,
    /// The guild's name.
    pub server: &'a str,
    /// The language of priorities.
    pub locale: Locale,
}

/// Variables that can stand in a text, besides `ticket.form.<field>`.
pub const VARIABLES: [&str; 9] = [
    "member.name",
    "member.mention",
    "staff.name",
    "ticket.id",
    "ticket.subject",
    "ticket.type",
    "ticket.priority",
    "server.name",
    "ticket.opened",
];

/// A piece of a text with variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Plain(&'a str),
    Variable { name: &'a str, fallback: Option<&'a str> },
}

/// Splits at `{{name}}` and `{{name|fallback}}`. Braces that do not close are plain text.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("{{") {
        let Some((inside, behind)) = after.split_once("}}") else { break };
        found.push(Piece::Plain(before));
        let (name, fallback) = match inside.split_once('|') {
            Some((name, fallback)) => (name.trim(), Some(fallback)),
            None => (inside.trim(), None),
        };
        found.push(Piece::Variable { name, fallback });
        rest = behind;
    }
    found.push(Piece::Plain(rest));
    found
}

/// Whether there is a variable of this name.
pub(crate) fn is_variable(name: &str) -> bool {
    VARIABLES.contains(&name) || name.strip_prefix("ticket.form.").is_some_and(|key| !key.is_empty())
}

/// The first variable in a text that does not exist: an error when the text is saved.
pub fn unknown_variable(text: &str) -> Option<&str> {
    pieces(text).into_iter().find_map(|piece| match piece {
        Piece::Variable { name, .. } => (!is_variable(name)).then_some(name),
        Piece::Plain(_) => None,
    })
}

/// Fills the variables (P70). What is empty becomes its fallback, or nothing. What is filled in is never read for variables again.
pub fn render(template: &str, facts: &Facts<'_>) -> String {
    let mut out = String::with_capacity(template.len());
    for piece in pieces(template) {
        match piece {
            Piece::Plain(plain) => out.push_str(plain),
            Piece::Variable { name, fallback } => {
                let value = value(name, facts).filter(|value| !value.is_empty());
                out.push_str(value.as_deref().or(fallback).unwrap_or_default());
            }
        }
    }
    out
}

pub(crate) fn value(name: &str, facts: &Facts<'_>) -> Option<String> {
    let ticket = facts.ticket;
    Some(match name {
        "member.name" => ticket.opener.name.clone(),
        "member.mention" => format!("<@{}>", ticket.opener.user),
        "staff.name" => facts.staff.to_owned(),
        "ticket.id" => ticket.key.number.to_string(),
        "ticket.subject" => ticket.subject.clone(),
        "ticket.type" => facts.type_name.to_owned(),
        "ticket.priority" => priority(facts.locale, ticket.priority),
        "ticket.opened" => format!("<t:{}:f>", ticket.opened_at.seconds()),
        "server.name" => facts.server.to_owned(),
        other => {
            let key = other.strip_prefix("ticket.form.")?;
            ticket.answers.iter().find(|answer| answer.key == key)?.value.clone()
        }
    })
}

fn priority(locale: Locale, priority: Priority) -> String {
    text::priority(locale, priority)
}
