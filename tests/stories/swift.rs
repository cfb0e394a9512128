//! What takes staff fewer steps: an answer that claims, the next ticket that waits.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use ticket::UserId;

async fn claimed_by(hall: &Hall, number: u32) -> Option<UserId> {
    let found = hall.store().ticket(hall.ticket(number)).await.expect("reads").expect("is there");
    found.ticket.claim.map(|claim| claim.by)
}

async fn answered(browser: &Browser, number: u32, once: &str, claim: bool) {
    let page = format!("/tickets/{number}");
    let fields = [("once", once), ("text", "I have a look"), ("claim", if claim { "yes" } else { "" })];
    let (status, why) = browser.upload(&page, &format!("{page}/messages"), &fields, &[]).await;
    assert_eq!(status, 303, "{why}");
}

/// Where the guild has it so, who of the staff answers a ticket that nobody has claims it, in Discord and on the web; nobody else's ticket is
/// taken, the member's own words claim nothing, and without the setting an answer on the web claims only where it says so.
// Proves: P34, M59
#[tokio::test(flavor = "multi_thread")]
async fn who_answers_claims() {
    on_both("answer_claims", |hall| async move {
        hall.panel().await;
        hall.change(|config| config.settings.answering_claims = true).await;
        let (beth, ingrid, mia) = (hall.beth(), hall.ingrid(), hall.mia());
        let channel = hall.opened("Compass", "spins").await;
        mia.say(channel, "please hurry");
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 1).await, None, "the member's words claim nothing");
        beth.say(channel, "I have a look");
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 1).await, Some(UserId(beth.id)), "in Discord");
        ingrid.say(channel, "me too");
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 1).await, Some(UserId(beth.id)), "it is hers");

        hall.opened("Rudder", "is loose").await;
        let page = hall.signed_in(&ingrid).await;
        assert!(page.page("/tickets/2").await.1.contains("Your answer claims this ticket"), "says so before");
        answered(&page, 2, "first-act", false).await;
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 2).await, Some(UserId(ingrid.id)), "on the web");

        let third = hall.opened("Lantern", "is dark").await;
        let to = [("to", beth.id.to_string())];
        let to: Vec<(&str, &str)> = to.iter().map(|(name, value)| (*name, value.as_str())).collect();
        assert_eq!(page.send("/tickets/3", "/tickets/3/assign", &to).await.0, 303);
        ingrid.say(third, "Beth will have a look");
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 3).await, None, "it is Beth's to do");

        hall.change(|config| config.settings.answering_claims = false).await;
        let fourth = hall.opened("Anchor", "drags").await;
        beth.say(fourth, "hello");
        answered(&page, 4, "second-act", false).await;
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 4).await, None, "not unless it is asked for");
        answered(&page, 4, "third-act", true).await;
        hall.settled().await;
        assert_eq!(claimed_by(&hall, 4).await, Some(UserId(ingrid.id)), "asked for with the answer");
        hall.end().await;
    })
    .await;
}

/// The next ticket that waits becomes one's own: the one whose promise is due first, then the oldest; two who take at once get two; nobody
/// gets their own, another type's, or one that somebody has.
// Proves: P34, M59
#[tokio::test(flavor = "multi_thread")]
async fn the_next_is_taken() {
    on_both("take_next", |hall| async move {
        hall.panel().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (status, page) = beth.send("/tickets", "/take", &[]).await;
        assert_eq!(status, 303, "{page}");
        for subject in ["Compass", "Rudder", "Lantern"] {
            hall.opened(subject, "is broken").await;
        }
        assert_eq!(beth.send("/tickets", "/tickets/3/priority", &[("priority", "urgent")]).await.0, 303);
        assert_eq!(beth.send("/tickets", "/take", &[]).await.0, 303);
        assert_eq!(claimed_by(&hall, 3).await, Some(UserId(hall.beth().id)), "what is urgent comes first");
        let (one, two) =
            tokio::join!(beth.send("/tickets", "/take", &[]), ingrid.send("/tickets", "/take", &[]));
        assert_eq!((one.0, two.0), (303, 303), "{} {}", one.1, two.1);
        let mut both = [claimed_by(&hall, 1).await, claimed_by(&hall, 2).await];
        both.sort();
        let mut people = [Some(UserId(hall.beth().id)), Some(UserId(hall.ingrid().id))];
        people.sort();
        assert_eq!(both, people, "each has one");
        let (status, to) = beth.upload("/tickets", "/take", &[], &[]).await;
        assert_eq!((status, to.contains("/tickets/")), (303, false), "none is left: {to}");
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.send("/mine", "/take", &[]).await.0, 403);
        hall.end().await;
    })
    .await;
}
