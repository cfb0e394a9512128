//! Stock discord.js and discord.py, told where the stand-in is and nothing else, live a whole life with it: what they take for Discord
//! is Discord-shaped. `scripts/clients` fetches them.

mod client;
#[path = "../../crates/fake-discord/examples/front/front.rs"]
mod front;
mod unmodified;

use client::Client;
use fake_discord::{
    Fake,
    sample::Sample,
    tap::{Seen, Tap},
};
use serde_json::{Value, json};
use spec_gate::Gate;
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::process::Command;

/// What the stand-in said over the gateway, as the clients print it.
type Said = Arc<Mutex<Vec<Value>>>;

/// The line that a client prints for an event; none for what no client tells of.
fn line(payload: &str) -> Option<Value> {
    let payload: Value = serde_json::from_str(payload).ok()?;
    let (event, data) = (payload["t"].as_str()?, &payload["d"]);
    match event {
        "READY" | "RESUMED" => Some(json!([event])),
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" => Some(json!([event, data["id"], data["content"]])),
        "MESSAGE_DELETE" | "INTERACTION_CREATE" => Some(json!([event, data["id"]])),
        "MESSAGE_REACTION_ADD" => Some(json!([event, data["message_id"], data["emoji"]["name"]])),
        "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "CHANNEL_DELETE" | "THREAD_CREATE" | "THREAD_UPDATE" => {
            Some(json!([event, data["id"], data["name"]]))
        }
        "GUILD_MEMBER_REMOVE" => Some(json!([event, data["user"]["id"]])),
        _ => None,
    }
}

struct Stage {
    fake: Fake,
    sample: Sample,
    said: Said,
    gate: Gate,
}

impl Stage {
    async fn begin() -> Self {
        let (world, sample) = fake_discord::sample::harbor_lights(fake_discord::Clock::System);
        let gate = Gate::of_answers();
        let said = Said::default();
        let (judge, kept) = (gate.tap(), Arc::clone(&said));
        let both = Tap::new(move |seen: Seen| {
            if let Seen::Payload(payload) = &seen {
                kept.lock().unwrap_or_else(PoisonError::into_inner).extend(line(payload));
            }
            judge.iter().for_each(|gate| gate.see(seen.clone()));
        });
        let config = fake_discord::Config { tap: Some(both), ..fake_discord::Config::default() };
        let fake = Fake::start(config, world).await.expect("a free port");
        Self { fake, sample, said, gate }
    }

    fn said(&self) -> Vec<Value> {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Tells a client who and what is there.
    fn told(&self, mut command: Command) -> Command {
        let id = |id: u64| id.to_string();
        command
            .env("DISCORD_TOKEN", self.fake.token())
            .env("GUILD", id(self.sample.guild))
            .env("CATEGORY", id(self.sample.tickets))
            .env("PANEL", id(self.sample.get_help))
            .env("STAFF_ROLE", id(self.sample.staff_roles[0]))
            .env("MEMBER", id(self.sample.members[0]));
        command
    }
}

/// A message that only one person sees.
fn private(world: &fake_discord::World, content: &str) -> Option<Value> {
    let mut all = world.channels.values().flat_map(|place| place.ephemeral.values());
    all.find(|(_, message)| message["content"] == content).map(|(_, message)| message.clone())
}

/// A whole life: log in, sync commands, post a panel; a button, a form and its answer; a channel with overwrites, a file, an edit, a
/// reaction, a deletion, a thread, a webhook; a command, an archive, a direct message; someone leaves; a cut, and a resume that is
/// refused. At the end the client has told every event that was sent, in order, and nothing else.
async fn live(stage: &Stage, client: &Client) {
    let (fake, sample) = (&stage.fake, &stage.sample);
    let [mia, noa, ..] = sample.members;
    let (mia, beth) = (fake.person(mia), fake.person(sample.staff[0]));
    client.until_seen("READY", 1).await;
    fake.until("the command", |world| world.commands.iter().any(|one| one["name"] == "finish").then_some(()))
        .await;
    client.until("the panel", |all| all.iter().any(|one| one[0] == "MESSAGE_CREATE")).await;

    let pressed = mia.press(sample.get_help, "Ask");
    client.until_seen("form", 1).await;
    mia.fill(pressed, &["My boat is stuck"]).await;
    let history = json!(["history", "Welcome!|through the webhook"]);
    client.until("the history", |all| all.contains(&history)).await;
    let channel = opened(stage).await;
    let told = fake.until("a link", |world| private(world, &format!("<#{channel}>"))).await;
    assert_eq!(told["flags"].as_u64().unwrap_or(0) & 64, 64, "only Mia sees it");

    let first = mia.say(channel, "hello?");
    let second = beth.say(channel, "I am here");
    mia.edit(channel, first, "hello!");
    mia.react(channel, second, "👍");
    mia.delete(channel, first);
    client.until("the deletion", |all| all.contains(&json!(["MESSAGE_DELETE", first.to_string()]))).await;

    fake.cut_connections();
    let missed = mia.say(channel, "while the line was cut");
    client.until_seen("RESUMED", 1).await;
    let heard = json!(["MESSAGE_CREATE", missed.to_string(), "while the line was cut"]);
    client.until("what was missed", |all| all.contains(&heard)).await;

    let asked = beth.slash(channel, "finish", &[("reason", json!("towed"))]);
    assert_eq!(beth.told(asked).await["content"], "Ended: towed");
    let direct = |world: &fake_discord::World| {
        let own = world.channels.values().find(|one| one.recipients.contains(&mia.id));
        own.and_then(|one| one.messages.values().next()).cloned()
    };
    let over = fake.until("a direct message", direct).await;
    assert_eq!(over["embeds"][0]["description"], "Thank you.");
    fake.until("a last word", |world| private(world, "done")).await;
    let archived = |world: &fake_discord::World| {
        let mut threads = world.channels.values().filter_map(|one| one.thread.as_ref());
        threads.all(|thread| thread.archived && thread.locked)
    };
    assert!(fake.look(archived));
    fake.change(|world| world.remove_member(sample.guild, noa));
    client.until_seen("GUILD_MEMBER_REMOVE", 1).await;

    fake.forget_sessions();
    client.until_seen("READY", 2).await;
    let last = mia.say(channel, "and again");
    fake.change(|world| world.delete_channel(channel)).expect("a channel");
    client
        .until("the last word", |all| all.contains(&json!(["MESSAGE_CREATE", last.to_string(), "and again"])))
        .await;
    client.until_seen("CHANNEL_DELETE", 1).await;

    let events =
        client.lines().into_iter().filter(|one| one[0] != "history" && one[0] != "form").collect::<Vec<_>>();
    assert_eq!(events, stage.said(), "what the client tells and what was sent");
    assert_eq!(stage.gate.violations(), []);
}

/// The channel that the client made, as it should be.
async fn opened(stage: &Stage) -> u64 {
    let (fake, sample) = (&stage.fake, &stage.sample);
    let mia = sample.members[0];
    let find = |world: &fake_discord::World| {
        world.channels.values().find(|one| one.name == "ticket-1").map(|one| one.id)
    };
    let channel = fake.until("a channel", find).await;
    let sees = |person: u64| fake.look(|world| world.sees(person, channel));
    assert!(sees(mia) && sees(sample.staff[0]) && !sees(sample.members[1]));
    fake.look(|world| {
        let place = &world.channels[&channel];
        assert_eq!((place.parent, place.topic.as_deref()), (Some(sample.tickets), Some("one question")));
        let all: Vec<&Value> = place.messages.values().collect();
        let said: Vec<&str> = all.iter().filter_map(|one| one["content"].as_str()).collect();
        assert_eq!(said, ["Welcome!", "through the webhook"]);
        assert_eq!(all[0]["reactions"][0]["emoji"]["name"], "👋");
        assert_eq!(all[0]["mentions"][0]["id"], mia.to_string());
        assert_eq!(all[1]["author"]["username"], "Beth");
        let file: u64 =
            all[0]["attachments"][0]["id"].as_str().and_then(|id| id.parse().ok()).expect("a file");
        assert_eq!(world.uploads[&file].bytes, b"My boat is stuck");
        let thread = world.channels.values().find(|one| one.parent == Some(channel)).expect("a thread");
        assert!(thread.thread.as_ref().is_some_and(|thread| thread.members.contains(&mia)));
    });
    channel
}

/// Where `scripts/clients` put the clients; none if they were not fetched.
fn fetched() -> Option<PathBuf> {
    let folder = std::env::var_os("GUILDHALL_CLIENTS").map(PathBuf::from);
    let strict = std::env::var_os("GUILDHALL_STRICT_TESTS").is_some();
    assert!(folder.is_some() || !strict, "the clients are not there: scripts/clients fetches them");
    if folder.is_none() {
        eprintln!("SKIPPED: the clients are not there; scripts/clients fetches them and runs this");
    }
    folder
}

fn here(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/clients").join(file)
}

/// A client's interpreter and its file.
fn program(name: &str, folder: &Path) -> [PathBuf; 2] {
    match name {
        "discord.js" => [PathBuf::from("node"), here("js/life.mjs")],
        _ => [folder.join("python/bin/python"), here("py/life.py")],
    }
}

/// Told where the stand-in is.
async fn told(name: &str) {
    let Some(folder) = fetched() else { return };
    let stage = Stage::begin().await;
    let [interpreter, file] = program(name, &folder);
    let mut command = stage.told(Command::new(interpreter));
    command.arg(file).env("DISCORD_BASE", stage.fake.base_url());
    live(&stage, &Client::start(command)).await;
}

/// Told nothing: it asks for Discord's own names, over TLS.
async fn unmodified(name: &str) {
    let Some(folder) = fetched() else { return };
    let stage = Stage::begin().await;
    let files = tempfile::tempdir().expect("a folder");
    let Some(around) = unmodified::around(&stage, files.path()).await else { return };
    let mut command = stage.told(around);
    command.args(program(name, &folder));
    live(&stage, &Client::start(command)).await;
}

/// discord.js of npm.
#[tokio::test(flavor = "multi_thread")]
async fn discord_js_takes_it_for_discord() {
    told("discord.js").await;
}

/// discord.py of PyPI.
#[tokio::test(flavor = "multi_thread")]
async fn discord_py_takes_it_for_discord() {
    told("discord.py").await;
}

/// discord.js as any bot runs it.
#[tokio::test(flavor = "multi_thread")]
async fn unmodified_discord_js_takes_it_for_discord() {
    unmodified("discord.js").await;
}

/// discord.py as any bot runs it.
#[tokio::test(flavor = "multi_thread")]
async fn unmodified_discord_py_takes_it_for_discord() {
    unmodified("discord.py").await;
}
