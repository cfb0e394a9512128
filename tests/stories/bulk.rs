//! Many tickets at once, and taking back what was done.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};

/// The acts that the toast of an answer offers to take back.
pub async fn act(browser: &Browser, page: &str, act: &str, fields: &[(&str, &str)]) -> (u16, String, String) {
    let (_, html) = browser.page(page).await;
    let secret = html.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    let mut form = vec![("csrf", secret.expect("a form is on the page"))];
    form.extend(fields);
    let asked = browser.client.post(format!("{}/g/{}{act}", browser.base, browser.guild));
    let asked = asked.header("cookie", &browser.cookie).header("origin", &browser.base).form(&form);
    let response = asked.send().await.expect("answers");
    let header = |name| {
        let value = response.headers().get(name).and_then(|value| value.to_str().ok());
        value.unwrap_or_default().to_owned()
    };
    let (to, cookie) = (header("location"), header("set-cookie"));
    let done = cookie.split(';').next().unwrap_or_default();
    let acts = done.splitn(3, '_').nth(2).and_then(|rest| rest.split_once('_')).map(|(_, acts)| acts);
    (response.status().as_u16(), to, acts.unwrap_or_default().to_owned())
}

/// Asks for an act in bulk, and waits until every ticket had its turn. Gives the batch's number.
pub async fn in_bulk(hall: &Hall, browser: &Browser, fields: &[(&str, &str)]) -> u32 {
    let (status, to, _) = act(browser, "/tickets", "/bulk", fields).await;
    assert_eq!(status, 303);
    let number = to.rsplit('/').next().and_then(|last| last.parse().ok()).expect("its page");
    ended(hall, number).await;
    number
}

/// Waits until a batch is over.
pub async fn ended(hall: &Hall, number: u32) -> desk::ports::Batch {
    let guild = ticket::GuildId(hall.sample.guild);
    let ended = hall
        .eventually("the batch is over", async || {
            let batch = hall.store().batch(guild, number).await.expect("reads").expect("is there");
            (!batch.state.goes_on()).then_some(batch)
        })
        .await;
    hall.settled().await;
    ended
}

async fn three(hall: &Hall) {
    hall.panel().await;
    for subject in ["Compass", "Fog horn", "Lamp oil"] {
        hall.opened(subject, "x").await;
    }
    hall.settled().await;
}

/// What would happen is shown first, with the reason for each that is refused; then the rest is done, each as an ordinary act, and what was
/// done is taken back in one go.
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once() {
    on_both("bulk", |hall| async move {
        three(&hall).await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.send("/tickets/2", "/tickets/2/priority", &[("priority", "high")]).await.0, 303);
        let (status, page) = beth
            .rehearses(&[("act", "priority:high"), ("n", "1"), ("n", "2"), ("n", "3"), ("n", "99")])
            .await;
        assert_eq!(status, 200);
        assert!(page.contains("Set 2 tickets to High"), "{page}");
        assert!(page.contains("2 tickets will change, 2 will not."));
        assert!(page.contains("Fog horn") && page.contains("This ticket has the priority “High” already."));
        let events = hall.store().events(hall.ticket(1)).await.expect("reads").len();
        let fields = [("act", "priority:high"), ("n", "1"), ("n", "3"), ("back", "/g/5/x"), ("stay", "1")];
        let (status, to, _) = act(&beth, "/tickets", "/bulk", &fields).await;
        assert_eq!(
            (status, to.as_str()),
            (303, format!("/g/{}/tickets", beth.guild).as_str()),
            "never elsewhere"
        );
        ended(&hall, 1).await;
        assert_eq!(hall.store().events(hall.ticket(1)).await.expect("reads").len(), events + 1);
        for number in [1, 3] {
            hall.ticket_is(number, "high", |one| (one.priority == ticket::Priority::High).then_some(()))
                .await;
        }
        let log = hall.store().events(hall.ticket(3)).await.expect("reads");
        assert_eq!(log.last().and_then(|one| one.by.name()), Some("Beth"), "the log says who");
        let (status, _, _) = act(&beth, "/tickets", "/bulk/1/undo", &[]).await;
        assert_eq!(status, 303);
        for number in [1, 3] {
            hall.ticket_is(number, "normal", |one| (one.priority == ticket::Priority::Normal).then_some(()))
                .await;
        }
        hall.end().await;
    })
    .await;
}

/// A whole view is taken by its filter; closing tells each member once, and undoing it opens all again. After ten seconds nothing is taken
/// back any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_view_is_closed_and_opened_again() {
    on_both("bulk_view", |hall| async move {
        three(&hall).await;
        let beth = hall.signed_in(&hall.beth()).await;
        let whole = |list, view| [("act", "close"), ("all", "1"), ("list", list), ("view", view)];
        let (_, page) = beth.rehearses(&whole("inbox", "show=open")).await;
        assert!(page.contains("Close 3 tickets") && page.contains("things follow in Discord"), "{page}");
        let (_, page) = beth.rehearses(&whole("table", "status=open&q=Compass")).await;
        assert!(page.contains("Close one ticket") && !page.contains("Lamp oil"));
        let fields = [("act", "close"), ("n", "1"), ("n", "2"), ("n", "3"), ("reason", "Spring cleaning")];
        let batch = in_bulk(&hall, &beth, &fields).await;
        for number in 1..=3 {
            hall.ticket_is(number, "closed", |one| (!one.is_open()).then_some(())).await;
        }
        let (_, page) = beth.rehearses(&[("act", "close"), ("n", "1")]).await;
        assert!(page.contains("closed already"), "{page}");
        act(&beth, "/tickets", &format!("/bulk/{batch}/undo"), &[]).await;
        ended(&hall, batch).await;
        for number in 1..=3 {
            hall.ticket_is(number, "open again", |one| one.is_open().then_some(())).await;
        }
        let (_, _, acts) = act(&beth, "/tickets/1", "/tickets/1/claim", &[]).await;
        hall.pass_seconds(20);
        act(&beth, "/tickets/1", "/undo", &[("acts", &acts)]).await;
        hall.ticket_is(1, "still claimed", |one| one.claim.is_some().then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// Who may not see a ticket learns nothing of it, and changes nothing; nobody takes back what somebody else did.
// Proves: P196
#[tokio::test(flavor = "multi_thread")]
async fn many_at_once_only_of_ones_own() {
    on_both("bulk_rights", |hall| async move {
        three(&hall).await;
        let carla = hall.signed_in(&hall.carla()).await;
        let (status, page) = carla.rehearses(&[("act", "close"), ("n", "1")]).await;
        assert_eq!(status, 200);
        assert!(!page.contains("Compass") && page.contains("no such ticket"), "{page}");
        in_bulk(&hall, &carla, &[("act", "close"), ("n", "1")]).await;
        hall.ticket_is(1, "still open", |one| one.is_open().then_some(())).await;
        let beth = hall.signed_in(&hall.beth()).await;
        let (_, _, acts) = act(&beth, "/tickets/1", "/tickets/1/claim", &[]).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        act(&ingrid, "/tickets", "/undo", &[("acts", &acts)]).await;
        hall.ticket_is(1, "still Beth's", |one| one.claim.is_some().then_some(())).await;
        let mia = hall.signed_in(&hall.mia()).await;
        for path in ["/bulk/rehearsal", "/bulk"] {
            assert_eq!(act(&mia, "/tickets/1", path, &[("act", "close"), ("n", "1")]).await.0, 403);
        }
        hall.end().await;
    })
    .await;
}
