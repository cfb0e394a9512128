use super::*;
use desk::{Failure, Rejected, ports::Commit, ports::Expect};
use std::collections::BTreeSet;
use ticket::{Command, Refusal};
use tokio::task::JoinSet;

/// Of many who claim at once exactly one wins, and everyone else is told who has it.
// Proves: P57
pub async fn one_of_32_claims_wins(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let mut claims = JoinSet::new();
    for id in 100..132 {
        let desk = Arc::clone(&desk);
        claims.spawn(async move { (id, desk.handle(key, &staff(id), &Command::Claim).await) });
    }
    let (mut winners, mut told) = (Vec::new(), BTreeSet::new());
    while let Some(result) = claims.join_next().await {
        match result.expect("no panic") {
            (id, Ok(_)) => winners.push(id),
            (_, Err(Rejected::Refused(Refusal::AlreadyClaimed { by, .. }))) => drop(told.insert(by.0)),
            (id, Err(other)) => panic!("{id} was told {other:?}"),
        }
    }
    assert_eq!(winners.len(), 1);
    assert_eq!(told.into_iter().collect::<Vec<_>>(), winners);
    let kept = store.ticket(key).await.expect("reads").expect("is there");
    assert_eq!(kept.ticket.claim.map(|claim| claim.by.0), Some(winners[0]));
    assert_eq!(store.events(key).await.expect("reads").len(), 2);
}

/// Everyone who opens at once gets a ticket with a number of its own.
pub async fn two_hundred_open_at_once(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let mut openings = JoinSet::new();
    for id in 1..=200 {
        let desk = Arc::clone(&desk);
        openings.spawn(async move { opened(&desk, id).await.number });
    }
    let mut numbers = BTreeSet::new();
    while let Some(number) = openings.join_next().await {
        assert!(numbers.insert(number.expect("no panic")), "a number was used twice");
    }
    assert_eq!(numbers.len(), 200);
    let due = store.claim(NOW, NOW.plus_seconds(60), 500).await.expect("claims");
    let due: Vec<_> = due.iter().filter(|leased| leased.job.ticket().is_some()).collect();
    assert_eq!(due.len(), 200, "each has its surface to be made");
}

/// One member pressing many times gets as many tickets as the limit allows, not one more; two desks stand for two processes.
pub async fn a_limit_holds_under_a_storm(store: Arc<dyn Store>) {
    let mut limited = config();
    limited.types[0].open_limit = Some(3);
    let first = desk(&store, limited.clone()).await;
    let clock = desk::Clock::Manual(desk::ManualClock::at(NOW));
    let files = store::files(&std::env::temp_dir().join("guildhall-conformance-files")).expect("a folder");
    let second = Arc::new(Desk::new(Arc::clone(&store), files, clock, desk::Hints::default()));
    let mut presses = JoinSet::new();
    for turn in 0..20 {
        let desk = Arc::clone(if turn % 2 == 0 { &first } else { &second });
        presses.spawn(async move { desk.open(GUILD, &person(1), request()).await.is_ok() });
    }
    let mut got = 0;
    while let Some(result) = presses.join_next().await {
        got += u32::from(result.expect("no panic"));
    }
    assert_eq!(got, 3);
    assert_eq!(store.open_of(GUILD, UserId(1)).await.expect("reads").len(), 3);
}

/// A commit whose expectation fails leaves no trace: no event, no job, no change.
pub async fn a_stale_commit_writes_nothing(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let key = opened(&desk, 1).await;
    let before = store.ticket(key).await.expect("reads").expect("is there");
    let jobs = store.claim(NOW, NOW.plus_seconds(1), 50).await.expect("claims");
    let jobs = jobs.iter().filter(|leased| leased.job.ticket().is_some()).count();
    desk.handle(key, &staff(5), &Command::Claim).await.expect("claims");
    let after = store.ticket(key).await.expect("reads").expect("is there");
    let stale = Commit {
        expect: vec![Expect::Version(key, before.version)],
        ticket: ticket::Ticket { subject: "stale".to_owned(), ..before.ticket.clone() },
        events: vec![ticket::Recorded {
            seq: before.version + 1,
            at: NOW,
            by: ticket::By::System,
            event: ticket::Event::Reopened { at: NOW },
        }],
        jobs: vec![ticket::Scheduled { job: ticket::Job::Backfill { ticket: key, after: None }, due: NOW }],
        files: Vec::new(),
    };
    assert!(matches!(store.commit(stale).await, Err(Failure::Conflict)));
    assert_eq!(store.ticket(key).await.expect("reads"), Some(after));
    assert_eq!(store.events(key).await.expect("reads").len(), 2);
    let later = NOW.plus_seconds(100);
    let waiting = store.claim(later, later.plus_seconds(1), 50).await.expect("claims");
    assert_eq!(jobs, 1);
    assert!(!waiting.iter().any(|found| found.job.kind() == "backfill"));
}

/// Configuration is saved over the version it was made from, or not at all.
pub async fn configuration_is_saved_over_its_version(store: Arc<dyn Store>) {
    let desk = desk(&store, config()).await;
    let saved = desk.config(GUILD).await.expect("reads");
    assert_eq!(saved.version, 1);
    let again = desk.configure(GUILD, &Actor::System, 0, config(), Vec::new()).await;
    assert!(matches!(again, Err(Rejected::Refused(Refusal::ConfigChanged))));
    let by_member = desk.configure(GUILD, &Actor::Person(person(5)), 1, config(), Vec::new()).await;
    assert!(matches!(by_member, Err(Rejected::Refused(Refusal::ConfigureOnly))));
    assert_eq!(store.config(GUILD).await.expect("reads"), saved);
    assert_eq!(store.config(GuildId(5)).await.expect("reads").version, 0, "another guild has its own");
}

/// Cases spread evenly over the handlers even when many open at once.
// Proves: M44
pub async fn case_workers_balance_under_a_storm(store: Arc<dyn Store>) {
    let mut handled = config();
    handled.types[0].handlers = vec![UserId(31), UserId(32), UserId(33)];
    let desk = desk(&store, handled).await;
    let mut openings = JoinSet::new();
    for id in 1..=30 {
        let desk = Arc::clone(&desk);
        openings.spawn(async move {
            desk.open(GUILD, &person(id), request()).await.expect("opens").ticket.ticket.assignee
        });
    }
    let mut load = std::collections::BTreeMap::new();
    while let Some(worker) = openings.join_next().await {
        *load.entry(worker.expect("no panic").expect("has a case worker").0).or_insert(0) += 1;
    }
    assert_eq!(load.into_iter().collect::<Vec<_>>(), [(31, 10), (32, 10), (33, 10)]);
}
