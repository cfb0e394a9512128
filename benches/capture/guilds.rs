//! Guilds that come into sight, and what each takes.

use crate::{
    CHANNELS, GUILDS, MEMBERS, PATIENCE, ROLES, TICKETS, channel_of, gateway::Gateway, process::Measured,
};
use desk::Desk;
use serde_json::{Value, json};
use std::time::Duration;
use ticket::{GuildId, UserId};

/// Brings guilds into sight and prints what each takes.
pub async fn memory(desk: &Desk, gateway: &mut Gateway, measured: &Measured, me: UserId) {
    let (mut known, mut before) = (0, 0);
    for many in GUILDS {
        before = measured.resident();
        for number in known..many {
            seen(desk, gateway, GuildId(1_000_000_000 + number * 1_000), me, CHANNELS).await;
        }
        known = many;
    }
    let taken = measured.resident().saturating_sub(before) as f64 / (GUILDS[1] - GUILDS[0]) as f64;
    println!(
        "{taken:.1} KiB for each guild of {CHANNELS} channels, {ROLES} roles, {MEMBERS} members that came with it"
    );
}

/// Brings a guild into sight; returns when the directory has it.
pub async fn seen(desk: &Desk, gateway: &mut Gateway, guild: GuildId, me: UserId, channels: u64) {
    let first = if channels == TICKETS { channel_of(1) } else { guild.0 + 100 };
    let overwrite = |id: u64| json!({"id": id.to_string(), "type": 0, "allow": "1024", "deny": "2048"});
    let channels: Vec<Value> = (first..first + channels)
        .map(|id| json!({"id": id.to_string(), "type": 0, "name": format!("channel-{id}"), "topic": "What this is for",
            "position": 1, "permission_overwrites": [overwrite(guild.0), overwrite(guild.0 + 1), overwrite(guild.0 + 2)]}))
        .collect();
    let roles: Vec<Value> = (guild.0..guild.0 + ROLES)
        .map(|id| {
            json!({"id": id.to_string(), "name": format!("Role {id}"), "color": 3_447_003, "position": 1,
            "permissions": "2248473465835073", "hoist": false, "managed": false, "mentionable": false})
        })
        .collect();
    let users = std::iter::once(me.0).chain(guild.0 + 1..guild.0 + MEMBERS);
    let members: Vec<Value> = users
        .map(|id| json!({"user": {"id": id.to_string(), "username": format!("user{id}"), "avatar": null}, "nick": null,
            "roles": [(guild.0 + 1).to_string()]}))
        .collect();
    let data = json!({"id": guild.0.to_string(), "name": format!("Guild {guild}"), "owner_id": (guild.0 + 1).to_string(),
        "icon": null, "roles": roles, "channels": channels, "threads": [], "members": members, "member_count": MEMBERS});
    gateway.tell("GUILD_CREATE", &data).await;
    let last = (guild.0 + 1, desk.store());
    let waiting = async {
        while last.1.member(guild, UserId(last.0)).await.expect("reads").is_none() {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect("the guild is kept in time");
}
