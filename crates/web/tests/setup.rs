//! The setup page: out, in, and what is refused.

mod world;

use reqwest::{Client, StatusCode, redirect::Policy};
use std::sync::Arc;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use world::{ADA, BETH, GUILD, World};

async fn open() -> (World, String, Client) {
    let world = World::new().await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let router = web::router(Arc::clone(&world.desk), world::config(&base));
    tokio::spawn(web::serve(listener, router, CancellationToken::new()));
    (world, base, Client::builder().redirect(Policy::none()).build().unwrap())
}

/// What is exported can be imported; what is wrong or outdated is refused with the reason, and nothing is lost.
#[tokio::test]
async fn a_setup_goes_out_and_in() {
    let (world, base, client) = open().await;
    let (ada, csrf) = world.sign_in(ADA, "ada").await;
    let cookie = format!("guildhall={ada}");
    let setup = format!("{base}/g/{GUILD}/setup");
    let export = client.get(format!("{setup}/export")).header("cookie", &cookie).send().await.unwrap();
    let text = export.text().await.unwrap();
    assert!(text.contains("Billing"));
    let import = async |text: &str, over: &str| {
        let form = [("csrf", csrf.as_str()), ("text", text), ("over", over)];
        let asked = client.post(format!("{setup}/import")).header("cookie", &cookie).header("origin", &base);
        let answer = asked.form(&form).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    };
    let renamed = text.replace("Billing", "Payments");
    assert_eq!(import(&renamed, "1").await.0, StatusCode::SEE_OTHER);
    let saved = world.desk.config(GUILD).await.unwrap();
    assert_eq!((saved.config.types[0].name.as_str(), saved.version), ("Payments", 2));
    let (status, page) = import(&text, "1").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "made from an older version");
    assert!(page.contains("Someone else saved the setup"));
    assert!(page.contains("name=\"over\" value=\"1\""), "pressing again does not undo it");
    let (status, page) = import("types = 3", "2").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("nothing was changed") && page.contains("types = 3"), "the text is still there");
    let (status, page) = import(&renamed.replace("name = \"Payments\"", "name = \"\""), "2").await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("1 to 60 fit"));
    assert_eq!(world.desk.config(GUILD).await.unwrap().version, 2);
}

#[tokio::test]
async fn the_setup_is_for_those_who_may_configure() {
    let (world, base, client) = open().await;
    let (beth, csrf) = world.sign_in(BETH, "beth").await;
    let setup = format!("{base}/g/{GUILD}/setup");
    for path in ["", "/export"] {
        let asked = client.get(format!("{setup}{path}")).header("cookie", format!("guildhall={beth}"));
        assert_eq!(asked.send().await.unwrap().status(), StatusCode::FORBIDDEN);
    }
    for (path, field) in
        [("setup/import", "text"), ("settings/panels/1/post", "channel"), ("settings", "locale")]
    {
        let form = [("csrf", csrf.as_str()), (field, "3002"), ("over", "1")];
        let asked =
            client.post(format!("{base}/g/{GUILD}/{path}")).header("cookie", format!("guildhall={beth}"));
        let answer = asked.header("origin", &base).form(&form).send().await.unwrap();
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{path}");
    }
    assert_eq!(asked_for(&world).await, [""; 0]);
}

/// A panel goes to a channel of this server only.
#[tokio::test]
async fn a_panel_is_asked_for() {
    let (world, base, client) = open().await;
    let (ada, csrf) = world.sign_in(ADA, "ada").await;
    let post = async |panel: u32, channel: &str| {
        let asked = client.post(format!("{base}/g/{GUILD}/settings/panels/{panel}/post"));
        let asked = asked.header("cookie", format!("guildhall={ada}")).header("origin", &base);
        asked.form(&[("csrf", csrf.as_str()), ("channel", channel)]).send().await.unwrap().status()
    };
    assert_eq!(post(1, "999").await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(post(7, "3002").await, StatusCode::NOT_FOUND);
    assert_eq!(asked_for(&world).await, [""; 0]);
    assert_eq!(post(1, "3002").await, StatusCode::SEE_OTHER);
    assert_eq!(asked_for(&world).await, ["post_panel"]);
}

/// The jobs that are due, each once; the permission doctor looks at every configuration.
async fn asked_for(world: &world::World) -> Vec<&'static str> {
    let now = world.desk.clock().now();
    let due = world.desk.store().claim(now, now.plus_seconds(60), 50).await.unwrap();
    due.iter().map(|one| one.job.kind()).filter(|kind| *kind != "examine").collect()
}

/// The list beside the settings leads to the tickets, under the management of members, while the module is on.
// Proves: M7
#[tokio::test]
async fn the_sidebar_shows_tickets_while_they_are_on() {
    let (world, base, client) = open().await;
    let (ada, _) = world.sign_in(ADA, "ada").await;
    let side = async || {
        let asked =
            client.get(format!("{base}/g/{GUILD}/settings")).header("cookie", format!("guildhall={ada}"));
        let page = asked.send().await.unwrap().text().await.unwrap();
        let (_, after) = page.split_once("<nav class=\"side\"").unwrap();
        after.split_once("</nav>").unwrap().0.to_owned()
    };
    let on = side().await;
    let (_, members) = on.split_once("Member management").expect("the group is there");
    assert!(members.contains(&format!("/g/{GUILD}/tickets\"")) && members.contains(">Tickets<"), "{on}");
    let mut config = ticket::GuildConfig::clone(&world.desk.config(GUILD).await.unwrap().config);
    config.settings.enabled = false;
    world.desk.configure(GUILD, &ticket::Actor::System, 1, config, Vec::new()).await.unwrap();
    assert!(!side().await.contains("Member management"));
}
