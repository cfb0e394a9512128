//! A tap on both sockets: whoever observes gets every exchange of the API and every event as it goes over the wire, so that something
//! that nobody here wrote can judge them.

use crate::State;
use axum::{
    body::{Body, Bytes},
    extract::{FromRequest, Multipart, Request, State as Shared},
    http::{HeaderMap, header},
    middleware::Next,
    response::Response,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::{
    collections::BTreeMap,
    fmt,
    fs::File,
    io::{self, Write as _},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// Bytes of a body at most, as the API takes them.
const MOST_BYTES: usize = 101 << 20;

/// A request of the API and its answer.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Exchange {
    /// GET, POST, …
    pub method: String,
    /// The path after `/api/v10`, as it was sent.
    pub path: String,
    /// The query as it was sent, without the question mark.
    pub query: String,
    /// Headers of the request but `authorization`, names in small letters.
    pub sent: BTreeMap<String, String>,
    /// The JSON body, or `payload_json` of a form; absent if there was none or it was no JSON.
    pub body: Option<Value>,
    /// The parts of a form that carry files: `files[0]`, …
    pub files: Vec<String>,
    /// Whether the body came as `multipart/form-data`.
    pub form: bool,
    /// The status of the answer.
    pub status: u16,
    /// Headers of the answer, names in small letters.
    pub received: BTreeMap<String, String>,
    /// The JSON of the answer; absent if it has none, is no JSON, or broke off.
    pub answer: Option<Value>,
    /// Whether a planned fault took the place of the answer, so that it need not be Discord-shaped.
    pub planned: bool,
}

/// What an observer gets.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Seen {
    /// A request and its answer.
    Exchange(Box<Exchange>),
    /// A payload that went to the application over the gateway, as JSON.
    Payload(String),
}

/// An observer, shared by all connections. It must be quick: those who wait for their answer wait for it too.
#[derive(Clone)]
pub struct Tap(Arc<dyn Fn(Seen) + Send + Sync>);

impl Tap {
    /// An observer that is called with everything that is seen.
    pub fn new(observer: impl Fn(Seen) + Send + Sync + 'static) -> Self {
        Self(Arc::new(observer))
    }

    /// An observer that writes what is seen to a new file, as a line of JSON each, at once: for whoever judges it when all is over, in
    /// another process.
    ///
    /// # Errors
    /// If the file exists, or cannot be made.
    pub fn recording(file: &Path) -> io::Result<Self> {
        let file = Mutex::new(File::create_new(file)?);
        Ok(Self::new(move |seen| {
            let line = serde_json::to_string(&seen).map(|line| line + "\n");
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            let written = line.map_err(io::Error::from).and_then(|line| file.write_all(line.as_bytes()));
            if let Err(error) = written {
                tracing::error!(%error, "what was seen could not be recorded");
            }
        }))
    }

    /// Shows it something.
    pub fn see(&self, seen: Seen) {
        (self.0)(seen);
    }
}

impl fmt::Debug for Tap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Tap")
    }
}

/// Marks an answer that a planned fault gave.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PlannedFault;

/// Passes a request on and tells the observer, if there is one.
pub(crate) async fn observe(Shared(state): Shared<Arc<State>>, request: Request, next: Next) -> Response {
    let path = request.uri().path().strip_prefix("/api/v10").map(str::to_owned);
    let (Some(tap), Some(path)) = (state.config.tap.clone(), path) else { return next.run(request).await };
    let (parts, body) = request.into_parts();
    let bytes = axum::body::to_bytes(body, MOST_BYTES).await.unwrap_or_default();
    let mut exchange = Exchange {
        method: parts.method.to_string(),
        path,
        query: parts.uri.query().unwrap_or_default().to_owned(),
        sent: known(&parts.headers),
        ..Exchange::default()
    };
    read(&mut exchange, bytes.clone()).await;
    let response = next.run(Request::from_parts(parts, Body::from(bytes))).await;
    let (parts, body) = response.into_parts();
    exchange.planned = parts.extensions.get::<PlannedFault>().is_some();
    exchange.status = parts.status.as_u16();
    exchange.received = known(&parts.headers);
    let Ok(bytes) = axum::body::to_bytes(body, MOST_BYTES).await else {
        // It is meant to break off, and has to for whoever asked too.
        exchange.planned = true;
        tap.see(Seen::Exchange(Box::new(exchange)));
        let broken =
            futures_util::stream::once(async { Err::<Bytes, _>(std::io::Error::other("broken off")) });
        return Response::from_parts(parts, Body::from_stream(broken));
    };
    exchange.answer = serde_json::from_slice(&bytes).ok();
    tap.see(Seen::Exchange(Box::new(exchange)));
    Response::from_parts(parts, Body::from(bytes))
}

fn known(headers: &HeaderMap) -> BTreeMap<String, String> {
    let plain = headers.iter().filter(|(name, _)| **name != header::AUTHORIZATION);
    plain
        .map(|(name, value)| (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned()))
        .collect()
}

async fn read(exchange: &mut Exchange, bytes: Bytes) {
    let kind = exchange.sent.get("content-type").cloned().unwrap_or_default();
    if !kind.starts_with("multipart/form-data") {
        exchange.body = serde_json::from_slice(&bytes).ok();
        return;
    }
    exchange.form = true;
    let Ok(copy) = Request::builder().header(header::CONTENT_TYPE, kind).body(Body::from(bytes)) else {
        return;
    };
    let Ok(mut form) = Multipart::from_request(copy, &()).await else { return };
    while let Ok(Some(field)) = form.next_field().await {
        let name = field.name().unwrap_or_default().to_owned();
        if field.file_name().is_some() {
            exchange.files.push(name);
        } else if let Ok(bytes) = field.bytes().await {
            exchange.body = serde_json::from_slice(&bytes).ok();
        }
    }
}
