//! Messages: what happens to rows, for both databases.

use crate::{
    args,
    arrivals::Arrived,
    figures::{self, Watch},
    files::brings,
    listed, outbox, pictures, pushes, queue, relay, search,
    sql::{Row, Sql, broken},
};
use desk::{
    Failure,
    ports::{Body, Change, Line, Posted, Ready, Webhook},
};
use std::collections::{BTreeMap, btree_map::Entry};
use ticket::{
    Alarm, GuildId, Job, MessageId, Scheduled, Ticket, TicketKey, Timestamp, UserId,
    report::Talk,
    sample,
    sla::{self, Side},
};

const KNOWN_TICKET: &str = "SELECT opener FROM ticket WHERE guild = $1 AND number = $2";
const KNOWN: &str =
    "SELECT posted, body, edited_at, deleted_at FROM message WHERE guild = $1 AND number = $2 AND id = $3";
const AUTHOR: &str = "SELECT author FROM message WHERE guild = $1 AND number = $2 AND id = $3";
const INSERT: &str = "INSERT INTO message (guild, number, id, posted, author, body, edited_at, deleted_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (guild, number, id) DO NOTHING";
const ARRIVED_FIRST: &str = "INSERT INTO message (guild, number, id, posted, author, body, side, edited_at)
    VALUES ($1, $2, $3, 1, $4, $5, $6, $7) ON CONFLICT (guild, number, id) DO NOTHING";
/// An edit or a deletion that overtook the message stays.
const ARRIVED: &str = "INSERT INTO message (guild, number, id, posted, author, body, side)
    VALUES ($1, $2, $3, 1, $4, $5, $6) ON CONFLICT (guild, number, id) DO UPDATE SET posted = 1, author = EXCLUDED.author,
    body = CASE WHEN message.edited_at IS NULL THEN EXCLUDED.body ELSE message.body END, side = EXCLUDED.side
    WHERE message.posted = 0";
const EDIT: &str =
    "UPDATE message SET body = $1, edited_at = $2 WHERE guild = $3 AND number = $4 AND id = $5";
const REFRESH: &str =
    "UPDATE message SET body = $1 WHERE guild = $2 AND number = $3 AND id = $4 AND posted = 1
    AND (edited_at IS NULL OR edited_at <= $5)";
const DELETE: &str =
    "UPDATE message SET deleted_at = $1 WHERE guild = $2 AND number = $3 AND id = $4 AND deleted_at IS NULL";
const VERSION_INSERT: &str =
    "INSERT INTO message_version (guild, number, id, replaced_at, body) VALUES ($1, $2, $3, $4, $5)
    ON CONFLICT (guild, number, id, replaced_at) DO NOTHING";
const LINES: &str =
    "SELECT id, author, body, edited_at, deleted_at, (SELECT CAST(COUNT(*) AS BIGINT) FROM message_version v
    WHERE v.guild = message.guild AND v.number = message.number AND v.id = message.id)
    FROM message WHERE guild = $1 AND number = $2 AND id > $3 AND posted = 1 ORDER BY id LIMIT $4";
const LINES_BEFORE: &str =
    "SELECT id, author, body, edited_at, deleted_at, (SELECT CAST(COUNT(*) AS BIGINT) FROM message_version v
    WHERE v.guild = message.guild AND v.number = message.number AND v.id = message.id)
    FROM message WHERE guild = $1 AND number = $2 AND id < $3 AND posted = 1 ORDER BY id DESC LIMIT $4";
const LINE_OF: &str =
    "SELECT id, author, body, edited_at, deleted_at, (SELECT CAST(COUNT(*) AS BIGINT) FROM message_version v
    WHERE v.guild = message.guild AND v.number = message.number AND v.id = message.id)
    FROM message WHERE guild = $1 AND number = $2 AND id = $3 AND posted = 1";
const SPEAKERS: &str = "SELECT author, MIN(id) FROM message WHERE guild = $1 AND number = $2 AND posted = 1
    AND deleted_at IS NULL GROUP BY author ORDER BY 2 LIMIT $3";
const VERSIONS: &str = "SELECT replaced_at, body FROM message_version WHERE guild = $1 AND number = $2 AND id = $3 ORDER BY replaced_at";
const NEWEST: &str = "SELECT MAX(id) FROM message WHERE guild = $1 AND number = $2 AND posted = 1
    AND NOT EXISTS (SELECT 1 FROM outgoing o WHERE o.guild = message.guild AND o.number = message.number AND o.message = message.id)";
const REMOVE: &str = "DELETE FROM message WHERE guild = $1 AND number = $2 AND id = $3";
const REMOVE_VERSIONS: &str = "DELETE FROM message_version WHERE guild = $1 AND number = $2 AND id = $3";
const REMOVE_FILES: &str = "DELETE FROM file WHERE guild = $1 AND number = $2 AND message = $3";
const UNCOUNT: &str = "UPDATE ticket SET messages = messages - 1 WHERE guild = $1 AND number = $2";

/// The words of new messages, made before the store is asked for anything: whoever writes has others waiting.
pub fn words(changes: &[(TicketKey, Change)]) -> Vec<Option<String>> {
    let of_one = |(_, change): &(TicketKey, Change)| match change {
        Change::Posted(new) | Change::Said { posted: new, .. } => search::words(&new.body),
        _ => None,
    };
    changes.iter().map(of_one).collect()
}

/// Changes in the order in which they came, each with the words of [`words`].
pub fn append(
    sql: &mut dyn Sql,
    Ready { changes, words }: &Ready,
    jobs: &[Scheduled],
) -> Result<(), Failure> {
    let mut talks = Talks::before(sql, changes)?;
    // No ticket is ever deleted but samples, which are held: what is there stays there while this is written.
    let mut known = BTreeMap::new();
    for ((key, change), words) in changes.iter().zip(words) {
        let words = words.as_deref();
        let opener = match known.entry(*key) {
            Entry::Occupied(told) => *told.get(),
            Entry::Vacant(unknown) => {
                let row = sql.row(KNOWN_TICKET, args![key.guild, key.number])?;
                let opener = row.map(|mut row| row.number().map(UserId::from_i64)).transpose()?;
                let made_up = opener.is_some_and(sample::is_invented);
                let gone = made_up && sql.run(relay::LOCK, args![key.guild, key.number])? == 0;
                *unknown.insert(opener.filter(|_| !gone))
            }
        };
        let Some(opener) = opener else { continue };
        // Whose opener was erased is not read anew from Discord: it would bring their words back.
        if ticket::erase::is_pseudonym(opener)
            && !matches!(
                change,
                Change::Posted(_) | Change::Said { .. } | Change::Deleted { .. } | Change::Copied(_)
            )
        {
            continue;
        }
        if !matches!(change, Change::Posted(_) | Change::Said { .. } | Change::Brings(_) | Change::Shows(_)) {
            talks.fresh.write(sql)?;
        }
        match change {
            Change::Posted(message) => posted(sql, (*key, opener), (message, words), &mut talks)?,
            Change::Edited { message, at, body } => edited(sql, *key, *message, *at, body)?,
            Change::Refreshed { message, .. } if is_erased(sql, *key, *message)? => {}
            Change::Refreshed { message, edited, body } => refreshed(sql, *key, *message, *edited, body)?,
            Change::Deleted { message, at } => {
                if !relay::is_copy_for_sure(sql, *key, *message)? {
                    deleted(sql, *key, *message, *at)?;
                    relay::changed(sql, *key, *message)?;
                } else {
                    relay::gone(sql, *key, *message, *at)?;
                }
            }
            Change::Brings(files) => brings(sql, *key, files)?,
            Change::Shows(seen) => pictures::shown(sql, *key, seen)?,
            Change::Said { posted, once } => {
                relay::said(sql, (*key, opener), (posted, words), once, &mut talks)?;
            }
            Change::Copied(copy) => relay::copied(sql, *key, copy)?,
        }
    }
    let mut fresh = std::mem::take(&mut talks.fresh);
    talks.write(sql)?;
    queue::enqueue(sql, jobs)?;
    fresh.write(sql)
}

/// The conversations that messages come into, and the figures and alarms that follow. What is kept of each ticket is written once.
pub struct Talks {
    watches: BTreeMap<GuildId, Watch>,
    heard: BTreeMap<TicketKey, (Ticket, Talk, Talk)>,
    arrived: BTreeMap<TicketKey, Arrived>,
    /// Whom messages are told to, by guild.
    endpoints: BTreeMap<GuildId, Vec<Webhook>>,
    /// Whether anybody wants to be told on a device.
    devices: bool,
    fresh: search::Fresh,
}

impl Talks {
    fn before(sql: &mut dyn Sql, changes: &[(TicketKey, Change)]) -> Result<Self, Failure> {
        let (mut watches, mut endpoints) = (BTreeMap::new(), BTreeMap::new());
        for (key, change) in changes {
            let (Change::Posted(posted) | Change::Said { posted, .. }) = change else { continue };
            if posted.human && !watches.contains_key(&key.guild) {
                watches.insert(key.guild, Watch::over(sql, key.guild)?);
                endpoints.insert(key.guild, outbox::told_of_messages(sql, key.guild)?);
            }
        }
        let devices = !watches.is_empty() && pushes::anybody(sql)?;
        Ok(Self {
            watches,
            devices,
            heard: BTreeMap::new(),
            arrived: BTreeMap::new(),
            endpoints,
            fresh: search::Fresh::default(),
        })
    }

    fn hear(
        &mut self,
        sql: &mut dyn Sql,
        key: TicketKey,
        message: MessageId,
        by: (Side, UserId),
    ) -> Result<(), Failure> {
        if !self.heard.contains_key(&key)
            && let Some((ticket, talk)) = figures::known(sql, key)?
        {
            self.heard.insert(key, (ticket, talk.clone(), talk));
        }
        match self.heard.get_mut(&key) {
            Some((ticket, _, talk)) => figures::heard(sql, ticket, message, by, talk),
            None => Ok(()),
        }
    }

    fn write(mut self, sql: &mut dyn Sql) -> Result<(), Failure> {
        for (key, arrived) in &self.arrived {
            arrived.write(sql, *key)?;
        }
        let mut alarms = Vec::new();
        let mut freed = BTreeMap::new();
        for (key, (ticket, before, after)) in &self.heard {
            if before != after {
                figures::set_talk(sql, *key, after)?;
            }
            let last = after.turns.last().map_or(ticket.opened_at, |turn| turn.at);
            let last = after.again.last().map_or(last, |again| last.max(*again));
            listed::heard(sql, *key, ticket, after, last)?;
            if let Some(watch) = self.watches.get_mut(&key.guild) {
                watch.changed(Some((ticket, before)), (ticket, after));
            }
            let answered =
                self.arrived.get(key).is_some_and(|arrived| arrived.is_answered(ticket.opener.user));
            let waited = before.turns.last().is_none_or(|turn| turn.by == Side::Member);
            if answered && waited && ticket.is_open() && ticket.assignee.is_some() {
                freed.insert(key.guild, last);
            }
            let snooze = ticket.snoozed.as_ref();
            if snooze.is_some_and(|snooze| after.again_after(snooze.at).is_some()) {
                let job = Job::Wake { ticket: *key, alarm: Alarm::Snooze };
                alarms.push(Scheduled { job, due: last });
            }
            if clocked(before) != clocked(after) && ticket.is_open() {
                let job = Job::Wake { ticket: *key, alarm: Alarm::Sla };
                alarms.extend(sla::rings(ticket, after, last).map(|due| Scheduled { job, due }));
            }
        }
        // Whoever waits for an answer by the member has room for another ticket.
        alarms.extend(freed.into_iter().map(|(guild, due)| Scheduled { job: Job::Pull { guild }, due }));
        for (_, watch) in std::mem::take(&mut self.watches) {
            watch.write(sql)?;
        }
        queue::enqueue(sql, &alarms)
    }
}

/// What clocks look at.
fn clocked(talk: &Talk) -> (&[sla::Turn], &[Timestamp], &[Timestamp]) {
    (&talk.turns, &talk.said, &talk.again)
}

/// Makes sure there is a row, so that an edit or a deletion that overtook its message is kept.
fn heard_of(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<(), Failure> {
    let nothing: Option<i64> = None;
    sql.run(INSERT, args![key.guild, key.number, message, false, 0_i64, "", nothing, nothing]).map(|_| ())
}

/// Whether its author was erased: what is heard of it afterwards is not kept.
fn is_erased(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<bool, Failure> {
    let row = sql.row(AUTHOR, args![key.guild, key.number, message])?;
    let author = row.map(|mut row| row.number()).transpose()?.map(UserId::from_i64);
    Ok(author.is_some_and(ticket::erase::is_pseudonym))
}

/// Marks a message as deleted.
pub fn deleted(sql: &mut dyn Sql, key: TicketKey, message: MessageId, at: Timestamp) -> Result<(), Failure> {
    heard_of(sql, key, message)?;
    sql.run(DELETE, args![at, key.guild, key.number, message])?;
    search::follows(sql, key, message)
}

/// Takes a message out again that turned out to be none of its own; gives when it was deleted in Discord, if it was.
pub fn removed(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<Option<Timestamp>, Failure> {
    let Some(mut known) = sql.row(KNOWN, args![key.guild, key.number, message])? else { return Ok(None) };
    let (was_posted, _, _) = (known.number()? == 1, known.text()?, known.maybe_number()?);
    for statement in [REMOVE, REMOVE_VERSIONS, REMOVE_FILES] {
        sql.run(statement, args![key.guild, key.number, message])?;
    }
    if was_posted {
        sql.run(UNCOUNT, args![key.guild, key.number])?;
    }
    Ok(known.maybe_number()?.map(Timestamp))
}

/// A new message in the ticket of this opener.
pub fn posted(
    sql: &mut dyn Sql,
    (key, opener): (TicketKey, UserId),
    (new, words): (&Posted, Option<&str>),
    talks: &mut Talks,
) -> Result<(), Failure> {
    // Copies of what was said on the web are posted by a webhook or the bot, never by a person.
    if !new.human && relay::is_copy_for_sure(sql, key, new.message)? {
        return Ok(());
    }
    let side = new.human.then_some(if new.staff_reply { Side::Staff } else { Side::Member });
    let side_number = figures::side_number(side);
    let values = args![key.guild, key.number, new.message, new.author, &new.body, side_number, new.edited];
    let first = sql.run(ARRIVED_FIRST, values)? == 1;
    if !first {
        if let Some(at) = new.edited.filter(|_| !ticket::erase::is_pseudonym(opener)) {
            talks.fresh.write(sql)?;
            edited(sql, key, new.message, at, &new.body)?;
        }
        let values = args![key.guild, key.number, new.message, new.author, &new.body, side_number];
        if sql.run(ARRIVED, values)? == 0 {
            return Ok(());
        }
    }
    talks.arrived.entry(key).or_default().take(new);
    if let Some(side) = side {
        talks.hear(sql, key, new.message, (side, new.author))?;
        let told = !sample::is_invented(opener);
        if let Some(endpoints) = talks.endpoints.get_mut(&key.guild).filter(|_| told) {
            outbox::message(sql, key, new, endpoints)?;
        }
        if talks.devices && told {
            pushes::message(sql, (key, opener), new)?;
        }
    }
    if first {
        talks.fresh.arrived(sql, (key, opener), (new.message, &new.body), words)?;
    } else {
        talks.fresh.write(sql)?;
        search::follows(sql, key, new.message)?;
    }
    brings(sql, key, &new.files)
}

/// Completes a version, unless it was edited since.
fn refreshed(
    sql: &mut dyn Sql,
    key: TicketKey,
    message: MessageId,
    edited: Option<Timestamp>,
    body: &str,
) -> Result<(), Failure> {
    let version = edited.map_or(0, |at| at.0);
    sql.run(REFRESH, args![body, key.guild, key.number, message, version])?;
    search::follows(sql, key, message)
}

fn edited(
    sql: &mut dyn Sql,
    key: TicketKey,
    message: MessageId,
    at: Timestamp,
    body: &str,
) -> Result<(), Failure> {
    if relay::is_copy(sql, key, message)? || is_erased(sql, key, message)? {
        return Ok(());
    }
    heard_of(sql, key, message)?;
    let Some(mut known) = sql.row(KNOWN, args![key.guild, key.number, message])? else {
        return Err(broken("a message that was just written is missing"));
    };
    let (was_posted, before, edited_at) = (known.number()? == 1, known.text()?, known.maybe_number()?);
    if edited_at.is_some_and(|edited_at| edited_at >= at.0) {
        refreshed(sql, key, message, Some(at), body)?;
        return relay::changed(sql, key, message);
    }
    if was_posted || edited_at.is_some() {
        sql.run(VERSION_INSERT, args![key.guild, key.number, message, at, before])?;
    }
    sql.run(EDIT, args![body, at, key.guild, key.number, message])?;
    search::follows(sql, key, message)?;
    relay::changed(sql, key, message)
}

pub fn lines(
    sql: &mut dyn Sql,
    key: TicketKey,
    after: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Line>, Failure> {
    let after = after.map_or(0, MessageId::as_i64);
    sql.rows(LINES, args![key.guild, key.number, after, limit])?.into_iter().map(line_of).collect()
}

pub fn lines_before(
    sql: &mut dyn Sql,
    key: TicketKey,
    before: Option<MessageId>,
    limit: u32,
) -> Result<Vec<Line>, Failure> {
    let before = before.map_or(i64::MAX, MessageId::as_i64);
    let rows = sql.rows(LINES_BEFORE, args![key.guild, key.number, before, limit])?;
    rows.into_iter().rev().map(line_of).collect()
}

pub fn lines_of(sql: &mut dyn Sql, key: TicketKey, messages: &[MessageId]) -> Result<Vec<Line>, Failure> {
    let mut lines = Vec::with_capacity(messages.len());
    for message in messages {
        lines.extend(sql.row(LINE_OF, args![key.guild, key.number, *message])?.map(line_of).transpose()?);
    }
    Ok(lines)
}

pub fn speakers(sql: &mut dyn Sql, key: TicketKey, limit: u32) -> Result<Vec<UserId>, Failure> {
    let rows = sql.rows(SPEAKERS, args![key.guild, key.number, limit])?.into_iter();
    rows.map(|mut row| Ok(UserId::from_i64(row.number()?))).collect()
}

fn line_of(mut row: Row) -> Result<Line, Failure> {
    Ok(Line {
        message: MessageId::from_i64(row.number()?),
        author: UserId::from_i64(row.number()?),
        body: row.text()?,
        edited: row.maybe_number()?.map(Timestamp),
        deleted: row.maybe_number()?.map(Timestamp),
        versions: row.small()?,
    })
}

pub fn versions(
    sql: &mut dyn Sql,
    key: TicketKey,
    message: MessageId,
) -> Result<Vec<(Timestamp, Body)>, Failure> {
    let rows = sql.rows(VERSIONS, args![key.guild, key.number, message])?.into_iter();
    rows.map(|mut row| Ok((Timestamp(row.number()?), row.text()?))).collect()
}

pub fn newest(sql: &mut dyn Sql, key: TicketKey) -> Result<Option<MessageId>, Failure> {
    let row = sql.row(NEWEST, args![key.guild, key.number])?;
    Ok(row.map(|mut row| row.maybe_number()).transpose()?.flatten().map(MessageId::from_i64))
}
