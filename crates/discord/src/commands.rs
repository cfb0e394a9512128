//! The slash command, and keeping Discord's copy of it the same as ours.

use crate::{
    Discord,
    rest::{Call, Fault},
};
use serde_json::{Value, json};
use ticket::settings::Locale;
use twilight_http::routing::Route;

/// Kinds of options (interactions/application-commands, "Application Command Option Type").
const SUBCOMMAND: u8 = 1;
const STRING: u8 = 3;
const USER: u8 = 6;
const CHANNEL: u8 = 7;
const ROLE: u8 = 8;

/// What of a command we set, and so compare. Discord adds ids, versions and defaults of its own.
const OURS: [&str; 11] = [
    "name",
    "description",
    "description_localizations",
    "type",
    "options",
    "required",
    "autocomplete",
    "channel_types",
    "max_length",
    "contexts",
    "integration_types",
];

impl Discord {
    /// Looks at the registered commands and replaces them, in one call, if they are not ours as they are now.
    pub(crate) async fn sync_commands(&self) -> Result<(), Fault> {
        let wanted = commands(&self.config.root_command);
        let route =
            Route::GetGlobalCommands { application_id: self.application, with_localizations: Some(true) };
        let registered: Value = self.rest.get(&route).await?;
        if plain(&registered) == plain(&wanted) {
            return Ok(());
        }
        let route = Route::SetGlobalCommands { application_id: self.application };
        self.rest.send(Call::json(&route, &wanted)?.record()).await?;
        tracing::info!("slash commands registered");
        Ok(())
    }
}

/// A command with nothing but what we set: defaults and empty values left out, wherever they stand.
fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => {
            let empty = |value: &Value| match value {
                Value::Null | Value::Bool(false) => true,
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                _ => false,
            };
            let ours = |name: &str| OURS.contains(&name);
            let texts = |fields: &serde_json::Map<String, Value>| fields.keys().all(|name| name.len() <= 5);
            let kept = fields.iter().filter_map(|(name, value)| match (name.as_str(), value) {
                (_, value) if empty(value) => None,
                ("description_localizations", Value::Object(inner)) if texts(inner) => {
                    Some((name.clone(), value.clone()))
                }
                (name, value) if ours(name) => Some((name.to_owned(), plain(value))),
                _ => None,
            });
            Value::Object(kept.collect())
        }
        other => other.clone(),
    }
}

fn described(name: &str, key: &str, kind: u8, options: Vec<Value>) -> Value {
    json!({
        "name": name, "type": kind, "options": options,
        "description": Locale::English.say(key),
        "description_localizations": { "de": Locale::German.say(key) },
    })
}

fn with(mut option: Value, name: &str, value: Value) -> Value {
    option[name] = value;
    option
}

/// Every command, as it should be registered: in guilds only, for everyone; who may what is judged when it is used.
pub(crate) fn commands(root: &str) -> Value {
    let sub =
        |name: &str, options: Vec<Value>| described(name, &format!("command-{name}"), SUBCOMMAND, options);
    let reason = described("reason", "command-close-reason", STRING, vec![]);
    let reason = with(reason, "max_length", json!(ticket::command::MAX_REASON));
    let user = with(described("user", "command-assign-user", USER, vec![]), "required", json!(true));
    let staff = described("staff", "command-setup-staff", ROLE, vec![]);
    let channel = described("channel", "command-panel-channel", CHANNEL, vec![]);
    let channel = with(channel, "channel_types", json!([0, 5]));
    let panel = described("panel", "command-panel-panel", STRING, vec![]);
    let panel = with(panel, "autocomplete", json!(true));
    let root = described(
        root,
        "command-root",
        1,
        vec![
            sub("claim", vec![]),
            sub("unclaim", vec![]),
            sub("close", vec![reason]),
            sub("reopen", vec![]),
            sub("assign", vec![user]),
            sub("info", vec![]),
            sub("setup", vec![staff]),
            sub("panel", vec![channel, panel]),
            sub("transcript", vec![]),
        ],
    );
    json!([with(with(root, "contexts", json!([0])), "integration_types", json!([0]))])
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: what Discord adds to a registered command does not make it differ; a changed word does.
    #[test]
    fn only_our_part_is_compared() {
        let wanted = commands("ptickets");
        let mut registered = wanted.clone();
        registered[0]["id"] = json!("1");
        registered[0]["version"] = json!("2");
        registered[0]["nsfw"] = json!(false);
        registered[0]["name_localizations"] = Value::Null;
        registered[0]["options"][0].as_object_mut().unwrap().remove("options");
        assert_eq!(plain(&registered), plain(&wanted));
        registered[0]["options"][0]["description"] = json!("old");
        assert_ne!(plain(&registered), plain(&wanted));
    }

    // Proves: names and descriptions keep Discord's limits (interactions/application-commands).
    #[test]
    fn descriptions_fit() {
        fn check(value: &Value) {
            for text in [&value["description"], &value["description_localizations"]["de"]] {
                let length = text.as_str().unwrap().chars().count();
                assert!((1..=100).contains(&length), "{text}");
                assert!(!text.as_str().unwrap().starts_with("command-"), "{text} has no words");
            }
            value["options"].as_array().into_iter().flatten().for_each(check);
        }
        commands("ptickets").as_array().unwrap().iter().for_each(check);
    }
}
