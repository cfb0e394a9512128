//! Sends requests: address, token, limits, time.

use super::{
    Answer, Call, Over,
    errors::{ErrorBody, Fault, UNKNOWN_WEBHOOK},
    limiter::{Limiter, RouteKey, Start, Told, Urgency},
};
use crate::config::{Config, Secret};
use bytes::Bytes;
use std::{sync::Mutex, time::Duration};
use tokio::{sync::Notify, time::Instant};
use twilight_http::request::{Method, Request};

/// One request, from the first byte to the last.
const TIMEOUT: Duration = Duration::from_secs(20);
/// The first answer to an interaction must arrive within three seconds.
const INTERACTION_TIMEOUT: Duration = Duration::from_millis(2_500);
/// How long a request waits for its turn before its job is put back.
const LONGEST_WAIT: Duration = Duration::from_secs(15);
/// Tries of one request within its turn: rate limits, and interactions on a bad line.
const MOST_TRIES: u32 = 4;
/// Bytes of an answer that are read.
const MOST_BYTES: usize = 16 * 1024 * 1024;
/// Discord wants `DiscordBot (url, version)` (reference, "User Agent").
const USER_AGENT: &str =
    concat!("DiscordBot (https://github.com/guildhall/guildhall, ", env!("CARGO_PKG_VERSION"), ")");

/// Sends requests for one token.
pub(crate) struct Executor {
    http: reqwest::Client,
    base: String,
    token: Secret,
    limiter: Mutex<Limiter>,
    changed: Notify,
    begun: Instant,
}

/// A person who may wait: for a bucket, for what all routes share. Forgotten however the waiting ends.
struct Waiting<'a> {
    rest: &'a Executor,
    route: &'a RouteKey,
    waits: bool,
    crowds: bool,
}

impl Waiting<'_> {
    /// It is not their turn yet.
    fn not_yet(&mut self, now: u64) {
        let mut limiter = self.rest.limiter();
        if !std::mem::replace(&mut self.waits, true) {
            limiter.person_waits(self.route);
        }
        let full = limiter.is_full(now);
        if std::mem::replace(&mut self.crowds, full) != full {
            limiter.crowds(full);
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        if !self.waits {
            return;
        }
        let mut limiter = self.rest.limiter();
        limiter.person_left(self.route);
        if self.crowds {
            limiter.crowds(false);
        }
        drop(limiter);
        self.rest.changed.notify_waiters();
    }
}

/// A request on its way: the limits hear what came of it, also when nobody waits for it any more.
struct Flight<'a> {
    rest: &'a Executor,
    route: &'a RouteKey,
    urgency: Urgency,
    told: Told,
}

impl Drop for Flight<'_> {
    fn drop(&mut self) {
        self.rest.limiter().finished(self.rest.now(), self.route, self.urgency, &self.told);
        self.rest.changed.notify_waiters();
    }
}

impl Executor {
    pub(crate) fn new(config: &Config) -> Result<Self, Fault> {
        // Installed once; a second installation is refused and means that there is one already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .user_agent(USER_AGENT)
            .timeout(TIMEOUT)
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .map_err(|error| Fault::Broken(error.to_string()))?;
        let base = config.api_base.as_ref().map_or("https://discord.com", |url| url.as_str());
        Ok(Self {
            http,
            base: base.trim_end_matches('/').to_owned(),
            token: config.token.clone(),
            limiter: Mutex::default(),
            changed: Notify::new(),
            begun: Instant::now(),
        })
    }

    /// The client for other hosts: the same pool and limits on time, no token.
    pub(crate) fn http(&self) -> &reqwest::Client {
        &self.http
    }

    fn limiter(&self) -> std::sync::MutexGuard<'_, Limiter> {
        self.limiter.lock().expect("no panic holds it")
    }

    fn now(&self) -> u64 {
        u64::try_from(self.begun.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    /// Sends a request when its turn comes.
    pub(crate) async fn send(&self, call: &Call) -> Answer {
        let route = route_key(&call.request, call.facet);
        let interaction = !call.hook && is_interaction(call.request.path());
        let urgency = if interaction { Urgency::Interaction } else { call.urgency };
        let mut tries = 0;
        loop {
            tries += 1;
            self.turn(&route, urgency).await?;
            if call.over.as_ref().is_some_and(Over::is_now) {
                // Nothing left: its turn is given back.
                drop(Flight { rest: self, route: &route, urgency, told: Told::default() });
                return Err(Fault::Gone(UNKNOWN_WEBHOOK));
            }
            let mut flight = Flight { rest: self, route: &route, urgency, told: Told::default() };
            let (told, answer) = self.once(&call.request, urgency, call.hook).await;
            flight.told = told.clone();
            drop(flight);
            match answer {
                Err(Fault::Later { after: Some(after), .. })
                    if told.status == 429 && tries < MOST_TRIES && after <= LONGEST_WAIT => {}
                Err(Fault::Later { .. }) if urgency == Urgency::Interaction && tries < 2 => {}
                other => return other,
            }
        }
    }

    async fn turn(&self, route: &RouteKey, urgency: Urgency) -> Result<(), Fault> {
        let until_end = Instant::now() + LONGEST_WAIT;
        let mut waiting = Waiting { rest: self, route, waits: false, crowds: false };
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let now = self.now();
            let start = self.limiter().start(now, route, urgency);
            let wait = match start {
                Start::Go => return Ok(()),
                Start::Silent { until } => {
                    let after = Some(Duration::from_millis(until - now));
                    let why = "too many refused requests; silent so that Discord does not ban us".to_owned();
                    return Err(Fault::Later { after, why });
                }
                Start::Wait { until } => until.map(|until| Duration::from_millis(until.saturating_sub(now))),
            };
            if urgency == Urgency::Person {
                waiting.not_yet(now);
            }
            let left = until_end.saturating_duration_since(Instant::now());
            if left.is_zero() || wait.is_some_and(|wait| wait > left) {
                return Err(Fault::Later { after: wait, why: "Discord's rate limit".to_owned() });
            }
            tokio::select! {
                () = changed => {}
                () = tokio::time::sleep(wait.unwrap_or(left).min(left)) => {}
            }
        }
    }

    async fn once(&self, request: &Request, urgency: Urgency, hook: bool) -> (Told, Answer) {
        let method = match request.method() {
            Method::Get => reqwest::Method::GET,
            Method::Post => reqwest::Method::POST,
            Method::Put => reqwest::Method::PUT,
            Method::Patch => reqwest::Method::PATCH,
            Method::Delete => reqwest::Method::DELETE,
            other => return (Told::default(), Err(Fault::Broken(format!("unknown method {other:?}")))),
        };
        let mut builder = self.http.request(method, format!("{}/api/v10/{}", self.base, request.path()));
        // Routes of interactions and webhooks carry their own token in the address.
        if request.use_authorization_token() && urgency != Urgency::Interaction && !hook {
            builder = builder.header("authorization", format!("Bot {}", self.token.expose()));
        }
        if let Some(headers) = request.headers() {
            builder = builder.headers(headers.clone());
        }
        builder = match (request.form(), request.body()) {
            (Some(form), _) => builder.header("content-type", form.content_type()).body(form.clone().build()),
            (None, Some(body)) => builder.header("content-type", "application/json").body(body.to_vec()),
            (None, None) if request.method() == Method::Get => builder,
            (None, None) => builder.header("content-length", "0"),
        };
        if urgency == Urgency::Interaction {
            builder = builder.timeout(INTERACTION_TIMEOUT);
        }
        let response = match builder.send().await {
            Ok(response) => response,
            // The address holds an interaction's token: it is left out of what may be logged.
            Err(error) => return (Told::default(), Err(later(&error.without_url()))),
        };
        let mut told = heard(response.status().as_u16(), response.headers());
        let answer = read(response, &mut told).await;
        (told, answer)
    }
}

fn later(error: &reqwest::Error) -> Fault {
    let what = if error.is_timeout() { "no answer in time" } else { "Discord cannot be reached" };
    Fault::Later { after: None, why: format!("{what}: {error}") }
}

async fn read(mut response: reqwest::Response, told: &mut Told) -> Answer {
    let success = response.status().is_success();
    let mut bytes = Vec::new();
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) if bytes.len() + chunk.len() <= MOST_BYTES => bytes.extend_from_slice(&chunk),
            Ok(Some(_)) => return Err(Fault::Broken("the answer is too large".to_owned())),
            Ok(None) => break,
            Err(error) => return Err(later(&error.without_url())),
        }
    }
    if success {
        return Ok(Bytes::from(bytes));
    }
    let body: ErrorBody = serde_json::from_slice(&bytes).unwrap_or_default();
    if told.status == 429 {
        told.global |= body.global;
        if let Some(seconds) = body.retry_after {
            told.retry_after = told.retry_after.max(Some((seconds.max(0.0) * 1000.0).ceil() as u64));
        }
        // A 429 without any number: a second, as good as any.
        let after = *told.retry_after.get_or_insert(1000);
        let why = "Discord's rate limit".to_owned();
        return Err(Fault::Later { after: Some(Duration::from_millis(after)), why });
    }
    Err(Fault::sort(told.status, body))
}

fn heard(status: u16, headers: &reqwest::header::HeaderMap) -> Told {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let millis = |name: &str| {
        let seconds = text(name).and_then(|value| value.parse::<f64>().ok());
        seconds.map(|seconds| (seconds.max(0.0) * 1000.0).ceil() as u64)
    };
    Told {
        bucket: text("x-ratelimit-bucket").map(str::to_owned),
        limit: text("x-ratelimit-limit").and_then(|value| value.parse().ok()),
        remaining: text("x-ratelimit-remaining").and_then(|value| value.parse().ok()),
        reset_after: millis("x-ratelimit-reset-after"),
        retry_after: (status == 429).then(|| millis("retry-after")).flatten(),
        global: text("x-ratelimit-global").is_some() || text("x-ratelimit-scope") == Some("global"),
        shared: text("x-ratelimit-scope") == Some("shared"),
        status,
    }
}

fn is_interaction(path: &str) -> bool {
    path.starts_with("interactions/") || path.starts_with("webhooks/")
}

/// The route of a request: ids become `:`, the major one apart (topics/rate-limits).
fn route_key(request: &Request, facet: Option<&'static str>) -> RouteKey {
    let path = request.path().split('?').next().unwrap_or_default();
    let mut major = String::new();
    let mut route = format!("{:?} ", request.method());
    let mut before = "";
    for (index, part) in path.split('/').enumerate() {
        let id = part.bytes().all(|byte| byte.is_ascii_digit()) && !part.is_empty();
        let token = index == 2 && matches!(path.split('/').next(), Some("webhooks" | "interactions"));
        if index == 1 && id && matches!(before, "channels" | "guilds" | "webhooks") {
            major = part.to_owned();
        }
        if token {
            // Each webhook, and each interaction, is limited on its own.
            major = format!("{major}/{part}");
        }
        route.push_str(if id || token || before == "reactions" { ":" } else { part });
        route.push('/');
        before = part;
    }
    RouteKey { route, major, facet }
}

#[cfg(test)]
mod tests {
    use super::*;
    use twilight_http::routing::Route;

    // Proves: requests of one route share a key whatever the ids, apart from the channel or guild.
    #[test]
    fn ids_do_not_make_a_route() {
        let key = |route: Route<'_>| route_key(&Request::from_route(&route), None);
        let one = key(Route::GetMessage { channel_id: 1, message_id: 2 });
        assert_eq!(one, key(Route::GetMessage { channel_id: 1, message_id: 3 }));
        let other = key(Route::GetMessage { channel_id: 9, message_id: 2 });
        assert_eq!((&one.route, one.major.as_str()), (&other.route, "1"));
        assert_ne!(one.major, other.major);
        let answer = |token: &'static str| {
            key(Route::UpdateInteractionOriginal { application_id: 1, interaction_token: token })
        };
        assert_eq!(answer("a").route, answer("b").route);
        assert_ne!(answer("a").major, answer("b").major);
        let delete = key(Route::DeleteMessage { channel_id: 1, message_id: 2 });
        assert_ne!(delete.route, one.route);
    }
}
