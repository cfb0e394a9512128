//! Opening again from Discord alone: where nobody can write any more, from a direct message, and after the channel is gone.

use crate::hall::on_both;
use serde_json::json;

/// Seconds of an hour.
const HOUR: i64 = 3600;

/// A closed channel takes no words and so no commands: the button under the last words opens the ticket again, for staff and for whoever may
/// close it, and for nobody else; the opener has it in the direct message too.
// Proves: P33, P101, A25
#[tokio::test(flavor = "multi_thread")]
async fn a_button_opens_again() {
    on_both("again_button", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (mia, noa, beth) = (hall.mia(), hall.noa(), hall.beth());
        beth.told(beth.slash(channel, "ptickets adduser", &[("user", json!(noa.id.to_string()))])).await;
        for who in [&beth, &mia] {
            hall.says(&beth, channel, "ptickets close", &[]).await;
            hall.pass_seconds(11);
            hall.fake
                .until("it is put away", |world| {
                    (world.channels[&channel].parent == Some(hall.sample.closed)).then_some(())
                })
                .await;
            assert!(who.try_send(channel, json!({"content": "hello?"}), vec![]).is_err(), "nobody can write");
            let refused = noa.told(noa.press(channel, "Open it again")).await.to_string();
            assert!(refused.contains("Only the member who opened"), "{refused}");
            let told = who.told(who.press(channel, "Open it again")).await.to_string();
            assert!(told.contains("open again"), "{told}");
            hall.ticket_is(1, "it is open", |one| one.is_open().then_some(())).await;
            hall.settled().await;
            let twice = who.told(who.press(channel, "Open it again")).await.to_string();
            assert!(twice.contains("open already"), "{twice}");
        }
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.settled().await;
        let told = mia.told(mia.press(mia.dm(), "Open it again")).await.to_string();
        assert!(told.contains("open again"), "{told}");
        hall.ticket_is(1, "it is open", |one| one.is_open().then_some(())).await;
        // Where the opener may not close, they are not offered to open.
        hall.change(|config| config.types[0].opener_can_close = false).await;
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.settled().await;
        let last = mia.dms().pop().expect("a message").to_string();
        assert!(last.contains("was closed") && !last.contains("Open it again"), "{last}");
        hall.end().await;
    })
    .await;
}

/// When the channel is gone, its number is enough: for what is known of it, for its transcript, and to open it again. Others learn nothing, not
/// even that there is such a ticket.
// Proves: P27, P33, P47, A25
#[tokio::test(flavor = "multi_thread")]
async fn a_number_opens_again() {
    on_both("again_number", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (mia, noa, beth, here) = (hall.mia(), hall.noa(), hall.beth(), hall.sample.general);
        hall.says(&beth, channel, "ptickets close", &[]).await;
        hall.settled_but(24 * HOUR).await;
        hall.pass_seconds(30 * 24 * HOUR + 60);
        hall.fake.until("it is gone", |world| (!world.channels.contains_key(&channel)).then_some(())).await;
        hall.settled().await;
        let asks = async |who: &fake_discord::driver::Person, name: &str, number: u32| {
            who.told(who.slash(here, &format!("ptickets {name}"), &[("number", json!(number))]))
                .await
                .to_string()
        };
        assert!(asks(&beth, "info", 1).await.contains("Rudder"));
        assert!(asks(&mia, "transcript", 1).await.contains("/tickets/1/transcript"));
        for name in ["info", "transcript", "reopen"] {
            let theirs = asks(&noa, name, 1).await;
            assert!(theirs.contains("Only") && !theirs.contains("Rudder"), "{name}: {theirs}");
            assert!(asks(&noa, name, 77).await.contains("Only the member who opened"), "{name}");
        }
        assert!(asks(&beth, "reopen", 1).await.contains("open again"));
        hall.fake
            .until("a new channel", |world| {
                let mut fresh = world.channels.values().filter(|one| one.name.contains("mia"));
                fresh.any(|one| world.sees(mia.id, one.id)).then_some(())
            })
            .await;
        hall.settled().await;
        hall.end().await;
    })
    .await;
}
