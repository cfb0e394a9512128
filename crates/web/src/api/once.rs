//! A request that names itself is done once: sent again it gets the same answer (P221).

use super::{Call, Oops, Route, auth::reply};
use axum::{
    http::{HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};
use desk::ports::Begun;
use sha2::{Digest, Sha256};
use ticket::Timestamp;

/// The header with the key.
const HEADER: &str = "idempotency-key";
/// Letters of a key.
const MOST_KEY: usize = 128;
/// Seconds for which an answer is kept.
const KEPT_SECONDS: i64 = 24 * 3_600;
/// A request that has no answer after so many seconds died with the program, and may be begun anew.
const STALE_SECONDS: i64 = 60;

/// Runs a handler, or gives the answer it gave before.
pub(super) async fn run(mut call: Call, route: &'static Route, parts: &Parts, bytes: &[u8]) -> Response {
    let key = match key(parts) {
        Ok(key) => key,
        Err(why) => return why.into_response(),
    };
    let Some(key) = key else {
        return (route.handler)(call).await.map_or_else(IntoResponse::into_response, reply);
    };
    let (app, guild, token) = (call.app.clone(), call.guild.id, call.token.id);
    let (store, now) = (app.desk.store(), app.now());
    let name = format!("answer:{guild}:{token}:{key}");
    call.once = Some(hex(&Sha256::digest(&name))[..32].to_owned());
    let mut print = Sha256::new();
    print.update(route.method.as_str());
    print.update([0]);
    print.update(parts.uri.path());
    print.update([0]);
    print.update(bytes);
    let print = hex(&print.finalize());
    let stale = now.plus_seconds(-STALE_SECONDS);
    let begun = async {
        store.requests_swept(Timestamp(now.0 - KEPT_SECONDS * 1000)).await?;
        store.request_begun(guild, token, &key, &print, now, stale).await
    };
    match begun.await {
        Ok(Begun::First) => {}
        Ok(Begun::Other) => return Oops::KeyTaken.into_response(),
        Ok(Begun::Unfinished) => return Oops::KeyBusy.into_response(),
        Ok(Begun::Answered(status, body)) => {
            return app
                .webhooks
                .open(&name, &body)
                .map_or_else(|| Oops::Broken.into_response(), |body| again(status, body));
        }
        Err(failure) => return Oops::from(failure).into_response(),
    }
    let (status, body, lasting) = match (route.handler)(call).await {
        Ok(done) => (done.status, done.body.to_string(), true),
        Err(why) => {
            let (status, body) = (why.status(), why.text());
            (status, body, !status.is_server_error())
        }
    };
    // An answer may hold a secret that is shown once: it is sealed like one.
    let sealed = app.webhooks.seal(&name, &body).filter(|_| lasting);
    let kept = sealed.as_deref().map(|sealed| (status.as_u16(), sealed));
    if let Err(failure) = store.request_answered(guild, token, &key, kept).await {
        tracing::warn!(%failure, "an answer of the API could not be kept");
    }
    json_text(status, body)
}

fn again(status: u16, body: String) -> Response {
    let status = axum::http::StatusCode::from_u16(status).unwrap_or_default();
    let mut response = json_text(status, body);
    response.headers_mut().insert("idempotent-replayed", HeaderValue::from_static("true"));
    response
}

fn json_text(status: axum::http::StatusCode, body: String) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], body).into_response()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn key(parts: &Parts) -> Result<Option<String>, Oops> {
    let Some(value) = parts.headers.get(HEADER) else { return Ok(None) };
    let text = value.to_str().ok().filter(|text| !text.is_empty() && text.len() <= MOST_KEY);
    let wrong = || Oops::Invalid(format!("An Idempotency-Key has 1 to {MOST_KEY} plain letters."));
    text.map(|text| Some(text.to_owned())).ok_or_else(wrong)
}
