//! How many tickets can be opened a second under Discord's fifty requests a second.
//!
//! `cargo bench --bench openings`. Openings come at a fixed rate, whatever they take; an opening is complete when the welcome stands in its
//! channel. The stand-in counts requests, and those that were sent although Discord had said that there is none left.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use guildhall::demo;
use std::time::{Duration, Instant};
use ticket::{Actor, GuildConfig, GuildId};
use tokio_util::sync::CancellationToken;

/// Openings a second, for so many seconds; another rate with `GUILDHALL_RATE`.
const RATE: u32 = 22;
const SECONDS: u32 = 30;
/// What fifty requests a second allow at two for each opening.
const ALLOWED: f64 = 25.0;
/// Openings that are not complete so long after the last one are lost.
const PATIENCE: Duration = Duration::from_secs(60);

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let rate = std::env::var("GUILDHALL_RATE").ok().and_then(|rate| rate.parse().ok()).unwrap_or(RATE);
    let folder = tempfile::tempdir().expect("a folder");
    let started = demo::start(folder.path(), 0, 0, CancellationToken::new()).await.expect("starts");
    let (fake, sample) = (&started.fake, &started.sample);
    fake.until("commands", |world| (!world.commands.is_empty()).then_some(())).await;
    // The rate is measured, not how many channels a guild may have.
    fake.change(|world| (world.caps.channels, world.caps.in_category) = (100_000, 100_000));
    let (desk, guild) = (&started.running.desk, GuildId(sample.guild));
    let current = desk.config(guild).await.expect("reads");
    let mut config = GuildConfig::clone(&current.config);
    config.settings.mod_log = None;
    desk.configure(guild, &Actor::System, current.version, config, Vec::new()).await.expect("is valid");
    let before = fake.requests().len();

    let begin = Instant::now();
    let watching = tokio::spawn(completions(fake.clone(), (rate * SECONDS) as usize));
    for turn in 0..rate * SECONDS {
        tokio::time::sleep_until((begin + Duration::from_secs(1) * turn / rate).into()).await;
        let person = fake.person(sample.members[turn as usize % sample.members.len()]);
        let subject = format!("opening {turn}");
        person.submit(sample.get_help, "gh1:form:1", &[("subject", &subject), ("details", "measured")]);
    }
    let sent = begin.elapsed();
    let done = watching.await.expect("watches");
    let due = |turn: usize| begin + Duration::from_secs(1) * u32::try_from(turn).unwrap_or(0) / rate;
    // They complete nearly in order: the n-th completion against the n-th opening.
    let mut took: Vec<Duration> =
        done.iter().enumerate().map(|(turn, at)| at.saturating_duration_since(due(turn))).collect();
    took.sort();
    let at =
        |share: f64| took.get(((took.len().max(1) - 1) as f64 * share) as usize).copied().unwrap_or_default();
    let while_sent = done.iter().filter(|at| at.duration_since(begin) <= sent).count();
    let sustained = while_sent as f64 / sent.as_secs_f64();
    println!("{} of {} openings at {rate}/s complete", done.len(), rate * SECONDS);
    println!(
        "{sustained:.1} a second, {:.0} % of what fifty requests a second allow",
        sustained / ALLOWED * 100.0
    );
    println!("complete after p50 {:?}, p99 {:?}, max {:?}", at(0.5), at(0.99), at(1.0));
    let requests = fake.requests().split_off(before);
    let bound =
        requests.iter().filter(|one| !one.path.contains("interactions/") && !one.path.contains("webhooks/"));
    println!("{:.2} requests for each opening", bound.count() as f64 / done.len().max(1) as f64);
    let counters = fake.counters();
    println!("answers 429: {:?}; sent on an exhausted bucket: {:?}", counters.limited, counters.on_exhausted);
    println!("sent although an answer had said so: {:?}", counters.despite);
    started.running.stop().await;
    fake.stop();
}

/// When welcomes came to stand, in order.
async fn completions(fake: fake_discord::Fake, all: usize) -> Vec<Instant> {
    let mut done = Vec::with_capacity(all);
    let waiting = async {
        while done.len() < all {
            let known = done.len();
            let count = fake
                .until("a welcome", |world| {
                    let welcomed =
                        |one: &&fake_discord::world::Channel| one.topic.is_some() && !one.messages.is_empty();
                    let count = world.channels.values().filter(welcomed).count();
                    (count > known).then_some(count)
                })
                .await;
            done.resize(count, Instant::now());
        }
    };
    // What is missing then is seen in the figures.
    let _ = tokio::time::timeout(Duration::from_secs(u64::from(SECONDS)) + PATIENCE, waiting).await;
    done
}
