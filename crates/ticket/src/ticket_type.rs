//! What opening a ticket of a kind means: form, staff, place, welcome, rules.

use crate::{
    ChannelId, Closure, Person, RoleId, Settings, Timestamp, TypeId, UserId,
    assign::{Lapse, Strategy},
    assist::Behaviour,
    form::Field,
    settings::DELETE_AFTER_DAYS,
    sla::Policy,
};
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

/// When a ticket in which nobody writes is closed (P108-P111).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct AutoClose {
    /// Whether it is.
    pub enabled: bool,
    /// Hours without a message by a person.
    pub after_hours: u32,
    /// Hours between the warning and the close.
    pub warn_hours: u32,
    /// Only while the last word is not the opener's (A32).
    pub only_waiting_for_opener: bool,
}

impl Default for AutoClose {
    fn default() -> Self {
        Self { enabled: true, after_hours: 72, warn_hours: 24, only_waiting_for_opener: false }
    }
}

/// What becomes of the channel or thread when the short delay after closing is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterClose {
    /// It can be read but not written to; it moves to the closed category where one is set (P99, P100, A8, M83).
    #[default]
    Archive,
    /// It is deleted; the conversation stays on the web.
    Delete,
}

/// Whom a rule about opening is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "who", rename_all = "snake_case", deny_unknown_fields)]
pub enum Who {
    /// Everyone.
    Everyone,
    /// Who holds this role.
    Role {
        /// The role.
        role: RoleId,
    },
    /// Whose Discord account is younger than this.
    AccountYoungerThan {
        /// Days.
        days: u32,
    },
}

/// Who may open tickets of a type: the first rule that fits decides; if none fits, it is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpenRule {
    /// Whether they may.
    pub allow: bool,
    /// Who.
    #[serde(flatten)]
    pub who: Who,
}

fn usual_weight() -> u32 {
    1
}

fn is_usual_weight(weight: &u32) -> bool {
    *weight == usual_weight()
}

/// A kind of ticket. `Default` gives a nameless type with the product's defaults.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TicketType {
    /// Its identity within the guild.
    pub id: TypeId,
    /// What people call it, 1 to 60 characters.
    pub name: String,
    /// An emoji character, or one of the server's own as `<:name:id>` (M29); the latter is not part of names.
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
    /// Minutes that must pass before the same member opens another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cooldown_minutes: Option<u32>,
    /// Who may open, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub who_may_open: Vec<OpenRule>,
    /// The name of the channel or thread, with `{emoji}`, `{number}`, `{member}`, `{type}` and `{priority}`; the usual one if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub naming: Option<String>,
    /// When a ticket in which nobody writes is closed.
    #[serde(default)]
    pub auto_close: AutoClose,
    /// What becomes of the channel or thread of a closed ticket.
    #[serde(default)]
    pub after_close: AfterClose,
    /// Days after closing until the channel or thread is deleted; 0 for never. If absent: 30 where the guild has a closed category,
    /// else never (M84).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delete_after_days: Option<u32>,
    /// Whether the opener is asked for a rating when the ticket closes (P97, P98).
    #[serde(default = "on")]
    pub feedback: bool,
    /// Transcript settings.
    #[serde(default)]
    pub transcript: TranscriptSettings,
    /// What is promised (P119).
    #[serde(default)]
    pub sla: Policy,
    /// How the case worker is picked.
    #[serde(default)]
    pub assignment: Strategy,
    /// What a ticket of the type counts as for whoever has it, 0 to [`crate::assign::MAX_WEIGHT`] (definitions A.3).
    #[serde(default = "usual_weight", skip_serializing_if = "is_usual_weight")]
    pub weight: u32,
    /// Whether one that waits for the member counts as well.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub count_waiting: bool,
    /// How long a claim holds without an answer; forever if absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub claim_lapse: Option<Lapse>,
    /// Who had a ticket keeps it when it is reopened, even if they could not be given one.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub keep_on_reopen: bool,
    /// Auto-Assist in its tickets (P175).
    #[serde(default)]
    pub assist: Behaviour,
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
            cooldown_minutes: None,
            who_may_open: Vec::new(),
            naming: None,
            auto_close: AutoClose::default(),
            after_close: AfterClose::default(),
            delete_after_days: None,
            feedback: true,
            transcript: TranscriptSettings::default(),
            sla: Policy::default(),
            assignment: Strategy::default(),
            weight: usual_weight(),
            count_waiting: false,
            claim_lapse: None,
            keep_on_reopen: false,
            assist: Behaviour::default(),
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

    /// Whether this person may open, judged by the first rule that fits.
    pub fn may_be_opened_by(&self, person: &Person, now: Timestamp) -> bool {
        let fits = |rule: &&OpenRule| match rule.who {
            Who::Everyone => true,
            Who::Role { role } => person.roles.contains(&role),
            Who::AccountYoungerThan { days } => person.user.since().plus_days(days) > now,
        };
        self.who_may_open.iter().find(fits).is_none_or(|rule| rule.allow)
    }

    /// When the channel or thread of a ticket that was closed so is to be deleted, if ever (M84, A25): after the short delay, or after
    /// days counted from the close.
    pub fn removal_at(&self, closure: &Closure, settings: &Settings) -> Option<Timestamp> {
        if self.after_close == AfterClose::Delete {
            return Some(closure.at.plus_seconds(i64::from(settings.close_delay_seconds)));
        }
        let usual = settings.closed_category.map(|_| DELETE_AFTER_DAYS);
        self.delete_after_days.or(usual).filter(|days| *days > 0).map(|days| closure.at.plus_days(days))
    }

    /// The roles that see this type's tickets: staff roles, then ping roles, each once (M33).
    pub fn roles_with_access(&self) -> Vec<RoleId> {
        let mut roles = self.staff_roles.clone();
        roles.extend(self.ping_roles.iter().filter(|role| !self.staff_roles.contains(role)));
        roles
    }
}
