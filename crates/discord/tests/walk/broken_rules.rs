//! The gate on what really goes over the wire: it passes, and with one rule broken it no longer does.

use crate::support::Stage;
use fake_discord::tap::{Exchange, Seen, Tap};
use serde_json::{Value, json};
use spec_gate::{judge_exchange, judge_payload};
use std::sync::{Arc, Mutex, PoisonError};

/// A change of a body, and the words that must be said about it.
type Change = (&'static str, fn(&mut Value), &'static str);

fn long(length: usize) -> Value {
    Value::from("x".repeat(length))
}

fn again(body: &mut Value, pointer: &str, times: usize) {
    if let Some(list) = body.pointer_mut(pointer).and_then(Value::as_array_mut) {
        let first = list[0].clone();
        list.extend(std::iter::repeat_n(first, times));
    }
}

/// What Guildhall might send by mistake: the operation, the mistake, and the rule.
const SENT: &[Change] = &[
    ("form", |body| body["data"]["title"] = long(46), "45"),
    ("form", |body| again(body, "/data/components", 5), "of 1 to 5"),
    ("form", |body| body["data"]["components"][0]["label"] = long(46), "45"),
    ("wait", |body| body["data"]["flags"] = json!(64 | 1 << 15), "only EPHEMERAL"),
    ("message", |body| body["content"] = long(2001), "2,000 characters"),
    ("message", |body| body["content"] = long(2001), "twilight-validate"),
    ("message", |body| body["allowed_mention"] = body["allowed_mentions"].take(), "no such field"),
    ("message", |body| body["allowed_mentions"] = json!({"parse": ["users"], "users": ["1"]}), "all at once"),
    ("message", |body| body["nonce"] = long(26), "25"),
    ("message", |body| body["embeds"][0]["description"] = long(5999), "of 6,000"),
    ("message", |body| body["components"][0]["components"][0]["custom_id"] = long(101), "100"),
    ("message", |body| again(body, "/components/0/components", 1), "is there twice"),
    ("message", |body| body["flags"] = json!(1 << 15), "second kind"),
    ("channel", |body| body["name"] = long(101), "100"),
    ("channel", |body| body["topic"] = long(1025), "1,024"),
    ("channel", |body| again(body, "/permission_overwrites", 100), "100"),
    (
        "channel",
        |body| body["permission_overwrites"][0]["allow"] = body["permission_overwrites"][0]["deny"].clone(),
        "same permission",
    ),
    ("commands", |body| body[0]["name"] = json!("PTickets"), "capitals"),
    ("commands", |body| again(body, "/0/options", 25), "25"),
    ("commands", |body| body[0]["options"][0]["description"] = json!(""), "description"),
];

/// What the stand-in might answer by mistake.
const ANSWERED: &[Change] = &[
    ("message", |answer| drop(answer.as_object_mut().unwrap().remove("mentions")), "mentions"),
    ("message", |answer| answer["id"] = json!(5), "string"),
    ("channel", |answer| answer["positon"] = answer["position"].take(), "no such field"),
    ("commands", |answer| drop(answer[0].as_object_mut().unwrap().remove("version")), "version"),
];

/// What the stand-in might say over the gateway by mistake.
const SAID: &[Change] = &[
    (
        "READY",
        |event| drop(event["d"].as_object_mut().unwrap().remove("resume_gateway_url")),
        "resume_gateway_url",
    ),
    (
        "GUILD_CREATE",
        |event| drop(event["d"]["roles"][0].as_object_mut().unwrap().remove("colors")),
        "colors",
    ),
    ("MESSAGE_CREATE", |event| drop(event["d"].as_object_mut().unwrap().remove("mentions")), "mentions"),
    ("CHANNEL_CREATE", |event| event["d"]["permission_overwrites"][0]["allow"] = json!(1024), "string"),
    ("INTERACTION_CREATE", |event| drop(event["d"].as_object_mut().unwrap().remove("token")), "token"),
    (
        "INTERACTION_CREATE",
        |event| event["d"]["member"]["user"]["global_nam"] = json!("Mia"),
        "no such field",
    ),
];

fn operation(exchange: &Exchange) -> &'static str {
    let kind = exchange.body.as_ref().map_or(0, |body| body["type"].as_u64().unwrap_or(0));
    let path = exchange.path.as_str();
    match exchange.method.as_str() {
        "POST" if path.ends_with("/callback") && kind == 9 => "form",
        "POST" if path.ends_with("/callback") && kind == 5 => "wait",
        // The welcome, not the panel: it has everything.
        "POST"
            if path.ends_with("/messages")
                && exchange.body.as_ref().is_some_and(|body| body["content"] != Value::Null) =>
        {
            "message"
        }
        "POST" if path.ends_with("/channels") && path.starts_with("/guilds/") => "channel",
        "PUT" if path.ends_with("/commands") => "commands",
        _ => "",
    }
}

/// What went over the wire while a ticket was opened.
async fn traffic() -> (Vec<Exchange>, Vec<Value>) {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&seen);
    let stage = Stage::begin_seen_by(move |gate: Option<Tap>| {
        Some(Tap::new(move |one: Seen| {
            kept.lock().unwrap_or_else(PoisonError::into_inner).push(one.clone());
            gate.iter().for_each(|gate| gate.see(one.clone()));
        }))
    });
    let stage = stage.await;
    stage.set_up().await;
    stage.open(stage.sample.members[0]).await;
    stage.end().await;
    let (mut exchanges, mut events) = (Vec::new(), Vec::new());
    for one in seen.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
        match one {
            Seen::Exchange(exchange) => exchanges.push(*exchange),
            Seen::Payload(text) => events.push(serde_json::from_str(&text).expect("JSON")),
        }
    }
    (exchanges, events)
}

fn told(found: &[spec_gate::Violation], words: &str) -> bool {
    found.iter().any(|one| one.to_string().contains(words))
}

/// Each rule, broken on purpose in what Guildhall sends and in what the stand-in says: the gate tells each time.
#[tokio::test(flavor = "multi_thread")]
async fn a_broken_rule_does_not_pass() {
    let (exchanges, events) = traffic().await;
    if judge_payload("no JSON").is_empty() {
        return; // Discord's files are missing, which was said.
    }
    let find = |wanted: &str| {
        let found = exchanges.iter().find(|one| operation(one) == wanted);
        found.unwrap_or_else(|| panic!("no {wanted} was sent")).clone()
    };
    for (wanted, change, words) in SENT {
        let mut exchange = find(wanted);
        assert_eq!(judge_exchange(&exchange), [], "{wanted}");
        change(exchange.body.as_mut().expect("a body"));
        let found = judge_exchange(&exchange);
        assert!(told(&found, words), "{wanted}: {words:?} is not in {found:#?}");
    }
    for (wanted, change, words) in ANSWERED {
        let mut exchange = find(wanted);
        change(exchange.answer.as_mut().expect("an answer"));
        let found = judge_exchange(&exchange);
        assert!(told(&found, words), "answer to {wanted}: {words:?} is not in {found:#?}");
    }
    let mut bare = find("message");
    bare.received.remove("x-ratelimit-reset");
    assert!(told(&judge_exchange(&bare), "X-RateLimit-Reset"));
    let known =
        events.iter().find(|event| event["t"] == "MESSAGE_CREATE" && !event["d"]["embeds"][0].is_null());
    let mut plain = known.expect("the welcome").clone();
    plain["d"]["embeds"][0]["flags"] = json!(0);
    assert_eq!(judge_payload(&plain.to_string()), [], "a bit field may be empty");
    for (wanted, change, words) in SAID {
        let known = events.iter().find(|event| event["t"] == *wanted);
        let mut event = known.unwrap_or_else(|| panic!("no {wanted} was sent")).clone();
        assert_eq!(judge_payload(&event.to_string()), [], "{wanted}");
        change(&mut event);
        let found = judge_payload(&event.to_string());
        assert!(told(&found, words), "{wanted}: {words:?} is not in {found:#?}");
    }
}
