//! `/g/{guild}/settings`: what holds for the whole server (P143, M3, M62-M65).

use super::{
    Frame, Owner, Said, Section, channels,
    fields::{Fields, Opt},
    frame, placed, roles, save,
};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::response::Response;
use ticket::{
    ChannelId, GuildConfig, Settings,
    command_rules::CommandRules,
    say,
    settings::{Locale, LogKind, LogRoute, PauseRight},
};

/// The colour that is offered first: the product's own by day.
const BRASS: u32 = 0x7E_3F17;

/// A kind of event and the channel it is logged to.
struct Log {
    name: String,
    label: String,
    channels: Vec<Opt>,
}

#[derive(Template)]
#[template(path = "settings/general.html")]
struct General<'a> {
    shell: Shell<'a>,
    frame: Frame,
    settings: &'a Settings,
    locales: Vec<Opt>,
    open_categories: Vec<Opt>,
    closed_categories: Vec<Opt>,
    overflow: Vec<Opt>,
    staff_roles: Vec<Opt>,
    mod_log: Vec<Opt>,
    pause: Vec<Opt>,
    logs: Vec<Log>,
    open_limit: String,
    zone: String,
    pages_locales: Vec<Opt>,
    accent: String,
    sla_channel: Vec<Opt>,
    sla_ping: Vec<Opt>,
}

/// `GET /g/{guild}/settings`
pub(crate) async fn show(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, &owner.here.config.config, said).await
}

async fn render(owner: &Owner, config: &GuildConfig, said: Said) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let (l, settings) = (here.signed.prefs.locale, &config.settings);
    let one = |id: Option<ChannelId>| id.into_iter().collect::<Vec<_>>();
    let log = |kind: LogKind| {
        let route = settings.logs.iter().find(|route| route.kinds.contains(&kind));
        Log {
            name: format!("log-{}", word(kind)),
            label: label(l, kind),
            channels: channels(here, false, &one(route.map(|route| route.channel))),
        }
    };
    let (shell, frame) = frame(owner, Section::General, None, said).await?;
    let view = General {
        shell,
        frame,
        settings,
        locales: vec![
            Opt::new("en-US", "English", settings.locale == Locale::English),
            Opt::new("de", "Deutsch", settings.locale == Locale::German),
        ],
        open_categories: channels(here, true, &one(settings.open_category)),
        closed_categories: channels(here, true, &one(settings.closed_category)),
        overflow: channels(here, true, &settings.overflow_categories),
        staff_roles: roles(here, &settings.staff_role.into_iter().collect::<Vec<_>>()),
        mod_log: channels(here, false, &one(settings.mod_log)),
        pause: [PauseRight::Nobody, PauseRight::Editors, PauseRight::Staff]
            .map(|right| {
                let (word, label) = match right {
                    PauseRight::Nobody => ("nobody", say!(l, "web-set-pause-nobody")),
                    PauseRight::Editors => ("editors", say!(l, "web-set-pause-editors")),
                    PauseRight::Staff => ("staff", say!(l, "web-set-pause-staff")),
                };
                Opt::new(word, label, settings.pause_by == right)
            })
            .into(),
        logs: LogKind::ALL.into_iter().map(log).collect(),
        zone: settings.zone.clone().unwrap_or_default(),
        pages_locales: vec![
            Opt::new("en-US", "English", settings.pages_locale == Some(Locale::English)),
            Opt::new("de", "Deutsch", settings.pages_locale == Some(Locale::German)),
        ],
        accent: format!("#{:06x}", settings.accent.unwrap_or(BRASS)),
        sla_channel: channels(here, false, &one(settings.sla_channel)),
        sla_ping: roles(here, &settings.sla_ping.into_iter().collect::<Vec<_>>()),
        open_limit: settings.open_limit.map_or_else(String::new, |limit| limit.to_string()),
    };
    Ok(page(code, &view))
}

fn word(kind: LogKind) -> String {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn label(l: Locale, kind: LogKind) -> String {
    match kind {
        LogKind::Opened => say!(l, "web-log-opened"),
        LogKind::Closed => say!(l, "web-log-closed"),
        LogKind::Reopened => say!(l, "web-log-reopened"),
        LogKind::Handled => say!(l, "web-log-handled"),
        LogKind::Changed => say!(l, "web-log-changed"),
        LogKind::People => say!(l, "web-log-people"),
        LogKind::Rated => say!(l, "web-log-rated"),
        LogKind::Broken => say!(l, "web-log-broken"),
        LogKind::Called => say!(l, "web-log-called"),
    }
}

/// `POST /g/{guild}/settings`
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    // The team and the commands have sections of their own.
    let part = |config: &GuildConfig| {
        let general = Settings {
            team: Vec::new(),
            blocked: Vec::new(),
            commands: CommandRules::default(),
            ..config.settings.clone()
        };
        placed(&["settings"], &general)
    };
    let apply = |config: &mut GuildConfig| read(l, &fields, &mut config.settings);
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings", owner.here.guild.id))),
        Err((said, config)) => render(&owner, &config, said).await,
    }
}

fn read(l: Locale, fields: &Fields, settings: &mut Settings) -> Result<(), String> {
    settings.enabled = fields.flag("enabled");
    settings.answering_claims = fields.flag("answering_claims");
    settings.locale = if fields.text("locale") == "de" { Locale::German } else { Locale::English };
    settings.mod_log = fields.id("mod_log");
    settings.zone = fields.words("zone");
    settings.accent = fields.color("accent");
    settings.pages_locale = match fields.text("pages_locale").as_str() {
        "en-US" => Some(Locale::English),
        "de" => Some(Locale::German),
        _ => None,
    };
    settings.sla_channel = fields.id("sla_channel");
    settings.sla_ping = fields.id("sla_ping");
    settings.open_category = fields.id("open_category");
    settings.closed_category = fields.id("closed_category");
    settings.overflow_categories = fields.ids("overflow");
    settings.staff_role = fields.id("staff_role");
    settings.pause_by = match fields.text("pause").as_str() {
        "staff" => PauseRight::Staff,
        "editors" => PauseRight::Editors,
        _ => PauseRight::Nobody,
    };
    let mut routes: Vec<LogRoute> = Vec::new();
    for kind in LogKind::ALL {
        let Some(channel) = fields.id::<ChannelId>(&format!("log-{}", word(kind))) else { continue };
        match routes.iter_mut().find(|route| route.channel == channel) {
            Some(route) => route.kinds.push(kind),
            None => routes.push(LogRoute { channel, kinds: vec![kind] }),
        }
    }
    settings.logs = routes;
    let limit = fields.number(l, "open_limit", &say!(l, "web-set-open-limit"))?;
    settings.open_limit = limit.filter(|limit| *limit > 0);
    let delay = fields.number(l, "close_delay", &say!(l, "web-set-close-delay"))?;
    settings.close_delay_seconds = delay.unwrap_or(ticket::settings::CLOSE_DELAY_SECONDS);
    let days = fields.number(l, "retention", &say!(l, "web-set-retention"))?;
    settings.retention_days = days.unwrap_or(ticket::settings::RETENTION_DAYS);
    Ok(())
}
