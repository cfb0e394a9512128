//! The program at its command line: what it says when something is missing, and what it does with databases.

use fake_discord::{Config, Fake, sample};
use spec_gate::Gate;
use std::{
    path::Path,
    process::{Output, Stdio},
    time::Duration,
};
use tokio::{
    io::{AsyncBufReadExt, BufReader},
    process::Command,
};

async fn fake(intents: u64, gate: &Gate) -> Fake {
    let (world, _) = sample::harbor_lights(fake_discord::Clock::System);
    let config = Config { intents, tap: gate.tap(), ..Config::default() };
    Fake::start(config, world).await.expect("the stand-in starts")
}

fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
    for name in ["GUILDHALL_TOKEN", "GUILDHALL_DATABASE", "GUILDHALL_CLIENT_SECRET", "GUILDHALL_DISCORD_BASE"]
    {
        command.env_remove(name);
    }
    command.env("GUILDHALL_DATA", folder).env("GUILDHALL_LOG", "off").kill_on_drop(true);
    command
}

async fn serve(folder: &Path, base: &str, token: &str, database: Option<&str>) -> Output {
    let mut command = program(folder);
    command
        .args(["serve", "--listen", "127.0.0.1:0"])
        .env("GUILDHALL_DISCORD_BASE", base)
        .env("GUILDHALL_TOKEN", token);
    if let Some(database) = database {
        command.env("GUILDHALL_DATABASE", database);
    }
    tokio::time::timeout(Duration::from_secs(30), command.output())
        .await
        .expect("it ends")
        .expect("it starts")
}

fn said(output: &Output) -> String {
    assert!(!output.status.success(), "it must not go on");
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(words.trim().lines().count(), 1, "one sentence: {words}");
    words
}

/// A wrong token, an unreachable database or Discord: one sentence with the way out, and no secret in it.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_said_in_a_sentence() {
    let folder = tempfile::tempdir().expect("a folder");
    let gate = Gate::open();
    let all = fake(u64::MAX, &gate).await;
    let wrong = said(&serve(folder.path(), &all.base_url(), "not-the-token", None).await);
    assert!(wrong.contains("does not accept the bot token") && !wrong.contains("not-the-token"), "{wrong}");
    let database = Some("postgres://someone:hidden@127.0.0.1:1/nowhere");
    let database = said(&serve(folder.path(), &all.base_url(), all.token(), database).await);
    assert!(database.contains("database cannot be reached") && !database.contains("hidden"), "{database}");
    let nowhere = said(&serve(folder.path(), "http://127.0.0.1:1", all.token(), None).await);
    assert!(nowhere.contains("Discord cannot be reached"), "{nowhere}");
    let output =
        program(folder.path()).args(["serve", "--listen", "127.0.0.1:0"]).output().await.expect("it starts");
    assert!(said(&output).contains("GUILDHALL_TOKEN"));
}

/// Without its intents the program says in the log what to do, with the code, and the web is up all the same.
// Proves: P204
#[tokio::test(flavor = "multi_thread")]
async fn missing_intents_do_not_end_the_program() {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let folder = tempfile::tempdir().expect("a folder");
    let gate = Gate::open();
    let fake = fake(0, &gate).await;
    let mut command = program(folder.path());
    command.args(["serve", "--listen", "127.0.0.1:0"]).env("GUILDHALL_LOG", "info").stderr(Stdio::piped());
    command.env("GUILDHALL_DISCORD_BASE", fake.base_url()).env("GUILDHALL_TOKEN", fake.token());
    let mut serving = command.spawn().expect("it starts");
    let mut lines = BufReader::new(serving.stderr.take().expect("it is piped")).lines();
    let (mut address, mut told) = (None, None);
    let reading = async {
        while address.is_none() || told.is_none() {
            let line = lines.next_line().await.expect("can be read").expect("it goes on");
            address = address
                .take()
                .or_else(|| line.split_once("ready: ").map(|(_, address)| address.trim().to_owned()));
            told = told.take().or_else(|| line.contains("GH-402").then_some(line));
        }
    };
    tokio::time::timeout(Duration::from_secs(60), reading).await.expect("it says both in time");
    let told = told.expect("was waited for");
    for part in ["SERVER MEMBERS and MESSAGE CONTENT", "Privileged Gateway Intents", "within a minute"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let ready =
        reqwest::get(format!("{}/readyz", address.expect("was waited for"))).await.expect("it answers");
    assert_eq!(ready.text().await.expect("is text"), "ready, but GH-402\n");
    serving.kill().await.expect("it ends");
}

/// The doctor says what is well and what to fix, and its exit tells which.
#[tokio::test(flavor = "multi_thread")]
async fn the_doctor_says_what_to_fix() {
    let folder = tempfile::tempdir().expect("a folder");
    let gate = Gate::open();
    let fake = fake(0, &gate).await;
    let mut command = program(folder.path());
    command.arg("doctor").env("GUILDHALL_DISCORD_BASE", fake.base_url()).env("GUILDHALL_TOKEN", fake.token());
    let output = command.output().await.expect("it starts");
    let words = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!output.status.success(), "{words}");
    for part in ["ok   token", "FIX  intents", "FIX  web sign-in", "ok   database"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}

/// Migrate, back up, verify, restore; a damaged backup is told from a good one, and an existing file is not written over.
#[tokio::test(flavor = "multi_thread")]
async fn backups_are_made_checked_and_restored() {
    let folder = tempfile::tempdir().expect("a folder");
    let copy = folder.path().join("copy.db");
    let run = async |args: &[&str]| {
        let output = program(folder.path()).args(args).arg(&copy).output().await.expect("it starts");
        (
            output.status.success(),
            String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr),
        )
    };
    let migrated = program(folder.path()).arg("migrate").output().await.expect("it starts");
    assert!(migrated.status.success());
    assert!(run(&["backup"]).await.0);
    let (again, words) = run(&["backup"]).await;
    assert!(!again && words.contains("exists already"), "{words}");
    let (good, words) = run(&["restore", "--verify"]).await;
    assert!(good && words.contains("the backup is good"), "{words}");
    assert!(run(&["restore"]).await.0);
    assert!(folder.path().join("guildhall.db.before-restore").exists(), "what was there is kept");
    let bytes = std::fs::read(&copy).expect("is there");
    std::fs::write(&copy, &bytes[..bytes.len() / 2]).expect("is written");
    let (good, words) = run(&["restore", "--verify"]).await;
    assert!(!good && words.contains("damaged"), "{words}");
}

/// A file of messages becomes a page; one that is none is refused with a sentence.
// Proves: P160
#[tokio::test]
async fn a_transcript_is_rendered_from_a_file() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("messages.json");
    let message = r#"[{"id":"1300000000000000001","type":0,"content":"**hello** <b>","timestamp":"2026-01-01T10:00:00+00:00",
        "author":{"id":"1300000000000000000","username":"mia"}}]"#;
    std::fs::write(&file, message).expect("is written");
    let output =
        program(folder.path()).args(["transcript", "render"]).arg(&file).output().await.expect("it starts");
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(page.contains("<strong>hello</strong>") && page.contains("&lt;b&gt;"), "{page}");
    std::fs::write(&file, "no messages").expect("is written");
    let output =
        program(folder.path()).args(["transcript", "render"]).arg(&file).output().await.expect("it starts");
    assert!(!said(&output).is_empty());
}
