//! When there is no page to show: each case says what it means and what to do.

use crate::{
    prefs::Prefs,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use desk::Failure;
use ticket::{say, settings::Locale};

/// Why a handler gives no page.
#[derive(Debug)]
pub(crate) enum Problem {
    /// Nobody is signed in; afterwards they go on there.
    SignIn { next: String },
    /// No such page.
    NotFound,
    /// No such guild for this person: theirs are listed at the start page.
    NoGuild,
    /// No such ticket in this guild.
    NoTicket,
    /// No such file, or it was not kept.
    NoFile,
    /// Not allowed for this person now.
    Forbidden,
    /// A form that did not come from our page, or is too old.
    Forged,
    /// A request that cannot be understood.
    Unclear,
    /// Too much at once.
    TooLarge,
    /// Too often.
    TooMany,
    /// Discord did not confirm a sign-in: why, in its words or ours.
    SignInFailed(SignInFailed),
    /// The store or Discord does not answer.
    Failed(Failure),
}

/// Why a sign-in came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SignInFailed {
    /// The person pressed "Cancel".
    Cancelled,
    /// It was begun in another browser, or too long ago.
    Stale,
    /// Discord refused the code, or our application's secret.
    Refused,
    /// Discord could not be reached or did not make sense.
    Unreachable,
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

/// What the error page is to say; set on a response without a page.
#[derive(Clone, Debug)]
struct Say {
    key: &'static str,
    /// Names the log entry.
    id: Option<String>,
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let (status, key) = match &self {
            Self::SignIn { next } => {
                let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
                return Redirect::to(&format!("/sign-in?next={next}")).into_response();
            }
            Self::NotFound => (StatusCode::NOT_FOUND, "not-found"),
            Self::NoGuild => (StatusCode::NOT_FOUND, "no-guild"),
            Self::NoTicket => (StatusCode::NOT_FOUND, "no-ticket"),
            Self::NoFile => (StatusCode::NOT_FOUND, "no-file"),
            Self::Forbidden => (StatusCode::FORBIDDEN, "forbidden"),
            Self::Forged => (StatusCode::FORBIDDEN, "forged"),
            Self::Unclear => (StatusCode::BAD_REQUEST, "unclear"),
            Self::TooLarge => (StatusCode::PAYLOAD_TOO_LARGE, "too-large"),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, "too-many"),
            Self::SignInFailed(SignInFailed::Cancelled) => (StatusCode::BAD_REQUEST, "sign-in-cancelled"),
            Self::SignInFailed(SignInFailed::Stale) => (StatusCode::BAD_REQUEST, "sign-in-stale"),
            Self::SignInFailed(SignInFailed::Refused) => (StatusCode::BAD_GATEWAY, "sign-in-refused"),
            Self::SignInFailed(SignInFailed::Unreachable) => (StatusCode::BAD_GATEWAY, "sign-in-unreachable"),
            Self::Failed(_) => (StatusCode::SERVICE_UNAVAILABLE, "failed"),
        };
        let id = if let Self::Failed(failure) = &self {
            let id = crate::headers::fresh()[..8].to_owned();
            tracing::error!(id, %failure, "a page could not be made");
            Some(id)
        } else {
            None
        };
        let mut response = status.into_response();
        if status == StatusCode::TOO_MANY_REQUESTS {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response.extensions_mut().insert(Say { key, id });
        response
    }
}

/// Gives every error without a page of its own one that is plain and says what to do.
pub(crate) async fn pages(request: Request, next: Next) -> Response {
    let prefs = request.extensions().get::<Prefs>().cloned();
    let response = next.run(request).await;
    let status = response.status();
    let said = response.extensions().get::<Say>().cloned();
    if said.is_none() && (!(status.is_client_error() || status.is_server_error()) || html(response.headers()))
    {
        return response;
    }
    let Some(prefs) = prefs else { return response };
    let Say { key, id } = said.unwrap_or_else(|| Say { key: key_of(status), id: None });
    let retry = response.headers().get(header::RETRY_AFTER).cloned();
    let mut page = render(&prefs, status, key, id);
    if let Some(retry) = retry {
        page.headers_mut().insert(header::RETRY_AFTER, retry);
    }
    page
}

fn html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

fn key_of(status: StatusCode) -> &'static str {
    match status {
        StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => "not-found",
        StatusCode::FORBIDDEN => "forbidden",
        StatusCode::PAYLOAD_TOO_LARGE => "too-large",
        StatusCode::TOO_MANY_REQUESTS => "too-many",
        status if status.is_client_error() => "unclear",
        _ => "broken",
    }
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    shell: Shell<'a>,
    status: u16,
    title: String,
    text: String,
    again: bool,
    id: Option<String>,
}

fn render(prefs: &Prefs, status: StatusCode, key: &str, id: Option<String>) -> Response {
    let (title, text) = words(prefs.locale, key);
    let again = key.starts_with("sign-in");
    let shell = Shell::bare(prefs, title.clone());
    page(status, &ErrorPage { shell, status: status.as_u16(), title, text, again, id })
}

fn words(l: Locale, key: &str) -> (String, String) {
    match key {
        "not-found" => (say!(l, "web-error-not-found"), say!(l, "web-error-not-found-text")),
        "no-guild" => (say!(l, "web-error-no-guild"), say!(l, "web-error-no-guild-text")),
        "no-ticket" => (say!(l, "web-error-no-ticket"), say!(l, "web-error-no-ticket-text")),
        "no-file" => (say!(l, "web-error-no-file"), say!(l, "web-error-no-file-text")),
        "forbidden" => (say!(l, "web-error-forbidden"), say!(l, "web-error-forbidden-text")),
        "forged" => (say!(l, "web-error-forged"), say!(l, "web-error-forged-text")),
        "unclear" => (say!(l, "web-error-unclear"), say!(l, "web-error-unclear-text")),
        "too-large" => (say!(l, "web-error-too-large"), say!(l, "web-error-too-large-text")),
        "too-many" => (say!(l, "web-error-too-many"), say!(l, "web-error-too-many-text")),
        "sign-in-cancelled" => (say!(l, "web-error-sign-in"), say!(l, "web-error-sign-in-cancelled")),
        "sign-in-stale" => (say!(l, "web-error-sign-in"), say!(l, "web-error-sign-in-stale")),
        "sign-in-refused" => (say!(l, "web-error-sign-in"), say!(l, "web-error-sign-in-refused")),
        "sign-in-unreachable" => (say!(l, "web-error-sign-in"), say!(l, "web-error-sign-in-unreachable")),
        "failed" => (say!(l, "web-error-failed"), say!(l, "web-error-failed-text")),
        _ => (say!(l, "web-error-broken"), say!(l, "web-error-broken-text")),
    }
}
