use super::{figures::message, *};
use desk::ports::{Progress, RunState, Which};
use std::collections::BTreeSet;
use ticket::{
    Command,
    sla::{ByPriority, Targets},
};

/// A first response within so many minutes.
fn promising(minutes: u32) -> GuildConfig {
    let mut config = config();
    let within = Targets { first_response: Some(minutes), ..Targets::default() };
    config.types[0].sla.enabled = true;
    config.types[0].sla.targets = ByPriority { normal: within, ..ByPriority::default() };
    config
}

/// A run turns each ticket of its period once, also those that were closed in the same millisecond; one runs at once; what was stopped stays,
/// and a run by another setup stops by itself. Figures move with each ticket.
pub async fn a_run_turns_each_ticket_once(store: Arc<dyn Store>) {
    let desk = desk(&store, promising(240)).await;
    let later = |minutes: i64| NOW.plus_seconds(minutes * 60);
    for by in 1..=120 {
        let key = opened(&desk, by).await;
        desk.append(vec![(key, message(later(60), 50, true))], Vec::new()).await.expect("appends");
        let close = Command::Close { reason: None };
        desk.handle_at(key, &staff(50), &close, later(if by == 120 { 200 } else { 120 }))
            .await
            .expect("closes");
    }
    opened(&desk, 200).await;
    let (start, end) = (later(120), later(200));
    let which = Which::Closed(start, end);
    let mut seen = BTreeSet::new();
    let mut after = Progress { after: (Timestamp(i64::MIN), 0), ..Progress::default() }.after;
    loop {
        let rows = store.recompute_tickets(GUILD, which, after, 50).await.expect("reads");
        let Some(last) = rows.last() else { break };
        after = (last.ticket.closure().expect("closed").at, last.ticket.key.number);
        for row in rows {
            assert!(seen.insert(row.ticket.key), "once");
        }
    }
    assert_eq!(seen.len(), 119, "the one that was closed at the end of the period is not of it");
    assert_eq!(store.recompute_count(GUILD, which, 1_000).await.expect("reads"), 119);
    assert_eq!(store.recompute_count(GUILD, which, 10).await.expect("reads"), 10, "no further than asked");
    assert_eq!(store.recompute_count(GUILD, Which::Open, 10).await.expect("reads"), 1);
    assert_eq!(store.recompute_count(GuildId(2), which, 10).await.expect("reads"), 0, "of another guild");

    let outlook = desk.outlook(GUILD, start, end).await.expect("reads").expect("few enough");
    assert_eq!((outlook.tickets, outlook.different), (119, 0));
    let config = desk.configure(GUILD, &Actor::System, 1, promising(30), Vec::new()).await.expect("is saved");
    let outlook = desk.outlook(GUILD, start, end).await.expect("reads").expect("few enough");
    let change = outlook.changes[&ticket::sla::Metric::FirstResponse];
    assert_eq!((outlook.different, change.before, change.after), (119, (119, 0), (0, 119)));
    assert_eq!((change.worse, change.better), (119, 0));

    let begin =
        async |version| desk.begin_recompute(GUILD, &Actor::System, which, version).await.expect("asks");
    assert!(!begin(1).await, "by a setup that is not in force any more");
    assert!(begin(config.version).await);
    assert!(!begin(config.version).await, "one runs");
    for turned in [50, 100, 119] {
        desk.go_on_with_recompute(GUILD).await;
        let run = store.recompute(GUILD).await.expect("reads").expect("runs");
        assert_eq!((run.progress.turned, run.progress.changed, run.total), (turned, turned, 119));
        assert_eq!(store.verify_figures(GUILD).await.expect("reads"), 0);
    }
    assert_eq!(store.recompute(GUILD).await.expect("reads").expect("ran").state, RunState::Done);
    desk.go_on_with_recompute(GUILD).await;
    let run = store.recompute(GUILD).await.expect("reads").expect("ran");
    assert_eq!((run.number, run.progress.changed), (1, 119), "what is over is over");

    assert!(begin(config.version).await);
    desk.go_on_with_recompute(GUILD).await;
    assert!(desk.stop_recompute(GUILD).await.expect("stops"));
    desk.go_on_with_recompute(GUILD).await;
    let run = store.recompute(GUILD).await.expect("reads").expect("ran");
    assert_eq!((run.number, run.state, run.progress.turned), (2, RunState::Stopped, 50));
    assert_eq!(run.progress.changed, 0, "what is so already is not written again");
    assert!(begin(config.version).await);
    desk.configure(GUILD, &Actor::System, config.version, promising(60), Vec::new()).await.expect("is saved");
    desk.go_on_with_recompute(GUILD).await;
    let run = store.recompute(GUILD).await.expect("reads").expect("ran");
    assert_eq!((run.state, run.progress.turned), (RunState::Stopped, 0), "the setup is another one");
    let acts = store.acts(GUILD, None, 10).await.expect("reads");
    assert_eq!(acts.len(), 3, "each run is in the audit log");
}
