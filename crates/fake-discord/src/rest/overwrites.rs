//! Single overwrites of a channel (Discord: resources/channel, "Edit Channel Permissions").

use super::{NOTHING, Reply};
use crate::{
    error::{Answered, refuse, unknown},
    guilds::bits_in,
    permissions as p, wire,
    world::{Overwrite, World},
};
use serde_json::Value;

/// Overwrites of one channel at most.
pub(crate) const MOST: usize = 1_000;

pub(super) fn set(world: &mut World, channel: u64, id: u64, body: &Value) -> Answered<Reply> {
    world.need(channel, p::MANAGE_ROLES)?;
    let place = &world.channels[&channel];
    let guild =
        place.guild.ok_or_else(|| refuse(400, 50024, "Cannot execute action on this channel type"))?;
    if place.thread.is_some() {
        return Err(refuse(400, 50024, "Cannot execute action on this channel type"));
    }
    let known = place.overwrites.iter().find(|one| one.id == id).map(|one| one.kind);
    let kind = body["type"].as_u64().map(|kind| kind as u8).or(known).unwrap_or(0);
    let (allow, deny) = (bits_in(&body["allow"]), bits_in(&body["deny"]));
    let one = Overwrite { id, kind, allow, deny };
    world.check_overwrites(guild, &[one])?;
    let Some(place) = world.channels.get_mut(&channel) else { return Ok(NOTHING) };
    if known.is_none() && place.overwrites.len() >= MOST {
        return Err(refuse(400, 30060, "Maximum number of channel permission overwrites reached (1000)"));
    }
    place.overwrites.retain(|other| other.id != id);
    place.overwrites.push(one);
    told(world, channel);
    Ok(NOTHING)
}

pub(super) fn remove(world: &mut World, channel: u64, id: u64) -> Answered<Reply> {
    world.need(channel, p::MANAGE_ROLES)?;
    let Some(place) = world.channels.get_mut(&channel) else { return Ok(NOTHING) };
    let before = place.overwrites.len();
    place.overwrites.retain(|other| other.id != id);
    if place.overwrites.len() == before {
        return Err(unknown("Overwrite", 10009));
    }
    told(world, channel);
    Ok(NOTHING)
}

fn told(world: &mut World, channel: u64) {
    let object = wire::channel(world, &world.channels[&channel]);
    world.dispatch("CHANNEL_UPDATE", &object);
}
