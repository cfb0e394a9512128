//! Response times computed again by the policies in force now: shown first, then on purpose.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use desk::ports::RunState;
use ticket::{
    Event, GuildId,
    sla::{ByPriority, Targets},
};

const MINUTE: i64 = 60;
const PAGE: &str = "/settings/policies/again";

async fn promised(hall: &Hall, minutes: u32) {
    hall.change(|config| {
        let within = Targets { first_response: Some(minutes), ..Targets::default() };
        let policy = &mut config.types[0].sla;
        (policy.enabled, policy.warn_percent) = (true, 0);
        policy.targets = ByPriority { normal: within, ..ByPriority::default() };
    })
    .await;
}

/// Mia opens one, Beth answers it after so many minutes and closes it.
async fn answered(hall: &Hall, number: u32, minutes: i64) {
    let channel = hall.opened("Rudder", "is loose").await;
    hall.settled_but(60).await;
    hall.pass_seconds(minutes * MINUTE);
    hall.beth().say(channel, "Tighten the nut.");
    hall.eventually("her words count", async || {
        let loaded = hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there");
        (loaded.activity.talk.staff_messages() == 1).then_some(())
    })
    .await;
    let beth = hall.beth();
    beth.told(beth.slash(channel, "ptickets close", &[])).await;
    hall.pass_seconds(30);
    hall.settled_but(60).await;
}

async fn version(hall: &Hall) -> String {
    hall.kept_config().await.version.to_string()
}

/// The owner presses a button under what the page showed.
async fn press(hall: &Hall, owner: &Browser, act: &str, over: &str) -> (u16, String) {
    let _ = hall;
    owner.send(PAGE, PAGE, &[("act", act), ("over", over)]).await
}

async fn done(hall: &Hall) {
    hall.eventually("the run is over", async || {
        let run = hall.store().recompute(GuildId(hall.sample.guild)).await.expect("reads").expect("a run");
        (run.state == RunState::Done).then_some(())
    })
    .await;
    hall.settled_but(60).await;
    let guild = GuildId(hall.sample.guild);
    assert_eq!(hall.store().verify_figures(guild).await.expect("reads"), 0, "the figures moved along");
    let checked = hall.running.desk.check_figures_of(guild).await.expect("reads");
    assert_eq!(checked.differences(), 0, "also looked at deeply");
}

async fn again(hall: &Hall, number: u32) -> usize {
    let events = hall.store().events(hall.ticket(number)).await.expect("reads");
    events.iter().filter(|one| matches!(one.event, Event::SlaRecomputed { .. })).count()
}

async fn kept(owner: &Browser) -> String {
    let (code, file) = owner.page("/reports/file?of=kept").await;
    assert_eq!(code, 200, "{file}");
    file.lines().find(|line| line.starts_with("First response")).expect("a line").to_owned()
}

/// Stricter times hold for what is opened afterwards; what they come to for earlier tickets is shown, ticket for ticket and in sum, and nothing
/// changes by looking. On purpose they are computed again, over a restart, each ticket once, with the figures, the history and the audit log;
/// and back. What is overdue at once of open tickets is named before.
// Proves: P119, A11
#[tokio::test(flavor = "multi_thread")]
async fn history_is_computed_again_on_purpose() {
    on_both("recompute", |hall| async move {
        promised(&hall, 240).await;
        hall.panel().await;
        answered(&hall, 1, 60).await;
        answered(&hall, 2, 300).await;
        hall.opened("Compass", "spins").await;
        hall.settled_but(60).await;
        hall.pass_seconds(60 * MINUTE);
        let owner = hall.signed_in(&hall.ingrid()).await;
        let (_, html) = owner.page(PAGE).await;
        assert!(
            html.contains("Nothing would change for the 2 tickets") && html.contains("hold already"),
            "{html}"
        );
        assert!(kept(&owner).await.starts_with("First response,1,1,0,0,"), "{}", kept(&owner).await);

        promised(&hall, 30).await;
        let (_, html) = owner.page(PAGE).await;
        assert!(html.contains("Something would change for 2 of the 2 tickets"), "{html}");
        assert!(
            html.contains("50.0 %<span class=\"hint\">1 of 2<")
                && html.contains("0.0 %<span class=\"hint\">0 of 2<"),
            "{html}"
        );
        assert!(
            html.contains("One would be overdue at once.") && html.contains("Overdue at once by 30 min"),
            "{html}"
        );
        assert!(html.contains("/tickets/3\""), "{html}");
        assert!(kept(&owner).await.starts_with("First response,1,1,0,0,"), "nothing changes by looking");
        let (code, html) = press(&hall, &owner, "closed", "1").await;
        assert_eq!(code, 422, "by a version that nobody looks at any more: {html}");
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.page(PAGE).await.0, 403);
        let over = version(&hall).await;
        assert_eq!(press(&hall, &owner, "closed", &over).await.0, 303);
        let hall = hall.restarted().await;
        done(&hall).await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        assert!(kept(&owner).await.starts_with("First response,0,2,0,0,"), "{}", kept(&owner).await);
        assert_eq!((again(&hall, 1).await, again(&hall, 2).await, again(&hall, 3).await), (1, 1, 0));
        let (_, html) = owner.page("/tickets/1").await;
        assert!(html.contains("Response times were computed again: 1 not kept, before 0"), "{html}");
        let (_, html) = owner.page("/settings/audit").await;
        assert!(html.contains("had response times computed again for 2 tickets"), "{html}");
        let (_, html) = owner.page(PAGE).await;
        assert!(html.contains("looked at 2 tickets and changed 2"), "{html}");

        promised(&hall, 600).await;
        let over = version(&hall).await;
        assert_eq!(press(&hall, &owner, "closed", &over).await.0, 303);
        done(&hall).await;
        assert!(kept(&owner).await.starts_with("First response,2,0,0,0,"), "{}", kept(&owner).await);
        assert_eq!(press(&hall, &owner, "closed", &over).await.0, 303);
        done(&hall).await;
        assert_eq!(again(&hall, 1).await, 2, "what is so already is not written again");

        promised(&hall, 30).await;
        let over = version(&hall).await;
        assert_eq!(press(&hall, &owner, "open", &over).await.0, 303);
        done(&hall).await;
        hall.eventually("it is seen to be broken", async || {
            let loaded = hall.store().ticket(hall.ticket(3)).await.expect("reads").expect("is there");
            (loaded.ticket.past.breaches.len() == 1).then_some(())
        })
        .await;
        let (_, html) = owner.page(PAGE).await;
        assert!(html.contains("hold already"), "{html}");
        hall.end().await;
    })
    .await;
}
