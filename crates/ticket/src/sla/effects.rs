//! What steps do to a ticket. Each thing is done once, however many promises it is of in one moment.

use super::{
    Act, Step,
    steps::Void,
    watch::{due_steps, release},
};
use crate::{
    Event, Given, GuildConfig, Priority, Ticket, Timestamp, TypeId, apply, assign, decide, report::Talk,
    snooze::Woken,
};

/// The type whose people decide what steps that are due now lead to; none where they ask for nobody.
pub fn people_of(ticket: &Ticket, talk: &Talk, config: &GuildConfig, now: Timestamp) -> Option<TypeId> {
    let due = due_steps(ticket, talk, now);
    let asks = |step: &Step| matches!(step.act, Act::MoveTo { .. } | Act::AssignOnCall);
    due.iter().any(asks).then(|| match destination(&due, config) {
        Some((_, Some(to))) => to,
        _ => ticket.ticket_type,
    })
}

/// The step that moves the ticket, and where to, if it can; of several in one moment the last.
fn destination(steps: &[Step], config: &GuildConfig) -> Option<(Step, Option<TypeId>)> {
    let leads = |step: &Step| match step.act {
        Act::MoveTo { to } => Some((*step, config.ticket_type(to).filter(|kind| kind.active).map(|_| to))),
        _ => None,
    };
    steps.iter().rev().find_map(leads)
}

/// What follows from steps that are taken in one moment, beside telling people.
pub(super) fn of(ticket: &Ticket, steps: &[Step], given: &Given<'_>) -> Vec<Event> {
    let mut all = Effects { ticket: ticket.clone(), events: Vec::new(), given };
    for (index, step) in steps.iter().enumerate() {
        match step.act {
            Act::RaisePriority if !steps[..index].iter().any(|other| other.is(step)) => all.raise(),
            Act::BackToQueue => all.release(),
            _ => {}
        }
    }
    match destination(steps, given.config) {
        Some((_, Some(to))) => all.move_to(to),
        Some((step, None)) => all.add(Event::SlaStepVoid { step, why: Void::TypeGone }),
        None => {}
    }
    if let Some(step) = steps.iter().find(|step| step.act == Act::AssignOnCall) {
        all.assign(*step);
    }
    all.events
}

struct Effects<'a> {
    /// As it is after what was decided so far.
    ticket: Ticket,
    events: Vec<Event>,
    given: &'a Given<'a>,
}

impl Effects<'_> {
    fn add(&mut self, event: Event) {
        self.ticket = apply(self.ticket.clone(), &event);
        self.events.push(event);
    }

    /// Who is to look at it now has to see it: what somebody else put out of sight is back.
    fn wake(&mut self, why: Woken) {
        if let Some(was) = self.ticket.snoozed.clone() {
            self.add(Event::Woke { was, at: self.given.now, why });
        }
    }

    fn raise(&mut self) {
        let from = self.ticket.priority;
        if let Some(to) = Priority::ALL.into_iter().find(|to| *to > from) {
            self.add(Event::PriorityChanged { from, to });
        }
    }

    fn release(&mut self) {
        let released: Vec<Event> = release(&self.ticket, self.given.now).collect();
        released.into_iter().for_each(|event| self.add(event));
    }

    fn move_to(&mut self, to: TypeId) {
        let known = self.given.config.ticket_type(to).filter(|_| to != self.ticket.ticket_type);
        if let Some(destination) = known {
            self.wake(Woken::Moved);
            let moved = decide::moved(&self.ticket, destination, self.given, None);
            self.add(moved);
        }
    }

    fn assign(&mut self, step: Step) {
        let given = self.given;
        let found = given.config.type_or_removed(self.ticket.ticket_type);
        let holder = self.ticket.claim.as_ref().map(|claim| claim.by).or(self.ticket.assignee);
        let (opener, lapsed) = (self.ticket.opener.user, &self.ticket.past.lapsed[..]);
        let people = (opener, lapsed, holder);
        match assign::on_call(&found, given.config, given.loads, people, given.now) {
            assign::OnCall::Holder => {}
            assign::OnCall::Other(to) => {
                self.wake(Woken::Step);
                if let Some(was) = self.ticket.claim.clone() {
                    self.add(Event::Unclaimed { was });
                }
                self.add(Event::Assigned { to, name: String::new() });
            }
            assign::OnCall::Nobody => {
                self.release();
                self.add(Event::SlaStepVoid { step, why: Void::NobodyOnCall });
            }
        }
    }
}
