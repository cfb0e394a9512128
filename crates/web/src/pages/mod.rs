//! The pages: each handler with its template beside it.

pub(crate) mod bulk;
pub(crate) mod components;
pub(crate) mod files;
pub(crate) mod health;
pub(crate) mod home;
pub(crate) mod inbox;
pub(crate) mod keys;
pub(crate) mod knowledge;
pub(crate) mod member;
pub(crate) mod mine;
pub(crate) mod new;
pub(crate) mod notifications;
pub(crate) mod palette;
pub(crate) mod privacy;
pub(crate) mod reports;
pub(crate) mod samples;
pub(crate) mod search;
pub(crate) mod settings;
pub(crate) mod setup;
pub(crate) mod sign_in;
pub(crate) mod table;
pub(crate) mod ticket;
pub(crate) mod transcript;
pub(crate) mod undo;
pub(crate) mod views;
