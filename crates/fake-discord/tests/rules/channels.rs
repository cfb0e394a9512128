//! Channels, permissions, members, pins, pages of messages (Discord: resources/channel, resources/guild, topics/permissions).

use crate::{
    gate::{Gate, INTENTS},
    support::Stage,
};
use fake_discord::permissions as p;
use serde_json::{Value, json};

fn ids(body: &Value) -> Vec<u64> {
    let id = |one: &Value| one["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
    body.as_array().expect("a list").iter().map(id).collect()
}

// Proves: a guild and a category hold so many channels; the category's refusal has no code of its own.
#[tokio::test]
async fn guilds_and_categories_are_full() {
    let stage = Stage::begin_with(|_, world, _| {
        world.caps.in_category = 2;
        world.caps.channels = 13;
    })
    .await;
    let make = async |parent: Option<u64>| {
        let mut body = json!({"name": "Ticket 1"});
        if let Some(parent) = parent {
            body["parent_id"] = json!(parent.to_string());
        }
        stage.post(&format!("guilds/{}/channels", stage.sample.guild), body).await
    };
    let first = make(Some(stage.sample.tickets)).await.fine();
    assert_eq!((first.status, &first.body["name"]), (reqwest::StatusCode::CREATED, &json!("ticket-1")));
    make(Some(stage.sample.tickets)).await.fine();
    let full = make(Some(stage.sample.tickets)).await;
    assert_eq!((full.code(), full.rule("parent_id")), ((400, 50035), Some("CHANNEL_PARENT_MAX_CHANNELS")));
    let moved = stage
        .patch(
            &format!("channels/{}", stage.sample.general),
            json!({"parent_id": stage.sample.tickets.to_string()}),
        )
        .await;
    assert_eq!(moved.rule("parent_id"), Some("CHANNEL_PARENT_MAX_CHANNELS"));
    make(None).await.fine();
    assert_eq!(make(None).await.code(), (400, 30013));
}

// Proves: overwrites give and take only what the application has itself; Manage Roles in one needs an administrator.
#[tokio::test]
async fn overwrites_are_within_ones_own() {
    let stage = Stage::begin().await;
    let path = format!("channels/{}/permissions/{}", stage.sample.general, stage.sample.staff_roles[0]);
    for (bits, fine) in
        [(p::VIEW_CHANNEL | p::MANAGE_MESSAGES, true), (1 << 1, false), (p::MANAGE_ROLES, false)]
    {
        let reply = stage.ask("PUT", &path, json!({"type": 0, "allow": bits.to_string()})).await;
        assert_eq!(reply.status == 204, fine, "{reply:?}");
        assert!(fine || reply.code() == (403, 50013));
    }
    stage.ask("DELETE", &path, Value::Null).await.fine();
    assert_eq!(stage.ask("DELETE", &path, Value::Null).await.code(), (404, 10009));
}

// Proves: what the application may not see it cannot touch, what it may see it cannot do without permission.
#[tokio::test]
async fn permissions_are_asked_for() {
    let stage = Stage::begin().await;
    let (bot, general) = (stage.fake.look(|world| world.bot), stage.sample.general);
    let deny = |bits: u64| {
        let one = fake_discord::world::Overwrite { id: bot, kind: 1, allow: 0, deny: bits };
        stage.fake.change(|world| world.channels.get_mut(&general).expect("is there").overwrites = vec![one]);
    };
    let path = format!("channels/{general}/messages");
    let known = stage.post(&path, json!({"content": "x"})).await.fine().id();
    let others = stage.fake.person(stage.sample.members[0]).say(general, "mine");
    deny(p::VIEW_CHANNEL);
    assert_eq!(stage.get(&path).await.code(), (403, 50001));
    assert_eq!(stage.post(&path, json!({"content": "x"})).await.code(), (403, 50001));
    deny(
        p::EMBED_LINKS
            | p::ATTACH_FILES
            | p::MANAGE_MESSAGES
            | p::PIN_MESSAGES
            | p::ADD_REACTIONS
            | p::READ_MESSAGE_HISTORY,
    );
    let reply = json!({"content": "x", "message_reference": {"message_id": known.to_string()}});
    for (method, rest, body, code) in [
        ("POST", String::new(), json!({"embeds": [{"title": "t"}]}), 50013),
        ("POST", String::new(), reply, 160_002),
        ("DELETE", format!("/{others}"), Value::Null, 50013),
        ("PUT", format!("/pins/{known}"), Value::Null, 50013),
        ("PUT", format!("/{known}/reactions/x/@me"), Value::Null, 50013),
    ] {
        assert_eq!(
            stage.ask(method, &format!("{path}{rest}"), body).await.code(),
            (403, code),
            "{method} {rest}"
        );
    }
    assert_eq!(stage.get(&path).await.fine().body, json!([]));
    assert_eq!(stage.patch(&format!("{path}/{others}"), json!({"content": "y"})).await.code(), (403, 50005));
    stage.ask("DELETE", &format!("{path}/{known}"), Value::Null).await.fine();
    assert_eq!(stage.get("channels/12345").await.code(), (404, 10003));
}

// Proves: somebody who is timed out sees and reads, and does nothing else; an administrator is not timed out.
#[tokio::test]
async fn timed_out_members_only_look() {
    let stage = Stage::begin().await;
    let (guild, general) = (stage.sample.guild, stage.sample.general);
    let (mia, tomas) = (stage.sample.members[0], stage.sample.admins[0]);
    stage.fake.change(|world| {
        let until = Some(world.clock.now() + 60_000);
        let members = &mut world.guilds.get_mut(&guild).expect("is there").members;
        for id in [mia, tomas] {
            members.get_mut(&id).expect("is there").timed_out_until = until;
        }
    });
    let has = |who: u64| stage.fake.look(|world| p::in_channel(world, who, general));
    assert_eq!(has(mia), p::VIEW_CHANNEL | p::READ_MESSAGE_HISTORY);
    assert_eq!(has(tomas), p::ALL);
    stage.pass(60);
    assert!(has(mia) & p::SEND_MESSAGES != 0);
}

// Proves: pins are counted, listed by page and told; their message says so itself.
#[tokio::test]
async fn pins() {
    let stage = Stage::begin_with(|_, world, _| world.caps.pins = 2).await;
    stage.fake.size_bucket("POST /channels/{id}/messages", 100, 1);
    let (mut gate, _) = Gate::ready(&stage, INTENTS).await;
    let path = format!("channels/{}/messages", stage.sample.general);
    let mut made = Vec::new();
    for n in 0..3 {
        made.push(stage.post(&path, json!({"content": n.to_string()})).await.fine().id());
    }
    for message in &made[..2] {
        stage.pass(1);
        stage.ask("PUT", &format!("{path}/pins/{message}"), Value::Null).await.fine();
        assert_eq!(gate.event("MESSAGE_UPDATE").await["d"]["pinned"], true);
        assert!(gate.event("CHANNEL_PINS_UPDATE").await["d"]["last_pin_timestamp"].is_string());
        assert_eq!(gate.event("MESSAGE_CREATE").await["d"]["type"], 6);
    }
    assert_eq!(stage.ask("PUT", &format!("{path}/pins/{}", made[2]), Value::Null).await.code(), (400, 30003));
    let page = stage.get(&format!("{path}/pins?limit=1")).await.fine().body;
    assert_eq!(
        (&page["has_more"], &page["items"][0]["message"]["id"]),
        (&json!(true), &json!(made[1].to_string()))
    );
    assert_eq!(stage.get(&format!("{path}/pins?limit=51")).await.rule("limit"), Some("NUMBER_TYPE_MAX"));
    stage.ask("DELETE", &format!("{path}/pins/{}", made[1]), Value::Null).await.fine();
    let old = stage.get(&format!("channels/{}/pins", stage.sample.general)).await.fine().body;
    assert_eq!(ids(&old), [made[0]]);
}

// Proves: history comes newest first, in pages to both sides; a page over a hundred is refused; many are deleted at once if they are young.
#[tokio::test]
async fn pages_of_messages() {
    let stage = Stage::begin().await;
    let (general, mia) = (stage.sample.general, stage.fake.person(stage.sample.members[0]));
    let said: Vec<u64> = (0..6).map(|n| mia.say(general, &n.to_string())).collect();
    let page = async |query: &str| {
        ids(&stage.get(&format!("channels/{general}/messages?{query}")).await.fine().body)
    };
    assert_eq!(page("limit=2").await, [said[5], said[4]]);
    assert_eq!(page(&format!("limit=2&before={}", said[4])).await, [said[3], said[2]]);
    assert_eq!(page(&format!("limit=2&after={}", said[1])).await, [said[3], said[2]]);
    assert_eq!(page(&format!("limit=3&around={}", said[3])).await, [said[4], said[3], said[2]]);
    let over = stage.get(&format!("channels/{general}/messages?limit=101")).await;
    assert_eq!(over.rule("limit"), Some("NUMBER_TYPE_MAX"));
    let bulk = async |ids: &[u64]| {
        let ids: Vec<String> = ids.iter().map(u64::to_string).collect();
        stage.post(&format!("channels/{general}/messages/bulk-delete"), json!({"messages": ids})).await
    };
    assert_eq!(bulk(&said[..1]).await.code(), (400, 50016));
    stage.pass(1);
    bulk(&said[..2]).await.fine();
    stage.pass(14 * 86_400 + 1);
    assert_eq!(bulk(&said[2..4]).await.code(), (400, 50034));
    assert_eq!(page("").await.len(), 4);
}

// Proves: members come by page and by prefix, with the intent for the whole list; roles are given below one's own.
#[tokio::test]
async fn members() {
    let stage = Stage::begin().await;
    let members = format!("guilds/{}/members", stage.sample.guild);
    let names = async |query: &str| -> Vec<Value> {
        let list = stage.get(&format!("{members}{query}")).await.fine().body;
        list.as_array().expect("a list").iter().map(|one| one["user"]["username"].clone()).collect()
    };
    assert_eq!(names("?limit=1000").await.len(), 13);
    assert_eq!(names(&format!("?limit=2&after={}", stage.sample.owner)).await, ["tomas", "yuki"]);
    assert_eq!(names("/search?query=CAR&limit=5").await, ["carla"]);
    let give = async |role: u64| {
        let path = format!("{members}/{}/roles/{role}", stage.sample.members[0]);
        stage.ask("PUT", &path, Value::Null).await.status.as_u16()
    };
    assert_eq!(give(stage.sample.staff_roles[0]).await, 204);
    let own = stage.fake.look(|world| world.guilds[&stage.sample.guild].members[&world.bot].roles[0]);
    assert_eq!(give(own).await, 403);
    let without = Stage::begin_with(|config, _, _| config.intents = 0).await;
    assert_eq!(without.get(&format!("guilds/{}/members", without.sample.guild)).await.code(), (403, 50001));
}
