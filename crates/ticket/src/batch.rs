//! One act for many tickets, done in the background (definitions A.6). Each ticket is judged when its turn comes, as if somebody had acted
//! on it alone.

use crate::{Priority, TagId, Timestamp, TypeId, UserId, undo};
use std::fmt;

/// Tickets of one batch at most.
pub const MOST_TICKETS: usize = 2_000;
/// Batches of a guild that are under way at most.
pub const MOST_UNDER_WAY: u32 = 10;
/// Batches of a guild that are remembered once they are over, the newest.
pub const KEPT: u32 = 20;
/// Seconds after a batch in which it can be taken back: the same as for one act, and what the answer is under way.
pub const UNDO_SECONDS: i64 = undo::UNDO_SECONDS as i64 + undo::GRACE_SECONDS as i64;

/// What is done to each. The words are what forms and the store carry: `claim`, `priority:high`, `tag:3`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    /// Take ownership.
    Claim,
    /// Give it up.
    Release,
    /// Make this person the case worker, or nobody.
    Assign(Option<UserId>),
    /// Set the priority.
    Priority(Priority),
    /// Put a tag on.
    Tag(TagId),
    /// Take a tag off.
    Untag(TagId),
    /// Make it one of another type.
    Move(TypeId),
    /// Close it.
    Close,
    /// Open it again.
    Reopen,
    /// Say that no answer is needed.
    NoReply,
    /// Put it out of sight until then, the same time for each; until the member writes if absent.
    Snooze(Option<Timestamp>),
}

impl Act {
    /// Reads what [`Act`] writes; nothing for what there is not.
    pub fn read(text: &str) -> Option<Self> {
        let (word, value) = text.split_once(':').unwrap_or((text, ""));
        Some(match word {
            "claim" => Self::Claim,
            "release" => Self::Release,
            "assign" if value.is_empty() => Self::Assign(None),
            "assign" => Self::Assign(Some(value.parse().ok()?)),
            "priority" => Self::Priority(Priority::ALL.into_iter().find(|level| name(*level) == value)?),
            "tag" => Self::Tag(TagId(value.parse().ok()?)),
            "untag" => Self::Untag(TagId(value.parse().ok()?)),
            "move" => Self::Move(TypeId(value.parse().ok()?)),
            "close" => Self::Close,
            "reopen" => Self::Reopen,
            "no-reply" => Self::NoReply,
            "snooze" if value.is_empty() => Self::Snooze(None),
            "snooze" => Self::Snooze(Some(Timestamp(value.parse().ok()?))),
            _ => return None,
        })
    }
}

impl fmt::Display for Act {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Claim => write!(f, "claim"),
            Self::Release => write!(f, "release"),
            Self::Assign(None) => write!(f, "assign"),
            Self::Assign(Some(user)) => write!(f, "assign:{user}"),
            Self::Priority(level) => write!(f, "priority:{}", name(*level)),
            Self::Tag(tag) => write!(f, "tag:{tag}"),
            Self::Untag(tag) => write!(f, "untag:{tag}"),
            Self::Move(to) => write!(f, "move:{to}"),
            Self::Close => write!(f, "close"),
            Self::Reopen => write!(f, "reopen"),
            Self::NoReply => write!(f, "no-reply"),
            Self::Snooze(None) => write!(f, "snooze"),
            Self::Snooze(Some(until)) => write!(f, "snooze:{}", until.0),
        }
    }
}

fn name(level: Priority) -> &'static str {
    match level {
        Priority::Low => "low",
        Priority::Normal => "normal",
        Priority::High => "high",
        Priority::Urgent => "urgent",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let all = [
            Act::Claim,
            Act::Release,
            Act::Assign(None),
            Act::Assign(Some(UserId(7))),
            Act::Priority(Priority::Urgent),
            Act::Tag(TagId(3)),
            Act::Untag(TagId(3)),
            Act::Move(TypeId(2)),
            Act::Close,
            Act::Reopen,
            Act::NoReply,
            Act::Snooze(None),
            Act::Snooze(Some(Timestamp(1_800_000_000_000))),
        ];
        for act in all {
            assert_eq!(Act::read(&act.to_string()), Some(act));
        }
        for nothing in ["", "erase", "tag:", "tag:x", "priority:none", "move:-1", "assign:x", "snooze:x"] {
            assert_eq!(Act::read(nothing), None, "{nothing}");
        }
    }
}
