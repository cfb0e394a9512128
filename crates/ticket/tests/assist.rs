//! Auto-Assist in a ticket: from which settings it comes, what it may do, and when it is silent for good.

mod common;

use common::*;
use ticket::{
    assist::{Action, Assist, Behaviour, Cited, Turn, Why},
    event::Origin,
    *,
};

fn assisted() -> Ticket {
    Ticket { assist: Some(Assist::new(Behaviour { enabled: true, ..Behaviour::default() })), ..ticket() }
}

fn reply() -> Turn {
    let cited = Cited {
        document: 1,
        title: "Shop".to_owned(),
        heading: "Refunds".to_owned(),
        anchor: "refunds".to_owned(),
        version: "ab".to_owned(),
    };
    Turn::Reply { text: "Within 14 days.".to_owned(), cited: vec![cited], worded: false }
}

fn escalate(summary: Option<[String; 2]>) -> Turn {
    Turn::Escalate { why: Why::Unsure, summary, question: "where is my ship".to_owned() }
}

fn take(ticket: &Ticket, turn: Turn, answers: u64) -> Result<Vec<Event>, Refusal> {
    let command = Command::Assist { turn: Box::new(turn), answers: MessageId(answers) };
    judge_in(ticket, &command, &Actor::System, &config())
}

fn after(ticket: Ticket, events: &[Event]) -> Ticket {
    events.iter().fold(ticket, apply)
}

fn opened(config: &GuildConfig) -> Ticket {
    opened_by(config, &person(2, "Mia"), Origin::Web)
}

// Proves: P174, P175, P183
#[test]
fn a_ticket_keeps_the_settings_it_was_opened_with() {
    let mut config = config();
    assert_eq!(opened(&config).assist, None);
    config.types[0].assist = Behaviour { enabled: true, tone: "pirate".to_owned(), ..Behaviour::default() };
    assert_eq!(opened(&config).assist, None, "the switch of the guild is off");
    config.settings.assist.enabled = true;
    let ticket = opened(&config);
    let before = ticket.assist.clone().expect("is assisted");
    assert_eq!(before.behaviour.tone, "pirate");
    config.types[0].assist.tone = "plain".to_owned();
    config.types[1].assist = Behaviour::default();
    assert_eq!(ticket.assist, Some(before));
    assert_eq!(opened(&config).assist.expect("is assisted").behaviour.tone, "plain");
}

// Proves: P170, P172, P181
#[test]
fn a_turn_is_counted_and_said() {
    let events = take(&assisted(), reply(), 5).expect("may answer");
    let ticket = after(assisted(), &events);
    let assist = ticket.assist.as_ref().expect("is assisted");
    assert_eq!((assist.spoken, assist.last, assist.answered), (1, Some(Action::Reply), Some(MessageId(5))));
    assert_eq!(assist.offered[0].anchor, "refunds");
    let jobs = react(&ticket, &config(), 9, &events[0], NOW);
    assert!(jobs.iter().any(|due| due.job == Job::Announce { ticket: KEY, seq: 9 }));
    // It offers to close; it does not close.
    let offered = after(assisted(), &take(&assisted(), Turn::OfferClose, 5).expect("may offer"));
    assert!(offered.is_open());
}

#[test]
fn a_message_is_answered_once_and_within_the_budget() {
    let once = after(assisted(), &take(&assisted(), reply(), 5).expect("may answer"));
    assert_eq!(take(&once, reply(), 5), Err(Refusal::Nothing), "the job ran twice");
    assert_eq!(take(&once, reply(), 4), Err(Refusal::Nothing), "an older message");
    let mut spent = once;
    spent.assist.as_mut().expect("is assisted").spoken = 4;
    assert_eq!(take(&spent, reply(), 6), Err(Refusal::Nothing));
    assert!(take(&spent, escalate(None), 6).is_ok(), "staff can be called at any time");
}

#[test]
fn an_answer_rests_on_something() {
    let turn = Turn::Reply { text: "Trust me.".to_owned(), cited: Vec::new(), worded: true };
    assert_eq!(take(&assisted(), turn, 5), Err(Refusal::Nothing));
}

// Proves: P173
#[test]
fn an_escalation_is_two_lines_for_staff_and_the_end() {
    let events = take(&assisted(), escalate(None), 5).expect("may call");
    let Event::Noted { text } = &events[1] else { panic!("no note") };
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("where is my ship"), "{text}");
    let worded =
        take(&assisted(), escalate(Some(["Lost a ship.".to_owned(), "Day is missing.".to_owned()])), 5);
    let Event::Noted { text } = &worded.expect("may call")[1] else { panic!("no note") };
    assert_eq!(text.lines().count(), 2);
    assert!(text.contains("Lost a ship.") && text.contains("Day is missing."), "{text}");
    let silent = after(assisted(), &events);
    assert_eq!(take(&silent, reply(), 6), Err(Refusal::StaffCalled));
    assert_eq!(take(&silent, escalate(None), 6), Err(Refusal::StaffCalled));
}

#[test]
fn it_is_silent_where_staff_work_or_nobody_turned_it_on() {
    assert_eq!(take(&ticket(), reply(), 5), Err(Refusal::Nothing));
    let claimed = Ticket { assist: assisted().assist, ..claimed_by(20, "Beth") };
    assert_eq!(take(&claimed, reply(), 5), Err(Refusal::Nothing));
    let closed = Ticket { assist: assisted().assist, ..closed(false) };
    assert_eq!(take(&closed, reply(), 5), Err(Refusal::Closed));
}

#[test]
fn only_those_who_take_part_say_whether_it_helped() {
    for (name, actor) in people() {
        for command in [Command::AssistHelped { helped: true }, Command::AssistHuman] {
            let judged = judge_in(&assisted(), &command, &actor, &config());
            let takes_part = !matches!(
                name,
                "stranger" | "other type's role" | "team: view" | "Guildhall" | "bot with role"
            );
            assert_eq!(judged.is_ok(), takes_part, "{name}: {judged:?}");
        }
        // Turns are Guildhall's own.
        let command = Command::Assist { turn: Box::new(reply()), answers: MessageId(5) };
        assert_eq!(judge_in(&assisted(), &command, &actor, &config()).is_ok(), name == "Guildhall");
    }
}

#[test]
fn an_answer_that_did_not_help_calls_staff() {
    let mia = Actor::Person(person(2, "Mia"));
    let ticket = after(assisted(), &take(&assisted(), reply(), 5).expect("may answer"));
    let no =
        judge_in(&ticket, &Command::AssistHelped { helped: false }, &mia, &config()).expect("may say so");
    assert!(matches!(&no[0], Event::Assisted { turn: Turn::Escalate { why: Why::NotHelped, .. }, .. }));
    let silent = after(ticket.clone(), &no);
    assert_eq!(judge_in(&silent, &Command::AssistHuman, &mia, &config()), Err(Refusal::StaffCalled));
    let yes =
        judge_in(&ticket, &Command::AssistHelped { helped: true }, &mia, &config()).expect("may say so");
    let helped = after(ticket, &yes);
    assert!(helped.is_open() && helped.assist.expect("is assisted").helped);
}

/// Members see the messages themselves, and never why staff were called.
#[test]
fn reasons_and_notes_are_for_staff() {
    for event in take(&assisted(), escalate(None), 5).expect("may call") {
        assert!(!entry::visible(&event, access::Audience::Member));
        assert!(entry::visible(&event, access::Audience::Staff));
    }
}
