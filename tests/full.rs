//! When the disk is full, people are told so, nothing that was acknowledged is lost, and work goes on by itself as soon as there is room.
#![cfg(target_os = "linux")]

mod process;

use fake_discord::Clock;
use process::{Home, Kind};
use serde_json::Value;
use std::time::Duration;
use ticket::GuildId;

/// Bytes that the database's files may still grow by: less than the tickets of this test.
const ROOM: u64 = 2 * 1024 * 1024;
/// Openings after which the disk must be full.
const MOST: usize = 400;
/// How long an answer may take that comes at once.
const A_MOMENT: Duration = Duration::from_secs(3);
/// A wait longer than this has failed.
const PATIENCE: Duration = Duration::from_secs(60);

impl Home {
    /// A member opens a ticket with much to say; gives the interaction.
    fn opens(&self, turn: usize) -> u64 {
        let subject = format!("trouble {turn}");
        let answers = [("subject", subject.as_str()), ("details", &"it is stuck ".repeat(150))];
        self.fake.person(self.sample.members[turn % 6]).submit(self.sample.get_help, "gh1:form:1", &answers)
    }

    /// What the member reads in answer; nothing if there is none within a moment.
    async fn told(&self, asked: u64, within: Duration) -> Option<String> {
        let person = self.fake.look(|world| world.interactions[&asked].person);
        let told = tokio::time::timeout(within, self.fake.person(person).told(asked)).await.ok()?;
        told["content"].as_str().map(str::to_owned)
    }

    /// Whether the member has a channel.
    async fn is_well(&self, asked: u64, within: Duration) -> bool {
        self.told(asked, within).await.is_some_and(|words| words.contains("<#"))
    }
}

/// In the answer to an opening that could not be written.
const REFUSED: &str = "did not work";

// Proves: a full disk refuses in a sentence and loses nothing; no restart is needed afterwards.
#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_loses_nothing() {
    let home = Home::new(Kind::Sqlite, "full", Clock::System).await.expect("SQLite is always there");
    let length = |name: &str| std::fs::metadata(home.folder.path().join(name)).map_or(0, |file| file.len());
    let process = home.start_short_of_space(length("guildhall.db").max(length("guildhall.db-wal")) + ROOM);
    home.listening(0).await;
    let (mut asked, mut bad) = (Vec::new(), 0);
    while bad < 4 {
        assert!(asked.len() < MOST, "the disk is full in time");
        asked.push(home.opens(asked.len()));
        // One that was written when the last room was used up is answered when there is room again.
        bad = if home.is_well(asked[asked.len() - 1], A_MOMENT).await { 0 } else { bad + 1 };
    }
    assert!(asked.len() > 8, "it was full from the beginning");
    process.may_write().await;
    let begun = tokio::time::Instant::now();
    loop {
        asked.push(home.opens(asked.len()));
        if home.is_well(asked[asked.len() - 1], A_MOMENT).await {
            break;
        }
        assert!(begun.elapsed() < PATIENCE, "it goes on when there is room");
    }
    home.drained(PATIENCE).await;
    let mut opened = Vec::new();
    for one in &asked {
        let words = home.told(*one, PATIENCE).await.expect("everybody is answered");
        if !words.contains(REFUSED) {
            assert!(words.contains("<#"), "{words}");
            opened.push(*one);
        }
    }
    eprintln!("{} asked, {} refused", asked.len(), asked.len() - opened.len());
    assert!(opened.len() < asked.len(), "somebody was told that it did not work");
    process.kill().await;
    let copy = home.folder.path().join("copy.db");
    store::backup::backup(&home.address, &copy).expect("is copied");
    let report = store::backup::verify(&copy).await.expect("the database is whole");
    assert_eq!(report.tickets as usize, opened.len(), "what was acknowledged is there, and nothing else");
    let guild = GuildId(home.sample.guild);
    let surfaces = home.store.surfaces(guild).await.expect("reads");
    assert_eq!(surfaces.len(), opened.len(), "every one of them got its channel");
    let welcomes = home.fake.look(|world| {
        let said = |channel: u64| world.channels[&channel].messages.values().cloned().collect::<Vec<Value>>();
        surfaces
            .iter()
            .map(|(channel, _)| {
                said(channel.0).iter().filter(|one| one.to_string().contains("gh1:claim")).count()
            })
            .collect::<Vec<_>>()
    });
    assert!(welcomes.iter().all(|count| *count == 1), "with one welcome: {welcomes:?}");
}
