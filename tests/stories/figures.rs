//! Figures of reports, compared with the tickets every night.

use crate::hall::{Hall, on_both};
use serde_json::json;
use ticket::GuildId;

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

async fn differences(hall: &Hall) -> u64 {
    hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads")
}

/// What was wrong when the figures were last compared.
async fn compared(hall: &Hall, what: &str, tickets: u64) -> u64 {
    hall.eventually(what, async || {
        let last = hall.store().last_check(GuildId(hall.sample.guild)).await.expect("reads")?;
        (last.tickets == tickets && hall.clock.now().0 - last.at.0 < HOUR * 1000).then_some(last.wrong)
    })
    .await
}

/// The health page; sessions do not last for days.
async fn health(hall: &Hall) -> String {
    hall.signed_in(&hall.ingrid()).await.page("/settings/health").await.1
}

/// Figures that are not what the tickets say are found in the night, made anew, and named on the health page; so is a conversation that is
/// not what its messages say. A week later nothing is left of it but a sentence that all is well.
// Proves: P134, P138
#[tokio::test(flavor = "multi_thread")]
async fn what_differs_is_found_and_mended() {
    on_both("figures_mended", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.beth().try_send(channel, json!({"content": "On my way."}), vec![]).expect("is sent");
        hall.eventually("the answer counts", async || {
            let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there");
            (loaded.activity.talk.staff_messages() == 1).then_some(())
        })
        .await;
        hall.settled().await;
        hall.pass_seconds(HOUR);
        assert_eq!(compared(&hall, "the first comparison", 1).await, 0);
        let page = health(&hall).await;
        assert!(page.contains("Compared with the one ticket"), "{page}");
        hall.tamper(
            "DELETE FROM figure WHERE kind = 2; UPDATE figure_line SET value = value + 1 WHERE listed = 1;
            UPDATE ticket SET talk = '{}'",
        )
        .await;
        assert!(differences(&hall).await > 3, "they differ now");
        hall.pass_seconds(2 * DAY);
        assert!(compared(&hall, "the next comparison", 1).await > 3);
        hall.eventually("all is mended", async || (differences(&hall).await == 0).then_some(())).await;
        let talk = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("there").activity.talk;
        assert_eq!(talk.staff_messages(), 1, "the conversation is what was said");
        let page = health(&hall).await;
        assert!(page.contains("GH-601") && page.contains("were made anew from the tickets"), "{page}");
        hall.pass_seconds(8 * DAY);
        compared(&hall, "a quiet comparison", 1).await;
        let page = health(&hall).await;
        assert!(!page.contains("GH-601"), "{page}");
        hall.end().await;
    })
    .await;
}
