//! Knowledge bases, what Auto-Assist spends, sealed secrets.

use super::*;
use desk::{
    Failure,
    ports::{MOST_KNOWLEDGE, MOST_PROPOSALS, MOST_VERSIONS, NewKnowledge, Proposal, Spent},
};

fn text(markdown: &str) -> NewKnowledge {
    NewKnowledge {
        title: "Shop".to_owned(),
        hash: format!("hash of {markdown}"),
        markdown: markdown.to_owned(),
        at: NOW,
        author: Some(UserId(5)),
        author_name: "Ingrid".to_owned(),
    }
}

// Proves: P176, P178
pub async fn knowledge_is_versioned_and_of_one_guild(store: Arc<dyn Store>) {
    let first = store.knowledge_save(GUILD, None, text("one")).await.expect("is saved");
    assert_eq!((first.number, first.version, first.bytes), (1, 1, 3));
    let second = store.knowledge_save(GUILD, Some((1, 1)), text("two")).await.expect("is saved");
    assert_eq!((second.number, second.version), (1, 2));
    let late = store.knowledge_save(GUILD, Some((1, 1)), text("late")).await;
    assert!(matches!(late, Err(Failure::Conflict)), "someone else saved in between");
    assert_eq!(store.knowledge(GUILD).await.expect("reads"), std::slice::from_ref(&second));
    let newest = store.knowledge_text(GUILD, 1, None).await.expect("reads").expect("is there");
    assert_eq!((newest.markdown.as_str(), newest.head), ("two", second));
    let old = store.knowledge_text(GUILD, 1, Some(1)).await.expect("reads").expect("is there");
    assert_eq!((old.markdown.as_str(), &old.head), ("one", &first));
    let history = store.knowledge_history(GUILD, 1).await.expect("reads");
    assert_eq!(history.iter().map(|head| head.version).collect::<Vec<_>>(), [2, 1]);

    let other = GuildId(2);
    assert!(store.knowledge(other).await.expect("reads").is_empty());
    assert!(store.knowledge_text(other, 1, None).await.expect("reads").is_none());
    assert!(store.knowledge_history(other, 1).await.expect("reads").is_empty());
    assert!(matches!(store.knowledge_save(other, Some((1, 2)), text("x")).await, Err(Failure::Conflict)));
    assert!(matches!(store.knowledge_remove(other, 1, 2).await, Err(Failure::Conflict)));

    assert!(matches!(store.knowledge_remove(GUILD, 1, 1).await, Err(Failure::Conflict)));
    store.knowledge_remove(GUILD, 1, 2).await.expect("is removed");
    assert!(store.knowledge(GUILD).await.expect("reads").is_empty());
    assert!(store.knowledge_text(GUILD, 1, Some(1)).await.expect("reads").is_none());
    // A number is never given twice: citations name it.
    assert_eq!(store.knowledge_save(GUILD, None, text("new")).await.expect("is saved").number, 2);
}

pub async fn knowledge_has_limits(store: Arc<dyn Store>) {
    for _ in 0..MOST_KNOWLEDGE {
        store.knowledge_save(GUILD, None, text("one")).await.expect("is saved");
    }
    assert!(matches!(store.knowledge_save(GUILD, None, text("more")).await, Err(Failure::Conflict)));
    for version in 1..=MOST_VERSIONS + 2 {
        store.knowledge_save(GUILD, Some((1, version)), text("again")).await.expect("is saved");
    }
    let history = store.knowledge_history(GUILD, 1).await.expect("reads");
    assert_eq!(history.len(), MOST_VERSIONS as usize);
    assert_eq!(history[0].version, MOST_VERSIONS + 3);
}

pub async fn knowledge_by_two_at_once(store: Arc<dyn Store>) {
    let saves = (0..8).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(
            async move { store.knowledge_save(GUILD, None, text("x")).await.map(|head| head.number) },
        )
    });
    let mut numbers = Vec::new();
    for save in saves.collect::<Vec<_>>() {
        numbers.push(save.await.expect("no panic").expect("is saved"));
    }
    numbers.sort_unstable();
    assert_eq!(numbers, (1..=8).collect::<Vec<_>>());
}

pub async fn proposals_wait_until_they_are_done(store: Arc<dyn Store>) {
    let proposal = |ticket: u32| Proposal {
        number: 0,
        ticket,
        at: NOW,
        author: UserId(5),
        author_name: "Beth".to_owned(),
        title: "Lost mast".to_owned(),
        markdown: "Ask at the yard.".to_owned(),
    };
    for ticket in [7, 8] {
        store.propose(GUILD, proposal(ticket)).await.expect("is kept");
    }
    let waiting = store.proposals(GUILD).await.expect("reads");
    assert_eq!(waiting, [Proposal { number: 1, ..proposal(7) }, Proposal { number: 2, ..proposal(8) }]);
    assert!(!store.proposal_done(GuildId(2), 1).await.expect("is of another guild"));
    assert!(store.proposal_done(GUILD, 1).await.expect("is done"));
    assert!(!store.proposal_done(GUILD, 1).await.expect("is done already"));
    assert_eq!(store.proposals(GUILD).await.expect("reads").len(), 1);
    for ticket in 2..=MOST_PROPOSALS {
        store.propose(GUILD, proposal(ticket)).await.expect("is kept");
    }
    assert!(matches!(store.propose(GUILD, proposal(1)).await, Err(Failure::Conflict)));
}

pub async fn vectors_days_and_secrets(store: Arc<dyn Store>) {
    assert_eq!(store.vectors(GUILD, 1, "h", "m").await.expect("reads"), None);
    store.vectors_keep(GUILD, 1, "h", "m", "00ff".to_owned()).await.expect("is kept");
    assert_eq!(store.vectors(GUILD, 1, "h", "m").await.expect("reads").as_deref(), Some("00ff"));
    assert_eq!(store.vectors(GUILD, 1, "h", "other").await.expect("reads"), None, "of another model");
    store.vectors_keep(GUILD, 1, "h2", "m", "01".to_owned()).await.expect("is kept");
    assert_eq!(store.vectors(GUILD, 1, "h", "m").await.expect("reads"), None, "of an older text");

    let spent = Spent { spoken: 1, escalated: 0, tokens: 700, cost: 90 };
    store.spend(GUILD, 20_000, Some(7), spent).await.expect("is added");
    store
        .spend(GUILD, 20_000, None, Spent { escalated: 1, tokens: 50, ..Spent::default() })
        .await
        .expect("is added");
    let sum = Spent { spoken: 1, escalated: 1, tokens: 750, cost: 90 };
    assert_eq!(store.spent(GUILD, 20_000).await.expect("reads"), sum);
    assert_eq!(store.spent(GUILD, 20_001).await.expect("reads"), Spent::default());
    assert_eq!(store.spent(GuildId(2), 20_000).await.expect("reads"), Spent::default());
    store.spend(GUILD, 20_003, Some(8), spent).await.expect("is added");
    let days = store.spent_days(GUILD, 19_999, 20_003).await.expect("reads");
    assert_eq!(days, [(20_000, sum), (20_003, spent)]);
    assert_eq!(store.spent_days(GUILD, 20_001, 20_002).await.expect("reads"), []);
    // By ticket: the dearest first, a page at a time; what was for none is in the sum of the day only.
    store.spend(GUILD, 20_003, Some(7), spent).await.expect("is added");
    let twice = spent.with(spent);
    let on = async |first, last, skip, most| {
        store.spent_on(GUILD, (first, last), skip, most).await.expect("reads")
    };
    assert_eq!(on(20_000, 20_003, 0, 9).await, (vec![(7, twice), (8, spent)], 2));
    assert_eq!(on(20_000, 20_003, 1, 1).await, (vec![(8, spent)], 2));
    assert_eq!(on(20_000, 20_002, 0, 9).await, (vec![(7, spent)], 1));
    assert_eq!(on(20_004, 20_009, 0, 9).await, (Vec::new(), 0));
    let all = store.spent_on_tickets(GUILD, (20_000, 20_003)).await.expect("reads");
    assert_eq!(all, twice.with(spent));
    let other = store.spent_on(GuildId(2), (20_000, 20_003), 0, 9).await.expect("reads");
    assert_eq!(other, (Vec::new(), 0), "of another guild");

    assert_eq!(store.sealed("a").await.expect("reads"), None);
    store.seal("a", Some("x".to_owned())).await.expect("is kept");
    store.seal("a", Some("y".to_owned())).await.expect("is kept");
    assert_eq!(store.sealed("a").await.expect("reads").as_deref(), Some("y"));
    store.seal("a", None).await.expect("is removed");
    assert_eq!(store.sealed("a").await.expect("reads"), None);
}

/// The budget of a day holds however many speak at once.
pub async fn a_day_has_so_many_messages_and_no_more(store: Arc<dyn Store>) {
    let of = |guild| TicketKey { guild, number: 3 };
    let speaking = (0..20).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.speak(of(GUILD), 20_000, 5).await.expect("counts") })
    });
    let mut spoke = 0;
    for one in speaking.collect::<Vec<_>>() {
        spoke += u32::from(one.await.expect("no panic"));
    }
    let of_one = |spoken| Spent { spoken, ..Spent::default() };
    let on_tickets = store.spent_on_tickets(GUILD, (20_000, 20_000)).await.expect("reads");
    assert_eq!(on_tickets, of_one(5), "as many as were allowed");
    assert_eq!((spoke, store.spent(GUILD, 20_000).await.expect("reads").spoken), (5, 5));
    assert!(!store.speak(of(GUILD), 20_001, 0).await.expect("counts"), "a budget of nothing");
    assert!(store.speak(of(GuildId(2)), 20_000, 1).await.expect("counts"), "of another guild");
}
