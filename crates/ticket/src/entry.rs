//! Who sees which line of a conversation.

use crate::{Event, access::Audience};

/// Whether readers of this kind see the event: members see only that the ticket was opened, claimed and closed (P125).
pub fn visible(event: &Event, audience: Audience) -> bool {
    match event {
        Event::Opened { .. } | Event::Claimed { .. } | Event::Closed { .. } => true,
        Event::Unclaimed { .. }
        | Event::Assigned { .. }
        | Event::Unassigned { .. }
        | Event::Reopened { .. }
        | Event::CloseRequested { .. }
        | Event::CloseDeclined
        | Event::PriorityChanged { .. }
        | Event::Pinned
        | Event::Unpinned
        | Event::Paused { .. }
        | Event::Resumed { .. }
        | Event::NoReplyNeeded { .. }
        | Event::ReplyNeeded { .. }
        | Event::Snoozed { .. }
        | Event::Woke { .. }
        | Event::UserAdded { .. }
        | Event::UserRemoved { .. }
        | Event::Noted { .. }
        | Event::Tagged { .. }
        | Event::Untagged { .. }
        | Event::Moved { .. }
        | Event::Renamed { .. }
        | Event::Rated { .. }
        | Event::SlaChanged { .. }
        | Event::SlaWarned { .. }
        | Event::SlaBroken { .. }
        | Event::SlaStep { .. }
        | Event::SlaStepVoid { .. }
        | Event::SlaRecomputed { .. }
        | Event::ClaimWarned { .. }
        | Event::ClaimLapsed { .. }
        | Event::Assisted { .. }
        | Event::AssistHelped
        | Event::IdleWarned { .. } => audience == Audience::Staff,
        // What Guildhall did in Discord is no part of the conversation; a failure is shown on the ticket itself.
        Event::IdleTold { .. }
        | Event::Archived
        | Event::Expired
        | Event::SurfaceRemoved
        | Event::SurfaceReady { .. }
        | Event::SurfaceFailed { .. }
        | Event::SurfaceDeleted
        | Event::WelcomePosted { .. } => false,
    }
}
