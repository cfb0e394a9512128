//! Reading figures.

use crate::{
    args,
    sql::{Sql, broken},
};
use desk::{
    Failure,
    ports::{Figure, Listing, Total},
};
use std::collections::{BTreeMap, HashMap};
use ticket::{
    GuildId, Timestamp, TypeId,
    report::{Cell, Kind, Listed, Measure, Part, Period, Piece, Sum, Values},
};

const PARTS: &str = "SELECT period, one, two, body FROM figure
    WHERE guild = $1 AND kind = $2 AND part = $3 AND period >= $4 AND period <= $5";
const LISTED: &str = "SELECT number, at, value, type, priority FROM figure_line
    WHERE guild = $1 AND listed = $2 AND at >= $3 AND at < $4 ORDER BY at DESC, number DESC LIMIT $5";

fn unreadable() -> Failure {
    broken("a figure cannot be read")
}

/// What is shown each part: its period, what it is told apart by, its bytes.
pub(super) type Reading<'a> = dyn FnMut(Period, (i64, i64), &[u8]) -> Option<()> + 'a;

/// Shows a part of every cell of a kind in these periods.
pub(super) fn parts(
    sql: &mut dyn Sql,
    (guild, kind, part): (GuildId, Kind, Part),
    ranges: &[(Period, Period)],
    what: &mut Reading<'_>,
) -> Result<(), Failure> {
    for (from, to) in ranges {
        let wanted = args![guild, kind.number(), part.number(), from.0, to.0];
        sql.each(PARTS, wanted, &mut |numbers, bytes| match numbers {
            [period, one, two] => what(Period(*period), (*one, *two), bytes).ok_or_else(unreadable),
            _ => Err(unreadable()),
        })?;
    }
    Ok(())
}

pub fn counted(
    sql: &mut dyn Sql,
    guild: GuildId,
    kind: Kind,
    ranges: &[(Period, Period)],
) -> Result<Vec<Figure>, Failure> {
    let mut found = Vec::new();
    parts(sql, (guild, kind, Part::Counts), ranges, &mut |period, (one, two), bytes| {
        let mut cell = Cell::default();
        cell.take(Part::Counts, &Piece::read(Part::Counts, period, bytes)?);
        found.push(Figure { period, one, two, cell });
        Some(())
    })?;
    Ok(found)
}

pub fn timed(
    sql: &mut dyn Sql,
    guild: GuildId,
    kind: Kind,
    measure: Measure,
    ranges: &[(Period, Period)],
) -> Result<Vec<Total>, Failure> {
    let mut sums: HashMap<(i64, i64), Sum> = HashMap::new();
    parts(sql, (guild, kind, Part::Durations(measure)), ranges, &mut |period, place, bytes| {
        sums.entry(place).or_default().add(period, bytes)
    })?;
    let total = |((one, two), sum): ((i64, i64), Sum)| Total { one, two, durations: sum.histogram() };
    Ok(sums.into_iter().map(total).collect())
}

pub fn durations(
    sql: &mut dyn Sql,
    guild: GuildId,
    measure: Measure,
    days: (Period, Period),
    types: Option<&[TypeId]>,
) -> Result<BTreeMap<i64, Vec<i64>>, Failure> {
    let mut found: BTreeMap<i64, Vec<i64>> = BTreeMap::new();
    let part = (guild, Kind::Ticket, Part::Durations(measure));
    parts(sql, part, &[days], &mut |_, (kind, priority), bytes| {
        if types.is_some_and(|types| !types.iter().any(|wanted| i64::from(wanted.0) == kind)) {
            return Some(());
        }
        Values::list(bytes, found.entry(priority).or_default())
    })?;
    Ok(found)
}

pub fn listed(
    sql: &mut dyn Sql,
    guild: GuildId,
    listed: Listed,
    from: Timestamp,
    to: Timestamp,
    most: u32,
) -> Result<Vec<Listing>, Failure> {
    let mut found = Vec::new();
    sql.each(LISTED, args![guild, listed.number(), from, to, most], &mut |numbers, _| {
        let [number, at, value, kind, priority] = *numbers else { return Err(unreadable()) };
        let small = |number: i64| u32::try_from(number).map_err(|_| unreadable());
        let (number, ticket_type) = (small(number)?, TypeId(small(kind)?));
        found.push(Listing { number, at: Timestamp(at), value, ticket_type, priority });
        Ok(())
    })?;
    Ok(found)
}
