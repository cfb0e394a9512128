//! What tests set and read of the limits.

use super::Counters;
use crate::Fake;

impl Fake {
    /// What was asked and what was refused for being too fast, so far.
    pub fn counters(&self) -> Counters {
        self.state.rates().counters.clone()
    }

    /// Counts this many invalid requests more, as if the address had made them.
    pub fn count_invalid(&self, times: u32) {
        let now = self.state.limit_time();
        (0..times).for_each(|_| self.state.rates().answered(401, None, now));
    }

    /// Gives a route (`POST /channels/{id}/messages`) another bucket: so many requests in so many milliseconds.
    pub fn size_bucket(&self, route: &str, requests: u64, milliseconds: i64) {
        self.state.rates().size(route, requests, milliseconds);
    }

    /// Makes every bucket too large to run out, for runs whose hours pass in milliseconds; the fifty a second stay.
    pub fn widen_buckets(&self) {
        self.state.rates().wide = true;
    }

    /// The program starts anew and was told nothing of its limits yet: what it sends now is held against what it is told from now on.
    pub fn forget_told(&self) {
        self.state.rates().forget_told();
    }
}
