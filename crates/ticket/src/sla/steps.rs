//! Steps between the start of a promise and what comes after it is broken (definitions A.2): when, and what is done.

use crate::{ChannelId, RoleId, Timestamp, TypeId, sla::Metric};
use serde::{Deserialize, Serialize};

/// Steps of a policy at most.
pub const MAX_STEPS: usize = 10;
/// The largest share of a target, in percent: ten times as long as was promised.
pub const MAX_STEP_PERCENT: u32 = 1000;
/// The most minutes before or after a promise is due: those of the longest target.
pub const MAX_STEP_MINUTES: u32 = super::MAX_TARGET_MINUTES;

/// A step that is taken so many milliseconds after it was due says that it is late.
const LATE: i64 = 5 * 60_000;

/// How many milliseconds late a step was taken; none where it was in time, or nearly.
pub fn late_by(due: Timestamp, taken: Timestamp) -> Option<i64> {
    let by = taken.0 - due.0;
    (by >= LATE).then_some(by)
}

/// When a step is due, in open time as the target itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moment {
    /// So many percent of the target are used up; above 100 the promise is broken by then.
    Percent(u32),
    /// So many minutes before it is due. A target that is no longer than that has no such step.
    Before(u32),
    /// So many minutes after it was due.
    After(u32),
}

impl Moment {
    /// How many milliseconds of open time are used up then; none where the target is too short for it.
    pub fn used(self, target: i64) -> Option<i64> {
        let used = match self {
            Self::Percent(percent) => target / 100 * i64::from(percent),
            Self::Before(minutes) => target - i64::from(minutes) * 60_000,
            Self::After(minutes) => target + i64::from(minutes) * 60_000,
        };
        (used > 0).then_some(used)
    }

    fn is_usable(self) -> bool {
        match self {
            Self::Percent(percent) => (1..=MAX_STEP_PERCENT).contains(&percent),
            Self::Before(minutes) | Self::After(minutes) => (1..=MAX_STEP_MINUTES).contains(&minutes),
        }
    }
}

/// What a step does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Pings a role.
    Ping {
        /// Whom.
        role: RoleId,
        /// Where; in the ticket itself if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        channel: Option<ChannelId>,
    },
    /// Tells who has the ticket by direct message; nobody where nobody has it.
    TellHandler,
    /// The ticket gets the next higher priority.
    RaisePriority,
    /// Claim and assignment are released, so that anyone takes it.
    BackToQueue,
    /// It becomes a ticket of another type, as if staff had moved it.
    MoveTo {
        /// Which.
        to: TypeId,
    },
    /// It is given to a handler of its type who works now and has room, by the type's strategy; rather not to who has it already.
    AssignOnCall,
    /// The webhooks that listen to steps are told.
    CallWebhook,
}

/// Why a step could not do what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Void {
    /// The type it leads to was deleted or is switched off.
    TypeGone,
    /// Nobody who handles the type works now and has room: the ticket waits in the queue.
    NobodyOnCall,
}

/// A step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// When.
    pub at: Moment,
    /// What.
    pub act: Act,
    /// Whether people are told outside their hours too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub urgent: bool,
}

impl Step {
    /// A step that is not urgent.
    pub fn new(at: Moment, act: Act) -> Self {
        Self { at, act, urgent: false }
    }

    /// Whether both do the same at the same moment: of two that do, one is enough.
    pub fn is(&self, other: &Self) -> bool {
        self.at == other.at && self.act == other.act
    }
}

/// A step that was taken, of which clock: it is not taken again, whatever restarts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Of which promise.
    pub metric: Metric,
    /// When its clock started.
    pub started: Timestamp,
    /// Which.
    pub step: Step,
}

/// Why steps cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unusable {
    /// There are too many.
    #[error("at most {MAX_STEPS} steps, not {0}")]
    TooMany(usize),
    /// A moment that never is, by the place of its step from 1.
    #[error(
        "step {0} is due at 1 to {MAX_STEP_PERCENT} percent, or 1 to {MAX_STEP_MINUTES} minutes before or after"
    )]
    Moment(usize),
    /// The same step as an earlier one, by its place from 1.
    #[error("step {0} is there twice")]
    Twice(usize),
}

/// Whether these can be used together.
///
/// # Errors
/// The first thing that cannot be.
pub fn check(steps: &[Step]) -> Result<(), Unusable> {
    if steps.len() > MAX_STEPS {
        return Err(Unusable::TooMany(steps.len()));
    }
    for (index, step) in steps.iter().enumerate() {
        if !step.at.is_usable() {
            return Err(Unusable::Moment(index + 1));
        }
        if steps[..index].iter().any(|other| other.is(step)) {
            return Err(Unusable::Twice(index + 1));
        }
    }
    Ok(())
}
