//! Acts of owners: what happens to rows, for both databases.

use crate::{
    args,
    sql::{Sql, json},
};
use desk::{Failure, ports::Acted};
use ticket::{By, GuildId, Timestamp, audit::Act};

const ACTED: &str = "INSERT INTO audit (guild, at, done_by, act) VALUES ($1, $2, $3, $4)";
const ACTS: &str =
    "SELECT id, at, done_by, act FROM audit WHERE guild = $1 AND id < $2 ORDER BY id DESC LIMIT $3";

/// Remembers an act, in the commit of the act.
pub fn acted(sql: &mut dyn Sql, guild: GuildId, at: Timestamp, by: &By, act: &Act) -> Result<(), Failure> {
    sql.run(ACTED, args![guild, at, json(by)?, json(act)?]).map(|_| ())
}

/// What was done, latest first.
pub fn acts(
    sql: &mut dyn Sql,
    guild: GuildId,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Acted>, Failure> {
    let rows = sql.rows(ACTS, args![guild, before.unwrap_or(i64::MAX), limit])?.into_iter();
    rows.map(|mut row| {
        Ok(Acted { id: row.number()?, at: Timestamp(row.number()?), by: row.json()?, act: row.json()? })
    })
    .collect()
}
