//! `/healthz`, `/readyz`: for those who watch over the process.

use crate::state::App;
use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

/// The process answers.
pub(crate) async fn alive() -> &'static str {
    "ok\n"
}

/// It can work: the store gives a sign of life.
pub(crate) async fn ready(State(app): State<App>) -> Response {
    match app.desk.store().ping().await {
        // What is wrong at Discord is no reason to send people elsewhere: the web works, and says what to do.
        Ok(()) => match app.desk.listening().deaf() {
            None => "ready\n".into_response(),
            Some(deaf) => format!("ready, but {}\n", deaf.trouble.code()).into_response(),
        },
        Err(failure) => {
            tracing::error!(%failure, "not ready");
            // A type of its own, so that a person-sized error page does not replace it.
            let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
            (StatusCode::SERVICE_UNAVAILABLE, kind, "the store does not answer\n").into_response()
        }
    }
}
