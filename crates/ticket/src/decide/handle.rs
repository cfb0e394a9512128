//! Who works a ticket, and who takes part.

use super::{Case, Judged};
use crate::{Claim, Event, Person, Refusal, UserId, access, command::MAX_ADDED};

impl Case<'_> {
    pub(super) fn claim(&self) -> Judged {
        let person = self.staff_on_open()?;
        match &self.ticket.claim {
            Some(claim) if claim.by == person.user => Err(Refusal::AlreadyYours),
            Some(claim) => {
                Err(Refusal::AlreadyClaimed { by: claim.by, name: claim.name.clone(), at: claim.at })
            }
            None => {
                let claim = Claim { by: person.user, name: person.name.clone(), at: self.given.now };
                Ok(vec![Event::Claimed { claim }])
            }
        }
    }

    /// Any staff for the type may release another's claim; the log keeps who did (A1).
    pub(super) fn unclaim(&self) -> Judged {
        self.staff_on_open()?;
        let was = self.ticket.claim.clone().ok_or(Refusal::NotClaimed)?;
        Ok(vec![Event::Unclaimed { was }])
    }

    pub(super) fn assign(&self, to: &Person) -> Judged {
        self.staff_on_open()?;
        let config = self.given.config;
        if !access::is_staff(config, &config.type_or_removed(self.ticket.ticket_type), to) {
            return Err(Refusal::AssigneeNotStaff { name: to.name.clone() });
        }
        if self.ticket.assignee == Some(to.user) {
            return Err(Refusal::AlreadyAssigned { name: to.name.clone() });
        }
        Ok(vec![Event::Assigned { to: to.user, name: to.name.clone() }])
    }

    pub(super) fn unassign(&self) -> Judged {
        self.staff_on_open()?;
        let was = self.ticket.assignee.ok_or(Refusal::NotAssigned)?;
        Ok(vec![Event::Unassigned { was }])
    }

    /// Staff see the ticket as it is, so adding them would only be noise (P39).
    pub(super) fn add_user(&self, who: &Person) -> Judged {
        self.staff_on_open()?;
        let ticket = self.ticket;
        if who.bot {
            return Err(Refusal::NoBots);
        }
        let config = self.given.config;
        let sees = access::is_staff(config, &config.type_or_removed(ticket.ticket_type), who);
        if sees || who.user == ticket.opener.user || ticket.added.contains(&who.user) {
            return Err(Refusal::AlreadyIn { name: who.name.clone() });
        }
        if ticket.added.len() >= MAX_ADDED {
            return Err(Refusal::TooMany { most: MAX_ADDED });
        }
        Ok(vec![Event::UserAdded { user: who.user, name: who.name.clone() }])
    }

    pub(super) fn remove_user(&self, user: UserId) -> Judged {
        self.staff_on_open()?;
        if !self.ticket.added.contains(&user) {
            return Err(Refusal::NotIn);
        }
        Ok(vec![Event::UserRemoved { user }])
    }
}
