//! When figures were compared with tickets, and what was wrong.

use crate::{args, sql::Sql};
use desk::{
    Failure,
    ports::{Check, Checked},
};
use ticket::{GuildId, Timestamp};

const TO_CHECK: &str = "SELECT figure_zone.guild FROM figure_zone
    LEFT JOIN figure_check ON figure_check.guild = figure_zone.guild
    WHERE COALESCE(figure_check.at, 0) < $1
    ORDER BY COALESCE(figure_check.at, 0), figure_zone.guild LIMIT $2";
const LAST: &str = "SELECT at, tickets, after, wrong, wrong_at FROM figure_check WHERE guild = $1";
const RECORD: &str = "INSERT INTO figure_check (guild, at, tickets, after, wrong, wrong_at)
    VALUES ($1, $2, $3, $4, $5, $6)
    ON CONFLICT (guild) DO UPDATE SET at = excluded.at, tickets = excluded.tickets, after = excluded.after,
    wrong = CASE WHEN excluded.wrong_at IS NULL THEN figure_check.wrong ELSE excluded.wrong END,
    wrong_at = COALESCE(excluded.wrong_at, figure_check.wrong_at)";

pub fn to_check(sql: &mut dyn Sql, before: Timestamp, most: u32) -> Result<Vec<GuildId>, Failure> {
    let rows = sql.rows(TO_CHECK, args![before, most])?.into_iter();
    rows.map(|mut row| Ok(GuildId::from_i64(row.number()?))).collect()
}

pub fn last_check(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<Check>, Failure> {
    let found = sql.row(LAST, args![guild])?;
    let check = found.map(|mut row| {
        Ok(Check {
            at: Timestamp(row.number()?),
            tickets: row.number()?.unsigned_abs(),
            after: row.small()?,
            wrong: row.number()?.unsigned_abs(),
            wrong_at: row.maybe_number()?.map(Timestamp),
        })
    });
    check.transpose()
}

pub fn checked(sql: &mut dyn Sql, guild: GuildId, at: Timestamp, found: &Checked) -> Result<(), Failure> {
    let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let wrong_at = (found.differences() > 0).then_some(at);
    let values = args![guild, at, count(found.tickets), found.after, count(found.differences()), wrong_at];
    sql.run(RECORD, values).map(|_| ())
}
