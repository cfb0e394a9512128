//! Figures: what happens to rows, for both databases.

use crate::{
    args,
    sql::{Engine, Row, Sql, broken},
};
use desk::{
    Failure,
    ports::{Figure, Listing},
};
use std::collections::BTreeMap;
use ticket::{
    GuildId, Timestamp, TypeId,
    calendar::zone,
    report::{Cell, Kind, Listed, Period, Place, Shares},
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
const LISTED: &str = "SELECT number, at, value, type, priority FROM figure_line
    WHERE guild = $1 AND listed = $2 AND at >= $3 AND at < $4 ORDER BY at DESC, number DESC LIMIT $5";

/// The time zone of guilds that set none, and of those whose zone is unknown.
const USUAL_ZONE: &str = "UTC";

/// The time zone that a guild's figures are kept by; what is written now is held against a rebuilding until the transaction ends.
pub fn kept_zone(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<String>, Failure> {
    let statement = if sql.engine() == Engine::Postgres { ZONE_SHARED } else { ZONE };
    sql.row(statement, args![guild])?.map(|mut row| row.text()).transpose()
}

/// The same for reading.
pub fn zone_of(sql: &mut dyn Sql, guild: GuildId) -> Result<Option<String>, Failure> {
    sql.row(ZONE, args![guild])?.map(|mut row| row.text()).transpose()
}

/// Sets it.
pub fn set_zone(sql: &mut dyn Sql, guild: GuildId, name: &str) -> Result<(), Failure> {
    sql.run(ZONE_SET, args![guild, name]).map(|_| ())
}

/// The time zone with this name; UTC if there is none.
pub fn zone_named(name: &str) -> Result<ticket::calendar::Zone, Failure> {
    zone(name).or_else(|| zone(USUAL_ZONE)).ok_or_else(|| broken("there are no time zones"))
}

/// A line with the ticket it is of: kind, time, number; then duration, type, priority.
type LineRow = ((u32, i64, u32), (i64, i64, i64));

/// What changes in the figures of one guild.
#[derive(Debug, Default)]
pub struct Changes {
    cells: BTreeMap<Place, Cell>,
    lines: BTreeMap<(u32, i64, u32), Option<(i64, i64, i64)>>,
}

/// What figures know a ticket by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its number.
    pub number: u32,
    /// Its type.
    pub ticket_type: TypeId,
    /// Its priority.
    pub priority: i64,
}

impl Changes {
    /// A ticket's shares are other ones now.
    pub fn replace(&mut self, before: Option<(Known, &Shares)>, after: Option<(Known, &Shares)>) {
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
    pub fn write(self, sql: &mut dyn Sql, guild: GuildId) -> Result<(), Failure> {
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
    pub fn into_parts(self) -> (BTreeMap<Place, Cell>, Vec<LineRow>) {
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

fn figure(row: &mut Row) -> Result<Figure, Failure> {
    let (period, one, two) = (Period(row.number()?), row.number()?, row.number()?);
    let cell = Cell::read(&row.text()?).ok_or_else(|| broken("a figure cannot be read"))?;
    Ok(Figure { period, one, two, cell })
}

pub fn cells(
    sql: &mut dyn Sql,
    guild: GuildId,
    kind: Kind,
    from: Period,
    to: Period,
) -> Result<Vec<Figure>, Failure> {
    let rows = sql.rows(CELLS, args![guild, kind.number(), from.0, to.0])?;
    rows.into_iter().map(|mut row| figure(&mut row)).collect()
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
