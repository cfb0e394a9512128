//! Routes below `/channels/{channel.id}`.

use super::{CREATED, NOTHING, OK, Reply, read::number, webhook};
use crate::{
    error::{Answered, Refused, refuse, unknown},
    limits::{self, Files},
    messages::{Incoming, is_v2, wire_id},
    permissions, wire,
    world::{self, World},
};
use axum::http::Method;
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn in_channel(
    world: &mut World,
    method: &Method,
    id: u64,
    rest: &[&str],
    query: &HashMap<String, String>,
    body: &Value,
    files: Vec<Incoming>,
) -> Answered<Reply> {
    let bot = world.bot;
    match (method.as_str(), rest) {
        ("GET", []) => {
            world.need(id, 0)?;
            Ok((OK, wire::channel(world, &world.channels[&id])))
        }
        ("PATCH", []) => {
            limits::channel_edit(body, world.channels.get(&id).map_or(0, |place| place.kind))?;
            Ok((OK, world.modify_channel(id, body)?))
        }
        ("DELETE", []) => {
            world.need(id, permissions::MANAGE_CHANNELS)?;
            Ok((OK, world.delete_channel(id)?))
        }
        ("GET", ["messages"]) => {
            world.need(id, permissions::READ_MESSAGE_HISTORY)?;
            Ok((OK, history(world, id, query)))
        }
        ("POST", ["messages"]) => send(world, id, body, files),
        ("GET", ["messages", message]) => {
            world.need(id, permissions::READ_MESSAGE_HISTORY)?;
            let found = world.channels[&id].messages.get(&number(message)?);
            Ok((OK, as_granted(world, id, found.ok_or_else(|| unknown("Message", 10008))?)))
        }
        ("PATCH", ["messages", message]) => {
            let message = number(message)?;
            world.need(id, 0)?;
            own(world, id, message)?;
            limits::message_edit(body, Files::of(&files), is_v2(&world.channels[&id].messages[&message]))?;
            Ok((OK, world.edit_message(id, message, body)?))
        }
        ("DELETE", ["messages", message]) => {
            let message = number(message)?;
            if own(world, id, message).is_err() {
                world.need(id, permissions::MANAGE_MESSAGES)?;
            }
            world.delete_message(id, message).map(|()| NOTHING)
        }
        ("PUT", ["messages", message, "reactions", emoji, "@me"]) => {
            world.need(id, permissions::ADD_REACTIONS)?;
            world.react(bot, id, number(message)?, emoji).map(|()| NOTHING)
        }
        ("PUT" | "POST", ["pins" | "messages", .., "pins" | _]) if rest.contains(&"pins") => {
            world.need(id, permissions::PIN_MESSAGES).map(|()| NOTHING)
        }
        ("POST", ["threads"]) => {
            limits::thread_create(body)?;
            Ok((CREATED, world.create_thread(id, body)?))
        }
        ("PUT", ["thread-members", user]) => world.join_thread(id, number(user)?).map(|()| NOTHING),
        ("DELETE", ["thread-members", user]) => world.leave_thread(id, number(user)?).map(|()| NOTHING),
        ("POST", ["webhooks"]) => webhook::make(world, id, body),
        ("POST", ["typing"]) => world.need(id, permissions::SEND_MESSAGES).map(|()| NOTHING),
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

fn own(world: &World, channel: u64, message: u64) -> Answered<()> {
    let found = world.channels.get(&channel).and_then(|place| place.messages.get(&message));
    let found = found.ok_or_else(|| unknown("Message", 10008))?;
    if wire_id(&found["author"]) == world.bot { Ok(()) } else { Err(no_permission_to_edit()) }
}

fn no_permission_to_edit() -> Refused {
    refuse(403, 50005, "Cannot edit a message authored by another user")
}

fn history(world: &World, channel: u64, query: &HashMap<String, String>) -> Value {
    let limit = query.get("limit").and_then(|limit| limit.parse::<usize>().ok()).unwrap_or(50).clamp(1, 100);
    let bound = |key: &str| query.get(key).and_then(|id| id.parse::<u64>().ok());
    let messages = &world.channels[&channel].messages;
    // `after` gives the oldest of those, still newest first (Discord: resources/message, "Get Channel Messages").
    let mut found: Vec<&Value> = match (bound("after"), bound("before")) {
        (Some(after), _) => messages.range(after + 1..).take(limit).map(|(_, one)| one).collect(),
        (None, Some(before)) => messages.range(..before).rev().take(limit).map(|(_, one)| one).collect(),
        (None, None) => messages.values().rev().take(limit).collect(),
    };
    if bound("after").is_some() {
        found.reverse();
    }
    found.into_iter().map(|message| as_granted(world, channel, message)).collect()
}

/// A message as the application may read it: REST keeps back contents as the gateway does.
fn as_granted(world: &World, channel: u64, message: &Value) -> Value {
    let mut message = message.clone();
    if world.granted & world::MESSAGE_CONTENT == 0 && world.guild_of(channel).is_some() {
        world::without_content(&mut message, world.bot);
    }
    message
}

fn send(world: &mut World, id: u64, body: &Value, files: Vec<Incoming>) -> Answered<Reply> {
    world.need(id, permissions::SEND_MESSAGES)?;
    limits::message_create(body, Files::of(&files))?;
    let closed = world.channels[&id].recipients.iter().any(|user| {
        let shared = world.guilds.values().any(|guild| guild.members.contains_key(user));
        *user != world.bot && (!shared || !world.users.get(user).is_some_and(|user| user.dms_open))
    });
    if closed {
        return Err(refuse(403, 50007, "Cannot send messages to this user"));
    }
    if world.channels[&id].thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) {
        return Err(refuse(403, 160_005, "Thread is locked"));
    }
    let nonce = body["nonce"].as_str().map(str::to_owned).filter(|_| body["enforce_nonce"] == true);
    if let Some(known) = nonce.as_ref().and_then(|nonce| world.remembered(id, nonce))
        && let Some(message) = world.channels[&id].messages.get(&known)
    {
        return Ok((OK, message.clone()));
    }
    let bot = world.bot;
    let message = world.post(id, bot, body, files, None)?;
    if let (Some(nonce), Some(place)) = (nonce, world.channels.get_mut(&id)) {
        place.nonces.insert(nonce, wire_id(&message));
    }
    Ok((OK, message))
}
