//! Figures: what happens to rows, for both databases.

mod behind;
mod changes;
mod checks;
mod read;
mod verify;

pub use behind::behind;
pub use checks::{checked, last_check, to_check};
pub use read::{counted, durations, listed, timed};
pub use verify::{check, mend_talks, verify};

use crate::{
    args,
    sql::{Engine, Sql, broken, json},
};
use changes::{Changes, Known};
use desk::{Failure, ports::USUAL_ZONE};
use ticket::{
    GuildId, MessageId, Ticket, TicketKey, UserId,
    calendar::{Zone, zone},
    report::{Fact, Talk},
    sla::Side,
};
use verify::{sorted, told_by_messages};

const ZONE: &str = "SELECT zone FROM figure_zone WHERE guild = $1";
/// Whoever rebuilds waits for those who write, and they for it.
const ZONE_SHARED: &str = "SELECT zone FROM figure_zone WHERE guild = $1 FOR SHARE";
const ZONE_SET: &str = "INSERT INTO figure_zone (guild, zone) VALUES ($1, $2)
    ON CONFLICT (guild) DO UPDATE SET zone = EXCLUDED.zone";
const DROP_ALL: &str = "DELETE FROM figure WHERE guild = $1";
const DROP_LINES: &str = "DELETE FROM figure_line WHERE guild = $1";
const KNOWN: &str = "SELECT body, talk FROM ticket WHERE guild = $1 AND number = $2";
const KNOWN_HELD: &str = "SELECT body, talk FROM ticket WHERE guild = $1 AND number = $2 FOR UPDATE";
const TALK: &str = "UPDATE ticket SET talk = $1 WHERE guild = $2 AND number = $3";
const PAGE: &str =
    "SELECT number, body, talk FROM ticket WHERE guild = $1 AND number > $2 ORDER BY number LIMIT $3";
const NEXT_OTHER: &str = "SELECT id, author FROM message
    WHERE guild = $1 AND number = $2 AND side = $3 AND id > $4 ORDER BY id LIMIT 1";

const MISSING: &str =
    "SELECT guild FROM counter WHERE guild NOT IN (SELECT guild FROM figure_zone) ORDER BY guild LIMIT 1";

/// Tickets read at once.
const PAGE_ROWS: u32 = 500;
/// The sides in the store.
const MEMBER: i64 = 1;
const STAFF: i64 = 2;

/// The time zone that a guild's figures are kept by; what is written now is held against a rebuilding until the transaction ends.
fn kept_zone(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<String>, Failure> {
    let statement = if sql.engine() == Engine::Postgres { ZONE_SHARED } else { ZONE };
    sql.row(statement, args![guild])?.map(|mut row| row.text()).transpose()
}

/// The same for reading.
pub fn zone_of(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<String>, Failure> {
    sql.row(ZONE, args![guild])?.map(|mut row| row.text()).transpose()
}

/// Sets it.
fn set_zone(sql: &mut dyn Sql, guild: GuildId, name: &str) -> Result<(), Failure> {
    sql.run(ZONE_SET, args![guild, name]).map(|_| ())
}

/// The time zone with this name; UTC if there is none.
fn zone_named(name: &str) -> Result<Zone, Failure> {
    zone(name).or_else(|| zone(USUAL_ZONE)).ok_or_else(|| broken("there are no time zones"))
}

/// A ticket with its conversation, held until the transaction ends; what its shares are taken from.
pub fn known(sql: &mut dyn Sql, key: TicketKey) -> Result<Option<(Ticket, Talk)>, Failure> {
    let statement = if sql.engine() == Engine::Postgres { KNOWN_HELD } else { KNOWN };
    let found = sql.row(statement, args![key.guild, key.number])?;
    found.map(|mut row| Ok((row.json()?, row.json()?))).transpose()
}

/// Writes a ticket's conversation.
pub fn set_talk(sql: &mut dyn Sql, key: TicketKey, talk: &Talk) -> Result<(), Failure> {
    sql.run(TALK, args![json(talk)?, key.guild, key.number]).map(|_| ())
}

/// Sees to it that the figures of a guild follow what is written in a transaction.
pub struct Watch {
    guild: GuildId,
    zone: Zone,
    changes: Changes,
}

impl Watch {
    /// Begins, before anything is written. The figures of a guild that has none yet are made from what is there.
    pub fn over(sql: &mut dyn Sql, guild: GuildId) -> Result<Self, Failure> {
        let name = match kept_zone(sql, guild)? {
            Some(name) => name,
            None => first_zone(sql, guild)?,
        };
        Ok(Self { guild, zone: zone_named(&name)?, changes: Changes::default() })
    }

    /// A ticket or its conversation is another one now.
    pub fn changed(&mut self, before: Option<(&Ticket, &Talk)>, after: (&Ticket, &Talk)) {
        if before.is_some_and(|before| same(before, after)) {
            return;
        }
        let shares =
            |(ticket, talk): (&Ticket, &Talk)| (Known::of(ticket), Fact::of(ticket, talk).shares(&self.zone));
        let (before, after) = (before.map(shares), shares(after));
        let before = before.as_ref().map(|(known, shares)| (*known, shares));
        self.changes.replace(before, Some((after.0, &after.1)));
    }

    /// A ticket goes.
    pub fn gone(&mut self, ticket: &Ticket, talk: &Talk) {
        let shares = Fact::of(ticket, talk).shares(&self.zone);
        self.changes.replace(Some((Known::of(ticket), &shares)), None);
    }

    /// Writes what changed.
    pub fn write(self, sql: &mut dyn Sql) -> Result<(), Failure> {
        self.changes.write(sql, self.guild)
    }
}

/// Whether nothing changed that figures look at.
fn same(before: (&Ticket, &Talk), after: (&Ticket, &Talk)) -> bool {
    let ((one, one_talk), (other, other_talk)) = (before, after);
    one.ticket_type == other.ticket_type
        && one.priority == other.priority
        && one.tags == other.tags
        && one.past == other.past
        && one.assist == other.assist
        && one_talk == other_talk
}

fn first_zone(sql: &mut dyn Sql, guild: GuildId) -> Result<String, Failure> {
    sql.lock(&format!("figures:{guild}"))?;
    if let Some(name) = kept_zone(sql, guild)? {
        return Ok(name);
    }
    let config = crate::records::config(sql, guild)?.config;
    let name = config.settings.zone.clone().unwrap_or_else(|| USUAL_ZONE.to_owned());
    rebuild(sql, guild, &name)?;
    Ok(name)
}

/// Makes all figures of a guild anew.
pub fn rebuild(sql: &mut dyn Sql, guild: GuildId, name: &str) -> Result<(), Failure> {
    let zone = zone_named(name)?;
    // Waits for those who write, and holds the next ones.
    set_zone(sql, guild, name)?;
    sql.run(DROP_ALL, args![guild])?;
    sql.run(DROP_LINES, args![guild])?;
    let mut cells = Changes::default();
    each(sql, guild, |sql, ticket, talk| {
        let shares = Fact::of(ticket, talk).shares(&zone);
        cells.replace(None, Some((Known::of(ticket), &shares)));
        cells.write_many_lines(sql, guild)
    })?;
    cells.write(sql, guild)
}

/// Makes the figures of a guild that has none yet, and says of which; none if all have theirs.
pub fn build_missing(sql: &mut dyn Sql) -> Result<Option<GuildId>, Failure> {
    let Some(mut row) = sql.row(MISSING, args![])? else { return Ok(None) };
    let guild = GuildId::from_i64(row.number()?);
    // Older versions knew less of conversations.
    each(sql, guild, |sql, ticket, talk| {
        let told = told_by_messages(sql, ticket)?;
        if told == sorted(talk.clone()) { Ok(()) } else { set_talk(sql, ticket.key, &told) }
    })?;
    first_zone(sql, guild)?;
    Ok(Some(guild))
}

/// Every ticket of a guild, page by page.
fn each(
    sql: &mut dyn Sql,
    guild: GuildId,
    mut what: impl FnMut(&mut dyn Sql, &Ticket, &Talk) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut after = 0;
    loop {
        let rows = sql.rows(PAGE, args![guild, after, PAGE_ROWS])?;
        if rows.is_empty() {
            return Ok(());
        }
        for mut row in rows {
            after = row.small()?;
            let (ticket, talk): (Ticket, Talk) = (row.json()?, row.json()?);
            what(sql, &ticket, &talk)?;
        }
    }
}

/// Takes in a message that a person wrote: who had the word changes.
pub fn heard(
    sql: &mut dyn Sql,
    ticket: &Ticket,
    message: MessageId,
    (side, author): (Side, UserId),
    talk: &mut Talk,
) -> Result<(), Failure> {
    let key = ticket.key;
    if talk.is_of_before() {
        *talk = told_by_messages(sql, ticket)?;
        return Ok(());
    }
    if side == Side::Member {
        talk.hear_again(message.at(), &ticket.past.marks());
    }
    if !talk.splits(message.at(), side) {
        talk.hear(message.at(), side, author, None);
        return Ok(());
    }
    let other = if side == Side::Staff { MEMBER } else { STAFF };
    let next = sql.row(NEXT_OTHER, args![key.guild, key.number, other, message])?;
    let next = next
        .map(|mut row| Ok((MessageId::from_i64(row.number()?).at(), UserId::from_i64(row.number()?))))
        .transpose()?;
    talk.hear(message.at(), side, author, next);
    Ok(())
}

/// The number of a side in the store.
pub fn side_number(side: Option<Side>) -> i64 {
    match side {
        Some(Side::Member) => MEMBER,
        Some(Side::Staff) => STAFF,
        None => 0,
    }
}
