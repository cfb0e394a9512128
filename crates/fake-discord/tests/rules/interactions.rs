//! Answers to interactions (Discord: interactions/receiving-and-responding).

use crate::{
    gate::{Gate, INTENTS},
    support::{Reply, Stage},
};
use serde_json::{Value, json};

/// An application, and a button of its own that Mia presses.
struct Asked {
    stage: Stage,
    gate: Gate,
}

impl Asked {
    async fn begin() -> Self {
        let stage = Stage::begin().await;
        let button = json!({"type": 2, "style": 1, "label": "Go", "custom_id": "go"});
        let body = json!({"content": "panel", "components": [{"type": 1, "components": [button]}]});
        stage.post(&format!("channels/{}/messages", stage.sample.general), body).await.fine();
        let (gate, _) = Gate::ready(&stage, INTENTS).await;
        Self { stage, gate }
    }

    /// Mia presses; gives the interaction's id and token.
    async fn press(&mut self) -> (String, String) {
        let mia = self.stage.fake.person(self.stage.sample.members[0]);
        mia.press(self.stage.sample.general, "Go");
        let event = self.gate.event("INTERACTION_CREATE").await["d"].clone();
        let text = |key: &str| event[key].as_str().expect("is there").to_owned();
        (text("id"), text("token"))
    }

    async fn answer(&self, (id, token): &(String, String), body: Value) -> Reply {
        self.stage.ask_bare("POST", &format!("interactions/{id}/{token}/callback"), body).await
    }

    async fn hook(&self, method: &str, (_, token): &(String, String), rest: &str, body: Value) -> Reply {
        let app = self.stage.fake.look(|world| world.application);
        self.stage.ask_bare(method, &format!("webhooks/{app}/{token}{rest}"), body).await
    }

    /// What Mia sees last in the channel.
    fn seen(&self) -> Value {
        let mia = self.stage.fake.person(self.stage.sample.members[0]);
        mia.messages(self.stage.sample.general).pop().expect("a message")
    }
}

fn say(words: &str, flags: u64) -> Value {
    json!({"content": words, "flags": flags, "embeds": []})
}

// Proves: the first answer is due within three seconds, is given once, and only with the right token; nothing follows before it.
#[tokio::test]
async fn three_seconds_and_once() {
    let mut bot = Asked::begin().await;
    let asked = bot.press().await;
    assert_eq!(bot.hook("POST", &asked, "", say("early", 0)).await.code(), (404, 10015));
    let forged = (asked.0.clone(), "other".to_owned());
    assert_eq!(bot.answer(&forged, json!({"type": 5})).await.code(), (404, 10062));
    bot.stage.pass(3);
    assert_eq!(bot.answer(&asked, json!({"type": 6})).await.status, 204);
    assert_eq!(bot.answer(&asked, json!({"type": 6})).await.code(), (400, 40060));
    let late = bot.press().await;
    bot.stage.pass(4);
    assert_eq!(bot.answer(&late, json!({"type": 6})).await.code(), (404, 10062));
}

// Proves: the token is worth something for fifteen minutes.
#[tokio::test]
async fn fifteen_minutes() {
    let mut bot = Asked::begin().await;
    let asked = bot.press().await;
    bot.answer(&asked, json!({"type": 4, "data": say("one", 64)})).await.fine();
    bot.stage.pass(900);
    bot.hook("POST", &asked, "", say("two", 64)).await.fine();
    bot.stage.pass(1);
    assert_eq!(bot.hook("POST", &asked, "", say("three", 64)).await.code(), (401, 50027));
    let edit = bot.hook("PATCH", &asked, "/messages/@original", say("x", 0)).await;
    assert_eq!(edit.code(), (401, 50027));
}

// Proves: what is deferred shows as waiting; the first message after it fills it, as private as it was deferred, whatever its flags; it is
// not left empty.
#[tokio::test]
async fn deferred_answers() {
    let mut bot = Asked::begin().await;
    let asked = bot.press().await;
    bot.answer(&asked, json!({"type": 5, "data": {"flags": 64}})).await.fine();
    assert_eq!(bot.seen()["flags"], 64 | 128);
    assert_eq!(bot.hook("PATCH", &asked, "/messages/@original", json!({})).await.code(), (400, 50006));
    let filled = bot.hook("POST", &asked, "", say("done", 0)).await.fine();
    assert_eq!((&bot.seen()["content"], &bot.seen()["flags"]), (&json!("done"), &json!(64)));
    let noa = bot.stage.fake.person(bot.stage.sample.members[1]);
    assert_eq!(noa.messages(bot.stage.sample.general).len(), 1);
    let second = bot.hook("POST", &asked, "", say("more", 64)).await.fine();
    assert_ne!(filled.id(), second.id());
    let public = bot.press().await;
    bot.answer(&public, json!({"type": 5})).await.fine();
    assert_eq!(bot.gate.event("MESSAGE_CREATE").await["d"]["flags"], 128);
    bot.hook("PATCH", &public, "/messages/@original", say("for all", 0)).await.fine();
    let edited = bot.gate.event("MESSAGE_UPDATE").await["d"].clone();
    assert_eq!((&edited["content"], &edited["flags"]), (&json!("for all"), &json!(0)));
}

// Proves: answers are read, changed and deleted by their id, only with the token they belong to.
#[tokio::test]
async fn answers_are_changed_and_taken_back() {
    let mut bot = Asked::begin().await;
    let (first, second) = (bot.press().await, bot.press().await);
    for asked in [&first, &second] {
        bot.answer(asked, json!({"type": 4, "data": say("first", 64)})).await.fine();
    }
    let later = bot.hook("POST", &first, "", say("later", 64)).await.fine().id();
    let path = format!("/messages/{later}");
    assert_eq!(bot.hook("GET", &second, &path, Value::Null).await.code(), (404, 10008));
    bot.hook("PATCH", &first, &path, say("changed", 0)).await.fine();
    assert_eq!(bot.hook("GET", &first, &path, Value::Null).await.fine().body["content"], "changed");
    bot.hook("DELETE", &first, &path, Value::Null).await.fine();
    bot.hook("DELETE", &first, "/messages/@original", Value::Null).await.fine();
    assert_eq!(bot.hook("GET", &first, "/messages/@original", Value::Null).await.code(), (404, 10008));
}

// Proves: types of answers fit the interaction; an update changes the message of the component; the answer can be asked for.
#[tokio::test]
async fn types_of_answers() {
    let mut bot = Asked::begin().await;
    let asked = bot.press().await;
    let choices = json!({"type": 8, "data": {"choices": []}});
    assert_eq!(bot.answer(&asked, choices).await.code(), (400, 50035));
    let path = format!("interactions/{}/{}/callback?with_response=true", asked.0, asked.1);
    let update = json!({"type": 7, "data": {"content": "pressed"}});
    let reply = bot.stage.ask_bare("POST", &path, update).await.fine();
    assert_eq!(reply.body["resource"]["message"]["content"], "pressed");
    assert_eq!(reply.body["interaction"]["response_message_ephemeral"], false);
    assert_eq!(bot.seen()["content"], "pressed");
    let mia = bot.stage.fake.person(bot.stage.sample.members[0]);
    mia.submit(bot.stage.sample.general, "form", &[("a", "b")]);
    let event = bot.gate.event("INTERACTION_CREATE").await["d"].clone();
    let form = (event["id"].as_str().unwrap().to_owned(), event["token"].as_str().unwrap().to_owned());
    let input = json!({"type": 4, "style": 1, "custom_id": "a"});
    let label = json!({"type": 18, "label": "A", "component": input});
    let modal = json!({"type": 9, "data": {"title": "T", "custom_id": "m", "components": [label]}});
    assert_eq!(bot.answer(&form, modal).await.code(), (400, 50035));
    assert_eq!(bot.answer(&form, json!({"type": 6})).await.code(), (400, 50035));
    bot.answer(&form, json!({"type": 5, "data": {"flags": 64}})).await.fine();
}
