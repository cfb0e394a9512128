//! The slash command, and keeping Discord's copy of it the same as ours.

use crate::{
    Discord,
    rest::{Call, Fault},
};
use serde_json::{Value, json};
use ticket::{
    Priority,
    command::{MAX_NOTE, MAX_REASON},
    settings::Locale,
    text,
};
use twilight_http::routing::Route;

/// Kinds of options (interactions/application-commands, "Application Command Option Type").
const SUBCOMMAND: u8 = 1;
const STRING: u8 = 3;
const INTEGER: u8 = 4;
const USER: u8 = 6;
const CHANNEL: u8 = 7;
const ROLE: u8 = 8;

/// Characters of a command's name (interactions/application-commands).
const MAX_NAME: usize = 32;

/// What of a command we set, and so compare. Discord adds ids, versions and defaults of its own.
const OURS: [&str; 15] = [
    "name",
    "name_localizations",
    "choices",
    "value",
    "description",
    "description_localizations",
    "type",
    "options",
    "required",
    "autocomplete",
    "channel_types",
    "max_length",
    "min_value",
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
pub(crate) fn plain(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(plain).collect(),
        Value::Object(fields) => {
            let empty = |value: &Value| match value {
                Value::Null | Value::Bool(false) => true,
                Value::String(words) => words.is_empty(),
                Value::Array(items) => items.is_empty(),
                Value::Object(fields) => fields.is_empty(),
                _ => false,
            };
            let ours = |name: &str| OURS.contains(&name);
            let texts = |fields: &serde_json::Map<String, Value>| fields.keys().all(|name| name.len() <= 5);
            let kept = fields.iter().filter_map(|(name, value)| match (name.as_str(), value) {
                (_, value) if empty(value) => None,
                ("description_localizations" | "name_localizations", Value::Object(inner))
                    if texts(inner) =>
                {
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
    let mut described = json!({
        "name": name, "type": kind,
        "description": Locale::English.say(key),
        "description_localizations": { "de": Locale::German.say(key) },
    });
    // Only commands (whose own type is 1 too) and subcommands take options.
    if kind == SUBCOMMAND {
        described["options"] = json!(options);
    }
    described
}

pub(crate) fn with(mut option: Value, name: &str, value: Value) -> Value {
    option[name] = value;
    option
}

fn required(option: Value) -> Value {
    with(option, "required", json!(true))
}

fn completed(option: Value) -> Value {
    required(with(option, "autocomplete", json!(true)))
}

/// A text option of so many characters.
pub(crate) fn words(name: &str, key: &str, most: usize) -> Value {
    with(described(name, key, STRING, vec![]), "max_length", json!(most))
}

/// The levels of priority, named in every language (P37).
fn levels() -> Value {
    let level = |priority: &Priority| {
        let name = |locale| text::priority(locale, *priority);
        json!({
            "name": name(Locale::English), "name_localizations": { "de": name(Locale::German) },
            "value": priority.word(),
        })
    };
    Priority::ALL.iter().map(level).collect()
}

/// Every command, as it should be registered: in guilds only, for everyone; who may what is judged when it is used.
pub(crate) fn commands(root: &str) -> Value {
    let slash = described(root, "command-root", 1, subcommands());
    let waiting = described(&waiting_root(root), "command-waiting-root", 1, of_waiting());
    let menu = |key: &str, kind: u8| {
        json!({
            "name": Locale::English.say(key), "name_localizations": { "de": Locale::German.say(key) }, "type": kind,
        })
    };
    let all = [
        slash,
        waiting,
        menu(Menu::FromMessage.key(), 3),
        menu(Menu::ToNotes.key(), 3),
        menu(Menu::ForUser.key(), 2),
    ];
    let everywhere = |command| with(with(command, "contexts", json!([0])), "integration_types", json!([0]));
    all.into_iter().map(everywhere).collect()
}

/// What can be asked for by a right click.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Menu {
    /// Open a ticket from a message.
    FromMessage,
    /// Keep a message as a note.
    ToNotes,
    /// Open a ticket for a member.
    ForUser,
}

impl Menu {
    fn key(self) -> &'static str {
        match self {
            Self::FromMessage => "menu-from-message",
            Self::ToNotes => "menu-to-notes",
            Self::ForUser => "menu-for-user",
        }
    }

    /// The menu with this name: an interaction carries the name that was registered.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::FromMessage, Self::ToNotes, Self::ForUser]
            .into_iter()
            .find(|menu| Locale::English.say(menu.key()) == name)
    }
}

/// Discord takes 25 subcommands of a command (interactions/application-commands), and the first has as many: what is about waiting stands
/// under one beside it.
pub(crate) fn waiting_root(root: &str) -> String {
    const BESIDE: &str = "-wait";
    let room = MAX_NAME - BESIDE.len();
    format!("{}{BESIDE}", root.chars().take(room).collect::<String>())
}

fn sub(name: &str, options: Vec<Value>) -> Value {
    described(name, &format!("command-{name}"), SUBCOMMAND, options)
}

fn of_waiting() -> Vec<Value> {
    let until = described("until", "command-snooze-until", STRING, vec![]);
    vec![
        sub("no-reply-needed", vec![]),
        sub("reply-needed", vec![]),
        sub("snooze", vec![with(until, "autocomplete", json!(true))]),
        sub("unsnooze", vec![]),
    ]
}

fn subcommands() -> Vec<Value> {
    let reason = |key| words("reason", key, MAX_REASON);
    let user = |key| described("user", key, USER, vec![]);
    let channel =
        with(described("channel", "command-panel-channel", CHANNEL, vec![]), "channel_types", json!([0, 5]));
    let panel = with(described("panel", "command-panel-panel", STRING, vec![]), "autocomplete", json!(true));
    let level = with(described("level", "command-priority-level", STRING, vec![]), "choices", levels());
    let number = || with(described("number", "command-number", INTEGER, vec![]), "min_value", json!(1));
    let tag = |key| completed(described("tag", key, STRING, vec![]));
    vec![
        sub("claim", vec![]),
        sub("unclaim", vec![]),
        sub("close", vec![reason("command-close-reason")]),
        sub("request-close", vec![reason("command-request-close-reason")]),
        sub("reopen", vec![number()]),
        sub("assign", vec![user("command-assign-user")]),
        sub("priority", vec![required(level)]),
        sub("pin", vec![]),
        sub("unpin", vec![]),
        sub("pause", vec![required(reason("command-pause-reason"))]),
        sub("resume", vec![]),
        sub("adduser", vec![required(user("command-adduser-user"))]),
        sub("removeuser", vec![required(user("command-removeuser-user"))]),
        sub("note", vec![required(words("text", "command-note-text", MAX_NOTE))]),
        sub("tag", vec![tag("command-tag-tag")]),
        sub("untag", vec![tag("command-untag-tag")]),
        sub("move", vec![completed(described("type", "command-move-type", STRING, vec![]))]),
        sub("rename", vec![]),
        sub("can", vec![completed(described("name", "command-can-name", STRING, vec![]))]),
        sub("info", vec![number()]),
        sub("list", vec![]),
        sub("stats", vec![]),
        sub("transcript", vec![number()]),
        sub("setup", vec![described("staff", "command-setup-staff", ROLE, vec![])]),
        sub("panel", vec![channel, panel]),
    ]
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

    // Names, descriptions and numbers of options keep Discord's limits (interactions/application-commands).
    #[test]
    fn descriptions_fit() {
        fn check(value: &Value) {
            assert!(value["options"].as_array().is_none_or(|options| options.len() <= 25));
            if value["type"] == 2 || value["type"] == 3 && value["contexts"].is_array() {
                let name = value["name"].as_str().unwrap();
                assert!((1..=32).contains(&name.chars().count()) && !name.starts_with("menu-"), "{name}");
                return;
            }
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
