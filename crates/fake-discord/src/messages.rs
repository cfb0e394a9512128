//! Messages: made, changed, deleted.

use crate::{
    error::{Answered, unknown},
    guilds::id_in,
    permissions, shape, wire,
    world::{Upload, World},
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A file that comes with a message.
pub struct Incoming {
    /// Its name.
    pub name: String,
    /// What it is.
    pub upload: Upload,
}

/// Who a message is from, when not from an account.
pub struct Guise {
    /// The webhook's id.
    pub webhook: u64,
    /// The name shown.
    pub name: String,
    /// The avatar's address, if one was given.
    pub avatar: Option<String>,
}

/// Milliseconds for which a nonce is remembered; Discord says "the past few minutes" (resources/message).
const NONCE_REMEMBERED: i64 = 300_000;

impl World {
    /// The message that was posted under this nonce a moment ago.
    pub fn remembered(&self, channel: u64, nonce: &str) -> Option<u64> {
        let message = self.channels.get(&channel)?.nonces.get(nonce).copied()?;
        let posted = (message >> 22) as i64 + crate::world::EPOCH;
        (self.clock.now() - posted < NONCE_REMEMBERED).then_some(message)
    }

    /// Makes a message and tells everyone.
    pub fn post(
        &mut self,
        channel: u64,
        author: u64,
        body: &Value,
        files: Vec<Incoming>,
        guise: Option<&Guise>,
    ) -> Answered {
        let message = self.compose(channel, author, body, files, guise)?;
        let id = wire_id(&message);
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        place.messages.insert(id, message.clone());
        self.said_in_thread(channel, &message);
        let event = self.as_event(channel, author, &message);
        self.dispatch("MESSAGE_CREATE", &event);
        Ok(message)
    }

    /// A message of the past, for a sample that begins in the middle of a life: its id says when, in Unix milliseconds.
    ///
    /// # Errors
    /// If there is no such channel.
    pub fn recall(&mut self, channel: u64, author: u64, text: &str, at: i64) -> Answered {
        let mut message = self.compose(channel, author, &json!({ "content": text }), Vec::new(), None)?;
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        let first = ((at - crate::world::EPOCH).max(1) as u64) << 22;
        let id = (first..).find(|id| !place.messages.contains_key(id)).unwrap_or(first);
        message["id"] = json!(id.to_string());
        message["timestamp"] = json!(wire::time(at));
        place.messages.insert(id, message.clone());
        let event = self.as_event(channel, author, &message);
        self.dispatch("MESSAGE_CREATE", &event);
        Ok(message)
    }

    /// A message of a channel, or one that only one person sees.
    pub(crate) fn message_in(&self, channel: u64, id: u64) -> Option<&Value> {
        let place = self.channels.get(&channel)?;
        place.messages.get(&id).or_else(|| place.ephemeral.get(&id).map(|(_, one)| one))
    }

    /// A message object as events carry it: with guild and member.
    pub fn as_event(&self, channel: u64, author: u64, message: &Value) -> Value {
        let mut event = message.clone();
        if let Some(guild) = self.guild_of(channel) {
            event["guild_id"] = json!(guild.id.to_string());
            if let Some(member) = guild.members.get(&author).filter(|_| message.get("webhook_id").is_none()) {
                event["member"] = wire::member(member);
            }
        }
        event
    }

    /// A message object that is in no channel yet.
    pub fn compose(
        &mut self,
        channel: u64,
        author: u64,
        body: &Value,
        files: Vec<Incoming>,
        guise: Option<&Guise>,
    ) -> Answered {
        let id = self.id();
        let content = body["content"].as_str().unwrap_or_default().to_owned();
        let attachments: Vec<Value> =
            files.into_iter().map(|file| self.store_upload(channel, file)).collect();
        let author_object = match guise {
            None => self.users.get(&author).map_or(Value::Null, wire::user),
            Some(guise) => json!({
                "id": guise.webhook.to_string(), "username": guise.name, "discriminator": "0000", "avatar": guise.avatar,
                "bot": true, "global_name": null, "public_flags": 0, "flags": 0, "primary_guild": null,
            }),
        };
        let (users, roles, everyone) = self.mentioned(channel, author, &content, &body["allowed_mentions"]);
        let mut message = json!({
            "id": id.to_string(), "channel_id": channel.to_string(), "type": 0, "author": author_object, "content": content,
            "timestamp": wire::time(self.clock.now()), "edited_timestamp": null, "tts": false, "mention_everyone": everyone,
            "mentions": users.iter().filter_map(|id| self.users.get(id)).map(wire::user).collect::<Value>(),
            "mention_roles": roles, "attachments": attachments, "embeds": shape::embeds(&body["embeds"]),
            "components": shape::components(&body["components"]),
            "pinned": false, "flags": body["flags"].as_u64().unwrap_or(0),
        });
        if let Some(guise) = guise {
            message["webhook_id"] = json!(guise.webhook.to_string());
            // Every webhook here belongs to the application (resources/message, "application_id").
            message["application_id"] = json!(self.application.to_string());
        }
        if let Some(nonce) = body.get("nonce").filter(|nonce| !nonce.is_null()) {
            message["nonce"] = nonce.clone();
        }
        let chosen = |id: &Value| {
            let sticker = self
                .guilds
                .values()
                .flat_map(|guild| &guild.stickers)
                .find(|one| id.as_str().and_then(|id| id.parse().ok()) == Some(one.id))?;
            Some(json!({"id": sticker.id.to_string(), "name": sticker.name, "format_type": 1}))
        };
        let stickers: Vec<Value> =
            body["sticker_ids"].as_array().into_iter().flatten().filter_map(chosen).collect();
        if !stickers.is_empty() {
            message["sticker_items"] = json!(stickers);
        }
        let answered = &body["message_reference"]["message_id"];
        if let Some(to) = id_in(answered) {
            message["type"] = json!(19);
            message["message_reference"] =
                json!({"type": 0, "channel_id": channel.to_string(), "message_id": to.to_string()});
            let known = self.channels.get(&channel).and_then(|place| place.messages.get(&to));
            message["referenced_message"] = known.cloned().unwrap_or(Value::Null);
        }
        Ok(message)
    }

    /// Keeps a file; gives the attachment object.
    pub(crate) fn store_upload(&mut self, channel: u64, file: Incoming) -> Value {
        let id = self.id();
        let name: String = url::form_urlencoded::byte_serialize(file.name.as_bytes()).collect();
        // A space is "+" in forms only.
        let url = self.signed(&format!("/attachments/{channel}/{id}/{}", name.replace('+', "%20")));
        let object = json!({
            "id": id.to_string(), "filename": file.name, "size": file.upload.bytes.len(), "url": url, "proxy_url": url,
            "content_type": file.upload.content_type,
        });
        self.uploads.insert(id, file.upload);
        self.attachments.insert(id, object.clone());
        object
    }

    /// Whom a text mentions, as `allowed_mentions` and the author's permissions let it (Discord: resources/message).
    fn mentioned(
        &self,
        channel: u64,
        author: u64,
        content: &str,
        allowed: &Value,
    ) -> (Vec<u64>, Vec<String>, bool) {
        let may = |kind: &str, id: u64| {
            if allowed.is_null() {
                return true;
            }
            let list = |key: &str, wanted: &str| {
                let named =
                    |one: &Value| one == wanted || id_in(one).is_some_and(|id| id.to_string() == wanted);
                allowed[key].as_array().is_some_and(|ids| ids.iter().any(named))
            };
            list("parse", kind) || list(kind, &id.to_string())
        };
        let (mut users, mut roles) = (BTreeSet::new(), BTreeSet::new());
        for part in content.split("<@").skip(1) {
            let Some((inside, _)) = part.split_once('>') else { continue };
            if let Some(role) = inside.strip_prefix('&').and_then(|id| id.parse::<u64>().ok()) {
                if may("roles", role) {
                    roles.insert(role);
                }
            } else if let Ok(user) = inside.trim_start_matches('!').parse::<u64>()
                && may("users", user)
            {
                users.insert(user);
            }
        }
        let allows = permissions::in_channel(self, author, channel) & permissions::MENTION_EVERYONE != 0;
        let wide = content.contains("@everyone") || content.contains("@here");
        let everyone = wide && allows && (allowed.is_null() || may("everyone", 0));
        let roles = roles.into_iter().filter(|_| allows).map(|role| role.to_string()).collect();
        (users.into_iter().collect(), roles, everyone)
    }

    /// Changes a message and tells everyone.
    pub fn edit_message(&mut self, channel: u64, message: u64, body: &Value) -> Answered {
        let now = wire::time(self.clock.now());
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        let known = place.messages.get_mut(&message).ok_or_else(|| unknown("Message", 10008))?;
        change(known, body);
        known["edited_timestamp"] = json!(now);
        let (mut message, author) = (known.clone(), wire_id(&known["author"]));
        self.sign_again(&mut message);
        let event = self.as_event(channel, author, &message);
        self.dispatch("MESSAGE_UPDATE", &event);
        Ok(message)
    }

    /// Deletes a message and tells everyone.
    pub fn delete_message(&mut self, channel: u64, message: u64) -> Answered<()> {
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        place.messages.remove(&message).ok_or_else(|| unknown("Message", 10008))?;
        place.pins.retain(|(id, _)| *id != message);
        let mut event = json!({"id": message.to_string(), "channel_id": channel.to_string()});
        if let Some(guild) = self.guild_of(channel) {
            event["guild_id"] = json!(guild.id.to_string());
        }
        self.dispatch("MESSAGE_DELETE", &event);
        Ok(())
    }

    /// Adds a reaction and tells everyone: a character, or `name:id` of a guild's emoji.
    pub fn react(&mut self, user: u64, channel: u64, message: u64, emoji: &str) -> Answered<()> {
        let (bot, object) = (self.bot, self.emoji_object(emoji));
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        let known = place.messages.get_mut(&message).ok_or_else(|| unknown("Message", 10008))?;
        // Whoever reacts again has reacted already.
        if !self.reactors.insert((message, object.to_string(), user)) {
            return Ok(());
        }
        if known.get("reactions").is_none() {
            known["reactions"] = json!([]);
        }
        let list = known["reactions"].as_array_mut().expect("was just made");
        match list.iter_mut().find(|one| one["emoji"] == object) {
            Some(one) => {
                let count = one["count"].as_u64().unwrap_or(0) + 1;
                one["count"] = json!(count);
                one["count_details"] = json!({"burst": 0, "normal": count});
            }
            None => list.push(json!({
                "emoji": object, "count": 1, "count_details": {"burst": 0, "normal": 1},
                "burst_colors": [], "me_burst": false, "me": user == bot,
            })),
        }
        let mut event = json!({
            "user_id": user.to_string(), "channel_id": channel.to_string(), "message_id": message.to_string(),
            "emoji": object, "burst": false, "type": 0,
        });
        if let Some(guild) = self.guild_of(channel) {
            event["guild_id"] = json!(guild.id.to_string());
            event["member"] = wire::member_of(self, guild, user);
        }
        self.dispatch("MESSAGE_REACTION_ADD", &event);
        Ok(())
    }

    /// Takes a reaction away and tells everyone.
    pub fn unreact(&mut self, user: u64, channel: u64, message: u64, emoji: &str) -> Answered<()> {
        let place = self.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
        let known = place.messages.get_mut(&message).ok_or_else(|| unknown("Message", 10008))?;
        let list = known["reactions"].as_array_mut().ok_or_else(|| unknown("Emoji", 10014))?;
        let one = list.iter_mut().find(|one| one["emoji"]["name"] == emoji);
        let one = one.ok_or_else(|| unknown("Emoji", 10014))?;
        if !self.reactors.remove(&(message, one["emoji"].to_string(), user)) {
            return Ok(());
        }
        let count = one["count"].as_u64().unwrap_or(1).saturating_sub(1);
        one["count"] = json!(count);
        one["count_details"] = json!({"burst": 0, "normal": count});
        list.retain(|one| one["count"] != 0);
        let mut event = json!({
            "user_id": user.to_string(), "channel_id": channel.to_string(), "message_id": message.to_string(),
            "emoji": {"id": null, "name": emoji}, "burst": false, "type": 0,
        });
        if let Some(guild) = self.guild_of(channel) {
            event["guild_id"] = json!(guild.id.to_string());
        }
        self.dispatch("MESSAGE_REACTION_REMOVE", &event);
        Ok(())
    }
}

/// Puts what a change names in the place of what was there.
pub(crate) fn change(message: &mut Value, body: &Value) {
    for (key, made) in [
        ("content", Value::clone as fn(&Value) -> Value),
        ("embeds", shape::embeds),
        ("components", shape::components),
    ] {
        if let Some(value) = body.get(key).filter(|value| !value.is_null()) {
            message[key] = made(value);
        }
    }
    // Components V2 can be taken up by an edit, not given up again.
    if body["flags"].as_u64().unwrap_or(0) & COMPONENTS_V2 != 0 {
        message["flags"] = json!(message["flags"].as_u64().unwrap_or(0) | COMPONENTS_V2);
    }
}

/// The flag of a message that is made of components alone.
const COMPONENTS_V2: u64 = 1 << 15;

/// Whether a message is made of components alone (flag IS_COMPONENTS_V2).
pub(crate) fn is_v2(message: &Value) -> bool {
    message["flags"].as_u64().unwrap_or(0) & COMPONENTS_V2 != 0
}

/// The id of an object.
pub fn wire_id(object: &Value) -> u64 {
    object["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or(0)
}
