//! How long the pages of a long conversation take.
//!
//! `cargo bench --bench conversations`. Two tickets, one a hundred times as long as the other; each page is fetched over a socket by somebody
//! who is signed in. The time to the first byte is until the answer's head is there.

#![expect(clippy::print_stdout, reason = "a program that prints figures")]

use desk::ports::{Change, Posted};
use guildhall::demo::{self, Started};
use std::time::{Duration, Instant};
use ticket::{GuildId, MessageId, TicketKey, UserId, ids::DISCORD_EPOCH};
use tokio_util::sync::CancellationToken;

/// Messages in the short and in the long conversation.
const LENGTHS: [u64; 2] = [100, 10_000];
/// Fetches of each page; the median counts.
const TIMES: usize = 9;

#[tokio::main(flavor = "multi_thread")]
async fn main() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().expect("a folder");
    let started = demo::start(folder.path(), 0, 0, CancellationToken::new()).await.expect("starts");
    started.fake.until("commands", |world| (!world.commands.is_empty()).then_some(())).await;
    let cookie = signed_in(&started).await;
    for (number, length) in (1..).zip(LENGTHS) {
        opened(&started, number).await;
        talk(&started, number, length).await;
        for page in ["", "/transcript", "/transcript?whole", "/transcript?q=9999", "/transcript/download"] {
            let path = format!("{}/g/{}/tickets/{number}{page}", started.web, started.sample.guild);
            let mut took = Vec::new();
            let mut size = 0;
            for _ in 0..TIMES {
                let (first, whole, bytes) = fetch(&path, &cookie).await;
                took.push((whole, first));
                size = bytes;
            }
            took.sort();
            let (whole, first) = took[TIMES / 2];
            println!(
                "{length:>6} messages{page:<24} first byte {first:>9.2?}  all {whole:>9.2?}  {:>8} KB",
                size / 1024
            );
        }
    }
    started.running.stop().await;
    started.fake.stop();
}

async fn opened(started: &Started, number: u32) {
    let mia = started.fake.person(started.sample.members[0]);
    let here = started.sample.get_help;
    let asked = mia.submit(here, "gh1:form:1", &[("subject", "Rudder"), ("details", "It is loose.")]);
    let _ = mia.told(asked).await;
    let store = started.running.desk.store();
    let key = TicketKey { guild: GuildId(started.sample.guild), number };
    while store.ticket(key).await.expect("reads").is_none_or(|found| found.activity.messages == 0) {
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// What people say: short and long, with marks and links.
async fn talk(started: &Started, number: u32, length: u64) {
    let key = TicketKey { guild: GuildId(started.sample.guild), number };
    let people = [started.sample.members[0], started.sample.staff[0]];
    let begin = (started.running.desk.clock().now().0 - DISCORD_EPOCH) as u64;
    let say = |n: u64| {
        let (id, author) = (MessageId((begin + n) << 22), people[(n / 3 % 2) as usize]);
        let body = serde_json::json!({
            "id": id.to_string(), "type": 0, "author": {"id": author.to_string(), "username": "someone"},
            "content": format!("message {n}: the **rudder** of the boat is `loose`, see https://harbor.example/{n} {}", "and so on ".repeat((n % 9) as usize)),
        });
        let (author, body) = (UserId(author), body.to_string());
        let posted = Posted {
            message: id,
            author,
            human: true,
            staff_reply: false,
            body,
            edited: None,
            files: Vec::new(),
        };
        (key, Change::Posted(posted))
    };
    for from in (0..length).step_by(500) {
        let some = (from..length.min(from + 500)).map(say).collect();
        started.running.desk.append(some, Vec::new()).await.expect("writes");
    }
}

async fn fetch(path: &str, cookie: &str) -> (Duration, Duration, usize) {
    let client = reqwest::Client::builder().build().expect("a client");
    loop {
        let begin = Instant::now();
        let asked = client.get(path).header("cookie", cookie).send().await.expect("answers");
        if asked.status() == 429 {
            tokio::time::sleep(Duration::from_secs(2)).await;
            continue;
        }
        assert!(asked.status().is_success(), "{path}: {}", asked.status());
        let first = begin.elapsed();
        let bytes = asked.bytes().await.expect("reads").len();
        return (first, begin.elapsed(), bytes);
    }
}

async fn signed_in(started: &Started) -> String {
    let none = reqwest::redirect::Policy::none();
    let client = reqwest::Client::builder().redirect(none).build().expect("a client");
    let begin = client.get(format!("{}/auth/discord?next=/", started.web)).send().await.expect("answers");
    let to = begin.headers()["location"].to_str().expect("text").to_owned();
    let staff = started.sample.staff[0];
    let back = client.get(format!("{to}&as={staff}")).send().await.expect("answers");
    let back = back.headers()["location"].to_str().expect("text").to_owned();
    let done = client.get(back).header("cookie", cookie_of(&begin)).send().await.expect("answers");
    cookie_of(&done)
}

fn cookie_of(answer: &reqwest::Response) -> String {
    let set = answer.headers()["set-cookie"].to_str().expect("text");
    set.split(';').next().unwrap_or_default().to_owned()
}
