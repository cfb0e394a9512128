//! Every route on one page.

use crate::{Site, assets, headers, live, oauth, pages};
use axum::{
    Router, middleware,
    routing::{get, post},
};
use std::{sync::Arc, time::Duration};
use tower_http::{catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer};

/// Bytes of a form at most.
const MOST_BYTES: usize = 1 << 20;
/// How long an answer may take; live streams begin to answer at once.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) fn router(site: Arc<Site>) -> Router {
    Router::new()
        .route("/", get(pages::guilds::list))
        .route("/auth/discord", get(oauth::begin))
        .route("/auth/callback", get(oauth::callback))
        .route("/auth/sign-out", post(oauth::end))
        .route("/auth/signed-out", get(pages::signed_out))
        .route("/g/{guild}/tickets", get(pages::tickets::list))
        .route("/g/{guild}/tickets/{number}", get(pages::ticket::show))
        .route("/g/{guild}/tickets/{number}/claim", post(pages::ticket::claim))
        .route("/g/{guild}/tickets/{number}/release", post(pages::ticket::release))
        .route("/g/{guild}/tickets/{number}/close", post(pages::ticket::close))
        .route("/g/{guild}/tickets/{number}/reopen", post(pages::ticket::reopen))
        .route("/g/{guild}/tickets/{number}/transcript", get(pages::transcript::show))
        .route("/g/{guild}/tickets/{number}/transcript/download", get(pages::transcript::download))
        .route("/g/{guild}/tickets/{number}/files/{file}/{name}", get(pages::files::get))
        .route("/g/{guild}/live", get(live::stream))
        .route("/components", get(pages::components::show))
        .route("/assets/{name}", get(assets::get))
        .route("/healthz", get(pages::alive))
        .route("/readyz", get(pages::ready))
        .fallback(pages::nothing)
        .layer(RequestBodyLimitLayer::new(MOST_BYTES))
        .layer(tower_http::timeout::TimeoutLayer::with_status_code(
            axum::http::StatusCode::SERVICE_UNAVAILABLE,
            PATIENCE,
        ))
        .layer(CompressionLayer::new())
        .layer(CatchPanicLayer::new())
        .layer(middleware::from_fn_with_state(Arc::clone(&site), headers::protect))
        .with_state(site)
}
