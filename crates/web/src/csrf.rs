//! Acts come from our own pages only (ASVS 5.0, V3.5): the browser says where the form stood, and the form carries the session's token.

use crate::{error::Problem, session::Current, state::App};
use axum::{
    body::{Body, Bytes, to_bytes},
    extract::{FromRequest, Multipart, Request, State},
    http::{HeaderMap, Method, header},
    middleware::Next,
    response::Response,
};
use subtle::ConstantTimeEq;

/// The largest form. A whole configuration fits.
pub(crate) const MAX_FORM: usize = 2 * 1024 * 1024;
/// The largest form with files: what [`ticket::speak`] allows, and the form around it.
pub(crate) const MAX_UPLOAD: usize = ticket::speak::MAX_ALL_BYTES as usize + 1024 * 1024;
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
    let uploads = with_files(&parts.headers);
    // A whole upload is held in memory: some at a time.
    let _turn = if uploads { Some(app.uploads.acquire().await) } else { None };
    let most = if uploads { MAX_UPLOAD } else { MAX_FORM };
    let bytes = to_bytes(body, most).await.map_err(|_| Problem::TooLarge)?;
    let given =
        if uploads { first_field(&parts.headers, &bytes).await } else { token(&parts.headers, &bytes) };
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

fn with_files(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The token of a form with files: its first field, or the header.
async fn first_field(headers: &HeaderMap, body: &Bytes) -> Option<String> {
    if let Some(value) = headers.get(HEADER) {
        return value.to_str().ok().map(str::to_owned);
    }
    let mut request = Request::new(Body::from(body.clone()));
    request.headers_mut().insert(header::CONTENT_TYPE, headers.get(header::CONTENT_TYPE)?.clone());
    let mut form = Multipart::from_request(request, &()).await.ok()?;
    let field = form.next_field().await.ok()??;
    if field.name() == Some(FIELD) { field.text().await.ok() } else { None }
}

/// The page that a form stood on: its address without the act.
fn before(path: &str) -> String {
    path.rsplit_once('/').map_or("/", |(page, _)| page).to_owned()
}
