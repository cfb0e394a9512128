//! Rules of the documentation that the OpenAPI file leaves out, each with its page.

mod commands;
mod components;
mod message;

use crate::violation::Report;
use fake_discord::tap::Exchange;
use message::Kind;
use serde_json::Value;
use std::collections::BTreeSet;

/// Characters of a text. Whether Discord counts code points or UTF-16 units is not known; the larger number stays inside both.
fn count(value: &Value) -> usize {
    value.as_str().map_or(0, |text| text.encode_utf16().count())
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Judges a request by what its operation does.
pub(crate) fn request(operation: &str, exchange: &Exchange, report: &mut Report<'_>) {
    if exchange
        .sent
        .get("x-audit-log-reason")
        .is_some_and(|reason| crate::schema::decoded(reason).chars().count() > 512)
    {
        report.broken("", "X-Audit-Log-Reason is longer than 512 characters (Discord: resources/audit-log)");
    }
    let Some(body) = &exchange.body else { return };
    match operation {
        "create_message" => message::judge(exchange, body, "", Kind::New, report),
        "update_message" | "update_webhook_message" | "update_original_webhook_message" => {
            message::judge(exchange, body, "", Kind::Change, report);
        }
        "execute_webhook" => {
            message::judge(exchange, body, "", Kind::New, report);
            webhook_name(&body["username"], "/username", report);
        }
        "create_webhook" | "update_webhook" => webhook_name(&body["name"], "/name", report),
        "create_interaction_response" => callback(exchange, body, report),
        "create_guild_channel" | "update_channel" => channel(body, report),
        "bulk_delete_messages" => {
            let ids: BTreeSet<String> = list(&body["messages"]).iter().map(Value::to_string).collect();
            if ids.len() < list(&body["messages"]).len() {
                report.broken(
                    "/messages",
                    "an id is there twice (Discord: resources/message, \"Bulk Delete Messages\")",
                );
            }
        }
        "bulk_set_application_commands" | "bulk_set_guild_application_commands" => {
            commands::all(list(body), report)
        }
        "create_application_command" | "create_guild_application_command" => commands::one(body, "", report),
        _ => {}
    }
}

fn callback(exchange: &Exchange, body: &Value, report: &mut Report<'_>) {
    let data = &body["data"];
    let page = "Discord: interactions/receiving-and-responding";
    match body["type"].as_u64() {
        Some(4) => message::judge(exchange, data, "/data", Kind::New, report),
        Some(7) => message::judge(exchange, data, "/data", Kind::Change, report),
        Some(5) if data["flags"].as_u64().unwrap_or(0) & !(1 << 6) != 0 => {
            report.broken("/data/flags", format!("a deferred answer takes only EPHEMERAL ({page})"));
        }
        Some(9) => {
            components::judge(list(&data["components"]), "/data/components", components::Place::Modal, report)
        }
        _ => {}
    }
}

fn webhook_name(name: &Value, at: &str, report: &mut Report<'_>) {
    let page = "Discord: resources/webhook, \"Create Webhook\"";
    if name.is_null() {
        return;
    }
    let lower = name.as_str().unwrap_or_default().to_lowercase();
    if !(1..=80).contains(&count(name)) {
        report.broken(at, format!("not 1 to 80 characters ({page})"));
    }
    if lower.contains("clyde") || lower.contains("discord") {
        report.broken(at, format!("contains \"clyde\" or \"discord\" ({page})"));
    }
}

fn channel(body: &Value, report: &mut Report<'_>) {
    // Forums take 4,096, which is what the file lets through; a text channel's is shorter.
    let forum = matches!(body["type"].as_u64(), Some(15 | 16));
    if !forum && count(&body["topic"]) > 1024 {
        report
            .broken("/topic", "more than 1,024 characters (Discord: resources/channel, \"Modify Channel\")");
    }
    let mut ids = BTreeSet::new();
    for (index, one) in list(&body["permission_overwrites"]).iter().enumerate() {
        let at = format!("/permission_overwrites/{index}");
        let bits = |key: &str| {
            one[key].as_str().and_then(|text| text.parse().ok()).or(one[key].as_u64()).unwrap_or(0)
        };
        if bits("allow") & bits("deny") != 0 {
            report.broken(&at, "gives and takes the same permission (Discord: topics/permissions, \"Permission Overwrites\")");
        }
        if !ids.insert(one["id"].to_string()) {
            report.broken(
                at,
                "a role or member is there twice (Discord: resources/channel, \"Overwrite Object\")",
            );
        }
    }
}

/// Judges an answer.
pub(crate) fn answer(exchange: &Exchange, report: &mut Report<'_>) {
    let header = |name: &str| exchange.received.contains_key(name);
    let page = exchange.received.get("content-type").is_some_and(|kind| kind.starts_with("text/"));
    if exchange.status == 429 && !page && !(header("retry-after") && header("x-ratelimit-scope")) {
        report.broken("", "Retry-After or X-RateLimit-Scope is missing (Discord: topics/rate-limits, \"Exceeding A Rate Limit\")");
    }
}
