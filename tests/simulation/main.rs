//! Whole guilds for simulated days: members, staff, timers, faults, restarts, against a small model of what must be true.
//!
//! `GUILDHALL_SIM_SEEDS=2000 cargo test --release --test simulation` runs so many seeds, `GUILDHALL_SIM_FIRST=17` begins at another;
//! `GUILDHALL_SIM_AT_ONCE` says how many at once. Every failure prints its seed, and what was done until then.

mod acts;
mod dice;
mod model;
mod stage;
mod unknown;

use acts::Run;
use model::Counters;
use std::{
    collections::BTreeMap,
    env,
    sync::{
        Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

/// Seeds in an ordinary run.
const SEEDS: u64 = 8;
/// Runs at once.
const AT_ONCE: u64 = 8;
/// Requests for each of which one may be refused in a way that counts against the address (topics/rate-limits, "Invalid Request Limit"): ten
/// of a million.
const REQUESTS_FOR_ONE_INVALID: u64 = 100_000;
/// Steps between two comparisons, and comparisons in a run.
const STEPS: usize = 25;
const ROUNDS: usize = 3;

fn number(name: &str, usual: u64) -> u64 {
    env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// What came of one seed.
#[derive(Default)]
struct Done {
    steps: usize,
    seconds: i64,
    faults: usize,
    tickets: usize,
    messages: usize,
    requests: u64,
    invalid: u64,
    /// What was refused, by route and status.
    refused: BTreeMap<String, u64>,
}

impl Done {
    fn add(&mut self, other: &Self) {
        self.steps += other.steps;
        self.seconds += other.seconds;
        self.faults += other.faults;
        self.tickets += other.tickets;
        self.messages += other.messages;
        self.requests += other.requests;
        self.invalid += other.invalid;
        for (what, times) in &other.refused {
            *self.refused.entry(what.clone()).or_default() += times;
        }
    }
}

async fn run(seed: u64) -> Result<Done, String> {
    let mut run = Run::begin(seed).await;
    for round in 0..ROUNDS {
        for _ in 0..STEPS {
            run.step().await;
        }
        let (counters, notes) = run.compare().await;
        report(seed, round, &run, &counters, &notes)?;
    }
    // What is right stays right when the product starts anew.
    run.stage.stop().await;
    run.stage.start().await;
    let (counters, notes) = run.compare().await;
    report(seed, ROUNDS, &run, &counters, &notes)?;
    let counted = run.stage.fake.counters();
    let done = Done {
        requests: counted.requests.values().sum(),
        invalid: counted.invalid,
        steps: run.diary.len(),
        seconds: run.seconds,
        faults: run.faults,
        tickets: run.model.tickets.len(),
        messages: run.model.said.values().map(|said| said.len()).sum(),
        refused: refused(&run),
    };
    run.stage.end().await;
    Ok(done)
}

/// What counts as an invalid request, by route and status.
fn refused(run: &Run) -> BTreeMap<String, u64> {
    let mut refused = BTreeMap::new();
    for one in run.stage.fake.requests().iter().filter(|one| matches!(one.status, 401 | 403 | 429)) {
        let is_id = |part: &&str| part.len() >= 15 || part.bytes().all(|byte| byte.is_ascii_digit());
        let path = one.path.split('?').next().unwrap_or_default();
        let parts: Vec<_> =
            path.split('/').map(|part| if is_id(&part) && !part.is_empty() { "…" } else { part }).collect();
        *refused.entry(format!("{} {} {}", one.method, parts.join("/"), one.status)).or_default() += 1;
    }
    refused
}

fn report(seed: u64, round: usize, run: &Run, counters: &Counters, notes: &[String]) -> Result<(), String> {
    if counters.all_zero() {
        return Ok(());
    }
    let diary = run.diary.join(" ");
    Err(format!("seed {seed}, round {round}: {counters:?}\n{}\nsteps: {diary}", notes.join("\n")))
}

/// One seed on a runtime of its own; a panic is its failure.
fn alone(seed: u64) -> Result<Done, String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    let ran = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| runtime.block_on(run(seed))));
    ran.unwrap_or_else(|panic| {
        let words = panic.downcast_ref::<String>().map(String::as_str);
        let words = words.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic");
        Err(format!("seed {seed}: {words}"))
    })
}

// Proves: over days with faults, cuts, outages, restarts and hand-made changes no ticket and no message is lost, doubled or misordered,
// nothing stays stuck, no channel is without a ticket, and at most ten of a million requests count as invalid at Discord.
#[test]
fn guilds_live_through_bad_days() {
    // What the product says, where somebody wants to know: `GUILDHALL_LOG=debug`, best with one seed.
    if let Ok(filter) = env::var("GUILDHALL_LOG") {
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
    }
    let (first, count) = (number("GUILDHALL_SIM_FIRST", 1), number("GUILDHALL_SIM_SEEDS", SEEDS));
    let at_once = number("GUILDHALL_SIM_AT_ONCE", AT_ONCE);
    eprintln!("seeds {first} to {} (GUILDHALL_SIM_FIRST, GUILDHALL_SIM_SEEDS)", first + count - 1);
    let (next, all) = (AtomicU64::new(first), Mutex::new(Vec::new()));
    std::thread::scope(|scope| {
        for _ in 0..at_once.min(count) {
            scope.spawn(|| {
                loop {
                    let seed = next.fetch_add(1, Ordering::SeqCst);
                    if seed >= first + count {
                        return;
                    }
                    let done = alone(seed);
                    if let Err(why) = &done {
                        eprintln!("{why}\n");
                    }
                    all.lock().expect("nobody panics with it").push(done);
                }
            });
        }
    });
    let (mut sum, mut failed) = (Done::default(), Vec::new());
    for ended in all.into_inner().expect("nobody panics with it") {
        match ended {
            Ok(done) => sum.add(&done),
            Err(why) => failed.push(why.lines().next().unwrap_or_default().to_owned()),
        }
    }
    let Done { steps, seconds, faults, tickets, messages, requests, invalid, refused } = sum;
    let (days, failures) = (seconds / 86_400, failed.len());
    eprintln!(
        "{count} seeds, {steps} steps, {days} days, {tickets} tickets, {messages} messages, {faults} faults injected, \
         {requests} requests, {invalid} of them invalid; failed: {failures}"
    );
    eprintln!("refused (of a limit that is shared none counts): {refused:#?}");
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(invalid * REQUESTS_FOR_ONE_INVALID <= requests, "{invalid} of {requests} requests were invalid");
}
