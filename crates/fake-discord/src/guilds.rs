//! Guilds, channels and people: made, changed, gone.

use crate::{
    error::{Answered, invalid, no_access, no_permission, refuse, too_fast, unknown},
    permissions,
    rates::Scope,
    wire,
    world::{Channel, Overwrite, World},
};
use serde_json::{Value, json};

/// For how long changes of name or topic are remembered, in milliseconds.
const RENAME_WINDOW: i64 = 600_000;

/// An id as requests carry it: Discord takes numbers too.
pub(crate) fn id_in(value: &Value) -> Option<u64> {
    value.as_str().and_then(|id| id.parse().ok()).or_else(|| value.as_u64())
}

pub(crate) fn bits_in(value: &Value) -> u64 {
    value.as_str().and_then(|bits| bits.parse().ok()).or_else(|| value.as_u64()).unwrap_or(0)
}

fn overwrites_in(value: &Value) -> Vec<Overwrite> {
    let one = |one: &Value| Overwrite {
        id: id_in(&one["id"]).unwrap_or(0),
        kind: one["type"].as_u64().unwrap_or(0) as u8,
        allow: bits_in(&one["allow"]),
        deny: bits_in(&one["deny"]),
    };
    value.as_array().map(|list| list.iter().map(one).collect()).unwrap_or_default()
}

impl World {
    /// Refuses unless the application's account may do this in the channel.
    pub fn need(&self, channel: u64, permission: u64) -> Answered<()> {
        if !self.channels.contains_key(&channel) {
            return Err(unknown("Channel", 10003));
        }
        let has = permissions::in_channel(self, self.bot, channel);
        if has & permissions::VIEW_CHANNEL == 0 {
            return Err(no_access());
        }
        if has & permission != permission { Err(no_permission()) } else { Ok(()) }
    }

    fn check_parent(&self, parent: Option<u64>, child: u64) -> Answered<()> {
        let Some(parent) = parent else { return Ok(()) };
        let known = self.channels.get(&parent).filter(|channel| channel.kind == 4);
        if known.is_none() {
            return Err(invalid("parent_id", "CHANNEL_PARENT_INVALID", "Category does not exist"));
        }
        let inside = self.channels.values().filter(|one| one.parent == Some(parent) && one.id != child);
        if inside.count() >= self.caps.in_category {
            let words = format!("Maximum number of channels in category reached ({})", self.caps.in_category);
            return Err(invalid("parent_id", "CHANNEL_PARENT_MAX_CHANNELS", &words));
        }
        Ok(())
    }

    /// Overwrites may only give or take what the account has itself (Discord: resources/guild, "Create Guild Channel").
    pub(crate) fn check_overwrites(&self, guild: u64, overwrites: &[Overwrite]) -> Answered<()> {
        let has = self.guilds.get(&guild).map_or(0, |guild| permissions::in_guild(guild, self.bot));
        if overwrites.is_empty() || has & permissions::ADMINISTRATOR != 0 {
            return Ok(());
        }
        let within = overwrites.iter().all(|one| (one.allow | one.deny) & !has == 0);
        let roles = overwrites.iter().any(|one| (one.allow | one.deny) & permissions::MANAGE_ROLES != 0);
        if within && !roles && has & permissions::MANAGE_ROLES != 0 { Ok(()) } else { Err(no_permission()) }
    }

    /// Makes a channel of a guild.
    pub fn create_channel(&mut self, guild: u64, body: &Value) -> Answered {
        let has = self.guilds.get(&guild).map(|guild| permissions::in_guild(guild, self.bot));
        let has = has.ok_or_else(|| unknown("Guild", 10004))?;
        if has & permissions::MANAGE_CHANNELS == 0 {
            return Err(no_permission());
        }
        if self.channels.values().filter(|one| one.guild == Some(guild) && one.thread.is_none()).count()
            >= self.caps.channels
        {
            return Err(refuse(400, 30013, "Maximum number of server channels reached (500)"));
        }
        let parent = id_in(&body["parent_id"]);
        self.check_parent(parent, 0)?;
        if let Some(parent) = parent {
            self.need(parent, permissions::MANAGE_CHANNELS)?;
        }
        let overwrites = overwrites_in(&body["permission_overwrites"]);
        self.check_overwrites(guild, &overwrites)?;
        let kind = body["type"].as_u64().unwrap_or(0) as u8;
        let name = body["name"]
            .as_str()
            .ok_or_else(|| invalid("name", "BASE_TYPE_REQUIRED", "This field is required"))?;
        let name = if kind == 0 { name.to_lowercase().replace(' ', "-") } else { name.to_owned() };
        let id = self.id();
        let position = self.channels.len() as i64;
        let topic = body["topic"].as_str().map(str::to_owned);
        let channel = Channel {
            id,
            guild: Some(guild),
            kind,
            name,
            topic,
            parent,
            overwrites,
            position,
            ..Channel::default()
        };
        let object = wire::channel(self, &channel);
        self.channels.insert(id, channel);
        self.dispatch("CHANNEL_CREATE", &object);
        Ok(object)
    }

    /// Changes a channel or thread as the application asks.
    pub fn modify_channel(&mut self, id: u64, body: &Value) -> Answered {
        let thread = self.channels.get(&id).is_some_and(|channel| channel.thread.is_some());
        if thread {
            self.check_thread_change(id, body)?;
        } else {
            self.need(id, permissions::MANAGE_CHANNELS)?;
        }
        if let Some(value) = body.get("parent_id") {
            self.check_parent(id_in(value), id)?;
        }
        let overwrites = body.get("permission_overwrites").map(overwrites_in);
        if let (Some(overwrites), Some(guild)) = (&overwrites, self.channels[&id].guild) {
            let known = &self.channels[&id].overwrites;
            let fresh: Vec<_> = overwrites.iter().filter(|one| !known.contains(one)).copied().collect();
            self.check_overwrites(guild, &fresh)?;
        }
        let now = self.clock.now();
        let channel = self.channels.get_mut(&id).ok_or_else(|| unknown("Channel", 10003))?;
        let named = body["name"].as_str().filter(|name| *name != channel.name).map(str::to_owned);
        // Null takes the topic away, as does an empty one.
        let asked = body["topic"].as_str().filter(|topic| !topic.is_empty()).map(str::to_owned);
        let topic = body.get("topic").map(|_| asked).filter(|topic| *topic != channel.topic);
        if named.is_some() || topic.is_some() {
            channel.renamed.retain(|at| now - at < RENAME_WINDOW);
            if channel.renamed.len() >= self.caps.renames {
                let wait = (RENAME_WINDOW - (now - channel.renamed[0])) as f64 / 1000.0;
                return Err(too_fast(wait, Scope::User));
            }
            channel.renamed.push(now);
        }
        channel.name = named.unwrap_or_else(|| channel.name.clone());
        if let Some(topic) = topic {
            channel.topic = topic;
        }
        if let Some(value) = body.get("parent_id") {
            channel.parent = id_in(value);
        }
        if let Some(overwrites) = overwrites {
            channel.overwrites = overwrites;
        }
        self.change_thread(id, body);
        let object = wire::channel(self, &self.channels[&id]);
        self.dispatch(if thread { "THREAD_UPDATE" } else { "CHANNEL_UPDATE" }, &object);
        Ok(object)
    }

    /// Deletes a channel or thread, by whoever.
    pub fn delete_channel(&mut self, id: u64) -> Answered {
        let channel = self.channels.remove(&id).ok_or_else(|| unknown("Channel", 10003))?;
        self.webhooks.retain(|_, one| one.channel != id);
        let object = wire::channel(self, &channel);
        if channel.thread.is_some() {
            let short =
                ["id", "guild_id", "parent_id", "type"].map(|key| (key.to_owned(), object[key].clone()));
            self.dispatch("THREAD_DELETE", &Value::Object(short.into_iter().collect()));
        } else {
            self.dispatch("CHANNEL_DELETE", &object);
        }
        // Children of a category live on.
        let children: Vec<u64> =
            self.channels.values().filter(|one| one.parent == Some(id)).map(|one| one.id).collect();
        for child in children {
            if self.channels[&child].thread.is_some() {
                let _ = self.delete_channel(child);
            } else if let Some(channel) = self.channels.get_mut(&child) {
                channel.parent = None;
                let object = wire::channel(self, &self.channels[&child]);
                self.dispatch("CHANNEL_UPDATE", &object);
            }
        }
        Ok(object)
    }

    /// Changes what a role allows and tells everyone.
    pub fn permit(&mut self, guild: u64, role: u64, change: impl Fn(u64) -> u64) {
        let roles = self.guilds.get_mut(&guild).map(|guild| guild.roles.as_mut_slice()).unwrap_or_default();
        let Some(known) = roles.iter_mut().find(|one| one.id == role) else { return };
        known.permissions = change(known.permissions);
        let event = json!({"guild_id": guild.to_string(), "role": wire::role(known)});
        self.dispatch("GUILD_ROLE_UPDATE", &event);
    }

    /// Sets the roles of a member and tells everyone.
    pub fn set_roles(&mut self, guild: u64, user: u64, roles: Vec<u64>) {
        let Some(member) = self.guilds.get_mut(&guild).and_then(|guild| guild.members.get_mut(&user)) else {
            return;
        };
        member.roles = roles;
        self.tell_member(guild, user);
    }

    /// Takes a member out of a guild and tells everyone.
    pub fn remove_member(&mut self, guild: u64, user: u64) {
        let Some(known) = self.guilds.get_mut(&guild) else { return };
        if known.members.remove(&user).is_some() {
            let inside = self.channels.values_mut().filter(|place| place.guild == Some(guild));
            inside.filter_map(|place| place.thread.as_mut()).for_each(|thread| {
                thread.members.remove(&user);
            });
            let object = self.users.get(&user).map_or(Value::Null, wire::user);
            self.dispatch("GUILD_MEMBER_REMOVE", &json!({"guild_id": guild.to_string(), "user": object}));
        }
    }
}
