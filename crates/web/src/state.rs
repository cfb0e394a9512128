//! What every handler can reach.

use crate::{Config, limits::Limits};
use assistant::Assistant;
use desk::Desk;
use std::{
    ops::Deref,
    sync::{Arc, atomic::AtomicUsize},
    time::Duration,
};
use ticket::Timestamp;
use tokio::sync::Semaphore;
use webhooks::Webhooks;

/// Transcripts rendered at the same time; each takes a thread while its reader takes the bytes.
const RENDERS: usize = 8;
/// Forms with files read at the same time; each may hold some 26 MiB.
const UPLOADS: usize = 8;
/// What one answer of Discord may take at sign-in.
const DISCORD_PATIENCE: Duration = Duration::from_secs(10);

/// The web's state, cheap to clone.
#[derive(Clone)]
pub(crate) struct App(Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) desk: Arc<Desk>,
    pub(crate) assistant: Arc<Assistant>,
    pub(crate) webhooks: Arc<Webhooks>,
    pub(crate) config: Config,
    pub(crate) http: reqwest::Client,
    pub(crate) limits: Limits,
    pub(crate) renders: Arc<Semaphore>,
    pub(crate) uploads: Semaphore,
    pub(crate) streams: Arc<AtomicUsize>,
}

impl App {
    pub(crate) fn new(
        desk: Arc<Desk>,
        assistant: Arc<Assistant>,
        webhooks: Arc<Webhooks>,
        config: Config,
    ) -> Self {
        // Whoever comes first installs it; the program may have done so for its other connections.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(DISCORD_PATIENCE)
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(concat!("Guildhall (", env!("CARGO_PKG_VERSION"), ")"))
            .build()
            .expect("a client with these settings can be built");
        Self(Arc::new(Inner {
            desk,
            assistant,
            webhooks,
            config,
            http,
            limits: Limits::new(),
            renders: Arc::new(Semaphore::new(RENDERS)),
            uploads: Semaphore::new(UPLOADS),
            streams: Arc::default(),
        }))
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.desk.clock().now()
    }
}

impl Deref for App {
    type Target = Inner;
    fn deref(&self) -> &Inner {
        &self.0
    }
}
