//! The real process on a database of its own, before a stand-in that outlives it.

#![allow(dead_code, reason = "each test uses a part of it")]

use fake_discord::{Clock, Fake, sample::Sample};
use guildhall::demo;
use spec_gate::Gate;
use std::{process::Stdio, sync::Arc, time::Duration};
use store::{Address, migrations};
use ticket::{Actor, GuildId};
use tokio::process::{Child, Command};

/// Which database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// Where the process lives: everything that outlasts it.
pub struct Home {
    pub fake: Fake,
    pub sample: Sample,
    pub store: Arc<dyn desk::Store>,
    pub address: Address,
    pub folder: tempfile::TempDir,
    _gate: Gate,
}

/// A fresh database; none where PostgreSQL is asked for and `TEST_POSTGRES` names no server.
async fn database(kind: Kind, name: &str, folder: &tempfile::TempDir) -> Option<Address> {
    if kind == Kind::Sqlite {
        return Some(Address::Sqlite(folder.path().join("guildhall.db")));
    }
    let Ok(server) = std::env::var("TEST_POSTGRES") else {
        assert!(
            std::env::var("GUILDHALL_STRICT_TESTS").is_err(),
            "TEST_POSTGRES is not set: scripts/test starts a server"
        );
        eprintln!("skipped on PostgreSQL: TEST_POSTGRES is not set; scripts/test starts a server");
        return None;
    };
    let (client, connection) =
        tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    let database = format!("process_{name}");
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).await.expect("drops");
    client.batch_execute(&format!("CREATE DATABASE {database}")).await.expect("creates");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    Some(Address::Postgres(format!("{base}/{database}")))
}

impl Home {
    /// The sample guild, configured, with channels put away at once after closing.
    pub async fn new(kind: Kind, name: &str, clock: Clock) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let address = database(kind, name, &folder).await?;
        let (world, sample) = fake_discord::sample::harbor_lights(clock);
        // A process that is killed again and again would spend most of its time waiting for its turn to identify.
        let gate = Gate::open();
        let quick =
            fake_discord::Config { identify_pause: Duration::ZERO, tap: gate.tap(), ..Default::default() };
        let fake = Fake::start(quick, world).await.expect("the stand-in starts");
        // All tickets of all lives are told in one log: at Discord's pace that alone would take minutes.
        fake.size_bucket("POST /channels/{id}/messages", 50, 1_000);
        // Every life asks these first.
        for route in
            ["GET /users/@me", "GET /applications/@me", "GET /gateway/bot", "GET /applications/{id}/commands"]
        {
            fake.size_bucket(route, 50, 1_000);
        }
        migrations::run(&address).await.expect("migrates");
        let store = store::open(&address).await.expect("opens");
        let files = store::files(&folder.path().join("files")).expect("a folder");
        let desk = desk::Desk::new(Arc::clone(&store), files, desk::Clock::System, desk::Hints::default());
        let mut config = demo::sample_config(&sample);
        config.settings.close_delay_seconds = 0;
        desk.configure(GuildId(sample.guild), &Actor::System, 0, config, Vec::new()).await.expect("is valid");
        Some(Self { fake, sample, store, address, folder, _gate: gate })
    }

    /// A life of the process, which may end at a labelled point.
    pub fn start(&self, crash_at: Option<&str>) -> Process {
        self.start_as(Command::new(env!("CARGO_BIN_EXE_guildhall")), crash_at)
    }

    /// A life of the process that cannot make a file longer than this, until [`Process::may_write`].
    pub fn start_short_of_space(&self, bytes: u64) -> Process {
        let mut shell = Command::new("sh");
        // Without the signal, writing fails as it does on a full disk.
        let script = format!("trap '' XFSZ; ulimit -S -f {}; exec \"$0\" \"$@\"", bytes / 512);
        shell.args(["-c", &script, env!("CARGO_BIN_EXE_guildhall")]);
        self.start_as(shell, None)
    }

    fn start_as(&self, mut command: Command, crash_at: Option<&str>) -> Process {
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(self.folder.path())
            .env("GUILDHALL_TOKEN", self.fake.token())
            .env("GUILDHALL_DISCORD_BASE", self.fake.base_url())
            .env("GUILDHALL_LOG", "error")
            .env_remove("GUILDHALL_DATABASE")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true);
        if let Address::Postgres(url) = &self.address {
            command.env("GUILDHALL_DATABASE", url);
        }
        if let Some(point) = crash_at {
            command.env("GUILDHALL_CRASH_AT", point);
        }
        Process(command.spawn().expect("the program starts"))
    }

    /// How many sessions of the gateway there were: one more is the next life.
    pub fn sessions(&self) -> usize {
        self.fake.look(|world| world.sessions.len())
    }

    /// Waits until a process that was started after so many sessions listens.
    pub async fn listening(&self, sessions: usize) {
        let up = |world: &fake_discord::World| {
            (world.sessions.len() > sessions && world.commands.iter().any(|one| one["name"] == "ptickets"))
                .then_some(())
        };
        self.fake.until("a session", up).await;
    }

    /// Waits until nothing is left to be done within the next ten minutes, leases included: an hour at the stand-in is none for the
    /// process, so that alarms may be set for later.
    pub async fn drained(&self, within: Duration) {
        let soon = || desk::Clock::System.now().plus_seconds(600);
        let drained = async {
            while self.store.next_due().await.expect("reads").is_some_and(|due| due < soon()) {
                // Woken by whatever happens at the stand-in, and now and then besides.
                let requests = self.fake.requests().len();
                let more =
                    self.fake.until("requests", |_| (self.fake.requests().len() > requests).then_some(()));
                let _ = tokio::time::timeout(Duration::from_millis(250), more).await;
            }
        };
        tokio::time::timeout(within, drained).await.expect("everything is worked off");
    }
}

/// A running process.
pub struct Process(Child);

impl Process {
    pub async fn kill(mut self) {
        let _ = self.0.kill().await;
    }

    /// Room was made on the disk.
    pub async fn may_write(&self) {
        let id = self.0.id().expect("it lives").to_string();
        let made = Command::new("prlimit").args(["--pid", &id, "--fsize=unlimited:unlimited"]).status().await;
        assert!(made.expect("prlimit is there").success());
    }

    /// Whether it dies by itself within this time.
    pub async fn dies(&mut self, within: Duration) -> bool {
        tokio::time::timeout(within, self.0.wait()).await.is_ok()
    }
}
