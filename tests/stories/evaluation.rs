//! The evaluation on the web: in the background, with the model and without, the same as by the command line.

use crate::{
    assist::stand_in::{Act, StandIn},
    hall::{Hall, on_both},
};
use assistant::{Asked, Endpoint, Run};
use desk::ports::{Evaluation, RunState};
use serde_json::json;
use std::sync::Arc;
use ticket::GuildId;

const QUESTIONS: &str = r#"
{"question": "how do I get a refund?", "action": "reply", "sections": ["Shop, payment and licences#refunds"]}
{"question": "can I return the game", "action": "reply", "sections": ["Shop, payment and licences#refunds"]}
{"question": "why are there no seagulls on the moon", "action": "escalate"}
{"question": "who won yesterday", "action": "escalate"}
{"question": "refund of my hotel room", "action": "escalate"}
{"question": "thanks, that fixed it", "action": "offer_close"}
"#;

impl Hall {
    /// Sets the stand-in as the provider.
    pub async fn provider(&self, stand_in: &StandIn) {
        let endpoint = Endpoint {
            base: stand_in.base().parse().expect("an address"),
            model: "tiny".to_owned(),
            embeddings: None,
            key: None,
            stream: false,
            price: Some("0.15/0.60 USD".parse().expect("a price")),
        };
        self.running.assistant.set_provider(Some(&endpoint)).await.expect("is set");
    }

    /// The same with an embeddings model.
    async fn comparing_provider(&self, stand_in: &StandIn) {
        let endpoint = Endpoint {
            base: stand_in.base().parse().expect("an address"),
            model: "tiny".to_owned(),
            embeddings: Some("vec".to_owned()),
            key: None,
            stream: false,
            price: None,
        };
        self.running.assistant.set_provider(Some(&endpoint)).await.expect("is set");
    }

    /// The newest run, once it is over.
    async fn measured(&self) -> (Evaluation, Run) {
        self.eventually("an evaluation that is over", async || {
            let all = self.store().evaluations(GuildId(self.sample.guild)).await.expect("reads");
            let newest = all.into_iter().next().filter(|one| one.state != RunState::Running)?;
            let run = serde_json::from_str(&newest.body).expect("a run");
            Some((newest, run))
        })
        .await
    }
}

fn reply() -> Act {
    let said = json!({ "action": "reply", "text": "Yes.", "citations": ["S1"], "confidence": 0.9, "summary": ["A", "B"] });
    Act::Say(said.to_string())
}

/// A file with a model: both columns, tokens and cost; the same figures as the same questions one by one; and what it took is on the day's bill.
#[tokio::test(flavor = "multi_thread")]
async fn a_file_is_run_in_the_background() {
    on_both("evaluation", |hall| async move {
        hall.assisted(|_| {}).await;
        let stand_in = StandIn::new([reply()]).await;
        hall.provider(&stand_in).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (status, _) = ingrid
            .send("/knowledge/evaluation", "/knowledge/evaluation", &[("text", QUESTIONS), ("model", "on")])
            .await;
        assert_eq!(status, 303);
        let (head, run) = hall.measured().await;
        assert_eq!((head.state, run.done(), run.total), (RunState::Done, 6, 6));
        let asked = run.asked.as_ref().expect("the model was asked");
        assert!((run.alone.recall_3() - 1.0).abs() < 1e-9, "{run:?}");
        // It says yes to everything. Shown no section, that is nonsense, and asked for once more; thanks are not its to answer.
        assert_eq!(
            (asked.report.answered_falsely, asked.report.tokens, asked.report.cost),
            (1, 7 * 777, 7 * 152)
        );
        let guild = GuildId(hall.sample.guild);
        let library = hall.running.assistant.library(guild).await.expect("reads");
        let client = hall.running.assistant.client().await.expect("reads").expect("is set");
        let questions = assist::evaluate::questions(QUESTIONS).expect("is read");
        // As the command line does it.
        let mut again = Run::new(questions.len(), Some("tiny"));
        while again.step(Some(&client), &library, &questions).await {}
        assert_eq!((&again.alone, &again.asked, &again.wrong), (&run.alone, &run.asked, &run.wrong));
        let (_, page) = ingrid.page("/knowledge/evaluation").await;
        for words in
            ["With", "tiny", "100.0\u{a0}%", "2 of 2", "5,439", "0.0011\u{a0}USD", "refund of my hotel room"]
        {
            assert!(page.contains(words), "{words} is missing: {page}");
        }
        let spent = hall.store().spent(guild, assistant::day(hall.clock.now())).await.expect("reads");
        assert_eq!((spent.spoken, spent.tokens, spent.cost), (0, 7 * 777, 7 * 152));
        let (_, page) = ingrid.page("/knowledge").await;
        assert!(page.contains("0.0011\u{a0}USD today"), "{page}");
        hall.end().await;
    })
    .await;
}

/// A provider that is down does not stop it, and is told apart; a restart in the middle asks no question twice.
#[tokio::test(flavor = "multi_thread")]
async fn it_goes_on_after_failures_and_restarts() {
    on_both("evaluation_restart", |hall| async move {
        hall.assisted(|_| {}).await;
        let stand_in = StandIn::new([Act::Status(500)]).await;
        hall.provider(&stand_in).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        ingrid
            .send("/knowledge/evaluation", "/knowledge/evaluation", &[("sample", "on"), ("model", "on")])
            .await;
        hall.eventually("some are done", async || {
            let guild = GuildId(hall.sample.guild);
            let (one, _) = hall.store().evaluation_running(guild).await.expect("reads")?;
            let run: Run = serde_json::from_str(&one.body).expect("a run");
            (run.done() > 8).then_some(())
        })
        .await;
        let hall = hall.restarted().await;
        let (head, run) = hall.measured().await;
        assert_eq!((head.state, run.done(), run.alone.questions), (RunState::Done, 222, 222));
        let Some(Asked { report, failed, .. }) = run.asked else { panic!("the model was asked") };
        assert!(failed > 150 && report.answered == 0 && report.answered_falsely == 0, "{failed} {report:?}");
        // Without a model, the figures are those of the sample.
        let library = Arc::new(assist::sample::library(GuildId(1)));
        let mut alone = Run::new(222, None);
        while alone.step(None, &library, &assist::sample::questions()).await {}
        assert_eq!(alone.alone, run.alone);
        hall.end().await;
    })
    .await;
}

/// With an embeddings model, what is saved is compared, and a question finds sections by meaning too; the page says so, and what is sent where.
// Proves: P179, P180
#[tokio::test(flavor = "multi_thread")]
async fn sections_are_found_by_meaning_too() {
    on_both("meaning", |hall| async move {
        hall.assisted(|_| {}).await;
        let stand_in = StandIn::new([Act::Vectors]).await;
        hall.comparing_provider(&stand_in).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let fields = [("title", "Zoo"), ("text", "# Zebras\n\nzzz zzz zzz stripes of the savanna")];
        assert_eq!(ingrid.send("/knowledge", "/knowledge", &fields).await.0, 303);
        let page = hall
            .eventually("the texts are compared", async || {
                let (_, page) = ingrid.page("/knowledge?q=zzz%20zzz%20zzz").await;
                page.contains("like in meaning by").then_some(page)
            })
            .await;
        assert!(page.contains("Zebras") && page.contains("after each change (vec)"), "{page}");
        assert!(stand_in.seen().iter().all(|one| one.path == "/v1/embeddings"), "nothing else was asked");
        // Where the model fails, words have to do.
        stand_in.now([Act::Status(500)]);
        let (status, page) = ingrid.page("/knowledge?q=refund").await;
        assert!(status == 200 && page.contains("Refunds") && !page.contains("like in meaning by"));
        hall.end().await;
    })
    .await;
}
