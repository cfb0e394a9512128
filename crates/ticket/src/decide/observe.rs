//! What Guildhall itself saw or waited for. Seen twice, it changes nothing the second time.

use super::{Case, Judged};
use crate::{Actor, Alarm, CloseKind, Command, Event, Refusal, Surface, assign::lapse, idle, sla};

impl Case<'_> {
    pub(super) fn observe(&self, command: &Command) -> Judged {
        if *self.actor != Actor::System {
            return Err(Refusal::StaffOnly);
        }
        let ticket = self.ticket;
        let event = match command {
            Command::SurfaceReady { surface } if ticket.surface.channel() != surface.channel() => {
                Event::SurfaceReady { surface: surface.clone() }
            }
            Command::SurfaceFailed { problem } => match &ticket.surface {
                Surface::Pending | Surface::Gone => Event::SurfaceFailed { problem: problem.clone() },
                Surface::Unavailable { problem: known } if known != problem => {
                    Event::SurfaceFailed { problem: problem.clone() }
                }
                _ => return Err(Refusal::Nothing),
            },
            // We deleted it, or were about to, before the ticket was reopened: nobody closed it.
            Command::SurfaceDeleted | Command::SurfaceRemoved
                if ticket.removing.is_some() && ticket.removing == ticket.surface.channel() =>
            {
                Event::SurfaceRemoved
            }
            Command::SurfaceDeleted if ticket.surface.channel().is_some() => {
                let mut events = vec![Event::SurfaceDeleted];
                if ticket.is_open() {
                    events.push(self.closed(CloseKind::ChannelDeleted, None));
                }
                return Ok(events);
            }
            Command::SurfaceRemoved if ticket.surface.channel().is_some() && !ticket.is_open() => {
                Event::SurfaceRemoved
            }
            Command::WelcomePosted { message } if ticket.surface.welcome() != Some(*message) => {
                Event::WelcomePosted { message: *message }
            }
            Command::OpenerLeft if ticket.is_open() => self.closed(CloseKind::OpenerLeft, None),
            Command::IdleTold if ticket.idle_warning.is_some_and(|warning| warning.told_at.is_none()) => {
                Event::IdleTold { at: self.given.now }
            }
            Command::Recompute => {
                let given = self.given;
                let found = sla::recomputed(ticket, &given.activity.talk, given.config, given.now);
                found.ok_or(Refusal::Nothing)?
            }
            Command::Wake(alarm) => return self.wake(*alarm),
            _ => return Err(Refusal::Nothing),
        };
        Ok(vec![event])
    }

    fn wake(&self, alarm: Alarm) -> Judged {
        let (ticket, given) = (self.ticket, self.given);
        let event = match alarm {
            Alarm::Archive if ticket.closure().is_some_and(|closure| !closure.archived) => Event::Archived,
            Alarm::Expire if self.is_over() => Event::Expired,
            Alarm::Idle => match idle::next(ticket, given.activity, given.config, given.now) {
                idle::Next::Warn { idle_since } => Event::IdleWarned { idle_since },
                idle::Next::Close => self.closed(CloseKind::Idle, None),
                idle::Next::Never | idle::Next::At(_) => return Err(Refusal::Nothing),
            },
            Alarm::Sla if ticket.is_open() => {
                let news = sla::news(ticket, given);
                return if news.is_empty() { Err(Refusal::Nothing) } else { Ok(news) };
            }
            Alarm::Claim => match lapse::next(ticket, &given.activity.talk, given.config, given.now) {
                lapse::Next::Warn(due) => {
                    let claim = ticket.claim.as_ref().ok_or(Refusal::Nothing)?;
                    Event::ClaimWarned { by: claim.by, claimed_at: claim.at, due }
                }
                lapse::Next::Return => return Ok(lapse::release(ticket)),
                lapse::Next::Never | lapse::Next::At(_) => return Err(Refusal::Nothing),
            },
            Alarm::Snooze => return self.ring_snooze(),
            Alarm::Archive | Alarm::Expire | Alarm::Sla => return Err(Refusal::Nothing),
        };
        Ok(vec![event])
    }

    /// Whether the time to keep the channel or thread of a closed ticket is over.
    fn is_over(&self) -> bool {
        let Some(closure) = self.ticket.closure() else { return false };
        let ticket_type = self.given.config.type_or_removed(self.ticket.ticket_type);
        let due = ticket_type.removal_at(closure, &self.given.config.settings);
        !closure.expired && due.is_some_and(|due| due <= self.given.now)
    }
}
