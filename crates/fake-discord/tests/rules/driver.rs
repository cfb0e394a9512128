//! What people do reaches an application as Discord would send it, answered by a plain client.

use crate::{
    gate::{Gate, INTENTS},
    support::Stage,
};
use fake_discord::driver::Entry;
use serde_json::{Value, json};

/// An application that is connected.
struct Bot {
    stage: Stage,
    gate: Gate,
}

impl Bot {
    async fn begin(commands: Value) -> Self {
        let stage = Stage::begin().await;
        let path = format!("applications/{}/commands", stage.fake.look(|world| world.application));
        stage.ask("PUT", &path, commands).await.fine();
        let (gate, _) = Gate::ready(&stage, INTENTS).await;
        Self { stage, gate }
    }

    /// The next interaction.
    async fn asked(&mut self) -> Value {
        self.gate.event("INTERACTION_CREATE").await["d"].clone()
    }

    async fn answer(&self, to: &Value, body: Value) {
        let (id, token) = (to["id"].as_str().unwrap(), to["token"].as_str().unwrap());
        self.stage.ask_bare("POST", &format!("interactions/{id}/{token}/callback"), body).await.fine();
    }

    /// A message with these rows in `#general`.
    async fn post(&self, channel: u64, parts: Vec<Value>) {
        let rows: Value = parts.into_iter().map(|part| json!({"type": 1, "components": [part]})).collect();
        let path = format!("channels/{channel}/messages");
        self.stage.post(&path, json!({"content": "here", "components": rows})).await.fine();
    }
}

fn commands() -> Value {
    let member = json!({"type": 6, "name": "member", "description": "d", "required": true});
    let note = json!({"type": 3, "name": "note", "description": "d", "autocomplete": true});
    let add = json!({"type": 1, "name": "add", "description": "d", "options": [member, note]});
    let user = json!({"type": 2, "name": "user", "description": "d", "options": [add]});
    json!([
        {"name": "tickets", "description": "d", "options": [user], "contexts": [0]},
        {"name": "secret", "description": "d", "default_member_permissions": "0"},
        {"name": "Open from this", "type": 3},
        {"name": "Open for them", "type": 2},
    ])
}

// Proves: a command in a group comes with its path, its options and what their ids stand for; completion says what is typed.
#[tokio::test]
async fn commands_are_used() {
    let mut bot = Bot::begin(commands()).await;
    let sample = bot.stage.sample;
    let (general, beth) = (sample.general, bot.stage.fake.person(sample.staff[0]));
    let mia = sample.members[0];
    beth.slash(general, "tickets user add", &[("member", json!(mia.to_string()))]);
    let asked = bot.asked().await;
    assert_eq!((&asked["type"], &asked["context"]), (&json!(2), &json!(0)));
    assert_eq!(asked["member"]["user"]["id"], beth.id.to_string());
    let below = &asked["data"]["options"][0]["options"][0];
    assert_eq!((&below["name"], &below["type"]), (&json!("add"), &json!(1)));
    assert_eq!(below["options"][0], json!({"name": "member", "type": 6, "value": mia.to_string()}));
    let resolved = &asked["data"]["resolved"];
    assert_eq!(resolved["users"][mia.to_string()]["username"], "mia");
    assert!(resolved["members"][mia.to_string()]["permissions"].is_string());
    let typing = tokio::spawn(async move {
        beth.complete(general, "tickets user add", &[("member", json!("1"))], ("note", "re")).await
    });
    let asked = bot.asked().await;
    let typed = &asked["data"]["options"][0]["options"][0]["options"][1];
    assert_eq!((&asked["type"], &typed["focused"], &typed["value"]), (&json!(4), &json!(true), &json!("re")));
    bot.answer(&asked, json!({"type": 8, "data": {"choices": [{"name": "Refund", "value": "refund"}]}}))
        .await;
    assert_eq!(typing.await.expect("is done"), [("Refund".to_owned(), json!("refund"))]);
}

// Proves: commands of the context menus name their target; commands are hidden from those who may not use them.
#[tokio::test]
async fn context_menus_and_hidden_commands() {
    let mut bot = Bot::begin(commands()).await;
    let sample = bot.stage.sample;
    let (mia, beth) = (bot.stage.fake.person(sample.members[0]), bot.stage.fake.person(sample.staff[0]));
    let message = mia.say(sample.general, "my boat is stuck");
    beth.use_on_message(sample.general, "Open from this", message);
    let data = bot.asked().await["data"].clone();
    assert_eq!((&data["type"], &data["target_id"]), (&json!(3), &json!(message.to_string())));
    assert_eq!(data["resolved"]["messages"][message.to_string()]["content"], "my boat is stuck");
    beth.use_on_user(sample.general, "Open for them", mia.id);
    let data = bot.asked().await["data"].clone();
    assert_eq!((&data["type"], &data["target_id"]), (&json!(2), &json!(mia.id.to_string())));
    assert_eq!(data["resolved"]["members"].as_object().map(|one| one.len()), Some(1));
    let all = ["tickets", "secret", "Open from this", "Open for them"].map(str::to_owned);
    assert_eq!(bot.stage.fake.person(sample.owner).commands(sample.general), all);
    assert!(!mia.commands(sample.general).contains(&"secret".to_owned()));
    assert!(!mia.commands(mia.dm()).contains(&"tickets".to_owned()));
}

// Proves: menus of every kind say what was chosen; a button in a direct message comes from the person, without a guild.
#[tokio::test]
async fn menus_and_direct_messages() {
    let mut bot = Bot::begin(json!([])).await;
    let sample = bot.stage.sample;
    let mia = bot.stage.fake.person(sample.members[0]);
    let options = json!([{"label": "Billing", "value": "b"}, {"label": "Bugs", "value": "g"}]);
    let menu = |kind: u8, id: &str| json!({"type": kind, "custom_id": id, "placeholder": id});
    let mut own = menu(3, "Topic");
    own["options"] = options;
    own["max_values"] = json!(2);
    let menus = vec![own, menu(5, "Who"), menu(6, "Role"), menu(7, "Anyone"), menu(8, "Where")];
    bot.post(sample.general, menus).await;
    mia.select(sample.general, "Topic", &["Billing", "g"]);
    let asked = bot.asked().await;
    assert_eq!((&asked["data"]["values"], &asked["data"]["component_type"]), (&json!(["b", "g"]), &json!(3)));
    assert_eq!(asked["message"]["content"], "here");
    let role = sample.staff_roles[0];
    for (menu, kind, id, found) in [
        ("Who", 5, mia.id, "members"),
        ("Role", 6, role, "roles"),
        ("Anyone", 7, role, "roles"),
        ("Where", 8, sample.welcome, "channels"),
    ] {
        mia.select_ids(sample.general, menu, &[id]);
        let data = bot.asked().await["data"].clone();
        assert_eq!((&data["component_type"], &data["values"]), (&json!(kind), &json!([id.to_string()])));
        assert!(data["resolved"][found][id.to_string()].is_object(), "{data}");
    }
    let dm =
        bot.stage.post("users/@me/channels", json!({"recipient_id": mia.id.to_string()})).await.fine().id();
    assert_eq!(dm, mia.dm());
    bot.post(dm, vec![json!({"type": 2, "style": 1, "label": "Close", "custom_id": "c"})]).await;
    mia.press(dm, "Close");
    let asked = bot.asked().await;
    assert_eq!((&asked["user"]["id"], &asked["context"]), (&json!(mia.id.to_string()), &json!(1)));
    assert!(asked.get("member").is_none() && asked.get("guild_id").is_none());
}

// Proves: a form with every kind of field comes back with what was put in, what stood there before, and the message it was opened from.
#[tokio::test]
async fn forms_with_every_field() {
    let mut bot = Bot::begin(json!([])).await;
    let sample = bot.stage.sample;
    let (general, mia) = (sample.general, bot.stage.fake.person(sample.members[0]));
    let options = json!([{"label": "One", "value": "1", "default": true}, {"label": "Two", "value": "2"}]);
    let label = |name: &str, component: Value| json!({"type": 18, "label": name, "component": component});
    let components = json!([
        label(
            "Words",
            json!({"type": 4, "style": 1, "custom_id": "w", "required": false, "value": "before"})
        ),
        label("Area", json!({"type": 3, "custom_id": "a", "options": [{"label": "Billing", "value": "b"}]})),
        label("Radio", json!({"type": 21, "custom_id": "r", "options": options})),
        label("Boxes", json!({"type": 22, "custom_id": "x", "max_values": 2, "options": options})),
        label("Files", json!({"type": 19, "custom_id": "f", "max_values": 2})),
    ]);
    bot.post(general, vec![json!({"type": 2, "style": 1, "label": "Open", "custom_id": "o"})]).await;
    let pressed = mia.press(general, "Open");
    let asked = bot.asked().await;
    bot.answer(
        &asked,
        json!({"type": 9, "data": {"title": "T", "custom_id": "m", "components": components}}),
    )
    .await;
    let files: [(&str, &str, &[u8]); 1] = [("a.txt", "text/plain", b"hello")];
    let entries = [
        ("Area", Entry::Picked(&["Billing"])),
        ("x", Entry::Picked(&["One", "2"])),
        ("Files", Entry::Files(&files)),
    ];
    mia.fill_in(pressed, &entries).await;
    let asked = bot.asked().await;
    assert_eq!((&asked["type"], &asked["data"]["custom_id"]), (&json!(5), &json!("m")));
    assert_eq!(asked["message"]["content"], "here");
    let sent: Vec<&Value> =
        asked["data"]["components"].as_array().unwrap().iter().map(|part| &part["component"]).collect();
    assert_eq!((&sent[0]["value"], &sent[1]["values"]), (&json!("before"), &json!(["b"])));
    assert_eq!((&sent[2]["value"], &sent[3]["values"]), (&json!("1"), &json!(["1", "2"])));
    let file = sent[4]["values"][0].as_str().unwrap();
    assert_eq!(asked["data"]["resolved"]["attachments"][file]["filename"], "a.txt");
}
