//! Who may do what in which state: a table that is read in review.

mod common;

use common::*;
use std::fmt::Write;
use ticket::{
    assist::{Assist, Behaviour, Turn},
    sla::Stretch,
    snooze::Snooze,
    surface::Problem,
    *,
};

fn commands() -> Vec<(&'static str, Command)> {
    let beth = Box::new(with_role(20, "Beth", BILLING_ROLE));
    let channel = Surface::Channel { channel: ChannelId(71), welcome: None };
    vec![
        ("claim", Command::Claim),
        ("unclaim", Command::Unclaim),
        ("assign staff", Command::Assign { to: beth }),
        ("assign a stranger", Command::Assign { to: Box::new(person(3, "Noa")) }),
        ("unassign", Command::Unassign),
        ("close", Command::Close { reason: None }),
        ("reopen", Command::Reopen),
        ("request a close", Command::RequestClose { reason: None }),
        ("accept the request", Command::AcceptClose),
        ("decline the request", Command::DeclineClose),
        ("set priority high", Command::SetPriority(Priority::High)),
        ("pin", Command::Pin),
        ("unpin", Command::Unpin),
        ("pause", Command::Pause { reason: "waiting".to_owned() }),
        ("resume", Command::Resume),
        ("no reply needed", Command::NoReplyNeeded),
        ("reply needed", Command::ReplyNeeded),
        ("snooze until the member writes", Command::Snooze { until: None }),
        ("snooze for a day", Command::Snooze { until: Some(NOW.plus_days(1)) }),
        ("unsnooze", Command::Unsnooze),
        ("add a member", Command::AddUser { who: Box::new(person(4, "Lea")) }),
        ("add staff", Command::AddUser { who: Box::new(with_role(20, "Beth", BILLING_ROLE)) }),
        ("remove a member", Command::RemoveUser { user: UserId(5) }),
        ("note", Command::Note { text: "calm down".to_owned() }),
        ("tag", Command::Tag(TagId(1))),
        ("untag", Command::Untag(TagId(1))),
        ("move", Command::Move { to: OTHER }),
        ("rename", Command::Rename { subject: Some("Lost parcel".to_owned()) }),
        ("rate", Command::Rate { stars: 5, comment: None }),
        (
            "assist: offer to close",
            Command::Assist { turn: Box::new(Turn::OfferClose), answers: MessageId(5) },
        ),
        ("assist: it helped", Command::AssistHelped { helped: true }),
        ("assist: it did not help", Command::AssistHelped { helped: false }),
        ("assist: a human", Command::AssistHuman),
        ("idle warning arrived", Command::IdleTold),
        ("surface removed", Command::SurfaceRemoved),
        ("alarm: expire", Command::Wake(Alarm::Expire)),
        ("alarm: idle", Command::Wake(Alarm::Idle)),
        ("surface ready", Command::SurfaceReady { surface: channel }),
        ("surface failed", Command::SurfaceFailed { problem: Problem::GuildFull }),
        ("surface deleted", Command::SurfaceDeleted),
        ("welcome posted", Command::WelcomePosted { message: MessageId(5) }),
        ("opener left", Command::OpenerLeft),
        ("alarm: archive", Command::Wake(Alarm::Archive)),
        ("alarm: snooze", Command::Wake(Alarm::Snooze)),
    ]
}

fn states() -> Vec<(&'static str, Ticket, Activity)> {
    let mut settled = ticket();
    settled.past.settled.push(NOW);
    let silent = vec![
        ("open, no channel yet", Ticket { surface: Surface::Pending, ..ticket() }),
        ("open", ticket()),
        ("claimed by Beth", claimed_by(20, "Beth")),
        ("assigned to Beth", Ticket { assignee: Some(UserId(20)), ..ticket() }),
        ("full of everything", busy()),
        ("closed", closed(false)),
        ("archived", closed(true)),
    ];
    let silent = silent.into_iter().map(|(name, ticket)| (name, ticket, nothing_said()));
    let said = [
        ("waits for an answer", ticket(), asked_again()),
        ("needs no answer", settled, asked_again()),
        ("snoozed until now", snoozed(), asked_again()),
    ];
    silent.chain(said).collect()
}

/// Beth put it out of sight until now.
fn snoozed() -> Ticket {
    let at = Timestamp(NOW.0 - 60_000);
    let snooze = Snooze { by: UserId(20), name: "Beth".to_owned(), at, until: Some(NOW) };
    let mut ticket = Ticket { snoozed: Some(snooze), ..ticket() };
    ticket.past.snoozed.push(Stretch { from: at, to: None });
    ticket
}

/// Pinned, paused, tagged, with an added member, a request to close and a warning on its way.
fn busy() -> Ticket {
    let request = CloseRequest { by: UserId(20), name: "Beth".to_owned(), at: NOW, reason: None };
    let pause = Pause { by: UserId(20), name: "Beth".to_owned(), at: NOW, reason: "waiting".to_owned() };
    Ticket {
        priority: Priority::High,
        pinned: true,
        paused: Some(pause),
        tags: vec![TagId(1)],
        added: vec![UserId(5)],
        close_request: Some(request),
        idle_warning: Some(IdleWarning { idle_since: NOW, told_at: None }),
        assist: Some(Assist::new(Behaviour::default())),
        ..ticket()
    }
}

fn outcome(ticket: &Ticket, activity: &Activity, command: &Command, actor: &Actor) -> String {
    match judge_after(ticket, activity, command, actor, &config()) {
        Err(refusal) => format!("— {refusal}"),
        Ok(events) => {
            let names = events.iter().map(|event| {
                let json = serde_json::to_value(event).expect("events are plain data");
                json["event"].as_str().unwrap_or_default().to_owned()
            });
            names.collect::<Vec<_>>().join(", ")
        }
    }
}

/// The table of every role, command and state. A change of a rule shows here as a changed line.
// Proves: P35, P55, P56, P57, P101, P102, P147, P148, P149, P150, P151, P152, P153, P187, P188
#[test]
fn who_may_do_what_in_which_state() {
    let mut table = String::new();
    for (command_name, command) in commands() {
        writeln!(table, "\n{command_name}").expect("a string takes it");
        for (state_name, ticket, activity) in states() {
            let mut last = String::new();
            for (role, actor) in people() {
                let result = outcome(&ticket, &activity, &command, &actor);
                if result == last {
                    write!(table, ", {role}").expect("a string takes it");
                } else {
                    write!(table, "\n  {state_name:<22} {result:<28} {role}").expect("a string takes it");
                }
                last = result;
            }
            writeln!(table).expect("a string takes it");
        }
    }
    insta::assert_snapshot!(table);
}
