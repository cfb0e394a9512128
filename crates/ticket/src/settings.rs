//! What holds for a whole guild.

use crate::{ChannelId, RoleId};
use serde::{Deserialize, Serialize};

/// What a team role lets its holders do (P185-P191). Each includes what stands before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capability {
    /// See the dashboard and the ticket list (P144).
    View,
    /// Act as staff on every ticket (M46).
    Handle,
    /// Configure, and act as staff (P145, P151).
    Edit,
}

/// Binds a Discord role to a capability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamRole {
    /// The Discord role.
    pub role: RoleId,
    /// What its holders may do.
    pub may: Capability,
}

/// Seconds between closing a ticket and archiving its channel (A9).
pub const CLOSE_DELAY_SECONDS: u32 = 10;

/// The language of what Guildhall says in a guild.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// English.
    #[default]
    #[serde(rename = "en-US", alias = "en")]
    English,
    /// German.
    #[serde(rename = "de", alias = "de-DE")]
    German,
}

/// Settings of a guild.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Whether tickets can be opened at all. Off until an owner or admin turns it on.
    pub enabled: bool,
    /// The language of what Guildhall says here.
    pub locale: Locale,
    /// Where new and closed tickets are logged; nowhere if absent (P22, P23).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mod_log: Option<ChannelId>,
    /// The category for open ticket channels (M62).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_category: Option<ChannelId>,
    /// The category that closed ticket channels move to (M63).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closed_category: Option<ChannelId>,
    /// A role that sees every ticket channel (M64).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub staff_role: Option<RoleId>,
    /// Seconds between closing and archiving (A9).
    pub close_delay_seconds: u32,
    /// How many open tickets one member may have; unlimited if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub open_limit: Option<u32>,
    /// Who may do what, beside Discord's own permissions.
    pub team: Vec<TeamRole>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            enabled: false,
            locale: Locale::English,
            mod_log: None,
            open_category: None,
            closed_category: None,
            staff_role: None,
            close_delay_seconds: CLOSE_DELAY_SECONDS,
            open_limit: None,
            team: Vec::new(),
        }
    }
}
