//! A world to try it in: Discord as data over real HTTP and WebSocket.
//!
//! [`World`] holds the facts and the acts that change them; [`rest`], [`gateway`] and [`oauth`] are its faces; [`driver`] is a person's
//! hands and eyes. It knows nothing of the product, so that nobody's mistake is shared.

mod attachments;
mod caps;
mod cdn;
mod client;
pub mod clock;
pub mod driver;
pub mod error;
pub mod faults;
mod gateway;
mod guilds;
mod interactions;
mod limits;
mod messages;
mod oauth;
pub mod permissions;
pub mod rates;
mod resolved;
mod rest;
pub mod sample;
mod shape;
pub mod sketch;
pub mod tap;
mod telling;
mod threads;
mod wire;
pub mod world;

use axum::Router;
use serde_json::Value;
use std::{
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::sync::{broadcast, watch};
use tokio_util::sync::CancellationToken;

pub use clock::Clock;
pub use driver::Person;
pub use faults::Fault;
pub use messages::Incoming;
pub use world::World;

use faults::Storm;

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
    /// Whether the windows of rate limits pass with the machine's time even if the world's clock is set by a test: a client that is told
    /// to wait a second waits a real one.
    pub limits_pass: bool,
    /// Between two heartbeats of a client.
    pub heartbeat: Duration,
    /// Between two identifies; a client that is faster gets Invalid Session.
    pub identify_pause: Duration,
    /// Who sees every exchange and every event.
    pub tap: Option<tap::Tap>,
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
            limits_pass: true,
            heartbeat: gateway::HEARTBEAT,
            identify_pause: gateway::IDENTIFY_PAUSE,
            tap: None,
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
    /// When it arrived, by the clock of the limits: Unix milliseconds.
    pub at: i64,
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
    asked: Mutex<Vec<String>>,
    faults: Mutex<Vec<Planned>>,
    held: watch::Sender<Vec<(faults::Held, String, String)>>,
    storm: Mutex<(faults::RequestOdds, faults::Storm)>,
    grants: Mutex<oauth::Grants>,
    rates: Mutex<rates::Rates>,
    starts: Mutex<gateway::Starts>,
    token_reset: AtomicBool,
    orders: broadcast::Sender<(u8, Value)>,
    begun: tokio::time::Instant,
}

impl State {
    /// Changes the world; everyone who waits looks again.
    pub(crate) fn change<T>(&self, act: impl FnOnce(&mut World) -> T) -> T {
        let result = {
            let mut world = self.lock();
            world.settle();
            let result = act(&mut world);
            world.settle();
            result
        };
        self.changed.send_modify(|count| *count += 1);
        result
    }

    pub(crate) fn rates(&self) -> MutexGuard<'_, rates::Rates> {
        self.rates.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    pub(crate) fn starts(&self) -> MutexGuard<'_, gateway::Starts> {
        self.starts.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Whether this is the bot's token, with or without "Bot" in front.
    pub(crate) fn knows(&self, token: &str) -> bool {
        let token = token.strip_prefix("Bot ").unwrap_or(token);
        token == self.config.token && !self.token_reset.load(Ordering::SeqCst)
    }

    /// The token is worth nothing any more, and no session goes on.
    pub(crate) fn reset_token(&self) {
        self.token_reset.store(true, Ordering::SeqCst);
        self.change(|world| world.sessions.clear());
        self.cut.send_modify(|count| *count += 1);
    }

    /// The time by which limits pass, Unix milliseconds: the world's, and with [`Config::limits_pass`] the machine's on top of it.
    pub(crate) fn limit_time(&self) -> i64 {
        let clock = self.lock().clock.clone();
        match clock {
            Clock::Manual(_) if self.config.limits_pass => {
                clock.now() + i64::try_from(self.begun.elapsed().as_millis()).unwrap_or(0)
            }
            _ => clock.now(),
        }
    }

    pub(crate) fn storm(&self) -> MutexGuard<'_, (faults::RequestOdds, Storm)> {
        self.storm.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
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
        world.granted = config.intents;
        let state = Arc::new(State {
            config,
            world: Mutex::new(world),
            changed: watch::Sender::new(0),
            cut: watch::Sender::new(0),
            requests: Mutex::default(),
            asked: Mutex::default(),
            faults: Mutex::default(),
            held: watch::Sender::default(),
            storm: Mutex::default(),
            grants: Mutex::default(),
            rates: Mutex::default(),
            starts: Mutex::default(),
            token_reset: AtomicBool::new(false),
            orders: broadcast::Sender::new(16),
            begun: tokio::time::Instant::now(),
        });
        let stop = CancellationToken::new();
        let routes: Router = rest::router()
            .merge(cdn::router())
            .merge(gateway::router())
            .merge(oauth::router())
            .merge(client::router())
            .layer(axum::middleware::from_fn_with_state(Arc::clone(&state), tap::observe))
            .with_state(Arc::clone(&state));
        let stopped = stop.clone();
        tokio::spawn(async move {
            let routes = routes.into_make_service_with_connect_info::<SocketAddr>();
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

    /// The paths of every picture that was asked for so far.
    pub fn pictures_asked(&self) -> Vec<String> {
        self.state.asked.lock().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    /// The bot's token is reset in the developer portal: it is worth nothing any more.
    pub fn lose_token(&self) {
        self.state.reset_token();
    }

    /// Switches the application's privileged intents in the developer portal: these are on, all others off. Sessions end, as when Discord
    /// renews its gateway; the next ones begin with what is on then.
    pub fn switch_intents(&self, intents: u64) {
        self.state.change(|world| {
            world.granted = intents;
            world.sessions.clear();
        });
        self.cut_connections();
    }

    /// Breaks every connection to the gateway.
    pub fn cut_connections(&self) {
        self.state.cut.send_modify(|count| *count += 1);
    }

    /// Closes the gateway: connections break, sessions are forgotten, nobody gets in; or opens it again. REST goes on.
    pub fn set_gateway(&self, open: bool) {
        self.change(|world| world.gateway_closed = !open);
        if !open {
            self.forget_sessions();
        }
    }

    /// Forgets the gateway's sessions, so that no resume works.
    pub fn forget_sessions(&self) {
        self.change(|world| world.sessions.clear());
        self.cut_connections();
    }

    /// Uses up identifies of the day, as if the bot had made them.
    pub fn spend_identifies(&self, times: u32) {
        let now = self.state.limit_time();
        self.state.starts().spend(now, times);
    }

    /// So much time passes that the next identify does not come too soon after the last.
    pub fn pass_identify_pause(&self) {
        self.state.starts().rested();
    }

    /// Asks every connected client to reconnect and resume (opcode 7).
    pub fn ask_reconnect(&self) {
        // Nobody may be connected.
        let _ = self.state.orders.send((7, Value::Null));
    }

    /// Tells every connected client that its session is invalid (opcode 9); it may resume or not.
    pub fn invalidate(&self, resumable: bool) {
        if !resumable {
            self.change(|world| world.sessions.clear());
        }
        let _ = self.state.orders.send((9, Value::Bool(resumable)));
    }
}
