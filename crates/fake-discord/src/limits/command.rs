//! Application commands (Discord: interactions/application-commands).

use std::collections::BTreeSet;

use serde_json::Value;

use super::{at, field, is_true, list, number, optional, required};
use crate::error::{Answered, FormErrors};

/// Option types that hold further options.
const SUBCOMMAND: i64 = 1;
const GROUP: i64 = 2;
/// Characters of a command's names, descriptions and values together.
const CHARACTERS: usize = 8_000;
/// Commands of a scope by type: chat input, user, message (raised in March 2026).
const MOST: [usize; 3] = [100, 15, 15];

/// Checks a whole set that replaces the registered ones.
///
/// # Errors
/// 50035 by place and field.
pub fn commands(body: &Value) -> Answered<()> {
    let mut form = FormErrors::default();
    let Some(all) = body.as_array() else {
        form.add("", "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        return form.done();
    };
    let mut counts = [0_usize; 3];
    let mut names = BTreeSet::new();
    for (i, command) in all.iter().enumerate() {
        one(&mut form, &i.to_string(), command);
        let kind = kind_of(command);
        if let Some(count) = usize::try_from(kind - 1).ok().and_then(|k| counts.get_mut(k)) {
            *count += 1;
        }
        if !names.insert((kind, command.get("name").and_then(Value::as_str).unwrap_or_default())) {
            let message = "Application command names must be unique";
            form.add(&i.to_string(), "APPLICATION_COMMANDS_DUPLICATE_NAME", message);
        }
    }
    if counts.iter().zip(MOST).any(|(count, most)| *count > most) {
        form.length("", 0, MOST[0]);
    }
    form.done()
}

fn kind_of(command: &Value) -> i64 {
    field(command, "type").and_then(Value::as_i64).unwrap_or(1)
}

fn one(form: &mut FormErrors, path: &str, command: &Value) {
    number(form, path, command, "type", 1, 4);
    let chat = kind_of(command) == 1;
    required(form, path, command, "name", 1, 32);
    if chat {
        name(form, path, command);
        required(form, path, command, "description", 1, 100);
    } else if field(command, "description").and_then(Value::as_str).is_some_and(|text| !text.is_empty()) {
        let message = "Context menu commands cannot have description";
        form.add(&at(path, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION", message);
    }
    options(form, path, command, 0);
    if characters(command) > CHARACTERS {
        let message = format!("Command exceeds maximum size ({CHARACTERS})");
        form.add(path, "APPLICATION_COMMAND_TOO_LARGE", &message);
    }
}

/// Names of chat commands and options: letters, digits, `-`, `_`, `'`, in lower case where the script has it.
fn name(form: &mut FormErrors, path: &str, value: &Value) {
    let Some(text) = value.get("name").and_then(Value::as_str) else { return };
    // Marks of the Devanagari and Thai scripts are let through, as in the documented expression.
    let fits = |c: char| {
        c.is_alphanumeric() || "-_'".contains(c) || matches!(c, '\u{900}'..='\u{97F}' | '\u{E00}'..='\u{E7F}')
    };
    if !text.chars().all(fits) || text.to_lowercase() != text {
        let message = "Command name is invalid";
        form.add(&at(path, "name"), "APPLICATION_COMMAND_INVALID_NAME", message);
    }
}

fn options(form: &mut FormErrors, path: &str, holder: &Value, depth: u8) {
    let mut optional_seen = false;
    let mut names = BTreeSet::new();
    for (i, option) in list(form, path, holder, "options", 0, 25).iter().enumerate() {
        let here = at(&at(path, "options"), i);
        required(form, &here, option, "name", 1, 32);
        name(form, &here, option);
        required(form, &here, option, "description", 1, 100);
        if field(option, "type").is_none() {
            form.required(&at(&here, "type"));
        }
        let kind = number(form, &here, option, "type", 1, 11).unwrap_or(0);
        if !names.insert(option.get("name").and_then(Value::as_str)) {
            let message = "Option name already exists";
            form.add(&here, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", message);
        }
        if is_true(option, "required") && optional_seen {
            let message = "Required options must be placed before non-required options";
            form.add(&here, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", message);
        }
        optional_seen |= !is_true(option, "required");
        let nests = (kind == GROUP && depth == 0) || (kind == SUBCOMMAND && depth <= 1);
        if matches!(kind, SUBCOMMAND | GROUP) && !nests {
            let message = "Sub-command option types are not allowed here";
            form.add(&at(&here, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", message);
        } else if kind == GROUP {
            options(form, &here, option, 1);
        } else if kind == SUBCOMMAND {
            options(form, &here, option, 2);
        }
        choices(form, &here, option);
    }
}

fn choices(form: &mut FormErrors, here: &str, option: &Value) {
    let all = list(form, here, option, "choices", 0, 25);
    for (i, choice) in all.iter().enumerate() {
        let here = at(&at(here, "choices"), i);
        required(form, &here, choice, "name", 1, 100);
        match field(choice, "value") {
            None => form.required(&at(&here, "value")),
            Some(Value::String(_)) => optional(form, &here, choice, "value", 1, 100),
            Some(_) => {}
        }
    }
    if !all.is_empty() && is_true(option, "autocomplete") {
        let message = "Options with autocomplete cannot have choices";
        form.add(&at(here, "choices"), "APPLICATION_COMMAND_AUTOCOMPLETE_CHOICES", message);
    }
    number(form, here, option, "min_length", 0, 6_000);
    number(form, here, option, "max_length", 1, 6_000);
}

/// Names, descriptions and text values of a command and all below it; of translations only the longest counts.
fn characters(value: &Value) -> usize {
    let longest = |name: &str| {
        let own = value.get(name).and_then(Value::as_str).map_or(0, |text| text.encode_utf16().count());
        let localized = value.get(format!("{name}_localizations")).and_then(Value::as_object);
        let most = localized
            .into_iter()
            .flatten()
            .filter_map(|(_, text)| text.as_str())
            .map(|text| text.encode_utf16().count())
            .max();
        own.max(most.unwrap_or(0))
    };
    let below = ["options", "choices"].iter().filter_map(|name| value.get(name)?.as_array()).flatten();
    longest("name") + longest("description") + longest("value") + below.map(characters).sum::<usize>()
}
