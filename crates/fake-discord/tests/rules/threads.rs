//! Threads (Discord: topics/threads).

use crate::{
    gate::{Gate, INTENTS},
    support::{Reply, Stage},
};
use fake_discord::permissions as p;
use serde_json::{Value, json};

async fn make(stage: &Stage, name: &str) -> u64 {
    let body = json!({"name": name, "type": 12, "invitable": false, "auto_archive_duration": 60});
    stage.post(&format!("channels/{}/threads", stage.sample.general), body).await.fine().id()
}

async fn say(stage: &Stage, channel: u64) -> Reply {
    stage.post(&format!("channels/{channel}/messages"), json!({"content": "x"})).await
}

async fn archived(stage: &Stage, thread: u64) -> Value {
    stage.get(&format!("channels/{thread}")).await.fine().body["thread_metadata"]["archived"].clone()
}

// Proves: a private thread is seen by its members and by those who manage threads, only if the channel is; others may not enter by link.
#[tokio::test]
async fn private_threads_have_members_not_overwrites() {
    let stage = Stage::begin().await;
    let thread = make(&stage, "ticket").await;
    let [mia, noa] = [0, 1].map(|n| stage.fake.person(stage.sample.members[n]));
    let sees = |who: &fake_discord::Person| who.channels().contains(&thread);
    assert!(!sees(&mia) && sees(&stage.fake.person(stage.sample.admins[0])));
    stage.ask("PUT", &format!("channels/{thread}/thread-members/{}", mia.id), Value::Null).await.fine();
    assert!(sees(&mia) && !sees(&noa));
    // Send Messages has no meaning in threads; its own permission has.
    let everyone = stage.sample.guild;
    let path = format!("channels/{}/permissions/{everyone}", stage.sample.general);
    let set =
        async |deny: u64| stage.ask("PUT", &path, json!({"type": 0, "deny": deny.to_string()})).await.fine();
    set(p::SEND_MESSAGES).await;
    mia.say(thread, "still here");
    set(p::SEND_IN_THREADS).await;
    assert!(mia.try_send(thread, json!({"content": "x"}), Vec::new()).is_err());
    assert_eq!(say(&stage, thread).await.code(), (403, 50013));
    stage.ask("DELETE", &path, Value::Null).await.fine();
    stage.ask("DELETE", &format!("channels/{thread}/thread-members/{}", mia.id), Value::Null).await.fine();
    assert!(!sees(&mia));
}

// Proves: a thread archives itself when its time without messages is over; a message opens it again, but not if it is locked; nothing else
// is done in an archived one.
#[tokio::test]
async fn threads_archive_themselves() {
    let stage = Stage::begin().await;
    let (mut gate, _) = Gate::ready(&stage, INTENTS).await;
    let thread = make(&stage, "ticket").await;
    let path = format!("channels/{thread}");
    let message = say(&stage, thread).await.fine().id();
    stage.pass(3_599);
    assert_eq!(archived(&stage, thread).await, false);
    stage.pass(1);
    let event = gate.event("THREAD_UPDATE").await["d"].clone();
    assert_eq!(event["thread_metadata"]["archived"], true);
    let react = format!("{path}/messages/{message}/reactions/%F0%9F%91%8D/@me");
    let edit = stage.patch(&format!("{path}/messages/{message}"), json!({"content": "y"})).await;
    let join =
        stage.ask("PUT", &format!("{path}/thread-members/{}", stage.sample.members[0]), Value::Null).await;
    for refused in [
        stage.ask("PUT", &react, Value::Null).await,
        edit,
        join,
        stage.patch(&path, json!({"name": "n"})).await,
    ] {
        assert_eq!(refused.code(), (400, 50083));
    }
    say(&stage, thread).await.fine();
    assert_eq!(archived(&stage, thread).await, false);
    stage.patch(&path, json!({"archived": true, "locked": true})).await.fine();
    assert_eq!(say(&stage, thread).await.code(), (400, 160_005));
    stage
        .patch(&path, json!({"archived": false, "locked": false, "auto_archive_duration": 1440}))
        .await
        .fine();
    stage.pass(3_600);
    assert_eq!(archived(&stage, thread).await, false);
}

// Proves: who is added or taken out is told; the list of members is for applications that may know them.
#[tokio::test]
async fn members_come_and_go() {
    let stage = Stage::begin().await;
    let (mut gate, _) = Gate::ready(&stage, INTENTS).await;
    let thread = make(&stage, "ticket").await;
    let mia = stage.sample.members[0];
    let path = format!("channels/{thread}/thread-members");
    stage.ask("PUT", &format!("{path}/{mia}"), Value::Null).await.fine();
    let event = gate.event("THREAD_MEMBERS_UPDATE").await["d"].clone();
    assert_eq!(event["added_members"][0]["user_id"], mia.to_string());
    assert_eq!(stage.get(&path).await.fine().body.as_array().map(Vec::len), Some(2));
    assert_eq!(stage.ask("PUT", &format!("{path}/12345"), Value::Null).await.code(), (404, 10007));
    stage.fake.change(|world| world.caps.thread_members = 1);
    let noa = stage.sample.members[1];
    assert_eq!(stage.ask("PUT", &format!("{path}/{noa}"), Value::Null).await.code(), (400, 30033));
    stage.ask("DELETE", &format!("{path}/{mia}"), Value::Null).await.fine();
    let event = gate.event("THREAD_MEMBERS_UPDATE").await["d"].clone();
    assert_eq!(event["removed_member_ids"], json!([mia.to_string()]));
    assert_eq!(stage.get(&format!("{path}/{mia}")).await.code(), (404, 10007));
}

// Proves: archived threads are listed by page, the latest first; the number of open ones is limited.
#[tokio::test]
async fn archived_threads_are_listed() {
    let stage = Stage::begin().await;
    let mut made = Vec::new();
    for n in 0..3 {
        let thread = make(&stage, &format!("t{n}")).await;
        stage.pass(1);
        stage.patch(&format!("channels/{thread}"), json!({"archived": true})).await.fine();
        made.push(thread.to_string());
    }
    let list = format!("channels/{}/threads/archived/private", stage.sample.general);
    let first = stage.get(&format!("{list}?limit=2")).await.fine().body;
    let ids = |body: &Value| -> Vec<String> {
        let threads = body["threads"].as_array().expect("a list").iter();
        threads.map(|one| one["id"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!((ids(&first), &first["has_more"]), (vec![made[2].clone(), made[1].clone()], &json!(true)));
    let before =
        first["threads"][1]["thread_metadata"]["archive_timestamp"].as_str().unwrap().replace('+', "%2B");
    let second = stage.get(&format!("{list}?limit=2&before={before}")).await.fine().body;
    assert_eq!((ids(&second), &second["has_more"]), (vec![made[0].clone()], &json!(false)));
    stage.fake.change(|world| world.caps.active_threads = 1);
    make(&stage, "open").await;
    let full = stage
        .post(&format!("channels/{}/threads", stage.sample.general), json!({"name": "n", "type": 12}))
        .await;
    assert_eq!(full.code(), (400, 160_006));
    let again = stage.patch(&format!("channels/{}", made[0]), json!({"archived": false})).await;
    assert_eq!(again.code(), (400, 160_006));
}
