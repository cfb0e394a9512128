//! What must be promised in the end, by a second, plainer rule: the configuration is one from beginning to end.

use ticket::{Event, Priority, Recorded, TagId, TypeId};

/// What decides.
#[derive(Clone, Copy)]
struct Seen {
    kind: TypeId,
    urgent: bool,
    tagged: bool,
}

impl Seen {
    /// Whose promises hold: those of the first policy that fits, of the type, or nobody's.
    fn holder(self, policies: bool) -> Option<&'static str> {
        match self {
            Self { tagged: true, .. } if policies => Some("Later"),
            Self { urgent: true, kind: TypeId(2), .. } if policies => Some("Urgent orders"),
            Self { kind: TypeId(1), .. } => Some("type 1"),
            _ => None,
        }
    }
}

/// Whose promises must hold for a ticket now.
pub fn holder(events: &[Recorded], policies: bool) -> Option<&'static str> {
    let mut seen = Seen { kind: TypeId(0), urgent: false, tagged: false };
    let (mut holds, mut open) = (None, true);
    for one in events {
        let before = seen.holder(policies);
        match &one.event {
            Event::Opened { ticket, .. } => seen.kind = ticket.ticket_type,
            Event::PriorityChanged { to, .. } => seen.urgent = *to == Priority::Urgent,
            Event::Tagged { tag: TagId(1), .. } => seen.tagged = true,
            Event::Untagged { tag: TagId(1), .. } => seen.tagged = false,
            Event::Moved { to, .. } => seen.kind = *to,
            Event::Closed { .. } => open = false,
            Event::Reopened { .. } => open = true,
            _ => {}
        }
        if open && before != seen.holder(policies) {
            holds = seen.holder(policies);
        }
    }
    holds
}
