//! What was said on the web and its copies in Discord: what happens to rows, for both databases.

use crate::{
    args,
    conversation::{self, Talks},
    sql::{Row, Sql},
};
use desk::{
    Failure,
    ports::{Copy, Posted, Unshown, Waiting},
};
use ticket::{ChannelId, MessageId, TicketKey, Timestamp, UserId, sample};

/// Until the transaction ends nobody else passes here for this ticket: a copy and the message it is must see each other.
pub const LOCK: &str = "UPDATE ticket SET messages = messages WHERE guild = $1 AND number = $2";
const OUTGOING: &str = "INSERT INTO outgoing (guild, number, message, once, changes, shown)
    VALUES ($1, $2, $3, $4, 1, 0) ON CONFLICT (guild, number, once) DO NOTHING";
const TAKEN: &str = "SELECT id FROM message WHERE guild = $1 AND number = $2 AND id = $3";
const CHANGED: &str =
    "UPDATE outgoing SET changes = changes + 1 WHERE guild = $1 AND number = $2 AND message = $3";
const COPIED: &str = "INSERT INTO relayed (guild, number, id, channel, message, part, webhook, print)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (guild, number, id) DO UPDATE SET print = excluded.print";
const ORIGINAL: &str = "SELECT message FROM relayed WHERE guild = $1 AND number = $2 AND id = $3";
const GONE: &str =
    "UPDATE relayed SET gone_at = $1 WHERE guild = $2 AND number = $3 AND id = $4 AND gone_at IS NULL";
const LEFT: &str =
    "SELECT id FROM relayed WHERE guild = $1 AND number = $2 AND message = $3 AND gone_at IS NULL LIMIT 1";
const WAITING: &str = "SELECT o.message, o.changes, m.author, m.body, m.deleted_at FROM outgoing o
    JOIN message m ON m.guild = o.guild AND m.number = o.number AND m.id = o.message
    WHERE o.guild = $1 AND o.number = $2 AND o.shown < o.changes ORDER BY o.message LIMIT $3";
const COPIES_OF: &str = "SELECT id, channel, message, part, webhook, print FROM relayed
    WHERE guild = $1 AND number = $2 AND message = $3 AND gone_at IS NULL ORDER BY part, id";
const COPIES: &str = "SELECT id, channel, message, part, webhook, print FROM relayed
    WHERE guild = $1 AND number = $2 AND id >= $3 AND gone_at IS NULL ORDER BY id";
const SHOWN: &str = "UPDATE outgoing SET shown = $1, trouble = $2
    WHERE guild = $3 AND number = $4 AND message = $5 AND shown < $1";
/// Of a sample: nothing waits to be shown, however often it changes.
const NEVER_SHOWN: &str = "UPDATE outgoing SET shown = 9223372036854775807
    WHERE guild = $1 AND number = $2 AND message = $3";
const UNSHOWN: &str = "SELECT message, trouble FROM outgoing
    WHERE guild = $1 AND number = $2 AND (shown < changes OR trouble IS NOT NULL) ORDER BY message";

/// Something was said on the web.
pub fn said(
    sql: &mut dyn Sql,
    (key, opener): (TicketKey, UserId),
    (posted, words): (&Posted, Option<&str>),
    once: &str,
    talks: &mut Talks,
) -> Result<(), Failure> {
    if sql.run(OUTGOING, args![key.guild, key.number, posted.message, once])? == 0 {
        return Ok(());
    }
    if sql.row(TAKEN, args![key.guild, key.number, posted.message])?.is_some() {
        return Err(Failure::Conflict);
    }
    if sample::is_invented(opener) {
        sql.run(NEVER_SHOWN, args![key.guild, key.number, posted.message])?;
    }
    conversation::posted(sql, (key, opener), (posted, words), talks)
}

/// What was said on the web reads differently now, or not at all. Of other messages nothing is to be done.
pub fn changed(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<(), Failure> {
    sql.run(CHANGED, args![key.guild, key.number, message]).map(|_| ())
}

/// A message in Discord turned out to be one of ours. What was kept of it as a message of its own goes.
pub fn copied(sql: &mut dyn Sql, key: TicketKey, copy: &Copy) -> Result<(), Failure> {
    sql.run(LOCK, args![key.guild, key.number])?;
    let webhook = copy.webhook.map(|id| id as i64);
    let values =
        args![key.guild, key.number, copy.id, copy.channel, copy.message, copy.part, webhook, &copy.print];
    sql.run(COPIED, values)?;
    match conversation::removed(sql, key, copy.id)? {
        Some(deleted_at) => gone(sql, key, copy.id, deleted_at).map(|_| ()),
        None => Ok(()),
    }
}

/// Whether a message in Discord shows one that was said on the web.
pub fn is_copy(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<bool, Failure> {
    Ok(original(sql, key, message)?.is_some())
}

/// As [`is_copy`], holding up whoever is about to say so.
pub fn is_copy_for_sure(sql: &mut dyn Sql, key: TicketKey, message: MessageId) -> Result<bool, Failure> {
    sql.run(LOCK, args![key.guild, key.number])?;
    is_copy(sql, key, message)
}

/// A copy was deleted in Discord. Once none is left, so is the message. False if it is no copy.
pub fn gone(sql: &mut dyn Sql, key: TicketKey, copy: MessageId, at: Timestamp) -> Result<bool, Failure> {
    let Some(message) = original(sql, key, copy)? else { return Ok(false) };
    let news = sql.run(GONE, args![at, key.guild, key.number, copy])? > 0;
    if news && sql.row(LEFT, args![key.guild, key.number, message])?.is_none() {
        conversation::deleted(sql, key, message, at)?;
    }
    Ok(true)
}

pub fn original(sql: &mut dyn Sql, key: TicketKey, copy: MessageId) -> Result<Option<MessageId>, Failure> {
    let row = sql.row(ORIGINAL, args![key.guild, key.number, copy])?;
    row.map(|mut row| row.number().map(MessageId::from_i64)).transpose()
}

pub fn waiting(sql: &mut dyn Sql, key: TicketKey, limit: u32) -> Result<Vec<Waiting>, Failure> {
    let rows = sql.rows(WAITING, args![key.guild, key.number, limit])?;
    let mut all = Vec::with_capacity(rows.len());
    for mut row in rows {
        let message = MessageId::from_i64(row.number()?);
        let (changes, author, body) = (row.small()?, UserId::from_i64(row.number()?), row.text()?);
        let deleted = row.maybe_number()?.is_some();
        let copies = sql.rows(COPIES_OF, args![key.guild, key.number, message])?.into_iter();
        let copies = copies.map(copy_of).collect::<Result<_, _>>()?;
        all.push(Waiting { message, changes, author, body, deleted, copies });
    }
    Ok(all)
}

fn copy_of(mut row: Row) -> Result<Copy, Failure> {
    Ok(Copy {
        id: MessageId::from_i64(row.number()?),
        channel: ChannelId::from_i64(row.number()?),
        message: MessageId::from_i64(row.number()?),
        part: row.small()?,
        webhook: row.maybe_number()?.map(|id| id as u64),
        print: row.text()?,
    })
}

pub fn copies(sql: &mut dyn Sql, key: TicketKey, from: MessageId) -> Result<Vec<Copy>, Failure> {
    sql.rows(COPIES, args![key.guild, key.number, from])?.into_iter().map(copy_of).collect()
}

pub fn shown(
    sql: &mut dyn Sql,
    key: TicketKey,
    message: MessageId,
    changes: u32,
    trouble: Option<&str>,
) -> Result<(), Failure> {
    let trouble = crate::sql::Arg::Text(trouble.map(str::to_owned));
    let [shown, guild, number, message] =
        [changes.into(), key.guild.into(), key.number.into(), message.into()];
    sql.run(SHOWN, &[shown, trouble, guild, number, message]).map(|_| ())
}

pub fn unshown(sql: &mut dyn Sql, key: TicketKey) -> Result<Vec<Unshown>, Failure> {
    let rows = sql.rows(UNSHOWN, args![key.guild, key.number])?.into_iter();
    rows.map(|mut row| {
        Ok(Unshown { message: MessageId::from_i64(row.number()?), trouble: row.maybe_text()? })
    })
    .collect()
}
