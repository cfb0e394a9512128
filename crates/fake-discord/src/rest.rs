//! REST v10: every route on one page.

mod channel;
mod commands;
mod files;
mod members;
mod overwrites;
mod page;
mod pins;
mod read;
mod threads;
mod webhook;

use crate::{
    Fault, Request, State,
    error::{Answered, invalid, refuse, unknown},
    faults::Held,
    guilds::id_in,
    limits,
    messages::Incoming,
    rates::{self, Line, Scope, Standing},
    tap::PlannedFault,
    wire,
    world::World,
};
use axum::{
    Router,
    body::Body,
    extract::{ConnectInfo, DefaultBodyLimit, Path, Query, State as Shared},
    http::{HeaderMap, Method, Request as HttpRequest, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use read::{number, read};
use serde_json::{Value, json};
use std::{collections::HashMap, net::SocketAddr, sync::Arc};
use tokio::time::Instant;

/// The routes of the API and of uploaded files.
pub(crate) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/api/v10/{*path}", any(answer))
        // `read` has a limit of its own; axum's is lower than Discord's.
        .layer(DefaultBodyLimit::disable())
        .route("/attachments/{channel}/{id}/{name}", get(files::attachment))
}

struct Asked {
    method: Method,
    path: String,
    query: HashMap<String, String>,
    body: Value,
    files: Vec<Incoming>,
}

async fn answer(
    Shared(state): Shared<Arc<State>>,
    ConnectInfo(from): ConnectInfo<SocketAddr>,
    Path(path): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    request: HttpRequest<Body>,
) -> Response {
    let line = Line { from, at: Instant::now() };
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let (body, files) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused.into_response(),
    };
    let asked = Asked { method, path, query, body, files };
    let (method, path, body) = (asked.method.to_string(), asked.path.clone(), asked.body.clone());
    let (asked_for, now) = (rates::route_of(&method, &path), state.limit_time());
    let taken = state.rates().take(who(&headers), &asked_for, line, now);
    let fault = taken.as_ref().ok().and_then(|_| take_fault(&state, &method, &path));
    let said = match (&taken, &fault) {
        // It may not arrive.
        (_, Some(Fault::ResetBefore | Fault::ResetAfter)) => None,
        (Ok(standing), _) => Some(standing.clone()),
        (Err(too_many), _) => too_many.standing.clone(),
    };
    held(&state, &method, &path, Held::Request).await;
    let response = match (taken, fault) {
        (Err(too_many), _) => too_many.into_response(),
        (Ok(standing), Some(fault)) => {
            if let Some(id) = path.strip_prefix("interactions/").and_then(|rest| rest.split('/').next()) {
                state.change(|world| world.interaction_failed(id.parse().unwrap_or(0)));
            }
            if fault.has_effect() {
                // What it would have been answered is lost on the way.
                let _ = route(&state, &headers, asked);
            }
            let mut response = fault.response();
            if !fault.is_documented() {
                response.extensions_mut().insert(PlannedFault);
            }
            told(response, &standing)
        }
        (Ok(standing), None) => {
            let response = match route(&state, &headers, asked) {
                Ok((status, Value::Null)) => status.into_response(),
                Ok((status, value)) => (status, axum::Json(value)).into_response(),
                Err(refused) => refused.into_response(),
            };
            told(response, &standing)
        }
    };
    held(&state, &method, &path, Held::Answer).await;
    let status = response.status().as_u16();
    let answered = state.limit_time();
    if let Some(standing) = said {
        state.rates().told(who(&headers), &asked_for, Line { from, at: Instant::now() }, &standing);
    }
    state.rates().answered(status, response.extensions().get::<Scope>().copied(), answered);
    let log = Request { method, path: format!("/{path}"), body, status, at: now };
    state.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(log);
    state.changed.send_modify(|count| *count += 1);
    response
}

/// Waits as long as such requests, or their answers, are held.
async fn held(state: &State, method: &str, path: &str, what: Held) {
    let waits = |one: &(Held, String, String)| one.0 == what && one.1 == method && path.contains(&one.2);
    if !state.held.borrow().iter().any(waits) {
        return;
    }
    // The sender lives as long as the state does. Whoever listens is held.
    let _ = state.held.subscribe().wait_for(|held| !held.iter().any(waits)).await;
}

/// Whose token asks; nobody's where the address carries a secret.
fn who(headers: &HeaderMap) -> &str {
    headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

/// Every answer tells the bucket's state; so does a 429 for what no header tells, which is why it misleads.
fn told(mut response: Response, standing: &Standing) -> Response {
    standing.write(response.headers_mut());
    response
}

pub(crate) fn take_fault(state: &State, method: &str, path: &str) -> Option<Fault> {
    let mut faults = state.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let place =
        faults.iter().position(|one| one.method == method && path.contains(&one.path) && one.times > 0);
    if let Some(place) = place {
        faults[place].times -= 1;
        return Some(faults[place].fault.clone());
    }
    let (odds, storm) = &mut *state.storm();
    odds.next(storm, &rates::route_of(method, path).name)
}

/// For how long new direct conversations are remembered, in milliseconds.
const DM_WINDOW: i64 = 600_000;

type Reply = (StatusCode, Value);
const OK: StatusCode = StatusCode::OK;
const CREATED: StatusCode = StatusCode::CREATED;
const NOTHING: Reply = (StatusCode::NO_CONTENT, Value::Null);

fn route(state: &State, headers: &HeaderMap, asked: Asked) -> Answered<Reply> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if let Some(token) = bearer.strip_prefix("Bearer ") {
        return crate::oauth::as_person(state, token, &asked.path).map(|value| (OK, value));
    }
    let path = asked.path.clone();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // Answers to interactions carry their own secret.
    let by_token = matches!(parts.as_slice(), ["interactions", ..] | ["webhooks", _, _, ..]);
    let bot = bearer.strip_prefix("Bot ").is_some_and(|token| state.knows(token));
    if !by_token && !bot {
        return Err(refuse(401, 0, "401: Unauthorized"));
    }
    let method = asked.method.as_str().to_owned();
    let now = state.limit_time();
    let session_start_limit = state.starts().object(now);
    state.change(|world| {
        in_outage(world, &parts)?;
        answered(world, session_start_limit, &method, &parts, asked)
    })
}

/// While a guild is unavailable, nothing of it can be asked for.
fn in_outage(world: &World, parts: &[&str]) -> Answered<()> {
    let guild = match parts {
        ["guilds", id, ..] => id.parse().ok(),
        ["channels", id, ..] => id.parse().ok().and_then(|id| world.channels.get(&id)?.guild),
        _ => None,
    };
    match guild {
        Some(guild) if world.unavailable.contains(&guild) => {
            Err(refuse(500, 0, "500: Internal Server Error"))
        }
        _ => Ok(()),
    }
}

fn answered(
    world: &mut World,
    session_start_limit: Value,
    method: &str,
    parts: &[&str],
    asked: Asked,
) -> Answered<Reply> {
    match (method, parts) {
        ("GET", ["gateway"]) => Ok((OK, json!({"url": gateway_url(world)}))),
        ("GET", ["gateway", "bot"]) => Ok((
            OK,
            json!({"url": gateway_url(world), "shards": 1, "session_start_limit": session_start_limit}),
        )),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => {
            Ok((OK, application(world, world.granted)))
        }
        ("GET", ["users", "@me"]) => Ok((OK, wire::own_user(&world.users[&world.bot]))),
        ("GET", ["users", "@me", "guilds"]) => {
            let (limit, after) = (page::limit(&asked.query, 200, 200)?, page::id(&asked.query, "after")?);
            let listed = world.guilds.range(after.map_or(0, |id| id + 1)..).take(limit);
            Ok((OK, listed.map(|(_, guild)| wire::guild_partial(guild, world.bot)).collect()))
        }
        ("GET", ["users", id]) => person(world, number(id)?),
        ("POST", ["attachments", "refresh-urls"]) => world.refresh(&asked.body).map(|value| (OK, value)),
        ("POST", ["users", "@me", "channels"]) => direct(world, &asked.body),
        ("GET", ["guilds", id]) => Ok((
            OK,
            wire::guild_object(world.guilds.get(&number(id)?).ok_or_else(|| unknown("Guild", 10004))?),
        )),
        ("GET", ["guilds", id, "channels"]) => channels(world, number(id)?),
        ("POST", ["guilds", id, "channels"]) => {
            limits::channel_create(&asked.body)?;
            Ok((CREATED, world.create_channel(number(id)?, &asked.body)?))
        }
        ("GET", ["guilds", id, "threads", "active"]) => threads(world, number(id)?),
        ("GET", ["guilds", id, "roles"]) => {
            let guild = world.guilds.get(&number(id)?).ok_or_else(|| unknown("Guild", 10004))?;
            Ok((OK, guild.roles.iter().map(wire::role).collect()))
        }
        (_, ["guilds", id, "members", rest @ ..]) => {
            members::route(world, method, number(id)?, rest, &asked.query)
        }
        (_, ["channels", id, rest @ ..]) => channel::in_channel(
            world,
            &asked.method,
            number(id)?,
            rest,
            &asked.query,
            &asked.body,
            asked.files,
        ),
        (_, ["applications", _, "commands", rest @ ..]) => {
            commands::route(world, &asked.method, None, rest, &asked.body)
        }
        (_, ["applications", _, "guilds", guild, "commands", rest @ ..]) => {
            commands::route(world, &asked.method, Some(number(guild)?), rest, &asked.body)
        }
        ("POST", ["interactions", id, token, "callback"]) => {
            let known = world.callback(number(id)?, token, &asked.body, asked.files)?;
            let wanted = asked.query.get("with_response").is_some_and(|value| page::is_true(value));
            let kind = asked.body["type"].as_u64().unwrap_or(0);
            Ok(if wanted { (OK, world.callback_object(&known, kind)) } else { NOTHING })
        }
        ("POST", ["webhooks", app, token]) if number(app)? == world.application => {
            world.follow_up(token, &asked.body, asked.files).map(|value| (OK, value))
        }
        (_, ["webhooks", app, token, "messages", message]) if number(app)? == world.application => {
            let message = if *message == "@original" { None } else { Some(number(message)?) };
            match method {
                "GET" => world.read_answer(token, message).map(|value| (OK, value)),
                "PATCH" => {
                    world.edit_answer(token, message, &asked.body, asked.files).map(|value| (OK, value))
                }
                "DELETE" => world.delete_answer(token, message).map(|()| NOTHING),
                _ => Err(refuse(405, 0, "405: Method Not Allowed")),
            }
        }
        ("POST", ["webhooks", id, token]) => {
            webhook::execute(world, (number(id)?, token), &asked.query, &asked.body, asked.files)
        }
        (_, ["webhooks", id]) => webhook::itself(world, method, number(id)?, None, &asked.body),
        (_, ["webhooks", id, token]) => webhook::itself(world, method, number(id)?, Some(token), &asked.body),
        (_, ["webhooks", id, token, "messages", message]) => {
            let (by, message) = ((number(id)?, *token), number(message)?);
            webhook::message(world, method, by, message, &asked.query, &asked.body, &asked.files)
        }
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

fn gateway_url(world: &World) -> String {
    world.base.replacen("http", "ws", 1)
}

/// The limited flags of an application that is not verified (Discord: resources/application, "Application Flags").
pub(crate) fn granted_flags(intents: u64) -> u64 {
    let granted = |bit: u64, flag: u64| if intents & bit != 0 { flag } else { 0 };
    granted(1 << 15, 1 << 19) | granted(1 << 1, 1 << 15) | granted(1 << 8, 1 << 13)
}

fn application(world: &World, intents: u64) -> Value {
    let flags = granted_flags(intents);
    let bot = &world.users[&world.bot];
    json!({
        "id": world.application.to_string(), "name": bot.username, "icon": null, "description": "", "type": null,
        "bot": wire::user(bot), "bot_public": true, "bot_require_code_grant": false, "verify_key": "00", "flags": flags,
        "flags_new": flags.to_string(), "owner": wire::user(bot), "team": null, "redirect_uris": [], "integration_types_config": {},
        "interactions_endpoint_url": null, "role_connections_verification_url": null, "explicit_content_filter": 0,
        "approximate_guild_count": world.guilds.len(), "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0, "eligible_oauth2_scopes": ["identify", "guilds", "bot", "applications.commands"],
    })
}

fn person(world: &World, id: u64) -> Answered<Reply> {
    Ok((OK, wire::user(world.users.get(&id).ok_or_else(|| unknown("User", 10013))?)))
}

fn direct(world: &mut World, body: &Value) -> Answered<Reply> {
    let to = id_in(&body["recipient_id"])
        .ok_or_else(|| invalid("recipient_id", "NUMBER_TYPE_COERCE", "Value is not snowflake."))?;
    if !world.users.contains_key(&to) {
        return Err(unknown("User", 10013));
    }
    let (bot, now) = (world.bot, world.clock.now());
    let known = world.channels.values().any(|one| one.kind == 1 && one.recipients.contains(&to));
    if !known {
        world.dms_begun.retain(|at| now - at < DM_WINDOW);
        if world.dms_begun.len() >= world.caps.new_dms {
            return Err(refuse(400, 40003, "You are opening direct messages too fast"));
        }
        world.dms_begun.push(now);
    }
    let id = world.dm(bot, to);
    Ok((OK, wire::channel(world, &world.channels[&id])))
}

fn channels(world: &World, guild: u64) -> Answered<Reply> {
    let here = world.channels.values().filter(|one| one.guild == Some(guild) && one.thread.is_none());
    Ok((OK, here.map(|one| wire::channel(world, one)).collect()))
}

fn threads(world: &World, guild: u64) -> Answered<Reply> {
    let open = world.channels.values().filter(|one| {
        one.guild == Some(guild)
            && one.thread.as_ref().is_some_and(|thread| !thread.archived)
            && world.sees(world.bot, one.id)
    });
    Ok((
        OK,
        json!({"threads": open.map(|one| wire::channel(world, one)).collect::<Value>(), "members": [], "has_more": false}),
    ))
}
