//! Acts come from our own pages only (ASVS 5.0, V3.5): the browser says where the form stood, and the form carries the session's token.

use crate::{error::Problem, session::Current, state::App};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};
use subtle::ConstantTimeEq;

/// The largest form. A whole configuration fits.
pub(crate) const MAX_FORM: usize = 2 * 1024 * 1024;
/// The field and, with dashes, the header that carry the token.
const FIELD: &str = "csrf";
const HEADER: &str = "x-csrf-token";

/// Lets requests that change something pass only with proof; the body is read here and handed on.
pub(crate) async fn guard(State(app): State<App>, request: Request, next: Next) -> Result<Response, Problem> {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return Ok(next.run(request).await);
    }
    if !same_origin(request.headers(), &app.config.origin()) {
        return Err(Problem::Forged);
    }
    let Some(Current(session)) = request.extensions().get::<Current>().cloned() else {
        return Err(Problem::SignIn { next: before(request.uri().path()) });
    };
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, MAX_FORM).await.map_err(|_| Problem::TooLarge)?;
    let given = token(&parts.headers, &bytes);
    if !bool::from(given.as_deref().unwrap_or_default().as_bytes().ct_eq(session.csrf.as_bytes())) {
        return Err(Problem::Forged);
    }
    if !app.limits.may_act(session.user) {
        return Err(Problem::TooMany);
    }
    Ok(next.run(Request::from_parts(parts, Body::from(bytes))).await)
}

/// Browsers send at least one of the two with every form, and pages of others cannot set them.
fn same_origin(headers: &HeaderMap, ours: &str) -> bool {
    let text = |name| headers.get(name).map(|value| value.to_str().unwrap_or_default());
    let site = text("sec-fetch-site");
    let origin = text(header::ORIGIN.as_str());
    (site.is_some() || origin.is_some())
        && site.is_none_or(|site| site == "same-origin")
        && origin.is_none_or(|origin| origin == ours)
}

fn token(headers: &HeaderMap, body: &Bytes) -> Option<String> {
    if let Some(value) = headers.get(HEADER) {
        return value.to_str().ok().map(str::to_owned);
    }
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    if !kind.starts_with("application/x-www-form-urlencoded") {
        return None;
    }
    url::form_urlencoded::parse(body).find(|(name, _)| name == FIELD).map(|(_, value)| value.into_owned())
}

/// The page that a form stood on: its address without the act.
fn before(path: &str) -> String {
    path.rsplit_once('/').map_or("/", |(page, _)| page).to_owned()
}
