//! Lists of tickets for screens.

use super::Failure;
use async_trait::async_trait;
use ticket::{Activity, GuildId, Ticket, Timestamp, TypeId, UserId, query::Check};

/// Which tickets by state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Open ones (M52).
    #[default]
    Open,
    /// Closed ones.
    Closed,
    /// All.
    All,
}

/// Who has the next word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextWord {
    /// Staff: the member wrote last, or nobody yet.
    ForUs,
    /// The member: somebody else wrote last.
    ForMember,
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// Latest activity first.
    #[default]
    Latest,
    /// Most urgent first, then latest activity (P93).
    Urgent,
    /// Latest opened first.
    Newest,
    /// Earliest opened first.
    Oldest,
    /// The earliest last activity first: what was quiet the longest.
    Quiet,
    /// Least urgent first, then as [`Order::Quiet`].
    Calm,
}

impl Order {
    /// Whether a list in this order comes to `at` no later than to `end`.
    pub fn reaches(self, at: Cursor, end: Cursor) -> bool {
        let active = |of: Cursor| (of.last_at, of.number);
        let urgent = |of: Cursor| (of.urgency, of.last_at, of.number);
        match self {
            Self::Latest => active(at) >= active(end),
            Self::Urgent => urgent(at) >= urgent(end),
            Self::Newest => at.number >= end.number,
            Self::Oldest => at.number <= end.number,
            Self::Quiet => active(at) <= active(end),
            Self::Calm => urgent(at) <= urgent(end),
        }
    }
}

/// Which tickets.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// By state.
    pub show: Show,
    /// Only of these types; all if absent. Holds what the reader may see.
    pub types: Option<Vec<TypeId>>,
    /// Only of this opener.
    pub opener: Option<UserId>,
    /// Only with this case worker.
    pub assignee: Option<UserId>,
    /// Only claimed by this person.
    pub claimer: Option<UserId>,
    /// Only claimed by or assigned to this person.
    pub worker: Option<UserId>,
    /// Only with neither claimer nor case worker.
    pub unassigned: bool,
    /// Only where these have the next word.
    pub waiting: Option<NextWord>,
    /// Only those that are snoozed, or that are not.
    pub snoozed: Option<bool>,
    /// Only those for which one check of each list holds.
    pub checks: Vec<Vec<Check>>,
    /// In which order.
    pub order: Order,
}

/// Where the next page starts: after this time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// [`Activity::last_at`] of the last row seen.
    pub last_at: Timestamp,
    /// Its number.
    pub number: u32,
    /// Its urgency, from 0; counts where the order is [`Order::Urgent`].
    pub urgency: u8,
}

impl Cursor {
    /// After this row.
    pub fn after(row: &Row) -> Self {
        let Row { ticket, activity } = row;
        Self { last_at: activity.last_at, number: ticket.key.number, urgency: ticket.priority as u8 }
    }
}

/// A ticket in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The ticket.
    pub ticket: Ticket,
    /// Its conversation in numbers.
    pub activity: Activity,
}

/// How many tickets there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Open, claimed and assigned ones included.
    pub open: u64,
    /// Open with neither claimer nor case worker, not snoozed.
    pub unassigned: u64,
    /// Open, claimed or assigned to the reader, not snoozed.
    pub mine: u64,
    /// Open, and the member waits for us; not snoozed.
    pub for_us: u64,
    /// Open, and we wait for the member; not snoozed.
    pub for_member: u64,
    /// Open, and out of sight for a while.
    pub snoozed: u64,
    /// Open, and the time that was promised for an answer has passed.
    pub overdue: u64,
}

/// Lists.
#[async_trait]
pub trait Views: Send + Sync {
    /// A page of tickets, at most `limit`.
    async fn list(
        &self,
        guild: GuildId,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Row>, Failure>;
    /// Counts of open tickets of these types; all if absent. What it costs does not grow with closed tickets.
    async fn counts(
        &self,
        guild: GuildId,
        types: Option<&[TypeId]>,
        reader: UserId,
        now: Timestamp,
    ) -> Result<Counts, Failure>;
    /// How many open tickets the filter holds, at most `most`: what it costs does not grow with closed tickets.
    async fn count_open(&self, guild: GuildId, filter: &Filter, most: u32) -> Result<u64, Failure>;
    /// Open tickets by type.
    async fn open_by_type(&self, guild: GuildId) -> Result<Vec<(TypeId, u64)>, Failure>;
}
