//! Durations one by one: those of a day, for exact percentiles.

use super::packed;

/// Durations in milliseconds with how often each was there, sorted; none of them zero times.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values(Vec<(u64, i64)>);

impl Values {
    /// Counts a duration so many times more, less often if negative; a negative duration counts as none.
    pub fn add(&mut self, value: i64, times: i64) {
        let value = u64::try_from(value).unwrap_or(0);
        match self.0.binary_search_by_key(&value, |(known, _)| *known) {
            Ok(place) => {
                self.0[place].1 += times;
                if self.0[place].1 == 0 {
                    self.0.remove(place);
                }
            }
            Err(place) if times != 0 => self.0.insert(place, (value, times)),
            Err(_) => {}
        }
    }

    /// Counts all of others as well.
    pub fn merge(&mut self, other: &Self) {
        other.each(|value, times| self.add(value, times));
    }

    /// All of them so many times; taken away if negative.
    pub fn times(&self, times: i64) -> Self {
        let all = self.0.iter().map(|(value, count)| (*value, count * times));
        Self(all.filter(|(_, count)| *count != 0).collect())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Shows each, with how often it was there.
    pub fn each(&self, mut what: impl FnMut(i64, i64)) {
        for (value, count) in &self.0 {
            what(i64::try_from(*value).unwrap_or(i64::MAX), *count);
        }
    }

    /// As they are stored.
    pub fn bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.0.len() * 4);
        packed::put_counted(&mut out, self.0.iter().copied());
        out
    }

    /// Reads what [`Values::bytes`] wrote; none if it is something else.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let mut values = Vec::with_capacity(bytes.len() / 3);
        packed::each_counted(bytes, |value, count| {
            values.push((value, count));
            Some(())
        })?;
        Some(Self(values))
    }

    /// Appends each as often as it was there, from the bytes; none if they are something else.
    pub fn list(bytes: &[u8], into: &mut Vec<i64>) -> Option<()> {
        packed::each_counted(bytes, |value, count| {
            let (value, count) = (i64::try_from(value).ok()?, usize::try_from(count).ok()?);
            into.extend(std::iter::repeat_n(value, count));
            Some(())
        })
    }
}
