//! What was recorded in one process is judged in another.

use fake_discord::tap::{Exchange, Seen, Tap};
use serde_json::{Value, json};
use std::{fs, path::Path, process::Command};

fn sent(body: Value) -> Seen {
    let path = "/channels/1300000000000000000/messages".to_owned();
    // The answer is not what is looked at here.
    Seen::Exchange(Box::new(Exchange {
        method: "POST".to_owned(),
        path,
        body: Some(body),
        planned: true,
        ..Exchange::default()
    }))
}

fn told() -> Seen {
    let event =
        json!({"op": 0, "s": 1, "t": "TYPING_START", "d": {"channel_id": "1", "user_id": 7, "timestamp": 1}});
    Seen::Payload(event.to_string())
}

fn recorded(folder: &Path, name: &str, all: impl IntoIterator<Item = Seen>) -> std::path::PathBuf {
    let file = folder.join(name);
    let tap = Tap::recording(&file).expect("a new file");
    all.into_iter().for_each(|one| tap.see(one));
    file
}

fn judged(file: &Path) -> (bool, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_spec-gate")).arg(file).output().expect("the judge runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// Path and rule are told, of requests and of events; a record that says nothing, or cannot be read, does not pass.
#[test]
fn what_was_recorded_is_judged() {
    let folder = std::env::temp_dir().join(format!("guildhall-recorded-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let good = recorded(&folder, "good", [sent(json!({"content": "hello"}))]);
    assert!(judged(&good).0, "{}", judged(&good).1);
    assert!(Tap::recording(&good).is_err(), "a record is not written over");
    let mut bytes = fs::read(&good).expect("is there");
    bytes.extend_from_slice(b"{\"Exchange\":{\"meth");
    fs::write(folder.join("cut"), &bytes).expect("is written");
    assert!(judged(&folder.join("cut")).0, "whoever wrote it was killed");
    bytes.extend_from_slice(b"\n{}\n");
    fs::write(folder.join("odd"), &bytes).expect("is written");
    let (passed, words) = judged(&folder.join("odd"));
    assert!(!passed && words.contains("line 2"), "{words}");
    let (passed, words) = judged(&recorded(&folder, "empty", []));
    assert!(!passed && words.contains("nothing was recorded"), "{words}");
    assert!(!judged(&folder.join("nowhere")).0);
    let bad = recorded(&folder, "bad", [sent(json!({"content": "a".repeat(2_001)})), told()]);
    let (passed, words) = judged(&bad);
    fs::remove_dir_all(&folder).expect("is removed");
    if words.contains("SKIPPED") {
        return;
    }
    assert!(!passed, "{words}");
    for part in ["POST /channels/{channel_id}/messages, request at \"/content\"", "event TYPING_START"] {
        assert!(words.contains(part), "{part}: {words}");
    }
}
