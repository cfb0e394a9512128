use super::*;
use desk::ports::{KEPT_EVALUATIONS, NewEvaluation, RunState};

fn run(body: &str) -> NewEvaluation {
    NewEvaluation {
        at: NOW,
        author: UserId(5),
        author_name: "Beth".to_owned(),
        questions: "{}".to_owned(),
        body: body.to_owned(),
    }
}

/// One run of a guild at once, however many ask; what was stopped stays as it is; the newest ones are kept.
pub async fn one_evaluation_runs_at_once(store: Arc<dyn Store>) {
    let begins = (0..6).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.evaluation_begin(GUILD, run("a")).await.is_ok() })
    });
    let mut began = 0;
    for one in begins.collect::<Vec<_>>() {
        began += u32::from(one.await.expect("no panic"));
    }
    assert_eq!(began, 1);
    let (running, questions) = store.evaluation_running(GUILD).await.expect("reads").expect("runs");
    assert_eq!((running.number, running.state, questions.as_str()), (1, RunState::Running, "{}"));
    assert_eq!(store.evaluation_running(GuildId(2)).await.expect("reads"), None, "of another guild");
    assert!(store.evaluation_save(GUILD, 1, RunState::Running, "b".to_owned()).await.expect("saves"));
    assert!(
        !store.evaluation_save(GuildId(2), 1, RunState::Done, "x".to_owned()).await.expect("saves nothing")
    );
    assert!(store.evaluation_stop(GUILD).await.expect("stops"));
    assert!(!store.evaluation_stop(GUILD).await.expect("is stopped already"));
    assert!(!store.evaluation_save(GUILD, 1, RunState::Done, "c".to_owned()).await.expect("is over"));
    let all = store.evaluations(GUILD).await.expect("reads");
    assert_eq!(
        all.iter().map(|one| (one.state, one.body.as_str())).collect::<Vec<_>>(),
        [(RunState::Stopped, "b")]
    );
    for number in 2..=KEPT_EVALUATIONS + 3 {
        assert_eq!(store.evaluation_begin(GUILD, run("a")).await.expect("begins"), number);
        assert!(store.evaluation_save(GUILD, number, RunState::Done, "d".to_owned()).await.expect("saves"));
    }
    let all = store.evaluations(GUILD).await.expect("reads");
    assert_eq!(all.len(), KEPT_EVALUATIONS as usize);
    assert_eq!(all[0].number, KEPT_EVALUATIONS + 3, "newest first");
}
