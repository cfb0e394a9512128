//! Pinned messages (Discord: resources/message, "Get Channel Pins"; its own permission since 2026-02-23).

use super::{NOTHING, OK, Reply, page, read::number};
use crate::{
    error::{Answered, refuse, unknown},
    messages::wire_id,
    permissions as p, wire,
    world::World,
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// A system message that says that something was pinned.
const PINNED: u64 = 6;

/// Routes of pins: the present ones and those before them.
pub(super) fn route(
    world: &mut World,
    method: &str,
    channel: u64,
    rest: &[&str],
    query: &HashMap<String, String>,
) -> Answered<Reply> {
    match (method, rest) {
        ("GET", ["messages", "pins"]) => {
            world.need(channel, p::VIEW_CHANNEL)?;
            list(world, channel, query)
        }
        ("GET", ["pins"]) => {
            world.need(channel, p::VIEW_CHANNEL)?;
            let found = readable(world, channel);
            Ok((OK, found.iter().map(|(_, message)| (*message).clone()).collect()))
        }
        ("PUT", ["messages", "pins", message] | ["pins", message]) => {
            world.need(channel, p::PIN_MESSAGES)?;
            pin(world, channel, number(message)?).map(|()| NOTHING)
        }
        ("DELETE", ["messages", "pins", message] | ["pins", message]) => {
            world.need(channel, p::PIN_MESSAGES)?;
            unpin(world, channel, number(message)?).map(|()| NOTHING)
        }
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

/// Pins, the latest first; none for who may not read the history.
fn readable(world: &World, channel: u64) -> Vec<(i64, &Value)> {
    if world.need(channel, p::READ_MESSAGE_HISTORY).is_err() {
        return Vec::new();
    }
    let place = &world.channels[&channel];
    let found = place.pins.iter().rev();
    found.filter_map(|(message, at)| Some((*at, place.messages.get(message)?))).collect()
}

fn list(world: &World, channel: u64, query: &HashMap<String, String>) -> Answered<Reply> {
    let limit = page::limit(query, 50, 50)?;
    let before = query.get("before").map(String::as_str);
    let mut found = readable(world, channel);
    found.retain(|(at, _)| before.is_none_or(|before| wire::time(*at).as_str() < before));
    let more = found.len() > limit;
    let item = |(at, message): &(i64, &Value)| json!({"pinned_at": wire::time(*at), "message": message});
    let items: Value = found.iter().take(limit).map(item).collect();
    Ok((OK, json!({"items": items, "has_more": more})))
}

fn pin(world: &mut World, channel: u64, message: u64) -> Answered<()> {
    let (now, most) = (world.clock.now(), world.caps.pins);
    let place = world.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
    place.messages.get(&message).ok_or_else(|| unknown("Message", 10008))?;
    if place.pins.iter().any(|(id, _)| *id == message) {
        return Ok(());
    }
    if place.pins.len() >= most {
        return Err(refuse(400, 30003, "Maximum number of pins reached for the channel (250)"));
    }
    place.pins.push((message, now));
    told(world, channel, message, true);
    let (bot, guild) = (world.bot, world.channels[&channel].guild);
    let mut said = world.compose(channel, bot, &json!({}), Vec::new(), None)?;
    said["type"] = json!(PINNED);
    said["message_reference"] =
        json!({"type": 0, "channel_id": channel.to_string(), "message_id": message.to_string()});
    if let Some(guild) = guild {
        said["message_reference"]["guild_id"] = json!(guild.to_string());
    }
    if let Some(place) = world.channels.get_mut(&channel) {
        place.messages.insert(wire_id(&said), said.clone());
    }
    let event = world.as_event(channel, bot, &said);
    world.dispatch("MESSAGE_CREATE", &event);
    Ok(())
}

fn unpin(world: &mut World, channel: u64, message: u64) -> Answered<()> {
    let place = world.channels.get_mut(&channel).ok_or_else(|| unknown("Channel", 10003))?;
    place.messages.get(&message).ok_or_else(|| unknown("Message", 10008))?;
    let before = place.pins.len();
    place.pins.retain(|(id, _)| *id != message);
    if place.pins.len() < before {
        told(world, channel, message, false);
    }
    Ok(())
}

fn told(world: &mut World, channel: u64, message: u64, pinned: bool) {
    let Some(place) = world.channels.get_mut(&channel) else { return };
    let last = place.pins.last().map(|(_, at)| wire::time(*at));
    let guild = place.guild;
    let Some(known) = place.messages.get_mut(&message) else { return };
    known["pinned"] = json!(pinned);
    let (known, author) = (known.clone(), wire_id(&known["author"]));
    let event = world.as_event(channel, author, &known);
    world.dispatch("MESSAGE_UPDATE", &event);
    let mut event = json!({"channel_id": channel.to_string(), "last_pin_timestamp": last});
    if let Some(guild) = guild {
        event["guild_id"] = json!(guild.to_string());
    }
    world.dispatch("CHANNEL_PINS_UPDATE", &event);
}
