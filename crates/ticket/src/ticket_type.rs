//! What opening a ticket of a kind means: form, staff, place, welcome, rules.

use crate::{ChannelId, RoleId, TypeId, UserId, form::Field};
use serde::{Deserialize, Serialize};

/// Where tickets of a type live in Discord (P7, P11, P13, P16).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "mode", rename_all = "snake_case", deny_unknown_fields)]
pub enum Place {
    /// A private text channel for each ticket; the usual default (P15).
    Channel {
        /// The category to create it in; the guild's open category if absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        category: Option<ChannelId>,
    },
    /// A private thread inside a parent channel; takes none of the guild's 500 channels (P14).
    Thread {
        /// The text channel that holds the threads.
        parent: ChannelId,
    },
}

impl Default for Place {
    fn default() -> Self {
        Self::Channel { category: None }
    }
}

/// Who is pinged when a ticket opens or arrives by a move (P25).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WelcomePing {
    /// Whether staff are pinged at all.
    #[serde(default = "on")]
    pub staff: bool,
    /// Ping only these of the type's roles; all of them when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub only: Option<Vec<RoleId>>,
}

fn on() -> bool {
    true
}

impl Default for WelcomePing {
    fn default() -> Self {
        Self { staff: true, only: None }
    }
}

/// The embed on top of a new ticket (P8, P19).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Welcome {
    /// The embed's title; the ticket's subject if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Text above the answers. `{member}` mentions the opener, `{number}` and `{type}` are filled in.
    #[serde(default = "welcome_text")]
    pub text: String,
    /// The colour of the embed's edge, 0xRRGGBB.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub color: Option<u32>,
}

fn welcome_text() -> String {
    "Thanks for reaching out, {member}. Someone from the team will be with you soon.".to_owned()
}

impl Default for Welcome {
    fn default() -> Self {
        Self { title: None, text: welcome_text(), color: None }
    }
}

/// What of a ticket is kept as a transcript, and who gets the link (P9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TranscriptSettings {
    /// Whether the opener gets a link when the ticket closes and may read it (P96, P163).
    #[serde(default = "on")]
    pub for_opener: bool,
    /// Whether files are copied to our own storage when they arrive; Discord's links expire.
    #[serde(default = "on")]
    pub copy_files: bool,
}

impl Default for TranscriptSettings {
    fn default() -> Self {
        Self { for_opener: true, copy_files: true }
    }
}

/// A kind of ticket. `Default` gives a nameless type with the product's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketType {
    /// Its identity within the guild.
    pub id: TypeId,
    /// What people call it, 1 to 60 characters.
    pub name: String,
    /// A Unicode emoji (M29).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub emoji: Option<String>,
    /// A short description, shown where a member chooses (M30).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<String>,
    /// Inactive types open no tickets (M67, M68).
    #[serde(default = "on")]
    pub active: bool,
    /// The questions (P5). With none, the ticket is opened at once by the button.
    #[serde(default)]
    pub form: Vec<Field>,
    /// Roles whose holders are staff for this type (P6, P147).
    #[serde(default)]
    pub staff_roles: Vec<RoleId>,
    /// People responsible for this type, staff as well (M34); the case worker is picked from them (M38).
    #[serde(default)]
    pub handlers: Vec<UserId>,
    /// Roles that see the ticket and are pinged when it opens (M31-M33).
    #[serde(default)]
    pub ping_roles: Vec<RoleId>,
    /// Whom the welcome pings (P25).
    #[serde(default)]
    pub welcome_ping: WelcomePing,
    /// Channel or thread.
    #[serde(default)]
    pub place: Place,
    /// The first message.
    #[serde(default)]
    pub welcome: Welcome,
    /// Whether the member who opened may close (P102-P104).
    #[serde(default = "on")]
    pub opener_can_close: bool,
    /// How many open tickets of this type one member may have; unlimited if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub open_limit: Option<u32>,
    /// Transcript settings.
    #[serde(default)]
    pub transcript: TranscriptSettings,
}

impl TicketType {
    /// A type with this identity and name and the product's defaults.
    pub fn new(id: TypeId, name: impl Into<String>) -> Self {
        Self {
            id,
            name: name.into(),
            emoji: None,
            hint: None,
            active: true,
            form: Vec::new(),
            staff_roles: Vec::new(),
            handlers: Vec::new(),
            ping_roles: Vec::new(),
            welcome_ping: WelcomePing::default(),
            place: Place::default(),
            welcome: Welcome::default(),
            opener_can_close: true,
            open_limit: None,
            transcript: TranscriptSettings::default(),
        }
    }

    /// The roles that a fresh ticket of this type pings: exactly these (P26).
    ///
    /// With staff pings off nobody; else the subset if one is set, else staff roles and ping roles. A role that has no access to
    /// the type is never pinged, whatever the subset says.
    pub fn roles_to_ping(&self) -> Vec<RoleId> {
        if !self.welcome_ping.staff {
            return Vec::new();
        }
        let mut roles = self.roles_with_access();
        if let Some(only) = &self.welcome_ping.only {
            roles.retain(|role| only.contains(role));
        }
        roles
    }

    /// The roles that see this type's tickets: staff roles, then ping roles, each once (M33).
    pub fn roles_with_access(&self) -> Vec<RoleId> {
        let mut roles = self.staff_roles.clone();
        roles.extend(self.ping_roles.iter().filter(|role| !self.staff_roles.contains(role)));
        roles
    }
}
