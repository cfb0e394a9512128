//! What happens between the making of a page and the opening of its stream.

use crate::{
    browser::{Browser, hears},
    hall::{Hall, on_both},
};

const REFRESH: &str = "action=\"refresh\"";

/// Where a page hears of changes.
async fn address(browser: &Browser, page: &str) -> String {
    let (_, html) = browser.page(page).await;
    let address = html.split("data-live-url-value=\"").nth(1).and_then(|rest| rest.split('"').next());
    address.unwrap_or_else(|| panic!("{page} is live: {html}")).replace("&#38;", "&").replace("&amp;", "&")
}

async fn listens(browser: &Browser, address: &str, again: bool) -> reqwest::Response {
    let mut asked =
        browser.client.get(format!("{}{address}", browser.base)).header("cookie", &browser.cookie);
    if again {
        asked = asked.header("last-event-id", "here");
    }
    let stream = asked.send().await.expect("answers");
    assert_eq!(stream.status(), 200, "{address}");
    stream
}

/// What a stream tells until somebody comes to the ticket.
async fn until_somebody_comes(hall: &Hall, stream: &mut reqwest::Response) -> String {
    let ingrid = hall.signed_in(&hall.ingrid()).await;
    let there = listens(&ingrid, &format!("/g/{}/live?at=1", ingrid.guild), false).await;
    let heard = hears(stream, "Ingrid is looking").await;
    drop(there);
    heard
}

/// A page whose stream opens late is told to look where something of it changed meanwhile, on every page that is live, also where the program was
/// started anew; where nothing did, or the connection was only lost for a while, it is not.
// Proves: P130, P131
#[tokio::test(flavor = "multi_thread")]
async fn what_a_page_missed() {
    on_both("missed", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        hall.settled().await;
        let (beth, mia) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.mia()).await);
        let (ticket, list) = (address(&beth, "/tickets/1").await, address(&beth, "/tickets").await);
        let (own, mine) = (address(&mia, "/tickets/1").await, address(&mia, "/mine").await);
        hall.mia().say(channel, "hello?");
        hall.settled().await;
        for (who, address) in [(&beth, &ticket), (&beth, &list), (&mia, &own), (&mia, &mine)] {
            hears(&mut listens(who, address, false).await, REFRESH).await;
        }
        // Whoever comes again looks by itself.
        let mut stream = listens(&beth, &ticket, true).await;
        let heard = until_somebody_comes(&hall, &mut stream).await;
        assert!(!heard.contains(REFRESH), "{heard}");
        drop(stream);
        hall.eventually("nobody is there", async || {
            (!beth.page("/tickets/1").await.1.contains("Ingrid is")).then_some(())
        })
        .await;
        let mut stream = listens(&beth, &address(&beth, "/tickets/1").await, false).await;
        let heard = until_somebody_comes(&hall, &mut stream).await;
        assert!(!heard.contains(REFRESH), "nothing happened: {heard}");
        // Another process, whose hints nobody has.
        let foreign = format!("/g/{}/live?at=1&since=1", beth.guild);
        hears(&mut listens(&beth, &foreign, false).await, REFRESH).await;
        hall.end().await;
    })
    .await;
}
