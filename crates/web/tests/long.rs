//! Conversations longer than a page.

mod world;

use desk::ports::{Change, Posted};
use reqwest::Client;
use std::sync::Arc;
use ticket::{MessageId, TicketKey, ids::DISCORD_EPOCH};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use world::{GUILD, MIRA, NOW, World};

struct House {
    world: World,
    base: String,
    token: String,
    _stop: DropGuard,
}

impl House {
    async fn open() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let stop = CancellationToken::new();
        let router = web::router(Arc::clone(&world.desk), world::config(&base));
        tokio::spawn(web::serve(listener, router, stop.clone()));
        let (token, _) = world.sign_in(MIRA, "mira").await;
        Self { world, base, token, _stop: stop.drop_guard() }
    }

    async fn get(&self, path: &str) -> String {
        let asked = Client::new().get(format!("{}{path}", self.base));
        let answer = asked.header("cookie", format!("guildhall={}", self.token)).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    }

    /// Says so many things, all within one second: many in the same millisecond.
    async fn talk(&self, key: TicketKey, count: u64) -> Vec<MessageId> {
        let begin = ((NOW.0 - DISCORD_EPOCH) as u64) << 22;
        let id = |n: u64| MessageId(begin + ((n / 10) << 22) + n % 10);
        let say = |n: u64| {
            let body = serde_json::json!({
                "id": id(n).to_string(), "type": 0, "content": format!("word{n}."),
                "author": {"id": MIRA.to_string(), "username": "mira"},
            });
            let (message, body) = (id(n), body.to_string());
            let posted = Posted {
                message,
                author: MIRA,
                human: true,
                staff_reply: false,
                body,
                edited: None,
                files: Vec::new(),
            };
            (key, Change::Posted(posted))
        };
        self.world.desk.append((0..count).map(say).collect(), Vec::new()).await.unwrap();
        (0..count).map(id).collect()
    }
}

/// The numbers of the messages on a page, in their order.
fn words(page: &str) -> Vec<u64> {
    let after = page.split(">word").skip(1);
    after.filter_map(|rest| rest.split_once('.')?.0.parse().ok()).collect()
}

/// The first link to this part of a page.
fn link(page: &str, words: &str) -> Option<String> {
    let before = page.split(&format!(">{words}</a>")).next().filter(|before| before.len() < page.len())?;
    let (_, href) = before.rsplit_once("href=\"")?;
    Some(href.split('"').next()?.replace("&amp;", "&").replace("&#38;", "&"))
}

/// The ticket's page begins with the newest messages; earlier ones are shown when asked for, in order, until the first.
// Proves: P160
#[tokio::test]
async fn earlier_messages_are_shown_when_asked_for() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let ids = house.talk(key, 250).await;
    let mut page = house.get(&format!("/g/{GUILD}/tickets/{}", key.number)).await;
    assert_eq!(words(&page), (150..250).collect::<Vec<_>>(), "the newest, in order");
    assert!(!page.contains("opened this ticket"), "what happened before belongs to earlier pages");
    let mut shown = 150;
    while let Some(earlier) = link(&page, "Show earlier messages") {
        assert!(
            earlier.ends_with(&format!("#m-{}", ids[shown])),
            "the reader stays where they were: {earlier}"
        );
        page = house.get(earlier.split('#').next().unwrap()).await;
        shown = shown.saturating_sub(100);
        assert_eq!(words(&page), (shown as u64..250).collect::<Vec<_>>());
    }
    assert_eq!(shown, 0);
    assert!(page.contains("opened this ticket") && link(&page, "Show later messages").is_none());
    // The same address goes on to begin where it began.
    let above = format!("/g/{GUILD}/tickets/{}?above={}", key.number, ids[150]);
    house.world.says(key, MIRA, "word250.", -60).await;
    assert_eq!(words(&house.get(&above).await), (50..251).collect::<Vec<_>>());
}

/// A page never grows without limit: beyond it there are ways to what is earlier and to what is later.
#[tokio::test]
async fn a_page_does_not_grow_without_limit() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let ids = house.talk(key, 2_500).await;
    let page = house.get(&format!("/g/{GUILD}/tickets/{}?above={}", key.number, ids[700])).await;
    assert_eq!(words(&page), (600..1_600).collect::<Vec<_>>());
    let later = link(&page, "Show later messages").expect("there are later ones");
    let page = house.get(later.split('#').next().unwrap()).await;
    assert_eq!(words(&page), (1_499..2_499).collect::<Vec<_>>());
    let later = link(&page, "Show later messages").expect("there is one more");
    assert_eq!(words(&house.get(later.split('#').next().unwrap()).await).last(), Some(&2_499));
}

/// A long transcript shows its newest part, with ways to the rest, all of it on request, and a search that leads to the place.
// Proves: P160
#[tokio::test]
async fn a_long_transcript_has_parts_and_a_search() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let ids = house.talk(key, 2_300).await;
    let base = format!("/g/{GUILD}/tickets/{}/transcript", key.number);
    let page = house.get(&base).await;
    assert_eq!(words(&page), (1_300..2_300).collect::<Vec<_>>());
    assert!(page.contains("form-action 'self'") && page.contains("name=\"q\""));
    let earlier = link(&page, "Show earlier messages").expect("there are earlier ones");
    assert_eq!(words(&house.get(earlier.split('#').next().unwrap()).await), (300..2_300).collect::<Vec<_>>());
    let whole = link(&page, "Show the whole conversation").expect("all of it can be had");
    let whole = house.get(&whole).await;
    assert_eq!(words(&whole), (0..2_300).collect::<Vec<_>>());
    assert!(link(&whole, "Show earlier messages").is_none());
    assert_eq!(words(&house.get(&format!("{base}/download")).await).len(), 2_300, "a download has all");

    let found = house.get(&format!("{base}?q=WORD42.")).await;
    assert_eq!(words(&found), [42]);
    assert!(found.contains("1 message with “<bdi>WORD42.</bdi>”"));
    let place = format!("{base}?above={}#m-{}", ids[42], ids[42]);
    assert!(found.contains(&format!("href=\"{place}\"")), "it leads to its place");
    let there = house.get(&format!("{base}?above={}", ids[42])).await;
    assert!(there.contains(&format!("id=\"m-{}\"", ids[42])));
    let many = house.get(&format!("{base}?q=word")).await;
    assert_eq!(words(&many).len(), 200);
    assert!(many.contains("The first 200 messages"));
    let hostile = house.get(&format!("{base}?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")).await;
    assert!(!hostile.contains("<script>alert"), "what is looked for is text");
}

/// A search finds nothing that its reader may not read.
#[tokio::test]
async fn a_search_finds_nothing_hidden() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let secret = house.world.says(key, MIRA, "zebra", 3).await;
    let at = NOW;
    house.world.desk.append(vec![(key, Change::Deleted { message: secret, at })], Vec::new()).await.unwrap();
    let page = house.get(&format!("/g/{GUILD}/tickets/{}/transcript?q=zebra", key.number)).await;
    assert!(page.contains("0 messages with") && !page.contains("t-msg t-first t-del"));
}
