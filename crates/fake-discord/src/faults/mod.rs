//! What goes wrong at Discord: scripted, or drawn from a seed.
//!
//! A drawn fault depends on the seed, on what is asked (or told), and on how often that was before; not on the order in which different
//! things come. A run with the same seed meets the same faults at the same places, however its tasks are scheduled. The seed is
//! printed when a storm begins, and what was injected is kept.

mod events;
mod hands;
mod requests;

pub(crate) use events::EventFaults;
pub use events::{EventFault, EventOdds};
pub use requests::{Fault, RequestOdds};

use std::collections::BTreeMap;

/// Faults that are drawn.
#[derive(Clone, Debug)]
pub struct Faults {
    /// What they are drawn from.
    pub seed: u64,
    /// How often requests fail.
    pub requests: RequestOdds,
    /// How often events fail.
    pub events: EventOdds,
}

impl Faults {
    /// A bad day: some four in a hundred requests and events go wrong, in every way there is.
    pub fn bad_day(seed: u64) -> Self {
        Self { seed, requests: RequestOdds::bad_day(), events: EventOdds::bad_day() }
    }
}

/// What is held back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    /// The request, before it has an effect.
    Request,
    /// Its answer.
    Answer,
}

/// A fault that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Injected {
    /// Where: the route of a request, or the name of an event.
    pub at: String,
    /// The how-many-eth there it was, from 0.
    pub nth: u64,
    /// What went wrong.
    pub what: String,
}

/// Draws and remembers.
#[derive(Debug, Default)]
pub(crate) struct Storm {
    pub seed: u64,
    counts: BTreeMap<String, u64>,
    pub injected: Vec<Injected>,
}

impl Storm {
    pub(crate) fn of(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// A number for the next thing at this place, and how many there were before.
    pub(crate) fn draw(&mut self, at: &str) -> (u64, u64) {
        let count = self.counts.entry(at.to_owned()).or_default();
        let nth = *count;
        *count += 1;
        (drawn(self.seed, at, nth), nth)
    }

    pub(crate) fn note(&mut self, at: &str, nth: u64, what: impl Into<String>) {
        self.injected.push(Injected { at: at.to_owned(), nth, what: what.into() });
    }
}

/// FNV-1a over what is drawn for, and the finalizer of SplitMix64.
pub(crate) fn drawn(seed: u64, at: &str, nth: u64) -> u64 {
    let bytes = seed.to_le_bytes().into_iter().chain(at.bytes()).chain(nth.to_le_bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    let mixed = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Which of these happens, each with its odds of a thousand; none for the rest.
pub(crate) fn pick<T: Copy>(number: u64, odds: &[(u16, T)]) -> Option<T> {
    let mut left = number % 1_000;
    for (part, what) in odds {
        let part = u64::from(*part);
        if left < part {
            return Some(*what);
        }
        left -= part;
    }
    None
}
