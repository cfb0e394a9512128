//! What has happened to a ticket: a closed list, the truth for history.

use crate::{
    By, Claim, CloseRequest, Closure, MessageId, PanelId, Pause, Priority, Rating, Surface, TagId, Ticket,
    Timestamp, TypeId, UserId,
    assist::Turn,
    report::{Breach, Promise},
    sla::{Metric, Step, Void},
    snooze::{Snooze, Woken},
    surface::Problem,
};
use serde::{Deserialize, Serialize};

/// A fact. Applied by [`crate::apply()`], followed up by [`crate::react()`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The ticket came to be.
    Opened {
        /// As it was then.
        ticket: Box<Ticket>,
        /// How it was opened.
        origin: Origin,
    },
    /// Someone works it.
    Claimed {
        /// Who.
        claim: Claim,
    },
    /// The claim was released, perhaps by someone else (A1).
    Unclaimed {
        /// The claim that stood.
        was: Claim,
    },
    /// Who claimed it has not answered: they are to be warned that it goes back to the queue.
    ClaimWarned {
        /// Who.
        by: UserId,
        /// When they claimed it.
        claimed_at: Timestamp,
        /// When it goes back.
        due: Timestamp,
    },
    /// Who claimed it did not answer: what follows gives it back to the queue.
    ClaimLapsed {
        /// Who.
        by: UserId,
        /// Their name at the time of the claim.
        name: String,
        /// When they claimed it.
        claimed_at: Timestamp,
    },
    /// Someone was made the handler.
    Assigned {
        /// Whom.
        to: UserId,
        /// Their name then.
        name: String,
    },
    /// Nobody is the handler any more.
    Unassigned {
        /// Who it was.
        was: UserId,
    },
    /// It was closed.
    Closed {
        /// How.
        closure: Closure,
    },
    /// It was opened again.
    Reopened {
        /// When.
        #[serde(default)]
        at: Timestamp,
    },
    /// Staff asked whether it can be closed.
    CloseRequested {
        /// Who, when, why.
        request: CloseRequest,
    },
    /// The opener said that it cannot be closed yet.
    CloseDeclined,
    /// It is more or less urgent now.
    PriorityChanged {
        /// Before.
        from: Priority,
        /// Now.
        to: Priority,
    },
    /// It is exempt from auto-close.
    Pinned,
    /// It is not exempt any more.
    Unpinned,
    /// The response clocks stand still.
    Paused {
        /// Who, when, why.
        pause: Pause,
    },
    /// The response clocks go on.
    Resumed {
        /// The pause that ended.
        was: Pause,
        /// When.
        #[serde(default)]
        at: Timestamp,
    },
    /// What the member wrote last needs no answer: nobody waits for one any more.
    NoReplyNeeded {
        /// When.
        at: Timestamp,
    },
    /// It needs one after all, as if nothing had been said.
    ReplyNeeded {
        /// When it was said that it needs none.
        was: Timestamp,
    },
    /// It is out of sight.
    Snoozed {
        /// Who, when, until when.
        snooze: Snooze,
    },
    /// It is back.
    Woke {
        /// The snooze that ended.
        was: Snooze,
        /// When.
        at: Timestamp,
        /// By what.
        why: Woken,
    },
    /// A member takes part.
    UserAdded {
        /// Who.
        user: UserId,
        /// Their name then.
        name: String,
    },
    /// A member does not take part any more.
    UserRemoved {
        /// Who.
        user: UserId,
    },
    /// A note for staff.
    Noted {
        /// The note.
        text: String,
    },
    /// A tag was added.
    Tagged {
        /// Which.
        tag: TagId,
        /// Its name then.
        name: String,
    },
    /// A tag was taken away.
    Untagged {
        /// Which.
        tag: TagId,
        /// Its name then.
        name: String,
    },
    /// It is of another type now.
    Moved {
        /// Before.
        from: TypeId,
        /// Now.
        to: TypeId,
        /// The case worker from now on.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        assignee: Option<UserId>,
        /// Whether the claim was released, because it was another type's.
        #[serde(default)]
        released: bool,
    },
    /// It has another subject and name.
    Renamed {
        /// Before.
        from: String,
        /// Now; absent when the first one came back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<String>,
    },
    /// The opener said how it went.
    Rated {
        /// What they think.
        rating: Rating,
    },
    /// The opener is to be warned that it will be closed.
    IdleWarned {
        /// The activity that the warning is about.
        idle_since: Timestamp,
    },
    /// The warning arrived.
    IdleTold {
        /// When.
        at: Timestamp,
    },
    /// Something else is promised from now on, or nothing.
    SlaChanged {
        /// What.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Box<Promise>>,
    },
    /// Much of a promised time is used up.
    SlaWarned {
        /// Which promise.
        metric: Metric,
        /// When its clock started.
        started: Timestamp,
        /// When it will be broken; absent while its clock is held.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        due: Option<Timestamp>,
    },
    /// A promise is broken.
    SlaBroken {
        /// Which.
        breach: Breach,
    },
    /// A step of the policy is taken.
    SlaStep {
        /// Of which promise.
        metric: Metric,
        /// When its clock started.
        started: Timestamp,
        /// Which step.
        step: Step,
        /// When it was due; earlier than the event where nobody was there to take it.
        due: Timestamp,
        /// When the promise will be broken, or was; absent while its clock is held before that.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        broken_at: Option<Timestamp>,
    },
    /// A step that was taken could not do what it is for.
    SlaStepVoid {
        /// Which step.
        step: Step,
        /// Why.
        why: Void,
    },
    /// What was promised for a closed ticket, and what of it was kept, was computed again by the policies in force then.
    SlaRecomputed {
        /// What counts as promised from now on; nothing if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        promise: Option<Box<Promise>>,
        /// What counts as broken from now on.
        breaches: Vec<Breach>,
        /// What counted as broken before.
        was: Vec<Breach>,
    },
    /// Auto-Assist did something.
    Assisted {
        /// What.
        turn: Turn,
        /// The message it answers; absent where a button was pressed.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        answers: Option<MessageId>,
        /// When; 0 in what earlier versions kept.
        #[serde(default)]
        at: Timestamp,
    },
    /// The member says that its answer helped.
    AssistHelped,
    /// The short delay after closing is over.
    Archived,
    /// The time to keep its channel or thread is over (M84).
    Expired,
    /// Its channel or thread was deleted, because its time was over.
    SurfaceRemoved,
    /// Its channel or thread exists.
    SurfaceReady {
        /// Where.
        surface: Surface,
    },
    /// Its channel or thread cannot be created for now.
    SurfaceFailed {
        /// Why.
        problem: Problem,
    },
    /// Its channel or thread was deleted.
    SurfaceDeleted,
    /// The welcome stands on top.
    WelcomePosted {
        /// Its message.
        message: MessageId,
    },
}

/// How a ticket was opened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "from", rename_all = "snake_case")]
pub enum Origin {
    /// From Discord; the private reply is to become a link to the ticket.
    Discord {
        /// Where to answer, valid for 15 minutes.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        reply: Option<Reply>,
        /// From which panel, if from one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        panel: Option<PanelId>,
    },
    /// From the web.
    Web,
}

impl Origin {
    /// The panel it was opened from.
    pub fn panel(&self) -> Option<PanelId> {
        match self {
            Self::Discord { panel, .. } => *panel,
            Self::Web => None,
        }
    }
}

/// Seconds for which an interaction can be answered (Discord: interactions/receiving-and-responding).
pub const ANSWERABLE_SECONDS: i64 = 15 * 60;

/// A pending private answer to an interaction.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The application it was sent to.
    pub application: u64,
    /// The interaction's token: a secret for 15 minutes.
    pub token: String,
    /// When the interaction happened, which its id says; absent in what earlier versions kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_at: Option<Timestamp>,
}

impl Reply {
    /// Whether the token is certainly not valid any more: what is sent with it counts as an invalid request.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.asked_at.is_some_and(|asked| now >= asked.plus_seconds(ANSWERABLE_SECONDS))
    }
}

impl std::fmt::Debug for Reply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Reply").field("application", &self.application).finish_non_exhaustive()
    }
}

/// An event as the log keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recorded {
    /// Counts the ticket's events from 1; equals the ticket's version after it.
    pub seq: u32,
    /// When it happened.
    pub at: Timestamp,
    /// Who did it.
    pub by: By,
    /// What happened.
    pub event: Event,
}
