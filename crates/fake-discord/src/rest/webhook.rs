//! Webhooks of channels.

use super::{OK, Reply};
use crate::{
    error::{Answered, refuse, unknown},
    limits::{self, Files},
    messages::{Guise, Incoming},
    permissions,
    world::{Webhook, World},
};
use serde_json::{Value, json};

pub(super) fn make(world: &mut World, channel: u64, body: &Value) -> Answered<Reply> {
    world.need(channel, permissions::MANAGE_WEBHOOKS)?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    limits::webhook_name(&body["name"], "name")?;
    if world.webhooks.values().filter(|one| one.channel == channel).count() >= world.caps.webhooks {
        return Err(refuse(400, 30007, "Maximum number of webhooks reached (15)"));
    }
    let (id, secret) = (world.id(), world.id());
    let token = format!("{secret:x}");
    world.webhooks.insert(id, Webhook { id, token: token.clone(), channel, name: name.clone() });
    let object = json!({
        "id": id.to_string(), "type": 1, "channel_id": channel.to_string(), "name": name, "avatar": null, "token": token,
        "application_id": world.application.to_string(),
    });
    Ok((OK, object))
}

pub(super) fn execute(
    world: &mut World,
    id: u64,
    token: &str,
    body: &Value,
    files: Vec<Incoming>,
) -> Answered<Reply> {
    let known = world.webhooks.get(&id).filter(|one| one.token == token).cloned();
    let known = known.ok_or_else(|| unknown("Webhook", 10015))?;
    limits::webhook_message(body, Files::of(&files))?;
    let name = body["username"].as_str().unwrap_or(&known.name).to_owned();
    let guise = Guise { webhook: id, name, avatar: body["avatar_url"].as_str().map(str::to_owned) };
    let bot = world.bot;
    Ok((OK, world.post(known.channel, bot, body, files, Some(&guise))?))
}
