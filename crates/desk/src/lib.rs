//! What happens: load, decide, commit, hint; the job runner; the ports.
//!
//! Nothing writes a ticket but [`Desk`]. Discord, the web and alarms each build an actor and a command and call the same functions, so
//! they cannot disagree.

mod again;
mod batches;
pub mod begin;
pub mod behind;
mod brought;
pub mod checks;
pub mod clock;
pub mod crash;
mod desk;
mod doctor;
mod erase;
pub mod guard;
mod hints;
pub mod listening;
mod loads;
pub mod macros;
mod opening;
pub mod pointed;
pub mod ports;
pub mod presence;
mod pull;
mod rehearse;
pub mod reports;
pub mod runner;
mod samples;
pub mod spared;
pub mod speak;
mod vault;
mod views;

pub use again::Ahead;
pub use brought::{Brought, Source};
pub use clock::{Clock, ManualClock};
pub use desk::{Desk, Handled, Rejected};
pub use hints::{Hint, Hints, Moment};
pub use ports::{Failure, Loaded, Store};
pub use rehearse::Rehearsed;
pub use runner::{Attempt, Outcome, Runner};
pub use vault::{Locked, Vault};
