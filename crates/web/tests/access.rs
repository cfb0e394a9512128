//! Every route, asked by everybody, in every guild: nobody reads or changes what is not theirs. The routes are taken from the router
//! itself, so a new one is probed from its first day.

mod world;

use desk::ports::{Change, FileState, MemberInfo, NewBatch, Picture, Portrayed, Shown};
use object_store::ObjectStoreExt;
use reqwest::{Client, StatusCode, redirect::Policy};
use std::{collections::BTreeMap, sync::Arc, time::Duration};
use ticket::{
    Actor, Command, GuildConfig, GuildId, Permissions, RoleId, TicketKey, TicketType, TypeId, UserId,
    event::Origin,
    open::Request,
    settings::{Capability, TeamRole},
    sla::{self, Rule, When},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use world::{ADA, BETH, GUILD, JONAS, MIRA, NOW, OTHER, World, ZED};

/// Staff of the other type only.
const DORA: UserId = UserId(130 << 22);
/// May look at everything.
const VERA: UserId = UserId(131 << 22);
/// Was here once.
const GONE: UserId = UserId(132 << 22);
const BUGS: RoleId = RoleId(2003);
const LOOKERS: RoleId = RoleId(2004);

/// What only some may see, and who.
const SECRETS: [(&str, &[UserId]); 8] = [
    ("SECRET-SUBJECT", &[MIRA, BETH, VERA, ADA]),
    ("SECRET-WORDS", &[MIRA, BETH, VERA, ADA]),
    ("SECRET-FILE", &[MIRA, BETH, VERA, ADA]),
    ("SECRET-NOTE", &[BETH, VERA, ADA]),
    ("SECRET-PICTURE", &[BETH, VERA, ADA]),
    ("SECRET-CANNED", &[BETH, ADA]),
    ("SECRET-POLICY", &[ADA]),
    ("FOREIGN-SUBJECT", &[ZED]),
];

struct House {
    world: World,
    base: String,
    client: Client,
    people: BTreeMap<UserId, (String, String)>,
}

impl House {
    async fn open() -> Self {
        let world = World::new().await;
        arrange(&world).await;
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let router = web::router(Arc::clone(&world.desk), world::config(&base));
        tokio::spawn(web::serve(listener, router, CancellationToken::new()));
        let client = Client::builder().redirect(Policy::none()).build().unwrap();
        let mut people = BTreeMap::new();
        for user in [MIRA, JONAS, BETH, DORA, VERA, ADA, ZED, GONE] {
            people.insert(user, world.sign_in(user, &user.to_string()).await);
        }
        Self { world, base, client, people }
    }

    /// Asks; gives the status and, except of endless streams, the text.
    async fn ask(&self, who: Option<UserId>, method: &str, path: &str) -> (StatusCode, String) {
        let url = format!("{}{path}", self.base);
        let mut asked = if method == "post" { self.client.post(url) } else { self.client.get(url) };
        let known = who.map(|user| &self.people[&user]);
        if let Some((token, _)) = known {
            asked = asked.header("cookie", format!("guildhall={token}"));
        }
        if method == "post" {
            let csrf = known.map_or("", |(_, csrf)| csrf).to_owned();
            asked = asked.header("origin", &self.base);
            asked = if path.ends_with("/messages") || path.ends_with("/new") && !path.contains("settings") {
                let fields = [
                    ("csrf", csrf),
                    ("type", "1".into()),
                    ("once", "a-probe-1".into()),
                    ("subject", "x".into()),
                    ("text", "intruder".into()),
                ];
                let form = fields
                    .into_iter()
                    .fold(reqwest::multipart::Form::new(), |form, (name, value)| form.text(name, value));
                asked.multipart(form)
            } else {
                let fields = [
                    ("csrf", csrf.as_str()),
                    ("to", "1"),
                    ("priority", "low"),
                    ("add", "1"),
                    ("subject", "intruder"),
                    ("name", "intruder"),
                    ("reason", "intruder"),
                    ("stars", "1"),
                    ("text", ""),
                    ("over", "2"),
                    ("channel", "3002"),
                    ("again", "1"),
                    ("up", "1"),
                ];
                asked.form(&fields)
            };
        }
        let response = asked.send().await.unwrap();
        let status = response.status();
        let text = tokio::time::timeout(
            Duration::from_millis(if path.contains("/live") { 50 } else { 20_000 }),
            response.text(),
        );
        (status, text.await.map_or_else(|_| String::new(), Result::unwrap_or_default))
    }
}

async fn arrange(world: &World) {
    let store = world.desk.store();
    world.member(GUILD, DORA, "Dora", vec![BUGS]).await;
    world.member(GUILD, VERA, "Vera", vec![LOOKERS]).await;
    let gone = MemberInfo { present: false, ..store.member(GUILD, BETH).await.unwrap().unwrap() };
    let gone = MemberInfo { user: GONE, name: "Gone".to_owned(), username: "gone".to_owned(), ..gone };
    store.members_seen(GUILD, &[gone]).await.unwrap();
    let mut config = GuildConfig::clone(&store.config(GUILD).await.unwrap().config);
    config.types[1].staff_roles = vec![BUGS];
    config.settings.team = vec![TeamRole::of(LOOKERS, Capability::View)];
    config.canned[0].text = "SECRET-CANNED".to_owned();
    let name = "SECRET-POLICY".to_owned();
    config.policies = vec![Rule { id: 1, name, when: When::default(), policy: sla::Policy::default() }];
    world.desk.configure(GUILD, &Actor::System, 1, config, Vec::new()).await.unwrap();
    let key = world.open(MIRA, 1, "SECRET-SUBJECT", 60).await;
    world
        .sends(key, MIRA, "SECRET-WORDS", 50, Some((71, "SECRET-FILE.txt", "text/plain", b"SECRET-FILE")))
        .await;
    deleted_picture(world, key).await;
    world.does(key, BETH, Command::Note { text: "SECRET-NOTE".to_owned() }, 40).await;
    let new =
        NewBatch { at: NOW, author: BETH, act: "close".to_owned(), reason: None, tickets: vec![key.number] };
    world.desk.begin_batch(GUILD, new).await.unwrap();
    let mut foreign =
        GuildConfig { types: vec![TicketType::new(TypeId(1), "Abroad")], ..GuildConfig::default() };
    foreign.settings.enabled = true;
    world.desk.configure(OTHER, &Actor::System, 0, foreign, Vec::new()).await.unwrap();
    let guild = store.guild(OTHER).await.unwrap().unwrap();
    let zed = guild.person(&store.member(OTHER, ZED).await.unwrap().unwrap());
    let request = Request {
        files: Vec::new(),
        ticket_type: TypeId(1),
        answers: Vec::new(),
        subject: Some("FOREIGN-SUBJECT".to_owned()),
        on_behalf: None,
        origin: Origin::Web,
        at: NOW,
    };
    world.desk.open(OTHER, &zed, request).await.unwrap();
    assert_eq!(zed.permissions.0 & Permissions::ADMINISTRATOR.0, 0);
}

/// A picture that only a deleted message showed.
async fn deleted_picture(world: &World, key: TicketKey) {
    let message = world.says(key, MIRA, "look at this", 45).await;
    let name = Portrayed::remote("https://a.example/p.png").unwrap().to_string();
    let source = "https://cdn.discordapp.com/p.png".to_owned();
    let shown = Shown { name: name.clone(), source: source.clone(), message: Some(message) };
    let changes = vec![(key, Change::Shows(vec![shown])), (key, Change::Deleted { message, at: NOW })];
    world.desk.append(changes, Vec::new()).await.unwrap();
    let (content_type, digest) = ("image/png".to_owned(), "d1".to_owned());
    let picture = Picture { name, source, content_type, size: 14, digest, state: FileState::Kept };
    world.files.put(&picture.place(GUILD).into(), b"SECRET-PICTURE".to_vec().into()).await.unwrap();
    world.desk.store().picture_settled(GUILD, &picture).await.unwrap();
}

/// The routes with their methods, as the router has them.
fn routes() -> Vec<(&'static str, &'static str)> {
    let source = include_str!("../src/router.rs");
    let mut found = Vec::new();
    for part in source.split(".route(").skip(1) {
        let Some(path) = part.split('"').nth(1) else { continue };
        let end = part.find("\n        .").or_else(|| part.find("\n                .")).unwrap_or(part.len());
        let rest = &part[..end];
        for method in ["get", "post"] {
            if rest.contains(&format!(" {method}(")) || rest.contains(&format!(".{method}(")) {
                found.push((path, method));
            }
        }
    }
    found
}

/// The addresses of a route in a guild.
fn addresses(path: &str, guild: GuildId) -> Vec<String> {
    let plain = path
        .replace("{guild}", &guild.to_string())
        .replace("{number}", "1")
        .replace("{user}", &MIRA.to_string())
        .replace("{attachment}", "71")
        .replace("{digest}", "d1")
        .replace("{name}", "SECRET-FILE.txt")
        .replace("{file}", "nothing.js")
        .replace("{digest}", &"0".repeat(64))
        .replace("{document}", "1")
        .replace("{server}", "777")
        .replace("{view}", "1")
        .replace("{batch}", "1")
        .replace("{proposal}", "1");
    let mut all = Vec::new();
    for value in ["1", "new"] {
        let one = ["{type}", "{panel}", "{canned}", "{webhook}", "{macro}", "{policy}"]
            .iter()
            .fold(plain.clone(), |one, name| one.replace(name, value));
        if !all.contains(&one) {
            all.push(one);
        }
    }
    assert!(all.iter().all(|one| !one.contains('{')), "tell this test what to put into {path}");
    all
}

/// Nobody sees a word of what is not theirs, whatever they ask for.
// Proves: M28, M37, P123, P124, P126, P144, P146, P148, P153, P194, P196, P198, P199
#[tokio::test]
async fn nothing_leaks() {
    let house = House::open().await;
    let routes = routes();
    assert!(routes.len() > 50, "the router was read: {routes:?}");
    let mut probes = 0;
    for (path, method) in routes {
        if method == "post" {
            continue;
        }
        for guild in [GUILD, OTHER, GuildId(4_200_000_000_000_000_000)] {
            for address in addresses(path, guild) {
                for who in [
                    None,
                    Some(MIRA),
                    Some(JONAS),
                    Some(BETH),
                    Some(DORA),
                    Some(VERA),
                    Some(ADA),
                    Some(ZED),
                    Some(GONE),
                ] {
                    let (status, text) = house.ask(who, method, &address).await;
                    probes += 1;
                    assert!(
                        !status.is_server_error() || status == StatusCode::SERVICE_UNAVAILABLE,
                        "{who:?} {address}: {status}"
                    );
                    for (secret, allowed) in SECRETS {
                        if text.contains(secret) {
                            assert!(
                                who.is_some_and(|who| allowed.contains(&who)),
                                "{who:?} reads {secret} at {address}"
                            );
                        }
                    }
                    if !path.contains("{guild}") {
                        continue;
                    }
                    let member = match guild {
                        GUILD => who.is_some_and(|who| who != ZED),
                        OTHER => who == Some(ZED),
                        _ => false,
                    };
                    match who {
                        None => assert_eq!(status, StatusCode::SEE_OTHER, "{address} without signing in"),
                        Some(_) if !member => assert_eq!(status, StatusCode::NOT_FOUND, "{who:?} {address}"),
                        Some(who) if path.contains("/settings") || path.contains("/setup") => {
                            let right = if who == ADA {
                                status != StatusCode::FORBIDDEN
                            } else {
                                status == StatusCode::FORBIDDEN
                            };
                            assert!(right, "{who} {address}: {status}");
                        }
                        Some(who)
                            if path.contains("{number}")
                                && [JONAS, DORA, GONE].contains(&who)
                                && guild == GUILD =>
                        {
                            assert_eq!(status, StatusCode::FORBIDDEN, "{who} {address}");
                        }
                        _ => {}
                    }
                }
            }
        }
        // The limits of a person would answer for the pages otherwise.
    }
    assert!(probes > 600, "{probes}");
}

/// Nobody changes what is not theirs: the ticket and the configuration are the same after every act of everybody who may not.
// Proves: M4, M9, P56, P144, P146, P148, P153, P196
#[tokio::test]
async fn nothing_is_changed_by_others() {
    let house = House::open().await;
    let store = house.world.desk.store();
    let key = ticket::TicketKey { guild: GUILD, number: 1 };
    let state = async || {
        let ticket = store.ticket(key).await.unwrap().unwrap();
        (
            ticket.version,
            ticket.activity.messages,
            store.config(GUILD).await.unwrap().version,
            store.next_due().await.unwrap(),
        )
    };
    let before = state().await;
    for (path, method) in routes() {
        if method != "post" || !path.contains("{guild}") {
            continue;
        }
        for address in addresses(path, GUILD) {
            // Own tickets may be opened by members; they are not somebody else's.
            let own =
                path.ends_with("/new") && !path.contains("/settings") || path.ends_with("/privacy/erase");
            for who in [JONAS, DORA, GONE, ZED] {
                if own && who != ZED {
                    continue;
                }
                let (status, _) = house.ask(Some(who), method, &address).await;
                let expected = if who == ZED { StatusCode::NOT_FOUND } else { StatusCode::FORBIDDEN };
                assert_eq!(status, expected, "{who} {address}");
            }
            if path.contains("/settings") || path.contains("/setup") {
                for who in [MIRA, BETH, VERA] {
                    let (status, _) = house.ask(Some(who), method, &address).await;
                    assert_eq!(status, StatusCode::FORBIDDEN, "{who} {address}");
                }
            }
            let (status, _) = house.ask(None, method, &address).await;
            assert_eq!(status, StatusCode::SEE_OTHER, "{address}");
            assert_eq!(state().await, before, "{address}");
        }
    }
}

/// Pages that say that something is not there, or not theirs, have the ways of the server for who is in it, and only theirs. Of a server that
/// somebody is not in they say the same, to the letter, as of one that does not exist.
// Proves: M28, P195, P196
#[tokio::test]
async fn refusals_keep_the_way_and_tell_nothing() {
    let house = House::open().await;
    let paths =
        ["", "/mine", "/tickets", "/tickets/1", "/tickets/99", "/settings", "/nothing/at/all", "/icon/1"];
    // What is new on each page is not of interest.
    let plain = |text: &str| {
        let mut parts = text.split("csp-nonce\" content=\"");
        let (head, rest) = (parts.next().unwrap(), parts.next().unwrap());
        format!("{head}{}", rest.split_once('"').unwrap().1)
    };
    for path in paths {
        let ask = async |who, guild: GuildId| house.ask(who, "get", &format!("/g/{guild}{path}")).await;
        let none = GuildId(4_200_000_000_000_000_000);
        for (who, foreign) in [(ZED, GUILD), (MIRA, OTHER), (ADA, OTHER), (GONE, OTHER)] {
            let ((status, theirs), (other, nobodys)) =
                (ask(Some(who), foreign).await, ask(Some(who), none).await);
            assert_eq!((status, other), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND), "{who} {path}");
            assert_eq!(plain(&theirs), plain(&nobodys), "{who} {path}");
            assert!(!theirs.contains("/g/") && !theirs.contains("bar-nav"), "{who} {path}");
        }
        let (_, text) = ask(None, GUILD).await;
        assert!(!text.contains("bar-nav"), "{path} without signing in");
    }
    for (who, path, expected, ways) in [
        (JONAS, "/tickets/1", StatusCode::FORBIDDEN, vec!["/mine"]),
        (JONAS, "/settings", StatusCode::FORBIDDEN, vec!["/mine"]),
        (GONE, "/nothing/at/all", StatusCode::NOT_FOUND, vec!["/mine"]),
        (
            BETH,
            "/settings",
            StatusCode::FORBIDDEN,
            vec!["/tickets", "/overview", "/all", "/mine", "/reports"],
        ),
        (
            BETH,
            "/tickets/99",
            StatusCode::NOT_FOUND,
            vec!["/tickets", "/overview", "/all", "/mine", "/reports"],
        ),
        (
            ADA,
            "/settings/types/99",
            StatusCode::NOT_FOUND,
            vec!["/tickets", "/overview", "/all", "/mine", "/reports", "/settings"],
        ),
    ] {
        let (status, text) = house.ask(Some(who), "get", &format!("/g/{GUILD}{path}")).await;
        assert_eq!(status, expected, "{who} {path}");
        let nav = text.split("<nav class=\"bar-nav\"").nth(1).and_then(|rest| rest.split("</nav>").next());
        let nav = nav.unwrap_or_else(|| panic!("{who} {path} leads nowhere: {text}"));
        let found: Vec<_> = nav.split("href=\"").skip(1).filter_map(|link| link.split('"').next()).collect();
        let ways: Vec<_> = ways.into_iter().map(|way| format!("/g/{GUILD}{way}")).collect();
        assert_eq!(found, ways, "{who} {path}");
        assert!(!nav.contains("aria-current"), "a page of no part: {nav}");
        for way in found {
            let (status, _) = house.ask(Some(who), "get", way).await;
            assert_eq!(status, StatusCode::OK, "{who} {way}");
        }
    }
}
