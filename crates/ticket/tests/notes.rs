//! What staff note about a ticket reaches nobody else, whatever happens to the ticket.
//!
//! `GUILDHALL_TICKETS=1000000 cargo test --release -p ticket --test notes` for a million tickets; another seed with `GUILDHALL_SEED`.

mod common;

use common::*;
use ticket::{
    access::Audience,
    assist::Turn,
    entry,
    history::{self, Names},
    settings::Locale,
    surface::Problem,
    *,
};

/// Tickets, and commands that each is given.
const TICKETS: u64 = 2_000;
const COMMANDS: u64 = 24;
/// What stands in every note and nowhere else.
const MARK: &str = "zq-note-";

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }
}

fn from_environment(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

/// Every second command is a note; the others are whatever can happen to a ticket.
fn command(chance: &mut Chance, secret: &str) -> Command {
    let beth = Box::new(with_role(20, "Beth", BILLING_ROLE));
    let others = [
        Command::Claim,
        Command::Unclaim,
        Command::Assign { to: beth },
        Command::Unassign,
        Command::Close { reason: None },
        Command::Close { reason: Some("solved".to_owned()) },
        Command::Reopen,
        Command::RequestClose { reason: Some("is it solved?".to_owned()) },
        Command::AcceptClose,
        Command::DeclineClose,
        Command::SetPriority(Priority::High),
        Command::Pin,
        Command::Unpin,
        Command::Pause { reason: "waiting".to_owned() },
        Command::Resume,
        Command::AddUser { who: Box::new(person(4, "Lea")) },
        Command::RemoveUser { user: UserId(4) },
        Command::Tag(TagId(1)),
        Command::Untag(TagId(1)),
        Command::Move { to: OTHER },
        Command::Move { to: BILLING },
        Command::Rename { subject: Some("Lost parcel".to_owned()) },
        Command::Rate { stars: 3, comment: Some("fine".to_owned()) },
        Command::Assist { turn: Box::new(Turn::OfferClose), answers: MessageId(5) },
        Command::AssistHelped { helped: false },
        Command::AssistHuman,
        Command::IdleTold,
        Command::SurfaceDeleted,
        Command::SurfaceFailed { problem: Problem::GuildFull },
        Command::SurfaceReady { surface: Surface::Channel { channel: ChannelId(71), welcome: None } },
        Command::WelcomePosted { message: MessageId(5) },
        Command::OpenerLeft,
        Command::Wake(Alarm::Archive),
        Command::Wake(Alarm::Expire),
        Command::Wake(Alarm::Idle),
    ];
    if chance.below(2) == 0 {
        return Command::Note { text: secret.to_owned() };
    }
    let chosen = chance.below(others.len());
    others.into_iter().nth(chosen).expect("is one of them")
}

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
    let names = Names { of: &|_| None };
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
    for turn in 0..COMMANDS {
        let secret = format!("{MARK}{number}-{turn}");
        let command = command(chance, &secret);
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
