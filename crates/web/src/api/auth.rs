//! From a request to a call: https, token, guild, scope, rate, body, idempotency key, in this order.

use super::{
    Call, MOST_BODY, Oops, Reply, Route, once,
    token::{self, PREFIX},
};
use crate::{client::Client, state::App};
use axum::{
    body::to_bytes,
    extract::{FromRequestParts, Query, RawPathParams, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use desk::ports::ApiToken;
use serde_json::Value;
use std::collections::HashMap;
use ticket::{GuildId, Timestamp};

/// "Last used" is kept this exact.
const USED_SECONDS: i64 = 60;

/// Answers a request.
pub(super) async fn run(app: App, route: &'static Route, request: Request) -> Response {
    match answer(app, route, request).await {
        Ok(response) => response,
        Err(why) => why.into_response(),
    }
}

async fn answer(app: App, route: &'static Route, request: Request) -> Result<Response, Oops> {
    let (mut parts, body) = request.into_parts();
    if app.config.secure() && parts.headers.get("x-forwarded-proto").is_some_and(|value| value == "http") {
        return Err(Oops::NotSecure);
    }
    let mut call = caller(&app, &mut parts).await?;
    let scope = route.scope.word();
    if !call.token.scopes.iter().any(|held| held == scope) {
        return Err(Oops::Scope(scope));
    }
    let rate = app.limits.api(route.writes(), (call.guild.id, call.token.id));
    let left = rate.map_err(|seconds| Oops::TooMany(route.bucket(), seconds))?;
    let mut response = if route.writes() {
        let bytes = to_bytes(body, MOST_BODY).await.map_err(|_| Oops::TooLarge)?;
        call.body = json(&parts.headers, &bytes)?;
        once::run(call, route, &parts, &bytes).await
    } else {
        (route.handler)(call).await.map_or_else(IntoResponse::into_response, reply)
    };
    let headers = response.headers_mut();
    headers.insert("x-ratelimit-bucket", HeaderValue::from_static(route.bucket()));
    headers.insert("x-ratelimit-limit", HeaderValue::from(app.limits.api_limit(route.writes())));
    headers.insert("x-ratelimit-remaining", HeaderValue::from(left));
    Ok(response)
}

/// An answer.
pub(super) fn reply(reply: Reply) -> Response {
    (reply.status, axum::Json(reply.body)).into_response()
}

fn json(headers: &HeaderMap, bytes: &[u8]) -> Result<Value, Oops> {
    if bytes.is_empty() {
        return Ok(Value::Null);
    }
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json")) {
        return Err(Oops::Media);
    }
    serde_json::from_slice(bytes).map_err(|error| Oops::Invalid(format!("The body is not JSON: {error}.")))
}

/// Who asks, by their token. Whatever is wrong with it, the answer is the same.
async fn caller(app: &App, parts: &mut Parts) -> Result<Call, Oops> {
    let given = bearer(&parts.headers).filter(|given| given.starts_with(PREFIX)).ok_or(Oops::Token)?;
    let now = app.now();
    let store = app.desk.store();
    let token = store.token(&token::hash(given)).await?.filter(|token| is_good(token, now));
    let token = token.ok_or(Oops::Token)?;
    let Ok(Client(from)) = Client::from_request_parts(parts, app).await;
    if !token::allows(&token.addresses, from) {
        return Err(Oops::Token);
    }
    let guild = store.guild(token.guild).await?.filter(|guild| guild.present).ok_or(Oops::Token)?;
    let member = store.member(guild.id, token.owner).await?.filter(|member| member.present);
    let mut person = guild.person(&member.ok_or(Oops::Token)?);
    person.name = format!("{} ({})", person.name, token.name);
    if token.used_at.is_none_or(|used| now >= used.plus_seconds(USED_SECONDS)) {
        store.token_used(guild.id, token.id, now).await?;
    }
    let params = RawPathParams::from_request_parts(parts, app).await.map_err(|_| Oops::NotFound)?;
    let path: HashMap<String, String> =
        params.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    // To a token there is one guild: others are not there, whether they exist or not.
    let asked: Option<GuildId> = path.get("guild").and_then(|id| id.parse().ok());
    if asked != Some(guild.id) {
        return Err(Oops::NotFound);
    }
    let query = Query::<HashMap<String, String>>::from_request_parts(parts, app).await;
    let Query(query) = query.map_err(|_| Oops::Invalid("The query cannot be read.".to_owned()))?;
    let config = app.desk.config(guild.id).await?;
    Ok(Call { app: app.clone(), token, guild, person, config, path, query, body: Value::Null, once: None })
}

fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (kind, given) = value.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| given.trim())
}

fn is_good(token: &ApiToken, now: Timestamp) -> bool {
    token.revoked_at.is_none() && token.expires_at.is_none_or(|end| now < end)
}
