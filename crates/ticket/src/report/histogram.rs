//! Durations in bins whose width grows with them: mergeable, subtractable, the same whatever the order.
//!
//! Each doubling of the duration is cut into 32 bins, so the middle of a bin is at most 1/64 away from anything in it: a percentile is
//! off by at most 1.5625 % (the family of HDR histograms). Below 64 ms every millisecond is a bin of its own.

use super::{Period, Values, packed};
use std::cmp::Ordering;

/// Cuts of each doubling, as a power of two.
const CUTS: u32 = 5;

/// Bins that there can be.
const BINS: u16 = 58 * 32 + 64;

/// How far off a percentile can be, as a share of it.
pub const RELATIVE_ERROR: f64 = 1.0 / 64.0;

/// Durations in milliseconds: bins with their counts, sorted, none of them zero.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram(Vec<(u16, i64)>);

/// The bin of a duration; negative ones count as none.
fn bin(value: i64) -> u16 {
    let value = u64::try_from(value).unwrap_or(0);
    let doublings = 63_u32.saturating_sub(value.max(1).leading_zeros());
    let shift = doublings.saturating_sub(CUTS);
    // Less than BINS.
    u16::try_from((u64::from(shift) << CUTS) + (value >> shift)).unwrap_or(u16::MAX)
}

/// The middle of a bin.
fn middle(bin: u16) -> f64 {
    let (bin, per_doubling) = (u64::from(bin), 1_u64 << CUTS);
    if bin < 2 * per_doubling {
        return bin as f64;
    }
    let shift = bin / per_doubling - 1;
    let low = (bin - shift * per_doubling) << shift;
    low as f64 + (1_u64 << shift) as f64 / 2.0
}

impl Histogram {
    /// Counts a duration so many times more; less often if negative.
    pub fn add(&mut self, value: i64, times: i64) {
        self.add_bin(bin(value), times);
    }

    fn add_bin(&mut self, bin: u16, times: i64) {
        match self.0.binary_search_by_key(&bin, |(known, _)| *known) {
            Ok(place) => {
                self.0[place].1 += times;
                if self.0[place].1 == 0 {
                    self.0.remove(place);
                }
            }
            Err(place) if times != 0 => self.0.insert(place, (bin, times)),
            Err(_) => {}
        }
    }

    /// Counts all of another one as well.
    pub fn merge(&mut self, other: &Self) {
        let mut both = Vec::with_capacity(self.0.len() + other.0.len());
        let (mut one, mut two) = (self.0.iter().copied().peekable(), other.0.iter().copied().peekable());
        while let (Some(mine), Some(theirs)) = (one.peek().copied(), two.peek().copied()) {
            let order = mine.0.cmp(&theirs.0);
            if order != Ordering::Greater {
                one.next();
            }
            if order != Ordering::Less {
                two.next();
            }
            both.push(match order {
                Ordering::Less => mine,
                Ordering::Greater => theirs,
                Ordering::Equal => (mine.0, mine.1 + theirs.1),
            });
        }
        both.extend(one.chain(two));
        both.retain(|(_, count)| *count != 0);
        self.0 = both;
    }

    /// All of it so many times; taken away if negative.
    pub fn times(&self, times: i64) -> Self {
        Self(
            self.0
                .iter()
                .map(|(bin, count)| (*bin, count * times))
                .filter(|(_, count)| *count != 0)
                .collect(),
        )
    }

    /// From durations one by one.
    pub fn of(values: &Values) -> Self {
        let mut histogram = Self::default();
        values.each(|value, times| histogram.add(value, times));
        histogram
    }

    /// Shows each bin with its count.
    pub(super) fn each(&self, mut what: impl FnMut(u16, i64)) {
        self.0.iter().for_each(|(bin, count)| what(*bin, *count));
    }

    /// How many durations there are.
    pub fn count(&self) -> i64 {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The percentile, interpolated as SQL's `percentile_cont` does, within [`RELATIVE_ERROR`]; none without durations.
    pub fn percentile(&self, share: f64) -> Option<f64> {
        let count = usize::try_from(self.count()).ok().filter(|count| *count > 0)?;
        let (low, high, part) = super::ranks(count, share);
        let (low, high) = (self.ranked(low)?, self.ranked(high)?);
        Some(low + (high - low) * part)
    }

    /// The mean, within [`RELATIVE_ERROR`]; none without durations.
    pub fn mean(&self) -> Option<f64> {
        let count = self.count();
        let sum: f64 = self.0.iter().map(|(bin, count)| middle(*bin) * *count as f64).sum();
        (count > 0).then(|| sum / count as f64)
    }

    /// The duration with so many below it.
    fn ranked(&self, rank: usize) -> Option<f64> {
        let mut below = 0_i64;
        for (bin, count) in &self.0 {
            below += count;
            if below > i64::try_from(rank).ok()? {
                return Some(middle(*bin));
            }
        }
        None
    }
}

impl Histogram {
    /// As it is stored.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() * 2);
        packed::put_counted(&mut out, self.0.iter().map(|(bin, count)| (u64::from(*bin), *count)));
        out
    }

    /// Reads what [`Histogram::bytes`] wrote; none if it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut bins = Vec::with_capacity(bytes.len() / 2);
        packed::each_counted(bytes, |number, count| {
            bins.push((known(number)?, count));
            Some(())
        })?;
        Some(Self(bins))
    }
}

fn known(number: u64) -> Option<u16> {
    u16::try_from(number).ok().filter(|bin| *bin < BINS)
}

/// The sum of many durations, added from their bytes as they are read.
#[derive(Clone, Debug, Default)]
pub struct Sum(Vec<i64>);

impl Sum {
    /// Adds what was stored of a day ([`Values::bytes`]) or of a month ([`Histogram::bytes`]); none if it is something else.
    pub fn add(&mut self, period: Period, bytes: &[u8]) -> Option<()> {
        if self.0.is_empty() {
            self.0.resize(usize::from(BINS), 0);
        }
        let (bins, is_month) = (&mut self.0, period.is_month());
        packed::each_counted(bytes, |number, count| {
            let bin = if is_month { known(number)? } else { bin(i64::try_from(number).ok()?) };
            bins[usize::from(bin)] += count;
            Some(())
        })
    }

    /// All of them together.
    pub fn histogram(&self) -> Histogram {
        let bins = self.0.iter().zip(0_u16..).filter(|(count, _)| **count != 0);
        Histogram(bins.map(|(count, bin)| (bin, *count)).collect())
    }
}
