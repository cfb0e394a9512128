//! Time as an argument.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};
use ticket::Timestamp;
use tokio::sync::watch;

/// Where "now" comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// One that a test sets.
    Manual(ManualClock),
}

/// A clock that stands still until it is moved.
#[derive(Clone, Debug)]
pub struct ManualClock {
    now: Arc<AtomicI64>,
    moved: watch::Sender<i64>,
}

impl ManualClock {
    /// A clock that shows this instant.
    pub fn at(now: Timestamp) -> Self {
        Self { now: Arc::new(AtomicI64::new(now.0)), moved: watch::Sender::new(now.0) }
    }
    /// Moves it forward.
    pub fn advance_seconds(&self, seconds: i64) {
        let now = self.now.fetch_add(seconds * 1000, Ordering::SeqCst) + seconds * 1000;
        self.moved.send_replace(now);
    }
    /// What it shows.
    pub fn now(&self) -> Timestamp {
        Timestamp(self.now.load(Ordering::SeqCst))
    }
}

impl Clock {
    /// The present instant.
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    pub fn now(&self) -> Timestamp {
        match self {
            Self::Manual(clock) => clock.now(),
            Self::System => {
                let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                Timestamp(since.map_or(0, |passed| i64::try_from(passed.as_millis()).unwrap_or(i64::MAX)))
            }
        }
    }

    /// Returns at this instant or later: never busy, and at once when a test moves the clock there.
    pub async fn until(&self, when: Timestamp) {
        match self {
            Self::System => {
                let wait = (when.0 - self.now().0).max(0).unsigned_abs();
                tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
            }
            Self::Manual(clock) => {
                let mut moved = clock.moved.subscribe();
                // The sender lives in `self`, so this only ends by reaching the instant.
                let _ = moved.wait_for(|now| *now >= when.0).await;
            }
        }
    }
}
