//! How Discord sees it: gateway, interactions, surfaces. The only place that knows Discord's wire.
//!
//! Events come in through the gateway, become commands, and go to the desk; jobs come back from the runner, one function each, and
//! make Discord match. Nothing is decided here.

mod actor;
mod announce;
mod answer;
mod assist_post;
mod backfill;
mod cache;
mod canned;
mod capture;
mod chores;
mod claiming;
mod command_rules;
mod commands;
mod compare;
mod config;
mod custom;
mod custom_id;
mod discord;
mod dm;
mod doctor;
mod examine;
mod files;
mod form_files;
#[cfg(fuzzing)]
pub mod fuzz;
mod gateway;
mod hourly;
mod idle;
mod intake;
mod interactions;
mod lapse;
mod loss;
mod modal;
mod modlog;
#[cfg(test)]
mod notes_tests;
mod orphan;
mod panel_post;
mod pictures;
mod pointed;
mod reactions;
mod relay;
mod removal;
mod reply;
mod rest;
mod shown;
mod sla;
mod stay;
mod surface;
mod suspicion;
mod thread_members;
mod typing;
mod uncreated;
mod welcome;
mod wire;

pub use config::{Config, Secret};
pub use discord::{ConnectError, Discord};
pub use doctor::{Check, doctor};
pub use rest::Fault;
