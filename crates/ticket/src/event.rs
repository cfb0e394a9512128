//! What has happened to a ticket: a closed list, the truth for history.

use crate::{By, Claim, Closure, MessageId, Surface, Ticket, Timestamp, UserId, surface::Problem};
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
    Reopened,
    /// The short delay after closing is over.
    Archived,
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
    },
    /// From the web.
    Web,
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
