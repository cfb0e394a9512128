//! Stories: the product through its front doors, against the stand-in for Discord over real sockets, on both databases.

#![allow(missing_docs, reason = "the people of the stories speak for themselves")]

mod answering;
mod assist;
mod away;
mod bulk;
mod changing;
mod clocks;
mod closing;
mod desk;
mod ending;
mod hall;
mod handling;
mod macros;
mod opening;
mod overview;
mod panels;
mod pictures;
mod portal;
mod presence;
mod relay;
mod settings;
mod transcripts;
mod views;
mod web;
mod working;

pub use hall::Hall;
