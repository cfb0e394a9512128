//! Files, direct messages, nonces (Discord: reference, resources/message).

use crate::support::Stage;
use serde_json::{Value, json};

async fn status(stage: &Stage, url: &str) -> u16 {
    stage.http.get(url).send().await.expect("an answer").status().as_u16()
}

// Proves: the address of a file is signed and good for a day; reading the message again, or asking, gives a fresh one.
#[tokio::test]
async fn addresses_of_files_expire() {
    let stage = Stage::begin().await;
    let (general, mia) = (stage.sample.general, stage.fake.person(stage.sample.members[0]));
    let message = mia.send_file(general, "look", "the boat.txt", "text/plain", b"a boat");
    let path = format!("channels/{general}/messages/{message}");
    let url =
        async || stage.get(&path).await.fine().body["attachments"][0]["url"].as_str().unwrap().to_owned();
    let first = url().await;
    assert_eq!(status(&stage, &first).await, 200);
    let forged = first.replace("hm=", "hm=0");
    let longer = first.replace("ex=", "ex=f");
    assert_eq!((status(&stage, &forged).await, status(&stage, &longer).await), (404, 404));
    stage.pass(86_399);
    assert_eq!(status(&stage, &first).await, 200);
    stage.pass(1);
    assert_eq!(status(&stage, &first).await, 404);
    assert_eq!(status(&stage, &url().await).await, 200);
    let other = "https://elsewhere.example/a.png";
    let asked =
        stage.post("attachments/refresh-urls", json!({"attachment_urls": [first, other]})).await.fine();
    let fresh = asked.body["refreshed_urls"][0]["refreshed"].as_str().expect("an address");
    assert_eq!(
        (status(&stage, fresh).await, &asked.body["refreshed_urls"][1]["refreshed"]),
        (200, &Value::Null)
    );
}

// Proves: direct messages are refused by those who closed them and by strangers, with codes of their own, and not begun without end.
#[tokio::test]
async fn direct_messages_can_be_refused() {
    let stage = Stage::begin_with(|_, world, _| world.caps.new_dms = 2).await;
    let open =
        async |user: u64| stage.post("users/@me/channels", json!({"recipient_id": user.to_string()})).await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let dm = open(mia.id).await.fine().id();
    let say = async || stage.post(&format!("channels/{dm}/messages"), json!({"content": "x"})).await;
    say().await.fine();
    mia.set_dms(false);
    assert_eq!(say().await.code(), (403, 50007));
    mia.set_dms(true);
    stage.fake.change(|world| world.remove_member(stage.sample.guild, mia.id));
    assert_eq!(say().await.code(), (400, 50278));
    open(stage.sample.members[1]).await.fine();
    open(stage.sample.members[1]).await.fine();
    assert_eq!(open(stage.sample.members[2]).await.code(), (400, 40003));
}

// Proves: an enforced nonce gives the first message again, per channel, for some minutes; without it a message is doubled.
#[tokio::test]
async fn nonces_are_enforced() {
    let stage = Stage::begin().await;
    let post = async |channel: u64, enforce: bool| {
        let body = json!({"content": "x", "nonce": "abc", "enforce_nonce": enforce});
        stage.post(&format!("channels/{channel}/messages"), body).await.fine().id()
    };
    let first = post(stage.sample.general, true).await;
    assert_eq!(post(stage.sample.general, true).await, first);
    assert_ne!(post(stage.sample.welcome, true).await, first);
    assert_ne!(post(stage.sample.general, false).await, first);
    stage.pass(300);
    assert_ne!(post(stage.sample.general, true).await, first);
    let path = format!("channels/{}/messages", stage.sample.general);
    let bare = stage.post(&path, json!({"content": "x", "enforce_nonce": true})).await;
    assert_eq!(bare.rule("nonce"), Some("BASE_TYPE_REQUIRED"));
}
