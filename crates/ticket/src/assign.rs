//! Which handler becomes the case worker of a new ticket (M38-M44).

mod strategy;

pub use strategy::{Availability, Candidate, Strategy, choose};

use crate::{TicketType, UserId};
use std::collections::BTreeMap;

/// The handler with the fewest open tickets of the type; the lowest user id on a tie; none without handlers.
///
/// `open` holds the count of open tickets of this type for each handler still in the guild: who is not in it has left and is
/// skipped (A21). The opener is never their own case worker while someone else could be.
pub fn case_worker(ticket_type: &TicketType, open: &BTreeMap<UserId, u32>, opener: UserId) -> Option<UserId> {
    let present =
        ticket_type.handlers.iter().filter_map(|handler| open.get(handler).map(|count| (*count, *handler)));
    present.min_by_key(|(count, handler)| (*handler == opener, *count, *handler)).map(|(_, handler)| handler)
}
