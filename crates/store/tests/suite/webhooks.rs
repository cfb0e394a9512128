//! What waits for endpoints.

use super::*;
use desk::{
    Failure,
    ports::{Change, Delivery, DeliveryState, Expect, NewWebhook, Posted, Told, Tried, WebhookState},
};
use ticket::{
    By, Command, MessageId,
    webhook::{MOST_ENDPOINTS, MOST_FAILURES, Topic},
};

async fn endpoint(store: &Arc<dyn Store>, topics: &[Topic]) -> u32 {
    let (url, topics) = ("https://a.example/x".to_owned(), topics.to_vec());
    let new = NewWebhook { url, topics, at: NOW, by: By::System };
    let id = store.webhook_add(GUILD, new).await.expect("writes").expect("there is room");
    assert!(store.webhook_secret(GUILD, id, "sealed", NOW, &By::System).await.expect("writes"));
    id
}

async fn waiting(store: &Arc<dyn Store>, id: u32) -> Vec<Delivery> {
    let mut all = store.deliveries(GUILD, id, 100).await.expect("reads");
    all.reverse();
    all
}

/// One delivery for each endpoint that listens, in the commit of the event, and none where nothing was committed.
// Proves: P223, P228
pub async fn deliveries_are_written_with_the_event(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let all = endpoint(&store, &Topic::CHOICES).await;
    let closes = endpoint(&store, &[Topic::Closed]).await;
    let (url, topics) = ("https://b.example/".to_owned(), Topic::CHOICES.to_vec());
    let unsigned = NewWebhook { url, topics, at: NOW, by: By::System };
    let unsigned = store.webhook_add(GUILD, unsigned).await.expect("writes").expect("there is room");
    let key = opened(&desk, 5).await;
    let claims = (1..=8).map(|id| {
        let desk = Arc::clone(&desk);
        tokio::spawn(async move { desk.handle(key, &staff(id), &Command::Claim).await.is_ok() })
    });
    let mut won = 0;
    for claim in claims.collect::<Vec<_>>() {
        won += u32::from(claim.await.expect("no panic"));
    }
    assert_eq!(won, 1);
    let note = Command::Note { text: "a note".to_owned() };
    desk.handle(key, &staff(1), &note).await.expect("is noted");
    let message = MessageId::earliest(NOW);
    let posted = |message, human| Posted {
        message,
        author: UserId(5),
        human,
        staff_reply: false,
        body: "{}".to_owned(),
        edited: None,
        files: Vec::new(),
    };
    let bot = MessageId(message.0 + 1);
    for _ in 0..2 {
        let changes = [posted(message, true), posted(bot, false)].map(|one| (key, Change::Posted(one)));
        desk.append(changes.into(), Vec::new()).await.expect("is kept");
    }
    let told: Vec<_> = waiting(&store, all).await.iter().map(|one| (one.topic, one.told)).collect();
    let number = key.number;
    assert_eq!(
        told,
        [
            (Topic::Opened, Told::Event { number, seq: 1 }),
            (Topic::Claimed, Told::Event { number, seq: 2 }),
            (Topic::Message, Told::Message { number, message }),
        ]
    );
    assert!(waiting(&store, closes).await.is_empty() && waiting(&store, unsigned).await.is_empty());
    let stale = store.ticket(key).await.expect("reads").expect("is there");
    desk.handle(key, &staff(1), &Command::Unclaim).await.expect("is released");
    let before = waiting(&store, all).await.len();
    let commit = desk::ports::Commit {
        expect: vec![Expect::Version(key, stale.version)],
        events: store.events(key).await.expect("reads").split_off(1),
        ticket: stale.ticket,
        jobs: Vec::new(),
        files: Vec::new(),
    };
    assert!(matches!(store.commit(commit).await, Err(Failure::Conflict)));
    assert_eq!(waiting(&store, all).await.len(), before, "nothing was committed");
}

/// The oldest first; failures are counted in a row; too many switch it off; what is removed waits no more.
// Proves: P226, P227
pub async fn endpoints_that_fail_are_switched_off(store: Arc<dyn Store>) {
    let id = endpoint(&store, &[Topic::Opened]).await;
    for n in 0..3 {
        assert!(store.webhook_test(GUILD, id, &format!("evt_{n}"), NOW).await.expect("writes"));
    }
    assert!(store.webhook_test(GUILD, id, "evt_0", NOW).await.expect("writes"), "once is enough");
    assert_eq!(waiting(&store, id).await.len(), 3);
    let first = store.delivery_next(GUILD, id).await.expect("reads").expect("waits");
    assert_eq!(first.event, "evt_0");
    assert_eq!(store.delivery_body(GUILD, first.id, "one").await.expect("writes"), "one");
    assert_eq!(
        store.delivery_body(GUILD, first.id, "two").await.expect("writes"),
        "one",
        "as it was sent first"
    );
    let tried = |state| Tried {
        at: NOW,
        status: Some(500),
        trouble: None,
        state,
        next_at: Some(NOW.plus_seconds(9)),
    };
    let try_it =
        async |row: i64, state| store.delivery_tried(GUILD, id, row, &tried(state)).await.expect("writes");
    for failures in 1..MOST_FAILURES {
        assert_eq!(try_it(first.id, DeliveryState::Waiting).await, failures);
    }
    assert_eq!(try_it(first.id, DeliveryState::Delivered).await, 0, "one that arrives makes good");
    let second = store.delivery_next(GUILD, id).await.expect("reads").expect("waits");
    assert_eq!(second.event, "evt_1");
    for failures in 1..=MOST_FAILURES {
        assert_eq!(try_it(second.id, DeliveryState::Waiting).await, failures);
    }
    let found = store.webhook(GUILD, id).await.expect("reads").expect("is there");
    assert_eq!((found.state, found.failures), (WebhookState::Failing, MOST_FAILURES));
    assert!(!store.webhook_test(GUILD, id, "evt_9", NOW).await.expect("writes"), "it is off");
    assert!(store.webhook_switch(GUILD, id, true, NOW, &By::System).await.expect("writes"));
    let found = store.webhook(GUILD, id).await.expect("reads").expect("is there");
    assert_eq!((found.state, found.failures, found.next_at), (WebhookState::On, 0, None));
    assert!(store.delivery_again(GUILD, id, first.id, NOW).await.expect("writes"));
    assert_eq!(store.delivery_next(GUILD, id).await.expect("reads").map(|one| one.id), Some(first.id));
    let other = GuildId(2);
    assert!(store.webhooks(other).await.expect("reads").is_empty());
    assert!(store.deliveries(other, id, 9).await.expect("reads").is_empty());
    assert!(!store.webhook_switch(other, id, false, NOW, &By::System).await.expect("writes"));
    assert!(!store.webhook_remove(other, id, NOW, &By::System).await.expect("writes"));
    assert!(store.webhook_remove(GUILD, id, NOW, &By::System).await.expect("writes"));
    assert!(store.webhook(GUILD, id).await.expect("reads").is_none());
    assert!(waiting(&store, id).await.is_empty());
    for expected in 2..MOST_ENDPOINTS + 2 {
        assert_eq!(endpoint(&store, &[Topic::Closed]).await, expected, "numbers are never used again");
    }
    let (url, topics) = ("https://c.example/".to_owned(), vec![Topic::Closed]);
    let more = NewWebhook { url, topics, at: NOW, by: By::System };
    assert_eq!(store.webhook_add(GUILD, more).await.expect("reads"), None);
    let acts = store.acts(GUILD, None, 100).await.expect("reads");
    assert_eq!(acts.len(), MOST_ENDPOINTS as usize + 3, "added, on, removed: {acts:?}");
    let older = store.acts(GUILD, Some(acts[1].id), 100).await.expect("reads");
    assert_eq!(older.first().map(|one| one.id), Some(acts[2].id));
}
