//! What Auto-Assist spared staff, as figures count it.

use super::{
    cell::Count,
    fact::{Closing, Tally},
    listed::Listed,
};
use crate::{
    Timestamp,
    assist::{Assist, Why},
};

/// Hours after closing in which a reopening shows that it was not solved (definitions B.1).
pub const REOPEN_HOURS: i64 = 72;
/// Stars from which down an answer was none (definitions B.1).
pub const POOR_STARS: u8 = 2;

/// What figures need to know of Auto-Assist in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assisted {
    /// Whether it answered from the knowledge bases at least once; asking back or offering to close is no answer.
    pub answered: bool,
    /// Whether it called staff, or was told to.
    pub called: bool,
    /// Why, where that was kept.
    pub why: Option<Why>,
}

impl Assisted {
    /// Of a ticket's Auto-Assist; nothing where it took no turn.
    pub fn of(assist: Option<&Assist>) -> Option<Self> {
        let assist = assist.filter(|assist| assist.last.is_some() || assist.stopped)?;
        Some(Self { answered: !assist.offered.is_empty(), called: assist.stopped, why: assist.why })
    }
}

/// What came of a ticket that Auto-Assist answered (definitions B.1, "AI deflection").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// It is closed, without a public word of staff; staff were not called; it was never reopened within [`REOPEN_HOURS`] of a close, nor rated
    /// [`POOR_STARS`] or less. It spared a person the ticket.
    Deflected {
        /// When it was closed. Until [`REOPEN_HOURS`] later it may still come back.
        at: Timestamp,
    },
    /// It is closed, and a person had to see to it, or it was not good enough.
    Handled {
        /// When it was closed.
        at: Timestamp,
    },
    /// It is open.
    Open,
}

/// What came of a ticket; none where Auto-Assist answered nothing.
pub fn outcome(assisted: Option<Assisted>, closings: &[Closing], staff_messages: u32) -> Option<Outcome> {
    let assisted = assisted.filter(|assisted| assisted.answered)?;
    let Some(last) = closings.last().filter(|last| last.reopened.is_none()) else {
        return Some(Outcome::Open);
    };
    let back_soon = |one: &Closing| {
        one.reopened.is_some_and(|reopened| reopened.0 - one.at.0 <= REOPEN_HOURS * 3_600_000)
    };
    let poor = |one: &Closing| one.rating.is_some_and(|(stars, _)| stars <= POOR_STARS);
    let good =
        staff_messages == 0 && !assisted.called && !closings.iter().any(|one| back_soon(one) || poor(one));
    Some(if good { Outcome::Deflected { at: last.at } } else { Outcome::Handled { at: last.at } })
}

/// Since when closes may still come back: what was closed before is settled.
pub fn settled_before(now: Timestamp) -> Timestamp {
    now.plus_seconds(-REOPEN_HOURS * 3600)
}

/// The number of a reason in counts.
pub fn why_number(why: Why) -> u8 {
    match why {
        Why::Asked => 0,
        Why::NotHelped => 1,
        Why::Unsure => 2,
        Why::Unclear => 3,
        Why::Model => 4,
        Why::TicketBudget => 5,
        Why::DayBudget => 6,
        Why::Slow => 7,
        Why::Unreachable => 8,
        Why::Limited => 9,
        Why::Nonsense => 10,
    }
}

impl Tally<'_> {
    fn listed(&mut self, count: Count, listed: Listed, at: Timestamp, value: bool) {
        self.ticket_cell(at).count(count, 1);
        self.line(listed, at, i64::from(value));
    }

    /// What Auto-Assist did counts with the opening; what came of it with the last close.
    pub(super) fn assist(&mut self) {
        let fact = self.fact;
        let Some(assisted) = fact.assisted else { return };
        self.listed(Count::Assisted, Listed::Assisted, fact.opened_at, assisted.answered);
        if assisted.answered {
            self.ticket_cell(fact.opened_at).count(Count::AssistAnswered, 1);
        }
        if assisted.called {
            self.ticket_cell(fact.opened_at).count(Count::AssistCalled, 1);
            let why = assisted.why.map_or(-1, |why| i64::from(why_number(why)));
            self.line(Listed::AssistCalled, fact.opened_at, why);
        }
        if let Some(why) = assisted.why {
            self.ticket_cell(fact.opened_at).count(Count::AssistCalledFor(why_number(why)), 1);
        }
        match outcome(Some(assisted), fact.closings, fact.talk.staff_messages()) {
            Some(Outcome::Deflected { at }) => {
                self.listed(Count::AnsweredClosed, Listed::AnsweredClosed, at, false);
                self.listed(Count::Deflected, Listed::Deflected, at, false);
            }
            Some(Outcome::Handled { at }) => {
                self.listed(Count::AnsweredClosed, Listed::AnsweredClosed, at, true);
                self.line(Listed::NeededStaff, at, 0);
            }
            Some(Outcome::Open) | None => {}
        }
    }
}
