//! Why a command was refused: a closed list, for people. [`crate::text`] words each and says what would work.

use crate::{By, CloseKind, Timestamp, UserId};

/// A polite no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The place is not a ticket (P49).
    #[error("not a ticket")]
    NotATicket,
    /// Tickets are off in this guild.
    #[error("tickets are off")]
    ModuleOff,
    /// The ticket type does not exist any more.
    #[error("unknown ticket type")]
    UnknownType,
    /// The ticket type is switched off.
    #[error("ticket type is inactive")]
    TypeInactive {
        /// Its name.
        name: String,
    },
    /// The member has as many open tickets as allowed.
    #[error("open ticket limit reached")]
    OpenLimit {
        /// The limit.
        limit: u32,
        /// Of this type's name, or of the guild.
        of_type: Option<String>,
    },
    /// A required answer is missing.
    #[error("answer missing")]
    AnswerMissing {
        /// The question.
        label: String,
    },
    /// An answer is too short.
    #[error("answer too short")]
    AnswerTooShort {
        /// The question.
        label: String,
        /// The fewest characters.
        least: usize,
        /// The characters given.
        given: usize,
    },
    /// An answer is too long.
    #[error("answer too long")]
    AnswerTooLong {
        /// The question.
        label: String,
        /// The most characters.
        most: usize,
        /// The characters given.
        given: usize,
    },
    /// An answer to a question that is not asked (any more): the form was changed, or forged.
    #[error("the form has changed")]
    FormChanged,
    /// The reason for closing is too long.
    #[error("reason too long")]
    ReasonTooLong {
        /// The most characters.
        most: usize,
        /// The characters given.
        given: usize,
    },
    /// Only staff for this ticket type may do that.
    #[error("staff only")]
    StaffOnly,
    /// Only staff may close tickets of this type (P104).
    #[error("closing is for staff")]
    CloseStaffOnly,
    /// Neither staff for the type nor the opener.
    #[error("not your ticket")]
    NotYours,
    /// Someone else works it already (P57).
    #[error("already claimed")]
    AlreadyClaimed {
        /// Who.
        by: UserId,
        /// Their name.
        name: String,
        /// Since when.
        at: Timestamp,
    },
    /// The actor claimed it before.
    #[error("already yours")]
    AlreadyYours,
    /// There is no claim to release.
    #[error("not claimed")]
    NotClaimed,
    /// That person is the handler already.
    #[error("already assigned")]
    AlreadyAssigned {
        /// Their name.
        name: String,
    },
    /// There is no handler to take away.
    #[error("not assigned")]
    NotAssigned,
    /// The person to assign is not staff for the type.
    #[error("assignee is not staff")]
    AssigneeNotStaff {
        /// Their name.
        name: String,
    },
    /// It is closed already.
    #[error("already closed")]
    AlreadyClosed {
        /// Who closed it.
        by: By,
        /// When.
        at: Timestamp,
        /// How.
        kind: CloseKind,
    },
    /// It is open already.
    #[error("already open")]
    AlreadyOpen,
    /// The command needs an open ticket.
    #[error("ticket is closed")]
    Closed,
    /// An alarm or observation that changes nothing now; never shown.
    #[error("nothing to do")]
    Nothing,
    /// The panel does not exist (any more).
    #[error("unknown panel")]
    UnknownPanel,
    /// Only those who may configure may do that (P145).
    #[error("configuration is for admins")]
    ConfigureOnly,
    /// The configuration breaks a rule.
    #[error("invalid configuration: {0}")]
    Config(crate::config::Invalid),
    /// Someone else saved the configuration in the meantime.
    #[error("configuration changed meanwhile")]
    ConfigChanged,
}
