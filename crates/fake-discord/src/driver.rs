//! A person's hands and eyes.

use crate::{
    Fake, Incoming, permissions, wire,
    world::{Answer, Channel, Upload, World},
};
use serde_json::{Value, json};

/// A person at their Discord client.
#[derive(Clone)]
pub struct Person {
    fake: Fake,
    /// Their account.
    pub id: u64,
}

impl Person {
    pub(crate) fn new(fake: Fake, id: u64) -> Self {
        Self { fake, id }
    }

    /// The channels and threads they see, oldest first.
    pub fn channels(&self) -> Vec<u64> {
        self.fake.look(|world| {
            let seen = world.channels.values().filter(|one| one.kind != 4 && world.sees(self.id, one.id));
            seen.map(|one| one.id).collect()
        })
    }

    /// The messages they see in a channel, oldest first: their own private ones too.
    pub fn messages(&self, channel: u64) -> Vec<Value> {
        self.fake.look(|world| seen_in(world, self.id, channel))
    }

    /// The messages of their direct conversation with the application.
    pub fn dms(&self) -> Vec<Value> {
        self.fake.look(|world| {
            let own = |one: &&Channel| {
                one.kind == 1 && one.recipients.contains(&self.id) && one.recipients.contains(&world.bot)
            };
            world
                .channels
                .values()
                .find(own)
                .map(|one| one.messages.values().cloned().collect())
                .unwrap_or_default()
        })
    }

    /// Says something; gives the message's id.
    ///
    /// # Panics
    /// If they may not write there.
    pub fn say(&self, channel: u64, text: &str) -> u64 {
        self.send(channel, json!({"content": text}), Vec::new())
    }

    /// Says something in answer to a message.
    pub fn reply(&self, channel: u64, to: u64, text: &str) -> u64 {
        self.send(
            channel,
            json!({"content": text, "message_reference": {"message_id": to.to_string()}}),
            Vec::new(),
        )
    }

    /// Sends a file with a text.
    pub fn send_file(&self, channel: u64, text: &str, name: &str, content_type: &str, bytes: &[u8]) -> u64 {
        let upload = Upload { content_type: content_type.to_owned(), bytes: bytes.to_vec() };
        self.send(channel, json!({"content": text}), vec![Incoming { name: name.to_owned(), upload }])
    }

    fn send(&self, channel: u64, body: Value, files: Vec<Incoming>) -> u64 {
        self.try_send(channel, body, files).unwrap_or_else(|why| panic!("{} in {channel}: {why}", self.id))
    }

    /// Sends a message as the client would; says why not.
    ///
    /// # Errors
    /// If they may not write there.
    pub fn try_send(&self, channel: u64, body: Value, files: Vec<Incoming>) -> Result<u64, String> {
        self.fake.change(|world| {
            if permissions::in_channel(world, self.id, channel) & permissions::SEND_MESSAGES == 0 {
                return Err("may not write there".to_owned());
            }
            let sent = world.post(channel, self.id, &body, files, None);
            sent.map(|message| crate::messages::wire_id(&message)).map_err(|refused| refused.message)
        })
    }

    /// Changes one of their messages.
    pub fn edit(&self, channel: u64, message: u64, text: &str) {
        self.fake
            .change(|world| world.edit_message(channel, message, &json!({"content": text})))
            .expect("their message");
    }

    /// Deletes one of their messages.
    pub fn delete(&self, channel: u64, message: u64) {
        self.fake.change(|world| world.delete_message(channel, message)).expect("their message");
    }

    /// Reacts to a message.
    pub fn react(&self, channel: u64, message: u64, emoji: &str) {
        self.fake.change(|world| world.react(self.id, channel, message, emoji)).expect("a message");
    }

    /// Presses the button with this text on the newest message that has one; gives the interaction.
    ///
    /// # Panics
    /// If they see no such button.
    pub fn press(&self, channel: u64, label: &str) -> u64 {
        let found = self.messages(channel).into_iter().rev().find_map(|message| {
            let id = button(&message, label)?;
            Some((crate::messages::wire_id(&message), id))
        });
        let (message, custom_id) =
            found.unwrap_or_else(|| panic!("{} sees no button {label:?} in {channel}", self.id));
        self.press_id(channel, message, &custom_id)
    }

    /// Presses a component by its id, seen or forged.
    pub fn press_id(&self, channel: u64, message: u64, custom_id: &str) -> u64 {
        let data = json!({"component_type": 2, "custom_id": custom_id, "id": 1});
        self.fake.change(|world| world.interact(self.id, channel, 3, data, Some(message)))
    }

    /// Sends a form, given as custom ids and values, in labels as the application's form has them.
    pub fn submit(&self, channel: u64, custom_id: &str, values: &[(&str, &str)]) -> u64 {
        let parts: Value = values
            .iter()
            .enumerate()
            .map(|(place, (id, value))| {
                json!({"type": 18, "id": place * 2 + 1, "component": {"type": 4, "id": place * 2 + 2, "custom_id": id, "value": value}})
            })
            .collect();
        let data = json!({"custom_id": custom_id, "components": parts});
        self.fake.change(|world| world.interact(self.id, channel, 5, data, None))
    }

    /// Waits for the form that answers an interaction, fills it in its order, and sends it.
    ///
    /// # Panics
    /// If there is no form.
    pub async fn fill(&self, interaction: u64, values: &[&str]) -> u64 {
        let modal = match self.answer(interaction).await {
            Answer::Modal(modal) => modal,
            other => panic!("no form but {other:?}"),
        };
        let channel = self.fake.look(|world| world.interactions[&interaction].channel);
        let inputs: Vec<String> = modal["components"]
            .as_array()
            .into_iter()
            .flatten()
            .map(|part| if part["type"] == 18 { &part["component"] } else { &part["components"][0] })
            .filter_map(|input| input["custom_id"].as_str().map(str::to_owned))
            .collect();
        let pairs: Vec<(&str, &str)> =
            inputs.iter().map(String::as_str).zip(values.iter().copied()).collect();
        self.submit(channel, modal["custom_id"].as_str().unwrap_or_default(), &pairs)
    }

    /// Uses a command: `slash(channel, "ptickets claim", &[])`.
    ///
    /// # Panics
    /// If no such command is registered.
    pub fn slash(&self, channel: u64, command: &str, options: &[(&str, Value)]) -> u64 {
        let (name, sub) = command.split_once(' ').map_or((command, None), |(name, sub)| (name, Some(sub)));
        self.fake.change(|world| {
            let known = world.commands.iter().find(|one| one["name"] == name).cloned();
            let known = known.unwrap_or_else(|| panic!("no command {name} is registered"));
            let shape = sub.map_or(&known, |sub| {
                let subs = known["options"].as_array().into_iter().flatten();
                subs.into_iter()
                    .find(|one| one["name"] == sub)
                    .unwrap_or_else(|| panic!("no command {command} is registered"))
            });
            let mut resolved = json!({});
            let given: Value = options
                .iter()
                .map(|(name, value)| option(world, shape, name, value, &mut resolved))
                .collect();
            let inside = sub.map_or(given.clone(), |sub| json!([{"type": 1, "name": sub, "options": given}]));
            let mut data = json!({"id": known["id"], "name": name, "type": 1, "options": inside});
            if resolved != json!({}) {
                data["resolved"] = resolved;
            }
            world.interact(self.id, channel, 2, data, None)
        })
    }

    /// Waits for the application's first answer.
    pub async fn answer(&self, interaction: u64) -> Answer {
        let look = |world: &World| {
            Some(world.interactions[&interaction].answer.clone()).filter(|answer| *answer != Answer::None)
        };
        self.fake.until("an answer to an interaction", look).await
    }

    /// Waits for the application's message in answer to an interaction, deferred or not.
    pub async fn told(&self, interaction: u64) -> Value {
        let look = |world: &World| {
            let known = &world.interactions[&interaction];
            let Answer::Message { id } = known.answer else { return None };
            let place = world.channels.get(&known.channel)?;
            place.messages.get(&id).or_else(|| place.ephemeral.get(&id).map(|(_, one)| one)).cloned()
        };
        self.fake.until("a message in answer to an interaction", look).await
    }

    /// Opens or closes their direct messages to strangers.
    pub fn set_dms(&self, open: bool) {
        self.fake.change(|world| {
            if let Some(user) = world.users.get_mut(&self.id) {
                user.dms_open = open;
            }
        });
    }
}

/// What a person sees in a channel.
pub(crate) fn seen_in(world: &World, person: u64, channel: u64) -> Vec<Value> {
    let Some(place) = world.channels.get(&channel).filter(|_| world.sees(person, channel)) else {
        return Vec::new();
    };
    let own = place.ephemeral.values().filter(|(to, _)| *to == person).map(|(_, message)| message);
    let mut all: Vec<&Value> = place.messages.values().chain(own).collect();
    all.sort_by_key(|message| crate::messages::wire_id(message));
    all.into_iter().cloned().collect()
}

/// The id of the button with this text.
fn button(message: &Value, label: &str) -> Option<String> {
    let rows = message["components"].as_array()?;
    let mut parts = rows.iter().filter_map(|row| row["components"].as_array()).flatten();
    let found = parts.find(|part| part["type"] == 2 && part["label"] == label && part["disabled"] != true)?;
    found["custom_id"].as_str().map(str::to_owned)
}

fn option(world: &World, shape: &Value, name: &str, value: &Value, resolved: &mut Value) -> Value {
    let known = shape["options"].as_array().into_iter().flatten().find(|one| one["name"] == name);
    let kind = known.unwrap_or_else(|| panic!("no option {name}"))["type"].as_u64().unwrap_or(3);
    let id = value.as_str().and_then(|id| id.parse::<u64>().ok()).unwrap_or(0);
    let guild = world.guilds.values().next();
    match kind {
        6 => {
            resolved["users"][id.to_string()] = world.users.get(&id).map_or(Value::Null, wire::user);
            if let Some(member) = guild.and_then(|guild| guild.members.get(&id)) {
                let mut object = wire::member(member);
                object["permissions"] =
                    json!(guild.map_or(0, |guild| permissions::in_guild(guild, id)).to_string());
                resolved["members"][id.to_string()] = object;
            }
        }
        7 => {
            if let Some(channel) = world.channels.get(&id) {
                let mut object = wire::channel(world, channel);
                object["permissions"] = json!("0");
                resolved["channels"][id.to_string()] = object;
            }
        }
        8 => {
            let role = guild.and_then(|guild| guild.roles.iter().find(|role| role.id == id));
            resolved["roles"][id.to_string()] = role.map_or(Value::Null, wire::role);
        }
        _ => {}
    }
    json!({"name": name, "type": kind, "value": value})
}
