//! Who of several is given a ticket.

use crate::{
    Timestamp, UserId,
    calendar::{Calendar, OpenTime},
};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

/// How the case worker is picked (definitions A.3). Every one is decided by the record alone, with ties by the lowest user id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Strategy {
    /// Who has the fewest open tickets of the type (M40, M41).
    #[default]
    LeastOpenOfType,
    /// Whose open tickets weigh least.
    LeastLoad,
    /// Who has the smallest share of what they can take; without a cap, as [`Strategy::LeastLoad`] after all who have one and room.
    LeastShare,
    /// Whose last one was given longest ago; who never had one comes first.
    RoundRobin,
    /// Who had the member's last ticket, if they can; else as [`Strategy::LeastOpenOfType`].
    Sticky,
    /// Nobody: people claim.
    Nobody,
}

impl Strategy {
    /// Every strategy, in the order people see.
    pub const ALL: [Self; 6] = [
        Self::LeastOpenOfType,
        Self::LeastLoad,
        Self::LeastShare,
        Self::RoundRobin,
        Self::Sticky,
        Self::Nobody,
    ];

    /// Its name in files.
    pub fn word(self) -> &'static str {
        match self {
            Self::LeastOpenOfType => "least_open_of_type",
            Self::LeastLoad => "least_load",
            Self::LeastShare => "least_share",
            Self::RoundRobin => "round_robin",
            Self::Sticky => "sticky",
            Self::Nobody => "nobody",
        }
    }
}

/// When and how much a person can be given. Without one, they can always be given anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Availability {
    /// Who.
    pub user: UserId,
    /// What the open tickets they are given weigh together at most; any number if absent. What they take themselves is theirs.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cap: Option<u32>,
    /// Given nothing until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub away_until: Option<Timestamp>,
    /// Given something only in these hours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<Calendar>,
}

impl Availability {
    /// Somebody of whom nothing is said: they can always be given anything.
    pub fn of(user: UserId) -> Self {
        Self { user, cap: None, away_until: None, hours: None }
    }

    /// Whether they work now.
    pub fn works_at(&self, now: Timestamp) -> bool {
        let day = 24 * 60 * 60_000;
        let open = |calendar: &Calendar| {
            let zone = crate::calendar::zone(&calendar.zone)?;
            let (from, to) = (Timestamp(now.0 - day), Timestamp(now.0 + day));
            Some(OpenTime::between(calendar.clone(), zone, from, to).is_open(now))
        };
        self.away_until.is_none_or(|until| until <= now)
            && self.hours.as_ref().is_none_or(|hours| open(hours).unwrap_or(true))
    }
}

/// One who could be given a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Who.
    pub user: UserId,
    /// Open tickets of the type that are theirs.
    pub open_of_type: u32,
    /// What their open tickets of all types weigh together ([`super::Record::load`]).
    pub load: u32,
    /// What the ticket weighs that is to be given.
    pub weight: u32,
    /// The most they are given.
    pub cap: Option<u32>,
    /// When they were last given one.
    pub last_given: Option<Timestamp>,
    /// Whether the member's last ticket was theirs.
    pub knows_member: bool,
    /// Whether they work now.
    pub works: bool,
    /// Whether they claimed it before and did not answer.
    pub lapsed: bool,
}

impl Candidate {
    /// One of whom nothing is known but the load.
    pub fn new(user: UserId, open_of_type: u32) -> Self {
        Self {
            user,
            open_of_type,
            load: open_of_type,
            weight: 1,
            cap: None,
            last_given: None,
            knows_member: false,
            works: true,
            lapsed: false,
        }
    }

    /// Whether they can be given it without having more than they are given at most.
    pub fn has_room(&self) -> bool {
        self.works && super::fits(self.load, self.weight, self.cap)
    }
}

/// Who is given the ticket; nobody if nobody can take it. The opener is not given their own while someone else could be (M39), nor who had
/// it before and did not answer.
pub fn choose(strategy: Strategy, candidates: &[Candidate], opener: UserId) -> Option<UserId> {
    let able: Vec<&Candidate> = candidates.iter().filter(|candidate| candidate.has_room()).collect();
    let able = rather(able, |candidate| candidate.user != opener);
    let able = rather(able, |candidate| !candidate.lapsed);
    let chosen = match strategy {
        Strategy::Nobody => None,
        Strategy::LeastOpenOfType => least_open_of_type(&able),
        Strategy::LeastLoad => able.into_iter().min_by_key(|one| (one.load, one.user)),
        Strategy::LeastShare => able.into_iter().min_by(|one, other| {
            share(one).cmp(&share(other)).then(one.load.cmp(&other.load)).then(one.user.cmp(&other.user))
        }),
        Strategy::RoundRobin => able.into_iter().min_by_key(|one| (one.last_given, one.user)),
        Strategy::Sticky => {
            let known = able.iter().copied().filter(|one| one.knows_member);
            known.min_by_key(|one| (Reverse(one.last_given), one.user)).or_else(|| least_open_of_type(&able))
        }
    };
    chosen.map(|chosen| chosen.user)
}

/// Those of whom this is true, if there are any; else all.
fn rather(all: Vec<&Candidate>, is: impl Fn(&Candidate) -> bool) -> Vec<&Candidate> {
    let some: Vec<_> = all.iter().copied().filter(|one| is(one)).collect();
    if some.is_empty() { all } else { some }
}

fn least_open_of_type<'a>(able: &[&'a Candidate]) -> Option<&'a Candidate> {
    able.iter().copied().min_by_key(|one| (one.open_of_type, one.user))
}

/// The load in parts of a million of the cap; who has none comes last.
fn share(candidate: &Candidate) -> u64 {
    candidate.cap.map_or(u64::MAX, |cap| u64::from(candidate.load) * 1_000_000 / u64::from(cap.max(1)))
}
