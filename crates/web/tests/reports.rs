//! The reports through their front door: who sees them, what they say, and what a spreadsheet gets.

mod world;

use reqwest::{Client, StatusCode};
use std::sync::Arc;
use ticket::{Command, UserId};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use world::{ADA, BETH, GUILD, JONAS, MIRA, World};

struct House {
    world: World,
    base: String,
    /// Ada's and Mira's sessions.
    tokens: [String; 2],
    _stop: DropGuard,
}

impl House {
    async fn open() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = web::router(Arc::clone(&world.desk), world::config(&base));
        let stop = CancellationToken::new();
        tokio::spawn(web::serve(listener, router, stop.clone()));
        let tokens = [world.sign_in(ADA, "ada").await.0, world.sign_in(MIRA, "mira").await.0];
        Self { world, base, tokens, _stop: stop.drop_guard() }
    }

    async fn get(&self, who: UserId, path: &str) -> (StatusCode, String) {
        self.ask(who, &format!("/reports{path}")).await
    }

    async fn ask(&self, who: UserId, path: &str) -> (StatusCode, String) {
        let token = &self.tokens[usize::from(who == MIRA)];
        let asked = Client::new().get(format!("{}/g/{GUILD}{path}", self.base));
        let answer = asked.header("cookie", format!("guildhall={token}")).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }
}

/// Staff see what was opened and closed, in pictures that have a table each; members see nothing of it.
// Proves: P133, P134, P135, P136, P137, P140, M46, M47, M48, M50
#[tokio::test]
async fn staff_see_reports() {
    let house = House::open().await;
    let world = &house.world;
    let one = world.open(MIRA, 1, "Charged twice", 300).await;
    world.open(JONAS, 2, "=HYPERLINK(\"http://evil\")", 200).await;
    world.says(one, BETH, "Let me see.", 290).await;
    world.does(one, BETH, Command::Close { reason: None }, 60).await;
    assert_eq!(house.get(MIRA, "").await.0, StatusCode::FORBIDDEN);
    assert_eq!(house.get(MIRA, "/file?of=volume").await.0, StatusCode::FORBIDDEN);
    assert_eq!(house.get(MIRA, "/tickets?of=22").await.0, StatusCode::FORBIDDEN);
    let (status, page) = house.get(ADA, "?days=7").await;
    assert_eq!(status, StatusCode::OK);
    for words in
        ["Open right now", "Opened and closed", "Backlog", "First response by priority", "95th percentile"]
    {
        assert!(page.contains(words), "{words} is missing");
    }
    let (charts, tables) = (page.matches("<svg class=\"chart\"").count(), page.matches("<table>").count());
    assert!(charts >= 7 && tables >= charts, "{charts} charts, {tables} tables");
    assert_eq!(page.matches("<summary>What this means</summary>").count(), tables, "each says what it means");
    let dashboard = house.ask(ADA, "/overview").await;
    assert_eq!(house.ask(MIRA, "/overview").await.0, StatusCode::FORBIDDEN);
    let tile = |label: &str| {
        let value = dashboard.1.split(label).nth(1).and_then(|after| after.split("tile-value\">").nth(1));
        value.and_then(|after| after.split('<').next()).map(str::to_owned)
    };
    assert_eq!(tile("Open right now").as_deref(), Some("1"));
    assert_eq!(tile("Closed in 30 days").as_deref(), Some("1"));
    assert!(tile("Average time to close").is_some() && dashboard.1.contains("<svg class=\"chart\""));
    let (_, none) = house.get(ADA, "?from=2001-01-01&to=2001-02-01").await;
    assert!(none.contains("2001"));
    for odd in [
        "?days=0",
        "?days=-5",
        "?from=x&to=y",
        "?from=0001-01-01&to=9999-12-31",
        "?type=-1",
        "?days=99999999",
    ] {
        assert_eq!(house.get(ADA, odd).await.0, StatusCode::OK, "{odd}");
    }
}

/// A press on a number shows the tickets; a table can be taken away, and no cell of it is a formula.
#[tokio::test]
async fn behind_the_numbers() {
    let house = House::open().await;
    let world = &house.world;
    let name = "=1+1";
    world.member(GUILD, BETH, name, vec![world::SUPPORT]).await;
    let one = world.open(MIRA, 1, "Charged <twice>", 300).await;
    world.open(JONAS, 2, "Launcher", 200).await;
    world.says(one, BETH, "Let me see.", 290).await;
    let (status, opened) = house.get(ADA, "/tickets?days=7&of=22").await;
    assert_eq!(status, StatusCode::OK);
    assert!(opened.contains("Charged &#60;twice&#62;") && opened.contains("Launcher"), "{opened}");
    let (_, answered) = house.get(ADA, "/tickets?days=7&of=1").await;
    assert!(answered.contains("Charged") && !answered.contains("Launcher"));
    let (_, slow) = house.get(ADA, "/tickets?days=7&of=1&over=3600000").await;
    assert!(!slow.contains("Charged"), "it took ten minutes");
    let (_, young) = house.get(ADA, "/tickets?of=20&under=86399999").await;
    assert!(young.contains("Charged") && young.contains("Launcher"), "both are hours old");
    let (_, old) = house.get(ADA, "/tickets?of=20&over=86399999&under=259199999").await;
    assert!(!old.contains("Charged") && !old.contains("Launcher"));
    let (_, page) = house.get(ADA, "?days=7").await;
    let linked =
        |sign: &str| page.split(sign).nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
    let hour = linked("&amp;hour=").or_else(|| linked("&#38;hour=")).or_else(|| linked("&hour="));
    let hour: i64 = hour.expect("an hour is linked").parse().expect("a number");
    let shown = async |hour: i64| house.get(ADA, &format!("/tickets?days=7&of=22&hour={hour}")).await.1;
    assert!(shown(hour).await.contains("/tickets/"), "what the hour counts is behind it");
    let far = shown((hour + 84) % 168).await;
    assert!(!far.contains("Charged") && !far.contains("Launcher"));
    assert_eq!(house.get(ADA, "/tickets?of=9999").await.0, StatusCode::BAD_REQUEST);
    let (status, file) = house.get(ADA, "/file?days=7&of=staff").await;
    assert_eq!(status, StatusCode::OK);
    assert!(file.contains("\"'=1+1\",1,1,"), "{file}");
    let (_, volume) = house.get(ADA, "/file?days=7&of=volume").await;
    assert_eq!(volume.lines().count(), 8, "a head and seven days: {volume}");
    assert_eq!(house.get(ADA, "/file?days=7&of=nothing").await.0, StatusCode::NOT_FOUND);
}
