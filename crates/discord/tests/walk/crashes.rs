//! Requests that get lost, refusals, and starting with the wrong settings.

use crate::support::{Stage, config};
use desk::{Clock, Desk, Hints};
use discord::{ConnectError, Discord, Secret};
use fake_discord::{Fake, Fault, faults::EventFault};
use std::sync::Arc;
use ticket::{Surface, surface::Problem};
use tokio_util::sync::CancellationToken;

// Proves: a creation whose answer was lost leaves neither an orphan nor a double channel or welcome.
#[tokio::test(flavor = "multi_thread")]
async fn lost_answers_double_nothing() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    stage.fake.fail("POST", "/channels", Fault::ResetAfter, 1);
    let mia = stage.sample.members[0];
    let (channel, _) = stage.open(mia).await;
    let mine = |fake: &Fake| {
        fake.look(|world| {
            let named = |one: &&fake_discord::world::Channel| one.name.contains("mia");
            world.channels.values().filter(named).map(|one| one.id).collect::<Vec<_>>()
        })
    };
    assert_eq!(mine(&stage.fake), [channel]);
    stage.fake.fail("POST", "/messages", Fault::ResetAfter, 1);
    let noa = stage.sample.members[1];
    let (channel, _) = stage.open(noa).await;
    assert_eq!(stage.fake.person(noa).messages(channel).len(), 1);
    stage.end().await;
}

// Proves: an interaction that Discord tells twice opens one ticket.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_twice_is_done_once() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let mia = stage.fake.person(stage.sample.members[0]);
    let pressed = mia.press(stage.sample.get_help, "Support");
    mia.form(pressed).await;
    stage.fake.fail_event("INTERACTION_CREATE", EventFault::Doubled, 1);
    let sent = mia.fill(pressed, &["Help", "please"]).await;
    mia.told(sent).await;
    // Another one, so that whatever the first led to has happened.
    let (_, number) = stage.open(stage.sample.members[1]).await;
    let of_mia = stage.desk.store().open_of(stage.guild(), ticket::UserId(mia.id)).await.expect("a store");
    assert_eq!((of_mia.len(), number), (1, 2));
    stage.end().await;
}

// Proves: without the right to create channels the ticket is there all the same, the member is told, and the reason is known.
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_without_a_channel_is_a_ticket() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    stage.fake.change(|world| {
        let guild = world.guilds.get_mut(&stage.sample.guild).expect("a guild");
        for role in &mut guild.roles {
            role.permissions &= !fake_discord::permissions::MANAGE_CHANNELS;
        }
    });
    let mia = stage.fake.person(stage.sample.members[0]);
    let pressed = mia.press(stage.sample.get_help, "Support");
    let sent = mia.fill(pressed, &["Help", "please"]).await;
    let told = mia.told(sent).await;
    assert!(told["content"].as_str().unwrap().contains("could not be created"), "{told}");
    let ticket = stage.ticket(1).await.expect("a ticket");
    assert_eq!(ticket.surface, Surface::Unavailable { problem: Problem::Forbidden });
    stage.end().await;
}

// Proves: a wrong token and missing intents each end in one sentence that says what to do.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_settings_are_named() {
    let (world, _) = fake_discord::sample::harbor_lights(fake_discord::Clock::System);
    let gate = spec_gate::Gate::open();
    let settings = fake_discord::Config {
        intents: fake_discord::world::GUILD_MEMBERS,
        tap: gate.tap(),
        ..fake_discord::Config::default()
    };
    let fake = Fake::start(settings, world).await.expect("a free port");
    let folder = tempfile::tempdir().expect("a folder");
    let address = store::Address::Sqlite(folder.path().join("desk.db"));
    store::migrations::run(&address).await.expect("a schema");
    let kept = store::open(&address).await.expect("a database");
    let files = store::files(&folder.path().join("files")).expect("a folder");
    let desk = Arc::new(Desk::new(kept, files, Clock::System, Hints::default()));
    let wrong = discord::Config { token: Secret::new("MTAw.wrong.token"), ..config(&fake) };
    assert_eq!(Discord::connect(wrong, Arc::clone(&desk)).await.err(), Some(ConnectError::Token));
    let bot = Discord::connect(config(&fake), desk).await.expect("a token");
    let error = bot.run(CancellationToken::new()).await.expect_err("intents are missing");
    assert!(error.to_string().contains("MESSAGE CONTENT"), "{error}");
    fake.stop();
    let nowhere = discord::Config { api_base: Some("http://127.0.0.1:1".parse().unwrap()), ..config(&fake) };
    let checks = discord::doctor(nowhere).await;
    assert!(
        checks.iter().any(|check| !check.ok && check.sentence.contains("cannot be reached")),
        "{checks:?}"
    );
}

// Proves: the doctor finds nothing in a well-kept guild, and names each missing permission with the link that grants it.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_names_what_is_missing() {
    let stage = Stage::begin().await;
    let guild = |checks: &[discord::Check]| checks.last().cloned().expect("a guild");
    let checks = discord::doctor(config(&stage.fake)).await;
    assert!(guild(&checks).ok, "{checks:?}");
    stage.fake.change(|world| {
        let known = world.guilds.get_mut(&stage.sample.guild).expect("a guild");
        for role in &mut known.roles {
            role.permissions &= !fake_discord::permissions::MANAGE_ROLES;
        }
    });
    let sick = guild(&discord::doctor(config(&stage.fake)).await);
    assert!(
        !sick.ok
            && sick.sentence.contains("Manage Roles")
            && sick.sentence.contains("https://discord.com/oauth2")
    );
    stage.end().await;
}
