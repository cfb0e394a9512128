//! `/g/{guild}/settings/policies`: whose response times hold for which tickets, as a list of which the first that fits holds (definitions A.2).

mod form;

use super::{
    Frame, Owner, Said, Section,
    calendar::Sheet,
    document,
    fields::{Fields, Opt},
    frame, save,
    types::{promises, steps},
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
use ticket::{
    GuildConfig, say,
    sla::{MAX_RULES, OnBroken, Policy, Rule, When},
};

/// A policy in the list.
struct Card {
    id: u32,
    href: String,
    name: String,
    /// For which tickets, in words.
    note: String,
    enabled: bool,
}

#[derive(Template)]
#[template(path = "settings/policies/list.html")]
struct List<'a> {
    shell: Shell<'a>,
    frame: Frame,
    cards: Vec<Card>,
    room: bool,
}

#[derive(Template)]
#[template(path = "settings/policies/edit.html")]
struct Edit<'a> {
    shell: Shell<'a>,
    frame: Frame,
    rule: &'a Rule,
    is_new: bool,
    act: String,
    kinds: Vec<Opt>,
    priorities: Vec<Opt>,
    tags: Vec<Opt>,
    roles: Vec<Opt>,
    panels: Vec<Opt>,
    promises: Vec<promises::Row>,
    warn_percent: String,
    on_broken: &'a OnBroken,
    steps: Vec<steps::Row>,
    blank_step: steps::Row,
    most_steps: usize,
    own_hours: bool,
    sheet: Sheet,
    zones: Vec<String>,
}

/// `GET /g/{guild}/settings/policies`
pub(crate) async fn list(owner: Owner, flash: Option<Flash>) -> Result<Response, Problem> {
    let here = &owner.here;
    let policies = &here.config.config.policies;
    let card = |rule: &Rule| Card {
        id: rule.id,
        href: format!("/g/{}/settings/policies/{}", here.guild.id, rule.id),
        name: rule.name.clone(),
        note: form::words(here, &rule.when),
        enabled: rule.policy.enabled,
    };
    let cards = policies.iter().map(card).collect();
    let said = Said::flash(&owner, flash);
    let code = said.code();
    let (shell, frame) = frame(&owner, Section::Policies, None, said).await?;
    Ok(page(code, &List { shell, frame, cards, room: policies.len() < MAX_RULES }))
}

/// `GET /g/{guild}/settings/policies/{policy}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let rule = find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &rule, &which, None, said).await
}

/// The policy that the address names. A new one is enabled: it holds for nothing before it is saved.
fn find(config: &GuildConfig, which: &str) -> Result<Rule, Problem> {
    if which == "new" {
        let id = config.policies.iter().map(|rule| rule.id).max().unwrap_or(0) + 1;
        let policy = Policy { enabled: true, ..Policy::default() };
        return Ok(Rule { id, name: String::new(), when: When::default(), policy });
    }
    let id: u32 = which.parse().map_err(|_| Problem::NotFound)?;
    config.policies.iter().find(|rule| rule.id == id).cloned().ok_or(Problem::NotFound)
}

async fn render(
    owner: &Owner,
    rule: &Rule,
    which: &str,
    typed: Option<&Fields>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, l, code) = (&owner.here, owner.here.signed.prefs.locale, said.code());
    let is_new = which == "new";
    let title = if is_new { say!(l, "policy-new") } else { rule.name.clone() };
    let (shell, frame) = frame(owner, Section::Policies, Some(title), said).await?;
    let view = form::view(here, (shell, frame), rule, is_new, (typed, owner.app.now()));
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/policies/{policy}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let (guild, l) = (owner.here.guild.id, owner.here.signed.prefs.locale);
    let known = find(&owner.here.config.config, &which)?;
    let (id, is_new) = (known.id, which == "new");
    let removed = fields.flag("remove") && !is_new;
    let of = |config: &GuildConfig| config.policies.iter().find(|one| one.id == id && !is_new).cloned();
    let part = |config: &GuildConfig| document(&of(config));
    let mut wanted = None;
    let apply = |config: &mut GuildConfig| {
        if removed {
            config.policies.retain(|one| one.id != id);
            return Ok(());
        }
        let mut next = of(config).or_else(|| find(config, "new").ok()).unwrap_or(known.clone());
        let read = form::read(l, &fields, &mut next);
        wanted = Some(next.clone());
        match config.policies.iter_mut().find(|one| one.id == next.id) {
            Some(one) => *one = next,
            None => config.policies.push(next),
        }
        read
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{guild}/settings/policies"))),
        Err((said, _)) => render(&owner, &wanted.unwrap_or(known), &which, Some(&fields), said).await,
    }
}

/// `POST /g/{guild}/settings/policies/order`: one policy up or down. Of two that fit, the upper one holds.
pub(crate) async fn order(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let (id, up): (Option<u32>, bool) = match fields.id("up") {
        Some(id) => (Some(id), true),
        None => (fields.id("down"), false),
    };
    let id = id.ok_or(Problem::Unclear)?;
    let apply = |config: &mut GuildConfig| {
        let policies = &mut config.policies;
        if let Some(at) = policies.iter().position(|rule| rule.id == id) {
            let to = if up { at.checked_sub(1) } else { Some(at + 1).filter(|to| *to < policies.len()) };
            if let Some(to) = to {
                policies.swap(at, to);
            }
        }
        Ok(())
    };
    // The order of a list that somebody else changed is theirs again at the next look.
    let _ = save(&owner, &fields, |_| serde_json::Value::Null, apply, Vec::new()).await?;
    Ok(Redirect::to(&format!("/g/{}/settings/policies", owner.here.guild.id)).into_response())
}
