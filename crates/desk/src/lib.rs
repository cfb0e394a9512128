//! What happens: load, decide, commit, hint; the job runner; the ports.
//!
//! Nothing writes a ticket but [`Desk`]. Discord, the web and alarms each build an actor and a command and call the same functions, so
//! they cannot disagree.

pub mod clock;
pub mod crash;
mod desk;
mod erase;
mod hints;
pub mod ports;
mod pull;
pub mod reports;
pub mod runner;
pub mod speak;
mod vault;

pub use clock::{Clock, ManualClock};
pub use desk::{Desk, Handled, Rejected};
pub use hints::{Hint, Hints};
pub use ports::{Failure, Loaded, Store};
pub use runner::{Attempt, Outcome, Runner};
pub use vault::{Locked, Vault};
