//! Response promises: what is promised, what of it has been used up, and when it is broken.
//!
//! A [`Policy`] holds targets by priority, and the calendar they are counted in. A [`Course`] is what a ticket went through as far as clocks
//! care. [`clocks`] is a function of both and of the time: nothing is counted along, so nothing can be lost by a restart, a late
//! message or a pause, and recomputing always gives the same.

mod again;
mod at_once;
mod choice;
mod clock;
mod course;
mod effects;
mod hours;
mod policy;
pub mod steps;
mod watch;

pub use again::{Change, Outlook, recomputed, would_be};
pub use at_once::{AtOnce, Foresight, made_overdue};
pub use choice::{MAX_NAMED, MAX_RULE_NAME, MAX_RULES, Rule, When, at_work, came, promised};
pub(crate) use choice::{check_all, check_all_at, rechosen};
pub use clock::{Clock, Outcome, Stand, clocks, open_until};
pub use course::{Course, IN_A_ROW, Side, Stretch, Turn, Wait};
pub use effects::people_of;
pub use hours::told_from;
pub use policy::{ByPriority, MAX_TARGET_MINUTES, OnBroken, Policy, Targets, Unkeepable};
pub use steps::{Act, Moment, Step, Taken, Void};
pub use watch::{Chip, chip, news, of, rings};

use serde::{Deserialize, Serialize};

/// What is promised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// From the opening to the first public message by staff (P116, A13).
    FirstResponse,
    /// From a member's message, after staff have answered before, to the next public message by staff. One for each wait.
    NextResponse,
    /// From the opening to the first close.
    FirstResolution,
    /// From the opening to the last close: a reopened ticket goes on with what is left.
    TotalResolution,
    /// From the opening to the first public answer by anybody, Auto-Assist included.
    FirstAnswer,
    /// From a public message by staff, while the ticket is open, to the next one: they keep the member informed. One for each of them.
    Update,
}

impl Metric {
    /// Every metric, in the order people see.
    pub const ALL: [Self; 6] = [
        Self::FirstResponse,
        Self::FirstAnswer,
        Self::NextResponse,
        Self::Update,
        Self::FirstResolution,
        Self::TotalResolution,
    ];

    /// Its name in keys and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::FirstResponse => "first_response",
            Self::NextResponse => "next_response",
            Self::FirstResolution => "first_resolution",
            Self::TotalResolution => "total_resolution",
            Self::FirstAnswer => "first_answer",
            Self::Update => "update",
        }
    }
}
