//! What people ask of the application, and how it answers (Discord: interactions/receiving-and-responding).

use crate::{
    error::{Answered, refuse, unknown},
    limits::{self, Files},
    messages::{Incoming, is_v2},
    permissions, wire,
    world::{Answer, Interaction, World},
};
use serde_json::{Value, json};

/// The first answer is due within so many milliseconds.
pub const FIRST_ANSWER: i64 = 3_000;
/// The token is valid for so many milliseconds.
pub const TOKEN: i64 = 15 * 60_000;
/// Only the person who asked sees the message.
pub const EPHEMERAL: u64 = 1 << 6;

impl World {
    /// Sends the application what a person did. `kind` is Discord's interaction type; `data` what goes with it.
    pub fn interact(
        &mut self,
        person: u64,
        channel: u64,
        kind: u8,
        data: Value,
        message: Option<u64>,
    ) -> u64 {
        let (id, secret) = (self.id(), self.id());
        let token = format!("aW50ZXJhY3Rpb24:{id}:{secret:x}");
        let created = self.clock.now();
        let interaction = Interaction {
            id,
            token: token.clone(),
            kind,
            person,
            channel,
            message,
            created,
            answer: Answer::None,
        };
        self.interactions.insert(id, interaction);
        let mut event = json!({
            "id": id.to_string(), "application_id": self.application.to_string(), "type": kind, "data": data, "token": token,
            "version": 1, "channel_id": channel.to_string(), "entitlements": [], "attachment_size_limit": 10_485_760,
            "app_permissions": permissions::in_channel(self, self.bot, channel).to_string(), "locale": "en-US", "context": 0,
            "authorizing_integration_owners": {},
        });
        if let Some(place) = self.channels.get(&channel) {
            let mut object = wire::channel(self, place);
            object["permissions"] = json!(permissions::in_channel(self, person, channel).to_string());
            event["channel"] = object;
        }
        if let Some(guild) = self.guild_of(channel) {
            let mut member = wire::member_of(self, guild, person);
            member["permissions"] = json!(permissions::in_channel(self, person, channel).to_string());
            event["member"] = member;
            event["guild_id"] = json!(guild.id.to_string());
            event["guild"] = json!({"id": guild.id.to_string(), "locale": "en-US", "features": []});
            event["guild_locale"] = json!("en-US");
            event["authorizing_integration_owners"] = json!({"0": guild.id.to_string()});
        } else {
            event["user"] = self.users.get(&person).map_or(Value::Null, wire::user);
            event["context"] = json!(1);
            event["authorizing_integration_owners"] = json!({"0": "0"});
        }
        if let Some(message) = message {
            event["message"] = self.message_in(channel, message).cloned().unwrap_or(Value::Null);
        }
        self.dispatch("INTERACTION_CREATE", &event);
        id
    }

    /// The application's first answer.
    pub fn callback(&mut self, id: u64, token: &str, body: &Value, files: Vec<Incoming>) -> Answered<()> {
        let now = self.clock.now();
        let known = self.interactions.get(&id).filter(|one| one.token == token).cloned();
        let known = known.ok_or_else(|| unknown("interaction", 10062))?;
        if known.answer != Answer::None {
            return Err(refuse(400, 40060, "Interaction has already been acknowledged."));
        }
        if now - known.created > FIRST_ANSWER {
            return Err(unknown("interaction", 10062));
        }
        let data = &body["data"];
        let v2 = known.message.and_then(|id| self.message_in(known.channel, id)).is_some_and(is_v2);
        limits::callback(body, Files::of(&files), v2)?;
        let answer = match body["type"].as_u64() {
            Some(4) => Answer::Message { id: self.answer_message(&known, data, files)? },
            Some(5) => Answer::Deferred {
                ephemeral: data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0,
                update: false,
            },
            Some(6) => Answer::Deferred { ephemeral: false, update: true },
            Some(7) => {
                let message = known.message.ok_or_else(|| unknown("Message", 10008))?;
                self.edit_message(known.channel, message, data)?;
                Answer::Message { id: message }
            }
            Some(8) => Answer::Choices(data["choices"].clone()),
            Some(9) => Answer::Modal(data.clone()),
            _ => Answer::None,
        };
        if let Some(known) = self.interactions.get_mut(&id) {
            known.answer = answer;
        }
        Ok(())
    }

    fn answer_message(&mut self, known: &Interaction, data: &Value, files: Vec<Incoming>) -> Answered<u64> {
        let ephemeral = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
        let bot = self.bot;
        let mut message = self.compose(known.channel, bot, data, files, None)?;
        message["type"] = json!(20);
        message["application_id"] = json!(self.application.to_string());
        let id = crate::messages::wire_id(&message);
        let person = known.person;
        let place = self.channels.get_mut(&known.channel).ok_or_else(|| unknown("Channel", 10003))?;
        if ephemeral {
            message["flags"] = json!(data["flags"].as_u64().unwrap_or(0) | EPHEMERAL);
            place.ephemeral.insert(id, (person, message));
        } else {
            place.messages.insert(id, message.clone());
            let event = self.as_event(known.channel, bot, &message);
            self.dispatch("MESSAGE_CREATE", &event);
        }
        Ok(id)
    }

    fn by_token(&self, token: &str) -> Answered<Interaction> {
        let known = self.interactions.values().find(|one| one.token == token).cloned();
        let known = known.ok_or_else(|| unknown("Webhook", 10015))?;
        if self.clock.now() - known.created > TOKEN {
            return Err(refuse(401, 50027, "Invalid Webhook Token"));
        }
        Ok(known)
    }

    /// A message sent after the first answer. Right after deferring it becomes the deferred answer.
    pub fn follow_up(&mut self, token: &str, data: &Value, files: Vec<Incoming>) -> Answered {
        let known = self.by_token(token)?;
        limits::message_create(data, Files::of(&files))?;
        match known.answer {
            Answer::None => Err(unknown("Webhook", 10015)),
            Answer::Deferred { .. } => self.edit_original(token, data, files),
            _ => {
                let id = self.answer_message(&known, data, files)?;
                self.answer_by(&known, id)
            }
        }
    }

    /// Changes the first answer, or gives it after deferring.
    pub fn edit_original(&mut self, token: &str, data: &Value, files: Vec<Incoming>) -> Answered {
        let known = self.by_token(token)?;
        let id = match known.answer {
            Answer::Deferred { update: true, .. } => {
                let message = known.message.ok_or_else(|| unknown("Message", 10008))?;
                self.edit_message(known.channel, message, data)?;
                message
            }
            Answer::Deferred { ephemeral, .. } => {
                let mut data = data.clone();
                data["flags"] = json!(if ephemeral { EPHEMERAL } else { 0 });
                limits::message_create(&data, Files::of(&files))?;
                let id = self.answer_message(&known, &data, files)?;
                if let Some(known) = self.interactions.get_mut(&known.id) {
                    known.answer = Answer::Message { id };
                }
                id
            }
            Answer::Message { id } => {
                let place = self.channels.get_mut(&known.channel).ok_or_else(|| unknown("Channel", 10003))?;
                if let Some((_, message)) = place.ephemeral.get_mut(&id) {
                    for key in ["content", "embeds", "components"] {
                        if let Some(value) = data.get(key).filter(|value| !value.is_null()) {
                            message[key] = value.clone();
                        }
                    }
                } else {
                    self.edit_message(known.channel, id, data)?;
                }
                id
            }
            Answer::None | Answer::Modal(_) | Answer::Choices(_) => return Err(unknown("Message", 10008)),
        };
        self.answer_by(&known, id)
    }

    fn answer_by(&self, known: &Interaction, id: u64) -> Answered {
        self.message_in(known.channel, id).cloned().ok_or_else(|| unknown("Message", 10008))
    }

    /// The first answer.
    pub fn original(&self, token: &str) -> Answered {
        let known = self.by_token(token)?;
        match known.answer {
            Answer::Message { id } => self.answer_by(&known, id),
            _ => Err(unknown("Message", 10008)),
        }
    }
}
