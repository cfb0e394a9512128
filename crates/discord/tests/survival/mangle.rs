//! Events as nobody expects them, from a seed.

use serde_json::{Value, json};

/// The same numbers for the same seed.
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed | 1)
    }

    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % 1_000_003).unwrap_or(0) % end.max(1)
    }
}

/// Texts that break out of naive code.
const TEXTS: [&str; 14] = [
    "",
    "\0",
    "@everyone <@&1> <@1> <#1>",
    "gh1:open:18446744073709551616",
    "gh1:rate:0:0:255",
    "gh1:::::",
    "'; DROP TABLE tickets; --",
    "<script>alert(1)</script>",
    "\u{202e}\u{2066}\u{200b}\u{feff}",
    "👩‍👩‍👧‍👦e\u{301}\u{301}\u{301}",
    "18446744073709551616",
    "-1",
    "2026-13-45T99:99:99.000000+99:99",
    "https://[::1]:99999/../%00?ex=zz",
];

/// Names of at most 32 characters, as Discord lets people have them, and texts of any length.
pub fn hostile() -> impl Iterator<Item = (String, String)> {
    let more =
        ["`*_~|>#-[x](y)\\", "``````", "{name} {{number}} %s $1", "\u{1f468}\u{200d}".repeat(20).leak()];
    TEXTS.iter().copied().chain(more).filter(|text| !text.trim_matches(['\0', '\u{feff}']).is_empty()).map(
        |text| {
            let name: String = text.chars().filter(|c| *c != '\0').take(32).collect();
            (name, text.repeat(4_000 / text.len()))
        },
    )
}

/// A custom id that is nearly one of ours.
pub fn custom_id(chance: &mut Chance) -> String {
    const NAMES: [&str; 16] = [
        "open",
        "form",
        "claim",
        "close",
        "close-form",
        "accept-close",
        "decline-close",
        "menu",
        "rename-form",
        "for",
        "rate",
        "comment",
        "comment-form",
        "OPEN",
        "",
        "of-the-future",
    ];
    const ABOUT: [&str; 12] = [
        "",
        ":",
        ":1",
        ":0",
        ":-1",
        ":+1",
        ":18446744073709551616",
        ":1:2:3",
        ":0:0:255",
        ":1:1:6",
        ":a",
        ":1:\u{202e}",
    ];
    let prefix = ["gh1", "gh1", "gh1", "gh0", ""][chance.below(5)];
    let made = format!("{prefix}:{}{}", NAMES[chance.below(NAMES.len())], ABOUT[chance.below(ABOUT.len())]);
    if chance.below(5) == 0 {
        text(chance).as_str().unwrap_or_default().chars().take(100).collect()
    } else {
        made
    }
}

fn odd(chance: &mut Chance) -> Value {
    match chance.below(12) {
        0 => Value::Null,
        1 => json!(1_u64 << 31),
        2 => json!((1_u64 << 53) + 1),
        3 => json!(u64::MAX),
        4 => json!(i64::MIN),
        5 => json!(-1.5e300),
        6 => json!(u64::MAX.to_string()),
        7 => json!(true),
        8 => json!([]),
        9 => json!({}),
        10 => (0..60).fold(json!("deep"), |inner, _| json!({"components": [inner], "message": 1})),
        _ => text(chance),
    }
}

fn text(chance: &mut Chance) -> Value {
    let text = TEXTS[chance.below(TEXTS.len())];
    if chance.below(4) == 0 { json!(text.repeat(700)) } else { json!(text) }
}

/// Changes something somewhere inside.
pub fn mangle(value: &mut Value, chance: &mut Chance) {
    let deeper = chance.below(5) > 0;
    match value {
        Value::Object(object) if !object.is_empty() => {
            let keys: Vec<String> = object.keys().cloned().collect();
            let key = &keys[chance.below(keys.len())];
            let inside = &mut object[key];
            if deeper && (inside.is_object() || inside.is_array()) {
                return mangle(inside, chance);
            }
            match chance.below(5) {
                0 | 1 => drop(object.remove(key)),
                2 => drop(object.insert("a_field_of_the_future".to_owned(), odd(chance))),
                3 if object[key].is_string() => object[key] = text(chance),
                _ => object[key] = odd(chance),
            }
        }
        Value::Array(list) if !list.is_empty() => {
            let place = chance.below(list.len());
            match chance.below(5) {
                0 => drop(list.remove(place)),
                1 => list.push(odd(chance)),
                2 => list.extend(list.clone()),
                _ => mangle(&mut list[place], chance),
            }
        }
        other => *other = odd(chance),
    }
}
