//! `/g/{guild}/settings/policies`: whose response times hold for which tickets, as a list of which the first that fits holds (definitions A.2).

pub(crate) mod again;
mod form;

use super::{
    Frame, Owner, Said, Section,
    calendar::Sheet,
    entry::{self, Editing, Entry},
    fields::{Fields, Opt},
    frame,
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
    let said = Said::flash(&owner, flash);
    render_list(&owner, said).await
}

async fn render_list(owner: &Owner, said: Said) -> Result<Response, Problem> {
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
    let code = said.code();
    let (shell, frame) = frame(owner, Section::Policies, None, said).await?;
    Ok(page(code, &List { shell, frame, cards, room: policies.len() < MAX_RULES }))
}

/// `GET /g/{guild}/settings/policies/{policy}`: one, or a new one under the name `new`.
pub(crate) async fn edit(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let rule = Editing::find(&owner.here.config.config, &which)?;
    let said = Said::flash(&owner, flash);
    render(&owner, &rule, None, said).await
}

impl Entry for Rule {
    const LIST: &'static str = "policies";

    fn list(config: &GuildConfig) -> &Vec<Self> {
        &config.policies
    }

    fn list_mut(config: &mut GuildConfig) -> &mut Vec<Self> {
        &mut config.policies
    }

    fn number(&self) -> u32 {
        self.id
    }

    /// Enabled: it holds for nothing before it is saved.
    fn fresh(_: &GuildConfig, id: u32) -> Self {
        let policy = Policy { enabled: true, ..Policy::default() };
        Self { id, name: String::new(), when: When::default(), policy }
    }
}

async fn render(
    owner: &Owner,
    editing: &Editing<Rule>,
    typed: Option<&Fields>,
    said: Said,
) -> Result<Response, Problem> {
    let (here, l, code) = (&owner.here, owner.here.signed.prefs.locale, said.code());
    let Editing { entry: rule, is_new } = editing;
    let title = if *is_new { say!(l, "policy-new") } else { rule.name.clone() };
    let (shell, frame) = frame(owner, Section::Policies, Some(title), said).await?;
    let view = form::view(here, (shell, frame), rule, *is_new, (typed, owner.app.now()));
    Ok(page(code, &view))
}

/// `POST /g/{guild}/settings/policies/{policy}`
pub(crate) async fn act(
    owner: Owner,
    Path((_, which)): Path<(String, String)>,
    fields: Fields,
) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    let mut rule = Editing::find(&owner.here.config.config, &which)?;
    let saved = rule.save(&owner, &fields, |one| form::read(l, &fields, one), Vec::new()).await?;
    match saved {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/policies", owner.here.guild.id))),
        Err(said) => {
            let typed = Some(&fields).filter(|_| !rule.is_removed(&fields));
            render(&owner, &rule, typed, said).await
        }
    }
}

/// `POST /g/{guild}/settings/policies/order`: one policy up or down. Of two that fit, the upper one holds.
pub(crate) async fn order(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    match entry::order::<Rule>(&owner, &fields).await? {
        Ok(()) => Ok(Redirect::to(&format!("/g/{}/settings/policies", owner.here.guild.id)).into_response()),
        Err(said) => render_list(&owner, said).await,
    }
}
