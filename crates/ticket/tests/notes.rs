//! What staff note about a ticket reaches nobody else, whatever happens to the ticket.
//!
//! `GUILDHALL_TICKETS=1000000 cargo test --release -p ticket --test notes` for a million tickets; another seed with `GUILDHALL_SEED`.

mod common;
mod lives;

use common::*;
use lives::{COMMANDS, Cast, Chance, MARK, from_environment};
use ticket::{
    access::Audience,
    entry,
    history::{self, Names},
    settings::Locale,
    *,
};

/// Tickets that are tried.
const TICKETS: u64 = 2_000;

/// A guild that logs every kind of event and shows in names whatever can be shown.
fn telling() -> GuildConfig {
    let mut config = config();
    let kinds = settings::LogKind::ALL.to_vec();
    config.settings.logs = vec![settings::LogRoute { channel: ChannelId(90), kinds }];
    for ticket_type in &mut config.types {
        ticket_type.naming = Some(naming::PARTS.concat());
    }
    config
}

/// Members see a ticket's state in the names, topics and messages that are made from it: no note is in there to be shown.
fn check_state(ticket: &Ticket, config: &GuildConfig) {
    let state = serde_json::to_string(ticket).expect("is written");
    assert!(!state.contains(MARK), "the ticket itself holds a note: {state}");
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let shown = [
        format!("{:?}", surface::desired(ticket, config, UserId(1))),
        naming::channel_name(ticket, &ticket_type),
        naming::thread_name(ticket, &ticket_type),
        naming::topic(ticket, &ticket_type),
    ];
    assert!(!shown.concat().contains(MARK), "{shown:?}");
}

/// A note causes nothing that is posted, and no job carries one.
fn check_jobs(ticket: &Ticket, config: &GuildConfig, recorded: &Recorded) {
    let due = react(ticket, config, recorded.seq, &recorded.event, recorded.at);
    let written =
        serde_json::to_string(&due.iter().map(|one| &one.job).collect::<Vec<_>>()).expect("is written");
    assert!(!written.contains(MARK), "{written}");
    if matches!(recorded.event, Event::Noted { .. }) {
        assert!(due.is_empty(), "a note leads to {written}");
    }
}

/// What a reader's history says, in every language, and all that stands in its events.
fn history_for(audience: Audience, events: &[Recorded], config: &GuildConfig) -> String {
    let names = Names { of: &|_| None, moment: None };
    let mut read = String::new();
    for recorded in events.iter().filter(|recorded| entry::visible(&recorded.event, audience)) {
        read.push_str(&serde_json::to_string(recorded).expect("is written"));
        for locale in [Locale::English, Locale::German] {
            read.extend(history::sentence(locale, recorded, config, &names));
        }
    }
    read
}

/// One ticket's life; gives how many notes were taken.
fn live(chance: &mut Chance, number: u64, config: &GuildConfig) -> usize {
    let (mut ticket, mut events, people) = (ticket(), Vec::new(), people());
    let cast = Cast {
        colleague: with_role(20, "Beth", BILLING_ROLE),
        added: person(4, "Lea"),
        types: [BILLING, OTHER],
        channel: ChannelId(71),
    };
    for turn in 0..COMMANDS {
        let secret = format!("{MARK}{number}-{turn}");
        let command = lives::command(chance, &cast, &secret);
        // Mostly people who may, so that much happens.
        let actor = match chance.below(4) {
            0 => &people[chance.below(people.len())].1,
            1 => &people[people.len() - 1].1,
            _ => &people[2].1,
        };
        for event in judge_in(&ticket, &command, actor, config).unwrap_or_default() {
            ticket = apply(ticket, &event);
            let seq = events.len() as u32 + 1;
            let recorded = Recorded { seq, at: NOW, by: actor.by(), event };
            check_jobs(&ticket, config, &recorded);
            events.push(recorded);
        }
        check_state(&ticket, config);
    }
    let notes = events.iter().filter(|recorded| matches!(recorded.event, Event::Noted { .. })).count();
    let member = history_for(Audience::Member, &events, config);
    assert!(!member.contains(MARK), "a member reads {member}");
    let staff = history_for(Audience::Staff, &events, config);
    // In the event itself and in each language.
    assert_eq!(staff.matches(MARK).count(), notes * 3, "staff read every note");
    notes
}

// Proves: P40, P124
#[test]
fn no_note_reaches_what_members_see() {
    let tickets = from_environment("GUILDHALL_TICKETS", TICKETS);
    let seed = from_environment("GUILDHALL_SEED", 0x5eed);
    let config = telling();
    let notes: usize =
        (0..tickets).map(|number| live(&mut Chance(seed.wrapping_add(number)), number, &config)).sum();
    assert!(notes as u64 > tickets, "only {notes} notes in {tickets} tickets");
}
