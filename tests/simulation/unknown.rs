//! What nobody expects from Discord.

use crate::stage::Stage;
use fake_discord::World;
use serde_json::{Value, json};

/// Things that Discord does not send today.
fn oddities(channel: u64, guild: u64) -> Vec<(&'static str, Value)> {
    let (channel, guild) = (channel.to_string(), guild.to_string());
    let author = json!({"id": "1", "username": "\u{202e}x\u{0}", "discriminator": "0", "flags": 1_u64 << 60, "new": {"deep": [[[]]]}});
    let message = |id: u64, more: Value| {
        let mut message = json!({
            "id": id.to_string(), "channel_id": channel, "guild_id": guild, "type": 0, "author": author, "content": "", "embeds": [],
            "attachments": [], "components": [], "mentions": [], "mention_roles": [], "timestamp": "2026-11-21T12:00:00.000000+00:00",
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            message[key] = value.clone();
        }
        message
    };
    let unknown_parts =
        json!([{"type": 99, "components": [{"type": 98}]}, {"type": 1, "components": null}, null, 7]);
    vec![
        ("EVENT_OF_THE_FUTURE", json!({"guild_id": guild, "anything": [1, null, {}]})),
        ("EVENT_OF_THE_FUTURE", Value::Null),
        ("GUILD_UPDATE", json!({"id": guild})),
        (
            "GUILD_ROLE_UPDATE",
            json!({"guild_id": guild, "role": {"id": guild, "permissions": "99999999999999999999999"}}),
        ),
        (
            "GUILD_MEMBER_UPDATE",
            json!({"guild_id": guild, "user": {"id": "1"}, "roles": null, "flags": 1_u64 << 53}),
        ),
        ("GUILD_MEMBER_ADD", json!({"guild_id": guild})),
        ("CHANNEL_UPDATE", json!({"id": channel, "guild_id": guild, "type": 250, "flags": u64::MAX})),
        (
            "CHANNEL_CREATE",
            json!({"id": "77", "guild_id": guild, "type": 0, "name": null, "permission_overwrites": null}),
        ),
        ("THREAD_CREATE", json!({"id": "78", "guild_id": guild, "type": 12})),
        ("MESSAGE_CREATE", json!({"id": "0", "channel_id": channel})),
        ("MESSAGE_CREATE", json!({"channel_id": channel, "guild_id": guild, "content": 7})),
        (
            "MESSAGE_CREATE",
            message(1 << 60, json!({"type": 200, "flags": u64::MAX, "components": unknown_parts})),
        ),
        (
            "MESSAGE_CREATE",
            message(
                (1 << 60) + 1,
                json!({"content": "\u{0}\u{feff}<@&1><#9><t:9:Z>".repeat(100), "poll": {"question": null}}),
            ),
        ),
        ("MESSAGE_UPDATE", json!({"id": "5", "channel_id": channel, "guild_id": guild})),
        ("MESSAGE_DELETE", json!({"id": null, "channel_id": channel})),
        ("MESSAGE_DELETE_BULK", json!({"ids": null, "channel_id": channel, "guild_id": guild})),
        (
            "MESSAGE_REACTION_ADD",
            json!({"channel_id": channel, "message_id": "5", "user_id": "1", "emoji": {}}),
        ),
        ("INTERACTION_CREATE", json!({"id": "9", "type": 77, "token": "t", "application_id": "1"})),
        (
            "INTERACTION_CREATE",
            json!({"id": "10", "type": 3, "token": "t", "application_id": "1", "guild_id": guild, "data": {"custom_id": 5}}),
        ),
        (
            "INTERACTION_CREATE",
            json!({"id": "11", "type": 5, "token": "t", "application_id": "1", "guild_id": guild, "channel_id": channel,
            "member": {"user": null, "roles": [], "permissions": "18446744073709551616"}, "data": {"components": [null, {"type": 18}]}}),
        ),
    ]
}

/// Waits until a ticket that a member opens has its channel; gives that.
async fn opened(stage: &Stage, member: u64, subject: &str) -> u64 {
    let before: Vec<u64> = stage.surfaces().await.into_iter().map(|(channel, _)| channel).collect();
    let values = [("subject", subject), ("details", "please")];
    stage.person(member).submit(stage.sample.get_help, "gh1:form:1", &values);
    let fresh = async || {
        let known = stage.surfaces().await;
        known.into_iter().map(|(channel, _)| channel).find(|channel| !before.contains(channel))
    };
    stage.until("a ticket's channel", fresh).await
}

// Proves: events, fields, types and numbers that nobody knows are survived: nothing stops, and what comes after is kept as ever.
#[tokio::test(flavor = "multi_thread")]
async fn the_unknown_is_survived() {
    let stage = Stage::begin_unwatched().await;
    let [mia, noa, ..] = stage.sample.members;
    let channel = opened(&stage, mia, "before").await;
    for (event, data) in oddities(channel, stage.sample.guild) {
        stage.fake.change(|world| world.dispatch(event, &data));
    }
    let last = stage.person(mia).say(channel, "still there?");
    let key = stage.surfaces().await[0].1;
    let kept = async || {
        let lines = stage.store().lines(key, None, 500).await.expect("reads");
        lines.iter().any(|line| line.message.0 == last).then_some(())
    };
    stage.until("what is said after it", kept).await;
    assert!(stage.fake.look(World::is_listened_to), "the connection stands");
    opened(&stage, noa, "after").await;
    stage.end().await;
}
