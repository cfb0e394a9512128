//! What messages change of the ticket they come into, written once for each batch.

use crate::{args, sql::Sql};
use desk::{Failure, ports::Posted};
use ticket::{MessageId, TicketKey, Timestamp, UserId};

const COUNT: &str = "UPDATE ticket SET messages = messages + $1 WHERE guild = $2 AND number = $3";
const COUNT_AND_LATEST: &str = "UPDATE ticket SET messages = messages + $1,
    last_by = CASE WHEN last_at < $2 OR (last_at = $2 AND last_message < $3) THEN $4 ELSE last_by END,
    last_message = CASE WHEN last_at < $2 OR (last_at = $2 AND last_message < $3) THEN $3 ELSE last_message END,
    last_at = CASE WHEN last_at < $2 THEN $2 ELSE last_at END WHERE guild = $5 AND number = $6";
const FIRST_REPLY: &str =
    "UPDATE ticket SET first_reply_at = $1, first_reply_by = $2 WHERE guild = $3 AND number = $4
    AND (first_reply_at IS NULL OR first_reply_at > $5)";

/// The messages that came into a ticket.
#[derive(Default)]
pub struct Arrived {
    count: i64,
    /// The latest by a person. Two may fall into one millisecond: the one with the larger id is the later one.
    latest: Option<(Timestamp, MessageId, UserId)>,
    /// The first by staff.
    first_reply: Option<(Timestamp, MessageId, UserId)>,
}

impl Arrived {
    /// Takes in a message.
    pub fn take(&mut self, new: &Posted) {
        let this = (new.message.at(), new.message, new.author);
        self.count += 1;
        if new.human {
            self.latest = self.latest.max(Some(this));
        }
        if new.human && new.staff_reply {
            self.first_reply = Some(self.first_reply.map_or(this, |first| first.min(this)));
        }
    }

    /// Whether the latest word is somebody else's than the opener's.
    pub fn is_answered(&self, opener: UserId) -> bool {
        self.latest.is_some_and(|(_, _, by)| by != opener)
    }

    /// Writes what changed of the ticket.
    pub fn write(&self, sql: &mut dyn Sql, key: TicketKey) -> Result<(), Failure> {
        match self.latest {
            Some((at, message, by)) => {
                sql.run(COUNT_AND_LATEST, args![self.count, at, message, by, key.guild, key.number])?
            }
            None => sql.run(COUNT, args![self.count, key.guild, key.number])?,
        };
        if let Some((at, _, by)) = self.first_reply {
            sql.run(FIRST_REPLY, args![at, by, key.guild, key.number, at])?;
        }
        Ok(())
    }
}
