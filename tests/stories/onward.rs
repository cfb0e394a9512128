//! A reply that closes, or that goes on to the next ticket, in one stroke.

use crate::{browser::Browser, hall::on_both};

/// What a page showed: the value of a field of the composer.
async fn field(browser: &Browser, path: &str, name: &str) -> String {
    let (_, page) = browser.page(path).await;
    let value =
        page.split(&format!("name=\"{name}\" value=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.expect("a composer").to_owned()
}

/// A reply that closes is said, closes, and leads to the next ticket of the list, or to the list after the last; with nothing said it only
/// closes. While something new is shown, neither happens; sent anyway, both do. It can be taken back like any other closing.
#[tokio::test(flavor = "multi_thread")]
async fn a_reply_closes_and_goes_on() {
    on_both("onward", |hall| async move {
        hall.panel().await;
        for subject in ["Compass", "Lantern", "Anchor"] {
            hall.opened(subject, "broken").await;
            hall.settled().await;
        }
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        let send = async |number: u32, fields: &[(&str, &str)]| {
            let page = format!("/tickets/{number}?show=open&sort=oldest");
            beth.upload(&page, &format!("/tickets/{number}/messages"), fields, &[]).await
        };
        let open = async |number| {
            let loaded = hall.store().ticket(hall.ticket(number)).await.expect("reads");
            loaded.expect("a ticket").ticket.is_open()
        };
        let said = async |number, words: &str| {
            let lines = hall.store().lines(hall.ticket(number), None, 50).await.expect("reads");
            lines.iter().filter(|one| one.body.contains(words)).count()
        };
        assert_eq!(send(1, &[("once", "first-one"), ("text", "On its way"), ("then", "next")]).await.0, 303);
        hall.settled().await;
        assert!(open(1).await && said(1, "On its way").await == 1);

        let seen = field(&beth, "/tickets/1", "seen").await;
        let words = [("once", "hers-one"), ("text", "I have it")];
        assert_eq!(ingrid.upload("/tickets/1", "/tickets/1/messages", &words, &[]).await.0, 303);
        hall.settled().await;
        let fields = [("once", "second-one"), ("text", "Fixed"), ("then", "close"), ("seen", &seen)];
        let (status, page) = send(1, &fields).await;
        assert!(status == 409 && page.contains("Send anyway and close"), "{status}");
        assert!(open(1).await && said(1, "Fixed").await == 0, "nothing is done by halves");
        let fields = [fields[0], fields[1], fields[2], fields[3], ("anyway", "yes")];
        let (status, to) = send(1, &fields).await;
        assert!(status == 303 && to.contains("/tickets/2?show=open&sort=oldest"), "it leads on: {to}");
        hall.settled().await;
        assert!(!open(1).await && said(1, "Fixed").await == 1);
        // Again, as when an answer got lost: it is said once, and closed already.
        send(1, &fields).await;
        hall.settled().await;
        assert_eq!(said(1, "Fixed").await, 1);

        let (status, to) = send(3, &[("once", "third-one"), ("text", ""), ("then", "close")]).await;
        assert!(status == 303 && to.contains("/tickets/2?"), "the one before, after the last: {to}");
        hall.settled().await;
        assert!(!open(3).await && open(2).await, "without words it is only closed");
        assert_eq!(send(2, &[("once", "fourth-one"), ("text", "Bye"), ("then", "close")]).await.0, 303);
        hall.settled().await;
        hall.end().await;
    })
    .await;
}
