//! How fast interactions are acknowledged, and how much memory an idle process takes.
//!
//! `cargo bench --bench interactions`. Interactions come at a fixed rate, whatever the answers take; the time is from the moment the stand-in
//! hands the event to its socket until it has the acknowledgement, so it holds both sockets besides the process itself.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use fake_discord::{Fake, world::Answer};
use guildhall::demo;
use std::{
    process::{Command, Stdio},
    time::{Duration, Instant},
};
use tokio_util::sync::CancellationToken;

/// Interactions a second.
const RATE: u32 = 200;
/// For so many seconds.
const SECONDS: u32 = 20;
/// Kibibytes in a mebibyte.
const KIB: u64 = 1024;

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().expect("a folder");
    let started = demo::start(folder.path(), 0, 0, CancellationToken::new()).await.expect("starts");
    let (fake, sample) = (&started.fake, &started.sample);
    fake.until("commands", |world| (!world.commands.is_empty()).then_some(())).await;
    let mia = fake.person(sample.members[0]);
    let mut waiting = Vec::new();
    let mut took = Vec::new();
    let begin = Instant::now();
    for turn in 0..RATE * SECONDS {
        let due = begin + Duration::from_secs(1) * turn / RATE;
        tokio::time::sleep_until(due.into()).await;
        let sent = Instant::now();
        // Every fifth opens a ticket, with its commit and its channel; the others ask for the form.
        let asked = if turn % 5 == 0 {
            mia.submit(sample.get_help, "gh1:form:2", &[("order", "A-1"), ("problem", "late"), ("wish", "")])
        } else {
            mia.press_id(sample.get_help, 1, "gh1:open:1")
        };
        let fake = fake.clone();
        waiting.push(tokio::spawn(async move { acknowledged(&fake, asked).await - sent }));
    }
    for one in waiting {
        took.push(one.await.expect("is acknowledged"));
    }
    took.sort();
    let at = |share: f64| took[((took.len() - 1) as f64 * share) as usize];
    println!(
        "{} interactions at {RATE}/s on {} cores",
        took.len(),
        std::thread::available_parallelism().map_or(0, usize::from)
    );
    println!(
        "acknowledged after p50 {:?}, p99 {:?}, p99.9 {:?}, max {:?}",
        at(0.5),
        at(0.99),
        at(0.999),
        at(1.0)
    );
    let late = took.iter().filter(|time| **time > Duration::from_secs(3)).count();
    println!("later than Discord's three seconds: {late}");
    println!("p99 is 1/{:.0} of the three seconds", 3.0 / at(0.99).as_secs_f64());
    started.running.stop().await;
    idle(&started.fake);
}

async fn acknowledged(fake: &Fake, asked: u64) -> Instant {
    let look =
        |world: &fake_discord::World| (world.interactions[&asked].answer != Answer::None).then(Instant::now);
    fake.until("an acknowledgement", look).await
}

/// What the system says of an idle `serve` with one guild.
fn idle(fake: &Fake) {
    let folder = tempfile::tempdir().expect("a folder");
    let sessions = fake.look(|world| world.sessions.len());
    let mut process = Command::new(env!("CARGO_BIN_EXE_guildhall"))
        .args(["serve", "--listen", "127.0.0.1:0", "--data"])
        .arg(folder.path())
        .env("GUILDHALL_TOKEN", fake.token())
        .env("GUILDHALL_DISCORD_BASE", fake.base_url())
        .env("GUILDHALL_LOG", "off")
        .stdout(Stdio::null())
        .spawn()
        .expect("starts");
    while fake.look(|world| world.sessions.len()) == sessions {
        std::thread::sleep(Duration::from_millis(50));
    }
    std::thread::sleep(Duration::from_secs(3));
    let status = std::fs::read_to_string(format!("/proc/{}/status", process.id())).unwrap_or_default();
    let resident = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib: u64 = resident.and_then(|text| text.trim().trim_end_matches(" kB").parse().ok()).unwrap_or(0);
    println!("idle `serve` with one guild: {} MiB resident", kib / KIB);
    let _ = process.kill();
    let _ = process.wait();
}
