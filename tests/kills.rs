//! The real process is killed, at random and at every labelled point, while tickets are opened, claimed and closed. Afterwards nothing is lost,
//! doubled, orphaned or forgotten.

mod process;

use fake_discord::{Clock, Fake};
use process::{Home, Kind};
use std::time::Duration;
use ticket::{GuildId, TicketKey};

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
        asked.push(ingrid.slash(other, "ptickets close", &[]));
    }
    asked
}

/// After any number of kills each ticket has exactly one channel with one welcome, no channel is without a ticket, every close was carried
/// out and told once, and the database is whole.
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
    last.kill().await;
    let tickets = check(&home).await;
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

/// Says how many tickets there are.
async fn check(home: &Home) -> usize {
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
    rows.len()
}

fn told_once(fake: &Fake, key: TicketKey, loaded: &desk::Loaded) {
    let opener = fake.person(loaded.ticket.opener.user.0);
    let link = format!("/tickets/{}/transcript", key.number);
    let told = opener.dms().iter().filter(|one| one.to_string().contains(&link)).count();
    assert_eq!(told, usize::from(!loaded.ticket.is_open()), "{key}: the opener is told once");
}
