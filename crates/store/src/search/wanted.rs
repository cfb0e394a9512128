//! The words of a query as each database asks for them. Words are letters and digits only, so nothing needs to be escaped.

use super::Shelf;
use desk::ports::Reader;
use ticket::{
    GuildId,
    query::{Phrase, Place, Sought},
};

/// Which parts of a head.
fn columns(phrase: &Phrase, place: Place) -> (&'static str, &'static str) {
    match place {
        _ if phrase.subject => ("{subject}", "A"),
        Place::Subject => ("{subject}", "A"),
        Place::Answers => ("{answers}", "B"),
        _ => ("{subject answers person}", "ABC"),
    }
}

/// An FTS5 expression.
pub fn for_sqlite(guild: GuildId, reader: &Reader, sought: &Sought, shelf: Shelf) -> String {
    let mut out = format!("home : g{guild}");
    if let Reader::Member(user) = reader {
        out.push_str(&format!(" AND home : o{user}"));
    }
    let one = |phrase: &Phrase| {
        let column = if shelf == Shelf::Head { columns(phrase, sought.place).0 } else { "{words}" };
        let star = if phrase.begins { " *" } else { "" };
        format!("{column} : \"{}\"{star}", phrase.tokens.join(" "))
    };
    for any in &sought.words {
        let any: Vec<String> = any.iter().map(one).collect();
        out.push_str(&format!(" AND ({})", any.join(" OR ")));
    }
    let without: Vec<String> = sought.without.iter().map(one).collect();
    if without.is_empty() { out } else { format!("({out}) NOT ({})", without.join(" OR ")) }
}

/// A `tsquery`.
pub fn for_postgres(guild: GuildId, reader: &Reader, sought: &Sought, shelf: Shelf) -> String {
    let mut out = format!("'.g{guild}'");
    if let Reader::Member(user) = reader {
        out.push_str(&format!(" & '.o{user}'"));
    }
    let one = |phrase: &Phrase| {
        let weight = if shelf == Shelf::Head { columns(phrase, sought.place).1 } else { "" };
        let last = phrase.tokens.len() - 1;
        let tokens = phrase.tokens.iter().enumerate().map(|(at, token)| {
            let star = if phrase.begins && at == last { "*" } else { "" };
            let marks = format!("{star}{weight}");
            if marks.is_empty() { format!("'{token}'") } else { format!("'{token}':{marks}") }
        });
        format!("({})", tokens.collect::<Vec<_>>().join(" <-> "))
    };
    for any in &sought.words {
        let any: Vec<String> = any.iter().map(one).collect();
        out.push_str(&format!(" & ({})", any.join(" | ")));
    }
    for phrase in &sought.without {
        out.push_str(&format!(" & !{}", one(phrase)));
    }
    out
}
