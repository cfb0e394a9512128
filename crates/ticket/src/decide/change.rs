//! What staff change on a ticket.

use super::{Case, Judged, reason, words};
use crate::{
    Actor, Event, Given, Pause, Person, Priority, Refusal, TagId, Ticket, TicketType, TypeId, UserId, access,
    assign,
    command::{MAX_NOTE, MAX_TAGS},
    open::MAX_SUBJECT,
    settings::PauseRight,
    snooze::Woken,
};

impl Case<'_> {
    pub(super) fn set_priority(&self, to: Priority) -> Judged {
        self.staff_on_open()?;
        let from = self.ticket.priority;
        if from == to {
            Err(Refusal::SamePriority(to))
        } else {
            Ok(vec![Event::PriorityChanged { from, to }])
        }
    }

    pub(super) fn pin(&self) -> Judged {
        self.staff_on_open()?;
        if self.ticket.pinned { Err(Refusal::AlreadyPinned) } else { Ok(vec![Event::Pinned]) }
    }

    pub(super) fn unpin(&self) -> Judged {
        self.staff_on_open()?;
        if self.ticket.pinned { Ok(vec![Event::Unpinned]) } else { Err(Refusal::NotPinned) }
    }

    /// Only where the team's setup grants it (P121).
    pub(super) fn pause(&self, why: &str) -> Judged {
        let person = self.staff()?;
        let config = self.given.config;
        let granted = match config.settings.pause_by {
            PauseRight::Nobody => false,
            PauseRight::Editors => access::may_configure(config, person),
            PauseRight::Staff => true,
        };
        if !granted {
            return Err(Refusal::PauseNotGranted);
        }
        self.must_be_open()?;
        if let Some(pause) = &self.ticket.paused {
            return Err(Refusal::AlreadyPaused { name: pause.name.clone() });
        }
        let reason = reason(Some(why))?.ok_or(Refusal::TextMissing)?;
        let pause = Pause { by: person.user, name: person.name.clone(), at: self.given.now, reason };
        Ok(vec![Event::Paused { pause }])
    }

    pub(super) fn resume(&self) -> Judged {
        self.staff_on_open()?;
        let was = self.ticket.paused.clone().ok_or(Refusal::NotPaused)?;
        Ok(vec![Event::Resumed { was, at: self.given.now }])
    }

    pub(super) fn note(&self, text: &str) -> Judged {
        self.staff()?;
        let text = words(Some(text), MAX_NOTE)?.ok_or(Refusal::TextMissing)?;
        Ok(vec![Event::Noted { text }])
    }

    pub(super) fn tag(&self, tag: TagId) -> Judged {
        self.staff()?;
        let name = self.given.config.tag(tag).map(|tag| tag.name.clone()).ok_or(Refusal::UnknownTag)?;
        if self.ticket.tags.contains(&tag) {
            return Err(Refusal::AlreadyTagged { name });
        }
        if self.ticket.tags.len() >= MAX_TAGS {
            return Err(Refusal::TooMany { most: MAX_TAGS });
        }
        Ok(vec![Event::Tagged { tag, name }])
    }

    /// A tag that was deleted from the Resources can still be taken off.
    pub(super) fn untag(&self, tag: TagId) -> Judged {
        self.staff()?;
        let name = self.given.config.tag(tag).map_or_else(|| format!("#{tag}"), |tag| tag.name.clone());
        if self.ticket.tags.contains(&tag) {
            Ok(vec![Event::Untagged { tag, name }])
        } else {
            Err(Refusal::NotTagged { name })
        }
    }

    /// Gives it another type (P41).
    pub(super) fn move_to(&self, to: TypeId) -> Judged {
        let person = self.staff_on_open()?;
        let (ticket, config) = (self.ticket, self.given.config);
        let destination = config.ticket_type(to).ok_or(Refusal::UnknownType)?;
        if to == ticket.ticket_type {
            return Err(Refusal::SameType { name: destination.name.clone() });
        }
        let woke = self.woken(Woken::Moved).into_iter();
        Ok(woke.chain([moved(ticket, destination, self.given, Some(person))]).collect())
    }

    /// Somebody has room again: the ticket that waited is theirs, if nobody took it meanwhile.
    pub(super) fn give(&self, to: UserId, name: &str) -> Judged {
        if *self.actor != Actor::System {
            return Err(Refusal::StaffOnly);
        }
        self.must_be_open()?;
        let ticket_type = self.given.config.type_or_removed(self.ticket.ticket_type);
        let free = self.ticket.assignee.is_none() && self.ticket.claim.is_none();
        let waits = self.ticket.snoozed.is_none() && free;
        if waits && case_worker(self.ticket, &ticket_type, self.given) == Some(to) {
            Ok(vec![Event::Assigned { to, name: name.to_owned() }])
        } else {
            Err(Refusal::Nothing)
        }
    }

    /// The subject is kept exactly as typed (P85).
    pub(super) fn rename(&self, subject: Option<&str>) -> Judged {
        self.staff()?;
        let from = self.ticket.subject.clone();
        let Some(to) = subject.filter(|subject| !subject.trim().is_empty()) else {
            if !self.ticket.is_renamed() {
                return Err(Refusal::SameName);
            }
            return Ok(vec![Event::Renamed { from, to: None }]);
        };
        let given = to.chars().count();
        if given > MAX_SUBJECT {
            return Err(Refusal::TextTooLong { most: MAX_SUBJECT, given });
        }
        if self.ticket.is_renamed() && to == from {
            return Err(Refusal::SameName);
        }
        Ok(vec![Event::Renamed { from, to: Some(to.to_owned()) }])
    }
}

/// From now on the destination's rules hold (P80). The case worker is picked anew unless they handle the new type as well; a
/// claim stays only with someone who is staff there for certain: a handler, or who moves it, if a person does.
pub(crate) fn moved(
    ticket: &Ticket,
    destination: &TicketType,
    given: &Given<'_>,
    mover: Option<&Person>,
) -> Event {
    let handles = |user: UserId| destination.handlers.contains(&user);
    let assignee = match ticket.assignee {
        Some(user) if handles(user) || destination.handlers.is_empty() => Some(user),
        _ => case_worker(ticket, destination, given),
    };
    let moves = |user: UserId| {
        mover.is_some_and(|person| user == person.user && access::is_staff(given.config, destination, person))
    };
    let released = ticket.claim.as_ref().is_some_and(|claim| !handles(claim.by) && !moves(claim.by));
    Event::Moved { from: ticket.ticket_type, to: destination.id, assignee, released }
}

/// Nobody is given a sample.
fn case_worker(ticket: &Ticket, ticket_type: &TicketType, given: &Given<'_>) -> Option<UserId> {
    if ticket.is_sample() {
        return None;
    }
    let people = (ticket.opener.user, &ticket.past.lapsed[..]);
    assign::case_worker(ticket_type, given.config, given.loads, people, given.now)
}
