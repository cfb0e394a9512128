//! How Discord sees it: gateway, interactions, surfaces. The only place that knows Discord's wire.

mod config;
mod rest;

pub use config::{Config, Secret};
