//! Events that fail.

use super::{Storm, pick};
use crate::world::Session;
use serde_json::{Value, json};

/// Bytes that make an event oversized.
const OVERSIZE: usize = 1 << 20;

/// What happens to an event on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventFault {
    /// It is told twice.
    Doubled,
    /// It is told after the next event, or a moment later if none comes.
    Late,
    /// It is never told: the connection breaks, and the session cannot be resumed.
    Dropped,
    /// It comes in two pieces (where the transport has pieces: zlib-stream).
    Split,
    /// It is a megabyte larger, by a field that nobody knows.
    Oversized,
}

/// How often events fail, each of a thousand.
#[derive(Clone, Copy, Debug, Default)]
pub struct EventOdds {
    /// See [`EventFault::Doubled`].
    pub doubled: u16,
    /// See [`EventFault::Late`].
    pub late: u16,
    /// See [`EventFault::Dropped`].
    pub dropped: u16,
    /// See [`EventFault::Split`].
    pub split: u16,
    /// See [`EventFault::Oversized`].
    pub oversized: u16,
}

impl EventOdds {
    /// Some four in a hundred.
    pub fn bad_day() -> Self {
        Self { doubled: 15, late: 15, dropped: 3, split: 5, oversized: 2 }
    }

    fn next(&self, storm: &mut Storm, event: &str) -> Option<EventFault> {
        let (number, nth) = storm.draw(event);
        let odds = [
            (self.doubled, EventFault::Doubled),
            (self.late, EventFault::Late),
            (self.dropped, EventFault::Dropped),
            (self.split, EventFault::Split),
            (self.oversized, EventFault::Oversized),
        ];
        let fault = pick(number, &odds)?;
        storm.note(event, nth, format!("{fault:?}"));
        Some(fault)
    }
}

/// Faults of events that are planned or drawn.
#[derive(Debug, Default)]
pub(crate) struct EventFaults {
    pub odds: EventOdds,
    pub storm: Storm,
    /// Event names with the fault of the next ones of them.
    pub planned: Vec<(String, EventFault, u32)>,
}

impl EventFaults {
    /// The fault of the next event of this name, if there is one.
    pub(crate) fn next(&mut self, event: &str) -> Option<EventFault> {
        let place = self.planned.iter().position(|(name, _, times)| name == event && *times > 0);
        if let Some(place) = place {
            self.planned[place].2 -= 1;
            return Some(self.planned[place].1);
        }
        self.odds.next(&mut self.storm, event)
    }
}

impl Session {
    /// Tells an event as the fault has it.
    pub(crate) fn push_with(&mut self, fault: Option<EventFault>, event: &str, data: &Value) {
        let waiting = std::mem::take(&mut self.late);
        match fault {
            None => self.push(event, data),
            Some(EventFault::Doubled) => {
                self.push(event, data);
                self.push(event, data);
            }
            Some(EventFault::Late) => self.late.push((event.to_owned(), data.clone())),
            Some(EventFault::Dropped) => self.broken = true,
            Some(EventFault::Split) => {
                self.push(event, data);
                self.split.insert(self.log.len());
            }
            Some(EventFault::Oversized) => {
                let mut data = data.clone();
                data["unknown_field_of_the_future"] = json!("x".repeat(OVERSIZE));
                self.push(event, &data);
                self.odd.insert(self.log.len());
            }
        }
        for (event, data) in waiting {
            self.push(&event, &data);
        }
    }

    /// Tells what was held back.
    pub(crate) fn release(&mut self) {
        for (event, data) in std::mem::take(&mut self.late) {
            self.push(&event, &data);
        }
    }
}
