//! What the ids in an interaction stand for (Discord: receiving-and-responding, "Resolved Data Structure").

use crate::{
    permissions, wire,
    world::{Guild, World},
};
use serde_json::{Value, json};

/// Gathers what the ids of one interaction stand for.
pub(crate) struct Resolved<'w> {
    world: &'w World,
    person: u64,
    guild: Option<&'w Guild>,
    found: Value,
}

impl<'w> Resolved<'w> {
    /// For an interaction of a person in a channel.
    pub(crate) fn new(world: &'w World, person: u64, channel: u64) -> Self {
        Self { world, person, guild: world.guild_of(channel), found: json!({}) }
    }

    /// A person, and the member they are here.
    pub(crate) fn user(&mut self, id: u64) {
        let Some(user) = self.world.users.get(&id) else { return };
        self.found["users"][id.to_string()] = wire::user(user);
        if let Some((guild, member)) = self.guild.and_then(|guild| Some((guild, guild.members.get(&id)?))) {
            let mut object = wire::member(member);
            object["permissions"] = json!(permissions::in_guild(guild, id).to_string());
            self.found["members"][id.to_string()] = object;
        }
    }

    fn role(&mut self, id: u64) {
        if let Some(role) = self.guild.and_then(|guild| guild.roles.iter().find(|role| role.id == id)) {
            self.found["roles"][id.to_string()] = wire::role(role);
        }
    }

    fn channel(&mut self, id: u64) {
        if let Some(channel) = self.world.channels.get(&id) {
            let mut object = wire::channel(self.world, channel);
            object["permissions"] = json!(permissions::in_channel(self.world, self.person, id).to_string());
            self.found["channels"][id.to_string()] = object;
        }
    }

    fn attachment(&mut self, id: u64) {
        if let Some(object) = self.world.attachments.get(&id) {
            self.found["attachments"][id.to_string()] = object.clone();
        }
    }

    /// A message of a channel.
    pub(crate) fn message(&mut self, channel: u64, id: u64) {
        if let Some(message) = self.world.message_in(channel, id) {
            self.found["messages"][id.to_string()] = message.clone();
        }
    }

    /// The value of a command's option of this type (Discord: application-commands, "Application Command Option Type").
    pub(crate) fn option(&mut self, kind: u64, value: &Value) {
        let Some(id) = value.as_str().and_then(|id| id.parse().ok()) else { return };
        match kind {
            6 => self.user(id),
            7 => self.channel(id),
            8 => self.role(id),
            9 => {
                self.user(id);
                self.role(id);
            }
            11 => self.attachment(id),
            _ => {}
        }
    }

    /// A value chosen in a component of this type (Discord: components/reference, "Component Type").
    pub(crate) fn chosen(&mut self, kind: u64, value: &str) {
        let Ok(id) = value.parse() else { return };
        match kind {
            5 => self.user(id),
            6 => self.role(id),
            7 => {
                self.user(id);
                self.role(id);
            }
            8 => self.channel(id),
            19 => self.attachment(id),
            _ => {}
        }
    }

    /// Puts what was found beside the data of the interaction; leaves the field out where nothing was.
    pub(crate) fn into_data(self, data: &mut Value) {
        if self.found != json!({}) {
            data["resolved"] = self.found;
        }
    }
}
