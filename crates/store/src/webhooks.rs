//! Endpoints: what happens to rows, for both databases. What is told is in [`crate::outbox`].

use crate::{
    args, audit, outbox,
    sql::{Row, Sql, broken, json},
};
use desk::{
    Failure,
    ports::{NewWebhook, Webhook, WebhookState},
};
use ticket::{
    By, GuildId, Timestamp,
    audit::Act,
    webhook::{MOST_ENDPOINTS, Topic},
};

const COLUMNS: &str = "id, url, topics, secret, state, failures, next_at, made_at, made_by";
const NEWEST: &str = "SELECT MAX(id) FROM webhook WHERE guild = $1";
const HOW_MANY: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM webhook WHERE guild = $1 AND is_removed = 0";
const INSERT: &str =
    "INSERT INTO webhook (guild, id, url, topics, secret, state, failures, made_at, made_by, is_removed)
    VALUES ($1, $2, $3, $4, '', 0, 0, $5, $6, 0)";
const CHANGE: &str =
    "UPDATE webhook SET url = $1, topics = $2 WHERE guild = $3 AND id = $4 AND is_removed = 0";
const SECRET: &str = "UPDATE webhook SET secret = $1 WHERE guild = $2 AND id = $3 AND is_removed = 0";
const SWITCH: &str = "UPDATE webhook SET state = $1, failures = 0, next_at = NULL
    WHERE guild = $2 AND id = $3 AND is_removed = 0";
const REMOVE: &str = "UPDATE webhook SET is_removed = 1, secret = '', url = ''
    WHERE guild = $1 AND id = $2 AND is_removed = 0";
const REMOVE_DELIVERIES: &str = "DELETE FROM webhook_delivery WHERE guild = $1 AND webhook = $2";

/// The state as databases hold it.
pub fn state_number(state: WebhookState) -> i64 {
    match state {
        WebhookState::On => 0,
        WebhookState::Off => 1,
        WebhookState::Failing => 2,
        WebhookState::Full => 3,
    }
}

fn state_of(number: i64) -> Result<WebhookState, Failure> {
    match number {
        0 => Ok(WebhookState::On),
        1 => Ok(WebhookState::Off),
        2 => Ok(WebhookState::Failing),
        3 => Ok(WebhookState::Full),
        _ => Err(broken("a webhook has no such state")),
    }
}

fn webhook_of(mut row: Row) -> Result<Webhook, Failure> {
    Ok(Webhook {
        id: row.small()?,
        url: row.text()?,
        topics: row.json()?,
        secret: row.text()?,
        state: state_of(row.number()?)?,
        failures: row.small()?,
        next_at: row.maybe_number()?.map(Timestamp),
        made_at: Timestamp(row.number()?),
        made_by: row.json()?,
    })
}

pub fn webhooks(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<Webhook>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM webhook WHERE guild = $1 AND is_removed = 0 ORDER BY id");
    sql.rows(&statement, args![guild])?.into_iter().map(webhook_of).collect()
}

pub fn webhook(sql: &mut dyn Sql, guild: GuildId, id: u32) -> Result<Option<Webhook>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM webhook WHERE guild = $1 AND id = $2 AND is_removed = 0");
    sql.row(&statement, args![guild, id])?.map(webhook_of).transpose()
}

/// The host of an address: its path may hold a secret.
fn host(url: &str) -> String {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned()
}

pub fn add(sql: &mut dyn Sql, guild: GuildId, new: &NewWebhook) -> Result<Option<u32>, Failure> {
    sql.lock(&format!("webhooks:{guild}"))?;
    let many = sql.row(HOW_MANY, args![guild])?.map(|mut row| row.small()).transpose()?.unwrap_or(0);
    if many >= MOST_ENDPOINTS {
        return Ok(None);
    }
    let newest = sql.row(NEWEST, args![guild])?.map(|mut row| row.maybe_number()).transpose()?.flatten();
    let webhook = u32::try_from(newest.unwrap_or(0) + 1).map_err(|_| broken("too many webhooks"))?;
    let values = args![guild, webhook, &new.url, json(&new.topics)?, new.at, json(&new.by)?];
    sql.run(INSERT, values)?;
    let act = Act::WebhookAdded { webhook, host: host(&new.url) };
    audit::acted(sql, guild, new.at, &new.by, &act)?;
    Ok(Some(webhook))
}

pub fn change(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    (url, topics): (&str, &[Topic]),
    (at, by): (Timestamp, &By),
) -> Result<bool, Failure> {
    if sql.run(CHANGE, args![url, json(&topics)?, guild, webhook])? == 0 {
        return Ok(false);
    }
    audit::acted(sql, guild, at, by, &Act::WebhookChanged { webhook, host: host(url) })?;
    Ok(true)
}

pub fn secret(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    sealed: &str,
    (at, by): (Timestamp, &By),
) -> Result<bool, Failure> {
    let Some(before) = self::webhook(sql, guild, webhook)? else { return Ok(false) };
    sql.run(SECRET, args![sealed, guild, webhook])?;
    // The first one belongs to its adding.
    if !before.secret.is_empty() {
        audit::acted(sql, guild, at, by, &Act::WebhookSecret { webhook })?;
    }
    Ok(true)
}

pub fn switch(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    on: bool,
    (at, by): (Timestamp, &By),
) -> Result<bool, Failure> {
    let state = if on { WebhookState::On } else { WebhookState::Off };
    if sql.run(SWITCH, args![state_number(state), guild, webhook])? == 0 {
        return Ok(false);
    }
    audit::acted(sql, guild, at, by, &Act::WebhookSwitched { webhook, on })?;
    if on {
        outbox::due(sql, guild, webhook, at)?;
    }
    Ok(true)
}

pub fn remove(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    (at, by): (Timestamp, &By),
) -> Result<bool, Failure> {
    if sql.run(REMOVE, args![guild, webhook])? == 0 {
        return Ok(false);
    }
    sql.run(REMOVE_DELIVERIES, args![guild, webhook])?;
    audit::acted(sql, guild, at, by, &Act::WebhookRemoved { webhook })?;
    Ok(true)
}

/// Switches an endpoint off by itself.
pub fn stopped(sql: &mut dyn Sql, guild: GuildId, webhook: u32, why: WebhookState) -> Result<(), Failure> {
    const STOP: &str = "UPDATE webhook SET state = $1 WHERE guild = $2 AND id = $3 AND state = 0";
    sql.run(STOP, args![state_number(why), guild, webhook]).map(|_| ())
}
