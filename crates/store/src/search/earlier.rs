//! What was there before there was an index, or before it told how words begin: put right in the background, a little at a time.

use super::{BEGINS, Entry, FIRST, Shelf, begun::beginnings, head, note, plain, put, said};
use crate::{
    args, listed,
    sql::{Engine, Sql},
};
use desk::Failure;
use ticket::{Event, GuildId, Recorded, Ticket, TicketKey, report::Talk};

const LEFT: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM search_waiting";
const NEXT: &str = "SELECT guild, number FROM search_waiting ORDER BY guild DESC, number DESC LIMIT $1";
const DONE: &str = "DELETE FROM search_waiting WHERE guild = $1 AND number = $2";
const TICKET: &str = "SELECT body, talk FROM ticket WHERE guild = $1 AND number = $2";
const TICKET_HELD: &str = "SELECT body, talk FROM ticket WHERE guild = $1 AND number = $2 FOR UPDATE";
const MESSAGES: &str = "SELECT id, body FROM message WHERE guild = $1 AND number = $2 AND posted = 1
    AND deleted_at IS NULL ORDER BY id";
const MESSAGES_HELD: &str = "SELECT id, body FROM message WHERE guild = $1 AND number = $2 AND posted = 1
    AND deleted_at IS NULL ORDER BY id FOR UPDATE";
const EVENTS: &str = "SELECT body FROM ticket_event WHERE guild = $1 AND number = $2 ORDER BY seq";

/// Puts at most so many tickets into the index, the latest first. Gives how many are left.
pub fn index_earlier(sql: &mut dyn Sql, most: u32) -> Result<u64, Failure> {
    sql.lock("search:earlier")?;
    let mut entries: Vec<(Shelf, Entry)> = Vec::new();
    for mut row in sql.rows(NEXT, args![most])? {
        let key = TicketKey { guild: GuildId::from_i64(row.number()?), number: row.small()? };
        sql.run(DONE, args![key.guild, key.number])?;
        gather(sql, key, &mut entries)?;
    }
    // The latest ticket was taken first and has to come last: larger ids are later.
    entries.reverse();
    for shelf in [Shelf::Head, Shelf::Note, Shelf::Talk] {
        let of: Vec<&Entry> = entries.iter().filter(|(on, _)| *on == shelf).map(|(_, entry)| entry).collect();
        let lowest = format!("SELECT MIN(id) FROM {} WHERE id < {FIRST}", shelf.table());
        let lowest = sql.row(&lowest, args![])?.map(|mut row| row.maybe_number()).transpose()?.flatten();
        let from = lowest.unwrap_or(FIRST) - of.len() as i64;
        for (at, entry) in of.into_iter().enumerate() {
            put(sql, shelf, entry, Some(from + at as i64))?;
        }
    }
    let left = sql.row(LEFT, args![])?.map(|mut row| row.number()).transpose()?;
    Ok(left.unwrap_or(0).unsigned_abs())
}

/// The entries of a ticket, the latest first.
fn gather(sql: &mut dyn Sql, key: TicketKey, entries: &mut Vec<(Shelf, Entry)>) -> Result<(), Failure> {
    let (ticket_of, messages) = match sql.engine() {
        Engine::Sqlite => (TICKET, MESSAGES),
        Engine::Postgres => (TICKET_HELD, MESSAGES_HELD),
    };
    let Some(mut row) = sql.row(ticket_of, args![key.guild, key.number])? else { return Ok(()) };
    let (ticket, talk): (Ticket, Talk) = (row.json()?, row.json()?);
    let last = talk.turns.last().map_or(ticket.opened_at, |turn| turn.at);
    listed::follow(sql, Some(&ticket), &ticket, &talk, last)?;
    let opener = ticket.opener.user;
    for mut row in sql.rows(messages, args![key.guild, key.number])?.into_iter().rev() {
        let (part, text) = (row.number()?, said(&row.text()?));
        if !text.is_empty() {
            entries.push((Shelf::Talk, Entry { key, opener, part, texts: vec![text] }));
        }
    }
    for mut row in sql.rows(EVENTS, args![key.guild, key.number])?.into_iter().rev() {
        let recorded: Recorded = row.json()?;
        if let Event::Noted { text } = &recorded.event {
            entries.push((Shelf::Note, note(&ticket, recorded.seq, text)));
        }
    }
    entries.push((Shelf::Head, head(&ticket)));
    Ok(())
}

const BELOW: &str = "SELECT below FROM search_unbegun";
const UNBEGUN: &str = "SELECT d.id, CASE WHEN d.begins = X'' THEN m.body END FROM search_talk d
    LEFT JOIN message m ON m.guild = d.guild AND m.number = d.number AND m.id = d.part
        AND m.posted = 1 AND m.deleted_at IS NULL
    WHERE d.id < $1 ORDER BY d.id DESC LIMIT $2";
const REACHED: &str = "UPDATE search_unbegun SET below = $1";
const ALL_BEGUN: &str = "DELETE FROM search_unbegun";

/// Has at most so many entries tell how their words begin, the latest first, from where it was left. Gives whether there are more.
pub fn begin_earlier(sql: &mut dyn Sql, most: u32) -> Result<bool, Failure> {
    // A `tsvector` tells by itself.
    if sql.engine() == Engine::Postgres {
        return Ok(false);
    }
    let Some(mut row) = sql.row(BELOW, args![])? else { return Ok(false) };
    let mut below = row.number()?;
    let rows = sql.rows(UNBEGUN, args![below, most])?;
    let more = rows.len() == most as usize;
    for mut row in rows {
        below = row.number()?;
        if let Some(body) = row.maybe_text()? {
            sql.run(BEGINS, args![below, beginnings(&plain(&said(&body)))])?;
        }
    }
    if more {
        sql.run(REACHED, args![below])?
    } else {
        sql.run(ALL_BEGUN, args![])?
    };
    Ok(more)
}
