use super::*;
use desk::{
    Failure,
    ports::{Change, Copy, Posted, Unshown},
};
use ticket::{ChannelId, MessageId, ids::DISCORD_EPOCH};

fn said(second: i64, once: &str) -> Change {
    let posted = Posted {
        message: own(second),
        author: UserId(5),
        human: true,
        staff_reply: true,
        body: format!("{{\"content\":\"said at {second}\"}}"),
        edited: None,
        files: vec![],
    };
    Change::Said { posted, once: once.to_owned() }
}

fn own(second: i64) -> MessageId {
    MessageId::own(NOW.plus_seconds(second), 1)
}

fn discords(second: i64) -> MessageId {
    MessageId(((NOW.0 - DISCORD_EPOCH + second * 1000) << 22) as u64)
}

fn copy(second: i64, of: MessageId, part: u32) -> Copy {
    Copy {
        id: discords(second),
        channel: ChannelId(70),
        message: of,
        part,
        webhook: Some(0x7fff_ffff_ffff_ff02),
        print: "print".to_owned(),
    }
}

fn heard(second: i64) -> Change {
    let body = "{\"content\":\"an echo\"}".to_owned();
    let (message, author) = (discords(second), UserId(99));
    Change::Posted(Posted {
        message,
        author,
        human: false,
        staff_reply: false,
        body,
        edited: None,
        files: vec![],
    })
}

/// What is said on the web waits for Discord until it is shown there; a form sent twice says it once; a reply by staff counts.
// Proves: M21, A13
pub async fn what_is_said_waits_to_be_shown(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let changes = vec![(key, said(3, "b")), (key, said(2, "a")), (key, said(4, "a"))];
    store.append(changes, vec![]).await.expect("appends");
    let lines = store.lines(key, None, 10).await.expect("reads");
    assert_eq!(lines.iter().map(|line| line.message).collect::<Vec<_>>(), [own(2), own(3)]);
    let activity = store.ticket(key).await.expect("reads").expect("is there").activity;
    assert_eq!((activity.messages, activity.first_reply), (2, Some((own(2).at(), UserId(5)))));
    assert_eq!(store.newest(key).await.expect("reads"), None, "Discord has said nothing yet");

    let waiting = store.waiting(key, 10).await.expect("reads");
    assert_eq!(
        waiting.iter().map(|one| (one.message, one.changes)).collect::<Vec<_>>(),
        [(own(2), 1), (own(3), 1)]
    );
    let edited = Change::Edited { message: own(2), at: NOW.plus_seconds(9), body: "better".to_owned() };
    store.append(vec![(key, edited)], vec![]).await.expect("appends");
    // The first state was shown while the second was written: it still waits.
    store.shown(key, own(2), 1, None).await.expect("is recorded");
    store.shown(key, own(3), 1, Some("too rude")).await.expect("is recorded");
    let waiting = store.waiting(key, 10).await.expect("reads");
    assert_eq!(waiting.len(), 1);
    assert_eq!((waiting[0].body.as_str(), waiting[0].changes, waiting[0].deleted), ("better", 2, false));
    let unshown = store.unshown(key).await.expect("reads");
    let expected = [
        Unshown { message: own(2), trouble: None },
        Unshown { message: own(3), trouble: Some("too rude".to_owned()) },
    ];
    assert_eq!(unshown, expected);
    store.append(vec![(key, Change::Deleted { message: own(3), at: NOW })], vec![]).await.expect("appends");
    let waiting = store.waiting(key, 10).await.expect("reads");
    assert_eq!((waiting.len(), waiting[1].deleted), (2, true));

    let taken = store.append(vec![(key, said(2, "c"))], vec![]).await;
    assert!(matches!(taken, Err(Failure::Conflict)), "{taken:?}");
    assert_eq!(store.lines(key, None, 10).await.expect("reads").len(), 2);
}

/// A copy is no message of its own, whether Discord told of it before or after, once or twice; edits of it change nothing.
// Proves: M82
pub async fn a_copy_is_not_doubled(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let edit = Change::Edited { message: discords(5), at: NOW.plus_seconds(6), body: "echo".to_owned() };
    let all = [heard(5), Change::Copied(copy(5, own(2), 0)), edit, heard(5)];
    for turn in 0..all.len() {
        let key = opened(&desk, 200 + turn as u64).await;
        store.append(vec![(key, said(2, "a")), (key, heard(1))], vec![]).await.expect("appends");
        for index in 0..all.len() {
            let change = all[(index + turn) % all.len()].clone();
            store.append(vec![(key, change)], vec![]).await.expect("appends");
        }
        let lines = store.lines(key, None, 10).await.expect("reads");
        let ids: Vec<_> = lines.iter().map(|line| line.message).collect();
        assert_eq!(ids, [discords(1), own(2)], "turn {turn}");
        let activity = store.ticket(key).await.expect("reads").expect("is there").activity;
        assert_eq!(activity.messages, 2, "turn {turn}");
        assert_eq!(store.newest(key).await.expect("reads"), Some(discords(1)));
        assert_eq!(store.original(key, discords(5)).await.expect("reads"), Some(own(2)));
        assert_eq!(store.original(key, discords(1)).await.expect("reads"), None);
        let elsewhere = TicketKey { number: 999, ..key };
        assert_eq!(store.original(elsewhere, discords(5)).await.expect("reads"), None);
    }
}

/// Once Discord shows no part of a message any more, the message is deleted; heard of early or late.
// Proves: A26
pub async fn deleting_every_copy_deletes_the_message(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let gone = |second| Change::Deleted { message: discords(second), at: NOW.plus_seconds(20) };
    let copies = || [Change::Copied(copy(5, own(2), 0)), Change::Copied(copy(6, own(2), 1))];
    let deleted = async |key| store.lines(key, None, 10).await.expect("reads")[0].deleted;
    for early in [false, true] {
        let key = opened(&desk, 300 + u64::from(early)).await;
        store.append(vec![(key, said(2, "a"))], vec![]).await.expect("appends");
        let [first, second] = copies();
        let order = if early { [gone(5), second, first] } else { [first, second, gone(5)] };
        for change in order {
            store.append(vec![(key, change)], vec![]).await.expect("appends");
        }
        assert_eq!(deleted(key).await, None, "the second part is still there");
        let left = store.copies(key, MessageId(1)).await.expect("reads");
        assert_eq!(left, [copy(6, own(2), 1)]);
        store.append(vec![(key, gone(6)), (key, gone(6))], vec![]).await.expect("appends");
        assert_eq!(deleted(key).await, Some(NOW.plus_seconds(20)));
        assert_eq!(store.lines(key, None, 10).await.expect("reads").len(), 1);
    }
}

/// A copy and the message it is arrive at the same time, many times over.
// Proves: M82
pub async fn a_copy_races_with_its_echo(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    store.append(vec![(key, said(1, "a"))], vec![]).await.expect("appends");
    let mut tasks = Vec::new();
    for second in 10..42 {
        for change in [heard(second), Change::Copied(copy(second, own(1), second as u32))] {
            let store = Arc::clone(&store);
            tasks.push(tokio::spawn(async move { store.append(vec![(key, change)], vec![]).await }));
        }
    }
    for task in tasks {
        task.await.expect("no panic").expect("appends");
    }
    assert_eq!(store.lines(key, None, 100).await.expect("reads").len(), 1);
    assert_eq!(store.ticket(key).await.expect("reads").expect("is there").activity.messages, 1);
    assert_eq!(store.copies(key, MessageId(1)).await.expect("reads").len(), 32);
}
