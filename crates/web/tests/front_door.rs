//! The web through its front door: who is let in, what is refused, and what every answer carries.

mod world;

use desk::ports::{Addable, Session};
use reqwest::{Client, Response, StatusCode, redirect::Policy};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use ticket::{Command, GuildId, State, TicketKey};
use tokio::net::TcpListener;
use tokio_util::sync::{CancellationToken, DropGuard};
use world::{ADA, BETH, GUILD, JONAS, MIRA, OTHER, World, ZED};

/// The web on a socket of its own.
struct House {
    world: World,
    base: String,
    client: Client,
    _stop: DropGuard,
}

impl House {
    async fn open() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let config = world::config(&base);
        config.check().unwrap();
        let router = web::router(Arc::clone(&world.desk), config);
        let stop = CancellationToken::new();
        tokio::spawn(web::serve(listener, router, stop.clone()));
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        Self { world, base, client, _stop: stop.drop_guard() }
    }

    async fn get(&self, who: Option<&str>, path: &str) -> Response {
        let mut asked = self.client.get(format!("{}{path}", self.base));
        if let Some(token) = who {
            asked = asked.header("cookie", format!("guildhall={token}"));
        }
        asked.send().await.unwrap()
    }

    async fn post(&self, token: &str, path: &str, origin: Option<&str>, form: &[(&str, &str)]) -> Response {
        let mut asked = self.client.post(format!("{}{path}", self.base)).form(form);
        asked = asked.header("cookie", format!("guildhall={token}"));
        if let Some(origin) = origin {
            asked = asked.header("origin", origin);
        }
        asked.send().await.unwrap()
    }

    async fn claimed(&self, key: TicketKey) -> bool {
        self.world.desk.store().ticket(key).await.unwrap().unwrap().ticket.claim.is_some()
    }
}

fn tickets() -> String {
    format!("/g/{GUILD}/tickets")
}

#[tokio::test]
async fn every_route_carries_the_headers() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    house.world.sends(key, MIRA, "here", 8, Some((71, "a.html", "text/html", b"<b>"))).await;
    let (ada, _) = house.world.sign_in(ADA, "ada").await;
    let one = format!("{}/{}", tickets(), key.number);
    let paths = [
        "/".to_owned(),
        "/sign-in".to_owned(),
        "/auth/discord".to_owned(),
        "/auth/callback".to_owned(),
        "/auth/sign-out".to_owned(),
        "/components".to_owned(),
        "/keys".to_owned(),
        "/healthz".to_owned(),
        "/readyz".to_owned(),
        "/favicon.ico".to_owned(),
        "/accent/c8ff00.css".to_owned(),
        "/accent/nothing".to_owned(),
        "/assets/nothing.js".to_owned(),
        "/nowhere".to_owned(),
        format!("/g/{GUILD}"),
        format!("/g/{GUILD}/live"),
        format!("/g/{GUILD}/setup"),
        format!("/g/{GUILD}/setup/export"),
        format!("/g/{GUILD}/setup/import"),
        tickets(),
        format!("{}?after=nonsense", tickets()),
        one.clone(),
        format!("{one}/claim"),
        format!("{one}/transcript"),
        format!("{one}/transcript/download"),
        format!("{one}/files/71/a.html"),
    ];
    for path in paths {
        let answer = house.get(Some(&ada), &path).await;
        let headers = answer.headers();
        let policy = headers["content-security-policy"].to_str().unwrap();
        assert!(policy.contains("default-src 'none'"), "{path}: {policy}");
        assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(headers["referrer-policy"], "same-origin", "{path}");
        assert_eq!(headers["cross-origin-opener-policy"], "same-origin", "{path}");
        assert!(headers.contains_key("permissions-policy"), "{path}");
        assert!(headers.contains_key("cache-control"), "{path}");
    }
    let file = house.get(Some(&ada), &format!("{one}/files/71/a.html")).await;
    assert_eq!(file.headers()["content-type"], "application/octet-stream");
    assert!(file.headers()["content-disposition"].to_str().unwrap().starts_with("attachment"));
    assert!(file.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
}

/// Two answers never share a nonce.
#[tokio::test]
async fn a_nonce_is_used_once() {
    let house = House::open().await;
    let mut policies = Vec::new();
    for _ in 0..2 {
        policies.push(house.get(None, "/").await.headers()["content-security-policy"].clone());
    }
    assert_ne!(policies[0], policies[1]);
}

#[tokio::test]
async fn a_forged_form_does_nothing() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let (beth, csrf) = house.world.sign_in(BETH, "beth").await;
    let claim = format!("{}/{}/claim", tickets(), key.number);
    let ours = house.base.clone();
    let good: &[(&str, &str)] = &[("csrf", &csrf)];
    let bad: &[(&str, &str)] = &[("csrf", "guessed")];
    for (origin, form) in [
        (Some(ours.as_str()), bad),
        (Some(ours.as_str()), &[][..]),
        (Some("https://evil.example"), good),
        (Some("null"), good),
        (None, good),
    ] {
        let answer = house.post(&beth, &claim, origin, form).await;
        assert_eq!(answer.status(), StatusCode::FORBIDDEN, "{origin:?} {form:?}");
        assert!(!house.claimed(key).await);
    }
    let answer = house.post(&beth, &claim, Some(&ours), good).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(house.claimed(key).await);
}

// Proves: P57
#[tokio::test]
async fn who_comes_second_is_told_who_has_it() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    house.world.does(key, BETH, Command::Claim, 5).await;
    let (ada, csrf) = house.world.sign_in(ADA, "ada").await;
    let claim = format!("{}/{}/claim", tickets(), key.number);
    let answer = house.post(&ada, &claim, Some(&house.base), &[("csrf", &csrf)]).await;
    assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().await.unwrap().contains("Beth has this ticket"));
}

// Proves: P31, P32, P33
#[tokio::test]
async fn staff_close_with_a_reason_and_open_again() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let (beth, csrf) = house.world.sign_in(BETH, "beth").await;
    let act = |what: &str| format!("{}/{}/{what}", tickets(), key.number);
    let form = [("csrf", csrf.as_str()), ("reason", "Found it")];
    let answer = house.post(&beth, &act("close"), Some(&house.base), &form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    let ticket = house.world.desk.store().ticket(key).await.unwrap().unwrap().ticket;
    assert!(matches!(&ticket.state, State::Closed(closure) if closure.reason.as_deref() == Some("Found it")));
    let again = house.post(&beth, &act("close"), Some(&house.base), &form).await;
    assert!(again.text().await.unwrap().contains("closed already, by Beth"));
    let answer = house.post(&beth, &act("reopen"), Some(&house.base), &form).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    assert!(house.world.desk.store().ticket(key).await.unwrap().unwrap().ticket.is_open());
}

#[tokio::test]
async fn a_foreign_guild_looks_like_none() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let (zed, csrf) = house.world.sign_in(ZED, "zed").await;
    for path in [tickets(), format!("{}/{}", tickets(), key.number), format!("/g/{GUILD}/setup")] {
        let answer = house.get(Some(&zed), &path).await;
        assert_eq!(answer.status(), StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text().await.unwrap().contains("Lantern"), "{path}");
    }
    let claim = format!("{}/{}/claim", tickets(), key.number);
    let answer = house.post(&zed, &claim, Some(&house.base), &[("csrf", &csrf)]).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    // The number of a ticket of one guild means nothing in another.
    let (ada, _) = house.world.sign_in(ADA, "ada").await;
    let answer = house.get(Some(&ada), &format!("/g/{OTHER}/tickets/{}", key.number)).await;
    assert_eq!(answer.status(), StatusCode::NOT_FOUND);
    assert_eq!(house.get(Some(&ada), "/g/junk/tickets").await.status(), StatusCode::NOT_FOUND);
}

// Proves: P146, P196, P199
#[tokio::test]
async fn a_lost_role_counts_at_once() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let (beth, csrf) = house.world.sign_in(BETH, "beth").await;
    assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::OK);
    house.world.member(GUILD, BETH, "Beth", vec![]).await;
    let one = format!("{}/{}", tickets(), key.number);
    for path in [tickets(), one.clone(), format!("{one}/transcript"), format!("/g/{GUILD}/live")] {
        assert_eq!(house.get(Some(&beth), &path).await.status(), StatusCode::FORBIDDEN, "{path}");
    }
    let answer = house.post(&beth, &format!("{one}/claim"), Some(&house.base), &[("csrf", &csrf)]).await;
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert!(!house.claimed(key).await);
}

// Proves: P162, P163
#[tokio::test]
async fn the_opener_reads_what_members_may() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 60).await;
    let gone = house
        .world
        .sends(key, MIRA, "my password is hunter2", 50, Some((72, "secret.png", "image/png", world::PNG)))
        .await;
    house.world.says(key, BETH, "a public answer", 40).await;
    let change = desk::ports::Change::Deleted { message: gone, at: world::NOW };
    house.world.desk.append(vec![(key, change)], Vec::new()).await.unwrap();
    let one = format!("{}/{}", tickets(), key.number);
    let (mira, _) = house.world.sign_in(MIRA, "mira").await;
    let (beth, _) = house.world.sign_in(BETH, "beth").await;
    for path in [one.clone(), format!("{one}/transcript"), format!("{one}/transcript/download")] {
        let seen = house.get(Some(&mira), &path).await.text().await.unwrap();
        assert!(seen.contains("a public answer") && !seen.contains("hunter2"), "{path}");
        let seen = house.get(Some(&beth), &path).await.text().await.unwrap();
        assert!(seen.contains("hunter2"), "{path}");
    }
    let file = format!("{one}/files/72/secret.png");
    assert_eq!(house.get(Some(&mira), &file).await.status(), StatusCode::NOT_FOUND);
    assert_eq!(house.get(Some(&beth), &file).await.status(), StatusCode::OK);
    let (jonas, _) = house.world.sign_in(JONAS, "jonas").await;
    assert_eq!(house.get(Some(&jonas), &one).await.status(), StatusCode::FORBIDDEN);
    let nobody = house.get(None, &format!("{one}/transcript")).await;
    assert_eq!(nobody.status(), StatusCode::SEE_OTHER);
    let to = nobody.headers()["location"].to_str().unwrap();
    assert!(to.starts_with("/sign-in?next=%2Fg%2F") && to.ends_with("transcript"), "{to}");
}

#[tokio::test]
async fn a_session_ends_by_idleness_age_and_wish() {
    let house = House::open().await;
    let (beth, _) = house.world.sign_in(BETH, "beth").await;
    house.world.clock.advance_seconds(11 * 3600);
    assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::OK, "used within 12 hours");
    house.world.clock.advance_seconds(11 * 3600);
    assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::OK, "used again");
    house.world.clock.advance_seconds(12 * 3600 + 60);
    assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::SEE_OTHER, "idle");
    let (beth, _) = house.world.sign_in(BETH, "beth-again").await;
    for _ in 0..28 {
        assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::OK);
        house.world.clock.advance_seconds(12 * 3600 - 60);
    }
    house.world.clock.advance_seconds(3600);
    assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::SEE_OTHER, "14 days old");
    let (beth, csrf) = house.world.sign_in(BETH, "beth-anew").await;
    let out = house.post(&beth, "/auth/sign-out", Some(&house.base), &[("csrf", &csrf)]).await;
    assert_eq!(out.status(), StatusCode::SEE_OTHER);
    assert_eq!(house.get(Some(&beth), &tickets()).await.status(), StatusCode::SEE_OTHER, "signed out");
}

/// What a person typed comes out inert on every page that shows it.
#[tokio::test]
async fn typed_markup_stays_text() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "<script>alert(1)</script>", 9).await;
    house.world.says(key, MIRA, "<img src=x onerror=alert(1)>", 8).await;
    let (beth, _) = house.world.sign_in(BETH, "beth").await;
    let one = format!("{}/{}", tickets(), key.number);
    for path in [tickets(), one.clone(), format!("{one}/transcript")] {
        let html = house.get(Some(&beth), &path).await.text().await.unwrap();
        assert!(!html.contains("<script>alert") && !html.contains("<img src=x"), "{path}");
        assert!(html.contains("alert(1)"), "{path}");
    }
}

/// A voice message is played where it stands: by a type that was found in its bytes, in parts as players ask for them, and nothing in it
/// runs. What is no sound and no film stays a download.
// Proves: P160
#[tokio::test]
async fn sounds_are_played_in_parts() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    house
        .world
        .sends(key, MIRA, "", 8, Some((81, "voice-message.ogg", "audio/ogg", b"OggS0123456789")))
        .await;
    let (mira, _) = house.world.sign_in(MIRA, "mira").await;
    let page = house.get(Some(&mira), &format!("{}/{}/transcript", tickets(), key.number)).await;
    let policy = page.headers()["content-security-policy"].to_str().unwrap().to_owned();
    assert!(policy.contains("media-src 'self'"), "{policy}");
    let path = format!("{}/{}/files/81/voice-message.ogg", tickets(), key.number);
    assert!(page.text().await.unwrap().contains(&format!(
        "<audio controls preload=\"none\" aria-label=\"voice-message.ogg\" src=\"{path}\""
    )));
    for (range, status, given, body) in [
        ("bytes=4-6", 206, "bytes 4-6/14", "012"),
        ("bytes=10-", 206, "bytes 10-13/14", "6789"),
        ("bytes=-2", 206, "bytes 12-13/14", "89"),
        ("bytes=0-", 200, "", "OggS0123456789"),
        ("bytes=99-", 200, "", "OggS0123456789"),
        ("bytes=1-2,4-5", 200, "", "OggS0123456789"),
    ] {
        let asked = house.client.get(format!("{}{path}", house.base));
        let asked = asked.header("cookie", format!("guildhall={mira}")).header("range", range);
        let answer = asked.send().await.unwrap();
        assert_eq!(answer.status(), status, "{range}");
        let told = answer.headers().get("content-range").map_or("", |told| told.to_str().unwrap()).to_owned();
        assert_eq!(told, given, "{range}");
        assert_eq!(answer.headers()["content-type"], "audio/ogg");
        assert!(answer.headers()["content-security-policy"].to_str().unwrap().contains("sandbox"));
        assert_eq!(answer.text().await.unwrap(), body, "{range}");
    }
}

/// Who comes while the page gathers what else is new is told of with it, not twenty seconds later.
#[tokio::test]
async fn who_comes_while_something_is_gathered_is_told_of() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lost lamp", 9).await;
    let (ada, _) = house.world.sign_in(ADA, "ada").await;
    let mut stream = house.get(Some(&ada), &format!("/g/{GUILD}/live?at={}", key.number)).await;
    assert_eq!(stream.status(), StatusCode::OK);
    let mut hears = async |words: &str| {
        let reading = async {
            let mut all = String::new();
            while !all.contains(words) {
                all.push_str(&String::from_utf8_lossy(&stream.chunk().await.unwrap().expect("it goes on")));
            }
        };
        // Half of what the stream waits for when it hears nothing.
        tokio::time::timeout(std::time::Duration::from_secs(10), reading).await.expect("hears of it in time");
    };
    hears("target=\"presence\"").await;
    let desk = &house.world.desk;
    desk.hints().send(desk::Hint::Ticket(key));
    let who = desk::presence::Who { user: BETH, name: "Beth".to_owned(), staff: true };
    let _stay = desk.presence().enter(key, who, ticket::Timestamp(i64::MAX / 2));
    hears("Beth").await;
}

/// The list of servers: the one that somebody was in last stands first, each says what they are there; servers without Guildhall that they look
/// after are apart, each with a way to add it there, and one that it was added to meanwhile is not among them.
#[tokio::test]
async fn servers_are_listed() {
    let house = House::open().await;
    house.world.member(OTHER, BETH, "Beth", Vec::new()).await;
    let session = Session {
        token: Sha256::digest(b"t").into(),
        user: BETH,
        username: "beth".to_owned(),
        avatar: None,
        guilds: vec![GUILD, OTHER],
        addable: vec![
            Addable { id: GuildId(777), name: "Far Shore".to_owned(), icon: None },
            Addable { id: OTHER, name: "Elsewhere".to_owned(), icon: None },
        ],
        csrf: "c".to_owned(),
        created: world::NOW,
        used: world::NOW,
    };
    house.world.desk.store().session_start(&session).await.unwrap();
    let home = async |lately: &str| {
        let cookies = format!("guildhall=t; guildhall_lately={lately}");
        let asked = house.client.get(format!("{}/", house.base)).header("cookie", cookies);
        asked.send().await.unwrap().text().await.unwrap()
    };
    let usual = home("").await;
    let at = |page: &str, words: &str| page.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(at(&usual, "Lantern Keepers") < at(&usual, "Elsewhere"), "those that one works for come first");
    assert!(
        usual.contains("<p class=\"small quiet\">Team</p>")
            && usual.contains("<p class=\"small quiet\">Member</p>")
    );
    let far = &usual[at(&usual, "Without Guildhall")..];
    assert!(far.contains("Far Shore") && !far.contains("Elsewhere"));
    assert!(
        far.contains("guild_id=777&#38;disable_guild_select=true")
            || far.contains("guild_id=777&amp;disable_guild_select=true")
    );
    let lately = home(&format!("{OTHER}.{GUILD}")).await;
    assert!(at(&lately, "Elsewhere") < at(&lately, "Lantern Keepers"));
    // What a cookie claims is no more than an order.
    assert!(!home("777.1.x").await.contains("href=\"/g/777\""));
}

/// Who changes the settings of the team can block a member, and nobody else can.
#[tokio::test]
async fn members_are_blocked() {
    let house = House::open().await;
    let (ada, csrf) = house.world.sign_in(ADA, "Ada").await;
    let (beth, theirs) = house.world.sign_in(BETH, "Beth").await;
    let path = format!("/g/{GUILD}/settings/team/block");
    let blocked = async || house.world.desk.config(GUILD).await.unwrap().config.settings.blocked.clone();
    let version = house.world.desk.config(GUILD).await.unwrap().version.to_string();
    let mira = MIRA.to_string();
    let form = |csrf: &str, name: &str, version: &str| {
        [("csrf", csrf), ("over", version), ("user", &mira), (name, "on")]
            .map(|(a, b)| (a.to_owned(), b.to_owned()))
    };
    let post = async |who: &str, form: [(String, String); 4]| {
        let form = form.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect::<Vec<_>>();
        house.post(who, &path, Some(&house.base), &form).await.status()
    };
    assert_eq!(post(&beth, form(&theirs, "on", &version)).await, StatusCode::FORBIDDEN);
    assert!(blocked().await.is_empty());
    assert_eq!(post(&ada, form(&csrf, "on", &version)).await, StatusCode::SEE_OTHER);
    assert_eq!(blocked().await, [MIRA]);
    let version = house.world.desk.config(GUILD).await.unwrap().version.to_string();
    assert_eq!(post(&ada, form(&csrf, "off", &version)).await, StatusCode::SEE_OTHER);
    assert!(blocked().await.is_empty());
}
