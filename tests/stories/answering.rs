//! Answers that staff give again and again: by command, by `?name`, as the bot or in their own name.

use crate::hall::{Hall, on_both, read};
use serde_json::{Value, json};
use ticket::{GuildId, custom::CustomCommand};

async fn posted(hall: &Hall, channel: u64, words: &str) -> Value {
    let words = words.to_owned();
    hall.fake
        .until("an answer", |world| {
            world.channels[&channel].messages.values().find(|one| read(one).contains(&words)).cloned()
        })
        .await
}

/// Both ways give the same; the trigger goes, variables are filled, and only staff can.
// Proves: P43, P44, P59, P60, P61, P62, P63, P69, P70
#[tokio::test(flavor = "multi_thread")]
async fn canned_responses_two_ways() {
    on_both("canned", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let offered = beth.complete(channel, "ptickets can", &[], ("name", "he")).await;
        assert_eq!(offered[0], ("hello · Greetings".to_owned(), json!("hello")));
        assert!(
            hall.says(&beth, channel, "ptickets can", &[("name", json!("hello"))]).await.contains("Sent")
        );
        let first = posted(&hall, channel, "thanks for writing in. Beth here.").await;
        assert_eq!(first["author"]["id"], json!(hall.fake.look(|world| world.bot.to_string())));
        assert_eq!(first["mentions"][0]["id"], json!(mia.id.to_string()), "the member is named");
        let trigger = beth.say(channel, "?hello");
        hall.fake
            .until("the same again, without the trigger", |world| {
                let messages = &world.channels[&channel].messages;
                let same = messages.values().filter(|one| one["content"] == first["content"]).count();
                (same == 2 && !messages.contains_key(&trigger)).then_some(())
            })
            .await;
        let unknown = hall.says(&beth, channel, "ptickets can", &[("name", json!("barnacle"))]).await;
        assert!(unknown.contains("barnacle"), "{unknown}");
        let no = hall.says(&mia, channel, "ptickets can", &[("name", json!("hello"))]).await;
        assert!(no.contains("Only staff"), "{no}");
        let hers = mia.say(channel, "?hello");
        hall.settled().await;
        let messages = hall.fake.look(|world| world.channels[&channel].messages.clone());
        assert!(messages.contains_key(&hers), "a member's words stay");
        assert_eq!(messages.values().filter(|one| one["content"] == first["content"]).count(), 2);
        // It counts as a reply of staff.
        let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
        assert!(loaded.activity.first_reply.is_some());
        hall.end().await;
    })
    .await;
}

/// A custom command of the same name wins, for everyone in the ticket.
// Proves: P64, P65
#[tokio::test(flavor = "multi_thread")]
async fn custom_commands_win() {
    on_both("custom", |hall| async move {
        hall.change(|config| {
            let text = "Ring the bell twice.".to_owned();
            config.custom_commands.push(CustomCommand {
                name: "hello".to_owned(),
                text,
                ..CustomCommand::default()
            });
        })
        .await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.mia().say(channel, "?HELLO");
        posted(&hall, channel, "Ring the bell twice.").await;
        hall.beth().say(channel, "?hello");
        let said = |world: &fake_discord::World| -> Vec<String> {
            world.channels[&channel].messages.values().map(read).collect()
        };
        let twice =
            |texts: &Vec<String>| texts.iter().filter(|text| text.contains("Ring the bell")).count() == 2;
        hall.fake.until("the bell again", |world| twice(&said(world)).then_some(())).await;
        hall.settled().await;
        let texts = hall.fake.look(said);
        assert!(twice(&texts));
        assert!(!texts.iter().any(|text| text.contains("thanks for writing in") || text.contains("?hello")));
        hall.end().await;
    })
    .await;
}

/// In the staff member's name and picture, where it is configured so.
// Proves: P66, P67, P68
#[tokio::test(flavor = "multi_thread")]
async fn canned_as_staff() {
    on_both("as_staff", |hall| async move {
        hall.change(|config| config.canned[0].as_staff = true).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        hall.says(&beth, channel, "ptickets can", &[("name", json!("hello"))]).await;
        let said = posted(&hall, channel, "thanks for writing in").await;
        assert!(said["webhook_id"].is_string(), "{said}");
        assert_eq!(said["author"]["username"], "Beth");
        hall.settled().await;
        let (_, html) = hall.signed_in(&hall.mia()).await.page("/tickets/1").await;
        assert_eq!(html.matches("thanks for writing in").count(), 1, "one conversation, no echo");
        hall.end().await;
    })
    .await;
}

/// Where the trigger cannot be deleted it is answered all the same, and the owner is told what to allow.
// Proves: A17, P203
#[tokio::test(flavor = "multi_thread")]
async fn a_trigger_that_stays_is_reported() {
    on_both("stays", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        hall.fake.fail(
            "DELETE",
            &format!("channels/{channel}/messages/"),
            fake_discord::Fault::Code(50_013),
            1,
        );
        hall.beth().say(channel, "?hello");
        posted(&hall, channel, "thanks for writing in").await;
        let why = hall
            .eventually("a report", async || {
                hall.store().given_up(GuildId(hall.sample.guild)).await.expect("reads").pop()
            })
            .await
            .why;
        assert_eq!(why, "GH-104");
        let page = hall.signed_in(&hall.ingrid()).await.page("/settings/health").await.1;
        assert!(page.contains("GH-104") && page.contains("Manage Messages in Server Settings"), "{page}");
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}
