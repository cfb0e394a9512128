//! The clocks of response promises: cases that people ask about, laws, and a slow second answer.

mod cases;
mod oracle;
mod steps;

use ticket::{
    Timestamp,
    sla::{Side, Stretch, Turn},
};

const MINUTE: i64 = 60_000;

fn minute(minute: i64) -> Timestamp {
    Timestamp(minute * MINUTE)
}

fn turn(at: i64, by: Side) -> Turn {
    Turn { at: minute(at), by, who: None }
}

fn stretch(from: i64, to: impl Into<Option<i64>>) -> Stretch {
    Stretch { from: minute(from), to: to.into().map(minute) }
}
