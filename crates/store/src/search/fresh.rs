//! Entries of messages that nothing was known of before: nothing has to be looked up, nothing can be there.
//!
//! On SQLite those of a batch are made together, after everything else: whatever statement may have to be undone by itself (one with a trigger, one
//! that returns rows) has FTS5 write out what it holds, which was a segment of the index for each message, and their merging.

use super::{Engine, Entry, FIRST, Shelf, begun, home, plain, put, said};
use crate::{args, sql::Sql};
use desk::Failure;
use ticket::{MessageId, TicketKey, UserId};

const LATEST: &str = "SELECT MAX(id) FROM search_talk";
const ENTRY: &str = "INSERT INTO search_talk (id, guild, number, part, begins) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild, number, part) DO NOTHING";
const WORDS: &str = "INSERT INTO search_talk_words (rowid, home, words) VALUES ($1, $2, $3)";

/// The words of a message as SQLite's index takes them; none for what has no entry.
pub fn words(body: &str) -> Option<String> {
    Some(said(body)).filter(|text| !text.is_empty()).map(|text| plain(&text))
}

/// Entries that are still to be made. Nothing may be done about entries of messages before they are.
#[derive(Default)]
pub struct Fresh {
    waiting: Vec<(TicketKey, UserId, MessageId, String)>,
}

impl Fresh {
    /// A message arrived in the ticket of this opener; `words` as [`words`] has them, where SQLite is asked.
    pub fn arrived(
        &mut self,
        sql: &mut dyn Sql,
        (key, opener): (TicketKey, UserId),
        (message, body): (MessageId, &str),
        words: Option<&str>,
    ) -> Result<(), Failure> {
        match sql.engine() {
            Engine::Sqlite => {
                self.waiting.extend(words.map(|words| (key, opener, message, words.to_owned())))
            }
            Engine::Postgres => {
                let text = said(body);
                if !text.is_empty() {
                    let entry = Entry { key, opener, part: message.as_i64(), texts: vec![text] };
                    put(sql, Shelf::Talk, &entry, None)?;
                }
            }
        }
        Ok(())
    }

    /// Makes them.
    pub fn write(&mut self, sql: &mut dyn Sql) -> Result<(), Failure> {
        if self.waiting.is_empty() {
            return Ok(());
        }
        let latest = sql.row(LATEST, args![])?.map(|mut row| row.maybe_number()).transpose()?.flatten();
        let mut id = latest.unwrap_or(FIRST).max(FIRST);
        for (key, opener, message, words) in self.waiting.drain(..) {
            if sql.run(ENTRY, args![id + 1, key.guild, key.number, message, begun::beginnings(&words)])? == 1
            {
                id += 1;
                sql.run(WORDS, args![id, home(key.guild, opener), words])?;
            } else {
                let entry = Entry { key, opener, part: message.as_i64(), texts: vec![words] };
                put(sql, Shelf::Talk, &entry, None)?;
            }
        }
        Ok(())
    }
}
