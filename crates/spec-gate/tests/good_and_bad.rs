//! The gate itself: what Discord takes passes, each broken rule is told.

use fake_discord::tap::{Exchange, Seen};
use serde_json::{Value, json};
use spec_gate::{Gate, Violation, judge_exchange, judge_payload};
use std::panic::AssertUnwindSafe;

const SENT: &str = "/channels/1300000000000000000/messages";

fn request(method: &str, path: &str, body: Value) -> Vec<Violation> {
    let body = (!body.is_null()).then_some(body);
    // The answer is not what is looked at here.
    judge_exchange(&Exchange {
        method: method.to_owned(),
        path: path.to_owned(),
        body,
        planned: true,
        ..Exchange::default()
    })
}

fn rows(count: usize) -> Value {
    (0..count).map(|row| json!({"type": 1, "components": [button(&format!("b{row}"))]})).collect()
}

fn button(custom: &str) -> Value {
    json!({"type": 2, "style": 1, "label": "Open", "custom_id": custom})
}

fn field(custom: &str) -> Value {
    json!({"type": 18, "label": "Subject", "component": {"type": 4, "style": 1, "custom_id": custom}})
}

fn modal(parts: Value) -> Value {
    json!({"type": 9, "data": {"custom_id": "form", "title": "Help", "components": parts}})
}

fn command(changed: Value) -> Value {
    let mut command = json!({"name": "ticket", "description": "Tickets", "type": 1, "default_member_permissions": "32", "options": [
        {"type": 3, "name": "reason", "description": "Why", "required": true},
        {"type": 3, "name": "more", "description": "More"},
    ]});
    for (key, value) in changed.as_object().expect("an object") {
        command[key] = value.clone();
    }
    json!([command])
}

const CALLBACK: &str = "/interactions/1300000000000000000/secret/callback";
const COMMANDS: &str = "/applications/1300000000000000000/commands";
const CHANNELS: &str = "/guilds/1300000000000000000/channels";
const HOOK: &str = "/webhooks/1300000000000000000/secret";

/// What Discord takes.
#[test]
fn what_is_right_passes() {
    let overwrite = json!({"id": "1300000000000000000", "type": 0, "allow": "1024", "deny": "0"});
    let cases = [
        ("POST", SENT, json!({"content": "a", "nonce": "1", "enforce_nonce": true, "components": rows(5)})),
        ("POST", SENT, json!({"flags": 32768, "components": [{"type": 10, "content": "text"}]})),
        (
            "POST",
            SENT,
            json!({"embeds": [{"title": "t", "fields": [{"name": "n", "value": "v", "inline": true}]}]}),
        ),
        ("POST", CALLBACK, modal(json!([field("a"), field("b")]))),
        ("POST", CALLBACK, json!({"type": 5, "data": {"flags": 64}})),
        ("PUT", COMMANDS, command(json!({}))),
        ("POST", CHANNELS, json!({"name": "ticket-1", "type": 0, "permission_overwrites": [overwrite]})),
        ("POST", HOOK, json!({"content": "a", "username": "Beth"})),
        ("PUT", "/channels/1/messages/2/reactions/%F0%9F%91%8B/@me", Value::Null),
        ("GET", "/guilds/1/threads/active", Value::Null),
    ];
    for (method, path, body) in cases {
        assert_eq!(request(method, path, body.clone()), [], "{method} {path} {body}");
    }
}

/// Each rule, broken once: the words that must be said about it.
#[test]
fn what_is_wrong_is_told() {
    if judge_payload("no JSON").is_empty() {
        return; // Discord's files are missing, which was said.
    }
    let long = |length: usize| "x".repeat(length);
    let embed = json!({"description": long(4000)});
    let text = json!({"type": 10, "content": "text"});
    let cases = [
        ("POST", SENT, json!({"content": long(2001)}), "2,000 characters"),
        ("POST", SENT, json!({"content": long(2001)}), "twilight-validate"),
        ("POST", SENT, json!({"content": long(4001)}), "4000"),
        ("POST", SENT, json!({}), "an empty message"),
        ("POST", SENT, json!({"conten": "a"}), "no such field"),
        ("POST", SENT, json!({"content": "a", "embeds": [{"titel": "a"}]}), "no such field"),
        ("POST", SENT, json!({"embeds": [embed, embed]}), "8000 characters in all embeds"),
        ("POST", SENT, json!({"embeds": [{"title": long(257)}]}), "256"),
        ("POST", SENT, json!({"components": rows(6)}), "more than 5 rows"),
        (
            "POST",
            SENT,
            json!({"components": [{"type": 1, "components": vec![button("a"); 6]}]}),
            "/components",
        ),
        (
            "POST",
            SENT,
            json!({"components": [{"type": 1, "components": [button("a"), button("a")]}]}),
            "is there twice",
        ),
        ("POST", SENT, json!({"components": [{"type": 1, "components": [button(&long(101))]}]}), "100"),
        (
            "POST",
            SENT,
            json!({"components": [{"type": 1, "components": [{"type": 2, "style": 1, "label": "a"}]}]}),
            "custom_id",
        ),
        (
            "POST",
            SENT,
            json!({"components": [{"type": 1, "components": [{"type": 4, "custom_id": "a", "style": 1}]}]}),
            "/type",
        ),
        ("POST", SENT, json!({"components": [text]}), "IS_COMPONENTS_V2"),
        ("POST", SENT, json!({"components": [text], "flags": 32768, "content": "a"}), "second kind"),
        (
            "POST",
            SENT,
            json!({"content": "a", "allowed_mentions": {"parse": ["users"], "users": ["1"]}}),
            "all at once",
        ),
        (
            "POST",
            SENT,
            json!({"content": "a", "attachments": [{"id": "0", "filename": "a.txt"}]}),
            "no file of the form",
        ),
        ("POST", CALLBACK, modal((0..6).map(|n| field(&n.to_string())).collect()), "6 components, of 1 to 5"),
        (
            "POST",
            CALLBACK,
            json!({"type": 9, "data": {"custom_id": "f", "title": long(46), "components": [field("a")]}}),
            "45",
        ),
        ("POST", CALLBACK, json!({"type": 5, "data": {"flags": 32832}}), "only EPHEMERAL"),
        ("POST", CALLBACK, json!({"type": 3}), "/type"),
        ("PUT", COMMANDS, command(json!({"name": "Ticket"})), "capitals"),
        ("PUT", COMMANDS, command(json!({"description": ""})), "description"),
        (
            "PUT",
            COMMANDS,
            command(json!({"options": [
                {"type": 3, "name": "more", "description": "More"}, {"type": 3, "name": "why", "description": "Why", "required": true},
            ]})),
            "required after",
        ),
        ("POST", CHANNELS, json!({"name": long(101)}), "100"),
        ("POST", CHANNELS, json!({"name": "a", "topic": long(1025)}), "1,024"),
        ("POST", CHANNELS, json!({"type": 0}), "name"),
        ("POST", HOOK, json!({"content": "a", "username": long(81)}), "1 to 80"),
        ("POST", HOOK, json!({"content": "a", "username": "Discord staff"}), "clyde"),
        ("GET", "/channels/x/messages", Value::Null, "channel_id"),
        ("GET", "/channels/1/letters", Value::Null, "no such route"),
        ("POST", "/channels/1/messages", Value::Null, "missing or no JSON"),
    ];
    for (method, path, body, words) in cases {
        let found: Vec<String> =
            request(method, path, body.clone()).iter().map(ToString::to_string).collect();
        let told = found.iter().any(|one| one.contains(words));
        assert!(told, "{method} {path}: {words:?} not in {found:#?}");
    }
}

/// Parameters of the query, and answers by their status.
#[test]
fn queries_and_answers_are_judged() {
    let ask = |query: &str, status: u16, answer: Value| {
        let headers = ["limit", "remaining", "reset", "reset-after", "bucket"];
        judge_exchange(&Exchange {
            method: "GET".to_owned(),
            path: SENT.to_owned(),
            query: query.to_owned(),
            status,
            received: headers.map(|name| (format!("x-ratelimit-{name}"), "1".to_owned())).into(),
            answer: Some(answer),
            ..Exchange::default()
        })
    };
    assert_eq!(ask("limit=100&after=5", 200, json!([])), []);
    assert_eq!(ask("", 403, json!({"code": 50001, "message": "Missing Access"})), []);
    let why = json!({"limit": {"_errors": [{"code": "NUMBER_TYPE_MAX", "message": "too large"}]}});
    assert_eq!(ask("", 400, json!({"code": 50035, "message": "Invalid Form Body", "errors": why})), []);
    if judge_payload("no JSON").is_empty() {
        return;
    }
    for (query, status, answer, words) in [
        ("limit=101", 200, json!([]), "?limit"),
        ("since=5", 200, json!([]), "no such parameter"),
        ("", 200, json!([{"id": "1"}]), "required"),
        ("", 201, json!([]), "no such status"),
        ("", 404, json!({"error": "x"}), "required"),
        ("", 429, json!({"message": "x", "retry_after": 1.0, "global": false}), "Retry-After"),
    ] {
        let found: Vec<String> = ask(query, status, answer).iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|one| one.contains(words)), "{query} {status}: {words:?} not in {found:#?}");
    }
}

/// Events with a field missing, misspelt or unknown are told, and so are unknown events.
#[test]
fn events_are_judged() {
    let event = |name: &str, data: Value| json!({"op": 0, "s": 1, "t": name, "d": data}).to_string();
    let gone = json!({"id": "1", "channel_id": "2", "guild_id": "3"});
    assert_eq!(judge_payload(&event("MESSAGE_DELETE", gone.clone())), []);
    assert_eq!(judge_payload(r#"{"op":11,"d":null,"s":null,"t":null}"#), []);
    if judge_payload("no JSON").is_empty() {
        return;
    }
    let mut misspelt = gone;
    misspelt["chanel"] = json!("2");
    for (text, words) in [
        (event("MESSAGE_DELETE", json!({"id": "1"})), "channel_id"),
        (event("MESSAGE_DELETE", misspelt), "/d/chanel"),
        (event("MESSAGE_DELETED", json!({})), "no such event"),
        (event("INTERACTION_CREATE", json!({"type": 3, "id": "1"})), "required"),
    ] {
        let found: Vec<String> = judge_payload(&text).iter().map(ToString::to_string).collect();
        assert!(found.iter().any(|one| one.contains(words)), "{text}: {words:?} not in {found:#?}");
    }
}

/// A test whose gate saw a broken rule fails when the gate goes, and the words name the place and the rule.
#[test]
fn a_violation_fails_the_test() {
    let gate = Gate::open();
    let Some(tap) = gate.tap() else { return };
    tap.see(Seen::Payload(json!({"op": 0, "s": 1, "t": "MESSAGE_DELETE", "d": {"id": "1"}}).to_string()));
    let fallen = std::panic::catch_unwind(AssertUnwindSafe(|| drop(gate))).expect_err("it fails");
    let words = fallen.downcast_ref::<String>().expect("words");
    assert!(
        words.contains("event MESSAGE_DELETE") && words.contains("\"channel_id\" is a required"),
        "{words}"
    );
}
