//! What a ticket adds to the figures: a function of the ticket and its conversation, so that it can be taken out again.

use super::{
    Talk,
    cell::{Cell, Count, Kind, Measure, priority_number},
    deflection::Assisted,
    listed::{self, Line, Listed, Stay, stays},
    period::{self, Period},
};
use crate::{
    Priority, Timestamp, TypeId, UserId,
    calendar::OpenTime,
    sla::{Clock, Course, Metric, Policy, Stand, Stretch, clocks},
};
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Upper ends of the bins that resolution times are shown in, in milliseconds: 15 minutes, 1, 4, 8 and 24 hours, 3, 7 and 30 days; and
/// one more bin for what took longer.
pub const RESOLUTION_BINS: [i64; 8] =
    [15 * MINUTE, HOUR, 4 * HOUR, 8 * HOUR, DAY, 3 * DAY, 7 * DAY, 30 * DAY];
/// A ticket that is reopened within so many milliseconds was not done: seven days.
pub const REOPENED_SOON: i64 = 7 * DAY;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// A close of a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Closing {
    /// When.
    pub at: Timestamp,
    /// The person who did; nobody if it closed by itself, or if the member closed it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<UserId>,
    /// Who gets the credit: the handler at that moment, else who had claimed it, else who closed it (A14).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credit: Option<UserId>,
    /// When it was reopened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reopened: Option<Timestamp>,
    /// Nobody was asked what they think of it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub unasked: bool,
    /// The stars it was given, and when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<(u8, Timestamp)>,
}

/// A promise that was seen to be broken, with its target as it was then (A11).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Breach {
    /// Which promise.
    pub metric: Metric,
    /// When its clock started.
    pub started: Timestamp,
    /// The target in milliseconds of open time.
    pub target: i64,
    /// When it was used up.
    pub due: Timestamp,
}

/// What figures need to know of a ticket.
#[derive(Clone, Debug)]
pub struct Fact<'a> {
    /// Its type.
    pub ticket_type: TypeId,
    /// How urgent it is.
    pub priority: Priority,
    /// The numbers of its tags.
    pub tags: Vec<i64>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// Staff opened it for a member.
    pub on_behalf: bool,
    /// When it was paused.
    pub paused: &'a [Stretch],
    /// When staff said that what the member wrote last needs no answer, in order.
    pub settled: &'a [Timestamp],
    /// When it was snoozed, in order.
    pub snoozed: &'a [Stretch],
    /// Its closes, in order.
    pub closings: &'a [Closing],
    /// Who claimed it first when, each person once.
    pub claims: &'a [(UserId, Timestamp)],
    /// What is promised.
    pub promise: Option<&'a Policy>,
    /// What was seen to be broken.
    pub breaches: &'a [Breach],
    /// Its conversation.
    pub talk: &'a Talk,
    /// When Auto-Assist first answered or asked back.
    pub assisted_at: Option<Timestamp>,
    /// What Auto-Assist did in it, if anything.
    pub assisted: Option<Assisted>,
}

/// Where a cell is: day, kind, and what it is told apart by.
pub type Place = (Period, Kind, i64, i64);

/// What a ticket adds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shares {
    /// To cells of days.
    pub cells: BTreeMap<Place, Cell>,
    /// Beside them, sorted.
    pub lines: Vec<Line>,
}

impl Fact<'_> {
    /// What clocks need to know.
    pub fn course(&self) -> Course {
        Course {
            opened_at: self.opened_at,
            on_behalf: self.on_behalf,
            paused: self.paused.to_vec(),
            closed: self.closings.iter().map(|one| Stretch { from: one.at, to: one.reopened }).collect(),
            turns: self.talk.turns.clone(),
            said: self.talk.said.clone(),
            settled: self.settled.to_vec(),
            snoozed: self.snoozed.to_vec(),
            again: self.talk.again.clone(),
            assisted: self.assisted_at,
        }
    }

    /// How long the first answer by staff took, whose it was, and when it was given.
    fn first_answer(&self) -> Option<(i64, UserId, Timestamp)> {
        if !self.on_behalf {
            let first = self.talk.first_to_answer()?;
            return Some((first.first.0 - self.opened_at.0, first.user, first.first));
        }
        let course = self.course();
        let (asked, answered) = (course.asked_at()?, course.first_reply()?);
        Some((answered.0 - asked.0, self.talk.answered_by(answered)?, answered))
    }

    /// What it adds to the figures of a guild in this time zone.
    pub fn shares(&self, zone: &TimeZone) -> Shares {
        let mut tally = Tally { fact: self, zone, shares: Shares::default() };
        tally.opening();
        tally.staff();
        tally.closings();
        tally.promises();
        tally.waits();
        tally.assist();
        tally.shares.lines.sort_unstable();
        tally.shares.lines.dedup();
        listed::apart(&mut tally.shares.lines);
        tally.shares.cells.retain(|_, cell| !cell.is_empty());
        tally.shares
    }
}

/// The bin that a resolution time is shown in.
pub fn resolution_bin(duration: i64) -> u8 {
    let bin = RESOLUTION_BINS.partition_point(|end| *end < duration);
    u8::try_from(bin).unwrap_or(u8::MAX)
}

/// The number of a metric in counts.
pub fn index(metric: Metric) -> u8 {
    match metric {
        Metric::FirstResponse => 0,
        Metric::NextResponse => 1,
        Metric::FirstResolution => 2,
        Metric::TotalResolution => 3,
        Metric::FirstAnswer => 4,
        Metric::Update => 5,
    }
}

pub(super) struct Tally<'a> {
    pub(super) fact: &'a Fact<'a>,
    zone: &'a TimeZone,
    shares: Shares,
}

impl Tally<'_> {
    fn cell(&mut self, at: Timestamp, kind: Kind, one: i64, two: i64) -> &mut Cell {
        let (date, ..) = period::local(self.zone, at);
        self.shares.cells.entry((Period::day(date), kind, one, two)).or_default()
    }

    pub(super) fn ticket_cell(&mut self, at: Timestamp) -> &mut Cell {
        let (one, two) = (i64::from(self.fact.ticket_type.0), priority_number(self.fact.priority));
        self.cell(at, Kind::Ticket, one, two)
    }

    fn staff_cell(&mut self, at: Timestamp, user: UserId) -> &mut Cell {
        self.cell(at, Kind::Staff, user.as_i64(), 0)
    }

    pub(super) fn line(&mut self, listed: Listed, at: Timestamp, value: i64) {
        self.shares.lines.push(Line { listed, at, value });
    }

    fn measured(&mut self, measure: Measure, at: Timestamp, value: i64) {
        self.ticket_cell(at).measure(measure, value, 1);
        self.line(Listed::Measured(measure), at, value);
    }

    fn opening(&mut self) {
        let fact = self.fact;
        let at = fact.opened_at;
        self.ticket_cell(at).count(Count::Opened, 1);
        self.line(Listed::Opened, at, 0);
        let kind = i64::from(fact.ticket_type.0);
        for tag in &fact.tags {
            self.cell(at, Kind::Tag, *tag, kind).count(Count::Opened, 1);
            self.line(Listed::Tagged(*tag), at, 0);
        }
        let (_, weekday, hour) = period::local(self.zone, at);
        let hour_of_week = weekday * 24 + hour;
        let opened_at = Count::OpenedAt(u8::try_from(hour_of_week).unwrap_or(u8::MAX));
        self.cell(at, Kind::Hour, 0, kind).count(opened_at, 1);
        let is_open = fact.closings.last().is_none_or(|last| last.reopened.is_some());
        if is_open {
            let again = fact.closings.last().and_then(|last| last.reopened).unwrap_or(at);
            self.line(Listed::Open, at, again.0 - at.0);
        }
        for (from, length) in stays(at, fact.closings) {
            self.line(Listed::Stayed(Stay::of(length)), from, length);
        }
        if let Some((took, user, given)) = fact.first_answer() {
            self.ticket_cell(at).count(Count::Answered, 1);
            self.measured(Measure::FirstResponse, at, took);
            self.measured(Measure::FirstResponseGiven, given, took);
            self.cell(at, Kind::Hour, hour_of_week, 0).measure(Measure::FirstResponse, took, 1);
            self.staff_cell(at, user).measure(Measure::FirstResponse, took, 1);
            self.line(Listed::AnsweredBy, at, user.as_i64());
        } else if is_open && fact.course().asked_at().is_some() {
            self.line(Listed::Unanswered, at, 0);
        }
        if let Some(claimed) = fact.claims.iter().map(|(_, claimed)| *claimed).min() {
            self.measured(Measure::Claim, at, claimed.0 - at.0);
        }
    }

    fn staff(&mut self) {
        for spoke in &self.fact.talk.staff {
            let cell = self.staff_cell(spoke.first, spoke.user);
            cell.count(Count::Handled, 1);
            cell.count(Count::Messages, i64::from(spoke.messages));
            self.line(Listed::Handled, spoke.first, spoke.user.as_i64());
        }
        for (user, at) in self.fact.claims {
            self.staff_cell(*at, *user).count(Count::Claimed, 1);
            self.line(Listed::ClaimedBy, *at, user.as_i64());
        }
    }

    fn closings(&mut self) {
        let fact = self.fact;
        let mut away = 0;
        for (index, closing) in fact.closings.iter().enumerate() {
            let (at, took) = (closing.at, closing.at.0 - fact.opened_at.0);
            self.ticket_cell(at).count(Count::Closed, 1);
            if index == 0 {
                self.measured(Measure::FirstResolution, at, took);
            }
            match closing.by {
                Some(user) => {
                    self.staff_cell(at, user).count(Count::ClosedBy, 1);
                    self.line(Listed::ClosedBy, at, user.as_i64());
                }
                None => self.ticket_cell(at).count(Count::ClosedByItself, 1),
            }
            if let Some(user) = closing.credit {
                self.staff_cell(at, user).count(Count::Credited, 1);
                self.line(Listed::Credited, at, user.as_i64());
            }
            self.asked(closing);
            if let Some((stars, rated)) = closing.rating {
                self.ticket_cell(rated).count(Count::Rated(stars), 1);
                self.line(Listed::Rated, rated, i64::from(stars));
                if let Some(user) = closing.credit {
                    self.staff_cell(rated, user).count(Count::Rated(stars), 1);
                    self.line(Listed::RatedFor, rated, user.as_i64());
                }
            }
            match closing.reopened {
                Some(reopened) => {
                    self.ticket_cell(reopened).count(Count::Reopened, 1);
                    self.line(Listed::ClosedBefore, at, took);
                    if reopened.0 - at.0 <= REOPENED_SOON {
                        self.ticket_cell(at).count(Count::ReopenedSoon, 1);
                        self.line(Listed::ReopenedSoon, at, reopened.0 - at.0);
                    }
                    away += reopened.0 - at.0;
                }
                None => self.done(at, took - away),
            }
        }
    }

    /// Whether the opener was asked what they think of a close, and answered. A question that ended with a reopening was none.
    fn asked(&mut self, closing: &Closing) {
        let answered = closing.rating.map(|(stars, _)| stars);
        if answered.is_some() || !closing.unasked && closing.reopened.is_none() {
            self.ticket_cell(closing.at).count(Count::Asked, 1);
        }
        if let Some(stars) = answered {
            self.ticket_cell(closing.at).count(Count::AskedRated, 1);
            self.line(Listed::AskedRated, closing.at, i64::from(stars));
        }
    }

    /// It is closed, and took so long.
    fn done(&mut self, at: Timestamp, took: i64) {
        self.measured(Measure::TotalResolution, at, took);
        self.ticket_cell(at).count(Count::Resolved(resolution_bin(took)), 1);
        let paused = |one: &Stretch| one.to.map_or(0, |to| to.0 - one.from.0);
        let paused: i64 = self.fact.paused.iter().map(paused).sum();
        self.ticket_cell(at).count(Count::LivedMinutes, took / MINUTE);
        self.ticket_cell(at).count(Count::PausedMinutes, paused / MINUTE);
        if self.fact.talk.staff_messages() == 1 {
            self.ticket_cell(at).count(Count::OneTouch, 1);
            self.line(Listed::OneTouch, at, took);
        }
    }

    /// Promises count on the day they were due; those still running count when they are seen to be broken.
    fn promises(&mut self) {
        let fact = self.fact;
        let course = fact.course();
        let open = fact.promise.map_or_else(OpenTime::always, |policy| policy.open_time(fact.opened_at));
        if let Some(first) = course.first_reply() {
            let used = open_time_used(&course, &open, first);
            self.measured(Measure::FirstResponseOpen, fact.opened_at, used);
        }
        let Some(policy) = fact.promise else { return };
        let mut due_on: Option<Timestamp> = None;
        let mut broken = false;
        // As of the opening nothing is overdue; what was seen to be is in the record.
        for clock in clocks(&course, policy, &open, fact.priority, fact.opened_at) {
            let Some((at, count, metric)) = counted(&clock, fact.breaches) else { continue };
            self.ticket_cell(at).count(count, 1);
            if matches!(count, Count::Cancelled(_)) {
                self.line(Listed::Cancelled(metric), at, 0);
                continue;
            }
            due_on = Some(due_on.map_or(at, |known| known.min(at)));
            if matches!(count, Count::Met(_)) {
                self.line(Listed::Kept(metric), at, 0);
            } else {
                broken = true;
                self.line(Listed::Broken(metric), at, i64::from(matches!(count, Count::Late(_))));
            }
        }
        if let Some(at) = due_on {
            self.ticket_cell(at).count(Count::Promised, 1);
            if broken {
                self.ticket_cell(at).count(Count::Breached, 1);
                self.line(Listed::Breached, at, 0);
            }
        }
    }

    fn waits(&mut self) {
        for (from, ended) in self.fact.course().waits() {
            if let Some((at, true)) = ended {
                self.measured(Measure::NextResponse, from, at.0 - from.0);
                if let Some(user) = self.fact.talk.answered_by(at) {
                    self.staff_cell(from, user).measure(Measure::NextResponse, at.0 - from.0, 1);
                    self.line(Listed::RepliedBy, from, user.as_i64());
                }
            }
        }
    }
}

/// On which day and as what a promise counts, if it does.
fn counted(clock: &Clock, breaches: &[Breach]) -> Option<(Timestamp, Count, Metric)> {
    let metric = index(clock.metric);
    let breach = breaches.iter().find(|one| one.metric == clock.metric && one.started == clock.started);
    let (at, count) = match (clock.stopped, breach) {
        (Some(_), Some(breach)) => (breach.due, Count::Late(metric)),
        (None, Some(breach)) => (breach.due, Count::Overdue(metric)),
        (Some(end), None) => {
            let due = clock.due.unwrap_or(end.at);
            match clock.stand {
                Stand::Late => (due, Count::Late(metric)),
                Stand::Cancelled => (end.at, Count::Cancelled(metric)),
                _ => (due, Count::Met(metric)),
            }
        }
        (None, None) => return None,
    };
    Some((at, count, clock.metric))
}

/// Open time from the opening to the first answer, without what was paused or closed.
fn open_time_used(course: &Course, open: &OpenTime, until: Timestamp) -> i64 {
    let policy = crate::sla::Policy { warn_percent: 0, ..Policy::default() };
    let told = clocks(course, &policy, open, Priority::Low, until);
    told.first().map_or(until.0 - course.opened_at.0, |clock| clock.elapsed)
}
