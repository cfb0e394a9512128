//! What can be asked of a ticket: a closed list. Opening one is [`crate::open::open`], for there is no ticket yet to judge against.

use crate::{
    Alarm, MessageId, Person, Priority, Surface, TagId, Timestamp, TypeId, UserId, assist::Turn,
    surface::Problem,
};

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
    /// Give a ticket that waits to a handler who has room (definitions A.3).
    Give {
        /// Whom.
        to: UserId,
        /// Their name now.
        name: String,
    },
    /// Close (P31).
    Close {
        /// Why (P32); at most [`MAX_REASON`] characters are kept.
        reason: Option<String>,
    },
    /// Open again (P33).
    Reopen,
    /// Ask the opener whether it can be closed.
    RequestClose {
        /// Why it could be closed.
        reason: Option<String>,
    },
    /// The opener agrees.
    AcceptClose,
    /// The opener does not agree.
    DeclineClose,
    /// How urgent it is (P37).
    SetPriority(Priority),
    /// Exempt it from auto-close (P38).
    Pin,
    /// Auto-close counts again (A2).
    Unpin,
    /// Stop the response clocks (P48).
    Pause {
        /// Why; at most [`MAX_REASON`] characters.
        reason: String,
    },
    /// The response clocks go on (A2).
    Resume,
    /// What the member wrote last needs no answer (definitions A.2).
    NoReplyNeeded,
    /// It needs one after all.
    ReplyNeeded,
    /// Out of sight until a time, or until the member writes (definitions A.7).
    Snooze {
        /// Until when at most; until the member writes if absent.
        until: Option<Timestamp>,
    },
    /// Back in sight.
    Unsnooze,
    /// Let a member take part (P39).
    AddUser {
        /// Whom.
        who: Box<Person>,
    },
    /// Take a member out again (A4).
    RemoveUser {
        /// Whom.
        user: UserId,
    },
    /// Keep a note that only staff see (P40).
    Note {
        /// At most [`MAX_NOTE`] characters.
        text: String,
    },
    /// Add a tag (P71).
    Tag(TagId),
    /// Take a tag away (A3).
    Untag(TagId),
    /// Give it another type (P41).
    Move {
        /// Which.
        to: TypeId,
    },
    /// Give it another subject and name (P42); nothing brings the first ones back.
    Rename {
        /// At most [`crate::open::MAX_SUBJECT`] characters, kept exactly as given (P85).
        subject: Option<String>,
    },
    /// The opener says how it went (P97).
    Rate {
        /// 1 to 5.
        stars: u8,
        /// A few words, at most [`MAX_REASON`] characters.
        comment: Option<String>,
    },
    /// Auto-Assist has decided what to do with a message.
    Assist {
        /// What.
        turn: Box<Turn>,
        /// The newest message that it read.
        answers: MessageId,
    },
    /// The member says whether an answer of Auto-Assist helped.
    AssistHelped {
        /// Whether it did.
        helped: bool,
    },
    /// The member wants a person instead of Auto-Assist.
    AssistHuman,
    /// Observed: the warning before an automatic close reached the opener or the ticket.
    IdleTold,
    /// Observed: the surface was deleted because its time was over.
    SurfaceRemoved,
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
    /// An owner had response times computed again by the policies in force now.
    Recompute,
    /// An alarm rang: judge again.
    Wake(Alarm),
}

impl Command {
    /// Whether it is judged by what was said last, so that nothing may be said until it is written.
    pub fn relies_on_silence(&self) -> bool {
        matches!(
            self,
            Self::NoReplyNeeded
                | Self::ReplyNeeded
                | Self::Snooze { .. }
                | Self::Wake(Alarm::Idle | Alarm::Sla | Alarm::Claim)
        )
    }
}

/// Characters of a note.
pub const MAX_NOTE: usize = 4000;
/// Tags on one ticket.
pub const MAX_TAGS: usize = 25;
/// People beside opener and staff in one ticket.
pub const MAX_ADDED: usize = 50;
/// Hours in which a rating can be changed (definitions A.8).
pub const RATING_EDIT_HOURS: u32 = 24;
/// Days after closing in which a rating can be given (definitions A.8).
pub const RATING_DAYS: u32 = 7;
/// Characters of a reason for closing.
pub const MAX_REASON: usize = 1000;
