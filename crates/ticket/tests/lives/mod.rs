//! Tickets to which anything happens that can happen, by chance that is the same every time. Shared by the tests of what reaches whom.
#![allow(dead_code, missing_docs, reason = "each test takes what it needs")]

use ticket::{
    Alarm, ChannelId, Command, MessageId, Person, Priority, Surface, TagId, TypeId, assist::Turn,
    surface::Problem,
};

/// Commands that each ticket is given.
pub const COMMANDS: u64 = 24;
/// What stands in every note and nowhere else.
pub const MARK: &str = "zq-note-";

/// Numbers that look random and are the same every time.
pub struct Chance(pub u64);

impl Chance {
    pub fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % most as u64) as usize
    }
}

pub fn from_environment(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| text.parse().expect("a number"))
}

/// Who and what commands name.
#[derive(Clone)]
pub struct Cast {
    pub colleague: Person,
    pub added: Person,
    pub types: [TypeId; 2],
    pub channel: ChannelId,
}

/// Every second command is a note; the others are whatever can happen to a ticket.
pub fn command(chance: &mut Chance, cast: &Cast, secret: &str) -> Command {
    let [one, other] = cast.types;
    let others = [
        Command::Claim,
        Command::Unclaim,
        Command::Assign { to: Box::new(cast.colleague.clone()) },
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
        Command::NoReplyNeeded,
        Command::ReplyNeeded,
        Command::Snooze { until: None },
        Command::Unsnooze,
        Command::Wake(Alarm::Snooze),
        Command::AddUser { who: Box::new(cast.added.clone()) },
        Command::RemoveUser { user: cast.added.user },
        Command::Tag(TagId(1)),
        Command::Untag(TagId(1)),
        Command::Move { to: other },
        Command::Move { to: one },
        Command::Rename { subject: Some("Lost parcel".to_owned()) },
        Command::Rate { stars: 3, comment: Some("fine".to_owned()) },
        Command::Assist { turn: Box::new(Turn::OfferClose), answers: MessageId(5) },
        Command::AssistHelped { helped: false },
        Command::AssistHuman,
        Command::IdleTold,
        Command::SurfaceDeleted,
        Command::SurfaceFailed { problem: Problem::GuildFull },
        Command::SurfaceReady { surface: Surface::Channel { channel: cast.channel, welcome: None } },
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
