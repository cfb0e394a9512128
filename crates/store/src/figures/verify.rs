//! Whether the stored figures are what tickets, events and messages say.

use super::{STAFF, Watch, changes::lines_of, each, known, set_talk, zone_named, zone_of};
use crate::{args, sql::Sql};
use desk::{Failure, ports::Checked};
use std::collections::HashMap;
use ticket::{
    GuildId, MessageId, Ticket, TicketKey, UserId,
    report::{Fact, Kind, Part, Period, Piece, Shares, Talk, scatter},
    sla::Side,
};

const LINES: &str = "SELECT listed, at, number, value, type, priority FROM figure_line WHERE guild = $1";
const SIDES: &str =
    "SELECT id, author, side FROM message WHERE guild = $1 AND number = $2 AND side > 0 ORDER BY id";

/// What a row is known by: kind, part, period, what it is told apart by. Lines go together by kind and thirty days.
type Key = (u32, u32, i64, i64, i64);
/// The kind of lines.
const LINE: u32 = 99;
/// The milliseconds that go together.
const THIRTY_DAYS: i64 = 30 * 86_400_000;

/// What rows hold, as one number each ([`Piece::print`]): that of the largest guild fits into memory.
type Prints = HashMap<Key, u64>;

/// Counts in what the stored figures differ from what the tickets say, and the tickets from their events and messages.
pub fn verify(sql: &mut dyn Sql, guild: GuildId) -> Result<u64, Failure> {
    let found = check(sql, guild, 0, u32::MAX)?;
    Ok(found.figures + (found.talks.len() + found.pasts.len()) as u64)
}

/// Compares all figures with the tickets, and the next so many tickets with their events and messages.
pub fn check(sql: &mut dyn Sql, guild: GuildId, after: u32, most: u32) -> Result<Checked, Failure> {
    let mut found = Checked::default();
    let Some(name) = zone_of(sql, guild)? else { return Ok(found) };
    let zone = zone_named(&name)?;
    let (mut told, mut deep) = (Prints::new(), 0);
    each(sql, guild, |sql, ticket, talk| {
        found.tickets += 1;
        tell(&mut told, &Fact::of(ticket, talk).shares(&zone), ticket);
        let number = ticket.key.number;
        if number > after && deep < most {
            deep += 1;
            found.after = number;
            if told_by_events(sql, ticket)? > 0 {
                found.pasts.push(number);
            }
            let mut messages = told_by_messages(sql, ticket)?;
            if talk.is_of_before() {
                messages.said.clear();
            }
            if messages != sorted(talk.clone()) {
                found.talks.push(number);
            }
        }
        Ok(())
    })?;
    if deep < most {
        found.after = 0;
    }
    let kept = kept(sql, guild)?;
    let differs = |key: &&Key| told.get(*key).copied().unwrap_or(0) != kept.get(*key).copied().unwrap_or(0);
    let more = kept.keys().filter(|key| !told.contains_key(*key));
    found.figures = told.keys().chain(more).filter(differs).count() as u64;
    Ok(found)
}

/// Adds what a ticket says.
fn tell(told: &mut Prints, shares: &Shares, ticket: &Ticket) {
    let mut add = |key: Key, print: u64| {
        let known = told.entry(key).or_default();
        *known = known.wrapping_add(print);
    };
    for ((day, kind, one, two), cell) in &shares.cells {
        for (period, cell) in [(*day, cell), (day.month(), &cell.of_month())] {
            for (part, piece) in cell.parts() {
                add((kind.number(), part.number(), period.0, *one, *two), piece.print());
            }
        }
    }
    for ((listed, at, number), (value, kind, priority)) in lines_of(ticket, shares) {
        add(line_key(listed, at), line_print(&[at, i64::from(number), value, kind, priority]));
    }
}

/// Everything that is stored of a guild.
fn kept(sql: &mut dyn Sql, guild: GuildId) -> Result<Prints, Failure> {
    let mut kept = Prints::new();
    for kind in Kind::ALL {
        for part in Part::all() {
            let all = [(Period(0), Period(i64::MAX))];
            super::read::parts(sql, (guild, kind, part), &all, &mut |period, (one, two), bytes| {
                // What cannot be read is another thing than what should be there.
                let print = Piece::read(part, period, bytes).map_or(u64::MAX, |piece| piece.print());
                kept.insert((kind.number(), part.number(), period.0, one, two), print);
                Some(())
            })?;
        }
    }
    sql.each(LINES, args![guild], &mut |numbers, _| {
        let [listed, at, rest @ ..] = numbers else { return Ok(()) };
        let known = kept.entry(line_key(u32::try_from(*listed).unwrap_or(0), *at)).or_default();
        *known = known.wrapping_add(line_print(&[&[*at], rest].concat()));
        Ok(())
    })?;
    Ok(kept)
}

fn line_key(listed: u32, at: i64) -> Key {
    (LINE, listed, at.div_euclid(THIRTY_DAYS), 0, 0)
}

fn line_print(numbers: &[i64]) -> u64 {
    numbers.iter().fold(0, |print, number| scatter(print ^ (*number as u64)))
}

/// Makes the conversations of these tickets what their messages say, and the figures with them.
pub fn mend_talks(sql: &mut dyn Sql, guild: GuildId, numbers: &[u32]) -> Result<(), Failure> {
    let mut watch = Watch::over(sql, guild)?;
    for number in numbers {
        let key = TicketKey { guild, number: *number };
        let Some((ticket, before)) = known(sql, key)? else { continue };
        let after = told_by_messages(sql, &ticket)?;
        set_talk(sql, key, &after)?;
        watch.changed(Some((&ticket, &before)), (&ticket, &after));
    }
    watch.write(sql)
}

/// In how much the past of a ticket and its Auto-Assist differ from what its events alone tell.
fn told_by_events(sql: &mut dyn Sql, ticket: &Ticket) -> Result<u64, Failure> {
    let mut told = ticket.clone();
    for recorded in crate::records::events(sql, ticket.key)? {
        told = ticket::apply(told, &recorded.event);
    }
    Ok(u64::from(told.past != ticket.past) + u64::from(told.assist != ticket.assist))
}

/// A conversation, from its messages alone, and from when the ticket was set aside.
pub(super) fn told_by_messages(sql: &mut dyn Sql, ticket: &Ticket) -> Result<Talk, Failure> {
    let (key, marks) = (ticket.key, ticket.past.marks());
    let mut talk = Talk::default();
    for mut row in sql.rows(SIDES, args![key.guild, key.number])? {
        let at = MessageId::from_i64(row.number()?).at();
        let (author, side) = (UserId::from_i64(row.number()?), row.number()?);
        let side = if side == STAFF { Side::Staff } else { Side::Member };
        talk.hear(at, side, author, None);
        if side == Side::Member {
            talk.hear_again(at, &marks);
        }
    }
    Ok(sorted(talk))
}

/// Who was heard of first depends on the order of arrival; what they wrote does not.
pub(super) fn sorted(mut talk: Talk) -> Talk {
    talk.staff.sort_by_key(|spoke| spoke.user);
    talk
}
