//! Stories: the product through its front doors, against the stand-in for Discord over real sockets, on both databases.

#![allow(missing_docs, reason = "the people of the stories speak for themselves")]

mod closing;
mod hall;
mod opening;
mod pictures;
mod transcripts;
mod web;

pub use hall::Hall;
