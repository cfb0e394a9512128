//! Rate limits (Discord: topics/rate-limits): a bucket for each route and major parameter, fifty a second for all, and the count of invalid
//! requests.
//!
//! Discord does not document the sizes of buckets and changes them; these are the ones commonly seen. Time is an argument throughout, in
//! Unix milliseconds.

mod hands;
mod warned;

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, VecDeque};
use warned::Warned;

pub(crate) use warned::Line;

/// Requests in milliseconds of one bot; answers to interactions are apart.
const GLOBAL: (u64, i64) = (50, 1_000);
/// Invalid requests in ten minutes after which the address is banned.
const MOST_INVALID: usize = 10_000;
/// How long invalid requests are counted, in milliseconds.
const INVALID_WINDOW: i64 = 600_000;
/// Requests of a bucket that does not run out.
const WIDE: u64 = 10_000;
/// Buckets that are kept; over it those that ran out are forgotten.
const KEPT: usize = 10_000;

/// What kind of limit a 429 is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// This bot's own bucket.
    User,
    /// A limit of the resource, whoever asks: it does not count as an invalid request.
    Shared,
    /// The fifty requests a second.
    Global,
}

impl Scope {
    /// The value of `X-RateLimit-Scope`.
    pub fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Shared => "shared",
            Self::Global => "global",
        }
    }
}

/// Where a request stands in its bucket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// The bucket's name: the same for all major parameters.
    pub bucket: String,
    /// Requests in a window.
    pub limit: u64,
    /// Requests left.
    pub remaining: u64,
    /// When the window ends, Unix milliseconds.
    pub reset: i64,
    /// Milliseconds until then.
    pub reset_after: i64,
}

impl Standing {
    /// Writes `X-RateLimit-*`.
    pub fn write(&self, headers: &mut HeaderMap) {
        for (name, value) in [
            ("x-ratelimit-bucket", self.bucket.clone()),
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset", seconds(self.reset)),
            ("x-ratelimit-reset-after", seconds(self.reset_after)),
        ] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(HeaderName::from_static(name), value);
            }
        }
    }
}

/// Seconds with three decimals.
fn seconds(milliseconds: i64) -> String {
    format!("{}.{:03}", milliseconds / 1_000, milliseconds % 1_000)
}

/// A request that came too early.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// Which limit; none for the ban after too many invalid requests.
    pub scope: Option<Scope>,
    /// Milliseconds to wait.
    pub retry_after: i64,
    /// The bucket, where it is the one that ran out.
    pub standing: Option<Standing>,
}

/// The body of a 429: `retry_after` is in seconds, with fractions.
pub(crate) fn body(scope: Scope, retry_after: f64) -> Value {
    let message = match scope {
        Scope::Shared => "The resource is being rate limited.",
        Scope::User | Scope::Global => "You are being rate limited.",
    };
    json!({"message": message, "retry_after": retry_after, "global": scope == Scope::Global})
}

impl IntoResponse for TooMany {
    fn into_response(self) -> Response {
        let seconds = self.retry_after as f64 / 1_000.0;
        let mut response = match self.scope {
            Some(scope) => (StatusCode::TOO_MANY_REQUESTS, axum::Json(body(scope, seconds))).into_response(),
            // The ban is not Discord's own answer but that of what stands before it.
            None => {
                let page =
                    axum::response::Html("<!doctype html><title>Access denied</title>error code: 1015");
                (StatusCode::TOO_MANY_REQUESTS, page).into_response()
            }
        };
        let headers = response.headers_mut();
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds.ceil() as u64));
        if let Some(standing) = &self.standing {
            standing.write(headers);
        }
        if let Some(scope) = self.scope {
            let name = HeaderName::from_static("x-ratelimit-scope");
            headers.insert(name, HeaderValue::from_static(scope.name()));
            response.extensions_mut().insert(scope);
        }
        if self.scope == Some(Scope::Global) {
            response
                .headers_mut()
                .insert(HeaderName::from_static("x-ratelimit-global"), HeaderValue::from_static("true"));
        }
        response
    }
}

/// What a request counts against.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Route {
    /// Method and path, ids and secrets replaced: `POST /channels/{id}/messages`.
    pub name: String,
    /// The channel, guild, or webhook with its token.
    pub major: String,
}

/// The route of a request (path below `/api/v10`, without a slash in front).
pub fn route_of(method: &str, path: &str) -> Route {
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let mut name = format!("{method} ");
    let mut major = String::new();
    for (place, part) in parts.iter().enumerate() {
        let id = part.bytes().all(|byte| byte.is_ascii_digit());
        let secret = place == 2 && matches!(parts[0], "webhooks" | "interactions");
        let emoji = place > 0 && parts[place - 1] == "reactions";
        if place == 1 && id && matches!(parts[0], "channels" | "guilds" | "webhooks" | "interactions") {
            major = (*part).to_owned();
        }
        if secret {
            major = format!("{major}/{part}");
        }
        name.push('/');
        name.push_str(match (id, secret, emoji) {
            (true, ..) => "{id}",
            (_, true, _) => "{token}",
            (_, _, true) => "{emoji}",
            _ => part,
        });
    }
    Route { name, major }
}

/// Answers to interactions, and webhooks, are not bound to the bot's fifty a second.
fn exempt(route: &str) -> bool {
    route.contains(" /interactions/") || route.contains(" /webhooks/{id}/{token}")
}

/// Requests and milliseconds of a route.
fn usual(route: &str) -> (u64, i64) {
    let (method, path) = route.split_once(' ').unwrap_or(("", route));
    match method {
        _ if path.ends_with("/callback") => (50, 1_000),
        _ if path.starts_with("/webhooks/{id}/{token}") => (5, 2_000),
        "POST" | "PATCH" if path.ends_with("/messages") || path.ends_with("/messages/{id}") => (5, 5_000),
        "DELETE" if path.ends_with("/messages/{id}") => (5, 1_000),
        "POST" if path.ends_with("/bulk-delete") => (1, 1_000),
        "PUT" | "DELETE" if path.contains("/reactions") => (1, 250),
        "PATCH" if path == "/channels/{id}" => (5, 5_000),
        // Nobody knows the rate of making channels; the global limit is the one that is sure.
        "POST" if path == "/guilds/{id}/channels" => (50, 1_000),
        "GET" => (10, 5_000),
        _ => (10, 10_000),
    }
}

/// What happened so far, for tests to read.
#[derive(Clone, Debug, Default)]
pub struct Counters {
    /// Requests by route.
    pub requests: BTreeMap<String, u64>,
    /// Answers 429 by scope.
    pub limited: BTreeMap<Scope, u64>,
    /// Requests sent on a bucket that had none left, by route.
    pub on_exhausted: BTreeMap<String, u64>,
    /// Those of them that were sent after an answer had arrived that said so, by route: each is a fault of the client.
    pub despite: BTreeMap<String, u64>,
    /// Answers 401, 403 and 429 other than shared ones: what counts towards the ban.
    pub invalid: u64,
}

/// A window that starts with its first request.
#[derive(Clone, Copy, Debug)]
struct Window {
    used: u64,
    ends: i64,
    /// Whether its size was changed while it ran.
    resized: bool,
}

/// The limits of everyone who asks.
#[derive(Debug, Default)]
pub(crate) struct Rates {
    windows: BTreeMap<(String, Route), Window>,
    global: BTreeMap<String, Window>,
    overrides: BTreeMap<String, (u64, i64)>,
    /// Every bucket is too large to run out; the fifty a second stay.
    pub wide: bool,
    invalid: VecDeque<i64>,
    warned: Warned,
    pub counters: Counters,
}

impl Rates {
    /// Gives a route another size: requests and milliseconds.
    pub fn size(&mut self, route: &str, requests: u64, milliseconds: i64) {
        self.overrides.insert(route.to_owned(), (requests, milliseconds));
        for (_, window) in self.windows.iter_mut().filter(|((_, known), _)| known.name == route) {
            window.resized = true;
        }
    }

    /// Takes a request of `who` (a token).
    pub fn take(&mut self, who: &str, route: &Route, line: Line, now: i64) -> Result<Standing, TooMany> {
        *self.counters.requests.entry(route.name.clone()).or_default() += 1;
        while self.invalid.front().is_some_and(|at| at + INVALID_WINDOW <= now) {
            self.invalid.pop_front();
        }
        if self.invalid.len() >= MOST_INVALID {
            let retry_after = self.invalid.front().map_or(0, |at| at + INVALID_WINDOW - now);
            return Err(TooMany { scope: None, retry_after, standing: None });
        }
        if !exempt(&route.name) {
            self.take_global(who, now)?;
        }
        if self.windows.len() > KEPT {
            self.windows.retain(|_, window| window.ends > now);
        }
        let usual = |route: &str| if self.wide { (WIDE, 1_000) } else { usual(route) };
        let (limit, length) = self.overrides.get(&route.name).copied().unwrap_or_else(|| usual(&route.name));
        let fresh = Window { used: 0, ends: now + length, resized: false };
        let window = self.windows.entry((who.to_owned(), route.clone())).or_insert(fresh);
        if window.ends <= now {
            *window = fresh;
        }
        let (reset, reset_after) = (window.ends, window.ends - now);
        if self.warned.knows(who, route, line, (now, window.resized)) {
            *self.counters.despite.entry(route.name.clone()).or_default() += 1;
        }
        let bucket = hex::encode(&Sha256::digest(&route.name)[..16]);
        let standing = |remaining| Standing { bucket, limit, remaining, reset, reset_after };
        if window.used >= limit {
            *self.counters.on_exhausted.entry(route.name.clone()).or_default() += 1;
            let (scope, standing) = (Some(Scope::User), Some(standing(0)));
            return Err(TooMany { scope, retry_after: reset_after, standing });
        }
        window.used += 1;
        Ok(standing(limit - window.used))
    }

    fn take_global(&mut self, who: &str, now: i64) -> Result<(), TooMany> {
        let fresh = Window { used: 0, ends: now + GLOBAL.1, resized: false };
        self.global.retain(|_, window| window.ends > now);
        let window = self.global.entry(who.to_owned()).or_insert(fresh);
        if window.used >= GLOBAL.0 {
            let (scope, retry_after) = (Some(Scope::Global), window.ends - now);
            return Err(TooMany { scope, retry_after, standing: None });
        }
        window.used += 1;
        Ok(())
    }

    /// An answer tells where its request stands. (What breaks off may not arrive, and is not told here.)
    pub fn told(&mut self, who: &str, route: &Route, line: Line, standing: &Standing) {
        if standing.remaining == 0 {
            self.warned.told(who, route, line, standing.reset);
        }
    }

    /// The program starts anew: it was told nothing yet.
    pub fn forget_told(&mut self) {
        self.warned.forget();
    }

    /// Counts an answer.
    pub fn answered(&mut self, status: u16, scope: Option<Scope>, now: i64) {
        if let Some(scope) = scope.filter(|_| status == 429) {
            *self.counters.limited.entry(scope).or_default() += 1;
        }
        if matches!(status, 401 | 403) || status == 429 && scope != Some(Scope::Shared) {
            self.counters.invalid += 1;
            self.invalid.push_back(now);
            if self.invalid.len() > MOST_INVALID {
                self.invalid.pop_front();
            }
        }
    }
}

#[cfg(test)]
#[path = "rates_tests.rs"]
mod tests;
