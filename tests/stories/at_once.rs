//! What a change would make overdue at once is said before it is made.

use crate::hall::{Hall, on_both, read};
use ticket::{
    TagId,
    canned::Tag,
    sla::{ByPriority, Policy, Rule, Targets, When},
};

const MINUTE: i64 = 60;

/// Four hours for what is normal, a quarter of one for what is urgent, and for every ticket of the second type one.
async fn promised(hall: &Hall) {
    hall.change(|config| {
        let within = |minutes| Targets { first_response: Some(minutes), ..Targets::default() };
        for (one, normal) in config.types.iter_mut().zip([240, 60]) {
            one.sla.enabled = true;
            one.sla.targets = ByPriority { normal: within(normal), ..ByPriority::default() };
        }
    })
    .await;
    hall.panel().await;
}

/// Half an hour for what has the tag `at sea`; there is another tag.
async fn promised_at_sea(hall: &Hall) {
    hall.change(|config| {
        let policy = Policy {
            enabled: true,
            targets: ByPriority {
                normal: Targets { first_response: Some(30), ..Targets::default() },
                ..ByPriority::default()
            },
            ..Policy::default()
        };
        let when = When { tags: vec![TagId(7)], ..When::default() };
        config.tags.push(Tag { id: TagId(7), name: "at sea".to_owned(), color: None });
        config.tags.push(Tag { id: TagId(8), name: "ashore".to_owned(), color: None });
        config.policies = vec![Rule { id: 1, name: "At sea".to_owned(), when, policy }];
    })
    .await;
}

/// Who sets a tag in Discord is told what is overdue at once by it; by another tag nothing is.
// Proves: A11
#[tokio::test(flavor = "multi_thread")]
async fn what_a_tag_makes_overdue_is_said_in_discord() {
    on_both("at_once_tag", |hall| async move {
        promised(&hall).await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled_but(60).await;
        hall.pass_seconds(120 * MINUTE);
        promised_at_sea(&hall).await;
        let beth = hall.beth();
        let said = hall.says(&beth, channel, "ptickets tag", &[("tag", "ashore".into())]).await;
        assert!(said.contains("ashore") && !said.contains("Overdue"), "{said}");
        let said = hall.says(&beth, channel, "ptickets tag", &[("tag", "at sea".into())]).await;
        assert!(said.contains("at sea") && said.contains("Overdue at once by 1 h 30 min"), "{said}");
        let said = hall.says(&beth, channel, "ptickets untag", &[("tag", "at sea".into())]).await;
        assert!(said.contains("at sea") && !said.contains("Overdue"), "{said}");
        hall.end().await;
    })
    .await;
}

/// Two hours after the opening each priority and type says by how much it would be overdue, and those by which nothing is say nothing; so does
/// the question before an act for many. Discord says it to who chose it. When it is overdue by then it is said no more.
// Proves: A11
#[tokio::test(flavor = "multi_thread")]
async fn what_a_change_makes_overdue() {
    on_both("at_once", |hall| async move {
        promised(&hall).await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled_but(60).await;
        let opened =
            hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket.opened_at;
        hall.pass_seconds(opened.seconds() + 120 * MINUTE - hall.clock.now().seconds());
        let staff = hall.signed_in(&hall.ingrid()).await;
        let (_, html) = staff.page("/tickets/1").await;
        for (words, count) in
            [("Overdue at once by 1 h 45 min: ", 1), ("Overdue at once by 1 h: ", 2), ("Overdue at once", 3)]
        {
            assert_eq!(html.matches(words).count(), count, "urgent, high, and the other type: {html}");
        }
        promised_at_sea(&hall).await;
        let (_, html) = staff.page("/tickets/1").await;
        let option = |id: u32| {
            let rest = html.split(&format!("name=\"add\" value=\"{id}\"")).nth(1).expect("it is offered");
            rest.split("</button>").next().unwrap_or_default().to_owned()
        };
        assert!(option(7).contains("Overdue at once by 1 h 30 min"), "{html}");
        assert!(!option(8).contains("Overdue"), "{html}");
        hall.change(|config| config.policies.clear()).await;
        let (_, html) = staff.rehearses(&[("act", "priority:urgent"), ("n", "1")]).await;
        assert!(
            html.contains("One of them will be overdue at once.") && html.contains("by 1 h 45 min"),
            "{html}"
        );
        let (_, html) = staff.rehearses(&[("act", "priority:low"), ("n", "1")]).await;
        assert!(!html.to_lowercase().contains("overdue at once"), "{html}");
        let beth = hall.beth();
        let told = beth.told(beth.slash(channel, "ptickets priority", &[("level", "low".into())])).await;
        assert!(!read(&told).contains("Overdue"), "{told}");
        let told = beth.told(beth.slash(channel, "ptickets priority", &[("level", "urgent".into())])).await;
        assert!(read(&told).contains("Overdue at once by 1 h 45 min"), "{told}");
        hall.eventually("it is seen to be broken", async || {
            let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
            (loaded.ticket.past.breaches.len() == 1).then_some(())
        })
        .await;
        let (_, html) = staff.page("/tickets/1").await;
        assert!(!html.contains("Overdue at once"), "it is overdue: {html}");
        beth.say(channel, "On my way.");
        hall.end().await;
    })
    .await;
}
