//! Auto-Assist: what the first reply says, and when it says nothing (P164-P184).
//!
//! [`provider`] alone talks to another machine. All else is functions of what they are given.

pub mod clean;
pub mod document;
