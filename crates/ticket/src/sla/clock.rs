//! One clock: what has been used of a target, when it is broken, how it ended.

use super::{Course, Metric, Policy, Step, Stretch};
use crate::{Priority, Timestamp, calendar::OpenTime};

/// Where a clock stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stand {
    /// It runs, or is held.
    Pending,
    /// So much has been used up that staff are warned.
    Warned,
    /// The target is used up and nothing has happened.
    Overdue,
    /// It was kept.
    Met,
    /// It happened after the target was used up.
    Late,
    /// What was promised is not wanted any more, before the target was used up.
    Cancelled,
}

impl Stand {
    /// Whether nothing will change any more.
    pub fn is_over(self) -> bool {
        matches!(self, Self::Met | Self::Late | Self::Cancelled)
    }

    /// Whether the promise was broken.
    pub fn is_breach(self) -> bool {
        matches!(self, Self::Overdue | Self::Late)
    }
}

/// How a clock was stopped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// When.
    pub at: Timestamp,
    /// Whether what was promised happened; if not, nobody waits for it any more.
    pub kept: bool,
}

/// A promise at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// What is promised.
    pub metric: Metric,
    /// Since when.
    pub started: Timestamp,
    /// The target in milliseconds of open time.
    pub target: i64,
    /// Milliseconds of open time used up, until now or until it was stopped.
    pub elapsed: i64,
    /// When the warning is due, or was; absent while it is held before that, and where there is none.
    pub warn_at: Option<Timestamp>,
    /// When the target is used up, or was; absent while it is held before that.
    pub due: Option<Timestamp>,
    /// How it ended.
    pub stopped: Option<Outcome>,
    /// Whether it stands still now: paused, or waiting for the member.
    pub held: bool,
    /// Where it stands.
    pub stand: Stand,
    /// When each step of the policy is due, or was; without those that are not known while it is held, and none once it is stopped.
    pub steps: Vec<(Step, Timestamp)>,
}

impl Clock {
    /// Milliseconds of open time that are left; negative if there is none.
    pub fn left(&self) -> i64 {
        self.target - self.elapsed
    }

    /// When something will be due next, if nothing happens before.
    pub fn rings(&self) -> Option<Timestamp> {
        match self.stand {
            Stand::Pending => self.warn_at.or(self.due),
            Stand::Warned => self.due,
            Stand::Overdue | Stand::Met | Stand::Late | Stand::Cancelled => None,
        }
    }
}

/// Every clock of a ticket, as of now: the response and the resolutions, one for each wait for an answer, and one for each message after which the
/// member is to be kept informed, in order.
///
/// The targets are those of the priority as it is now, counted from the start (A11).
pub fn clocks(
    course: &Course,
    policy: &Policy,
    open: &OpenTime,
    priority: Priority,
    now: Timestamp,
) -> Vec<Clock> {
    let teller = Teller { course, policy, open, now };
    let mut clocks = Vec::new();
    for metric in Metric::ALL {
        let Some(target) = policy.target(metric, priority) else { continue };
        match metric {
            Metric::FirstResponse => clocks.push(teller.first_response(target)),
            Metric::NextResponse => clocks.extend(teller.next_responses(target)),
            Metric::FirstResolution => clocks.push(teller.first_resolution(target)),
            Metric::TotalResolution => clocks.push(teller.total_resolution(target)),
            Metric::FirstAnswer => clocks.push(teller.first_answer(target)),
            Metric::Update => clocks.extend(teller.updates(target)),
        }
    }
    clocks
}

struct Teller<'a> {
    course: &'a Course,
    policy: &'a Policy,
    open: &'a OpenTime,
    now: Timestamp,
}

impl Teller<'_> {
    fn is_closed_since(&self) -> Option<Timestamp> {
        self.course.closed.last().filter(|closed| closed.to.is_none()).map(|closed| closed.from)
    }

    fn first_response(&self, target: i64) -> Clock {
        self.answer(Metric::FirstResponse, target, self.course.first_reply())
    }

    fn first_answer(&self, target: i64) -> Clock {
        self.answer(Metric::FirstAnswer, target, self.course.first_answer())
    }

    fn answer(&self, metric: Metric, target: i64, answered: Option<Timestamp>) -> Clock {
        let answered = answered.map(|at| Outcome { at, kept: true });
        let closed = self.is_closed_since().map(|at| Outcome { at, kept: false });
        let unasked: Vec<Stretch> = self.course.unasked().into_iter().collect();
        let held = joined(&[&unasked, &self.course.paused, &self.course.closed]);
        self.tell(metric, target, self.course.opened_at, answered.or(closed), &held)
    }

    fn next_responses(&self, target: i64) -> Vec<Clock> {
        let held = joined(&[&self.course.paused, self.snoozed()]);
        let waits = self.course.waits().into_iter();
        waits
            .map(|(from, end)| {
                let stopped = end.map(|(at, kept)| Outcome { at, kept });
                self.tell(Metric::NextResponse, target, from, stopped, &held)
            })
            .collect()
    }

    fn updates(&self, target: i64) -> Vec<Clock> {
        let held = joined(&[&self.course.paused]);
        let updates = self.course.updates().into_iter();
        updates
            .map(|(from, end)| {
                let stopped = end.map(|(at, kept)| Outcome { at, kept });
                self.tell(Metric::Update, target, from, stopped, &held)
            })
            .collect()
    }

    fn first_resolution(&self, target: i64) -> Clock {
        let stopped = self.course.closed.first().map(|closed| Outcome { at: closed.from, kept: true });
        let held = self.resolution_held(&[]);
        self.tell(Metric::FirstResolution, target, self.course.opened_at, stopped, &held)
    }

    fn total_resolution(&self, target: i64) -> Clock {
        let stopped = self.is_closed_since().map(|at| Outcome { at, kept: true });
        let held = self.resolution_held(&self.course.closed);
        self.tell(Metric::TotalResolution, target, self.course.opened_at, stopped, &held)
    }

    fn resolution_held(&self, closed: &[Stretch]) -> Vec<Stretch> {
        let waiting = if self.policy.waiting_pauses { self.course.waiting() } else { Vec::new() };
        joined(&[&self.course.paused, closed, &waiting, self.snoozed()])
    }

    /// A ticket that is snoozed waits for somebody else.
    fn snoozed(&self) -> &[Stretch] {
        if self.policy.waiting_pauses { &self.course.snoozed } else { &[] }
    }

    fn tell(
        &self,
        metric: Metric,
        target: i64,
        started: Timestamp,
        stopped: Option<Outcome>,
        held: &[Stretch],
    ) -> Clock {
        let until = stopped.map(|outcome| outcome.at);
        let runs = runs(started, until, held);
        let end = until.unwrap_or(self.now).min(self.now.max(started));
        let elapsed =
            runs.iter().map(|run| self.open.elapsed(run.from, run.to.map_or(end, |to| to.min(end)))).sum();
        let due = self.used_up(&runs, target);
        let warn_after = target / 100 * i64::from(self.policy.warn_percent);
        let warn_at = (warn_after > 0).then(|| self.used_up(&runs, warn_after)).flatten();
        let reached = |at: Option<Timestamp>| at.is_some_and(|at| at <= self.now);
        let stand = match stopped {
            // What is broken stays broken, even if nobody waits for it any more.
            Some(outcome) if due.is_some_and(|due| due < outcome.at) => Stand::Late,
            Some(outcome) if outcome.kept => Stand::Met,
            Some(_) => Stand::Cancelled,
            None if reached(due) => Stand::Overdue,
            None if reached(warn_at) => Stand::Warned,
            None => Stand::Pending,
        };
        let held = stopped.is_none() && runs.last().is_none_or(|run| run.to.is_some());
        let steps = if stopped.is_none() { self.steps(&runs, target) } else { Vec::new() };
        Clock { metric, started, target, elapsed, warn_at, due, stopped, held, stand, steps }
    }

    fn steps(&self, runs: &[Stretch], target: i64) -> Vec<(Step, Timestamp)> {
        let due = |step: &Step| Some((*step, self.used_up(runs, step.at.used(target)?)?));
        self.policy.steps.iter().filter_map(due).collect()
    }

    /// The first instant at which so much open time has been used up, or will be if the clock goes on as it does.
    fn used_up(&self, runs: &[Stretch], amount: i64) -> Option<Timestamp> {
        used_up(self.open, runs, amount)
    }
}

fn used_up(open: &OpenTime, runs: &[Stretch], amount: i64) -> Option<Timestamp> {
    let mut left = amount;
    for run in runs {
        let Some(to) = run.to else { return open.deadline(run.from, left) };
        let used = open.elapsed(run.from, to);
        if used >= left {
            return open.deadline(run.from, left);
        }
        left -= used;
    }
    None
}

/// When so many milliseconds of open time have passed since an instant, without what held it, in order and apart; none while it is held.
pub fn open_until(open: &OpenTime, from: Timestamp, held: &[Stretch], amount: i64) -> Option<Timestamp> {
    used_up(open, &runs(from, None, held), amount)
}

/// When a clock runs: from its start until it is stopped, without what holds it.
fn runs(started: Timestamp, until: Option<Timestamp>, held: &[Stretch]) -> Vec<Stretch> {
    let mut runs = Vec::new();
    let mut from = started;
    for hold in held {
        if until.is_some_and(|until| until <= hold.from) {
            break;
        }
        if hold.from > from {
            runs.push(Stretch { from, to: Some(hold.from) });
        }
        match hold.to {
            None => return runs,
            Some(to) => from = from.max(to),
        }
    }
    if until.is_none_or(|until| until > from) {
        runs.push(Stretch { from, to: until });
    }
    runs
}

/// All these stretches, sorted and apart.
fn joined(lists: &[&[Stretch]]) -> Vec<Stretch> {
    let mut all: Vec<Stretch> = lists.iter().flat_map(|list| list.iter().copied()).collect();
    all.sort_by_key(|stretch| stretch.from);
    let mut joined: Vec<Stretch> = Vec::with_capacity(all.len());
    for next in all {
        match joined.last_mut() {
            Some(last) if last.to.is_none_or(|to| next.from <= to) => {
                last.to = match (last.to, next.to) {
                    (Some(one), Some(other)) => Some(one.max(other)),
                    _ => None,
                };
            }
            _ => joined.push(next),
        }
    }
    joined
}
