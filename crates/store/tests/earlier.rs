//! What was said before there was a search is found after it was put into the index in the background, on both databases; what was put there
//! before the index told how words begin tells it afterwards.

#[allow(dead_code, reason = "one for several files")]
mod fresh;
#[allow(dead_code, unused_imports, reason = "the suite's people and desk; its tests run elsewhere")]
mod suite;

use desk::{
    Store,
    ports::{Change, Part, Posted, Reader},
};
use fresh::Fresh;
use std::{path::Path, sync::Arc};
use store::{Address, migrations};
use suite::{GUILD, NOW, desk, opened, staff};
use ticket::{
    Command, MessageId, UserId,
    query::{Phrase, Sought, phrase},
};

/// As a database was before: everything said, and no index.
const FORGET: [&str; 4] = [
    "DELETE FROM search_head",
    "DELETE FROM search_note",
    "DELETE FROM search_talk",
    "INSERT INTO search_waiting (guild, number) SELECT guild, number FROM ticket",
];

async fn found(store: &Arc<dyn Store>, word: &str) -> Vec<(u32, Part)> {
    places(store, vec![phrase(word).expect("a word")]).await
}

/// As [`found`], where a word begins so as well.
async fn found_begun(store: &Arc<dyn Store>, word: &str, begun: &str) -> Vec<(u32, Part)> {
    let begun = Phrase { begins: true, ..phrase(begun).expect("a word") };
    places(store, vec![phrase(word).expect("a word"), begun]).await
}

async fn places(store: &Arc<dyn Store>, all: Vec<Phrase>) -> Vec<(u32, Part)> {
    let words = all.into_iter().map(|phrase| vec![phrase]).collect();
    let sought = Sought { words, ..Sought::default() };
    let hits = store.search(GUILD, &Reader::Staff(None), &sought, None, 50).await.expect("searches").hits;
    hits.into_iter().map(|hit| (hit.row.ticket.key.number, hit.part)).collect()
}

async fn say(store: &Arc<dyn Store>, number: u32, count: u16) -> MessageId {
    let message = MessageId::own(NOW.plus_seconds(i64::from(count)), count);
    let body = format!("{{\"content\":\"pebble {count}\"}}");
    let posted = Posted {
        message,
        author: UserId(1),
        human: true,
        staff_reply: false,
        body,
        edited: None,
        files: Vec::new(),
    };
    let key = ticket::TicketKey { guild: GUILD, number };
    store.append(vec![(key, Change::Posted(posted))], Vec::new()).await.expect("appends");
    message
}

async fn earlier(address: Address, forget: impl AsyncFn()) {
    migrations::run(&address).await.expect("migrates");
    let store = store::open(&address).await.expect("opens");
    let desk = desk(&store, suite::config()).await;
    for by in 1..=5 {
        let key = opened(&desk, by).await;
        for count in 0..4 {
            say(&store, key.number, by as u16 * 10 + count).await;
        }
        desk.handle(key, &staff(50), &Command::Note { text: "pebble".into() }).await.expect("notes");
    }
    let key = ticket::TicketKey { guild: GUILD, number: 2 };
    let (message, at) = (MessageId::own(NOW.plus_seconds(21), 21), NOW.plus_seconds(99));
    store.append(vec![(key, Change::Deleted { message, at })], Vec::new()).await.expect("deletes");
    let before = found(&store, "pebble").await;
    assert_eq!(before.len(), 5 + 19);
    forget().await;
    assert!(found(&store, "pebble").await.is_empty());
    // Meanwhile people go on.
    let later = say(&store, 3, 90).await;
    assert_eq!(store.index_earlier(2).await.expect("indexes"), 3);
    assert_eq!(store.index_earlier(2).await.expect("indexes"), 1);
    let halfway = found(&store, "pebble").await;
    assert_eq!(halfway.iter().filter(|(_, part)| matches!(part, Part::Note(_))).count(), 4);
    assert_eq!(store.index_earlier(2).await.expect("indexes"), 0);
    assert_eq!(store.index_earlier(2).await.expect("indexes"), 0, "once is enough");
    let mut after = found(&store, "pebble").await;
    let new = after.iter().position(|(_, part)| *part == Part::Message(later)).expect("is found");
    assert_eq!(new, 5, "what was said since comes first of all messages");
    after.remove(new);
    assert_eq!(after, before, "the same places in the same order");
}

/// Each entry of a message, and how its words begin.
fn beginnings(database: &Path) -> Vec<(i64, Vec<u8>)> {
    let connection = rusqlite::Connection::open(database).expect("opens");
    let mut all = connection.prepare("SELECT id, begins FROM search_talk ORDER BY id").expect("reads");
    let rows = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("reads");
    rows.collect::<Result<_, _>>().expect("reads")
}

/// Entries from before tell how their words begin after some steps, with a restart between them; what is edited, deleted and said meanwhile
/// stays as it is; and what is found is the same all the while.
#[tokio::test(flavor = "multi_thread")]
async fn beginnings_of_before() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("guildhall.db");
    migrations::run(&Address::Sqlite(file.clone())).await.expect("migrates");
    let store = store::open(&Address::Sqlite(file.clone())).await.expect("opens");
    let desk = desk(&store, suite::config()).await;
    let key = opened(&desk, 1).await;
    let mut messages = Vec::new();
    for count in 0..9 {
        messages.push(say(&store, key.number, count).await);
    }
    let (at, body) = (NOW.plus_seconds(99), "{\"content\":\"a shell\"}".to_owned());
    let reworded = Change::Edited { message: messages[1], at, body };
    let gone = Change::Deleted { message: messages[2], at };
    store.append(vec![(key, reworded), (key, gone)], Vec::new()).await.expect("appends");
    let known = beginnings(&file);
    assert!(known.iter().all(|(_, begins)| !begins.is_empty()));
    let first = found_begun(&store, "pebble", "pebb").await;
    assert_eq!(first.len(), 7);
    // As it was before: nothing is known of how words begin.
    let connection = rusqlite::Connection::open(&file).expect("opens");
    connection
        .execute_batch(
            "UPDATE search_talk SET begins = X'';
            INSERT INTO search_unbegun (below) SELECT MAX(id) + 1 FROM search_talk HAVING COUNT(*) > 0",
        )
        .expect("forgets");
    assert_eq!(found_begun(&store, "pebble", "pebb").await, first);
    assert!(store.begin_earlier(3).await.expect("goes on"));
    let told = |all: &[(i64, Vec<u8>)]| all.iter().filter(|(_, begins)| !begins.is_empty()).count();
    assert_eq!(told(&beginnings(&file)), 3, "no more at once");
    drop((desk, store));
    let store = store::open(&Address::Sqlite(file.clone())).await.expect("opens");
    let later = say(&store, key.number, 50).await;
    assert!(store.begin_earlier(3).await.expect("goes on"));
    assert!(!store.begin_earlier(3).await.expect("goes on"), "that was all");
    assert!(!store.begin_earlier(3).await.expect("goes on"), "once is enough");
    let mut after = beginnings(&file);
    let new = after.pop().expect("the new one");
    assert!(!new.1.is_empty());
    assert_eq!(after, known);
    let mut last = found_begun(&store, "pebble", "pebb").await;
    assert_eq!(last.remove(0), (key.number, Part::Message(later)));
    assert_eq!(last, first);
}

/// On SQLite.
#[tokio::test(flavor = "multi_thread")]
async fn earlier_on_sqlite() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("guildhall.db");
    let database = file.clone();
    earlier(Address::Sqlite(file), async || {
        let connection = rusqlite::Connection::open(&database).expect("opens");
        FORGET.iter().for_each(|statement| {
            connection.execute(statement, []).expect("forgets");
        });
    })
    .await;
}

/// On PostgreSQL.
#[tokio::test(flavor = "multi_thread")]
async fn earlier_on_postgres() {
    let Some(fresh) = Fresh::named("store_earlier").await else { return };
    earlier(fresh.address(), async || fresh.run(&FORGET.join("; ")).await).await;
    fresh.end().await;
}
