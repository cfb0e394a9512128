//! How often somebody may ask. Beyond it the answer is 429 and says when to come back.

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
};
use std::{net::IpAddr, num::NonZeroU32};
use ticket::{GuildId, UserId};

/// Sign-ins begun or finished from one address in a minute.
const SIGN_INS: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// Acts of one person in a minute; as many at once.
const ACTS: NonZeroU32 = NonZeroU32::new(120).unwrap();
/// Whole transcripts and downloads of one person in a minute.
const EXPORTS: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// Requests of one token that read, in a minute; as many at once (P220).
const API_READS: NonZeroU32 = NonZeroU32::new(300).unwrap();
/// Requests of one token that change something, in a minute; as many at once.
const API_WRITES: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Beyond so many remembered keys those that are quiet are dropped.
const REMEMBERED: usize = 10_000;

pub(crate) struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    act: DefaultKeyedRateLimiter<u64>,
    export: DefaultKeyedRateLimiter<u64>,
    reads: ByToken,
    writes: ByToken,
}

type ByToken = DefaultKeyedRateLimiter<(GuildId, u32), StateInformationMiddleware>;

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            sign_in: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            act: RateLimiter::keyed(Quota::per_minute(ACTS)),
            export: RateLimiter::keyed(Quota::per_minute(EXPORTS)),
            reads: RateLimiter::keyed(Quota::per_minute(API_READS)).with_middleware(),
            writes: RateLimiter::keyed(Quota::per_minute(API_WRITES)).with_middleware(),
        }
    }
    /// Counts a request of a token. Gives how many more there may be now, or the seconds until the next.
    pub(crate) fn api(&self, writes: bool, token: (GuildId, u32)) -> Result<u32, u64> {
        let bucket = if writes { &self.writes } else { &self.reads };
        if bucket.len() > REMEMBERED {
            bucket.retain_recent();
        }
        let counted = bucket.check_key(&token);
        let seconds = |wait: std::time::Duration| wait.as_secs() + 1;
        counted
            .map(|state| state.remaining_burst_capacity())
            .map_err(|until| seconds(until.wait_time_from(DefaultClock::default().now())))
    }
    /// How many requests there may be in a minute.
    pub(crate) fn api_limit(&self, writes: bool) -> u32 {
        if writes { API_WRITES.get() } else { API_READS.get() }
    }
    /// Whether this address may sign in now.
    pub(crate) fn may_sign_in(&self, from: IpAddr) -> bool {
        if self.sign_in.len() > REMEMBERED {
            self.sign_in.retain_recent();
        }
        self.sign_in.check_key(&from).is_ok()
    }
    /// Whether this person may act now.
    pub(crate) fn may_act(&self, person: UserId) -> bool {
        if self.act.len() > REMEMBERED {
            self.act.retain_recent();
        }
        self.act.check_key(&person.0).is_ok()
    }
    /// Whether this person may read a whole transcript now.
    pub(crate) fn may_export(&self, person: UserId) -> bool {
        if self.export.len() > REMEMBERED {
            self.export.retain_recent();
        }
        self.export.check_key(&person.0).is_ok()
    }
}
