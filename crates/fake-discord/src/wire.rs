//! Facts as the objects that Discord sends. A field that Discord leaves out is left out, not null.

use crate::{
    permissions,
    world::{Channel, Emoji, Guild, Member, Role, Sticker, User, World},
};
use serde_json::{Value, json};

/// Unix milliseconds as ISO 8601 with the offset that Discord uses.
pub fn time(milliseconds: i64) -> String {
    let (seconds, rest) = (milliseconds.div_euclid(1000), milliseconds.rem_euclid(1000));
    let (days, of_day) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    // Civil from days, after the well-known algorithm for the proleptic Gregorian calendar.
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_index = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_index + 2) / 5 + 1;
    let month = if month_index < 10 { month_index + 3 } else { month_index - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    let (hour, minute, second) = (of_day / 3600, of_day / 60 % 60, of_day % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{rest:03}000+00:00")
}

/// A user object.
pub fn user(user: &User) -> Value {
    let mut object = json!({
        "id": user.id.to_string(), "username": user.username, "discriminator": if user.bot { "0001" } else { "0" },
        "global_name": user.global_name, "avatar": user.avatar, "banner": null, "accent_color": null, "public_flags": 0, "flags": 0,
        "avatar_decoration_data": null, "collectibles": null, "primary_guild": null,
    });
    if user.bot {
        object["bot"] = json!(true);
    }
    object
}

/// A user object as its own account gets it.
pub fn own_user(own: &User) -> Value {
    let mut object = user(own);
    object["mfa_enabled"] = json!(true);
    object["locale"] = json!("en-US");
    object
}

/// An emoji object.
pub fn emoji(emoji: &Emoji) -> Value {
    json!({
        "id": emoji.id.to_string(), "name": emoji.name, "roles": [], "require_colons": true, "managed": false,
        "animated": emoji.animated, "available": true,
    })
}

/// A sticker object of a guild.
fn sticker(guild: u64, sticker: &Sticker) -> Value {
    json!({
        "id": sticker.id.to_string(), "name": sticker.name, "description": null, "tags": "sailing", "type": 2, "format_type": 1,
        "available": true, "guild_id": guild.to_string(),
    })
}

/// A role object.
pub fn role(role: &Role) -> Value {
    json!({
        "id": role.id.to_string(), "name": role.name, "permissions": role.permissions.to_string(),
        "position": role.position, "color": role.color,
        "colors": {"primary_color": role.color, "secondary_color": null, "tertiary_color": null},
        "hoist": false, "managed": false, "mentionable": false, "icon": null, "unicode_emoji": null, "flags": 0,
    })
}

/// A member object without its user.
pub fn member(member: &Member) -> Value {
    json!({
        "nick": member.nick, "avatar": null, "banner": null, "roles": strings(&member.roles), "joined_at": time(member.joined_at),
        "premium_since": null, "deaf": false, "mute": false, "flags": 0, "pending": false,
        "communication_disabled_until": member.timed_out_until.map(time),
    })
}

/// A member object with its user.
pub fn member_of(world: &World, guild: &Guild, id: u64) -> Value {
    let mut object = guild.members.get(&id).map_or_else(|| json!({}), member);
    object["user"] = world.users.get(&id).map_or(Value::Null, user);
    object
}

/// Ids as Discord writes them.
pub fn strings(ids: &[u64]) -> Value {
    ids.iter().map(u64::to_string).collect()
}

/// A channel object.
pub fn channel(world: &World, channel: &Channel) -> Value {
    let mut object = json!({"id": channel.id.to_string(), "type": channel.kind, "flags": 0});
    if channel.kind != 4 {
        object["last_message_id"] = json!(channel.messages.keys().next_back().map(u64::to_string));
    }
    if channel.kind == 1 {
        let others = channel.recipients.iter().filter(|id| **id != world.bot);
        object["recipients"] = others.filter_map(|id| world.users.get(id)).map(user).collect();
        return object;
    }
    object["name"] = json!(channel.name);
    object["guild_id"] = json!(channel.guild.map(|id| id.to_string()));
    object["parent_id"] = json!(channel.parent.map(|id| id.to_string()));
    if let Some(thread) = &channel.thread {
        object["owner_id"] = json!(thread.owner.to_string());
        object["member_count"] = json!(thread.members.len());
        object["message_count"] = json!(channel.messages.len());
        object["total_message_sent"] = json!(channel.messages.len());
        object["rate_limit_per_user"] = json!(0);
        object["thread_metadata"] = json!({
            "archived": thread.archived, "locked": thread.locked, "auto_archive_duration": thread.minutes(),
            "archive_timestamp": time(thread.archived_at), "create_timestamp": time(thread.created),
        });
        if channel.kind == crate::threads::PRIVATE {
            object["thread_metadata"]["invitable"] = json!(thread.invitable);
        }
        if thread.members.contains(&world.bot) {
            object["member"] = world.thread_member(channel.id, world.bot);
        }
        return object;
    }
    object["position"] = json!(channel.position);
    object["permission_overwrites"] = channel
        .overwrites
        .iter()
        .map(|one| {
            json!({"id": one.id.to_string(), "type": one.kind, "allow": one.allow.to_string(), "deny": one.deny.to_string()})
        })
        .collect();
    if channel.kind == 0 {
        object["topic"] = json!(channel.topic);
        object["nsfw"] = json!(false);
        object["rate_limit_per_user"] = json!(0);
    }
    object
}

/// A guild object as GUILD_CREATE carries it, as far as the application's account may see.
pub fn guild_create(world: &World, guild: &Guild) -> Value {
    let here = |channel: &&Channel| channel.guild == Some(guild.id);
    let visible = |channel: &&Channel| world.sees(world.bot, channel.id);
    // Bots are told of all channels, of threads only where they may see them.
    let plain = world.channels.values().filter(here).filter(|one| one.thread.is_none());
    let open = |one: &&Channel| one.thread.as_ref().is_some_and(|thread| !thread.archived);
    let threads = world.channels.values().filter(here).filter(open).filter(visible);
    // Of a large guild hardly anybody comes at once (Discord: events/gateway, "large_threshold"): here only the application itself.
    let large = guild.members.len() > LARGE;
    let at_once = guild.members.keys().filter(|id| !large || **id == world.bot);
    let mut object = guild_object(guild);
    let extra = json!({
        "joined_at": time(guild.members.get(&world.bot).map_or(0, |own| own.joined_at)), "large": large,
        "unavailable": false, "member_count": guild.members.len(), "voice_states": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "soundboard_sounds": [],
        "members": at_once.map(|id| member_of(world, guild, *id)).collect::<Value>(),
        "channels": plain.map(|one| channel(world, one)).collect::<Value>(),
        "threads": threads.map(|one| channel(world, one)).collect::<Value>(),
    });
    if let (Some(object), Some(extra)) = (object.as_object_mut(), extra.as_object()) {
        object.extend(extra.clone());
    }
    object
}

/// Members from which on a guild is large.
const LARGE: usize = 250;

/// A guild object as REST gives it.
pub fn guild_object(guild: &Guild) -> Value {
    json!({
        "id": guild.id.to_string(), "name": guild.name, "icon": guild.icon, "splash": null, "discovery_splash": null, "banner": null,
        "description": null, "owner_id": guild.owner.to_string(), "application_id": null, "region": "deprecated",
        "afk_channel_id": null, "afk_timeout": 300, "system_channel_id": null, "system_channel_flags": 0,
        "widget_enabled": false, "widget_channel_id": null, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "mfa_level": 0, "features": [],
        "emojis": guild.emojis.iter().map(emoji).collect::<Value>(),
        "stickers": guild.stickers.iter().map(|one| sticker(guild.id, one)).collect::<Value>(),
        "roles": guild.roles.iter().map(role).collect::<Value>(), "rules_channel_id": null,
        "public_updates_channel_id": null, "safety_alerts_channel_id": null, "max_presences": null, "max_members": 500_000,
        "max_video_channel_users": 25, "max_stage_video_channel_users": 50, "vanity_url_code": null,
        "premium_tier": 0, "premium_subscription_count": 0, "premium_progress_bar_enabled": false,
        "preferred_locale": "en-US", "nsfw_level": 0, "hub_type": null, "incidents_data": null,
    })
}

/// What stands for one of the account's guilds in OAuth2's list.
pub fn guild_partial(guild: &Guild, user: u64) -> Value {
    json!({
        "id": guild.id.to_string(), "name": guild.name, "icon": guild.icon, "banner": null, "owner": guild.owner == user,
        "permissions": permissions::in_guild(guild, user).to_string(), "features": [],
    })
}
