//! Tickets, events, configuration: what happens to rows, for both databases.

use crate::{
    args, batches, begun_forms,
    figures::{self, Watch},
    files, listed, outbox, pushes, queue, search,
    sql::{Row, Sql, broken, json},
};
use desk::{
    Failure, Loaded,
    ports::{Activity, Commit, Config, Expect, Saved},
};
use std::sync::Arc;
use ticket::{
    By, ChannelId, GuildConfig, GuildId, Recorded, Scheduled, Ticket, TicketKey, Timestamp, TypeId, UserId,
    assign::{Held, Record, Records},
    open::Facts,
    report::Talk,
    sample,
};

const CONFIG: &str = "SELECT version, body FROM guild_config WHERE guild = $1 ORDER BY version DESC LIMIT 1";
const CONFIG_INSERT: &str =
    "INSERT INTO guild_config (guild, version, body, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5)";
const SAVED: &str =
    "SELECT version, body, saved_at, saved_by FROM guild_config WHERE guild = $1 AND version < $2
    ORDER BY version DESC LIMIT $3";
const NEXT_NUMBER: &str = "INSERT INTO counter (guild, last_number) VALUES ($1, 1)
    ON CONFLICT (guild) DO UPDATE SET last_number = counter.last_number + 1 RETURNING last_number";
const OPEN_OF_MEMBER: &str = "SELECT type, CAST(COUNT(*) AS BIGINT) FROM ticket
    WHERE guild = $1 AND opener = $2 AND is_open = 1 GROUP BY type";
const OPEN_OF_HANDLERS: &str = "SELECT assignee, type, CAST(COUNT(*) AS BIGINT),
    CAST(SUM(CASE WHEN (last_by IS NULL OR last_by = opener) AND settled = 0 THEN 1 ELSE 0 END) AS BIGINT) FROM ticket
    WHERE guild = $1 AND is_open = 1 AND assignee IS NOT NULL AND snoozed_until IS NULL
    AND number NOT IN (SELECT number FROM sample WHERE guild = $1) GROUP BY assignee, type";
const LAST_GIVEN: &str = "SELECT member, at FROM given WHERE guild = $1";
const LATEST_GIVEN: &str = "SELECT MAX(at) FROM given WHERE guild = $1";
const GIVEN: &str = "INSERT INTO given (guild, member, at) VALUES ($1, $2, $3)
    ON CONFLICT (guild, member) DO UPDATE SET at = EXCLUDED.at";
const LAST_HANDLER: &str =
    "SELECT assignee FROM ticket WHERE guild = $1 AND opener = $2 AND assignee IS NOT NULL
    ORDER BY number DESC LIMIT 1";
const MEMBER_PRESENT: &str = "SELECT is_present FROM member WHERE guild = $1 AND id = $2";
/// The columns that [`loaded`] reads.
pub const LOADED: &str = "body, version, messages, last_at, last_by, first_reply_at, first_reply_by, talk";
const TICKET: &str = "SELECT body, version, messages, last_at, last_by, first_reply_at, first_reply_by, talk
    FROM ticket WHERE guild = $1 AND number = $2";
const TICKET_IN: &str =
    "SELECT body, version, messages, last_at, last_by, first_reply_at, first_reply_by, talk
    FROM ticket WHERE guild = $1 AND channel = $2";
const SURFACES: &str =
    "SELECT channel, number FROM ticket WHERE guild = $1 AND channel IS NOT NULL ORDER BY channel";
/// Writing the same value takes the row's lock on both databases.
const LAST_AT: &str =
    "UPDATE ticket SET last_at = last_at WHERE guild = $1 AND number = $2 RETURNING last_at";
const LAST_OPENED: &str = "SELECT MAX(e.at) FROM ticket t JOIN ticket_event e
    ON e.guild = t.guild AND e.number = t.number AND e.seq = 1
    WHERE t.guild = $1 AND t.opener = $2 AND t.type = $3";
const OPEN_OF: &str =
    "SELECT number FROM ticket WHERE guild = $1 AND opener = $2 AND is_open = 1 ORDER BY number";
const OPENERS: &str = "SELECT DISTINCT opener FROM ticket WHERE guild = $1 AND is_open = 1 ORDER BY opener";
const TICKET_INSERT: &str = "INSERT INTO ticket (guild, number, version, type, opener, is_open, claimer, assignee, channel, body, last_at, messages, urgency)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12)";
const TICKET_UPDATE: &str =
    "UPDATE ticket SET version = $1, type = $2, opener = $3, is_open = $4, claimer = $5, assignee = $6,
    channel = $7, body = $8, urgency = $9 WHERE guild = $10 AND number = $11 AND version = $12";
const EVENT_INSERT: &str =
    "INSERT INTO ticket_event (guild, number, seq, at, body) VALUES ($1, $2, $3, $4, $5)";
const EVENTS: &str = "SELECT body FROM ticket_event WHERE guild = $1 AND number = $2 ORDER BY seq";
const EVENT: &str = "SELECT body FROM ticket_event WHERE guild = $1 AND number = $2 AND seq = $3";

pub fn config(sql: &mut dyn Sql, guild: GuildId) -> Result<Config, Failure> {
    let Some(mut row) = sql.row(CONFIG, args![guild])? else { return Ok(Config::default()) };
    let version = row.small()?;
    Ok(Config { version, config: Arc::new(row.json()?) })
}

pub fn save_config(
    sql: &mut dyn Sql,
    guild: GuildId,
    over: u32,
    config: &GuildConfig,
    jobs: &[Scheduled],
    (at, by): (Timestamp, &By),
) -> Result<u32, Failure> {
    sql.lock(&format!("config:{guild}"))?;
    if self::config(sql, guild)?.version != over {
        return Err(Failure::Conflict);
    }
    sql.run(CONFIG_INSERT, args![guild, over + 1, json(config)?, at, json(by)?])?;
    queue::enqueue(sql, jobs)?;
    Ok(over + 1)
}

/// What was saved, latest first.
pub fn saved(
    sql: &mut dyn Sql,
    guild: GuildId,
    before: Option<u32>,
    limit: u32,
) -> Result<Vec<Saved>, Failure> {
    let rows = sql.rows(SAVED, args![guild, before.map_or(i64::MAX, i64::from), limit])?.into_iter();
    rows.map(|mut row| {
        let (version, config) = (row.small()?, row.json()?);
        let (at, by) = (row.maybe_number()?.map(Timestamp), row.maybe_text()?);
        let by = by
            .map(|text| serde_json::from_str(&text).map_err(|error| broken(&error.to_string())))
            .transpose()?;
        Ok(Saved { version, config, at, by })
    })
    .collect()
}

pub fn next_number(sql: &mut dyn Sql, guild: GuildId) -> Result<u32, Failure> {
    sql.row(NEXT_NUMBER, args![guild])?.ok_or_else(|| broken("no number came back"))?.small()
}

pub fn opening_facts(
    sql: &mut dyn Sql,
    guild: GuildId,
    ticket_type: TypeId,
    member: UserId,
    handlers: &[UserId],
) -> Result<Facts, Failure> {
    let (in_guild, of_type) = open_of_member(sql, guild, ticket_type, member)?;
    let records = if handlers.is_empty() { Records::new() } else { records(sql, guild)? };
    let knows = sql.row(LAST_HANDLER, args![guild, member])?;
    let knows = knows.map(|mut row| row.number()).transpose()?.map(UserId::from_i64);
    let mut known = Records::new();
    for handler in handlers {
        // Someone who was never seen is given the benefit of the doubt; someone who was seen to leave is not.
        let present = match sql.row(MEMBER_PRESENT, args![guild, *handler])? {
            Some(mut row) => row.number()? == 1,
            None => true,
        };
        if present {
            let record = records.get(handler).cloned().unwrap_or_default();
            known.insert(*handler, Record { knows_member: knows == Some(*handler), ..record });
        }
    }
    let last = sql.row(LAST_OPENED, args![guild, member, ticket_type])?;
    let last_opened = last.map(|mut row| row.maybe_number()).transpose()?.flatten().map(Timestamp);
    Ok(Facts { open_in_guild: in_guild, open_of_type: of_type, last_opened, handlers: known })
}

fn open_of_member(
    sql: &mut dyn Sql,
    guild: GuildId,
    ticket_type: TypeId,
    member: UserId,
) -> Result<(u32, u32), Failure> {
    let (mut in_guild, mut of_type) = (0, 0);
    for mut row in sql.rows(OPEN_OF_MEMBER, args![guild, member])? {
        let (found, count) = (row.small()?, row.small()?);
        in_guild += count;
        if found == ticket_type.0 {
            of_type = count;
        }
    }
    Ok((in_guild, of_type))
}

/// What is known of everyone who has open tickets, or was ever given one.
fn records(sql: &mut dyn Sql, guild: GuildId) -> Result<Records, Failure> {
    let mut records = Records::new();
    for mut row in sql.rows(OPEN_OF_HANDLERS, args![guild])? {
        let (user, kind) = (UserId::from_i64(row.number()?), TypeId(row.small()?));
        let held = Held { open: row.small()?, for_us: row.small()? };
        records.entry(user).or_default().held.insert(kind, held);
    }
    for mut row in sql.rows(LAST_GIVEN, args![guild])? {
        let (user, at) = (UserId::from_i64(row.number()?), Timestamp(row.number()?));
        records.entry(user).or_default().last_given = Some(at);
    }
    Ok(records)
}

/// Reads the columns of [`LOADED`].
pub fn loaded(row: &mut Row) -> Result<Loaded, Failure> {
    let ticket: Ticket = row.json()?;
    let version = row.small()?;
    let messages = row.small()?;
    let last_at = Timestamp(row.number()?);
    let last_by = row.maybe_number()?.map(UserId::from_i64);
    let reply = (row.maybe_number()?, row.maybe_number()?);
    let first_reply = match reply {
        (Some(at), Some(by)) => Some((Timestamp(at), UserId::from_i64(by))),
        _ => None,
    };
    let talk = row.json()?;
    Ok(Loaded { ticket, version, activity: Activity { messages, last_at, last_by, first_reply, talk } })
}

pub fn ticket(sql: &mut dyn Sql, key: TicketKey) -> Result<Option<Loaded>, Failure> {
    sql.row(TICKET, args![key.guild, key.number])?.map(|mut row| loaded(&mut row)).transpose()
}

pub fn tickets(sql: &mut dyn Sql, keys: &[TicketKey]) -> Result<Vec<Loaded>, Failure> {
    let mut found = Vec::with_capacity(keys.len());
    for key in keys {
        found.extend(ticket(sql, *key)?);
    }
    Ok(found)
}

pub fn ticket_in(sql: &mut dyn Sql, guild: GuildId, channel: ChannelId) -> Result<Option<Loaded>, Failure> {
    sql.row(TICKET_IN, args![guild, channel])?.map(|mut row| loaded(&mut row)).transpose()
}

pub fn surfaces(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<(ChannelId, TicketKey)>, Failure> {
    let rows = sql.rows(SURFACES, args![guild])?.into_iter();
    rows.map(|mut row| Ok((ChannelId::from_i64(row.number()?), TicketKey { guild, number: row.small()? })))
        .collect()
}

pub fn openers(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<UserId>, Failure> {
    let rows = sql.rows(OPENERS, args![guild])?.into_iter();
    let openers = rows.map(|mut row| row.number().map(UserId::from_i64));
    // Nobody asks Discord for people that there are not.
    openers.filter(|found| !found.as_ref().is_ok_and(|user| sample::is_invented(*user))).collect()
}

pub fn open_of(sql: &mut dyn Sql, guild: GuildId, member: UserId) -> Result<Vec<TicketKey>, Failure> {
    let rows = sql.rows(OPEN_OF, args![guild, member])?.into_iter();
    rows.map(|mut row| Ok(TicketKey { guild, number: row.small()? })).collect()
}

pub fn commit(sql: &mut dyn Sql, commit: &Commit) -> Result<(), Failure> {
    let mut watch = Watch::over(sql, commit.ticket.key.guild)?;
    let mut over = None;
    for expect in &commit.expect {
        over = over.or(expected(sql, expect, &commit.events)?);
    }
    let ticket = &commit.ticket;
    let key = ticket.key;
    let version = commit.events.last().map_or(0, |event| event.seq);
    let body = json(ticket)?;
    let claimer = ticket.claim.as_ref().map(|claim| claim.by);
    let (kind, opener, open) = (ticket.ticket_type, ticket.opener.user, ticket.is_open());
    let channel = ticket.surface.channel();
    let urgency = i64::from(ticket.priority as u8);
    let now = commit.events.last().map_or(ticket.opened_at, |event| event.at);
    match over {
        None => {
            let values = args![
                key.guild,
                key.number,
                version,
                kind,
                opener,
                open,
                claimer,
                ticket.assignee,
                channel,
                body,
                ticket.opened_at,
                urgency
            ];
            sql.run(TICKET_INSERT, values)?;
            given(sql, commit)?;
            listed::follow(sql, None, ticket, &Talk::default(), now)?;
            search::committed(sql, None, ticket, &commit.events)?;
            watch.changed(None, (ticket, &Talk::default()));
        }
        Some(over) => {
            let before = figures::known(sql, key)?;
            let values = args![
                version,
                kind,
                opener,
                open,
                claimer,
                ticket.assignee,
                channel,
                body,
                urgency,
                key.guild,
                key.number,
                over
            ];
            if sql.run(TICKET_UPDATE, values)? != 1 {
                return Err(Failure::Conflict);
            }
            if before.as_ref().is_none_or(|(before, _)| before.assignee != ticket.assignee) {
                given(sql, commit)?;
            }
            let talk = before.as_ref().map(|(_, talk)| talk.clone()).unwrap_or_default();
            let before = before.map(|(before, _)| before);
            listed::follow(sql, before.as_ref(), ticket, &talk, now)?;
            search::committed(sql, before.as_ref(), ticket, &commit.events)?;
            if let Some(before) = &before {
                watch.changed(Some((before, &talk)), (ticket, &talk));
            }
        }
    }
    watch.write(sql)?;
    for event in &commit.events {
        sql.run(EVENT_INSERT, args![key.guild, key.number, event.seq, event.at, json(event)?])?;
    }
    files::brings(sql, key, &commit.files)?;
    if !ticket.is_sample() {
        outbox::events(sql, key, &commit.events)?;
        pushes::events(sql, ticket, &commit.events)?;
    }
    queue::enqueue(sql, &commit.jobs)
}

/// Remembers when its handler was given a ticket.
fn given(sql: &mut dyn Sql, commit: &Commit) -> Result<(), Failure> {
    let ticket = &commit.ticket;
    if ticket.assignee.is_none() || ticket.is_sample() {
        return Ok(());
    }
    let at = commit.events.last().map_or(ticket.opened_at, |event| event.at);
    // What was given later counts as later, whatever time Discord gave the acts: turns are taken in the order of giving.
    let latest = sql.row(LATEST_GIVEN, args![ticket.key.guild])?;
    let latest = latest.map(|mut row| row.maybe_number()).transpose()?.flatten();
    let at = latest.map_or(at, |latest| at.max(Timestamp(latest + 1)));
    match ticket.assignee {
        Some(user) => sql.run(GIVEN, args![ticket.key.guild, user, at]).map(|_| ()),
        None => Ok(()),
    }
}

/// Checks what a decision relied on; gives the version to write over, where it names one.
fn expected(sql: &mut dyn Sql, expect: &Expect, events: &[Recorded]) -> Result<Option<u32>, Failure> {
    match expect {
        // The insert itself, and the update's own condition, see to these two.
        Expect::New(_) => Ok(None),
        Expect::Version(_, version) => Ok(Some(*version)),
        Expect::OpenOf { guild, ticket_type, member, in_guild, of_type } => {
            sql.lock(&format!("opener:{guild}:{member}"))?;
            let now = open_of_member(sql, *guild, *ticket_type, *member)?;
            if now == (*in_guild, *of_type) { Ok(None) } else { Err(Failure::Conflict) }
        }
        Expect::Idle(key, last_at) => {
            // Locks the row on PostgreSQL, so that a message cannot arrive in between.
            let now = sql.row(LAST_AT, args![key.guild, key.number])?;
            let same = now.map(|mut row| row.number()).transpose()? == Some(last_at.0);
            if same { Ok(None) } else { Err(Failure::Conflict) }
        }
        Expect::Begun(key) => begun_forms::take(sql, key).map(|()| None),
        Expect::Taken(taken) => batches::take(sql, taken, events).map(|()| None),
        Expect::LoadOf { guild, ticket_type, handlers, whole } => {
            let kind = if *whole { String::new() } else { format!(":{ticket_type}") };
            sql.lock(&format!("load:{guild}{kind}"))?;
            let now = records(sql, *guild)?;
            let same = |(handler, relied): &(UserId, Record)| {
                let now = now.get(handler).cloned().unwrap_or_default();
                if *whole {
                    (&now.held, now.last_given) == (&relied.held, relied.last_given)
                } else {
                    now.open_of(*ticket_type) == relied.open_of(*ticket_type)
                }
            };
            if handlers.iter().all(same) { Ok(None) } else { Err(Failure::Conflict) }
        }
    }
}

pub fn events(sql: &mut dyn Sql, key: TicketKey) -> Result<Vec<Recorded>, Failure> {
    sql.rows(EVENTS, args![key.guild, key.number])?.into_iter().map(|mut row| row.json()).collect()
}

pub fn event(sql: &mut dyn Sql, key: TicketKey, seq: u32) -> Result<Option<Recorded>, Failure> {
    sql.row(EVENT, args![key.guild, key.number, seq])?.map(|mut row| row.json()).transpose()
}
