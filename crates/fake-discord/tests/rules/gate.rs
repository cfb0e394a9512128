//! A plain client of the gateway.

use crate::support::Stage;
use flate2::{Decompress, FlushDecompress};
use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::net::TcpStream;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async, tungstenite::Message};

/// What the bot asks for: guilds, members, messages, reactions, contents.
pub const INTENTS: u64 = 1 | 1 << 1 | 1 << 9 | 1 << 10 | 1 << 12 | 1 << 15;

enum Reader {
    Plain,
    Zlib(Box<Decompress>),
    Zstd(zstd::stream::write::Decoder<'static, Vec<u8>>),
}

/// A connection.
pub struct Gate {
    socket: WebSocketStream<MaybeTlsStream<TcpStream>>,
    reader: Reader,
    token: String,
    pieces: Vec<u8>,
    /// Whether each message came as bytes, in order.
    pub binary: Vec<bool>,
}

/// What came: a payload, or the end with its code.
#[derive(Debug)]
pub enum Came {
    Payload(Value),
    Closed(Option<u16>),
}

impl Gate {
    /// Connects; `query` as in `v=10&encoding=json`.
    pub async fn connect(stage: &Stage, query: &str) -> Self {
        let url = format!("{}/?{query}", stage.fake.base_url().replacen("http", "ws", 1));
        let (socket, _) = connect_async(url).await.expect("a connection");
        let reader = match query.split("compress=").nth(1) {
            Some("zlib-stream") => Reader::Zlib(Box::new(Decompress::new(true))),
            Some("zstd-stream") => {
                Reader::Zstd(zstd::stream::write::Decoder::new(Vec::new()).expect("a decoder"))
            }
            _ => Reader::Plain,
        };
        Self { socket, reader, token: stage.fake.token().to_owned(), pieces: Vec::new(), binary: Vec::new() }
    }

    /// Connects, says hello, identifies; gives READY too.
    pub async fn ready(stage: &Stage, intents: u64) -> (Self, Value) {
        let mut gate = Self::connect(stage, "v=10&encoding=json").await;
        assert_eq!(gate.next().await["op"], 10);
        gate.identify(intents).await;
        let ready = gate.event("READY").await;
        (gate, ready)
    }

    pub async fn send(&mut self, payload: Value) {
        self.socket.send(Message::text(payload.to_string())).await.expect("is sent");
    }

    pub async fn send_text(&mut self, text: String) {
        self.socket.send(Message::text(text)).await.expect("is sent");
    }

    pub async fn identify(&mut self, intents: u64) {
        let token = self.token.clone();
        self.send(json!({"op": 2, "d": {"token": token, "intents": intents, "properties": {}}})).await;
    }

    pub async fn resume(&mut self, session: &Value, seq: u64) {
        let token = self.token.clone();
        self.send(json!({"op": 6, "d": {"token": token, "session_id": session, "seq": seq}})).await;
    }

    /// What comes next.
    pub async fn came(&mut self) -> Came {
        let next = tokio::time::timeout(Duration::from_secs(10), self.socket.next());
        let message = match next.await.expect("something comes in time") {
            None | Some(Err(_)) => return Came::Closed(None),
            Some(Ok(message)) => message,
        };
        let text = match message {
            Message::Text(text) => {
                self.binary.push(false);
                text.to_string()
            }
            Message::Binary(bytes) => {
                self.binary.push(true);
                self.pieces.extend(&bytes);
                // A zlib stream says where a message ends; it may come in pieces.
                let ended = self.pieces.ends_with(&[0, 0, 0xff, 0xff]);
                if matches!(self.reader, Reader::Zlib(_)) && !ended {
                    return Box::pin(self.came()).await;
                }
                let whole = std::mem::take(&mut self.pieces);
                self.unpack(&whole)
            }
            Message::Close(frame) => return Came::Closed(frame.map(|frame| frame.code.into())),
            other => panic!("unexpected {other:?}"),
        };
        Came::Payload(serde_json::from_str(&text).expect("JSON"))
    }

    fn unpack(&mut self, bytes: &[u8]) -> String {
        use std::io::{Read, Write};
        let out = match &mut self.reader {
            Reader::Plain => {
                let mut out = Vec::new();
                flate2::read::ZlibDecoder::new(bytes).read_to_end(&mut out).expect("a zlib payload");
                out
            }
            Reader::Zlib(stream) => {
                let (mut out, before) = (Vec::with_capacity(4 << 20), stream.total_in());
                stream.decompress_vec(bytes, &mut out, FlushDecompress::Sync).expect("a zlib stream");
                assert_eq!(stream.total_in() - before, bytes.len() as u64);
                out
            }
            Reader::Zstd(stream) => {
                stream.write_all(bytes).and_then(|()| stream.flush()).expect("a zstd stream");
                std::mem::take(stream.get_mut())
            }
        };
        String::from_utf8(out).expect("text")
    }

    /// The next payload.
    pub async fn next(&mut self) -> Value {
        match self.came().await {
            Came::Payload(payload) => payload,
            Came::Closed(code) => panic!("closed with {code:?}"),
        }
    }

    /// The next event of this name; others are passed over.
    pub async fn event(&mut self, name: &str) -> Value {
        loop {
            let payload = self.next().await;
            if payload["t"] == name {
                return payload;
            }
        }
    }

    /// The names of all events up to and including this one.
    pub async fn names_until(&mut self, name: &str) -> Vec<String> {
        let mut names = Vec::new();
        loop {
            let payload = self.next().await;
            names.push(payload["t"].as_str().unwrap_or_default().to_owned());
            if payload["t"] == name {
                return names;
            }
        }
    }

    /// The code it is closed with; payloads before that are passed over.
    pub async fn closed(&mut self) -> Option<u16> {
        loop {
            if let Came::Closed(code) = self.came().await {
                return code;
            }
        }
    }
}
