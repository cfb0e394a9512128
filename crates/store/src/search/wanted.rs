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

/// An FTS5 expression. Where nearly all there is belongs to the guild, whose it is is better looked at afterwards: the list of everything would
/// be walked along with that of each word.
pub fn for_sqlite(guild: GuildId, reader: &Reader, sought: &Sought, shelf: Shelf, mostly: bool) -> String {
    let mut all = Vec::new();
    match reader {
        Reader::Member(user) => all.push(format!("home : g{guild} AND home : o{user}")),
        Reader::Staff(_) if mostly && !sought.words.is_empty() => {}
        Reader::Staff(_) => all.push(format!("home : g{guild}")),
    }
    let one = |phrase: &Phrase| {
        let column = if shelf == Shelf::Head { columns(phrase, sought.place).0 } else { "{words}" };
        let star = if phrase.begins { " *" } else { "" };
        format!("{column} : \"{}\"{star}", phrase.tokens.join(" "))
    };
    for any in &sought.words {
        let any: Vec<String> = any.iter().map(one).collect();
        all.push(format!("({})", any.join(" OR ")));
    }
    let out = all.join(" AND ");
    let without: Vec<String> = sought.without.iter().map(one).collect();
    if without.is_empty() { out } else { format!("({out}) NOT ({})", without.join(" OR ")) }
}

/// A `tsquery`; `mostly` as above.
pub fn for_postgres(guild: GuildId, reader: &Reader, sought: &Sought, shelf: Shelf, mostly: bool) -> String {
    let mut all = Vec::new();
    match reader {
        Reader::Member(user) => all.push(format!("'.g{guild}' & '.o{user}'")),
        Reader::Staff(_) if mostly && !sought.words.is_empty() => {}
        Reader::Staff(_) => all.push(format!("'.g{guild}'")),
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
        all.push(format!("({})", any.join(" | ")));
    }
    all.extend(sought.without.iter().map(|phrase| format!("!{}", one(phrase))));
    all.join(" & ")
}
