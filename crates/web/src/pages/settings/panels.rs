//! `/g/{guild}/settings/panels`: the messages that members open tickets from (P128, P2-P4, M66).

pub(crate) mod import;
mod preview;

use super::{
    Frame, Owner, Said, Section, document,
    entry::{Editing, Entry},
    fields::{Fields, Opt},
    frame,
};
use crate::{
    error::Problem,
    flash::Flash,
    pages::ticket::props::hex,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    extract::{Path, RawQuery},
    response::{Html, IntoResponse, Response},
};
use ticket::{
    ChannelId, GuildConfig, Job, Panel, PanelId, TypeId,
    config::MAX_PANELS,
    panel::{ButtonStyle, Layout, MAX_BUTTONS, PanelButton},
    say,
    settings::Locale,
};

/// A panel in the list.
struct Card {
    id: PanelId,
    href: String,
    title: String,
    note: String,
    posted: bool,
    link: Option<String>,
    channels: Vec<Opt>,
}

#[derive(Template)]
#[template(path = "settings/panels/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    cards: Vec<Card>,
    room: bool,
    types: bool,
}

/// A button as the builder shows it.
pub(crate) struct Button {
    pub(crate) slot: String,
    pub(crate) kinds: Vec<Opt>,
    pub(crate) label: String,
    pub(crate) styles: Vec<Opt>,
    pub(crate) name: String,
}

#[derive(Template)]
#[template(path = "settings/panels/edit.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    panel: &'a Panel,
    is_new: bool,
    act: String,
    color: (String, bool),
    layouts: Vec<Opt>,
    placeholder: String,
    buttons: Vec<Button>,
    blank: Button,
    preview: String,
    preview_url: String,
}

/// `GET /g/{guild}/settings/panels`
pub(crate) async fn list(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render_list(&owner, said).await
}

async fn render_list(owner: &Owner, said: Said) -> Result<Response, Problem> {
    let (here, l, code) = (&owner.here, owner.here.signed.prefs.locale, said.code());
    let config = &here.config.config;
    let card = |panel: &Panel| {
        let at = panel.posted.map(|at| at.channel);
        let named = |id: ChannelId| here.guild.channels.iter().find(|(known, _)| *known == id);
        let lost = panel.posted.is_some_and(|at| at.lost);
        let stands = at.map(|at| {
            let name = named(at).map_or("?", |(_, name)| name);
            if lost {
                say!(l, "web-setup-lost", channel = name)
            } else {
                say!(l, "web-setup-posted", channel = name)
            }
        });
        let base = owner.app.config.channel_links.trim_end_matches('/');
        Card {
            id: panel.id,
            href: format!("/g/{}/settings/panels/{}", here.guild.id, panel.id),
            title: panel.title.clone(),
            note: format!(
                "{} · {}",
                say!(l, "web-setup-buttons", count = panel.buttons.len()),
                stands.unwrap_or_else(|| say!(l, "web-setup-not-posted"))
            ),
            posted: panel.posted.is_some() && !lost,
            link: panel
                .posted
                .filter(|_| !lost)
                .map(|at| format!("{base}/{}/{}/{}", here.guild.id, at.channel, at.message)),
            channels: super::channels(here, false, &at.into_iter().collect::<Vec<_>>()),
        }
    };
    let (shell, frame) = frame(owner, Section::Panels, None, said).await?;
    let view = List {
        shell,
        frame,
        cards: config.panels.iter().map(card).collect(),
        room: config.panels.len() < MAX_PANELS,
        types: !config.types.is_empty(),
    };
    Ok(page(code, &view))
}

/// `GET /g/{guild}/settings/panels/{panel}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let panel = Editing::find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &panel, said).await
}

impl Entry for Panel {
    const LIST: &'static str = "panels";

    fn list(config: &GuildConfig) -> &Vec<Self> {
        &config.panels
    }

    fn list_mut(config: &mut GuildConfig) -> &mut Vec<Self> {
        &mut config.panels
    }

    fn number(&self) -> u32 {
        self.id.0
    }

    /// In the language that is spoken here, with the types that members can open.
    fn fresh(config: &GuildConfig, number: u32) -> Self {
        let l = config.settings.locale;
        let active = config.types.iter().filter(|kind| kind.active).take(MAX_BUTTONS);
        let button = |id: TypeId| PanelButton { ticket_type: id, label: None, style: ButtonStyle::default() };
        let buttons = active.map(|kind| button(kind.id)).collect();
        let panel = Self::new(PanelId(number), say!(l, "web-panel-default-title"), buttons);
        Self { text: say!(l, "web-panel-default-text"), ..panel }
    }

    /// Where it stands is written by the program itself and is no change of a person.
    fn written(&self) -> serde_json::Value {
        document(&Self { posted: None, ..self.clone() })
    }
}

async fn render(owner: &Owner, editing: &Editing<Panel>, said: Said) -> Result<Response, Problem> {
    let (here, l, code) = (&owner.here, owner.here.signed.prefs.locale, said.code());
    let config = &here.config.config;
    let Editing { entry: panel, is_new } = editing;
    let title = if *is_new { say!(l, "web-panel-new") } else { panel.title.clone() };
    let (shell, frame) = frame(owner, Section::Panels, Some(title), said).await?;
    let button = |slot: String, given: Option<&PanelButton>| Button {
        slot,
        kinds: config
            .types
            .iter()
            .map(|kind| {
                let label = format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name);
                Opt::new(kind.id, label, given.is_some_and(|given| given.ticket_type == kind.id))
            })
            .collect(),
        label: given.and_then(|given| given.label.clone()).unwrap_or_default(),
        styles: styles(l, given.map(|given| given.style).unwrap_or_default()),
        name: given
            .and_then(|given| config.ticket_type(given.ticket_type))
            .map_or_else(String::new, |kind| kind.name.clone()),
    };
    let buttons = panel.buttons.iter().enumerate();
    let view = Edit {
        shell,
        frame,
        panel,
        is_new: *is_new,
        act: format!("/g/{}/settings/panels/{}", here.guild.id, editing.which()),
        color: (hex(panel.color.or(Some(0x58_65f2))), panel.color.is_some()),
        layouts: vec![
            Opt::new("buttons", say!(l, "web-panel-layout-buttons"), panel.layout == Layout::Buttons),
            Opt::new("menu", say!(l, "web-panel-layout-menu"), panel.layout == Layout::Menu),
        ],
        placeholder: panel.placeholder.clone().unwrap_or_default(),
        buttons: buttons.map(|(index, one)| button(index.to_string(), Some(one))).collect(),
        blank: button("new".to_owned(), None),
        preview: preview::html(here, panel, config, owner.app.now())?,
        preview_url: format!("/g/{}/settings/panels/preview", here.guild.id),
    };
    Ok(page(code, &view))
}

fn styles(l: Locale, chosen: ButtonStyle) -> Vec<Opt> {
    let option = |style: ButtonStyle, word: &str, label: String| Opt::new(word, label, style == chosen);
    vec![
        option(ButtonStyle::Secondary, "secondary", say!(l, "web-button-grey")),
        option(ButtonStyle::Primary, "primary", say!(l, "web-button-blue")),
        option(ButtonStyle::Success, "success", say!(l, "web-button-green")),
        option(ButtonStyle::Danger, "danger", say!(l, "web-button-red")),
    ]
}

/// Reads the form over a panel. Where it stands in Discord stays.
fn read(fields: &Fields, panel: &mut Panel) {
    panel.title = fields.words("title").unwrap_or_default();
    panel.text = fields.text("text");
    panel.color = fields.color("color");
    panel.layout = if fields.text("layout") == "menu" { Layout::Menu } else { Layout::Buttons };
    panel.placeholder = fields.words("placeholder");
    panel.every_type = fields.flag("every_type");
    panel.buttons = fields
        .all("button")
        .take(MAX_BUTTONS + 1)
        .filter_map(|slot| {
            let at = |name: &str| format!("{slot}-{name}");
            let ticket_type = TypeId(fields.id(&at("type"))?);
            let style = match fields.text(&at("style")).as_str() {
                "primary" => ButtonStyle::Primary,
                "success" => ButtonStyle::Success,
                "danger" => ButtonStyle::Danger,
                _ => ButtonStyle::Secondary,
            };
            Some(PanelButton { ticket_type, label: fields.words(&at("label")), style })
        })
        .collect();
}

/// `GET /g/{guild}/settings/panels/preview`: the form as Discord would show it.
pub(crate) async fn preview(owner: Owner, RawQuery(query): RawQuery) -> Result<Response, Problem> {
    let mut panel = Editing::find(&owner.here.config.config, "new")?.entry;
    read(&Fields::read(query.unwrap_or_default().as_bytes()), &mut panel);
    let html = preview::html(&owner.here, &panel, &owner.here.config.config, owner.app.now())?;
    Ok(Html(html).into_response())
}

/// `POST /g/{guild}/settings/panels/{panel}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let guild = owner.here.guild.id;
    let mut panel = Editing::<Panel>::find(&owner.here.config.config, &which)?;
    let (id, removed) = (panel.entry.id, panel.is_removed(&fields));
    // A panel that stands in Discord is brought up to date there.
    let stands = panel.entry.posted.filter(|_| !removed);
    let again = stands.map(|at| Job::PostPanel { guild, panel: id, channel: at.channel });
    let read = |one: &mut Panel| {
        read(&fields, one);
        Ok(())
    };
    match panel.save(&owner, &fields, read, again.into_iter().collect()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{guild}/settings/panels"))),
        Err(said) => render(&owner, &panel, said).await,
    }
}

/// `POST /g/{guild}/settings/panels/{panel}/post`: into a channel, or brought up to date there (M66, M69).
pub(crate) async fn post(
    owner: Owner,
    Path((_, panel)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let guild = here.guild.id;
    let Some(panel) = here.config.config.panel(PanelId(panel)) else { return Err(Problem::NotFound) };
    // A channel of this guild, whatever the form says.
    let channel = fields.id::<ChannelId>("channel");
    let known = |id: &ChannelId| here.guild.channels.iter().any(|(known, _)| known == id);
    let Some(channel) = channel.filter(known) else {
        return render_list(&owner, Said::refused(say!(l, "web-setup-no-channel"))).await;
    };
    owner.app.desk.enqueue(vec![Job::PostPanel { guild, panel: panel.id, channel }]).await?;
    Ok(Flash::Posting.then(&format!("/g/{guild}/settings/panels")))
}
