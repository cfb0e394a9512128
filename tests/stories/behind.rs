//! From a figure of the reports to the tickets behind it.

use crate::{
    browser::Browser,
    hall::{Hall, on_both},
};
use serde_json::json;
use std::collections::BTreeSet;
use ticket::sla::{ByPriority, Targets};

const HOUR: i64 = 3600;
const DAY: i64 = 24 * HOUR;

/// The part between two signs.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.split_once(open)?.1.split_once(close).map(|(part, _)| part)
}

fn number(text: &str) -> Option<u64> {
    text.trim().replace(',', "").parse().ok()
}

fn address(text: &str) -> String {
    text.replace("&#38;", "&").replace("&amp;", "&")
}

/// Every figure of a page of reports that leads to tickets: where to, and what it says.
fn figures(page: &str) -> BTreeSet<(String, u64)> {
    let mut found = BTreeSet::new();
    for cell in page.split("<td><a href=\"").skip(1) {
        let (href, rest) = cell.split_once("\">").expect("a link");
        // Medians name no count.
        found.extend(number(rest.split('<').next().expect("text")).map(|count| (address(href), count)));
    }
    for mark in page.split("<a href=\"").skip(1).filter(|mark| mark.contains("aria-label=\"")) {
        let (href, rest) = mark.split_once('"').expect("a link");
        let Some(title) = rest.strip_prefix(" aria-label=\"").and_then(|rest| rest.split('"').next()) else {
            continue;
        };
        // Durations name no count.
        let title = title.split(" (").next().expect("text");
        let last = title.rsplit([' ', ':']).next().and_then(number);
        if let Some(count) = last.filter(|_| href.contains("/reports/tickets?")) {
            found.insert((address(href), count));
        }
    }
    for tile in page.split("<div class=\"report-tile\">").skip(1) {
        let Some(href) = between(tile, "<dt><a href=\"", "\"") else { continue };
        let value = between(tile, "report-tile-value\">", "<").expect("a value");
        let note = between(tile, "report-tile-note\">", "<").expect("a note");
        let ends =
            if note.contains("on average of") { note.rsplit(' ').next() } else { note.split(' ').next() };
        let count = number(value).or_else(|| value.contains('%').then(|| ends.and_then(number)).flatten());
        found.extend(count.map(|count| (address(href), count)));
    }
    found
}

async fn entries(browser: &Browser, href: &str) -> u64 {
    let (status, list) = browser.get(href).await;
    assert_eq!(status, 200, "{href}");
    let count = between(&list, "report-count\">", " entr").and_then(number).expect("a count");
    let rows = list.matches("<th scope=\"row\"").count() as u64;
    assert_eq!(rows, count.min(100), "{href}");
    count
}

/// Each figure of a page has as many entries behind it as it says; gives the addresses.
async fn agree(browser: &Browser, query: &str) -> Vec<(String, u64)> {
    let (status, page) = browser.page(&format!("/reports?{query}")).await;
    assert_eq!(status, 200);
    let found: Vec<(String, u64)> = figures(&page).into_iter().collect();
    for (href, count) in &found {
        assert_eq!(entries(browser, href).await, *count, "{href} of {query}");
    }
    found
}

/// Both, signed in anew: sessions do not last for days.
struct Pair {
    mia: Browser,
    beth: Browser,
}

impl Pair {
    async fn after(hall: &Hall, seconds: i64) -> Self {
        hall.pass_seconds(seconds);
        Self { mia: hall.signed_in(&hall.mia()).await, beth: hall.signed_in(&hall.beth()).await }
    }

    async fn answers(&self, hall: &Hall, number: u32, once: &str) {
        assert_eq!(self.beth.write(number, once, "On my way.", &[]).await.0, 303);
        hall.settled().await;
    }

    async fn acts(&self, hall: &Hall, number: u32, act: &str) {
        let page = format!("/tickets/{number}");
        assert_eq!(self.beth.send(&page, &format!("{page}/{act}"), &[]).await.0, 303, "{act}");
        hall.pass_seconds(60);
        hall.settled().await;
    }

    async fn rates(&self, number: u32, stars: &str) {
        let page = format!("/tickets/{number}");
        assert_eq!(self.mia.send(&page, &format!("{page}/rate"), &[("stars", stars)]).await.0, 303);
    }
}

/// Tickets that were tagged, answered once or twice, kept and broken promises, were rated, reopened soon and late, and are open: behind every
/// figure, in charts, in their tables and on top, are as many entries as it says; so it is for one type, for single days, and years before.
// Proves: P134, P136, P140, M48, M49
#[tokio::test(flavor = "multi_thread")]
async fn behind_each_figure_is_what_it_counts() {
    on_both("behind_figures", |hall| async move {
        hall.change(|config| {
            let targets = Targets { first_response: Some(60), ..Targets::default() };
            for one in &mut config.types {
                one.sla.enabled = true;
                one.sla.targets = ByPriority { normal: targets, ..ByPriority::default() };
            }
        })
        .await;
        hall.panel().await;
        for (number, tag) in [(1, "bug"), (2, "bug"), (3, "billing")] {
            let channel = hall.opened(&format!("Rope {number}"), "is torn").await;
            if number < 3 {
                hall.says(&hall.beth(), channel, "ptickets tag", &[("tag", json!(tag))]).await;
            }
        }
        let pair = Pair::after(&hall, 0).await;
        pair.answers(&hall, 1, "first-answer").await;
        pair.acts(&hall, 1, "close").await;
        pair.rates(1, "5").await;
        hall.pass_seconds(2 * HOUR);
        pair.answers(&hall, 2, "second-answer").await;
        pair.acts(&hall, 2, "close").await;
        let pair = Pair::after(&hall, DAY).await;
        pair.acts(&hall, 2, "reopen").await;
        let pair = Pair::after(&hall, 2 * DAY).await;
        pair.answers(&hall, 2, "third-answer").await;
        pair.acts(&hall, 2, "close").await;
        pair.acts(&hall, 1, "reopen").await;
        pair.rates(2, "2").await;
        hall.pass_seconds(2 * DAY);
        let channel = hall.opened("Sail 4", "is wet").await;
        hall.says(&hall.beth(), channel, "ptickets tag", &[("tag", json!("bug"))]).await;
        let pair = Pair::after(&hall, 0).await;
        for number in 5..8 {
            hall.opened(&format!("Oar {number}"), "is lost").await;
            pair.answers(&hall, number, &format!("answer-{number}")).await;
        }
        hall.pass_seconds(2 * HOUR);
        hall.settled().await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let week = agree(&ingrid, "days=30").await;
        let asked = |sign: &str| week.iter().find(|(href, _)| href.contains(sign)).map(|(_, count)| *count);
        let bug = 1_000_000 + bug(&hall).await;
        assert_eq!(asked(&format!("of={bug}")), Some(3), "tagged: {week:?}");
        assert_eq!(asked("of=26&over=4&under=5"), Some(1), "five stars");
        assert_eq!(asked("of=26&over=1&under=2"), Some(1), "two stars");
        assert_eq!(asked("of=24"), Some(0), "the one that was closed after one message is open again");
        assert_eq!(asked("of=25"), Some(2), "both were reopened within seven days");
        assert_eq!(asked("of=closes"), Some(4), "one was closed twice, and one closed by itself");
        assert!(week.iter().filter(|(href, _)| href.contains("of=backlog")).count() > 4, "{week:?}");
        for figure in ["of=46&person=", "of=48&person=", "of=49&person=", "of=50&person=", "of=45"] {
            assert!(asked(figure).is_some(), "nothing leads to {figure}: {week:?}");
        }
        // Five first answers are enough for a median, four waits that were ended are not.
        let (_, page) = ingrid.page("/reports?days=30").await;
        let behind = page
            .split("<a href=\"")
            .find(|cell| cell.split_once('"').is_some_and(|(href, _)| href.contains("of=51")))
            .and_then(|cell| cell.split_once('"'));
        assert_eq!(entries(&ingrid, &address(behind.expect("a link").0)).await, 5);
        // Of four closes two were rated; one was reopened before it could be, and one waits for an answer.
        assert_eq!(asked("of=45"), Some(2), "{week:?}");
        let (_, page) = ingrid.page("/reports?days=30").await;
        assert!(
            page.contains("2 of 3 who were asked") && page.contains("95 % interval"),
            "rates and intervals"
        );
        for figure in ["of=30&over=0", "of=30&under=0", "of=34", "of=27", "&hour=", "of=20", "of=22"] {
            assert!(asked(figure).is_some(), "nothing leads to {figure}: {week:?}");
        }
        for query in ["days=1", "days=30&type=1", "days=30&type=2", "from=2001-01-01&to=2001-03-01"] {
            agree(&ingrid, query).await;
        }
        // By months.
        agree(&ingrid, "days=800").await;
        assert_eq!(hall.store().verify_figures(hall.ticket(1).guild).await.expect("reads"), 0);
        hall.end().await;
    })
    .await;
}

/// The number of the tag.
async fn bug(hall: &Hall) -> u32 {
    let config = hall.store().config(hall.ticket(1).guild).await.expect("reads").config;
    config.tags.iter().find(|tag| tag.name == "bug").expect("it is there").id.0
}
