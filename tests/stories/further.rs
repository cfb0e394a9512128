//! A list that goes on: any stretch of it can be read again by itself, whatever happened before it.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use desk::ports::{Commit, Expect};
use std::collections::BTreeSet;
use ticket::{Priority, Recorded, Surface, Ticket, Timestamp};

/// Rows of a page of the inbox.
const ROWS: usize = 50;

/// Tickets with these numbers, each a second after the one before.
async fn made(hall: &Hall, numbers: impl Iterator<Item = u32>) {
    let first = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket;
    let opening = hall.store().events(first.key).await.expect("reads")[0].clone();
    for number in numbers {
        let at = Timestamp(first.opened_at.0 + i64::from(number) * 1_000);
        let priority = [Priority::Low, Priority::Normal, Priority::High][number as usize % 3];
        let (key, subject) = (hall.ticket(number), format!("Shanty {number}"));
        let ticket =
            Ticket { key, subject, priority, opened_at: at, surface: Surface::Gone, ..first.clone() };
        let commit = Commit {
            expect: vec![Expect::New(key)],
            ticket,
            events: vec![Recorded { at, ..opening.clone() }],
            jobs: Vec::new(),
            files: Vec::new(),
        };
        hall.store().commit(commit).await.expect("is written");
    }
}

/// The tickets of a page in their order, and where the next one begins.
fn rows(html: &str) -> (Vec<u32>, Option<String>) {
    let numbers = html.split("name=\"n\" value=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let numbers = numbers.map(|number| number.parse().expect("a number")).collect();
    let link = html.split("rel=\"next\"").next().filter(|before| before.len() < html.len());
    let next = link.and_then(|before| before.rsplit("after=").next()?.split('"').next());
    (numbers, next.map(str::to_owned))
}

async fn part(staff: &Browser, list: &str, after: &str, until: &str) -> (Vec<u32>, Option<String>) {
    let until = if until.is_empty() { String::new() } else { format!("&until={until}") };
    let (status, html) = staff.page(&format!("{list}&after={after}{until}&further=true")).await;
    assert_eq!(status, 200, "{html}");
    assert!(!html.contains("<html"), "the rows alone");
    rows(&html)
}

/// Stretches from page to page are the whole list, read alone or up to the next place, in every order; what comes or goes before a stretch
/// changes nothing in it, and what is pushed out of the first page is in what lies between.
#[tokio::test(flavor = "multi_thread")]
async fn a_list_goes_on() {
    on_both("further", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        made(&hall, 2..=130).await;
        let staff = hall.signed_in(&hall.beth()).await;
        for sort in ["latest", "urgent", "newest", "oldest", "quiet", "calm"] {
            let (inbox, table) = (format!("/tickets?show=open&sort={sort}"), format!("/all?sort={sort}"));
            for list in [&inbox, &table] {
                let (mut all, mut next) = rows(&staff.page(list).await.1);
                while let Some(after) = next {
                    let (found, then) = part(&staff, list, &after, "").await;
                    if let Some(until) = &then {
                        // A page of the table holds more than that: it ends where it is told to.
                        let within = (found.clone(), then.clone());
                        assert_eq!(part(&staff, &inbox, &after, until).await, within, "{list}");
                        assert_eq!(part(&staff, &table, &after, until).await, within, "{list}");
                    }
                    all.extend(found);
                    next = then;
                }
                assert_eq!(all.len(), 130, "{list}");
                assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 130, "{list}: each once");
            }
        }

        let list = "/tickets?show=open&sort=latest";
        let (page, next) = rows(&staff.page(list).await.1);
        let first = next.expect("more");
        let (second, next) = part(&staff, list, &first, "").await;
        let end = next.expect("more");
        made(&hall, 131..=133).await;
        let (_, next) = rows(&staff.page(list).await.1);
        let pushed = part(&staff, list, &next.expect("more"), &first).await;
        assert_eq!(pushed, (page[ROWS - 3..].to_vec(), Some(first.clone())), "what was pushed out");
        assert_eq!(
            part(&staff, list, &first, &end).await,
            (second.clone(), Some(end.clone())),
            "is as it was"
        );
        // More than one page holds.
        made(&hall, 134..=200).await;
        let (_, next) = rows(&staff.page(list).await.1);
        let (mut between, next) = part(&staff, list, &next.expect("more"), &first).await;
        assert_eq!(between.len(), ROWS);
        let next = next.expect("more");
        assert_ne!(next, first, "goes on before the next stretch");
        let (rest, next) = part(&staff, list, &next, &first).await;
        assert_eq!(next.as_ref(), Some(&first));
        between.extend(rest);
        assert_eq!(between, ((page[ROWS - 1])..=150).rev().collect::<Vec<_>>());
        // One goes.
        let gone = second[7];
        let page_of = format!("/tickets/{gone}");
        assert_eq!(staff.send(&page_of, &format!("{page_of}/close"), &[]).await.0, 303);
        let (left, next) = part(&staff, list, &first, &end).await;
        assert_eq!(left, second.iter().copied().filter(|one| *one != gone).collect::<Vec<_>>());
        assert_eq!(next.as_ref(), Some(&end));
        assert_eq!(staff.page(&format!("{list}&after={first}&until=nonsense&further=true")).await.0, 400);
        hall.end().await;
    })
    .await;
}

/// Whoever answers far down in the list, and goes on, goes on there.
#[tokio::test(flavor = "multi_thread")]
async fn who_goes_on_far_down_stays_there() {
    on_both("further_on", |hall| async move {
        hall.panel().await;
        hall.opened("Compass", "spins").await;
        hall.settled().await;
        made(&hall, 2..=80).await;
        let staff = hall.signed_in(&hall.beth()).await;
        for (from, to) in [(80, 79), (31, 30), (12, 11), (2, 1)] {
            let page = format!("/tickets/{from}?show=open&sort=newest");
            let act = format!("/tickets/{from}/messages");
            let once = format!("goes-on-{from}");
            let fields = [("once", once.as_str()), ("text", ""), ("then", "next")];
            let (status, there) = staff.upload(&page, &act, &fields, &[]).await;
            assert_eq!(status, 303, "{there}");
            assert!(there.contains(&format!("/tickets/{to}?")), "after {from} comes {to}: {there}");
        }
        hall.end().await;
    })
    .await;
}
