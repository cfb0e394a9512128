//! `/g/{guild}/setup`: what is configured, as a file out and in, and panels into channels.

use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    state::App,
    view::{Notice, Shell, Tab, Tone, page},
};
use askama::Template;
use axum::{
    Form,
    extract::{Path, State},
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use desk::Rejected;
use serde::Deserialize;
use ticket::{ChannelId, GuildConfig, GuildId, Job, Panel, PanelId, TicketType, say, text::refusal};

struct TypeView {
    emoji: String,
    name: String,
    note: String,
}

struct PanelView {
    id: PanelId,
    title: String,
    note: String,
    /// Where it stands now.
    at: Option<ChannelId>,
    link: Option<String>,
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Setup<'a> {
    shell: Shell<'a>,
    guild: String,
    enabled: bool,
    notice: Option<Notice>,
    types: Vec<TypeView>,
    panels: Vec<PanelView>,
    channels: Vec<(ChannelId, String)>,
    /// The text in the box: ours, or what was refused.
    draft: String,
    version: u32,
}

/// `GET /g/{guild}/setup`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let notice = flash.map(|flash| flash.notice(here.signed.prefs.locale));
    render(&app, &here, StatusCode::OK, notice, mine(&here))
}

/// `GET /g/{guild}/setup/export`: the whole configuration as one file.
pub(crate) async fn export(here: InGuild) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let name = format!("attachment; filename=\"guildhall-{}.toml\"", here.guild.id);
    let name = HeaderValue::from_str(&name).map_err(|_| Problem::Unclear)?;
    let kind = HeaderValue::from_static("application/toml; charset=utf-8");
    Ok(([(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, name)], written(&here)).into_response())
}

#[derive(Deserialize)]
pub(crate) struct Import {
    text: String,
    /// The version that the text was made from.
    over: u32,
}

/// `POST /g/{guild}/setup/import`
pub(crate) async fn import(
    State(app): State<App>,
    here: InGuild,
    Form(Import { text, over }): Form<Import>,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let config = match toml::from_str::<GuildConfig>(&text) {
        Ok(config) => config,
        Err(problem) => {
            let said = say!(l, "web-setup-unreadable", problem = problem.to_string().trim());
            return refused(&app, &here, said, (text, over));
        }
    };
    match app.desk.configure(here.guild.id, &here.actor(), over, config, Vec::new()).await {
        Ok(_) => Ok(Flash::Saved.then(&format!("/g/{}/setup", here.guild.id))),
        Err(Rejected::Refused(why)) => {
            let fresh = InGuild::find(&app, here.signed.clone(), here.guild.id).await?;
            // Over the version it was made from, still: pressing again must not undo what somebody else saved.
            refused(&app, &fresh, refusal(l, &why), (text, over))
        }
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}

fn refused(app: &App, here: &InGuild, said: String, draft: Draft) -> Result<Response, Problem> {
    let notice = Notice { tone: Tone::Refused, text: said };
    render(app, here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice), draft)
}

#[derive(Deserialize)]
pub(crate) struct Where {
    channel: ChannelId,
}

/// `POST /g/{guild}/setup/panels/{panel}/post`: into a channel, or brought up to date there.
pub(crate) async fn post_panel(
    State(app): State<App>,
    here: InGuild,
    Path((_, panel)): Path<(String, u32)>,
    Form(Where { channel }): Form<Where>,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let Some(panel) = here.config.config.panel(PanelId(panel)) else {
        return refused(&app, &here, refusal(l, &ticket::Refusal::UnknownPanel), mine(&here));
    };
    // A channel of this guild, whatever the form says.
    if !here.guild.channels.iter().any(|(known, _)| *known == channel) {
        return refused(&app, &here, say!(l, "web-setup-no-channel"), mine(&here));
    }
    app.desk.enqueue(vec![Job::PostPanel { guild: here.guild.id, panel: panel.id, channel }]).await?;
    Ok(Flash::Posting.then(&format!("/g/{}/setup", here.guild.id)))
}

/// A text in the box, and the version it was made from.
type Draft = (String, u32);

fn mine(here: &InGuild) -> Draft {
    (written(here), here.config.version)
}

fn written(here: &InGuild) -> String {
    toml::to_string_pretty(&*here.config.config).unwrap_or_default()
}

fn render(
    app: &App,
    here: &InGuild,
    code: StatusCode,
    notice: Option<Notice>,
    (draft, version): Draft,
) -> Result<Response, Problem> {
    if !here.may_configure() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let config = &here.config.config;
    let mut channels = here.guild.channels.clone();
    channels.sort_by(|a, b| a.1.cmp(&b.1));
    let title = format!("{} · {}", say!(l, "web-setup"), here.guild.name);
    let view = Setup {
        shell: Shell::guild(here, Tab::Setup, title),
        guild: here.guild.id.to_string(),
        enabled: config.settings.enabled,
        notice,
        types: config.types.iter().map(|kind| type_view(here, kind)).collect(),
        panels: config.panels.iter().map(|panel| panel_view(app, here, panel)).collect(),
        channels,
        draft,
        version,
    };
    Ok(page(code, &view))
}

fn type_view(here: &InGuild, kind: &TicketType) -> TypeView {
    let l = here.signed.prefs.locale;
    let mut note = vec![
        say!(l, "web-setup-fields", count = kind.form.len()),
        say!(l, "web-setup-staff", count = kind.staff_roles.len() + kind.handlers.len()),
    ];
    if !kind.active {
        note.push(say!(l, "web-setup-inactive"));
    }
    TypeView {
        emoji: kind.emoji.clone().unwrap_or_default(),
        name: kind.name.clone(),
        note: note.join(" · "),
    }
}

fn panel_view(app: &App, here: &InGuild, panel: &Panel) -> PanelView {
    let l = here.signed.prefs.locale;
    let buttons = say!(l, "web-setup-buttons", count = panel.offers(&here.config.config).len());
    let link = |guild: GuildId, channel: ChannelId, message| {
        format!("{}/{guild}/{channel}/{message}", app.config.channel_links.trim_end_matches('/'))
    };
    let stands = panel.posted.map(|at| {
        let name =
            here.guild.channels.iter().find(|(id, _)| *id == at.channel).map(|(_, name)| name.as_str());
        let name = name.unwrap_or("?");
        if at.lost {
            say!(l, "web-setup-lost", channel = name)
        } else {
            say!(l, "web-setup-posted", channel = name)
        }
    });
    PanelView {
        id: panel.id,
        title: panel.title.clone(),
        note: format!("{buttons} · {}", stands.unwrap_or_else(|| say!(l, "web-setup-not-posted"))),
        at: panel.posted.map(|at| at.channel),
        link: panel.posted.filter(|at| !at.lost).map(|at| link(here.guild.id, at.channel, at.message)),
    }
}
