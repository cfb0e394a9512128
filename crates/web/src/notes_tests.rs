//! What staff note is in nothing that is made of a ticket for its opener: conversation, record in each of its forms, search, first lines.
//!
//! `GUILDHALL_TICKETS=1000000 cargo test --release -p web --lib notes -- --nocapture` for a million tickets; another seed with `GUILDHALL_SEED`.
//! These are the functions that pages are made of, without a database under them; `tests/notes.rs` asks for the pages themselves.

#[path = "../../ticket/tests/common/mod.rs"]
mod common;
#[path = "../../ticket/tests/lives/mod.rs"]
mod lives;

use crate::read::happened;
use common::{BILLING, BILLING_ROLE, NOW, OTHER, config, judge_in, people, person, with_role};
use lives::{COMMANDS, Cast, Chance, MARK, from_environment};
use ticket::{ChannelId, GuildConfig, Recorded, access::Audience, apply, settings::Locale};
use transcript::{Conversation, Line, Options, Query, no_files};

/// Tickets that are tried.
const TICKETS: u64 = 300;

/// One ticket's life, and what was said in it: its events.
fn live(chance: &mut Chance, number: u64, config: &GuildConfig) -> Vec<Recorded> {
    let (mut ticket, people, mut events) = (common::ticket(), people(), Vec::new());
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
            events.push(Recorded { seq: events.len() as u32 + 1, at: NOW, by: actor.by(), event });
        }
    }
    events
}

/// Everything that is made of these lines: the ticket's page, the record as a page, as text, for programs.
fn shown(lines: &[Line], conversation: &Conversation) -> [String; 4] {
    let options = || Options { files: &no_files, nonce: None };
    let all = || lines.iter().cloned();
    let mut made = [const { Vec::new() }; 4];
    transcript::render_thread(conversation, lines, &mut made[0], options()).expect("is written");
    transcript::render_page(conversation, all(), &mut made[1], options()).expect("is written");
    transcript::to_text(conversation, all(), &mut made[2]).expect("is written");
    transcript::to_json(conversation, all(), &mut made[3]).expect("is written");
    made.map(|bytes| String::from_utf8(bytes).expect("is text"))
}

// Proves: P40, P74, P124
#[test]
fn no_note_is_in_what_a_member_reads() {
    let (tickets, seed) =
        (from_environment("GUILDHALL_TICKETS", TICKETS), from_environment("GUILDHALL_SEED", 0x5eed));
    let (config, conversation) = (config(), Conversation::default());
    let looked_for = Query::new(MARK).expect("has words");
    let lines = |events: &[Recorded], l: Locale, audience: Audience| -> Vec<Line> {
        events.iter().filter_map(|one| happened(l, None, &config, one, audience)).collect()
    };
    let (mut notes, mut seen) = (0, 0);
    for number in 0..tickets {
        let events = live(&mut Chance(seed.wrapping_add(number)), number, &config);
        let l = if number.is_multiple_of(2) { Locale::English } else { Locale::German };
        let theirs = lines(&events, l, Audience::Member);
        assert!(
            !theirs.iter().any(|line| looked_for.finds(line)),
            "a search finds a note of ticket {number}"
        );
        for (form, made) in shown(&theirs, &conversation).iter().enumerate() {
            assert!(!made.contains(MARK), "a note of ticket {number} is in form {form}: {made}");
        }
        seen += theirs.len();
        // The same eyes see it where it may be seen: now and then, for it is the same each time.
        if number.is_multiple_of(100) {
            let of_staff = lines(&events, l, Audience::Staff);
            let taken = of_staff.iter().filter(|line| looked_for.finds(line)).count();
            assert!(taken == 0 || shown(&of_staff, &conversation).iter().all(|made| made.contains(MARK)));
            notes += taken;
        }
    }
    assert!(
        notes as u64 > tickets / 100 && seen as u64 > tickets / 2,
        "{notes} notes, {seen} lines of {tickets} tickets"
    );
}
