//! A second opinion on what is sent: `twilight-validate`, which others read the documentation for.

use crate::violation::Report;
use fake_discord::tap::Exchange;
use serde_json::{Value, json};
use std::fmt::Display;
use twilight_model::{
    application::command::Command,
    channel::message::{Component, Embed},
};
use twilight_validate::{channel, command, message, request as requests};

/// Judges a request.
pub(crate) fn request(operation: &str, exchange: &Exchange, report: &mut Report<'_>) {
    let Some(body) = &exchange.body else { return };
    match operation {
        "create_message"
        | "update_message"
        | "update_webhook_message"
        | "update_original_webhook_message" => {
            of_message(body, "", report);
        }
        "execute_webhook" => {
            of_message(body, "", report);
            if let Some(name) = body["username"].as_str() {
                say(requests::webhook_username(name), "/username", report);
            }
        }
        "create_interaction_response" if matches!(body["type"].as_u64(), Some(4 | 7)) => {
            of_message(&body["data"], "/data", report);
        }
        "create_guild_channel" | "update_channel" | "create_thread" => {
            if let Some(name) = body["name"].as_str() {
                say(channel::name(name), "/name", report);
            }
            if let Some(topic) = body["topic"].as_str() {
                say(channel::topic(topic), "/topic", report);
            }
        }
        "bulk_set_application_commands" | "bulk_set_guild_application_commands" => {
            for (index, one) in body.as_array().into_iter().flatten().enumerate() {
                let at = format!("/{index}");
                // Commands on people and messages have no description, which the library takes for an empty one.
                let filled = [("version", json!("1")), ("description", json!(""))];
                if let Some(one) = read::<Command>(one, &filled, &at, report) {
                    say(command::command(&one), &at, report);
                }
            }
        }
        _ => {}
    }
}

fn of_message(body: &Value, at: &str, report: &mut Report<'_>) {
    if let Some(text) = body["content"].as_str() {
        say(message::content(text), &format!("{at}/content"), report);
    }
    let place = format!("{at}/embeds");
    let all = body["embeds"].as_array().into_iter().flatten();
    let embeds: Vec<Embed> =
        all.filter_map(|one| read(one, &[("type", json!("rich"))], &place, report)).collect();
    say(message::embeds(&embeds), &place, report);
    let place = format!("{at}/components");
    let all = body["components"].as_array().into_iter().flatten();
    let parts: Vec<Component> = all.filter_map(|one| read(one, &[], &place, report)).collect();
    let v2 = body["flags"].as_u64().unwrap_or(0) & (1 << 15) != 0;
    say(message::components(&parts, v2), &place, report);
}

/// Reads a value as the library's own type, with what only answers have filled in.
fn read<T: serde::de::DeserializeOwned>(
    value: &Value,
    filled: &[(&str, Value)],
    at: &str,
    report: &mut Report<'_>,
) -> Option<T> {
    let mut value = value.clone();
    for (key, given) in filled {
        if value.get(*key).is_none() {
            value[*key] = given.clone();
        }
    }
    match serde_json::from_value(value) {
        Ok(read) => Some(read),
        Err(error) => {
            report.broken(at, format!("{error} (twilight-model)"));
            None
        }
    }
}

fn say<E: Display>(said: Result<(), E>, at: &str, report: &mut Report<'_>) {
    if let Err(error) = said {
        report.broken(at, format!("{error} (twilight-validate)"));
    }
}
