//! Jobs that wait, run, and are given up.

use super::Failure;
use async_trait::async_trait;
use ticket::{GuildId, Job, Scheduled, Timestamp};

/// A job that was claimed and is held until its lease ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// Names the row.
    pub id: i64,
    /// Names this attempt; a finish under another is ignored.
    pub lease: i64,
    /// How often it had been requested when it was claimed: a request that comes while it runs is not swallowed.
    pub requests: i64,
    /// Counts attempts from 1.
    pub attempt: u32,
    /// When it was due.
    pub due: Timestamp,
    /// The work.
    pub job: Job,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Finish {
    /// Done: the row goes, unless it was requested again meanwhile; then it is due at once.
    Done,
    /// To be tried again then.
    Later {
        /// Not before.
        due: Timestamp,
        /// Why.
        why: String,
    },
    /// It cannot be done: kept for people to see, until it is requested again or removed.
    GiveUp {
        /// Why, and what would help.
        why: String,
    },
}

/// A job that was given up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GivenUp {
    /// Names the row.
    pub id: i64,
    /// The work.
    pub job: Job,
    /// Why.
    pub why: String,
    /// Since when.
    pub at: Timestamp,
}

/// The queue.
#[async_trait]
pub trait Queue: Send + Sync {
    /// Requests jobs outside a ticket's commit. Same rule for keys: what is asked twice is done once.
    async fn enqueue(&self, jobs: Vec<Scheduled>) -> Result<(), Failure>;

    /// Claims up to `most` due jobs, at most one of each lane and none of a lane that is being worked; by due time, then rank, then age.
    /// A lease that has ended is taken over.
    async fn claim(&self, now: Timestamp, lease_until: Timestamp, most: u32) -> Result<Vec<Leased>, Failure> {
        self.claim_up_to(now, lease_until, most, i16::MAX).await
    }

    /// As [`Queue::claim`], jobs up to this rank only.
    async fn claim_up_to(
        &self,
        now: Timestamp,
        lease_until: Timestamp,
        most: u32,
        rank: i16,
    ) -> Result<Vec<Leased>, Failure>;

    /// Ends an attempt. An attempt whose lease was taken over changes nothing.
    async fn finish(&self, leased: &Leased, finish: Finish, now: Timestamp) -> Result<(), Failure>;

    /// When the next waiting job is due; none if there is no waiting job.
    async fn next_due(&self) -> Result<Option<Timestamp>, Failure>;

    /// How many jobs are held now.
    async fn in_hand(&self, now: Timestamp) -> Result<u64, Failure>;

    /// Ends every lease: called once at start by a process that knows it is alone.
    async fn release_leases(&self) -> Result<(), Failure>;

    /// Jobs that were given up in a guild, newest first, at most 200.
    async fn given_up(&self, guild: GuildId) -> Result<Vec<GivenUp>, Failure>;

    /// Makes a given-up job due again.
    async fn revive(&self, guild: GuildId, id: i64, now: Timestamp) -> Result<(), Failure>;
}
