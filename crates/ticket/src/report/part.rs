//! How a cell is stored: in parts, each in few bytes.

use super::{Histogram, Measure, Period, Values, packed};
use std::collections::BTreeMap;

/// What of a cell is stored by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Its counts.
    Counts,
    /// Its durations of one measure.
    Durations(Measure),
}

impl Part {
    /// Every part.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Counts).chain(Measure::ALL.into_iter().map(Self::Durations))
    }

    /// Its number in the store.
    pub fn number(self) -> u32 {
        match self {
            Self::Counts => 0,
            Self::Durations(measure) => measure.number(),
        }
    }
}

/// A part with what is in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Counts by number.
    Counts(BTreeMap<u16, i64>),
    /// Durations of a day, one by one.
    Values(Values),
    /// Durations of a month, in bins.
    Durations(Histogram),
}

impl Piece {
    /// Its bytes in the store.
    pub fn bytes(&self) -> Vec<u8> {
        match self {
            Self::Values(values) => values.bytes(),
            Self::Durations(durations) => durations.bytes(),
            Self::Counts(counts) => {
                let mut out = Vec::with_capacity(counts.len() * 3);
                let mut last = 0;
                for (number, count) in counts {
                    packed::put(&mut out, u64::from(number - last));
                    packed::put_signed(&mut out, *count);
                    last = *number;
                }
                out
            }
        }
    }

    /// Reads what [`Piece::bytes`] wrote; none if it is something else. No bytes are nothing.
    pub fn read(part: Part, period: Period, mut bytes: &[u8]) -> Option<Self> {
        if part != Part::Counts {
            let month = || Histogram::read(bytes).map(Self::Durations);
            return if period.is_month() { month() } else { Values::read(bytes).map(Self::Values) };
        }
        let (mut counts, mut last) = (BTreeMap::new(), 0_u16);
        while !bytes.is_empty() {
            last = last.checked_add(u16::try_from(packed::take(&mut bytes)?).ok()?)?;
            counts.insert(last, packed::take_signed(&mut bytes)?);
        }
        Some(Self::Counts(counts))
    }

    /// Adds all of another one of the same part.
    pub fn merge(&mut self, other: &Self) {
        match (self, other) {
            (Self::Counts(counts), Self::Counts(more)) => {
                for (number, count) in more {
                    *counts.entry(*number).or_default() += count;
                }
                counts.retain(|_, count| *count != 0);
            }
            (Self::Values(values), Self::Values(more)) => values.merge(more),
            (Self::Durations(durations), Self::Durations(more)) => durations.merge(more),
            // A part is read as what it is.
            _ => {}
        }
    }

    /// A number that tells it from others: sums of pieces have the sum of their numbers, wrapped around.
    pub fn print(&self) -> u64 {
        let mut print = 0_u64;
        let mut add = |item: u64, count: i64| {
            print = print.wrapping_add(scatter(item).wrapping_mul(count as u64));
        };
        match self {
            Self::Counts(counts) => counts.iter().for_each(|(number, count)| add(u64::from(*number), *count)),
            Self::Values(values) => values.each(|value, count| add(value as u64, count)),
            Self::Durations(durations) => durations.each(|bin, count| add(u64::from(bin), count)),
        }
        print
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Counts(counts) => counts.is_empty(),
            Self::Values(values) => values.is_empty(),
            Self::Durations(durations) => durations.is_empty(),
        }
    }
}

/// Neighbours become numbers that have nothing to do with each other (the finalizer of splitmix64).
pub fn scatter(number: u64) -> u64 {
    let mut mixed = number.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}
