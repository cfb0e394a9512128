//! Whether Discord tells this process what happens, and how far it has come with it. In memory only: the next process finds out for itself.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard},
};
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

/// Whether Discord tells us what happens, and what of it is not dealt with yet.
#[derive(Debug, Default)]
pub struct Listening {
    deaf: Mutex<Option<Deaf>>,
    taken: Mutex<BTreeMap<u32, u64>>,
    work: Arc<()>,
}

/// An event that is being dealt with, until this and all its clones are dropped.
#[derive(Clone, Debug)]
pub struct Unfinished(#[expect(dead_code, reason = "held, not read")] Arc<()>);

impl Listening {
    fn held(&self) -> MutexGuard<'_, Option<Deaf>> {
        self.deaf.lock().expect("no panic holds it")
    }

    /// An event is being dealt with.
    pub fn begin(&self) -> Unfinished {
        Unfinished(Arc::clone(&self.work))
    }

    /// Events that are being dealt with.
    pub fn unfinished(&self) -> usize {
        Arc::strong_count(&self.work) - 1
    }

    /// The event of this number in a shard's session was taken in (Discord: events/gateway-events, "Payload Structure", `s`).
    pub fn took(&self, shard: u32, number: u64) {
        self.taken.lock().expect("no panic holds it").insert(shard, number);
    }

    /// The number of the event that a shard took in last; 0 before the first.
    pub fn taken(&self, shard: u32) -> u64 {
        self.taken.lock().expect("no panic holds it").get(&shard).copied().unwrap_or(0)
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
