//! Taking an act back. Nothing is held and nothing is deleted: what takes an act back is another act, judged like any other. Which one is
//! read off the log, so it can be asked of any process and after a restart.

use crate::{Command, Event, Recorded, Refusal, Ticket, Timestamp, UserId, apply};

/// Seconds in which an act can be taken back (definitions A.10).
pub const UNDO_SECONDS: u32 = 10;
/// Seconds that the offer and the answer may be under way.
pub(crate) const GRACE_SECONDS: u32 = 5;

/// A part of taking something back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// This command.
    Do(Command),
    /// Make this person the handler again, as the directory knows them now.
    AssignTo(UserId),
}

/// Whether an act of this person can be taken back at all. What members are asked or told with no way back cannot; closing can, for
/// reopening is an act that members know.
pub fn is_reversible(event: &Event, user: UserId) -> bool {
    match event {
        Event::Claimed { .. }
        | Event::Assigned { .. }
        | Event::Unassigned { .. }
        | Event::PriorityChanged { .. }
        | Event::Pinned
        | Event::Unpinned
        | Event::Tagged { .. }
        | Event::Untagged { .. }
        | Event::Moved { .. }
        | Event::NoReplyNeeded { .. }
        | Event::Snoozed { .. }
        | Event::Closed { .. } => true,
        // Nobody claims for somebody else.
        Event::Unclaimed { was } => was.by == user,
        _ => false,
    }
}

/// What takes back an event of the log, in order.
///
/// # Errors
/// [`Refusal::NotUndoable`], [`Refusal::UndoTooLate`], or [`Refusal::UndoOvertaken`] where something else happened to the same thing since.
pub fn steps(log: &[Recorded], seq: u32, user: UserId, now: Timestamp) -> Result<Vec<Step>, Refusal> {
    let at = log.iter().position(|one| one.seq == seq).ok_or(Refusal::NotUndoable)?;
    let done = &log[at];
    if done.by.user() != Some(user) || !is_reversible(&done.event, user) {
        return Err(Refusal::NotUndoable);
    }
    if now > done.at.plus_seconds(i64::from(UNDO_SECONDS + GRACE_SECONDS)) {
        return Err(Refusal::UndoTooLate { seconds: UNDO_SECONDS });
    }
    let before = after(&log[..at]).ok_or(Refusal::NotUndoable)?;
    let stands = after(log).ok_or(Refusal::NotUndoable)?;
    if still(&done.event, &stands) {
        Ok(inverse(&done.event, &before, user))
    } else {
        Err(Refusal::UndoOvertaken)
    }
}

/// The ticket after these events.
fn after(log: &[Recorded]) -> Option<Ticket> {
    let (first, rest) = log.split_first()?;
    let Event::Opened { ticket, .. } = &first.event else { return None };
    Some(rest.iter().fold((**ticket).clone(), |ticket, one| apply(ticket, &one.event)))
}

/// Whether what the event did is how things are.
fn still(event: &Event, ticket: &Ticket) -> bool {
    match event {
        Event::Claimed { claim } => ticket.claim.as_ref() == Some(claim),
        Event::Unclaimed { .. } => ticket.claim.is_none(),
        Event::Assigned { to, .. } => ticket.assignee == Some(*to),
        Event::Unassigned { .. } => ticket.assignee.is_none(),
        Event::PriorityChanged { to, .. } => ticket.priority == *to,
        Event::Pinned => ticket.pinned,
        Event::Unpinned => !ticket.pinned,
        Event::Tagged { tag, .. } => ticket.tags.contains(tag),
        Event::Untagged { tag, .. } => !ticket.tags.contains(tag),
        Event::Moved { to, .. } => ticket.ticket_type == *to,
        Event::Snoozed { snooze } => ticket.snoozed.as_ref() == Some(snooze),
        Event::NoReplyNeeded { at } => ticket.past.settled.last() == Some(at),
        Event::Closed { closure } => ticket.closure().is_some_and(|now| now.at == closure.at),
        _ => false,
    }
}

fn inverse(event: &Event, before: &Ticket, user: UserId) -> Vec<Step> {
    let worker = || before.assignee.map_or(Step::Do(Command::Unassign), Step::AssignTo);
    let one = match event {
        Event::Claimed { .. } => Command::Unclaim,
        Event::Unclaimed { .. } => Command::Claim,
        Event::Assigned { .. } | Event::Unassigned { .. } => return vec![worker()],
        Event::PriorityChanged { from, .. } => Command::SetPriority(*from),
        Event::Pinned => Command::Unpin,
        Event::Unpinned => Command::Pin,
        Event::Tagged { tag, .. } => Command::Untag(*tag),
        Event::Untagged { tag, .. } => Command::Tag(*tag),
        Event::Moved { from, released, .. } => {
            // Both types may have chosen a case worker of their own; only who claims can get their claim back.
            let claimed = *released && before.claim.as_ref().is_some_and(|claim| claim.by == user);
            let claim = claimed.then_some(Step::Do(Command::Claim));
            let back = Step::Do(Command::Move { to: *from });
            return [back, worker()].into_iter().chain(claim).collect();
        }
        Event::NoReplyNeeded { .. } => Command::ReplyNeeded,
        Event::Snoozed { .. } => Command::Unsnooze,
        Event::Closed { .. } => Command::Reopen,
        _ => return Vec::new(),
    };
    vec![Step::Do(one)]
}
