//! Requests to Discord: twilight's routes, our own executor and limiter.

pub(crate) mod errors;
mod executor;
mod limiter;
mod post;

pub use errors::Fault;
pub(crate) use limiter::Urgency;
pub(crate) use post::{Post, nonce};

use crate::config::Config;
use bytes::Bytes;
use executor::Executor;
use serde::{Serialize, de::DeserializeOwned};
use std::sync::Arc;
use ticket::{UserId, event::Reply};
use twilight_http::{
    request::{Form, Method, Request, RequestBuilder},
    routing::Route,
};

/// What came of a request: the body, or why not.
pub(crate) type Answer = Result<Bytes, Fault>;

/// A request on its way.
pub(crate) struct Call {
    pub request: Request,
    pub urgency: Urgency,
    /// A part of the route that Discord limits on its own.
    pub facet: Option<&'static str>,
    /// Whether a webhook's own secret is in the address: the bot's token is not sent.
    pub hook: bool,
    /// When its answer would be a refusal for certain: it is not sent then, however long it waited for its turn.
    pub over: Option<Over>,
}

/// When the token of an interaction is over, and by which clock.
#[derive(Clone)]
pub(crate) struct Over {
    pub clock: desk::Clock,
    pub reply: Reply,
}

impl Over {
    fn is_now(&self) -> bool {
        self.reply.is_over(self.clock.now())
    }
}

impl Call {
    fn build(request: RequestBuilder) -> Result<Self, Fault> {
        let request = request.build().map_err(|error| Fault::Broken(error.to_string()))?;
        Ok(Self { request, urgency: Urgency::Person, facet: None, hook: false, over: None })
    }

    /// A request without a body.
    pub(crate) fn of(route: &Route<'_>) -> Self {
        Self {
            request: Request::from_route(route),
            urgency: Urgency::Person,
            facet: None,
            hook: false,
            over: None,
        }
    }

    /// A request by its path, for what has no route of its own.
    pub(crate) fn raw(method: Method, path: String) -> Result<Self, Fault> {
        Self::build(RequestBuilder::raw(method, path))
    }

    /// A request with this body.
    pub(crate) fn json(route: &Route<'_>, body: &impl Serialize) -> Result<Self, Fault> {
        Self::build(Request::builder(route).json(body))
    }

    /// A request with this body and files; each file is named by its place, `files[0]` (reference, "Uploading Files").
    pub(crate) fn with_files(
        route: &Route<'_>,
        body: &impl Serialize,
        files: &[(String, Bytes)],
    ) -> Result<Self, Fault> {
        if files.is_empty() {
            return Self::json(route, body);
        }
        let body = serde_json::to_vec(body).map_err(|error| Fault::Broken(error.to_string()))?;
        let mut form = Form::new().json_part(b"payload_json", &body);
        for (index, (name, bytes)) in files.iter().enumerate() {
            form = form.file_part(format!("files[{index}]").as_bytes(), plain(name).as_bytes(), bytes);
        }
        Self::build(Request::builder(route).form(form))
    }

    /// By a webhook that carries its secret in the address.
    pub(crate) fn by_hook(mut self) -> Self {
        self.hook = true;
        self
    }

    /// Answers an interaction: worth nothing once its token is over.
    pub(crate) fn answering(mut self, clock: &desk::Clock, reply: &Reply) -> Self {
        self.over = Some(Over { clock: clock.clone(), reply: reply.clone() });
        self
    }

    /// Nobody waits for it.
    pub(crate) fn record(mut self) -> Self {
        self.urgency = Urgency::Record;
        self
    }
}

/// Discord's REST interface for one token.
#[derive(Clone)]
pub(crate) struct Rest {
    executor: Arc<Executor>,
    /// Whether nobody waits for the work that this serves.
    records: bool,
    /// Our own account, where what is posted may stand already.
    looks_for: Option<UserId>,
}

impl Rest {
    pub(crate) fn new(config: &Config) -> Result<Self, Fault> {
        Ok(Self { executor: Arc::new(Executor::new(config)?), records: false, looks_for: None })
    }

    /// As seen by work that nobody waits for: what it sends steps back for people.
    pub(crate) fn for_records(&self) -> Self {
        Self { records: true, ..self.clone() }
    }

    async fn answer(&self, call: Call) -> Answer {
        let call = if self.records { call.record() } else { call };
        self.executor.send(&call).await
    }

    /// For other hosts than Discord's API.
    pub(crate) fn http(&self) -> &reqwest::Client {
        self.executor.http()
    }

    /// Sends, and does not read the answer.
    pub(crate) async fn send(&self, call: Call) -> Result<(), Fault> {
        self.answer(call).await.map(|_| ())
    }

    /// Sends, and reads the answer.
    pub(crate) async fn ask<T: DeserializeOwned>(&self, call: Call) -> Result<T, Fault> {
        let bytes = self.answer(call).await?;
        serde_json::from_slice(&bytes).map_err(|error| {
            // Where, not what: a value may be a member's words.
            let (line, column) = (error.line(), error.column());
            Fault::Broken(format!("an answer was not understood at {line}:{column}"))
        })
    }

    /// Asks for something by its route.
    pub(crate) async fn get<T: DeserializeOwned>(&self, route: &Route<'_>) -> Result<T, Fault> {
        self.ask(Call::of(route)).await
    }
}

/// A file's name without what would end it in a form's header.
fn plain(name: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || "._-() ".contains(c) { c } else { '_' };
    let plain: String = name.chars().take(100).map(kept).collect();
    if plain.trim_matches(['.', ' ']).is_empty() { "file".to_owned() } else { plain }
}

/// Something with an id.
#[derive(serde::Deserialize)]
pub(crate) struct Created<T> {
    pub id: T,
}
