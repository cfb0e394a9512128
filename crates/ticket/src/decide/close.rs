//! The end of a ticket, and what comes after.

use super::{Case, Judged, reason, words};
use crate::{
    CloseKind, CloseRequest, Closure, Event, Person, Rating, Refusal, State, UserId, access, assign,
    command::{MAX_REASON, RATING_DAYS, RATING_EDIT_HOURS},
};

impl Case<'_> {
    pub(super) fn close(&self, given: Option<&str>) -> Judged {
        self.staff_or_opener(Refusal::CloseStaffOnly)?;
        self.not_closed()?;
        Ok(vec![self.closed(CloseKind::Manual, reason(given)?)])
    }

    /// Staff reopen; so may the opener where they may close.
    pub(super) fn reopen(&self) -> Judged {
        self.staff_or_opener(Refusal::StaffOnly)?;
        if self.ticket.is_open() {
            return Err(Refusal::AlreadyOpen);
        }
        let mut events = vec![Event::Reopened { at: self.given.now }];
        events.extend(self.let_go());
        Ok(events)
    }

    /// Who had the ticket and could not be given one now does not keep it (definitions A.3). Who reopens it is there.
    fn let_go(&self) -> Vec<Event> {
        let (ticket, given) = (self.ticket, self.given);
        let found = given.config.type_or_removed(ticket.ticket_type);
        if found.keep_on_reopen {
            return Vec::new();
        }
        let here = self.actor.person().map(|person| person.user);
        let stays = |user: UserId| {
            here == Some(user) || assign::can_go_on(&found, given.config, given.loads, user, given.now)
        };
        let claim = ticket.claim.clone().filter(|claim| !stays(claim.by));
        let assignee = ticket.assignee.filter(|user| !stays(*user));
        let claim = claim.map(|was| Event::Unclaimed { was });
        claim.into_iter().chain(assignee.map(|was| Event::Unassigned { was })).collect()
    }

    pub(super) fn request_close(&self, given: Option<&str>) -> Judged {
        let person = self.staff()?;
        self.not_closed()?;
        if let Some(request) = &self.ticket.close_request {
            return Err(Refusal::AlreadyRequested { name: request.name.clone() });
        }
        let reason = reason(given)?;
        let request = CloseRequest { by: person.user, name: person.name.clone(), at: self.given.now, reason };
        Ok(vec![Event::CloseRequested { request }])
    }

    /// The opener may agree to a request even where only staff may close.
    pub(super) fn accept_close(&self) -> Judged {
        self.opener()?;
        self.not_closed()?;
        let request = self.ticket.close_request.as_ref().ok_or(Refusal::NotRequested)?;
        Ok(vec![self.closed(CloseKind::Manual, request.reason.clone())])
    }

    pub(super) fn decline_close(&self) -> Judged {
        self.opener()?;
        self.not_closed()?;
        if self.ticket.close_request.is_none() {
            return Err(Refusal::NotRequested);
        }
        Ok(vec![Event::CloseDeclined])
    }

    /// One rating for each close; it can be changed for a day, and is asked for during a week (A34, definitions A.8).
    pub(super) fn rate(&self, stars: u8, comment: Option<&str>) -> Judged {
        self.opener()?;
        let closure = self.ticket.closure().ok_or(Refusal::StillOpen)?;
        if !self.given.config.type_or_removed(self.ticket.ticket_type).feedback {
            return Err(Refusal::FeedbackOff);
        }
        if !(1..=5).contains(&stars) {
            return Err(Refusal::Stars);
        }
        let now = self.given.now;
        let last = match &closure.rating {
            Some(rating) => rating.at.plus_hours(RATING_EDIT_HOURS),
            None => closure.at.plus_days(RATING_DAYS),
        };
        if now > last {
            return Err(Refusal::TooLateToRate);
        }
        let at = closure.rating.as_ref().map_or(now, |rating| rating.at);
        let comment = words(comment, MAX_REASON)?;
        Ok(vec![Event::Rated { rating: Rating { stars, comment, at } }])
    }

    pub(super) fn closed(&self, kind: CloseKind, reason: Option<String>) -> Event {
        let feedback = self.given.config.type_or_removed(self.ticket.ticket_type).feedback;
        let closure = Closure {
            by: self.actor.by(),
            at: self.given.now,
            kind,
            reason,
            archived: false,
            expired: false,
            unasked: !feedback || kind == CloseKind::OpenerLeft,
            rating: None,
        };
        Event::Closed { closure }
    }

    fn not_closed(&self) -> Result<(), Refusal> {
        match &self.ticket.state {
            State::Open => Ok(()),
            State::Closed(closure) => {
                Err(Refusal::AlreadyClosed { by: closure.by.clone(), at: closure.at, kind: closure.kind })
            }
        }
    }

    fn opener(&self) -> Result<&Person, Refusal> {
        let person = self.actor.person().filter(|person| person.user == self.ticket.opener.user);
        person.ok_or(Refusal::OpenerOnly)
    }

    /// Staff always; the opener where the type lets them close, else they are told so (P102-P106).
    fn staff_or_opener(&self, locked: Refusal) -> Result<(), Refusal> {
        let ticket_type = self.given.config.type_or_removed(self.ticket.ticket_type);
        let person = self.actor.person().ok_or(Refusal::NotYours)?;
        if access::is_staff(self.given.config, &ticket_type, person) {
            return Ok(());
        }
        if person.user != self.ticket.opener.user {
            return Err(Refusal::NotYours);
        }
        if ticket_type.opener_can_close { Ok(()) } else { Err(locked) }
    }
}
