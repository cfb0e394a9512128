//! What a ticket went through, as far as clocks care.

use crate::{Timestamp, UserId};
use serde::{Deserialize, Serialize};

/// Milliseconds within which messages by staff are one update: ten minutes from each to the next.
pub const IN_A_ROW: i64 = 10 * 60_000;

/// From one instant to another, or still going on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stretch {
    /// Its first instant.
    pub from: Timestamp,
    /// The instant after its last; absent while it goes on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Timestamp>,
}

/// Whose public message it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// The opener, or a member who takes part.
    Member,
    /// A person who was staff for the type then, and not the opener (A13).
    Staff,
}

/// One side takes the word from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Turn {
    /// When: the first message of a row of messages by one side.
    pub at: Timestamp,
    /// Which side.
    pub by: Side,
    /// Who of the staff began it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub who: Option<UserId>,
}

/// Since when somebody waits, and what ended it: when, and whether that is what was waited for.
pub type Wait = (Timestamp, Option<(Timestamp, bool)>);

/// What a ticket went through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Course {
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Staff opened it for a member: nobody waits for an answer before the member wrote (definitions A.2).
    pub on_behalf: bool,
    /// When staff had paused it, in order, apart (P48).
    pub paused: Vec<Stretch>,
    /// When it was closed, in order, apart.
    pub closed: Vec<Stretch>,
    /// Who had the word, in order, by turns.
    pub turns: Vec<Turn>,
    /// The public messages by staff, in order.
    pub said: Vec<Timestamp>,
    /// When it was snoozed, in order, apart.
    pub snoozed: Vec<Stretch>,
    /// When staff said that what the member wrote last needs no answer, in order.
    pub settled: Vec<Timestamp>,
    /// When the member wrote again after it, in order.
    pub again: Vec<Timestamp>,
    /// When Auto-Assist first answered or asked back.
    pub assisted: Option<Timestamp>,
}

impl Course {
    /// Since when a first answer is waited for: the opening, or the member's first message where staff opened it for them.
    pub fn asked_at(&self) -> Option<Timestamp> {
        if !self.on_behalf {
            return Some(self.opened_at);
        }
        self.turns.iter().find(|turn| turn.by == Side::Member).map(|turn| turn.at)
    }

    /// The first public message by staff that answers something.
    pub fn first_reply(&self) -> Option<Timestamp> {
        let asked = if self.on_behalf { self.asked_at()? } else { Timestamp(i64::MIN) };
        self.turns.iter().find(|turn| turn.by == Side::Staff && turn.at >= asked).map(|turn| turn.at)
    }

    /// The first public answer, Auto-Assist's included.
    pub fn first_answer(&self) -> Option<Timestamp> {
        let asked = self.asked_at()?;
        let assisted = self.assisted.filter(|at| *at >= asked);
        self.first_reply().into_iter().chain(assisted).min()
    }

    /// Since when the member was to be told more: from the last message of each update, while the ticket was open. With it the instant that
    /// ended it, and whether that was the next update; a close ends it without one.
    pub fn updates(&self) -> Vec<Wait> {
        let turns = self.turns.iter().filter(|turn| turn.by == Side::Staff).map(|turn| turn.at);
        let mut all: Vec<Timestamp> = turns.chain(self.said.iter().copied()).collect();
        all.sort_unstable();
        // What is said in a row is one update: its first and last message.
        let mut updates: Vec<(Timestamp, Timestamp)> = Vec::new();
        for at in all {
            match updates.last_mut() {
                Some((_, last)) if at.0 - last.0 <= IN_A_ROW => *last = at,
                _ => updates.push((at, at)),
            }
        }
        let ends = updates.iter().skip(1).map(|(first, _)| Some(*first)).chain([None]);
        let closed = |at: Timestamp| {
            let since = |one: &&Stretch| one.to.is_none_or(|to| at < to);
            self.closed.iter().find(since).map(|one| one.from)
        };
        let update = |((_, from), next): (&(Timestamp, Timestamp), Option<Timestamp>)| match closed(*from) {
            Some(close) if close <= *from => None,
            Some(close) if next.is_none_or(|next| close < next) => Some((*from, Some((close, false)))),
            _ => Some((*from, next.map(|next| (next, true)))),
        };
        updates.iter().zip(ends).filter_map(update).collect()
    }

    /// What holds the clock of the first answer back before anybody waits for one.
    pub(super) fn unasked(&self) -> Option<Stretch> {
        self.on_behalf.then(|| Stretch { from: self.opened_at, to: self.asked_at() })
    }

    /// When staff had the last word, or the member's last one needed no answer, so that the ticket waited for the member; in no order.
    pub(super) fn waiting(&self) -> Vec<Stretch> {
        let ends = self.turns.iter().skip(1).map(|turn| Some(turn.at)).chain([None]);
        let turns = self.turns.iter().zip(ends).filter(|(turn, _)| turn.by == Side::Staff);
        let turns = turns.map(|(turn, to)| Stretch { from: turn.at, to });
        let settled = self.settled.iter().map(|at| Stretch { from: *at, to: self.again_after(*at) });
        turns.chain(settled).collect()
    }

    fn again_after(&self, at: Timestamp) -> Option<Timestamp> {
        self.again.iter().copied().find(|again| *again > at)
    }

    /// When a member waited for another answer: from their first unanswered message, while the ticket was open. With it the instant
    /// that ended the wait, and whether that was an answer.
    pub fn waits(&self) -> Vec<Wait> {
        let mut waits = Vec::new();
        for (index, turn) in self.turns.iter().enumerate() {
            // Before the first answer it is the first response that is waited for.
            let first = self.on_behalf && Some(turn.at) == self.asked_at();
            if turn.by == Side::Member && index > 0 && !first {
                let answer = self.turns.get(index + 1).map(|next| next.at);
                self.waits_of_turn(turn.at, answer, &mut waits);
            }
        }
        waits
    }

    /// Within one turn of the member's: what staff say needs no answer is not waited for any more, until the member writes again.
    fn waits_of_turn(&self, mut from: Timestamp, answer: Option<Timestamp>, waits: &mut Vec<Wait>) {
        let before_answer = |at: Timestamp| answer.is_none_or(|answer| at < answer);
        for settled in self.settled.iter().copied().filter(|at| before_answer(*at)) {
            if settled < from {
                continue;
            }
            self.waits_between(from, Some((settled, false)), waits);
            match self.again_after(settled).filter(|again| before_answer(*again)) {
                Some(again) => from = again,
                None => return,
            }
        }
        self.waits_between(from, answer.map(|answer| (answer, true)), waits);
    }

    fn waits_between(&self, mut from: Timestamp, end: Option<(Timestamp, bool)>, waits: &mut Vec<Wait>) {
        let answer = end.map(|(at, _)| at);
        for closed in &self.closed {
            if closed.to.is_some_and(|reopened| reopened <= from) {
                continue;
            }
            if answer.is_some_and(|answer| answer <= closed.from) {
                break;
            }
            if closed.from > from {
                waits.push((from, Some((closed.from, false))));
            }
            match closed.to {
                // Answered while closed, or closed still: nobody waits any more.
                None => return,
                Some(reopened) if answer.is_some_and(|answer| answer <= reopened) => return,
                Some(reopened) => from = reopened,
            }
        }
        waits.push((from, end));
    }
}
