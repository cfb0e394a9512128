use super::*;
use desk::ports::{Change, FileState, Posted, StoredFile};
use ticket::{MessageId, ids::DISCORD_EPOCH};

fn id(second: i64) -> MessageId {
    MessageId(((NOW.0 - DISCORD_EPOCH + second * 1000) << 22) as u64)
}

fn posted(second: i64, author: u64, staff_reply: bool) -> Change {
    let body = format!("{{\"content\":\"said at {second}\"}}");
    Change::Posted(Posted {
        message: id(second),
        author: UserId(author),
        human: true,
        staff_reply,
        body,
        edited: None,
        files: vec![],
    })
}

fn edited(second: i64, at: i64, text: &str) -> Change {
    Change::Edited { message: id(second), at: NOW.plus_seconds(at), body: text.to_owned() }
}

/// Whatever order the changes come in, and however often each, the conversation ends the same.
pub async fn changes_commute(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let changes = [
        posted(1, 1, false),
        posted(2, 5, true),
        posted(3, 1, false),
        edited(1, 10, "newest"),
        edited(1, 8, "older"),
        Change::Deleted { message: id(3), at: NOW.plus_seconds(9) },
    ];
    let mut seen = None;
    // A fixed set of shuffles: rotations, forwards and backwards, each change once or twice.
    for turn in 0..changes.len() * 2 {
        let key = opened(&desk, 100 + turn as u64).await;
        let mut order: Vec<_> = (0..changes.len()).map(|index| (index + turn) % changes.len()).collect();
        if turn >= changes.len() {
            order.reverse();
        }
        for index in order {
            for _ in 0..=(turn % 2) {
                store.append(vec![(key, changes[index].clone())], vec![]).await.expect("appends");
            }
        }
        let mut lines = store.lines(key, None, 100).await.expect("reads");
        lines.iter_mut().for_each(|line| line.versions = 0);
        let activity = store.ticket(key).await.expect("reads").expect("is there").activity;
        let state = (lines, activity);
        assert_eq!(seen.get_or_insert_with(|| state.clone()), &state, "turn {turn}");
    }
    let (lines, activity) = seen.expect("was read");
    assert_eq!(lines[0].body, "newest");
    assert!(lines[2].deleted.is_some());
    assert_eq!(activity.messages, 3);
    assert_eq!(activity.last_at, id(3).at());
    assert_eq!(activity.first_reply, Some((id(2).at(), UserId(5))));
}

/// Earlier versions of an edited message are kept.
pub async fn versions_are_kept(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let changes =
        vec![(key, posted(1, 1, false)), (key, edited(1, 5, "second")), (key, edited(1, 9, "third"))];
    store.append(changes, vec![]).await.expect("appends");
    let line = store.lines(key, None, 10).await.expect("reads").remove(0);
    assert_eq!((line.body.as_str(), line.versions, line.edited), ("third", 2, Some(NOW.plus_seconds(9))));
    let versions = store.versions(key, id(1)).await.expect("reads");
    assert_eq!(
        versions.iter().map(|(_, body)| body.as_str()).collect::<Vec<_>>(),
        ["{\"content\":\"said at 1\"}", "second"]
    );
    let refreshed = Change::Refreshed {
        message: id(1),
        edited: Some(NOW.plus_seconds(9)),
        body: "with reaction".to_owned(),
    };
    store.append(vec![(key, refreshed)], vec![]).await.expect("appends");
    assert_eq!(store.lines(key, None, 10).await.expect("reads")[0].versions, 2, "a reaction is no edit");
    // An embed of what was edited since, and the edit itself once more, with its embed.
    let overtaken = [None, Some(5)].map(|at| Change::Refreshed {
        message: id(1),
        edited: at.map(|at| NOW.plus_seconds(at)),
        body: "overtaken".to_owned(),
    });
    let changes = overtaken.into_iter().chain([edited(1, 5, "older"), edited(1, 9, "with embed")]);
    store.append(changes.map(|change| (key, change)).collect(), vec![]).await.expect("appends");
    let line = store.lines(key, None, 10).await.expect("reads").remove(0);
    assert_eq!((line.body.as_str(), line.versions), ("with embed", 2));
}

/// What was edited before it was fetched stays as it was fetched, whichever of its edits are told, before or after.
pub async fn what_is_fetched_after_an_edit_stands(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let fetched = |at: i64, text: &str| {
        let Change::Posted(message) = posted(1, 1, false) else { unreachable!() };
        Change::Posted(Posted { body: text.to_owned(), edited: Some(NOW.plus_seconds(at)), ..message })
    };
    let changes = [fetched(8, "newest"), edited(1, 8, "newest"), edited(1, 6, "older"), posted(1, 1, false)];
    // Each of these may be heard or not, in any order; what was fetched last is among them.
    for turn in 0..4 * changes.len() {
        let key = opened(&desk, 100 + turn as u64).await;
        let mut order: Vec<_> = (0..changes.len()).map(|index| (index + turn) % changes.len()).collect();
        if turn >= changes.len() {
            order.reverse();
        }
        if turn >= 2 * changes.len() {
            order.retain(|index| *index != 1);
        }
        for index in &order {
            store.append(vec![(key, changes[*index].clone())], vec![]).await.expect("appends");
        }
        let line = store.lines(key, None, 10).await.expect("reads").remove(0);
        let known = (line.body.as_str(), line.edited);
        assert_eq!(known, ("newest", Some(NOW.plus_seconds(8))), "{order:?}");
    }
    // What was heard of it before is an earlier version.
    let key = opened(&desk, 1).await;
    for change in [edited(1, 6, "older"), fetched(8, "newest")] {
        store.append(vec![(key, change)], vec![]).await.expect("appends");
    }
    let versions = store.versions(key, id(1)).await.expect("reads");
    assert_eq!(versions, [(NOW.plus_seconds(8), "older".to_owned())]);
}

/// The first reply is the earliest by staff, whatever order they are heard in; bots are no activity; pages follow each other.
// Proves: P116, P122
pub async fn first_reply_and_activity(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let robot = Change::Posted(Posted {
        message: id(60),
        author: UserId(99),
        human: false,
        staff_reply: true,
        body: "{}".to_owned(),
        edited: None,
        files: vec![],
    });
    store.append(vec![(key, robot), (key, posted(1, 1, false))], vec![]).await.expect("appends");
    let activity = store.ticket(key).await.expect("reads").expect("is there").activity;
    assert_eq!((activity.first_reply, activity.last_at, activity.messages), (None, id(1).at(), 2));
    store
        .append(vec![(key, posted(30, 6, true)), (key, posted(20, 5, true))], vec![])
        .await
        .expect("appends");
    let activity = store.ticket(key).await.expect("reads").expect("is there").activity;
    assert_eq!(activity.first_reply, Some((id(20).at(), UserId(5))));
    assert_eq!((activity.last_at, activity.last_by), (id(30).at(), Some(UserId(6))));
    assert_eq!(store.newest(key).await.expect("reads"), Some(id(60)));
    let page = store.lines(key, Some(id(1)), 2).await.expect("reads");
    assert_eq!(page.iter().map(|line| line.message).collect::<Vec<_>>(), [id(20), id(30)]);
    let elsewhere = TicketKey { number: 999, ..key };
    store.append(vec![(elsewhere, posted(1, 1, false))], vec![]).await.expect("an unknown ticket is skipped");
    assert!(store.lines(elsewhere, None, 10).await.expect("reads").is_empty());
}

/// A file waits, is kept or lost, and stays what its message said.
pub async fn files_are_settled(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let file = StoredFile {
        id: 0x7fff_ffff_ffff_ff01,
        message: id(1),
        name: "screen shot.png".to_owned(),
        content_type: "image/png".to_owned(),
        size: 10,
        source: "https://cdn/x".to_owned(),
        place: String::new(),
        state: FileState::Waiting,
    };
    let Change::Posted(mut message) = posted(1, 1, false) else { unreachable!() };
    message.files = vec![file.clone()];
    let change = (key, Change::Posted(message));
    store.append(vec![change.clone(), change], vec![]).await.expect("appends");
    assert_eq!(store.files(key).await.expect("reads"), std::slice::from_ref(&file));
    let kept = StoredFile { place: "files/1".to_owned(), size: 12, state: FileState::Kept, ..file.clone() };
    store.file_settled(key, &kept).await.expect("is recorded");
    assert_eq!(store.file(key, kept.id).await.expect("reads"), Some(kept.clone()));
    assert_eq!(store.file(TicketKey { number: 900, ..key }, kept.id).await.expect("reads"), None);
    // An edit shows it again, with another one beside it.
    let other = StoredFile { id: 0x7fff_ffff_ffff_ff02, ..file.clone() };
    store.append(vec![(key, Change::Brings(vec![file, other.clone()]))], vec![]).await.expect("appends");
    assert_eq!(store.files(key).await.expect("reads"), [kept, other], "what is kept stays kept");
}
