//! A ticket as it stands. A variant carries exactly what exists in it.

use crate::{
    By, ChannelId, MessageId, TagId, TicketKey, Timestamp, TypeId, UserId, assist::Assist, form::Answer,
    report::Past, snooze::Snooze,
};
use serde::{Deserialize, Serialize};

/// How urgent; `Normal` when opened (P21).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Priority {
    /// Can wait.
    Low,
    /// The usual.
    #[default]
    Normal,
    /// Soon.
    High,
    /// Now.
    Urgent,
}

impl Priority {
    /// Every priority, the least urgent first (P37).
    pub const ALL: [Self; 4] = [Self::Low, Self::Normal, Self::High, Self::Urgent];

    /// Its name in commands and files.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Normal => "normal",
            Self::High => "high",
            Self::Urgent => "urgent",
        }
    }

    /// The priority with this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.word() == word)
    }
}

/// Why a ticket was closed; everything but `Manual` counts as automatic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CloseKind {
    /// A person closed it.
    Manual,
    /// Its opener left the guild (M26).
    OpenerLeft,
    /// Its channel was deleted by hand (A36).
    ChannelDeleted,
    /// Nobody wrote for so long that it was closed, after a warning (P108, P109).
    Idle,
}

impl CloseKind {
    /// Whether no person closed it.
    pub fn is_automatic(self) -> bool {
        self != Self::Manual
    }
}

/// Someone said "I am working this" (P34, P50).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Claim {
    /// Who.
    pub by: UserId,
    /// Their name at that time.
    pub name: String,
    /// When.
    pub at: Timestamp,
}

/// What the opener thought of it (P97, A34).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rating {
    /// 1 to 5.
    pub stars: u8,
    /// A few words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
    /// When it was first given: it can be changed for [`crate::command::RATING_EDIT_HOURS`].
    pub at: Timestamp,
}

/// The clock does not count against staff (P48, P120).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// Who paused.
    pub by: UserId,
    /// Their name at that time.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Why.
    pub reason: String,
}

/// Staff asked the opener whether the ticket can be closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CloseRequest {
    /// Who asked.
    pub by: UserId,
    /// Their name at that time.
    pub name: String,
    /// When.
    pub at: Timestamp,
    /// Why it could be closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// The opener is warned that an idle ticket will be closed (P109).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdleWarning {
    /// The activity that the warning is about: a later one makes it void (P110).
    pub idle_since: Timestamp,
    /// When the warning reached the opener or the ticket; absent while it is on its way (A6).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<Timestamp>,
}

/// The end of a ticket, until it is reopened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closure {
    /// Who closed it.
    pub by: By,
    /// When.
    pub at: Timestamp,
    /// Why it could close.
    pub kind: CloseKind,
    /// The reason given (P32).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the short delay is over and the surface was put away (P99, P100, A8).
    #[serde(default)]
    pub archived: bool,
    /// Whether the time to keep its channel or thread is over (M84).
    #[serde(default)]
    pub expired: bool,
    /// Nobody was asked what they think of it: the type does not ask, or the opener was gone.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unasked: bool,
    /// What the opener thought of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<Rating>,
}

/// Open or closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    /// Being worked, or waiting to be.
    Open,
    /// Done.
    Closed(Closure),
}

/// Where the conversation is in Discord.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "surface", rename_all = "snake_case")]
pub enum Surface {
    /// To be created; nothing is known to exist.
    Pending,
    /// It could not be created; the ticket lives on the web, and each sync tries again.
    Unavailable {
        /// What stands in the way, as [`crate::surface::Problem`] words it.
        problem: crate::surface::Problem,
    },
    /// A private text channel (P11).
    Channel {
        /// Its id.
        channel: ChannelId,
        /// The welcome message on top, once posted (P19).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        welcome: Option<MessageId>,
    },
    /// A private thread (P13).
    Thread {
        /// Its id.
        channel: ChannelId,
        /// The channel it is in.
        parent: ChannelId,
        /// The welcome message on top, once posted (P19).
        #[serde(default, skip_serializing_if = "Option::is_none")]
        welcome: Option<MessageId>,
    },
    /// It existed and was deleted.
    Gone,
}

impl Surface {
    /// The channel or thread, where one exists.
    pub fn channel(&self) -> Option<ChannelId> {
        match self {
            Self::Channel { channel, .. } | Self::Thread { channel, .. } => Some(*channel),
            _ => None,
        }
    }
    /// The welcome message, once posted.
    pub fn welcome(&self) -> Option<MessageId> {
        match self {
            Self::Channel { welcome, .. } | Self::Thread { welcome, .. } => *welcome,
            _ => None,
        }
    }
}

/// The member who opened, as they were then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opener {
    /// The account.
    pub user: UserId,
    /// The display name (A23).
    pub name: String,
}

/// A support conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// Guild and number.
    pub key: TicketKey,
    /// Its ticket type.
    #[serde(rename = "type")]
    pub ticket_type: TypeId,
    /// Who opened it.
    pub opener: Opener,
    /// When it was opened: Discord's time of the opening interaction, or ours for the web.
    pub opened_at: Timestamp,
    /// What it is about, in exact words.
    pub subject: String,
    /// The form's answers.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// How urgent.
    #[serde(default)]
    pub priority: Priority,
    /// Open or closed.
    pub state: State,
    /// Who works it (P50).
    #[serde(default)]
    pub claim: Option<Claim>,
    /// Who is to handle it (P52), the case worker (M38). Independent of the claim (P53).
    #[serde(default)]
    pub assignee: Option<UserId>,
    /// Where it lives in Discord.
    pub surface: Surface,
    /// The subject before a rename replaced it (P84); absent while it was never renamed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_subject: Option<String>,
    /// Exempt from auto-close (P38, P94).
    #[serde(default)]
    pub pinned: bool,
    /// The response clocks stand still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paused: Option<Pause>,
    /// It is out of sight for a while.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub snoozed: Option<Snooze>,
    /// Its tags, sorted (P71).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagId>,
    /// People beside opener and staff who take part, sorted (P39).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub added: Vec<UserId>,
    /// Staff asked the opener whether it can be closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub close_request: Option<CloseRequest>,
    /// The latest warning before an automatic close.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub idle_warning: Option<IdleWarning>,
    /// When it was last reopened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened_at: Option<Timestamp>,
    /// What it went through, for clocks and figures.
    #[serde(default, skip_serializing_if = "Past::is_empty")]
    pub past: Past,
    /// Auto-Assist, if the type had it when the ticket was opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assist: Option<Assist>,
    /// The channel or thread whose time was over (M84): it goes, or is gone, by our own doing, whatever becomes of the ticket meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub removing: Option<ChannelId>,
    /// Its place in the set of samples, if it is one: it never leaves the house ([`crate::sample`]).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sample: Option<u16>,
}

/// One word for the state of a ticket (P10).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Nobody has it.
    Open,
    /// Someone claimed it.
    Claimed,
    /// Someone was assigned; nobody claimed.
    Assigned,
    /// Closed a moment ago.
    Closed,
    /// Closed, its surface put away.
    Archived,
}

impl Ticket {
    /// An open ticket of which nothing more is known.
    pub fn new(
        key: TicketKey,
        ticket_type: TypeId,
        opener: Opener,
        opened_at: Timestamp,
        subject: impl Into<String>,
    ) -> Self {
        Self {
            key,
            ticket_type,
            opener,
            opened_at,
            subject: subject.into(),
            answers: Vec::new(),
            priority: Priority::default(),
            state: State::Open,
            claim: None,
            assignee: None,
            surface: Surface::Pending,
            first_subject: None,
            pinned: false,
            paused: None,
            snoozed: None,
            tags: Vec::new(),
            added: Vec::new(),
            close_request: None,
            idle_warning: None,
            reopened_at: None,
            past: Past::default(),
            assist: None,
            removing: None,
            sample: None,
        }
    }
    /// Whether it was made up, to try everything out ([`crate::sample`]).
    pub fn is_sample(&self) -> bool {
        self.sample.is_some()
    }
    /// Whether staff gave it another name (P84); its channel follows that name (P82, P83).
    pub fn is_renamed(&self) -> bool {
        self.first_subject.is_some()
    }
    /// Whether files came with its form.
    pub fn has_files(&self) -> bool {
        self.answers.iter().any(|answer| !answer.files.is_empty())
    }
    /// Since when it is open without a break.
    pub fn open_since(&self) -> Timestamp {
        self.reopened_at.unwrap_or(self.opened_at)
    }
    /// The status, derived from what is known.
    pub fn status(&self) -> Status {
        match &self.state {
            State::Closed(closure) if closure.archived => Status::Archived,
            State::Closed(_) => Status::Closed,
            State::Open if self.claim.is_some() => Status::Claimed,
            State::Open if self.assignee.is_some() => Status::Assigned,
            State::Open => Status::Open,
        }
    }
    /// Whether it is open.
    pub fn is_open(&self) -> bool {
        matches!(self.state, State::Open)
    }
    /// The closure, where it is closed.
    pub fn closure(&self) -> Option<&Closure> {
        match &self.state {
            State::Closed(closure) => Some(closure),
            State::Open => None,
        }
    }
}
