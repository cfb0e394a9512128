//! Figures of reports.

use crate::{Kept, figures};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Behind, Check, Checked, Figure, Figures, Listing, Rows, Total},
};
use std::collections::BTreeMap;
use ticket::{
    GuildId, Timestamp, TypeId,
    report::{Kind, Listed, Measure, Period},
};

#[async_trait]
impl Figures for Kept {
    async fn counted(
        &self,
        guild: GuildId,
        kind: Kind,
        ranges: &[(Period, Period)],
    ) -> Result<Vec<Figure>, Failure> {
        let ranges = ranges.to_vec();
        on!(self.read(|sql| figures::counted(sql, guild, kind, &ranges)))
    }
    async fn timed(
        &self,
        guild: GuildId,
        kind: Kind,
        measure: Measure,
        ranges: &[(Period, Period)],
    ) -> Result<Vec<Total>, Failure> {
        let ranges = ranges.to_vec();
        on!(self.read(|sql| figures::timed(sql, guild, kind, measure, &ranges)))
    }
    async fn durations(
        &self,
        guild: GuildId,
        measure: Measure,
        days: (Period, Period),
        types: Option<&[TypeId]>,
    ) -> Result<BTreeMap<i64, Vec<i64>>, Failure> {
        let types = types.map(<[TypeId]>::to_vec);
        on!(self.read(|sql| figures::durations(sql, guild, measure, days, types.as_deref())))
    }
    async fn listed(
        &self,
        guild: GuildId,
        listed: Listed,
        from: Timestamp,
        to: Timestamp,
        most: u32,
    ) -> Result<Vec<Listing>, Failure> {
        on!(self.read(|sql| figures::listed(sql, guild, listed, from, to, most)))
    }
    async fn behind(
        &self,
        guild: GuildId,
        behind: &Behind,
        after: Option<(Timestamp, u32)>,
        most: u32,
    ) -> Result<Rows, Failure> {
        let behind = behind.clone();
        on!(self.read(|sql| figures::behind(sql, guild, &behind, after, most)))
    }
    async fn figures_zone(&self, guild: GuildId) -> Result<Option<String>, Failure> {
        on!(self.read(|sql| figures::zone_of(sql, guild)))
    }
    async fn rebuild_figures(&self, guild: GuildId, zone: &str) -> Result<(), Failure> {
        let zone = zone.to_owned();
        on!(self.write(|sql| figures::rebuild(sql, guild, &zone)))
    }
    async fn build_missing_figures(&self) -> Result<Option<GuildId>, Failure> {
        on!(self.write(|sql| figures::build_missing(sql)))
    }
    async fn check_figures(&self, guild: GuildId, after: u32, most: u32) -> Result<Checked, Failure> {
        on!(self.read(|sql| figures::check(sql, guild, after, most)))
    }
    async fn mend_talks(&self, guild: GuildId, numbers: &[u32]) -> Result<(), Failure> {
        let numbers = numbers.to_vec();
        on!(self.write(|sql| figures::mend_talks(sql, guild, &numbers)))
    }
    async fn to_check(&self, before: Timestamp, most: u32) -> Result<Vec<GuildId>, Failure> {
        on!(self.read(|sql| figures::to_check(sql, before, most)))
    }
    async fn last_check(&self, guild: GuildId) -> Result<Option<Check>, Failure> {
        on!(self.read(|sql| figures::last_check(sql, guild)))
    }
    async fn checked(&self, guild: GuildId, at: Timestamp, found: &Checked) -> Result<(), Failure> {
        let found = found.clone();
        on!(self.write(|sql| figures::checked(sql, guild, at, &found)))
    }
    async fn verify_figures(&self, guild: GuildId) -> Result<u64, Failure> {
        on!(self.read(|sql| figures::verify(sql, guild)))
    }
}
