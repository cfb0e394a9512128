//! A conversation as far as figures care: who had the word when, and who of the staff wrote how much.

use crate::{
    Timestamp, UserId,
    sla::{Side, Turn},
};
use serde::{Deserialize, Serialize};

/// Turns that are kept of a ticket; what comes after counts for nobody's response time.
pub const MAX_TURNS: usize = 1000;

/// What a person of the staff wrote in a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spoke {
    /// Who.
    pub user: UserId,
    /// Their first message.
    pub first: Timestamp,
    /// How many messages.
    pub messages: u32,
}

/// A conversation in turns. Messages may come late and out of order: what comes out is the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Talk {
    /// Who had the word, in order.
    #[serde(default)]
    pub turns: Vec<Turn>,
    /// Who of the staff wrote, in the order in which it was heard of them.
    #[serde(default)]
    pub staff: Vec<Spoke>,
    /// When staff wrote, in order, the first [`MAX_TURNS`]. Of what was kept before this was counted it is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub said: Vec<Timestamp>,
    /// For each instant at which staff set the ticket aside ([`Past::marks`](super::Past::marks)) the first message of the member's side after
    /// it, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub again: Vec<Timestamp>,
}

impl Talk {
    /// Whether it was kept before [`Talk::said`] was.
    pub fn is_of_before(&self) -> bool {
        self.said.is_empty() && !self.staff.is_empty()
    }

    /// Public messages by staff.
    pub fn staff_messages(&self) -> u32 {
        self.staff.iter().map(|spoke| spoke.messages).sum()
    }

    /// Who of the staff began their turn at this instant.
    pub fn answered_by(&self, at: Timestamp) -> Option<UserId> {
        let place = self.turns.binary_search_by_key(&at, |turn| turn.at).ok()?;
        self.turns[place].who
    }

    /// Who of the staff wrote first.
    pub fn first_to_answer(&self) -> Option<Spoke> {
        self.staff.iter().min_by_key(|spoke| (spoke.first, spoke.user)).copied()
    }

    /// Whether a message at this instant comes into a turn of the other side: only then it matters who goes on after it.
    pub fn splits(&self, at: Timestamp, by: Side) -> bool {
        let place = self.turns.partition_point(|turn| turn.at <= at);
        place.checked_sub(1).is_some_and(|before| self.turns[before].by != by)
    }

    /// Takes in when the member's side wrote, if it is the first time since the ticket was set aside at one of these instants, in order.
    pub fn hear_again(&mut self, at: Timestamp, marks: &[Timestamp]) {
        let place = marks.partition_point(|mark| *mark < at);
        let Some(mark) = place.checked_sub(1).map(|last| marks[last]) else { return };
        let next = marks.get(place).copied();
        let first = self.again.partition_point(|one| *one <= mark);
        match self.again.get(first).copied().filter(|one| next.is_none_or(|next| *one <= next)) {
            Some(known) => self.again[first] = known.min(at),
            None => self.again.insert(first, at),
        }
    }

    /// The first message of the member's side after an instant at which the ticket was set aside.
    pub fn again_after(&self, mark: Timestamp) -> Option<Timestamp> {
        self.again.iter().copied().find(|at| *at > mark)
    }

    /// Takes in a message. `next_other` is the first message of the other side after it that is known of, with its author.
    pub fn hear(&mut self, at: Timestamp, by: Side, author: UserId, next_other: Option<(Timestamp, UserId)>) {
        if by == Side::Staff {
            match self.staff.iter_mut().find(|spoke| spoke.user == author) {
                Some(spoke) => {
                    spoke.first = spoke.first.min(at);
                    spoke.messages += 1;
                }
                None => self.staff.push(Spoke { user: author, first: at, messages: 1 }),
            }
            if let Err(place) = self.said.binary_search(&at) {
                self.said.insert(place, at);
                self.said.truncate(MAX_TURNS);
            }
        }
        self.turn(turn(at, by, author), next_other);
    }

    fn turn(&mut self, new: Turn, next_other: Option<(Timestamp, UserId)>) {
        let place = self.turns.partition_point(|turn| turn.at <= new.at);
        let before = place.checked_sub(1).map(|before| self.turns[before].by);
        if before == Some(new.by) {
            let same = &mut self.turns[place - 1];
            // Two at the same instant: whoever is heard first, it is the same one's turn.
            if same.at == new.at {
                same.who = same.who.min(new.who);
            }
            return;
        }
        let after = self.turns.get(place).copied();
        // The other side goes on before the next turn: the new message splits its turn in two.
        let goes_on = next_other
            .filter(|(at, _)| before.is_some() && after.is_none_or(|after| *at < after.at))
            .map(|(at, author)| turn(at, other(new.by), author));
        let moved = goes_on.is_none() && after.is_some_and(|after| after.by == new.by);
        let end = if moved { place + 1 } else { place };
        self.turns.splice(place..end, std::iter::once(new).chain(goes_on));
        self.turns.truncate(MAX_TURNS);
    }
}

fn turn(at: Timestamp, by: Side, author: UserId) -> Turn {
    Turn { at, by, who: (by == Side::Staff).then_some(author) }
}

fn other(side: Side) -> Side {
    match side {
        Side::Member => Side::Staff,
        Side::Staff => Side::Member,
    }
}
