//! When there is no page to show: each case says what it means and what to do.

use crate::{
    actor::{InGuild, Signed},
    prefs::Prefs,
    session,
    state::App,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Redirect, Response},
};
use desk::Failure;
use std::sync::Arc;
use ticket::{GuildId, say, settings::Locale};

/// Why a handler gives no page.
#[derive(Clone, Debug)]
pub(crate) enum Problem {
    /// Nobody is signed in; afterwards they go on there.
    SignIn { next: String },
    /// No such page.
    NotFound,
    /// No such guild for this person: theirs are listed at the start page.
    NoGuild,
    /// No such ticket in this guild.
    NoTicket,
    /// The time to read a transcript is over (P158).
    TranscriptOver,
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
    /// Signing in is not set up.
    NoSignIn,
    /// Discord did not confirm a sign-in: why, in its words or ours.
    SignInFailed(SignInFailed),
    /// The store does not answer; the log has more under this id.
    Failed { id: String },
    /// A defect of ours.
    Broken,
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
        let id = crate::headers::fresh()[..8].to_owned();
        tracing::error!(id, %failure, "a page could not be made");
        Self::Failed { id }
    }
}

impl Problem {
    fn status(&self) -> StatusCode {
        match self {
            Self::SignIn { .. } => StatusCode::SEE_OTHER,
            Self::NotFound | Self::NoGuild | Self::NoTicket | Self::NoFile => StatusCode::NOT_FOUND,
            Self::Forbidden | Self::Forged => StatusCode::FORBIDDEN,
            Self::Unclear => StatusCode::BAD_REQUEST,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::TranscriptOver => StatusCode::GONE,
            Self::SignInFailed(SignInFailed::Cancelled | SignInFailed::Stale) => StatusCode::BAD_REQUEST,
            Self::SignInFailed(_) => StatusCode::BAD_GATEWAY,
            Self::Failed { .. } | Self::NoSignIn => StatusCode::SERVICE_UNAVAILABLE,
            Self::Broken => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// Whether the server's other pages are of use to who meets it: something is not there, or not theirs.
    fn leaves_ways(&self) -> bool {
        matches!(self.status(), StatusCode::NOT_FOUND | StatusCode::FORBIDDEN | StatusCode::GONE)
    }

    /// What a bare status of the server's own parts means to a person.
    fn of(status: StatusCode) -> Self {
        match status {
            StatusCode::NOT_FOUND | StatusCode::METHOD_NOT_ALLOWED => Self::NotFound,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            status if status.is_client_error() => Self::Unclear,
            _ => Self::Broken,
        }
    }

    /// Title and text.
    fn words(&self, l: Locale) -> (String, String) {
        match self {
            Self::SignIn { .. } => (say!(l, "web-sign-in-title"), say!(l, "web-welcome-text")),
            Self::NotFound => (say!(l, "web-error-not-found"), say!(l, "web-error-not-found-text")),
            Self::NoGuild => (say!(l, "web-error-no-guild"), say!(l, "web-error-no-guild-text")),
            Self::NoTicket => (say!(l, "web-error-no-ticket"), say!(l, "web-error-no-ticket-text")),
            Self::NoFile => (say!(l, "web-error-no-file"), say!(l, "web-error-no-file-text")),
            Self::Forbidden => (say!(l, "web-error-forbidden"), say!(l, "web-error-forbidden-text")),
            Self::Forged => (say!(l, "web-error-forged"), say!(l, "web-error-forged-text")),
            Self::Unclear => (say!(l, "web-error-unclear"), say!(l, "web-error-unclear-text")),
            Self::TooLarge => (say!(l, "web-error-too-large"), say!(l, "web-error-too-large-text")),
            Self::TranscriptOver => (say!(l, "web-error-over"), say!(l, "web-error-over-text")),
            Self::TooMany => (say!(l, "web-error-too-many"), say!(l, "web-error-too-many-text")),
            Self::NoSignIn => (say!(l, "web-error-no-sign-in"), say!(l, "web-error-no-sign-in-text")),
            Self::SignInFailed(why) => (say!(l, "web-error-sign-in"), why.words(l)),
            Self::Failed { .. } => (say!(l, "web-error-failed"), say!(l, "web-error-failed-text")),
            Self::Broken => (say!(l, "web-error-broken"), say!(l, "web-error-broken-text")),
        }
    }
}

impl SignInFailed {
    fn words(self, l: Locale) -> String {
        match self {
            Self::Cancelled => say!(l, "web-error-sign-in-cancelled"),
            Self::Stale => say!(l, "web-error-sign-in-stale"),
            Self::Refused => say!(l, "web-error-sign-in-refused"),
            Self::Unreachable => say!(l, "web-error-sign-in-unreachable"),
        }
    }
}

impl IntoResponse for Problem {
    /// A redirect, or a bare status that [`pages`] turns into a page.
    fn into_response(self) -> Response {
        if let Self::SignIn { next } = &self {
            let next: String = url::form_urlencoded::byte_serialize(next.as_bytes()).collect();
            return Redirect::to(&format!("/sign-in?next={next}")).into_response();
        }
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// Gives every error without a page of its own one that says what to do, with the ways of the server it is about for who is in it.
pub(crate) async fn pages(State(app): State<App>, request: Request, next: Next) -> Response {
    let prefs = request.extensions().get::<Prefs>().cloned();
    let guild = guild(request.uri().path());
    let cookies = guild.map(|_| request.headers().clone());
    let response = next.run(request).await;
    let status = response.status();
    let known = response.extensions().get::<Problem>().cloned();
    let bare = (status.is_client_error() || status.is_server_error()) && !html(response.headers());
    let problem = known.or_else(|| bare.then(|| Problem::of(status)));
    let (Some(prefs), Some(problem)) = (prefs, problem) else { return response };
    let here = match (guild, cookies) {
        (Some(guild), Some(cookies)) if problem.leaves_ways() => here(&app, &cookies, &prefs, guild).await,
        _ => None,
    };
    render(&prefs, here.as_ref(), status, &problem)
}

/// The guild that an address is about.
fn guild(path: &str) -> Option<GuildId> {
    path.strip_prefix("/g/")?.split('/').next()?.parse().ok()
}

/// Who asks, in that guild: nobody who is not signed in, or is not in it. The handler may not have come so far as to ask.
async fn here(app: &App, cookies: &HeaderMap, prefs: &Prefs, guild: GuildId) -> Option<InGuild> {
    let session = Arc::new(session::find(app, cookies).await.ok()??);
    let signed = Signed { session, prefs: prefs.clone() };
    InGuild::find(app, signed, guild).await.ok()
}

fn html(headers: &HeaderMap) -> bool {
    headers.get(header::CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"))
}

#[derive(Template)]
#[template(path = "error.html")]
struct ErrorPage<'a> {
    shell: Shell<'a>,
    status: u16,
    title: String,
    text: String,
    again: bool,
    id: Option<&'a str>,
}

fn render(prefs: &Prefs, here: Option<&InGuild>, status: StatusCode, problem: &Problem) -> Response {
    let (title, text) = problem.words(here.map_or(prefs.locale, |here| here.signed.prefs.locale));
    let view = ErrorPage {
        shell: here.map_or_else(
            || Shell::bare(prefs, title.clone()),
            |here| Shell::inside(here, None, format!("{title} · {}", here.guild.name)),
        ),
        status: status.as_u16(),
        title,
        text,
        again: matches!(problem, Problem::SignInFailed(_)),
        id: if let Problem::Failed { id } = problem { Some(id) } else { None },
    };
    let mut response = page(status, &view);
    if status == StatusCode::TOO_MANY_REQUESTS {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    }
    response
}
