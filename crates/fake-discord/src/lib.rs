//! A world to try it in: Discord as data over real HTTP and WebSocket.
//!
//! [`World`] holds the facts and the acts that change them; [`rest`], [`gateway`] and [`oauth`] are its faces; [`driver`] is a person's
//! hands and eyes. It knows nothing of the product, so that nobody's mistake is shared.

mod client;
pub mod clock;
pub mod driver;
pub mod error;
mod gateway;
mod guilds;
mod interactions;
mod limits;
mod messages;
mod oauth;
pub mod permissions;
mod rest;
pub mod sample;
mod webhooks;
mod wire;
pub mod world;

use axum::Router;
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use tokio::sync::watch;
use tokio_util::sync::CancellationToken;

pub use clock::Clock;
pub use driver::Person;
pub use messages::Incoming;
pub use world::World;

/// A test that waits longer than this for something has failed.
const PATIENCE: Duration = Duration::from_secs(20);

/// How the fake is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where to listen; port 0 takes a free one.
    pub listen: SocketAddr,
    /// The bot's token that is accepted.
    pub token: String,
    /// The OAuth2 client secret that is accepted.
    pub secret: String,
    /// Privileged intents that are switched on for the application.
    pub intents: u64,
    /// Where OAuth2 may send people back to; anywhere if empty.
    pub redirects: Vec<String>,
    /// Where the product's web is, for a link; no link if absent.
    pub dashboard: Option<String>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            token: "MTAwMDAwMDAwMDAwMDAwMDAw.ZmFrZQ.dG9rZW4tb2YtdGhlLWZha2U".to_owned(),
            secret: "secret-of-the-fake".to_owned(),
            intents: world::MESSAGE_CONTENT | world::GUILD_MEMBERS,
            redirects: Vec::new(),
            dashboard: None,
        }
    }
}

/// A request that was made.
#[derive(Clone, Debug)]
pub struct Request {
    /// GET, POST, …
    pub method: String,
    /// The path after `/api/v10`.
    pub path: String,
    /// The JSON body, or null.
    pub body: Value,
    /// How it was answered.
    pub status: u16,
}

/// What to do with a request instead of answering it.
#[derive(Clone, Debug)]
pub enum Fault {
    /// Answer with this status and body, without effect.
    Status(u16, String),
    /// Have the effect, then break the connection.
    ResetAfter,
}

struct Planned {
    method: String,
    path: String,
    fault: Fault,
    times: u32,
}

pub(crate) struct State {
    pub(crate) config: Config,
    world: Mutex<World>,
    changed: watch::Sender<u64>,
    cut: watch::Sender<u64>,
    requests: Mutex<Vec<Request>>,
    faults: Mutex<Vec<Planned>>,
    grants: Mutex<oauth::Grants>,
}

impl State {
    /// Changes the world; everyone who waits looks again.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let result = act(&mut self.lock());
        self.changed.send_modify(|count| *count += 1);
        result
    }

    pub(crate) fn lock(&self) -> MutexGuard<'_, World> {
        self.world.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// A running fake.
#[derive(Clone)]
pub struct Fake {
    state: Arc<State>,
    address: SocketAddr,
    stop: CancellationToken,
}

impl Fake {
    /// Starts answering.
    ///
    /// # Errors
    /// If the address cannot be listened on.
    pub async fn start(config: Config, mut world: World) -> std::io::Result<Self> {
        let listener = tokio::net::TcpListener::bind(config.listen).await?;
        let address = listener.local_addr()?;
        world.base = format!("http://{address}");
        let state = Arc::new(State {
            config,
            world: Mutex::new(world),
            changed: watch::Sender::new(0),
            cut: watch::Sender::new(0),
            requests: Mutex::default(),
            faults: Mutex::default(),
            grants: Mutex::default(),
        });
        let stop = CancellationToken::new();
        let routes: Router = rest::router()
            .merge(gateway::router())
            .merge(oauth::router())
            .merge(client::router())
            .with_state(Arc::clone(&state));
        let stopped = stop.clone();
        tokio::spawn(async move {
            let serving = axum::serve(listener, routes).with_graceful_shutdown(stopped.cancelled_owned());
            if let Err(error) = serving.await {
                tracing::error!(%error, "the fake stopped");
            }
        });
        Ok(Self { state, address, stop })
    }

    /// `http://127.0.0.1:port`.
    pub fn base_url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The accepted bot token.
    pub fn token(&self) -> &str {
        &self.state.config.token
    }

    /// Stops answering.
    pub fn stop(&self) {
        self.stop.cancel();
        self.cut_connections();
    }

    /// Looks at the world.
    pub fn look<T>(&self, look: impl FnOnce(&World) -> T) -> T {
        look(&self.state.lock())
    }

    /// Changes the world, as its people or Discord itself would.
    pub fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        self.state.change(act)
    }

    /// Waits until something is so.
    ///
    /// # Panics
    /// If it is not so within the patience of a test.
    pub async fn until<T>(&self, what: &str, look: impl Fn(&World) -> Option<T>) -> T {
        let mut changed = self.state.changed.subscribe();
        let waiting = async {
            loop {
                if let Some(found) = self.look(&look) {
                    return found;
                }
                if changed.changed().await.is_err() {
                    std::future::pending::<()>().await;
                }
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => panic!("waited in vain for {what}"),
        }
    }

    /// A person's hands and eyes.
    pub fn person(&self, user: u64) -> Person {
        Person::new(self.clone(), user)
    }

    /// Every request so far.
    pub fn requests(&self) -> Vec<Request> {
        self.state.requests.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// Breaks every connection to the gateway.
    pub fn cut_connections(&self) {
        self.state.cut.send_modify(|count| *count += 1);
    }

    /// Forgets the gateway's sessions, so that no resume works.
    pub fn forget_sessions(&self) {
        self.change(|world| world.sessions.clear());
        self.cut_connections();
    }

    /// Plans a fault for the next requests with this method whose path contains this.
    pub fn fail(&self, method: &str, path: &str, fault: Fault, times: u32) {
        let planned = Planned { method: method.to_owned(), path: path.to_owned(), fault, times };
        self.state.faults.lock().unwrap_or_else(std::sync::PoisonError::into_inner).push(planned);
    }
}
