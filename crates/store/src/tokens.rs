//! Tokens for the API, and answers that are given again: what happens to rows, for both databases.

use crate::{
    args, audit,
    sql::{Arg, Row, Sql, broken, json},
};
use desk::{
    Failure,
    ports::{ApiToken, Begun, MOST_TOKENS, NewToken, TokenHash},
};
use ticket::{By, GuildId, Timestamp, UserId, audit::Act};

const COLUMNS: &str =
    "guild, id, name, hint, scopes, owner, owner_name, addresses, made_at, expires_at, revoked_at, used_at";
const NEWEST: &str = "SELECT MAX(id) FROM api_token WHERE guild = $1";
const HOW_MANY: &str =
    "SELECT CAST(COUNT(*) AS BIGINT) FROM api_token WHERE guild = $1 AND revoked_at IS NULL";
const INSERT: &str =
    "INSERT INTO api_token (guild, id, name, hash, hint, scopes, owner, owner_name, addresses, made_at, expires_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const USED: &str = "UPDATE api_token SET used_at = $1 WHERE guild = $2 AND id = $3";
const REVOKE: &str =
    "UPDATE api_token SET revoked_at = $1 WHERE guild = $2 AND id = $3 AND revoked_at IS NULL
    RETURNING name";
const BEGIN: &str = "INSERT INTO api_answer (guild, token, key, digest, at) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild, token, key) DO NOTHING";
const BEGIN_ANEW: &str = "UPDATE api_answer SET at = $1 WHERE guild = $2 AND token = $3 AND key = $4
    AND digest = $5 AND status IS NULL AND at <= $6";
const KNOWN: &str =
    "SELECT digest, status, body FROM api_answer WHERE guild = $1 AND token = $2 AND key = $3";
const ANSWER: &str =
    "UPDATE api_answer SET status = $1, body = $2 WHERE guild = $3 AND token = $4 AND key = $5";
const FORGET: &str = "DELETE FROM api_answer WHERE guild = $1 AND token = $2 AND key = $3 AND status IS NULL";
const SWEEP: &str = "DELETE FROM api_answer WHERE at < $1";

fn token_of(mut row: Row) -> Result<ApiToken, Failure> {
    Ok(ApiToken {
        guild: GuildId::from_i64(row.number()?),
        id: row.small()?,
        name: row.text()?,
        hint: row.text()?,
        scopes: row.json()?,
        owner: UserId::from_i64(row.number()?),
        owner_name: row.text()?,
        addresses: row.json()?,
        made_at: Timestamp(row.number()?),
        expires_at: row.maybe_number()?.map(Timestamp),
        revoked_at: row.maybe_number()?.map(Timestamp),
        used_at: row.maybe_number()?.map(Timestamp),
    })
}

pub fn tokens(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<ApiToken>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM api_token WHERE guild = $1 ORDER BY id DESC LIMIT 200");
    sql.rows(&statement, args![guild])?.into_iter().map(token_of).collect()
}

pub fn token(sql: &mut dyn Sql, hash: &TokenHash) -> Result<Option<ApiToken>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM api_token WHERE hash = $1");
    sql.row(&statement, args![hex::encode(hash)])?.map(token_of).transpose()
}

pub fn make(sql: &mut dyn Sql, guild: GuildId, new: &NewToken) -> Result<Option<u32>, Failure> {
    sql.lock(&format!("tokens:{guild}"))?;
    let many = sql.row(HOW_MANY, args![guild])?.map(|mut row| row.small()).transpose()?.unwrap_or(0);
    if many >= MOST_TOKENS {
        return Ok(None);
    }
    let newest = sql.row(NEWEST, args![guild])?.map(|mut row| row.maybe_number()).transpose()?.flatten();
    let id = u32::try_from(newest.unwrap_or(0) + 1).map_err(|_| broken("too many tokens"))?;
    let values = args![
        guild,
        id,
        &new.name,
        hex::encode(new.hash),
        &new.hint,
        json(&new.scopes)?,
        new.owner,
        &new.owner_name,
        json(&new.addresses)?,
        new.at,
        new.expires_at
    ];
    sql.run(INSERT, values)?;
    let by = By::Person { user: new.owner, name: new.owner_name.clone() };
    let act = Act::TokenMade { token: id, name: new.name.clone(), scopes: new.scopes.clone() };
    audit::acted(sql, guild, new.at, &by, &act)?;
    Ok(Some(id))
}

pub fn used(sql: &mut dyn Sql, guild: GuildId, id: u32, now: Timestamp) -> Result<(), Failure> {
    sql.run(USED, args![now, guild, id]).map(|_| ())
}

pub fn revoke(
    sql: &mut dyn Sql,
    guild: GuildId,
    token: u32,
    (now, by): (Timestamp, &By),
) -> Result<bool, Failure> {
    let Some(mut row) = sql.row(REVOKE, args![now, guild, token])? else { return Ok(false) };
    let act = Act::TokenRevoked { token, name: row.text()? };
    audit::acted(sql, guild, now, by, &act)?;
    Ok(true)
}

/// Whose request it is, and under which key.
pub struct Request<'a> {
    pub guild: GuildId,
    pub token: u32,
    pub key: &'a str,
}

pub fn begun(
    sql: &mut dyn Sql,
    of: &Request<'_>,
    digest: &str,
    now: Timestamp,
    stale: Timestamp,
) -> Result<Begun, Failure> {
    let Request { guild, token, key } = *of;
    if sql.run(BEGIN, args![guild, token, key, digest, now])? == 1
        || sql.run(BEGIN_ANEW, args![now, guild, token, key, digest, stale])? == 1
    {
        return Ok(Begun::First);
    }
    let Some(mut row) = sql.row(KNOWN, args![guild, token, key])? else { return Ok(Begun::Unfinished) };
    let (known, status, body) = (row.text()?, row.maybe_number()?, row.maybe_text()?);
    if known != digest {
        return Ok(Begun::Other);
    }
    Ok(match status.and_then(|status| u16::try_from(status).ok()) {
        Some(status) => Begun::Answered(status, body.unwrap_or_default()),
        None => Begun::Unfinished,
    })
}

pub fn answered(sql: &mut dyn Sql, of: &Request<'_>, answer: Option<(u16, &str)>) -> Result<(), Failure> {
    let Request { guild, token, key } = *of;
    match answer {
        Some((status, body)) => {
            let body = Arg::Text(Some(body.to_owned()));
            sql.run(ANSWER, args![i64::from(status), body, guild, token, key])?;
        }
        None => {
            sql.run(FORGET, args![guild, token, key])?;
        }
    }
    Ok(())
}

pub fn swept(sql: &mut dyn Sql, before: Timestamp) -> Result<(), Failure> {
    sql.run(SWEEP, args![before]).map(|_| ())
}
