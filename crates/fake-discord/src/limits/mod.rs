//! What Discord refuses by form alone: pure checks over bodies as they came, without a look at the world.
//!
//! Each answers with 50035 and the tree of fields, or with the more telling code where Discord has one. Lengths count UTF-16 units;
//! whether Discord counts those or code points is not documented, so nothing may rely on more room than this.

mod channel;
mod command;
mod component;
mod embed;
mod message;
mod modal;

pub use channel::{channel_create, channel_edit, thread_create, webhook_name};
pub use command::commands;
pub use message::{Files, callback, message_create, message_edit, webhook_message};

use serde_json::Value;

use crate::error::FormErrors;

/// Joins a dotted path and one more step.
fn at(path: &str, step: impl std::fmt::Display) -> String {
    if path.is_empty() { step.to_string() } else { format!("{path}.{step}") }
}

/// The field, unless it is absent or null.
fn field<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.get(name).filter(|found| !found.is_null())
}

/// The text of a field; notes when it is something else than text.
fn text<'a>(form: &mut FormErrors, path: &str, value: &'a Value, name: &str) -> Option<&'a str> {
    let found = field(value, name)?;
    let text = found.as_str();
    if text.is_none() {
        form.add(&at(path, name), "STRING_TYPE_CONVERT", "Could not interpret value as string.");
    }
    text
}

/// Checks the length of an optional text.
fn optional(form: &mut FormErrors, path: &str, value: &Value, name: &str, min: usize, max: usize) {
    if let Some(text) = text(form, path, value, name)
        && !(min..=max).contains(&text.encode_utf16().count())
    {
        if min == 0 {
            let message = format!("Must be {max} or fewer in length.");
            form.add(&at(path, name), "BASE_TYPE_MAX_LENGTH", &message);
        } else {
            form.length(&at(path, name), min, max);
        }
    }
}

/// Checks the length of a text that has to be there.
fn required(form: &mut FormErrors, path: &str, value: &Value, name: &str, min: usize, max: usize) {
    if field(value, name).is_none() {
        form.required(&at(path, name));
    } else {
        optional(form, path, value, name, min, max);
    }
}

/// The entries of an optional list; notes when it is no list or has a length outside `min..=max`.
fn list<'a>(
    form: &mut FormErrors,
    path: &str,
    value: &'a Value,
    name: &str,
    min: usize,
    max: usize,
) -> &'a [Value] {
    let Some(found) = field(value, name) else { return &[] };
    let Some(entries) = found.as_array() else {
        form.add(&at(path, name), "LIST_TYPE_CONVERT", "Only iterables may be used in a ListType");
        return &[];
    };
    if !(min..=max).contains(&entries.len()) {
        form.length(&at(path, name), min, max);
    }
    entries
}

/// The number of an optional field; notes when it is none or outside `min..=max`.
fn number(form: &mut FormErrors, path: &str, value: &Value, name: &str, min: i64, max: i64) -> Option<i64> {
    let found = field(value, name)?;
    let number = found.as_i64().or_else(|| found.as_str()?.parse().ok());
    match number {
        None => form.add(&at(path, name), "NUMBER_TYPE_COERCE", &format!("Value \"{found}\" is not int.")),
        Some(n) if n < min => {
            let message = format!("int value should be greater than or equal to {min}.");
            form.add(&at(path, name), "NUMBER_TYPE_MIN", &message);
        }
        Some(n) if n > max => {
            let message = format!("int value should be less than or equal to {max}.");
            form.add(&at(path, name), "NUMBER_TYPE_MAX", &message);
        }
        Some(_) => {}
    }
    number
}

/// Whether the field is the truth value `true`.
fn is_true(value: &Value, name: &str) -> bool {
    value.get(name).and_then(Value::as_bool).unwrap_or(false)
}

#[cfg(test)]
mod tests;
