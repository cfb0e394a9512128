//! The product on a stand-in of Discord, with a clock that both share.

use fake_discord::{Fake, Person, sample::Sample, tap::Tap};
use guildhall::{
    demo,
    serve::{self, Plan, Running},
};
use spec_gate::Gate;
use std::time::Duration;
use store::Address;
use ticket::{Actor, ChannelId, GuildId, TicketKey, ticket_type::Place};
use tokio::{net::TcpListener, time::Instant};
use tokio_util::sync::CancellationToken;

/// A wait longer than this has failed, in real time.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// Longer than this, in real time, no job is in hand here.
const IN_HAND: Duration = Duration::from_secs(2);

/// Every so many-eth seed runs on PostgreSQL, where there is one.
const POSTGRES_EVERY: u64 = 4;

async fn on_server(server: &str, commands: &[String]) {
    let (client, connection) =
        tokio_postgres::connect(server, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    for command in commands {
        client.batch_execute(command).await.expect("is done");
    }
}

/// Everything of one run.
pub struct Stage {
    pub fake: Fake,
    pub sample: Sample,
    clock: desk::ManualClock,
    folder: tempfile::TempDir,
    database: Address,
    running: Option<Running>,
    _gate: Gate,
}

impl Stage {
    /// The sample guild; on PostgreSQL where `TEST_POSTGRES` names a server and it is this seed's turn, else on SQLite.
    pub async fn begin(seed: u64) -> Self {
        Self::begin_as(seed, |tap| tap).await
    }

    /// What is said over the gateway is not Discord's on purpose: no gate looks at it.
    pub async fn begin_unwatched() -> Self {
        Self::begin_as(1, |_| None).await
    }

    async fn begin_as(seed: u64, watched: impl FnOnce(Option<Tap>) -> Option<Tap>) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        // A Monday noon.
        let noon = ticket::Timestamp(1_795_435_200_000);
        let (world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::at(noon.0));
        let gate = Gate::open();
        let tap = watched(gate.tap());
        let config = fake_discord::Config { identify_pause: Duration::ZERO, tap, ..Default::default() };
        let fake = Fake::start(config, world).await.expect("the stand-in starts");
        fake.widen_buckets();
        let clock = desk::ManualClock::at(noon);
        let folder = tempfile::tempdir().expect("a folder");
        let server = std::env::var("TEST_POSTGRES").ok().filter(|_| seed.is_multiple_of(POSTGRES_EVERY));
        let database = match server {
            None => Address::Sqlite(folder.path().join("guildhall.db")),
            Some(server) => {
                let name = format!("simulation_{seed}");
                let recreate = [format!("DROP DATABASE IF EXISTS {name}"), format!("CREATE DATABASE {name}")];
                on_server(&server, &recreate).await;
                let (base, _) = server.rsplit_once('/').expect("an address with a database");
                Address::Postgres(format!("{base}/{name}"))
            }
        };
        let mut stage = Self { fake, sample, clock, folder, database, running: None, _gate: gate };
        stage.start().await;
        stage.configure().await;
        stage
    }

    async fn configure(&self) {
        let mut config = demo::sample_config(&self.sample);
        // A refusal because of a limit leads to the tickets that are there, as an answer does.
        config.settings.open_limit = None;
        config.types[1].place = Place::Thread { parent: ChannelId(self.sample.general) };
        let guild = GuildId(self.sample.guild);
        let desk = &self.running().desk;
        desk.configure(guild, &Actor::System, 0, config, Vec::new()).await.expect("is valid");
        self.connected().await;
        self.until("the guild is known", async || {
            let known = desk.store().guild(guild).await.expect("reads");
            known
                .filter(|_| {
                    self.fake.look(|world| world.commands.iter().any(|one| one.get("guild_id").is_none()))
                })
                .map(|_| ())
        })
        .await;
    }

    /// Starts the product.
    pub async fn start(&mut self) {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let plan = Plan {
            database: self.database.clone(),
            files: self.folder.path().join("files"),
            token: self.fake.token().to_owned().into(),
            client_secret: None,
            command: guildhall::serve::ROOT_COMMAND.to_owned(),
            public_url: format!("http://{}", listener.local_addr().expect("an address")),
            listener,
            discord_base: Some(self.fake.base_url()),
            webhooks: webhooks::Private::Allowed,
            clock: desk::Clock::Manual(self.clock.clone()),
        };
        self.running = Some(serve::start(plan, CancellationToken::new()).await.expect("the product starts"));
    }

    /// Stops everything; nothing is left.
    pub async fn end(mut self) {
        self.stop().await;
        self.fake.stop();
        if let (Address::Postgres(address), Ok(server)) = (&self.database, std::env::var("TEST_POSTGRES")) {
            let (_, name) = address.rsplit_once('/').expect("an address with a database");
            on_server(&server, &[format!("DROP DATABASE {name} WITH (FORCE)")]).await;
        }
    }

    /// Stops the product.
    pub async fn stop(&mut self) {
        if let Some(running) = self.running.take() {
            running.stop().await;
        }
    }

    pub fn running(&self) -> &Running {
        self.running.as_ref().expect("it runs")
    }

    pub fn store(&self) -> &dyn desk::Store {
        self.running().desk.store()
    }

    pub fn guild(&self) -> GuildId {
        GuildId(self.sample.guild)
    }

    pub fn person(&self, id: u64) -> Person {
        self.fake.person(id)
    }

    /// Moves both clocks.
    pub fn pass(&self, seconds: i64) {
        self.fake.change(|world| world.clock.advance_seconds(seconds));
        self.clock.advance_seconds(seconds);
    }

    pub async fn surfaces(&self) -> Vec<(u64, TicketKey)> {
        let known = self.store().surfaces(self.guild()).await.expect("reads");
        known.into_iter().map(|(channel, key)| (channel.0, key)).collect()
    }

    /// A connection to the gateway listens.
    pub async fn connected(&self) {
        self.fake.until("a connection", |world| world.is_listened_to().then_some(())).await;
    }

    /// Waits until something can be read.
    pub async fn until<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        let mut hints = self.running().desk.hints().listen();
        let waiting = async {
            loop {
                if let Some(found) = look().await {
                    return found;
                }
                // A hint says when to look again; a moment without one is looked after as well.
                let _ = tokio::time::timeout(Duration::from_millis(50), hints.recv()).await;
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => panic!("waited in vain: {what}"),
        }
    }

    /// Everything that is due is done, what is tried again soon too.
    pub async fn settled(&self) {
        for _ in 0..200 {
            let (now, begun) = (self.clock.now(), Instant::now());
            let next = self
                .until("no job is due", async || {
                    let next = self.store().next_due().await.expect("reads");
                    // A job in hand shows as the end of its lease, two minutes away; so does an alarm that rings then, but it stays.
                    let in_hand = |due: ticket::Timestamp| {
                        due > now.plus_seconds(60)
                            && due <= now.plus_seconds(120)
                            && begun.elapsed() < IN_HAND
                    };
                    next.is_none_or(|due| due > now && !in_hand(due)).then_some(next)
                })
                .await;
            match next {
                Some(due) if due <= now.plus_seconds(120) => self.pass((due.0 - now.0) / 1_000 + 1),
                _ => return,
            }
        }
        panic!("jobs come back without end");
    }
}
