//! The gateway (Discord: events/gateway).

use crate::{
    gate::{Gate, INTENTS},
    support::Stage,
};
use fake_discord::world;
use serde_json::{Value, json};
use std::time::Duration;

const PLAIN: &str = "v=10&encoding=json";

// Proves: messages are readable as text, as a zlib stream, as a zstd stream, and as single zlib payloads where Identify asks for it.
#[tokio::test]
async fn every_way_of_compression_is_readable() {
    for way in ["", "&compress=zlib-stream", "&compress=zstd-stream"] {
        let stage = Stage::begin().await;
        let mut gate = Gate::connect(&stage, &format!("{PLAIN}{way}")).await;
        assert_eq!(gate.next().await["d"]["heartbeat_interval"], 41_250);
        gate.identify(INTENTS).await;
        assert_eq!(gate.next().await["t"], "READY");
        let guild = gate.next().await;
        assert_eq!((&guild["t"], &guild["d"]["name"]), (&json!("GUILD_CREATE"), &json!("Harbor Lights")));
        assert!(gate.binary.iter().all(|binary| *binary != way.is_empty()));
    }
    let stage = Stage::begin().await;
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    let asked = json!({"token": stage.fake.token(), "intents": INTENTS, "properties": {}, "compress": true});
    gate.send(json!({"op": 2, "d": asked})).await;
    gate.event("GUILD_CREATE").await;
    stage.fake.person(stage.sample.members[0]).say(stage.sample.general, "hi");
    gate.event("MESSAGE_CREATE").await;
    assert_eq!(gate.binary.first(), Some(&false));
    assert!(gate.binary.contains(&true));
}

// Proves: what is wrong with a client is said with the documented close code.
#[tokio::test]
async fn close_codes() {
    let stage = Stage::begin_with(|config, _, _| config.identify_pause = Duration::ZERO).await;
    let token = stage.fake.token();
    let identify = |intents: Value| json!({"op": 2, "d": {"token": token, "intents": intents}});
    let shard = json!({"op": 2, "d": {"token": token, "intents": 1, "shard": [1, 1]}});
    let wrong = json!({"op": 2, "d": {"token": "wrong", "intents": 1}});
    let large = json!({"op": 1, "d": "x".repeat(4_096)});
    for (first, code) in [
        (json!({"op": 99}), 4001),
        (large, 4002),
        (json!({"op": 3, "d": {}}), 4003),
        (wrong, 4004),
        (shard, 4010),
        (identify(json!(1_u64 << 40)), 4013),
        (identify(Value::Null), 4013),
        (identify(json!(world::GUILD_PRESENCES)), 4014),
    ] {
        let mut gate = Gate::connect(&stage, PLAIN).await;
        gate.next().await;
        gate.send(first.clone()).await;
        assert_eq!(gate.closed().await, Some(code), "{first}");
    }
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    gate.send_text("{".to_owned()).await;
    assert_eq!(gate.closed().await, Some(4002));
    let (mut gate, _) = Gate::ready(&stage, INTENTS).await;
    gate.identify(INTENTS).await;
    assert_eq!(gate.closed().await, Some(4005));
    assert_eq!(Gate::connect(&stage, "v=6").await.closed().await, Some(4012));
}

// Proves: the 121st payload within a minute closes the connection.
#[tokio::test]
async fn a_client_may_send_120_payloads_a_minute() {
    let stage = Stage::begin().await;
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    for round in 0..2 {
        for _ in 0..120 {
            gate.send(json!({"op": 1, "d": null})).await;
            assert_eq!(gate.next().await["op"], 11);
        }
        if round == 0 {
            stage.pass(60);
        }
    }
    gate.send(json!({"op": 1, "d": null})).await;
    assert_eq!(gate.closed().await, Some(4008));
}

// Proves: a client without heartbeats loses its session; one with them keeps it.
#[tokio::test]
async fn silence_ends_a_session() {
    let stage = Stage::begin_with(|config, _, _| config.heartbeat = Duration::from_millis(40)).await;
    let (mut gate, ready) = Gate::ready(&stage, INTENTS).await;
    assert_eq!(gate.closed().await, Some(4009));
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    gate.resume(&ready["d"]["session_id"], 1).await;
    assert_eq!(gate.next().await, json!({"op": 9, "d": false, "s": null, "t": null}));
}

// Proves: a resumed session gets exactly what it missed, in order; a sequence number of the future closes; a forgotten session is refused.
#[tokio::test]
async fn sessions_resume() {
    let stage = Stage::begin().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let (mut gate, ready) = Gate::ready(&stage, INTENTS).await;
    let id = ready["d"]["session_id"].clone();
    gate.event("GUILD_CREATE").await;
    mia.say(stage.sample.general, "one");
    assert_eq!(gate.event("MESSAGE_CREATE").await["s"], 3);
    stage.fake.cut_connections();
    assert_eq!(gate.closed().await, None);
    mia.say(stage.sample.general, "two");
    mia.say(stage.sample.general, "three");
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    gate.resume(&id, 3).await;
    let (two, three, resumed) = (gate.next().await, gate.next().await, gate.next().await);
    assert_eq!((&two["d"]["content"], &two["s"]), (&json!("two"), &json!(4)));
    assert_eq!((&three["d"]["content"], &three["s"]), (&json!("three"), &json!(5)));
    assert_eq!(resumed["t"], "RESUMED");
    let mut early = Gate::connect(&stage, PLAIN).await;
    early.next().await;
    early.resume(&id, 99).await;
    assert_eq!(early.closed().await, Some(4007));
    stage.fake.ask_reconnect();
    assert_eq!(gate.next().await["op"], 7);
    stage.fake.forget_sessions();
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    gate.resume(&id, 6).await;
    assert_eq!(gate.next().await["op"], 9);
}

// Proves: identifying twice within five seconds is an invalid session; the thousand and first in a day ends every session and the token.
#[tokio::test]
async fn identifies_are_counted() {
    let stage = Stage::begin().await;
    let limit = async || stage.get("gateway/bot").await.fine().body["session_start_limit"].clone();
    assert_eq!(limit().await["remaining"], 1_000);
    let (mut first, _) = Gate::ready(&stage, INTENTS).await;
    let mut second = Gate::connect(&stage, PLAIN).await;
    second.next().await;
    second.identify(INTENTS).await;
    assert_eq!(second.next().await["op"], 9);
    stage.pass(5);
    second.identify(INTENTS).await;
    second.event("READY").await;
    assert_eq!(limit().await["remaining"], 997);
    assert_eq!(limit().await["reset_after"], 86_395_000);
    stage.fake.spend_identifies(997);
    let mut third = Gate::connect(&stage, PLAIN).await;
    third.next().await;
    third.identify(INTENTS).await;
    assert_eq!(third.closed().await, Some(4004));
    first.closed().await;
    assert_eq!(stage.get("users/@me").await.status, 401);
}

// Proves: without the intent for contents, other people's words are kept back at the gateway and at REST, but not what mentions the bot.
#[tokio::test]
async fn contents_need_an_intent() {
    let stage = Stage::begin_with(|config, _, _| config.intents = world::GUILD_MEMBERS).await;
    let (general, mia) = (stage.sample.general, stage.fake.person(stage.sample.members[0]));
    let (mut gate, _) = Gate::ready(&stage, INTENTS & !world::MESSAGE_CONTENT).await;
    mia.say(general, "secret");
    assert_eq!(gate.event("MESSAGE_CREATE").await["d"]["content"], "");
    let bot = stage.fake.look(|world| world.bot);
    mia.say(general, &format!("<@{bot}> hi"));
    assert_eq!(gate.event("MESSAGE_CREATE").await["d"]["content"], format!("<@{bot}> hi"));
    stage.post(&format!("channels/{general}/messages"), json!({"content": "own"})).await.fine();
    assert_eq!(gate.event("MESSAGE_CREATE").await["d"]["content"], "own");
    let history = stage.get(&format!("channels/{general}/messages")).await.fine();
    let texts: Vec<_> = history.body.as_array().expect("a list").iter().map(|one| &one["content"]).collect();
    assert_eq!(texts, [&json!("own"), &json!(format!("<@{bot}> hi")), &json!("")]);
}

// Proves: members come with a guild only where presences are asked for, by request in chunks, all of them only with the intent, and their
// changes only with the intent.
#[tokio::test]
async fn members_need_an_intent() {
    let stage = Stage::begin_with(|config, _, _| config.identify_pause = Duration::ZERO).await;
    let guild = stage.sample.guild.to_string();
    let (mut without, _) = Gate::ready(&stage, INTENTS & !world::GUILD_MEMBERS).await;
    let (mut with, _) = Gate::ready(&stage, INTENTS).await;
    let came = with.event("GUILD_CREATE").await;
    assert_eq!(
        (came["d"]["members"].as_array().map(Vec::len), &came["d"]["member_count"]),
        (Some(1), &json!(13))
    );
    let all = json!({"op": 8, "d": {"guild_id": guild, "query": "", "limit": 0, "nonce": "n"}});
    with.send(all.clone()).await;
    let chunk = with.event("GUILD_MEMBERS_CHUNK").await;
    assert_eq!(
        (chunk["d"]["members"].as_array().map(Vec::len), &chunk["d"]["nonce"]),
        (Some(13), &json!("n"))
    );
    without.send(all).await;
    without.send(json!({"op": 8, "d": {"guild_id": guild, "query": "ING", "limit": 5}})).await;
    let chunk = without.event("GUILD_MEMBERS_CHUNK").await;
    let found: Vec<_> = chunk["d"]["members"].as_array().expect("a list").iter().collect();
    assert_eq!(found.len(), 1, "{found:?}");
    stage.fake.change(|world| world.remove_member(stage.sample.guild, stage.sample.members[5]));
    stage.fake.person(stage.sample.owner).say(stage.sample.general, "bye");
    assert_eq!(with.names_until("MESSAGE_CREATE").await, ["GUILD_MEMBER_REMOVE", "MESSAGE_CREATE"]);
    assert_eq!(without.names_until("MESSAGE_CREATE").await, ["MESSAGE_CREATE"]);
}

// Proves: while the gateway is closed nobody gets in and REST goes on; afterwards an old session is worth nothing.
#[tokio::test]
async fn the_gateway_can_be_closed() {
    let stage = Stage::begin().await;
    let (mut gate, ready) = Gate::ready(&stage, INTENTS).await;
    stage.fake.set_gateway(false);
    gate.closed().await;
    let address = format!("{}/?{PLAIN}", stage.fake.base_url().replacen("http", "ws", 1));
    assert!(tokio_tungstenite::connect_async(&address).await.is_err());
    stage.get("users/@me").await.fine();
    stage.fake.set_gateway(true);
    let mut gate = Gate::connect(&stage, PLAIN).await;
    gate.next().await;
    gate.resume(&ready["d"]["session_id"], 1).await;
    assert_eq!(gate.next().await["op"], 9);
}
