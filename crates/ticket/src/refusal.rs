//! Why a command was refused: a closed list, for people. [`crate::text`] words each and says what would work.

use crate::{By, CloseKind, Priority, Timestamp, UserId};

/// A polite no.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Staff were called already; Auto-Assist is silent.
    #[error("staff were called already")]
    StaffCalled,
    /// Commands are not worked here, or not for this member (P208).
    #[error("commands are ignored")]
    CommandsIgnored,
    /// Commands are for another channel (P209).
    #[error("commands are for another channel")]
    CommandsElsewhere {
        /// Which.
        channel: crate::ChannelId,
    },
    /// The member used a command a moment ago (P210).
    #[error("too soon after the last command")]
    CommandTooSoon {
        /// Seconds until the next.
        seconds: i64,
    },
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
    /// The member may not open tickets of this type.
    #[error("may not open this type")]
    MayNotOpen {
        /// The type's name.
        name: String,
    },
    /// The member may open no tickets at all.
    #[error("blocked")]
    Blocked,
    /// The member opened one of this type a moment ago.
    #[error("too soon after the last one")]
    TooSoon {
        /// The type's name.
        name: String,
        /// From when on it is possible again.
        until: Timestamp,
    },
    /// An answer is none of the choices.
    #[error("not one of the choices")]
    NotAChoice {
        /// The question.
        label: String,
    },
    /// Too few or too many choices.
    #[error("wrong number of choices")]
    ChoiceCount {
        /// The question.
        label: String,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
        /// How many were made.
        given: usize,
    },
    /// Too few or too many files.
    #[error("file count")]
    FileCount {
        /// The question.
        label: String,
        /// The fewest.
        least: usize,
        /// The most.
        most: usize,
        /// How many there are.
        given: usize,
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
    /// The first part of a form is not kept any more: its ticket was opened, or too much time has passed.
    #[error("the form is not begun any more")]
    FormGone,
    /// The reason for closing is too long.
    #[error("reason too long")]
    ReasonTooLong {
        /// The most characters.
        most: usize,
        /// The characters given.
        given: usize,
    },
    /// A message without words and files.
    #[error("message empty")]
    MessageEmpty,
    /// A message with too many characters.
    #[error("message too long")]
    MessageTooLong {
        /// The most characters.
        most: usize,
        /// The characters given.
        given: usize,
    },
    /// A note, comment or subject is too long.
    #[error("text too long")]
    TextTooLong {
        /// The most characters.
        most: usize,
        /// The characters given.
        given: usize,
    },
    /// There are no words where some are needed.
    #[error("text missing")]
    TextMissing,
    /// It has this priority already.
    #[error("same priority")]
    SamePriority(Priority),
    /// It is pinned already.
    #[error("already pinned")]
    AlreadyPinned,
    /// It is not pinned.
    #[error("not pinned")]
    NotPinned,
    /// Pausing is not granted here (P121).
    #[error("pausing is not granted")]
    PauseNotGranted,
    /// The clocks stand still already.
    #[error("already paused")]
    AlreadyPaused {
        /// Who paused.
        name: String,
    },
    /// The clocks are going.
    #[error("not paused")]
    NotPaused,
    /// The person takes part already.
    #[error("already in the ticket")]
    AlreadyIn {
        /// Their name.
        name: String,
    },
    /// The person is no added member of the ticket.
    #[error("not an added member")]
    NotIn,
    /// Nobody in the guild has this name.
    #[error("nobody has this name")]
    NobodyNamed {
        /// The name.
        name: String,
    },
    /// Bots cannot be added.
    #[error("bots cannot be added")]
    NoBots,
    /// There is no room for more.
    #[error("too many")]
    TooMany {
        /// The most there can be.
        most: usize,
    },
    /// Nobody has answered yet: a first answer is promised to everybody.
    #[error("never answered")]
    NeverAnswered,
    /// The member waits for no answer.
    #[error("nobody waits for an answer")]
    NobodyWaits,
    /// Somebody wrote after the act that is judged.
    #[error("somebody wrote since")]
    WrittenSince,
    /// Nobody said that no answer is needed, or the member wrote since.
    #[error("not said to need no answer")]
    NotSettled,
    /// A time that is over, or too far away.
    #[error("no time to snooze until")]
    SnoozeTime {
        /// How many days it can be at most.
        days: u32,
    },
    /// It is not snoozed.
    #[error("not snoozed")]
    NotSnoozed,
    /// There is no such tag.
    #[error("unknown tag")]
    UnknownTag,
    /// It has this tag already.
    #[error("already tagged")]
    AlreadyTagged {
        /// The tag's name.
        name: String,
    },
    /// It does not have this tag.
    #[error("not tagged")]
    NotTagged {
        /// The tag's name.
        name: String,
    },
    /// It is of this type already.
    #[error("same ticket type")]
    SameType {
        /// The type's name.
        name: String,
    },
    /// It has this name already.
    #[error("same name")]
    SameName,
    /// The opener was asked already.
    #[error("close was requested already")]
    AlreadyRequested {
        /// Who asked.
        name: String,
    },
    /// Nobody asked whether it can be closed, or not any more.
    #[error("close was not requested")]
    NotRequested,
    /// Only the member who opened it may do that.
    #[error("opener only")]
    OpenerOnly,
    /// Tickets of this type are not rated.
    #[error("feedback is off")]
    FeedbackOff,
    /// A rating has 1 to 5 stars.
    #[error("stars out of range")]
    Stars,
    /// The time to rate, or to change a rating, is over.
    #[error("too late to rate")]
    TooLateToRate,
    /// It is rated when it is closed.
    #[error("still open")]
    StillOpen,
    /// There is no canned response of that name here.
    #[error("unknown canned response")]
    UnknownCanned {
        /// The name.
        name: String,
    },
    /// A message with too many files.
    #[error("too many files")]
    TooManyFiles {
        /// The most.
        most: usize,
    },
    /// A file that is too large.
    #[error("file too large")]
    FileTooLarge {
        /// Its name.
        name: String,
        /// The most, in MiB.
        most: u64,
    },
    /// Files that are too large together.
    #[error("files too large")]
    FilesTooLarge {
        /// The most, in MiB.
        most: u64,
    },
    /// A message that somebody else wrote, or that was said in Discord and can be changed only there.
    #[error("not your message")]
    NotYourMessage,
    /// The time to read the transcript is over (P158).
    #[error("transcript is over")]
    TranscriptOver {
        /// How many days it could be read.
        days: u32,
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
    /// An act that has no way back, or that somebody else did.
    #[error("cannot be undone")]
    NotUndoable,
    /// The time to take an act back is over.
    #[error("too late to undo")]
    UndoTooLate {
        /// How many seconds there are.
        seconds: u32,
    },
    /// The same thing was changed again since.
    #[error("changed since")]
    UndoOvertaken,
    /// The panel does not exist (any more).
    #[error("unknown panel")]
    UnknownPanel,
    /// Only those who may configure may do that (P145).
    #[error("configuration is for admins")]
    ConfigureOnly,
    /// Keys are given and taken by those who have them.
    #[error("keys are not one's own")]
    KeysNotYours,
    /// The configuration breaks a rule.
    #[error("invalid configuration: {0}")]
    Config(crate::config::Invalid),
    /// Someone else saved the configuration in the meantime.
    #[error("configuration changed meanwhile")]
    ConfigChanged,
}
