//! What is told to whom: which session hears of an event, and what of it (Discord: events/gateway, "Gateway Intents").

use crate::{
    faults::EventFault,
    world::{Session, World},
};
use serde_json::{Value, json};

/// The privileged intent without which contents are empty (Discord: events/gateway, "Message Content Intent").
pub const MESSAGE_CONTENT: u64 = 1 << 15;
/// The privileged intent for members.
pub const GUILD_MEMBERS: u64 = 1 << 1;
/// The privileged intent for who is online.
pub const GUILD_PRESENCES: u64 = 1 << 8;

impl Session {
    /// Whether what happens in this guild, or in a direct conversation, is told here (Discord: events/gateway, "Sharding").
    pub fn has(&self, guild: Option<u64>) -> bool {
        guild.map_or(0, |guild| (guild >> 22) % self.shard.1.max(1)) == self.shard.0
    }

    /// Tells it an event.
    pub fn push(&mut self, event: &str, data: &Value) {
        let seq = self.log.len() + 1;
        self.log.push(json!({"op": 0, "t": event, "s": seq, "d": data}).to_string());
    }
}

impl World {
    /// Tells every session whose account may see it.
    pub fn dispatch(&mut self, event: &str, data: &Value) {
        let channel = data["channel_id"].as_str().and_then(|id| id.parse::<u64>().ok());
        if let Some(channel) = channel.filter(|_| event.starts_with("MESSAGE") || event.starts_with("TYPING"))
        {
            let bot = self.bot;
            if !self.sees(bot, channel) {
                return;
            }
        }
        let thread = data["id"].as_str().and_then(|id| id.parse::<u64>().ok());
        if matches!(event, "THREAD_CREATE" | "THREAD_UPDATE")
            && !thread.is_some_and(|id| self.sees(self.bot, id))
        {
            return;
        }
        let guild = guild_of_event(event, data);
        if guild.is_some_and(|guild| self.unavailable.contains(&guild)) && event != "GUILD_DELETE" {
            return;
        }
        let (intents, bot) = (intent_of(event, data, self.bot), self.bot);
        let fault = if self.sessions.is_empty() { None } else { self.event_faults.next(event) };
        if event == "INTERACTION_CREATE" && (self.sessions.is_empty() || fault == Some(EventFault::Dropped)) {
            self.interaction_failed(crate::messages::wire_id(data));
        }
        for session in self.sessions.values_mut() {
            let told = intents == 0 || session.intents & intents != 0;
            if !told || !session.has(guild) {
                continue;
            }
            if guild.is_some() && event.starts_with("MESSAGE_") && session.intents & MESSAGE_CONTENT == 0 {
                let mut data = data.clone();
                without_content(&mut data, bot);
                session.push_with(fault, event, &data);
            } else if event == "THREAD_MEMBERS_UPDATE" && session.intents & GUILD_MEMBERS == 0 {
                own_membership(data, bot).iter().for_each(|data| session.push_with(fault, event, data));
            } else {
                session.push_with(fault, event, data);
            }
        }
    }

    /// Whether somebody is connected to the gateway and was sent everything there is to tell.
    pub fn is_listened_to(&self) -> bool {
        self.sessions
            .values()
            .any(|one| !one.broken && one.late.is_empty() && one.heard == Some(one.log.len()))
    }

    /// How many events were told to each shard that listens.
    pub fn told(&self) -> Vec<(u32, u64)> {
        let listens = |one: &&Session| !one.broken && one.heard.is_some();
        let told = |one: &Session| (u32::try_from(one.shard.0).unwrap_or(u32::MAX), one.log.len() as u64);
        self.sessions.values().filter(listens).map(told).collect()
    }

    /// Notes that an interaction, or an answer to it, met a fault.
    pub(crate) fn interaction_failed(&mut self, id: u64) {
        if let Some(known) = self.interactions.get_mut(&id) {
            known.failed = true;
        }
    }
}

/// The guild an event is about.
fn guild_of_event(event: &str, data: &Value) -> Option<u64> {
    let of_guild = matches!(event, "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE");
    let id = if of_guild { &data["id"] } else { &data["guild_id"] };
    id.as_str().and_then(|id| id.parse().ok())
}

/// The intents an event is sent under, any of them (Discord: events/gateway, "List of Intents"); 0 for always.
fn intent_of(event: &str, data: &Value, bot: u64) -> u64 {
    let in_guild = data.get("guild_id").is_some();
    match event {
        // The bot's own is told to everyone.
        "GUILD_MEMBER_UPDATE" if crate::messages::wire_id(&data["user"]) == bot => 0,
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" | "GUILD_MEMBER_REMOVE" => GUILD_MEMBERS,
        "THREAD_MEMBERS_UPDATE" => 1 | GUILD_MEMBERS,
        "GUILD_BAN_ADD" | "GUILD_BAN_REMOVE" | "GUILD_AUDIT_LOG_ENTRY_CREATE" => 1 << 2,
        "WEBHOOKS_UPDATE" => 1 << 5,
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" if in_guild => 1 << 9,
        _ if event.starts_with("MESSAGE_REACTION_") => 1 << if in_guild { 10 } else { 13 },
        "TYPING_START" => 1 << if in_guild { 11 } else { 14 },
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => 1 << 12,
        "CHANNEL_PINS_UPDATE" => 1 | 1 << 12,
        "INTERACTION_CREATE" | "READY" | "RESUMED" | "USER_UPDATE" => 0,
        _ => 1,
    }
}

/// What of a change of a thread's members is told without the members' intent: the bot's own part.
fn own_membership(data: &Value, bot: u64) -> Option<Value> {
    let bot = bot.to_string();
    let mut data = data.clone();
    let mut any = false;
    if let Some(added) = data["added_members"].as_array_mut() {
        added.retain(|one| one["user_id"] == bot);
        any |= !added.is_empty();
    }
    if let Some(removed) = data["removed_member_ids"].as_array_mut() {
        removed.retain(|one| *one == bot);
        any |= !removed.is_empty();
    }
    any.then_some(data)
}

/// Empties what people wrote, as for applications without the intent; not their own messages, direct ones, and those that mention them.
pub(crate) fn without_content(data: &mut Value, bot: u64) {
    if data.get("referenced_message").is_some_and(Value::is_object) {
        without_content(&mut data["referenced_message"], bot);
    }
    let own = bot.to_string();
    let exempt = data["author"]["id"] == own
        || data["mentions"].as_array().is_some_and(|list| list.iter().any(|user| user["id"] == own));
    if exempt {
        return;
    }
    for (key, empty) in
        [("content", json!("")), ("embeds", json!([])), ("attachments", json!([])), ("components", json!([]))]
    {
        if data.get(key).is_some() {
            data[key] = empty;
        }
    }
}
