//! Sessions: begun, gone on with, asked for members (Discord: events/gateway-events).

use crate::{
    wire,
    world::{self, Session, World},
};
use serde_json::{Value, json};

/// Members in one chunk.
const CHUNK: usize = 1_000;
/// Every intent there is (Discord: events/gateway, "List of Intents").
pub(super) const KNOWN_INTENTS: u64 = ((1 << 17) - 1) | (0b11 << 20) | (0b11 << 24);
/// The privileged ones.
pub(super) const PRIVILEGED: u64 = world::GUILD_MEMBERS | world::GUILD_PRESENCES | world::MESSAGE_CONTENT;

/// What a shard asked for, or the code to close with.
pub(super) fn shard_of(asked: &Value) -> Result<(u64, u64), u16> {
    match asked {
        Value::Null => Ok((0, 1)),
        given => match (given[0].as_u64(), given[1].as_u64()) {
            (Some(number), Some(total)) if number < total => Ok((number, total)),
            _ => Err(4010),
        },
    }
}

/// Begins a session: READY, then each guild.
pub(super) fn identify(world: &mut World, intents: u64, shard: (u64, u64), flags: u64) -> String {
    let id = format!("{:x}", world.id());
    let mut session = Session { intents, shard, ..Session::default() };
    let own: Vec<u64> = world.guilds.keys().copied().filter(|guild| session.has(Some(*guild))).collect();
    let ready = json!({
        "v": 10, "user": wire::user(&world.users[&world.bot]), "session_id": id,
        "resume_gateway_url": world.base.replacen("http", "ws", 1), "shard": [shard.0, shard.1],
        "guilds": own.iter().map(|id| json!({"id": id.to_string(), "unavailable": true})).collect::<Value>(),
        "application": {"id": world.application.to_string(), "flags": flags, "flags_new": flags.to_string()},
    });
    session.push("READY", &ready);
    if intents & 1 != 0 {
        for guild in own {
            let (event, data) = world.arrival(guild, intents);
            session.push(event, &data);
        }
    }
    world.sessions.insert(id.clone(), session);
    id
}

impl World {
    /// An outage of a guild begins or ends; every session is told.
    pub(crate) fn set_available(&mut self, guild: u64, available: bool) {
        let changed =
            if available { self.unavailable.remove(&guild) } else { self.unavailable.insert(guild) };
        if !changed || !self.guilds.contains_key(&guild) {
            return;
        }
        let intents: Vec<(String, u64)> = (self.sessions.iter())
            .filter(|(_, session)| session.has(Some(guild)) && session.intents & 1 != 0)
            .map(|(id, session)| (id.clone(), session.intents))
            .collect();
        for (id, intents) in intents {
            let (event, data) = self.arrival(guild, intents);
            if let Some(session) = self.sessions.get_mut(&id) {
                session.push(event, &data);
            }
        }
    }

    /// What a session is told of a guild it comes to: GUILD_CREATE, or that it is unavailable.
    pub(crate) fn arrival(&self, guild: u64, intents: u64) -> (&'static str, Value) {
        if self.unavailable.contains(&guild) {
            return ("GUILD_DELETE", json!({"id": guild.to_string(), "unavailable": true}));
        }
        let mut data = wire::guild_create(self, &self.guilds[&guild]);
        // Without presences only the bot itself comes along; the others have to be asked for.
        if intents & world::GUILD_PRESENCES == 0
            && let Some(members) = data["members"].as_array_mut()
        {
            let bot = self.bot.to_string();
            members.retain(|member| member["user"]["id"] == bot);
        }
        ("GUILD_CREATE", data)
    }
}

/// Request Guild Members: chunks to the session that asked.
pub(super) fn members(world: &mut World, session: &str, asked: &Value) {
    let Some(guild) = asked["guild_id"].as_str().and_then(|id| id.parse::<u64>().ok()) else { return };
    let (Some(known), Some(asker)) = (world.guilds.get(&guild), world.sessions.get(session)) else { return };
    let limit = asked["limit"].as_u64().unwrap_or(0) as usize;
    let ids: Option<Vec<String>> = match &asked["user_ids"] {
        Value::Array(ids) => Some(ids.iter().filter_map(|id| id.as_str().map(str::to_owned)).collect()),
        Value::String(one) => Some(vec![one.clone()]),
        _ => None,
    };
    let query = asked["query"].as_str().unwrap_or_default().to_lowercase();
    // All members are for those with the intent only.
    if ids.is_none() && query.is_empty() && limit == 0 && asker.intents & world::GUILD_MEMBERS == 0 {
        return;
    }
    let named = |id: u64| {
        let username = world.users.get(&id).map(|user| user.username.to_lowercase());
        let nick = known.members[&id].nick.as_ref().map(|nick| nick.to_lowercase());
        [username, nick].into_iter().flatten().any(|name| name.starts_with(&query))
    };
    let wanted = |id: u64| match &ids {
        Some(ids) => ids.contains(&id.to_string()),
        None => named(id),
    };
    let most = match (&ids, limit) {
        (None, 0) => usize::MAX,
        (None, limit) => limit.min(100),
        (Some(_), _) => 100,
    };
    let found: Vec<Value> = (known.members.keys().copied().filter(|id| wanted(*id)).take(most))
        .map(|id| wire::member_of(world, known, id))
        .collect();
    let missing: Vec<&String> = ids
        .iter()
        .flatten()
        .filter(|id| !id.parse::<u64>().is_ok_and(|id| known.members.contains_key(&id)))
        .collect();
    let count = found.chunks(CHUNK).len().max(1);
    let mut chunks = Vec::new();
    for index in 0..count {
        let part = &found[index * CHUNK..((index + 1) * CHUNK).min(found.len())];
        let mut chunk = json!({
            "guild_id": guild.to_string(), "members": part, "chunk_index": index, "chunk_count": count,
            "not_found": missing,
        });
        if let Some(nonce) = asked["nonce"].as_str().filter(|nonce| nonce.len() <= 32) {
            chunk["nonce"] = json!(nonce);
        }
        chunks.push(chunk);
    }
    if let Some(session) = world.sessions.get_mut(session) {
        chunks.iter().for_each(|chunk| session.push("GUILD_MEMBERS_CHUNK", chunk));
    }
}
