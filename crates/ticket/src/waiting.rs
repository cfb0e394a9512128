//! Who has the next word.

use crate::{Activity, Ticket, Timestamp, report::Talk};

/// When staff said that what the member wrote last needs no answer, if that is how things are.
pub fn settled_at(ticket: &Ticket, talk: &Talk) -> Option<Timestamp> {
    ticket.past.settled.last().copied().filter(|at| talk.again_after(*at).is_none())
}

/// Whether staff have the next word in an open ticket: the member wrote last, or nobody yet, and it needs an answer.
pub fn is_for_us(ticket: &Ticket, activity: &Activity) -> bool {
    activity.last_by.is_none_or(|by| by == ticket.opener.user) && settled_at(ticket, &activity.talk).is_none()
}
