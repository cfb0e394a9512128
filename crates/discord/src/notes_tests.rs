//! What staff note is in no message of ours in Discord, whatever happens to the ticket.
//!
//! `GUILDHALL_TICKETS=1000000 cargo test --release -p discord notes` for a million tickets; another seed with `GUILDHALL_SEED`.

#[path = "../../ticket/tests/common/mod.rs"]
mod common;
#[path = "../../ticket/tests/lives/mod.rs"]
mod lives;

use crate::{announce::notice, dm::farewell, welcome};
use common::{BILLING, BILLING_ROLE, NOW, OTHER, config, judge_in, people, person, with_role};
use lives::{COMMANDS, Cast, Chance, MARK, from_environment};
use ticket::{ChannelId, GuildConfig, Recorded, apply};

/// Tickets that are tried.
const TICKETS: u64 = 500;

/// One ticket's life: everything that could be posted of it at any moment, whether it is asked for or not. Gives how many messages.
fn live(chance: &mut Chance, number: u64, config: &GuildConfig) -> usize {
    let (mut ticket, people, mut posted) = (common::ticket(), people(), 0);
    let cast = Cast {
        colleague: with_role(20, "Beth", BILLING_ROLE),
        added: person(4, "Lea"),
        types: [BILLING, OTHER],
        channel: ChannelId(71),
    };
    for turn in 0..COMMANDS {
        let command = lives::command(chance, &cast, &format!("{MARK}{number}-{turn}"));
        let actor = if chance.below(4) == 0 { &people[0].1 } else { &people[2].1 };
        for (index, event) in
            judge_in(&ticket, &command, actor, config).unwrap_or_default().into_iter().enumerate()
        {
            ticket = apply(ticket, &event);
            let recorded = Recorded { seq: index as u32 + 1, at: NOW, by: actor.by(), event };
            let mut messages = welcome::messages(&ticket, config);
            messages.extend(notice(&ticket, config, &recorded));
            let closed = ticket.closure();
            messages.extend(
                closed.map(|closure| farewell(&ticket, config, closure, "Harbor", "https://desk.example")),
            );
            posted += messages.len();
            for message in messages {
                let message = message.to_string();
                assert!(!message.contains(MARK), "after {:?}: {message}", recorded.event);
            }
        }
    }
    posted
}

// Proves: P40, P124
#[test]
fn no_note_is_posted() {
    let (tickets, seed) =
        (from_environment("GUILDHALL_TICKETS", TICKETS), from_environment("GUILDHALL_SEED", 0x5eed));
    let config = config();
    let posted: usize =
        (0..tickets).map(|number| live(&mut Chance(seed.wrapping_add(number)), number, &config)).sum();
    assert!(posted as u64 > tickets * 4, "only {posted} messages of {tickets} tickets");
}
