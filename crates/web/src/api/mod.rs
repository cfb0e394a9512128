//! `/api/v1`: the HTTP API (P215-P222). JSON in and out, a bearer token and nothing else: no cookies, no other origins.
//!
//! Every route is in [`ROUTES`], with the scope it needs; the description at `/api/v1/openapi.json` is made from the same table. An act
//! goes to the desk as a command of the token's owner, who may never do more through a token than without.

mod auth;
mod call;
mod hooks;
mod once;
mod openapi;
mod problem;
mod tickets;
pub(crate) mod token;

use crate::state::App;
use axum::{
    Router,
    extract::{Request, State},
    http::{Method, StatusCode},
    response::{IntoResponse, Response},
    routing::{MethodFilter, MethodRouter, get, on},
};
pub(crate) use call::{Call, Reply};
use futures_util::future::BoxFuture;
pub(crate) use problem::Oops;
use std::{any::Any, collections::BTreeMap};
use token::Scope;
use tower_http::catch_panic::CatchPanicLayer;

/// Bytes of a body.
pub(crate) const MOST_BODY: usize = 64 * 1024;

/// A route.
pub(crate) struct Route {
    pub(crate) method: Method,
    /// Below `/api/v1/guilds/{guild}`.
    pub(crate) path: &'static str,
    pub(crate) scope: Scope,
    /// What it does, in a line.
    pub(crate) summary: &'static str,
    /// The schema of the body, where it takes one.
    pub(crate) takes: Option<&'static str>,
    /// The schema of the answer.
    pub(crate) gives: &'static str,
    /// The status of the answer.
    pub(crate) status: StatusCode,
    /// What else can be asked for.
    pub(crate) query: &'static [&'static str],
    handler: fn(Call) -> BoxFuture<'static, Result<Reply, Oops>>,
}

impl Route {
    /// Whether it changes something.
    pub(crate) fn writes(&self) -> bool {
        self.method != Method::GET
    }
    /// The rate bucket it counts in (P220).
    pub(crate) fn bucket(&self) -> &'static str {
        if self.writes() { "write" } else { "read" }
    }
    pub(crate) fn whole_path(&self) -> String {
        format!("/api/v1/guilds/{{guild}}{}", self.path)
    }
}

macro_rules! route {
    ($method:ident $path:literal, $scope:ident, $handler:path, $status:ident $gives:literal, takes $takes:expr, asks $query:expr, $summary:literal) => {
        Route {
            method: Method::$method,
            path: $path,
            scope: Scope::$scope,
            summary: $summary,
            takes: $takes,
            gives: $gives,
            status: StatusCode::$status,
            query: $query,
            handler: |call| Box::pin($handler(call)),
        }
    };
}

const PAGES: &[&str] = &["page", "per_page"];

/// Every route.
pub(crate) static ROUTES: [Route; 20] = [
    route!(GET "/tickets", TicketsRead, tickets::list, OK "TicketPage", takes None, asks tickets::LIST_QUERY, "Tickets, newest first"),
    route!(GET "/tickets/{number}", TicketsRead, tickets::get, OK "Ticket", takes None, asks &[], "One ticket"),
    route!(GET "/tickets/{number}/messages", TicketsRead, tickets::messages, OK "MessagePage", takes None, asks PAGES, "What was said, oldest first; never a note"),
    route!(POST "/tickets/{number}/messages", TicketsWrite, tickets::reply, CREATED "Said", takes Some("NewMessage"), asks &[], "Reply"),
    route!(POST "/tickets/{number}/claim", TicketsWrite, tickets::claim, OK "Ticket", takes None, asks &[], "Claim"),
    route!(POST "/tickets/{number}/assign", TicketsWrite, tickets::assign, OK "Ticket", takes Some("Assign"), asks &[], "Assign to somebody, or to nobody"),
    route!(POST "/tickets/{number}/close", TicketsWrite, tickets::close, OK "Ticket", takes Some("Close"), asks &[], "Close"),
    route!(POST "/tickets/{number}/reopen", TicketsWrite, tickets::reopen, OK "Ticket", takes None, asks &[], "Open again"),
    route!(POST "/tickets/{number}/snooze", TicketsWrite, tickets::snooze, OK "Ticket", takes Some("Snooze"), asks &[], "Put out of sight until a time, or until the member writes"),
    route!(POST "/tickets/{number}/wake", TicketsWrite, tickets::wake, OK "Ticket", takes None, asks &[], "Bring back into sight"),
    route!(POST "/tickets/{number}/no-reply-needed", TicketsWrite, tickets::no_reply_needed, OK "Ticket", takes None, asks &[], "Say that what the member wrote last needs no answer"),
    route!(POST "/tickets/{number}/reply-needed", TicketsWrite, tickets::reply_needed, OK "Ticket", takes None, asks &[], "Say that it needs an answer after all"),
    route!(GET "/webhooks", WebhooksManage, hooks::list, OK "WebhookPage", takes None, asks PAGES, "Webhooks"),
    route!(POST "/webhooks", WebhooksManage, hooks::add, CREATED "NewWebhook", takes Some("WebhookInput"), asks &[], "Add a webhook; the answer holds its secret"),
    route!(GET "/webhooks/{webhook}", WebhooksManage, hooks::get, OK "Webhook", takes None, asks &[], "One webhook"),
    route!(PATCH "/webhooks/{webhook}", WebhooksManage, hooks::change, OK "Webhook", takes Some("WebhookChange"), asks &[], "Change a webhook, or switch it"),
    route!(DELETE "/webhooks/{webhook}", WebhooksManage, hooks::remove, OK "Removed", takes None, asks &[], "Remove a webhook"),
    route!(POST "/webhooks/{webhook}/secret", WebhooksManage, hooks::secret, CREATED "NewWebhook", takes None, asks &[], "Give it another secret"),
    route!(POST "/webhooks/{webhook}/test", WebhooksManage, hooks::test, ACCEPTED "Accepted", takes None, asks &[], "Send it a test"),
    route!(GET "/webhooks/{webhook}/deliveries", WebhooksManage, hooks::deliveries, OK "DeliveryPage", takes None, asks PAGES, "The latest deliveries"),
];

/// The API as a router: its own errors, nothing of the pages.
pub(crate) fn router() -> Router<App> {
    let mut paths: BTreeMap<String, MethodRouter<App>> = BTreeMap::new();
    for route in &ROUTES {
        let filter = MethodFilter::try_from(route.method.clone()).expect("a usual method");
        let handler = move |State(app): State<App>, request: Request| auth::run(app, route, request);
        let path = paths.remove(&route.whole_path()).unwrap_or_default();
        paths.insert(route.whole_path(), path.on(filter, handler));
    }
    let refuse = || async { Oops::Method };
    let mut router = Router::new().route("/api/v1/openapi.json", get(openapi::serve).fallback(refuse));
    for (path, methods) in paths {
        router = router.route(&path, methods.fallback(refuse));
    }
    let none = on(MethodFilter::GET, nothing).fallback(nothing);
    router.route("/api", none.clone()).route("/api/{*rest}", none).layer(CatchPanicLayer::custom(panicked))
}

async fn nothing() -> Oops {
    Oops::NotFound
}

/// What a panic said stays in the log.
fn panicked(why: Box<dyn Any + Send>) -> Response {
    let why = why.downcast_ref::<String>().map(String::as_str).or(why.downcast_ref::<&str>().copied());
    tracing::error!(why = why.unwrap_or("unknown"), "a handler of the API panicked");
    Oops::Broken.into_response()
}
