//! What is told wrongly, twice, late or not at all while the connection stands.

use crate::hall::{Hall, on_both};
use fake_discord::{Fault, faults::EventFault, rates::Scope};
use serde_json::{Value, json};
use ticket::event::ANSWERABLE_SECONDS;

impl Hall {
    /// A message as it is kept, and whether it counts as deleted.
    async fn kept(&self, number: u32, message: u64) -> (Value, bool) {
        let lines = self.store().lines(self.ticket(number), None, 100).await.expect("reads");
        let line = lines.into_iter().find(|line| line.message.0 == message).expect("is kept");
        (serde_json::from_str(&line.body).expect("is JSON"), line.deleted.is_some())
    }

    async fn kept_is(&self, what: &str, number: u32, message: u64, fits: impl Fn(&Value, bool) -> bool) {
        self.eventually(what, async || {
            let lines = self.store().lines(self.ticket(number), None, 100).await.expect("reads");
            let line = lines.into_iter().find(|line| line.message.0 == message)?;
            let body = serde_json::from_str(&line.body).expect("is JSON");
            fits(&body, line.deleted.is_some()).then_some(())
        })
        .await;
    }
}

/// How often the answer to an interaction was changed, or tried to be.
fn answers(fake: &fake_discord::Fake) -> usize {
    let asked = fake.requests();
    asked.iter().filter(|one| one.method == "PATCH" && one.path.contains("webhooks/")).count()
}

/// A reaction that is told twice counts once, also when it goes.
#[tokio::test(flavor = "multi_thread")]
async fn a_reaction_told_twice_counts_once() {
    on_both("reaction_twice", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Sail", "is torn").await;
        let said = hall.mia().say(channel, "look at this");
        hall.fake.fail_event("MESSAGE_REACTION_ADD", EventFault::Doubled, 2);
        hall.mia().react(channel, said, "👍");
        hall.beth().react(channel, said, "👍");
        hall.fake.fail_event("MESSAGE_REACTION_REMOVE", EventFault::Doubled, 1);
        hall.fake.change(|world| world.unreact(hall.mia().id, channel, said, "👍")).expect("stood there");
        hall.carla().react(channel, said, "❤");
        hall.kept_is("all reactions", 1, said, |body, _| body["reactions"][1]["count"] == 1).await;
        let (body, _) = hall.kept(1, said).await;
        assert_eq!(body["reactions"][0]["count"], 1, "{body}");
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// An edit that is told after a later one changes nothing; nor does an embed of the words before.
#[tokio::test(flavor = "multi_thread")]
async fn an_older_edit_replaces_no_newer_one() {
    on_both("older_edit", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Keel", "is worn").await;
        let said = hall.mia().say(channel, "first");
        hall.kept_is("what was said", 1, said, |body, _| body["content"] == "first").await;
        hall.fake.fail_event("MESSAGE_UPDATE", EventFault::Late, 1);
        for words in ["second", "third"] {
            hall.pass_seconds(1);
            hall.mia().edit(channel, said, words);
        }
        hall.kept_is("the last edit", 1, said, |body, _| body["content"] == "third").await;
        // What Discord found behind a link in the first words.
        hall.fake.change(|world| {
            let mut told = world.channels[&channel].messages[&said].clone();
            told["content"] = json!("first");
            told["edited_timestamp"] = Value::Null;
            told["guild_id"] = json!(hall.sample.guild.to_string());
            world.dispatch("MESSAGE_UPDATE", &told);
        });
        let after = hall.mia().say(channel, "told after all that");
        hall.kept_is("what came after", 1, after, |_, _| true).await;
        let (body, _) = hall.kept(1, said).await;
        assert_eq!(body["content"], "third");
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// Every hour open tickets are compared with Discord, whatever was told of them: words, deletions, reactions, who sees the channel. It
/// costs a request for each ticket and one for each server.
#[tokio::test(flavor = "multi_thread")]
async fn what_nobody_was_told_is_found_within_the_hour() {
    on_both("hourly", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Anchor", "is lost").await;
        let said = ["changed", "gone", "liked"].map(|words| hall.mia().say(channel, words));
        hall.kept_is("the last", 1, said[2], |_, _| true).await;
        hall.settled().await;
        let at = hall.fake.look(|world| world.channels[&channel].messages[&said[0]]["timestamp"].clone());
        hall.fake.change(|world| {
            let place = world.channels.get_mut(&channel).expect("stands");
            let changed = place.messages.get_mut(&said[0]).expect("stands");
            (changed["content"], changed["edited_timestamp"]) = (json!("in other words"), at);
            place.messages.remove(&said[1]);
            place.messages.get_mut(&said[2]).expect("stands")["reactions"] = json!([{
                "emoji": {"id": null, "name": "👍"}, "count": 3, "count_details": {"burst": 0, "normal": 3},
                "burst_colors": [], "me_burst": false, "me": false,
            }]);
            place.overwrites.retain(|one| one.id != hall.mia().id);
        });
        let before = hall.fake.requests().len();
        hall.pass_seconds(3_600);
        hall.kept_is("the other words", 1, said[0], |body, _| body["content"] == "in other words").await;
        hall.kept_is("the deletion", 1, said[1], |_, deleted| deleted).await;
        hall.kept_is("the reactions", 1, said[2], |body, _| body["reactions"][0]["count"] == 3).await;
        hall.fake
            .until("Mia sees her ticket again", |world| world.sees(hall.mia().id, channel).then_some(()))
            .await;
        hall.settled().await;
        let asked = hall.fake.requests().split_off(before);
        let paths: Vec<_> = asked.iter().map(|one| format!("{} {}", one.method, one.path)).collect();
        // Its messages, the server's channels, and for what had to be mended the channel with its change.
        assert!(paths.len() <= 4, "{paths:#?}");
        hall.pass_seconds(3_600);
        hall.fake
            .until("the next hour", |_| {
                (hall.fake.requests().len() >= before + paths.len() + 2).then_some(())
            })
            .await;
        hall.settled().await;
        assert_eq!(hall.fake.requests().len(), before + paths.len() + 2, "nothing is to be mended");
        hall.end().await;
    })
    .await;
}

/// An answer whose token ends while it waits for its turn is not sent.
#[tokio::test(flavor = "multi_thread")]
async fn an_answer_that_waited_too_long_is_not_sent() {
    on_both("waited_too_long", |hall| async move {
        hall.panel().await;
        hall.fake.fail("PATCH", "webhooks/", Fault::TooFast(Scope::User, 3.0), 1);
        let refused = answers(&hall.fake);
        let pressed = hall.mia().press(hall.sample.get_help, "Help");
        hall.mia().fill(pressed, &["Mast", "is bent"]).await;
        hall.eventually("it waits for its turn", async || (answers(&hall.fake) > refused).then_some(()))
            .await;
        hall.clock.advance_seconds(ANSWERABLE_SECONDS);
        // What is in hand is finished before the end. Not ended strictly: the refusal was planned.
        hall.running.stop().await;
        assert_eq!(answers(&hall.fake), refused + 1, "the token has ended");
        hall.fake.stop();
    })
    .await;
}
