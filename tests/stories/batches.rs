//! Acts in bulk in the background: progress, stopping, what failed, and taking back, whatever restarts.

use crate::{
    browser::{Browser, hears},
    bulk::{act, ended},
    hall::{Hall, on_both},
};
use desk::ports::{Batch, BatchState, Commit, Expect, ItemState};
use ticket::{Event, GuildId, Recorded, TagId, Ticket, state::Surface};

/// Open tickets beside the one that Mia opened, without a channel.
const MANY: u32 = 170;

/// Mia's ticket, so often.
async fn many(hall: &Hall) {
    hall.panel().await;
    hall.opened("Compass", "x").await;
    hall.settled().await;
    let one = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
    let log = hall.store().events(hall.ticket(1)).await.expect("reads");
    let surface = Surface::Unavailable { problem: ticket::surface::Problem::GuildFull };
    for _ in 0..MANY {
        let number = hall.store().next_number(GuildId(hall.sample.guild)).await.expect("counts");
        let key = hall.ticket(number);
        let commit = Commit {
            expect: vec![Expect::New(key)],
            ticket: Ticket { key, surface: surface.clone(), ..one.clone() },
            // How it was opened.
            events: vec![log[0].clone()],
            jobs: Vec::new(),
            files: Vec::new(),
        };
        hall.store().commit(commit).await.expect("is written");
    }
}

async fn batch(hall: &Hall, number: u32) -> Batch {
    let found = hall.store().batch(GuildId(hall.sample.guild), number).await.expect("reads");
    found.expect("is there")
}

/// Waits until some tickets had their turn.
async fn under_way(hall: &Hall, number: u32) {
    hall.eventually("some are done", async || {
        (batch(hall, number).await.count(ItemState::Done) > 20).then_some(())
    })
    .await;
}

async fn tag_all(browser: &Browser) -> String {
    let numbers: Vec<String> = (1..=MANY + 1).map(|number| number.to_string()).collect();
    let mut fields = vec![("act", "tag:2")];
    fields.extend(numbers.iter().map(|number| ("n", number.as_str())));
    let (status, to, _) = act(browser, "/tickets", "/bulk", &fields).await;
    assert_eq!(status, 303);
    to
}

/// How often each ticket was tagged, and how often the tag was taken off.
async fn tagged(hall: &Hall) -> Vec<(usize, usize)> {
    let mut all = Vec::new();
    for number in 1..=MANY + 1 {
        let log = hall.store().events(hall.ticket(number)).await.expect("reads");
        let count = |on: bool| {
            let of = |one: &&Recorded| match &one.event {
                Event::Tagged { tag, .. } => on && *tag == TagId(2),
                Event::Untagged { tag, .. } => !on && *tag == TagId(2),
                _ => false,
            };
            log.iter().filter(of).count()
        };
        all.push((count(true), count(false)));
    }
    all
}

/// The program is stopped in the middle, twice, on the way there and on the way back: each ticket has its turn once, and none is forgotten.
#[tokio::test(flavor = "multi_thread")]
async fn a_restart_in_the_middle_doubles_nothing() {
    on_both("batch_restart", |hall| async move {
        many(&hall).await;
        let beth = hall.signed_in(&hall.beth()).await;
        let own = tag_all(&beth).await;
        assert!(own.ends_with("/bulk/1"), "{own}");
        under_way(&hall, 1).await;
        let (status, page) = beth.page("/bulk/1").await;
        assert!(status == 200 && page.contains("of 171"), "{page}");
        let hall = hall.restarted().await;
        let over = ended(&hall, 1).await;
        assert_eq!((over.state, over.counts), (BatchState::Done, [0, MANY + 1, 0, 0, 0]));
        assert!(tagged(&hall).await.iter().all(|one| *one == (1, 0)));

        let beth = hall.signed_in(&hall.beth()).await;
        assert_eq!(act(&beth, "/tickets", "/bulk/1/undo", &[]).await.0, 303);
        hall.eventually("some are back", async || {
            (batch(&hall, 1).await.count(ItemState::Undone) > 20).then_some(())
        })
        .await;
        let hall = hall.restarted().await;
        let over = ended(&hall, 1).await;
        assert_eq!((over.state, over.counts), (BatchState::Undone, [0, 0, 0, MANY + 1, 0]));
        assert!(tagged(&hall).await.iter().all(|one| *one == (1, 1)));
        hall.end().await;
    })
    .await;
}

/// Who stops it leaves the rest as it was, and may take back what was done or try the rest again; it is nobody else's to stop or to see.
#[tokio::test(flavor = "multi_thread")]
async fn it_can_be_stopped() {
    on_both("batch_stop", |hall| async move {
        many(&hall).await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        tag_all(&beth).await;
        under_way(&hall, 1).await;
        assert_eq!(ingrid.page("/bulk/1").await.0, 404);
        assert_eq!(act(&ingrid, "/tickets", "/bulk/1/stop", &[]).await.0, 404);
        assert_eq!(act(&beth, "/tickets", "/bulk/1/stop", &[]).await.0, 303);
        let over = ended(&hall, 1).await;
        let (done, left) = (over.count(ItemState::Done), over.count(ItemState::Waiting));
        assert_eq!((over.state, done + left), (BatchState::Stopped, MANY + 1));
        assert!(left > 0, "it was stopped in time");
        let all = tagged(&hall).await;
        assert_eq!(all.iter().filter(|one| **one == (1, 0)).count(), done as usize);
        let (_, page) = beth.page("/bulk/1").await;
        assert!(page.contains("Try these again") && page.contains("It could be done now."), "{page}");
        assert_eq!(act(&ingrid, "/tickets", "/bulk/1/undo", &[]).await.0, 404);
        hall.pass_seconds(20);
        act(&beth, "/tickets", "/bulk/1/undo", &[]).await;
        assert_eq!(batch(&hall, 1).await.state, BatchState::Stopped, "too late");
        hall.end().await;
    })
    .await;
}

/// What changed since it was rehearsed fails alone, is named with its reason, and what somebody changed since is not taken back. Who loses
/// their roles changes nothing more.
#[tokio::test(flavor = "multi_thread")]
async fn what_fails_is_named() {
    on_both("batch_fails", |hall| async move {
        hall.panel().await;
        for subject in ["Compass", "Fog horn", "Lamp oil"] {
            hall.opened(subject, "x").await;
        }
        hall.settled().await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        ingrid.send("/tickets/2", "/tickets/2/priority", &[("priority", "high")]).await;
        let fields = [("act", "priority:high"), ("n", "1"), ("n", "2"), ("n", "3"), ("n", "99")];
        assert_eq!(act(&beth, "/tickets", "/bulk", &fields).await.0, 303);
        let over = ended(&hall, 1).await;
        assert_eq!((over.state, over.counts), (BatchState::Done, [0, 2, 2, 0, 0]));
        let (_, page) = beth.page("/bulk/1").await;
        assert!(page.contains("2 tickets could not be changed."), "{page}");
        assert!(page.contains("Fog horn") && page.contains("has the priority “High” already"), "{page}");
        assert!(page.contains("There is no such ticket"), "{page}");

        ingrid.send("/tickets/3", "/tickets/3/priority", &[("priority", "low")]).await;
        act(&beth, "/tickets", "/bulk/1/undo", &[]).await;
        let back = ended(&hall, 1).await;
        assert_eq!((back.state, back.counts), (BatchState::Undone, [0, 0, 2, 1, 1]));
        hall.ticket_is(3, "left as it is", |one| (one.priority == ticket::Priority::Low).then_some(())).await;
        hall.ticket_is(1, "taken back", |one| (one.priority == ticket::Priority::Normal).then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// Every page of its author hears how far it is, and that it is over; nobody else does.
#[tokio::test(flavor = "multi_thread")]
async fn progress_is_told() {
    on_both("batch_told", |hall| async move {
        many(&hall).await;
        let (beth, ingrid) = (hall.signed_in(&hall.beth()).await, hall.signed_in(&hall.ingrid()).await);
        let mut hers = live(&beth).await;
        let mut other = live(&ingrid).await;
        tag_all(&beth).await;
        let heard = hears(&mut hers, "The tags of 171 tickets were changed.").await;
        assert!(heard.contains("Tag 171 tickets") && heard.contains("of 171"), "{heard}");
        assert!(heard.contains("target=\"batches\"") && heard.contains("/bulk/1/undo"), "{heard}");
        ended(&hall, 1).await;
        let all = hears(&mut other, "refresh").await;
        assert!(!all.contains("Tag 171 tickets"), "{all}");
        act(&beth, "/tickets", "/bulk/1/seen", &[]).await;
        drop(hers);
        let again = hears(&mut live(&beth).await, "target=\"batches-said\"").await;
        assert!(!again.contains("171"), "put away: {again}");
        drop(other);
        hall.end().await;
    })
    .await;
}

async fn live(browser: &Browser) -> reqwest::Response {
    let asked = browser.client.get(format!("{}/g/{}/live", browser.base, browser.guild));
    let stream = asked.header("cookie", &browser.cookie).send().await.expect("answers");
    assert_eq!(stream.status(), 200);
    stream
}
