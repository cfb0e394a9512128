//! Claiming, and closing from both sides.

use crate::hall::{on_both, read};
use serde_json::json;

/// One claims, in public; a second is told who has it. Command and button are the same.
// Proves: P34, P50, P51, P57
#[tokio::test(flavor = "multi_thread")]
async fn a_claim_is_public_and_holds() {
    on_both("claims", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        let told = beth.told(beth.slash(channel, "ptickets claim", &[])).await;
        assert_eq!(told["flags"], json!(64));
        let public = hall
            .fake
            .until("a public claim", |world| {
                let messages = world.channels[&channel].messages.values();
                messages
                    .into_iter()
                    .find(|one| {
                        one["id"] != told["id"] && read(one).contains(&format!("<@{}> is working", beth.id))
                    })
                    .cloned()
            })
            .await;
        assert!(hall.mia().messages(channel).contains(&public), "the member sees it");
        let ingrid = hall.ingrid();
        let second = read(&ingrid.told(ingrid.press(channel, "Claim")).await);
        assert!(second.contains("Beth has this ticket"), "{second}");
        let noa = read(&hall.mia().told(hall.mia().press(channel, "Claim")).await);
        assert!(noa.contains("Only staff"), "{noa}");
        hall.end().await;
    })
    .await;
}

/// Closing from Discord: the reason is kept, the opener gets a DM with the link, the channel is put away after the delay.
// Proves: P31, P32, P95, P96, P99, M60, M83
#[tokio::test(flavor = "multi_thread")]
async fn closing_from_discord() {
    on_both("closes", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets close", &[("reason", json!("tightened"))])).await;
        let mia = hall.mia();
        let dm = hall.eventually("a DM arrives", async || mia.dms().into_iter().next()).await;
        let link = format!("{}/g/{}/tickets/1/transcript", hall.web, hall.sample.guild);
        assert!(dm.to_string().contains(&link), "{dm}");
        assert!(read(&dm).contains("tightened"));
        hall.settled().await;
        assert_eq!(
            hall.fake.look(|world| world.channels[&channel].parent),
            Some(hall.sample.tickets),
            "not before the delay"
        );
        hall.pass_seconds(11);
        hall.fake
            .until("it is put away", |world| {
                (world.channels[&channel].parent == Some(hall.sample.closed)).then_some(())
            })
            .await;
        assert!(mia.channels().contains(&channel), "the opener can still read it");
        assert!(mia.try_send(channel, json!({"content": "one more"}), vec![]).is_err(), "but not write");
        let again = read(&beth.told(beth.slash(channel, "ptickets close", &[])).await);
        assert!(again.contains("closed already, by Beth"), "{again}");
        hall.end().await;
    })
    .await;
}

/// A member who takes no direct messages does not stand in the way of closing.
#[tokio::test(flavor = "multi_thread")]
async fn closed_direct_messages_do_not_matter() {
    on_both("no_dms", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.mia().set_dms(false);
        let mia = hall.mia();
        mia.told(mia.slash(channel, "ptickets close", &[])).await;
        hall.pass_seconds(11);
        hall.fake
            .until("it is put away", |world| {
                (world.channels[&channel].parent == Some(hall.sample.closed)).then_some(())
            })
            .await;
        assert!(mia.dms().is_empty());
        hall.end().await;
    })
    .await;
}

/// Reopening before the delay is over leaves the channel where it is; afterwards it comes back.
// Proves: P33, P101
#[tokio::test(flavor = "multi_thread")]
async fn reopening() {
    on_both("reopens", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets close", &[])).await;
        beth.told(beth.slash(channel, "ptickets reopen", &[])).await;
        hall.pass_seconds(11);
        hall.settled().await;
        assert_eq!(hall.fake.look(|world| world.channels[&channel].parent), Some(hall.sample.tickets));
        beth.told(beth.slash(channel, "ptickets close", &[])).await;
        hall.pass_seconds(11);
        hall.fake
            .until("it is put away", |world| {
                (world.channels[&channel].parent == Some(hall.sample.closed)).then_some(())
            })
            .await;
        beth.told(beth.slash(channel, "ptickets reopen", &[])).await;
        hall.fake
            .until("it is back", |world| {
                (world.channels[&channel].parent == Some(hall.sample.tickets)).then_some(())
            })
            .await;
        assert!(hall.mia().try_send(channel, json!({"content": "thanks"}), vec![]).is_ok());
        hall.end().await;
    })
    .await;
}

/// A channel deleted by hand closes its ticket; the opener still gets the link.
#[tokio::test(flavor = "multi_thread")]
async fn a_channel_deleted_by_hand_closes_the_ticket() {
    on_both("deleted", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        hall.fake.change(|world| world.delete_channel(channel)).expect("it was there");
        let key = hall.ticket(1);
        let closed = hall
            .eventually("it is closed", async || {
                hall.store().ticket(key).await.expect("reads").expect("is there").ticket.closure().cloned()
            })
            .await;
        assert_eq!(closed.kind, ticket::CloseKind::ChannelDeleted);
        hall.eventually("the opener hears of it", async || hall.mia().dms().into_iter().next()).await;
        hall.end().await;
    })
    .await;
}

/// When the opener leaves the guild their open tickets close.
// Proves: M26, M27
#[tokio::test(flavor = "multi_thread")]
async fn tickets_of_who_leaves_are_closed() {
    on_both("leaves", |hall| async move {
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        hall.opened("Sail", "is torn").await;
        hall.settled().await;
        hall.fake.change(|world| world.remove_member(hall.sample.guild, hall.mia().id));
        for number in [1, 2] {
            let key = hall.ticket(number);
            hall.eventually("it is closed", async || {
                let found = hall.store().ticket(key).await.expect("reads").expect("is there");
                found
                    .ticket
                    .closure()
                    .filter(|closure| closure.kind == ticket::CloseKind::OpenerLeft)
                    .map(|_| ())
            })
            .await;
        }
        hall.end().await;
    })
    .await;
}
