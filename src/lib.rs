//! The program: configuration, wiring, and one match from every job to the function that does it.

pub mod assist;
pub mod config;
pub mod demo;
pub mod jobs;
pub mod serve;
pub mod today;
pub mod tools;
pub mod year;
