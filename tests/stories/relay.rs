//! One conversation: what is said on the web is seen in Discord, and the other way round.

use crate::hall::{Hall, on_both};
use fake_discord::{Fault, permissions};
use serde_json::Value;

const PNG: &[u8] = &[
    137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6, 0, 0, 0, 31,
    21, 196, 137, 0, 0, 0, 13, 73, 68, 65, 84, 120, 156, 99, 248, 239, 176, 246, 63, 0, 6, 39, 2, 232, 80,
    180, 62, 121, 0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
];

/// What stands in a channel under the welcome, as text.
fn said(hall: &Hall, channel: u64) -> Vec<(String, String)> {
    let name = |one: &Value| one["author"]["username"].as_str().unwrap_or_default().to_owned();
    let text = |one: &Value| one["content"].as_str().unwrap_or_default().to_owned();
    hall.fake.look(|world| {
        let all = world.channels[&channel].messages.values();
        let plain = all.filter(|one| one["embeds"].as_array().is_none_or(Vec::is_empty));
        plain.map(|one| (name(one), text(one))).filter(|(_, text)| !text.is_empty()).collect()
    })
}

/// How often a text stands in the conversation on a page.
fn occurrences(page: &str, text: &str) -> usize {
    let conversation = page.split("id=\"conversation\"").nth(1).expect("a conversation");
    conversation.split("id=\"own-last\"").next().unwrap_or_default().matches(text).count()
}

/// The bot may make no webhook any more.
fn forbid_webhooks(hall: &Hall, channel: u64) {
    hall.fake.change(|world| {
        let guild = world.guilds.get_mut(&hall.sample.guild).expect("a guild");
        for role in &mut guild.roles {
            role.permissions &= !(permissions::MANAGE_WEBHOOKS | permissions::ADMINISTRATOR);
        }
        let place = world.channels.get_mut(&channel).expect("a channel");
        place.overwrites.iter_mut().for_each(|one| one.allow &= !permissions::MANAGE_WEBHOOKS);
    });
}

/// Staff and member write on the web; the words and the picture appear in Discord under their names, once, in order. What is said in
/// Discord appears on the web. A form sent twice says it once.
// Proves: M21, M22, M79, M80, M81, M82, P67, P68
#[tokio::test(flavor = "multi_thread")]
async fn the_web_and_discord_are_one_conversation() {
    on_both("relay", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let beth = hall.signed_in(&hall.beth()).await;
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(beth.write(1, "first-act", "Which way is **north**?", &[("map.png", PNG)]).await.0, 303);
        assert_eq!(beth.write(1, "first-act", "Which way is **north**?", &[("map.png", PNG)]).await.0, 303);
        hall.settled().await;
        hall.mia().say(channel, "That way, I think");
        hall.settled().await;
        assert_eq!(mia.write(1, "second-act", "Or was it south", &[]).await.0, 303);
        hall.settled().await;
        let said = said(&hall, channel);
        let (beths, mias) = (hall.beth(), hall.mia());
        let nick = |id: u64| {
            hall.fake.look(|world| {
                let member = &world.guilds[&hall.sample.guild].members[&id];
                let user = &world.users[&id];
                member
                    .nick
                    .clone()
                    .or_else(|| user.global_name.clone())
                    .unwrap_or_else(|| user.username.clone())
            })
        };
        assert_eq!(said.len(), 3, "{said:?}");
        assert_eq!(said[0], (nick(beths.id), "Which way is **north**?".to_owned()));
        assert_eq!(said[1].1, "That way, I think");
        assert_eq!(said[2], (nick(mias.id), "Or was it south".to_owned()));
        hall.fake.look(|world| {
            let hooked =
                world.channels[&channel].messages.values().filter(|one| one.get("webhook_id").is_some());
            let hooked: Vec<_> = hooked.collect();
            assert_eq!(hooked.len(), 2);
            assert!(
                hooked[0]["author"]["avatar"].as_str().is_some_and(|url| url.contains("cdn.discordapp.com"))
            );
            assert_eq!(hooked[0]["attachments"][0]["filename"], "map.png");
        });
        for browser in [&beth, &mia] {
            let (_, page) = browser.page("/tickets/1").await;
            for text in ["That way, I think", "Or was it south"] {
                assert_eq!(occurrences(&page, text), 1, "{text}");
            }
            assert_eq!(occurrences(&page, "<strong>north</strong>"), 1);
            assert!(page.contains("map.png"), "the picture is on the page");
        }
        let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
        assert_eq!(found.activity.messages, 4, "the welcome and three messages");
        assert_eq!(
            found.activity.first_reply.map(|(_, by)| by.0),
            Some(beths.id),
            "a reply on the web counts"
        );
        hall.end().await;
    })
    .await;
}

/// Who wrote on the web changes the words, and takes them back; Discord follows. Nobody else can, and what was said in Discord is changed there.
// Proves: M79, M82, A26
#[tokio::test(flavor = "multi_thread")]
async fn what_was_written_is_changed_and_taken_back() {
    on_both("relay_edit", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let theirs = hall.mia().say(channel, "said in Discord");
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(beth.write(1, "edit-act", "Nort", &[]).await.0, 303);
        hall.settled().await;
        let (_, page) = beth.page("/tickets/1").await;
        let id =
            page.split("id=\"own-last\" hidden data-id=\"").nth(1).and_then(|rest| rest.split('"').next());
        let id = id.expect("the last message can be changed").to_owned();
        let change = async |who: &crate::browser::Browser, id: &str, more: &[(&str, &str)]| {
            let mut fields = vec![("edit", id), ("once", "change-act")];
            fields.extend(more);
            who.upload("/tickets/1", "/tickets/1/messages", &fields, &[]).await.0
        };
        assert_eq!(change(&mia, &id, &[("text", "hers")]).await, 422, "somebody else's");
        assert_eq!(change(&mia, &theirs.to_string(), &[("text", "x")]).await, 422, "Discord's own");
        let note = [("mode", "note"), ("text", "for the team")];
        assert_eq!(change(&beth, &id, &note).await, 303);
        hall.settled().await;
        assert!(!mia.page("/tickets/1").await.1.contains("for the team"), "a note stays a note");
        assert_eq!(change(&beth, &id, &[("text", "North, of course")]).await, 303);
        hall.settled().await;
        assert_eq!(
            said(&hall, channel).last().map(|(_, text)| text.clone()).as_deref(),
            Some("North, of course")
        );
        assert_eq!(occurrences(&mia.page("/tickets/1").await.1, "North, of course"), 1);
        assert_eq!(change(&beth, &id, &[("take_back", "yes"), ("text", "")]).await, 303);
        hall.settled().await;
        assert!(!said(&hall, channel).iter().any(|(_, text)| text.contains("North")), "gone from Discord");
        assert!(!mia.page("/tickets/1").await.1.contains("North"), "and from the member's page");
        hall.end().await;
    })
    .await;
}

/// The answer to a message that Discord took gets lost, and the program is started again: it is there once, and once on the web.
// Proves: M82, A26
#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_doubles_nothing() {
    on_both("relay_lost", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.settled().await;
        hall.fake.fail("POST", "webhooks/", Fault::ResetAfter, 1);
        let long = format!("{}\n{}", "first ".repeat(300).trim(), "second ".repeat(250).trim());
        assert_eq!(beth.write(1, "long-act", &long, &[]).await.0, 303);
        hall.fake
            .until("the first part", |world| {
                world.channels[&channel]
                    .messages
                    .values()
                    .any(|one| one.get("webhook_id").is_some())
                    .then_some(())
            })
            .await;
        let hall = hall.restarted().await;
        hall.pass_seconds(5);
        hall.settled().await;
        let said = said(&hall, channel);
        assert_eq!(said.len(), 2, "two parts, each once: {said:?}");
        assert!(said[0].1.starts_with("first") && said[1].1.starts_with("second"));
        let beth = hall.signed_in(&hall.beth()).await;
        let (_, page) = beth.page("/tickets/1").await;
        assert_eq!(occurrences(&page, "second ".repeat(250).trim()), 1);
        let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
        assert_eq!(found.activity.messages, 2, "the welcome and one message");
        hall.end().await;
    })
    .await;
}

/// Without the right to make webhooks the bot speaks and names the person; who is mentioned on the web is pinged by users only.
// Proves: A18, M79
#[tokio::test(flavor = "multi_thread")]
async fn without_webhooks_the_bot_speaks() {
    on_both("relay_bot", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        forbid_webhooks(&hall, channel);
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.write(1, "bots-act", "@everyone look here", &[]).await.0, 303);
        hall.settled().await;
        let said = said(&hall, channel);
        assert_eq!(said.len(), 1, "{said:?}");
        assert!(said[0].1.starts_with("**Beth") && said[0].1.ends_with("@everyone look here"), "{said:?}");
        hall.fake.look(|world| {
            let last = world.channels[&channel].messages.values().last().expect("a message");
            assert_eq!(last["mention_everyone"], false);
        });
        let (_, page) = beth.page("/tickets/1").await;
        assert_eq!(occurrences(&page, "look here"), 1, "the bot's copy is none of its own");
        hall.end().await;
    })
    .await;
}

/// Discord tells of a message before it answers whoever sent it, and the answer takes its time: it stands on the page once all the while,
/// whether a webhook posted it or the bot.
// Proves: M82
#[tokio::test(flavor = "multi_thread")]
async fn an_echo_overtakes_its_answer() {
    for (name, road) in [("relay_echo", "webhooks/"), ("relay_echo_of_bot", "/messages")] {
        on_both(name, |hall| async move {
            hall.panel().await;
            let channel = hall.opened("Compass", "spins").await;
            hall.settled().await;
            if road == "/messages" {
                forbid_webhooks(&hall, channel);
            }
            let beth = hall.signed_in(&hall.beth()).await;
            hall.fake.hold_answer("POST", road);
            let words = "The lamp is on its way";
            assert_eq!(beth.write(1, "lamp-act", words, &[]).await.0, 303);
            hall.eventually("it stands in Discord", async || {
                (hall.fake.holding() == 1).then_some(())?;
                said(&hall, channel).last().filter(|(_, text)| text.ends_with(words)).map(drop)
            })
            .await;
            hall.heard_out().await;
            let once = async |when: &str| {
                assert_eq!(occurrences(&beth.page("/tickets/1").await.1, words), 1, "{when}");
                let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
                assert_eq!(found.activity.messages, 2, "the welcome and one message, {when}");
            };
            once("before the answer").await;
            hall.fake.answer_all();
            hall.settled().await;
            once("after it").await;
            hall.end().await;
        })
        .await;
    }
}

/// What is said while Discord cannot make the channel waits, and stands under the welcome in order. A copy deleted in Discord is deleted
/// on the web.
// Proves: M23, M25, M79
#[tokio::test(flavor = "multi_thread")]
async fn words_wait_for_the_channel() {
    on_both("relay_waits", |hall| async move {
        hall.panel().await;
        hall.fake.fail("POST", "/channels", Fault::Status(503, "busy".to_owned()), 2);
        let (mia, here) = (hall.mia(), hall.sample.get_help);
        let before = mia.channels();
        let pressed = mia.press(here, "Help");
        mia.fill(pressed, &["Compass", "spins"]).await;
        let web = hall.signed_in(&mia).await;
        hall.eventually("the ticket", async || hall.store().ticket(hall.ticket(1)).await.expect("reads"))
            .await;
        for text in ["one", "two", "three"] {
            assert_eq!(web.write(1, &format!("act-of-{text}"), text, &[]).await.0, 303);
        }
        // The tries come further apart: time passes while we wait.
        let channel = hall
            .eventually("a channel", async || {
                hall.pass_seconds(2);
                mia.channels().into_iter().find(|one| !before.contains(one))
            })
            .await;
        hall.eventually("everything is said", async || {
            said(&hall, channel).iter().any(|(_, text)| text == "three").then_some(())
        })
        .await;
        let said = said(&hall, channel);
        let texts: Vec<_> = said.iter().map(|(_, text)| text.as_str()).collect();
        assert_eq!(texts[texts.len() - 3..], ["one", "two", "three"]);
        let copy = hall.fake.look(|world| {
            let all = world.channels[&channel].messages.iter();
            all.filter(|(_, one)| one["content"] == "two").map(|(id, _)| *id).next().expect("it is there")
        });
        let beth = hall.beth();
        beth.delete(channel, copy);
        hall.eventually("the deletion is taken over", async || {
            let (_, page) = web.page("/tickets/1").await;
            (!page.contains(">two<")).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}
