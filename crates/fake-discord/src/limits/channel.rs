//! Channels, threads and webhooks (Discord: resources/guild, create channel; resources/channel; resources/webhook).

use serde_json::Value;

use super::{at, field, list, number, optional, required};
use crate::error::{Answered, FormErrors};
use crate::guilds::id_in;

/// Overwrites in one request (OpenAPI file); a channel may hold 1,000.
const OVERWRITES: usize = 100;

/// Checks a new guild channel.
///
/// # Errors
/// 50035 by field.
pub fn channel_create(body: &Value) -> Answered<()> {
    let mut form = FormErrors::default();
    required(&mut form, "", body, "name", 1, 100);
    let channel_kind = body.get("type").and_then(Value::as_u64).unwrap_or(0);
    if field(body, "type").is_some() && !matches!(channel_kind, 0 | 2 | 4 | 5 | 13 | 14 | 15 | 16) {
        form.choices("type", "Value must be one of {0, 2, 4, 5, 13, 14, 15, 16}.");
    }
    common(&mut form, body, channel_kind);
    form.done()
}

/// Checks an edit of a channel or thread of type `channel_kind`.
///
/// # Errors
/// 50035 by field.
pub fn channel_edit(body: &Value, channel_kind: u8) -> Answered<()> {
    let mut form = FormErrors::default();
    optional(&mut form, "", body, "name", 1, 100);
    common(&mut form, body, channel_kind.into());
    archive_after(&mut form, body);
    form.done()
}

/// Checks a new thread, from a message or without one.
///
/// # Errors
/// 50035 by field.
pub fn thread_create(body: &Value) -> Answered<()> {
    let mut form = FormErrors::default();
    required(&mut form, "", body, "name", 1, 100);
    if field(body, "type").is_some_and(|found| !matches!(found.as_u64(), Some(10..=12))) {
        form.choices("type", "Value must be one of {10, 11, 12}.");
    }
    number(&mut form, "", body, "rate_limit_per_user", 0, 21_600);
    archive_after(&mut form, body);
    form.done()
}

fn common(form: &mut FormErrors, body: &Value, channel_kind: u64) {
    let topic = if channel_kind == 15 { 4_096 } else { 1_024 };
    optional(form, "", body, "topic", 0, topic);
    number(form, "", body, "rate_limit_per_user", 0, 21_600);
    number(form, "", body, "position", 0, i64::from(i32::MAX));
    for (i, overwrite) in list(form, "", body, "permission_overwrites", 0, OVERWRITES).iter().enumerate() {
        let here = format!("permission_overwrites.{i}");
        if field(overwrite, "id").and_then(id_in).is_none() {
            form.required(&at(&here, "id"));
        }
        number(form, &here, overwrite, "type", 0, 1);
        for bits in ["allow", "deny"] {
            number(form, &here, overwrite, bits, 0, i64::MAX);
        }
    }
}

/// Threads archive after an hour, a day, three days or a week (Discord: topics/threads).
fn archive_after(form: &mut FormErrors, body: &Value) {
    if field(body, "auto_archive_duration")
        .is_some_and(|found| !matches!(found.as_u64(), Some(60 | 1_440 | 4_320 | 10_080)))
    {
        form.choices("auto_archive_duration", "Value must be one of {60, 1440, 4320, 10080}.");
    }
}

/// Checks the name of a webhook: 1–80 characters without "clyde" or "discord" (Discord: resources/webhook, create webhook).
///
/// # Errors
/// 50035 under the field `name`.
pub fn webhook_name(value: &Value, name: &str) -> Answered<()> {
    let text = value.as_str().map(str::trim).unwrap_or_default();
    let mut form = FormErrors::default();
    if !(1..=80).contains(&text.encode_utf16().count()) {
        form.length(name, 1, 80);
    }
    let lower = text.to_lowercase();
    for word in ["clyde", "discord"] {
        if lower.contains(word) {
            let message = format!("Username cannot contain \"{word}\"");
            form.add(name, "USERNAME_INVALID_CONTAINS", &message);
        }
    }
    form.done()
}
