//! Figures: what happens to rows, for both databases.

use crate::{
    args,
    sql::{Engine, Row, Sql, broken, json},
};
use desk::{
    Failure,
    ports::{Durations, Figure, Listing, USUAL_ZONE},
};
use std::collections::BTreeMap;
use ticket::{
    GuildId, MessageId, Ticket, TicketKey, Timestamp, TypeId, UserId,
    calendar::{Zone, zone},
    report::{Cell, Fact, Kind, Listed, Measure, Period, Place, Shares, Talk, priority_number},
    sla::Side,
};

const ZONE: &str = "SELECT zone FROM figure_zone WHERE guild = $1";
/// Whoever rebuilds waits for those who write, and they for it.
const ZONE_SHARED: &str = "SELECT zone FROM figure_zone WHERE guild = $1 FOR SHARE";
const ZONE_SET: &str = "INSERT INTO figure_zone (guild, zone) VALUES ($1, $2)
    ON CONFLICT (guild) DO UPDATE SET zone = EXCLUDED.zone";
/// Takes the row's lock, whether it was there or not.
const TAKE: &str = "INSERT INTO figure (guild, kind, period, one, two, body) VALUES ($1, $2, $3, $4, $5, '')
    ON CONFLICT (guild, kind, period, one, two) DO UPDATE SET body = figure.body RETURNING body";
const PUT: &str =
    "UPDATE figure SET body = $1 WHERE guild = $2 AND kind = $3 AND period = $4 AND one = $5 AND two = $6";
const DROP: &str =
    "DELETE FROM figure WHERE guild = $1 AND kind = $2 AND period = $3 AND one = $4 AND two = $5";
const CELLS: &str = "SELECT period, one, two, body FROM figure
    WHERE guild = $1 AND kind = $2 AND period >= $3 AND period <= $4 ORDER BY period, one, two";
const LINE_IN: &str = "INSERT INTO figure_line (guild, listed, at, number, value, type, priority)
    VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (guild, listed, at, number) DO UPDATE SET value = EXCLUDED.value, type = EXCLUDED.type,
    priority = EXCLUDED.priority";
const LINE_OUT: &str = "DELETE FROM figure_line WHERE guild = $1 AND listed = $2 AND at = $3 AND number = $4";
/// One text for all: far less to carry than rows.
const DURATIONS: &str = "SELECT string_agg(CAST(type * 4 + priority AS TEXT) || ' ' || CAST(value AS TEXT), ',') FROM
    (SELECT type, priority, value FROM figure_line WHERE guild = $1 AND listed = $2 AND at >= $3 AND at < $4 LIMIT $5)
    AS part";
const LISTED: &str = "SELECT number, at, value, type, priority FROM figure_line
    WHERE guild = $1 AND listed = $2 AND at >= $3 AND at < $4 ORDER BY at DESC, number DESC LIMIT $5";

const DROP_ALL: &str = "DELETE FROM figure WHERE guild = $1";
const DROP_LINES: &str = "DELETE FROM figure_line WHERE guild = $1";
const LINES: &str = "SELECT listed, at, number, value, type, priority FROM figure_line WHERE guild = $1";
const KNOWN: &str = "SELECT body, talk FROM ticket WHERE guild = $1 AND number = $2";
const KNOWN_HELD: &str = "SELECT body, talk FROM ticket WHERE guild = $1 AND number = $2 FOR UPDATE";
const TALK: &str = "UPDATE ticket SET talk = $1 WHERE guild = $2 AND number = $3";
const PAGE: &str =
    "SELECT number, body, talk FROM ticket WHERE guild = $1 AND number > $2 ORDER BY number LIMIT $3";
const SIDES: &str =
    "SELECT id, author, side FROM message WHERE guild = $1 AND number = $2 AND side > 0 ORDER BY id";
const NEXT_OTHER: &str =
    "SELECT MIN(id) FROM message WHERE guild = $1 AND number = $2 AND side = $3 AND id > $4";

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

/// A line with the ticket it is of: kind, time, number; then duration, type, priority.
type LineRow = (LineKey, LineValue);
type LineKey = (u32, i64, u32);
type LineValue = (i64, i64, i64);

/// What changes in the figures of one guild.
#[derive(Debug, Default)]
struct Changes {
    cells: BTreeMap<Place, Cell>,
    lines: BTreeMap<LineKey, Option<LineValue>>,
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
        let lines = std::mem::take(&mut cells.lines);
        Changes { cells: BTreeMap::new(), lines }.write(sql, guild)
    })?;
    cells.write(sql, guild)
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

/// Counts in what the stored figures differ from what the tickets say, and the tickets from their events and messages.
pub fn verify(sql: &mut dyn Sql, guild: GuildId) -> Result<u64, Failure> {
    let Some(name) = zone_of(sql, guild)? else { return Ok(0) };
    let zone = zone_named(&name)?;
    let (mut told, mut differences) = (Changes::default(), 0);
    each(sql, guild, |sql, ticket, talk| {
        let shares = Fact::of(ticket, talk).shares(&zone);
        told.replace(None, Some((Known::of(ticket), &shares)));
        differences += told_by_events(sql, ticket)?;
        differences += u64::from(told_by_messages(sql, ticket.key)? != sorted(talk.clone()));
        Ok(())
    })?;
    let (cells, lines) = told.into_parts();
    let mut kept = BTreeMap::new();
    for kind in Kind::ALL {
        for figure in self::cells(sql, guild, kind, (Period(0), Period(i64::MAX)), &Measure::ALL)? {
            kept.insert((figure.period, kind, figure.one, figure.two), figure.cell);
        }
    }
    let places: std::collections::BTreeSet<_> = kept.keys().chain(cells.keys()).collect();
    differences += places.into_iter().filter(|place| kept.get(place) != cells.get(place)).count() as u64;
    let stored: std::collections::BTreeSet<LineRow> =
        sql.rows(LINES, args![guild])?.into_iter().map(line_row).collect::<Result<_, _>>()?;
    let wanted: std::collections::BTreeSet<LineRow> = lines.into_iter().collect();
    Ok(differences + stored.symmetric_difference(&wanted).count() as u64)
}

fn line_row(mut row: Row) -> Result<LineRow, Failure> {
    let key = (row.small()?, row.number()?, row.small()?);
    Ok((key, (row.number()?, row.number()?, row.number()?)))
}

/// In how much the past of a ticket and its Auto-Assist differ from what its events alone tell.
fn told_by_events(sql: &mut dyn Sql, ticket: &Ticket) -> Result<u64, Failure> {
    let mut told = ticket.clone();
    for recorded in crate::records::events(sql, ticket.key)? {
        told = ticket::apply(told, &recorded.event);
    }
    Ok(u64::from(told.past != ticket.past) + u64::from(told.assist != ticket.assist))
}

/// A conversation, from its messages alone.
fn told_by_messages(sql: &mut dyn Sql, key: TicketKey) -> Result<Talk, Failure> {
    let mut talk = Talk::default();
    for mut row in sql.rows(SIDES, args![key.guild, key.number])? {
        let at = MessageId::from_i64(row.number()?).at();
        let (author, side) = (UserId::from_i64(row.number()?), row.number()?);
        talk.hear(at, if side == STAFF { Side::Staff } else { Side::Member }, author, None);
    }
    Ok(sorted(talk))
}

/// Who was heard of first depends on the order of arrival; what they wrote does not.
fn sorted(mut talk: Talk) -> Talk {
    talk.staff.sort_by_key(|spoke| spoke.user);
    talk
}

/// Takes in a message that a person wrote: who had the word changes.
pub fn heard(
    sql: &mut dyn Sql,
    key: TicketKey,
    message: MessageId,
    (side, author): (Side, UserId),
    talk: &mut Talk,
) -> Result<(), Failure> {
    let other = if side == Side::Staff { MEMBER } else { STAFF };
    let next = sql.row(NEXT_OTHER, args![key.guild, key.number, other, message])?;
    let next = next.map(|mut row| row.maybe_number()).transpose()?.flatten();
    talk.hear(message.at(), side, author, next.map(|id| MessageId::from_i64(id).at()));
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

/// What figures know a ticket by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Known {
    /// Its number.
    pub number: u32,
    /// Its type.
    pub ticket_type: TypeId,
    /// Its priority.
    pub priority: i64,
}

impl Known {
    fn of(ticket: &Ticket) -> Self {
        let priority = priority_number(ticket.priority);
        Self { number: ticket.key.number, ticket_type: ticket.ticket_type, priority }
    }
}

impl Changes {
    /// A ticket's shares are other ones now.
    fn replace(&mut self, before: Option<(Known, &Shares)>, after: Option<(Known, &Shares)>) {
        for (part, times) in [(before, -1), (after, 1)] {
            for (place, cell) in part.iter().flat_map(|(_, shares)| &shares.cells) {
                let ((period, kind, one, two), cell) = (*place, cell.times(times));
                for period in [period, period.month()] {
                    self.cells.entry((period, kind, one, two)).or_default().merge(&cell);
                }
            }
        }
        let (before, after) = (lines(before), lines(after));
        for line in before.iter().filter(|line| !after.contains(line)) {
            self.lines.insert(line.0, None);
        }
        for line in after.iter().filter(|line| !before.contains(line)) {
            self.lines.insert(line.0, Some(line.1));
        }
    }

    /// Writes them. Cells are taken in order, so that two who write do not wait for each other.
    fn write(self, sql: &mut dyn Sql, guild: GuildId) -> Result<(), Failure> {
        for ((listed, at, number), line) in self.lines {
            match line {
                None => sql.run(LINE_OUT, args![guild, listed, at, number])?,
                Some((value, kind, priority)) => {
                    sql.run(LINE_IN, args![guild, listed, at, number, value, kind, priority])?
                }
            };
        }
        for ((period, kind, one, two), change) in self.cells {
            if change.is_empty() {
                continue;
            }
            let place = args![guild, kind.number(), period.0, one, two];
            let taken = sql.row(TAKE, place)?.ok_or_else(|| broken("no figure came back"))?.text()?;
            let mut cell = Cell::read(&taken).ok_or_else(|| broken("a figure cannot be read"))?;
            cell.merge(&change);
            if cell.is_empty() {
                sql.run(DROP, place)?;
            } else {
                sql.run(PUT, args![cell.text(), guild, kind.number(), period.0, one, two])?;
            }
        }
        Ok(())
    }

    /// The cells and lines, for comparing.
    fn into_parts(self) -> (BTreeMap<Place, Cell>, Vec<LineRow>) {
        let cells = self.cells.into_iter().filter(|(_, cell)| !cell.is_empty()).collect();
        (cells, self.lines.into_iter().filter_map(|(key, line)| Some((key, line?))).collect())
    }
}

fn lines(part: Option<(Known, &Shares)>) -> Vec<LineRow> {
    let Some((known, shares)) = part else { return Vec::new() };
    let values = |value| (value, i64::from(known.ticket_type.0), known.priority);
    let line =
        |line: &ticket::report::Line| ((line.listed.number(), line.at.0, known.number), values(line.value));
    shares.lines.iter().map(line).collect()
}

pub fn cells(
    sql: &mut dyn Sql,
    guild: GuildId,
    kind: Kind,
    (from, to): (Period, Period),
    measures: &[Measure],
) -> Result<Vec<Figure>, Failure> {
    let rows = sql.rows(CELLS, args![guild, kind.number(), from.0, to.0])?.into_iter();
    rows.map(|mut row| {
        let (period, one, two) = (Period(row.number()?), row.number()?, row.number()?);
        let cell = Cell::read_some(&row.text()?, measures);
        Ok(Figure { period, one, two, cell: cell.ok_or_else(|| broken("a figure cannot be read"))? })
    })
    .collect()
}

pub fn durations(
    sql: &mut dyn Sql,
    guild: GuildId,
    measure: Measure,
    (from, to): (Timestamp, Timestamp),
    most: u32,
) -> Result<Option<Vec<Durations>>, Failure> {
    let listed = Listed::Measured(measure).number();
    let row = sql.row(DURATIONS, args![guild, listed, from, to, most + 1])?;
    let text = row.map(|mut row| row.maybe_text()).transpose()?.flatten().unwrap_or_default();
    let mut all = 0;
    let mut found: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    for pair in text.split(',').filter(|pair| !pair.is_empty()) {
        let numbers =
            pair.split_once(' ').and_then(|(one, two)| Some((one.parse().ok()?, two.parse().ok()?)));
        let (kind, value): (i64, i64) = numbers.ok_or_else(|| broken("a duration is no number"))?;
        found.entry(kind).or_default().push(value);
        all += 1;
    }
    let of = |(kind, values): (i64, Vec<i64>)| {
        let ticket_type = TypeId(u32::try_from(kind / 4).unwrap_or(0));
        Durations { ticket_type, priority: kind % 4, values }
    };
    Ok((all <= most).then(|| found.into_iter().map(of).collect()))
}

pub fn listed(
    sql: &mut dyn Sql,
    guild: GuildId,
    listed: Listed,
    from: Timestamp,
    to: Timestamp,
    most: u32,
) -> Result<Vec<Listing>, Failure> {
    let rows = sql.rows(LISTED, args![guild, listed.number(), from, to, most])?.into_iter();
    rows.map(|mut row| {
        Ok(Listing {
            number: row.small()?,
            at: Timestamp(row.number()?),
            value: row.number()?,
            ticket_type: TypeId(row.small()?),
            priority: row.number()?,
        })
    })
    .collect()
}
