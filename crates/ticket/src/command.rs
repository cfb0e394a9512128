//! What can be asked of a ticket: a closed list. Opening one is [`crate::open::open`], for there is no ticket yet to judge against.

use crate::{Alarm, MessageId, Person, Surface, surface::Problem};

/// A wish, or an observation of Discord. Judged by [`crate::decide()`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Take ownership (P34).
    Claim,
    /// Release ownership (P35).
    Unclaim,
    /// Make someone the handler (P36).
    Assign {
        /// Whom, as the directory knows them now: they must be staff for the type.
        to: Box<Person>,
    },
    /// Take the handler away.
    Unassign,
    /// Close (P31).
    Close {
        /// Why (P32); at most [`MAX_REASON`] characters are kept.
        reason: Option<String>,
    },
    /// Open again (P33).
    Reopen,
    /// Observed: the surface now exists.
    SurfaceReady {
        /// Where.
        surface: Surface,
    },
    /// Observed: the surface cannot be created.
    SurfaceFailed {
        /// Why.
        problem: Problem,
    },
    /// Observed: the surface was deleted by hand, and that is certain (A36).
    SurfaceDeleted,
    /// Observed: the welcome stands.
    WelcomePosted {
        /// Its message.
        message: MessageId,
    },
    /// Observed: the opener left, was kicked or banned (M26, A22).
    OpenerLeft,
    /// An alarm rang: judge again.
    Wake(Alarm),
}

/// Characters of a reason for closing.
pub const MAX_REASON: usize = 1000;
