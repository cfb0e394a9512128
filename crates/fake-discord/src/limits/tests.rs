use serde_json::{Value, json};

use super::*;
use crate::error::{Answered, Refused};

fn refused(result: Answered<()>) -> Refused {
    result.expect_err("should be refused")
}

fn field_code(result: Answered<()>, pointer: &str) -> String {
    let error = refused(result);
    let found =
        error.errors.as_ref().expect("says which field").pointer(&format!("{pointer}/_errors/0/code"));
    found.and_then(Value::as_str).unwrap_or_else(|| panic!("nothing at {pointer}: {error:?}")).to_owned()
}

fn create(body: Value) -> Answered<()> {
    message_create(&body, Files::default())
}

fn button(id: &str) -> Value {
    json!({ "type": 2, "style": 1, "label": "Go", "custom_id": id })
}

fn row(children: Vec<Value>) -> Value {
    json!({ "type": 1, "components": children })
}

#[test]
fn text_is_2000_and_something_has_to_be_there() {
    assert!(create(json!({ "content": "ä".repeat(2000) })).is_ok());
    assert_eq!(
        field_code(create(json!({ "content": "a".repeat(2001) })), "/content"),
        "BASE_TYPE_MAX_LENGTH"
    );
    for empty in [json!({}), json!({ "content": "  " }), json!({ "embeds": [{}] }), json!({ "embeds": [] })] {
        assert_eq!(refused(create(empty)).code, 50006);
    }
    assert!(message_create(&json!({}), Files { count: 10, largest: 5 }).is_ok());
    assert_eq!(refused(message_create(&json!({}), Files { count: 11, largest: 5 })).code, 30015);
    assert_eq!(refused(message_create(&json!({}), Files { count: 1, largest: 11 << 20 })).status, 413);
    assert!(message_edit(&json!({ "content": "" }), Files::default(), false).is_ok());
}

#[test]
fn embeds_have_limits_by_part_and_in_all() {
    let big = json!({ "description": "x".repeat(3000) });
    assert!(create(json!({ "embeds": [big, big] })).is_ok());
    let over = json!({ "embeds": [big, big, { "title": "y" }] });
    assert_eq!(field_code(create(over), "/embeds"), "MAX_EMBED_SIZE_EXCEEDED");
    assert_eq!(
        field_code(create(json!({ "embeds": vec![json!({ "title": "t" }); 11] })), "/embeds"),
        "BASE_TYPE_BAD_LENGTH"
    );
    let field = json!({ "embeds": [{ "fields": [{ "name": "n", "value": "v".repeat(1025) }] }] });
    assert_eq!(field_code(create(field), "/embeds/0/fields/0/value"), "BASE_TYPE_BAD_LENGTH");
    let empty = json!({ "embeds": [{ "fields": [{ "name": "n", "value": "" }] }] });
    assert_eq!(field_code(create(empty), "/embeds/0/fields/0/value"), "BASE_TYPE_BAD_LENGTH");
    let script = json!({ "embeds": [{ "title": "t", "url": "javascript:1" }] });
    assert_eq!(field_code(create(script), "/embeds/0/url"), "URL_TYPE_INVALID_SCHEME");
}

#[test]
fn rows_and_buttons() {
    let five: Vec<Value> = (0..5).map(|i| row(vec![button(&i.to_string())])).collect();
    assert!(create(json!({ "components": five })).is_ok());
    let six: Vec<Value> = (0..6).map(|i| row(vec![button(&i.to_string())])).collect();
    assert_eq!(field_code(create(json!({ "components": six })), "/components"), "BASE_TYPE_BAD_LENGTH");
    let wide: Vec<Value> = (0..6).map(|i| button(&i.to_string())).collect();
    assert_eq!(
        field_code(create(json!({ "components": [row(wide)] })), "/components/0/components"),
        "BASE_TYPE_BAD_LENGTH"
    );
    let twice = json!({ "components": [row(vec![button("a"), button("a")])] });
    assert_eq!(
        field_code(create(twice), "/components/0/components/1/custom_id"),
        "COMPONENT_CUSTOM_ID_DUPLICATED"
    );
    let nameless = json!({ "components": [row(vec![json!({ "type": 2, "style": 2, "label": "x" })])] });
    assert_eq!(field_code(create(nameless), "/components/0/components/0/custom_id"), "BASE_TYPE_REQUIRED");
    let link = json!({ "components": [row(vec![json!({ "type": 2, "style": 5, "label": "x", "url": "https://a.b" })])] });
    assert!(create(link).is_ok());
    let bare = json!({ "components": [row(vec![json!({ "type": 2, "style": 1, "custom_id": "x" })])] });
    assert_eq!(field_code(create(bare), "/components/0/components/0"), "BUTTON_COMPONENT_NO_LABEL_OR_EMOJI");
    let options: Vec<Value> = (0..26).map(|i| json!({ "label": "l", "value": i.to_string() })).collect();
    let menu =
        json!({ "components": [row(vec![json!({ "type": 3, "custom_id": "m", "options": options })])] });
    assert_eq!(field_code(create(menu), "/components/0/components/0/options"), "BASE_TYPE_BAD_LENGTH");
}

#[test]
fn v2_messages_are_components_alone_and_forty_of_them() {
    let text = json!({ "type": 10, "content": "hello" });
    assert!(create(json!({ "flags": 1 << 15, "components": [text] })).is_ok());
    assert_eq!(
        field_code(create(json!({ "components": [text] })), "/components/0/type"),
        "BASE_TYPE_CHOICES"
    );
    let both = json!({ "flags": 1 << 15, "content": "x", "components": [text] });
    assert_eq!(field_code(create(both), "/content"), "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2");
    let inner = vec![text.clone(); 40];
    let many = json!({ "flags": 1 << 15, "components": [{ "type": 17, "components": inner }] });
    assert_eq!(field_code(create(many), "/components"), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED");
    assert_eq!(refused(create(json!({ "flags": 1 << 15, "components": [] }))).code, 50006);
}

#[test]
fn mentions_are_parsed_or_listed_not_both() {
    let clash = json!({ "content": "x", "allowed_mentions": { "parse": ["users"], "users": ["1"] } });
    assert_eq!(field_code(create(clash), "/allowed_mentions"), "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE");
    assert!(create(json!({ "content": "x", "allowed_mentions": { "parse": [], "users": ["1"] } })).is_ok());
    assert_eq!(
        field_code(create(json!({ "content": "x", "nonce": "n".repeat(26) })), "/nonce"),
        "BASE_TYPE_MAX_LENGTH"
    );
}

#[test]
fn channels_threads_and_webhooks() {
    assert!(channel_create(&json!({ "name": "a", "topic": "t".repeat(1024) })).is_ok());
    assert_eq!(field_code(channel_create(&json!({})), "/name"), "BASE_TYPE_REQUIRED");
    assert_eq!(
        field_code(channel_create(&json!({ "name": "a".repeat(101) })), "/name"),
        "BASE_TYPE_BAD_LENGTH"
    );
    assert_eq!(
        field_code(channel_edit(&json!({ "topic": "t".repeat(1025) }), 0), "/topic"),
        "BASE_TYPE_MAX_LENGTH"
    );
    let overwrites = vec![json!({ "id": "1", "type": 0, "allow": "1024" }); 101];
    let body = json!({ "name": "a", "permission_overwrites": overwrites });
    assert_eq!(field_code(channel_create(&body), "/permission_overwrites"), "BASE_TYPE_BAD_LENGTH");
    let thread = json!({ "name": "t", "auto_archive_duration": 61 });
    assert_eq!(field_code(thread_create(&thread), "/auto_archive_duration"), "BASE_TYPE_CHOICES");
    assert_eq!(field_code(webhook_name(&json!("Discordia"), "name"), "/name"), "USERNAME_INVALID_CONTAINS");
    assert_eq!(field_code(webhook_name(&json!("x".repeat(81)), "name"), "/name"), "BASE_TYPE_BAD_LENGTH");
}

#[test]
fn modals() {
    let input = |id: &str| json!({ "type": 18, "label": "L", "component": { "type": 4, "style": 1, "custom_id": id } });
    let body = |n: usize| {
        let parts: Vec<Value> = (0..n).map(|i| input(&i.to_string())).collect();
        json!({ "type": 9, "data": { "title": "T", "custom_id": "m", "components": parts } })
    };
    assert!(callback(&body(5), Files::default(), false).is_ok());
    for n in [0, 6] {
        assert_eq!(
            field_code(callback(&body(n), Files::default(), false), "/data/components"),
            "BASE_TYPE_BAD_LENGTH"
        );
    }
    let mut long = body(1);
    long["data"]["title"] = json!("t".repeat(46));
    long["data"]["components"][0]["label"] = json!("l".repeat(46));
    long["data"]["components"][0]["component"]["placeholder"] = json!("p".repeat(101));
    let error = refused(callback(&long, Files::default(), false));
    for pointer in ["/data/title", "/data/components/0/label", "/data/components/0/component/placeholder"] {
        assert!(error.errors.as_ref().expect("says which field").pointer(pointer).is_some(), "{pointer}");
    }
    let old = json!({ "type": 9, "data": { "title": "T", "custom_id": "m", "components": [
        { "type": 1, "components": [{ "type": 4, "style": 2, "label": "Why", "custom_id": "w" }] }] } });
    assert!(callback(&old, Files::default(), false).is_ok());
    assert_eq!(
        field_code(callback(&json!({ "type": 3 }), Files::default(), false), "/type"),
        "BASE_TYPE_CHOICES"
    );
    let files = |least: u64, most: u64| {
        let upload = json!({ "type": 19, "custom_id": "f", "min_values": least, "max_values": most });
        let part = json!({ "type": 18, "label": "L", "component": upload });
        json!({ "type": 9, "data": { "title": "T", "custom_id": "m", "components": [part] } })
    };
    assert!(callback(&files(0, 10), Files::default(), false).is_ok());
    let place = "/data/components/0/component";
    for (least, most, wrong, code) in [
        (0, 11, "max_values", "NUMBER_TYPE_MAX"),
        (11, 11, "min_values", "NUMBER_TYPE_MAX"),
        (3, 2, "min_values", "FILE_UPLOAD_COMPONENT_MIN_MAX"),
    ] {
        let answer = callback(&files(least, most), Files::default(), false);
        assert_eq!(field_code(answer, &format!("{place}/{wrong}")), code);
    }
    let choices = vec![json!({ "name": "n", "value": "v" }); 26];
    let many = json!({ "type": 8, "data": { "choices": choices } });
    assert_eq!(field_code(callback(&many, Files::default(), false), "/data/choices"), "BASE_TYPE_BAD_LENGTH");
}

fn command(one: Value) -> Answered<()> {
    commands(&json!([one]))
}

#[test]
fn commands_are_lower_case_and_required_options_come_first() {
    let ok = json!({ "name": "ptickets", "description": "d", "options": [
        { "type": 1, "name": "claim", "description": "d" },
        { "type": 2, "name": "panel", "description": "d", "options": [{ "type": 1, "name": "post", "description": "d" }] }] });
    assert!(command(ok.clone()).is_ok());
    assert_eq!(
        field_code(command(json!({ "name": "Claim", "description": "d" })), "/0/name"),
        "APPLICATION_COMMAND_INVALID_NAME"
    );
    assert_eq!(field_code(command(json!({ "name": "claim" })), "/0/description"), "BASE_TYPE_REQUIRED");
    let order = json!({ "name": "a", "description": "d", "options": [
        { "type": 3, "name": "x", "description": "d" },
        { "type": 3, "name": "y", "description": "d", "required": true }] });
    assert_eq!(field_code(command(order), "/0/options/1"), "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID");
    let options: Vec<Value> =
        (0..26).map(|i| json!({ "type": 1, "name": format!("s{i}"), "description": "d" })).collect();
    assert_eq!(
        field_code(command(json!({ "name": "a", "description": "d", "options": options })), "/0/options"),
        "BASE_TYPE_BAD_LENGTH"
    );
    let many: Vec<Value> = (0..101).map(|i| json!({ "name": format!("c{i}"), "description": "d" })).collect();
    assert!(commands(&json!(many)).is_err());
    assert!(commands(&json!([ok, { "type": 2, "name": "Open Ticket" }])).is_ok());
    assert!(commands(&json!([ok, ok])).is_err());
}
