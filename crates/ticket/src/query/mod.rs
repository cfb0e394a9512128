//! The query language: what may be typed into a search field, an address, or a saved view (definitions A.6).
//!
//! [`parse`] is total: any text becomes a [`Query`] or a [`Misread`] that says what to do. [`resolve`] puts ids and times in the place of
//! names and dates; what comes out, [`Sought`], is all that a store needs. Parts stand beside one another and must all hold; `OR` between
//! two parts asks for either and binds closer; a minus before a part asks for the opposite.

mod explain;
mod parse;
mod resolve;
mod words;

pub use explain::explain;
pub(crate) use parse::duration;
pub use parse::parse;
pub use resolve::{Around, resolve};
pub use words::{Piece, phrase, says, snippet, tokens};

use crate::{Priority, TagId, Timestamp, TypeId, UserId};
use jiff::civil::Date;

/// Characters of a query.
pub const MAX_QUERY: usize = 200;
/// Parts of a query.
pub const MAX_PARTS: usize = 16;
/// Letters of a word that count; the rest of it is not looked at.
pub const MAX_WORD: usize = 40;
/// People, types or tags that one name may stand for.
pub const MAX_NAMED: usize = 20;

/// Every filter with what may follow it; fields suggest from here.
pub const FILTERS: &[(&str, &[&str])] = &[
    ("is", &["open", "closed", "unassigned", "waiting", "needs-reply", "pinned", "paused", "snoozed"]),
    ("type", &[]),
    ("tag", &[]),
    ("priority", &["low", "normal", "high", "urgent", ">=high"]),
    ("assignee", &["me", "none"]),
    ("claimer", &["me", "none"]),
    ("from", &["me"]),
    ("opened", &["7d", "30d"]),
    ("closed", &["7d", "30d"]),
    ("waiting", &[">2h", ">1d"]),
    ("sla", &["overdue", "soon", "met"]),
    ("rating", &["5", "<=2"]),
    ("has", &["attachment", "note"]),
    ("in", &["subject", "answers", "messages", "notes"]),
    ("subject", &[]),
];

/// What was typed, understood. Every clause must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Its clauses in order.
    pub clauses: Vec<Clause>,
    /// Where words are looked for.
    pub place: Place,
}

/// A part, or parts with `OR` between them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clause {
    /// Any of these is said.
    Words(Vec<Phrase>),
    /// This is not said.
    Without(Phrase),
    /// Any of these holds.
    Tests(Vec<Test>),
}

/// Words that stand side by side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// As [`tokens`] gives them; never empty.
    pub tokens: Vec<String>,
    /// The last one may go on: `refund*`.
    pub begins: bool,
    /// Only in the subject.
    pub subject: bool,
}

/// Where words are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Place {
    /// In everything the reader may see.
    #[default]
    Anywhere,
    /// In subjects.
    Subject,
    /// In subjects, answers and names of openers.
    Heads,
    /// In form answers.
    Answers,
    /// In messages.
    Messages,
    /// In notes; staff only.
    Notes,
}

/// A filter, or its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Test {
    /// The opposite is asked for.
    pub not: bool,
    /// What is asked for.
    pub filter: Filter,
}

/// A filter as it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filter {
    /// `is:`, and `status:`, which means the same.
    Is(Is),
    /// `type:`, by name or number.
    Type(String),
    /// `tag:`, by name.
    Tag(String),
    /// `priority:`.
    Priority(Compare, Priority),
    /// `assignee:`.
    Assignee(Who),
    /// `claimer:`.
    Claimer(Who),
    /// `from:`, the opener.
    From(Who),
    /// `opened:`.
    Opened(Compare, When),
    /// `closed:`.
    Closed(Compare, When),
    /// `waiting:`: open, and the last word was said so many milliseconds ago.
    Waiting(Compare, i64),
    /// `sla:`.
    Sla(Sla),
    /// `rating:`.
    Rating(Compare, u8),
    /// `has:attachment`.
    Attachment,
    /// `has:note`.
    Note,
    /// `#12`.
    Number(u32),
}

/// States one can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Is {
    /// Not closed.
    Open,
    /// Closed.
    Closed,
    /// Open with neither claimer nor case worker.
    Unassigned,
    /// Open, and somebody but the member spoke last.
    Waiting,
    /// Open, and the member spoke last, or nobody yet.
    NeedsReply,
    /// Exempt from auto-close.
    Pinned,
    /// Its clocks stand still.
    Paused,
    /// Open, and out of sight for a while.
    Snoozed,
}

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compare {
    /// `>`
    Above,
    /// `>=`
    AtLeast,
    /// The value itself.
    Equal,
    /// `<=`
    AtMost,
    /// `<`
    Below,
}

/// A person as typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// The reader.
    Me,
    /// Nobody.
    Nobody,
    /// An account.
    Account(UserId),
    /// Whoever's name begins like this.
    Named(String),
}

/// A moment as typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day in the guild's time zone.
    Day(Date),
    /// So many milliseconds ago.
    Ago(i64),
}

/// How a response promise stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sla {
    /// Over its time.
    Overdue,
    /// Due within [`resolve::SOON`].
    Soon,
    /// Closed with everything kept.
    Met,
}

/// Why a query cannot be understood; [`explain`] says what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Misread {
    /// More than [`MAX_QUERY`] characters.
    TooLong,
    /// More than [`MAX_PARTS`] parts.
    TooMany,
    /// A quotation mark is never closed.
    OpenQuote,
    /// `OR` has nothing on one side.
    LoneOr,
    /// `OR` stands between words and a filter, or beside a word with a minus.
    MixedOr,
    /// Only words that must not be said.
    OnlyWithout,
    /// No such filter; perhaps this one was meant.
    NoFilter {
        /// As typed.
        name: String,
        /// The one that looks alike.
        near: Option<&'static str>,
    },
    /// A filter with nothing behind it.
    NoValue {
        /// Its name.
        filter: &'static str,
    },
    /// A filter cannot take this.
    BadValue {
        /// Its name.
        filter: &'static str,
        /// As typed.
        value: String,
    },
    /// Nothing in this guild has this name.
    Unknown {
        /// The filter's name.
        filter: &'static str,
        /// As typed.
        value: String,
    },
    /// Only staff can look there.
    StaffOnly,
}

/// All that a store needs: every list of checks and of phrases must have one that holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// What is said: one of each list.
    pub words: Vec<Vec<Phrase>>,
    /// What is not said where those words are.
    pub without: Vec<Phrase>,
    /// What holds for the ticket: one of each list.
    pub checks: Vec<Vec<Check>>,
    /// Where the words are.
    pub place: Place,
}

impl Sought {
    /// Whether words are looked for; else it is a filter of tickets.
    pub fn has_words(&self) -> bool {
        !self.words.is_empty()
    }
    /// Whether the beginning of a word is among what must be there, or must not.
    pub fn begins(&self) -> bool {
        self.words.iter().flatten().chain(&self.without).any(|phrase| phrase.begins)
    }
}

/// A condition on a ticket, or its opposite.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// The opposite is asked for.
    pub not: bool,
    /// The condition.
    pub of: Condition,
}

/// A condition on a ticket, with ids and instants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// A state.
    Is(Is),
    /// Of one of these types.
    Types(Vec<TypeId>),
    /// Has one of these tags.
    Tags(Vec<TagId>),
    /// Its priority.
    Priority(Compare, Priority),
    /// Its case worker; nobody if empty.
    Assignee(Vec<UserId>),
    /// Its claimer; nobody if empty.
    Claimer(Vec<UserId>),
    /// Its opener.
    From(Vec<UserId>),
    /// Opened from the one, before the other.
    Opened(Option<Timestamp>, Option<Timestamp>),
    /// Closed from the one, before the other.
    Closed(Option<Timestamp>, Option<Timestamp>),
    /// Open, and the last word from the one, before the other.
    Quiet(Option<Timestamp>, Option<Timestamp>),
    /// A running promise is due from the one, before the other.
    Due(Option<Timestamp>, Option<Timestamp>),
    /// Closed, and every promise was kept.
    Kept,
    /// Its rating.
    Rating(Compare, u8),
    /// A file came with it.
    Attachment,
    /// Staff left a note.
    Note,
    /// Its number.
    Number(u32),
}
