//! Knowledge bases in the browser: uploaded, edited, tried, measured; drafts and proposals; and for whom.

mod world;

use reqwest::{Client, StatusCode, redirect::Policy};
use std::sync::Arc;
use ticket::{Command, TicketKey, UserId, assist::CallHours};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use world::{ADA, BETH, GUILD, MIRA, OTHER, World};

struct Door {
    world: World,
    base: String,
    client: Client,
}

impl Door {
    async fn open() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = web::router(Arc::clone(&world.desk), world::config(&base));
        tokio::spawn(web::serve(listener, router, CancellationToken::new()));
        Self { world, base, client: Client::builder().redirect(Policy::none()).build().unwrap() }
    }

    async fn as_one(&self, user: UserId, name: &str) -> Person<'_> {
        let (token, csrf) = self.world.sign_in(user, name).await;
        Person { door: self, token, csrf }
    }
}

struct Person<'a> {
    door: &'a Door,
    token: String,
    csrf: String,
}

impl Person<'_> {
    async fn get(&self, path: &str) -> (StatusCode, String) {
        let asked = self.door.client.get(format!("{}/g/{GUILD}{path}", self.door.base));
        let answer = asked.header("cookie", format!("guildhall={}", self.token)).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }

    async fn post(&self, path: &str, fields: &[(&str, &str)]) -> (StatusCode, String) {
        let mut form = vec![("csrf", self.csrf.as_str())];
        form.extend_from_slice(fields);
        let asked = self.door.client.post(format!("{}/g/{GUILD}{path}", self.door.base));
        let asked =
            asked.header("cookie", format!("guildhall={}", self.token)).header("origin", &self.door.base);
        let answer = asked.form(&form).send().await.unwrap();
        (answer.status(), answer.text().await.unwrap())
    }
}

const SHOP: &str = "# Shop\r\n\r\n## Refunds\r\n\r\nWithin 14 days.\r\n\r\n## Vouchers\r\n\r\n<b onclick=x>Enter</b> the code.\r\n";

// Proves: P165, P176, P177, P179, P180
#[tokio::test]
async fn a_knowledge_base_is_uploaded_edited_and_tried() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    let (status, page) = ada.get("/knowledge").await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("There are none yet"));
    assert_eq!(
        ada.post("/knowledge", &[("title", "Shop <i>"), ("text", SHOP)]).await.0,
        StatusCode::SEE_OTHER
    );
    let (_, page) = ada.get("/knowledge/1").await;
    assert!(
        page.contains("Shop &#60;i&#62;") && page.contains("#refunds") && !page.contains("<i>"),
        "{page}"
    );
    let (_, page) = ada.get("/knowledge?q=how+do+I+get+a+refund").await;
    assert!(page.contains("it would answer from the first section") && page.contains("› Refunds"), "{page}");
    assert!(page.contains("refund: the same word, in the heading"));
    let (_, page) = ada.get("/knowledge?q=elephants").await;
    assert!(page.contains("would call the team") && page.contains("No section has anything to do"));

    let edited = [("title", "Shop"), ("text", "# Refunds\n\nNever.\n"), ("over", "1")];
    assert_eq!(ada.post("/knowledge/1/save", &edited).await.0, StatusCode::SEE_OTHER);
    let (_, page) = ada.get("/knowledge?q=refund").await;
    assert!(page.contains("Never."), "what was saved counts at once");
    let (status, page) = ada.post("/knowledge/1/save", &edited).await;
    assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.contains("Someone else saved") && page.contains("Never."));
    let (_, page) = ada.get("/knowledge/1?version=1").await;
    assert!(page.contains("You are looking at version 1") && page.contains("Within 14 days."));
    assert!(page.contains("name=\"over\" value=\"2\""), "restoring is saving over what stands");
    for (title, text) in [("", "# a\n\nb"), ("Empty", "# only a heading"), ("Huge", &"a".repeat(300_000))] {
        let (status, _) = ada.post("/knowledge", &[("title", title), ("text", text)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{title}");
    }
    assert_eq!(ada.post("/knowledge/1/remove", &[("over", "1")]).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ada.post("/knowledge/1/remove", &[("over", "2")]).await.0, StatusCode::SEE_OTHER);
    assert_eq!(ada.get("/knowledge/1").await.0, StatusCode::NOT_FOUND);
}

// Proves: P165, P178
#[tokio::test]
async fn they_are_for_those_who_may_configure_here() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    ada.post("/knowledge", &[("title", "Shop"), ("text", SHOP)]).await;
    let key = door.world.open(MIRA, 1, "Refund", 60).await;
    let posts = [
        "/knowledge",
        "/knowledge/switch",
        "/knowledge/types/1",
        "/knowledge/evaluation",
        "/knowledge/evaluation/stop",
        "/knowledge/1/save",
        "/knowledge/1/remove",
        "/knowledge/proposals/1/take",
        "/knowledge/proposals/1/dismiss",
    ];
    let fields = [
        ("title", "x"),
        ("text", "# a\n\nb"),
        ("over", "1"),
        ("per_day", "5"),
        ("sure_percent", "5"),
        ("pause_minutes", "5"),
        ("answers", "5"),
        ("base", "1"),
        ("sample", "on"),
    ];
    for (user, name) in [(BETH, "beth"), (MIRA, "mira")] {
        let person = door.as_one(user, name).await;
        for path in ["/knowledge", "/knowledge/1", "/knowledge/evaluation"] {
            assert_eq!(person.get(path).await.0, StatusCode::FORBIDDEN, "{name} {path}");
        }
        for path in posts {
            assert_eq!(person.post(path, &fields).await.0, StatusCode::FORBIDDEN, "{name} {path}");
        }
    }
    let mira = door.as_one(MIRA, "mira2").await;
    for page in ["draft", "proposal"] {
        assert_eq!(mira.get(&format!("/tickets/{}/{page}", key.number)).await.0, StatusCode::FORBIDDEN);
    }
    assert_eq!(
        mira.post(&format!("/tickets/{}/proposal", key.number), &fields).await.0,
        StatusCode::FORBIDDEN
    );
    assert!(door.world.desk.store().proposals(GUILD).await.unwrap().is_empty());
    assert_eq!(door.world.desk.config(GUILD).await.unwrap().version, 1);
    // Another guild's are neither found nor named.
    let asked = door.client.get(format!("{}/g/{OTHER}/knowledge/1", door.base));
    let answer = asked.header("cookie", format!("guildhall={}", ada.token)).send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
}

// Proves: P165, P174, P175, P176, P182
#[tokio::test]
async fn it_is_set_for_the_guild_and_each_type() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    ada.post("/knowledge", &[("title", "Shop"), ("text", SHOP)]).await;
    let on = [("enabled", "on"), ("per_day", "77"), ("minutes_saved", "9"), ("over", "1")];
    assert_eq!(ada.post("/knowledge/switch", &on).await.0, StatusCode::SEE_OTHER);
    let kind = [
        ("enabled", "on"),
        ("document", "1"),
        ("tone", "Kind."),
        ("sure_percent", "60"),
        ("role", "2001"),
        ("call", "own"),
        ("monday", "08:30-12:00, 13:00-18:00"),
        ("zone", "Europe/Berlin"),
        ("pause_minutes", "45"),
        ("answers", "3"),
        ("over", "2"),
    ];
    assert_eq!(ada.post("/knowledge/types/1", &kind).await.0, StatusCode::SEE_OTHER);
    let saved = door.world.desk.config(GUILD).await.unwrap().config;
    let switch = saved.settings.assist;
    assert_eq!((switch.enabled, switch.per_day, switch.minutes_saved), (true, 77, 9));
    let set = &saved.types[0].assist;
    assert_eq!(
        (set.enabled, &set.documents[..], set.tone.as_str(), set.sure_percent),
        (true, &[1][..], "Kind.", 60)
    );
    assert_eq!((set.role, set.pause_minutes, set.answers), (Some(world::SUPPORT), 45, 3));
    let CallHours::Own(calendar) = &set.hours else { panic!("{:?}", set.hours) };
    assert_eq!(
        (calendar.zone.as_str(), calendar.week.monday.len(), calendar.week.tuesday.len()),
        ("Europe/Berlin", 2, 0)
    );
    let (_, page) = ada.get("/knowledge").await;
    assert!(page.contains("value=\"08:30-12:00, 13:00-18:00\"") && page.contains("value=\"2001\" selected"));
    assert!(page.contains("name=\"date\" value=\"0\""), "a date can be filled in");
    // Made from an older version, out of range, and a role that is not of this guild.
    assert_eq!(ada.post("/knowledge/types/1", &kind).await.0, StatusCode::UNPROCESSABLE_ENTITY);
    let with = |name: &'static str, value: &'static str| {
        let fields = kind.map(|(key, old)| if key == name { (name, value) } else { (key, old) });
        fields.map(|(key, old)| if key == "over" { ("over", "3") } else { (key, old) })
    };
    assert_eq!(
        ada.post("/knowledge/types/1", &with("answers", "0")).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(ada.post("/knowledge/types/9", &with("tone", "x")).await.0, StatusCode::NOT_FOUND);
    let everyone = GUILD.to_string();
    for role in ["424242", everyone.as_str()] {
        let version = door.world.desk.config(GUILD).await.unwrap().version.to_string();
        let fields = kind.map(|(key, old)| match key {
            "role" => ("role", role),
            "over" => ("over", version.as_str()),
            _ => (key, old),
        });
        assert_eq!(ada.post("/knowledge/types/1", &fields).await.0, StatusCode::SEE_OTHER);
        assert_eq!(door.world.desk.config(GUILD).await.unwrap().config.types[0].assist.role, None, "{role}");
    }
}

#[tokio::test]
async fn questions_are_measured() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    ada.post("/knowledge", &[("title", "Shop"), ("text", SHOP)]).await;
    let text = "{\"question\": \"how do I get a refund\", \"action\": \"reply\", \"sections\": [\"Shop#refunds\"]}\n\
                {\"question\": \"do you like elephants\", \"action\": \"reply\", \"sections\": [\"Shop#zoo\"]}\n";
    let (status, _) = ada.post("/knowledge/evaluation", &[("text", text)]).await;
    assert_eq!(status, StatusCode::SEE_OTHER);
    let (_, page) = ada.get("/knowledge/evaluation").await;
    assert!(page.contains("<progress") && page.contains("0 / 2") && !page.contains("New run"), "{page}");
    let busy = ada.post("/knowledge/evaluation", &[("text", text)]).await;
    assert!(busy.0 == StatusCode::UNPROCESSABLE_ENTITY && busy.1.contains("One runs already"));
    let worker = assistant::Assistant::new(Arc::clone(&door.world.desk), None);
    worker.evaluate_on(GUILD).await;
    let (_, page) = ada.get("/knowledge/evaluation").await;
    assert!(
        page.contains("50.0\u{a0}%") && page.contains("1 of 2") && page.contains("do you like elephants"),
        "{page}"
    );
    assert!(!page.contains("<progress") && page.contains("New run"));
    for wrong in ["", "no", "{\"question\": 3}", "{\"question\": \"a\", \"action\": \"ban\"}"] {
        let (status, _) = ada.post("/knowledge/evaluation", &[("text", wrong)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
    }
    let many = "{\"question\": \"a\", \"action\": \"reply\"}\n".repeat(501);
    assert_eq!(
        ada.post("/knowledge/evaluation", &[("text", &many)]).await.0,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    assert_eq!(ada.post("/knowledge/evaluation", &[("sample", "on")]).await.0, StatusCode::SEE_OTHER);
    let (_, page) = ada.get("/knowledge/evaluation").await;
    assert!(page.contains("0 / 222"), "the sample's questions");
    worker.evaluate_on(GUILD).await;
    let (_, page) = ada.get("/knowledge/evaluation").await;
    assert!(page.contains("10 / 222"), "some at a time");
    assert_eq!(ada.post("/knowledge/evaluation/stop", &[]).await.0, StatusCode::SEE_OTHER);
    worker.evaluate_on(GUILD).await;
    let (_, page) = ada.get("/knowledge/evaluation").await;
    assert!(page.contains("It was stopped") && page.contains("of 10<") && page.contains("?run=1"), "{page}");
    // Half of a result would be of other texts.
    ada.post("/knowledge/evaluation", &[("text", text)]).await;
    ada.post("/knowledge", &[("title", "Second"), ("text", SHOP)]).await;
    worker.evaluate_on(GUILD).await;
    let (_, page) = ada.get("/knowledge/evaluation").await;
    assert!(page.contains("The knowledge bases were changed meanwhile"), "{page}");
}

async fn solved(door: &Door) -> TicketKey {
    let key = door.world.open(MIRA, 1, "Refund", 60).await;
    door.world.says(key, MIRA, "how do I get a refund for my order?", 50).await;
    key
}

#[tokio::test]
async fn staff_get_a_draft_that_is_not_sent() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    ada.post("/knowledge", &[("title", "Shop"), ("text", SHOP)]).await;
    let key = solved(&door).await;
    let beth = door.as_one(BETH, "beth").await;
    let before = door.world.desk.store().lines(key, None, 100).await.unwrap().len();
    let (status, page) = beth.get(&format!("/tickets/{}/draft", key.number)).await;
    assert_eq!(status, StatusCode::OK);
    assert!(page.contains("Within 14 days.") && page.contains("Shop › Refunds"), "{page}");
    assert_eq!(door.world.desk.store().lines(key, None, 100).await.unwrap().len(), before);
}

#[tokio::test]
async fn a_solved_ticket_becomes_a_section() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    ada.post("/knowledge", &[("title", "Shop"), ("text", SHOP)]).await;
    let key = solved(&door).await;
    let secret = "the zebra is a known cheater";
    door.world.does(key, BETH, Command::Note { text: secret.to_owned() }, 45).await;
    door.world.says(key, BETH, "Press the button beside the order.", 40).await;
    let beth = door.as_one(BETH, "beth").await;
    let path = format!("/tickets/{}/proposal", key.number);
    let (_, page) = beth.get(&path).await;
    assert!(
        page.contains("Press the button beside the order.") && page.contains("how do I get a refund"),
        "{page}"
    );
    assert!(!page.contains("zebra"), "notes stay notes");
    for (title, text) in [("", "x"), ("x", ""), ("x\ny", "z")] {
        let (status, _) = beth.post(&path, &[("title", title), ("text", text)]).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let fields = [("title", "Refund of an order"), ("text", "Press the button beside the order.")];
    assert_eq!(beth.post(&path, &fields).await.0, StatusCode::SEE_OTHER);
    let (_, page) = ada.get("/knowledge").await;
    assert!(page.contains("Refund of an order") && page.contains("Beth"));
    assert_eq!(ada.post("/knowledge/proposals/1/take", &[("base", "1")]).await.0, StatusCode::SEE_OTHER);
    let (_, page) = ada.get("/knowledge/1").await;
    assert!(page.contains("## Refund of an order") && page.contains("#refund-of-an-order"));
    assert!(door.world.desk.store().proposals(GUILD).await.unwrap().is_empty());
    assert_eq!(ada.post("/knowledge/proposals/1/take", &[("base", "1")]).await.0, StatusCode::NOT_FOUND);
    beth.post(&path, &fields).await;
    let waiting = door.world.desk.store().proposals(GUILD).await.unwrap();
    let dismiss = format!("/knowledge/proposals/{}/dismiss", waiting[0].number);
    assert_eq!(ada.post(&dismiss, &[]).await.0, StatusCode::SEE_OTHER);
    assert!(door.world.desk.store().proposals(GUILD).await.unwrap().is_empty());
}

/// Whoever writes in a ticket can read what becomes of the words: off, here alone, or sent to a host that is named.
#[tokio::test]
async fn members_read_where_their_words_go() {
    let world = World::new().await;
    let vault = assistant::Vault::new([7; 32]);
    let assistant = Arc::new(assistant::Assistant::new(Arc::clone(&world.desk), Some(vault)));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let base = format!("http://{}", listener.local_addr().unwrap());
    let webhooks = webhooks::Webhooks::new(Arc::clone(&world.desk), None, webhooks::Private::Refused, &base);
    let router = web::router_with(
        Arc::clone(&world.desk),
        Arc::clone(&assistant),
        Arc::new(webhooks),
        world::config(&base),
    );
    tokio::spawn(web::serve(listener, router, CancellationToken::new()));
    let door = Door { world, base, client: Client::builder().redirect(Policy::none()).build().unwrap() };
    let mira = door.as_one(MIRA, "mira").await;
    let read = async || {
        let (status, page) = mira.get("/privacy/assist").await;
        assert_eq!(status, StatusCode::OK);
        page
    };
    assert!(read().await.contains("It is off here"));
    let mut config = (*door.world.desk.config(GUILD).await.unwrap().config).clone();
    config.settings.assist.enabled = true;
    config.types[0].assist.enabled = true;
    door.world.desk.configure(GUILD, &ticket::Actor::System, 1, config, Vec::new()).await.unwrap();
    let page = read().await;
    assert!(
        page.contains("nothing is sent anywhere") && page.contains("Billing") && !page.contains("Bug report")
    );
    let endpoint = assistant::Endpoint {
        base: "https://models.example/v1".parse().unwrap(),
        model: "small".to_owned(),
        embeddings: None,
        key: Some(assistant::Key::new("hush")),
        stream: false,
        price: None,
    };
    assistant.set_provider(Some(&endpoint)).await.unwrap();
    let page = read().await;
    assert!(page.contains("models.example") && !page.contains("hush"), "{page}");
}

/// Holidays in a type's own hours for calls are shown, changed and removed in its form; one that is no date is refused.
// Proves: P175
#[tokio::test]
async fn holidays_of_calls() {
    let door = Door::open().await;
    let ada = door.as_one(ADA, "ada").await;
    ada.post("/knowledge", &[("title", "Shop"), ("text", SHOP)]).await;
    let save = async |dates: &[(&str, &str)]| {
        let over = door.world.desk.config(GUILD).await.unwrap().version.to_string();
        let mut fields = vec![
            ("sure_percent", "60"),
            ("call", "own"),
            ("monday", "09:00-17:00"),
            ("zone", "Europe/Berlin"),
            ("pause_minutes", "45"),
            ("answers", "3"),
            ("over", over.as_str()),
        ];
        fields.extend(dates);
        ada.post("/knowledge/types/1", &fields).await.0
    };
    let kept = async || {
        let saved = door.world.desk.config(GUILD).await.unwrap().config;
        let CallHours::Own(calendar) = &saved.types[0].assist.hours else { panic!("they are its own") };
        let told = |one: &ticket::calendar::Exception| {
            (one.on.to_string(), one.hours.len(), one.name.clone().unwrap_or_default())
        };
        calendar.exceptions.iter().map(told).collect::<Vec<_>>()
    };
    let first = [
        ("date", "0"),
        ("date-0-on", "2027-12-25"),
        ("date-0-yearly", "on"),
        ("date-0-title", "Christmas"),
        ("date", "1"),
        ("date-1-on", "2027-12-31"),
        ("date-1-hours", "09:00-12:00"),
        ("date", "2"),
        ("date-2-on", ""),
    ];
    assert_eq!(save(&first).await, StatusCode::SEE_OTHER);
    let both = [("12-25".to_owned(), 0, "Christmas".to_owned()), ("2027-12-31".to_owned(), 1, String::new())];
    assert_eq!(kept().await, both);
    let (_, page) = ada.get("/knowledge").await;
    for shown in ["value=\"Christmas\"", "value=\"2027-12-31\"", "-12-25\"", "value=\"09:00-12:00\""] {
        assert!(page.contains(shown), "{shown} is not shown");
    }
    assert!(page.contains("name=\"date-0-yearly\" value=\"on\" checked"));
    assert_eq!(save(&[]).await, StatusCode::SEE_OTHER);
    assert_eq!(kept().await, both, "a form without dates says nothing of them");
    let odd = [("date", "0"), ("date-0-on", "someday")];
    assert_eq!(save(&odd).await, StatusCode::UNPROCESSABLE_ENTITY);
    let odd = [("date", "0"), ("date-0-on", "2027-12-25"), ("date-0-hours", "late")];
    assert_eq!(save(&odd).await, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(save(&[("date", "0"), ("date-0-on", "")]).await, StatusCode::SEE_OTHER);
    assert_eq!(kept().await, [], "what is emptied is removed");
}
