//! Guilds, members and sessions: what happens to rows, for both databases.

use crate::{
    args, begun_forms,
    sql::{Arg, Engine, Row, Sql, json},
};
use desk::{
    Failure,
    ports::{Addable, GuildInfo, MemberInfo, Session, TokenHash},
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ticket::{GuildId, RoleId, Timestamp, UserId, sample};

const GUILD: &str = "SELECT body, icon_digest FROM guild WHERE id = $1";
const GUILDS: &str = "SELECT body, icon_digest FROM guild WHERE is_present = 1 ORDER BY id";
const GUILD_SEEN: &str = "INSERT INTO guild (id, is_present, body) VALUES ($1, $2, $3)
    ON CONFLICT (id) DO UPDATE SET is_present = excluded.is_present, body = excluded.body";
const MEMBER: &str = "SELECT body FROM member WHERE guild = $1 AND id = $2";
const MEMBERS_OF_SQLITE: &str =
    "SELECT body FROM member WHERE guild = $1 AND id IN (SELECT value FROM json_each($2))";
const MEMBERS_OF_POSTGRES: &str = "SELECT body FROM member
    WHERE guild = $1 AND id = ANY (CAST(string_to_array(CAST($2 AS TEXT), ',') AS BIGINT[]))";
const ANY_SAMPLE: &str = "SELECT guild FROM sample_set WHERE guild = $1";
const MEMBER_SEEN: &str = "INSERT INTO member (guild, id, is_present, name_folded, username_folded, body)
    VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (guild, id) DO UPDATE SET is_present = excluded.is_present,
    name_folded = excluded.name_folded, username_folded = excluded.username_folded, body = excluded.body";
const PRESENT: &str = "SELECT id FROM member WHERE guild = $1 AND is_present = 1 ORDER BY id LIMIT $2";
const NAMED: &str = "SELECT body FROM member WHERE guild = $1 AND is_present = 1
    AND (SUBSTR(name_folded, 1, $2) = $3 OR SUBSTR(username_folded, 1, $4) = $5) ORDER BY name_folded, id LIMIT $6";
const NAMED_POSTGRES: &str = "SELECT body FROM member WHERE guild = $1 AND is_present = 1
    AND (SUBSTR(name_folded, 1, CAST($2 AS BIGINT)::INT) = $3 OR SUBSTR(username_folded, 1, CAST($4 AS BIGINT)::INT) = $5)
    ORDER BY name_folded, id LIMIT $6";
const SESSION_START: &str =
    "INSERT INTO session (token, member, body, created_at, used_at) VALUES ($1, $2, $3, $4, $5)";
const SESSION: &str = "SELECT member, body, created_at, used_at FROM session
    WHERE token = $1 AND used_at >= $2 AND created_at >= $3";
const SESSION_USED: &str = "UPDATE session SET used_at = $1 WHERE token = $2";
const SESSION_END: &str = "DELETE FROM session WHERE token = $1";
const SWEEP: &str = "DELETE FROM session WHERE used_at < $1 OR created_at < $2";

fn guild_of(mut row: Row) -> Result<GuildInfo, Failure> {
    let (info, picture): (GuildInfo, String) = (row.json()?, row.text()?);
    Ok(GuildInfo { picture: Some(picture).filter(|digest| !digest.is_empty()), ..info })
}

pub fn guild(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<GuildInfo>, Failure> {
    sql.row(GUILD, args![guild])?.map(guild_of).transpose()
}

pub fn guilds(sql: &mut dyn Sql) -> Result<Vec<GuildInfo>, Failure> {
    sql.rows(GUILDS, args![])?.into_iter().map(guild_of).collect()
}

pub fn guild_seen(sql: &mut dyn Sql, guild: &GuildInfo) -> Result<(), Failure> {
    if !guild.present {
        begun_forms::guild_gone(sql, guild.id)?;
    }
    sql.run(GUILD_SEEN, args![guild.id, guild.present, json(guild)?]).map(|_| ())
}

pub fn member(sql: &mut dyn Sql, guild: GuildId, user: UserId) -> Result<Option<MemberInfo>, Failure> {
    if let Some(name) = sample::name(user) {
        let known = sql.row(ANY_SAMPLE, args![guild])?.is_some();
        return Ok(known.then(|| invented(user, name)));
    }
    sql.row(MEMBER, args![guild, user])?.map(|mut row| row.json()).transpose()
}

/// Somebody of the samples: known by a name and nothing else, and nobody who could be asked for anything.
fn invented(user: UserId, name: &str) -> MemberInfo {
    MemberInfo {
        user,
        username: name.to_lowercase(),
        name: name.to_owned(),
        avatar: None,
        bot: false,
        roles: Vec::new(),
        joined: None,
        present: false,
    }
}

pub fn members(sql: &mut dyn Sql, guild: GuildId, users: &[UserId]) -> Result<Vec<MemberInfo>, Failure> {
    if let [user] = users {
        return Ok(member(sql, guild, *user)?.into_iter().collect());
    }
    if users.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<String> = users.iter().map(|user| user.as_i64().to_string()).collect();
    let (statement, list) = match sql.engine() {
        Engine::Sqlite => (MEMBERS_OF_SQLITE, format!("[{}]", list.join(","))),
        Engine::Postgres => (MEMBERS_OF_POSTGRES, list.join(",")),
    };
    let rows = sql.rows(statement, args![guild, list])?.into_iter();
    let found: Vec<MemberInfo> = rows.map(|mut row| row.json()).collect::<Result<_, _>>()?;
    let found: HashMap<UserId, MemberInfo> = found.into_iter().map(|one| (one.user, one)).collect();
    let one = |user: &UserId| {
        found.get(user).cloned().or_else(|| sample::name(*user).map(|name| invented(*user, name)))
    };
    Ok(users.iter().filter_map(one).collect())
}

/// Roles are in the document: whoever asks waits for a look at every member, so lists are made on demand.
pub fn members_holding(
    sql: &mut dyn Sql,
    guild: GuildId,
    roles: &[RoleId],
    limit: u32,
) -> Result<Vec<MemberInfo>, Failure> {
    if roles.is_empty() {
        return Ok(Vec::new());
    }
    let mut values: Vec<Arg> = vec![guild.into()];
    let mut any = Vec::with_capacity(roles.len());
    for role in roles {
        values.push(format!("%\"{role}\"%").into());
        any.push(format!("body LIKE ${}", values.len()));
    }
    values.push(limit.into());
    let statement = format!(
        "SELECT body FROM member WHERE guild = $1 AND is_present = 1 AND ({}) ORDER BY name_folded, id LIMIT ${}",
        any.join(" OR "),
        values.len()
    );
    let found: Vec<MemberInfo> =
        sql.rows(&statement, &values)?.into_iter().map(|mut row| row.json()).collect::<Result<_, _>>()?;
    // A name may look like an id.
    Ok(found.into_iter().filter(|member| member.roles.iter().any(|role| roles.contains(role))).collect())
}

pub fn members_seen(sql: &mut dyn Sql, guild: GuildId, members: &[MemberInfo]) -> Result<(), Failure> {
    for member in members {
        if !member.present {
            begun_forms::member_gone(sql, guild, member.user)?;
        }
        let (name, username) = (member.name.to_lowercase(), member.username.to_lowercase());
        sql.run(MEMBER_SEEN, args![guild, member.user, member.present, name, username, json(member)?])?;
    }
    Ok(())
}

pub fn present(sql: &mut dyn Sql, guild: GuildId, limit: u32) -> Result<Vec<UserId>, Failure> {
    let rows = sql.rows(PRESENT, args![guild, limit])?.into_iter();
    rows.map(|mut row| row.number().map(UserId::from_i64)).collect()
}

pub fn members_named(
    sql: &mut dyn Sql,
    guild: GuildId,
    start: &str,
    limit: u32,
) -> Result<Vec<MemberInfo>, Failure> {
    let start = start.to_lowercase();
    let length = start.chars().count() as i64;
    let statement = if sql.engine() == crate::sql::Engine::Postgres { NAMED_POSTGRES } else { NAMED };
    let rows = sql.rows(statement, args![guild, length, &start, length, &start, limit])?;
    rows.into_iter().map(|mut row| row.json()).collect()
}

/// What of a session is only carried along.
#[derive(Serialize, Deserialize)]
struct Carried {
    username: String,
    avatar: Option<String>,
    guilds: Vec<GuildId>,
    #[serde(default)]
    addable: Vec<Addable>,
    csrf: String,
}

pub fn session_start(sql: &mut dyn Sql, session: &Session) -> Result<(), Failure> {
    let carried = Carried {
        username: session.username.clone(),
        avatar: session.avatar.clone(),
        guilds: session.guilds.clone(),
        addable: session.addable.clone(),
        csrf: session.csrf.clone(),
    };
    let values =
        args![hex::encode(session.token), session.user, json(&carried)?, session.created, session.used];
    sql.run(SESSION_START, values).map(|_| ())
}

pub fn session(
    sql: &mut dyn Sql,
    token: &TokenHash,
    idle_since: Timestamp,
    born_since: Timestamp,
) -> Result<Option<Session>, Failure> {
    let Some(mut row) = sql.row(SESSION, args![hex::encode(token), idle_since, born_since])? else {
        return Ok(None);
    };
    let user = UserId::from_i64(row.number()?);
    let Carried { username, avatar, guilds, addable, csrf } = row.json()?;
    let (created, used) = (Timestamp(row.number()?), Timestamp(row.number()?));
    Ok(Some(Session { token: *token, user, username, avatar, guilds, addable, csrf, created, used }))
}

pub fn session_used(sql: &mut dyn Sql, token: &TokenHash, now: Timestamp) -> Result<(), Failure> {
    sql.run(SESSION_USED, args![now, hex::encode(token)]).map(|_| ())
}

pub fn session_end(sql: &mut dyn Sql, token: &TokenHash) -> Result<(), Failure> {
    sql.run(SESSION_END, args![hex::encode(token)]).map(|_| ())
}

pub fn sessions_swept(
    sql: &mut dyn Sql,
    idle_since: Timestamp,
    born_since: Timestamp,
) -> Result<(), Failure> {
    sql.run(SWEEP, args![idle_since, born_since]).map(|_| ())
}
