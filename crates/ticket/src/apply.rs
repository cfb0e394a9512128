//! How events change a ticket. Total: an event that was decided always applies.

use crate::{Event, IdleWarning, State, Surface, Ticket};

/// The ticket after the event.
pub fn apply(mut ticket: Ticket, event: &Event) -> Ticket {
    let past = std::mem::take(&mut ticket.past);
    ticket.past = past.with(&ticket, event);
    match event {
        Event::Opened { ticket: opened, .. } => return (**opened).clone(),
        Event::Claimed { claim } => ticket.claim = Some(claim.clone()),
        Event::Unclaimed { .. } => ticket.claim = None,
        Event::ClaimWarned { .. } | Event::ClaimLapsed { .. } => {}
        Event::Assigned { to, .. } => ticket.assignee = Some(*to),
        Event::Unassigned { .. } => ticket.assignee = None,
        Event::Closed { closure } => {
            ticket.state = State::Closed(closure.clone());
            ticket.close_request = None;
            ticket.idle_warning = None;
            ticket.paused = None;
            ticket.snoozed = None;
        }
        Event::Reopened { at } => {
            ticket.state = State::Open;
            ticket.reopened_at = Some(*at);
            // What was deleted is made anew (conflict 20).
            if ticket.surface == Surface::Gone {
                ticket.surface = Surface::Pending;
            }
        }
        Event::Assisted { turn, answers, .. } => {
            if let Some(assist) = &mut ticket.assist {
                assist.took(turn, *answers);
            }
        }
        Event::AssistHelped => {
            if let Some(assist) = &mut ticket.assist {
                assist.helped = true;
            }
        }
        Event::Archived => {
            if let State::Closed(closure) = &mut ticket.state {
                closure.archived = true;
            }
        }
        Event::Expired => {
            if let State::Closed(closure) = &mut ticket.state {
                (closure.archived, closure.expired) = (true, true);
            }
            ticket.removing = ticket.surface.channel();
        }
        Event::Rated { rating } => {
            if let State::Closed(closure) = &mut ticket.state {
                closure.rating = Some(rating.clone());
            }
        }
        Event::CloseRequested { request } => ticket.close_request = Some(request.clone()),
        Event::CloseDeclined => ticket.close_request = None,
        Event::PriorityChanged { to, .. } => ticket.priority = *to,
        Event::Pinned => ticket.pinned = true,
        Event::Unpinned => ticket.pinned = false,
        Event::Paused { pause } => ticket.paused = Some(pause.clone()),
        Event::Resumed { .. } => ticket.paused = None,
        Event::UserAdded { user, .. } => insert(&mut ticket.added, *user),
        Event::UserRemoved { user } => ticket.added.retain(|added| added != user),
        // These are in the past of the ticket.
        Event::Snoozed { snooze } => ticket.snoozed = Some(snooze.clone()),
        Event::Woke { .. } => ticket.snoozed = None,
        Event::NoReplyNeeded { .. } | Event::ReplyNeeded { .. } => {}
        Event::SlaChanged { .. }
        | Event::SlaWarned { .. }
        | Event::SlaBroken { .. }
        | Event::SlaStep { .. }
        | Event::SlaRecomputed { .. }
        | Event::SlaStepVoid { .. } => {}
        Event::Noted { .. } => {}
        Event::Tagged { tag, .. } => insert(&mut ticket.tags, *tag),
        Event::Untagged { tag, .. } => ticket.tags.retain(|had| had != tag),
        Event::Moved { to, assignee, released, .. } => {
            ticket.ticket_type = *to;
            ticket.assignee = *assignee;
            if *released {
                ticket.claim = None;
            }
        }
        Event::Renamed { to: Some(subject), .. } => {
            let before = std::mem::replace(&mut ticket.subject, subject.clone());
            ticket.first_subject.get_or_insert(before);
        }
        Event::Renamed { to: None, .. } => {
            if let Some(first) = ticket.first_subject.take() {
                ticket.subject = first;
            }
        }
        Event::IdleWarned { idle_since } => {
            ticket.idle_warning = Some(IdleWarning { idle_since: *idle_since, told_at: None });
        }
        Event::IdleTold { at } => {
            if let Some(warning) = &mut ticket.idle_warning {
                warning.told_at = Some(*at);
            }
        }
        Event::SurfaceReady { surface } => ticket.surface = surface.clone(),
        Event::SurfaceFailed { problem } => {
            ticket.surface = Surface::Unavailable { problem: problem.clone() }
        }
        Event::SurfaceDeleted => ticket.surface = Surface::Gone,
        Event::SurfaceRemoved => {
            // Of a ticket that was reopened meanwhile it is made anew.
            ticket.surface = if ticket.is_open() { Surface::Pending } else { Surface::Gone };
            ticket.removing = None;
        }
        Event::WelcomePosted { message } => match &mut ticket.surface {
            Surface::Channel { welcome, .. } | Surface::Thread { welcome, .. } => *welcome = Some(*message),
            Surface::Pending | Surface::Unavailable { .. } | Surface::Gone => {}
        },
    }
    ticket
}

/// Adds to a sorted list without repetition.
fn insert<T: Ord>(list: &mut Vec<T>, item: T) {
    if let Err(place) = list.binary_search(&item) {
        list.insert(place, item);
    }
}
