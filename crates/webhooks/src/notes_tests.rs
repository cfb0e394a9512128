//! What staff note is in no delivery, whatever happens to the ticket.
//!
//! `GUILDHALL_TICKETS=1000000 cargo test --release -p webhooks notes` for a million tickets; another seed with `GUILDHALL_SEED`.

#[path = "../../ticket/tests/common/mod.rs"]
mod common;
#[path = "../../ticket/tests/lives/mod.rs"]
mod lives;

use crate::envelope::of_event;
use common::{BILLING, BILLING_ROLE, NOW, OTHER, config, judge_in, people, person, with_role};
use desk::Loaded;
use lives::{COMMANDS, Cast, Chance, MARK, from_environment};
use ticket::{Activity, ChannelId, GuildConfig, Recorded, apply};

/// Tickets that are tried.
const TICKETS: u64 = 500;

/// One ticket's life: what would be said of every event of it, whether it is asked for or not. Gives how many that were.
fn live(chance: &mut Chance, number: u64, config: &GuildConfig) -> usize {
    let (mut ticket, people, mut said) = (common::ticket(), people(), 0);
    let cast = Cast {
        colleague: with_role(20, "Beth", BILLING_ROLE),
        added: person(4, "Lea"),
        types: [BILLING, OTHER],
        channel: ChannelId(71),
    };
    for turn in 0..COMMANDS {
        let command = lives::command(chance, &cast, &format!("{MARK}{number}-{turn}"));
        let actor = if chance.below(4) == 0 { &people[0].1 } else { &people[2].1 };
        for event in judge_in(&ticket, &command, actor, config).unwrap_or_default() {
            ticket = apply(ticket, &event);
            let loaded = Loaded { ticket: ticket.clone(), activity: Activity::default(), version: 1 };
            let recorded = Recorded { seq: said as u32 + 1, at: NOW, by: actor.by(), event };
            let told = of_event(&loaded, config, &recorded, &|_| None, "https://desk.example").to_string();
            assert!(!told.contains(MARK), "of {:?}: {told}", recorded.event);
            said += 1;
        }
    }
    said
}

// Proves: P40, P124
#[test]
fn no_note_is_delivered() {
    let (tickets, seed) =
        (from_environment("GUILDHALL_TICKETS", TICKETS), from_environment("GUILDHALL_SEED", 0x5eed));
    let config = config();
    let said: usize =
        (0..tickets).map(|number| live(&mut Chance(seed.wrapping_add(number)), number, &config)).sum();
    assert!(said as u64 > tickets * 4, "only {said} events of {tickets} tickets");
}
