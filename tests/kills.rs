//! The real process is killed, at random and at every labelled point, while tickets are opened, claimed and closed. Afterwards nothing is lost,
//! doubled, orphaned or forgotten.

mod process;

use fake_discord::{Clock, Fake};
use process::{Home, Kind};
use std::time::Duration;
use ticket::GuildId;

/// Kills in one run on both databases together; `GUILDHALL_KILLS` asks for more.
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
    "picture-before-record",
];

/// A number after the seed, the same in every run with the same seed.
fn next(seed: &mut u64) -> usize {
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    usize::try_from(*seed % 1_000_003).expect("is small")
}

/// A member opens one, staff claim the newest channel and close an older one.
fn act(home: &Home, turn: usize, seed: &mut u64) -> Vec<u64> {
    let Home { fake, sample, .. } = home;
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
        ingrid.say(other, &format!("word {turn}"));
        asked.push(ingrid.slash(other, "ptickets close", &[]));
    }
    asked
}

impl Home {
    /// Waits until the last words are kept; what is not kept after that is lost.
    async fn all_kept(&self) {
        let newest = |world: &fake_discord::World, channel: u64| {
            world.channels[&channel].messages.keys().last().copied()
        };
        let kept = async {
            for (channel, key) in self.store.surfaces(GuildId(self.sample.guild)).await.expect("reads") {
                let last = self.fake.look(|world| newest(world, channel.0));
                while self.store.newest(key).await.expect("reads").map(|id| id.0) < last {
                    tokio::task::yield_now().await;
                }
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(10), kept).await;
    }
}

/// After any number of kills each ticket has exactly one channel with one welcome, no channel is without a ticket, every close was carried
/// out and told once, everything said is kept once and in order, and the database is whole.
async fn nothing_is_lost_or_doubled(kind: Kind, share: usize) {
    let kills = std::env::var("GUILDHALL_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(KILLS);
    let kills = kills * share / 100;
    let mut seed =
        std::env::var("GUILDHALL_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x5eed_0001_u64);
    eprintln!("{kind:?}: seed {seed} (GUILDHALL_SEED), {kills} kills, {share} % of GUILDHALL_KILLS");
    let Some(home) = Home::new(kind, "kills", Clock::System).await else { return };
    let by_itself = live_and_die(&home, kills, &mut seed).await;
    eprintln!("{kind:?}: {by_itself} of {kills} died at a labelled point");
    // Kills at random times end some lives before their point; many must have reached it.
    assert!(by_itself * 5 >= kills, "the points are hardly reached");

    let sessions = home.sessions();
    let last = home.start(None);
    home.listening(sessions).await;
    let asked = act(&home, kills, &mut seed);
    home.fake
        .until("answers", |world| {
            asked.iter().all(|id| world.interactions[id].answer != Default::default()).then_some(())
        })
        .await;
    home.drained(Duration::from_secs(150)).await;
    home.all_kept().await;
    home.drained(Duration::from_secs(30)).await;
    last.kill().await;
    let tickets = check(&home, kind).await;
    assert!(tickets > kills / 4, "too little happened to show anything: {tickets} tickets");
    if kind == Kind::Sqlite {
        let backup = home.folder.path().join("backup.db");
        store::backup::backup(&home.address, &backup).expect("is copied");
        let report = store::backup::verify(&backup).await.expect("the database is whole");
        eprintln!("{report:?}");
    }
}

/// Starts the process again and again while people use it; says how often it died by itself.
async fn live_and_die(home: &Home, kills: usize, seed: &mut u64) -> usize {
    let mut by_itself = 0;
    for turn in 0..kills {
        let point =
            POINTS.get(turn % (POINTS.len() * 2)).map(|point| format!("{point}:{}", 1 + next(seed) % 2));
        let sessions = home.sessions();
        let mut process = home.start(point.as_deref());
        // What an earlier life left to do may already lead it to the point.
        let mut up = false;
        while !up && !process.dies(Duration::ZERO).await {
            up = tokio::time::timeout(Duration::from_millis(300), home.listening(sessions)).await.is_ok();
        }
        if up {
            act(home, turn, seed);
            if point.is_some() {
                process.dies(Duration::from_millis(700)).await;
            } else {
                let goal = home.fake.requests().len() + next(seed) % 14;
                let enough = |_: &fake_discord::World| (home.fake.requests().len() >= goal).then_some(());
                let reached = home.fake.until("requests", enough);
                let _ = tokio::time::timeout(Duration::from_millis(400), reached).await;
            }
        }
        by_itself += usize::from(process.dies(Duration::ZERO).await);
        process.kill().await;
    }
    by_itself
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_by_kills_on_sqlite() {
    nothing_is_lost_or_doubled(Kind::Sqlite, 70).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_lost_or_doubled_by_kills_on_postgres() {
    nothing_is_lost_or_doubled(Kind::Postgres, 30).await;
}

/// What there is too little and too much of.
#[derive(Debug, Default)]
struct Tally {
    lost: usize,
    doubled: usize,
}

impl Tally {
    /// There should be so many of these.
    fn count(&mut self, what: &str, found: usize, expected: usize) {
        if found != expected {
            eprintln!("{what}: {found}, not {expected}");
        }
        self.lost += expected.saturating_sub(found);
        self.doubled += found.saturating_sub(expected);
    }
}

/// Says how many tickets there are.
async fn check(home: &Home, kind: Kind) -> usize {
    let Home { fake, sample, store, .. } = home;
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
    let filter = desk::ports::Filter { show: desk::ports::Show::All, ..Default::default() };
    let rows = store.list(guild, &filter, None, 10_000).await.expect("reads");
    let mut tally = Tally::default();
    tally.count("channels", theirs.iter().filter(|id| ours.contains(id)).count(), rows.len());
    tally.count("channels without a ticket", theirs.iter().filter(|id| !ours.contains(id)).count(), 0);
    let (mut lines, mut logged) = (0, 0);
    for (channel, key) in known {
        let loaded = store.ticket(key).await.expect("reads").expect("is there");
        let events = store.events(key).await.expect("reads");
        let in_log = |event: &ticket::Event| {
            matches!(event, ticket::Event::Opened { .. } | ticket::Event::Closed { .. })
        };
        logged += events.iter().filter(|one| in_log(&one.event)).count();
        seen(fake, channel.0, &loaded, &mut tally);
        let said = fake.look(|world| world.channels[&channel.0].messages.keys().copied().collect::<Vec<_>>());
        let kept = store.lines(key, None, 1_000).await.expect("reads");
        let kept: Vec<u64> = kept.iter().map(|line| line.message.0).collect();
        lines += said.len();
        tally.count(
            &format!("{key}: messages"),
            said.iter().filter(|id| kept.contains(id)).count(),
            said.len(),
        );
        tally.count(&format!("{key}: messages that nobody sent"), kept.len(), said.len());
        assert!(kept.is_sorted(), "{key}: in order");
        let pictures = store.pictures(key).await.expect("reads");
        let waiting = pictures.iter().filter(|one| one.state != desk::ports::FileState::Kept).count();
        tally.count(&format!("{key}: pictures that were not copied"), waiting, 0);
        let opener = loaded.ticket.opener.user.0;
        let face = fake.look(|world| world.users[&opener].avatar.clone());
        let named = face.map(|hash| format!("avatar/{opener}/{hash}"));
        let shown = pictures.iter().filter(|one| Some(&one.name) == named.as_ref()).count();
        tally.count(&format!("{key}: faces of the opener"), shown, usize::from(named.is_some()));
    }
    let in_log = fake.look(|world| world.channels[&sample.mod_log].messages.len());
    tally.count("lines in the log", in_log, logged);
    eprintln!(
        "{kind:?}: {} tickets, {lines} messages, {} lost, {} doubled",
        rows.len(),
        tally.lost,
        tally.doubled
    );
    assert_eq!((tally.lost, tally.doubled), (0, 0));
    rows.len()
}

/// What members see of a ticket.
fn seen(fake: &Fake, channel: u64, loaded: &desk::Loaded, tally: &mut Tally) {
    let (key, opener) = (loaded.ticket.key, loaded.ticket.opener.user.0);
    let closed = usize::from(!loaded.ticket.is_open());
    let (welcomes, claims, closes, writes) = fake.look(|world| {
        let place = &world.channels[&channel];
        let count =
            |words: &str| place.messages.values().filter(|one| one.to_string().contains(words)).count();
        let may = fake_discord::permissions::in_channel(world, opener, channel);
        let writes = may & fake_discord::permissions::SEND_MESSAGES != 0;
        (count("gh1:claim"), count("is working on this ticket"), count("closed this ticket"), writes)
    });
    tally.count(&format!("{key}: welcomes"), welcomes, 1);
    tally.count(&format!("{key}: announced claims"), claims, usize::from(loaded.ticket.claim.is_some()));
    tally.count(&format!("{key}: announced closes"), closes, closed);
    let link = format!("/tickets/{}/transcript", key.number);
    let told = fake.person(opener).dms().iter().filter(|one| one.to_string().contains(&link)).count();
    tally.count(&format!("{key}: direct messages"), told, closed);
    assert_eq!(writes, loaded.ticket.is_open(), "{key}: a close is carried out");
}

/// Samples are put in and taken out while the process dies again and again in between: in the end each is there once, or none is.
async fn samples_outlive_kills(kind: Kind) {
    let Some(home) = Home::new(kind, "samples", Clock::System).await else { return };
    let guild = GuildId(home.sample.guild);
    let count = async || home.store.samples(guild).await.expect("reads").map_or(0, |set| set.here.len());
    let all = usize::from(ticket::sample::COUNT);
    for wanted in [true, false] {
        let now = desk::Clock::System.now();
        assert!(home.store.samples_asked(guild, wanted, now, &ticket::By::System).await.expect("is kept"));
        for life in ["sample:3", "sample:7", "sample:1", "sample:6"] {
            let mut process = home.start(Some(life));
            assert!(process.dies(Duration::from_secs(60)).await, "{life} is never reached");
            process.kill().await;
            assert_eq!(home.store.verify_figures(guild).await.expect("reads"), 0, "after {life}");
        }
        let left = count().await;
        assert!(left > 0 && left < all, "{left} of {all}: the kills came too late");
        let process = home.start(None);
        home.drained_of_samples(if wanted { Some(all) } else { None }).await;
        process.kill().await;
        assert_eq!(home.store.verify_figures(guild).await.expect("reads"), 0);
    }
    let filter = desk::ports::Filter { show: desk::ports::Show::All, ..Default::default() };
    assert!(home.store.list(guild, &filter, None, 100).await.expect("reads").is_empty());
}

impl Home {
    /// Waits until there are so many samples, or it is forgotten that there were any.
    async fn drained_of_samples(&self, wanted: Option<usize>) {
        let guild = GuildId(self.sample.guild);
        let there = async {
            while self.store.samples(guild).await.expect("reads").map(|set| set.here.len()) != wanted {
                tokio::task::yield_now().await;
            }
        };
        tokio::time::timeout(Duration::from_secs(60), there).await.expect("it goes on");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_outlive_kills_on_sqlite() {
    samples_outlive_kills(Kind::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn samples_outlive_kills_on_postgres() {
    samples_outlive_kills(Kind::Postgres).await;
}
