//! Holds every exchange with the stand-in against what nobody on this project wrote: Discord's OpenAPI file, schemas generated from
//! `discord-api-types` for the gateway, the rules of the documentation that neither states, and `twilight-validate`.
//!
//! Only tests use it. A test opens a [`Gate`], gives its [`Gate::tap`] to the stand-in, and lets it drop: what broke a rule fails the
//! test.

mod exchange;
mod opinion;
mod payload;
mod rules;
mod schema;
mod spec;
mod violation;

use fake_discord::tap::{Exchange, Seen, Tap};
use spec::Spec;
use std::{
    collections::HashSet,
    sync::{
        Once,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
};

pub use violation::Violation;

/// What waits to be judged at most; beyond it the stand-in waits.
const WAITING: usize = 4096;
/// Violations that are printed at most.
const PRINTED: usize = 60;

enum Work {
    Judge(Seen),
    Tell(SyncSender<Vec<Violation>>),
}

/// Watches one stand-in; fails the test when dropped if a rule was broken.
#[derive(Debug)]
pub struct Gate {
    work: Option<SyncSender<Work>>,
}

impl Gate {
    /// A gate of its own.
    ///
    /// Without Discord's files it watches nothing and says so; where `GUILDHALL_STRICT_TESTS` is set it does not go on.
    ///
    /// # Panics
    /// In strict mode without the files.
    pub fn open() -> Self {
        Self::watching(true)
    }

    /// A gate for what the stand-in says only: requests are other people's, or wrong on purpose.
    ///
    /// # Panics
    /// As [`Gate::open`].
    pub fn of_answers() -> Self {
        Self::watching(false)
    }

    fn watching(requests: bool) -> Self {
        let Some(spec) = available() else { return Self { work: None } };
        let (sender, receiver) = sync_channel(WAITING);
        std::thread::spawn(move || watch(spec, requests, &receiver));
        Self { work: Some(sender) }
    }

    /// The observer to give to the stand-in: `Config { tap: gate.tap(), .. }`.
    pub fn tap(&self) -> Option<Tap> {
        let work = self.work.clone()?;
        // A gate that is gone has judged already.
        Some(Tap::new(move |seen| drop(work.send(Work::Judge(seen)))))
    }

    /// What broke a rule so far, each once.
    pub fn violations(&self) -> Vec<Violation> {
        let Some(work) = &self.work else { return Vec::new() };
        let (sender, receiver) = sync_channel(1);
        let _ = work.send(Work::Tell(sender));
        // Whoever judged has fallen: nothing may pass then.
        receiver.recv().unwrap_or_else(|_| vec![Violation::of_the_gate()])
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        let found = self.violations();
        if found.is_empty() {
            return;
        }
        let words = told(&found);
        if std::thread::panicking() {
            eprintln!("{words}");
        } else {
            panic!("{words}");
        }
    }
}

/// What broke a rule, in words: path and rule of each.
pub fn told(found: &[Violation]) -> String {
    let mut words = format!("{} violations of Discord's rules:", found.len());
    for one in found.iter().take(PRINTED) {
        words.push_str(&format!("\n  {one}"));
    }
    words
}

fn watch(spec: &'static Spec, requests: bool, work: &Receiver<Work>) {
    let (mut known, mut all) = (HashSet::new(), Vec::new());
    for one in work {
        match one {
            Work::Judge(seen) => {
                let mut found = Vec::new();
                match seen {
                    Seen::Exchange(exchange) => {
                        exchange::judge(spec, &exchange, requests, &mut found);
                    }
                    Seen::Payload(text) => payload::judge(spec, &text, &mut found),
                }
                all.extend(found.into_iter().filter(|one| known.insert(one.clone())));
            }
            Work::Tell(to) => drop(to.send(all.clone())),
        }
    }
}

fn available() -> Option<&'static Spec> {
    let why = match spec::spec() {
        Ok(spec) => return Some(spec),
        Err(why) => why,
    };
    let words = format!(
        "THE SPEC GATE IS SKIPPED: {why} (looked in {}). Fetch specs/openapi.json of github.com/discord/discord-api-spec as \
         discord-openapi.json, generate the other two from the npm package discord-api-types as docs/fidelity.md says, and name the \
         folder in DISCORD_SPEC_DIR.",
        spec::folder().display()
    );
    assert!(std::env::var_os("GUILDHALL_STRICT_TESTS").is_none(), "{words}");
    static SAID: Once = Once::new();
    SAID.call_once(|| eprintln!("{words}"));
    None
}

/// Judges one exchange: for what was recorded, and for tests of the gate itself. Empty without Discord's files.
pub fn judge_exchange(exchange: &Exchange) -> Vec<Violation> {
    let mut found = Vec::new();
    if let Some(spec) = available() {
        exchange::judge(spec, exchange, true, &mut found);
    }
    found
}

/// Judges one payload of the gateway, as [`judge_exchange`]. Empty without Discord's files.
pub fn judge_payload(text: &str) -> Vec<Violation> {
    let mut found = Vec::new();
    if let Some(spec) = available() {
        payload::judge(spec, text, &mut found);
    }
    found
}
