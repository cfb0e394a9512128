//! `/g/{guild}/settings`: everything an owner configures, in sections. Each section is a form over one part of the configuration.

pub(crate) mod audit;
pub(crate) mod calendar;
pub(crate) mod commands;
pub(crate) mod diff;
pub(crate) mod entry;
pub(crate) mod erasures;
pub(crate) mod fields;
pub(crate) mod general;
pub(crate) mod health;
pub(crate) mod hours;
pub(crate) mod macros;
pub(crate) mod panels;
pub(crate) mod policies;
pub(crate) mod resources;
pub(crate) mod team;
pub(crate) mod tokens;
pub(crate) mod types;
pub(crate) mod webhooks;

use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Notice, Shell, Tab, Tone},
};
use axum::{
    extract::FromRequestParts,
    http::{StatusCode, request::Parts},
};
use desk::{Rejected, ports::ErasureState};
use diff::{Called, Change, changes};
use fields::{Fields, Opt};
use serde_json::Value;
use ticket::{ChannelId, GuildConfig, Job, RoleId, keys::Key, say, settings::Locale, text::refusal};

/// A link to a section.
pub(crate) struct Link {
    pub(crate) label: String,
    pub(crate) href: String,
    pub(crate) icon: &'static str,
    pub(crate) current: bool,
    pub(crate) badge: String,
}

/// The sections in their order. Others add a line here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    General,
    Panels,
    Types,
    Policies,
    Hours,
    Resources,
    Commands,
    Assist,
    Team,
    Webhooks,
    Api,
    Erasures,
    Health,
    Audit,
    File,
}

impl Section {
    const ALL: [Self; 15] = [
        Self::General,
        Self::Panels,
        Self::Types,
        Self::Policies,
        Self::Hours,
        Self::Resources,
        Self::Commands,
        Self::Assist,
        Self::Team,
        Self::Webhooks,
        Self::Api,
        Self::Erasures,
        Self::Health,
        Self::Audit,
        Self::File,
    ];

    /// The section that an address below the guild's is of. A page that is none's is the strictest one's.
    fn at(path: &str) -> Self {
        let below = path.splitn(4, '/').nth(3).unwrap_or_default();
        let of = |one: &Self| below == one.path() || below.starts_with(&format!("{}/", one.path()));
        let longest = Self::ALL.into_iter().filter(of).max_by_key(|one| one.path().len());
        longest.unwrap_or(Self::File)
    }

    /// The keys without which it is not there (P195, P196), and those to change it.
    fn keys(self) -> (&'static [Key], &'static [Key]) {
        match self {
            Self::General | Self::Hours | Self::Commands | Self::Health => {
                (&[Key::SettingsView], &[Key::SettingsEdit])
            }
            Self::Audit => (&[Key::SettingsView], &[Key::SettingsView]),
            Self::Panels | Self::Types | Self::Policies | Self::Assist => {
                (&[Key::TicketsEdit], &[Key::TicketsEdit])
            }
            Self::Resources => (&[Key::ResourcesView], &[Key::ResourcesEdit]),
            Self::Team => (&[Key::TeamView], &[Key::TeamEdit]),
            // Everything at once, or a way around the rest.
            Self::File | Self::Webhooks | Self::Api | Self::Erasures => (&Key::ALL, &Key::ALL),
        }
    }

    /// Whether somebody sees it.
    pub(crate) fn may_see(self, here: &InGuild) -> bool {
        self.keys().0.iter().all(|key| here.has(*key))
    }

    /// Whether somebody may change it.
    pub(crate) fn may_edit(self, here: &InGuild) -> bool {
        self.keys().1.iter().all(|key| here.has(*key))
    }

    /// What somebody sees of them: names and addresses.
    pub(crate) fn seen(here: &InGuild) -> Vec<(String, String)> {
        let l = here.signed.prefs.locale;
        let seen = Self::ALL.into_iter().filter(|section| section.may_see(here));
        seen.map(|one| (one.label(l), format!("/g/{}/{}", here.guild.id, one.path()))).collect()
    }

    /// The first that somebody sees, if any.
    pub(crate) fn first(here: &InGuild) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.may_see(here))
    }

    pub(crate) fn path(self) -> &'static str {
        match self {
            Self::General => "settings",
            Self::Panels => "settings/panels",
            Self::Types => "settings/types",
            Self::Policies => "settings/policies",
            Self::Hours => "settings/hours",
            Self::Resources => "settings/resources",
            Self::Commands => "settings/commands",
            Self::Assist => "knowledge",
            Self::Team => "settings/team",
            Self::Webhooks => "settings/webhooks",
            Self::Api => "settings/api",
            Self::Erasures => "settings/erasures",
            Self::Health => "settings/health",
            Self::Audit => "settings/audit",
            Self::File => "setup",
        }
    }

    /// What it is called.
    fn label(self, l: Locale) -> String {
        match self {
            Self::General => say!(l, "web-set-general"),
            Self::Panels => say!(l, "web-setup-panels"),
            Self::Types => say!(l, "web-setup-types"),
            Self::Policies => say!(l, "policy-title"),
            Self::Hours => say!(l, "web-hours"),
            Self::Resources => say!(l, "web-set-resources"),
            Self::Commands => say!(l, "web-set-commands"),
            Self::Assist => say!(l, "web-privacy-assist"),
            Self::Team => say!(l, "web-set-team"),
            Self::Webhooks => say!(l, "hook-title"),
            Self::Api => say!(l, "api-title"),
            Self::Erasures => say!(l, "erase-title"),
            Self::Health => say!(l, "web-set-health"),
            Self::Audit => say!(l, "web-set-audit"),
            Self::File => say!(l, "web-set-file"),
        }
    }

    fn icon(self) -> &'static str {
        match self {
            Self::General => "gear",
            Self::Panels => "panel",
            Self::Types => "types",
            Self::Policies => "overdue",
            Self::Hours => "member",
            Self::Resources => "note",
            Self::Commands => "command",
            Self::Assist => "spark",
            Self::Team => "people",
            Self::Webhooks => "hook",
            Self::Api => "key",
            Self::Erasures => "bin",
            Self::Health => "health",
            Self::Audit => "log",
            Self::File => "file",
        }
    }
}

/// Somebody who may see the section of the address, or change it; others get a plain 403 (P196, M9).
pub(crate) struct Owner {
    pub(crate) app: App,
    pub(crate) here: InGuild,
}

impl FromRequestParts<App> for Owner {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let here = InGuild::from_request_parts(parts, app).await?;
        let section = Section::at(parts.uri.path());
        let may = if parts.method.is_safe() { section.may_see(&here) } else { section.may_edit(&here) };
        if may { Ok(Self { app: app.clone(), here }) } else { Err(Problem::Forbidden) }
    }
}

/// What the frame of a section shows.
pub(crate) struct Frame {
    pub(crate) guild: String,
    pub(crate) links: Vec<Link>,
    pub(crate) title: String,
    pub(crate) notice: Option<Notice>,
    /// What somebody else saved meanwhile: theirs and ours.
    pub(crate) conflict: Vec<Change>,
    pub(crate) version: u32,
    /// Whether tickets are on: then they are in the list, under the management of members (M7).
    pub(crate) tickets: bool,
    /// Whether they may change what they see.
    pub(crate) may_edit: bool,
}

/// The frame of a section; `title` is its own where it is a page below the section.
pub(crate) async fn frame<'a>(
    owner: &'a Owner,
    section: Section,
    title: Option<String>,
    said: Said,
) -> Result<(Shell<'a>, Frame), Problem> {
    let here = &owner.here;
    let l = here.signed.prefs.locale;
    let troubles = health::count(&owner.app, here.guild.id).await?;
    let waiting = owner.app.desk.store().erasures(here.guild.id).await?;
    let waiting = waiting.iter().filter(|one| one.state == ErasureState::Asked).count();
    let badge = |section: Section| match section {
        Section::Health => troubles,
        Section::Erasures => waiting,
        _ => 0,
    };
    let link = |one: Section| Link {
        label: one.label(l),
        href: format!("/g/{}/{}", here.guild.id, one.path()),
        icon: one.icon(),
        current: one == section,
        badge: Some(badge(one)).filter(|count| *count > 0).map(|count| count.to_string()).unwrap_or_default(),
    };
    let title = title.unwrap_or_else(|| section.label(l));
    let shell = Shell::guild(here, Tab::Setup, format!("{title} · {}", here.guild.name));
    let frame = Frame {
        guild: here.guild.id.to_string(),
        links: Section::ALL.into_iter().filter(|one| one.may_see(here)).map(link).collect(),
        title,
        notice: said.notice,
        conflict: said.conflict,
        version: said.version.unwrap_or(here.config.version),
        tickets: here.config.config.settings.enabled,
        may_edit: section.may_edit(here),
    };
    Ok((shell, frame))
}

/// What there is to say about a form that was sent.
#[derive(Default)]
pub(crate) struct Said {
    pub(crate) notice: Option<Notice>,
    pub(crate) conflict: Vec<Change>,
    pub(crate) version: Option<u32>,
}

impl Said {
    pub(crate) fn flash(owner: &Owner, flash: Option<crate::flash::Flash>) -> Self {
        let l = owner.here.signed.prefs.locale;
        Self { notice: flash.map(|flash| flash.notice(l)), ..Self::default() }
    }

    pub(crate) fn refused(text: String) -> Self {
        Self { notice: Some(Notice { tone: Tone::Refused, text }), ..Self::default() }
    }

    /// Refused forms are 422, those that met another saving 409.
    pub(crate) fn code(&self) -> StatusCode {
        match &self.notice {
            _ if !self.conflict.is_empty() => StatusCode::CONFLICT,
            Some(notice) if notice.refused() => StatusCode::UNPROCESSABLE_ENTITY,
            _ => StatusCode::OK,
        }
    }
}

/// Saves a part of the configuration. `part` picks it for comparing: another part that somebody else saved meanwhile does no harm.
/// Refused, it gives what to say and the configuration as it would have been.
pub(crate) async fn save(
    owner: &Owner,
    fields: &Fields,
    part: impl Fn(&GuildConfig) -> Value,
    apply: impl FnOnce(&mut GuildConfig) -> Result<(), String>,
    jobs: Vec<Job>,
) -> Result<Result<(), (Said, GuildConfig)>, Problem> {
    let (app, here) = (&owner.app, &owner.here);
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    let over: u32 = fields.id("over").ok_or(Problem::Unclear)?;
    let current = app.desk.store().config(guild).await?;
    let mut config = GuildConfig::clone(&current.config);
    if let Err(why) = apply(&mut config) {
        return Ok(Err((Said { version: Some(over), ..Said::refused(why) }, config)));
    }
    if over != current.version {
        let base = app.desk.store().saved(guild, over.checked_add(1), 1).await?;
        let base = base.first().filter(|base| base.version == over).map(|base| part(&base.config));
        let (theirs, ours) = (part(&current.config), part(&config));
        if base.as_ref() != Some(&theirs) && theirs != ours {
            let last = app.desk.store().saved(guild, None, 1).await?.pop().and_then(|saved| saved.by);
            let name = last.map_or_else(|| "?".to_owned(), |by| ticket::text::by(l, &by));
            let text = say!(l, "web-set-conflict", name = name);
            let said = Said {
                conflict: changes(l, &Called::of(&here.guild), &theirs, &ours),
                // Saving once more is over what they saved, knowingly.
                version: Some(current.version),
                ..Said::refused(text)
            };
            return Ok(Err((said, config)));
        }
    }
    match app.desk.configure(guild, &here.actor(), current.version, config.clone(), jobs).await {
        Ok(_) => Ok(Ok(())),
        Err(Rejected::Refused(why)) => {
            let said = Said { version: Some(over), ..Said::refused(refusal(l, &why)) };
            Ok(Err((said, config)))
        }
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

/// As a document, for comparing.
pub(crate) fn document(part: &impl serde::Serialize) -> Value {
    serde_json::to_value(part).unwrap_or_default()
}

/// As a part of the document of a configuration: `within` are the keys around it, from the outside in.
pub(crate) fn placed(within: &[&str], part: &impl serde::Serialize) -> Value {
    within.iter().rev().fold(document(part), |inner, key| serde_json::json!({ *key: inner }))
}

/// The guild's channels: text channels and the like, or categories.
pub(crate) fn channels(here: &InGuild, categories: bool, chosen: &[ChannelId]) -> Vec<Opt> {
    let fits = |id: &ChannelId| here.guild.categories.contains(id) == categories;
    let sign = if categories { "" } else { "# " };
    let mut all: Vec<Opt> = here
        .guild
        .channels
        .iter()
        .filter(|(id, _)| fits(id) || chosen.contains(id))
        .map(|(id, name)| Opt::new(id, format!("{sign}{name}"), chosen.contains(id)))
        .collect();
    all.sort_by(|a, b| a.label.cmp(&b.label));
    let gone = chosen.iter().filter(|id| !here.guild.channels.iter().any(|(known, _)| known == *id));
    all.extend(gone.map(|id| Opt::new(id, format!("? {id}"), true)));
    all
}

/// The guild's roles, highest first.
pub(crate) fn roles(here: &InGuild, chosen: &[RoleId]) -> Vec<Opt> {
    let mut known: Vec<_> = here.guild.roles.iter().filter(|role| role.id.0 != here.guild.id.0).collect();
    known.sort_by_key(|role| std::cmp::Reverse(role.position));
    let option = |role: &desk::ports::RoleInfo| Opt {
        color: crate::pages::ticket::props::hex(Some(role.color).filter(|color| *color != 0)),
        ..Opt::new(role.id, role.name.clone(), chosen.contains(&role.id))
    };
    let mut all: Vec<Opt> = known.iter().map(|role| option(role)).collect();
    let gone = chosen.iter().filter(|id| !known.iter().any(|role| role.id == **id));
    all.extend(gone.map(|id| Opt::new(id, format!("? {id}"), true)));
    all
}
