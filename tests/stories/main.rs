//! Stories: the product through its front doors, against the stand-in for Discord over real sockets, on both databases.

#![allow(missing_docs, reason = "the people of the stories speak for themselves")]

mod again;
mod answering;
mod api;
mod assist;
mod assist_desk;
mod assist_end;
mod assist_paths;
mod away;
mod behind;
mod bulk;
mod changing;
mod clocks;
mod closing;
mod commands;
mod crossing;
mod deaf;
mod desk;
mod ending;
mod erasure;
mod escalation;
mod evaluation;
mod figures;
mod finding;
mod forms;
mod german;
mod hall;
mod handling;
mod hours;
mod macros;
mod many_types;
mod mending;
mod onward;
mod opening;
mod overview;
mod own_look;
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
mod unwelcomed;
mod views;
mod web;
mod webhooks;
mod working;

pub use hall::Hall;
