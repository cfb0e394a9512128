//! When a request may leave: a pure state machine over milliseconds, so that tests move the time.
//!
//! A route is probed by one request until its bucket is known; then as many fly as Discord says remain. People who wait come before
//! jobs. Sources: topics/rate-limits, and what maintainers found (`X-RateLimit-Scope` comes on 429 only; a 429 may carry nothing but
//! `Retry-After`; name edits are limited behind the back of the bucket).

use std::collections::{HashMap, VecDeque};

/// Requests a second to all routes together (Discord: 50; a little is left for others with the same token).
pub(crate) const GLOBAL_PER_SECOND: usize = 48;
/// Refused or unauthorized answers in ten minutes at which we fall silent; Discord bans the address at 10,000.
pub(crate) const MOST_INVALID: usize = 5_000;
/// Edits of one facet in [`FACET_WINDOW`], such as new names of a channel: no header tells of this limit, so it is kept unasked.
const FACET_EDITS: usize = 2;
/// In milliseconds.
const FACET_WINDOW: u64 = 600_000;
/// How long refused answers are counted, in milliseconds.
const INVALID_WINDOW: u64 = 600_000;
/// Routes and buckets remembered; when there are more, the idle ones are forgotten.
const MOST_KNOWN: usize = 20_000;

/// Who waits for the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Urgency {
    /// An interaction's answer or follow-up: exempt from the global limit, held only by its own bucket once that is spent.
    Interaction,
    /// A person, at the end of a chain.
    Person,
    /// A record, a repair.
    Record,
}

/// What a request counts against: method and path without ids, the major id apart, and perhaps a facet of the route that Discord
/// limits on its own.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct RouteKey {
    pub route: String,
    pub major: String,
    pub facet: Option<&'static str>,
}

/// What Discord said about the limits.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Told {
    pub bucket: Option<String>,
    pub limit: Option<u32>,
    pub remaining: Option<u32>,
    pub reset_after: Option<u64>,
    /// Present on a 429: milliseconds.
    pub retry_after: Option<u64>,
    pub global: bool,
    pub shared: bool,
    pub status: u16,
}

/// Whether a request may leave now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Start {
    Go,
    /// Not before this time, or when another request came back.
    Wait {
        until: Option<u64>,
    },
    /// Too many refusals: nothing leaves until then.
    Silent {
        until: u64,
    },
}

#[derive(Debug, Default)]
struct Bucket {
    limit: u32,
    remaining: u32,
    reset_at: u64,
    in_flight: u32,
    known: bool,
    blocked_until: u64,
    people: u32,
}

/// The limits as far as they are known.
#[derive(Debug, Default)]
pub(crate) struct Limiter {
    /// Bucket id by route, as soon as one answer named it.
    names: HashMap<String, String>,
    buckets: HashMap<(String, String), Bucket>,
    facets: HashMap<RouteKey, u64>,
    edits: HashMap<RouteKey, VecDeque<u64>>,
    /// Requests that left and did not come back: each counts at Discord at some time before it does.
    flying: usize,
    /// When others came back: until a second later they may count.
    landed: VecDeque<u64>,
    invalid: VecDeque<u64>,
    global_until: u64,
    /// People who wait for what all routes share.
    crowd: u32,
}

impl Limiter {
    fn name(&self, route: &RouteKey) -> (String, String) {
        let name = self.names.get(&route.route).unwrap_or(&route.route);
        (name.clone(), route.major.clone())
    }

    /// Asks to send. On [`Start::Go`] the request counts until [`Limiter::finished`].
    pub(crate) fn start(&mut self, now: u64, route: &RouteKey, urgency: Urgency) -> Start {
        while self.invalid.front().is_some_and(|at| at + INVALID_WINDOW <= now) {
            self.invalid.pop_front();
        }
        if self.invalid.len() >= MOST_INVALID {
            return Start::Silent { until: self.invalid.front().map_or(now, |at| at + INVALID_WINDOW) };
        }
        if urgency == Urgency::Interaction {
            let held = self.buckets.get(&self.name(route)).map_or(0, |bucket| bucket.blocked_until);
            return if held > now { Start::Wait { until: Some(held) } } else { Start::Go };
        }
        if let Some(until) = self.facets.get(route).copied().filter(|until| *until > now) {
            return Start::Wait { until: Some(until) };
        }
        if let Some(until) = self.next_edit(now, route) {
            return Start::Wait { until: Some(until) };
        }
        if urgency == Urgency::Record && self.crowd > 0 {
            return Start::Wait { until: None };
        }
        if self.global_until > now {
            return Start::Wait { until: Some(self.global_until) };
        }
        // What left together may arrive together however late: only what came back a second ago is sure to be of an earlier second.
        while self.landed.front().is_some_and(|at| at + 1000 <= now) {
            self.landed.pop_front();
        }
        // Jobs leave a fifth of the second to people.
        let share = if urgency == Urgency::Record { GLOBAL_PER_SECOND * 4 / 5 } else { GLOBAL_PER_SECOND };
        if self.flying + self.landed.len() >= share {
            return Start::Wait { until: self.landed.front().map(|at| at + 1000) };
        }
        self.make_room(now);
        let bucket = self.buckets.entry(self.name(route)).or_default();
        let start = bucket.start(now, urgency);
        if start == Start::Go {
            self.flying += 1;
            if route.facet.is_some() {
                self.edits.entry(route.clone()).or_default().push_back(now);
            }
        }
        start
    }

    /// From when on a facet can be edited again, if not now.
    fn next_edit(&mut self, now: u64, route: &RouteKey) -> Option<u64> {
        let edits = self.edits.get_mut(route)?;
        while edits.front().is_some_and(|at| at + FACET_WINDOW <= now) {
            edits.pop_front();
        }
        let oldest = edits.len().checked_sub(FACET_EDITS)?;
        edits.get(oldest).map(|at| at + FACET_WINDOW)
    }

    /// Whether nothing at all may leave, answers to interactions apart.
    pub(crate) fn is_full(&self, now: u64) -> bool {
        let landed = self.landed.iter().filter(|at| **at + 1000 > now).count();
        self.global_until > now || self.flying + landed >= GLOBAL_PER_SECOND
    }

    /// A person begins, or ceases, to wait for what all routes share: records step back meanwhile.
    pub(crate) fn crowds(&mut self, waits: bool) {
        self.crowd = if waits { self.crowd + 1 } else { self.crowd.saturating_sub(1) };
    }

    /// A person waits for this bucket: records step back until [`Limiter::person_left`].
    pub(crate) fn person_waits(&mut self, route: &RouteKey) {
        self.buckets.entry(self.name(route)).or_default().people += 1;
    }

    /// The person got through or gave up.
    pub(crate) fn person_left(&mut self, route: &RouteKey) {
        // The bucket may have got its name meanwhile: look in both places.
        let named = self.name(route);
        let first = (route.route.clone(), route.major.clone());
        for key in [first, named] {
            if let Some(bucket) = self.buckets.get_mut(&key).filter(|bucket| bucket.people > 0) {
                bucket.people -= 1;
                return;
            }
        }
    }

    /// A request came back, or failed on the way (then `told` is empty).
    pub(crate) fn finished(&mut self, now: u64, route: &RouteKey, urgency: Urgency, told: &Told) {
        if matches!(told.status, 401 | 403) || told.status == 429 && !told.shared {
            self.invalid.push_back(now);
        }
        let retry = told.retry_after.map(|wait| now + wait);
        if let Some(until) = retry.filter(|_| told.global) {
            self.global_until = self.global_until.max(until);
        }
        if urgency == Urgency::Interaction {
            // Answers wait for nobody, but what is exhausted is exhausted: each token has a bucket of its own.
            let spent = told.reset_after.filter(|_| told.remaining == Some(0)).map(|wait| now + wait);
            if let Some(until) = retry.filter(|_| !told.global).max(spent) {
                let bucket = self.buckets.entry(self.name(route)).or_default();
                bucket.blocked_until = bucket.blocked_until.max(until);
            }
            return;
        }
        self.flying = self.flying.saturating_sub(1);
        self.landed.push_back(now);
        let before = self.name(route);
        if let Some(bucket) = self.buckets.get_mut(&before) {
            bucket.in_flight = bucket.in_flight.saturating_sub(1);
        }
        if let Some(name) = &told.bucket
            && self.names.get(&route.route) != Some(name)
        {
            // What waits or flies under the old name moves along.
            let moved = self.buckets.remove(&before).unwrap_or_default();
            self.names.insert(route.route.clone(), name.clone());
            let bucket = self.buckets.entry(self.name(route)).or_default();
            bucket.in_flight += moved.in_flight;
            bucket.people += moved.people;
            bucket.blocked_until = bucket.blocked_until.max(moved.blocked_until);
        }
        let bucket = self.buckets.entry(self.name(route)).or_default();
        bucket.told(now, told);
        if let Some(until) = retry.filter(|_| !told.global) {
            // Remaining requests and yet a 429: a limit on one facet of the route, such as two name edits in ten minutes.
            if told.remaining.is_some_and(|left| left > 0) && route.facet.is_some() {
                self.facets.insert(route.clone(), until);
            } else {
                bucket.blocked_until = bucket.blocked_until.max(until);
            }
        }
    }

    fn make_room(&mut self, now: u64) {
        if self.buckets.len() > MOST_KNOWN {
            self.buckets.retain(|_, bucket| {
                bucket.in_flight > 0 || bucket.people > 0 || bucket.reset_at.max(bucket.blocked_until) > now
            });
        }
        if self.facets.len() > MOST_KNOWN {
            self.facets.retain(|_, until| *until > now);
        }
        if self.edits.len() > MOST_KNOWN {
            self.edits.retain(|_, edits| edits.back().is_some_and(|at| at + FACET_WINDOW > now));
        }
    }
}

impl Bucket {
    fn start(&mut self, now: u64, urgency: Urgency) -> Start {
        if self.blocked_until > now {
            return Start::Wait { until: Some(self.blocked_until) };
        }
        if urgency == Urgency::Record && self.people > 0 {
            return Start::Wait { until: None };
        }
        if !self.known {
            // One probe; the others wait for what it learns.
            if self.in_flight > 0 {
                return Start::Wait { until: None };
            }
        } else {
            if self.reset_at <= now && self.in_flight == 0 {
                self.remaining = self.limit.max(1);
            }
            if self.in_flight >= self.remaining {
                let until = (self.reset_at > now).then_some(self.reset_at);
                return Start::Wait { until };
            }
        }
        self.in_flight += 1;
        Start::Go
    }

    fn told(&mut self, now: u64, told: &Told) {
        let Some(remaining) = told.remaining else {
            // An answer without headers: this route has no bucket. Not probed again, flown by the global limit.
            if told.status != 0 && told.status != 429 && told.bucket.is_none() && !self.known {
                (self.known, self.limit, self.remaining) = (true, u32::MAX, u32::MAX);
            }
            return;
        };
        let reset_at = now + told.reset_after.unwrap_or(0);
        // Answers overtake one another: within one window the lower count is the newer truth.
        let same_window = self.known && reset_at <= self.reset_at + 250 && self.reset_at > now;
        self.remaining = if same_window { self.remaining.min(remaining) } else { remaining };
        self.reset_at = if same_window { self.reset_at.max(reset_at) } else { reset_at };
        self.limit = told.limit.unwrap_or(remaining + 1);
        self.known = true;
    }
}

#[cfg(test)]
#[path = "limiter_tests.rs"]
mod tests;
