//! Every sentence that the code asks for exists in every language.

mod whole;

use serde_json::Value;
use std::{collections::BTreeSet, fs, path::Path};

fn files(folder: &Path, ending: &str, found: &mut Vec<String>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let path = entry.path();
        if path.is_dir() && path.file_name().is_some_and(|name| name != "target" && name != "node_modules") {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|found| found == ending) {
            found.extend(fs::read_to_string(&path));
        }
    }
}

fn keys_of(language: &str) -> BTreeSet<String> {
    let mut texts = Vec::new();
    files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("locales").join(language), "ftl", &mut texts);
    let lines = texts.iter().flat_map(|text| text.lines());
    let named = lines.filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    named.filter_map(|line| line.split_once(" =").map(|(key, _)| key.to_owned())).collect()
}

/// Keys in `say!(…, "key")` and `.say("key")`, in Rust and in templates.
fn keys_used() -> BTreeSet<String> {
    let root =
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("crates/ticket is two levels down");
    let mut sources = Vec::new();
    for (folder, ending) in [("crates", "rs"), ("src", "rs"), ("crates", "html")] {
        files(&root.join(folder), ending, &mut sources);
    }
    let mut used = BTreeSet::new();
    for source in &sources {
        for call in source.split("say!(").skip(1).chain(source.split(".say(").skip(1)) {
            let Some((before, rest)) = call.split_once('"') else { continue };
            let Some((key, _)) = rest.split_once('"') else { continue };
            let plain = !before.contains(';') && before.len() < 80;
            if plain
                && key.contains('-')
                && key.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
            {
                used.insert(key.to_owned());
            }
        }
    }
    used
}

#[test]
fn every_sentence_exists_in_every_language() {
    let used = keys_used();
    assert!(used.contains("refusal-already-claimed"), "the search for keys finds nothing");
    for locale in [ticket::settings::Locale::English, ticket::settings::Locale::German] {
        // A key that is worded twice breaks the loading of its whole language.
        assert!(
            locale.say("refusal-not-a-ticket").contains("Ticket")
                || locale.say("refusal-not-a-ticket").contains("ticket")
        );
    }
    let english = keys_of("en-US");
    assert_eq!(english, keys_of("de"), "the languages differ");
    let missing: Vec<_> = used.difference(&english).collect();
    assert!(missing.is_empty(), "not worded: {missing:?}");
}

/// The keys of a document, each with those it is in, and the words that stand under them.
fn walk<'a>(
    value: &'a Value,
    path: &mut Vec<&'a str>,
    keys: &mut BTreeSet<Vec<&'a str>>,
    words: &mut BTreeSet<(&'a str, &'a str)>,
) {
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                path.push(key);
                keys.insert(path.clone());
                walk(value, path, keys, words);
                path.pop();
            }
        }
        Value::Array(list) => list.iter().for_each(|one| walk(one, path, keys, words)),
        Value::String(word) => words.extend(path.last().map(|key| (*key, word.as_str()))),
        _ => {}
    }
}

/// Where the configuration has words of its own, and not only what people write, numbers and addresses.
const CHOSEN: [&str; 15] = [
    "acts",
    "after_close",
    "assignment",
    "do",
    "keys",
    "kinds",
    "layout",
    "locale",
    "mode",
    "pages_locale",
    "pause_by",
    "priorities",
    "priority",
    "style",
    "who",
];

#[test]
fn every_setting_has_a_name_in_every_language() {
    let document = serde_json::to_value(whole::whole()).expect("is written");
    let (mut keys, mut words) = (BTreeSet::new(), BTreeSet::new());
    walk(&document, &mut Vec::new(), &mut keys, &mut words);
    assert!(keys.contains(&vec!["types", "sla", "steps", "act", "channel"]), "not all of it is walked");
    for language in ["en-US", "de"] {
        let texts = keys_of(language);
        let text = |parts: &[&str]| parts.join("-").replace(['_', '.'], "-").to_ascii_lowercase();
        let known = |kind: &str, parts: &[&str]| texts.contains(&format!("set-{kind}-{}", text(parts)));
        let missing: BTreeSet<_> = keys
            .iter()
            .filter(|path| !known("name", &path[path.len() - 1..]))
            .filter_map(|path| path.last())
            .collect();
        assert!(missing.is_empty(), "{language}: keys of the configuration without a name: {missing:?}");
        let chosen = words.iter().filter(|(key, _)| CHOSEN.contains(key));
        let missing: Vec<_> = chosen.filter(|(key, word)| !known("value", &[*key, *word])).collect();
        assert!(missing.is_empty(), "{language}: words of the configuration without a text: {missing:?}");
    }
    for locale in [ticket::settings::Locale::English, ticket::settings::Locale::German] {
        for path in &keys {
            let name = ticket::config::names::name(locale, path);
            // A name that points to a sentence which is not there shows what it points to.
            assert!(!name.contains(['{', '_']), "{path:?}: {name}");
        }
    }
}
