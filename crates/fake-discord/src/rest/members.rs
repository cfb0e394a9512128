//! Members of a guild and their roles.

use super::{NOTHING, OK, Reply, page, read::number};
use crate::{
    error::{Answered, no_access, no_permission, refuse, unknown},
    permissions as p, wire,
    world::{GUILD_MEMBERS, World},
};
use serde_json::Value;
use std::collections::HashMap;

pub(super) fn route(
    world: &mut World,
    method: &str,
    guild: u64,
    rest: &[&str],
    query: &HashMap<String, String>,
) -> Answered<Reply> {
    world.guilds.get(&guild).ok_or_else(|| unknown("Guild", 10004))?;
    match (method, rest) {
        ("GET", []) => list(world, guild, query),
        ("GET", ["search"]) => search(world, guild, query),
        ("GET", [user]) => {
            let user = if *user == "@me" { world.bot } else { number(user)? };
            known(world, guild, user)?;
            Ok((OK, wire::member_of(world, &world.guilds[&guild], user)))
        }
        ("PUT" | "DELETE", [user, "roles", role]) => {
            let (user, role) = (number(user)?, number(role)?);
            known(world, guild, user)?;
            may_give(world, guild, role)?;
            let mut roles = world.guilds[&guild].members[&user].roles.clone();
            roles.retain(|one| *one != role);
            if method == "PUT" {
                roles.push(role);
            }
            world.set_roles(guild, user, roles);
            Ok(NOTHING)
        }
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

fn known(world: &World, guild: u64, user: u64) -> Answered<()> {
    let is_there = world.guilds[&guild].members.contains_key(&user);
    if is_there { Ok(()) } else { Err(unknown("Member", 10007)) }
}

/// Members by id: only with the privileged intent.
fn list(world: &World, guild: u64, query: &HashMap<String, String>) -> Answered<Reply> {
    let (after, limit) = (page::id(query, "after")?.unwrap_or(0), page::limit(query, 1, 1_000)?);
    if world.granted & GUILD_MEMBERS == 0 {
        return Err(no_access());
    }
    let guild = &world.guilds[&guild];
    let listed = guild.members.range(after.saturating_add(1)..).take(limit);
    Ok((OK, listed.map(|(user, _)| wire::member_of(world, guild, *user)).collect()))
}

/// Members whose name or nickname begins with the query.
fn search(world: &World, guild: u64, query: &HashMap<String, String>) -> Answered<Reply> {
    let limit = page::limit(query, 1, 1_000)?;
    let wanted = query.get("query").map(|text| text.to_lowercase()).unwrap_or_default();
    let guild = &world.guilds[&guild];
    let fits = |user: u64| {
        let nick = guild.members[&user].nick.as_ref();
        let names = world.users.get(&user).map(|user| &user.username).into_iter().chain(nick);
        names.into_iter().any(|name| name.to_lowercase().starts_with(&wanted))
    };
    let found = guild.members.keys().filter(|user| fits(**user)).take(limit);
    Ok((OK, found.map(|user| wire::member_of(world, guild, *user)).collect::<Value>()))
}

/// Roles below one's own highest can be given (Discord: topics/permissions, "Permission Hierarchy").
fn may_give(world: &World, guild: u64, role: u64) -> Answered<()> {
    let guild = &world.guilds[&guild];
    let role = guild.roles.iter().find(|one| one.id == role).ok_or_else(|| unknown("Role", 10011))?;
    let own = guild.members.get(&world.bot).map(|own| own.roles.as_slice()).unwrap_or_default();
    let highest = guild.roles.iter().filter(|one| own.contains(&one.id)).map(|one| one.position).max();
    let may = p::in_guild(guild, world.bot) & p::MANAGE_ROLES != 0 && highest > Some(role.position);
    if may { Ok(()) } else { Err(no_permission()) }
}
