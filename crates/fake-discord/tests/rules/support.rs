//! Plain clients: HTTP and a socket, nothing of the product.

use fake_discord::{Clock, Config, Fake, World, sample::Sample};
use reqwest::{Client, Method, StatusCode, header::HeaderMap};
use serde_json::Value;
use spec_gate::Gate;

/// 2026-11-21T12:00:00Z: the clock stands there until a test moves it.
pub const NOON: i64 = 1_795_262_400_000;

/// A fake with the sample guild and a client with the bot's token.
pub struct Stage {
    pub fake: Fake,
    pub sample: Sample,
    pub http: Client,
    _gate: Gate,
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Value,
}

impl Reply {
    /// Status and Discord's code.
    pub fn code(&self) -> (u16, u64) {
        (self.status.as_u16(), self.body["code"].as_u64().unwrap_or(0))
    }

    /// The rule that the field at this path breaks, if it does: `embeds.0.title`.
    pub fn rule(&self, path: &str) -> Option<&str> {
        let mut at = &self.body["errors"];
        for part in path.split('.') {
            at = &at[part];
        }
        at["_errors"][0]["code"].as_str()
    }

    /// The id of what was made.
    pub fn id(&self) -> u64 {
        self.body["id"].as_str().and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no id in {self:?}"))
    }

    /// A header's text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// Asserts success.
    pub fn fine(self) -> Self {
        assert!(self.status.is_success(), "{self:?}");
        self
    }
}

impl Stage {
    /// The sample at noon, the clock at a stand, windows of limits too.
    pub async fn begin() -> Self {
        Self::begin_with(|_, _, _| {}).await
    }

    pub async fn begin_with(change: impl FnOnce(&mut Config, &mut World, &Sample)) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let (mut world, sample) = fake_discord::sample::harbor_lights(Clock::at(NOON));
        let mut config = Config { limits_pass: false, ..Config::default() };
        change(&mut config, &mut world, &sample);
        let gate = Gate::of_answers();
        config.tap = gate.tap();
        let fake = Fake::start(config, world).await.expect("a free port");
        Self { fake, sample, http: Client::new(), _gate: gate }
    }

    pub fn pass(&self, seconds: i64) {
        self.fake.change(|world| world.clock.advance_seconds(seconds));
    }

    /// A request with the bot's token.
    pub async fn ask(&self, method: &str, path: &str, body: Value) -> Reply {
        self.ask_as(&format!("Bot {}", self.fake.token()), method, path, body).await
    }

    /// A request without any token, as answers to interactions are.
    pub async fn ask_bare(&self, method: &str, path: &str, body: Value) -> Reply {
        self.ask_as("", method, path, body).await
    }

    pub async fn ask_as(&self, who: &str, method: &str, path: &str, body: Value) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = self.http.request(method, format!("{}/api/v10/{path}", self.fake.base_url()));
        if !who.is_empty() {
            request = request.header("authorization", who);
        }
        if !body.is_null() {
            request = request.json(&body);
        }
        Self::read(request).await
    }

    pub async fn get(&self, path: &str) -> Reply {
        self.ask("GET", path, Value::Null).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.ask("POST", path, body).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Reply {
        self.ask("PATCH", path, body).await
    }

    pub async fn read(request: reqwest::RequestBuilder) -> Reply {
        let response = request.send().await.expect("an answer");
        let (status, headers) = (response.status(), response.headers().clone());
        let text = response.text().await.expect("a body");
        let body = serde_json::from_str(&text).unwrap_or(Value::String(text));
        Reply { status, headers, body }
    }
}
