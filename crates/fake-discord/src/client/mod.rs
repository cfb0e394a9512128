//! A small client for the browser: be any of the people, for the demo.
//!
//! The page is ours and loads nothing from elsewhere. It speaks a JSON interface on top of the same acts that tests use.

use crate::{
    State,
    error::{Refused, refuse},
    limits::Files,
    messages::Incoming,
    permissions,
    resolved::Resolved,
    wire,
    world::{Answer, Sticker, Upload, World},
};
use axum::{
    Json, Router,
    extract::{Multipart, Path, Query, State as Shared},
    http::header,
    response::{
        Html, IntoResponse, Response,
        sse::{Event, KeepAlive, Sse},
    },
    routing::{delete, get, post},
};
use futures_util::stream;
use serde_json::{Value, json};
use std::{collections::HashMap, convert::Infallible, sync::Arc, time::Duration};

/// How long an answer to a press is waited for before the page says that the application did not respond.
const PATIENCE: Duration = Duration::from_secs(4);

pub(crate) fn router() -> Router<Arc<State>> {
    Router::new()
        .route("/client/app.js", get(|| asset("text/javascript; charset=utf-8", include_str!("app.js"))))
        .route(
            "/client/fields.js",
            get(|| asset("text/javascript; charset=utf-8", include_str!("fields.js"))),
        )
        .route("/client/app.css", get(|| asset("text/css; charset=utf-8", include_str!("app.css"))))
        .route("/client/people", get(people))
        .route("/client/as/{person}/view", get(view))
        .route("/client/as/{person}/channels/{channel}/messages", get(messages).post(say))
        .route("/client/as/{person}/channels/{channel}/messages/{message}", delete(remove).patch(edit))
        .route("/client/as/{person}/channels/{channel}/messages/{message}/react", post(react))
        .route("/client/as/{person}/channels/{channel}/interact", post(interact))
        .route("/client/as/{person}/channels/{channel}/uploads", post(upload))
        .route("/client/events", get(events))
}

/// The page itself.
pub(crate) fn page() -> Response {
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'";
    ([(header::CONTENT_SECURITY_POLICY, policy)], Html(include_str!("index.html"))).into_response()
}

async fn asset(kind: &'static str, content: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-store")], content).into_response()
}

async fn people(Shared(state): Shared<Arc<State>>) -> Json<Value> {
    let world = state.lock();
    let shown = world.users.values().filter(|user| !user.bot).map(|user| {
        let guild = world.guilds.values().next();
        let role = guild.and_then(|guild| {
            let member = guild.members.get(&user.id)?;
            if guild.owner == user.id {
                return Some(("Owner".to_owned(), 0));
            }
            let held = guild.roles.iter().filter(|role| member.roles.contains(&role.id));
            held.max_by_key(|role| role.position).map(|role| (role.name.clone(), role.color))
        });
        let (role, color) = role.unwrap_or_else(|| ("Member".to_owned(), 0));
        json!({"id": user.id.to_string(), "name": user.global_name, "role": role, "color": color})
    });
    let (people, dashboard) = (shown.collect::<Value>(), &state.config.dashboard);
    Json(json!({"people": people, "dashboard": dashboard}))
}

/// What a person sees: servers, channels, direct messages, names.
async fn view(Shared(state): Shared<Arc<State>>, Path(person): Path<u64>) -> Json<Value> {
    let world = state.lock();
    let guild = world.guilds.values().next();
    let mut channels: Vec<_> =
        world.channels.values().filter(|one| one.kind == 4 || world.sees(person, one.id)).collect();
    channels.sort_by_key(|one| (one.position, one.id));
    let channels: Value = channels
        .into_iter()
        .map(|one| {
            let mut object = wire::channel(&world, one);
            let has = permissions::in_channel(&world, person, one.id);
            object["may_send"] = json!(has & permissions::SEND_MESSAGES != 0);
            object
        })
        .collect();
    let users: Value = world
        .users
        .values()
        .map(|user| {
            let member = guild.and_then(|guild| guild.members.get(&user.id));
            let color = guild.zip(member).and_then(|(guild, member)| {
                let held = guild.roles.iter().filter(|role| member.roles.contains(&role.id) && role.color != 0);
                held.max_by_key(|role| role.position).map(|role| role.color)
            });
            let name = member.and_then(|member| member.nick.clone()).or_else(|| user.global_name.clone());
            let name = name.unwrap_or_else(|| user.username.clone());
            json!({"id": user.id.to_string(), "name": name, "color": color, "bot": user.bot, "avatar": user.avatar})
        })
        .collect();
    let roles: Value = guild.map(|guild| guild.roles.iter().map(wire::role).collect()).unwrap_or_default();
    let (name, icon) = (guild.map(|guild| &guild.name), guild.and_then(|guild| guild.icon.as_ref()));
    let emojis: Value = guild.map(|guild| guild.emojis.iter().map(wire::emoji).collect()).unwrap_or_default();
    let sticker = |one: &Sticker| json!({"id": one.id.to_string(), "name": one.name});
    let stickers: Value = guild.map(|guild| guild.stickers.iter().map(sticker).collect()).unwrap_or_default();
    Json(json!({
        "guild": name, "id": guild.map(|guild| guild.id.to_string()), "icon": icon, "emojis": emojis, "stickers": stickers,
        "channels": channels, "users": users, "roles": roles, "commands": world.commands,
    }))
}

async fn messages(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel)): Path<(u64, u64)>,
) -> Json<Value> {
    Json(json!(crate::driver::seen_in(&state.lock(), person, channel)))
}

async fn say(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel)): Path<(u64, u64)>,
    mut form: Multipart,
) -> Result<Json<Value>, Refused> {
    let bad = |_| refuse(400, 50109, "The request body cannot be read.");
    let (mut body, mut files) = (json!({}), Vec::new());
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.file_name().map(str::to_owned);
        let part = field.name().unwrap_or_default().to_owned();
        let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = field.bytes().await.map_err(bad)?.to_vec();
        match name {
            Some(name) if !bytes.is_empty() => {
                files.push(Incoming { name, upload: Upload { content_type, bytes } })
            }
            Some(_) => {}
            None if part == "sticker" => body["sticker_ids"] = json!([String::from_utf8_lossy(&bytes)]),
            None => body["content"] = json!(String::from_utf8_lossy(&bytes)),
        }
    }
    crate::limits::message_create(&body, Files::of(&files))?;
    may_write(&state.lock(), person, channel)?;
    state.change(|world| world.post(channel, person, &body, files, None)).map(Json)
}

/// Files that go with a form; gives their ids.
async fn upload(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel)): Path<(u64, u64)>,
    mut form: Multipart,
) -> Result<Json<Value>, Refused> {
    if !state.lock().sees(person, channel) {
        return Err(refuse(403, 50001, "Missing Access"));
    }
    let bad = |_| refuse(400, 50109, "The request body cannot be read.");
    let mut files = Vec::new();
    while let Some(field) = form.next_field().await.map_err(bad)? {
        let name = field.file_name().unwrap_or("file").to_owned();
        let content_type = field.content_type().unwrap_or("application/octet-stream").to_owned();
        let bytes = field.bytes().await.map_err(bad)?.to_vec();
        files.push(Incoming { name, upload: Upload { content_type, bytes } });
    }
    crate::limits::message_create(&json!({}), Files::of(&files))?;
    let keep = |world: &mut World| -> Vec<Value> {
        files.into_iter().map(|file| world.store_upload(channel, file)["id"].clone()).collect()
    };
    Ok(Json(json!(state.change(keep))))
}

fn may_write(world: &World, person: u64, channel: u64) -> Result<(), Refused> {
    let has = permissions::in_channel(world, person, channel) & permissions::SEND_MESSAGES != 0;
    if has {
        Ok(())
    } else {
        Err(refuse(403, 50013, "You do not have permission to send messages in this channel."))
    }
}

fn own(world: &World, person: u64, channel: u64, message: u64) -> Result<(), Refused> {
    let found = world.channels.get(&channel).and_then(|place| place.messages.get(&message));
    match found {
        Some(found) if crate::messages::wire_id(&found["author"]) == person => Ok(()),
        _ => Err(refuse(403, 50005, "This is not your message.")),
    }
}

async fn edit(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel, message)): Path<(u64, u64, u64)>,
    Json(body): Json<Value>,
) -> Result<Json<Value>, Refused> {
    own(&state.lock(), person, channel, message)?;
    state.change(|world| world.edit_message(channel, message, &json!({"content": body["content"]}))).map(Json)
}

async fn remove(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel, message)): Path<(u64, u64, u64)>,
) -> Result<(), Refused> {
    own(&state.lock(), person, channel, message)?;
    state.change(|world| world.delete_message(channel, message))
}

async fn react(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel, message)): Path<(u64, u64, u64)>,
    Json(body): Json<Value>,
) -> Result<(), Refused> {
    let has = permissions::in_channel(&state.lock(), person, channel);
    if has & permissions::ADD_REACTIONS == 0 || has & permissions::VIEW_CHANNEL == 0 {
        return Err(refuse(403, 50013, "You do not have permission to react in this channel."));
    }
    let emoji = body["emoji"].as_str().unwrap_or_default();
    state.change(|world| world.react(person, channel, message, emoji))
}

/// A press, a sent form, a command, or a look at an option's choices; answers with the form to show, or that all is well.
async fn interact(
    Shared(state): Shared<Arc<State>>,
    Path((person, channel)): Path<(u64, u64)>,
    Json(body): Json<Value>,
) -> Result<Json<Value>, Refused> {
    if !state.lock().sees(person, channel) {
        return Err(refuse(403, 50001, "Missing Access"));
    }
    let kind = body["type"].as_u64().unwrap_or(0) as u8;
    let message = body["message"].as_str().and_then(|id| id.parse().ok());
    let mut data = body["data"].clone();
    resolve(&state.lock(), person, channel, &mut data);
    let mut changed = state.changed.subscribe();
    let id = state.change(|world| {
        // The language of the browser.
        if let Some(locale) = body["locale"].as_str() {
            world.spoken.insert(person, locale.to_owned());
        }
        world.interact(person, channel, kind, data, message)
    });
    let answered = async {
        loop {
            let answer =
                state.lock().interactions.get(&id).map(|known| known.answer.clone()).unwrap_or_default();
            if answer != Answer::None {
                return answer;
            }
            if changed.changed().await.is_err() {
                std::future::pending::<()>().await;
            }
        }
    };
    match tokio::time::timeout(PATIENCE, answered).await {
        Ok(Answer::Modal(modal)) => Ok(Json(json!({"modal": modal}))),
        Ok(Answer::Choices(choices)) => Ok(Json(json!({"choices": choices}))),
        Ok(_) => Ok(Json(json!({}))),
        Err(_) => Err(refuse(504, 0, "The application did not respond")),
    }
}

/// Adds the people, channels and roles that options name or that were chosen in menus, as Discord does.
fn resolve(world: &World, person: u64, channel: u64, data: &mut Value) {
    let mut resolved = Resolved::new(world, person, channel);
    let mut level = data["options"].as_array().cloned().unwrap_or_default();
    while !level.is_empty() {
        for option in &level {
            resolved.option(option["type"].as_u64().unwrap_or(0), &option["value"]);
        }
        level = level.iter().filter_map(|one| one["options"].as_array().cloned()).flatten().collect();
    }
    let choose = |resolved: &mut Resolved<'_>, kind: &Value, part: &Value| {
        for value in part["values"].as_array().into_iter().flatten().filter_map(Value::as_str) {
            resolved.chosen(kind.as_u64().unwrap_or(0), value);
        }
    };
    choose(&mut resolved, &data["component_type"], data);
    for part in data["components"].as_array().into_iter().flatten().map(|part| &part["component"]) {
        choose(&mut resolved, &part["type"], part);
    }
    // Of a context menu: what was clicked on.
    let target = data["target_id"].as_str().and_then(|id| id.parse().ok());
    match (data["type"].as_u64(), target) {
        (Some(3), Some(message)) => resolved.message(channel, message),
        (Some(2), Some(user)) => resolved.user(user),
        _ => {}
    }
    resolved.into_data(data);
}

/// Says "look again" after every change.
async fn events(Shared(state): Shared<Arc<State>>, Query(_): Query<HashMap<String, String>>) -> Response {
    let changes = stream::unfold(state.changed.subscribe(), |mut changed| async move {
        changed.changed().await.ok()?;
        Some((Ok::<_, Infallible>(Event::default().data("look")), changed))
    });
    Sse::new(changes).keep_alive(KeepAlive::default()).into_response()
}
