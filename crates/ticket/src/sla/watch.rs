//! A ticket's promises: what stands, what is to be said now, and when to look again.

use super::{Clock, Metric, Stand, Step, clocks, effects};
use crate::{
    Event, Given, Priority, Ticket, Timestamp,
    report::{Breach, Fact, Talk},
    snooze::Woken,
};

/// Every clock of a ticket; none where nothing is promised.
pub fn of(ticket: &Ticket, talk: &Talk, now: Timestamp) -> Vec<Clock> {
    let Some(promise) = &ticket.past.promise else { return Vec::new() };
    let open = promise.policy.open_time(ticket.opened_at);
    clocks(&Fact::of(ticket, talk).course(), &promise.policy, &open, ticket.priority, now)
}

/// What is to be said and done now: warnings, promises that are broken, steps. What happened once does not happen again, whatever
/// restarts; what was missed happens once.
pub fn news(ticket: &Ticket, given: &Given<'_>) -> Vec<Event> {
    let (talk, now) = (&given.activity.talk, given.now);
    let mut events = Vec::new();
    let mut taken: Vec<Step> = Vec::new();
    let clocks = of(ticket, talk, now);
    for clock in &clocks {
        let (metric, started) = (clock.metric, clock.started);
        match (clock.stand, clock.due) {
            (Stand::Overdue, Some(due)) if !is_broken(ticket, clock) => {
                events
                    .push(Event::SlaBroken { breach: Breach { metric, started, target: clock.target, due } });
            }
            (Stand::Warned, due) if !is_warned(ticket, clock) && !is_broken(ticket, clock) => {
                events.push(Event::SlaWarned { metric, started, due });
            }
            _ => {}
        }
    }
    let broke = events.iter().any(|event| matches!(event, Event::SlaBroken { .. }));
    for clock in &clocks {
        let (metric, started, broken_at) = (clock.metric, clock.started, clock.due);
        for (step, due) in untaken(ticket, clock).filter(|(_, due)| *due <= now) {
            taken.push(step);
            events.push(Event::SlaStep { metric, started, step, due, broken_at });
        }
    }
    if broke {
        events.extend(escalation(ticket, now));
    }
    let mut after = ticket.clone();
    for event in &events {
        after = crate::apply(after, event);
    }
    events.extend(effects::of(&after, &taken, given));
    events
}

/// The steps that are to be taken now, in the order in which they are.
pub(super) fn due_steps(ticket: &Ticket, talk: &Talk, now: Timestamp) -> Vec<Step> {
    let clocks = of(ticket, talk, now);
    let due = clocks.iter().flat_map(|clock| untaken(ticket, clock)).filter(|(_, due)| *due <= now);
    due.map(|(step, _)| step).collect()
}

/// The steps of a clock that were not taken yet, with when they are due.
fn untaken<'a>(ticket: &'a Ticket, clock: &'a Clock) -> impl Iterator<Item = (Step, Timestamp)> + 'a {
    let was = move |step: &Step| {
        ticket
            .past
            .steps
            .iter()
            .any(|one| one.metric == clock.metric && one.started == clock.started && one.step.is(step))
    };
    // They call people and give tickets out: not for a sample.
    let steps = clock.steps.iter().copied().filter(|_| !ticket.is_sample());
    steps.filter(move |(step, _)| !was(step))
}

/// What the policy does about a broken promise.
fn escalation(ticket: &Ticket, now: Timestamp) -> Vec<Event> {
    let Some(promise) = &ticket.past.promise else { return Vec::new() };
    let mut events = Vec::new();
    let from = ticket.priority;
    if promise.policy.on_broken.raise_priority
        && let Some(to) = Priority::ALL.into_iter().find(|to| *to > from)
    {
        events.push(Event::PriorityChanged { from, to });
    }
    if promise.policy.on_broken.back_to_queue {
        events.extend(release(ticket, now));
    }
    events
}

/// Nobody has it any more, and anyone sees it: what somebody had put out of sight wakes.
pub(super) fn release(ticket: &Ticket, now: Timestamp) -> impl Iterator<Item = Event> {
    let had = ticket.claim.is_some() || ticket.assignee.is_some();
    let snoozed = ticket.snoozed.clone().filter(|_| had);
    let woke = snoozed.map(|was| Event::Woke { was, at: now, why: Woken::Step });
    let claim = ticket.claim.clone().map(|was| Event::Unclaimed { was });
    woke.into_iter().chain(claim).chain(ticket.assignee.map(|was| Event::Unassigned { was }))
}

pub(super) fn is_broken(ticket: &Ticket, clock: &Clock) -> bool {
    ticket.past.breaches.iter().any(|one| one.metric == clock.metric && one.started == clock.started)
}

fn is_warned(ticket: &Ticket, clock: &Clock) -> bool {
    ticket.past.warned.contains(&(clock.metric, clock.started))
}

/// When there will be news, if nothing happens before.
pub fn rings(ticket: &Ticket, talk: &Talk, now: Timestamp) -> Option<Timestamp> {
    let running = of(ticket, talk, now).into_iter().filter(|clock| clock.stopped.is_none());
    running
        .filter_map(|clock| {
            let said = match (is_broken(ticket, &clock), is_warned(ticket, &clock)) {
                (true, _) => None,
                (false, true) => clock.due,
                (false, false) => clock.warn_at.into_iter().chain(clock.due).min(),
            };
            untaken(ticket, &clock).map(|(_, due)| due).chain(said).min()
        })
        .min()
}

/// What a chip shows of a ticket's promises: the one that is due first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chip {
    /// Which.
    pub metric: Metric,
    /// Where it stands.
    pub stand: Stand,
    /// When it is due; absent while it is held.
    pub due: Option<Timestamp>,
    /// Milliseconds of open time that are left.
    pub left: i64,
    /// Whether it stands still.
    pub held: bool,
}

/// The chip of a ticket; none when no promise runs.
pub fn chip(ticket: &Ticket, talk: &Talk, now: Timestamp) -> Option<Chip> {
    if !ticket.is_open() {
        return None;
    }
    let running = of(ticket, talk, now).into_iter().filter(|clock| clock.stopped.is_none());
    let first = running.min_by_key(|clock| (clock.held, clock.due, clock.left()))?;
    Some(Chip {
        metric: first.metric,
        stand: first.stand,
        due: first.due.filter(|_| !first.held || first.stand == Stand::Overdue),
        left: first.left(),
        held: first.held,
    })
}
