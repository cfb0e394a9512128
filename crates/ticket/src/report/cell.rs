//! What is counted, and where it is kept: a cell for each day and month of each thing that is told apart.

use super::{Histogram, Part, Piece, Values};
use crate::Priority;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What cells are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Ticket type and priority.
    Ticket,
    /// A person of the staff.
    Staff,
    /// Durations by hour of the week: 0 is Monday from midnight, local time. Its counts are all at 0, as [`Count::OpenedAt`], by
    /// ticket type.
    Hour,
    /// A tag, and ticket type.
    Tag,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Self; 4] = [Self::Ticket, Self::Staff, Self::Hour, Self::Tag];

    /// Its number in the store.
    pub fn number(self) -> u32 {
        match self {
            Self::Ticket => 1,
            Self::Staff => 2,
            Self::Hour => 3,
            Self::Tag => 4,
        }
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// Tickets opened.
    Opened,
    /// Tickets opened that have had an answer by staff.
    Answered,
    /// Closes.
    Closed,
    /// Reopenings.
    Reopened,
    /// Closes that nobody of staff made.
    ClosedByItself,
    /// Closes of tickets with exactly one public message by staff.
    OneTouch,
    /// Closes after which the ticket was reopened within seven days.
    ReopenedSoon,
    /// Closes by how long the ticket took, by [`super::RESOLUTION_BINS`].
    Resolved(u8),
    /// Minutes that tickets took to their last close, as [`Measure::TotalResolution`] has it.
    LivedMinutes,
    /// Of those, the minutes for which staff had paused them.
    PausedMinutes,
    /// Promises that were due: kept in time, by [`crate::sla::Metric`].
    Met(u8),
    /// Promises that were broken and are over.
    Late(u8),
    /// Promises that are broken and go on.
    Overdue(u8),
    /// Promises that nobody waited for any more.
    Cancelled(u8),
    /// Tickets with a promise that was due.
    Promised,
    /// Tickets with a broken promise.
    Breached,
    /// Ratings with so many stars.
    Rated(u8),
    /// Closes of which the opener was asked what they think. Counted where it was closed.
    Asked,
    /// Of those, the ones that they rated. Counted where it was closed.
    AskedRated,
    /// Tickets that the person wrote in.
    Handled,
    /// Tickets that the person claimed.
    Claimed,
    /// Tickets that the person closed.
    ClosedBy,
    /// Closes that are credited to the person (A14).
    Credited,
    /// Public messages by the person.
    Messages,
    /// Tickets in which Auto-Assist took a turn. Counted where the ticket was opened.
    Assisted,
    /// Of those, the ones it answered. Counted where the ticket was opened.
    AssistAnswered,
    /// Tickets in which it called staff. Counted where the ticket was opened.
    AssistCalled,
    /// The same by the first reason, as [`super::why_number`] numbers them.
    AssistCalledFor(u8),
    /// Tickets it answered that are closed. Counted where they were last closed.
    AnsweredClosed,
    /// Of those, the ones that needed nobody ([`super::Outcome::Deflected`]).
    Deflected,
    /// Tickets opened in this hour of the week.
    OpenedAt(u8),
}

impl Count {
    /// Its number in the store.
    pub fn number(self) -> u16 {
        match self {
            Self::Opened => 1,
            Self::Answered => 2,
            Self::Closed => 3,
            Self::Reopened => 4,
            Self::ClosedByItself => 5,
            Self::OneTouch => 6,
            Self::ReopenedSoon => 7,
            Self::Promised => 8,
            Self::Breached => 9,
            Self::Handled => 10,
            Self::Claimed => 11,
            Self::ClosedBy => 12,
            Self::Credited => 13,
            Self::Messages => 14,
            Self::Assisted => 15,
            Self::AssistAnswered => 16,
            Self::AssistCalled => 17,
            Self::AnsweredClosed => 18,
            Self::Deflected => 19,
            Self::LivedMinutes => 20,
            Self::PausedMinutes => 21,
            Self::Asked => 22,
            Self::AskedRated => 23,
            Self::AssistCalledFor(why) => 900 + u16::from(why),
            Self::Resolved(bin) => 100 + u16::from(bin),
            Self::Met(metric) => 200 + u16::from(metric),
            Self::Late(metric) => 300 + u16::from(metric),
            Self::Overdue(metric) => 400 + u16::from(metric),
            Self::Cancelled(metric) => 500 + u16::from(metric),
            Self::Rated(stars) => 600 + u16::from(stars),
            Self::OpenedAt(hour) => 700 + u16::from(hour),
        }
    }
}

/// A duration that percentiles are told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// From the opening to the first public message by staff, by the clock on the wall. Counted where the ticket was opened.
    FirstResponse,
    /// The same in open time.
    FirstResponseOpen,
    /// From a member's message to the next answer. Counted where the wait began.
    NextResponse,
    /// From the opening to the first claim. Counted where the ticket was opened.
    Claim,
    /// From the opening to the first close. Counted where it was closed.
    FirstResolution,
    /// From the opening to the last close, less the time it was closed in between. Counted where it was last closed.
    TotalResolution,
    /// The same as [`Measure::FirstResponse`], counted where the answer was given.
    FirstResponseGiven,
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 7] = [
        Self::FirstResponse,
        Self::FirstResponseOpen,
        Self::NextResponse,
        Self::Claim,
        Self::FirstResolution,
        Self::TotalResolution,
        Self::FirstResponseGiven,
    ];

    /// Its number in the store.
    pub fn number(self) -> u32 {
        match self {
            Self::FirstResponse => 1,
            Self::FirstResponseOpen => 2,
            Self::NextResponse => 3,
            Self::Claim => 4,
            Self::FirstResolution => 5,
            Self::TotalResolution => 6,
            Self::FirstResponseGiven => 7,
        }
    }
}

/// Counts and durations of one thing: of a day, with each duration; of a month, or of any more, with durations in bins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    counts: BTreeMap<u16, i64>,
    values: BTreeMap<u32, Values>,
    durations: BTreeMap<u32, Histogram>,
}

impl Cell {
    /// Counts so many more.
    pub fn count(&mut self, what: Count, times: i64) {
        self.count_number(what.number(), times);
    }

    fn count_number(&mut self, number: u16, times: i64) {
        let count = self.counts.entry(number).or_default();
        *count += times;
        if *count == 0 {
            self.counts.remove(&number);
        }
    }

    /// Counts a duration so many times more.
    pub fn measure(&mut self, what: Measure, value: i64, times: i64) {
        let values = self.values.entry(what.number()).or_default();
        values.add(value, times);
        if values.is_empty() {
            self.values.remove(&what.number());
        }
    }

    /// How many there are.
    pub fn get(&self, what: Count) -> i64 {
        self.counts.get(&what.number()).copied().unwrap_or(0)
    }

    /// The durations in bins.
    pub fn durations(&self, what: Measure) -> Histogram {
        let mut durations = self.durations.get(&what.number()).cloned().unwrap_or_default();
        if let Some(values) = self.values.get(&what.number()) {
            durations.merge(&Histogram::of(values));
        }
        durations
    }

    /// The durations, besides those one by one, are these.
    pub fn set_durations(&mut self, what: Measure, durations: Histogram) {
        if durations.is_empty() {
            self.durations.remove(&what.number());
        } else {
            self.durations.insert(what.number(), durations);
        }
    }

    /// Adds all of another one.
    pub fn merge(&mut self, other: &Self) {
        for (number, count) in &other.counts {
            self.count_number(*number, *count);
        }
        for (number, values) in &other.values {
            self.values.entry(*number).or_default().merge(values);
        }
        for (number, durations) in &other.durations {
            self.durations.entry(*number).or_default().merge(durations);
        }
        self.values.retain(|_, values| !values.is_empty());
        self.durations.retain(|_, durations| !durations.is_empty());
    }

    /// All of it so many times; taken away if negative.
    pub fn times(&self, times: i64) -> Self {
        let counts = self.counts.iter().map(|(number, count)| (*number, count * times));
        let values = self.values.iter().map(|(number, values)| (*number, values.times(times)));
        let durations = self.durations.iter().map(|(number, durations)| (*number, durations.times(times)));
        Self { counts: counts.collect(), values: values.collect(), durations: durations.collect() }
    }

    /// The same of a month: with durations in bins only.
    pub fn of_month(&self) -> Self {
        let mut month = Self { counts: self.counts.clone(), ..Self::default() };
        for measure in Measure::ALL {
            month.set_durations(measure, self.durations(measure));
        }
        month
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.values.is_empty() && self.durations.is_empty()
    }

    /// Its parts, none of them empty; each is stored by itself, so that a report reads only what it shows.
    pub fn parts(&self) -> Vec<(Part, Piece)> {
        let counts = (!self.counts.is_empty()).then(|| (Part::Counts, Piece::Counts(self.counts.clone())));
        let measured = Measure::ALL.into_iter().flat_map(|measure| {
            let values = self.values.get(&measure.number()).cloned().map(Piece::Values);
            let durations = self.durations.get(&measure.number()).cloned().map(Piece::Durations);
            values.into_iter().chain(durations).map(move |piece| (Part::Durations(measure), piece))
        });
        counts.into_iter().chain(measured).collect()
    }

    /// Adds a part of the same kind of cell.
    pub fn take(&mut self, part: Part, piece: &Piece) {
        match (part, piece) {
            (_, Piece::Counts(counts)) => {
                counts.iter().for_each(|(number, count)| self.count_number(*number, *count));
            }
            (Part::Durations(measure), Piece::Values(more)) => {
                self.values.entry(measure.number()).or_default().merge(more);
            }
            (Part::Durations(measure), Piece::Durations(more)) => {
                self.durations.entry(measure.number()).or_default().merge(more);
            }
            // Parts are read as what they are.
            (Part::Counts, _) => {}
        }
    }
}

/// The number of a priority in cells: 0 for low.
pub fn priority_number(priority: Priority) -> i64 {
    match priority {
        Priority::Low => 0,
        Priority::Normal => 1,
        Priority::High => 2,
        Priority::Urgent => 3,
    }
}
