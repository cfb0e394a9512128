//! Every route on one page.

use crate::{
    Config, accent, api, assets, csrf, elsewhere, error,
    error::Problem,
    headers, live, oauth, pages,
    pages::{
        bulk, components, files, health, home, inbox, knowledge, member, mine, new, notifications, palette,
        privacy, reports, samples, search, settings, setup, table, ticket, transcript, undo, views,
    },
    panes, session,
    state::App,
};
use assistant::Assistant;
use axum::{
    Extension, Router,
    extract::DefaultBodyLimit,
    http::StatusCode,
    middleware::from_fn_with_state,
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
use webhooks::{Private, Webhooks};

/// Until an answer begins. A stream may go on for longer.
const PATIENCE: Duration = Duration::from_secs(30);
/// Until open connections are cut when the program stops.
const LAST_ANSWERS: Duration = Duration::from_secs(10);

/// The whole web as a service. Give it to [`serve`], or to a test.
pub fn router(desk: Arc<Desk>, config: Config) -> Router {
    let assistant = Arc::new(Assistant::new(Arc::clone(&desk), None));
    let address = config.public_url.as_str();
    let webhooks = Arc::new(Webhooks::new(Arc::clone(&desk), None, Private::Refused, address));
    router_with(desk, assistant, webhooks, config)
}

/// As [`router()`], with an Auto-Assist that knows the provider, and webhooks that can be signed.
pub fn router_with(
    desk: Arc<Desk>,
    assistant: Arc<Assistant>,
    webhooks: Arc<Webhooks>,
    config: Config,
) -> Router {
    let app = App::new(desk, assistant, webhooks, config);

    let pages = Router::new()
        .route("/", get(home::show))
        .route("/sign-in", get(pages::sign_in::show))
        .route("/auth/discord", get(oauth::begin))
        .route("/auth/callback", get(oauth::callback))
        .route("/auth/sign-out", post(oauth::sign_out))
        .route("/components", get(components::show))
        .route("/keys", get(pages::keys::show).post(pages::keys::act))
        .route("/notifications", get(notifications::show).post(notifications::act))
        .route("/notifications/address", get(notifications::ask).post(notifications::moved))
        .route("/g/{guild}", get(home::guild))
        .route("/g/{guild}/live", get(live::stream))
        .route("/g/{guild}/members/{user}", get(member::show))
        .route("/g/{guild}/mine", get(mine::show))
        .route("/g/{guild}/new", get(new::show).post(new::act).layer(DefaultBodyLimit::disable()))
        .route("/g/{guild}/palette", get(palette::show))
        .route("/g/{guild}/privacy", get(privacy::show))
        .route("/g/{guild}/privacy/export", get(privacy::export))
        .route("/g/{guild}/privacy/erase", post(privacy::erase))
        .route("/g/{guild}/all", get(table::show))
        .route("/g/{guild}/bulk", post(bulk::act))
        .route("/g/{guild}/bulk/rehearsal", post(bulk::rehearsal))
        .route("/g/{guild}/bulk/workers", get(bulk::workers))
        .route("/g/{guild}/bulk/{batch}", get(bulk::under_way::show))
        .route("/g/{guild}/bulk/{batch}/stop", post(bulk::under_way::stop))
        .route("/g/{guild}/bulk/{batch}/undo", post(bulk::under_way::undo))
        .route("/g/{guild}/bulk/{batch}/seen", post(bulk::under_way::seen))
        .route("/g/{guild}/undo", post(undo::act))
        .route("/g/{guild}/views", get(views::show).post(views::arrange))
        .route("/g/{guild}/views/new", post(views::add))
        .route("/g/{guild}/views/{view}/remove", post(views::remove))
        .route("/g/{guild}/search", get(search::results::show))
        .route("/g/{guild}/search/suggest", get(search::suggest::show))
        .route("/g/{guild}/tickets", get(inbox::show))
        .route("/g/{guild}/take", post(inbox::take::act))
        .route("/g/{guild}/tickets/{number}", get(ticket::show))
        .route(
            "/g/{guild}/tickets/{number}/messages",
            post(ticket::message::act).layer(DefaultBodyLimit::disable()),
        )
        .route("/g/{guild}/tickets/{number}/claim", post(ticket::claim::act))
        .route("/g/{guild}/tickets/{number}/release", post(ticket::release::act))
        .route("/g/{guild}/tickets/{number}/close", post(ticket::closure::act))
        .route("/g/{guild}/tickets/{number}/reopen", post(ticket::reopening::act))
        .route("/g/{guild}/tickets/{number}/answer", post(ticket::closure::answer))
        .route("/g/{guild}/tickets/{number}/rate", post(ticket::rating::act))
        .route("/g/{guild}/tickets/{number}/workers", get(ticket::pickers::workers))
        .route("/g/{guild}/tickets/{number}/canned", get(ticket::pickers::canned))
        .route("/g/{guild}/tickets/{number}/macros", get(ticket::macros::list))
        .route(
            "/g/{guild}/tickets/{number}/macros/{macro}",
            get(ticket::macros::preview).post(ticket::macros::run),
        )
        .route("/g/{guild}/tickets/{number}/typing", post(ticket::presence::typing))
        .route("/g/{guild}/tickets/{number}/preview", post(ticket::glance::act))
        .route("/g/{guild}/tickets/{number}/assign", post(ticket::handling::assign))
        .route("/g/{guild}/tickets/{number}/priority", post(ticket::handling::priority))
        .route("/g/{guild}/tickets/{number}/tags", post(ticket::handling::tag))
        .route("/g/{guild}/tickets/{number}/move", post(ticket::changing::change_type))
        .route("/g/{guild}/tickets/{number}/rename", post(ticket::changing::rename))
        .route(
            "/g/{guild}/tickets/{number}/people",
            get(ticket::pickers::people).post(ticket::changing::people),
        )
        .route("/g/{guild}/tickets/{number}/pin", post(ticket::changing::pin))
        .route("/g/{guild}/tickets/{number}/unpin", post(ticket::changing::unpin))
        .route("/g/{guild}/tickets/{number}/pause", post(ticket::changing::pause))
        .route("/g/{guild}/tickets/{number}/resume", post(ticket::changing::resume))
        .route("/g/{guild}/tickets/{number}/no-reply", post(ticket::rest::no_reply))
        .route("/g/{guild}/tickets/{number}/reply", post(ticket::rest::reply))
        .route("/g/{guild}/tickets/{number}/snooze", post(ticket::rest::snooze))
        .route("/g/{guild}/tickets/{number}/unsnooze", post(ticket::rest::unsnooze))
        .route("/g/{guild}/tickets/{number}/files/{attachment}/{name}", get(files::show))
        .route("/g/{guild}/overview", get(reports::overview))
        .route("/g/{guild}/reports", get(reports::show))
        .route("/g/{guild}/reports/file", get(reports::file))
        .route("/g/{guild}/reports/tickets", get(reports::behind))
        .route("/g/{guild}/reports/spent", get(reports::spent))
        .route("/g/{guild}/tickets/{number}/pictures/{digest}", get(files::picture))
        .route("/g/{guild}/icon/{digest}", get(files::icon))
        .route("/elsewhere/{server}/icon", get(elsewhere::icon))
        .merge(knowledge_routes())
        .route("/g/{guild}/settings", get(settings::general::show).post(settings::general::act))
        .route("/g/{guild}/settings/team", get(settings::team::show).post(settings::team::act))
        .route("/g/{guild}/settings/team/block", post(member::block))
        .route("/g/{guild}/settings/commands", get(settings::commands::show).post(settings::commands::act))
        .route("/g/{guild}/settings/types", get(settings::types::list))
        .route("/g/{guild}/settings/types/order", post(settings::types::order))
        .route("/g/{guild}/settings/types/{type}", get(settings::types::edit).post(settings::types::act))
        .route("/g/{guild}/settings/types/{type}/try", get(settings::types::rehearsal::show))
        .route("/g/{guild}/settings/hours", get(settings::hours::show).post(settings::hours::act))
        .route(
            "/g/{guild}/settings/hours/{user}",
            get(settings::hours::person).post(settings::hours::act_person),
        )
        .route("/g/{guild}/settings/panels", get(settings::panels::list))
        .route("/g/{guild}/settings/panels/preview", get(settings::panels::preview))
        .route("/g/{guild}/settings/panels/import", post(settings::panels::import::act))
        .route("/g/{guild}/settings/panels/{panel}", get(settings::panels::edit).post(settings::panels::act))
        .route("/g/{guild}/settings/panels/{panel}/post", post(settings::panels::post))
        .route(
            "/g/{guild}/settings/resources",
            get(settings::resources::list).post(settings::resources::tags),
        )
        .route("/g/{guild}/settings/resources/commands", post(settings::resources::commands::act))
        .route(
            "/g/{guild}/settings/resources/{canned}",
            get(settings::resources::edit).post(settings::resources::act),
        )
        .route("/g/{guild}/settings/webhooks", get(settings::webhooks::list).post(settings::webhooks::add))
        .route(
            "/g/{guild}/settings/webhooks/{webhook}",
            get(settings::webhooks::edit).post(settings::webhooks::act),
        )
        .route("/g/{guild}/settings/webhooks/{webhook}/do", post(settings::webhooks::press))
        .route("/g/{guild}/settings/api", get(settings::tokens::show).post(settings::tokens::act))
        .route("/g/{guild}/settings/policies", get(settings::policies::list))
        .route(
            "/g/{guild}/settings/policies/again",
            get(settings::policies::again::show).post(settings::policies::again::act),
        )
        .route("/g/{guild}/settings/policies/order", post(settings::policies::order))
        .route(
            "/g/{guild}/settings/policies/{policy}",
            get(settings::policies::edit).post(settings::policies::act),
        )
        .route("/g/{guild}/settings/macros/{macro}", get(settings::macros::edit).post(settings::macros::act))
        .route("/g/{guild}/settings/erasures", get(settings::erasures::show).post(settings::erasures::act))
        .route("/g/{guild}/settings/health", get(settings::health::show).post(settings::health::act))
        .route("/g/{guild}/settings/samples", get(samples::show).post(samples::act))
        .route("/g/{guild}/settings/audit", get(settings::audit::show))
        .route("/g/{guild}/settings/audit/file", get(settings::audit::file))
        .route("/g/{guild}/setup", get(setup::show))
        .route("/g/{guild}/setup/export", get(setup::export))
        .route("/g/{guild}/setup/import", post(setup::import))
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
        .route("/manifest.webmanifest", get(assets::manifest))
        .route("/worker.js", get(assets::worker))
        .route("/accent/{file}", get(accent::serve))
        .route("/panes/{file}", get(panes::serve))
        .route("/readyz", get(health::ready))
        .merge(Router::new().route("/assets/{file}", get(assets::serve)).layer(CompressionLayer::new()))
        .merge(pages)
        .fallback(|| async { Problem::NotFound })
        .layer(RequestBodyLimitLayer::new(csrf::MAX_UPLOAD))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, PATIENCE))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn_with_state(app.clone(), error::pages))
        // Its errors are its own; every route of it is in its table.
        .merge(api::router())
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
        .route("/g/{guild}/knowledge/evaluation/stop", post(knowledge::evaluation::stop))
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
