//! Commands: typed, completed, and from the context menus (Discord: interactions/application-commands).

use super::Person;
use crate::{permissions, resolved::Resolved, world::Answer, world::World};
use serde_json::{Value, json};

/// Types of commands.
const CHAT: u64 = 1;
const USER: u64 = 2;
const MESSAGE: u64 = 3;
/// Interaction types.
const COMMAND: u8 = 2;
const COMPLETION: u8 = 4;

impl Person {
    /// Uses a command by its path, with options by name: `slash(channel, "tickets user add", &[("member", json!("42"))])`.
    ///
    /// # Panics
    /// If no such command is registered, it is hidden from them, or its options do not take this.
    pub fn slash(&self, channel: u64, path: &str, options: &[(&str, Value)]) -> u64 {
        let (known, shape) = self.find_command(channel, path);
        let required = list(&shape["options"]).iter().filter(|one| one["required"] == true);
        for one in required {
            let given = options.iter().any(|(name, _)| one["name"] == *name);
            assert!(given, "{path} needs the option {}", one["name"]);
        }
        let given = options.iter().map(|(name, value)| checked(&shape, name, value)).collect();
        self.send_command(channel, COMMAND, &known, path, given)
    }

    /// Types into an option that completes, and waits for the choices: their names and values. Other options may be filled already.
    ///
    /// # Panics
    /// If the option does not complete, or no choices come.
    pub async fn complete(
        &self,
        channel: u64,
        path: &str,
        options: &[(&str, Value)],
        (typed_into, typed): (&str, &str),
    ) -> Vec<(String, Value)> {
        let (known, shape) = self.find_command(channel, path);
        let mut given: Vec<Value> =
            options.iter().map(|(name, value)| checked(&shape, name, value)).collect();
        let option = option_of(&shape, typed_into);
        assert_eq!(option["autocomplete"], true, "{typed_into} of {path} does not complete");
        given.push(json!({"name": typed_into, "type": option["type"], "value": typed, "focused": true}));
        let asked = self.send_command(channel, COMPLETION, &known, path, given);
        let Answer::Choices(choices) = self.answer(asked).await else { panic!("no choices for {path}") };
        let pair = |one: &Value| (one["name"].as_str().unwrap_or_default().to_owned(), one["value"].clone());
        list(&choices).iter().map(pair).collect()
    }

    /// Uses a command from a message's context menu.
    ///
    /// # Panics
    /// If there is none of this name for them, or they do not see the message.
    pub fn use_on_message(&self, channel: u64, name: &str, message: u64) -> u64 {
        let known = self.fake.look(|world| visible(world, self.id, channel, MESSAGE, name));
        let seen = self.messages(channel).iter().any(|one| crate::messages::wire_id(one) == message);
        assert!(seen, "{} does not see the message {message}", self.id);
        self.send_target(channel, &known, message, |resolved| resolved.message(channel, message))
    }

    /// Uses a command from a person's context menu.
    ///
    /// # Panics
    /// If there is none of this name for them.
    pub fn use_on_user(&self, channel: u64, name: &str, user: u64) -> u64 {
        let known = self.fake.look(|world| visible(world, self.id, channel, USER, name));
        self.send_target(channel, &known, user, |resolved| resolved.user(user))
    }

    /// The names of the commands that are offered to them here, those of context menus too.
    pub fn commands(&self, channel: u64) -> Vec<String> {
        self.fake.look(|world| {
            let offered = world.commands.iter().filter(|one| hidden(world, self.id, channel, one).is_none());
            offered.filter_map(|one| one["name"].as_str().map(str::to_owned)).collect()
        })
    }

    fn find_command(&self, channel: u64, path: &str) -> (Value, Value) {
        let mut names = path.split(' ');
        let name = names.next().unwrap_or_default();
        let known = self.fake.look(|world| visible(world, self.id, channel, CHAT, name));
        let mut shape = known.clone();
        for name in names {
            let found = list(&shape["options"]).iter().find(|one| one["name"] == name && is_below(one));
            shape = found.unwrap_or_else(|| panic!("no command {path} is registered")).clone();
        }
        let complete = !list(&shape["options"]).iter().any(is_below);
        assert!(complete, "{path} has commands below it and cannot be used itself");
        (known, shape)
    }

    fn send_command(&self, channel: u64, kind: u8, known: &Value, path: &str, given: Vec<Value>) -> u64 {
        let mut data = json!({"id": known["id"], "name": known["name"], "type": CHAT});
        self.fake.look(|world| {
            let mut resolved = Resolved::new(world, self.id, channel);
            for one in &given {
                resolved.option(one["type"].as_u64().unwrap_or(0), &one["value"]);
            }
            resolved.into_data(&mut data);
        });
        let below: Vec<&str> = path.split(' ').skip(1).collect();
        let mut options = given;
        for (depth, name) in below.iter().enumerate().rev() {
            let kind = if depth + 1 < below.len() { 2 } else { 1 };
            options = vec![json!({"type": kind, "name": name, "options": options})];
        }
        data["options"] = json!(options);
        if let Some(guild) = known.get("guild_id") {
            data["guild_id"] = guild.clone();
        }
        self.interact(channel, kind, data, None)
    }

    fn send_target(
        &self,
        channel: u64,
        known: &Value,
        target: u64,
        find: impl FnOnce(&mut Resolved<'_>),
    ) -> u64 {
        let (id, name, kind) = (&known["id"], &known["name"], &known["type"]);
        let mut data = json!({"id": id, "name": name, "type": kind, "target_id": target.to_string()});
        self.fake.look(|world| {
            let mut resolved = Resolved::new(world, self.id, channel);
            find(&mut resolved);
            resolved.into_data(&mut data);
        });
        self.interact(channel, COMMAND, data, None)
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Whether an option is a group or a command below.
fn is_below(option: &Value) -> bool {
    matches!(option["type"].as_u64(), Some(1 | 2))
}

/// A command as it is offered to somebody.
fn visible(world: &World, person: u64, channel: u64, kind: u64, name: &str) -> Value {
    let known = world.commands.iter().find(|one| one["name"] == name && one["type"] == kind);
    let known = known.unwrap_or_else(|| panic!("no command {name} of type {kind} is registered"));
    if let Some(why) = hidden(world, person, channel, known) {
        panic!("{name} is hidden from {person} in {channel}: {why}");
    }
    known.clone()
}

/// Why a command is not offered to somebody, if it is not.
fn hidden(world: &World, person: u64, channel: u64, command: &Value) -> Option<&'static str> {
    let Some(guild) = world.guild_of(channel) else {
        if command.get("guild_id").is_some() {
            return Some("it is a server's");
        }
        let contexts = command.get("contexts").filter(|contexts| contexts.is_array());
        let direct = contexts
            .map_or(command["dm_permission"] != false, |contexts| list(contexts).iter().any(|one| *one == 1));
        return (!direct).then_some("it is not for direct messages");
    };
    if command["guild_id"].as_str().is_some_and(|id| id != guild.id.to_string()) {
        return Some("it is another server's");
    }
    let here = list(&command["contexts"]).iter().any(|one| *one == 0);
    if !here && command["contexts"].is_array() {
        return Some("it is not for servers");
    }
    if permissions::in_channel(world, person, channel) & permissions::USE_COMMANDS == 0 {
        return Some("they may not use commands there");
    }
    let bits = command["default_member_permissions"].as_str().and_then(|bits| bits.parse::<u64>().ok());
    let has = permissions::in_guild(guild, person);
    let may =
        bits.is_none_or(|bits| has & permissions::ADMINISTRATOR != 0 || bits != 0 && has & bits == bits);
    (!may).then_some("its default permissions")
}

fn option_of<'s>(shape: &'s Value, name: &str) -> &'s Value {
    let known = list(&shape["options"]).iter().find(|one| one["name"] == name);
    known.unwrap_or_else(|| panic!("no option {name} in {shape}"))
}

/// An option as it is sent; panics where the client would not take the value.
fn checked(shape: &Value, name: &str, value: &Value) -> Value {
    let option = option_of(shape, name);
    let kind = option["type"].as_u64().unwrap_or(3);
    let fits = match kind {
        4 => value.is_i64() || value.is_u64(),
        5 => value.is_boolean(),
        6..=9 | 11 => value.as_str().is_some_and(|id| id.parse::<u64>().is_ok()),
        10 => value.is_number(),
        _ => value.is_string(),
    };
    assert!(fits, "{name} of type {kind} does not take {value}");
    let choices = list(&option["choices"]);
    let chosen = choices.is_empty() || choices.iter().any(|one| one["value"] == *value);
    assert!(chosen, "{value} is not among the choices of {name}");
    if let (Some(number), false) = (value.as_f64(), value.is_boolean()) {
        let least = option["min_value"].as_f64().unwrap_or(f64::MIN);
        let most = option["max_value"].as_f64().unwrap_or(f64::MAX);
        assert!((least..=most).contains(&number), "{name} takes {least} to {most}, not {number}");
    }
    if let (3, Some(words)) = (kind, value.as_str()) {
        let count = words.encode_utf16().count() as u64;
        let least = option["min_length"].as_u64().unwrap_or(0);
        let most = option["max_length"].as_u64().unwrap_or(6_000);
        assert!((least..=most).contains(&count), "{name} takes {least} to {most} characters, not {count}");
    }
    json!({"name": name, "type": kind, "value": value})
}
