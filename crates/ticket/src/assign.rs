//! Which handler becomes the case worker of a new ticket (M38-M44).

pub mod lapse;
mod strategy;

pub use lapse::Lapse;
pub use strategy::{Availability, Candidate, Strategy, choose};

use crate::{GuildConfig, Settings, TicketType, Timestamp, TypeId, UserId};
use std::collections::BTreeMap;

/// The most that a ticket of a type can count as.
pub const MAX_WEIGHT: u32 = 10;

/// Open tickets of one type that are somebody's, those aside that are snoozed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// All of them.
    pub open: u32,
    /// Those in which staff have the next word ([`crate::waiting::is_for_us`]).
    pub for_us: u32,
}

/// What is known of a handler who is in the guild.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Open tickets that are theirs, by type.
    pub held: BTreeMap<TypeId, Held>,
    /// When they were last given one.
    pub last_given: Option<Timestamp>,
    /// Whether the member's last ticket was theirs.
    pub knows_member: bool,
}

impl Record {
    /// So many open tickets of one type, all of them for staff to answer.
    pub fn of(ticket_type: TypeId, open: u32) -> Self {
        Self { held: BTreeMap::from([(ticket_type, Held { open, for_us: open })]), ..Self::default() }
    }

    /// Open tickets of a type that are theirs.
    pub fn open_of(&self, ticket_type: TypeId) -> u32 {
        self.held.get(&ticket_type).map_or(0, |held| held.open)
    }

    /// What their open tickets weigh together (definitions A.3): those that wait for the member count only where their type says so.
    pub fn load(&self, config: &GuildConfig) -> u32 {
        let weighed = self.held.iter().map(|(id, held)| {
            let found = config.type_or_removed(*id);
            found.weight * if found.count_waiting { held.open } else { held.for_us }
        });
        weighed.sum()
    }
}

/// By handler, for those in the guild: who is not in it has left and is skipped (A21).
pub type Records = BTreeMap<UserId, Record>;

/// Who is given a ticket of this type, by its strategy; none without a handler who can take it. With the usual strategy that is the
/// handler with the fewest open tickets of the type, the lowest user id on a tie. The opener is never their own case worker while
/// someone else could be; nor is who claimed the ticket before and did not answer: these are in `lapsed`.
pub fn case_worker(
    ticket_type: &TicketType,
    config: &GuildConfig,
    records: &Records,
    (opener, lapsed): (UserId, &[UserId]),
    now: Timestamp,
) -> Option<UserId> {
    choose(ticket_type.assignment, &candidates(ticket_type, config, records, lapsed, now), opener)
}

/// Who is to have a ticket that has to be worked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OnCall {
    /// Who has it works now, and nobody else can be given it.
    Holder,
    /// Somebody else.
    Other(UserId),
    /// Nobody works now and has room.
    Nobody,
}

/// Who of those that handle the type works now and has room, by its strategy: rather not `holder`, who has it. Where nobody is given
/// tickets of the type by themselves, the usual strategy decides.
pub fn on_call(
    ticket_type: &TicketType,
    config: &GuildConfig,
    records: &Records,
    (opener, lapsed, holder): (UserId, &[UserId], Option<UserId>),
    now: Timestamp,
) -> OnCall {
    let strategy = match ticket_type.assignment {
        Strategy::Nobody => Strategy::default(),
        other => other,
    };
    let (holding, others): (Vec<_>, Vec<_>) = candidates(ticket_type, config, records, lapsed, now)
        .into_iter()
        .partition(|one| Some(one.user) == holder);
    match choose(strategy, &others, opener) {
        Some(to) => OnCall::Other(to),
        None if holding.iter().any(|one| one.works) => OnCall::Holder,
        None => OnCall::Nobody,
    }
}

fn candidates(
    ticket_type: &TicketType,
    config: &GuildConfig,
    records: &Records,
    lapsed: &[UserId],
    now: Timestamp,
) -> Vec<Candidate> {
    let candidate = |user: &UserId| {
        let record = records.get(user)?;
        let known = config.settings.availability.iter().find(|person| person.user == *user);
        Some(Candidate {
            user: *user,
            open_of_type: record.open_of(ticket_type.id),
            load: record.load(config),
            weight: ticket_type.weight,
            cap: known.and_then(|person| person.cap),
            last_given: record.last_given,
            knows_member: record.knows_member,
            works: known.is_none_or(|person| person.works_at(now)),
            lapsed: lapsed.contains(user),
        })
    };
    ticket_type.handlers.iter().filter_map(candidate).collect()
}

/// Whether somebody who had a ticket of this type can go on with it when it is reopened: they are in the guild, work now and have room.
pub fn can_go_on(
    ticket_type: &TicketType,
    config: &GuildConfig,
    records: &Records,
    user: UserId,
    now: Timestamp,
) -> bool {
    let known = config.settings.availability.iter().find(|person| person.user == user);
    let cap = known.and_then(|person| person.cap);
    let has_room = |record: &Record| fits(record.load(config), ticket_type.weight, cap);
    records.get(&user).is_some_and(has_room) && known.is_none_or(|person| person.works_at(now))
}

/// Whether one more ticket fits under a cap. What weighs nothing fits where anything does: who is full is given nothing.
fn fits(load: u32, weight: u32, cap: Option<u32>) -> bool {
    cap.is_none_or(|cap| load + weight.max(1) <= cap)
}

/// What decides who has room for what. Where it is another one, tickets that wait are looked at again.
pub fn room(config: &GuildConfig) -> impl PartialEq + '_ {
    let of = |kind: &TicketType| (kind.id, kind.weight, kind.count_waiting, kind.assignment);
    let types: Vec<_> = config.types.iter().map(|kind| (of(kind), &kind.handlers[..])).collect();
    (&config.settings.availability, types)
}

/// Whether tickets of this type can have to wait until somebody can take them: only then is there a queue to be emptied.
pub fn may_wait(ticket_type: &TicketType, settings: &Settings) -> bool {
    let limited = |user: &UserId| settings.availability.iter().any(|person| person.user == *user);
    ticket_type.assignment != Strategy::Nobody && ticket_type.handlers.iter().any(limited)
}
