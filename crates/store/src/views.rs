//! Lists of tickets, for both databases.

use crate::{
    args,
    records::{LOADED, loaded},
    sql::{Arg, Sql},
};
use desk::{
    Failure,
    ports::{Counts, Cursor, Filter, Row, Show},
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
    if let Some(cursor) = after {
        also("(last_at, number) < (", Some(cursor.last_at.into()));
        also_last(&mut wanted, &mut values, cursor.number.into());
    }
    values.push(limit.into());
    let statement = format!(
        "SELECT {LOADED} FROM ticket WHERE {wanted} ORDER BY last_at DESC, number DESC LIMIT ${}",
        values.len()
    );
    let rows = sql.rows(&statement, &values)?.into_iter();
    rows.map(|mut row| loaded(&mut row).map(|found| Row { ticket: found.ticket, activity: found.activity }))
        .collect()
}

fn also_last(wanted: &mut String, values: &mut Vec<Arg>, value: Arg) {
    values.push(value);
    wanted.push_str(&format!(", ${})", values.len()));
}

/// Types are numbers of ours, so they can stand in the statement.
fn among(types: &[TypeId]) -> String {
    let list: Vec<String> = types.iter().map(TypeId::to_string).collect();
    if list.is_empty() { "1 = 0".to_owned() } else { format!("type IN ({})", list.join(", ")) }
}

/// Counts over these types.
pub fn counts(
    sql: &mut dyn Sql,
    guild: GuildId,
    types: Option<&[TypeId]>,
    reader: UserId,
) -> Result<Counts, Failure> {
    let types = types.map_or_else(|| "1 = 1".to_owned(), among);
    let mut count = |condition: &str, values: &[Arg]| -> Result<u64, Failure> {
        let statement = format!(
            "SELECT CAST(COUNT(*) AS BIGINT) FROM ticket WHERE guild = $1 AND {types} AND {condition}"
        );
        let row = sql.row(&statement, values)?;
        Ok(row.map(|mut row| row.number()).transpose()?.unwrap_or(0).unsigned_abs())
    };
    Ok(Counts {
        open: count("is_open = 1", args![guild])?,
        unassigned: count("is_open = 1 AND claimer IS NULL AND assignee IS NULL", args![guild])?,
        mine: count("is_open = 1 AND (claimer = $2 OR assignee = $2)", args![guild, reader])?,
        closed: count("is_open = 0", args![guild])?,
    })
}
