//! Sessions with Discord are counted: a thousand a day, and who begins one more loses the token (events/gateway, "Session Start Limit").

use crate::hall::on_both;

/// With the day's sessions spent none is begun: the token stays good, and what needs no session goes on.
#[tokio::test(flavor = "multi_thread")]
async fn no_more_sessions_are_begun_than_discord_allows() {
    on_both("sessions", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Oar", "is broken").await;
        hall.settled().await;
        // One is left, and it is needed for the new start.
        hall.fake.spend_identifies(998);
        let hall = hall.restarted().await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        hall.fake.forget_sessions();
        for (act, text) in [("first-act", "First of two lines"), ("second-act", "Second of two lines")] {
            let (status, _) = beth.write(1, act, text, &[]).await;
            assert!(status < 400, "{status}");
            let stands = |message: &serde_json::Value| message["content"] == text;
            hall.fake
                .until("it stands in Discord", |world| {
                    world.channels[&channel].messages.values().any(stands).then_some(())
                })
                .await;
        }
        hall.fake.look(|world| assert!(world.sessions.is_empty(), "there is no session left to begin"));
        hall.end().await;
    })
    .await;
}

/// A program that is started again at once is told that it came too soon; it asks again, and people are answered.
#[tokio::test(flavor = "multi_thread")]
async fn who_comes_too_soon_asks_again() {
    on_both("too_soon", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Oar", "is broken").await;
        hall.settled().await;
        hall.fake.pass_identify_pause();
        let hall = hall.restarted_at_once().await.restarted_at_once().await;
        let said = hall.says(&hall.beth(), channel, "ptickets claim", &[]).await;
        assert!(said.contains("yours"), "{said}");
        hall.end().await;
    })
    .await;
}
