//! A ticket's conversation in numbers.

use crate::{Timestamp, UserId, report::Talk};

/// What has gone on in a ticket's conversation. Changed by commuting operations only, so messages never conflict with commands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Activity {
    /// Public messages, deleted ones included.
    pub messages: u32,
    /// The latest message by a person; the opening if there is none.
    pub last_at: Timestamp,
    /// Who wrote it.
    pub last_by: Option<UserId>,
    /// The first public message by staff (P116, A13).
    pub first_reply: Option<(Timestamp, UserId)>,
    /// Who had the word when, for clocks and figures.
    pub talk: Talk,
}
