//! Stories: the product through its front doors, against the stand-in for Discord over real sockets, on both databases.

#![allow(missing_docs, reason = "the people of the stories speak for themselves")]

mod answering;
mod api;
mod assist;
mod assist_paths;
mod away;
mod bulk;
mod changing;
mod clocks;
mod closing;
mod commands;
mod crossing;
mod desk;
mod ending;
mod erasure;
mod evaluation;
mod figures;
mod finding;
mod forms;
mod hall;
mod handling;
mod hours;
mod macros;
mod mending;
mod opening;
mod overview;
mod panels;
mod pictures;
mod portal;
mod presence;
mod receiver;
mod relay;
mod sessions;
mod settings;
mod spared;
mod table;
mod team;
mod transcripts;
mod unnoticed;
mod views;
mod web;
mod webhooks;
mod working;

pub use hall::Hall;
