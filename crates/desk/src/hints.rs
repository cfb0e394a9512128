//! Hints say "look": they wake the runner and refresh pages. A hint carries no fact, and losing all of them makes the system late by
//! one polling interval, never wrong.

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

/// The hints of this process.
#[derive(Clone, Debug)]
pub struct Hints(broadcast::Sender<Hint>);

impl Default for Hints {
    fn default() -> Self {
        Self(broadcast::Sender::new(BACKLOG))
    }
}

impl Hints {
    /// Tells whoever listens.
    pub fn send(&self, hint: Hint) {
        // Nobody listening is fine: hints are not facts.
        let _ = self.0.send(hint);
    }
    /// Listens from now on.
    pub fn listen(&self) -> broadcast::Receiver<Hint> {
        self.0.subscribe()
    }
}
