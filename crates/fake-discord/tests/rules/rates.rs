//! Rate limits (Discord: topics/rate-limits).

use crate::support::{NOON, Stage};
use fake_discord::rates::Scope;
use serde_json::{Value, json};

// Proves: the headers of a bucket count down and reset by the clock, per channel; the request too many is told how long to wait.
#[tokio::test]
async fn a_bucket_counts_down_and_resets() {
    let stage = Stage::begin().await;
    let general = format!("channels/{}/messages", stage.sample.general);
    for left in (0..5).rev() {
        let sent = stage.post(&general, json!({"content": "hi"})).await.fine();
        assert_eq!(sent.header("x-ratelimit-remaining"), left.to_string());
        assert_eq!(sent.header("x-ratelimit-limit"), "5");
        assert_eq!(sent.header("x-ratelimit-reset"), format!("{}.000", NOON / 1000 + 5));
    }
    stage.pass(2);
    let refused = stage.post(&general, json!({"content": "hi"})).await;
    assert_eq!(refused.status, 429);
    assert_eq!((refused.header("retry-after"), refused.header("x-ratelimit-scope")), ("3", "user"));
    assert_eq!(
        refused.body,
        json!({"message": "You are being rate limited.", "retry_after": 3.0, "global": false})
    );
    let welcome = format!("channels/{}/messages", stage.sample.welcome);
    let other = stage.post(&welcome, json!({"content": "hi"})).await.fine();
    assert_eq!(other.header("x-ratelimit-bucket"), refused.header("x-ratelimit-bucket"));
    stage.pass(3);
    assert_eq!(
        stage.post(&general, json!({"content": "hi"})).await.fine().header("x-ratelimit-remaining"),
        "4"
    );
    let counters = stage.fake.counters();
    assert_eq!(counters.requests["POST /channels/{id}/messages"], 8);
    assert_eq!(counters.on_exhausted["POST /channels/{id}/messages"], 1);
    assert_eq!((counters.limited[&Scope::User], counters.invalid), (1, 1));
}

// Proves: the 51st request of a second is refused whatever its route; answers to interactions are not.
#[tokio::test]
async fn fifty_a_second_in_all() {
    let stage = Stage::begin().await;
    stage.fake.size_bucket("GET /users/@me", 1_000, 1_000);
    for _ in 0..50 {
        stage.get("users/@me").await.fine();
    }
    let refused = stage.get(&format!("channels/{}", stage.sample.general)).await;
    assert_eq!((refused.status.as_u16(), refused.header("x-ratelimit-scope")), (429, "global"));
    assert_eq!((refused.header("x-ratelimit-global"), &refused.body["global"]), ("true", &json!(true)));
    assert_eq!(refused.header("x-ratelimit-bucket"), "");
    let mia = stage.fake.person(stage.sample.members[0]);
    let asked = mia.press_id(stage.sample.general, 0, "x");
    let token = stage.fake.look(|world| world.interactions[&asked].token.clone());
    let path = format!("interactions/{asked}/{token}/callback");
    stage.ask_bare("POST", &path, json!({"type": 4, "data": {"content": "hi"}})).await.fine();
    assert_eq!(stage.fake.counters().limited[&Scope::Global], 1);
    stage.pass(1);
    stage.get("users/@me").await.fine();
}

// Proves: the third change of a name or topic within ten minutes is refused while the headers say that requests are left.
#[tokio::test]
async fn two_renames_in_ten_minutes() {
    let stage = Stage::begin().await;
    let path = format!("channels/{}", stage.sample.general);
    stage.patch(&path, json!({"name": "one"})).await.fine();
    stage.pass(18);
    stage.patch(&path, json!({"topic": "two"})).await.fine();
    let refused = stage.patch(&path, json!({"name": "three"})).await;
    assert_eq!(refused.status, 429);
    assert_eq!(refused.body["retry_after"], json!(582.0));
    assert_eq!(refused.header("x-ratelimit-remaining"), "3");
    // What is no name or topic still goes through.
    stage.patch(&path, json!({"position": 3})).await.fine();
    stage.pass(582);
    assert_eq!(stage.patch(&path, json!({"name": "three"})).await.fine().body["name"], "three");
}

// Proves: threads made in a burst are refused by a shared limit, which is not counted as invalid.
#[tokio::test]
async fn threads_come_in_bursts() {
    let stage = Stage::begin_with(|_, world, _| world.caps.thread_burst = 3).await;
    let path = format!("channels/{}/threads", stage.sample.general);
    let thread = json!({"name": "ticket", "type": 12});
    for _ in 0..3 {
        stage.post(&path, thread.clone()).await.fine();
    }
    stage.pass(81);
    let refused = stage.post(&path, thread.clone()).await;
    assert_eq!((refused.status.as_u16(), refused.header("x-ratelimit-scope")), (429, "shared"));
    assert_eq!(refused.body["retry_after"], json!(219.0));
    let counters = stage.fake.counters();
    assert_eq!((counters.limited[&Scope::Shared], counters.invalid), (1, 0));
    stage.pass(219);
    stage.post(&path, thread).await.fine();
}

// Proves: invalid requests are counted, and too many of them are answered by what stands before Discord.
#[tokio::test]
async fn too_many_invalid_requests_are_a_ban() {
    let stage = Stage::begin().await;
    for _ in 0..3 {
        assert_eq!(stage.ask_as("Bot wrong", "GET", "users/@me", Value::Null).await.status, 401);
    }
    assert_eq!(stage.fake.counters().invalid, 3);
    stage.fake.count_invalid(9_997);
    let banned = stage.get("users/@me").await;
    assert_eq!((banned.status.as_u16(), banned.header("content-type")), (429, "text/html; charset=utf-8"));
    assert!(banned.body.is_string() && banned.header("x-ratelimit-scope").is_empty());
    stage.pass(600);
    stage.get("users/@me").await.fine();
}

// Proves: messages older than an hour are edited so often in an hour and no more; younger ones as often as the bucket lets.
#[tokio::test]
async fn old_messages_are_edited_now_and_then() {
    let stage = Stage::begin_with(|_, world, _| world.caps.old_edits = 2).await;
    let path = format!("channels/{}/messages", stage.sample.general);
    let old = format!("{path}/{}", stage.post(&path, json!({"content": "x"})).await.fine().id());
    stage.patch(&old, json!({"content": "y"})).await.fine();
    stage.pass(3_601);
    for n in 0..2 {
        stage.patch(&old, json!({"content": n.to_string()})).await.fine();
    }
    let refused = stage.patch(&old, json!({"content": "z"})).await;
    assert_eq!((refused.code(), &refused.body["retry_after"]), ((429, 30046), &json!(3_600.0)));
    let young = format!("{path}/{}", stage.post(&path, json!({"content": "x"})).await.fine().id());
    stage.patch(&young, json!({"content": "y"})).await.fine();
    stage.pass(3_600);
    stage.patch(&old, json!({"content": "z"})).await.fine();
}
