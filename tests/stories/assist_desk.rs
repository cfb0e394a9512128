//! Auto-Assist at the desk: documents with versions, questions that are tried, drafts that nobody sends, and what a solved ticket teaches.

use crate::hall::on_both;
use ticket::MessageId;

const FIRST: &str =
    "# Moorings\n\n## Night fee\n\nA night costs 12 coins.\n\n## Berths\n\nBook them at the pier.\n";
const SECOND: &str =
    "# Moorings\n\n## Night fee\n\nA night costs 15 coins.\n\n## Berths\n\nBook them at the pier.\n";

/// A document is uploaded, tried, edited and looked at as it was; the answer changes with it at once. A draft is shown to staff and sent by nobody;
/// a solved ticket becomes a section that the next draft rests on.
// Proves: P165, P176, P177, P179, P180
#[tokio::test(flavor = "multi_thread")]
async fn a_desk_teaches_and_tries_it() {
    on_both("assist_desk", |hall| async move {
        hall.assisted(|_| {}).await;
        hall.panel().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let fields = [("title", "Moorings"), ("text", FIRST)];
        assert_eq!(ingrid.send("/knowledge", "/knowledge", &fields).await.0, 303);
        let tried = "/knowledge?q=what+does+a+night+at+the+mooring+cost";
        let (_, page) = ingrid.page(tried).await;
        assert!(
            page.contains("12 coins") && page.contains("it would answer from the first section"),
            "{page}"
        );
        assert!(page.contains("the same word, in the heading"), "and why: {page}");
        let heads = hall.store().knowledge(hall.ticket(1).guild).await.expect("reads");
        let number = heads.iter().find(|head| head.title == "Moorings").expect("is kept").number;
        let document = format!("/knowledge/{number}");
        let edited = [("title", "Moorings"), ("text", SECOND), ("over", "1")];
        assert_eq!(ingrid.send(&document, &format!("{document}/save"), &edited).await.0, 303);
        assert!(ingrid.page(tried).await.1.contains("15 coins"), "what was saved counts at once");
        let (_, before) = ingrid.page(&format!("{document}?version=1")).await;
        assert!(before.contains("You are looking at version 1") && before.contains("12 coins"));

        let channel = hall.opened("Mooring", "question").await;
        let said = MessageId(hall.mia().say(channel, "how do I paint my boat green?"));
        hall.eventually("it is heard", async || {
            hall.store().newest(hall.ticket(1)).await.expect("reads").filter(|newest| *newest >= said)
        })
        .await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let posted = || hall.fake.look(|world| world.channels[&channel].messages.len());
        let count = posted();
        assert_eq!(beth.write(1, "first-act", "Ask the painter at pier 3.", &[]).await.0, 303);
        hall.fake
            .until("it is shown", |world| (world.channels[&channel].messages.len() > count).then_some(()))
            .await;
        assert_eq!(beth.send("/tickets/1", "/tickets/1/close", &[]).await.0, 303);
        let (status, page) = beth.page("/tickets/1/proposal").await;
        assert!(status == 200 && page.contains("Ask the painter at pier 3."), "{page}");
        let section =
            [("title", "Painting a boat"), ("text", "The painter at pier 3 paints boats in any colour.")];
        assert_eq!(beth.send("/tickets/1", "/tickets/1/proposal", &section).await.0, 303);
        let waiting = hall.store().proposals(hall.ticket(1).guild).await.expect("reads");
        let take = format!("/knowledge/proposals/{}/take", waiting[0].number);
        assert_eq!(ingrid.send("/knowledge", &take, &[("base", &number.to_string())]).await.0, 303);
        assert!(hall.store().proposals(hall.ticket(1).guild).await.expect("reads").is_empty());

        let next = hall.opened("Boat", "question").await;
        let said = MessageId(hall.mia().say(next, "who paints boats here?"));
        hall.eventually("it is heard", async || {
            hall.store().newest(hall.ticket(2)).await.expect("reads").filter(|newest| *newest >= said)
        })
        .await;
        let lines = hall.store().lines(hall.ticket(2), None, 100).await.expect("reads").len();
        let (status, page) = beth.page("/tickets/2/draft").await;
        assert!(status == 200 && page.contains("The painter at pier 3 paints boats"), "{page}");
        assert!(page.contains("Moorings › Painting a boat"), "{page}");
        assert_eq!(
            hall.store().lines(hall.ticket(2), None, 100).await.expect("reads").len(),
            lines,
            "nobody sent it"
        );
        hall.pass_seconds(4);
        hall.answer(next, 0).await;
        hall.end().await;
    })
    .await;
}
