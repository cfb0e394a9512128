//! Stories: the product through its front doors, against the stand-in for Discord over real sockets, on both databases.

#![allow(missing_docs, reason = "the people of the stories speak for themselves")]

mod answering;
mod assist;
mod away;
mod changing;
mod clocks;
mod closing;
mod commands;
mod desk;
mod ending;
mod hall;
mod handling;
mod opening;
mod overview;
mod panels;
mod pictures;
mod portal;
mod relay;
mod settings;
mod table;
mod team;
mod transcripts;
mod web;
mod working;

pub use hall::Hall;
