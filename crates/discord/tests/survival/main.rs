//! What Discord never sent yet, or never should: it is logged, nothing falls over, and no ticket is lost.

mod mangle;
#[allow(dead_code, reason = "it serves the other tests too")]
#[path = "../walk/support.rs"]
mod support;

use fake_discord::{
    World,
    tap::{Exchange, Seen, Tap},
    world::{Answer, Interaction, Session},
};
use mangle::{Chance, custom_id, hostile, mangle};
use serde_json::{Value, json};
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};
use support::Stage;
use ticket::{MessageId, TicketKey};

/// Mangled events of one run, unless `GUILDHALL_FUZZ` says otherwise.
const EVENTS: usize = 1_000;
/// Presses of odd buttons in one run.
const PRESSES: usize = 150;
/// After so many it has to be alive.
const BATCH: usize = 100;

static PANICS: AtomicUsize = AtomicUsize::new(0);

/// A panic of any thread or task counts, also where its task is the only one to end.
fn count_panics() {
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        PANICS.fetch_add(1, Ordering::SeqCst);
        told(panic);
    }));
}

fn number(name: &str, other: u64) -> u64 {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(other)
}

fn push(session: &mut Session, event: &str, data: &Value) {
    session.push(event, data);
}

/// Tells every session, past all that the stand-in would make of it.
fn tell(stage: &Stage, event: &str, data: &Value) {
    stage.fake.change(|world| world.sessions.values_mut().for_each(|session| push(session, event, data)));
}

/// It still hears what is said in the ticket.
async fn alive(stage: &Stage, channel: u64, number: u32) {
    let said = stage.fake.person(stage.sample.members[0]).say(channel, "still there?");
    let key = TicketKey { guild: stage.guild(), number };
    stage
        .until("a message in the ticket", async |stage| {
            let lines = stage.desk.store().lines(key, None, 10_000).await.expect("a store");
            lines.into_iter().any(|line| line.message == MessageId(said)).then_some(())
        })
        .await;
    assert!(stage.ticket(number).await.expect("the ticket").is_open(), "the ticket was closed");
    assert_eq!(PANICS.load(Ordering::SeqCst), 0, "something fell over: see above");
}

/// A guild with a ticket, and the events that led to it. So far the gate judges all of it; from here on what Guildhall asks for, whatever it is told.
async fn begun() -> (Stage, u64, u32, Vec<Value>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let begun = Arc::new(AtomicBool::new(false));
    let over = Arc::clone(&begun);
    let stage =
        Stage::begin_seen_by(move |gate| Some(Tap::new(move |one| watch(gate.as_ref(), &kept, &over, one))))
            .await;
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let (channel, number) = stage.open(mia.id).await;
    let said = mia.say(channel, "hello");
    mia.edit(channel, said, "hello!");
    mia.react(channel, said, "👍");
    mia.send_file(channel, "look", "a.txt", "text/plain", b"text");
    alive(&stage, channel, number).await;
    begun.store(true, Ordering::SeqCst);
    let texts = seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
    let events = texts.iter().filter_map(|text| serde_json::from_str(text).ok());
    // How the connection itself begins is not Guildhall's to read.
    (stage, channel, number, events.filter(|event: &Value| event["t"] != "READY").collect())
}

/// Keeps the events, and lets the gate see what it can judge: what is told on purpose is not Discord's, nor what the stand-in answers to who
/// was told it.
fn watch(gate: Option<&Tap>, kept: &Mutex<Vec<String>>, begun: &AtomicBool, one: Seen) {
    if let Seen::Payload(text) = &one {
        kept.lock().unwrap_or_else(PoisonError::into_inner).push(text.clone());
    }
    let judged = match one {
        one if !begun.load(Ordering::SeqCst) => Some(one),
        Seen::Exchange(exchange) => Some(Seen::Exchange(Box::new(Exchange { planned: true, ..*exchange }))),
        Seen::Payload(_) => None,
    };
    if let Some((gate, judged)) = gate.zip(judged) {
        gate.see(judged);
    }
}

fn first(events: &[Value], name: &str) -> Value {
    let found = events.iter().find(|event| event["t"] == name);
    found.unwrap_or_else(|| panic!("no {name} was sent"))["d"].clone()
}

/// One thing wrong or new at a time, each where it would hurt.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_new_is_survived() {
    count_panics();
    let (stage, channel, number, events) = begun().await;
    let guild = json!(stage.sample.guild.to_string());
    type Change = (&'static str, &'static str, Value);
    let changes: Vec<Change> = vec![
        ("MESSAGE_CREATE", "/type", json!(255)),
        ("MESSAGE_CREATE", "/flags", json!(1_u64 << 40)),
        ("MESSAGE_CREATE", "/author", Value::Null),
        ("MESSAGE_CREATE", "/content", Value::Null),
        ("MESSAGE_CREATE", "/components", json!([{"type": 77, "id": 1, "parts": [{"type": 78}]}])),
        ("MESSAGE_CREATE", "/embeds", json!([{"type": "of the future", "title": null}])),
        ("MESSAGE_CREATE", "/attachments", json!([{"id": "1"}])),
        ("MESSAGE_CREATE", "/id", json!("18446744073709551615")),
        ("MESSAGE_UPDATE", "/author", Value::Null),
        ("MESSAGE_UPDATE", "/edited_timestamp", json!("soon")),
        ("MESSAGE_REACTION_ADD", "/emoji", json!({"id": null, "name": null})),
        ("CHANNEL_CREATE", "/type", json!(99)),
        ("CHANNEL_CREATE", "/permission_overwrites/0/allow", json!(u64::MAX.to_string())),
        ("GUILD_CREATE", "/roles/0/permissions", json!(u64::MAX.to_string())),
        ("GUILD_CREATE", "/roles", Value::Null),
        ("GUILD_CREATE", "/channels", json!([])),
        ("GUILD_CREATE", "/channels", Value::Null),
        ("GUILD_CREATE", "/members", json!([{"user": null}])),
        ("INTERACTION_CREATE", "/type", json!(42)),
        ("INTERACTION_CREATE", "/data", Value::Null),
        ("INTERACTION_CREATE", "/member", Value::Null),
        ("INTERACTION_CREATE", "/member/permissions", json!("99999999999999999999999")),
        ("INTERACTION_CREATE", "/data/options", json!([{"type": 99, "name": "", "value": {}}])),
        ("INTERACTION_CREATE", "/guild_id", json!("0")),
        ("INTERACTION_CREATE", "/token", json!("")),
    ];
    for (event, pointer, value) in changes {
        let mut data = first(&events, event);
        *data.pointer_mut(pointer).unwrap_or_else(|| panic!("{event} has no {pointer}")) = value;
        tell(&stage, event, &data);
    }
    tell(&stage, "THE_FUTURE", &json!({"guild_id": guild, "what": [1, {"a": null}]}));
    tell(&stage, "MESSAGE_CREATE", &Value::Null);
    tell(&stage, "INTERACTION_CREATE", &json!("text"));
    alive(&stage, channel, number).await;
    for frame in [
        "no JSON",
        "[]",
        "null",
        "{}",
        r#"{"op":0}"#,
        r#"{"op":77,"d":{}}"#,
        r#"{"op":0,"t":7,"s":"x","d":1}"#,
        "\u{0}",
    ] {
        stage.fake.change(|world| {
            world.sessions.values_mut().for_each(|session| session.log.push(frame.to_owned()))
        });
    }
    alive(&stage, channel, number).await;
    stage.end().await;
}

/// So much of a text as fits, by the larger of the two ways to count.
fn cut(text: &str, units: usize) -> String {
    let mut left = units;
    text.chars().take_while(|c| left.checked_sub(c.len_utf16()).map(|rest| left = rest).is_some()).collect()
}

/// Hostile names and answers, through a whole ticket and past the gate: what Guildhall makes of them is still what Discord takes.
#[tokio::test(flavor = "multi_thread")]
async fn hostile_words_are_only_words() {
    count_panics();
    for (name, words) in hostile() {
        let stage = Stage::begin_with(|world, sample| {
            let named = world.users.values_mut().filter(|user| !user.bot);
            named.for_each(|user| user.global_name = Some(name.clone()));
            let guild = world.guilds.get_mut(&sample.guild).expect("the guild");
            guild.name = name.clone();
            guild.roles.iter_mut().for_each(|role| role.name = name.clone());
            guild.members.values_mut().for_each(|member| member.nick = Some(name.clone()));
        })
        .await;
        stage.set_up().await;
        let mia = stage.fake.person(stage.sample.members[0]);
        let pressed = mia.press(stage.sample.get_help, "Support");
        let sent = mia.fill(pressed, &[&cut(&words, 100), &cut(&words, 2_000)]).await;
        let key = stage
            .until("the ticket", async |stage| {
                let ticket = stage.ticket(1).await?;
                ticket.surface.welcome().map(|_| ticket.key)
            })
            .await;
        let channel = stage
            .until("a link to it", async |_| {
                let told = mia.told(sent).await;
                told["content"].as_str()?.split("<#").nth(1)?.split('>').next()?.parse::<u64>().ok()
            })
            .await;
        let said = mia.say(channel, &cut(&words, 2_000));
        stage
            .until("what was said", async |stage| {
                let lines = stage.desk.store().lines(key, None, 100).await.expect("a store");
                lines.into_iter().find(|line| line.message == MessageId(said)).map(|_| ())
            })
            .await;
        let asked = mia.slash(channel, "ptickets close", &[("reason", json!(cut(&words, 500)))]);
        mia.told(asked).await;
        stage
            .until("the end", async |stage| {
                stage.ticket(1).await.filter(|ticket| !ticket.is_open()).map(|_| ())
            })
            .await;
        assert_eq!(PANICS.load(Ordering::SeqCst), 0, "something fell over: see above");
        stage.end().await;
    }
}

/// Buttons and forms whose ids are nearly ours: each press has an answer, and none does something else than it says.
#[tokio::test(flavor = "multi_thread")]
async fn odd_custom_ids_are_answered() {
    count_panics();
    let seed = number("GUILDHALL_SEED", 0x5eed_0004);
    eprintln!("seed {seed} (GUILDHALL_SEED)");
    let mut chance = Chance::new(seed);
    let (stage, channel, number, _) = begun().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let welcome = mia.messages(channel)[0]["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    for turn in 0..PRESSES {
        let id = custom_id(&mut chance);
        let place = if turn % 2 == 0 { channel } else { stage.sample.get_help };
        let asked = match chance.below(3) {
            0 => mia.submit(place, &id, &[(&custom_id(&mut chance), "words")]),
            _ => mia.press_id(place, welcome, &id),
        };
        mia.answer(asked).await;
    }
    alive(&stage, channel, number).await;
    stage.end().await;
}

/// What has been told already is not looked at again: a message or an interaction has to be new, and this one can be answered.
fn renew(world: &mut World, event: &mut Value) {
    if !matches!(event["t"].as_str(), Some("INTERACTION_CREATE" | "MESSAGE_CREATE")) {
        return;
    }
    let known = event["d"]["id"].as_str().and_then(|id| world.interactions.get(&id.parse().ok()?)).cloned();
    let id = world.id();
    event["d"]["id"] = json!(id.to_string());
    if let Some(known) = known {
        let token = format!("{}-{id}", known.token);
        event["d"]["token"] = json!(token);
        let (created, answer) = (world.clock.now(), Answer::None);
        let fresh =
            Interaction { id, token, created, answer, original: None, follow_ups: Vec::new(), ..known };
        world.interactions.insert(id, fresh);
    }
}

/// What was really sent, changed at random places: hundreds of times a second, from a seed that is printed.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_mangled_is_survived() {
    count_panics();
    let seed = number("GUILDHALL_SEED", 0x5eed_0003);
    let count = usize::try_from(number("GUILDHALL_FUZZ", EVENTS as u64)).unwrap_or(EVENTS);
    eprintln!("seed {seed} (GUILDHALL_SEED), {count} events (GUILDHALL_FUZZ)");
    let mut chance = Chance::new(seed);
    let (stage, channel, ticket, events) = begun().await;
    for turn in 1..=count {
        let mut event = events[chance.below(events.len())].clone();
        stage.fake.change(|world| renew(world, &mut event));
        for _ in 0..=chance.below(3) {
            mangle(&mut event["d"], &mut chance);
        }
        let name = event["t"].as_str().unwrap_or_default().to_owned();
        tell(&stage, &name, &event["d"]);
        if turn % BATCH == 0 {
            alive(&stage, channel, ticket).await;
        }
    }
    alive(&stage, channel, ticket).await;
    let (_, second) = stage.open(stage.sample.members[1]).await;
    assert!(stage.ticket(second).await.is_some_and(|ticket| ticket.is_open()), "another can be opened");
    stage.end().await;
}

/// What the fuzzer begins with: each kind of event as it was really sent, in the folder `GUILDHALL_FUZZ_SEEDS` (`fuzz/seeds`).
#[tokio::test(flavor = "multi_thread")]
#[ignore = "writes files: run it when what is sent has changed"]
async fn seeds_for_the_fuzzer() {
    let folder = std::path::PathBuf::from(std::env::var("GUILDHALL_FUZZ_SEEDS").expect("a folder"));
    let (stage, _, _, events) = begun().await;
    for part in ["frames", "interactions"] {
        std::fs::create_dir_all(folder.join(part)).expect("a folder");
    }
    for event in &events {
        let name = event["t"].as_str().unwrap_or("none").to_lowercase();
        std::fs::write(folder.join("frames").join(name), event.to_string()).expect("is written");
        if event["t"] == "INTERACTION_CREATE" {
            let data = &event["d"];
            let name =
                format!("{}-{}", data["type"], data["data"]["custom_id"].as_str().unwrap_or("command"));
            let name = name.replace(':', "-");
            std::fs::write(folder.join("interactions").join(name), data.to_string()).expect("is written");
        }
    }
    stage.end().await;
}
