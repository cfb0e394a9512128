//! A panel takes over a message by its link: the bot reads it for somebody who may set up panels, and may read it themself.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use fake_discord::{
    Fault,
    permissions::{READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    world::Overwrite,
};
use serde_json::Value;
use ticket::{
    RoleId,
    settings::{Capability, TeamRole},
};

async fn asks(browser: &Browser, link: &str) -> (u16, Value) {
    let (status, text) =
        browser.send("/settings/panels/new", "/settings/panels/import", &[("link", link)]).await;
    (status, serde_json::from_str(&text).unwrap_or(Value::Null))
}

fn link(hall: &Hall, channel: u64, message: u64) -> String {
    format!("https://discord.com/channels/{}/{channel}/{message}", hall.sample.guild)
}

fn why(answer: &(u16, Value)) -> (u16, String) {
    assert_eq!(answer.1["message"], Value::Null, "nothing was read");
    (answer.0, answer.1["why"].as_str().unwrap_or_default().to_owned())
}

/// Its words, its embed and its buttons; and where it cannot be, why not and what to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_taken_over_by_its_link() {
    on_both("pointed", |hall| async move {
        hall.panel().await;
        let (ingrid, help) = (hall.ingrid(), hall.sample.get_help);
        let owner = hall.signed_in(&ingrid).await;
        let panel = hall.fake.look(|world| *world.channels[&help].messages.keys().next().expect("the panel"));
        let (status, answer) = asks(&owner, &link(&hall, help, panel)).await;
        assert_eq!(status, 200, "{answer}");
        assert_eq!(answer["message"]["embeds"][0]["title"], "Need a hand?");
        let labels: Vec<&str> = answer["message"]["components"][0]["components"]
            .as_array()
            .expect("buttons")
            .iter()
            .filter_map(|one| one["label"].as_str())
            .collect();
        assert_eq!(labels, ["Help", "Billing"]);
        let said = ingrid.say(hall.sample.general, "**Welcome** aboard");
        let (_, answer) = asks(&owner, &link(&hall, hall.sample.general, said)).await;
        assert_eq!(answer["message"]["content"], "**Welcome** aboard");

        let refused = async |link: &str, status: u16, words: &str| {
            let (found, said) = why(&asks(&owner, link).await);
            assert_eq!(found, status, "{link}: {said}");
            assert!(said.contains(words), "{link}: {said}");
        };
        refused("https://example.org/channels/1/2/3", 200, "leads to no message").await;
        refused(&format!("https://discord.com/channels/1/{help}/{panel}"), 200, "not in Harbor Lights").await;
        refused(&link(&hall, help, 5), 200, "no longer there").await;
        refused(&link(&hall, 5, panel), 200, "no such channel").await;
        // What the bot may not see.
        let hidden = |id: u64, kind: u8, deny: u64| Overwrite { id, kind, allow: 0, deny };
        let bot = hall.fake.look(|world| world.bot);
        ingrid.set_overwrites(hall.sample.general, vec![hidden(bot, 1, READ_MESSAGE_HISTORY | VIEW_CHANNEL)]);
        refused(&link(&hall, hall.sample.general, said), 200, "bot cannot read").await;
        // Discord is busy.
        hall.fake.fail(
            "GET",
            &format!("channels/{help}/messages/"),
            Fault::Status(503, "busy".to_owned()),
            1,
        );
        refused(&link(&hall, help, panel), 200, "Try again").await;
        hall.end().await;
    })
    .await;
}

/// Whoever sets up panels reads no channel through the bot that Discord hides from them, and no other guild's; nobody else reads anything.
// Proves: P196
#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_through_the_bot_what_is_hidden_from_them() {
    on_both("pointed_rights", |hall| async move {
        let (ingrid, carla) = (hall.ingrid(), hall.carla());
        let billing = hall.sample.staff_roles[2];
        hall.change(|config| config.settings.team = vec![TeamRole::of(RoleId(billing), Capability::Edit)])
            .await;
        let said = ingrid.say(hall.sample.general, "only for the crew");
        let browser = hall.signed_in(&carla).await;
        assert_eq!(asks(&browser, &link(&hall, hall.sample.general, said)).await.0, 200);
        let hidden = Overwrite { id: billing, kind: 0, allow: 0, deny: VIEW_CHANNEL };
        ingrid.set_overwrites(hall.sample.general, vec![hidden]);
        let (status, words) = why(&asks(&browser, &link(&hall, hall.sample.general, said)).await);
        assert_eq!(status, 200);
        assert!(words.contains("You cannot read this channel"), "{words}");
        // The same channel under another guild's number, which the bot is in as well.
        let elsewhere = hall.fake.change(|world| {
            let channel = world.channels[&hall.sample.general].clone();
            let (id, guild) = (world.id(), world.id());
            world.channels.insert(id, fake_discord::world::Channel { id, guild: Some(guild), ..channel });
            id
        });
        let (status, words) = why(&asks(&browser, &link(&hall, elsewhere, said)).await);
        assert_eq!((status, words.contains("no such channel")), (200, true), "{words}");
        // Who sets up nothing.
        let mia = hall.signed_in(&hall.mia()).await;
        let form = [("link", link(&hall, hall.sample.general, said))];
        let form: Vec<(&str, &str)> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(mia.send("/mine", "/settings/panels/import", &form).await.0, 403);
        hall.end().await;
    })
    .await;
}
