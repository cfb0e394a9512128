use super::*;
use desk::{
    Failure,
    ports::{Change, Posted, Reader},
};
use std::collections::BTreeMap;
use ticket::{
    MessageId,
    calendar::zone,
    query::{Around, parse, resolve},
};

fn told(second: i64, text: &str) -> Posted {
    let body = serde_json::json!({ "content": text }).to_string();
    Posted {
        message: MessageId::own(NOW.plus_seconds(second), 1),
        author: UserId(1),
        human: true,
        staff_reply: false,
        body,
        edited: None,
        files: vec![],
    }
}

/// In how many messages a word is.
async fn times(store: &Arc<dyn Store>, word: &str) -> usize {
    let (config, zone, people) = (config(), zone("UTC").expect("a zone"), BTreeMap::new());
    let around =
        Around { config: &config, me: UserId(50), staff: true, now: NOW, zone: &zone, people: &people };
    let sought = resolve(&parse(word).expect("reads"), &around).expect("is meant");
    store.search(GUILD, &Reader::Staff(None), &sought, None, 50).await.expect("searches").hits.len()
}

/// Of what comes in one batch each message is found by the words it has in the end: also where it is edited or deleted in the very batch that it
/// came with, came twice, or its edit came first; among hundreds as among few.
// Proves: P58
pub async fn a_batch_is_found_by_its_last_words(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    for (first, others) in [(0, 0_i64), (10_000, 300)] {
        let word = |name: &str| format!("{name}{first}");
        let (edited, gone) = (told(first + 1, &word("anchor")), told(first + 2, &word("bollard")));
        let (twice, overtaken) = (told(first + 3, &word("capstan")), told(first + 4, &word("dinghy")));
        let (message, at) = (edited.message, NOW.plus_seconds(first + 20));
        let body = |name: &str| serde_json::json!({ "content": word(name) }).to_string();
        let mut changes = vec![
            Change::Posted(edited),
            Change::Edited { message, at, body: body("halyard") },
            Change::Posted(gone.clone()),
            Change::Deleted { message: gone.message, at },
            Change::Posted(twice.clone()),
            Change::Posted(twice),
            Change::Edited { message: overtaken.message, at, body: body("keel") },
            Change::Posted(overtaken),
        ];
        changes.extend((0..others).map(|one| Change::Posted(told(first + 100 + one, &word("mast")))));
        let changes = changes.into_iter().map(|change| (key, change)).collect();
        store.append(changes, vec![]).await.expect("appends");
        let found = async |name: &str| times(&store, &word(name)).await;
        assert_eq!((found("anchor").await, found("halyard").await), (0, 1), "edited");
        assert_eq!(found("bollard").await, 0, "deleted");
        assert_eq!(found("capstan").await, 1, "came twice");
        assert_eq!((found("dinghy").await, found("keel").await), (0, 1), "the edit came first");
        assert_eq!(found("mast").await, usize::try_from(others.min(50)).expect("is small"));
    }
}

/// What fails leaves nothing behind, whether others share its commit or not, and takes nothing of them along.
pub async fn what_fails_leaves_nothing_behind(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let said = |second, text: &str, once: &str| {
        (key, Change::Said { posted: told(second, text), once: once.to_owned() })
    };
    store.append(vec![said(1, "taken", "one")], vec![]).await.expect("appends");
    for round in 0..20 {
        let before = store.lines(key, None, 1_000).await.expect("reads").len();
        // The second of them takes an id that is taken.
        let fails = |one: i64| {
            let (lost, once) = (told(100 + round * 100 + one, "lost"), format!("lost {round} {one}"));
            store.append(vec![(key, Change::Posted(lost)), said(1, "again", &once)], vec![])
        };
        let holds = |one: i64| {
            store.append(vec![(key, Change::Posted(told(150 + round * 100 + one, "kept")))], vec![])
        };
        let (first, second, third, fourth, fifth) =
            tokio::join!(fails(1), holds(1), fails(2), holds(2), fails(3));
        for failed in [first, third, fifth] {
            assert!(matches!(failed, Err(Failure::Conflict)), "{failed:?}");
        }
        second.and(fourth).expect("appends");
        let after = store.lines(key, None, 1_000).await.expect("reads");
        assert_eq!(after.len(), before + 2, "{after:?}");
    }
    assert_eq!((times(&store, "lost").await, times(&store, "kept").await), (0, 40));
}
