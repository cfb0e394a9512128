//! What is refused by form alone (Discord: resources/message, resources/channel, components/reference).

use crate::support::Stage;
use serde_json::{Value, json};

fn row(parts: Vec<Value>) -> Value {
    json!({"type": 1, "components": parts})
}

// Proves: messages over Discord's limits are refused with its codes and the path of the field; those at the limit are taken.
#[tokio::test]
async fn messages_have_limits() {
    let stage = Stage::begin_with(|_, _, _| {}).await;
    let path = format!("channels/{}/messages", stage.sample.general);
    stage.fake.size_bucket("POST /channels/{id}/messages", 1_000, 1);
    stage.post(&path, json!({"content": "ä".repeat(2_000)})).await.fine();
    let buttons = |count: usize| -> Vec<Value> {
        let button = |n| json!({"type": 2, "style": 1, "label": "Go", "custom_id": format!("b{n}")});
        (0..count).map(button).collect()
    };
    for (body, field, rule) in [
        (json!({"content": "x".repeat(2_001)}), "content", "BASE_TYPE_MAX_LENGTH"),
        (json!({"embeds": [{"title": "t".repeat(257)}]}), "embeds.0.title", "BASE_TYPE_MAX_LENGTH"),
        (
            json!({"embeds": [{"fields": [{"name": "", "value": "v"}]}]}),
            "embeds.0.fields.0.name",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            json!({"embeds": [{"description": "d".repeat(4_000)}, {"description": "d".repeat(2_001)}]}),
            "embeds",
            "MAX_EMBED_SIZE_EXCEEDED",
        ),
        (
            json!({"content": "c", "components": [row(buttons(6))]}),
            "components.0.components",
            "BASE_TYPE_BAD_LENGTH",
        ),
        (
            json!({"content": "c", "components": [row(vec![json!({"type": 2, "style": 1, "label": "Go"})])]}),
            "components.0.components.0.custom_id",
            "BASE_TYPE_REQUIRED",
        ),
        (
            json!({"content": "c", "components": [{"type": 10, "content": "x"}]}),
            "components.0.type",
            "BASE_TYPE_CHOICES",
        ),
        (
            json!({"content": "c", "flags": 1 << 15, "components": [{"type": 10, "content": "x"}]}),
            "content",
            "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
        ),
        (json!({"content": "c", "nonce": "n".repeat(26)}), "nonce", "BASE_TYPE_MAX_LENGTH"),
    ] {
        let refused = stage.post(&path, body.clone()).await;
        assert_eq!((refused.code(), refused.rule(field)), ((400, 50035), Some(rule)), "{body}");
    }
    assert_eq!(stage.post(&path, json!({"content": " "})).await.code(), (400, 50006));
}

// Proves: what edits a message of components alone is held to their rules, though it does not say so again.
#[tokio::test]
async fn an_edit_knows_what_it_edits() {
    let stage = Stage::begin().await;
    let path = format!("channels/{}/messages", stage.sample.general);
    let text = |words: &str| json!([{"type": 10, "content": words}]);
    let made = stage.post(&path, json!({"flags": 1 << 15, "components": text("one")})).await.fine();
    let path = format!("{path}/{}", made.id());
    stage.patch(&path, json!({"components": text("two")})).await.fine();
    assert_eq!(stage.patch(&path, json!({"content": "x"})).await.code(), (400, 50035));
}

// Proves: files: ten of them, 10 MiB each.
#[tokio::test]
async fn files_have_limits() {
    let stage = Stage::begin().await;
    let send = async |count: usize, bytes: usize| {
        let mut form = reqwest::multipart::Form::new().text("payload_json", "{}");
        for n in 0..count {
            let part = reqwest::multipart::Part::bytes(vec![7; bytes]).file_name("a.bin");
            form = form.part(format!("files[{n}]"), part);
        }
        let url = format!("{}/api/v10/channels/{}/messages", stage.fake.base_url(), stage.sample.general);
        let request = stage.http.post(url).header("authorization", format!("Bot {}", stage.fake.token()));
        Stage::read(request.multipart(form)).await
    };
    assert_eq!(send(10, 1).await.fine().body["attachments"].as_array().map(Vec::len), Some(10));
    send(1, 10 << 20).await.fine();
    assert_eq!(send(11, 1).await.code(), (400, 30015));
    assert_eq!(send(1, (10 << 20) + 1).await.code(), (413, 40005));
}

// Proves: channels, threads, webhooks and commands are held to their forms.
#[tokio::test]
async fn channels_webhooks_and_commands_have_limits() {
    let stage = Stage::begin().await;
    let sample = stage.sample;
    let guild = format!("guilds/{}/channels", sample.guild);
    let general = format!("channels/{}", sample.general);
    let threads = format!("{general}/threads");
    let hooks = format!("{general}/webhooks");
    let commands = format!("applications/{}/commands", stage.fake.look(|world| world.application));
    for (method, path, body, field) in [
        ("POST", &guild, json!({}), "name"),
        ("POST", &guild, json!({"name": "n".repeat(101)}), "name"),
        ("POST", &guild, json!({"name": "n", "topic": "t".repeat(1_025)}), "topic"),
        ("POST", &guild, json!({"name": "n", "type": 12}), "type"),
        ("PATCH", &general, json!({"name": ""}), "name"),
        (
            "POST",
            &threads,
            json!({"name": "t", "type": 12, "auto_archive_duration": 5}),
            "auto_archive_duration",
        ),
        ("POST", &hooks, json!({"name": "Discord fans"}), "name"),
        ("PUT", &commands, json!([{"name": "Upper", "description": "d"}]), "0.name"),
        ("PUT", &commands, json!([{"name": "lower"}]), "0.description"),
    ] {
        let refused = stage.ask(method, path, body.clone()).await;
        assert_eq!(refused.code(), (400, 50035), "{path} {body}");
        assert!(refused.rule(field).is_some(), "{refused:?}");
    }
    stage.ask("PUT", &commands, json!([{"name": "lower", "description": "d"}])).await.fine();
}
