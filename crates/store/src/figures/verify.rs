//! Whether the stored figures are what tickets, events and messages say.

use super::{
    Known, STAFF,
    changes::{Changes, LineRow},
    each, zone_named, zone_of,
};
use crate::{
    args,
    sql::{Row, Sql},
};
use desk::Failure;
use std::collections::{BTreeMap, BTreeSet};
use ticket::{
    GuildId, MessageId, Ticket, TicketKey, UserId,
    report::{Cell, Fact, Kind, Part, Period, Piece, Place, Talk},
    sla::Side,
};

const LINES: &str = "SELECT listed, at, number, value, type, priority FROM figure_line WHERE guild = $1";
const SIDES: &str =
    "SELECT id, author, side FROM message WHERE guild = $1 AND number = $2 AND side > 0 ORDER BY id";

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
    let kept = kept(sql, guild)?;
    let places: BTreeSet<_> = kept.keys().chain(cells.keys()).collect();
    differences += places.into_iter().filter(|place| kept.get(place) != cells.get(place)).count() as u64;
    let stored: BTreeSet<LineRow> =
        sql.rows(LINES, args![guild])?.into_iter().map(line_row).collect::<Result<_, _>>()?;
    let wanted: BTreeSet<LineRow> = lines.into_iter().collect();
    Ok(differences + stored.symmetric_difference(&wanted).count() as u64)
}

/// Every cell of a guild, as stored.
fn kept(sql: &mut dyn Sql, guild: GuildId) -> Result<BTreeMap<Place, Cell>, Failure> {
    let mut kept: BTreeMap<Place, Cell> = BTreeMap::new();
    for kind in Kind::ALL {
        for part in Part::all() {
            let all = [(Period(0), Period(i64::MAX))];
            super::read::parts(sql, (guild, kind, part), &all, &mut |period, (one, two), bytes| {
                let cell = kept.entry((period, kind, one, two)).or_default();
                cell.take(part, &Piece::read(part, period, bytes)?);
                Some(())
            })?;
        }
    }
    Ok(kept)
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
