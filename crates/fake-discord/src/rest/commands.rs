//! Commands of the application, for everywhere or for one guild (Discord: interactions/application-commands).

use super::{CREATED, NOTHING, OK, Reply, read::number};
use crate::{
    error::{Answered, refuse, unknown},
    limits, shape,
    world::World,
};
use axum::http::Method;
use serde_json::{Value, json};

/// New commands of a scope in a day (error 30034).
const A_DAY: usize = 200;
/// A day in milliseconds.
const DAY: i64 = 86_400_000;

/// Routes below `/applications/{id}/commands` and `/applications/{id}/guilds/{guild}/commands`.
pub(super) fn route(
    world: &mut World,
    method: &Method,
    guild: Option<u64>,
    rest: &[&str],
    body: &Value,
) -> Answered<Reply> {
    if guild.is_some_and(|guild| !world.guilds.contains_key(&guild)) {
        return Err(refuse(403, 50001, "Missing Access"));
    }
    match (method.as_str(), rest) {
        ("GET", []) => Ok((OK, of_scope(world, guild))),
        ("PUT", []) => {
            limits::commands(body)?;
            let fresh: Vec<Value> = body.as_array().cloned().unwrap_or_default();
            let made = fresh.iter().filter(|one| find(world, guild, one).is_none()).count();
            count(world, guild, made)?;
            let named: Vec<Value> = fresh.into_iter().map(|one| complete(world, guild, one)).collect();
            world.commands.retain(|one| scope(one) != guild);
            world.commands.extend(named);
            Ok((OK, of_scope(world, guild)))
        }
        ("POST", []) => {
            limits::commands(&json!([body])).map_err(unlisted)?;
            let known = find(world, guild, body);
            count(world, guild, usize::from(known.is_none()))?;
            let object = complete(world, guild, body.clone());
            match known {
                Some(place) => world.commands[place] = object.clone(),
                None => world.commands.push(object.clone()),
            }
            Ok((if known.is_some() { OK } else { CREATED }, object))
        }
        ("GET" | "PATCH" | "DELETE", [id]) => {
            let id = number(id)?.to_string();
            let place = world.commands.iter().position(|one| one["id"] == id && scope(one) == guild);
            let place = place.ok_or_else(|| unknown("application command", 10063))?;
            if method == Method::DELETE {
                world.commands.remove(place);
                return Ok(NOTHING);
            }
            if method == Method::PATCH {
                let mut changed = world.commands[place].clone();
                for (key, value) in body.as_object().into_iter().flatten() {
                    changed[key] = value.clone();
                }
                limits::commands(&json!([changed])).map_err(unlisted)?;
                world.commands[place] = complete(world, guild, changed);
            }
            Ok((OK, world.commands[place].clone()))
        }
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

/// The errors of a single command are not below its place in a list.
fn unlisted(mut refused: crate::error::Refused) -> crate::error::Refused {
    refused.errors = refused.errors.map(|errors| errors["0"].clone());
    refused
}

fn scope(command: &Value) -> Option<u64> {
    command["guild_id"].as_str().and_then(|id| id.parse().ok())
}

fn of_scope(world: &World, guild: Option<u64>) -> Value {
    world.commands.iter().filter(|one| scope(one) == guild).cloned().collect()
}

/// A command of the same name and type: making it again changes it.
fn find(world: &World, guild: Option<u64>, command: &Value) -> Option<usize> {
    let kind = command["type"].as_u64().unwrap_or(1);
    world.commands.iter().position(|one| {
        scope(one) == guild && one["name"] == command["name"] && one["type"].as_u64() == Some(kind)
    })
}

fn count(world: &mut World, guild: Option<u64>, made: usize) -> Answered<()> {
    let now = world.clock.now();
    let before = world.commands_made.entry(guild.unwrap_or(0)).or_default();
    before.retain(|at| now - at < DAY);
    if before.len() + made > A_DAY {
        let words = "Maximum number of application command creates has been reached (200)";
        return Err(refuse(400, 30034, words));
    }
    before.extend(std::iter::repeat_n(now, made));
    Ok(())
}

fn complete(world: &mut World, guild: Option<u64>, mut command: Value) -> Value {
    let known = find(world, guild, &command).map(|place| world.commands[place]["id"].clone());
    shape::without_nulls(&mut command);
    let (id, version) = (world.id(), world.id());
    command["id"] = known.unwrap_or_else(|| json!(id.to_string()));
    command["application_id"] = json!(world.application.to_string());
    command["version"] = json!(version.to_string());
    if let Some(guild) = guild {
        command["guild_id"] = json!(guild.to_string());
    }
    for (key, value) in [
        ("type", json!(1)),
        ("description", json!("")),
        ("default_member_permissions", Value::Null),
        ("nsfw", json!(false)),
    ] {
        if command.get(key).is_none() {
            command[key] = value;
        }
    }
    command
}
