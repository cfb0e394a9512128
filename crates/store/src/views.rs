//! Lists of tickets, for both databases.

use crate::{
    args,
    records::{LOADED, loaded},
    sql::{Arg, Sql},
};
use desk::{
    Failure,
    ports::{Counts, Cursor, Filter, NextWord, Order, Row, Show},
};
use ticket::{GuildId, TypeId, UserId};

/// A page of tickets. Built from fixed parts; every value is a parameter.
pub fn list(
    sql: &mut dyn Sql,
    guild: GuildId,
    filter: &Filter,
    after: Option<Cursor>,
    limit: u32,
) -> Result<Vec<Row>, Failure> {
    let (wanted, mut values) = wanted(guild, filter, after);
    let order = match filter.order {
        Order::Latest => "last_at DESC, number DESC",
        Order::Urgent => "urgency DESC, last_at DESC, number DESC",
        Order::Newest => "number DESC",
        Order::Oldest => "number",
    };
    values.push(limit.into());
    let statement =
        format!("SELECT {LOADED} FROM ticket WHERE {wanted} ORDER BY {order} LIMIT ${}", values.len());
    let rows = sql.rows(&statement, &values)?.into_iter();
    rows.map(|mut row| loaded(&mut row).map(|found| Row { ticket: found.ticket, activity: found.activity }))
        .collect()
}

/// How many open tickets a filter holds, as far as it is counted.
pub fn count_open(sql: &mut dyn Sql, guild: GuildId, filter: &Filter, most: u32) -> Result<u64, Failure> {
    let (wanted, mut values) = wanted(guild, &Filter { show: Show::Open, ..filter.clone() }, None);
    values.push(most.into());
    let of = values.len();
    let statement = format!(
        "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT number FROM ticket WHERE {wanted} LIMIT ${of}) AS found"
    );
    let row = sql.row(&statement, &values)?;
    Ok(row.map(|mut row| row.number()).transpose()?.unwrap_or(0).unsigned_abs())
}

/// The condition that a filter is, and its values.
fn wanted(guild: GuildId, filter: &Filter, after: Option<Cursor>) -> (String, Vec<Arg>) {
    let mut values: Vec<Arg> = vec![guild.into()];
    let mut wanted = "guild = $1".to_owned();
    let mut also = |condition: &str, value: Option<Arg>| {
        wanted.push_str(" AND ");
        wanted.push_str(condition);
        if let Some(value) = value {
            values.push(value);
            wanted.push_str(&format!(" ${}", values.len()));
        }
    };
    match filter.show {
        Show::Open => also("is_open = 1", None),
        Show::Closed => also("is_open = 0", None),
        Show::All => {}
    }
    if let Some(types) = &filter.types {
        also(&among(types), None);
    }
    if let Some(opener) = filter.opener {
        also("opener =", Some(opener.into()));
    }
    if let Some(assignee) = filter.assignee {
        also("assignee =", Some(assignee.into()));
    }
    if let Some(claimer) = filter.claimer {
        also("claimer =", Some(claimer.into()));
    }
    if filter.unassigned {
        also("claimer IS NULL AND assignee IS NULL", None);
    }
    if let Some(worker) = filter.worker {
        also("(claimer =", Some(worker.into()));
        values.push(worker.into());
        wanted.push_str(&format!(" OR assignee = ${})", values.len()));
    }
    match filter.waiting {
        Some(NextWord::ForUs) => wanted.push_str(" AND (last_by IS NULL OR last_by = opener)"),
        Some(NextWord::ForMember) => wanted.push_str(" AND last_by <> opener"),
        None => {}
    }
    if let Some(text) = filter.text.as_deref().map(str::trim).filter(|text| !text.is_empty()) {
        // Every word, in any order.
        for word in text.split_whitespace().take(MOST_WORDS) {
            values.push(like(word).into());
            let of = values.len();
            match word.trim_start_matches('#').parse::<u32>() {
                Ok(number) => {
                    values.push(number.into());
                    wanted.push_str(&format!(" AND (words LIKE ${of} ESCAPE '!' OR number = ${})", of + 1));
                }
                Err(_) => wanted.push_str(&format!(" AND words LIKE ${of} ESCAPE '!'")),
            }
        }
    }
    if let Some(cursor) = after {
        let (condition, place): (&str, Vec<Arg>) = match filter.order {
            Order::Latest => ("(last_at, number) <", vec![cursor.last_at.into(), cursor.number.into()]),
            Order::Urgent => (
                "(urgency, last_at, number) <",
                vec![i64::from(cursor.urgency).into(), cursor.last_at.into(), cursor.number.into()],
            ),
            Order::Newest => ("(number) <", vec![cursor.number.into()]),
            Order::Oldest => ("(number) >", vec![cursor.number.into()]),
        };
        let from = values.len() + 1;
        values.extend(place);
        let places: Vec<String> = (from..=values.len()).map(|place| format!("${place}")).collect();
        wanted.push_str(&format!(" AND {condition} ({})", places.join(", ")));
    }
    (wanted, values)
}

/// Words of a search that count.
const MOST_WORDS: usize = 8;

/// A pattern for text that holds the word.
fn like(word: &str) -> String {
    let plain = word.to_lowercase().replace('!', "!!").replace('%', "!%").replace('_', "!_");
    format!("%{plain}%")
}

/// Types are numbers of ours, so they can stand in the statement.
fn among(types: &[TypeId]) -> String {
    let list: Vec<String> = types.iter().map(TypeId::to_string).collect();
    if list.is_empty() { "1 = 0".to_owned() } else { format!("type IN ({})", list.join(", ")) }
}

/// Counts of open tickets of these types, in one pass over those.
pub fn counts(
    sql: &mut dyn Sql,
    guild: GuildId,
    types: Option<&[TypeId]>,
    reader: UserId,
) -> Result<Counts, Failure> {
    let types = types.map_or_else(|| "1 = 1".to_owned(), among);
    let sum = |condition: &str| {
        format!("CAST(COALESCE(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END), 0) AS BIGINT)")
    };
    let statement = format!(
        "SELECT CAST(COUNT(*) AS BIGINT), {}, {}, {} FROM ticket WHERE guild = $2 AND is_open = 1 AND {types}",
        sum("claimer IS NULL AND assignee IS NULL"),
        sum("claimer = $1 OR assignee = $1"),
        sum("last_by IS NULL OR last_by = opener"),
    );
    let Some(mut row) = sql.row(&statement, args![reader, guild])? else { return Ok(Counts::default()) };
    let mut next = || row.number().map(i64::unsigned_abs);
    let (open, unassigned, mine, for_us) = (next()?, next()?, next()?, next()?);
    Ok(Counts { open, unassigned, mine, for_us, for_member: open - for_us })
}

/// Open tickets by type.
pub fn open_by_type(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<(TypeId, u64)>, Failure> {
    let rows = sql.rows(OPEN_BY_TYPE, args![guild])?.into_iter();
    rows.map(|mut row| Ok((TypeId(row.small()?), row.number()?.unsigned_abs()))).collect()
}

const OPEN_BY_TYPE: &str =
    "SELECT type, CAST(COUNT(*) AS BIGINT) FROM ticket WHERE guild = $1 AND is_open = 1 GROUP BY type";
