//! Webhooks, commands and what people do by hand (Discord: resources/webhook, interactions/application-commands).

use crate::{
    gate::{Gate, INTENTS},
    support::Stage,
};
use fake_discord::{permissions as p, world::Overwrite};
use serde_json::{Value, json};

// Proves: a webhook posts under its own name, into threads too, tells its message only if asked to wait, and changes only its own.
#[tokio::test]
async fn webhooks_post() {
    let stage = Stage::begin().await;
    let general = stage.sample.general;
    let made = stage.post(&format!("channels/{general}/webhooks"), json!({"name": "Relay"})).await.fine();
    let path = format!("webhooks/{}/{}", made.id(), made.body["token"].as_str().expect("a secret"));
    let body = json!({"content": "hi", "username": "Mia"});
    assert_eq!(stage.ask_bare("POST", &path, body.clone()).await.status, 204);
    let sent = stage.ask_bare("POST", &format!("{path}?wait=true"), body.clone()).await.fine();
    assert_eq!(
        (&sent.body["author"]["username"], &sent.body["webhook_id"], &sent.body["application_id"]),
        (&json!("Mia"), &made.body["id"], &made.body["application_id"])
    );
    let thread = json!({"name": "t", "type": 12});
    let thread = stage.post(&format!("channels/{general}/threads"), thread).await.fine().id();
    let inside =
        stage.ask_bare("POST", &format!("{path}?wait=true&thread_id={thread}"), body.clone()).await.fine();
    assert_eq!(inside.body["channel_id"], thread.to_string());
    stage.ask_bare("PATCH", &format!("{path}/messages/{}", sent.id()), json!({"content": "ho"})).await.fine();
    let others = stage.fake.person(stage.sample.members[0]).say(general, "mine");
    let foreign = stage.ask_bare("DELETE", &format!("{path}/messages/{others}"), Value::Null).await;
    assert_eq!(foreign.code(), (404, 10008));
    let forged = format!("webhooks/{}/wrong", made.id());
    assert_eq!(stage.ask_bare("POST", &forged, body.clone()).await.code(), (401, 50027));
    stage.ask_bare("DELETE", &path, Value::Null).await.fine();
    assert_eq!(stage.ask_bare("POST", &path, body).await.code(), (404, 10015));
}

// Proves: a channel holds fifteen webhooks, and its own go with it.
#[tokio::test]
async fn webhooks_are_counted() {
    let stage = Stage::begin_with(|_, world, _| world.caps.webhooks = 1).await;
    let path = format!("channels/{}/webhooks", stage.sample.welcome);
    let made = stage.post(&path, json!({"name": "One"})).await.fine();
    assert_eq!(stage.post(&path, json!({"name": "Two"})).await.code(), (400, 30007));
    assert_eq!(stage.get(&path).await.fine().body.as_array().map(Vec::len), Some(1));
    stage.fake.person(stage.sample.owner).delete_channel(stage.sample.welcome);
    assert_eq!(stage.get(&format!("webhooks/{}", made.id())).await.code(), (404, 10015));
}

// Proves: commands of a guild and for everywhere are apart; making one again changes it; two hundred new ones a day.
#[tokio::test]
async fn commands_have_scopes() {
    let stage = Stage::begin().await;
    let app = stage.fake.look(|world| world.application);
    let (all, here) = (
        format!("applications/{app}/commands"),
        format!("applications/{app}/guilds/{}/commands", stage.sample.guild),
    );
    let command = |name: &str| json!({"name": name, "description": "d"});
    stage.ask("PUT", &all, json!([command("one"), command("two")])).await.fine();
    let made = stage.post(&here, command("mine")).await.fine();
    assert_eq!(made.status, 201);
    let again = stage.post(&here, json!({"name": "mine", "description": "other"})).await.fine();
    assert_eq!((again.status.as_u16(), &again.body["id"]), (200, &made.body["id"]));
    assert_eq!(stage.get(&all).await.fine().body.as_array().map(Vec::len), Some(2));
    assert_eq!(
        stage.patch(&format!("{here}/{}", made.id()), json!({"name": "Mine"})).await.rule("name"),
        Some("APPLICATION_COMMAND_INVALID_NAME")
    );
    stage.ask("DELETE", &format!("{here}/{}", made.id()), Value::Null).await.fine();
    for day in 0..2 {
        let many: Vec<Value> = (0..99).map(|n| command(&format!("c{day}-{n}"))).collect();
        stage.ask("PUT", &all, json!(many)).await.fine();
    }
    assert_eq!(stage.ask("PUT", &all, json!([command("x"), command("y")])).await.code(), (400, 30034));
    stage.pass(86_400);
    stage.ask("PUT", &all, json!([command("x"), command("y")])).await.fine();
}

// Proves: what people do by hand is told: names, places, overwrites, roles, timeouts, leaving and coming.
#[tokio::test]
async fn people_do_things_by_hand() {
    let stage = Stage::begin().await;
    let (sample, ingrid) = (stage.sample, stage.fake.person(stage.sample.owner));
    let mia = stage.fake.person(sample.members[0]);
    let (mut gate, _) = Gate::ready(&stage, INTENTS).await;
    ingrid.rename_channel(sample.general, "lounge");
    assert_eq!(gate.event("CHANNEL_UPDATE").await["d"]["name"], "lounge");
    ingrid.move_channel(sample.general, None);
    assert_eq!(gate.event("CHANNEL_UPDATE").await["d"]["parent_id"], Value::Null);
    let hidden = Overwrite { id: sample.staff_roles[0], kind: 0, allow: 0, deny: p::VIEW_CHANNEL };
    ingrid.set_overwrites(sample.general, vec![hidden]);
    gate.event("CHANNEL_UPDATE").await;
    ingrid.delete_role(sample.guild, sample.staff_roles[0]);
    assert_eq!(gate.event("GUILD_ROLE_DELETE").await["d"]["role_id"], sample.staff_roles[0].to_string());
    assert!(stage.fake.look(|world| world.channels[&sample.general].overwrites.is_empty()));
    ingrid.time_out(sample.guild, mia.id, 60);
    assert!(gate.event("GUILD_MEMBER_UPDATE").await["d"]["communication_disabled_until"].is_string());
    mia.leave(sample.guild);
    assert_eq!(gate.event("GUILD_MEMBER_REMOVE").await["d"]["user"]["username"], "mia");
    mia.join(sample.guild);
    assert_eq!(gate.event("GUILD_MEMBER_ADD").await["d"]["roles"], json!([]));
    let message = mia.say(sample.general, "spam");
    ingrid.remove_message(sample.general, message);
    assert_eq!(gate.event("MESSAGE_DELETE").await["d"]["id"], message.to_string());
    ingrid.delete_channel(sample.tickets);
    assert_eq!(gate.event("CHANNEL_DELETE").await["d"]["type"], 4);
}
