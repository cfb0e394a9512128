//! What was just done, for the toast that offers to take it back (definitions A.10).
//!
//! A cookie of a few seconds names the events by ticket and number. It is an offer only: whether one may still be taken back, and by whom,
//! is judged when it is asked.

use crate::{headers::fresh, session::cookie};
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use desk::Handled;
use std::{fmt::Write, sync::Arc};
use ticket::{Event, GuildId, Recorded, Refusal, UserId, say, settings::Locale, undo};

const NAME: &str = "guildhall_done";
/// Acts of one offer.
const MOST: usize = 200;

/// What it was, in a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Claimed,
    Released,
    Assigned,
    Priority,
    Tags,
    Pin,
    Moved,
    Closed,
    Reopened,
    /// No answer is needed.
    NoReply,
    Snoozed,
    ViewKept,
    ViewsArranged,
    ViewRemoved,
    /// A macro: several things.
    Macro,
    Undone,
    TooLate,
    Overtaken,
    NotUndone,
    /// There was no ticket to take.
    NobodyWaits,
}

impl What {
    const ALL: [Self; 20] = [
        Self::Snoozed,
        Self::NoReply,
        Self::NobodyWaits,
        Self::ViewKept,
        Self::ViewsArranged,
        Self::ViewRemoved,
        Self::Claimed,
        Self::Released,
        Self::Assigned,
        Self::Priority,
        Self::Tags,
        Self::Pin,
        Self::Moved,
        Self::Closed,
        Self::Reopened,
        Self::Macro,
        Self::Undone,
        Self::TooLate,
        Self::Overtaken,
        Self::NotUndone,
    ];

    fn word(self) -> &'static str {
        match self {
            Self::Claimed => "claimed",
            Self::Released => "released",
            Self::Assigned => "assigned",
            Self::Priority => "priority",
            Self::Tags => "tags",
            Self::Pin => "pin",
            Self::Moved => "moved",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::NoReply => "no-reply",
            Self::Snoozed => "snoozed",
            Self::ViewKept => "view-kept",
            Self::ViewsArranged => "views-arranged",
            Self::ViewRemoved => "view-removed",
            Self::Macro => "macro",
            Self::Undone => "undone",
            Self::TooLate => "late",
            Self::Overtaken => "overtaken",
            Self::NotUndone => "kept",
            Self::NobodyWaits => "nobody-waits",
        }
    }

    /// What an event is called.
    fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Claimed { .. } => Self::Claimed,
            Event::Unclaimed { .. } => Self::Released,
            Event::Assigned { .. } | Event::Unassigned { .. } => Self::Assigned,
            Event::PriorityChanged { .. } => Self::Priority,
            Event::Tagged { .. } | Event::Untagged { .. } => Self::Tags,
            Event::Pinned | Event::Unpinned => Self::Pin,
            Event::Moved { .. } => Self::Moved,
            Event::Closed { .. } => Self::Closed,
            Event::Reopened { .. } => Self::Reopened,
            Event::NoReplyNeeded { .. } => Self::NoReply,
            Event::Snoozed { .. } => Self::Snoozed,
            _ => return None,
        })
    }

    /// Why something was not taken back.
    pub(crate) fn not_undone(why: &Refusal) -> Self {
        match why {
            Refusal::UndoTooLate { .. } => Self::TooLate,
            Refusal::UndoOvertaken => Self::Overtaken,
            _ => Self::NotUndone,
        }
    }

    /// In a sentence, of so many tickets.
    pub(crate) fn say(self, l: Locale, count: usize) -> String {
        match self {
            Self::Claimed => say!(l, "toast-claimed", count = count),
            Self::Released => say!(l, "toast-released", count = count),
            Self::Assigned => say!(l, "toast-assigned", count = count),
            Self::Priority => say!(l, "toast-priority", count = count),
            Self::Tags => say!(l, "toast-tags", count = count),
            Self::Pin => say!(l, "toast-pin", count = count),
            Self::Moved => say!(l, "toast-moved", count = count),
            Self::Closed => say!(l, "toast-closed", count = count),
            Self::Reopened => say!(l, "toast-reopened", count = count),
            Self::Snoozed => say!(l, "toast-snoozed", count = count),
            Self::NoReply => say!(l, "toast-no-reply", count = count),
            Self::ViewKept => say!(l, "views-done-kept"),
            Self::ViewsArranged => say!(l, "views-done-arranged"),
            Self::ViewRemoved => say!(l, "views-done-removed"),
            Self::Macro => say!(l, "toast-macro", count = count),
            Self::Undone => say!(l, "toast-undone", count = count),
            Self::TooLate => say!(l, "refusal-undo-too-late", seconds = undo::UNDO_SECONDS),
            Self::Overtaken => say!(l, "refusal-undo-overtaken"),
            Self::NotUndone => say!(l, "refusal-not-undoable"),
            Self::NobodyWaits => say!(l, "swift-none"),
        }
    }
}

/// What was done, and the events that can be taken back: a ticket's number, and the event's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Done {
    what: What,
    /// Tickets.
    count: usize,
    pub(crate) acts: Vec<(u32, u32)>,
    /// Tells it from another act of the same kind, once it is kept.
    nonce: String,
}

/// A sentence that stays for a while.
pub(crate) struct Toast {
    pub(crate) text: String,
    /// What undoing names; nothing if there is nothing to undo.
    pub(crate) acts: String,
    /// Tells one toast from the next.
    pub(crate) token: String,
    /// Milliseconds that it can be seen.
    pub(crate) stays: u32,
}

impl Done {
    pub(crate) fn new(what: What, count: usize) -> Self {
        Self { what, count, acts: Vec::new(), nonce: String::new() }
    }

    /// What this person just did to one ticket, if any of it can be taken back.
    pub(crate) fn by(handled: &Handled, user: UserId) -> Option<Self> {
        let back = || handled.events.iter().filter(|one| undo::is_reversible(&one.event, user));
        let what = What::of(&back().next()?.event)?;
        let number = handled.ticket.ticket.key.number;
        let acts = back().map(|one| (number, one.seq)).collect();
        Some(Self { what, count: 1, acts, nonce: String::new() })
    }

    /// What was done to one ticket, under a name of its own.
    pub(crate) fn of(what: What, number: u32, events: &[Recorded], user: UserId) -> Self {
        let back = events.iter().filter(|one| undo::is_reversible(&one.event, user));
        Self { what, count: 1, acts: back.map(|one| (number, one.seq)).collect(), nonce: String::new() }
    }

    pub(crate) fn read(headers: &HeaderMap) -> Option<Arc<Self>> {
        let text = cookie(headers, NAME)?;
        let mut parts = text.splitn(4, '_');
        let word = parts.next()?;
        let what = What::ALL.into_iter().find(|one| one.word() == word)?;
        let count = parts.next()?.parse().ok().filter(|count| *count <= MOST)?;
        let acts = acts(parts.next().unwrap_or_default());
        let nonce: String =
            parts.next().unwrap_or_default().chars().filter(char::is_ascii_alphanumeric).collect();
        Some(Arc::new(Self { what, count, acts, nonce }))
    }

    fn acts_text(&self) -> String {
        self.acts.iter().take(MOST).fold(String::new(), |mut text, (number, seq)| {
            let gap = if text.is_empty() { "" } else { "." };
            let _ = write!(text, "{gap}{number}-{seq}");
            text
        })
    }

    pub(crate) fn toast(&self, l: Locale) -> Toast {
        let acts = self.acts_text();
        Toast {
            text: self.what.say(l, self.count),
            token: format!("{}_{}_{acts}_{}", self.what.word(), self.count, self.nonce),
            acts,
            stays: undo::UNDO_SECONDS * 1000,
        }
    }

    /// To a page of this guild, which says what was done.
    pub(crate) fn then(&self, guild: GuildId, to: &str) -> Response {
        let mut response = Redirect::to(to).into_response();
        let nonce: String = fresh().chars().filter(char::is_ascii_alphanumeric).take(8).collect();
        let value = format!("{}_{}_{}_{nonce}", self.what.word(), self.count, self.acts_text());
        let seconds = undo::UNDO_SECONDS;
        let text = format!("{NAME}={value}; Path=/g/{guild}; Max-Age={seconds}; HttpOnly; SameSite=Lax");
        if let Ok(value) = HeaderValue::from_str(&text) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        response
    }
}

/// Pairs of a ticket's number and an event's, as [`Done`] writes them; what is unreadable is left out.
pub(crate) fn acts(text: &str) -> Vec<(u32, u32)> {
    let pair = |part: &str| {
        let (number, seq) = part.split_once('-')?;
        Some((number.parse().ok()?, seq.parse().ok()?))
    };
    text.split('.').take(MOST).filter_map(pair).collect()
}
