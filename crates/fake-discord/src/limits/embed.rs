//! Embeds (Discord: resources/message, embed limits).

use serde_json::Value;

use super::{at, field, list, optional, required};
use crate::error::FormErrors;

/// Embeds on one message.
const EMBEDS: usize = 10;
/// Characters of all titles, descriptions, field names, field values, footers and author names of a message together.
const TOTAL: usize = 6_000;

/// Checks the embeds of a message.
pub(super) fn embeds(form: &mut FormErrors, path: &str, body: &Value) {
    let mut total = 0;
    for (i, embed) in list(form, path, body, "embeds", 0, EMBEDS).iter().enumerate() {
        let here = at(&at(path, "embeds"), i);
        one(form, &here, embed);
        total += characters(embed);
    }
    if total > TOTAL {
        let message = format!("Embed size exceeds maximum size of {TOTAL}");
        form.add(&at(path, "embeds"), "MAX_EMBED_SIZE_EXCEEDED", &message);
    }
}

fn one(form: &mut FormErrors, here: &str, embed: &Value) {
    optional(form, here, embed, "title", 0, 256);
    optional(form, here, embed, "description", 0, 4_096);
    optional(form, here, embed, "url", 0, 2_048);
    address(form, here, embed, "url");
    for (i, entry) in list(form, here, embed, "fields", 0, 25).iter().enumerate() {
        let here = at(&at(here, "fields"), i);
        required(form, &here, entry, "name", 1, 256);
        required(form, &here, entry, "value", 1, 1_024);
    }
    if let Some(footer) = field(embed, "footer") {
        optional(form, &at(here, "footer"), footer, "text", 0, 2_048);
    }
    if let Some(author) = field(embed, "author") {
        optional(form, &at(here, "author"), author, "name", 0, 256);
        address(form, &at(here, "author"), author, "url");
    }
    for picture in ["image", "thumbnail"] {
        if let Some(picture_value) = field(embed, picture) {
            address(form, &at(here, picture), picture_value, "url");
        }
    }
    super::number(form, here, embed, "color", 0, 0xFF_FFFF);
    let dated = |time: &str| time.len() >= 10 && time.contains('-') && time.is_ascii();
    if field(embed, "timestamp").is_some_and(|time| !time.as_str().is_some_and(dated)) {
        form.add(&at(here, "timestamp"), "DATE_TIME_TYPE_PARSE", "Could not parse. Should be ISO8601.");
    }
}

/// Addresses are http, https, or name a file sent along (`attachment://`); empty ones are taken as absent.
fn address(form: &mut FormErrors, path: &str, value: &Value, name: &str) {
    let Some(url) = field(value, name).and_then(Value::as_str).filter(|url| !url.is_empty()) else { return };
    let known = ["http://", "https://", "attachment://"].iter().any(|scheme| url.starts_with(scheme));
    if !known {
        let message = "Scheme must be one of ('http', 'https').";
        form.add(&at(path, name), "URL_TYPE_INVALID_SCHEME", message);
    }
}

fn characters(embed: &Value) -> usize {
    let count = |value: &Value, name: &str| {
        field(value, name).and_then(Value::as_str).map_or(0, |t| t.encode_utf16().count())
    };
    let fields = embed.get("fields").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
    count(embed, "title")
        + count(embed, "description")
        + count(&embed["footer"], "text")
        + count(&embed["author"], "name")
        + fields.iter().map(|f| count(f, "name") + count(f, "value")).sum::<usize>()
}

/// Whether the embed shows anything; Discord drops empty ones and then finds the message empty.
pub(super) fn shows_something(embed: &Value) -> bool {
    characters(embed) > 0 || field(embed, "image").is_some() || field(embed, "thumbnail").is_some()
}
