//! How others are told: programs, by endpoints, envelopes, signatures and the job that delivers; and people, on their devices (`push`).
//!
//! What is told is decided in `ticket::webhook` and written by the store in the commit of what it tells of. Here it is worded, signed
//! and sent, one delivery after the other for each endpoint, at least once, with the same id and the same bytes in every attempt.

mod deliver;
mod endpoints;
mod envelope;
mod guard;
#[cfg(test)]
mod notes_tests;
mod push;
mod sign;

pub use endpoints::{NotSet, Webhooks};
pub use guard::{MOST_CHARS, Private, Wrong, check};
pub use sign::{Secret, signature, standard};
