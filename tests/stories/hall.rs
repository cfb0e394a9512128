//! The product, running: real gateway, real REST, real web, on a database of its own.

use fake_discord::{Fake, Person, sample::Sample};
use guildhall::{
    demo,
    serve::{self, Plan, Running},
};
use serde_json::Value;
use spec_gate::Gate;
use std::{collections::BTreeMap, future::Future, time::Duration};
use store::Address;
use ticket::{Actor, GuildConfig, GuildId, TicketKey};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// A wait longer than this has failed.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The hall with its people.
pub struct Hall {
    pub fake: Fake,
    pub sample: Sample,
    pub running: Running,
    pub web: String,
    pub clock: desk::ManualClock,
    folder: tempfile::TempDir,
    database: Address,
    gate: Gate,
}

/// Runs a story on SQLite, and on PostgreSQL where `TEST_POSTGRES` names a server.
pub async fn on_both<F: Future<Output = ()>>(name: &str, story: impl Fn(Hall) -> F) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = Address::Sqlite(folder.path().join("guildhall.db"));
    story(Hall::open(folder, file).await).await;
    let Ok(server) = std::env::var("TEST_POSTGRES") else {
        assert!(
            std::env::var("GUILDHALL_STRICT_TESTS").is_err(),
            "TEST_POSTGRES is not set: scripts/test starts a server"
        );
        eprintln!("skipped on PostgreSQL: TEST_POSTGRES is not set; scripts/test starts a server");
        return;
    };
    let (client, connection) =
        tokio_postgres::connect(&server, tokio_postgres::NoTls).await.expect("the server answers");
    tokio::spawn(connection);
    let database = format!("story_{name}");
    client.batch_execute(&format!("DROP DATABASE IF EXISTS {database} WITH (FORCE)")).await.expect("drops");
    client.batch_execute(&format!("CREATE DATABASE {database}")).await.expect("creates");
    let (base, _) = server.rsplit_once('/').expect("an address with a database");
    let address = Address::Postgres(format!("{base}/{database}"));
    story(Hall::open(tempfile::tempdir().expect("a folder"), address).await).await;
    // Hundreds of databases that nobody reads fill a disk.
    client.batch_execute(&format!("DROP DATABASE {database} WITH (FORCE)")).await.expect("drops");
}

impl Hall {
    async fn open(folder: tempfile::TempDir, database: Address) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let now = desk::Clock::System.now();
        let clock = desk::ManualClock::at(now);
        let (world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::at(now.0));
        let gate = Gate::open();
        let settings = fake_discord::Config { tap: gate.tap(), ..fake_discord::Config::default() };
        let fake = Fake::start(settings, world).await.expect("the stand-in starts");
        let (running, web) = start(&folder, &database, &fake, &clock, guildhall::serve::ROOT_COMMAND).await;
        let hall = Self { fake, sample, running, web, clock, folder, database, gate };
        hall.configure(demo::sample_config(&sample)).await;
        hall.fake
            .until("commands", |world| {
                world.commands.iter().any(|one| one.get("guild_id").is_none()).then_some(())
            })
            .await;
        hall.eventually("the guild is known", async || {
            hall.store().guild(GuildId(sample.guild)).await.expect("reads").map(|_| ())
        })
        .await;
        hall
    }

    /// Stops the product and starts it again on the same data.
    pub async fn restarted(self) -> Self {
        self.fake.pass_identify_pause();
        self.restarted_at_once().await
    }

    /// As [`Hall::restarted`], but sooner than Discord lets a program identify again.
    pub async fn restarted_at_once(self) -> Self {
        self.again(0, guildhall::serve::ROOT_COMMAND).await
    }

    /// As [`Hall::restarted`], but so many seconds pass while it does not run.
    pub async fn restarted_after(self, seconds: i64) -> Self {
        self.fake.pass_identify_pause();
        self.again(seconds, guildhall::serve::ROOT_COMMAND).await
    }

    /// As [`Hall::restarted`], with another name for its command.
    pub async fn restarted_as(self, command: &str) -> Self {
        self.fake.pass_identify_pause();
        self.again(0, command).await
    }

    async fn again(self, seconds: i64, command: &str) -> Self {
        let Self { fake, sample, running, clock, folder, database, gate, .. } = self;
        running.stop().await;
        fake.until("it listens no more", |world| world.told().is_empty().then_some(())).await;
        fake.change(|world| world.clock.advance_seconds(seconds));
        clock.advance_seconds(seconds);
        fake.forget_told();
        let (running, web) = start(&folder, &database, &fake, &clock, command).await;
        // What a person does before it listens again, Discord tells nobody.
        fake.until("it listens again", |world| (!world.told().is_empty()).then_some(())).await;
        Self { fake, sample, running, web, clock, folder, database, gate }
    }

    /// Where files are kept.
    pub fn files(&self) -> std::path::PathBuf {
        self.folder.path().join("files")
    }

    pub fn store(&self) -> &dyn desk::Store {
        self.running.desk.store()
    }

    /// Changes the database behind the product's back, as a defect or a disk might.
    pub async fn tamper(&self, statements: &str) {
        match &self.database {
            Address::Sqlite(file) => {
                let database = rusqlite::Connection::open(file).expect("opens");
                database.busy_timeout(PATIENCE).expect("waits");
                database.execute_batch(statements).expect("is written");
            }
            Address::Postgres(url) => {
                let (client, connection) =
                    tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("answers");
                tokio::spawn(connection);
                client.batch_execute(statements).await.expect("is written");
            }
        }
    }

    /// Every row of every table of the schema, as text in a fixed order. What a database keeps for an index of its own is left out.
    pub async fn rows(&self) -> BTreeMap<String, Vec<String>> {
        let mut all = BTreeMap::new();
        match &self.database {
            Address::Sqlite(file) => {
                let database = rusqlite::Connection::open(file).expect("opens");
                database.busy_timeout(PATIENCE).expect("waits");
                let text = |statement: &str| -> Vec<String> {
                    let mut statement = database.prepare(statement).expect("is right");
                    let columns = statement.column_count();
                    let read = |row: &rusqlite::Row<'_>| {
                        let values = (0..columns).map(|at| row.get_ref(at).map(|value| format!("{value:?}")));
                        values.collect::<Result<Vec<_>, _>>().map(|values| values.join(" "))
                    };
                    let rows = statement.query_map([], read).expect("is read");
                    rows.map(|row| row.expect("is read")).collect()
                };
                let tables =
                    "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'
                    AND name NOT LIKE 'sqlite%' AND name NOT LIKE '%words_data' AND name NOT LIKE '%words_idx'";
                let mut named = database.prepare(tables).expect("is right");
                let names = named.query_map([], |row| row.get::<_, String>(0)).expect("is read");
                for name in names.map(|name| name.expect("is text")) {
                    all.insert(name.clone(), text(&format!("SELECT * FROM \"{name}\"")));
                }
            }
            Address::Postgres(url) => {
                let (client, connection) =
                    tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("answers");
                tokio::spawn(connection);
                let tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'";
                for table in client.query(tables, &[]).await.expect("is read") {
                    let name: String = table.get(0);
                    let rows = client.query(&format!("SELECT one::text FROM \"{name}\" one"), &[]).await;
                    let rows = rows.expect("is read").iter().map(|row| row.get(0)).collect();
                    all.insert(name, rows);
                }
            }
        }
        all.values_mut().for_each(|rows| rows.sort());
        all
    }

    /// Saves a configuration, over whatever stands: a panel that was just posted may be noting where it is.
    pub async fn configure(&self, config: GuildConfig) {
        let guild = GuildId(self.sample.guild);
        for _ in 0..10 {
            let version = self.store().config(guild).await.expect("reads").version;
            match self
                .running
                .desk
                .configure(guild, &Actor::System, version, config.clone(), Vec::new())
                .await
            {
                Err(desk::Rejected::Refused(ticket::Refusal::ConfigChanged)) => {}
                saved => return drop(saved.expect("is valid")),
            }
        }
        panic!("somebody keeps saving");
    }

    /// The configuration as it is kept, with its version.
    pub async fn kept_config(&self) -> desk::ports::Config {
        self.store().config(GuildId(self.sample.guild)).await.expect("reads")
    }

    /// The configuration as it is.
    pub async fn config(&self) -> GuildConfig {
        (*self.kept_config().await.config).clone()
    }

    /// Saves the configuration with a change.
    pub async fn change(&self, change: impl FnOnce(&mut GuildConfig)) {
        let mut config = self.config().await;
        change(&mut config);
        self.configure(config).await;
    }

    pub fn ticket(&self, number: u32) -> TicketKey {
        TicketKey { guild: GuildId(self.sample.guild), number }
    }

    pub fn mia(&self) -> Person {
        self.fake.person(self.sample.members[0])
    }
    pub fn noa(&self) -> Person {
        self.fake.person(self.sample.members[1])
    }
    pub fn beth(&self) -> Person {
        self.fake.person(self.sample.staff[0])
    }
    pub fn carla(&self) -> Person {
        self.fake.person(self.sample.staff[2])
    }
    pub fn ingrid(&self) -> Person {
        self.fake.person(self.sample.owner)
    }

    /// Moves both clocks.
    pub fn pass_seconds(&self, seconds: i64) {
        self.fake.change(|world| world.clock.advance_seconds(seconds));
        self.clock.advance_seconds(seconds);
    }

    /// Waits until something can be read.
    pub async fn eventually<T>(&self, what: &str, look: impl AsyncFn() -> Option<T>) -> T {
        self.soon(what, Duration::from_millis(100), look).await
    }

    async fn soon<T>(&self, what: &str, pause: Duration, look: impl AsyncFn() -> Option<T>) -> T {
        let mut hints = self.running.desk.hints().listen();
        let waiting = async {
            loop {
                if let Some(found) = look().await {
                    return found;
                }
                // A hint says when to look again; a moment without one is looked after as well.
                let _ = tokio::time::timeout(pause, hints.recv()).await;
            }
        };
        match tokio::time::timeout(PATIENCE, waiting).await {
            Ok(found) => found,
            Err(_) => panic!("waited in vain: {what}"),
        }
    }

    /// Waits until something is true of a ticket.
    pub async fn ticket_is<T>(
        &self,
        number: u32,
        what: &str,
        look: impl Fn(&ticket::Ticket) -> Option<T>,
    ) -> T {
        let key = self.ticket(number);
        self.eventually(what, async || {
            let loaded = self.store().ticket(key).await.expect("reads")?;
            look(&loaded.ticket)
        })
        .await
    }

    /// What a person is told in answer to a command.
    pub async fn says(&self, who: &Person, channel: u64, path: &str, options: &[(&str, Value)]) -> String {
        read(&who.told(who.slash(channel, path, options)).await)
    }

    /// What Discord told was taken in, and what follows from it is written.
    pub async fn heard_out(&self) {
        let listening = self.running.desk.listening();
        self.soon("what was told is heard", Duration::from_millis(5), async || {
            let told = self.fake.look(fake_discord::World::told);
            let all = told.iter().all(|(shard, told)| listening.taken(*shard) == *told);
            (all && listening.unfinished() == 0).then_some(())
        })
        .await;
    }

    /// What Discord told is heard, nothing is left to be done now, and nothing was given up.
    pub async fn settled(&self) {
        // A job in hand shows as the end of its lease, two minutes away; alarms of the stories ring sooner.
        self.settled_but(0).await;
    }

    /// As [`Hall::settled`], where a try in so many seconds may be left to be made.
    pub async fn settled_but(&self, later: i64) {
        self.heard_out().await;
        self.eventually("the queue is empty", async || {
            let next = self.store().next_due().await.expect("reads");
            let (now, soon, much_later) =
                (self.clock.now(), self.clock.now().plus_seconds(60), self.clock.now().plus_seconds(600));
            let try_later = |due: ticket::Timestamp| later > 0 && due >= now.plus_seconds(later);
            // Alarms ring soon or much later; a job in hand may hide behind one.
            next.is_none_or(|due| due > now && due < soon || due > much_later || try_later(due))
                .then_some(())?;
            (self.store().in_hand(now).await.expect("reads") == 0).then_some(())
        })
        .await;
        let given_up = self.store().given_up(GuildId(self.sample.guild)).await.expect("reads");
        assert!(given_up.is_empty(), "given up: {given_up:?}");
    }

    /// Ends strictly: nothing left over, nothing asked of Discord that it does not know.
    pub async fn end(self) {
        self.settled().await;
        let bad: Vec<_> =
            self.fake.requests().into_iter().filter(|one| one.status == 401 || one.status == 429).collect();
        assert!(bad.is_empty(), "invalid requests: {bad:?}");
        let despite = self.fake.counters().despite;
        assert!(despite.is_empty(), "sent although an answer had said that nothing is left: {despite:?}");
        self.running.stop().await;
        self.fake.stop();
    }

    /// The panel stands in `#get-help`.
    pub async fn panel(&self) {
        let here = self.sample.get_help;
        let asked = self.ingrid().slash(here, "ptickets panel", &[]);
        self.ingrid().answer(asked).await;
        self.fake
            .until("a panel", |world| {
                let message = world.channels[&here].messages.values().next()?;
                (message["components"][0]["components"].as_array()?.len() == 2).then_some(())
            })
            .await;
    }

    /// Mia opens a help ticket; gives its channel once the welcome stands.
    pub async fn opened(&self, subject: &str, details: &str) -> u64 {
        let (mia, here) = (self.mia(), self.sample.get_help);
        let before = mia.channels();
        let pressed = mia.press(here, "Help");
        mia.fill(pressed, &[subject, details]).await;
        self.fake
            .until("a channel with a welcome", |world| {
                let mut fresh =
                    world.channels.values().filter(|one| one.kind == 0 && !before.contains(&one.id));
                fresh.find(|one| world.sees(mia.id, one.id) && !one.messages.is_empty()).map(|one| one.id)
            })
            .await
    }
}

async fn start(
    folder: &tempfile::TempDir,
    database: &Address,
    fake: &Fake,
    clock: &desk::ManualClock,
    command: &str,
) -> (Running, String) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let web = format!("http://{}", listener.local_addr().expect("an address"));
    let plan = Plan {
        database: database.clone(),
        files: folder.path().join("files"),
        token: fake.token().to_owned().into(),
        client_secret: Some(fake_discord::Config::default().secret.into()),
        listener,
        command: command.to_owned(),
        public_url: web.clone(),
        discord_base: Some(fake.base_url()),
        webhooks: webhooks::Private::Allowed,
        clock: desk::Clock::Manual(clock.clone()),
    };
    let running = serve::start(plan, CancellationToken::new()).await.expect("the product starts");
    (running, web)
}

/// The text of a message with its embeds: what a person reads.
pub fn read(message: &Value) -> String {
    let embeds = message["embeds"].as_array().cloned().unwrap_or_default();
    let mut text = message["content"].as_str().unwrap_or_default().to_owned();
    for embed in embeds {
        for key in ["title", "description"] {
            text.push('\n');
            text.push_str(embed[key].as_str().unwrap_or_default());
        }
        for field in embed["fields"].as_array().unwrap_or(&vec![]) {
            text.push_str(&format!(
                "\n{}: {}",
                field["name"].as_str().unwrap_or_default(),
                field["value"].as_str().unwrap_or_default()
            ));
        }
    }
    text
}
