//! Message bodies: create, edit, webhook, interaction callback (Discord: resources/message; resources/webhook; receiving-and-responding).

use crate::messages::Incoming;
use serde_json::Value;

use super::component::components;
use super::embed::{embeds, shows_something};
use super::{at, channel, field, is_true, list, modal::modal, number, optional, required};
use crate::error::{Answered, FormErrors, invalid, refuse};

/// The flag of a message that is made of components alone.
const COMPONENTS_V2: u64 = 1 << 15;
/// Characters of a message's text.
const CONTENT: usize = 2_000;
/// Files on one message (code 30015).
const ATTACHMENTS: usize = 10;
/// Bytes of one file without boosts or subscription (Discord: reference, uploading files).
const FILE_BYTES: usize = 10 * 1024 * 1024;

/// The files a request brings along.
#[derive(Clone, Copy, Debug, Default)]
pub struct Files {
    /// How many.
    pub count: usize,
    /// Bytes of the largest.
    pub largest: usize,
}

impl Files {
    /// The files of a request.
    pub fn of(files: &[Incoming]) -> Self {
        let largest = files.iter().map(|file| file.upload.bytes.len()).max();
        Self { count: files.len(), largest: largest.unwrap_or(0) }
    }
}

/// Checks a new message.
///
/// # Errors
/// 50035 by field, 50006 for an empty message, 30015 for an eleventh file, 40005 for a file over 10 MiB.
pub fn message_create(body: &Value, files: Files) -> Answered<()> {
    create_at("", body, files)
}

/// Checks an edit of a message; `v2` when the message already carries the V2 flag.
///
/// # Errors
/// As [`message_create`], but absent fields are left as they are.
pub fn message_edit(body: &Value, files: Files, v2: bool) -> Answered<()> {
    edit_at("", body, files, v2)
}

/// Checks the execution of a webhook: a message with a name and a picture of its own.
///
/// # Errors
/// As [`message_create`]; a name is 1–80 characters without "clyde" or "discord".
pub fn webhook_message(body: &Value, files: Files) -> Answered<()> {
    if let Some(name) = field(body, "username") {
        channel::webhook_name(name, "username")?;
    }
    create_at("", body, files)
}

/// Checks the first answer to an interaction (Discord: receiving-and-responding, interaction callback); `v2` when the message that holds the
/// component carries the V2 flag.
///
/// # Errors
/// 50035 by field, under `data`; for messages as [`message_create`].
pub fn callback(body: &Value, files: Files, v2: bool) -> Answered<()> {
    let data = body.get("data").unwrap_or(&Value::Null);
    match body.get("type").and_then(Value::as_u64) {
        Some(4) if data.is_null() => {
            let mut form = FormErrors::default();
            form.required("data");
            form.done()
        }
        Some(4) => create_at("data", data, files),
        Some(7) if data.is_null() => Ok(()),
        Some(7) => edit_at("data", data, files, v2),
        // Only the EPHEMERAL flag is looked at; others are ignored, as on Discord.
        Some(1 | 5 | 6) => Ok(()),
        Some(8) => choices(data),
        Some(9) => modal(data),
        _ => {
            let message = "Value must be one of {1, 4, 5, 6, 7, 8, 9, 10, 12}.";
            Err(invalid("type", "BASE_TYPE_CHOICES", message))
        }
    }
}

fn create_at(path: &str, body: &Value, files: Files) -> Answered<()> {
    let flags = field(body, "flags").and_then(Value::as_u64).unwrap_or(0);
    let v2 = flags & COMPONENTS_V2 != 0;
    let mut form = FormErrors::default();
    parts(&mut form, path, body, v2);
    count_files(body, files)?;
    form.done()?;
    let entries = |name: &str| body.get(name).and_then(Value::as_array).is_some_and(|list| !list.is_empty());
    let said = body.get("content").and_then(Value::as_str).is_some_and(|text| !text.trim().is_empty());
    let embedded =
        body.get("embeds").and_then(Value::as_array).is_some_and(|list| list.iter().any(shows_something));
    let shows = if v2 { entries("components") } else { said || embedded || entries("components") };
    if shows || files.count > 0 || entries("sticker_ids") || field(body, "poll").is_some() {
        Ok(())
    } else {
        Err(refuse(400, 50006, "Cannot send an empty message"))
    }
}

fn edit_at(path: &str, body: &Value, files: Files, v2: bool) -> Answered<()> {
    let flags = field(body, "flags").and_then(Value::as_u64).unwrap_or(0);
    let mut form = FormErrors::default();
    parts(&mut form, path, body, v2 || flags & COMPONENTS_V2 != 0);
    count_files(body, files)?;
    form.done()
}

/// Everything that creating and editing have in common.
fn parts(form: &mut FormErrors, path: &str, body: &Value, v2: bool) {
    optional(form, path, body, "content", 0, CONTENT);
    embeds(form, path, body);
    components(form, path, body, v2);
    if v2 {
        for name in ["content", "embeds", "poll", "sticker_ids"] {
            let given = field(body, name)
                .is_some_and(|v| v.as_str() != Some("") && v.as_array().is_none_or(|l| !l.is_empty()));
            if given {
                let message =
                    format!("The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2");
                form.add(&at(path, name), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2", &message);
            }
        }
    }
    mentions(form, path, body);
    nonce(form, path, body);
    for (i, file) in list(form, path, body, "attachments", 0, usize::MAX).iter().enumerate() {
        optional(form, &at(&at(path, "attachments"), i), file, "description", 0, 1_024);
        optional(form, &at(&at(path, "attachments"), i), file, "filename", 1, 1_024);
    }
}

/// `allowed_mentions`: a kind is either parsed from the text or listed, never both (Discord: allowed mentions object).
fn mentions(form: &mut FormErrors, path: &str, body: &Value) {
    let Some(allowed) = field(body, "allowed_mentions") else { return };
    let here = at(path, "allowed_mentions");
    let parse = list(form, &here, allowed, "parse", 0, 3);
    for (i, kind) in parse.iter().enumerate() {
        if !matches!(kind.as_str(), Some("roles" | "users" | "everyone")) {
            form.choices(&at(&at(&here, "parse"), i), "Value must be one of ('users', 'roles', 'everyone').");
        }
    }
    for kind in ["roles", "users"] {
        let listed = list(form, &here, allowed, kind, 0, 100);
        if !listed.is_empty() && parse.iter().any(|p| p.as_str() == Some(kind)) {
            let message = format!("parse:[\"{kind}\"] and {kind}: [ids...] are mutually exclusive.");
            form.add(&here, "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE", &message);
        }
    }
}

fn nonce(form: &mut FormErrors, path: &str, body: &Value) {
    if field(body, "nonce").is_some_and(Value::is_string) {
        optional(form, path, body, "nonce", 0, 25);
    }
    if is_true(body, "enforce_nonce") && field(body, "nonce").is_none() {
        form.required(&at(path, "nonce"));
    }
}

fn count_files(body: &Value, files: Files) -> Answered<()> {
    // Files kept by an edit are listed with the new ones; without a list only the new ones are known.
    let listed = body.get("attachments").and_then(Value::as_array).map_or(0, Vec::len);
    if files.count.max(listed) > ATTACHMENTS {
        return Err(refuse(400, 30015, "Maximum number of attachments in a message reached (10)"));
    }
    if files.largest > FILE_BYTES { Err(refuse(413, 40005, "Request entity too large")) } else { Ok(()) }
}

/// Autocomplete: at most 25 choices, names 1–100, text values up to 100.
fn choices(data: &Value) -> Answered<()> {
    let mut form = FormErrors::default();
    if field(data, "choices").is_none() {
        form.required("data.choices");
    }
    for (i, choice) in list(&mut form, "data", data, "choices", 0, 25).iter().enumerate() {
        let here = format!("data.choices.{i}");
        required(&mut form, &here, choice, "name", 1, 100);
        match field(choice, "value") {
            None => form.required(&at(&here, "value")),
            Some(Value::String(_)) => optional(&mut form, &here, choice, "value", 1, 100),
            Some(_) => {}
        }
    }
    number(&mut form, "data", data, "flags", 0, i64::MAX);
    form.done()
}
