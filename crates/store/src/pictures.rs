//! Pictures: what happens to rows, for both databases.

use crate::{
    args,
    files::{state_number, state_of},
    sql::{Row, Sql, broken},
};
use desk::{
    Failure,
    ports::{Picture, Shown},
};
use ticket::{GuildId, MessageId, TicketKey};

const KNOWN: &str =
    "SELECT number FROM picture_shown WHERE guild = $1 AND number = $2 AND name = $3 AND message = $4";
const INSERT: &str = "INSERT INTO picture (guild, name, source, content_type, size, digest, state)
    VALUES ($1, $2, $3, '', 0, '', 0) ON CONFLICT (guild, name) DO NOTHING";
const SHOWN: &str = "INSERT INTO picture_shown (guild, number, name, message) VALUES ($1, $2, $3, $4)
    ON CONFLICT (guild, number, name, message) DO NOTHING";
const PICTURES: &str = "SELECT name, source, content_type, size, digest, state FROM picture
    WHERE guild = $1 AND name IN (SELECT name FROM picture_shown WHERE guild = $1 AND number = $2) ORDER BY name";
const PICTURE: &str =
    "SELECT p.name, p.source, p.content_type, p.size, p.digest, p.state FROM picture_shown s
    JOIN picture p ON p.guild = s.guild AND p.name = s.name
    WHERE s.guild = $1 AND s.number = $2 AND p.digest = $3 AND p.state = 1 AND (CAST($4 AS BIGINT) = 1 OR s.message = 0 OR EXISTS (
        SELECT 1 FROM message m WHERE m.guild = s.guild AND m.number = s.number AND m.id = s.message
        AND m.posted = 1 AND m.deleted_at IS NULL))
    ORDER BY p.name LIMIT 1";
const NAMED: &str =
    "SELECT name, source, content_type, size, digest, state FROM picture WHERE guild = $1 AND name = $2";
const ICON_IS: &str = "UPDATE guild SET icon_digest = $1 WHERE id = $2";
const ICON: &str = "SELECT p.name, p.source, p.content_type, p.size, p.digest, p.state FROM guild g
    JOIN picture p ON p.guild = g.id AND p.digest = g.icon_digest
    WHERE g.id = $1 AND g.icon_digest = $2 AND p.name LIKE 'icon/%' AND p.state = 1 ORDER BY p.name LIMIT 1";
const SETTLED: &str = "UPDATE picture SET content_type = $1, size = $2, digest = $3, state = $4
    WHERE guild = $5 AND name = $6";

pub fn shown(sql: &mut dyn Sql, key: TicketKey, pictures: &[Shown]) -> Result<(), Failure> {
    for one in pictures {
        let message = one.message.map_or(0, MessageId::as_i64);
        // Nearly always it is known, and then one look is all.
        if sql.row(KNOWN, args![key.guild, key.number, &one.name, message])?.is_none() {
            sql.run(INSERT, args![key.guild, &one.name, &one.source])?;
            sql.run(SHOWN, args![key.guild, key.number, &one.name, message])?;
        }
    }
    Ok(())
}

fn picture_of(mut row: Row) -> Result<Picture, Failure> {
    Ok(Picture {
        name: row.text()?,
        source: row.text()?,
        content_type: row.text()?,
        size: row.number()? as u64,
        digest: row.text()?,
        state: state_of(row.number()?),
    })
}

pub fn pictures(sql: &mut dyn Sql, key: TicketKey) -> Result<Vec<Picture>, Failure> {
    sql.rows(PICTURES, args![key.guild, key.number])?.into_iter().map(picture_of).collect()
}

pub fn picture(
    sql: &mut dyn Sql,
    key: TicketKey,
    digest: &str,
    hidden: bool,
) -> Result<Option<Picture>, Failure> {
    sql.row(PICTURE, args![key.guild, key.number, digest, hidden])?.map(picture_of).transpose()
}

pub fn picture_settled(sql: &mut dyn Sql, guild: GuildId, picture: &Picture) -> Result<(), Failure> {
    let (size, state) = (picture.size as i64, state_number(picture.state));
    sql.run(SETTLED, args![&picture.content_type, size, &picture.digest, state, guild, &picture.name])
        .map(|_| ())
}

pub fn icon_wanted(sql: &mut dyn Sql, guild: GuildId, icon: &Shown) -> Result<Picture, Failure> {
    sql.run(INSERT, args![guild, &icon.name, &icon.source])?;
    let row = sql.row(NAMED, args![guild, &icon.name])?;
    picture_of(row.ok_or_else(|| broken("a picture is gone"))?)
}

pub fn icon_is(sql: &mut dyn Sql, guild: GuildId, digest: Option<&str>) -> Result<(), Failure> {
    sql.run(ICON_IS, args![digest.unwrap_or_default(), guild]).map(|_| ())
}

pub fn icon(sql: &mut dyn Sql, guild: GuildId, digest: &str) -> Result<Option<Picture>, Failure> {
    sql.row(ICON, args![guild, digest])?.map(picture_of).transpose()
}
