//! What a ticket is: the pure rules.
//!
//! A [`Command`] from an [`Actor`] is judged against a [`Ticket`]: [`decide`] refuses it or gives [`Event`]s, [`apply`] changes the
//! ticket, [`react`] names the [`Job`]s that follow. Nothing here waits, reads a clock, rolls dice, or knows Discord's wire, a
//! database or a browser; `tests/arrows.rs` keeps it so.

pub mod access;
pub mod activity;
pub mod actor;
mod apply;
pub mod assign;
pub mod assist;
pub mod audit;
pub mod batch;
pub mod calendar;
pub mod canned;
pub mod command;
pub mod command_rules;
pub mod config;
pub mod custom;
mod decide;
pub mod doctor;
pub mod entry;
pub mod erase;
pub mod event;
pub mod follow;
pub mod form;
pub mod history;
pub mod idle;
pub mod ids;
pub mod inert;
pub mod job;
pub mod keys;
pub mod loss;
pub mod macros;
pub mod naming;
pub mod open;
pub mod panel;
pub mod permissions;
pub mod push;
pub mod query;
mod react;
pub mod refusal;
pub mod report;
pub mod sample;
pub mod settings;
pub mod sla;
pub mod snooze;
pub mod speak;
pub mod state;
pub mod surface;
pub mod text;
pub mod ticket_type;
pub mod trouble;
pub mod undo;
pub mod view;
pub mod waiting;
pub mod webhook;

pub use activity::Activity;
pub use actor::{Actor, By, Person};
pub use apply::apply;
pub use command::Command;
pub use config::GuildConfig;
pub use decide::{Given, decide};
pub use event::{Event, Recorded};
pub use ids::{
    CannedId, ChannelId, GuildId, MessageId, PanelId, RoleId, TagId, TicketKey, Timestamp, TypeId, UserId,
};
pub use job::{Alarm, Due, Job, Scheduled, Whom};
pub use panel::Panel;
pub use permissions::Permissions;
pub use react::react;
pub use refusal::Refusal;
pub use settings::Settings;
pub use state::{
    Claim, CloseKind, CloseRequest, Closure, IdleWarning, Pause, Priority, Rating, State, Status, Surface,
    Ticket,
};
pub use ticket_type::TicketType;
pub use trouble::Trouble;
