//! Percentiles of what can be looked at one by one.

/// The two neighbours of a percentile among so many sorted values, and how far it lies from the lower to the higher: linear
/// interpolation, as SQL's `percentile_cont` (type 7 of Hyndman and Fan).
pub(super) fn ranks(count: usize, share: f64) -> (usize, usize, f64) {
    let last = count.saturating_sub(1);
    let rank = share.clamp(0.0, 1.0) * last as f64;
    let low = rank.floor() as usize;
    (low.min(last), (low + 1).min(last), rank - rank.floor())
}

/// The exact percentile of sorted values; none without values.
pub fn exact(sorted: &[i64], share: f64) -> Option<f64> {
    let (low, high, part) = ranks(sorted.len(), share);
    let (low, high) = (*sorted.get(low)? as f64, *sorted.get(high)? as f64);
    Some(low + (high - low) * part)
}

/// The same of values in any order, which it changes: far faster than sorting them for it.
pub(super) fn exact_of(values: &mut [i64], share: f64) -> Option<f64> {
    let (low, high, part) = ranks(values.len(), share);
    if values.is_empty() {
        return None;
    }
    let (_, lower, above) = values.select_nth_unstable(low);
    let lower = *lower as f64;
    let higher = if high > low { above.iter().min().map_or(lower, |next| *next as f64) } else { lower };
    Some(lower + (higher - lower) * part)
}
