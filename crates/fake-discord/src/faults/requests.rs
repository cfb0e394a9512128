//! Requests that fail.

use super::{Storm, pick};
use crate::{error::Refused, rates::Scope};
use axum::{
    body::Body,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use serde_json::json;

/// What to do with a request instead of answering it.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Answer with this status and body, without effect.
    Status(u16, String),
    /// Answer with one of Discord's documented errors by its code, without effect.
    Code(u32),
    /// Answer with this status and a page that is not JSON, as what stands before Discord does; without effect.
    Html(u16),
    /// Answer 429 of this scope with these seconds to wait, though no header told so; without effect.
    TooFast(Scope, f64),
    /// Break the connection, without effect.
    ResetBefore,
    /// Have the effect, then break the connection.
    ResetAfter,
    /// Have the effect, then answer with this status and no JSON.
    HtmlAfter(u16),
}

impl Fault {
    /// Whether the request has its effect all the same.
    pub(crate) fn has_effect(&self) -> bool {
        matches!(self, Self::ResetAfter | Self::HtmlAfter(_))
    }

    /// Whether what is answered is what Discord documents, so that it can be held to it.
    pub(crate) fn is_documented(&self) -> bool {
        matches!(self, Self::Code(_) | Self::TooFast(..))
    }

    /// What is answered instead.
    pub(crate) fn response(&self) -> Response {
        match self {
            Self::Status(status, body) => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
                (status, body.clone()).into_response()
            }
            Self::Code(code) => documented(*code).into_response(),
            Self::Html(status) | Self::HtmlAfter(status) => {
                let status = StatusCode::from_u16(*status).unwrap_or(StatusCode::BAD_GATEWAY);
                let page = format!(
                    "<!doctype html><html><head><title>{status}</title></head><body><h1>{status}</h1></body></html>"
                );
                (status, Html(page)).into_response()
            }
            Self::TooFast(scope, seconds) => crate::error::too_fast(*seconds, *scope).into_response(),
            Self::ResetBefore | Self::ResetAfter => {
                let broken = futures_util::stream::once(async {
                    Err::<bytes::Bytes, _>(std::io::Error::other("reset"))
                });
                // A length that never comes: the client sees the answer break off.
                let mut response = Response::new(Body::from_stream(broken));
                response.headers_mut().insert(header::CONTENT_LENGTH, header::HeaderValue::from_static("64"));
                response
            }
        }
    }
}

/// Documented errors (Discord: topics/opcodes-and-status-codes) with the status they come with.
const DOCUMENTED: [(u32, u16, &str); 31] = [
    (10003, 404, "Unknown Channel"),
    (10004, 404, "Unknown Guild"),
    (10007, 404, "Unknown Member"),
    (10008, 404, "Unknown Message"),
    (10011, 404, "Unknown Role"),
    (10013, 404, "Unknown User"),
    (10015, 404, "Unknown Webhook"),
    (10062, 404, "Unknown interaction"),
    (20028, 429, "The write action you are performing on the channel has hit the write rate limit"),
    (20029, 429, "The write action you are performing on the server has hit the write rate limit"),
    (30003, 400, "Maximum number of pins reached for the channel (250)"),
    (30007, 400, "Maximum number of webhooks reached (15)"),
    (30013, 400, "Maximum number of guild channels reached (500)"),
    (30046, 429, "Maximum number of edits to messages older than 1 hour reached. Try again later"),
    (30058, 400, "Maximum number of webhooks per guild reached (1000)"),
    (40001, 401, "Unauthorized. Provide a valid token and try again"),
    (40003, 400, "You are opening direct messages too fast"),
    (40060, 400, "Interaction has already been acknowledged"),
    (40062, 429, "Service resource is being rate limited."),
    (50001, 403, "Missing Access"),
    (50005, 403, "Cannot edit a message authored by another user"),
    (50007, 403, "Cannot send messages to this user"),
    (50013, 403, "Missing Permissions"),
    (50027, 401, "Invalid Webhook Token"),
    (50035, 400, "Invalid Form Body"),
    (50083, 400, "Thread is archived"),
    (50278, 400, "Cannot send messages to this user due to having no mutual guilds"),
    (130_000, 503, "API resource is currently overloaded. Try again a little later"),
    (160_005, 400, "Thread is locked"),
    (160_006, 400, "Maximum number of active threads reached"),
    (200_000, 400, "Message was blocked by automatic moderation"),
];

fn documented(code: u32) -> Refused {
    let found = DOCUMENTED.iter().find(|(known, ..)| *known == code);
    let (_, status, message) = found.unwrap_or_else(|| panic!("{code} is not among the documented errors"));
    Refused {
        retry_after: (*status == 429).then_some((5.0, Scope::Shared)),
        ..crate::error::refuse(*status, code, message)
    }
}

/// How often requests fail, each of a thousand: with what passes by itself, so that whoever tries again gets through.
#[derive(Clone, Copy, Debug, Default)]
pub struct RequestOdds {
    /// 500 to 504 as Discord's own JSON.
    pub server_error: u16,
    /// 502 to 504 as a page.
    pub html: u16,
    /// 429 of a limit that no header told.
    pub too_fast: u16,
    /// Broken off before the effect.
    pub reset_before: u16,
    /// Broken off after the effect.
    pub reset_after: u16,
    /// A page with 502 to 504 after the effect.
    pub html_after: u16,
}

#[derive(Clone, Copy)]
enum Kind {
    ServerError,
    Html,
    TooFast,
    ResetBefore,
    ResetAfter,
    HtmlAfter,
}

impl RequestOdds {
    /// Some four in a hundred.
    pub fn bad_day() -> Self {
        Self { server_error: 10, html: 5, too_fast: 5, reset_before: 10, reset_after: 8, html_after: 2 }
    }

    /// The fault of the next request on this route, if there is one.
    pub(crate) fn next(&self, storm: &mut Storm, route: &str) -> Option<Fault> {
        let (number, nth) = storm.draw(route);
        let odds = [
            (self.server_error, Kind::ServerError),
            (self.html, Kind::Html),
            (self.too_fast, Kind::TooFast),
            (self.reset_before, Kind::ResetBefore),
            (self.reset_after, Kind::ResetAfter),
            (self.html_after, Kind::HtmlAfter),
        ];
        let kind = pick(number, &odds)?;
        let detail = number / 1_000;
        let page = [502, 503, 504][(detail % 3) as usize];
        let fault = match kind {
            Kind::ServerError => {
                let status = [500, 502, 503, 504][(detail % 4) as usize];
                let body = json!({"message": format!("{status}: Server Error"), "code": 0});
                Fault::Status(status, body.to_string())
            }
            Kind::Html => Fault::Html(page),
            Kind::TooFast => Fault::TooFast(Scope::Shared, 0.05 + (detail % 10) as f64 / 100.0),
            Kind::ResetBefore => Fault::ResetBefore,
            Kind::ResetAfter => Fault::ResetAfter,
            Kind::HtmlAfter => Fault::HtmlAfter(page),
        };
        storm.note(route, nth, format!("{fault:?}"));
        Some(fault)
    }
}
