//! What other programs are told of: a closed list (P228).

use crate::{
    Event,
    sla::{Act, Step},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// Failed attempts in a row after which an endpoint is switched off until somebody switches it on again (P227).
pub const MOST_FAILURES: u32 = 30;
/// Attempts at one delivery before the next one has its turn.
pub const MOST_ATTEMPTS: u32 = 12;
/// Endpoints of a guild.
pub const MOST_ENDPOINTS: u32 = 20;
/// Deliveries that may wait for one endpoint; with one more it is switched off.
pub const MOST_WAITING: u32 = 10_000;
/// Seconds for which the news of an opening waits, at most, until there is a channel to name.
pub const SURFACE_SECONDS: i64 = 10;
/// The first wait after a failed attempt, in seconds; it doubles.
const FIRST_WAIT: i64 = 5;
/// The longest wait, in seconds.
const LONGEST_WAIT: i64 = 3_600;

/// What an endpoint can be told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Topic {
    /// A ticket was opened.
    Opened,
    /// Somebody wrote in a ticket, member or staff; never a note.
    Message,
    /// Somebody took a ticket.
    Claimed,
    /// A claim was released.
    Released,
    /// A ticket has another case worker, or none.
    Assigned,
    /// A ticket was closed.
    Closed,
    /// A closed ticket was opened again.
    Reopened,
    /// A ticket is more or less urgent.
    Priority,
    /// A ticket is of another type.
    Moved,
    /// A ticket has another subject.
    Renamed,
    /// A tag was added or taken away.
    Tagged,
    /// The opener said how it went.
    Rated,
    /// A ticket was put out of sight for a while.
    Snoozed,
    /// It is back.
    Woke,
    /// Staff said that what the member wrote last needs no answer, or does after all.
    ReplyNeeded,
    /// A promised time is over.
    SlaBroken,
    /// A step of a policy that calls webhooks was taken.
    SlaStep,
    /// A delivery that somebody asked for, to see whether it arrives. Nobody needs to choose it.
    Test,
}

impl Topic {
    /// What can be chosen.
    pub const CHOICES: [Self; 17] = [
        Self::Opened,
        Self::Message,
        Self::Claimed,
        Self::Released,
        Self::Assigned,
        Self::Closed,
        Self::Reopened,
        Self::Priority,
        Self::Moved,
        Self::Renamed,
        Self::Tagged,
        Self::Rated,
        Self::Snoozed,
        Self::Woke,
        Self::ReplyNeeded,
        Self::SlaBroken,
        Self::SlaStep,
    ];

    /// Its name in envelopes and in the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Opened => "ticket.opened",
            Self::Message => "ticket.message",
            Self::Claimed => "ticket.claimed",
            Self::Released => "ticket.released",
            Self::Assigned => "ticket.assigned",
            Self::Closed => "ticket.closed",
            Self::Reopened => "ticket.reopened",
            Self::Priority => "ticket.priority",
            Self::Moved => "ticket.moved",
            Self::Renamed => "ticket.renamed",
            Self::Tagged => "ticket.tagged",
            Self::Rated => "ticket.rated",
            Self::Snoozed => "ticket.snoozed",
            Self::Woke => "ticket.woke",
            Self::ReplyNeeded => "ticket.reply_needed",
            Self::SlaBroken => "ticket.sla_broken",
            Self::SlaStep => "ticket.sla_step",
            Self::Test => "test",
        }
    }

    /// The topic with this name.
    pub fn named(word: &str) -> Option<Self> {
        Self::CHOICES.into_iter().chain([Self::Test]).find(|topic| topic.word() == word)
    }

    /// What an event of a ticket is to others, if anything. Notes never leave, nor does what Guildhall observes of Discord.
    pub fn of(event: &Event) -> Option<Self> {
        match event {
            Event::Opened { .. } => Some(Self::Opened),
            Event::Claimed { .. } => Some(Self::Claimed),
            Event::Unclaimed { .. } => Some(Self::Released),
            Event::Assigned { .. } | Event::Unassigned { .. } => Some(Self::Assigned),
            Event::Closed { .. } => Some(Self::Closed),
            Event::Reopened { .. } => Some(Self::Reopened),
            Event::PriorityChanged { .. } => Some(Self::Priority),
            Event::Moved { .. } => Some(Self::Moved),
            Event::Renamed { .. } => Some(Self::Renamed),
            Event::Tagged { .. } | Event::Untagged { .. } => Some(Self::Tagged),
            Event::Rated { .. } => Some(Self::Rated),
            Event::Snoozed { .. } => Some(Self::Snoozed),
            Event::Woke { .. } => Some(Self::Woke),
            Event::NoReplyNeeded { .. } | Event::ReplyNeeded { .. } => Some(Self::ReplyNeeded),
            Event::SlaBroken { .. } => Some(Self::SlaBroken),
            Event::SlaStep { step: Step { act: Act::CallWebhook, .. }, .. } => Some(Self::SlaStep),
            Event::CloseRequested { .. }
            | Event::CloseDeclined
            | Event::Pinned
            | Event::Unpinned
            | Event::Paused { .. }
            | Event::Resumed { .. }
            | Event::UserAdded { .. }
            | Event::UserRemoved { .. }
            | Event::Noted { .. }
            | Event::IdleWarned { .. }
            | Event::IdleTold { .. }
            | Event::SlaChanged { .. }
            | Event::SlaWarned { .. }
            | Event::SlaStep { .. }
            | Event::SlaStepVoid { .. }
            | Event::SlaRecomputed { .. }
            | Event::ClaimWarned { .. }
            | Event::ClaimLapsed { .. }
            | Event::Assisted { .. }
            | Event::AssistHelped
            | Event::Archived
            | Event::Expired
            | Event::SurfaceRemoved
            | Event::SurfaceReady { .. }
            | Event::SurfaceFailed { .. }
            | Event::SurfaceDeleted
            | Event::WelcomePosted { .. } => None,
        }
    }

    /// Whether a delivery that waits for the channel's name may go now.
    pub fn settles(event: &Event) -> bool {
        matches!(event, Event::SurfaceReady { .. } | Event::SurfaceFailed { .. })
    }
}

impl Serialize for Topic {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Topic {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let word = String::deserialize(input)?;
        Self::named(&word).ok_or_else(|| de::Error::custom(format!("{word} is no event")))
    }
}

/// Seconds to wait after so many failures in a row: doubling from five seconds to an hour, and up to a quarter more by `chance` (0 to
/// 1), so that those who failed together do not come back together.
pub fn back_off(failures: u32, chance: f64) -> i64 {
    let wait = FIRST_WAIT.saturating_mul(1_i64 << failures.saturating_sub(1).min(20)).min(LONGEST_WAIT);
    wait + (wait as f64 / 4.0 * chance.clamp(0.0, 1.0)) as i64
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It arrived.
    Delivered,
    /// To be tried again.
    Again,
    /// The receiver does not want it.
    Refused,
}

/// Judges an answer by its status; none is no answer at all: a time-out, or nobody there (P226).
pub fn verdict(status: Option<u16>) -> Verdict {
    match status {
        Some(200..=299) => Verdict::Delivered,
        Some(408 | 425 | 429 | 500..=599) | None => Verdict::Again,
        Some(_) => Verdict::Refused,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: P226
    #[test]
    fn answers_are_judged() {
        for status in [200, 201, 204, 299] {
            assert_eq!(verdict(Some(status)), Verdict::Delivered, "{status}");
        }
        for status in [408, 425, 429, 500, 502, 503, 504, 599] {
            assert_eq!(verdict(Some(status)), Verdict::Again, "{status}");
        }
        assert_eq!(verdict(None), Verdict::Again);
        for status in [100, 301, 302, 307, 400, 401, 403, 404, 410, 413, 422] {
            assert_eq!(verdict(Some(status)), Verdict::Refused, "{status}");
        }
        let waits: Vec<i64> = (1..=13).map(|failures| back_off(failures, 0.0)).collect();
        assert_eq!(waits, [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600, 3600]);
        for failures in 0..80 {
            let wait = back_off(failures, 1.0);
            assert!((6..=4500).contains(&wait), "{failures}: {wait}");
        }
    }

    // Proves: P228
    #[test]
    fn names_are_their_own() {
        for topic in Topic::CHOICES {
            assert_eq!(Topic::named(topic.word()), Some(topic));
        }
        assert_eq!(Topic::of(&Event::Noted { text: "secret".to_owned() }), None);
        assert!(serde_json::from_str::<Topic>("\"ticket.noted\"").is_err());
    }
}
