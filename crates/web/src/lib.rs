//! How browsers see it: routes, sessions, pages.
//!
//! Pages are HTML from the server. Acts are forms that give a command to the desk. Live updates are hints that make a page fetch and morph
//! itself. No page invents a sentence: words come from `ticket::text`.

pub mod assets;
mod conversation;
mod frame;
mod headers;
mod live;
mod oauth;
mod pages;
mod router;
mod session;

use desk::Desk;
use std::{fmt, sync::Arc};
use tokio_util::sync::CancellationToken;

/// How the web is set up.
#[derive(Clone)]
pub struct Config {
    /// Where people reach it, without a slash at the end.
    pub public_url: String,
    /// The application's id.
    pub client_id: String,
    /// The application's OAuth2 secret; signing in is not possible without.
    pub client_secret: Option<String>,
    /// Discord's own address, or that of a stand-in.
    pub discord: String,
}

impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Config").field("public_url", &self.public_url).finish_non_exhaustive()
    }
}

/// What every route needs.
pub(crate) struct Site {
    desk: Arc<Desk>,
    config: Config,
    http: reqwest::Client,
}

impl Site {
    /// Whether browsers come over TLS, so that cookies can be bound to it.
    fn secure(&self) -> bool {
        self.config.public_url.starts_with("https://")
    }
}

/// The web as a service.
///
/// # Errors
/// If the client for signing in cannot be made.
pub fn router(desk: Arc<Desk>, config: Config) -> Result<axum::Router, reqwest::Error> {
    let http = reqwest::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()?;
    Ok(router::router(Arc::new(Site { desk, config, http })))
}

/// Answers until told to stop; open live streams end then.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: tokio::net::TcpListener,
    routes: axum::Router,
    stop: CancellationToken,
) -> std::io::Result<()> {
    let ended = stop.clone();
    tokio::select! {
        result = axum::serve(listener, routes).with_graceful_shutdown(stop.cancelled_owned()) => result,
        // Live streams never end by themselves: they are given a moment, no more.
        () = async { ended.cancelled().await; tokio::time::sleep(std::time::Duration::from_secs(2)).await } => Ok(()),
    }
}
