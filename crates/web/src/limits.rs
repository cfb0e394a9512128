//! How often somebody may ask. Beyond it the answer is 429 and says when to come back.

use governor::{DefaultKeyedRateLimiter, Quota, RateLimiter};
use std::{net::IpAddr, num::NonZeroU32};
use ticket::UserId;

/// Sign-ins begun or finished from one address in a minute.
const SIGN_INS: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// Acts of one person in a minute; as many at once.
const ACTS: NonZeroU32 = NonZeroU32::new(60).unwrap();
/// Whole transcripts and downloads of one person in a minute.
const EXPORTS: NonZeroU32 = NonZeroU32::new(20).unwrap();
/// Beyond so many remembered keys those that are quiet are dropped.
const REMEMBERED: usize = 10_000;

pub(crate) struct Limits {
    sign_in: DefaultKeyedRateLimiter<IpAddr>,
    act: DefaultKeyedRateLimiter<u64>,
    export: DefaultKeyedRateLimiter<u64>,
}

impl Limits {
    pub(crate) fn new() -> Self {
        Self {
            sign_in: RateLimiter::keyed(Quota::per_minute(SIGN_INS)),
            act: RateLimiter::keyed(Quota::per_minute(ACTS)),
            export: RateLimiter::keyed(Quota::per_minute(EXPORTS)),
        }
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
