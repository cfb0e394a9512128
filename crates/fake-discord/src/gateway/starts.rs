//! How often a bot may identify (Discord: events/gateway, "Rate Limiting", "Session Start Limit Object").

use serde_json::{Value, json};

/// Identifies in 24 hours; beyond it Discord ends the sessions and resets the token.
pub(crate) const TOTAL: u32 = 1_000;
/// For how long they are counted, in milliseconds.
const DAY: i64 = 86_400_000;

/// The identifies of a bot.
#[derive(Debug, Default)]
pub(crate) struct Starts {
    used: u32,
    began: i64,
    last: Option<i64>,
}

/// What becomes of an Identify.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Start {
    /// A session.
    Go,
    /// Too soon after the last: Invalid Session.
    TooSoon,
    /// The budget of the day is spent.
    Spent,
}

impl Starts {
    fn turn(&mut self, now: i64) {
        if self.used == 0 || now - self.began >= DAY {
            (self.used, self.began) = (0, now);
        }
    }

    /// Identifies at `now`; two of the same rate limit key need `pause` milliseconds between them.
    pub(crate) fn identify(&mut self, now: i64, pause: i64) -> Start {
        self.turn(now);
        if self.used >= TOTAL {
            return Start::Spent;
        }
        self.used += 1;
        if self.last.is_some_and(|last| now - last < pause) {
            return Start::TooSoon;
        }
        self.last = Some(now);
        Start::Go
    }

    /// The pause after the last identify is over.
    pub(crate) fn rested(&mut self) {
        self.last = None;
    }

    /// Uses up identifies, as if the bot had made them.
    pub(crate) fn spend(&mut self, now: i64, times: u32) {
        self.turn(now);
        self.used += times;
    }

    /// `session_start_limit` of Get Gateway Bot.
    pub(crate) fn object(&mut self, now: i64) -> Value {
        self.turn(now);
        let reset_after = if self.used == 0 { DAY } else { self.began + DAY - now };
        json!({
            "total": TOTAL, "remaining": TOTAL.saturating_sub(self.used), "reset_after": reset_after, "max_concurrency": 1,
        })
    }
}
