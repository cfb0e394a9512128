//! What Discord accepts in a message, a channel, a form (Discord: resources/message, resources/channel, components/reference).

use crate::error::{Answered, invalid, refuse};
use serde_json::Value;
use std::collections::BTreeSet;

fn count(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn most(value: &Value, limit: usize, path: &str) -> Answered<()> {
    if count(value) > limit {
        return Err(invalid(path, "BASE_TYPE_MAX_LENGTH", &format!("Must be {limit} or fewer in length.")));
    }
    Ok(())
}

fn between(value: &Value, least: usize, limit: usize, path: &str) -> Answered<()> {
    if !(least..=limit).contains(&count(value)) {
        let words = format!("Must be between {least} and {limit} in length.");
        return Err(invalid(path, "BASE_TYPE_BAD_LENGTH", &words));
    }
    Ok(())
}

/// A message body; `files` come with it.
pub fn message(body: &Value, files: usize) -> Answered<()> {
    most(&body["content"], 2000, "content")?;
    most(&body["nonce"], 25, "nonce")?;
    let (embeds, components) = (list(&body["embeds"]), list(&body["components"]));
    if files > 10 {
        return Err(refuse(400, 30015, "Maximum number of attachments in a message reached (10)"));
    }
    let empty = count(&body["content"]) == 0 && embeds.is_empty() && components.is_empty() && files == 0;
    if empty && body.get("poll").is_none() && body.get("sticker_ids").is_none() {
        return Err(refuse(400, 50006, "Cannot send an empty message"));
    }
    if embeds.len() > 10 {
        return Err(invalid("embeds", "BASE_TYPE_MAX_LENGTH", "Must be 10 or fewer in length."));
    }
    embeds_fit(embeds)?;
    let mentions = &body["allowed_mentions"];
    for (kind, ids) in [("users", "users"), ("roles", "roles")] {
        let parse = list(&mentions["parse"]).iter().any(|one| one == kind);
        if parse && !list(&mentions[ids]).is_empty() {
            return Err(invalid(
                "allowed_mentions",
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                "parse and ids exclude each other",
            ));
        }
    }
    self::components(components)
}

fn embeds_fit(embeds: &[Value]) -> Answered<()> {
    let mut total = 0;
    for (index, embed) in embeds.iter().enumerate() {
        let at = |field: &str| format!("embeds.{index}.{field}");
        most(&embed["title"], 256, &at("title"))?;
        most(&embed["description"], 4096, &at("description"))?;
        most(&embed["footer"]["text"], 2048, &at("footer.text"))?;
        most(&embed["author"]["name"], 256, &at("author.name"))?;
        let fields = list(&embed["fields"]);
        if fields.len() > 25 {
            return Err(invalid(&at("fields"), "BASE_TYPE_MAX_LENGTH", "Must be 25 or fewer in length."));
        }
        for (place, field) in fields.iter().enumerate() {
            between(&field["name"], 1, 256, &at(&format!("fields.{place}.name")))?;
            between(&field["value"], 1, 1024, &at(&format!("fields.{place}.value")))?;
            total += count(&field["name"]) + count(&field["value"]);
        }
        total += count(&embed["title"]) + count(&embed["description"]);
        total += count(&embed["footer"]["text"]) + count(&embed["author"]["name"]);
    }
    if total > 6000 {
        return Err(invalid("embeds", "MAX_EMBED_SIZE_EXCEEDED", "Embed size exceeds maximum size of 6000"));
    }
    Ok(())
}

/// Rows of buttons and selects.
pub fn components(rows: &[Value]) -> Answered<()> {
    if rows.len() > 5 {
        return Err(invalid("components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."));
    }
    let mut ids = BTreeSet::new();
    for (index, row) in rows.iter().enumerate() {
        let parts = list(&row["components"]);
        let at = |place: usize, field: &str| format!("components.{index}.components.{place}.{field}");
        if row["type"] != 1 || parts.is_empty() || parts.len() > 5 {
            return Err(invalid(
                &format!("components.{index}"),
                "BASE_TYPE_BAD_LENGTH",
                "A row holds 1 to 5 components.",
            ));
        }
        for (place, part) in parts.iter().enumerate() {
            match part["type"].as_u64() {
                Some(2) => {
                    most(&part["label"], 80, &at(place, "label"))?;
                    if part["style"] == 5 {
                        between(&part["url"], 1, 512, &at(place, "url"))?;
                        continue;
                    }
                }
                Some(3) if !(1..=25).contains(&list(&part["options"]).len()) => {
                    return Err(invalid(
                        &at(place, "options"),
                        "BASE_TYPE_BAD_LENGTH",
                        "Must be between 1 and 25 in length.",
                    ));
                }
                Some(3 | 5..=8) => {}
                _ => {
                    return Err(invalid(
                        &at(place, "type"),
                        "UNION_TYPE_CHOICES",
                        "Value of field \"type\" is not known.",
                    ));
                }
            }
            between(&part["custom_id"], 1, 100, &at(place, "custom_id"))?;
            if !ids.insert(part["custom_id"].as_str().unwrap_or_default()) {
                return Err(invalid(
                    &at(place, "custom_id"),
                    "COMPONENT_CUSTOM_ID_DUPLICATED",
                    "Component custom id cannot be duplicated",
                ));
            }
        }
    }
    Ok(())
}

/// A form as the answer to an interaction.
pub fn modal(data: &Value) -> Answered<()> {
    between(&data["custom_id"], 1, 100, "data.custom_id")?;
    between(&data["title"], 1, 45, "data.title")?;
    let parts = list(&data["components"]);
    if !(1..=5).contains(&parts.len()) {
        return Err(invalid("data.components", "BASE_TYPE_BAD_LENGTH", "Must be between 1 and 5 in length."));
    }
    for (place, part) in parts.iter().enumerate() {
        let at = |field: &str| format!("data.components.{place}.{field}");
        let input = match part["type"].as_u64() {
            Some(18) => {
                between(&part["label"], 1, 45, &at("label"))?;
                most(&part["description"], 100, &at("description"))?;
                &part["component"]
            }
            Some(1) => &part["components"][0],
            Some(10) => continue,
            _ => {
                return Err(invalid(
                    &at("type"),
                    "UNION_TYPE_CHOICES",
                    "Value of field \"type\" is not known.",
                ));
            }
        };
        between(&input["custom_id"], 1, 100, &at("custom_id"))?;
        if input["type"] == 4 {
            most(&input["placeholder"], 100, &at("placeholder"))?;
            most(&input["value"], 4000, &at("value"))?;
            if input["max_length"].as_u64().is_some_and(|limit| !(1..=4000).contains(&limit)) {
                return Err(invalid(
                    &at("max_length"),
                    "NUMBER_TYPE_MAX",
                    "int value should be between 1 and 4000.",
                ));
            }
        }
    }
    Ok(())
}

/// A channel to be made or changed.
pub fn channel(body: &Value) -> Answered<()> {
    if body.get("name").is_some() {
        between(&body["name"], 1, 100, "name")?;
    }
    most(&body["topic"], 1024, "topic")?;
    if list(&body["permission_overwrites"]).len() > 100 {
        return Err(invalid(
            "permission_overwrites",
            "BASE_TYPE_MAX_LENGTH",
            "Must be 100 or fewer in length.",
        ));
    }
    Ok(())
}

/// Commands to be registered (Discord: interactions/application-commands).
pub fn commands(commands: &[Value]) -> Answered<()> {
    if commands.len() > 130 {
        return Err(refuse(400, 30032, "Maximum number of application commands reached"));
    }
    for (index, command) in commands.iter().enumerate() {
        let slash = command.get("type").is_none_or(|kind| kind == 1);
        between(&command["name"], 1, 32, &format!("{index}.name"))?;
        if slash {
            named(command, &index.to_string())?;
        }
    }
    Ok(())
}

fn named(command: &Value, at: &str) -> Answered<()> {
    let name = command["name"].as_str().unwrap_or_default();
    let fits = |c: char| c.is_alphanumeric() && !c.is_uppercase() || c == '-' || c == '_';
    if name.is_empty() || name.chars().count() > 32 || !name.chars().all(fits) {
        return Err(invalid(
            &format!("{at}.name"),
            "APPLICATION_COMMAND_INVALID_NAME",
            "Command name is invalid",
        ));
    }
    between(&command["description"], 1, 100, &format!("{at}.description"))?;
    let options = list(&command["options"]);
    if options.len() > 25 {
        return Err(invalid(
            &format!("{at}.options"),
            "BASE_TYPE_MAX_LENGTH",
            "Must be 25 or fewer in length.",
        ));
    }
    let mut optional = false;
    for (index, option) in options.iter().enumerate() {
        let at = format!("{at}.options.{index}");
        named(option, &at)?;
        let required = option["required"] == true;
        if required && optional {
            let words = "Required options must be placed before non-required options";
            return Err(invalid(&at, "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID", words));
        }
        optional |= !required && option["type"].as_u64() > Some(2);
    }
    Ok(())
}
