//! Whether Discord tells this process what happens. In memory only: the next process finds out for itself.

use std::sync::{Mutex, MutexGuard};
use ticket::{Timestamp, Trouble};

/// Discord tells nothing, and will not until somebody does something about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deaf {
    /// What is wrong.
    pub trouble: Trouble,
    /// What is switched off, by its names in the developer portal.
    pub off: Vec<&'static str>,
    /// Since when.
    pub since: Timestamp,
}

/// Whether Discord tells us what happens.
#[derive(Debug, Default)]
pub struct Listening(Mutex<Option<Deaf>>);

impl Listening {
    fn held(&self) -> MutexGuard<'_, Option<Deaf>> {
        self.0.lock().expect("no panic holds it")
    }

    /// Discord refuses to tell. Since when stays as it was where the same was wrong before.
    pub fn refused(&self, deaf: Deaf) {
        let mut held = self.held();
        let since = held.as_ref().filter(|before| before.trouble == deaf.trouble).map(|before| before.since);
        *held = Some(Deaf { since: since.unwrap_or(deaf.since), ..deaf });
    }

    /// Discord tells us again; says whether it had refused.
    pub fn resumed(&self) -> bool {
        self.held().take().is_some()
    }

    /// What is in the way; nothing if all is well, or was not tried yet.
    pub fn deaf(&self) -> Option<Deaf> {
        self.held().clone()
    }
}
