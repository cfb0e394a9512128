//! Which handler becomes the case worker of a new ticket (M38-M44).

pub mod lapse;
mod strategy;

pub use lapse::Lapse;
pub use strategy::{Availability, Candidate, Strategy, choose};

use crate::{Settings, TicketType, Timestamp, UserId};
use std::collections::BTreeMap;

/// What is known of a handler who is in the guild.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Open tickets of the type that are theirs.
    pub open_of_type: u32,
    /// Open tickets of all types that are theirs.
    pub load: u32,
    /// When they were last given one.
    pub last_given: Option<Timestamp>,
    /// Whether the member's last ticket was theirs.
    pub knows_member: bool,
}

impl From<u32> for Record {
    /// So many open tickets, all of the type.
    fn from(open: u32) -> Self {
        Self { open_of_type: open, load: open, ..Self::default() }
    }
}

/// By handler, for those in the guild: who is not in it has left and is skipped (A21).
pub type Records = BTreeMap<UserId, Record>;

/// Who is given a ticket of this type, by its strategy; none without a handler who can take it. With the usual strategy that is the
/// handler with the fewest open tickets of the type, the lowest user id on a tie. The opener is never their own case worker while
/// someone else could be; nor is who claimed the ticket before and did not answer: these are in `lapsed`.
pub fn case_worker(
    ticket_type: &TicketType,
    settings: &Settings,
    records: &Records,
    (opener, lapsed): (UserId, &[UserId]),
    now: Timestamp,
) -> Option<UserId> {
    choose(ticket_type.assignment, &candidates(ticket_type, settings, records, lapsed, now), opener)
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
    settings: &Settings,
    records: &Records,
    (opener, lapsed, holder): (UserId, &[UserId], Option<UserId>),
    now: Timestamp,
) -> OnCall {
    let strategy = match ticket_type.assignment {
        Strategy::Nobody => Strategy::default(),
        other => other,
    };
    let (holding, others): (Vec<_>, Vec<_>) = candidates(ticket_type, settings, records, lapsed, now)
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
    settings: &Settings,
    records: &Records,
    lapsed: &[UserId],
    now: Timestamp,
) -> Vec<Candidate> {
    let candidate = |user: &UserId| {
        let record = records.get(user)?;
        let known = settings.availability.iter().find(|person| person.user == *user);
        Some(Candidate {
            user: *user,
            open_of_type: record.open_of_type,
            load: record.load,
            cap: known.and_then(|person| person.cap),
            last_given: record.last_given,
            knows_member: record.knows_member,
            works: known.is_none_or(|person| person.works_at(now)),
            lapsed: lapsed.contains(user),
        })
    };
    ticket_type.handlers.iter().filter_map(candidate).collect()
}

/// Whether somebody who had a ticket can go on with it when it is reopened: they are in the guild, work now and have room.
pub fn can_go_on(settings: &Settings, records: &Records, user: UserId, now: Timestamp) -> bool {
    let known = settings.availability.iter().find(|person| person.user == user);
    let has_room = |record: &Record| known.and_then(|person| person.cap).is_none_or(|cap| record.load < cap);
    records.get(&user).is_some_and(has_room) && known.is_none_or(|person| person.works_at(now))
}

/// Whether tickets of this type can have to wait until somebody can take them: only then is there a queue to be emptied.
pub fn may_wait(ticket_type: &TicketType, settings: &Settings) -> bool {
    let limited = |user: &UserId| settings.availability.iter().any(|person| person.user == *user);
    ticket_type.assignment != Strategy::Nobody && ticket_type.handlers.iter().any(limited)
}
