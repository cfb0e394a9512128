//! Who is looking at a ticket, and who is writing in it (definitions A.5). In this process only, never kept: it is a courtesy, not a fact.
//! Nobody is there for longer than their connection, and nobody writes for longer than a few seconds without writing on.

use crate::{Hint, Hints};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard},
};
use ticket::{TicketKey, Timestamp, UserId};

/// Seconds for which somebody writes who said so, in a browser or in Discord, where it is said again every eight to ten (Discord:
/// resources/channel, "Trigger Typing Indicator").
pub const TYPING_SECONDS: i64 = 10;
/// Tickets that somebody is at; of more nothing is known.
const MOST_TICKETS: usize = 10_000;
/// People at one ticket; of more nothing is known.
const MOST_PEOPLE: usize = 25;

/// Somebody at a ticket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Present {
    /// Who.
    pub user: UserId,
    /// What they are called.
    pub name: String,
    /// Whether they are staff for it.
    pub staff: bool,
    /// Whether they are writing; else they look at it.
    pub typing: bool,
    /// Whether they write in Discord.
    pub in_discord: bool,
}

/// Who somebody is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Who {
    /// Their account.
    pub user: UserId,
    /// What they are called.
    pub name: String,
    /// Whether they are staff for the ticket.
    pub staff: bool,
}

struct Seat {
    who: Who,
    /// Pages that show the ticket to them.
    pages: u32,
    typing_until: Option<Timestamp>,
    in_discord: bool,
}

impl Seat {
    fn types(&self, now: Timestamp) -> bool {
        self.typing_until.is_some_and(|until| until > now)
    }
}

#[derive(Default)]
struct Room(HashMap<TicketKey, Vec<Seat>>);

impl Room {
    /// The seat of somebody; a new one while there is room.
    fn seat(&mut self, key: TicketKey, who: Who, now: Timestamp) -> Option<&mut Seat> {
        if !self.0.contains_key(&key) && self.0.len() >= MOST_TICKETS {
            self.tidy(now);
            if self.0.len() >= MOST_TICKETS {
                return None;
            }
        }
        let seats = self.0.entry(key).or_default();
        let at = seats.iter().position(|seat| seat.who.user == who.user);
        let at = match at {
            Some(at) => {
                seats[at].who = who;
                at
            }
            None => {
                seats.retain(|seat| seat.pages > 0 || seat.types(now));
                if seats.len() >= MOST_PEOPLE {
                    return None;
                }
                seats.push(Seat { who, pages: 0, typing_until: None, in_discord: false });
                seats.len() - 1
            }
        };
        seats.get_mut(at)
    }

    fn tidy(&mut self, now: Timestamp) {
        self.0.retain(|_, seats| {
            seats.retain(|seat| seat.pages > 0 || seat.types(now));
            !seats.is_empty()
        });
    }
}

/// Who is where.
pub struct Presence {
    room: Mutex<Room>,
    hints: Hints,
}

/// Somebody's page that shows a ticket; they leave when it is dropped.
pub struct Stay {
    presence: Arc<Presence>,
    key: TicketKey,
    user: UserId,
}

impl Drop for Stay {
    fn drop(&mut self) {
        {
            let mut room = self.presence.room();
            let Some(seats) = room.0.get_mut(&self.key) else { return };
            if let Some(seat) = seats.iter_mut().find(|seat| seat.who.user == self.user) {
                seat.pages = seat.pages.saturating_sub(1);
                // Who closes the page has stopped writing there.
                if seat.pages == 0 && !seat.in_discord {
                    seat.typing_until = None;
                }
            }
            seats.retain(|seat| seat.pages > 0 || seat.typing_until.is_some());
            if seats.is_empty() {
                room.0.remove(&self.key);
            }
        }
        self.presence.hints.send(Hint::Presence(self.key));
    }
}

impl Presence {
    /// Nobody is anywhere.
    pub fn new(hints: Hints) -> Arc<Self> {
        Arc::new(Self { room: Mutex::default(), hints })
    }

    fn room(&self) -> MutexGuard<'_, Room> {
        self.room.lock().expect("no panic holds it")
    }

    /// Somebody looks at a ticket, until the answer is dropped.
    pub fn enter(self: &Arc<Self>, key: TicketKey, who: Who, now: Timestamp) -> Stay {
        let user = who.user;
        if let Some(seat) = self.room().seat(key, who, now) {
            seat.pages += 1;
        }
        self.hints.send(Hint::Presence(key));
        Stay { presence: Arc::clone(self), key, user }
    }

    /// Somebody writes in a ticket.
    pub fn types(&self, key: TicketKey, who: Who, in_discord: bool, now: Timestamp) {
        let fresh = {
            let mut room = self.room();
            let Some(seat) = room.seat(key, who, now) else { return };
            let fresh = !seat.types(now);
            seat.typing_until = Some(now.plus_seconds(TYPING_SECONDS));
            seat.in_discord = in_discord;
            fresh
        };
        if fresh {
            self.hints.send(Hint::Presence(key));
        }
    }

    /// Somebody has sent what they wrote, or thrown it away.
    pub fn stops(&self, key: TicketKey, user: UserId) {
        let stopped = {
            let mut room = self.room();
            let seats = room.0.get_mut(&key);
            let seat = seats.and_then(|seats| seats.iter_mut().find(|seat| seat.who.user == user));
            seat.is_some_and(|seat| seat.typing_until.take().is_some())
        };
        if stopped {
            self.hints.send(Hint::Presence(key));
        }
    }

    /// Who is at a ticket beside this person: who writes first, then by name.
    pub fn at(&self, key: TicketKey, beside: UserId, now: Timestamp) -> Vec<Present> {
        let room = self.room();
        let seats = room.0.get(&key).into_iter().flatten();
        let mut people: Vec<Present> = seats
            .filter(|seat| seat.who.user != beside && (seat.pages > 0 || seat.types(now)))
            .map(|seat| Present {
                user: seat.who.user,
                name: seat.who.name.clone(),
                staff: seat.who.staff,
                typing: seat.types(now),
                in_discord: seat.in_discord && seat.types(now),
            })
            .collect();
        people.sort_by(|a, b| (!a.typing, &a.name, a.user).cmp(&(!b.typing, &b.name, b.user)));
        people
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ticket::GuildId;

    const KEY: TicketKey = TicketKey { guild: GuildId(1), number: 1 };
    const NOW: Timestamp = Timestamp(1_790_000_000_000);

    fn who(id: u64) -> Who {
        Who { user: UserId(id), name: format!("Person {id}"), staff: true }
    }

    #[test]
    fn people_come_write_and_leave() {
        let presence = Presence::new(Hints::default());
        let first = presence.enter(KEY, who(2), NOW);
        let second = presence.enter(KEY, who(2), NOW);
        assert!(presence.at(KEY, UserId(2), NOW).is_empty(), "oneself is not told of");
        assert_eq!(presence.at(KEY, UserId(1), NOW).len(), 1);
        drop(first);
        assert_eq!(presence.at(KEY, UserId(1), NOW).len(), 1, "one page is still open");
        presence.types(KEY, who(2), false, NOW);
        presence.types(KEY, who(3), true, NOW);
        let there = presence.at(KEY, UserId(1), NOW.plus_seconds(9));
        assert!(there.len() == 2 && there.iter().all(|one| one.typing) && there[1].in_discord);
        let there = presence.at(KEY, UserId(1), NOW.plus_seconds(11));
        assert_eq!(there.iter().map(|one| (one.user.0, one.typing)).collect::<Vec<_>>(), [(2, false)]);
        presence.types(KEY, who(2), false, NOW.plus_seconds(20));
        drop(second);
        assert!(presence.at(KEY, UserId(1), NOW.plus_seconds(20)).is_empty());
    }

    #[test]
    fn there_is_an_end_to_the_people_and_tickets() {
        let presence = Presence::new(Hints::default());
        for id in 2..100 {
            presence.types(KEY, who(id), true, NOW);
        }
        assert_eq!(presence.at(KEY, UserId(1), NOW).len(), MOST_PEOPLE);
        for number in 0..(MOST_TICKETS as u32 + 10) {
            presence.types(TicketKey { number, ..KEY }, who(2), true, NOW);
        }
        assert_eq!(presence.room().0.len(), MOST_TICKETS);
        presence.types(TicketKey { number: u32::MAX, ..KEY }, who(2), true, NOW.plus_seconds(60));
        assert_eq!(presence.room().0.len(), 1, "what is over makes room");
    }
}
