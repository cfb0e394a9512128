//! How fast a conversation is rendered, and in how much memory: `cargo bench -p transcript --bench render`.
//!
//! First 10,000 and 100,000 messages made on the way, so that only the renderer's own memory counts; then 10,000 messages
//! held in memory, as a caller with a slice has them. Mixed content: every third message has markdown, every tenth an embed,
//! every twentieth buttons, every eighth files, replies, reactions, mentions, emoji.
#![allow(clippy::print_stdout)]

use serde_json::json;
use std::io::Write;
use std::time::Instant;
use transcript::{Conversation, Id, Line, Message, Options, Person, Role, message_from_value, render_page};

/// Counts what is written.
struct Counter(u64);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += std::hint::black_box(bytes).len() as u64;
        Ok(bytes.len())
    }
    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

const TEXTS: [&str; 9] = [
    "Hello, my parcel has not arrived yet and the page says it was delivered.",
    "Thanks! I will have a look **right now**, one moment please :)",
    "Could you send the order number? It looks like `LW-20931`, see <#700000000000000002>.",
    "> It said *delivered*\n> but there was nothing\nstrange, <@412345678901234562> do you know?",
    "https://support.example.org/orders/20931 and [the rules](https://support.example.org/rules)",
    "1. open the app\n2. press **Orders**\n3. send me what you see ||your address is hidden||",
    "```json\n{ \"order\": 20931, \"state\": \"lost\" }\n```",
    "ok & good, 5 < 6 \"quoted\" <:lantern:612345678901234561> 👍",
    "Sent on <t:1762800000:f>, @here please note that it was ~~Monday~~ __Tuesday__.",
];

/// The kinds of messages, made once.
fn kinds() -> Vec<Message> {
    (0..360u64)
        .map(|n| {
            let mut value = json!({
                "type": 0, "author": {"id": (412_345_678_901_234_561u64 + n / 3 % 5).to_string(), "username": format!("person{}", n / 3 % 5)},
                "content": TEXTS[(n % 9) as usize],
            });
            if n % 10 == 3 {
                value["embeds"] = json!([{"title": "Order 20931", "description": "State: **lost**, refund *started*", "color": n * 4000,
                    "fields": [{"name": "Order", "value": "20931", "inline": true}, {"name": "Paid", "value": "49,00 €", "inline": true}],
                    "footer": {"text": "Lantern Works"}}]);
            }
            if n % 20 == 7 {
                value["components"] = json!([{"type": 1, "components": [{"type": 2, "style": 1, "label": "Claim"}, {"type": 2, "style": 4, "label": "Close"}]}]);
            }
            if n % 8 == 5 {
                value["attachments"] = json!([{"id": "1", "filename": "photo.jpg", "content_type": "image/jpeg", "size": 81_000, "url": "https://cdn.discordapp.com/a/photo.jpg", "width": 900, "height": 600}]);
                value["reactions"] = json!([{"emoji": {"name": "👍"}, "count": 2}]);
            }
            if n % 12 == 2 {
                value["message_reference"] = json!({"message_id": "5"});
                value["referenced_message"] = json!({"id": "5", "author": {"id": "412345678901234562", "username": "beth"}, "content": TEXTS[3]});
            }
            message_from_value(&value)
        })
        .collect()
}

fn at(kinds: &[Message], n: u64) -> Message {
    let mut message = kinds[(n % kinds.len() as u64) as usize].clone();
    // Forty seconds apart.
    message.id = Id((344_000_000_000 + n * 40_000) << 22);
    message
}

fn run(name: &str, conversation: &Conversation, lines: impl Iterator<Item = Line>) -> f64 {
    let mut counter = Counter(0);
    let start = Instant::now();
    render_page(conversation, lines, &mut counter, Options::default()).expect("a counter takes everything");
    let seconds = start.elapsed().as_secs_f64();
    #[allow(clippy::cast_precision_loss)]
    let megabytes = counter.0 as f64 / 1e6;
    println!(
        "{name:<28} {seconds:7.3} s  {megabytes:7.1} MB  {:6.0} MB/s  peak {:5.1} MB",
        megabytes / seconds,
        peak()
    );
    seconds
}

/// Peak resident memory of this process so far, in MB.
fn peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:")).unwrap_or_default();
    line.split_whitespace().nth(1).and_then(|kb| kb.parse::<f64>().ok()).unwrap_or(f64::NAN) / 1024.0
}

fn main() {
    let mut conversation =
        Conversation { title: "Bench".into(), guild_name: "Lantern Works".into(), ..Conversation::default() };
    conversation.zone = jiff::tz::TimeZone::get("Europe/Berlin").ok();
    for n in 0..5u32 {
        let person =
            Person { name: format!("Person {n}"), color: Some(0x33_66CC + n * 9_000), ..Person::default() };
        conversation.people.insert(Id(412_345_678_901_234_561 + u64::from(n)), person);
    }
    conversation.roles.insert(Id(1), Role::default());
    let kinds = kinds();
    let made = |count: u64| (0..count).map(|n| Line::message(at(&kinds, n)));
    println!("before                                                            peak {:5.1} MB", peak());
    let few = run("10,000 made on the way", &conversation, made(10_000));
    let before = peak();
    let many = run("100,000 made on the way", &conversation, made(100_000));
    println!("ten times the messages: {:.1} times as long, {:.1} MB more", many / few, peak() - before);
    let held: Vec<Line> = made(10_000).collect();
    run("10,000 held in memory", &conversation, held.into_iter());
}
