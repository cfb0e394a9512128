//! Who loses a ticket by somebody else's hand, and is to be told.

use crate::{By, Due, Job, Scheduled, Ticket, Timestamp, UserId, sample};

/// Who has a ticket: whoever claimed it, and its case worker.
pub fn holders(ticket: &Ticket) -> [Option<UserId>; 2] {
    [ticket.claim.as_ref().map(|claim| claim.by), ticket.assignee]
}

/// Whether somebody has a ticket, in one way or the other.
pub fn holds(ticket: &Ticket, user: UserId) -> bool {
    holders(ticket).contains(&Some(user))
}

/// Tells those who `had` an open ticket before, and have it in neither way after what a person did to it with events up to `seq`; not that person.
/// What Guildhall takes off somebody by itself they were warned of, or it goes by rules that staff set.
pub fn tell_losses(had: [Option<UserId>; 2], ticket: &Ticket, seq: u32, by: &By, now: Timestamp) -> Due {
    let Some(by) = by.user().filter(|_| ticket.is_open()) else { return Due::new() };
    let [first, second] = had;
    let had = first.into_iter().chain(second.filter(|_| second != first));
    let lost = had.filter(|user| *user != by && !holds(ticket, *user));
    let job = |user| Job::TellLoss { ticket: ticket.key, seq, user };
    let told = lost.map(|user| Scheduled { job: job(user), due: now }).collect();
    sample::kept_in(ticket, told)
}
