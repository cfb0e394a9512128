//! What is pushed to somebody's devices: on which occasions, to whom, and in which words.
//!
//! Nothing of a conversation is said in it, notes least of all: it lies on locked screens, and stays on devices where nobody is signed in
//! any more. Who may know of it is judged when it is asked for and again when it is sent.

use crate::{
    By, Event, GuildConfig, MessageId, Person, Recorded, Ticket, Timestamp, UserId,
    access::{self, Audience},
    loss,
    report::Talk,
    say,
    settings::Locale,
    sla::{self, Stand},
};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Seconds after which it is no news any more: what could not be delivered by then is dropped (RFC 8030, section 5.2).
pub const LASTS_SECONDS: i64 = 86_400;
/// Devices of one person; with one more the one that was switched on first is forgotten.
pub const MOST_DEVICES: u32 = 10;
/// Seconds to the first attempt after a failed one, and between attempts at most.
const FIRST_SECONDS: i64 = 30;
const MOST_SECONDS: i64 = 3_600;

/// Why somebody is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A ticket was given to them.
    Assigned,
    /// The member wrote on a ticket that they have.
    Wrote,
    /// Somebody mentioned them in a note.
    Mentioned,
    /// A promised time of a ticket that they have is nearly used up, or is.
    Clock,
    /// There is an answer to their own ticket.
    Answered,
}

impl Occasion {
    /// All of them, as they are shown.
    pub const ALL: [Self; 5] = [Self::Assigned, Self::Wrote, Self::Mentioned, Self::Clock, Self::Answered];

    /// Its name in forms.
    pub fn word(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Wrote => "wrote",
            Self::Mentioned => "mentioned",
            Self::Clock => "clock",
            Self::Answered => "answered",
        }
    }
    /// The occasion of this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }
    /// Whether it concerns those who work on tickets.
    pub fn is_for_staff(self) -> bool {
        self != Self::Answered
    }
    /// What it is called where it is chosen.
    pub fn label(self, l: Locale) -> String {
        match self {
            Self::Assigned => say!(l, "push-on-assigned"),
            Self::Wrote => say!(l, "push-on-wrote"),
            Self::Mentioned => say!(l, "push-on-mentioned"),
            Self::Clock => say!(l, "push-on-clock"),
            Self::Answered => say!(l, "push-on-answered"),
        }
    }
}

/// What it is about: nothing of it is copied, so that what is told is what is so when it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// Something that happened to the ticket.
    Event {
        /// Its place in the log.
        seq: u32,
    },
    /// Something that was said.
    Message {
        /// The message.
        message: MessageId,
    },
}

impl fmt::Display for Cause {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Event { seq } => write!(f, "e{seq}"),
            Self::Message { message } => write!(f, "m{message}"),
        }
    }
}

/// Whom an event concerns, by the ticket after it. Nobody is told of what they did themselves.
pub fn of_event(ticket: &Ticket, recorded: &Recorded) -> Vec<(UserId, Occasion)> {
    let concerned: Vec<_> = match &recorded.event {
        Event::Opened { ticket: opened, .. } => {
            opened.assignee.map(|to| (to, Occasion::Assigned)).into_iter().collect()
        }
        Event::Assigned { to, .. } => vec![(*to, Occasion::Assigned)],
        Event::Moved { assignee, .. } => assignee.map(|to| (to, Occasion::Assigned)).into_iter().collect(),
        Event::Noted { text } => {
            mentioned(text).into_iter().map(|user| (user, Occasion::Mentioned)).collect()
        }
        Event::SlaWarned { .. } | Event::SlaBroken { .. } => {
            let [claimer, assignee] = loss::holders(ticket);
            both(claimer, assignee).map(|user| (user, Occasion::Clock)).collect()
        }
        _ => Vec::new(),
    };
    concerned.into_iter().filter(|(user, _)| recorded.by.user() != Some(*user)).collect()
}

/// Whom a message concerns: those who have the ticket where its member wrote, else its member. Whether the writer was staff is judged
/// when it is sent.
pub fn of_message(author: UserId, opener: UserId, holders: [Option<UserId>; 2]) -> Vec<(UserId, Occasion)> {
    let [claimer, assignee] = holders;
    if author == opener {
        let others = both(claimer, assignee).filter(|user| *user != author);
        others.map(|user| (user, Occasion::Wrote)).collect()
    } else {
        vec![(opener, Occasion::Answered)]
    }
}

fn both(one: Option<UserId>, other: Option<UserId>) -> impl Iterator<Item = UserId> {
    one.into_iter().chain(other.filter(|_| one != other))
}

/// The accounts that a text mentions (Discord: reference, "Message Formatting"), each once, ten at most.
fn mentioned(text: &str) -> Vec<UserId> {
    let mut found: Vec<UserId> = Vec::new();
    for part in text.split("<@").skip(1) {
        let digits = part.split_once('>').map_or("", |(inside, _)| inside).trim_start_matches('!');
        if let Ok(user) = digits.parse()
            && !found.contains(&user)
            && found.len() < 10
        {
            found.push(user);
        }
    }
    found
}

/// Whether somebody may be told, as they and the ticket are now: those who may see it, and of what is for who has it only those who still
/// have it.
pub fn may_know(config: &GuildConfig, ticket: &Ticket, person: &Person, occasion: Occasion) -> bool {
    let staff = match access::audience(config, ticket, person) {
        None => return false,
        Some(audience) => audience == Audience::Staff,
    };
    match occasion {
        Occasion::Answered => ticket.opener.user == person.user,
        Occasion::Mentioned => staff,
        Occasion::Assigned | Occasion::Wrote | Occasion::Clock => {
            staff && ticket.is_open() && loss::holds(ticket, person.user)
        }
    }
}

/// Whether what an event tells of a promised time is still so: who waited got no answer since, and what was nearly used up is not used up.
pub fn is_so(ticket: &Ticket, talk: &Talk, event: &Event, now: Timestamp) -> bool {
    let stands = |metric, started, stand| {
        let clocks = sla::of(ticket, talk, now);
        clocks.iter().any(|clock| (clock.metric, clock.started, clock.stand) == (metric, started, stand))
    };
    match event {
        Event::SlaWarned { metric, started, .. } => stands(*metric, *started, Stand::Warned),
        Event::SlaBroken { breach } => stands(breach.metric, breach.started, Stand::Overdue),
        _ => true,
    }
}

/// Title and text of it. `by` is who wrote or did it, by their name of now where it is known.
pub fn words(
    l: Locale,
    occasion: Occasion,
    ticket: &Ticket,
    (by, overdue): (&str, bool),
    guild: &str,
) -> (String, String) {
    let number = ticket.key.number;
    let title = match occasion {
        Occasion::Assigned => say!(l, "push-assigned", number = number),
        Occasion::Wrote => say!(l, "push-wrote", name = by, number = number),
        Occasion::Mentioned => say!(l, "push-mentioned", name = by, number = number),
        Occasion::Clock if overdue => say!(l, "push-overdue", number = number),
        Occasion::Clock => say!(l, "push-near", number = number),
        Occasion::Answered => say!(l, "push-answered", number = number),
    };
    (title, format!("{} · {guild}", ticket.subject))
}

/// The name of who did it, as the log remembers it.
pub fn name(l: Locale, by: &By) -> String {
    crate::text::by(l, by)
}

/// Seconds until the next attempt at something that is so many seconds old: about twice as long each time.
pub fn wait_seconds(age: i64) -> i64 {
    age.clamp(FIRST_SECONDS, MOST_SECONDS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mentions_are_found_once() {
        assert_eq!(mentioned("<@5> and <@!6>, <@5>, <@&7>, <#8>, <@x>, <@9"), [UserId(5), UserId(6)]);
        assert_eq!(mentioned(&(0..20).map(|n| format!("<@{n}>")).collect::<String>()).len(), 10);
    }

    #[test]
    fn a_message_concerns_the_other_side() {
        let (mia, beth, carla) = (UserId(1), UserId(2), UserId(3));
        let told = |author, holders| of_message(author, mia, holders);
        assert_eq!(told(mia, [Some(beth), Some(beth)]), [(beth, Occasion::Wrote)]);
        assert_eq!(told(mia, [Some(beth), Some(carla)]), [(beth, Occasion::Wrote), (carla, Occasion::Wrote)]);
        assert_eq!(told(mia, [None, None]), []);
        assert_eq!(told(mia, [Some(mia), None]), [], "what somebody wrote themselves is no news to them");
        assert_eq!(told(beth, [Some(beth), None]), [(mia, Occasion::Answered)]);
    }

    #[test]
    fn attempts_come_less_often() {
        assert_eq!([0, 10, 31, 90_000].map(wait_seconds), [30, 30, 31, 3_600]);
    }
}
