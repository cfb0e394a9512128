//! What Discord makes of what it was sent: the parts of a message as they come back.

use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

/// Embeds as they come back.
pub(crate) fn embeds(sent: &Value) -> Value {
    let mut embeds: Vec<Value> = sent.as_array().cloned().unwrap_or_default();
    for embed in &mut embeds {
        without_nulls(embed);
        embed["type"] = json!("rich");
        // Discord's own, whatever was sent.
        embed.as_object_mut().map(|embed| embed.remove("flags"));
        for field in list(embed, "fields") {
            default(field, "inline", json!(false));
        }
    }
    Value::Array(embeds)
}

/// Components as they come back: each has an id, those without get the next that is free (Discord: components/reference, "Anatomy of
/// a Component"), and what was left out has its default.
pub(crate) fn components(sent: &Value) -> Value {
    let mut parts: Vec<Value> = sent.as_array().cloned().unwrap_or_default();
    let mut taken = BTreeSet::new();
    parts.iter_mut().for_each(|part| prepare(part, &mut taken));
    let mut next = 0;
    parts.iter_mut().for_each(|part| number(part, &taken, &mut next));
    Value::Array(parts)
}

/// The components inside a component.
fn inside(part: &mut Value) -> Vec<&mut Value> {
    let Some(object) = part.as_object_mut() else { return Vec::new() };
    let mut found = Vec::new();
    for (key, value) in object {
        match (key.as_str(), value) {
            ("components", Value::Array(list)) => found.extend(list),
            ("component" | "accessory", one) => found.push(one),
            _ => {}
        }
    }
    found
}

fn prepare(part: &mut Value, taken: &mut BTreeSet<u64>) {
    inside(part).into_iter().for_each(|one| prepare(one, taken));
    without_nulls(part);
    taken.extend(part["id"].as_u64().filter(|id| *id != 0));
    match part["type"].as_u64() {
        Some(3 | 5..=8) => {
            default(part, "min_values", json!(1));
            default(part, "max_values", json!(1));
        }
        Some(11) => pictured(part, "media"),
        Some(12) => list(part, "items").for_each(|item| pictured(item, "media")),
        Some(13) => {
            pictured(part, "file");
            default(part, "name", Value::Null);
            default(part, "size", Value::Null);
        }
        Some(14) => {
            default(part, "spacing", json!(1));
            default(part, "divider", json!(true));
        }
        Some(17) => {
            default(part, "accent_color", Value::Null);
            default(part, "spoiler", json!(false));
        }
        _ => {}
    }
}

/// A picture or file: where it is, and a description if it takes one.
fn pictured(part: &mut Value, key: &str) {
    if let Some(url) = part[key]["url"].as_str().map(str::to_owned) {
        default(&mut part[key], "proxy_url", json!(url));
        default(&mut part[key], "id", json!("1"));
    }
    default(part, "spoiler", json!(false));
    if key == "media" {
        default(part, "description", Value::Null);
    }
}

fn number(part: &mut Value, taken: &BTreeSet<u64>, next: &mut u64) {
    if part["id"].as_u64().is_none_or(|id| id == 0) {
        *next += 1;
        while taken.contains(next) {
            *next += 1;
        }
        part["id"] = json!(*next);
    }
    inside(part).into_iter().for_each(|one| number(one, taken, next));
}

fn list<'a>(part: &'a mut Value, key: &str) -> impl Iterator<Item = &'a mut Value> {
    part.get_mut(key).and_then(Value::as_array_mut).into_iter().flatten()
}

fn default(part: &mut Value, key: &str, value: Value) {
    if let Some(object) = part.as_object_mut() {
        object.entry(key).or_insert(value);
    }
}

/// A field that was sent as null is as if it had not been sent.
pub(crate) fn without_nulls(value: &mut Value) {
    match value {
        Value::Object(object) => {
            let kept: Map<String, Value> =
                std::mem::take(object).into_iter().filter(|(_, one)| !one.is_null()).collect();
            *object = kept;
            object.values_mut().for_each(without_nulls);
        }
        Value::Array(list) => list.iter_mut().for_each(without_nulls),
        _ => {}
    }
}
