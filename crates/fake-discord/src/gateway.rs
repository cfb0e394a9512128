//! Gateway v10 (Discord: events/gateway).

mod pack;
mod session;
mod starts;

use crate::{State, tap::Seen, world::Session};
use axum::{
    Router,
    extract::{
        Query, State as Shared,
        ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade, rejection::WebSocketUpgradeRejection},
    },
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use pack::Packer;
use serde_json::{Value, json};
use starts::Start;
pub(crate) use starts::Starts;
use std::{
    collections::{HashMap, VecDeque},
    sync::Arc,
    time::Duration,
};
use tokio::time::Instant;

/// Bytes of a payload that a client may send.
const MOST_BYTES: usize = 4_096;
/// How long an event is held back if no other comes.
const LATE: Duration = Duration::from_millis(100);
/// Payloads that a client may send in a minute.
const MOST_SENDS: usize = 120;
/// For how long they are counted, in milliseconds.
const SENDS_WINDOW: i64 = 60_000;

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
    if state.lock().gateway_closed {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let packer = Packer::asked(query.get("compress").map(String::as_str)).expect("a fixed level is valid");
    let old = query.get("v").is_some_and(|version| !matches!(version.as_str(), "9" | "10"));
    upgrade.on_upgrade(move |socket| async move {
        let heard = Instant::now();
        let mut connection = Connection {
            socket,
            packer,
            session: None,
            sent: 0,
            broken: false,
            sends: VecDeque::new(),
            heard,
        };
        // A socket that ends is nothing to report: the client comes back or does not.
        let _ = if old {
            connection.close(4012, "Invalid API version.").await
        } else {
            connection.run(&state).await.map(drop)
        };
        state.change(|world| {
            let session = connection.session.as_ref().and_then(|id| world.sessions.get_mut(id));
            session.into_iter().for_each(|session| session.heard = None);
        });
    })
}

struct Connection {
    socket: WebSocket,
    packer: Packer,
    session: Option<String>,
    sent: usize,
    broken: bool,
    sends: VecDeque<i64>,
    heard: Instant,
}

type Ended<T = ()> = Result<T, axum::Error>;

impl Connection {
    async fn send(&mut self, text: String) -> Ended {
        let message = self.packer.pack(text).map_err(axum::Error::new)?;
        self.socket.send(message).await
    }

    async fn tell(&mut self, op: u8, data: Value) -> Ended {
        self.send(json!({"op": op, "d": data, "s": null, "t": null}).to_string()).await
    }

    async fn close(&mut self, code: u16, reason: &'static str) -> Ended {
        self.socket.send(Message::Close(Some(CloseFrame { code, reason: reason.into() }))).await
    }

    async fn run(&mut self, state: &State) -> Ended {
        let (mut changed, mut cut) = (state.changed.subscribe(), state.cut.subscribe());
        let (mut said, interval) = (state.orders.subscribe(), state.config.heartbeat);
        self.tell(10, json!({"heartbeat_interval": interval.as_millis() as u64, "_trace": []})).await?;
        loop {
            let late = self.send_pending(state).await?;
            if self.broken {
                return Ok(());
            }
            tokio::select! {
                () = tokio::time::sleep(LATE), if late => state.change(|world| {
                    let session = self.session.as_ref().and_then(|id| world.sessions.get_mut(id));
                    session.into_iter().for_each(Session::release);
                }),
                _ = cut.changed() => return Ok(()),
                order = said.recv() => {
                    if let Ok((op, data)) = order {
                        if (op, &data) == (9, &Value::Bool(false)) { self.session = None; }
                        self.tell(op, data).await?;
                    }
                }
                result = changed.changed() => {
                    if result.is_err() { return Ok(()); }
                }
                // A client that is silent for an interval and a half has lost its session.
                () = tokio::time::sleep_until(self.heard + interval + interval / 2) => {
                    state.change(|world| self.session.take().map(|id| world.sessions.remove(&id)));
                    return self.close(4009, "Session timed out.").await;
                }
                received = self.socket.recv() => {
                    let Some(received) = received else { return Ok(()) };
                    let text = match received? {
                        Message::Text(text) => text.to_string(),
                        Message::Binary(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                        Message::Close(_) => return Ok(()),
                        Message::Ping(_) | Message::Pong(_) => continue,
                    };
                    if let Err((code, reason)) = self.take(state, &text).await? {
                        return self.close(code, reason).await;
                    }
                }
            }
        }
    }

    /// Sends what the session has not been sent yet; says whether something is held back.
    async fn send_pending(&mut self, state: &State) -> Ended<bool> {
        let Some(id) = self.session.clone() else { return Ok(false) };
        let (pending, split, odd, late) = {
            let mut world = state.lock();
            let Some(session) = world.sessions.get(&id) else { return Ok(false) };
            let pending = session.log.get(self.sent..).unwrap_or_default().to_vec();
            let (split, odd) = (session.split.clone(), session.odd.clone());
            let late = !session.late.is_empty();
            self.broken = session.broken;
            if self.broken {
                world.sessions.remove(&id);
            }
            (pending, split, odd, late)
        };
        let any = !pending.is_empty();
        for event in pending {
            self.sent += 1;
            if let Some(tap) = state.config.tap.as_ref().filter(|_| !odd.contains(&self.sent)) {
                tap.see(Seen::Payload(event.clone()));
            }
            let message = self.packer.pack(event).map_err(axum::Error::new)?;
            match message {
                Message::Binary(bytes) if split.contains(&self.sent) && self.packer.has_pieces() => {
                    let (first, second) = bytes.split_at(bytes.len() / 2);
                    self.socket.send(Message::Binary(first.to_vec().into())).await?;
                    self.socket.send(Message::Binary(second.to_vec().into())).await?;
                }
                message => self.socket.send(message).await?,
            }
        }
        if any {
            state.change(|world| {
                let session = world.sessions.get_mut(&id);
                session.into_iter().for_each(|session| session.heard = Some(self.sent));
            });
        }
        Ok(late)
    }

    /// Takes a payload, or says with which code to close.
    async fn take(&mut self, state: &State, text: &str) -> Ended<Result<(), (u16, &'static str)>> {
        if text.len() > MOST_BYTES {
            return Ok(Err((4002, "Payload too large.")));
        }
        let Ok(payload) = serde_json::from_str::<Value>(text) else {
            return Ok(Err((4002, "Decode error.")));
        };
        let now = state.limit_time();
        self.sends.retain(|at| now - at < SENDS_WINDOW);
        if self.sends.len() >= MOST_SENDS {
            return Ok(Err((4008, "Rate limited.")));
        }
        self.sends.push_back(now);
        match payload["op"].as_u64() {
            Some(1) => {
                self.heard = Instant::now();
                self.tell(11, Value::Null).await?;
            }
            Some(2 | 6) if self.session.is_some() => return Ok(Err((4005, "Already authenticated."))),
            Some(2) => return self.identify(state, &payload["d"]).await,
            Some(6) => return self.resume(state, &payload["d"]).await,
            Some(3 | 4 | 8 | 31) if self.session.is_none() => return Ok(Err((4003, "Not authenticated."))),
            Some(8) => {
                let id = self.session.clone().unwrap_or_default();
                state.change(|world| session::members(world, &id, &payload["d"]));
            }
            Some(3 | 4 | 31) => {}
            _ => return Ok(Err((4001, "Unknown opcode."))),
        }
        Ok(Ok(()))
    }

    async fn identify(&mut self, state: &State, data: &Value) -> Ended<Result<(), (u16, &'static str)>> {
        if !state.knows(data["token"].as_str().unwrap_or_default()) {
            return Ok(Err((4004, "Authentication failed.")));
        }
        let Ok(shard) = session::shard_of(&data["shard"]) else { return Ok(Err((4010, "Invalid shard."))) };
        let intents = match data["intents"].as_u64() {
            Some(intents) if intents & !session::KNOWN_INTENTS == 0 => intents,
            _ => return Ok(Err((4013, "Invalid intent(s)."))),
        };
        let granted = state.lock().granted;
        if intents & session::PRIVILEGED & !granted != 0 {
            return Ok(Err((4014, "Disallowed intent(s).")));
        }
        let pause = i64::try_from(state.config.identify_pause.as_millis()).unwrap_or(i64::MAX);
        let now = state.limit_time();
        let start = state.starts().identify(now, pause);
        match start {
            Start::Go => {}
            Start::TooSoon => {
                self.tell(9, json!(false)).await?;
                return Ok(Ok(()));
            }
            Start::Spent => {
                state.reset_token();
                return Ok(Err((4004, "Authentication failed.")));
            }
        }
        if data["compress"] == true {
            self.packer.payloads();
        }
        let flags = crate::rest::granted_flags(granted);
        (self.session, self.sent) =
            (Some(state.change(|world| session::identify(world, intents, shard, flags))), 0);
        Ok(Ok(()))
    }

    async fn resume(&mut self, state: &State, data: &Value) -> Ended<Result<(), (u16, &'static str)>> {
        if !state.knows(data["token"].as_str().unwrap_or_default()) {
            return Ok(Err((4004, "Authentication failed.")));
        }
        let id = data["session_id"].as_str().unwrap_or_default().to_owned();
        let known = state.lock().sessions.get(&id).map(|session| session.log.len());
        let Some(length) = known else {
            self.tell(9, json!(false)).await?;
            return Ok(Ok(()));
        };
        let seq = data["seq"].as_u64().map_or(usize::MAX, |seq| seq as usize);
        if seq > length {
            return Ok(Err((4007, "Invalid seq.")));
        }
        state.change(|world| {
            if let Some(session) = world.sessions.get_mut(&id) {
                session.push("RESUMED", &json!({}));
            }
        });
        (self.session, self.sent) = (Some(id), seq);
        Ok(Ok(()))
    }
}

/// How long a client may take between heartbeats, as Discord says today.
pub(crate) const HEARTBEAT: Duration = Duration::from_millis(41_250);
/// Between two identifies of the same rate limit key.
pub(crate) const IDENTIFY_PAUSE: Duration = Duration::from_secs(5);
