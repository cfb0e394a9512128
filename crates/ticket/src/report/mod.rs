//! Figures: what is counted of every ticket, how it is kept, and what reports say.
//!
//! A ticket's [`Shares`] of the figures are a function of the ticket and its conversation. Whenever either changes, the old shares are
//! taken out of the cells and the new ones put in, in the same commit: there is nothing to catch up with and nothing to drift.

mod cell;
mod deflection;
mod fact;
mod histogram;
mod listed;
mod packed;
mod part;
mod past;
mod percentile;
pub mod period;
mod summary;
mod talk;
mod values;

pub use cell::{Cell, Count, Kind, Measure, priority_number};
pub use deflection::{Assisted, Outcome, POOR_STARS, REOPEN_HOURS, outcome, settled_before, why_number};
pub use fact::{Breach, Closing, Fact, Place, REOPENED_SOON, RESOLUTION_BINS, Shares, index, resolution_bin};
pub use histogram::{Histogram, RELATIVE_ERROR, Sum};
pub use listed::{Line, Listed, Stay};
pub use part::{Part, Piece, scatter};
pub use past::{Came, Named, Past, Promise};
pub use percentile::exact;
use percentile::{exact_of, ranks};
pub use period::Period;
pub use summary::{
    Days, FEW_DURATIONS, FEWEST_DURATIONS, FEWEST_RATINGS, Kept, MOST_DAYS, MOST_DAYS_SHOWN, Percentiles,
    Ratings, done, interval, resolutions, share,
};
pub use talk::{MAX_TURNS, Spoke, Talk};
pub use values::Values;

/// Up to so many durations are looked at one by one; above, percentiles are told from histograms.
pub const EXACT_UP_TO: u32 = 50_000;
