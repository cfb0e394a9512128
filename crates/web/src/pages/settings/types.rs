//! `/g/{guild}/settings/types`: what members can open (P129, P5-P9, P102-P107, M29-M34).

pub(crate) mod form;
mod openers;
pub(crate) mod promises;
mod questions;
pub(crate) mod rehearsal;
pub(crate) mod steps;

use super::{
    Frame, Owner, Said, Section,
    calendar::Sheet,
    entry::{self, Editing, Entry},
    fields::{Fields, Opt},
    frame,
};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    extract::Path,
    response::{IntoResponse, Redirect, Response},
};
use questions::Question;
use ticket::{GuildConfig, TicketType, TypeId, UserId, config::MAX_TYPES, say};

/// A type in the list.
struct Card {
    href: String,
    emoji: String,
    name: String,
    note: String,
    active: bool,
}

#[derive(Template)]
#[template(path = "settings/types/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    cards: Vec<Card>,
    room: bool,
}

#[derive(Template)]
#[template(path = "settings/types/edit.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    kind: &'a TicketType,
    is_new: bool,
    act: String,
    emoji: String,
    hint: String,
    staff_roles: Vec<Opt>,
    handlers: String,
    ping_roles: Vec<Opt>,
    ping_only: Vec<Opt>,
    place: Vec<Opt>,
    categories: Vec<Opt>,
    parents: Vec<Opt>,
    title: String,
    color: (String, bool),
    open_limit: String,
    cooldown: String,
    naming: String,
    after_close: Vec<Opt>,
    delete_after: String,
    strategies: Vec<Opt>,
    promises: Vec<promises::Row>,
    questions: Vec<Question>,
    blank: Question,
    /// What a script says of a question that depends on an answer: `{}` stands for the other's label.
    words_after: String,
    /// What is said of a question whose leading one was taken away, with `{}` for its name.
    words_alone: String,
    words_if: String,
    own_hours: bool,
    sheet: Sheet,
    zones: Vec<String>,
    rules: Vec<openers::Rule>,
    blank_rule: openers::Rule,
    warn_percent: String,
    weight: String,
    /// Minutes until a claim is warned of, and until it lapses.
    lapse: (String, String),
    steps: Vec<steps::Row>,
    blank_step: steps::Row,
    most_steps: usize,
}

/// `GET /g/{guild}/settings/types`
pub(crate) async fn list(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render_list(&owner, said).await
}

async fn render_list(owner: &Owner, said: Said) -> Result<Response, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let types = &here.config.config.types;
    let card = |kind: &TicketType| Card {
        href: format!("/g/{}/settings/types/{}", here.guild.id, kind.id),
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        name: kind.name.clone(),
        note: format!(
            "{} · {}",
            say!(l, "web-setup-fields", count = kind.form.len()),
            say!(l, "web-setup-staff", count = kind.staff_roles.len() + kind.handlers.len())
        ),
        active: kind.active,
    };
    let code = said.code();
    let (shell, frame) = frame(owner, Section::Types, None, said).await?;
    let view = List { shell, frame, cards: types.iter().map(card).collect(), room: types.len() < MAX_TYPES };
    Ok(page(code, &view))
}

/// `GET /g/{guild}/settings/types/{type}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let kind = Editing::find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &kind, None, said).await
}

impl Entry for TicketType {
    const LIST: &'static str = "types";

    fn list(config: &GuildConfig) -> &Vec<Self> {
        &config.types
    }

    fn list_mut(config: &mut GuildConfig) -> &mut Vec<Self> {
        &mut config.types
    }

    fn number(&self) -> u32 {
        self.id.0
    }

    fn fresh(config: &GuildConfig, number: u32) -> Self {
        let mut fresh = Self::new(TypeId(number), "");
        // In the language that is spoken here, like the types that setup makes.
        fresh.welcome.text = say!(config.settings.locale, "starter-welcome", member = "{member}");
        fresh
    }

    /// Its tickets go on, for those who act on all types; panels lose its buttons.
    fn remove(config: &mut GuildConfig, number: u32) {
        let id = TypeId(number);
        config.types.retain(|kind| kind.id != id);
        for panel in &mut config.panels {
            panel.buttons.retain(|button| button.ticket_type != id);
        }
        config.panels.retain(|panel| panel.every_type || !panel.buttons.is_empty());
    }
}

async fn render(
    owner: &Owner,
    editing: &Editing<TicketType>,
    typed: Option<&Fields>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let l = here.signed.prefs.locale;
    let Editing { entry: kind, is_new } = editing;
    let handlers = owner.app.desk.store().members(here.guild.id, &kind.handlers).await?;
    let title = if *is_new { say!(l, "web-type-new") } else { kind.name.clone() };
    let (shell, frame) = frame(owner, Section::Types, Some(title), said).await?;
    let view = form::view(here, (shell, frame), kind, *is_new, &handlers, (typed, owner.app.now()));
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/types/{type}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    let mut kind = Editing::<TicketType>::find(&owner.here.config.config, &which)?;
    let removed = kind.is_removed(&fields);
    let names = if removed { String::new() } else { fields.text("handlers") };
    let handlers = match people(&owner, &names).await? {
        Ok(handlers) => handlers,
        Err(name) => {
            let _ = form::read(l, &fields, &mut kind.entry);
            let said = Said::refused(say!(l, "refusal-nobody-named", name = name));
            return render(&owner, &kind, Some(&fields), said).await;
        }
    };
    let read = |one: &mut TicketType| {
        one.handlers = handlers;
        form::read(l, &fields, one)
    };
    match kind.save(&owner, &fields, read, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/types", owner.here.guild.id))),
        Err(said) => render(&owner, &kind, Some(&fields).filter(|_| !removed), said).await,
    }
}

/// `POST /g/{guild}/settings/types/order`: one type up or down.
pub(crate) async fn order(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    match entry::order::<TicketType>(&owner, &fields).await? {
        Ok(()) => Ok(Redirect::to(&format!("/g/{}/settings/types", owner.here.guild.id)).into_response()),
        Err(said) => render_list(&owner, said).await,
    }
}

/// Names of members, separated by commas, as accounts; or the name that nobody has.
pub(super) async fn people(owner: &Owner, names: &str) -> Result<Result<Vec<UserId>, String>, Problem> {
    let mut found = Vec::new();
    for name in names.split(',').map(|name| name.trim().trim_start_matches('@')) {
        if name.is_empty() {
            continue;
        }
        if let Ok(user) = name.parse::<UserId>()
            && user.0 > u64::from(u32::MAX)
        {
            found.push(user);
            continue;
        }
        let same = |one: &str| one.to_lowercase() == name.to_lowercase();
        let members = owner.app.desk.store().members_named(owner.here.guild.id, name, 20).await?;
        match members.into_iter().find(|one| same(&one.username) || same(&one.name)) {
            Some(member) => found.push(member.user),
            None => return Ok(Err(name.to_owned())),
        }
    }
    found.dedup();
    Ok(Ok(found))
}
