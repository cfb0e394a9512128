//! Sends the questions.

use crate::{
    Endpoint, Failure, Paid, Price,
    stream::{Lines, Piece, piece},
    wire::{EmbedRequest, EmbedResponse, Request, Response, StreamOptions, Usage},
};
use assist::{
    prompt::{ANSWER_TOKENS, Message, Prompt},
    secrets,
};
use reqwest::header;
use serde::Serialize;
use serde_json::json;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

/// Bytes of an answer that are read.
const MOST_BYTES: usize = 512 * 1024;
/// Bytes of vectors that are read: a thousand with 4,096 numbers.
const MOST_VECTOR_BYTES: usize = 64 * 1024 * 1024;
/// Texts in one question for vectors.
const BATCH: usize = 64;
/// No single exchange takes longer; the time of a whole turn is [`crate::TIME`].
const EXCHANGE: Duration = Duration::from_secs(60);

/// What a model said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// The words, unchecked.
    pub text: String,
    /// What it took.
    pub paid: Paid,
}

/// A connection to an endpoint.
pub struct Client {
    http: reqwest::Client,
    endpoint: Endpoint,
    /// The endpoint does not know how to hold a model to a schema. The answer is checked in any case.
    no_schema: AtomicBool,
}

impl Client {
    /// For this endpoint. Follows no redirect: the key would go with it.
    ///
    /// # Panics
    ///
    /// If no client can be built at all: a broken build.
    pub fn new(endpoint: Endpoint) -> Self {
        // Whoever comes first installs it; the program may have done so for its other connections.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(EXCHANGE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("Guildhall (", env!("CARGO_PKG_VERSION"), ")"))
            .build()
            .expect("a client with these settings can be built");
        Self { http, endpoint, no_schema: AtomicBool::new(false) }
    }

    /// Which endpoint.
    pub fn endpoint(&self) -> &Endpoint {
        &self.endpoint
    }

    /// Asks the chat model.
    ///
    /// # Errors
    ///
    /// A [`Failure`].
    pub async fn chat(&self, messages: &[Message]) -> Result<Said, Failure> {
        let with_schema = !self.no_schema.load(Ordering::Relaxed);
        match self.chat_once(messages, with_schema).await {
            // Servers that do not know `response_format` refuse the request for it.
            Err(Failure::Refused(400 | 422)) if with_schema => {
                let said = self.chat_once(messages, false).await?;
                self.no_schema.store(true, Ordering::Relaxed);
                Ok(said)
            }
            other => other,
        }
    }

    async fn chat_once(&self, messages: &[Message], with_schema: bool) -> Result<Said, Failure> {
        let schema = || json!({ "type": "json_schema", "json_schema": { "name": "turn", "strict": true, "schema": Prompt::schema() } });
        let stream = self.endpoint.stream;
        let request = Request {
            model: &self.endpoint.model,
            messages,
            max_tokens: ANSWER_TOKENS,
            temperature: 0.0,
            response_format: with_schema.then(schema),
            stream,
            stream_options: stream.then_some(StreamOptions { include_usage: true }),
        };
        let response = self.post("chat/completions", &request).await?;
        let streams = response
            .headers()
            .get(header::CONTENT_TYPE)
            .is_some_and(|kind| kind.as_bytes().starts_with(b"text/event-stream"));
        let price = self.endpoint.price.as_ref();
        if streams { pieces(response, price).await } else { whole(response, price).await }
    }

    /// What the embeddings model says of texts, one vector for each; nothing where no such model is set.
    ///
    /// # Errors
    ///
    /// A [`Failure`].
    pub async fn embed(&self, texts: &[&str]) -> Result<Option<(Vec<Vec<f32>>, Paid)>, Failure> {
        let Some(model) = &self.endpoint.embeddings else { return Ok(None) };
        let mut vectors = Vec::with_capacity(texts.len());
        let mut took = Paid::default();
        for texts in texts.chunks(BATCH) {
            // What looks like a key stands in a document by mistake, and goes nowhere from there.
            let hidden: Vec<String> = texts.iter().map(|text| secrets::hide(text)).collect();
            let input: &[&str] = &hidden.iter().map(String::as_str).collect::<Vec<_>>();
            let response = self.post("embeddings", &EmbedRequest { model, input }).await?;
            let bytes = read(response, MOST_VECTOR_BYTES).await?;
            let mut answer: EmbedResponse =
                serde_json::from_slice(&bytes).map_err(|_| Failure::Nonsense("no vectors"))?;
            answer.data.sort_by_key(|one| one.index);
            took += paid(self.endpoint.price.as_ref(), answer.usage.unwrap_or_default());
            if answer.data.len() != input.len()
                || answer.data.iter().enumerate().any(|(at, one)| at != one.index)
            {
                return Err(Failure::Nonsense("another number of vectors than texts"));
            }
            vectors.extend(answer.data.into_iter().map(|one| one.embedding));
        }
        let length = vectors.first().map_or(1, Vec::len);
        let sound = |vector: &Vec<f32>| {
            vector.len() == length && length > 0 && vector.iter().all(|number| number.is_finite())
        };
        if vectors.iter().all(sound) {
            Ok(Some((vectors, took)))
        } else {
            Err(Failure::Nonsense("vectors that do not fit"))
        }
    }

    async fn post(&self, path: &str, body: &impl Serialize) -> Result<reqwest::Response, Failure> {
        let mut request = self.http.post(self.endpoint.at(path)).json(body);
        if let Some(key) = &self.endpoint.key {
            request = request.bearer_auth(key.expose());
        }
        let response = request.send().await.map_err(|error| Failure::of_connection(&error))?;
        match response.status().as_u16() {
            200..=299 => Ok(response),
            status => Err(Failure::of_status(status)),
        }
    }
}

async fn read(mut response: reqwest::Response, most: usize) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| Failure::of_connection(&error))? {
        if bytes.len() + chunk.len() > most {
            return Err(Failure::Nonsense("too much"));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

async fn whole(response: reqwest::Response, price: Option<&Price>) -> Result<Said, Failure> {
    let bytes = read(response, MOST_BYTES).await?;
    let answer: Response = serde_json::from_slice(&bytes)
        .map_err(|_| Failure::Nonsense("something other than JSON of the wire"))?;
    let mut gathered = Gathered::default();
    gathered.add(answer)?;
    gathered.end(price)
}

async fn pieces(mut response: reqwest::Response, price: Option<&Price>) -> Result<Said, Failure> {
    let (mut lines, mut gathered, mut total) = (Lines::default(), Gathered::default(), 0);
    while let Some(chunk) = response.chunk().await.map_err(|error| Failure::of_connection(&error))? {
        total += chunk.len();
        if total > MOST_BYTES {
            return Err(Failure::Nonsense("too much"));
        }
        for line in lines.push(&chunk)? {
            match piece(&line)? {
                Piece::Nothing => {}
                Piece::Part(part) => gathered.add(*part)?,
                Piece::Done => return gathered.end(price),
            }
        }
    }
    // It ended without saying so. Complete or not: the check of its form will tell.
    gathered.end(price)
}

fn paid(price: Option<&Price>, usage: Usage) -> Paid {
    Paid::new(price, usage.prompt_tokens, usage.completion_tokens, usage.total_tokens)
}

#[derive(Default)]
struct Gathered {
    text: Option<String>,
    usage: Usage,
    declined: bool,
}

impl Gathered {
    fn add(&mut self, answer: Response) -> Result<(), Failure> {
        if answer.error.is_some() {
            return Err(Failure::Broken(200));
        }
        self.usage = answer.usage.unwrap_or(self.usage);
        let Some(choice) = answer.choices.into_iter().next() else { return Ok(()) };
        self.declined |= choice.finish_reason.as_deref() == Some("content_filter");
        if let Some(part) = choice.message.or(choice.delta) {
            self.declined |= part.refusal.is_some_and(|refusal| !refusal.is_empty());
            if let Some(content) = part.content {
                self.text.get_or_insert_default().push_str(&content);
            }
        }
        Ok(())
    }

    fn end(self, price: Option<&Price>) -> Result<Said, Failure> {
        if self.declined {
            return Err(Failure::Declined);
        }
        let text = self.text.ok_or(Failure::Nonsense("no answer"))?;
        Ok(Said { text, paid: paid(price, self.usage) })
    }
}
