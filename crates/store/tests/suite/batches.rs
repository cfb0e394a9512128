use super::*;
use desk::{
    Failure,
    ports::{BatchState, Commit, Expect, ItemState, NewBatch, Taken},
};
use ticket::batch::{KEPT, MOST_UNDER_WAY};

fn batch(tickets: Vec<u32>) -> NewBatch {
    NewBatch { at: NOW, author: UserId(5), act: "claim".to_owned(), reason: Some("why".to_owned()), tickets }
}

/// A commit that closes nothing and says that it is a batch's.
async fn commit_for(store: &Arc<dyn Store>, key: TicketKey, taken: Taken) -> Result<(), Failure> {
    let before = store.ticket(key).await.expect("reads").expect("is there");
    let event = ticket::Event::Pinned;
    let commit = Commit {
        expect: vec![Expect::Version(key, before.version), Expect::Taken(taken)],
        ticket: before.ticket,
        events: vec![ticket::Recorded { seq: before.version + 1, at: NOW, by: ticket::By::System, event }],
        jobs: Vec::new(),
        files: Vec::new(),
    };
    store.commit(commit).await
}

/// The commit is what settles a ticket's turn: once, only while the batch goes on, and taken back only once.
pub async fn a_turn_of_a_batch_is_taken_once(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let (one, two) = (opened(&desk, 1).await, opened(&desk, 2).await);
    let number = store.batch_begin(GUILD, batch(vec![two.number, one.number])).await.expect("begins");
    let due = store.claim(NOW, NOW.plus_seconds(60), 50).await.expect("claims");
    assert!(due.iter().any(|leased| leased.job == ticket::Job::Batch { guild: GUILD, batch: number }));
    let taken = |key: TicketKey, back| Taken { guild: GUILD, batch: number, ticket: key.number, back };
    commit_for(&store, two, taken(two, false)).await.expect("is written");
    assert!(matches!(commit_for(&store, two, taken(two, false)).await, Err(Failure::Conflict)));
    assert_eq!(store.events(two).await.expect("reads").len(), 2, "nothing was written twice");
    assert!(matches!(commit_for(&store, two, taken(two, true)).await, Err(Failure::Conflict)), "not yet");
    let other = Taken { guild: GuildId(2), ..taken(one, false) };
    assert!(matches!(commit_for(&store, one, other).await, Err(Failure::Conflict)), "of another guild");
    let done = store.batch_items(GUILD, number, ItemState::Done, false, 10).await.expect("reads");
    assert_eq!((done.len(), done[0].ticket, done[0].events), (1, two.number, Some((2, 2))));

    let turn = (BatchState::Running, BatchState::Stopped);
    assert!(store.batch_turn(GUILD, number, turn, NOW, Vec::new()).await.expect("stops"));
    assert!(!store.batch_turn(GUILD, number, turn, NOW, Vec::new()).await.expect("is stopped already"));
    assert!(matches!(commit_for(&store, one, taken(one, false)).await, Err(Failure::Conflict)));
    assert_eq!(store.events(one).await.expect("reads").len(), 1, "nothing after it was stopped");
    let stopped = store.batch(GUILD, number).await.expect("reads").expect("is there");
    assert_eq!(
        (stopped.ended_at, stopped.reason.as_deref(), stopped.counts),
        (Some(NOW), None, [1, 1, 0, 0, 0])
    );

    let turn = (BatchState::Stopped, BatchState::Undoing);
    assert!(store.batch_turn(GUILD, number, turn, NOW, Vec::new()).await.expect("goes back"));
    commit_for(&store, two, taken(two, true)).await.expect("is taken back");
    assert!(matches!(commit_for(&store, two, taken(two, true)).await, Err(Failure::Conflict)));
    let back = store.batch(GUILD, number).await.expect("reads").expect("is there");
    assert_eq!(back.counts, [1, 0, 0, 1, 0]);
    assert_eq!(store.batch(GuildId(2), number).await.expect("reads"), None, "of another guild");
}

/// Only so many are under way, and only so many that are over are remembered, with their tickets.
pub async fn batches_come_to_an_end(store: Arc<dyn Store>) {
    for number in 1..=MOST_UNDER_WAY {
        assert_eq!(store.batch_begin(GUILD, batch(vec![1, 2])).await.expect("begins"), number);
    }
    assert!(matches!(store.batch_begin(GUILD, batch(vec![1])).await, Err(Failure::Conflict)));
    store.batch_begin(GuildId(2), batch(vec![1])).await.expect("another guild's do not count");
    let of = async |user| store.batches_of(GUILD, UserId(user)).await.expect("reads");
    assert_eq!(of(5).await.len(), MOST_UNDER_WAY as usize);
    assert!(of(6).await.is_empty());
    store.batch_seen(GUILD, 1).await.expect("writes");
    assert_eq!(of(5).await.len(), MOST_UNDER_WAY as usize, "what goes on is not put away");
    let end = async |number| {
        let turn = (BatchState::Running, BatchState::Done);
        assert!(store.batch_turn(GUILD, number, turn, NOW, Vec::new()).await.expect("ends"));
    };
    end(1).await;
    store.batch_seen(GUILD, 1).await.expect("writes");
    assert_eq!(of(5).await.len(), MOST_UNDER_WAY as usize - 1);
    for number in 2..=MOST_UNDER_WAY {
        end(number).await;
    }
    for number in MOST_UNDER_WAY + 1..=KEPT + 3 {
        assert_eq!(store.batch_begin(GUILD, batch(vec![1])).await.expect("begins"), number);
        end(number).await;
    }
    store.batch_begin(GUILD, batch(vec![1])).await.expect("begins");
    assert_eq!(store.batch(GUILD, 3).await.expect("reads"), None);
    assert!(store.batch_items(GUILD, 3, ItemState::Waiting, false, 9).await.expect("reads").is_empty());
    assert!(store.batch(GUILD, 4).await.expect("reads").is_some());
}
