//! The arrows between the crates, and what the pure ones must not know.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

fn dependencies() -> BTreeMap<String, Vec<String>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path"])
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"))
        .output()
        .expect("cargo runs");
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let name = |value: &serde_json::Value| value["name"].as_str().expect("a name").to_owned();
    packages
        .iter()
        .map(|package| {
            let needs = package["dependencies"].as_array().expect("a list");
            let normal = needs.iter().filter(|dependency| dependency["kind"].is_null());
            (name(package), normal.map(name).collect())
        })
        .collect()
}

/// `ticket ← desk ← {store, discord, web} ← program`; `transcript ← web`; the fake knows none of them, and the gate only the fake.
#[test]
fn the_arrows_point_one_way() {
    let allowed: BTreeMap<&str, &[&str]> = BTreeMap::from([
        ("ticket", &[][..]),
        ("assist", &["ticket"]),
        ("assistant", &["assist", "desk", "ticket"]),
        ("transcript", &[]),
        ("fake-discord", &[]),
        ("spec-gate", &["fake-discord"]),
        ("desk", &["ticket"]),
        ("store", &["desk", "ticket"]),
        ("discord", &["desk", "ticket"]),
        ("web", &["assist", "assistant", "desk", "ticket", "transcript", "webhooks"]),
        ("webhooks", &["desk", "ticket"]),
        (
            "guildhall",
            &[
                "assist",
                "assistant",
                "desk",
                "discord",
                "fake-discord",
                "store",
                "ticket",
                "transcript",
                "web",
                "webhooks",
            ],
        ),
    ]);
    let found = dependencies();
    assert_eq!(
        found.keys().map(String::as_str).collect::<Vec<_>>(),
        allowed.keys().copied().collect::<Vec<_>>()
    );
    for (krate, needs) in &found {
        let ours = needs.iter().filter(|need| allowed.contains_key(need.as_str()));
        for need in ours {
            assert!(allowed[krate.as_str()].contains(&need.as_str()), "{krate} must not know {need}");
        }
    }
}

/// What each crate must never see, so that SQL, Discord's wire and HTTP each stay in one place.
#[test]
fn libraries_stay_in_their_places() {
    let only: &[(&str, &[&str])] = &[
        ("rusqlite", &["store"]),
        ("tokio-postgres", &["store"]),
        ("twilight-gateway", &["discord"]),
        ("twilight-model", &["discord", "spec-gate"]),
        ("twilight-http", &["discord"]),
        ("axum", &["web", "fake-discord"]),
        ("jiff", &["desk", "ticket", "transcript", "web", "guildhall"]),
        ("ring", &["assistant", "desk", "guildhall", "webhooks"]),
        ("tokio", &["assistant", "desk", "store", "discord", "web", "webhooks", "fake-discord", "guildhall"]),
    ];
    let found = dependencies();
    for (library, places) in only {
        for (krate, needs) in &found {
            let has = needs.iter().any(|need| need == library);
            assert!(!has || places.contains(&krate.as_str()), "{krate} must not know {library}");
        }
    }
}

/// Every test that starts the stand-in has a gate watch it, so that no claim rests on what only the stand-in takes for Discord.
#[test]
fn every_stand_in_of_a_test_is_watched() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let crates = std::fs::read_dir(root.join("crates")).expect("the crates").flatten();
    let mut folders: Vec<PathBuf> = crates.map(|one| one.path().join("tests")).collect();
    folders.push(root.join("tests"));
    let (mut seen, mut unwatched) = (0, Vec::new());
    while let Some(folder) = folders.pop() {
        for one in std::fs::read_dir(folder).into_iter().flatten().flatten().map(|one| one.path()) {
            if one.is_dir() {
                folders.push(one);
            } else if one.extension().is_some_and(|extension| extension == "rs") {
                let text = std::fs::read_to_string(&one).expect("a text");
                let started = text.matches(concat!("Fake::", "start(")).count();
                seen += started;
                if started > text.matches(concat!("gate.", "tap()")).count() {
                    unwatched.push(one);
                }
            }
        }
    }
    assert!(seen > 3, "the tests are found");
    assert!(unwatched.is_empty(), "a stand-in without a gate: {unwatched:?}");
}

/// The browser tests drive the program's own demo: it records what goes over the stand-in's wire, and the gate judges that at the end.
#[test]
fn the_demo_of_a_browser_test_is_watched() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser");
    let mut seen = 0;
    for one in std::fs::read_dir(folder).expect("the browser tests").flatten().map(|one| one.path()) {
        let name = one.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // What only measures is no test.
        if !name.ends_with(".mjs") || name == "slow-phone.mjs" {
            continue;
        }
        let text = std::fs::read_to_string(&one).expect("a text");
        let started = text.matches("\"demo\"").count();
        seen += started;
        assert!(started <= text.matches("\"--record\"").count(), "{name} starts a demo without a gate");
        assert!(!name.ends_with(".test.mjs") || text.contains("hall.mjs"), "{name} has a demo of its own");
    }
    assert!(seen > 0, "the demo is found");
}
