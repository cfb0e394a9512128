//! What is shown of the places that were found: their tickets and what was said there.

use super::{Shelf, said, seek::among};
use crate::{
    args, records,
    sql::{Engine, Sql, broken},
};
use desk::{
    Failure,
    ports::{Hit, Part, Row},
};
use std::collections::{BTreeSet, HashMap};
use ticket::{Event, GuildId, MessageId, Recorded, TicketKey, UserId};

/// What was said at a place.
pub(super) const SAID: &str = "SELECT body, author FROM message
    WHERE guild = $1 AND number = $2 AND id = $3 AND posted = 1 AND deleted_at IS NULL";
/// The same of many places, which are two lists of the same length. Asking PostgreSQL for each takes longer than the answers.
const SAID_AT: &str = "SELECT m.number, m.id, m.body, m.author
    FROM unnest(CAST(string_to_array(CAST($2 AS TEXT), ',') AS BIGINT[]), CAST(string_to_array(CAST($3 AS TEXT), ',') AS BIGINT[])) AS p(number, id)
    JOIN message m ON m.guild = $1 AND m.number = p.number AND m.id = p.id AND m.posted = 1 AND m.deleted_at IS NULL";

/// A place that has what was sought.
pub(super) struct Place {
    pub(super) shelf: Shelf,
    pub(super) number: u32,
    pub(super) part: i64,
}

/// By ticket and message.
type Texts = HashMap<(u32, i64), (String, UserId)>;

/// The places as they are shown, in their order, without those that are gone meanwhile.
pub(super) fn of(sql: &mut dyn Sql, guild: GuildId, found: Vec<Place>) -> Result<Vec<Hit>, Failure> {
    let tickets = tickets(sql, guild, &found)?;
    let texts = texts(sql, guild, &found)?;
    let mut hits = Vec::with_capacity(found.len());
    for place in found {
        if let Some(row) = tickets.get(&place.number) {
            hits.extend(hit(sql, row, &place, &texts)?);
        }
    }
    Ok(hits)
}

fn tickets(sql: &mut dyn Sql, guild: GuildId, found: &[Place]) -> Result<HashMap<u32, Row>, Failure> {
    let numbers: BTreeSet<u32> = found.iter().map(|place| place.number).collect();
    if numbers.is_empty() {
        return Ok(HashMap::new());
    }
    let (among, list) = among(sql.engine(), "number", &numbers);
    let statement = format!("SELECT {} FROM ticket WHERE guild = $1 AND {among}", records::LOADED);
    let rows = sql.rows(&statement, args![guild, list])?.into_iter();
    rows.map(|mut row| {
        let loaded = records::loaded(&mut row)?;
        Ok((loaded.ticket.key.number, Row { ticket: loaded.ticket, activity: loaded.activity }))
    })
    .collect()
}

fn texts(sql: &mut dyn Sql, guild: GuildId, found: &[Place]) -> Result<Texts, Failure> {
    let talk = found.iter().filter(|place| place.shelf == Shelf::Talk);
    if sql.engine() == Engine::Sqlite {
        let mut texts = Texts::new();
        for Place { number, part, .. } in talk {
            if let Some(mut row) = sql.row(SAID, args![guild, *number, *part])? {
                texts.insert((*number, *part), (row.text()?, UserId::from_i64(row.number()?)));
            }
        }
        return Ok(texts);
    }
    let (numbers, parts): (Vec<_>, Vec<_>) =
        talk.map(|place| (place.number.to_string(), place.part.to_string())).unzip();
    if numbers.is_empty() {
        return Ok(Texts::new());
    }
    let rows = sql.rows(SAID_AT, args![guild, numbers.join(","), parts.join(",")])?.into_iter();
    rows.map(|mut row| {
        let at = (row.small()?, row.number()?);
        Ok((at, (row.text()?, UserId::from_i64(row.number()?))))
    })
    .collect()
}

fn hit(sql: &mut dyn Sql, row: &Row, place: &Place, texts: &Texts) -> Result<Option<Hit>, Failure> {
    let (key, row): (TicketKey, Row) = (row.ticket.key, row.clone());
    Ok(match place.shelf {
        Shelf::Head => {
            let at = row.ticket.opened_at;
            Some(Hit { row, part: Part::Head, text: String::new(), by: None, at })
        }
        Shelf::Note => {
            let seq = u32::try_from(place.part).map_err(|_| broken("a note has no event"))?;
            match records::event(sql, key, seq)? {
                Some(Recorded { event: Event::Noted { text }, by, at, .. }) => {
                    Some(Hit { row, part: Part::Note(seq), text, by: by.user(), at })
                }
                _ => None,
            }
        }
        Shelf::Talk => texts.get(&(place.number, place.part)).map(|(body, author)| {
            let message = MessageId::from_i64(place.part);
            Hit { row, part: Part::Message(message), text: said(body), by: Some(*author), at: message.at() }
        }),
    })
}
