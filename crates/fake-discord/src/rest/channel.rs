//! Routes below `/channels/{channel.id}`.

use super::{CREATED, NOTHING, OK, Reply, overwrites, page, pins, read::number, threads, webhook};
use crate::{
    error::{Answered, Refused, invalid, refuse, too_fast, unknown},
    limits::{self, Files},
    messages::{Incoming, is_v2, wire_id},
    permissions,
    rates::Scope,
    wire,
    world::{self, World},
};
use axum::http::Method;
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// An hour in milliseconds.
const HOUR: i64 = 3_600_000;
/// How old messages may be that are deleted many at once, in milliseconds.
const BULK_AGE: i64 = 14 * 86_400_000;

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
            let thread = world.channels.get(&id).is_some_and(|place| place.thread.is_some());
            world
                .need(id, if thread { permissions::MANAGE_THREADS } else { permissions::MANAGE_CHANNELS })?;
            Ok((OK, world.delete_channel(id)?))
        }
        (_, ["pins", ..] | ["messages", "pins", ..]) => pins::route(world, method.as_str(), id, rest, query),
        ("GET", ["messages"]) => {
            world.need(id, permissions::VIEW_CHANNEL)?;
            history(world, id, query).map(|list| (OK, list))
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
            asleep(world, id)?;
            old_edit(world, id, message)?;
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
            asleep(world, id)?;
            world.react(bot, id, number(message)?, emoji).map(|()| NOTHING)
        }
        ("DELETE", ["messages", message, "reactions", emoji, who]) => {
            let own = *who == "@me";
            world.need(id, if own { permissions::VIEW_CHANNEL } else { permissions::MANAGE_MESSAGES })?;
            asleep(world, id)?;
            let who = if own { bot } else { number(who)? };
            world.unreact(who, id, number(message)?, emoji).map(|()| NOTHING)
        }
        ("POST", ["messages", "bulk-delete"]) => bulk_delete(world, id, body),
        ("PUT", ["permissions", target]) => overwrites::set(world, id, number(target)?, body),
        ("DELETE", ["permissions", target]) => overwrites::remove(world, id, number(target)?),
        ("POST", ["threads"]) => {
            limits::thread_create(body)?;
            Ok((CREATED, world.create_thread(id, None, body)?))
        }
        ("POST", ["messages", message, "threads"]) => {
            limits::thread_create(body)?;
            Ok((CREATED, world.create_thread(id, Some(number(message)?), body)?))
        }
        (_, ["thread-members", ..] | ["threads", "archived", ..] | ["users", "@me", "threads", ..]) => {
            threads::route(world, method.as_str(), id, rest, query)
        }
        ("GET", ["webhooks"]) => webhook::of_channel(world, id),
        ("POST", ["webhooks"]) => webhook::make(world, id, body),
        ("POST", ["typing"]) => world.need(id, permissions::SEND_MESSAGES).map(|()| NOTHING),
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

/// Messages older than an hour are edited now and then, not again and again (Discord: topics/opcodes-and-status-codes, 30046).
fn old_edit(world: &mut World, id: u64, message: u64) -> Answered<()> {
    let (now, most) = (world.clock.now(), world.caps.old_edits);
    let said = (message >> 22) as i64 + world::EPOCH;
    let Some(place) = world.channels.get_mut(&id).filter(|_| now - said > HOUR) else { return Ok(()) };
    place.old_edits.retain(|at| now - at < HOUR);
    if place.old_edits.len() >= most {
        let wait = (HOUR - (now - place.old_edits[0])) as f64 / 1_000.0;
        let words = "Maximum number of edits to messages older than 1 hour reached. Try again later";
        return Err(Refused { code: 30046, message: words.to_owned(), ..too_fast(wait, Scope::User) });
    }
    place.old_edits.push(now);
    Ok(())
}

/// Nothing is edited or reacted to in an archived thread.
fn asleep(world: &World, id: u64) -> Answered<()> {
    let archived = world.channels[&id].thread.as_ref().is_some_and(|thread| thread.archived);
    if archived { Err(crate::threads::archived()) } else { Ok(()) }
}

fn own(world: &World, channel: u64, message: u64) -> Answered<()> {
    let found = world.channels.get(&channel).and_then(|place| place.messages.get(&message));
    let found = found.ok_or_else(|| unknown("Message", 10008))?;
    if wire_id(&found["author"]) == world.bot { Ok(()) } else { Err(no_permission_to_edit()) }
}

fn no_permission_to_edit() -> Refused {
    refuse(403, 50005, "Cannot edit a message authored by another user")
}

fn history(world: &World, channel: u64, query: &HashMap<String, String>) -> Answered {
    let limit = page::limit(query, 50, 100)?;
    let (after, before) = (page::id(query, "after")?, page::id(query, "before")?);
    let around = page::id(query, "around")?;
    // Whoever may not read the history is given none of it.
    if world.need(channel, permissions::READ_MESSAGE_HISTORY).is_err() {
        return Ok(Value::Array(Vec::new()));
    }
    let messages = &world.channels[&channel].messages;
    // Always newest first; `after` gives the oldest of those (Discord: resources/message, "Get Channel Messages").
    let mut found: Vec<&Value> = match (around, after, before) {
        (Some(around), ..) => {
            let later = messages.range(around..).take(limit / 2 + 1).map(|(_, one)| one);
            let earlier = messages.range(..around).rev().take(limit / 2).map(|(_, one)| one);
            let mut found: Vec<&Value> = earlier.collect();
            found.reverse();
            found.extend(later);
            found.truncate(limit);
            found
        }
        (_, Some(after), _) => messages.range(after + 1..).take(limit).map(|(_, one)| one).collect(),
        (.., before) => {
            let end = before.unwrap_or(u64::MAX);
            let mut found: Vec<&Value> =
                messages.range(..end).rev().take(limit).map(|(_, one)| one).collect();
            found.reverse();
            found
        }
    };
    found.reverse();
    Ok(found.into_iter().map(|message| as_granted(world, channel, message)).collect())
}

/// Messages younger than two weeks, two to a hundred at once (Discord: resources/message, "Bulk Delete Messages").
fn bulk_delete(world: &mut World, channel: u64, body: &Value) -> Answered<Reply> {
    world.need(channel, permissions::MANAGE_MESSAGES)?;
    let ids: Vec<u64> = body["messages"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|id| id.as_str()?.parse().ok())
        .collect();
    let distinct: BTreeSet<u64> = ids.iter().copied().collect();
    if !(2..=100).contains(&ids.len()) || distinct.len() != ids.len() {
        return Err(refuse(
            400,
            50016,
            "Provided too few or too many messages to delete. Must provide at least 2 and fewer than 100 messages to delete",
        ));
    }
    let oldest = (world.clock.now() - BULK_AGE - world::EPOCH) << 22;
    if distinct.iter().any(|id| (*id as i64) < oldest) {
        return Err(refuse(400, 50034, "You can only bulk delete messages that are under 14 days old."));
    }
    let guild = world.channels[&channel].guild;
    let place = world.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
    let gone: Vec<String> = distinct
        .into_iter()
        .filter(|id| place.messages.remove(id).is_some())
        .map(|id| id.to_string())
        .collect();
    place.pins.retain(|(id, _)| place.messages.contains_key(id));
    let mut event = json!({"ids": gone, "channel_id": channel.to_string()});
    if let Some(guild) = guild {
        event["guild_id"] = json!(guild.to_string());
    }
    world.dispatch("MESSAGE_DELETE_BULK", &event);
    Ok(NOTHING)
}

/// A message as the application may read it: REST keeps back contents as the gateway does.
fn as_granted(world: &World, channel: u64, message: &Value) -> Value {
    let mut message = message.clone();
    world.sign_again(&mut message);
    if world.granted & world::MESSAGE_CONTENT == 0 && world.guild_of(channel).is_some() {
        crate::telling::without_content(&mut message, world.bot);
    }
    message
}

/// What a new message needs beside its form (Discord: resources/message, "Create Message").
fn may_send(world: &World, id: u64, body: &Value, files: usize) -> Answered<()> {
    world.need(id, permissions::SEND_MESSAGES)?;
    let place = &world.channels[&id];
    if place.kind == 4 {
        return Err(refuse(400, 50008, "Cannot send messages in a non-text channel"));
    }
    let has_some = |key: &str| body[key].as_array().is_some_and(|list| !list.is_empty());
    if files > 0 {
        world.need(id, permissions::ATTACH_FILES)?;
    }
    if has_some("embeds") {
        world.need(id, permissions::EMBED_LINKS)?;
    }
    let reference = &body["message_reference"];
    if let Some(to) = reference["message_id"].as_str().filter(|_| reference["type"].as_u64() != Some(1)) {
        if world.need(id, permissions::READ_MESSAGE_HISTORY).is_err() {
            return Err(refuse(403, 160_002, "Cannot reply without permission to read message history"));
        }
        let known = place.messages.contains_key(&number(to)?);
        if !known && reference["fail_if_not_exists"] != false {
            return Err(invalid("message_reference", "REPLIES_UNKNOWN_MESSAGE", "Unknown message"));
        }
    }
    for user in place.recipients.iter().filter(|user| **user != world.bot) {
        if !world.guilds.values().any(|guild| guild.members.contains_key(user)) {
            let words = "Cannot send messages to this user due to having no mutual guilds";
            return Err(refuse(400, 50278, words));
        }
        if !world.users.get(user).is_some_and(|user| user.dms_open) {
            return Err(refuse(403, 50007, "Cannot send messages to this user"));
        }
    }
    if place.thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) {
        return Err(refuse(400, 160_005, "Thread is locked"));
    }
    Ok(())
}

fn send(world: &mut World, id: u64, body: &Value, files: Vec<Incoming>) -> Answered<Reply> {
    may_send(world, id, body, files.len())?;
    limits::message_create(body, Files::of(&files))?;
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
