//! Auto-Assist: what the first reply says, and when it says nothing (P164-P184).
//!
//! All of it is a function of what it is given: no clock, no database, no network.

pub mod clean;
pub mod decide;
pub mod document;
pub mod evaluate;
pub mod index;
pub mod intent;
mod output;
pub mod prompt;
mod question;
pub mod retrieve;
pub mod sample;
pub mod secrets;
mod stop_words;
mod synonyms;
pub mod talk;
pub mod words;
