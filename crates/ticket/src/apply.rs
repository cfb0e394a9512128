//! How events change a ticket. Total: an event that was decided always applies.

use crate::{Event, State, Surface, Ticket};

/// The ticket after the event.
pub fn apply(mut ticket: Ticket, event: &Event) -> Ticket {
    match event {
        Event::Opened { ticket: opened, .. } => return (**opened).clone(),
        Event::Claimed { claim } => ticket.claim = Some(claim.clone()),
        Event::Unclaimed { .. } => ticket.claim = None,
        Event::Assigned { to, .. } => ticket.assignee = Some(*to),
        Event::Unassigned { .. } => ticket.assignee = None,
        Event::Closed { closure } => ticket.state = State::Closed(closure.clone()),
        Event::Reopened => ticket.state = State::Open,
        Event::Archived => {
            if let State::Closed(closure) = &mut ticket.state {
                closure.archived = true;
            }
        }
        Event::SurfaceReady { surface } => ticket.surface = surface.clone(),
        Event::SurfaceFailed { problem } => {
            ticket.surface = Surface::Unavailable { problem: problem.clone() }
        }
        Event::SurfaceDeleted => ticket.surface = Surface::Gone,
        Event::WelcomePosted { message } => match &mut ticket.surface {
            Surface::Channel { welcome, .. } | Surface::Thread { welcome, .. } => *welcome = Some(*message),
            Surface::Pending | Surface::Unavailable { .. } | Surface::Gone => {}
        },
    }
    ticket
}
