//! Hints say "look": they wake the runner and refresh pages. A hint carries no fact, and losing all of them makes the system late by
//! one polling interval, never wrong.

use std::{
    collections::VecDeque,
    hash::{BuildHasher, Hasher, RandomState},
    sync::{Arc, Mutex, PoisonError},
};
use ticket::{GuildId, TicketKey};
use tokio::sync::broadcast;

/// Hints kept for a slow listener; one that falls further behind is told so and looks at everything.
const BACKLOG: usize = 1024;

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Something about this ticket or its conversation.
    Ticket(TicketKey),
    /// A guild's configuration or its people.
    Guild(GuildId),
    /// Who is at this ticket.
    Presence(TicketKey),
    /// Something about an act in bulk of this guild.
    Batch(GuildId),
    /// There may be jobs that are due.
    Jobs,
}

/// A moment between two hints of this process. Of another process, also of the one before a restart, it is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(pub u64);

/// The hints of this process.
#[derive(Clone, Debug)]
pub struct Hints {
    told: broadcast::Sender<Hint>,
    recent: Arc<Mutex<Recent>>,
}

/// The last hints that pages follow.
#[derive(Debug)]
struct Recent {
    /// After the last of them.
    now: u64,
    hints: VecDeque<Hint>,
}

impl Default for Hints {
    fn default() -> Self {
        // Moments of another process are far from those of this one.
        let now = RandomState::new().build_hasher().finish() >> 1;
        let recent = Recent { now, hints: VecDeque::with_capacity(BACKLOG) };
        Self { told: broadcast::Sender::new(BACKLOG), recent: Arc::new(Mutex::new(recent)) }
    }
}

impl Hints {
    /// Tells whoever listens.
    pub fn send(&self, hint: Hint) {
        if !matches!(hint, Hint::Jobs | Hint::Presence(_)) {
            let mut recent = self.recent();
            recent.hints.truncate(BACKLOG - 1);
            recent.hints.push_front(hint);
            recent.now += 1;
        }
        // Nobody listening is fine: hints are not facts.
        let _ = self.told.send(hint);
    }

    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Hint> {
        self.told.subscribe()
    }

    /// After all hints until now. Whoever reads something and listens later asks what came in between.
    pub fn now(&self) -> Moment {
        Moment(self.recent().now)
    }

    /// What was told since then, the latest first: tickets, guilds and acts in bulk. None where that is not known: it is too long ago, or of another
    /// process.
    pub fn since(&self, moment: Moment) -> Option<Vec<Hint>> {
        let recent = self.recent();
        let count = usize::try_from(recent.now.checked_sub(moment.0)?).ok()?;
        (count <= recent.hints.len()).then(|| recent.hints.iter().take(count).copied().collect())
    }

    fn recent(&self) -> std::sync::MutexGuard<'_, Recent> {
        self.recent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_since_a_moment_is_known_for_a_while() {
        let hints = Hints::default();
        let guild = |number| Hint::Guild(GuildId(number));
        hints.send(guild(1));
        let moment = hints.now();
        assert_eq!(hints.since(moment), Some(vec![]));
        for hint in [guild(2), Hint::Jobs, guild(3)] {
            hints.send(hint);
        }
        assert_eq!(hints.since(moment), Some(vec![guild(3), guild(2)]));
        assert_eq!(hints.since(hints.now()), Some(vec![]));
        assert_eq!(hints.since(Moment(hints.now().0 + 1)), None, "nobody was told that yet");
        assert_eq!(Hints::default().since(moment), None, "of another process");
        for number in 4..BACKLOG as u64 + 2 {
            hints.send(guild(number));
        }
        assert_eq!(hints.since(moment).map(|all| all.len()), Some(BACKLOG));
        hints.send(guild(0));
        assert_eq!(hints.since(moment), None, "too long ago");
    }
}
