//! Every route on one page.

use crate::{
    Config, assets, csrf, error,
    error::Problem,
    headers, live, oauth, pages,
    pages::{components, files, health, home, inbox, knowledge, reports, setup, ticket, transcript},
    session,
    state::App,
};
use assistant::Assistant;
use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::{from_fn, from_fn_with_state},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use desk::Desk;
use std::{any::Any, io, net::SocketAddr, sync::Arc, time::Duration};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_http::{
    catch_panic::CatchPanicLayer, compression::CompressionLayer, limit::RequestBodyLimitLayer,
    timeout::TimeoutLayer,
};

/// Until an answer begins. A stream may go on for longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Until open connections are cut when the program stops.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// The whole web as a service. Give it to [`serve`], or to a test.
pub fn router(desk: Arc<Desk>, config: Config) -> Router {
    let assistant = Arc::new(Assistant::new(Arc::clone(&desk), None));
    router_with(desk, assistant, config)
}

/// As [`router()`], with an Auto-Assist that knows the provider.
pub fn router_with(desk: Arc<Desk>, assistant: Arc<Assistant>, config: Config) -> Router {
    let app = App::new(desk, assistant, config);

    let pages = Router::new()
        .route("/", get(home::show))
        .route("/sign-in", get(pages::sign_in::show))
        .route("/auth/discord", get(oauth::begin))
        .route("/auth/callback", get(oauth::callback))
        .route("/auth/sign-out", post(oauth::sign_out))
        .route("/components", get(components::show))
        .route("/g/{guild}", get(home::guild))
        .route("/g/{guild}/live", get(live::stream))
        .route("/g/{guild}/tickets", get(inbox::show))
        .route("/g/{guild}/tickets/{number}", get(ticket::show))
        .route(
            "/g/{guild}/tickets/{number}/messages",
            post(ticket::message::act).layer(DefaultBodyLimit::disable()),
        )
        .route("/g/{guild}/tickets/{number}/claim", post(ticket::claim::act))
        .route("/g/{guild}/tickets/{number}/release", post(ticket::release::act))
        .route("/g/{guild}/tickets/{number}/close", post(ticket::closure::act))
        .route("/g/{guild}/tickets/{number}/reopen", post(ticket::reopening::act))
        .route("/g/{guild}/tickets/{number}/files/{attachment}/{name}", get(files::show))
        .route("/g/{guild}/reports", get(reports::show))
        .route("/g/{guild}/reports/file", get(reports::file))
        .route("/g/{guild}/reports/tickets", get(reports::behind))
        .route("/g/{guild}/tickets/{number}/pictures/{digest}", get(files::picture))
        .route("/g/{guild}/setup", get(setup::show))
        .route("/g/{guild}/setup/export", get(setup::export))
        .route("/g/{guild}/setup/import", post(setup::import))
        .route("/g/{guild}/setup/panels/{panel}/post", post(setup::post_panel))
        .merge(knowledge_routes())
        // Compressed, for they hold no secret of the session beside what somebody else wrote.
        .merge(
            Router::new()
                .route("/g/{guild}/tickets/{number}/transcript", get(transcript::show))
                .route("/g/{guild}/tickets/{number}/transcript/download", get(transcript::download))
                .layer(CompressionLayer::new()),
        )
        .layer(from_fn_with_state(app.clone(), csrf::guard))
        .layer(from_fn_with_state(app.clone(), session::load));

    Router::new()
        .route("/healthz", get(health::alive))
        .route("/favicon.ico", get(assets::favicon))
        .route("/readyz", get(health::ready))
        .merge(Router::new().route("/assets/{file}", get(assets::serve)).layer(CompressionLayer::new()))
        .merge(pages)
        .fallback(|| async { Problem::NotFound })
        .layer(RequestBodyLimitLayer::new(csrf::MAX_UPLOAD))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(error::pages))
        .layer(from_fn_with_state(app.clone(), headers::guard))
        .with_state(app)
}

/// Auto-Assist: its pages, and what it has to do with a ticket.
fn knowledge_routes() -> Router<App> {
    Router::new()
        .route("/g/{guild}/knowledge", get(knowledge::show).post(knowledge::add))
        .route("/g/{guild}/knowledge/switch", post(knowledge::settings::switch))
        .route("/g/{guild}/knowledge/types/{type}", post(knowledge::settings::kind))
        .route(
            "/g/{guild}/knowledge/evaluation",
            get(knowledge::evaluation::show).post(knowledge::evaluation::run),
        )
        .route("/g/{guild}/knowledge/proposals/{number}/take", post(knowledge::proposal::take))
        .route("/g/{guild}/knowledge/proposals/{number}/dismiss", post(knowledge::proposal::dismiss))
        .route("/g/{guild}/knowledge/{number}", get(knowledge::document::show))
        .route("/g/{guild}/knowledge/{number}/save", post(knowledge::document::edit))
        .route("/g/{guild}/knowledge/{number}/remove", post(knowledge::document::remove))
        .route("/g/{guild}/privacy/assist", get(knowledge::privacy::show))
        .route("/g/{guild}/tickets/{number}/draft", get(knowledge::proposal::draft))
        .route(
            "/g/{guild}/tickets/{number}/proposal",
            get(knowledge::proposal::show).post(knowledge::proposal::propose),
        )
}

/// What a panic said stays in the log.
fn panicked(why: Box<dyn Any + Send>) -> Response {
    let why = why.downcast_ref::<String>().map(String::as_str).or(why.downcast_ref::<&str>().copied());
    tracing::error!(why = why.unwrap_or("unknown"), "a handler panicked");
    Problem::Broken.into_response()
}

/// Serves until told to stop; then live streams end at once, and other answers have ten seconds.
///
/// # Errors
/// When the socket fails.
pub async fn serve(listener: TcpListener, router: Router, stop: CancellationToken) -> io::Result<()> {
    let service = router.layer(Extension(stop.clone())).into_make_service_with_connect_info::<SocketAddr>();
    let serving = axum::serve(listener, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let serving = tokio::spawn(serving.into_future());
    let abort = serving.abort_handle();
    let late = async {
        stop.cancelled().await;
        tokio::time::sleep(LAST_ANSWERS).await;
    };
    tokio::select! {
        ended = serving => ended.unwrap_or_else(|failure| Err(io::Error::other(failure))),
        () = late => {
            abort.abort();
            Ok(())
        }
    }
}
