//! When an idle ticket is warned about and closed (P108-P111, A5, A6, A32).
//!
//! A warning that was not given a full warning time before the close postpones the close: nobody is closed out unwarned because a
//! process was down (A6).

use crate::{Activity, GuildConfig, Ticket, Timestamp, ticket_type::AutoClose, waiting};

/// Hours after which a ticket that is exempt now is looked at again: rules change.
const LOOK_AGAIN_HOURS: u32 = 24;

/// What is due for an idle ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing: it is closed.
    Never,
    /// Judge again then.
    At(Timestamp),
    /// The opener is to be warned now.
    Warn {
        /// The activity that the warning is about.
        idle_since: Timestamp,
    },
    /// The ticket is to be closed now.
    Close,
}

/// Since when nobody has written: the latest message by a person, or the latest opening (A5). What was snoozed is idle from when it woke.
pub fn idle_since(ticket: &Ticket, activity: &Activity) -> Timestamp {
    let since = activity.last_at.max(ticket.open_since());
    ticket.past.woken().map_or(since, |woken| since.max(woken))
}

/// What is due, or when to look again.
pub fn next(ticket: &Ticket, activity: &Activity, config: &GuildConfig, now: Timestamp) -> Next {
    let ticket_type = config.type_or_removed(ticket.ticket_type);
    let rule = &ticket_type.auto_close;
    if !ticket.is_open() {
        return Next::Never;
    }
    if ticket.snoozed.is_some()
        || ticket.pinned
        || !rule.enabled
        || rule.only_waiting_for_opener && !waits_for_opener(ticket, activity)
    {
        return Next::At(now.plus_hours(LOOK_AGAIN_HOURS));
    }
    let idle_since = idle_since(ticket, activity);
    let later = now.plus_hours(LOOK_AGAIN_HOURS);
    let warning = ticket.idle_warning.filter(|warning| warning.idle_since == idle_since);
    match warning {
        None => {
            let due = warn_at(rule, idle_since);
            if now >= due { Next::Warn { idle_since } } else { Next::At(due.min(later)) }
        }
        // It is on its way; its arrival sets the alarm anew.
        Some(warning) => match warning.told_at {
            None => Next::At(now.plus_hours(1)),
            Some(told_at) => {
                let due = idle_since.plus_hours(rule.after_hours).max(told_at.plus_hours(rule.warn_hours));
                if now >= due { Next::Close } else { Next::At(due.min(later)) }
            }
        },
    }
}

/// When the ticket will close if nobody writes: for the warning's own words.
pub fn closes_at(rule: &AutoClose, idle_since: Timestamp, told_at: Timestamp) -> Timestamp {
    idle_since.plus_hours(rule.after_hours).max(told_at.plus_hours(rule.warn_hours))
}

/// When the warning is due.
pub fn warn_at(rule: &AutoClose, idle_since: Timestamp) -> Timestamp {
    idle_since.plus_hours(rule.after_hours.saturating_sub(rule.warn_hours))
}

/// Whether the latest word is not the opener's, somebody else wrote after them, or it needs no answer.
fn waits_for_opener(ticket: &Ticket, activity: &Activity) -> bool {
    !waiting::is_for_us(ticket, activity)
}
