//! `/g/{guild}/settings/types`: what members can open (P129, P5-P9, P102-P107, M29-M34).

pub(crate) mod form;
mod openers;
pub(crate) mod promises;
mod questions;
pub(crate) mod steps;

use super::{
    Frame, Owner, Said, Section,
    calendar::Sheet,
    document,
    fields::{Fields, Opt},
    frame, save,
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
    own_hours: bool,
    sheet: Sheet,
    zones: Vec<String>,
    rules: Vec<openers::Rule>,
    blank_rule: openers::Rule,
    warn_percent: String,
    /// Minutes until a claim is warned of, and until it lapses.
    lapse: (String, String),
    steps: Vec<steps::Row>,
    blank_step: steps::Row,
    most_steps: usize,
}

/// `GET /g/{guild}/settings/types`
pub(crate) async fn list(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
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
    let said = Said::flash(&owner, flash);
    let code = said.code();
    let (shell, frame) = frame(&owner, Section::Types, None, said).await?;
    let view = List { shell, frame, cards: types.iter().map(card).collect(), room: types.len() < MAX_TYPES };
    Ok(page(code, &view))
}

/// `GET /g/{guild}/settings/types/{type}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let kind = find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &kind, &which, None, said).await
}

/// The type that the address names.
fn find(config: &GuildConfig, which: &str) -> Result<TicketType, Problem> {
    if which == "new" {
        let id = config.types.iter().map(|kind| kind.id.0).max().unwrap_or(0) + 1;
        let mut fresh = TicketType::new(TypeId(id), "");
        // In the language that is spoken here, like the types that setup makes.
        fresh.welcome.text = say!(config.settings.locale, "starter-welcome", member = "{member}");
        return Ok(fresh);
    }
    let id = which.parse().map(TypeId).map_err(|_| Problem::NotFound)?;
    config.ticket_type(id).cloned().ok_or(Problem::NotFound)
}

async fn render(
    owner: &Owner,
    kind: &TicketType,
    which: &str,
    typed: Option<&Fields>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let l = here.signed.prefs.locale;
    let handlers = owner.app.desk.store().members(here.guild.id, &kind.handlers).await?;
    let is_new = which == "new";
    let title = if is_new { say!(l, "web-type-new") } else { kind.name.clone() };
    let (shell, frame) = frame(owner, Section::Types, Some(title), said).await?;
    let view = form::view(here, (shell, frame), kind, is_new, &handlers, (typed, owner.app.now()));
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/types/{type}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let guild = owner.here.guild.id;
    let l = owner.here.signed.prefs.locale;
    let known = find(&owner.here.config.config, &which)?;
    let id = known.id;
    let is_new = which == "new";
    if fields.flag("remove") && !is_new {
        return remove(&owner, &fields, &which, id).await;
    }
    let handlers = match people(&owner, &fields.text("handlers")).await? {
        Ok(handlers) => handlers,
        Err(name) => {
            let mut kind = known;
            let _ = form::read(l, &fields, &mut kind);
            let said = Said::refused(say!(l, "refusal-nobody-named", name = name));
            return render(&owner, &kind, &which, Some(&fields), said).await;
        }
    };
    let part = |config: &GuildConfig| {
        if is_new { serde_json::Value::Null } else { document(&config.ticket_type(id)) }
    };
    let mut wanted = None;
    let apply = |config: &mut GuildConfig| {
        let mut kind = match config.ticket_type(id) {
            Some(kind) if !is_new => kind.clone(),
            _ => find(config, "new").unwrap_or_else(|_| TicketType::new(id, "")),
        };
        let read = form::read(l, &fields, &mut kind);
        kind.handlers = handlers;
        wanted = Some(kind.clone());
        match config.types.iter_mut().find(|one| one.id == kind.id) {
            Some(one) => *one = kind,
            None => config.types.push(kind),
        }
        read
    };
    let saved = save(&owner, &fields, part, apply, Vec::new()).await?;
    match saved {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{guild}/settings/types"))),
        Err((said, _)) => render(&owner, &wanted.unwrap_or(known), &which, Some(&fields), said).await,
    }
}

/// Its tickets go on, for those who act on all types; panels lose its buttons.
async fn remove(owner: &Owner, fields: &Fields, which: &str, id: TypeId) -> Result<Response, Problem> {
    let apply = |config: &mut GuildConfig| {
        config.types.retain(|kind| kind.id != id);
        for panel in &mut config.panels {
            panel.buttons.retain(|button| button.ticket_type != id);
        }
        config.panels.retain(|panel| panel.every_type || !panel.buttons.is_empty());
        Ok(())
    };
    let part = |config: &GuildConfig| document(&config.ticket_type(id));
    match save(owner, fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/types", owner.here.guild.id))),
        Err((said, _)) => {
            let kind = find(&owner.here.config.config, which)?;
            render(owner, &kind, which, None, said).await
        }
    }
}

/// `POST /g/{guild}/settings/types/order`: one type up or down.
pub(crate) async fn order(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (id, up): (Option<u32>, bool) = match fields.id("up") {
        Some(id) => (Some(id), true),
        None => (fields.id("down"), false),
    };
    let id = TypeId(id.ok_or(Problem::Unclear)?);
    let apply = |config: &mut GuildConfig| {
        if let Some(at) = config.types.iter().position(|kind| kind.id == id) {
            let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < config.types.len()) };
            if let Some(to) = to {
                config.types.swap(at, to);
            }
        }
        Ok(())
    };
    // The order of a list that somebody else changed is theirs again at the next look.
    let _ = save(&owner, &fields, |_| serde_json::Value::Null, apply, Vec::new()).await?;
    Ok(Redirect::to(&format!("/g/{}/settings/types", owner.here.guild.id)).into_response())
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
