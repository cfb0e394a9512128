//! Members who asked to be erased: requests, and what happens to rows, for both databases.

use crate::{
    args, audit, begun_forms,
    files::state_number,
    pushes, queue,
    records::{LOADED, loaded},
    search,
    sql::{Row, Sql, broken, json},
};
use desk::{
    Failure,
    ports::{Erased, Erasure, ErasureState, FileState},
};
use ticket::{
    By, GuildId, Job, MessageId, Recorded, Scheduled, Ticket, TicketKey, Timestamp, UserId, audit::Act,
    erase::Erasing, report::Talk,
};

const COLUMNS: &str = "id, member, name, asked_at, due_at, state, pseudonym, decided_at, decided_by, reason, done_at, tickets, messages, files";
const NEWEST: &str = "SELECT MAX(id) FROM erasure WHERE guild = $1";
const WAITS: &str = "SELECT id FROM erasure WHERE guild = $1 AND member = $2 AND state IN (0, 2) LIMIT 1";
const INSERT: &str = "INSERT INTO erasure (guild, id, member, name, asked_at, due_at, state, pseudonym, tickets, messages, files)
    VALUES ($1, $2, $3, $4, $5, $6, 0, 0, 0, 0, 0)";
const DECIDE: &str =
    "UPDATE erasure SET state = $1, pseudonym = $2, reason = $3, decided_at = $4, decided_by = $5
    WHERE guild = $6 AND id = $7 AND state = 0";
const COUNTED: &str =
    "UPDATE erasure SET tickets = tickets + $1, messages = messages + $2, files = files + $3
    WHERE guild = $4 AND id = $5";
const DONE: &str = "UPDATE erasure SET state = 3, done_at = $1, member = 0, name = '', pseudonym = 0
    WHERE guild = $2 AND id = $3 AND state = 2";
/// Looks at every row of the guild: a member can be named anywhere, and this is asked for rarely.
const IN_TICKETS: &str = "SELECT number FROM ticket WHERE guild = $1 AND (opener = $2 OR claimer = $2 OR assignee = $2 OR last_by = $2
    OR first_reply_by = $2 OR body LIKE $3 OR talk LIKE $3)";
const IN_EVENTS: &str = "SELECT DISTINCT number FROM ticket_event WHERE guild = $1 AND body LIKE $2";
const IN_MESSAGES: &str =
    "SELECT DISTINCT number FROM message WHERE guild = $1 AND (author = $2 OR body LIKE $3)";
const IN_VERSIONS: &str = "SELECT DISTINCT number FROM message_version WHERE guild = $1 AND body LIKE $2";
const FILES: &str = "SELECT f.place FROM file f JOIN message m ON m.guild = f.guild AND m.number = f.number AND m.id = f.message
    WHERE f.guild = $1 AND f.number = $2 AND m.author = $3 AND f.state = $4";
const FILES_GONE: &str = "DELETE FROM file WHERE guild = $1 AND number = $2
    AND message IN (SELECT id FROM message WHERE guild = $1 AND number = $2 AND author = $3)";
/// Writing the same value takes the row's lock on both databases.
const LOCK: &str = "UPDATE ticket SET messages = messages WHERE guild = $1 AND number = $2";
const TICKET_SET: &str =
    "UPDATE ticket SET opener = $1, claimer = $2, assignee = $3, body = $4, talk = $5, last_by = $6,
    first_reply_by = $7 WHERE guild = $8 AND number = $9";
const EVENTS: &str = "SELECT seq, body FROM ticket_event WHERE guild = $1 AND number = $2 AND body LIKE $3";
const ALL_EVENTS: &str = "SELECT seq, body FROM ticket_event WHERE guild = $1 AND number = $2";
const EVENT_SET: &str = "UPDATE ticket_event SET body = $1 WHERE guild = $2 AND number = $3 AND seq = $4";
const MESSAGES: &str = "SELECT id, author, body FROM message WHERE guild = $1 AND number = $2";
const MESSAGE_SET: &str = "UPDATE message SET author = $1, body = $2, deleted_at = COALESCE(deleted_at, $3)
    WHERE guild = $4 AND number = $5 AND id = $6";
const BODY_SET: &str = "UPDATE message SET body = $1 WHERE guild = $2 AND number = $3 AND id = $4";
const VERSIONS_GONE: &str = "DELETE FROM message_version WHERE guild = $1 AND number = $2 AND id = $3";
const VERSIONS: &str =
    "SELECT id, replaced_at, body FROM message_version WHERE guild = $1 AND number = $2 AND body LIKE $3";
const VERSION_SET: &str =
    "UPDATE message_version SET body = $1 WHERE guild = $2 AND number = $3 AND id = $4 AND replaced_at = $5";
const SHOWN_GONE: &str = "DELETE FROM picture_shown WHERE guild = $1 AND number = $2
    AND (name LIKE $3 OR message IN (SELECT id FROM message WHERE guild = $1 AND number = $2 AND author = $4))";
const PROPOSALS_GONE: &str = "DELETE FROM knowledge_proposal WHERE guild = $1 AND ticket = $2";
const DELIVERIES_GONE: &str = "UPDATE webhook_delivery SET body = NULL WHERE guild = $1 AND number = $2";
/// Their faces, and pictures that nobody shows any more. The guild's icon is nobody's, and may be on its way still.
const PICTURES: &str =
    "SELECT digest FROM picture p WHERE guild = $1 AND digest <> '' AND (name LIKE $2 OR NOT EXISTS (
        SELECT 1 FROM picture_shown s WHERE s.guild = p.guild AND s.name = p.name))
    AND NOT EXISTS (SELECT 1 FROM picture o JOIN picture_shown s ON s.guild = o.guild AND s.name = o.name
        WHERE o.guild = p.guild AND o.digest = p.digest AND o.name NOT LIKE $2)
    AND NOT EXISTS (SELECT 1 FROM picture o WHERE o.guild = p.guild AND o.digest = p.digest AND o.name LIKE 'icon/%')";
const PICTURES_GONE: &str = "DELETE FROM picture WHERE guild = $1 AND (name LIKE $2 OR NOT EXISTS (
    SELECT 1 FROM picture_shown s WHERE s.guild = picture.guild AND s.name = picture.name) AND name NOT LIKE 'icon/%')";
const GIVEN_GONE: &str = "DELETE FROM given WHERE guild = $1 AND member = $2";
const MEMBER_GONE: &str = "DELETE FROM member WHERE guild = $1 AND id = $2 AND is_present = 0";

fn erasure_of_row(mut row: Row) -> Result<Erasure, Failure> {
    let (id, member, name) = (row.small()?, UserId::from_i64(row.number()?), row.text()?);
    let (asked_at, due_at) = (Timestamp(row.number()?), Timestamp(row.number()?));
    let (state, pseudonym) = (row.number()?, UserId::from_i64(row.number()?));
    let at = row.maybe_number()?.map_or(asked_at, Timestamp);
    let by = row.maybe_text()?.map(|text| serde_json::from_str(&text)).transpose();
    let by: By = by.map_err(|error| broken(&error.to_string()))?.unwrap_or(By::System);
    let reason = row.maybe_text()?.unwrap_or_default();
    let done_at = row.maybe_number()?.map_or(at, Timestamp);
    let mut count = || row.number().map(i64::unsigned_abs);
    let counts = Erased { tickets: count()?, messages: count()?, files: count()? };
    let state = match state {
        0 => ErasureState::Asked,
        1 => ErasureState::Declined { at, by, reason },
        2 => ErasureState::Approved { at, by, pseudonym },
        _ => ErasureState::Done { at: done_at, by, counts },
    };
    Ok(Erasure { id, member, name, asked_at, due_at, state })
}

pub fn erasures(sql: &mut dyn Sql, guild: GuildId) -> Result<Vec<Erasure>, Failure> {
    let statement = format!("SELECT {COLUMNS} FROM erasure WHERE guild = $1 ORDER BY id DESC LIMIT 200");
    sql.rows(&statement, args![guild])?.into_iter().map(erasure_of_row).collect()
}

pub fn of_member(sql: &mut dyn Sql, guild: GuildId, member: UserId) -> Result<Option<Erasure>, Failure> {
    let statement =
        format!("SELECT {COLUMNS} FROM erasure WHERE guild = $1 AND member = $2 ORDER BY id DESC LIMIT 1");
    sql.row(&statement, args![guild, member])?.map(erasure_of_row).transpose()
}

pub fn ask(
    sql: &mut dyn Sql,
    guild: GuildId,
    (member, name): (UserId, &str),
    at: Timestamp,
    due: Timestamp,
) -> Result<Option<u32>, Failure> {
    sql.lock(&format!("erasures:{guild}"))?;
    if sql.row(WAITS, args![guild, member])?.is_some() {
        return Ok(None);
    }
    let newest = sql.row(NEWEST, args![guild])?.map(|mut row| row.maybe_number()).transpose()?.flatten();
    let request = u32::try_from(newest.unwrap_or(0) + 1).map_err(|_| broken("too many requests"))?;
    sql.run(INSERT, args![guild, request, member, name, at, due])?;
    // Without a name: the log outlives the erasure.
    audit::acted(sql, guild, at, &By::System, &Act::ErasureAsked { request })?;
    Ok(Some(request))
}

pub fn decide(
    sql: &mut dyn Sql,
    guild: GuildId,
    request: u32,
    decision: Result<UserId, &str>,
    (at, by): (Timestamp, &By),
) -> Result<bool, Failure> {
    let (state, pseudonym, reason) = match decision {
        Ok(pseudonym) => (2_i64, pseudonym, ""),
        Err(reason) => (1, UserId(0), reason),
    };
    let values = args![state, pseudonym, reason, at, json(by)?, guild, request];
    if sql.run(DECIDE, values)? == 0 {
        return Ok(false);
    }
    let act = match decision {
        Ok(_) => Act::ErasureApproved { request },
        Err(reason) => Act::ErasureDeclined { request, reason: reason.to_owned() },
    };
    audit::acted(sql, guild, at, by, &act)?;
    if decision.is_ok() {
        queue::enqueue(sql, &[Scheduled { job: Job::Erase { guild, request }, due: at }])?;
    }
    Ok(true)
}

fn like(user: UserId) -> String {
    format!("%{user}%")
}

pub fn tickets(sql: &mut dyn Sql, guild: GuildId, member: UserId) -> Result<Vec<u32>, Failure> {
    let like = like(member);
    let mut numbers = Vec::new();
    let mut all = sql.rows(IN_TICKETS, args![guild, member, &like])?;
    all.extend(sql.rows(IN_EVENTS, args![guild, &like])?);
    all.extend(sql.rows(IN_MESSAGES, args![guild, member, &like])?);
    all.extend(sql.rows(IN_VERSIONS, args![guild, &like])?);
    for mut row in all {
        numbers.push(row.small()?);
    }
    numbers.sort_unstable();
    numbers.dedup();
    Ok(numbers)
}

pub fn files(sql: &mut dyn Sql, key: TicketKey, member: UserId) -> Result<Vec<String>, Failure> {
    let kept = state_number(FileState::Kept);
    sql.rows(FILES, args![key.guild, key.number, member, kept])?
        .into_iter()
        .map(|mut row| row.text())
        .collect()
}

pub fn ticket(
    sql: &mut dyn Sql,
    key: TicketKey,
    request: u32,
    who: &Erasing,
    now: Timestamp,
) -> Result<(), Failure> {
    sql.run(LOCK, args![key.guild, key.number])?;
    let statement = format!("SELECT {LOADED} FROM ticket WHERE guild = $1 AND number = $2");
    let Some(mut row) = sql.row(&statement, args![key.guild, key.number])? else { return Ok(()) };
    let found = loaded(&mut row)?;
    let theirs = found.ticket.opener.user == who.user;
    let like = like(who.user);
    let mut counts = Erased { tickets: u64::from(theirs), ..Erased::default() };

    let who = &if theirs { who.within(&found.ticket) } else { who.clone() };
    let after: Ticket = who.ticket(found.ticket);
    let swap = |user: UserId| if user == who.user { who.pseudonym } else { user };
    let talk: Talk = who.typed(found.activity.talk);
    let values = args![
        after.opener.user,
        after.claim.as_ref().map(|claim| claim.by),
        after.assignee,
        json(&after)?,
        json(&talk)?,
        found.activity.last_by.map(swap),
        found.activity.first_reply.map(|(_, by)| swap(by)),
        key.guild,
        key.number
    ];
    sql.run(TICKET_SET, values)?;

    // In a ticket of theirs every event may name them without their account.
    let events = if theirs {
        sql.rows(ALL_EVENTS, args![key.guild, key.number])?
    } else {
        sql.rows(EVENTS, args![key.guild, key.number, &like])?
    };
    let mut reworded = Vec::new();
    for mut row in events {
        let (seq, event): (i64, Recorded) = (row.number()?, row.json()?);
        let event = who.event(event, theirs);
        sql.run(EVENT_SET, args![json(&event)?, key.guild, key.number, seq])?;
        reworded.push(event);
    }
    // What is found is what is left.
    search::committed(sql, None, &after, &reworded)?;
    sql.run(SHOWN_GONE, args![key.guild, key.number, format!("avatar/{}/%", who.user), who.user])?;
    counts.files += sql.run(FILES_GONE, args![key.guild, key.number, who.user])?;
    for mut row in sql.rows(MESSAGES, args![key.guild, key.number])? {
        let (id, author, body) = (row.number()?, UserId::from_i64(row.number()?), row.text()?);
        if author == who.user {
            let body = who.message(&body, true);
            sql.run(MESSAGE_SET, args![who.pseudonym, body, now, key.guild, key.number, id])?;
            sql.run(VERSIONS_GONE, args![key.guild, key.number, id])?;
            search::follows(sql, key, MessageId::from_i64(id))?;
            counts.messages += 1;
        } else if !body.is_empty() && (theirs || body.contains(&who.user.to_string())) {
            let after = who.message(&body, false);
            if after != body {
                sql.run(BODY_SET, args![after, key.guild, key.number, id])?;
                search::follows(sql, key, MessageId::from_i64(id))?;
            }
        }
    }
    for mut row in sql.rows(VERSIONS, args![key.guild, key.number, &like])? {
        let (id, at, body) = (row.number()?, row.number()?, row.text()?);
        sql.run(VERSION_SET, args![who.message(&body, false), key.guild, key.number, id, at])?;
    }
    if theirs {
        sql.run(PROPOSALS_GONE, args![key.guild, key.number])?;
    }
    sql.run(DELIVERIES_GONE, args![key.guild, key.number])?;
    let number = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    let values =
        args![number(counts.tickets), number(counts.messages), number(counts.files), key.guild, request];
    sql.run(COUNTED, values).map(|_| ())
}

pub fn pictures(sql: &mut dyn Sql, guild: GuildId, member: UserId) -> Result<Vec<String>, Failure> {
    let rows = sql.rows(PICTURES, args![guild, format!("avatar/{member}/%")])?.into_iter();
    rows.map(|mut row| Ok(format!("pictures/{guild}/{}", row.text()?))).collect()
}

pub fn done(sql: &mut dyn Sql, guild: GuildId, request: u32, now: Timestamp) -> Result<(), Failure> {
    let statement = format!("SELECT {COLUMNS} FROM erasure WHERE guild = $1 AND id = $2 AND state = 2");
    let Some(mut row) = sql.row(&statement, args![guild, request])? else { return Ok(()) };
    let (_, member) = (row.small()?, UserId::from_i64(row.number()?));
    sql.run(PICTURES_GONE, args![guild, format!("avatar/{member}/%")])?;
    sql.run(GIVEN_GONE, args![guild, member])?;
    sql.run(MEMBER_GONE, args![guild, member])?;
    pushes::erased(sql, member)?;
    begun_forms::member_gone(sql, guild, member)?;
    sql.run(DONE, args![now, guild, request])?;
    let statement = format!("SELECT {COLUMNS} FROM erasure WHERE guild = $1 AND id = $2");
    let row = sql.row(&statement, args![guild, request])?.ok_or_else(|| broken("a request is gone"))?;
    if let ErasureState::Done { by, counts, .. } = erasure_of_row(row)?.state {
        let Erased { tickets, messages, files } = counts;
        audit::acted(sql, guild, now, &by, &Act::Erased { request, tickets, messages, files })?;
    }
    // They may have been staff: figures of people are made anew, from what is there now.
    queue::enqueue(sql, &[Scheduled { job: Job::RebuildFigures { guild }, due: now }])
}
