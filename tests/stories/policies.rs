//! Policies of response times: made on the web, chosen by what a ticket is and how it came.

use crate::hall::{Hall, on_both, read};
use ticket::{
    Event, GuildId, Timestamp, TypeId,
    sla::{self, Act},
};

const MINUTE: i64 = 60_000;

/// What is promised: the policy's name, when it is due, and what the version says.
async fn due(hall: &Hall, number: u32) -> (String, i64) {
    let loaded = hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there");
    let promise = loaded.ticket.past.promise.as_deref().expect("something is promised");
    let name = promise.by.as_ref().map_or("the type", |by| by.name.as_str()).to_owned();
    let now = Timestamp(loaded.ticket.opened_at.0);
    let clocks = sla::of(&loaded.ticket, &loaded.activity.talk, now);
    (name, (clocks[0].due.expect("it runs").0 - loaded.ticket.opened_at.0) / MINUTE)
}

async fn version(hall: &Hall) -> String {
    hall.kept_config().await.version.to_string()
}

/// A policy for tagged tickets and one for those of a panel are made by clicking; a ticket from the panel has the panel's, is tagged and has
/// that of the tag from its opening on, and the tag taken away gives back the panel's; staff read which one holds, on the web, in its
/// history and in Discord. The order of the list is the order of choice. A ticket that is open keeps its version; one of the web has its
/// type's. It goes with the configuration as a file.
// Proves: P117, P119
#[tokio::test(flavor = "multi_thread")]
async fn policies_are_made_and_chosen() {
    on_both("policies", |hall| async move {
        hall.panel().await;
        hall.settled().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (code, html) = ingrid.page("/settings/policies").await;
        assert_eq!(code, 200);
        assert!(html.contains("No policies"), "{html}");
        let over = version(&hall).await;
        let fields = [
            ("over", over.as_str()),
            ("name", "Panel"),
            ("enabled", "on"),
            ("panels", "1"),
            ("sla-normal-first_response", "30"),
            ("steps", "on"),
            ("step", "new1"),
            ("new1-amount", "20"),
            ("new1-when", "after"),
            ("new1-act", "move"),
            ("new1-type", "2"),
            ("step", "new2"),
            ("new2-amount", "600"),
            ("new2-when", "percent"),
            ("new2-act", "on-call"),
            ("step", "new3"),
            ("new3-amount", "25"),
            ("new3-when", "after"),
            ("new3-act", "hook"),
        ];
        let (code, html) = ingrid.send("/settings/policies/new", "/settings/policies/new", &fields).await;
        assert_eq!(code, 303, "{html}");
        let over = version(&hall).await;
        let mut wrong = vec![
            ("over", over.as_str()),
            ("name", "Lost things"),
            ("enabled", "on"),
            ("tags", "1"),
            ("sla-normal-first_response", "soon"),
            ("steps", "on"),
        ];
        let (code, html) = ingrid.send("/settings/policies/new", "/settings/policies/new", &wrong).await;
        assert_eq!(code, 422, "a number is a number");
        assert!(html.contains("Lost things"), "what was typed stays: {html}");
        wrong[4].1 = "10";
        let (code, html) = ingrid.send("/settings/policies/new", "/settings/policies/new", &wrong).await;
        assert_eq!(code, 303, "{html}");

        let channel = hall.opened("Rudder", "is loose").await;
        assert_eq!(due(&hall, 1).await, ("Panel".to_owned(), 30));
        let config = hall.config().await;
        let tag = config.tag(ticket::TagId(1)).expect("the sample has tags").name.clone();
        let beth = hall.beth();
        hall.pass_seconds(120);
        let option = [("tag", tag.clone().into())];
        beth.told(beth.slash(channel, "ptickets tag", &option)).await;
        assert_eq!(due(&hall, 1).await, ("Panel".to_owned(), 30), "the upper one of two holds");
        let over = version(&hall).await;
        let (code, _) = ingrid
            .send("/settings/policies", "/settings/policies/order", &[("over", &over), ("up", "2")])
            .await;
        assert_eq!(code, 303);
        assert_eq!(due(&hall, 1).await, ("Panel".to_owned(), 30), "what is open keeps what it has");
        beth.told(beth.slash(channel, "ptickets untag", &option)).await;
        beth.told(beth.slash(channel, "ptickets tag", &option)).await;
        assert_eq!(due(&hall, 1).await, ("Lost things".to_owned(), 10), "counted from the opening");
        let events = hall.store().events(hall.ticket(1)).await.expect("reads");
        let changed = events.iter().filter(|one| matches!(one.event, Event::SlaChanged { .. })).count();
        assert_eq!(changed, 1);
        let info = read(&beth.told(beth.slash(channel, "ptickets info", &[])).await);
        assert!(info.contains("Lost things"), "{info}");
        let staff = hall.signed_in(&beth).await;
        let (_, html) = staff.page("/tickets/1").await;
        assert!(html.contains("Response times: Lost things"), "in the history: {html}");
        assert!(html.contains("Response times by"), "beside the facts: {html}");
        let mia = hall.signed_in(&hall.mia()).await;
        assert!(!mia.page("/tickets/1").await.1.contains("Lost things"), "members are not told");
        beth.told(beth.slash(channel, "ptickets untag", &option)).await;
        assert_eq!(due(&hall, 1).await, ("Panel".to_owned(), 30));

        let (_, file) = ingrid.page("/setup/export").await;
        assert!(file.contains("[[policies]]") && file.contains("Lost things"), "{file}");
        let policies = async || hall.config().await.policies;
        let kept = policies().await;
        let acts: Vec<Act> = kept[1].policy.steps.iter().map(|step| step.act).collect();
        assert_eq!(acts, [Act::MoveTo { to: TypeId(2) }, Act::AssignOnCall, Act::CallWebhook]);
        let removed = async |which: &str| {
            let (over, page) = (version(&hall).await, format!("/settings/policies/{which}"));
            let (code, _) = ingrid.send(&page, &page, &[("over", &over), ("remove", "yes")]).await;
            assert_eq!(code, 303);
        };
        removed("1").await;
        removed("2").await;
        assert_eq!(policies().await, []);
        let over = version(&hall).await;
        let (code, html) = ingrid.send("/setup", "/setup/import", &[("over", &over), ("text", &file)]).await;
        assert!(code < 400, "{html}");
        assert_eq!(policies().await, kept, "the file brings them back");
        assert_eq!(ingrid.page("/setup/export").await.1, file, "and is the same again");
        removed("1").await;
        assert_eq!(due(&hall, 1).await, ("Panel".to_owned(), 30), "what is open keeps what it has");
        let differences = hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads");
        assert_eq!(differences, 0, "the figures are what the tickets say");
        hall.beth().say(channel, "On my way.");
        hall.end().await;
    })
    .await;
}
