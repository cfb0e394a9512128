//! Webhooks of channels (Discord: resources/webhook).

use super::{NOTHING, OK, Reply, page, read::number};
use crate::{
    error::{Answered, refuse, unknown},
    limits::{self, Files},
    messages::{Guise, Incoming, is_v2, wire_id},
    permissions as p,
    world::{Webhook, World},
};
use serde_json::{Value, json};
use std::collections::HashMap;

/// Webhooks of a guild at most (error 30058).
const IN_GUILD: usize = 1_000;

pub(super) fn make(world: &mut World, channel: u64, body: &Value) -> Answered<Reply> {
    world.need(channel, p::MANAGE_WEBHOOKS)?;
    limits::webhook_name(&body["name"], "name")?;
    let guild = world.channels[&channel].guild;
    let in_guild = world
        .webhooks
        .values()
        .filter(|one| world.channels.get(&one.channel).is_some_and(|place| place.guild == guild));
    if in_guild.count() >= IN_GUILD {
        return Err(refuse(400, 30058, "Maximum number of webhooks per server reached (1000)"));
    }
    if world.webhooks.values().filter(|one| one.channel == channel).count() >= world.caps.webhooks {
        return Err(refuse(400, 30007, "Maximum number of webhooks reached (15)"));
    }
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let (id, secret) = (world.id(), world.id());
    let webhook = Webhook { id, token: format!("{secret:x}"), channel, name };
    let answer = object(world, &webhook, true);
    world.webhooks.insert(id, webhook);
    told(world, channel);
    Ok((OK, answer))
}

fn object(world: &World, webhook: &Webhook, secret: bool) -> Value {
    let guild = world.channels.get(&webhook.channel).and_then(|place| place.guild);
    let mut object = json!({
        "id": webhook.id.to_string(), "type": 1, "channel_id": webhook.channel.to_string(), "name": webhook.name,
        "avatar": null, "application_id": world.application.to_string(),
    });
    if let Some(guild) = guild {
        object["guild_id"] = json!(guild.to_string());
    }
    if secret {
        object["token"] = json!(webhook.token);
    }
    object
}

fn told(world: &mut World, channel: u64) {
    let guild = world.channels.get(&channel).and_then(|place| place.guild).unwrap_or(0);
    let event = json!({"guild_id": guild.to_string(), "channel_id": channel.to_string()});
    world.dispatch("WEBHOOKS_UPDATE", &event);
}

/// Those of a channel.
pub(super) fn of_channel(world: &World, channel: u64) -> Answered<Reply> {
    world.need(channel, p::MANAGE_WEBHOOKS)?;
    let own = world.webhooks.values().filter(|one| one.channel == channel);
    Ok((OK, own.map(|one| object(world, one, true)).collect()))
}

fn known(world: &World, id: u64, token: Option<&str>) -> Answered<Webhook> {
    let found = world.webhooks.get(&id).ok_or_else(|| unknown("Webhook", 10015))?;
    match token {
        Some(token) if token != found.token => Err(refuse(401, 50027, "Invalid Webhook Token")),
        _ => Ok(found.clone()),
    }
}

/// Reading, changing and deleting a webhook itself: by its secret, or as the application with the permission.
pub(super) fn itself(
    world: &mut World,
    method: &str,
    id: u64,
    token: Option<&str>,
    body: &Value,
) -> Answered<Reply> {
    let found = known(world, id, token)?;
    if token.is_none() {
        world.need(found.channel, p::MANAGE_WEBHOOKS)?;
    }
    match method {
        "GET" => {}
        "PATCH" => {
            if body.get("name").is_some() {
                limits::webhook_name(&body["name"], "name")?;
            }
            if let (Some(name), Some(one)) = (body["name"].as_str(), world.webhooks.get_mut(&id)) {
                name.clone_into(&mut one.name);
            }
            told(world, found.channel);
        }
        "DELETE" => {
            world.webhooks.remove(&id);
            told(world, found.channel);
            return Ok(NOTHING);
        }
        _ => return Err(refuse(405, 0, "405: Method Not Allowed")),
    }
    Ok((OK, object(world, &known(world, id, None)?, true)))
}

/// Where a webhook posts: its channel, or a thread of it.
fn place_of(world: &World, webhook: &Webhook, query: &HashMap<String, String>) -> Answered<u64> {
    let Some(thread) = query.get("thread_id") else { return Ok(webhook.channel) };
    let id = number(thread)?;
    let place = world.channels.get(&id).filter(|place| place.parent == Some(webhook.channel));
    let thread = place.and_then(|place| place.thread.as_ref()).ok_or_else(|| unknown("Channel", 10003))?;
    if thread.archived && thread.locked {
        return Err(refuse(400, 160_005, "Thread is locked"));
    }
    Ok(id)
}

pub(super) fn execute(
    world: &mut World,
    (id, token): (u64, &str),
    query: &HashMap<String, String>,
    body: &Value,
    files: Vec<Incoming>,
) -> Answered<Reply> {
    let found = known(world, id, Some(token))?;
    limits::webhook_message(body, Files::of(&files))?;
    let place = place_of(world, &found, query)?;
    let name = body["username"].as_str().unwrap_or(&found.name).to_owned();
    let guise = Guise { webhook: id, name, avatar: body["avatar_url"].as_str().map(str::to_owned) };
    let bot = world.bot;
    let message = world.post(place, bot, body, files, Some(&guise))?;
    let wait = query.get("wait").is_some_and(|wait| page::is_true(wait));
    Ok(if wait { (OK, message) } else { NOTHING })
}

/// A message that the webhook posted.
pub(super) fn message(
    world: &mut World,
    method: &str,
    (id, token): (u64, &str),
    message: u64,
    query: &HashMap<String, String>,
    body: &Value,
    files: &[Incoming],
) -> Answered<Reply> {
    let found = known(world, id, Some(token))?;
    let place = place_of(world, &found, query)?;
    let own = world.channels[&place].messages.get(&message);
    let own = own.filter(|one| wire_id(&json!({"id": one["webhook_id"]})) == id);
    let own = own.ok_or_else(|| unknown("Message", 10008))?.clone();
    match method {
        "GET" => Ok((OK, own)),
        "PATCH" => {
            limits::message_edit(body, Files::of(files), is_v2(&own))?;
            Ok((OK, world.edit_message(place, message, body)?))
        }
        "DELETE" => world.delete_message(place, message).map(|()| NOTHING),
        _ => Err(refuse(405, 0, "405: Method Not Allowed")),
    }
}
