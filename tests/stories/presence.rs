//! Who else is at a ticket, and what is new before an answer is sent.

use crate::{
    browser::{Browser, hears},
    hall::{Hall, on_both},
};

/// What a page showed: the value of the composer's field.
async fn seen(browser: &Browser) -> String {
    let (_, page) = browser.page("/tickets/1").await;
    let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    seen.expect("a composer").to_owned()
}

async fn reply(browser: &Browser, once: &str, text: &str, seen: &str, anyway: &str) -> (u16, String) {
    let fields = [("once", once), ("text", text), ("seen", seen), ("anyway", anyway)];
    browser.upload("/tickets/1", "/tickets/1/messages", &fields, &[]).await
}

async fn watching(hall: &Hall, browser: &Browser) -> reqwest::Response {
    let live = format!("{}/g/{}/live?at=1", browser.base, browser.guild);
    let stream = browser.client.get(live).header("cookie", &browser.cookie).send().await.expect("answers");
    assert_eq!(stream.status(), 200);
    hall.settled().await;
    stream
}

/// Staff see who else looks at a ticket and who writes, on the web and in Discord; members see nothing of it; who leaves is gone.
#[tokio::test(flavor = "multi_thread")]
async fn who_else_is_there() {
    on_both("presence", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        let mia = hall.signed_in(&hall.mia()).await;
        let shows = async |words: &str| beth.page("/tickets/1").await.1.contains(words);
        let mut stream = watching(&hall, &beth).await;
        let there = watching(&hall, &ingrid).await;
        let page = beth.page("/tickets/1").await.1;
        let shown = page.split("id=\"presence\"").nth(1).unwrap_or(&page).to_owned();
        assert!(shown.contains("Ingrid is looking at this too"), "{}", &shown[..400]);
        let heard = hears(&mut stream, "Ingrid is looking").await;
        assert!(heard.contains("target=\"presence\""), "{heard}");
        assert_eq!(ingrid.send("/tickets/1", "/tickets/1/typing", &[("on", "1")]).await.0, 204);
        hears(&mut stream, "Ingrid is writing").await;
        assert_eq!(ingrid.send("/tickets/1", "/tickets/1/typing", &[]).await.0, 204);
        hears(&mut stream, "Ingrid is looking").await;
        hall.mia().types(channel);
        hears(&mut stream, "Mia is writing in Discord").await;
        hall.mia().types(hall.sample.get_help);
        hall.pass_seconds(11);
        hall.eventually("she has stopped", async || (!shows("Mia is writing").await).then_some(())).await;
        let (_, page) = mia.page("/tickets/1").await;
        assert!(!page.contains("is looking at this") && !page.contains("is writing"), "nothing for members");
        drop(there);
        hall.eventually("she has left", async || (!shows("Ingrid is").await).then_some(())).await;
        let noa = hall.signed_in(&hall.noa()).await;
        assert_eq!(noa.page("/live?at=1").await.0, 403);
        let carla = hall.signed_in(&hall.carla()).await;
        assert_eq!(carla.page("/live?at=1").await.0, 403, "staff of another type");
        drop(stream);
        hall.end().await;
    })
    .await;
}

/// Rows of the inbox show who else is at a ticket and who writes, and bring only that up to date; staff of another type hear nothing of it.
#[tokio::test(flavor = "multi_thread")]
async fn rows_show_who_is_there() {
    on_both("presence_rows", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        let carla = hall.signed_in(&hall.carla()).await;
        let row = async |browser: &Browser| {
            let page = browser.page("/tickets").await.1;
            let row = page.split("data-at=\"1\">").nth(1).and_then(|rest| rest.split("</a>").next());
            row.map(str::to_owned)
        };
        assert_eq!(row(&beth).await.as_deref(), Some("</span>"), "nobody is there");
        let (mut list, mut other) = (list_of(&beth).await, list_of(&carla).await);
        let there = watching(&hall, &ingrid).await;
        let heard = hears(&mut list, "Ingrid is looking").await;
        assert!(heard.contains("targets=\"[data-at='1']\"") && !heard.contains("refresh"), "{heard}");
        assert!(row(&beth).await.expect("a row").contains("Ingrid is looking at this too"));
        assert_eq!(row(&ingrid).await.as_deref(), Some("</span>"), "oneself is not told of");
        assert_eq!(row(&carla).await, None, "not hers to see");
        ingrid.send("/tickets/1", "/tickets/1/typing", &[("on", "1")]).await;
        hears(&mut list, "Ingrid is writing").await;
        hall.mia().types(channel);
        hears(&mut list, "Mia is writing in Discord").await;
        ingrid.send("/tickets/1", "/tickets/1/typing", &[]).await;
        drop(there);
        hall.pass_seconds(11);
        hears(&mut list, "<turbo-stream action=\"update\" targets=\"[data-at='1']\"><template></template>")
            .await;
        // She hears of what is hers, and of nothing before that.
        hall.change(|config| config.settings.enabled = true).await;
        let all = hears(&mut other, "refresh").await;
        assert!(!all.contains("data-at"), "{all}");
        drop((list, other));
        hall.end().await;
    })
    .await;
}

async fn list_of(browser: &Browser) -> reqwest::Response {
    let live = format!("{}/g/{}/live", browser.base, browser.guild);
    let stream = browser.client.get(live).header("cookie", &browser.cookie).send().await.expect("answers");
    assert_eq!(stream.status(), 200);
    stream
}

/// Who answers is shown first what other staff did since, or that they are writing; then they send it as it is, or write on. Members
/// and what members said hold nobody up.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_answers_twice_by_mistake() {
    on_both("guard", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        let before = seen(&beth).await;
        hall.mia().say(channel, "hello?");
        hall.settled().await;
        assert_eq!(reply(&ingrid, "first-one", "I have it!", &seen(&ingrid).await, "").await.0, 303);
        hall.settled().await;
        let (status, page) = reply(&beth, "second-one", "Me too!", &before, "").await;
        assert_eq!(status, 409);
        assert!(
            page.contains("Ingrid replied:") && page.contains("I have it!"),
            "what is new: {}",
            page.split("id=\"guard\"").nth(1).unwrap_or(&page)
        );
        assert!(page.contains("Me too!"), "and nothing is lost");
        assert_eq!(
            hall.store()
                .lines(hall.ticket(1), None, 50)
                .await
                .expect("reads")
                .iter()
                .filter(|one| one.body.contains("Me too!"))
                .count(),
            0
        );
        assert_eq!(reply(&beth, "second-one", "Me too!", &before, "yes").await.0, 303, "all the same");
        hall.settled().await;

        let before = seen(&ingrid).await;
        hall.says(&hall.beth(), channel, "ptickets claim", &[]).await;
        let (status, page) = reply(&ingrid, "third-one", "Well", &before, "").await;
        assert!(status == 409 && page.contains("Beth claimed"), "{page}");
        let before = seen(&ingrid).await;
        hall.beth().types(channel);
        hall.eventually("she is seen", async || {
            ingrid.page("/tickets/1").await.1.contains("Beth is writing in Discord").then_some(())
        })
        .await;
        assert_eq!(reply(&ingrid, "fourth-one", "Well", &before, "").await.0, 409, "while somebody writes");
        hall.pass_seconds(11);
        assert_eq!(reply(&ingrid, "fifth-one", "Well", &seen(&ingrid).await, "").await.0, 303);
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(reply(&mia, "hers-one", "Thanks", &before, "").await.0, 303, "members just write");
        hall.settled().await;
        hall.end().await;
    })
    .await;
}

/// Two who send at the same moment: one of them sees the other's answer first.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_at_once_one_waits() {
    on_both("guard_race", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        for round in 0..10 {
            let (of_beth, of_ingrid) = (seen(&beth).await, seen(&ingrid).await);
            let once = format!("the-round-{round}");
            let (one, other) = tokio::join!(
                reply(&beth, &once, "Beth here", &of_beth, ""),
                reply(&ingrid, &once, "Ingrid here", &of_ingrid, "")
            );
            let mut codes = [one.0, other.0];
            codes.sort_unstable();
            assert_eq!(codes, [303, 409], "round {round}");
        }
        hall.settled().await;
        hall.end().await;
    })
    .await;
}
