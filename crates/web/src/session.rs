//! Who is signed in: a random token in a cookie, its SHA-256 in the store.

use crate::{Config, error::Problem, headers::fresh, state::App};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::Response,
};
use desk::ports::{Session, TokenHash};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ticket::Timestamp;

/// A session ends after so long without a request.
const IDLE_SECONDS: i64 = 12 * 60 * 60;
/// A session ends so long after it began.
const LIFE_SECONDS: i64 = 14 * 24 * 60 * 60;
/// "Last used" is kept this exact.
const USED_SECONDS: i64 = 60;

/// The session of a request, once looked up.
#[derive(Clone)]
pub(crate) struct Current(pub(crate) Arc<Session>);

/// The value of a cookie.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .find_map(|part| part.trim().strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
}

/// A cookie that only the server reads. The `__Host-` prefix keeps other hosts of the domain from setting it.
pub(crate) fn set_cookie(config: &Config, name: &str, value: &str, max_age: i64) -> HeaderValue {
    let (name, secure) = (cookie_name(config, name), if config.secure() { "; Secure" } else { "" });
    let text = format!("{name}={value}; Path=/; Max-Age={max_age}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&text).expect("names and values are of plain letters")
}

/// The full name: browsers accept the prefix over https only.
pub(crate) fn cookie_name(config: &Config, name: &str) -> String {
    if config.secure() { format!("__Host-{name}") } else { name.to_owned() }
}

const NAME: &str = "guildhall";

pub(crate) fn hash(token: &str) -> TokenHash {
    Sha256::digest(token.as_bytes()).into()
}

/// Since when sessions that are still good were used, and were begun.
fn good_since(now: Timestamp) -> (Timestamp, Timestamp) {
    (now.plus_seconds(-IDLE_SECONDS), now.plus_seconds(-LIFE_SECONDS))
}

/// Looks the session up, for every page.
pub(crate) async fn load(
    State(app): State<App>,
    mut request: Request,
    next: Next,
) -> Result<Response, Problem> {
    if let Some(session) = find(&app, request.headers()).await? {
        request.extensions_mut().insert(Current(Arc::new(session)));
    }
    Ok(next.run(request).await)
}

/// The session that the cookies name, if it is still good.
pub(crate) async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Session>, Problem> {
    let Some(token) = cookie(headers, &cookie_name(&app.config, NAME)) else { return Ok(None) };
    let now = app.now();
    let (idle, born) = good_since(now);
    let found = app.desk.store().session(&hash(&token), idle, born).await?;
    if let Some(session) = &found
        && now >= session.used.plus_seconds(USED_SECONDS)
    {
        app.desk.store().session_used(&session.token, now).await?;
    }
    Ok(found)
}

/// Whether the session is still there; for connections that stay open.
pub(crate) async fn still_good(app: &App, session: &Session) -> bool {
    let (idle, born) = good_since(app.now());
    matches!(app.desk.store().session(&session.token, idle, born).await, Ok(Some(_)))
}

/// Starts a session with a token of its own (never one that was there before) and gives its cookie.
pub(crate) async fn start(app: &App, mut session: Session) -> Result<HeaderValue, Problem> {
    let token = fresh();
    session.token = hash(&token);
    let (idle, born) = good_since(app.now());
    app.desk.store().session_start(&session).await?;
    app.desk.store().sessions_swept(idle, born).await?;
    Ok(set_cookie(&app.config, NAME, &token, LIFE_SECONDS))
}

/// Ends a session and gives the cookie that forgets it.
pub(crate) async fn end(app: &App, session: &Session) -> Result<HeaderValue, Problem> {
    app.desk.store().session_end(&session.token).await?;
    Ok(set_cookie(&app.config, NAME, "", 0))
}
