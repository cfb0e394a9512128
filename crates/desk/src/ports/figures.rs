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
}
