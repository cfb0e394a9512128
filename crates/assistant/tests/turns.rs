//! Turns against a stand-in: every way an endpoint can answer, and every way it can fail, ends with something said, in time.

mod stand_in;

use assist::{
    decide::{Quiet, Situation},
    document::{Document, DocumentId},
    index::Library,
    talk::{Said, Speaker, Talk},
};
use assistant::{Client, Endpoint, Failure, Key, Outcome};
use serde_json::json;
use stand_in::{Act, StandIn};
use std::time::{Duration, Instant};
use ticket::{
    GuildId, TicketKey, Timestamp,
    assist::{Assist, Behaviour, Turn, Why},
};

const KEY: TicketKey = TicketKey { guild: GuildId(7), number: 3 };
/// For what should succeed: a failure of the test, when it is over.
const PLENTY: Duration = Duration::from_secs(20);

fn client(base: &str, stream: bool) -> Client {
    let endpoint = Endpoint {
        base: base.parse().expect("an address"),
        model: "tiny".to_owned(),
        embeddings: Some("vec".to_owned()),
        key: Some(Key::new("hush")),
        stream,
        price: Some("0.15/0.60 USD".parse().expect("a price")),
    };
    endpoint.check().expect("a sound endpoint");
    Client::new(endpoint)
}

fn library() -> Library {
    let id = DocumentId { guild: KEY.guild, number: 1 };
    let document =
        Document::read(id, "Handbook", "# Refunds\n\nWithin 14 days.\n\n# Zoo\n\nZebras.").expect("fits");
    Library::index(KEY.guild, vec![document]).expect("one guild")
}

fn talk(text: &str) -> Talk {
    let said = Said { speaker: Speaker::Member, at: Timestamp(0), text: text.to_owned(), files: Vec::new() };
    Talk::new(KEY, &[], vec![said])
}

async fn take(client: Option<&Client>, text: &str, time: Duration) -> Outcome {
    let (assist, talk) = (Assist::new(Behaviour { enabled: true, ..Behaviour::default() }), talk(text));
    let situation = Situation { assist: &assist, talk: &talk, left_today: 9, now: Timestamp(0) };
    assistant::take(client, situation, &library(), time).await
}

fn reply(text: &str) -> String {
    json!({ "action": "reply", "text": text, "citations": ["S1"], "confidence": 0.9, "summary": ["Refund.", "Known."] }).to_string()
}

fn why(outcome: &Outcome) -> Why {
    match &outcome.turn {
        Ok(Turn::Escalate { why, .. }) => *why,
        other => panic!("not an escalation: {other:?}"),
    }
}

// Proves: P164, P184
#[tokio::test]
async fn an_answer_arrives_whole_or_in_pieces() {
    for stream in [false, true] {
        for act in
            [Act::Say(reply("Within 14 days – really.")), Act::Stream(reply("Within 14 days – really."))]
        {
            let stand_in = StandIn::new([act]).await;
            let outcome = take(Some(&client(&stand_in.base(), stream)), "refund?", PLENTY).await;
            let Ok(Turn::Reply { text, cited, worded: true }) = outcome.turn else { panic!("{outcome:?}") };
            assert_eq!(
                (text.as_str(), cited[0].anchor.as_str(), outcome.paid.tokens),
                ("Within 14 days – really.", "refunds", 777)
            );
            let seen = stand_in.seen();
            assert_eq!(seen.len(), 1);
            assert_eq!(seen[0].path, "/v1/chat/completions");
            assert_eq!(seen[0].authorization.as_deref(), Some("Bearer hush"));
            assert_eq!(seen[0].body["model"], "tiny");
            assert_eq!(seen[0].body["response_format"]["type"], "json_schema");
            assert_eq!(seen[0].body["stream"].as_bool().unwrap_or(false), stream);
            assert_eq!(seen[0].body["messages"].as_array().expect("a list").len(), 2);
        }
    }
}

#[tokio::test]
async fn an_endpoint_that_knows_no_schema_is_asked_without() {
    let stand_in = StandIn::new([Act::NoSchema(reply("Yes."))]).await;
    let client = client(&stand_in.base(), false);
    for _ in 0..2 {
        assert!(matches!(take(Some(&client), "refund?", PLENTY).await.turn, Ok(Turn::Reply { .. })));
    }
    assert_eq!(stand_in.seen().len(), 3, "the second time it is known");
}

#[tokio::test]
async fn nonsense_is_repaired_once() {
    let stand_in = StandIn::new([Act::Say("Well, it depends.".to_owned()), Act::Stream(reply("Yes."))]).await;
    let outcome = take(Some(&client(&stand_in.base(), true)), "refund?", PLENTY).await;
    assert!(matches!(outcome.turn, Ok(Turn::Reply { .. })), "{outcome:?}");
    assert_eq!(outcome.paid.tokens, 2 * 777);
    stand_in.now([Act::Say("It depends.".to_owned())]);
    let before = stand_in.seen().len();
    assert_eq!(why(&take(Some(&client(&stand_in.base(), true)), "refund?", PLENTY).await), Why::Nonsense);
    assert_eq!(stand_in.seen().len() - before, 2);
}

#[tokio::test]
async fn every_failure_ends_with_staff_being_called() {
    let short = Duration::from_millis(400);
    let cases = [
        (Act::Status(401), PLENTY, Why::Unreachable, Failure::Refused(401)),
        (Act::Status(404), PLENTY, Why::Unreachable, Failure::Refused(404)),
        (Act::Status(400), PLENTY, Why::Unreachable, Failure::Refused(400)),
        (Act::Status(429), PLENTY, Why::Limited, Failure::Limited),
        (Act::Status(500), PLENTY, Why::Unreachable, Failure::Broken(500)),
        (Act::Status(504), PLENTY, Why::Slow, Failure::Slow),
        (Act::Redirect, PLENTY, Why::Unreachable, Failure::Refused(307)),
        (Act::Refuse, PLENTY, Why::Model, Failure::Declined),
        (Act::HangUp, PLENTY, Why::Unreachable, Failure::Unreachable),
        (Act::Hang, short, Why::Slow, Failure::Slow),
        (Act::StreamAndHang, short, Why::Slow, Failure::Slow),
        (Act::Drip, short, Why::Slow, Failure::Slow),
        (Act::Endless, PLENTY, Why::Nonsense, Failure::Nonsense("too much")),
        (
            Act::Body("<html>Bad gateway</html>"),
            PLENTY,
            Why::Nonsense,
            Failure::Nonsense("something other than JSON of the wire"),
        ),
        (Act::Body("{}"), PLENTY, Why::Nonsense, Failure::Nonsense("no answer")),
        (
            Act::Body("{\"error\":{\"message\":\"overloaded\"}}"),
            PLENTY,
            Why::Unreachable,
            Failure::Broken(200),
        ),
        (
            Act::Body(
                "{\"choices\":[{\"message\":{\"content\":\"\"},\"finish_reason\":\"content_filter\"}]}",
            ),
            PLENTY,
            Why::Model,
            Failure::Declined,
        ),
        (
            Act::RawStream("data: {\"choices\":[\n\n"),
            PLENTY,
            Why::Nonsense,
            Failure::Nonsense("a broken stream"),
        ),
        (
            Act::RawStream("data: {\"error\":{\"message\":\"x\"}}\n\n"),
            PLENTY,
            Why::Unreachable,
            Failure::Broken(200),
        ),
        (Act::RawStream("data: [DONE]\n\n"), PLENTY, Why::Nonsense, Failure::Nonsense("no answer")),
        (Act::RawStream(""), PLENTY, Why::Nonsense, Failure::Nonsense("no answer")),
    ];
    for (act, time, expected, failure) in cases {
        let stand_in = StandIn::new([act.clone()]).await;
        let begun = Instant::now();
        let outcome = take(Some(&client(&stand_in.base(), true)), "refund?", time).await;
        assert_eq!(why(&outcome), expected, "{act:?}");
        assert_eq!(outcome.failure, Some(failure), "{act:?}");
        assert!(begun.elapsed() < PLENTY, "{act:?}");
    }
}

/// Nobody listens there any more.
#[tokio::test]
async fn a_dead_endpoint_ends_with_staff_being_called() {
    let gone = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}/v1", gone.local_addr().expect("an address"));
    drop(gone);
    assert_eq!(why(&take(Some(&client(&base, false)), "refund?", PLENTY).await), Why::Unreachable);
}

// Proves: P167
#[tokio::test]
async fn nothing_is_sent_when_nothing_is_to_be_said() {
    let stand_in = StandIn::new([Act::Say(reply("Yes."))]).await;
    let client = client(&stand_in.base(), false);
    let mut assist = Assist::new(Behaviour::default());
    assist.stopped = true;
    let talk = talk("refund?");
    let situation = Situation { assist: &assist, talk: &talk, left_today: 9, now: Timestamp(0) };
    let outcome = assistant::take(Some(&client), situation, &library(), PLENTY).await;
    assert_eq!(outcome.turn, Err(Quiet::Stopped));
    // Thanks, and the wish for a person, need no model.
    assert_eq!(why(&take(Some(&client), "a real person please", PLENTY).await), Why::Asked);
    assert_eq!(take(Some(&client), "thanks, solved", PLENTY).await.turn, Ok(Turn::OfferClose));
    assert!(stand_in.seen().is_empty());
}

#[tokio::test]
async fn without_a_provider_the_section_itself_answers() {
    let outcome = take(None, "how do refunds work", PLENTY).await;
    assert!(matches!(outcome.turn, Ok(Turn::Reply { worded: false, .. })), "{outcome:?}");
    assert_eq!(why(&take(None, "do you like elephants", PLENTY).await), Why::Unsure);
}

#[tokio::test]
async fn vectors_come_in_order_and_are_checked() {
    let stand_in = StandIn::new([Act::Vectors]).await;
    let client = client(&stand_in.base(), false);
    let texts: Vec<String> = (0..130).map(|number| "a".repeat(number + 1)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let (vectors, _) = client.embed(&texts).await.expect("an answer").expect("a model is set");
    assert!(
        vectors.iter().enumerate().all(|(at, vector)| vector[0] == at as f32 + 1.0 && vector.len() == 26)
    );
    assert_eq!(stand_in.seen().len(), 3, "130 texts, 64 at a time");
    assert_eq!(stand_in.seen()[0].path, "/v1/embeddings");
    for wrong in [
        "{\"data\":[]}",
        "{\"data\":[{\"index\":5,\"embedding\":[1]}]}",
        "{\"data\":[{\"index\":0,\"embedding\":[]}]}",
        "no",
    ] {
        stand_in.now([Act::Body(wrong)]);
        assert!(matches!(client.embed(&["x"]).await, Err(Failure::Nonsense(_))), "{wrong}");
    }
}

/// Vectors that do not come do not hold up the answer.
#[tokio::test]
async fn a_question_whose_vector_does_not_come_goes_by_words() {
    let stand_in = StandIn::new([Act::Hang, Act::Say(reply("Yes."))]).await;
    let client = client(&stand_in.base(), false);
    let library = library().with_vectors(vec![vec![1.0, 0.0], vec![0.0, 1.0]]).expect("fit");
    let (assist, talk) = (Assist::new(Behaviour::default()), talk("refund?"));
    let situation = Situation { assist: &assist, talk: &talk, left_today: 9, now: Timestamp(0) };
    let outcome = assistant::take(Some(&client), situation, &library, Duration::from_secs(4)).await;
    assert!(matches!(outcome.turn, Ok(Turn::Reply { .. })), "{outcome:?}");
}

/// An evaluation asks the model as a ticket would, and counts what it costs.
#[tokio::test]
async fn an_evaluation_counts_tokens() {
    use assist::evaluate::{Action, Expected, Report};
    let stand_in = StandIn::new([Act::Say(reply("Yes."))]).await;
    let client = client(&stand_in.base(), false);
    let mut report = Report::default();
    for (question, action) in [("refund?", Action::Reply), ("who invented refunds", Action::Escalate)] {
        let sections = if action == Action::Reply { vec!["Handbook#refunds".to_owned()] } else { Vec::new() };
        let expected = Expected { question: question.to_owned(), action, sections, held_out: false };
        let (given, failed) = assistant::evaluate(Some(&client), &library(), question).await;
        assert!(!failed);
        report.add(&expected, &given);
    }
    assert_eq!(
        (report.questions, report.within_3, report.answered_falsely, report.tokens),
        (2, 1, 1, 2 * 777)
    );
    assert_eq!(report.cost, 2 * 152, "700 tokens at 0.15 and 77 at 0.60 for a million");
    assert!((report.action_accuracy() - 0.5).abs() < 1e-9 && (report.false_answers() - 1.0).abs() < 1e-9);
}
