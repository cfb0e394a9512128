//! A stand-in for an endpoint: OpenAI's wire over a real socket, written by hand so that it can break in every way.

#![allow(dead_code)]

use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    net::SocketAddr,
    sync::{Arc, Mutex},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
};

/// What it does with a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Answers with this text of a model.
    Say(String),
    /// The same, in pieces.
    Stream(String),
    /// Declines, in the field for it.
    Refuse,
    /// A piece of a stream, and then nothing for ever.
    StreamAndHang,
    /// A stream that goes on and never ends: a letter every now and then.
    Drip,
    /// Bytes of a stream, as they are.
    RawStream(&'static str),
    /// A status with the usual body of an error.
    Status(u16),
    /// A body that is not the wire's.
    Body(&'static str),
    /// Goes elsewhere.
    Redirect,
    /// Takes the request and never answers.
    Hang,
    /// Hangs up.
    HangUp,
    /// More than anybody reads.
    Endless,
    /// Vectors: one number for each letter of the text.
    Vectors,
    /// Refuses requests that name a schema, else says this.
    NoSchema(String),
}

/// A request that came.
#[derive(Clone, Debug)]
pub struct Request {
    pub path: String,
    pub authorization: Option<String>,
    pub body: Value,
}

/// The stand-in.
#[derive(Clone)]
pub struct StandIn {
    pub address: SocketAddr,
    acts: Arc<Mutex<VecDeque<Act>>>,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl StandIn {
    /// Does these things one after the other, the last one again and again.
    pub async fn new(acts: impl IntoIterator<Item = Act>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let stand_in =
            Self { address, acts: Arc::new(Mutex::new(acts.into_iter().collect())), seen: Arc::default() };
        let serving = stand_in.clone();
        tokio::spawn(async move {
            while let Ok((socket, _)) = listener.accept().await {
                let serving = serving.clone();
                tokio::spawn(async move { serving.serve(socket).await });
            }
        });
        stand_in
    }

    pub fn base(&self) -> String {
        format!("http://{}/v1", self.address)
    }

    /// The requests so far.
    pub fn seen(&self) -> Vec<Request> {
        self.seen.lock().expect("no panic").clone()
    }

    /// What it does from now on.
    pub fn now(&self, acts: impl IntoIterator<Item = Act>) {
        *self.acts.lock().expect("no panic") = acts.into_iter().collect();
    }

    async fn serve(&self, mut socket: TcpStream) {
        let Some(request) = receive(&mut socket).await else { return };
        let named = request.body.get("response_format").is_some();
        self.seen.lock().expect("no panic").push(request.clone());
        let act = {
            let mut acts = self.acts.lock().expect("no panic");
            if acts.len() > 1 { acts.pop_front() } else { acts.front().cloned() }
        };
        match act.unwrap_or(Act::HangUp) {
            Act::Say(text) => send(&mut socket, 200, "application/json", &said(&text)).await,
            Act::Stream(text) => send(&mut socket, 200, "text/event-stream", &stream(&text)).await,
            Act::Refuse => send(&mut socket, 200, "application/json", &refusal()).await,
            Act::RawStream(raw) => send(&mut socket, 200, "text/event-stream; charset=utf-8", raw).await,
            Act::StreamAndHang => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
                let _ = socket.write_all(format!("{head}{}", event(&delta("{\"action\":"))).as_bytes()).await;
                std::future::pending::<()>().await;
            }
            Act::Status(status) => send(&mut socket, status, "application/json", &error()).await,
            Act::Body(body) => send(&mut socket, 200, "application/json", body).await,
            Act::Redirect => {
                let _ = socket
                    .write_all(
                        b"HTTP/1.1 307 X\r\nlocation: http://127.0.0.1:9/\r\ncontent-length: 0\r\n\r\n",
                    )
                    .await;
            }
            Act::Drip => {
                let head = "HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n\r\n";
                let mut open = socket.write_all(head.as_bytes()).await.is_ok();
                let mut beat = tokio::time::interval(std::time::Duration::from_millis(100));
                while open {
                    beat.tick().await;
                    open = socket.write_all(event(&delta("a")).as_bytes()).await.is_ok();
                }
            }
            Act::Hang => std::future::pending::<()>().await,
            Act::HangUp => {}
            Act::Endless => {
                let _ =
                    socket.write_all(b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n\"").await;
                while socket.write_all(&[b'x'; 4096]).await.is_ok() {}
            }
            Act::Vectors => send(&mut socket, 200, "application/json", &vectors(&request.body)).await,
            Act::NoSchema(_) if named => send(&mut socket, 400, "application/json", &error()).await,
            Act::NoSchema(text) => send(&mut socket, 200, "application/json", &said(&text)).await,
        }
    }
}

async fn receive(socket: &mut TcpStream) -> Option<Request> {
    let mut bytes = Vec::new();
    let mut buffer = [0; 16 * 1024];
    loop {
        let count = socket.read(&mut buffer).await.ok().filter(|count| *count > 0)?;
        bytes.extend_from_slice(&buffer[..count]);
        let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") else { continue };
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let header = |name: &str| {
            head.lines().find_map(|line| {
                let (key, value) = line.split_once(':')?;
                key.eq_ignore_ascii_case(name).then(|| value.trim().to_owned())
            })
        };
        let length: usize = header("content-length")?.parse().ok()?;
        let body = &bytes[end + 4..];
        if body.len() < length {
            continue;
        }
        let path = head.split_whitespace().nth(1)?.to_owned();
        return Some(Request {
            path,
            authorization: header("authorization"),
            body: serde_json::from_slice(body).ok()?,
        });
    }
}

async fn send(socket: &mut TcpStream, status: u16, kind: &str, body: &str) {
    let head = format!(
        "HTTP/1.1 {status} X\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    let _ = socket.write_all(format!("{head}{body}").as_bytes()).await;
}

fn usage() -> Value {
    json!({ "prompt_tokens": 700, "completion_tokens": 77, "total_tokens": 777 })
}

fn said(text: &str) -> String {
    let message = json!({ "role": "assistant", "content": text, "refusal": null });
    let choice = json!({ "index": 0, "message": message, "logprobs": null, "finish_reason": "stop" });
    json!({ "id": "chatcmpl-1", "object": "chat.completion", "created": 1, "model": "m", "choices": [choice], "usage": usage() }).to_string()
}

fn refusal() -> String {
    let message = json!({ "role": "assistant", "content": null, "refusal": "I can't help with that." });
    json!({ "choices": [{ "index": 0, "message": message, "finish_reason": "stop" }], "usage": usage() })
        .to_string()
}

fn error() -> String {
    json!({ "error": { "message": "no", "type": "invalid_request_error", "param": null, "code": null } })
        .to_string()
}

fn event(data: &Value) -> String {
    format!("data: {data}\n\n")
}

fn delta(text: &str) -> Value {
    json!({ "object": "chat.completion.chunk", "choices": [{ "index": 0, "delta": { "content": text }, "finish_reason": null }] })
}

/// A comment, the role, the text by three letters, the end, the usage.
fn stream(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let mut events = String::from(": keep\n\n");
    events += &event(
        &json!({ "choices": [{ "index": 0, "delta": { "role": "assistant", "content": "" }, "finish_reason": null }] }),
    );
    letters.chunks(3).for_each(|three| events += &event(&delta(&three.iter().collect::<String>())));
    events += &event(&json!({ "choices": [{ "index": 0, "delta": {}, "finish_reason": "stop" }] }));
    events += &event(&json!({ "choices": [], "usage": usage() }));
    events + "data: [DONE]\n\n"
}

fn vectors(body: &Value) -> String {
    let texts = body["input"].as_array().cloned().unwrap_or_default();
    let vector = |text: &str| -> Vec<f32> {
        ('a'..='z')
            .map(|letter| text.to_lowercase().chars().filter(|c| *c == letter).count() as f32)
            .collect()
    };
    let data: Vec<Value> = texts
        .iter()
        .enumerate()
        .rev()
        .map(|(index, text)| json!({ "object": "embedding", "index": index, "embedding": vector(text.as_str().unwrap_or("")) }))
        .collect();
    json!({ "object": "list", "data": data, "model": "e", "usage": usage() }).to_string()
}
