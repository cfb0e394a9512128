//! What is counted, and where it is kept: a cell for each day and month of each thing that is told apart.

use super::Histogram;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt::Write};

/// What cells are told apart by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Ticket type and priority.
    Ticket,
    /// A person of the staff.
    Staff,
    /// Hour of the week: 0 is Monday from midnight, local time.
    Hour,
    /// A tag.
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
    /// Closes that no person made.
    ClosedByItself,
    /// Closes of tickets with exactly one public message by staff.
    OneTouch,
    /// Closes after which the ticket was reopened within seven days.
    ReopenedSoon,
    /// Closes by how long the ticket took, by [`super::RESOLUTION_BINS`].
    Resolved(u8),
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
            Self::AssistCalledFor(why) => 900 + u16::from(why),
            Self::Resolved(bin) => 100 + u16::from(bin),
            Self::Met(metric) => 200 + u16::from(metric),
            Self::Late(metric) => 300 + u16::from(metric),
            Self::Overdue(metric) => 400 + u16::from(metric),
            Self::Cancelled(metric) => 500 + u16::from(metric),
            Self::Rated(stars) => 600 + u16::from(stars),
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
}

impl Measure {
    /// Every measure.
    pub const ALL: [Self; 6] = [
        Self::FirstResponse,
        Self::FirstResponseOpen,
        Self::NextResponse,
        Self::Claim,
        Self::FirstResolution,
        Self::TotalResolution,
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
        }
    }
}

/// Counts and durations of one day or month of one thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    counts: BTreeMap<u16, i64>,
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
        let durations = self.durations.entry(what.number()).or_default();
        durations.add(value, times);
        if durations.is_empty() {
            self.durations.remove(&what.number());
        }
    }

    /// How many there are.
    pub fn get(&self, what: Count) -> i64 {
        self.counts.get(&what.number()).copied().unwrap_or(0)
    }

    /// The durations.
    pub fn durations(&self, what: Measure) -> Histogram {
        self.durations.get(&what.number()).cloned().unwrap_or_default()
    }

    /// Adds all of another one.
    pub fn merge(&mut self, other: &Self) {
        for (number, count) in &other.counts {
            self.count_number(*number, *count);
        }
        for (number, durations) in &other.durations {
            self.durations.entry(*number).or_default().merge(durations);
        }
        self.durations.retain(|_, durations| !durations.is_empty());
    }

    /// All of it so many times; taken away if negative.
    pub fn times(&self, times: i64) -> Self {
        let counts = self.counts.iter().map(|(number, count)| (*number, count * times)).collect();
        let durations = self.durations.iter().map(|(number, durations)| (*number, durations.times(times)));
        Self { counts, durations: durations.collect() }
    }

    /// Whether nothing is in it.
    pub fn is_empty(&self) -> bool {
        self.counts.is_empty() && self.durations.is_empty()
    }

    /// As it is stored: `1:5 3:4|1:512*3 4|5:600`.
    pub fn text(&self) -> String {
        let mut text = String::new();
        for (number, count) in &self.counts {
            let space = if text.is_empty() { "" } else { " " };
            // Writing to a text cannot fail.
            let _ = write!(text, "{space}{number}:{count}");
        }
        for (number, durations) in &self.durations {
            let _ = write!(text, "|{number}:{durations}");
        }
        text
    }

    /// Reads what [`Cell::text`] wrote; none if it is something else.
    pub fn read(text: &str) -> Option<Self> {
        Self::read_some(text, &Measure::ALL)
    }

    /// Reads the counts, and of the durations only these.
    pub fn read_some(text: &str, measures: &[Measure]) -> Option<Self> {
        let mut parts = text.split('|');
        let mut cell = Self::default();
        for pair in parts.next()?.split_ascii_whitespace() {
            let (number, count) = pair.split_once(':')?;
            cell.counts.insert(number.parse().ok()?, count.parse().ok()?);
        }
        for part in parts {
            let (number, durations) = part.split_once(':')?;
            let number = number.parse().ok()?;
            if measures.iter().any(|measure| measure.number() == number) {
                cell.durations.insert(number, durations.parse().ok()?);
            }
        }
        Some(cell)
    }
}
