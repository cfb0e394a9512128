//! Who may do what in which state: a table that is read in review.

mod common;

use common::*;
use std::fmt::Write;
use ticket::{surface::Problem, *};

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
        ("surface ready", Command::SurfaceReady { surface: channel }),
        ("surface failed", Command::SurfaceFailed { problem: Problem::GuildFull }),
        ("surface deleted", Command::SurfaceDeleted),
        ("welcome posted", Command::WelcomePosted { message: MessageId(5) }),
        ("opener left", Command::OpenerLeft),
        ("alarm: archive", Command::Wake(Alarm::Archive)),
    ]
}

fn states() -> Vec<(&'static str, Ticket)> {
    vec![
        ("open, no channel yet", Ticket { surface: Surface::Pending, ..ticket() }),
        ("open", ticket()),
        ("claimed by Beth", claimed_by(20, "Beth")),
        ("assigned to Beth", Ticket { assignee: Some(UserId(20)), ..ticket() }),
        ("closed", closed(false)),
        ("archived", closed(true)),
    ]
}

fn outcome(ticket: &Ticket, command: &Command, actor: &Actor) -> String {
    match decide(ticket, command, actor, &config(), NOW) {
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
        for (state_name, ticket) in states() {
            let mut last = String::new();
            for (role, actor) in people() {
                let result = outcome(&ticket, &command, &actor);
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
