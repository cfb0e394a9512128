//! What people ask of the application, and how it answers (Discord: interactions/receiving-and-responding).

use crate::{
    error::{Answered, invalid, refuse, unknown},
    limits::{self, Files},
    messages::{Incoming, change, is_v2, wire_id},
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
/// The application is thinking.
pub const LOADING: u64 = 1 << 7;

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
        // What their client is set to (interactions/receiving-and-responding, "locale").
        let spoken = self.spoken.get(&person).cloned().unwrap_or_else(|| "en-US".to_owned());
        let interaction = Interaction {
            id,
            token: token.clone(),
            kind,
            person,
            channel,
            message,
            created,
            answer: Answer::None,
            original: None,
            failed: false,
            follow_ups: Vec::new(),
        };
        self.interactions.insert(id, interaction);
        let mut event = json!({
            "id": id.to_string(), "application_id": self.application.to_string(), "type": kind, "data": data, "token": token,
            "version": 1, "channel_id": channel.to_string(), "entitlements": [], "attachment_size_limit": 10_485_760,
            "app_permissions": permissions::in_channel(self, self.bot, channel).to_string(), "locale": spoken, "context": 0,
            "authorizing_integration_owners": {},
        });
        if let Some(place) = self.channels.get(&channel) {
            event["channel"] = wire::channel(self, place);
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
            // One that is gone by now, or that never was: Discord would still send what the person saw.
            let gone = |world: &mut Self| {
                let bot = world.bot;
                let mut gone = world.compose(channel, bot, &json!({}), Vec::new(), None)?;
                gone["id"] = json!(message.to_string());
                Ok(gone)
            };
            let known = self.message_in(channel, message).cloned();
            event["message"] = known.map_or_else(|| gone(self), Answered::Ok).unwrap_or_default();
        }
        self.dispatch("INTERACTION_CREATE", &event);
        id
    }

    /// The application's first answer; gives the interaction afterwards.
    pub fn callback(
        &mut self,
        id: u64,
        token: &str,
        body: &Value,
        files: Vec<Incoming>,
    ) -> Answered<Interaction> {
        let now = self.clock.now();
        let known = self.interactions.get(&id).filter(|one| one.token == token).cloned();
        let mut known = known.ok_or_else(|| unknown("interaction", 10062))?;
        if known.answer != Answer::None {
            return Err(refuse(400, 40060, "Interaction has already been acknowledged."));
        }
        if now - known.created > FIRST_ANSWER {
            return Err(unknown("interaction", 10062));
        }
        let data = &body["data"];
        let v2 = known.message.and_then(|id| self.message_in(known.channel, id)).is_some_and(is_v2);
        limits::callback(body, Files::of(&files), v2)?;
        let kind = body["type"].as_u64().unwrap_or(0);
        check_kind(&known, kind)?;
        let ephemeral = data["flags"].as_u64().unwrap_or(0) & EPHEMERAL != 0;
        known.answer = match kind {
            4 => {
                let id = self.answer_message(&known, data, files, 0)?;
                known.original = Some(id);
                Answer::Message { id }
            }
            5 => {
                // Only whether it is private is taken over.
                let waiting = json!({"flags": if ephemeral { EPHEMERAL } else { 0 }});
                known.original = Some(self.answer_message(&known, &waiting, Vec::new(), LOADING)?);
                Answer::Deferred { ephemeral, update: false }
            }
            6 => {
                known.original = known.message;
                Answer::Deferred { ephemeral: false, update: true }
            }
            7 => {
                let id = known.message.ok_or_else(|| unknown("Message", 10008))?;
                self.amend(known.channel, id, data, files)?;
                known.original = Some(id);
                Answer::Message { id }
            }
            8 => Answer::Choices(data["choices"].clone()),
            9 => Answer::Modal(data.clone()),
            _ => Answer::None,
        };
        self.interactions.insert(id, known.clone());
        Ok(known)
    }

    /// The object that Create Interaction Response gives with `with_response`.
    pub fn callback_object(&self, known: &Interaction, kind: u64) -> Value {
        let mut object = json!({
            "interaction": {"id": known.id.to_string(), "type": known.kind},
        });
        if let Some(message) = known.original.and_then(|id| self.message_in(known.channel, id)) {
            let flags = message["flags"].as_u64().unwrap_or(0);
            object["interaction"]["response_message_id"] = message["id"].clone();
            object["interaction"]["response_message_loading"] = json!(flags & LOADING != 0);
            object["interaction"]["response_message_ephemeral"] = json!(flags & EPHEMERAL != 0);
            // What is made later, or a form, is no resource yet.
            if matches!(kind, 4 | 7) {
                object["resource"] = json!({"type": kind, "message": message});
            }
        }
        object
    }

    fn answer_message(
        &mut self,
        known: &Interaction,
        data: &Value,
        files: Vec<Incoming>,
        flags: u64,
    ) -> Answered<u64> {
        let asked = data["flags"].as_u64().unwrap_or(0);
        let bot = self.bot;
        let mut message = self.compose(known.channel, bot, data, files, None)?;
        message["type"] = json!(if known.kind == 2 { 20 } else { 0 });
        message["application_id"] = json!(self.application.to_string());
        message["flags"] = json!(asked | flags);
        let id = wire_id(&message);
        let person = known.person;
        let place = self.channels.get_mut(&known.channel).ok_or_else(|| unknown("Channel", 10003))?;
        if asked & EPHEMERAL != 0 {
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
        let valid = known.filter(|known| self.clock.now() - known.created <= TOKEN);
        let known = valid.ok_or_else(|| refuse(401, 50027, "Invalid Webhook Token"))?;
        // Before the first answer there is nothing to follow.
        if known.answer == Answer::None { Err(unknown("Webhook", 10015)) } else { Ok(known) }
    }

    /// A message sent after the first answer. Right after deferring it becomes the deferred answer, as private as that was.
    pub fn follow_up(&mut self, token: &str, data: &Value, files: Vec<Incoming>) -> Answered {
        let mut known = self.by_token(token)?;
        limits::message_create(data, Files::of(&files))?;
        if matches!(known.answer, Answer::Deferred { update: false, .. }) {
            return self.edit_answer(token, None, data, files);
        }
        let id = self.answer_message(&known, data, files, 0)?;
        known.follow_ups.push(id);
        let channel = known.channel;
        self.interactions.insert(known.id, known);
        self.message_in(channel, id).cloned().ok_or_else(|| unknown("Message", 10008))
    }

    /// A message of an interaction: the first answer, or a later one by its id.
    fn own(&self, known: &Interaction, message: Option<u64>) -> Answered<u64> {
        let found = match message {
            None => known.original,
            Some(id) => Some(id).filter(|id| known.follow_ups.contains(id) || known.original == Some(*id)),
        };
        found
            .filter(|id| self.message_in(known.channel, *id).is_some())
            .ok_or_else(|| unknown("Message", 10008))
    }

    /// Changes the first answer (or gives it after deferring), or a later message by its id.
    pub fn edit_answer(
        &mut self,
        token: &str,
        message: Option<u64>,
        data: &Value,
        files: Vec<Incoming>,
    ) -> Answered {
        let mut known = self.by_token(token)?;
        let id = self.own(&known, message)?;
        let v2 = self.message_in(known.channel, id).is_some_and(is_v2);
        limits::message_edit(data, Files::of(&files), v2)?;
        if known.original == Some(id) && matches!(known.answer, Answer::Deferred { .. }) {
            if matches!(known.answer, Answer::Deferred { update: false, .. }) {
                limits::message_create(data, Files::of(&files))?;
            }
            known.answer = Answer::Message { id };
            self.interactions.insert(known.id, known.clone());
        }
        self.amend(known.channel, id, data, files)
    }

    /// The first answer, or a later message by its id.
    pub fn read_answer(&self, token: &str, message: Option<u64>) -> Answered {
        let known = self.by_token(token)?;
        let id = self.own(&known, message)?;
        self.message_in(known.channel, id).cloned().ok_or_else(|| unknown("Message", 10008))
    }

    /// Takes an answer back.
    pub fn delete_answer(&mut self, token: &str, message: Option<u64>) -> Answered<()> {
        let known = self.by_token(token)?;
        let id = self.own(&known, message)?;
        let place = self.channels.get_mut(&known.channel).ok_or_else(|| unknown("Channel", 10003))?;
        if place.ephemeral.remove(&id).is_some() { Ok(()) } else { self.delete_message(known.channel, id) }
    }

    /// Changes a message that everyone sees, or one that only one person sees.
    fn amend(&mut self, channel: u64, id: u64, data: &Value, files: Vec<Incoming>) -> Answered {
        let added: Vec<Value> = files.into_iter().map(|file| self.store_upload(channel, file)).collect();
        let now = wire::time(self.clock.now());
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        let private = place.ephemeral.get_mut(&id).map(|(_, message)| message);
        let message = match private {
            Some(message) => message,
            None => place.messages.get_mut(&id).ok_or_else(|| unknown("Message", 10008))?,
        };
        if let Some(attachments) = message["attachments"].as_array_mut() {
            attachments.extend(added);
        }
        message["flags"] = json!(message["flags"].as_u64().unwrap_or(0) & !LOADING);
        if !place.ephemeral.contains_key(&id) {
            return self.edit_message(channel, id, data);
        }
        let message = place.ephemeral.get_mut(&id).map(|(_, message)| message);
        let message = message.ok_or_else(|| unknown("Message", 10008))?;
        change(message, data);
        message["edited_timestamp"] = json!(now);
        Ok(message.clone())
    }
}

/// Which answers fit which interaction (Discord: receiving-and-responding, "Interaction Callback Type").
fn check_kind(known: &Interaction, kind: u64) -> Answered<()> {
    let fits = match known.kind {
        2 => matches!(kind, 4 | 5 | 9),
        3 => matches!(kind, 4..=7 | 9),
        4 => kind == 8,
        5 => matches!(kind, 4 | 5) || known.message.is_some() && matches!(kind, 6 | 7),
        _ => kind == 1,
    };
    let words = "This type of answer does not fit the interaction.";
    if fits { Ok(()) } else { Err(invalid("type", "BASE_TYPE_CHOICES", words)) }
}
