//! How browsers see it: routes, sessions, pages.
//!
//! The only place that knows axum. Pages are rendered on the server and patched over the wire; a live update is a hint that makes the
//! browser fetch and morph. Every act builds an actor and a command and hands them to the [`desk::Desk`]; nothing is decided here.
//! [`router()`] shows every route on one page.

mod accent;
mod actor;
mod answered;
mod api;
mod assets;
mod chip;
mod client;
mod clock;
mod config;
mod copies;
mod csrf;
mod done;
mod elsewhere;
mod error;
mod flash;
mod headers;
mod keys;
mod limits;
mod live;
mod nav;
#[cfg(test)]
mod notes_tests;
mod oauth;
mod pages;
mod panes;
mod prefs;
mod read;
mod router;
mod session;
mod state;
mod upload;
mod view;
mod words;

pub use config::{Config, ConfigError, OAuth, Secret};
pub use router::{router, router_with, serve};
