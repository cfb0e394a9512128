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
        hall.fake.until("a session", |world| (!world.sessions.is_empty()).then_some(())).await;
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
