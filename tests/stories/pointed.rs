//! A panel takes over a message by its link: the bot reads it for somebody who may set up panels, and may read it themself.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use fake_discord::{
    Fault,
    permissions::{READ_MESSAGE_HISTORY, VIEW_CHANNEL},
    world::{Channel, Guild, Member, Overwrite, Role},
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use ticket::{
    RoleId,
    settings::{Capability, TeamRole},
};

/// Connect (Discord: topics/permissions).
const CONNECT: u64 = 1 << 20;

/// What is read of the message behind a link, or why not.
async fn asks(browser: &Browser, link: &str) -> Result<Value, String> {
    let (status, text) =
        browser.send("/settings/panels/new", "/settings/panels/import", &[("link", link)]).await;
    assert_eq!(status, 200, "{link}: {text}");
    let mut answer: Value = serde_json::from_str(&text).expect("an answer");
    match answer["why"].as_str() {
        Some(why) => {
            assert_eq!(answer["message"], Value::Null, "nothing is told beside the refusal");
            Err(why.to_owned())
        }
        None => Ok(answer["message"].take()),
    }
}

async fn refused(browser: &Browser, link: &str, words: &str) {
    let why = asks(browser, link).await.expect_err(link);
    assert!(why.contains(words), "{link}: {why}");
}

fn link(hall: &Hall, channel: u64, message: u64) -> String {
    format!("https://discord.com/channels/{}/{channel}/{message}", hall.sample.guild)
}

fn denied(id: u64, kind: u8, deny: u64) -> Overwrite {
    Overwrite { id, kind, allow: 0, deny }
}

/// Its words, its embed and its buttons; and where it cannot be, why not and what to do.
#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_taken_over_by_its_link() {
    on_both("pointed", |hall| async move {
        hall.panel().await;
        let (ingrid, help, general) = (hall.ingrid(), hall.sample.get_help, hall.sample.general);
        let owner = hall.signed_in(&ingrid).await;
        let panel = hall.fake.look(|world| *world.channels[&help].messages.keys().next().expect("the panel"));
        let read = asks(&owner, &link(&hall, help, panel)).await.expect("is read");
        assert_eq!(read["embeds"][0]["title"], "Need a hand?");
        let buttons = read["components"][0]["components"].as_array().expect("buttons");
        let labels: Vec<&str> = buttons.iter().filter_map(|one| one["label"].as_str()).collect();
        assert_eq!(labels, ["Help", "Billing"]);
        let said = ingrid.say(general, "**Welcome** aboard");
        // What Discord makes of an address in it is not its author's.
        hall.fake.change(|world| {
            let message = world.channels.get_mut(&general).and_then(|one| one.messages.get_mut(&said));
            message.expect("was said")["embeds"] = json!([{ "type": "link", "title": "Elsewhere" }]);
        });
        for host in ["discord.com", "ptb.discord.com", "canary.discord.com", "discordapp.com"] {
            let link = format!("https://{host}/channels/{}/{general}/{said}", hall.sample.guild);
            let read = asks(&owner, &link).await.expect("is read");
            assert_eq!((&read["content"], &read["embeds"]), (&json!("**Welcome** aboard"), &json!([])));
        }

        refused(&owner, "https://example.org/channels/1/2/3", "leads to no message").await;
        refused(&owner, &format!("https://discord.com/channels/1/{help}/{panel}"), "not in Harbor Lights")
            .await;
        refused(&owner, &link(&hall, help, 5), "no longer there").await;
        refused(&owner, &link(&hall, 5, panel), "no such channel").await;
        // What the bot may not see.
        let bot = hall.fake.look(|world| world.bot);
        ingrid.set_overwrites(general, vec![denied(bot, 1, READ_MESSAGE_HISTORY)]);
        refused(&owner, &link(&hall, general, said), "bot cannot read").await;
        ingrid.set_overwrites(general, vec![denied(bot, 1, VIEW_CHANNEL)]);
        refused(&owner, &link(&hall, general, said), "bot cannot read").await;
        // Discord is out of order, wants it slower, or does not answer at all.
        let (route, here) = (format!("channels/{help}/messages/"), link(&hall, help, panel));
        hall.fake.fail("GET", &route, Fault::Status(503, "busy".to_owned()), 1);
        refused(&owner, &here, "Try again").await;
        hall.fake.fail("GET", &route, Fault::ResetBefore, 1);
        refused(&owner, &here, "Try again").await;
        hall.fake.hold("GET", &route);
        refused(&owner, &here, "Try again").await;
        hall.fake.answer_all();
        asks(&owner, &here).await.expect("is read again");
        hall.end().await;
    })
    .await;
}

/// Whoever sets up panels reads no channel through the bot that Discord hides from them; nobody else reads anything.
// Proves: P194, P196
#[tokio::test(flavor = "multi_thread")]
async fn nobody_reads_through_the_bot_what_is_hidden_from_them() {
    on_both("pointed_rights", |hall| async move {
        let (ingrid, carla, general) = (hall.ingrid(), hall.carla(), hall.sample.general);
        let billing = hall.sample.staff_roles[2];
        hall.change(|config| config.settings.team = vec![TeamRole::of(RoleId(billing), Capability::Edit)])
            .await;
        let (owner, browser) = (hall.signed_in(&ingrid).await, hall.signed_in(&carla).await);
        let here = link(&hall, general, ingrid.say(general, "only for the crew"));
        asks(&browser, &here).await.expect("everybody reads it");
        for deny in [VIEW_CHANNEL, READ_MESSAGE_HISTORY] {
            for (id, kind) in [(billing, 0), (carla.id, 1), (hall.sample.guild, 0)] {
                let bot = Overwrite { id: hall.fake.look(|world| world.bot), kind: 1, allow: deny, deny: 0 };
                ingrid.set_overwrites(general, vec![denied(id, kind, deny), bot]);
                refused(&browser, &here, "You cannot read this channel").await;
                asks(&owner, &here).await.expect("the owner reads everything");
            }
        }
        ingrid.set_overwrites(general, vec![]);
        asks(&browser, &here).await.expect("everybody reads it");
        // What is written beside a conversation by voice is for those who may join it.
        let kind =
            |kind| hall.fake.change(|world| world.channels.get_mut(&general).expect("is there").kind = kind);
        kind(2);
        refused(&browser, &here, "You cannot read this channel").await;
        ingrid.set_overwrites(general, vec![Overwrite { id: billing, kind: 0, allow: CONNECT, deny: 0 }]);
        asks(&browser, &here).await.expect("she may join it");
        kind(0);
        // A role that was lost a moment ago.
        ingrid.set_roles(hall.sample.guild, carla.id, vec![]);
        hall.settled().await;
        assert_eq!(browser.send("/mine", "/settings/panels/import", &[("link", &here)]).await.0, 403);
        // Who sets up nothing.
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.send("/mine", "/settings/panels/import", &[("link", &here)]).await.0, 403);
        hall.end().await;
    })
    .await;
}

/// Threads are as their channel is; private ones are for those in them, and for whoever manages threads.
#[tokio::test(flavor = "multi_thread")]
async fn threads_are_read_as_discord_shows_them() {
    on_both("pointed_threads", |hall| async move {
        let (ingrid, carla, general) = (hall.ingrid(), hall.carla(), hall.sample.general);
        let billing = hall.sample.staff_roles[2];
        hall.change(|config| config.settings.team = vec![TeamRole::of(RoleId(billing), Capability::Edit)])
            .await;
        let (owner, browser) = (hall.signed_in(&ingrid).await, hall.signed_in(&carla).await);
        let thread = |name: &str, kind: u8| {
            let id = hall.fake.change(|world| {
                let made = world.create_thread(general, None, &json!({ "name": name })).expect("is made");
                let id: u64 = made["id"].as_str().and_then(|id| id.parse().ok()).expect("an id");
                world.channels.get_mut(&id).expect("was made").kind = kind;
                id
            });
            (id, link(&hall, id, ingrid.say(id, "in the thread")))
        };
        let ((_, open), (private, closed)) = (thread("open", 11), thread("closed", 12));
        asks(&browser, &open).await.expect("everybody reads it");
        refused(&browser, &closed, "You cannot read this channel").await;
        asks(&owner, &closed).await.expect("who manages threads reads it");
        hall.fake.change(|world| world.join_thread(private, carla.id).expect("is added"));
        asks(&browser, &closed).await.expect("she is in it");
        // One that sleeps is not among those that Discord tells of.
        ingrid.set_thread(private, true, false);
        hall.settled().await;
        asks(&browser, &closed).await.expect("she is in it");
        ingrid.set_overwrites(general, vec![denied(billing, 0, VIEW_CHANNEL)]);
        refused(&browser, &open, "You cannot read this channel").await;
        refused(&browser, &closed, "You cannot read this channel").await;
        hall.end().await;
    })
    .await;
}

/// The number of another guild's channel says nothing: not what is written in it, nor whether there is one, nor whether the bot may read it.
#[tokio::test(flavor = "multi_thread")]
async fn other_guilds_channels_are_none() {
    on_both("pointed_elsewhere", |hall| async move {
        let ingrid = hall.ingrid();
        let owner = hall.signed_in(&ingrid).await;
        let said = ingrid.say(hall.sample.general, "here");
        // Another guild, with the bot in it; one channel is hidden from the bot.
        let [open, hidden] = hall.fake.change(|world| {
            let (id, bot) = (world.id(), world.bot);
            let permissions = VIEW_CHANNEL | READ_MESSAGE_HISTORY;
            let everyone = Role { id, name: "@everyone".to_owned(), permissions, color: 0, position: 0 };
            let members = BTreeMap::from([ingrid.id, bot].map(|user| (user, Member::default())));
            let (name, emojis, stickers) = ("Far Shore".to_owned(), Vec::new(), Vec::new());
            let roles = vec![everyone];
            let guild = Guild { id, name, owner: ingrid.id, icon: None, emojis, stickers, roles, members };
            world.guilds.insert(id, guild);
            let messages = world.channels[&hall.sample.general].messages.clone();
            [Vec::new(), vec![denied(bot, 1, VIEW_CHANNEL)]].map(|overwrites| {
                let (channel, messages) = (world.id(), messages.clone());
                let place =
                    Channel { id: channel, guild: Some(id), overwrites, messages, ..Channel::default() };
                world.channels.insert(channel, place);
                channel
            })
        });
        let absent = asks(&owner, &link(&hall, 5, said)).await.expect_err("there is none");
        assert!(absent.contains("no such channel"), "{absent}");
        for channel in [open, hidden] {
            assert_eq!(asks(&owner, &link(&hall, channel, said)).await, Err(absent.clone()));
        }
        hall.end().await;
    })
    .await;
}
