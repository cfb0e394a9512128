//! Auto-Assist in a ticket: what it was set to when the ticket was opened, what it did, and why it stopped (P164-P184).

mod hours;

pub use hours::CallHours;

use crate::{MessageId, RoleId, Ticket, say, settings::Locale};
use serde::{Deserialize, Serialize};

/// Characters of the tone that an admin may prescribe.
pub const TONE_CHARS: usize = 300;
/// The most minutes of work that a ticket may be reckoned with: half a day.
pub const MINUTES_SAVED: u32 = 240;
/// Seconds after a member's message before it is looked at, so that the next one is read with it.
pub const GATHER_SECONDS: i64 = 3;
/// The most knowledge bases of one type.
pub const DOCUMENTS: usize = 20;
/// The most answers that may be allowed in one ticket.
pub const ANSWERS: u32 = 20;
/// The most minutes of silence after a staff message that may be set: a week.
pub const PAUSE_MINUTES: u32 = 7 * 24 * 60;

/// How Auto-Assist behaves in tickets of a type (P175, P176, P182).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Behaviour {
    /// Whether it looks at tickets of the type at all. Off until someone turns it on.
    pub enabled: bool,
    /// Numbers of the knowledge bases it reads (P176); all of the guild's if empty.
    pub documents: Vec<u32>,
    /// How it should sound, for a model; empty for plain and friendly.
    pub tone: String,
    /// How sure it must be to answer, in percent (P170). At the default of 50 no more than one in twenty of the sample's unanswerable questions
    /// is answered.
    pub sure_percent: u8,
    /// Whom an escalation pings; nobody if absent (P173, P182).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<RoleId>,
    /// When escalations ping. Outside of these hours staff find the note.
    pub hours: CallHours,
    /// Minutes of silence after a staff message.
    pub pause_minutes: u32,
    /// Messages it may post in one ticket.
    pub answers: u32,
}

impl Default for Behaviour {
    fn default() -> Self {
        Self {
            enabled: false,
            documents: Vec::new(),
            tone: String::new(),
            sure_percent: 50,
            role: None,
            hours: CallHours::Always,
            pause_minutes: 30,
            answers: 4,
        }
    }
}

/// The switch for a whole guild (P174).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Switch {
    /// Whether it works at all. Off until someone turns it on.
    pub enabled: bool,
    /// Messages it may post in a day (UTC) in the whole guild.
    pub per_day: u32,
    /// Minutes of work that a ticket costs staff, as the guild reckons: what reports count as saved for each that needed nobody.
    pub minutes_saved: u32,
}

impl Default for Switch {
    fn default() -> Self {
        Self { enabled: false, per_day: 500, minutes_saved: 6 }
    }
}

/// Auto-Assist in one ticket. There from the opening on, if the type had it then: later changes of the settings do not reach it (P183).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assist {
    /// As set when the ticket was opened.
    pub behaviour: Behaviour,
    /// How often it has spoken.
    #[serde(default)]
    pub spoken: u32,
    /// What it did last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<Action>,
    /// Sections it has offered so far, so that none is offered twice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offered: Vec<Cited>,
    /// The newest message it has dealt with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answered: Option<MessageId>,
    /// The member says that an answer helped.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub helped: bool,
    /// It says nothing more: staff were called, or the member wants a person.
    #[serde(default)]
    pub stopped: bool,
    /// Why staff were called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub why: Option<Why>,
}

impl Assist {
    /// For a ticket that was just opened.
    pub fn new(behaviour: Behaviour) -> Self {
        Self {
            behaviour,
            spoken: 0,
            last: None,
            offered: Vec::new(),
            answered: None,
            helped: false,
            stopped: false,
            why: None,
        }
    }

    /// After a turn.
    pub(crate) fn took(&mut self, turn: &Turn, answers: Option<MessageId>) {
        self.last = Some(turn.action());
        self.answered = self.answered.max(answers);
        match turn {
            Turn::Escalate { why, .. } => (self.stopped, self.why) = (true, Some(*why)),
            Turn::Reply { cited, .. } => {
                self.spoken += 1;
                self.offered.extend(cited.iter().cloned());
            }
            Turn::AskForInfo { .. } | Turn::OfferClose => self.spoken += 1,
        }
    }
}

/// One of the four things that can be done with a message (P169).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Answer from the documents, with citations (P170).
    Reply,
    /// Ask for one missing piece (P171).
    AskForInfo,
    /// Offer to close (P172).
    OfferClose,
    /// Call the staff (P173).
    Escalate,
}

impl Action {
    /// Its name in files and in what models answer.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reply => "reply",
            Self::AskForInfo => "ask_for_info",
            Self::OfferClose => "offer_close",
            Self::Escalate => "escalate",
        }
    }
}

/// A section that an answer rests on (P181).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cited {
    /// The number of the knowledge base.
    pub document: u32,
    /// Its title then.
    pub title: String,
    /// The section's own heading then; the title where it has none.
    pub heading: String,
    /// The section's address within the document.
    pub anchor: String,
    /// The version of the document, the SHA-256 of its text.
    pub version: String,
}

/// What Auto-Assist does: exactly one thing (P169).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "action", rename_all = "snake_case")]
pub enum Turn {
    /// Answer.
    Reply {
        /// What is posted, made harmless.
        text: String,
        /// What it rests on; never empty.
        cited: Vec<Cited>,
        /// Whether a model worded it; otherwise it is the section's own text.
        worded: bool,
    },
    /// Ask for one missing piece.
    AskForInfo {
        /// What a model asks, made harmless; the usual sentence if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        text: Option<String>,
    },
    /// Offer to close. It never closes itself.
    OfferClose,
    /// Call the staff, and say nothing more.
    Escalate {
        /// Why.
        why: Why,
        /// Two lines for staff by a model, made harmless; without, the member's own words are quoted.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        summary: Option<[String; 2]>,
        /// The member's question, in one short line.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        question: String,
    },
}

impl Turn {
    /// Which of the four.
    pub fn action(&self) -> Action {
        match self {
            Self::Reply { .. } => Action::Reply,
            Self::AskForInfo { .. } => Action::AskForInfo,
            Self::OfferClose => Action::OfferClose,
            Self::Escalate { .. } => Action::Escalate,
        }
    }
}

/// Why staff were called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The member wants a person.
    Asked,
    /// The member says that the answer did not help.
    NotHelped,
    /// Nothing in the knowledge bases answers it surely enough.
    Unsure,
    /// The message says too little, and asking again would not help.
    Unclear,
    /// The model would not answer, or says that staff should.
    Model,
    /// It has spoken as often in this ticket as it may.
    TicketBudget,
    /// It has spoken as often in this guild today as it may.
    DayBudget,
    /// The model did not answer in time.
    Slow,
    /// The model could not be reached, or refused to work.
    Unreachable,
    /// The model is asked too much at the moment.
    Limited,
    /// The model answered with something that cannot be used, even when asked again.
    Nonsense,
}

impl Why {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Asked,
        Self::NotHelped,
        Self::Unsure,
        Self::Unclear,
        Self::Model,
        Self::TicketBudget,
        Self::DayBudget,
        Self::Slow,
        Self::Unreachable,
        Self::Limited,
        Self::Nonsense,
    ];
}

/// Why staff were called, for staff.
pub fn why(locale: Locale, why: Why) -> String {
    match why {
        Why::Asked => say!(locale, "assist-why-asked"),
        Why::NotHelped => say!(locale, "assist-why-not-helped"),
        Why::Unsure => say!(locale, "assist-why-unsure"),
        Why::Unclear => say!(locale, "assist-why-unclear"),
        Why::Model => say!(locale, "assist-why-model"),
        Why::TicketBudget => say!(locale, "assist-why-ticket-budget"),
        Why::DayBudget => say!(locale, "assist-why-day-budget"),
        Why::Slow => say!(locale, "assist-why-slow"),
        Why::Unreachable => say!(locale, "assist-why-unreachable"),
        Why::Limited => say!(locale, "assist-why-limited"),
        Why::Nonsense => say!(locale, "assist-why-nonsense"),
    }
}

/// Two lines for staff: what the member wants, and why they were called or what is known.
pub fn note(locale: Locale, ticket: &Ticket, turn: &Turn) -> String {
    let Turn::Escalate { why: reason, summary, question } = turn else { return String::new() };
    let asked = if question.is_empty() { &ticket.subject } else { question };
    let (first, second) = match summary {
        Some([first, second]) => (first.clone(), format!("{second} ({})", why(locale, *reason))),
        None => (say!(locale, "assist-note-question", question = asked), why(locale, *reason)),
    };
    format!("{}\n{second}", say!(locale, "assist-note", line = first))
}
