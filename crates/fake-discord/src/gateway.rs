//! Gateway v10 (Discord: events/gateway).

use crate::{
    State, wire,
    world::{GUILD_MEMBERS, MESSAGE_CONTENT, Session, World},
};
use axum::{
    Router,
    extract::{
        Query, State as Shared,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    response::Response,
    routing::get,
};
use serde_json::{Value, json};
use std::{collections::HashMap, io::Write, sync::Arc};

/// Milliseconds between heartbeats, as Discord says today.
const HEARTBEAT: u64 = 41_250;

pub(crate) fn router() -> Router<Arc<State>> {
    Router::new().route("/gateway", get(connect)).route("/gateway/", get(connect)).route("/", get(connect))
}

async fn connect(
    Shared(state): Shared<Arc<State>>,
    Query(query): Query<HashMap<String, String>>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    // Clients of the gateway and people's browsers come to the same door.
    let Ok(upgrade) = upgrade else { return crate::client::page() };
    let compressed = query.get("compress").is_some_and(|kind| kind == "zstd-stream");
    upgrade.on_upgrade(move |socket| async move {
        let packer = compressed
            .then(|| zstd::stream::write::Encoder::new(Vec::new(), 3).expect("a fixed level is valid"));
        let mut connection = Connection { socket, packer, session: None, sent: 0 };
        // A socket that ends is nothing to report: the client comes back or does not.
        let _ = connection.run(&state).await;
    })
}

struct Connection {
    socket: WebSocket,
    packer: Option<zstd::stream::write::Encoder<'static, Vec<u8>>>,
    session: Option<String>,
    sent: usize,
}

type Ended<T = ()> = Result<T, axum::Error>;

impl Connection {
    async fn send(&mut self, text: String) -> Ended {
        let message = match &mut self.packer {
            None => Message::Text(text.into()),
            Some(packer) => {
                packer.write_all(text.as_bytes()).and_then(|()| packer.flush()).map_err(axum::Error::new)?;
                Message::Binary(std::mem::take(packer.get_mut()).into())
            }
        };
        self.socket.send(message).await
    }

    async fn close(&mut self, code: u16, reason: &'static str) -> Ended {
        self.socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await
    }

    async fn run(&mut self, state: &State) -> Ended {
        let (mut changed, mut cut) = (state.changed.subscribe(), state.cut.subscribe());
        self.send(
            json!({"op": 10, "d": {"heartbeat_interval": HEARTBEAT, "_trace": []}, "s": null, "t": null})
                .to_string(),
        )
        .await?;
        loop {
            self.send_pending(state).await?;
            tokio::select! {
                _ = cut.changed() => return Ok(()),
                result = changed.changed() => {
                    if result.is_err() { return Ok(()); }
                }
                received = self.socket.recv() => {
                    let Some(received) = received else { return Ok(()) };
                    let text = match received? {
                        Message::Text(text) => text.to_string(),
                        Message::Binary(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                        Message::Close(_) => return Ok(()),
                        Message::Ping(_) | Message::Pong(_) => continue,
                    };
                    if text.len() > 4096 {
                        return self.close(4002, "Payload too large.").await;
                    }
                    let Ok(payload) = serde_json::from_str::<Value>(&text) else {
                        return self.close(4002, "Decode error.").await;
                    };
                    if !self.receive(state, &payload).await? { return Ok(()); }
                }
            }
        }
    }

    async fn send_pending(&mut self, state: &State) -> Ended {
        let Some(session) = self.session.clone() else { return Ok(()) };
        let pending = {
            let world = state.lock();
            let log = world.sessions.get(&session).map_or(&[][..], |session| &session.log);
            log.get(self.sent..).unwrap_or_default().to_vec()
        };
        for event in pending {
            self.sent += 1;
            self.send(event).await?;
        }
        Ok(())
    }

    /// Takes a payload; says whether to go on.
    async fn receive(&mut self, state: &State, payload: &Value) -> Ended<bool> {
        match payload["op"].as_u64() {
            Some(1) => self.send(json!({"op": 11, "d": null, "s": null, "t": null}).to_string()).await?,
            Some(2) => {
                let data = &payload["d"];
                let token = data["token"].as_str().unwrap_or_default();
                if token.strip_prefix("Bot ").unwrap_or(token) != state.config.token {
                    self.close(4004, "Authentication failed.").await?;
                    return Ok(false);
                }
                let intents = data["intents"].as_u64().unwrap_or(0);
                if intents & (GUILD_MEMBERS | MESSAGE_CONTENT | 1 << 8) & !state.config.intents != 0 {
                    self.close(4014, "Disallowed intent(s).").await?;
                    return Ok(false);
                }
                self.session = Some(state.change(|world| identify(world, intents)));
            }
            Some(6) => {
                let id = payload["d"]["session_id"].as_str().unwrap_or_default().to_owned();
                let known = state.lock().sessions.get(&id).map(|session| session.log.len());
                let seq = payload["d"]["seq"].as_u64().unwrap_or(0) as usize;
                match known {
                    Some(length) if seq <= length => {
                        self.sent = seq;
                        state.change(|world| {
                            if let Some(session) = world.sessions.get_mut(&id) {
                                let next = session.log.len() + 1;
                                session.log.push(
                                    json!({"op": 0, "t": "RESUMED", "s": next, "d": {"_trace": []}})
                                        .to_string(),
                                );
                            }
                        });
                        self.session = Some(id);
                    }
                    _ => self.send(json!({"op": 9, "d": false, "s": null, "t": null}).to_string()).await?,
                }
            }
            Some(8) => state.change(|world| members(world, &payload["d"])),
            Some(3 | 4) => {}
            _ => {
                self.close(4001, "Unknown opcode.").await?;
                return Ok(false);
            }
        }
        Ok(true)
    }
}

fn identify(world: &mut World, intents: u64) -> String {
    let id = format!("{:x}", world.id());
    let ready = json!({
        "v": 10, "user": wire::user(&world.users[&world.bot]), "session_id": id, "session_type": "normal",
        "resume_gateway_url": world.base.replacen("http", "ws", 1), "shard": [0, 1], "_trace": [],
        "guilds": world.guilds.keys().map(|id| json!({"id": id.to_string(), "unavailable": true})).collect::<Value>(),
        "application": {"id": world.application.to_string(), "flags": 0}, "private_channels": [], "presences": [],
        "relationships": [], "guild_join_requests": [], "geo_ordered_rtc_regions": [], "user_settings": {},
    });
    let mut log = vec![json!({"op": 0, "t": "READY", "s": 1, "d": ready}).to_string()];
    for guild in world.guilds.values() {
        let event =
            json!({"op": 0, "t": "GUILD_CREATE", "s": log.len() + 1, "d": wire::guild_create(world, guild)});
        log.push(event.to_string());
    }
    world.sessions.insert(id.clone(), Session { intents, log });
    id
}

fn members(world: &mut World, asked: &Value) {
    let Some(guild) = asked["guild_id"].as_str().and_then(|id| id.parse::<u64>().ok()) else { return };
    let Some(known) = world.guilds.get(&guild) else { return };
    let wanted = |id: &u64| match &asked["user_ids"] {
        Value::Array(ids) => ids.iter().any(|one| one == &id.to_string()),
        Value::String(one) => *one == id.to_string(),
        _ => true,
    };
    let found: Value =
        known.members.keys().filter(|id| wanted(id)).map(|id| wire::member_of(world, known, *id)).collect();
    let chunk = json!({
        "guild_id": guild.to_string(), "members": found, "chunk_index": 0, "chunk_count": 1, "not_found": [],
        "nonce": asked["nonce"].clone(),
    });
    world.dispatch("GUILD_MEMBERS_CHUNK", &chunk);
}
