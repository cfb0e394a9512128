//! REST v10: every route on one page.

use crate::{
    Fault, Request, State,
    error::{Answered, Refused, invalid, refuse, unknown},
    limits,
    messages::{Guise, Incoming, wire_id},
    permissions, wire,
    world::{Upload, Webhook, World},
};
use axum::{
    Router,
    body::Body,
    extract::{FromRequest, Multipart, Path, Query, State as Shared},
    http::{HeaderMap, HeaderName, HeaderValue, Method, Request as HttpRequest, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{any, get},
};
use serde_json::{Value, json};
use std::{collections::HashMap, sync::Arc};

/// Bytes of a request at most.
const MOST_BYTES: usize = 30 << 20;

/// The routes of the API and of the files.
pub(crate) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/api/v10/{*path}", any(answer))
        .route("/attachments/{channel}/{id}/{name}", get(attachment))
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
    Path(path): Path<String>,
    Query(query): Query<HashMap<String, String>>,
    request: HttpRequest<Body>,
) -> Response {
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let (body, files) = match read(request).await {
        Ok(read) => read,
        Err(refused) => return refused.into_response(),
    };
    let asked = Asked { method, path, query, body, files };
    let (method, path, body) = (asked.method.to_string(), asked.path.clone(), asked.body.clone());
    let fault = take_fault(&state, &method, &path);
    let response = match &fault {
        Some(Fault::Status(status, body)) => {
            let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
            (status, body.clone()).into_response()
        }
        _ => match route(&state, &headers, asked) {
            Ok((status, Value::Null)) => status.into_response(),
            Ok((status, value)) => (status, axum::Json(value)).into_response(),
            Err(refused) => refused.into_response(),
        },
    };
    let status = response.status().as_u16();
    let log = Request { method, path: format!("/{path}"), body, status };
    state.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(log);
    state.changed.send_modify(|count| *count += 1);
    if matches!(fault, Some(Fault::ResetAfter)) {
        // The effect is there; the answer breaks off before its end.
        let broken =
            futures_util::stream::once(async { Err::<bytes::Bytes, _>(std::io::Error::other("reset")) });
        return Response::new(Body::from_stream(broken));
    }
    with_limits(response)
}

/// Every answer tells the bucket's state. The fake's buckets are wide; what Discord keeps narrow without saying so is in `guilds`.
fn with_limits(mut response: Response) -> Response {
    let headers = response.headers_mut();
    for (name, value) in [
        ("x-ratelimit-limit", "50"),
        ("x-ratelimit-remaining", "49"),
        ("x-ratelimit-reset-after", "1.000"),
        ("x-ratelimit-bucket", "wide"),
    ] {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    response
}

fn take_fault(state: &State, method: &str, path: &str) -> Option<Fault> {
    let mut faults = state.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let place =
        faults.iter().position(|one| one.method == method && path.contains(&one.path) && one.times > 0)?;
    faults[place].times -= 1;
    Some(faults[place].fault.clone())
}

async fn read(request: HttpRequest<Body>) -> Answered<(Value, Vec<Incoming>)> {
    let bad = || refuse(400, 50109, "The request body contains invalid JSON.");
    let kind =
        request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("multipart/form-data") {
        let mut form = Multipart::from_request(request, &()).await.map_err(|_| bad())?;
        let (mut body, mut files) = (json!({}), Vec::new());
        while let Some(field) = form.next_field().await.map_err(|_| bad())? {
            let name = field.file_name().map(str::to_owned);
            let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
            let bytes = field.bytes().await.map_err(|_| bad())?.to_vec();
            match name {
                Some(name) => files.push(Incoming { name, upload: Upload { content_type, bytes } }),
                None => body = serde_json::from_slice(&bytes).map_err(|_| bad())?,
            }
        }
        return Ok((body, files));
    }
    let bytes = axum::body::to_bytes(request.into_body(), MOST_BYTES).await.map_err(|_| bad())?;
    let body =
        if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).map_err(|_| bad())? };
    Ok((body, Vec::new()))
}

type Reply = (StatusCode, Value);
const OK: StatusCode = StatusCode::OK;
const CREATED: StatusCode = StatusCode::CREATED;
const NOTHING: Reply = (StatusCode::NO_CONTENT, Value::Null);

fn number(text: &str) -> Answered<u64> {
    text.parse()
        .map_err(|_| invalid("id", "NUMBER_TYPE_COERCE", &format!("Value \"{text}\" is not snowflake.")))
}

fn route(state: &State, headers: &HeaderMap, asked: Asked) -> Answered<Reply> {
    let bearer = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if let Some(token) = bearer.strip_prefix("Bearer ") {
        return crate::oauth::as_person(state, token, &asked.path).map(|value| (OK, value));
    }
    let path = asked.path.clone();
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    // Answers to interactions carry their own secret.
    let by_token = matches!(parts.as_slice(), ["interactions", ..] | ["webhooks", _, _, ..]);
    if !by_token && bearer != format!("Bot {}", state.config.token) {
        return Err(refuse(401, 0, "401: Unauthorized"));
    }
    let method = asked.method.as_str().to_owned();
    state.change(|world| match (method.as_str(), parts.as_slice()) {
        ("GET", ["gateway"]) => Ok((OK, json!({"url": gateway_url(world)}))),
        ("GET", ["gateway", "bot"]) => Ok((OK, json!({
            "url": gateway_url(world), "shards": 1,
            "session_start_limit": {"total": 1000, "remaining": 999, "reset_after": 14_400_000, "max_concurrency": 1},
        }))),
        ("GET", ["applications", "@me"] | ["oauth2", "applications", "@me"]) => Ok((OK, application(world, state.config.intents))),
        ("GET", ["users", "@me"]) => Ok((OK, wire::user(&world.users[&world.bot]))),
        ("GET", ["users", "@me", "guilds"]) => {
            let bot = world.bot;
            Ok((OK, world.guilds.values().map(|guild| wire::guild_partial(guild, bot)).collect()))
        },
        ("GET", ["users", id]) => person(world, number(id)?),
        ("POST", ["users", "@me", "channels"]) => direct(world, &asked.body),
        ("GET", ["guilds", id]) => Ok((OK, wire::guild_object(world.guilds.get(&number(id)?).ok_or_else(|| unknown("Guild", 10004))?))),
        ("GET", ["guilds", id, "channels"]) => channels(world, number(id)?),
        ("POST", ["guilds", id, "channels"]) => {
            limits::channel(&asked.body)?;
            Ok((CREATED, world.create_channel(number(id)?, &asked.body)?))
        }
        ("GET", ["guilds", id, "threads", "active"]) => threads(world, number(id)?),
        ("GET", ["guilds", id, "members", user]) => member(world, number(id)?, user),
        (_, ["channels", id, rest @ ..]) => in_channel(world, &asked.method, number(id)?, rest, &asked.query, &asked.body, asked.files),
        ("GET", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]) => Ok((OK, json!(world.commands))),
        ("PUT", ["applications", _, "commands"]) => register(world, &asked.body),
        ("POST", ["interactions", id, token, "callback"]) => {
            world.callback(number(id)?, token, &asked.body, asked.files).map(|()| NOTHING)
        }
        ("POST", ["webhooks", app, token]) if number(app)? == world.application => {
            world.follow_up(token, &asked.body, asked.files).map(|value| (OK, value))
        }
        ("GET", ["webhooks", _, token, "messages", "@original"]) => world.original(token).map(|value| (OK, value)),
        ("PATCH", ["webhooks", _, token, "messages", "@original"]) => {
            world.edit_original(token, &asked.body, asked.files).map(|value| (OK, value))
        }
        ("POST", ["webhooks", id, token]) => {
            execute(world, number(id)?, token, thread(&asked.query), &asked.body, asked.files)
        }
        ("PATCH", ["webhooks", id, token, "messages", message]) => world
            .webhook_edit((number(id)?, token), thread(&asked.query), number(message)?, &asked.body)
            .map(|value| (OK, value)),
        ("DELETE", ["webhooks", id, token, "messages", message]) => world
            .webhook_delete((number(id)?, token), thread(&asked.query), number(message)?)
            .map(|()| NOTHING),
        _ => Err(refuse(404, 0, "404: Not Found")),
    })
}

fn gateway_url(world: &World) -> String {
    world.base.replacen("http", "ws", 1)
}

fn application(world: &World, intents: u64) -> Value {
    let granted = |bit: u64, flag: u64| if intents & bit != 0 { flag } else { 0 };
    // The limited flags of an application that is not verified (Discord: resources/application, "Application Flags").
    let flags = granted(1 << 15, 1 << 19) | granted(1 << 1, 1 << 15);
    let bot = &world.users[&world.bot];
    json!({
        "id": world.application.to_string(), "name": bot.username, "icon": null, "description": "", "type": null, "summary": "",
        "bot": wire::user(bot), "bot_public": true, "bot_require_code_grant": false, "verify_key": "00", "flags": flags,
        "owner": wire::user(bot), "team": null, "redirect_uris": [], "hook": true, "is_monetized": false,
        "is_verified": false, "is_discoverable": false, "integration_types_config": {},
    })
}

fn person(world: &World, id: u64) -> Answered<Reply> {
    Ok((OK, wire::user(world.users.get(&id).ok_or_else(|| unknown("User", 10013))?)))
}

fn direct(world: &mut World, body: &Value) -> Answered<Reply> {
    let to = number(body["recipient_id"].as_str().unwrap_or_default())?;
    if !world.users.contains_key(&to) {
        return Err(unknown("User", 10013));
    }
    let bot = world.bot;
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
    Ok((OK, json!({"threads": open.map(|one| wire::channel(world, one)).collect::<Value>(), "members": []})))
}

fn member(world: &World, guild: u64, user: &str) -> Answered<Reply> {
    let user = if user == "@me" { world.bot } else { number(user)? };
    let guild = world.guilds.get(&guild).ok_or_else(|| unknown("Guild", 10004))?;
    if !guild.members.contains_key(&user) {
        return Err(unknown("Member", 10007));
    }
    Ok((OK, wire::member_of(world, guild, user)))
}

fn register(world: &mut World, body: &Value) -> Answered<Reply> {
    let mut commands = body.as_array().cloned().unwrap_or_default();
    limits::commands(&commands)?;
    for command in &mut commands {
        let (id, version) = (world.id(), world.id());
        command["id"] = json!(id.to_string());
        command["application_id"] = json!(world.application.to_string());
        command["version"] = json!(version.to_string());
        for (key, value) in
            [("type", json!(1)), ("default_member_permissions", Value::Null), ("nsfw", json!(false))]
        {
            if command.get(key).is_none() {
                command[key] = value;
            }
        }
    }
    world.commands = commands;
    Ok((OK, json!(world.commands)))
}

fn in_channel(
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
            limits::channel(body)?;
            Ok((OK, world.modify_channel(id, body)?))
        }
        ("DELETE", []) => {
            world.need(id, permissions::MANAGE_CHANNELS)?;
            Ok((OK, world.delete_channel(id)?))
        }
        ("GET", ["messages"]) => {
            world.need(id, permissions::READ_MESSAGE_HISTORY)?;
            Ok((OK, history(world, id, query)))
        }
        ("POST", ["messages"]) => send(world, id, body, files),
        ("GET", ["messages", message]) => {
            world.need(id, permissions::READ_MESSAGE_HISTORY)?;
            let found = world.channels[&id].messages.get(&number(message)?);
            Ok((OK, found.cloned().ok_or_else(|| unknown("Message", 10008))?))
        }
        ("PATCH", ["messages", message]) => {
            let message = number(message)?;
            world.need(id, 0)?;
            own(world, id, message)?;
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
            world.react(bot, id, number(message)?, emoji).map(|()| NOTHING)
        }
        ("PUT" | "POST", ["pins" | "messages", .., "pins" | _]) if rest.contains(&"pins") => {
            world.need(id, permissions::PIN_MESSAGES).map(|()| NOTHING)
        }
        ("POST", ["threads"]) => {
            limits::channel(body)?;
            Ok((CREATED, world.create_thread(id, body)?))
        }
        ("PUT", ["thread-members", user]) => world.join_thread(id, number(user)?).map(|()| NOTHING),
        ("GET", ["webhooks"]) => world.webhooks_of(id).map(|value| (OK, value)),
        ("POST", ["webhooks"]) => make_webhook(world, id, body),
        ("POST", ["typing"]) => world.need(id, permissions::SEND_MESSAGES).map(|()| NOTHING),
        _ => Err(refuse(404, 0, "404: Not Found")),
    }
}

fn own(world: &World, channel: u64, message: u64) -> Answered<()> {
    let found = world.channels.get(&channel).and_then(|place| place.messages.get(&message));
    let found = found.ok_or_else(|| unknown("Message", 10008))?;
    if wire_id(&found["author"]) == world.bot { Ok(()) } else { Err(no_permission_to_edit()) }
}

fn no_permission_to_edit() -> Refused {
    refuse(403, 50005, "Cannot edit a message authored by another user")
}

fn history(world: &World, channel: u64, query: &HashMap<String, String>) -> Value {
    let limit = query.get("limit").and_then(|limit| limit.parse::<usize>().ok()).unwrap_or(50).clamp(1, 100);
    let bound = |key: &str| query.get(key).and_then(|id| id.parse::<u64>().ok());
    let messages = &world.channels[&channel].messages;
    // `after` gives the oldest of those, still newest first (Discord: resources/message, "Get Channel Messages").
    let mut found: Vec<&Value> = match (bound("after"), bound("before")) {
        (Some(after), _) => messages.range(after + 1..).take(limit).map(|(_, one)| one).collect(),
        (None, Some(before)) => messages.range(..before).rev().take(limit).map(|(_, one)| one).collect(),
        (None, None) => messages.values().rev().take(limit).collect(),
    };
    if bound("after").is_some() {
        found.reverse();
    }
    found.into_iter().cloned().collect()
}

fn send(world: &mut World, id: u64, body: &Value, files: Vec<Incoming>) -> Answered<Reply> {
    world.need(id, permissions::SEND_MESSAGES)?;
    limits::message(body, files.len())?;
    let closed = world.channels[&id].recipients.iter().any(|user| {
        let shared = world.guilds.values().any(|guild| guild.members.contains_key(user));
        *user != world.bot && (!shared || !world.users.get(user).is_some_and(|user| user.dms_open))
    });
    if closed {
        return Err(refuse(403, 50007, "Cannot send messages to this user"));
    }
    if world.channels[&id].thread.as_ref().is_some_and(|thread| thread.archived && thread.locked) {
        return Err(refuse(403, 160_005, "Thread is locked"));
    }
    let nonce = body["nonce"].as_str().map(str::to_owned).filter(|_| body["enforce_nonce"] == true);
    if let Some(known) = nonce.as_ref().and_then(|nonce| world.channels[&id].nonces.get(nonce).copied())
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

fn make_webhook(world: &mut World, channel: u64, body: &Value) -> Answered<Reply> {
    world.need(channel, permissions::MANAGE_WEBHOOKS)?;
    let name = body["name"].as_str().unwrap_or_default().to_owned();
    let lower = name.to_lowercase();
    if name.is_empty() || name.chars().count() > 80 || lower.contains("clyde") || lower.contains("discord") {
        return Err(invalid(
            "name",
            "USERNAME_INVALID_CONTAINS",
            "Username cannot contain \"discord\" or \"clyde\"",
        ));
    }
    if world.webhooks.values().filter(|one| one.channel == channel).count() >= 15 {
        return Err(refuse(400, 30007, "Maximum number of webhooks reached (15)"));
    }
    let (id, secret) = (world.id(), world.id());
    let webhook = Webhook { id, token: format!("{secret:x}"), channel, name };
    let object = world.webhook_object(&webhook);
    world.webhooks.insert(id, webhook);
    Ok((OK, object))
}

fn thread(query: &HashMap<String, String>) -> Option<u64> {
    query.get("thread_id").and_then(|id| id.parse().ok())
}

fn execute(
    world: &mut World,
    id: u64,
    token: &str,
    thread: Option<u64>,
    body: &Value,
    files: Vec<Incoming>,
) -> Answered<Reply> {
    let known = world.webhook(id, token)?;
    limits::message(body, files.len())?;
    let place = world.place_of(&known, thread)?;
    let name = body["username"].as_str().unwrap_or(&known.name).to_owned();
    let guise = Guise { webhook: id, name, avatar: body["avatar_url"].as_str().map(str::to_owned) };
    let bot = world.bot;
    Ok((OK, world.post(place, bot, body, files, Some(&guise))?))
}

async fn attachment(
    Shared(state): Shared<Arc<State>>,
    Path((_, id, _)): Path<(u64, u64, String)>,
    Query(query): Query<HashMap<String, String>>,
) -> Response {
    let world = state.lock();
    let expires = query.get("ex").and_then(|ex| i64::from_str_radix(ex, 16).ok()).unwrap_or(0);
    match world.uploads.get(&id) {
        Some(upload) if expires * 1000 > world.clock.now() => {
            ([(header::CONTENT_TYPE, upload.content_type.clone())], upload.bytes.clone()).into_response()
        }
        _ => (StatusCode::NOT_FOUND, "This content is no longer available.").into_response(),
    }
}
