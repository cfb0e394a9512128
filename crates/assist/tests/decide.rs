//! Which of the four things is done, and when nothing is.

mod common;

use assist::{
    decide::{self, Quiet, Situation, Step},
    prompt::{EXCERPTS, Prompt},
    talk::Speaker::{self, Member, Staff},
};
use common::*;
use serde_json::{Value, json};
use ticket::assist::{Action, Turn, Why};

fn done(step: Step) -> Turn {
    match step {
        Step::Do(turn) => turn,
        other => panic!("not a turn: {other:?}"),
    }
}

fn why(step: Step) -> Why {
    match done(step) {
        Turn::Escalate { why, .. } => why,
        other => panic!("not an escalation: {other:?}"),
    }
}

fn asked(step: Step) -> Prompt {
    match step {
        Step::Ask(prompt) => *prompt,
        other => panic!("no model is asked: {other:?}"),
    }
}

fn answer(action: &str, text: &str, citations: &[&str]) -> Value {
    json!({ "action": action, "text": text, "citations": citations, "confidence": 0.9, "summary": ["Wants money back.", "Order number is missing."] })
}

fn judged(text: &str, raw: &str) -> Step {
    let (assist, talk) = (enabled(), member(text));
    let prompt = asked(start(&assist, &talk, true));
    decide::answered(&assist, &talk, prompt, raw)
}

// Proves: P169, P170, P171, P172, P173
#[test]
fn without_a_provider_one_of_four_things_is_done() {
    let action = |text: &str| done(start(&enabled(), &member(text), false)).action();
    assert_eq!(action("how do I get a refund"), Action::Reply);
    assert_eq!(action("hello?"), Action::AskForInfo);
    assert_eq!(action("thanks, that fixed it"), Action::OfferClose);
    assert_eq!(action("why are whales so large"), Action::Escalate);
    assert_eq!(action("I want to talk to a human"), Action::Escalate);
}

// Proves: P181
#[test]
fn an_answer_from_retrieval_is_the_section_and_cites_it() {
    let Turn::Reply { text, cited, worded } =
        done(start(&enabled(), &member("how do I get a refund"), false))
    else {
        panic!("not a reply");
    };
    assert_eq!(text, "A refund is possible within 14 days. See the form (https://hl.example/refund).");
    assert!(!worded);
    assert_eq!(
        (cited[0].title.as_str(), cited[0].heading.as_str(), cited[0].anchor.as_str()),
        ("Handbook", "Refunds", "refunds")
    );
    assert_eq!(cited[0].version.len(), 64);
}

#[test]
fn nothing_is_said_when_it_is_not_its_turn() {
    let quiet = |step: Step| match step {
        Step::Quiet(quiet) => quiet,
        other => panic!("{other:?}"),
    };
    let refund = |speaker: Speaker, ago: i64| {
        talk(vec![said(speaker, ago, "I look into it"), said(Member, 0, "how do I get a refund")])
    };
    let mut stopped = enabled();
    stopped.stopped = true;
    for provider in [false, true] {
        assert_eq!(quiet(start(&stopped, &member("refund?"), provider)), Quiet::Stopped);
        assert_eq!(quiet(start(&enabled(), &refund(Staff, 29), provider)), Quiet::StaffIsThere);
        assert!(!matches!(start(&enabled(), &refund(Staff, 31), provider), Step::Quiet(_)));
        let staff_last = talk(vec![said(Member, 60, "refund?"), said(Staff, 50, "Done.")]);
        assert_eq!(quiet(start(&enabled(), &staff_last, provider)), Quiet::NotAsked);
        assert_eq!(quiet(start(&enabled(), &talk(Vec::new()), provider)), Quiet::NotAsked);
    }
}

/// A second thanks is a message like any other: exactly one of the four things is done with it.
// Proves: P169, P172
#[test]
fn thanks_are_answered_each_time() {
    let mut assist = enabled();
    for last in [None, Some(Action::OfferClose), Some(Action::Reply), Some(Action::AskForInfo)] {
        assist.last = last;
        assert_eq!(
            done(start(&assist, &member("thanks, that fixed it"), false)).action(),
            Action::OfferClose
        );
    }
}

/// Staff are there also where the member has written much since they last said something.
#[test]
fn staff_are_not_talked_over_after_many_messages() {
    let after = |minutes: i64| {
        let mut lines = vec![said(Staff, minutes, "I look into it")];
        lines.extend((0..25).map(|_| said(Member, 1, "and one more thing, the refund")));
        talk(lines)
    };
    for provider in [false, true] {
        let step = start(&enabled(), &after(29), provider);
        assert!(matches!(step, Step::Quiet(Quiet::StaffIsThere)), "{step:?}");
        assert!(!matches!(start(&enabled(), &after(30), provider), Step::Quiet(_)));
    }
}

#[test]
fn budgets_end_in_escalation_not_in_silence() {
    let mut spent = enabled();
    spent.spoken = spent.behaviour.answers;
    assert_eq!(why(start(&spent, &member("how do I get a refund"), false)), Why::TicketBudget);
    let (assist, talk) = (enabled(), member("how do I get a refund"));
    let situation = Situation { assist: &assist, talk: &talk, left_today: 0, now: now() };
    assert_eq!(why(decide::start(situation, &[], true)), Why::DayBudget);
    // Who wants a person gets one for that reason.
    assert_eq!(why(start(&spent, &member("a human please"), false)), Why::Asked);
}

#[test]
fn nobody_is_asked_twice_and_offered_the_same_twice() {
    let mut assist = enabled();
    assist.last = Some(Action::AskForInfo);
    assert_eq!(why(start(&assist, &member("it doesn't work"), false)), Why::Unclear);
    // The missing piece is read together with what was said before.
    let both = talk(vec![
        said(Member, 3, "I forgot something"),
        said(Speaker::Assist, 2, "What?"),
        said(Member, 0, "password"),
    ]);
    assert_eq!(done(start(&assist, &both, false)).action(), Action::Reply);
    let Turn::Reply { cited, .. } = done(start(&enabled(), &member("how do I get a refund"), false)) else {
        panic!()
    };
    assist.offered = cited;
    assert_eq!(why(start(&assist, &member("but how do I get a refund"), false)), Why::NotHelped);
}

#[test]
fn what_the_form_says_counts_when_the_message_says_nothing() {
    let form = [("What is it about?".to_owned(), "a refund".to_owned())];
    let talk = assist::talk::Talk::new(KEY, &form, vec![said(Member, 0, "help pls")]);
    assert_eq!(done(start(&enabled(), &talk, false)).action(), Action::Reply);
}

// Proves: P169, P180, P181
#[test]
fn a_model_gets_few_sections_and_its_answer_is_checked() {
    let prompt = asked(start(&enabled(), &member("how do I get a refund"), true));
    assert!(!prompt.excerpts.is_empty() && prompt.excerpts.len() <= EXCERPTS);
    let reply = answer("reply", "Within 14 days: https://hl.example/refund", &["S1"]);
    let Turn::Reply { text, cited, worded } = done(judged("how do I get a refund", &reply.to_string()))
    else {
        panic!()
    };
    assert_eq!((text.as_str(), worded), ("Within 14 days: https://hl.example/refund", true));
    assert_eq!(cited[0].anchor, "refunds");
    let fenced = format!("Sure!\n```json\n{reply}\n```\n");
    assert_eq!(done(judged("refund?", &fenced)).action(), Action::Reply);
    let ask = answer("ask_for_info", "What is the order number?", &[]);
    assert_eq!(
        done(judged("refund?", &ask.to_string())),
        Turn::AskForInfo { text: Some("What is the order number?".to_owned()) }
    );
    assert_eq!(done(judged("refund?", &answer("offer_close", "", &[]).to_string())), Turn::OfferClose);
    let Turn::Escalate { why, summary, question } =
        done(judged("refund?", &answer("escalate", "", &[]).to_string()))
    else {
        panic!()
    };
    assert_eq!((why, question.as_str()), (Why::Model, "refund?"));
    assert_eq!(summary.expect("two lines")[1], "Order number is missing.");
}

// Proves: P170
#[test]
fn an_unsure_model_does_not_answer() {
    let mut reply = answer("reply", "Perhaps.", &["S1"]);
    reply["confidence"] = json!(0.49);
    assert_eq!(why(judged("refund?", &reply.to_string())), Why::Unsure);
}

#[test]
fn what_cannot_be_used_is_repaired_once_and_then_escalated() {
    let with = |field: &str, value: Value| {
        let mut answer = answer("reply", "Yes.", &["S1"]);
        answer[field] = value;
        answer.to_string()
    };
    let mut without = answer("reply", "Yes.", &["S1"]);
    without.as_object_mut().expect("an object").remove("summary");
    let useless = [
        "I'm sorry, I can't help with that.".to_owned(),
        String::new(),
        "{".to_owned(),
        "}{".to_owned(),
        "[]".to_owned(),
        "null".to_owned(),
        "{\"action\":\"reply\"".to_owned(),
        without.to_string(),
        with("action", json!("close")),
        with("action", json!("ban_user")),
        with("citations", json!([])),
        with("citations", json!(["S9"])),
        with("citations", json!("S1")),
        with("text", json!("")),
        with("text", json!("\u{200b}\u{202e}")),
        with("text", json!({ "a": 1 })),
        with("confidence", json!(90)),
        with("confidence", json!(-1)),
        with("confidence", json!("high")),
        with("tool", json!("shell")),
        format!("{{\"action\":\"reply\",\"text\":\"{}\"", "x".repeat(100_000)),
    ];
    for raw in useless {
        let (assist, talk) = (enabled(), member("refund?"));
        let prompt = asked(start(&assist, &talk, true));
        let again = asked(decide::answered(&assist, &talk, prompt, &raw));
        assert!(again.repaired && again.messages.len() == 4);
        assert_eq!(why(decide::answered(&assist, &talk, again.clone(), &raw)), Why::Nonsense, "{raw}");
        let good = answer("reply", "Yes.", &["S1"]).to_string();
        assert_eq!(done(decide::answered(&assist, &talk, again, &good)).action(), Action::Reply);
    }
}

/// Whatever goes wrong, staff learn what the member asked.
#[test]
fn an_escalation_carries_the_question() {
    let talk = member("how do I\nget a <@&5> refund @everyone");
    let Turn::Escalate { question, .. } = decide::failed(&talk, Why::Slow) else { panic!() };
    assert_eq!(question, "how do I get a refund everyone");
}
