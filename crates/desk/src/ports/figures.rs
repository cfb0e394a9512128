//! Figures for reports.

use super::Failure;
use async_trait::async_trait;
use std::collections::BTreeMap;
use ticket::{
    GuildId, Timestamp, TypeId,
    report::{Cell, Histogram, Kind, Listed, Measure, Period},
};

/// The time zone of reports where none is set.
pub const USUAL_ZONE: &str = "UTC";

/// The counts of a cell, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The day or month.
    pub period: Period,
    /// What it is told apart by: a type, a person, an hour of the week, a tag.
    pub one: i64,
    /// And by: a priority.
    pub two: i64,
    /// What was counted.
    pub cell: Cell,
}

/// Durations of many days together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Total {
    /// What they are told apart by: a type, a person, an hour of the week.
    pub one: i64,
    /// And by: a priority.
    pub two: i64,
    /// The durations.
    pub durations: Histogram,
}

/// A ticket in a list of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Listing {
    /// Its number.
    pub number: u32,
    /// Where in time it counts.
    pub at: Timestamp,
    /// The duration in milliseconds, where it is one.
    pub value: i64,
    /// Its type.
    pub ticket_type: TypeId,
    /// Its priority by number, 0 for low.
    pub priority: i64,
}

/// Some rows of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Of which kind.
    pub listed: Listed,
    /// Not before.
    pub from: Timestamp,
    /// Before.
    pub to: Timestamp,
    /// When what they are of ended.
    pub ends: Ends,
}

/// When something ended: its instant and its value together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// At any time.
    Anytime,
    /// Then or later.
    NotBefore(Timestamp),
    /// Earlier.
    Before(Timestamp),
}

/// Which rows are behind a figure. All conditions hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Behind {
    /// In any of these; no row is in two.
    pub spans: Vec<Span>,
    /// Of any of these types; of any if absent.
    pub types: Option<Vec<TypeId>>,
    /// Of this priority, by number.
    pub priority: Option<i64>,
    /// With a value above this.
    pub over: Option<i64>,
    /// With a value of at most this.
    pub under: Option<i64>,
}

impl Behind {
    /// All rows of these spans.
    pub fn of(spans: Vec<Span>) -> Self {
        Self { spans, ..Self::default() }
    }
}

/// A page of rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The latest first.
    pub rows: Vec<Listing>,
    /// How many there are on all pages.
    pub count: u64,
}

/// What a comparison of figures with tickets found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// Tickets that were looked at.
    pub tickets: u64,
    /// Figures that were not what the tickets say.
    pub figures: u64,
    /// Tickets whose conversation was not what their messages say.
    pub talks: Vec<u32>,
    /// Tickets whose record was not what their events say.
    pub pasts: Vec<u32>,
    /// The last ticket that was compared with its messages and events; 0 if that was the last of all.
    pub after: u32,
}

impl Checked {
    /// All differences.
    pub fn differences(&self) -> u64 {
        self.figures + (self.talks.len() + self.pasts.len()) as u64
    }
}

/// The last comparison of a guild's figures with its tickets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Check {
    /// When.
    pub at: Timestamp,
    /// Tickets that were looked at.
    pub tickets: u64,
    /// The last ticket that was compared with its messages and events.
    pub after: u32,
    /// Differences when there last were any.
    pub wrong: u64,
    /// When that was.
    pub wrong_at: Option<Timestamp>,
}

/// Figures. They are written with the commits and messages they follow from; here they are read.
#[async_trait]
pub trait Figures: Send + Sync {
    /// The counts of the cells of a kind in these ranges of days, or of months.
    async fn counted(
        &self,
        guild: GuildId,
        kind: Kind,
        ranges: &[(Period, Period)],
    ) -> Result<Vec<Figure>, Failure>;

    /// The durations of the cells of a kind in these ranges, all days and months together.
    async fn timed(
        &self,
        guild: GuildId,
        kind: Kind,
        measure: Measure,
        ranges: &[(Period, Period)],
    ) -> Result<Vec<Total>, Failure>;

    /// The durations of tickets of these types, or of all, on these days, one by one in milliseconds and in no order, by the number of the
    /// priority. Meant for as many as [`ticket::report::EXACT_UP_TO`].
    async fn durations(
        &self,
        guild: GuildId,
        measure: Measure,
        days: (Period, Period),
        types: Option<&[TypeId]>,
    ) -> Result<BTreeMap<i64, Vec<i64>>, Failure>;

    /// The tickets listed so in `[from, to)`, the latest first, at most `most`.
    async fn listed(
        &self,
        guild: GuildId,
        listed: Listed,
        from: Timestamp,
        to: Timestamp,
        most: u32,
    ) -> Result<Vec<Listing>, Failure>;

    /// The rows behind a figure, the latest first, at most `most`; those after the row of this instant and number.
    async fn behind(
        &self,
        guild: GuildId,
        behind: &Behind,
        after: Option<(Timestamp, u32)>,
        most: u32,
    ) -> Result<Rows, Failure>;

    /// The time zone that the cells of a guild are kept by; none before its first ticket.
    async fn figures_zone(&self, guild: GuildId) -> Result<Option<String>, Failure>;

    /// Makes all figures of a guild anew from its tickets, by days of this time zone.
    async fn rebuild_figures(&self, guild: GuildId, zone: &str) -> Result<(), Failure>;

    /// Makes the figures of a guild that has tickets and none yet, and says of which; none if all have theirs. The days are those of the
    /// time zone that is set.
    async fn build_missing_figures(&self) -> Result<Option<GuildId>, Failure>;

    /// Counts in what the stored figures of a guild differ from what its tickets say, and the records of its tickets from their
    /// events and messages: 0, or there is a defect.
    async fn verify_figures(&self, guild: GuildId) -> Result<u64, Failure>;

    /// Compares all figures of a guild with its tickets, and the next `most` tickets after a number with their events and messages.
    async fn check_figures(&self, guild: GuildId, after: u32, most: u32) -> Result<Checked, Failure>;

    /// Makes the conversations of these tickets what their messages say, and the figures with them.
    async fn mend_talks(&self, guild: GuildId, numbers: &[u32]) -> Result<(), Failure>;

    /// Guilds with figures that were not compared since then, the longest ago first.
    async fn to_check(&self, before: Timestamp, most: u32) -> Result<Vec<GuildId>, Failure>;

    /// The last comparison.
    async fn last_check(&self, guild: GuildId) -> Result<Option<Check>, Failure>;

    /// Records a comparison.
    async fn checked(&self, guild: GuildId, at: Timestamp, found: &Checked) -> Result<(), Failure>;
}
