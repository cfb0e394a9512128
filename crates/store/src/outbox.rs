//! What waits for endpoints: written in the commit of what it tells of, exactly one delivery for each endpoint (P223-P228).

use crate::{
    args, queue,
    sql::{Row, Sql, broken},
    webhooks,
};
use desk::{
    Failure,
    ports::{Delivery, DeliveryState, Posted, Told, Tried, Webhook, WebhookState},
};
use ticket::{
    GuildId, Job, MessageId, Recorded, Scheduled, TicketKey, Timestamp,
    webhook::{MOST_FAILURES, MOST_WAITING, Topic},
};

const INSERT: &str =
    "INSERT INTO webhook_delivery (guild, webhook, event, topic, number, seq, message, at, attempts, state)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0) ON CONFLICT (guild, webhook, event) DO NOTHING";
const WAITING: &str = "SELECT CAST(COUNT(*) AS BIGINT) FROM (SELECT 1 FROM webhook_delivery
    WHERE guild = $1 AND webhook = $2 AND state = 0 LIMIT $3) waiting";
const COLUMNS: &str =
    "id, event, topic, number, seq, message, at, body, attempts, state, status, trouble, tried_at";
const BODY: &str = "UPDATE webhook_delivery SET body = $1 WHERE guild = $2 AND id = $3 AND body IS NULL";
const BODY_OF: &str = "SELECT body FROM webhook_delivery WHERE guild = $1 AND id = $2";
const TRIED: &str = "UPDATE webhook_delivery SET attempts = attempts + 1, state = $1, status = $2, trouble = $3, tried_at = $4
    WHERE guild = $5 AND id = $6";
const ARRIVED: &str = "UPDATE webhook SET failures = 0, next_at = NULL WHERE guild = $1 AND id = $2";
const FAILED: &str = "UPDATE webhook SET failures = failures + 1, next_at = $1 WHERE guild = $2 AND id = $3
    RETURNING failures";
const AGAIN: &str = "UPDATE webhook_delivery SET state = 0, attempts = 0
    WHERE guild = $1 AND webhook = $2 AND id = $3 AND state <> 0";
const SWEEP: &str = "DELETE FROM webhook_delivery WHERE id IN (SELECT id FROM webhook_delivery
    WHERE guild = $1 AND webhook = $2 AND state <> 0 AND tried_at < $3 LIMIT 1000)";

/// Tells of what happened to a ticket.
pub fn events(sql: &mut dyn Sql, key: TicketKey, events: &[Recorded]) -> Result<(), Failure> {
    let told: Vec<_> =
        events.iter().filter_map(|one| Topic::of(&one.event).map(|topic| (topic, one))).collect();
    let settled = events.iter().find(|one| Topic::settles(&one.event));
    if told.is_empty() && settled.is_none() {
        return Ok(());
    }
    for webhook in listening(sql, key.guild)? {
        for (topic, one) in told.iter().filter(|(topic, _)| webhook.topics.contains(topic)) {
            let told = Told::Event { number: key.number, seq: one.seq };
            let event = format!("evt_{}-{}-{}", key.guild, key.number, one.seq);
            write(sql, key.guild, &webhook, (*topic, &event), told, one.at)?;
        }
        if let Some(one) = settled.filter(|_| webhook.topics.contains(&Topic::Opened)) {
            due(sql, key.guild, webhook.id, one.at)?;
        }
    }
    Ok(())
}

/// The endpoints of a guild that are told of messages. What many messages are told to is looked up once.
pub fn told_of_messages(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<Webhook>, Failure> {
    let all = listening(sql, guild)?.into_iter();
    Ok(all.filter(|one| one.topics.contains(&Topic::Message)).collect())
}

/// Tells these endpoints of a message by a person.
pub fn message(
    sql: &mut dyn Sql,
    key: TicketKey,
    posted: &Posted,
    endpoints: &mut Vec<Webhook>,
) -> Result<(), Failure> {
    let mut full = Vec::new();
    for webhook in endpoints.iter() {
        let told = Told::Message { number: key.number, message: posted.message };
        let event = format!("evt_{}-{}-m{}", key.guild, key.number, posted.message);
        if !write(sql, key.guild, webhook, (Topic::Message, &event), told, posted.message.at())? {
            full.push(webhook.id);
        }
    }
    endpoints.retain(|webhook| !full.contains(&webhook.id));
    Ok(())
}

/// Puts a test into the queue of one endpoint.
pub fn test(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    event: &str,
    at: Timestamp,
) -> Result<bool, Failure> {
    match webhooks::webhook(sql, guild, webhook)? {
        Some(found) if found.state == WebhookState::On && !found.secret.is_empty() => {
            write(sql, guild, &found, (Topic::Test, event), Told::Test, at)?;
            Ok(true)
        }
        _ => Ok(false),
    }
}

fn listening(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<Webhook>, Failure> {
    let all = webhooks::webhooks(sql, guild)?.into_iter();
    Ok(all.filter(|one| one.state == WebhookState::On && !one.secret.is_empty()).collect())
}

/// Puts a delivery into the queue of an endpoint; says whether it takes any: one that holds too many is stopped.
fn write(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: &Webhook,
    (topic, event): (Topic, &str),
    told: Told,
    at: Timestamp,
) -> Result<bool, Failure> {
    let most = i64::from(MOST_WAITING);
    let waiting = sql.row(WAITING, args![guild, webhook.id, most])?;
    if waiting.map(|mut row| row.number()).transpose()?.unwrap_or(0) >= most {
        webhooks::stopped(sql, guild, webhook.id, WebhookState::Full)?;
        return Ok(false);
    }
    let (number, seq, message) = match told {
        Told::Event { number, seq } => (Some(i64::from(number)), Some(i64::from(seq)), None),
        Told::Message { number, message } => (Some(i64::from(number)), None, Some(message.as_i64())),
        Told::Test => (None, None, None),
    };
    let values = args![guild, webhook.id, event, topic.word(), number, seq, message, at];
    if sql.run(INSERT, values)? == 1 {
        due(sql, guild, webhook.id, at)?;
    }
    Ok(true)
}

/// Has the queue of an endpoint worked.
pub fn due(sql: &mut dyn Sql, guild: GuildId, webhook: u32, at: Timestamp) -> Result<(), Failure> {
    queue::enqueue(sql, &[Scheduled { job: Job::Deliver { guild, webhook }, due: at }])
}

fn delivery_of(mut row: Row) -> Result<Delivery, Failure> {
    let (id, event, topic) = (row.number()?, row.text()?, row.text()?);
    let (number, seq, message) = (row.maybe_number()?, row.maybe_number()?, row.maybe_number()?);
    let small = |number: i64| u32::try_from(number).map_err(|_| broken("a delivery tells of no ticket"));
    let told = match (number, seq, message) {
        (Some(number), Some(seq), _) => Told::Event { number: small(number)?, seq: small(seq)? },
        (Some(number), None, Some(message)) => {
            Told::Message { number: small(number)?, message: MessageId::from_i64(message) }
        }
        _ => Told::Test,
    };
    Ok(Delivery {
        id,
        event,
        topic: Topic::named(&topic).ok_or_else(|| broken("a delivery is of no kind"))?,
        told,
        at: Timestamp(row.number()?),
        body: row.maybe_text()?,
        attempts: row.small()?,
        state: match row.number()? {
            0 => DeliveryState::Waiting,
            1 => DeliveryState::Delivered,
            _ => DeliveryState::Failed,
        },
        status: row.maybe_number()?.and_then(|status| u16::try_from(status).ok()),
        trouble: row.maybe_text()?,
        tried_at: row.maybe_number()?.map(Timestamp),
    })
}

pub fn next(sql: &mut dyn Sql, guild: GuildId, webhook: u32) -> Result<Option<Delivery>, Failure> {
    let statement = format!(
        "SELECT {COLUMNS} FROM webhook_delivery WHERE guild = $1 AND webhook = $2 AND state = 0 ORDER BY id LIMIT 1"
    );
    sql.row(&statement, args![guild, webhook])?.map(delivery_of).transpose()
}

pub fn body(sql: &mut dyn Sql, guild: GuildId, id: i64, body: &str) -> Result<String, Failure> {
    sql.run(BODY, args![body, guild, id])?;
    let kept = sql.row(BODY_OF, args![guild, id])?.map(|mut row| row.maybe_text()).transpose()?.flatten();
    Ok(kept.unwrap_or_else(|| body.to_owned()))
}

pub fn tried(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    id: i64,
    tried: &Tried,
) -> Result<u32, Failure> {
    let state = match tried.state {
        DeliveryState::Waiting => 0_i64,
        DeliveryState::Delivered => 1,
        DeliveryState::Failed => 2,
    };
    let trouble = crate::sql::Arg::Text(tried.trouble.clone());
    sql.run(TRIED, args![state, tried.status.map(i64::from), trouble, tried.at, guild, id])?;
    if tried.state == DeliveryState::Delivered {
        sql.run(ARRIVED, args![guild, webhook])?;
        return Ok(0);
    }
    let failures = sql.row(FAILED, args![tried.next_at, guild, webhook])?;
    let failures = failures.map(|mut row| row.small()).transpose()?.unwrap_or(0);
    if failures >= MOST_FAILURES {
        webhooks::stopped(sql, guild, webhook, WebhookState::Failing)?;
    }
    Ok(failures)
}

pub fn latest(sql: &mut dyn Sql, guild: GuildId, webhook: u32, limit: u32) -> Result<Vec<Delivery>, Failure> {
    let statement = format!(
        "SELECT {COLUMNS} FROM webhook_delivery WHERE guild = $1 AND webhook = $2 ORDER BY id DESC LIMIT $3"
    );
    sql.rows(&statement, args![guild, webhook, limit])?.into_iter().map(delivery_of).collect()
}

pub fn again(
    sql: &mut dyn Sql,
    guild: GuildId,
    webhook: u32,
    id: i64,
    now: Timestamp,
) -> Result<bool, Failure> {
    if sql.run(AGAIN, args![guild, webhook, id])? == 0 {
        return Ok(false);
    }
    due(sql, guild, webhook, now)?;
    Ok(true)
}

pub fn swept(sql: &mut dyn Sql, guild: GuildId, webhook: u32, before: Timestamp) -> Result<(), Failure> {
    sql.run(SWEEP, args![guild, webhook, before]).map(|_| ())
}
