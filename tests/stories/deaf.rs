//! Discord's gateway will not have us: what to do is said where people look, and the rest of the product goes on.

use crate::hall::on_both;
use fake_discord::world::{GUILD_MEMBERS, MESSAGE_CONTENT};
use ticket::Trouble;

/// An intent is switched off in the developer portal: owners are told the code, what is off and which switch it is; the web goes on; the gateway
/// is left alone until the switch is on again, and then what people press is answered.
// Proves: P203, P204, P205
#[tokio::test(flavor = "multi_thread")]
async fn missing_intents_are_told_and_noticed_when_they_come_back() {
    on_both("deaf_intents", |hall| async move {
        hall.panel().await;
        hall.fake.switch_intents(GUILD_MEMBERS);
        let deaf = hall.eventually("Discord refuses", async || hall.running.desk.listening().deaf()).await;
        assert_eq!((deaf.trouble, deaf.off.as_slice()), (Trouble::Intents, &["MESSAGE CONTENT"][..]));
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (_, health) = ingrid.page("/settings/health").await;
        for part in ["GH-402", "Privileged Gateway Intents", "MESSAGE CONTENT", "<span class=\"badge\">"] {
            assert!(health.contains(part), "{part}: {health}");
        }
        assert!(!health.contains("SERVER MEMBERS"), "that one is on");
        assert!(ingrid.get("/").await.1.contains("GH-402"), "who runs it sees it first");
        assert!(
            !hall.signed_in(&hall.mia()).await.get("/").await.1.contains("GH-402"),
            "members cannot help it"
        );
        assert_eq!(ingrid.get("/readyz").await, (200, "ready, but GH-402\n".to_owned()));
        assert_eq!(ingrid.page("/tickets").await.0, 200, "the web goes on");
        let begun = || hall.fake.requests().iter().filter(|one| one.path.ends_with("/gateway/bot")).count();
        let before = begun();
        let looked =
            || hall.fake.requests().iter().filter(|one| one.path.ends_with("/applications/@me")).count();
        for _ in 0..3 {
            let times = looked();
            hall.eventually("a look at the switches", async || {
                hall.pass_seconds(10);
                (looked() > times).then_some(())
            })
            .await;
        }
        assert_eq!(begun(), before, "the gateway is left alone while the switch is off");
        hall.fake.switch_intents(GUILD_MEMBERS | MESSAGE_CONTENT);
        hall.eventually("Discord tells us again", async || {
            hall.pass_seconds(10);
            hall.running.desk.listening().deaf().is_none().then_some(())
        })
        .await;
        hall.eventually("nothing is said of it any more", async || {
            (!ingrid.page("/settings/health").await.1.contains("GH-402")).then_some(())
        })
        .await;
        hall.opened("Rudder", "is loose").await;
        hall.end().await;
    })
    .await;
}

/// A token that was reset: said with its code, nobody is stormed with requests, and the web goes on.
// Proves: P203, P204
#[tokio::test(flavor = "multi_thread")]
async fn a_token_that_was_reset_is_told() {
    on_both("deaf_token", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        hall.fake.lose_token();
        let deaf = hall.eventually("Discord refuses", async || hall.running.desk.listening().deaf()).await;
        assert_eq!(deaf.trouble, Trouble::Token);
        let (_, health) = ingrid.page("/settings/health").await;
        assert!(health.contains("GH-401") && health.contains("Reset Token"), "{health}");
        let refused = || hall.fake.requests().iter().filter(|one| one.status == 401).count();
        let before = refused();
        hall.eventually("one more try", async || {
            hall.pass_seconds(60);
            (refused() > before).then_some(())
        })
        .await;
        assert!(
            refused() <= before + 2,
            "{} requests with a token that is worth nothing",
            refused() - before
        );
        assert_eq!(ingrid.page("/tickets").await.0, 200, "the web goes on");
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}
