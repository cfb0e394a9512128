//! Views that staff keep, for both databases.

use crate::{
    args,
    sql::{Row, Sql},
};
use desk::{Failure, ports::Kept};
use ticket::{
    GuildId, UserId,
    view::{List, SavedView},
};

const OF: &str = "SELECT id, owner, maker, list, name, icon, query FROM saved_view
    WHERE guild = $1 AND owner IN (0, $2) ORDER BY CASE WHEN owner = 0 THEN 0 ELSE 1 END, place, id";
const ONE: &str =
    "SELECT id, owner, maker, list, name, icon, query FROM saved_view WHERE guild = $1 AND id = $2";
const HOW_MANY: &str = "SELECT CAST(COUNT(*) AS BIGINT), CAST(COALESCE(MAX(place), 0) AS BIGINT)
    FROM saved_view WHERE guild = $1 AND owner = $2";
const LAST: &str = "SELECT CAST(COALESCE(MAX(id), 0) AS BIGINT) FROM saved_view WHERE guild = $1";
const ADD: &str = "INSERT INTO saved_view (guild, id, owner, maker, place, list, name, icon, query)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
const CHANGE: &str = "UPDATE saved_view SET name = $1, icon = $2, place = $3 WHERE guild = $4 AND id = $5";
const REMOVE: &str = "DELETE FROM saved_view WHERE guild = $1 AND id = $2";

/// The shared ones, then those of this person.
pub fn of(sql: &mut dyn Sql, guild: GuildId, of: UserId) -> Result<Vec<SavedView>, Failure> {
    sql.rows(OF, args![guild, of])?.into_iter().map(read).collect()
}

/// One of them.
pub fn one(sql: &mut dyn Sql, guild: GuildId, id: u32) -> Result<Option<SavedView>, Failure> {
    sql.row(ONE, args![guild, id])?.map(read).transpose()
}

fn read(mut row: Row) -> Result<SavedView, Failure> {
    Ok(SavedView {
        id: row.small()?,
        owner: Some(UserId(row.number()?.cast_unsigned())).filter(|owner| owner.0 != 0),
        maker: UserId(row.number()?.cast_unsigned()),
        list: List::named(&row.text()?),
        name: row.text()?,
        icon: row.text()?,
        query: row.text()?,
    })
}

/// Keeps a new one, if there is room.
pub fn add(sql: &mut dyn Sql, guild: GuildId, view: &SavedView, most: usize) -> Result<Kept, Failure> {
    sql.lock(&format!("views {guild}"))?;
    let owner = view.owner.unwrap_or(UserId(0));
    let (count, place) = match sql.row(HOW_MANY, args![guild, owner])? {
        Some(mut row) => (row.number()?, row.number()?),
        None => (0, 0),
    };
    if count >= most as i64 {
        return Ok(Kept::Full);
    }
    let id = sql.row(LAST, args![guild])?.map_or(Ok(0), |mut row| row.small())? + 1;
    sql.run(
        ADD,
        args![guild, id, owner, view.maker, place + 1, view.list.word(), &view.name, &view.icon, &view.query],
    )?;
    Ok(Kept::As(id))
}

/// Changes those that are there; the place is the number before each.
pub fn change(sql: &mut dyn Sql, guild: GuildId, views: &[(u32, SavedView)]) -> Result<(), Failure> {
    for (place, view) in views {
        sql.run(CHANGE, args![&view.name, &view.icon, *place, guild, view.id])?;
    }
    Ok(())
}

/// Removes one.
pub fn remove(sql: &mut dyn Sql, guild: GuildId, id: u32) -> Result<(), Failure> {
    sql.run(REMOVE, args![guild, id]).map(|_| ())
}
