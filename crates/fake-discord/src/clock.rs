//! The fake's time.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

/// Unix milliseconds: the machine's, or what a test says.
#[derive(Clone, Debug)]
pub enum Clock {
    /// The machine's.
    System,
    /// Set by a test.
    Manual(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at this instant until it is moved.
    pub fn at(milliseconds: i64) -> Self {
        Self::Manual(Arc::new(AtomicI64::new(milliseconds)))
    }

    /// Now, in Unix milliseconds.
    #[expect(clippy::disallowed_methods, reason = "the fake's one place that reads the system's clock")]
    pub fn now(&self) -> i64 {
        match self {
            Self::Manual(now) => now.load(Ordering::SeqCst),
            Self::System => std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .map_or(0, |passed| passed.as_millis() as i64),
        }
    }

    /// Moves a manual clock forward.
    pub fn advance_seconds(&self, seconds: i64) {
        if let Self::Manual(now) = self {
            now.fetch_add(seconds * 1000, Ordering::SeqCst);
        }
    }
}
