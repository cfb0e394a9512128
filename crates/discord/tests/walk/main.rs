//! The whole path against a Discord over real sockets, with a real database.

mod broken_rules;
mod crashes;
mod limits;
mod support;
mod talk;
mod tickets;
