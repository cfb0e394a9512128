//! The API: who gets in, with what, how often, and what nobody may learn.

mod world;

use desk::ports::NewToken;
use reqwest::{Client, Method, StatusCode};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};
use ticket::{Actor, Command, GuildConfig, GuildId, RoleId, UserId};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use world::{ADA, BETH, GUILD, JONAS, MIRA, NOW, OTHER, World, ZED};

const ALL: [&str; 3] = ["tickets:read", "tickets:write", "webhooks:manage"];
/// Staff of the second type only.
const DORA: UserId = UserId(130 << 22);
const BUGS: RoleId = RoleId(2003);

struct House {
    world: World,
    base: String,
    client: Client,
    made: AtomicU32,
}

impl House {
    async fn open() -> Self {
        let world = World::new().await;
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let base = format!("http://{}", listener.local_addr().expect("an address"));
        let desk = Arc::clone(&world.desk);
        let assistant = Arc::new(assistant::Assistant::new(Arc::clone(&desk), None));
        let vault = Some(assistant::Vault::new([3; 32]));
        let webhooks = webhooks::Webhooks::new(Arc::clone(&desk), vault, webhooks::Private::Refused, &base);
        let router = web::router_with(desk, assistant, Arc::new(webhooks), world::config(&base));
        tokio::spawn(web::serve(listener, router, CancellationToken::new()));
        Self { world, base, client: Client::new(), made: AtomicU32::new(0) }
    }

    /// A token of somebody's, straight into the store.
    async fn token(&self, guild: GuildId, owner: UserId, scopes: &[&str]) -> (u32, String) {
        self.token_with(guild, owner, scopes, |_| {}).await
    }

    async fn token_with(
        &self,
        guild: GuildId,
        owner: UserId,
        scopes: &[&str],
        change: impl FnOnce(&mut NewToken),
    ) -> (u32, String) {
        let mut new = NewToken {
            name: "Robot".to_owned(),
            hash: [0; 32],
            hint: "0000".to_owned(),
            scopes: scopes.iter().map(|scope| (*scope).to_owned()).collect(),
            owner,
            owner_name: "Owner".to_owned(),
            addresses: Vec::new(),
            at: NOW,
            expires_at: None,
        };
        change(&mut new);
        let text = format!("guildhall_{:043}", self.made.fetch_add(1, Ordering::Relaxed));
        new.hash = Sha256::digest(text.as_bytes()).into();
        let id =
            self.world.desk.store().token_make(guild, new).await.expect("writes").expect("there is room");
        (id, text)
    }

    async fn ask(&self, token: &str, method: Method, path: &str, body: Option<Value>) -> (StatusCode, Value) {
        self.ask_with(token, method, path, body, &[]).await
    }

    async fn ask_with(
        &self,
        token: &str,
        method: Method,
        path: &str,
        body: Option<Value>,
        headers: &[(&str, &str)],
    ) -> (StatusCode, Value) {
        let url = format!("{}/api/v1/guilds/{path}", self.base);
        let mut asked = self.client.request(method, url).header("authorization", format!("Bearer {token}"));
        for (name, value) in headers {
            asked = asked.header(*name, *value);
        }
        if let Some(body) = body {
            asked = asked.json(&body);
        }
        let answer = asked.send().await.expect("answers");
        assert!(answer.headers().get("set-cookie").is_none(), "no cookies");
        assert!(answer.headers().keys().all(|name| !name.as_str().starts_with("access-control")), "no CORS");
        let status = answer.status();
        let text = answer.text().await.expect("is text");
        (status, serde_json::from_str(&text).unwrap_or_else(|_| panic!("{path}: {status} {text}")))
    }

    async fn staff(&self) {
        let world = &self.world;
        world.member(GUILD, DORA, "Dora", vec![BUGS]).await;
        let mut config = GuildConfig::clone(&world.desk.store().config(GUILD).await.expect("reads").config);
        config.types[1].staff_roles = vec![BUGS];
        world.desk.configure(GUILD, &Actor::System, 1, config, Vec::new()).await.expect("is saved");
    }
}

/// The operations of the description: method, path below the guilds, and what is said of it.
async fn operations(house: &House) -> (Value, Vec<(Method, String, Value)>) {
    let answer =
        house.client.get(format!("{}/api/v1/openapi.json", house.base)).send().await.expect("answers");
    let description: Value = answer.json().await.expect("JSON");
    let mut found = Vec::new();
    for (path, methods) in description["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            let path = path.strip_prefix("/api/v1/guilds/").expect("a base").to_owned();
            found.push((method.to_uppercase().parse().expect("a method"), path, operation.clone()));
        }
    }
    (description, found)
}

fn at(path: &str, guild: GuildId) -> String {
    path.replace("{guild}", &guild.to_string()).replace("{number}", "1").replace("{webhook}", "1")
}

fn scope(operation: &Value) -> &str {
    operation["security"][0]["token"][0].as_str().expect("a scope")
}

fn code(body: &Value) -> &str {
    body["error"]["code"].as_str().unwrap_or_else(|| panic!("no error: {body}"))
}

/// What is wrong with a token is for nobody to know: the answers are the same to the byte.
// Proves: P215, P222
#[tokio::test]
async fn a_bad_token_is_a_bad_token() {
    let house = House::open().await;
    let path = format!("{GUILD}/tickets");
    let (_, good) = house.token(GUILD, ADA, &ALL).await;
    assert_eq!(house.ask(&good, Method::GET, &path, None).await.0, StatusCode::OK);
    let (revoked, text) = house.token(GUILD, ADA, &ALL[..1]).await;
    let by = house.world.actor(ADA).await.by();
    assert!(house.world.desk.store().token_revoke(GUILD, revoked, NOW, &by).await.expect("writes"));
    let (_, ended) = house.token_with(GUILD, ADA, &ALL, |new| new.expires_at = Some(NOW)).await;
    let elsewhere = |new: &mut NewToken| new.addresses = vec!["203.0.113.0/24".to_owned()];
    let (_, elsewhere) = house.token_with(GUILD, ADA, &ALL, elsewhere).await;
    let (_, left) = house.token(GUILD, UserId(77 << 22), &ALL).await;
    let unknown = format!("guildhall_{}", "A".repeat(43));
    let mut answers = Vec::new();
    for token in [&text, &ended, &elsewhere, &left, &unknown, &"nonsense".to_owned(), &String::new()] {
        let (status, body) = house.ask(token, Method::GET, &path, None).await;
        assert_eq!((status, code(&body)), (StatusCode::UNAUTHORIZED, "invalid_token"), "{token}");
        answers.push(body.to_string());
    }
    assert!(answers.iter().all(|one| *one == answers[0]));
    let here =
        house.ask_with(&elsewhere, Method::GET, &path, None, &[("x-forwarded-for", "203.0.113.9")]).await;
    assert_eq!(here.0, StatusCode::OK, "from where it may be used");
    let kept = house.world.desk.store().tokens(GUILD).await.expect("reads");
    assert!(kept.iter().any(|one| one.used_at == Some(NOW)));
    assert!(!format!("{kept:?}").contains(&good), "what it says is not kept");
}

/// Each endpoint needs its scope and says which; what is not there says so in the same shape.
// Proves: P216, P218, P222
#[tokio::test]
async fn scopes_and_shapes() {
    let house = House::open().await;
    house.world.open(MIRA, 1, "Lamp", 30).await;
    let mut tokens = Vec::new();
    for needed in ALL {
        let others: Vec<&str> = ALL.into_iter().filter(|scope| *scope != needed).collect();
        tokens.push((needed, house.token(GUILD, ADA, &others).await.1));
    }
    let (_, operations) = operations(&house).await;
    assert_eq!(operations.len(), 20, "every route is described");
    for (method, path, operation) in &operations {
        let needed = scope(operation);
        let token = &tokens.iter().find(|(scope, _)| *scope == needed).expect("one of the scopes").1;
        let (status, body) = house.ask(token, method.clone(), &at(path, GUILD), None).await;
        assert_eq!((status, code(&body)), (StatusCode::FORBIDDEN, "insufficient_scope"), "{method} {path}");
        assert_eq!(body["error"]["required_scope"], needed);
        let body =
            house.client.request(method.clone(), format!("{}/api/v1/guilds/{}", house.base, at(path, GUILD)));
        assert_eq!(
            body.send().await.expect("answers").status(),
            StatusCode::UNAUTHORIZED,
            "{method} {path} without a token"
        );
        let odd = [Method::PUT, Method::OPTIONS].into_iter();
        for odd in odd {
            let (status, body) = house.ask(token, odd, &at(path, GUILD), None).await;
            assert_eq!((status, code(&body)), (StatusCode::METHOD_NOT_ALLOWED, "method_not_allowed"));
        }
    }
    let (_, token) = house.token(GUILD, ADA, &ALL).await;
    for path in [
        "nothing",
        "1/2/3",
        &format!("{GUILD}/tickets/9"),
        &format!("{GUILD}/tickets/x"),
        &format!("{GUILD}/webhooks/7"),
    ] {
        let (status, body) = house.ask(&token, Method::GET, path, None).await;
        assert_eq!((status, code(&body)), (StatusCode::NOT_FOUND, "not_found"), "{path}");
    }
    let ask = async |body: &'static str, kind: &'static str| {
        let asked = house.client.post(format!("{}/api/v1/guilds/{GUILD}/tickets/1/close", house.base));
        let asked =
            asked.bearer_auth(&token).header("content-type", kind).body(body).send().await.expect("answers");
        (asked.status(), asked.json::<Value>().await.expect("JSON")["error"]["code"].clone())
    };
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        ask("reason=x", form).await,
        (StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type".into())
    );
    assert_eq!(ask("{", "application/json").await, (StatusCode::BAD_REQUEST, "invalid_request".into()));
    assert_eq!(
        ask("{\"why\":1}", "application/json").await,
        (StatusCode::BAD_REQUEST, "invalid_request".into())
    );
}

/// Answers are what the description says, to the field.
// Proves: P216, P218, P222
#[tokio::test]
async fn answers_are_as_described() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lamp", 30).await;
    house.world.says(key, BETH, "Which one?", 25).await;
    house.world.says(key, MIRA, "it flickers", 20).await;
    let (_, token) = house.token(GUILD, ADA, &ALL).await;
    let (description, operations) = operations(&house).await;
    let beth = json!({ "assignee": BETH.to_string() });
    let hook = json!({ "url": "https://example.com/hooks", "events": ["ticket.opened"] });
    let acts: [(&str, &str, Option<Value>); 20] = [
        ("GET", "{guild}/tickets", None),
        ("GET", "{guild}/tickets/{number}", None),
        ("POST", "{guild}/tickets/{number}/snooze", Some(json!({ "until": "2d" }))),
        ("POST", "{guild}/tickets/{number}/wake", None),
        ("POST", "{guild}/tickets/{number}/no-reply-needed", None),
        ("POST", "{guild}/tickets/{number}/reply-needed", None),
        ("POST", "{guild}/tickets/{number}/messages", Some(json!({ "content": "We look." }))),
        ("GET", "{guild}/tickets/{number}/messages", None),
        ("POST", "{guild}/tickets/{number}/claim", None),
        ("POST", "{guild}/tickets/{number}/assign", Some(beth)),
        ("POST", "{guild}/tickets/{number}/close", Some(json!({ "reason": "mended" }))),
        ("POST", "{guild}/tickets/{number}/reopen", None),
        ("POST", "{guild}/webhooks", Some(hook)),
        ("GET", "{guild}/webhooks", None),
        ("GET", "{guild}/webhooks/{webhook}", None),
        (
            "PATCH",
            "{guild}/webhooks/{webhook}",
            Some(json!({ "events": ["ticket.closed"], "enabled": true })),
        ),
        ("POST", "{guild}/webhooks/{webhook}/secret", None),
        ("POST", "{guild}/webhooks/{webhook}/test", None),
        ("GET", "{guild}/webhooks/{webhook}/deliveries", None),
        ("DELETE", "{guild}/webhooks/{webhook}", None),
    ];
    for (method, path, body) in acts {
        let method: Method = method.parse().expect("a method");
        let operation = operations.iter().find(|(known, at, _)| *known == method && at == path);
        let (_, _, operation) = operation.unwrap_or_else(|| panic!("{method} {path} is not described"));
        let (status, answer) = house.ask(&token, method.clone(), &at(path, GUILD), body).await;
        let described = &operation["responses"][status.as_str()];
        assert!(!described.is_null(), "{method} {path}: {status} {answer}");
        let mut schema = described["content"]["application/json"]["schema"].clone();
        schema["components"] = description["components"].clone();
        let valid = jsonschema::validator_for(&schema).expect("a schema");
        let wrong: Vec<String> = valid.iter_errors(&answer).map(|error| error.to_string()).collect();
        assert!(wrong.is_empty(), "{method} {path}: {wrong:?} in {answer}");
    }
    let events = house.world.desk.store().events(key).await.expect("reads");
    let names: Vec<_> = events.iter().skip(1).filter_map(|one| one.by.name().map(str::to_owned)).collect();
    assert!(
        !names.is_empty() && names.iter().all(|name| name == "Ada (Robot)"),
        "whose token it was: {names:?}"
    );
    let acts = house.world.desk.store().acts(GUILD, None, 10).await.expect("reads");
    assert!(acts.iter().any(|one| one.by.name() == Some("Ada (Robot)")), "in the audit log too");
}

/// A token opens its guild and what its owner may see there, whatever it asks for.
// Proves: P37, P148, P216, P217, M28
#[tokio::test]
async fn nothing_leaks_through_tokens() {
    let house = House::open().await;
    house.staff().await;
    let key = house.world.open(MIRA, 1, "SECRET-SUBJECT", 30).await;
    house.world.says(key, MIRA, "SECRET-WORDS", 20).await;
    house.world.does(key, BETH, Command::Note { text: "SECRET-NOTE".to_owned() }, 10).await;
    let store = house.world.desk.store();
    let state = async || {
        let found = store.ticket(key).await.expect("reads").expect("is there");
        (found.version, found.activity.messages, store.webhooks(GUILD).await.expect("reads").len())
    };
    let before = state().await;
    let (_, operations) = operations(&house).await;
    let mut probes = 0;
    for who in [MIRA, JONAS, DORA, BETH, ADA, ZED] {
        let (home, foreign) = if who == ZED { (OTHER, GUILD) } else { (GUILD, OTHER) };
        let (_, token) = house.token(home, who, &ALL).await;
        for (method, path, operation) in &operations {
            for guild in [home, foreign, GuildId(4_200_000_000_000_000_000)] {
                let allowed =
                    guild == GUILD && (who == ADA || who == BETH && scope(operation) != "webhooks:manage");
                if allowed && *method != Method::GET {
                    continue;
                }
                let body = (*method != Method::GET)
                    .then(|| json!({ "content": "intruder", "url": "https://a.example/" }));
                let (status, answer) = house.ask(&token, method.clone(), &at(path, guild), body).await;
                let text = answer.to_string();
                probes += 1;
                assert!(!text.contains("SECRET-NOTE"), "notes are never in it");
                assert!(allowed || !text.contains("SECRET"), "{who} {method} {path} in {guild}: {text}");
                assert!(!status.is_server_error(), "{who} {method} {path}: {status}");
                if guild != home {
                    assert_eq!((status, code(&answer)), (StatusCode::NOT_FOUND, "not_found"), "{who} {path}");
                }
                if !allowed && *method != Method::GET {
                    assert!(status.is_client_error(), "{who} {method} {path}: {status}");
                    assert_eq!(state().await, before, "{who} {method} {path}");
                }
            }
        }
    }
    assert!(probes > 250, "{probes}");
}

/// The same request with the same key is done once, whatever it was; with another body the key is taken.
// Proves: P221
#[tokio::test]
async fn a_key_is_one_request() {
    let house = House::open().await;
    let key = house.world.open(MIRA, 1, "Lamp", 30).await;
    let (id, token) = house.token(GUILD, ADA, &ALL).await;
    let path = format!("{GUILD}/tickets/1/messages");
    let say = async |text: &str, name: &str, path: &str| {
        let body = Some(json!({ "content": text }));
        house.ask_with(&token, Method::POST, path, body, &[("idempotency-key", name)]).await
    };
    let first = say("We look.", "a", &path).await;
    assert_eq!(first.0, StatusCode::CREATED);
    for _ in 0..3 {
        assert_eq!(say("We look.", "a", &path).await, first, "the same answer");
    }
    let lines = house.world.desk.store().lines(key, None, 50).await.expect("reads");
    assert_eq!(lines.len(), 1, "said once");
    let (status, body) = say("Something else.", "a", &path).await;
    assert_eq!((status, code(&body)), (StatusCode::CONFLICT, "idempotency_key_reused"));
    let elsewhere = format!("{GUILD}/tickets/1/close");
    let (status, body) = say("We look.", "a", &elsewhere).await;
    assert_eq!((status, code(&body)), (StatusCode::CONFLICT, "idempotency_key_reused"));
    let long = "k".repeat(129);
    assert_eq!(say("x", &long, &path).await.0, StatusCode::BAD_REQUEST);
    assert_eq!(say("y", &long[..128], &path).await.0, StatusCode::CREATED);
    let empty = async || {
        house
            .ask_with(
                &token,
                Method::POST,
                &format!("{GUILD}/tickets/1/claim"),
                None,
                &[("idempotency-key", "c")],
            )
            .await
    };
    let (one, two) = (empty().await, empty().await);
    assert_eq!((one.0, &one), (StatusCode::OK, &two));
    let hook = async || {
        let body = Some(json!({ "url": "https://example.com/x", "events": ["ticket.opened"] }));
        house
            .ask_with(&token, Method::POST, &format!("{GUILD}/webhooks"), body, &[("idempotency-key", "h")])
            .await
    };
    let (one, two) = (hook().await, hook().await);
    assert_eq!((one.0, &one), (StatusCode::CREATED, &two), "with its secret");
    let store = house.world.desk.store();
    let begun =
        store.request_begun(GUILD, id, "busy", "x", NOW, NOW.plus_seconds(-60)).await.expect("writes");
    assert_eq!(begun, desk::ports::Begun::First);
    let digest = |body: &str| {
        let text = format!("POST\0/api/v1/guilds/{path}\0{body}");
        Sha256::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    let body = json!({ "content": "z" }).to_string();
    let begun = store.request_begun(GUILD, id, "busy2", &digest(&body), NOW, NOW.plus_seconds(-60)).await;
    assert_eq!(begun.expect("writes"), desk::ports::Begun::First);
    let (status, answer) = say("z", "busy2", &path).await;
    assert_eq!((status, code(&answer)), (StatusCode::CONFLICT, "idempotency_key_in_use"));
    house.world.clock.advance_seconds(61);
    assert_eq!(say("z", "busy2", &path).await.0, StatusCode::CREATED, "what died is begun anew");
    house.world.clock.advance_seconds(24 * 3_600 + 1);
    assert_eq!(say("We look again.", "a", &path).await.0, StatusCode::CREATED, "forgotten after a day");
}

/// Reading and writing count apart, and the answer says which bucket is empty and when to come back.
// Proves: P220
#[tokio::test]
async fn buckets_run_empty_apart() {
    let house = House::open().await;
    house.world.open(MIRA, 1, "Lamp", 30).await;
    let (_, token) = house.token(GUILD, ADA, &ALL).await;
    let (_, other) = house.token(GUILD, ADA, &ALL).await;
    let url = format!("{}/api/v1/guilds/{GUILD}/tickets/1/claim", house.base);
    let mut last = None;
    for _ in 0..80 {
        let answer = house.client.post(&url).bearer_auth(&token).send().await.expect("answers");
        assert_eq!(answer.headers()["x-ratelimit-bucket"], "write");
        if answer.status() == StatusCode::TOO_MANY_REQUESTS {
            last = Some(answer);
            break;
        }
        assert_eq!(answer.headers()["x-ratelimit-limit"], "60");
        assert!(answer.headers().contains_key("x-ratelimit-remaining"));
    }
    let refused = last.expect("there is an end");
    let wait: u64 = refused.headers()["retry-after"].to_str().expect("text").parse().expect("seconds");
    assert!((1..=60).contains(&wait), "{wait}");
    let body: Value = refused.json().await.expect("JSON");
    assert_eq!((code(&body), &body["error"]["bucket"]), ("rate_limited", &"write".into()));
    let read = format!("{GUILD}/tickets");
    assert_eq!(house.ask(&token, Method::GET, &read, None).await.0, StatusCode::OK, "reading goes on");
    let (status, body) = house.ask(&other, Method::POST, &format!("{GUILD}/tickets/1/reopen"), None).await;
    assert_eq!(
        (status, code(&body)),
        (StatusCode::CONFLICT, "refused"),
        "another token has buckets of its own"
    );
    assert!(body["error"]["reason"].is_string());
}

/// Pages of 25, of 100 at most, and whether there is another.
// Proves: P219
#[tokio::test]
async fn collections_come_in_pages() {
    let house = House::open().await;
    for at in 0..27 {
        house.world.open(MIRA, 1, &format!("Lamp {at}"), 60 - at).await;
    }
    let (_, token) = house.token(GUILD, ADA, &ALL[..1]).await;
    let page = async |query: &str| {
        let (status, body) = house.ask(&token, Method::GET, &format!("{GUILD}/tickets{query}"), None).await;
        assert_eq!(status, StatusCode::OK, "{body}");
        let numbers: Vec<u64> = body["data"]
            .as_array()
            .expect("a list")
            .iter()
            .filter_map(|one| one["number"].as_u64())
            .collect();
        (numbers, body["has_more"].clone(), body["per_page"].as_u64())
    };
    let (first, more, size) = page("").await;
    assert_eq!((first.len(), more, size), (25, true.into(), Some(25)));
    let (second, more, _) = page("?page=2").await;
    assert_eq!((second.as_slice(), more), (&[2, 1][..], false.into()));
    assert_eq!(first.first(), Some(&27), "newest first, none twice");
    let (all, more, size) = page("?per_page=1000").await;
    assert_eq!((all.len(), more, size), (27, false.into(), Some(100)));
    let (some, more, _) = page("?page=3&per_page=9").await;
    assert_eq!((some.len(), more), (9, false.into()));
    assert!(page("?page=9").await.0.is_empty());
    assert!(page("?q=nothing&status=all").await.0.is_empty());
    for wrong in [
        "?page=0",
        "?page=x",
        "?per_page=-1",
        "?status=odd",
        "?page=1000&per_page=100",
        "?sort=up",
        "?type=x",
    ] {
        let (status, body) = house.ask(&token, Method::GET, &format!("{GUILD}/tickets{wrong}"), None).await;
        assert_eq!((status, code(&body)), (StatusCode::BAD_REQUEST, "invalid_request"), "{wrong}");
    }
}
