//! The real process is killed, at random and at every labelled point, while tickets are opened, claimed and closed. Afterwards nothing is lost,
//! doubled, orphaned or forgotten.

use fake_discord::{Fake, sample::Sample};
use guildhall::demo;
use std::{path::Path, process::Stdio, sync::Arc, time::Duration};
use store::{Address, migrations};
use ticket::{Actor, GuildId, TicketKey};
use tokio::process::{Child, Command};

/// Kills in one run; `GUILDHALL_KILLS` asks for more.
const KILLS: usize = 200;
/// Every point between a commit and what follows from it.
const POINTS: &[&str] = &[
    "before-commit",
    "after-commit",
    "job-claimed",
    "job-worked",
    "job-finished",
    "surface-before-create",
    "surface-after-create",
    "surface-before-patch",
    "surface-after-patch",
    "welcome-before",
    "welcome-after",
    "announce-before",
    "announce-after",
    "modlog-before",
    "modlog-after",
    "dm-before",
    "dm-after",
    "answer-before",
    "answer-after",
];

/// A number after the seed, the same in every run with the same seed.
fn next(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed % 1_000_003).expect("is small")
}

struct Process(Child);

impl Process {
    fn start(fake: &Fake, folder: &Path, crash_at: Option<&str>) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--data"])
            .arg(folder)
            .env("GUILDHALL_TOKEN", fake.token())
            .env("GUILDHALL_DISCORD_BASE", fake.base_url())
            .env("GUILDHALL_LOG", "error")
            .env_remove("GUILDHALL_DATABASE")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        if let Some(point) = crash_at {
            command.env("GUILDHALL_CRASH_AT", point);
        }
        Self(command.spawn().expect("the program starts"))
    }

    async fn kill(mut self) {
        let _ = self.0.kill().await;
    }

    /// Whether it dies by itself within this time.
    async fn dies(&mut self, within: Duration) -> bool {
        tokio::time::timeout(within, self.0.wait()).await.is_ok()
    }

    fn ended(&mut self) -> bool {
        self.0.try_wait().expect("can be asked").is_some()
    }
}

async fn configured(folder: &Path, sample: &Sample) -> Arc<dyn desk::Store> {
    let address = Address::Sqlite(folder.join("guildhall.db"));
    migrations::run(&address).await.expect("migrates");
    let store = store::open(&address).await.expect("opens");
    let files = store::files(&folder.join("files")).expect("a folder");
    let desk = desk::Desk::new(Arc::clone(&store), files, desk::Clock::System, desk::Hints::default());
    let mut config = demo::sample_config(sample);
    config.settings.close_delay_seconds = 0;
    desk.configure(GuildId(sample.guild), &Actor::System, 0, config, Vec::new()).await.expect("is valid");
    store
}

/// A member opens one, staff claim the newest channel and close an older one.
fn act(fake: &Fake, sample: &Sample, turn: usize, seed: &mut u64) -> Vec<u64> {
    let mia = fake.person(sample.members[turn % 6]);
    let ingrid = fake.person(sample.owner);
    let subject = format!("trouble {turn}");
    let mut asked =
        vec![mia.submit(sample.get_help, "gh1:form:1", &[("subject", &subject), ("details", "it is stuck")])];
    let open = |world: &fake_discord::World| {
        let here = world.channels.values().filter(|one| one.parent == Some(sample.tickets));
        here.map(|one| one.id).collect::<Vec<_>>()
    };
    let channels = fake.look(open);
    if !channels.is_empty() {
        let some = channels[next(seed) % channels.len()];
        asked.push(ingrid.slash(some, "ptickets claim", &[]));
        let other = channels[next(seed) % channels.len()];
        asked.push(ingrid.slash(other, "ptickets close", &[]));
    }
    asked
}

/// After any number of kills each ticket has exactly one channel with one welcome, no channel is without a ticket, every close was carried
/// out and told once, and the database is whole.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_by_kills() {
    let kills = std::env::var("GUILDHALL_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(KILLS);
    let mut seed =
        std::env::var("GUILDHALL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x5eed_0001_u64);
    eprintln!("seed {seed} (GUILDHALL_SEED), {kills} kills (GUILDHALL_KILLS)");
    let folder = tempfile::tempdir().expect("a folder");
    let (world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::System);
    let fake = Fake::start(fake_discord::Config::default(), world).await.expect("the stand-in starts");
    let store = configured(folder.path(), &sample).await;
    let mut by_itself = 0;
    for turn in 0..kills {
        let point =
            POINTS.get(turn % (POINTS.len() * 2)).map(|point| format!("{point}:{}", 1 + next(&mut seed) % 2));
        let sessions = fake.look(|world| world.sessions.len());
        let mut process = Process::start(&fake, folder.path(), point.as_deref());
        // What an earlier life left to do may already lead it to the point.
        let mut up = false;
        while !up && !process.ended() {
            let connected = fake.until("a session", |world| {
                (world.sessions.len() > sessions && !world.commands.is_empty()).then_some(())
            });
            up = tokio::time::timeout(Duration::from_millis(300), connected).await.is_ok();
        }
        if up {
            let asked = act(&fake, &sample, turn, &mut seed);
            if point.is_some() {
                process.dies(Duration::from_millis(700)).await;
            } else {
                let goal = fake.requests().len() + next(&mut seed) % 14;
                let reached = fake.until("requests", |_| (fake.requests().len() >= goal).then_some(()));
                let _ = tokio::time::timeout(Duration::from_millis(400), reached).await;
                drop(asked);
            }
        }
        by_itself += usize::from(process.ended());
        process.kill().await;
    }
    eprintln!("{by_itself} of {kills} died at a labelled point");
    // Kills at random times end some lives before their point; many must have reached it.
    assert!(by_itself * 5 >= kills, "the points are hardly reached");

    let sessions = fake.look(|world| world.sessions.len());
    let last = Process::start(&fake, folder.path(), None);
    fake.until("a session", |world| (world.sessions.len() > sessions).then_some(())).await;
    let asked = act(&fake, &sample, kills, &mut seed);
    fake.until("answers", |world| {
        asked.iter().all(|id| world.interactions[id].answer != Default::default()).then_some(())
    })
    .await;
    let drained = async {
        // What is due in hours, such as a look at an idle ticket, is nothing to wait for.
        let soon = desk::Clock::System.now().plus_seconds(600);
        let mut next_due = store.next_due().await.expect("reads");
        while next_due.is_some_and(|due| due < soon) {
            // Woken by whatever happens at the stand-in, and now and then besides.
            let requests = fake.requests().len();
            let more = fake.until("requests", |_| (fake.requests().len() > requests).then_some(()));
            let _ = tokio::time::timeout(Duration::from_millis(250), more).await;
            next_due = store.next_due().await.expect("reads");
        }
    };
    tokio::time::timeout(Duration::from_secs(150), drained).await.expect("everything is worked off");
    last.kill().await;
    check(&fake, &sample, &*store).await;
    let backup = folder.path().join("backup.db");
    store::backup::backup(&Address::Sqlite(folder.path().join("guildhall.db")), &backup).expect("is copied");
    let report = store::backup::verify(&backup).await.expect("the database is whole");
    eprintln!("{report:?}");
    assert!(report.tickets as usize > kills / 4, "too little happened to show anything: {report:?}");
}

async fn check(fake: &Fake, sample: &Sample, store: &dyn desk::Store) {
    let guild = GuildId(sample.guild);
    assert!(store.given_up(guild).await.expect("reads").is_empty());
    let known = store.surfaces(guild).await.expect("reads");
    // A full category lets further channels stand outside; their topic tells them.
    let theirs = fake.look(|world| {
        let with_topic = |topic: &String| topic.contains(" | #");
        let here = world.channels.values().filter(|one| one.topic.as_ref().is_some_and(with_topic));
        here.map(|one| one.id).collect::<Vec<_>>()
    });
    let ours: Vec<u64> = known.iter().map(|(channel, _)| channel.0).collect();
    assert_eq!(theirs, ours, "channels and tickets are one to one");
    let filter = desk::ports::Filter { show: desk::ports::Show::All, ..Default::default() };
    let rows = store.list(guild, &filter, None, 10_000).await.expect("reads");
    assert_eq!(rows.len(), known.len(), "every ticket has its channel");
    let logged = fake.look(|world| world.channels[&sample.mod_log].messages.len());
    let mut expected_log = 0;
    for (channel, key) in known {
        let loaded = store.ticket(key).await.expect("reads").expect("is there");
        let events = store.events(key).await.expect("reads");
        expected_log += events
            .iter()
            .filter(|one| matches!(one.event, ticket::Event::Opened { .. } | ticket::Event::Closed { .. }))
            .count();
        let (welcomes, claims, closes, writes) = fake.look(|world| {
            let place = &world.channels[&channel.0];
            let count =
                |words: &str| place.messages.values().filter(|one| one.to_string().contains(words)).count();
            let may = fake_discord::permissions::in_channel(world, loaded.ticket.opener.user.0, channel.0);
            let writes = may & fake_discord::permissions::SEND_MESSAGES != 0;
            (count("gh1:claim"), count("is working on this ticket"), count("closed this ticket"), writes)
        });
        assert_eq!(welcomes, 1, "{key}: one welcome");
        assert_eq!(
            claims,
            usize::from(loaded.ticket.claim.is_some()),
            "{key}: one announcement of the claim"
        );
        assert_eq!(closes, usize::from(!loaded.ticket.is_open()), "{key}: one announcement of the close");
        assert_eq!(writes, loaded.ticket.is_open(), "{key}: a close is carried out");
        told_once(fake, key, &loaded);
    }
    assert_eq!(logged, expected_log, "the log has each opening and close once");
}

fn told_once(fake: &Fake, key: TicketKey, loaded: &desk::Loaded) {
    let opener = fake.person(loaded.ticket.opener.user.0);
    let link = format!("/tickets/{}/transcript", key.number);
    let told = opener.dms().iter().filter(|one| one.to_string().contains(&link)).count();
    assert_eq!(told, usize::from(!loaded.ticket.is_open()), "{key}: the opener is told once");
}
