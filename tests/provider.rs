//! `guildhall assist`, as it is typed.

use std::{path::Path, process::Command};

/// Runs the program in a data folder of its own; gives whether it succeeded, and what it said.
fn guildhall(folder: &Path, words: &[&str], key: Option<&str>) -> (bool, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_guildhall"));
    command
        .args(words)
        .env_clear()
        .env("GUILDHALL_DATA", folder)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default());
    if let Some(key) = key {
        command.env("GUILDHALL_ASSIST_KEY", key);
    }
    let output = command.output().expect("the program runs");
    let said = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&said).into_owned())
}

/// The key is nowhere to be read, and without a provider it says so.
// Proves: P184
#[test]
fn a_provider_is_set_shown_and_taken_away() {
    let folder = tempfile::tempdir().expect("a folder");
    let run = |words: &[&str], key| guildhall(folder.path(), &[&["assist", "provider"], words].concat(), key);
    assert!(guildhall(folder.path(), &["migrate"], None).0);
    assert!(run(&[], None).1.contains("no provider is set"));
    let (set, said) = run(&["--url", "https://api.example.com/v1", "--model", "small"], Some("sk-hush-hush"));
    assert!(set && said.contains("asks small at https://api.example.com/v1"), "{said}");
    assert!(run(&[], None).1.contains("small at https://api.example.com/v1"));
    let priced = ["--url", "https://api.example.com/v1", "--model", "small", "--price", "0.15/0.60 usd"];
    assert!(run(&priced, Some("sk-hush-hush")).0);
    assert!(run(&[], None).1.contains("0.15/0.6 USD a million"));
    assert!(!run(&["--url", "https://api.example.com/v1", "--model", "small", "--price", "cheap"], None).0);
    for file in
        std::fs::read_dir(folder.path()).expect("is read").flatten().filter(|file| file.path().is_file())
    {
        let bytes = std::fs::read(file.path()).expect("is read");
        assert!(!bytes.windows(4).any(|four| four == b"hush"), "{}", file.path().display());
    }
    let (open, said) = run(&["--url", "http://203.0.113.5/v1", "--model", "small"], Some("sk-hush-hush"));
    assert!(!open && said.contains("only over https") && !said.contains("hush"), "{said}");
    assert!(run(&["--remove"], None).1.contains("no provider is set"));
    assert!(run(&[], None).1.contains("no provider is set"));
}

#[test]
fn the_sample_is_measured() {
    let folder = tempfile::tempdir().expect("a folder");
    let (measured, said) = guildhall(folder.path(), &["assist", "evaluate"], None);
    assert!(measured, "{said}");
    for figure in ["action accuracy", "recall at 3", "recall at 5", "false-answer rate", "tokens", "cost"] {
        assert!(said.contains(figure), "{said}");
    }
    assert!(!guildhall(folder.path(), &["assist", "evaluate", "--guild", "1"], None).0);
}
