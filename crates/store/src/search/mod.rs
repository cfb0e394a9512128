//! What is said, by its words: kept in the same commit as what is said, for both databases.
//!
//! Three indexes that do not know one another: heads (subject, answers, opener), notes, messages. An entry has an id, and larger ids are later.
//! Beside its words an entry says whose it is, so that the words of another guild, or of another member, are never looked at. SQLite has the words
//! in FTS5, PostgreSQL in a `tsvector`; both get the very words that [`ticket::query::tokens`] gives.

mod back;
mod begun;
#[cfg(test)]
mod begun_tests;
mod earlier;
pub mod filter;
mod fresh;
mod hits;
mod seek;
mod text;
mod wanted;

pub use earlier::{begin_earlier, index_earlier};
pub use fresh::{Fresh, words};
pub use seek::search;
pub use text::said;

use crate::{
    args,
    sql::{Engine, Sql},
};
use desk::Failure;
use ticket::{Event, GuildId, MessageId, Recorded, Ticket, TicketKey, UserId, query::tokens};

/// Entries of what was there before have ids below this one.
const FIRST: i64 = 1 << 40;
/// Words of one text that are looked at; a Discord message has at most 4,000 letters.
const MOST_WORDS: usize = 2_000;
/// Positions between the parts of a head on PostgreSQL, so that no phrase reaches over.
const GAP: usize = 8;

/// Which index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// Subjects, answers, openers.
    Head,
    /// Notes.
    Note,
    /// Messages.
    Talk,
}

impl Shelf {
    fn table(self) -> &'static str {
        match self {
            Self::Head => "search_head",
            Self::Note => "search_note",
            Self::Talk => "search_talk",
        }
    }
}

/// An entry to be made.
struct Entry {
    key: TicketKey,
    opener: UserId,
    part: i64,
    /// The texts: subject, answers and opener of a head; else one.
    texts: Vec<String>,
}

/// A ticket's head and notes follow its commit.
pub fn committed(
    sql: &mut dyn Sql,
    before: Option<&Ticket>,
    ticket: &Ticket,
    events: &[Recorded],
) -> Result<(), Failure> {
    let same = before.is_some_and(|before| {
        before.subject == ticket.subject && before.answers == ticket.answers && before.opener == ticket.opener
    });
    if !same {
        put(sql, Shelf::Head, &head(ticket), None)?;
    }
    for event in events {
        if let Event::Noted { text } = &event.event {
            put(sql, Shelf::Note, &note(ticket, event.seq, text), None)?;
        }
    }
    Ok(())
}

fn head(ticket: &Ticket) -> Entry {
    let answers: Vec<&str> = ticket.answers.iter().map(|answer| answer.value.as_str()).collect();
    let person = format!("{} {}", ticket.opener.name, ticket.key.number);
    let texts = vec![ticket.subject.clone(), answers.join(" \n "), person];
    Entry { key: ticket.key, opener: ticket.opener.user, part: 0, texts }
}

fn note(ticket: &Ticket, seq: u32, text: &str) -> Entry {
    Entry { key: ticket.key, opener: ticket.opener.user, part: i64::from(seq), texts: vec![text.to_owned()] }
}

const MESSAGE: &str =
    "SELECT m.body, t.opener FROM message m JOIN ticket t ON t.guild = m.guild AND t.number = m.number
    WHERE m.guild = $1 AND m.number = $2 AND m.id = $3 AND m.posted = 1 AND m.deleted_at IS NULL";
/// The row stays as it is until the transaction ends.
const MESSAGE_HELD: &str =
    "SELECT m.body, t.opener FROM message m JOIN ticket t ON t.guild = m.guild AND t.number = m.number
    WHERE m.guild = $1 AND m.number = $2 AND m.id = $3 AND m.posted = 1 AND m.deleted_at IS NULL FOR UPDATE OF m";

/// A message's entry becomes what the message is now.
pub fn follows(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<(), Failure> {
    let statement = if sql.engine() == Engine::Postgres { MESSAGE_HELD } else { MESSAGE };
    let part = message.as_i64();
    let Some(mut row) = sql.row(statement, args![key.guild, key.number, message])? else {
        return sql.run(GONE, args![key.guild, key.number, part]).map(|_| ());
    };
    let (text, opener) = (said(&row.text()?), UserId::from_i64(row.number()?));
    if text.is_empty() {
        return sql.run(GONE, args![key.guild, key.number, part]).map(|_| ());
    }
    put(sql, Shelf::Talk, &Entry { key, opener, part, texts: vec![text] }, None)
}

const BEGINS: &str = "UPDATE search_talk SET begins = $2 WHERE id = $1";
const GONE: &str = "DELETE FROM search_talk WHERE guild = $1 AND number = $2 AND part = $3";

/// Makes an entry, or makes it anew under the id it has. `id` is given to entries from before; others come after all that are there.
fn put(sql: &mut dyn Sql, shelf: Shelf, entry: &Entry, id: Option<i64>) -> Result<(), Failure> {
    match sql.engine() {
        Engine::Sqlite => put_sqlite(sql, shelf, entry, id),
        Engine::Postgres => put_postgres(sql, shelf, entry, id),
    }
}

fn put_sqlite(sql: &mut dyn Sql, shelf: Shelf, entry: &Entry, id: Option<i64>) -> Result<(), Failure> {
    let table = shelf.table();
    let key = entry.key;
    let words = plain(&entry.texts.join(" "));
    let entered = match id {
        Some(id) => sql.row(
            &format!(
                "INSERT INTO {table} (id, guild, number, part) VALUES ($1, $2, $3, $4)
                ON CONFLICT (guild, number, part) DO UPDATE SET guild = excluded.guild RETURNING id"
            ),
            args![id, key.guild, key.number, entry.part],
        )?,
        None => sql.row(
            &format!(
                "INSERT INTO {table} (id, guild, number, part)
                VALUES (1 + MAX({FIRST}, COALESCE((SELECT MAX(id) FROM {table}), 0)), $1, $2, $3)
                ON CONFLICT (guild, number, part) DO UPDATE SET guild = excluded.guild RETURNING id"
            ),
            args![key.guild, key.number, entry.part],
        )?,
    };
    let Some(id) = entered.map(|mut row| row.number()).transpose()? else { return Ok(()) };
    if shelf == Shelf::Talk {
        sql.run(BEGINS, args![id, begun::beginnings(&words)])?;
    }
    let home = home(key.guild, entry.opener);
    match (shelf, entry.texts.as_slice()) {
        (Shelf::Head, [subject, answers, person]) => sql.run(
            "INSERT OR REPLACE INTO search_head_words (rowid, home, subject, answers, person) VALUES ($1, $2, $3, $4, $5)",
            args![id, home, plain(subject), plain(answers), plain(person)],
        ),
        _ => sql.run(
            &format!("INSERT OR REPLACE INTO {table}_words (rowid, home, words) VALUES ($1, $2, $3)"),
            args![id, home, words],
        ),
    }
    .map(|_| ())
}

fn put_postgres(sql: &mut dyn Sql, shelf: Shelf, entry: &Entry, id: Option<i64>) -> Result<(), Failure> {
    let table = shelf.table();
    let key = entry.key;
    let words = vector(entry);
    let again = "ON CONFLICT (guild, number, part) DO UPDATE SET words = EXCLUDED.words";
    match id {
        Some(id) => sql.run(
            &format!(
                "INSERT INTO {table} (id, guild, number, part, words) VALUES ($1, $2, $3, $4, CAST(CAST($5 AS TEXT) AS TSVECTOR)) {again}"
            ),
            args![id, key.guild, key.number, entry.part, words],
        ),
        None => sql.run(
            &format!(
                "INSERT INTO {table} (guild, number, part, words) VALUES ($1, $2, $3, CAST(CAST($4 AS TEXT) AS TSVECTOR)) {again}"
            ),
            args![key.guild, key.number, entry.part, words],
        ),
    }
    .map(|_| ())
}

/// Whose words they are. No word that is said can look like it: FTS5 has it in a column of its own, on PostgreSQL it has a dot.
fn home(guild: GuildId, opener: UserId) -> String {
    format!("g{guild} o{opener}")
}

/// The words of a text, with spaces between.
fn plain(text: &str) -> String {
    tokens(text).take(MOST_WORDS).collect::<Vec<_>>().join(" ")
}

/// A `tsvector` as PostgreSQL reads it: words with their places; those of subject, answers and opener are told apart by weight.
fn vector(entry: &Entry) -> String {
    let mut out = format!("'.g{}' '.o{}'", entry.key.guild, entry.opener);
    let mut place = 1;
    for (text, weight) in entry.texts.iter().zip(["A", "B", "C"]) {
        let weight = if entry.texts.len() > 1 { weight } else { "" };
        for token in tokens(text).take(MOST_WORDS) {
            out.push_str(&format!(" '{token}':{place}{weight}"));
            place += 1;
        }
        place += GAP;
    }
    out
}
