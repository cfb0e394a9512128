//! What holds for a whole guild.

use crate::{
    ChannelId, Event, RoleId, UserId,
    assign::Availability,
    assist::{Switch, Turn},
    calendar::Calendar,
    command_rules::CommandRules,
    keys::{Key, Keys},
    sla::Void,
};
use serde::{Deserialize, Serialize};

/// How much a person may do with tickets of every type; each includes what stands before it.
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

impl From<Capability> for Keys {
    /// What these words stood for before there were keys.
    fn from(may: Capability) -> Self {
        match may {
            Capability::View => [Key::TicketsView, Key::ReportsExport].into_iter().collect(),
            Capability::Handle => [Key::TicketsHandle, Key::ReportsExport].into_iter().collect(),
            Capability::Edit => Self::all(),
        }
    }
}

/// Binds a Discord role to keys (P185).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "StoredTeamRole")]
pub struct TeamRole {
    /// The Discord role.
    pub role: RoleId,
    /// What its holders may do.
    pub keys: Keys,
}

impl TeamRole {
    /// A role with keys.
    pub fn of(role: RoleId, keys: impl Into<Keys>) -> Self {
        Self { role, keys: keys.into() }
    }
}

/// As it is written, now and before there were keys.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StoredTeamRole {
    role: RoleId,
    #[serde(default)]
    keys: Keys,
    may: Option<Capability>,
}

impl From<StoredTeamRole> for TeamRole {
    fn from(StoredTeamRole { role, mut keys, may }: StoredTeamRole) -> Self {
        if let Some(may) = may {
            keys.extend(&may.into());
        }
        Self { role, keys }
    }
}

/// Gives keys to one member (M88).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TeamMember {
    /// Whom.
    pub user: UserId,
    /// What they may do.
    pub keys: Keys,
}

/// Team roles, and members with keys of their own, in a guild at most.
pub const MAX_TEAM: usize = 100;

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

/// Who may stop the response clocks (P121).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseRight {
    /// Nobody: there is no such command.
    #[default]
    Nobody,
    /// Those who may configure.
    Editors,
    /// All staff of the ticket's type.
    Staff,
}

/// What can be logged to a channel of its own (P201-P205).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogKind {
    /// Tickets that open.
    Opened,
    /// Tickets that close.
    Closed,
    /// Tickets that are opened again.
    Reopened,
    /// Claims, releases, assignments.
    Handled,
    /// Moves, renames, priorities, pins, pauses, tags.
    Changed,
    /// People added and removed.
    People,
    /// Ratings.
    Rated,
    /// Promises that are broken.
    Broken,
    /// Calls of Auto-Assist for staff, with its two lines (P173).
    Called,
}

impl LogKind {
    /// Every kind.
    pub const ALL: [Self; 9] = [
        Self::Opened,
        Self::Closed,
        Self::Reopened,
        Self::Handled,
        Self::Changed,
        Self::People,
        Self::Rated,
        Self::Broken,
        Self::Called,
    ];

    /// The kind of an event; what Guildhall observes of Discord, and notes, are never logged.
    pub fn of(event: &Event) -> Option<Self> {
        Some(match event {
            Event::Opened { .. } => Self::Opened,
            Event::Closed { .. } => Self::Closed,
            Event::Reopened { .. } => Self::Reopened,
            Event::Claimed { .. }
            | Event::Unclaimed { .. }
            | Event::Assigned { .. }
            | Event::Unassigned { .. } => Self::Handled,
            Event::Moved { .. }
            | Event::Renamed { .. }
            | Event::PriorityChanged { .. }
            | Event::Pinned
            | Event::Unpinned
            | Event::Paused { .. }
            | Event::Resumed { .. }
            | Event::NoReplyNeeded { .. }
            | Event::ReplyNeeded { .. }
            | Event::Snoozed { .. }
            | Event::Woke { .. }
            | Event::Tagged { .. }
            | Event::Untagged { .. } => Self::Changed,
            Event::UserAdded { .. } | Event::UserRemoved { .. } => Self::People,
            Event::Rated { .. } => Self::Rated,
            Event::SlaBroken { .. } => Self::Broken,
            Event::SlaStepVoid { why: Void::NobodyOnCall, .. } => Self::Handled,
            Event::SlaStepVoid { why: Void::TypeGone, .. } => Self::Changed,
            Event::Assisted { turn: Turn::Escalate { .. }, .. } => Self::Called,
            Event::Noted { .. }
            | Event::CloseRequested { .. }
            | Event::CloseDeclined
            | Event::IdleWarned { .. }
            | Event::SlaChanged { .. }
            | Event::SlaWarned { .. }
            | Event::SlaStep { .. }
            | Event::SlaRecomputed { .. }
            | Event::ClaimWarned { .. }
            | Event::ClaimLapsed { .. }
            | Event::Assisted { .. }
            | Event::AssistHelped
            | Event::IdleTold { .. }
            | Event::Archived
            | Event::Expired
            | Event::SurfaceReady { .. }
            | Event::SurfaceFailed { .. }
            | Event::SurfaceDeleted
            | Event::SurfaceRemoved
            | Event::WelcomePosted { .. } => return None,
        })
    }
}

/// Sends kinds of events to a channel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogRoute {
    /// Where to.
    pub channel: ChannelId,
    /// What.
    pub kinds: Vec<LogKind>,
}

/// Days that the published transcript of a closed ticket can be read by its link (P158); the record itself stays.
pub const RETENTION_DAYS: u32 = 90;
/// Days after closing until a channel in the closed category is deleted (M84).
pub const DELETE_AFTER_DAYS: u32 = 30;

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
    /// Categories to use when the one for open tickets is full (Discord: 50 channels in a category).
    pub overflow_categories: Vec<ChannelId>,
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
    /// Which members may do what by themselves (M88).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<TeamMember>,
    /// Roles that may do everything as long as there are no team roles (P200).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub admin_roles: Vec<RoleId>,
    /// Roles that may see and work every ticket as long as there are no team roles (P200).
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mod_roles: Vec<RoleId>,
    /// Who may stop the response clocks (P121).
    pub pause_by: PauseRight,
    /// Whether a ticket that nobody has is claimed by who of the staff answers it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub answering_claims: bool,
    /// More places to log to, by kind of event; `mod_log` gets what opens, closes and reopens, calls for staff, and steps that
    /// could not do what they are for.
    pub logs: Vec<LogRoute>,
    /// Members who may open no tickets.
    pub blocked: Vec<UserId>,
    /// Days that the transcript of a closed ticket can be read by its link (P158, P159).
    pub retention_days: u32,
    /// The time zone of the server, by its IANA name: of the days of reports, which are those of UTC if absent, and of the times its pages
    /// show, which are those of each reader's own if absent (P207).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<String>,
    /// The colour of what is pressed and linked on the server's pages, 0xRRGGBB; the product's own if absent (P207).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub accent: Option<u32>,
    /// The language of the server's pages for those who chose none; that of each reader's browser if absent (P207).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pages_locale: Option<Locale>,
    /// When the team works: response times count in these hours, for types that have none of their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hours: Option<Calendar>,
    /// Where staff are warned of response times; who has the ticket is told by direct message in any case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sla_channel: Option<ChannelId>,
    /// The role that is pinged there when a promise is broken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sla_ping: Option<RoleId>,
    /// When and how much people can be given.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub availability: Vec<Availability>,
    /// Auto-Assist in the whole guild (P174).
    pub assist: Switch,
    /// Where, by whom and how often commands are used (P208-P211).
    #[serde(skip_serializing_if = "CommandRules::is_default")]
    pub commands: CommandRules,
}

impl Settings {
    /// The channels that an event is logged to (P22, P23, P201).
    pub fn log_channels(&self, event: &Event) -> Vec<ChannelId> {
        let Some(kind) = LogKind::of(event) else { return Vec::new() };
        let usual = matches!(kind, LogKind::Opened | LogKind::Closed | LogKind::Reopened | LogKind::Called)
            || matches!(event, Event::SlaStepVoid { .. });
        let mut channels: Vec<ChannelId> = self.mod_log.filter(|_| usual).into_iter().collect();
        for route in self.logs.iter().filter(|route| route.kinds.contains(&kind)) {
            if !channels.contains(&route.channel) {
                channels.push(route.channel);
            }
        }
        channels
    }
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
            overflow_categories: Vec::new(),
            team: Vec::new(),
            members: Vec::new(),
            admin_roles: Vec::new(),
            mod_roles: Vec::new(),
            pause_by: PauseRight::default(),
            answering_claims: false,
            logs: Vec::new(),
            blocked: Vec::new(),
            retention_days: RETENTION_DAYS,
            zone: None,
            accent: None,
            pages_locale: None,
            hours: None,
            sla_channel: None,
            sla_ping: None,
            availability: Vec::new(),
            assist: Switch::default(),
            commands: CommandRules::default(),
        }
    }
}
