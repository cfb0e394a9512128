//! What goes wrong, on demand and by seed.

use crate::{
    gate::{Gate, INTENTS},
    support::Stage,
};
use fake_discord::{
    Fault,
    faults::{EventFault, Faults, Injected},
    rates::Scope,
};
use serde_json::{Value, json};

fn messages(stage: &Stage) -> usize {
    stage.fake.look(|world| world.channels[&stage.sample.general].messages.len())
}

// Proves: a planned fault answers in place of Discord; resets break off before the effect or after it.
#[tokio::test]
async fn requests_fail_as_planned() {
    let stage = Stage::begin().await;
    let path = format!("channels/{}/messages", stage.sample.general);
    let body = json!({"content": "x"});
    let plan = |fault: Fault| stage.fake.fail("POST", "/messages", fault, 1);
    plan(Fault::Code(50013));
    assert_eq!(stage.post(&path, body.clone()).await.code(), (403, 50013));
    plan(Fault::Html(502));
    let page = stage.post(&path, body.clone()).await;
    assert_eq!((page.status.as_u16(), page.header("content-type")), (502, "text/html; charset=utf-8"));
    plan(Fault::TooFast(Scope::Shared, 0.5));
    let limited = stage.post(&path, body.clone()).await;
    assert_eq!((limited.status.as_u16(), &limited.body["retry_after"]), (429, &json!(0.5)));
    assert_eq!(messages(&stage), 0);
    let url = format!("{}/api/v10/{path}", stage.fake.base_url());
    let send = async || {
        let token = format!("Bot {}", stage.fake.token());
        stage.http.post(&url).header("authorization", token).json(&body).send().await
    };
    stage.pass(10);
    plan(Fault::ResetBefore);
    assert!(send().await.is_err());
    assert_eq!(messages(&stage), 0);
    plan(Fault::ResetAfter);
    assert!(send().await.is_err());
    assert_eq!(messages(&stage), 1);
    plan(Fault::HtmlAfter(504));
    assert_eq!(send().await.expect("an answer").status(), 504);
    assert_eq!(messages(&stage), 2);
    stage.pass(10);
    stage.post(&path, body.clone()).await.fine();
}

// Proves: events come twice, late, with what nobody knows, and in pieces.
#[tokio::test]
async fn events_fail_as_planned() {
    let stage = Stage::begin().await;
    let (general, mia) = (stage.sample.general, stage.fake.person(stage.sample.members[0]));
    let mut gate = Gate::connect(&stage, "v=10&encoding=json&compress=zlib-stream").await;
    gate.next().await;
    gate.identify(INTENTS).await;
    gate.event("GUILD_CREATE").await;
    let plan = |fault: EventFault| stage.fake.fail_event("MESSAGE_CREATE", fault, 1);
    plan(EventFault::Doubled);
    mia.say(general, "twice");
    let (first, second) = (gate.next().await, gate.next().await);
    assert_eq!(first["d"], second["d"]);
    assert_eq!(second["s"].as_u64(), first["s"].as_u64().map(|seq| seq + 1));
    plan(EventFault::Late);
    mia.say(general, "one");
    mia.say(general, "two");
    let order: Vec<Value> =
        [gate.next().await, gate.next().await].map(|one| one["d"]["content"].clone()).into();
    assert_eq!(order, ["two", "one"]);
    plan(EventFault::Late);
    mia.say(general, "alone");
    assert_eq!(gate.next().await["d"]["content"], "alone");
    plan(EventFault::Oversized);
    mia.say(general, "large");
    let large = gate.next().await;
    assert_eq!(large["d"]["content"], "large");
    assert!(large.to_string().len() > 1 << 20);
    plan(EventFault::Split);
    mia.say(general, "in pieces");
    assert_eq!(gate.next().await["d"]["content"], "in pieces");
}

// Proves: a dropped event ends the connection, and the session cannot be resumed.
#[tokio::test]
async fn a_dropped_event_ends_the_session() {
    let stage = Stage::begin().await;
    let (general, mia) = (stage.sample.general, stage.fake.person(stage.sample.members[0]));
    let (mut gate, ready) = Gate::ready(&stage, INTENTS).await;
    stage.fake.fail_event("MESSAGE_CREATE", EventFault::Dropped, 1);
    let lost = mia.say(general, "lost");
    assert_eq!(gate.closed().await, None);
    let mut gate = Gate::connect(&stage, "v=10&encoding=json").await;
    gate.next().await;
    gate.resume(&ready["d"]["session_id"], 2).await;
    assert_eq!(gate.next().await["op"], 9);
    stage.pass(5);
    gate.identify(INTENTS).await;
    gate.event("READY").await;
    let history = stage.get(&format!("channels/{general}/messages")).await.fine().body;
    assert_eq!(history[0]["id"], lost.to_string());
}

// Proves: in an outage a guild is unavailable, not gone: nothing is told of it, nothing can be asked, and it comes back whole.
#[tokio::test]
async fn a_guild_is_unavailable() {
    let stage = Stage::begin().await;
    let (general, guild) = (stage.sample.general, stage.sample.guild);
    let mia = stage.fake.person(stage.sample.members[0]);
    let (mut gate, _) = Gate::ready(&stage, INTENTS).await;
    gate.event("GUILD_CREATE").await;
    stage.fake.set_available(guild, false);
    let gone = gate.event("GUILD_DELETE").await["d"].clone();
    assert_eq!(gone, json!({"id": guild.to_string(), "unavailable": true}));
    mia.say(general, "unheard");
    assert_eq!(stage.get(&format!("channels/{general}")).await.status, 500);
    assert_eq!(stage.get(&format!("guilds/{guild}")).await.status, 500);
    stage.fake.set_available(guild, true);
    assert_eq!(gate.next().await["t"], "GUILD_CREATE");
    stage.get(&format!("channels/{general}")).await.fine();
}

/// Sixty messages of Mia and sixty of the bot in a storm; gives what went wrong.
async fn storm(seed: u64) -> (Vec<Injected>, usize) {
    let stage = Stage::begin().await;
    let (general, mia) = (stage.sample.general, stage.fake.person(stage.sample.members[0]));
    stage.fake.size_bucket("POST /channels/{id}/messages", 1_000, 1);
    let (_gate, _) = Gate::ready(&stage, INTENTS).await;
    let mut faults = Faults::bad_day(seed);
    faults.events.dropped = 0;
    (faults.requests.reset_before, faults.requests.reset_after) = (0, 0);
    faults.requests.html_after = 50;
    stage.fake.storm(Some(&faults));
    let mut failed = 0;
    for n in 0..60 {
        if n % 25 == 0 {
            stage.pass(1);
        }
        mia.say(general, "hello");
        let sent = stage.post(&format!("channels/{general}/messages"), json!({"content": "x"})).await;
        failed += usize::from(!sent.status.is_success());
    }
    (stage.fake.injected(), failed)
}

// Proves: the same seed gives the same faults at the same places, another gives others; what is injected is what is met.
#[tokio::test]
async fn a_seed_replays_exactly() {
    let (first, failed) = storm(7).await;
    assert!(first.len() > 3, "{first:?}");
    assert_eq!(first.iter().filter(|one| one.at.starts_with("POST")).count(), failed);
    assert_eq!(storm(7).await, (first.clone(), failed));
    assert_ne!(storm(8).await.0, first);
}
