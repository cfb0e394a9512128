//! What a message wants before anything is looked up: a person, nothing more, or too little to go by.

use crate::words::{self, Language, Word};

/// What a member's message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// They ask for a person: nothing is answered, staff are called.
    Human,
    /// They say that the matter is resolved (P172).
    Resolved,
    /// A greeting, or that something is wrong without what (P171).
    Vague,
    /// Something that may be in the documents.
    Question,
}

/// Words for people who work here, in letters as [`words::words`] makes them.
const PEOPLE: &[&str] = &[
    "admin",
    "admins",
    "agent",
    "human",
    "humans",
    "mensch",
    "menschen",
    "mitarbeiter",
    "mod",
    "moderator",
    "moderators",
    "mods",
    "operator",
    "person",
    "representative",
    "staff",
    "supporter",
];
/// Words for reaching them.
const REACH: &[&str] = &[
    "actual", "chat", "connect", "contact", "echten", "echter", "live", "real", "reden", "speak", "speaking",
    "sprechen", "talk", "talking",
];
/// Words that say it is over.
const RESOLVED: &[&str] = &[
    "behoben",
    "erledigt",
    "fixed",
    "geklart",
    "geloest",
    "gelost",
    "nevermind",
    "nvm",
    "resolved",
    "solved",
    "sorted",
];
/// Pairs that do.
const RESOLVED_PAIRS: &[(&str, &str)] = &[
    ("figured", "out"),
    ("figured", "it"),
    ("found", "it"),
    ("geht", "jetzt"),
    ("geht", "wieder"),
    ("got", "it"),
    ("klappt", "jetzt"),
    ("never", "mind"),
    ("that", "helped"),
    ("that", "worked"),
    ("that", "works"),
    ("working", "again"),
    ("working", "now"),
    ("works", "again"),
    ("works", "now"),
];
const THANKS: &[&str] = &["cheers", "danke", "dankeschon", "merci", "thank", "thanks", "thx", "tysm", "ty"];
/// Words that turn it round: "not fixed", "thanks in advance".
const NOT: &[&str] = &[
    "advance", "again", "arent", "but", "cannot", "cant", "didnt", "doesnt", "help", "hilfe", "how", "isnt",
    "kein", "keine", "nicht", "no", "not", "pls", "please", "bitte", "still", "voraus", "wasnt", "what",
    "when", "where", "why", "wie", "wo", "warum", "wann", "wont",
];
/// Words for trouble of any kind.
const TROUBLE: &[&str] = &[
    "anliegen",
    "assistance",
    "assist",
    "broken",
    "fehler",
    "funktioniert",
    "funktionieren",
    "inquiry",
    "issue",
    "issues",
    "kaputt",
    "problem",
    "probleme",
    "problems",
    "support",
    "ticket",
    "trouble",
    "work",
    "working",
    "works",
    "wrong",
];
/// A longer message is not about thanks alone.
const SHORT: usize = 14;

/// What a message wants.
pub fn intent(text: &str) -> Intent {
    let words = words::words(text);
    let has = |list: &[&str]| words.iter().any(|word| list.contains(&word.0.as_str()));
    if has(PEOPLE) && (has(REACH) || words.len() <= 3) {
        return Intent::Human;
    }
    if words.len() <= SHORT && !text.contains('?') && resolved(&words) {
        return Intent::Resolved;
    }
    let language = words::language(&words);
    if words.iter().all(|word| empty(word, language)) { Intent::Vague } else { Intent::Question }
}

fn resolved(words: &[Word]) -> bool {
    let is = |word: &Word, list: &[&str]| list.contains(&word.0.as_str());
    let any = |list: &[&str]| words.iter().any(|word| is(word, list));
    let pair = words.windows(2).any(|two| RESOLVED_PAIRS.contains(&(two[0].0.as_str(), two[1].0.as_str())));
    let turned = words.iter().filter(|word| word.0 != "again" || !pair).any(|word| is(word, NOT));
    if turned {
        return false;
    }
    // Thanks alone: nothing else is said.
    let language = words::language(words);
    any(RESOLVED) || pair || (any(THANKS) && words.iter().all(|word| is(word, THANKS) || word.stop(language)))
}

fn empty(word: &Word, language: Language) -> bool {
    word.stop(language) || TROUBLE.contains(&word.0.as_str()) || word.0.chars().count() < 2
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: P171, P172
    #[test]
    fn what_a_message_wants() {
        for text in [
            "can i talk to a human please",
            "real person pls",
            "Mitarbeiter",
            "Ich will mit einem Menschen sprechen",
            "HUMAN!!",
        ] {
            assert_eq!(intent(text), Intent::Human, "{text}");
        }
        for text in [
            "thanks!",
            "ty that fixed it",
            "ok works now",
            "Danke, hat sich erledigt",
            "never mind",
            "all working again, thanks",
        ] {
            assert_eq!(intent(text), Intent::Resolved, "{text}");
        }
        for text in ["help", "hi there", "it doesn't work!!", "Ich habe ein Problem", "", "🙂"] {
            assert_eq!(intent(text), Intent::Vague, "{text}");
        }
        let questions = [
            "when can i apply to be mod",
            "thanks in advance, my key is missing",
            "not fixed, the refund is missing",
            "the crash is fixed? how do I get the patch",
            "it worked yesterday but the black screen is still there",
        ];
        for text in questions {
            assert_eq!(intent(text), Intent::Question, "{text}");
        }
    }
}
