//! Who sees which line of a conversation.

use crate::{Event, access::Audience};

/// Whether readers of this kind see the event: members see only that the ticket was opened, claimed and closed (P125).
pub fn visible(event: &Event, audience: Audience) -> bool {
    match event {
        Event::Opened { .. } | Event::Claimed { .. } | Event::Closed { .. } => true,
        Event::Unclaimed { .. } | Event::Assigned { .. } | Event::Unassigned { .. } | Event::Reopened => {
            audience == Audience::Staff
        }
        // What Guildhall did in Discord is no part of the conversation; a failure is shown on the ticket itself.
        Event::Archived
        | Event::SurfaceReady { .. }
        | Event::SurfaceFailed { .. }
        | Event::SurfaceDeleted
        | Event::WelcomePosted { .. } => false,
    }
}
