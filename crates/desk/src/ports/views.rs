//! Lists of tickets for screens.

use super::Failure;
use async_trait::async_trait;
use ticket::{Activity, GuildId, Ticket, Timestamp, TypeId, UserId};

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

/// Which tickets, newest first.
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
    /// Only with neither claimer nor case worker.
    pub unassigned: bool,
}

/// Where the next page starts: after this time and number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// [`Activity::last_at`] of the last row seen.
    pub last_at: Timestamp,
    /// Its number.
    pub number: u32,
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
    /// Open with neither claimer nor case worker.
    pub unassigned: u64,
    /// Open, claimed or assigned to the reader.
    pub mine: u64,
    /// Closed.
    pub closed: u64,
}

/// Lists.
#[async_trait]
pub trait Views: Send + Sync {
    /// A page of tickets, latest activity first, at most `limit`.
    async fn list(
        &self,
        guild: GuildId,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Row>, Failure>;
    /// Counts over these types; all if absent.
    async fn counts(
        &self,
        guild: GuildId,
        types: Option<&[TypeId]>,
        reader: UserId,
    ) -> Result<Counts, Failure>;
}
