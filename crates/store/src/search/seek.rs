//! Looking for words.

use super::{Shelf, filter, filter::Where, said, wanted};
use crate::{
    args, records,
    sql::{Arg, Engine, Sql, broken},
};
use desk::{
    Failure,
    ports::{Hit, Hits, Part, Reached, Reader, Row},
};
use std::collections::{BTreeMap, BTreeSet, btree_map::Entry};
use ticket::{
    Event, GuildId, MessageId, Recorded, Ticket, TicketKey, UserId,
    query::{Place, Sought},
};

/// Entries looked at for one page, whatever is thrown away of them by filters; then the page ends and the next one goes on.
const MOST_LOOKED_AT: usize = 6_000;
/// Entries asked for at once: few at first, for most searches need no more.
const AT_ONCE: [u32; 3] = [100, 500, 2_000];
/// Entries that are asked whose they are.
const SAMPLES: i64 = 16;

/// An entry that has the words.
struct Candidate {
    id: i64,
    number: u32,
    part: i64,
}

/// The shelves to look on, in the order of what is found; the place in it is [`Reached::stage`].
const SHELVES: [Shelf; 3] = [Shelf::Head, Shelf::Note, Shelf::Talk];

fn looks_on(shelf: Shelf, reader: &Reader, sought: &Sought) -> bool {
    let only_subjects = sought.words.iter().flatten().any(|phrase| phrase.subject);
    match shelf {
        Shelf::Head => !matches!(sought.place, Place::Messages | Place::Notes),
        Shelf::Note => {
            matches!(reader, Reader::Staff(_))
                && matches!(sought.place, Place::Anywhere | Place::Notes)
                && !only_subjects
        }
        Shelf::Talk => matches!(sought.place, Place::Anywhere | Place::Messages) && !only_subjects,
    }
}

/// A page of places where the words are.
pub fn search(
    sql: &mut dyn Sql,
    guild: GuildId,
    reader: &Reader,
    sought: &Sought,
    after: Option<Reached>,
    limit: u32,
) -> Result<Hits, Failure> {
    if !sought.has_words() {
        return Ok(Hits::default());
    }
    if sql.engine() == Engine::Postgres {
        // How common the words are decides how to look for them: every search is planned for its own.
        sql.run("SET LOCAL plan_cache_mode = 'force_custom_plan'", args![])?;
    }
    let limit = limit as usize;
    let mut found: Vec<(Shelf, Candidate)> = Vec::new();
    let (mut looked_at, mut next) = (0, None);
    'shelves: for (stage, shelf) in SHELVES.into_iter().enumerate() {
        let reached = after.map_or((0, i64::MAX), |after| (usize::from(after.stage), after.below));
        if stage < reached.0 || !looks_on(shelf, reader, sought) {
            continue;
        }
        let mut below = if stage == reached.0 { reached.1 } else { i64::MAX };
        let here = |below| Some(Reached { stage: stage as u8, below });
        let wanted = wanted(sql, guild, reader, sought, shelf)?;
        for turn in 0.. {
            if looked_at >= MOST_LOOKED_AT {
                next = here(below);
                break 'shelves;
            }
            let most = AT_ONCE[turn.min(AT_ONCE.len() - 1)];
            let candidates = candidates(sql, guild, shelf, &wanted, below, most)?;
            let all = candidates.len() < most as usize;
            looked_at += candidates.len();
            let allowed = allowed(sql, guild, reader, sought, &candidates)?;
            for candidate in candidates {
                let id = candidate.id;
                if allowed.contains(&candidate.number) {
                    if found.len() == limit {
                        next = here(below);
                        break 'shelves;
                    }
                    found.push((shelf, candidate));
                }
                below = id;
            }
            if all {
                break;
            }
        }
    }
    let hits = hits(sql, guild, found)?;
    Ok(Hits { hits, next })
}

fn wanted(
    sql: &mut dyn Sql,
    guild: GuildId,
    reader: &Reader,
    sought: &Sought,
    shelf: Shelf,
) -> Result<String, Failure> {
    Ok(match sql.engine() {
        Engine::Sqlite => {
            wanted::for_sqlite(guild, reader, sought, shelf, belongs_mostly_to(sql, guild, shelf)?)
        }
        Engine::Postgres => wanted::for_postgres(guild, reader, sought, shelf),
    })
}

/// Whether a good part of what is on a shelf is this guild's, as far as some entries tell that lie evenly all over it.
fn belongs_mostly_to(sql: &mut dyn Sql, guild: GuildId, shelf: Shelf) -> Result<bool, Failure> {
    let table = shelf.table();
    let ends = format!("SELECT (SELECT MIN(id) FROM {table}), (SELECT MAX(id) FROM {table})");
    let Some(mut row) = sql.row(&ends, args![])? else { return Ok(false) };
    let (Some(first), Some(last)) = (row.maybe_number()?, row.maybe_number()?) else { return Ok(false) };
    let whose = format!("SELECT guild FROM {table} WHERE id >= $1 ORDER BY id LIMIT 1");
    let mut ours = 0;
    for at in 0..SAMPLES {
        let from = first + (last - first) / SAMPLES * at;
        if let Some(mut row) = sql.row(&whose, args![from])? {
            ours += i64::from(row.number()? == guild.as_i64());
        }
    }
    Ok(ours * 4 >= SAMPLES)
}

/// Entries that have the words, the latest first.
fn candidates(
    sql: &mut dyn Sql,
    guild: GuildId,
    shelf: Shelf,
    wanted: &str,
    below: i64,
    most: u32,
) -> Result<Vec<Candidate>, Failure> {
    let table = shelf.table();
    let statement = match sql.engine() {
        // The words are walked backwards; CROSS JOIN keeps it so.
        Engine::Sqlite => format!(
            "SELECT d.id, d.number, d.part FROM {table}_words w CROSS JOIN {table} d ON d.id = w.rowid
            WHERE {table}_words MATCH $1 AND w.rowid < $2 AND d.guild = $3 ORDER BY w.rowid DESC LIMIT $4"
        ),
        Engine::Postgres => format!(
            "SELECT id, number, part FROM {table} WHERE words @@ CAST(CAST($1 AS TEXT) AS TSQUERY) AND id < $2
            ORDER BY id DESC LIMIT {most}"
        ),
    };
    let mut values: Vec<Arg> = vec![wanted.into(), below.into()];
    if sql.engine() == Engine::Sqlite {
        values.extend([guild.into(), most.into()]);
    }
    let rows = sql.rows(&statement, &values)?.into_iter();
    rows.map(|mut row| Ok(Candidate { id: row.number()?, number: row.small()?, part: row.number()? }))
        .collect()
}

/// The tickets among them that the reader may see and that the filters let through.
fn allowed(
    sql: &mut dyn Sql,
    guild: GuildId,
    reader: &Reader,
    sought: &Sought,
    candidates: &[Candidate],
) -> Result<BTreeSet<u32>, Failure> {
    let numbers: BTreeSet<u32> = candidates.iter().map(|one| one.number).collect();
    if numbers.is_empty() {
        return Ok(numbers);
    }
    let list: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let list = list.join(",");
    let (among, list) = match sql.engine() {
        Engine::Sqlite => ("t.number IN (SELECT value FROM json_each($2))", format!("[{list}]")),
        Engine::Postgres => {
            ("t.number = ANY (CAST(string_to_array(CAST($2 AS TEXT), ',') AS BIGINT[]))", list)
        }
    };
    let mut wanted = Where::new(&format!("t.guild = $1 AND {among}"), vec![guild.into(), list.into()]);
    match reader {
        Reader::Staff(None) => {}
        Reader::Staff(Some(types)) => wanted.and(&filter::among(types)),
        Reader::Member(user) => {
            let user = wanted.value(*user);
            wanted.and(&format!("t.opener = {user}"));
        }
    }
    wanted.checks(&sought.checks);
    let (wanted, values) = wanted.parts();
    let rows = sql.rows(&format!("SELECT t.number FROM ticket t WHERE {wanted}"), &values)?.into_iter();
    rows.map(|mut row| row.small()).collect()
}

const SAID: &str = "SELECT body, author FROM message
    WHERE guild = $1 AND number = $2 AND id = $3 AND posted = 1 AND deleted_at IS NULL";

fn hits(sql: &mut dyn Sql, guild: GuildId, found: Vec<(Shelf, Candidate)>) -> Result<Vec<Hit>, Failure> {
    let mut tickets: BTreeMap<u32, Row> = BTreeMap::new();
    let mut hits = Vec::with_capacity(found.len());
    for (shelf, Candidate { number, part, .. }) in found {
        let key = TicketKey { guild, number };
        let row = match tickets.entry(number) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(place) => {
                let Some(loaded) = records::ticket(sql, key)? else { continue };
                place.insert(Row { ticket: loaded.ticket, activity: loaded.activity })
            }
        };
        hits.extend(hit(sql, row, shelf, part)?);
    }
    Ok(hits)
}

fn hit(sql: &mut dyn Sql, row: &Row, shelf: Shelf, part: i64) -> Result<Option<Hit>, Failure> {
    let Row { ticket: Ticket { key, opened_at, .. }, .. } = row;
    let row = row.clone();
    Ok(match shelf {
        Shelf::Head => {
            let (key_opened, text) = (*opened_at, String::new());
            Some(Hit { row, part: Part::Head, text, by: None, at: key_opened })
        }
        Shelf::Note => {
            let seq = u32::try_from(part).map_err(|_| broken("a note has no event"))?;
            match records::event(sql, *key, seq)? {
                Some(Recorded { event: Event::Noted { text }, by, at, .. }) => {
                    Some(Hit { row, part: Part::Note(seq), text, by: by.user(), at })
                }
                _ => None,
            }
        }
        Shelf::Talk => {
            let message = MessageId::from_i64(part);
            let said_there = sql.row(SAID, args![key.guild, key.number, message])?;
            said_there
                .map(|mut row_of| {
                    let (text, author) = (said(&row_of.text()?), UserId::from_i64(row_of.number()?));
                    Ok::<_, Failure>(Hit {
                        row,
                        part: Part::Message(message),
                        text,
                        by: Some(author),
                        at: message.at(),
                    })
                })
                .transpose()?
        }
    })
}
