//! The permission doctor's reports: what happens to rows, for both databases.

use crate::{
    args,
    sql::{Sql, json},
};
use desk::Failure;
use ticket::{GuildId, Timestamp, doctor::Report};

const SAVE: &str = "INSERT INTO examined (guild, at, body) VALUES ($1, $2, $3)
    ON CONFLICT (guild) DO UPDATE SET at = EXCLUDED.at, body = EXCLUDED.body";
const READ: &str = "SELECT at, body FROM examined WHERE guild = $1";

pub fn save(sql: &mut dyn Sql, guild: GuildId, at: Timestamp, report: &Report) -> Result<(), Failure> {
    sql.run(SAVE, args![guild, at, json(report)?]).map(drop)
}

pub fn read(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<(Timestamp, Report)>, Failure> {
    let row = sql.row(READ, args![guild])?;
    row.map(|mut row| Ok((Timestamp(row.number()?), row.json()?))).transpose()
}
