//! Macros: several acts under one name.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use ticket::{
    Priority,
    canned::Tag,
    macros::{Act, Macro, Whom},
};

async fn prepared(hall: &Hall) {
    hall.change(|config| {
        config.tags = vec![Tag { id: ticket::TagId(1), name: "solved".to_owned(), color: None }];
        let one = |id, name: &str, acts| Macro { id, name: name.to_owned(), acts, types: Vec::new() };
        let reply =
            Act::Reply("Hello {{member.name}}, {{staff.name}} is done with #{{ticket.id}}.".to_owned());
        let all = vec![
            reply,
            Act::Claim,
            Act::Assign(Whom::Me),
            Act::Tag(ticket::TagId(1)),
            Act::Priority(Priority::High),
            Act::Close("Solved".to_owned()),
        ];
        config.macros = vec![
            one(1, "Done and thanks", all),
            one(2, "Take it", vec![Act::Claim, Act::Note("Mine, says {{staff.name}}".to_owned())]),
        ];
    })
    .await;
}

async fn run(browser: &Browser, id: u32, once: &str) -> (u16, String) {
    let act = format!("/tickets/1/macros/{id}");
    let (_, page) = browser.page(&act).await;
    let seen = page.split("name=\"seen\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
    browser.send(&act, &act, &[("once", once), ("seen", seen.unwrap_or_default())]).await
}

/// A macro is shown with all that it will do, then does it in order: the member reads the reply in Discord before the ticket is closed. What
/// is so already is passed over; where one act is refused, none is done.
#[tokio::test(flavor = "multi_thread")]
async fn a_macro_does_all_or_nothing() {
    on_both("macros", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Compass", "spins").await;
        prepared(&hall).await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        assert!(beth.page("/tickets/1/macros").await.1.contains("Done and thanks"));
        assert_eq!(run(&beth, 2, "first-run").await.0, 303);
        hall.ticket_is(1, "claimed", |one| one.claim.is_some().then_some(())).await;
        let (_, page) = beth.page("/tickets/1").await;
        assert!(page.contains("Mine, says Beth"), "the note");
        let (_, page) = beth.page("/tickets/1/macros/1").await;
        assert!(page.contains("Hello Mia, Beth is done with #1."), "{page}");
        assert!(page.contains("is so already"), "she has claimed it");

        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (_, page) = ingrid.page("/tickets/1/macros/1").await;
        assert!(page.contains("Beth has this ticket") && !page.contains("Run macro"), "{page}");
        let before = hall.store().events(hall.ticket(1)).await.expect("reads").len();
        assert_eq!(run(&ingrid, 1, "second-run").await.0, 422);
        assert_eq!(
            hall.store().events(hall.ticket(1)).await.expect("reads").len(),
            before,
            "nothing is done"
        );

        assert_eq!(run(&beth, 1, "third-run").await.0, 303);
        let ticket = hall.ticket_is(1, "closed", |one| (!one.is_open()).then(|| one.clone())).await;
        assert_eq!((ticket.priority, ticket.tags.len()), (Priority::High, 1));
        assert_eq!(ticket.closure().and_then(|closure| closure.reason.clone()).as_deref(), Some("Solved"));
        hall.settled().await;
        let lines = hall.store().lines(hall.ticket(1), None, 50).await.expect("reads");
        assert_eq!(lines.iter().filter(|line| line.body.contains("is done with #1")).count(), 1);
        let _ = channel;
        let carla = hall.signed_in(&hall.carla()).await;
        assert_eq!(carla.page("/tickets/1/macros").await.0, 403);
        let mia = hall.signed_in(&hall.mia()).await;
        assert_eq!(mia.page("/tickets/1/macros/2").await.0, 403, "members run none");
        hall.end().await;
    })
    .await;
}

/// Owners make them in a form; what cannot work is refused with the reason; they travel with the configuration.
#[tokio::test(flavor = "multi_thread")]
async fn macros_are_set_up() {
    on_both("macros_setup", |hall| async move {
        prepared(&hall).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let guild = ticket::GuildId(hall.sample.guild);
        let version = async || hall.store().config(guild).await.expect("reads").version.to_string();
        let over = version().await;
        let form = [
            ("over", over.as_str()),
            ("name", "Refund"),
            ("act", "new1"),
            ("new1-kind", "reply"),
            ("new1-text", "It is on its way, {{member.name}}."),
            ("act", "0"),
            ("0-kind", "tag"),
            ("0-tag", "1"),
            ("act", "new2"),
            ("new2-kind", "close"),
            ("new2-text", ""),
        ];
        let page = "/settings/macros/new";
        assert_eq!(ingrid.send(page, page, &form).await.0, 303);
        let config = hall.store().config(guild).await.expect("reads").config;
        let made = config.macros.last().expect("is kept");
        let reply = Act::Reply("It is on its way, {{member.name}}.".to_owned());
        assert_eq!(made.acts, [reply, Act::Tag(ticket::TagId(1)), Act::Close(String::new())]);
        let (_, file) = ingrid.page("/setup/export").await;
        assert!(file.contains("Refund"), "it is exported");
        let over = version().await;
        for (acts, why) in [
            ([("a-kind", "close"), ("b-kind", "claim")], "closing comes last"),
            ([("a-kind", "reply"), ("a-text", "{{member.nose}}")], "is no variable"),
        ] {
            let mut form = vec![("over", over.as_str()), ("name", "Odd"), ("act", "a"), ("act", "b")];
            form.extend(acts);
            let (status, page) = ingrid.send(page, page, &form).await;
            assert!(status == 422 && page.contains(why), "{why}: {status}");
        }
        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(beth.page(page).await.0, 403);
        hall.end().await;
    })
    .await;
}
