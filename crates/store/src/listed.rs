//! What lists are filtered by: columns and tags beside the ticket's document, written with every commit.

use crate::{args, sql::Sql};
use desk::Failure;
use ticket::{Ticket, TicketKey, Timestamp, report::Talk, sla, waiting};

const FOLLOW: &str =
    "UPDATE ticket SET opened_at = $1, closed_at = $2, due_at = $3, promise = $4, stars = $5,
    is_pinned = $6, is_paused = $7, settled = $8, snoozed_until = $9
    WHERE guild = $10 AND number = $11";
const HEARD: &str = "UPDATE ticket SET due_at = $1, settled = $2, snoozed_until = $3
    WHERE guild = $4 AND number = $5";
const TAG: &str = "INSERT INTO ticket_tag (guild, tag, number, is_open, last_at)
    SELECT guild, $1, number, is_open, last_at FROM ticket WHERE guild = $2 AND number = $3
    ON CONFLICT (guild, number, tag) DO NOTHING";
const UNTAG: &str = "DELETE FROM ticket_tag WHERE guild = $1 AND number = $2 AND tag = $3";

/// The columns follow the ticket as it was just written.
pub fn follow(
    sql: &mut dyn Sql,
    before: Option<&Ticket>,
    ticket: &Ticket,
    talk: &Talk,
    now: Timestamp,
) -> Result<(), Failure> {
    let key = ticket.key;
    let closure = ticket.closure();
    let closed_at = closure.map(|closure| closure.at);
    let stars = closure.and_then(|closure| closure.rating.as_ref()).map(|rating| i64::from(rating.stars));
    let promise = match &ticket.past.promise {
        None => 0_i64,
        Some(_) if ticket.past.breaches.is_empty() => 1,
        Some(_) => 2,
    };
    let values = args![
        ticket.opened_at,
        closed_at,
        due(ticket, talk, now),
        promise,
        stars,
        ticket.pinned,
        ticket.paused.is_some(),
        settled(ticket, talk),
        snoozed(ticket, talk),
        key.guild,
        key.number
    ];
    sql.run(FOLLOW, values)?;
    let had = before.map(|before| before.tags.as_slice()).unwrap_or_default();
    for tag in ticket.tags.iter().filter(|tag| !had.contains(tag)) {
        sql.run(TAG, args![i64::from(tag.0), key.guild, key.number])?;
    }
    for tag in had.iter().filter(|tag| !ticket.tags.contains(tag)) {
        sql.run(UNTAG, args![key.guild, key.number, i64::from(tag.0)])?;
    }
    Ok(())
}

/// A message moved the time at which the next promise is due, or needs an answer.
pub fn heard(
    sql: &mut dyn Sql,
    key: TicketKey,
    ticket: &Ticket,
    talk: &Talk,
    now: Timestamp,
) -> Result<(), Failure> {
    if ticket.past.promise.is_none() && ticket.past.marks().is_empty() {
        return Ok(());
    }
    let values =
        args![due(ticket, talk, now), settled(ticket, talk), snoozed(ticket, talk), key.guild, key.number];
    sql.run(HEARD, values).map(|_| ())
}

/// Until when it is out of sight; the largest number until the member writes. What they wrote has it in sight before it wakes.
fn snoozed(ticket: &Ticket, talk: &Talk) -> Option<i64> {
    let snooze = ticket.snoozed.as_ref().filter(|snooze| talk.again_after(snooze.at).is_none())?;
    Some(snooze.until.map_or(i64::MAX, |until| until.0))
}

/// Whether what the member wrote last needs no answer.
fn settled(ticket: &Ticket, talk: &Talk) -> bool {
    waiting::settled_at(ticket, talk).is_some()
}

fn due(ticket: &Ticket, talk: &Talk, now: Timestamp) -> Option<Timestamp> {
    sla::chip(ticket, talk, now).and_then(|chip| chip.due)
}
