//! What changes in the figures of one guild, and how it is written.

use crate::{
    args,
    sql::{Arg, Sql, broken},
};
use desk::Failure;
use std::collections::BTreeMap;
use ticket::{
    GuildId, Ticket, TypeId,
    report::{Cell, Part, Piece, Place, Shares, priority_number},
};

/// Takes the row's lock, whether it was there or not.
const TAKE: &str =
    "INSERT INTO figure (guild, kind, part, period, one, two, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
    ON CONFLICT (guild, kind, part, period, one, two) DO UPDATE SET body = figure.body RETURNING body";
const PUT: &str = "UPDATE figure SET body = $1
    WHERE guild = $2 AND kind = $3 AND part = $4 AND period = $5 AND one = $6 AND two = $7";
const DROP: &str = "DELETE FROM figure
    WHERE guild = $1 AND kind = $2 AND part = $3 AND period = $4 AND one = $5 AND two = $6";
const LINE_INTO: &str = "INSERT INTO figure_line (guild, listed, at, number, value, type, priority) VALUES ";
const LINE_KNOWN: &str = " ON CONFLICT (guild, listed, at, number) DO UPDATE SET value = EXCLUDED.value,
    type = EXCLUDED.type, priority = EXCLUDED.priority";
/// Lines that one statement writes where there are many: the figures of a large guild made anew are millions of them.
const LINES_AT_ONCE: usize = 256;
const LINE_OUT: &str = "DELETE FROM figure_line WHERE guild = $1 AND listed = $2 AND at = $3 AND number = $4";

/// A line with the ticket it is of: kind, time, number; then duration, type, priority.
pub(super) type LineRow = (LineKey, LineValue);
type LineKey = (u32, i64, u32);
type LineValue = (i64, i64, i64);

/// What changes in the figures of one guild.
#[derive(Debug, Default)]
pub(super) struct Changes {
    cells: BTreeMap<Place, Cell>,
    lines: BTreeMap<LineKey, Option<LineValue>>,
}

/// What figures know a ticket by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Known {
    number: u32,
    ticket_type: TypeId,
    priority: i64,
}

impl Known {
    pub(super) fn of(ticket: &Ticket) -> Self {
        let priority = priority_number(ticket.priority);
        Self { number: ticket.key.number, ticket_type: ticket.ticket_type, priority }
    }
}

impl Changes {
    /// A ticket's shares are other ones now.
    pub(super) fn replace(&mut self, before: Option<(Known, &Shares)>, after: Option<(Known, &Shares)>) {
        for (part, times) in [(before, -1), (after, 1)] {
            for (place, cell) in part.iter().flat_map(|(_, shares)| &shares.cells) {
                let ((day, kind, one, two), cell) = (*place, cell.times(times));
                let month = (day.month(), kind, one, two);
                self.cells.entry(month).or_default().merge(&cell.of_month());
                self.cells.entry(*place).or_default().merge(&cell);
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

    /// Writes the lines so far where they are many, and goes on.
    pub(super) fn write_many_lines(&mut self, sql: &mut dyn Sql, guild: GuildId) -> Result<(), Failure> {
        if self.lines.len() < LINES_AT_ONCE { Ok(()) } else { self.write_lines(sql, guild) }
    }

    fn write_lines(&mut self, sql: &mut dyn Sql, guild: GuildId) -> Result<(), Failure> {
        let mut come = Vec::new();
        for (key @ (listed, at, number), line) in std::mem::take(&mut self.lines) {
            match line {
                None => drop(sql.run(LINE_OUT, args![guild, listed, at, number])?),
                Some(value) => come.push((key, value)),
            }
        }
        // One text for many lines and one for a single line: what a database has prepared stays little.
        let (many, few) = come.as_chunks::<LINES_AT_ONCE>();
        for lines in many {
            sql.run(&lines_in(LINES_AT_ONCE), &values(guild, lines))?;
        }
        let one = lines_in(1);
        for line in few {
            sql.run(&one, &values(guild, std::slice::from_ref(line)))?;
        }
        Ok(())
    }

    /// Writes them. Cells are taken in order, so that two who write do not wait for each other.
    pub(super) fn write(mut self, sql: &mut dyn Sql, guild: GuildId) -> Result<(), Failure> {
        self.write_lines(sql, guild)?;
        for (place, change) in &self.cells {
            for (part, change) in change.parts() {
                add(sql, guild, *place, part, &change)?;
            }
        }
        Ok(())
    }
}

/// The statement that writes so many lines.
fn lines_in(count: usize) -> String {
    let places =
        |line: usize| (line * 7 + 1..=line * 7 + 7).map(|at| format!("${at}")).collect::<Vec<_>>().join(", ");
    let lines: Vec<String> = (0..count).map(|line| format!("({})", places(line))).collect();
    format!("{LINE_INTO}{}{LINE_KNOWN}", lines.join(", "))
}

fn values(guild: GuildId, lines: &[LineRow]) -> Vec<Arg> {
    let line = |((listed, at, number), (value, kind, priority)): &LineRow| {
        [
            guild.into(),
            (*listed).into(),
            (*at).into(),
            (*number).into(),
            (*value).into(),
            (*kind).into(),
            (*priority).into(),
        ]
    };
    lines.iter().flat_map(line).collect()
}

/// Adds to a part of a cell; what becomes nothing is not kept.
fn add(
    sql: &mut dyn Sql,
    guild: GuildId,
    (period, kind, one, two): Place,
    part: Part,
    change: &Piece,
) -> Result<(), Failure> {
    let (kind, number) = (kind.number(), part.number());
    let taken = sql.row(TAKE, args![guild, kind, number, period.0, one, two, Vec::new()])?;
    let taken = taken.ok_or_else(|| broken("no figure came back"))?.bytes()?;
    let mut piece = Piece::read(part, period, &taken).ok_or_else(|| broken("a figure cannot be read"))?;
    piece.merge(change);
    if piece.is_empty() {
        sql.run(DROP, args![guild, kind, number, period.0, one, two])?;
    } else {
        sql.run(PUT, args![piece.bytes(), guild, kind, number, period.0, one, two])?;
    }
    Ok(())
}

/// The lines of a ticket.
pub(super) fn lines_of(ticket: &Ticket, shares: &Shares) -> Vec<LineRow> {
    lines(Some((Known::of(ticket), shares)))
}

fn lines(part: Option<(Known, &Shares)>) -> Vec<LineRow> {
    let Some((known, shares)) = part else { return Vec::new() };
    let values = |value| (value, i64::from(known.ticket_type.0), known.priority);
    let line =
        |line: &ticket::report::Line| ((line.listed.number(), line.at.0, known.number), values(line.value));
    shares.lines.iter().map(line).collect()
}
