//! Commands (Discord: interactions/application-commands).

use super::{count, list};
use crate::violation::Report;
use serde_json::Value;
use std::collections::BTreeMap;

/// All commands of a scope.
pub(super) fn all(commands: &[Value], report: &mut Report<'_>) {
    let mut kinds: BTreeMap<u64, usize> = BTreeMap::new();
    for (index, command) in commands.iter().enumerate() {
        *kinds.entry(command["type"].as_u64().unwrap_or(1)).or_default() += 1;
        one(command, &format!("/{index}"), report);
    }
    for (kind, most) in [(1, 100), (2, 15), (3, 15)] {
        if kinds.get(&kind).is_some_and(|count| *count > most) {
            report.broken("", format!("more than {most} commands of type {kind} {PAGE}"));
        }
    }
}

const PAGE: &str = "(Discord: interactions/application-commands)";

/// One command.
pub(super) fn one(command: &Value, at: &str, report: &mut Report<'_>) {
    if command["type"].as_u64().unwrap_or(1) != 1 {
        if count(&command["description"]) > 0 {
            report.broken(format!("{at}/description"), format!("only commands in the chat have one {PAGE}"));
        }
        return;
    }
    named(command, at, report);
    let size = letters(command);
    if size > 8000 {
        report.broken(at, format!("{size} characters of names, descriptions and values, of 8,000 {PAGE}"));
    }
}

fn named(command: &Value, at: &str, report: &mut Report<'_>) {
    let name = command["name"].as_str().unwrap_or_default();
    if name.to_lowercase() != name {
        report.broken(format!("{at}/name"), format!("has capitals {PAGE}"));
    }
    if !name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '\'')) {
        report.broken(format!("{at}/name"), format!("is no name of a command {PAGE}"));
    }
    if count(&command["description"]) == 0 {
        report.broken(format!("{at}/description"), format!("is missing {PAGE}"));
    }
    let mut optional = false;
    let mut names = Vec::new();
    for (index, option) in list(&command["options"]).iter().enumerate() {
        let at = format!("{at}/options/{index}");
        let required = option["required"] == true;
        if required && optional {
            report.broken(&at, format!("required after an optional one {PAGE}"));
        }
        optional |= !required && option["type"].as_u64() > Some(2);
        if names.contains(&&option["name"]) {
            report.broken(format!("{at}/name"), format!("is there twice {PAGE}"));
        }
        names.push(&option["name"]);
        if option["autocomplete"] == true && !list(&option["choices"]).is_empty() {
            report.broken(&at, format!("choices and autocomplete exclude each other {PAGE}"));
        }
        named(option, &at, report);
    }
}

/// Characters that count: the longest of a text and its translations.
fn letters(command: &Value) -> usize {
    let longest = |key: &str| {
        let other = command[format!("{key}_localizations")].as_object();
        let other = other.into_iter().flat_map(|all| all.values()).map(count).max();
        count(&command[key]).max(other.unwrap_or(0))
    };
    let choices = list(&command["choices"]).iter().map(|one| letters(one) + count(&one["value"]));
    let inside = list(&command["options"]).iter().map(letters);
    longest("name") + longest("description") + choices.sum::<usize>() + inside.sum::<usize>()
}
