//! `/g/{guild}/settings/team`: which role may do what, and why a person can do what they can (P185-P199, M87-M90).

use super::{
    Frame, Owner, Said, Section, document,
    fields::{Fields, Opt},
    frame, roles, save,
};
use crate::{
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::{extract::Query, response::Response};
use serde::Deserialize;
use ticket::{
    GuildConfig, Permissions, Person, RoleId, Settings, UserId, access, say,
    settings::{Capability, Locale, TeamRole},
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose rights are explained.
    #[serde(default)]
    who: String,
}

/// A role with what it may.
struct Row {
    index: usize,
    role: Vec<Opt>,
    may: Vec<Opt>,
}

/// What somebody may, and why.
struct Explained {
    name: String,
    lines: Vec<String>,
}

#[derive(Template)]
#[template(path = "settings/team.html")]
struct Team<'a> {
    shell: Shell<'a>,
    frame: Frame,
    rows: Vec<Row>,
    blocked: String,
    who: String,
    explained: Option<Explained>,
    unknown: bool,
}

/// `GET /g/{guild}/settings/team`
pub(crate) async fn show(
    owner: Owner,
    Query(asked): Query<Asked>,
    flash: Option<Flash>,
) -> Result<Response, Problem> {
    let said = Said::flash(&owner, flash);
    render(&owner, &owner.here.config.config, asked.who, said).await
}

async fn render(owner: &Owner, config: &GuildConfig, who: String, said: Said) -> Result<Response, Problem> {
    let (here, code) = (&owner.here, said.code());
    let l = here.signed.prefs.locale;
    let row = |index: usize, team: Option<&TeamRole>| Row {
        index,
        role: roles(here, &team.map(|team| team.role).into_iter().collect::<Vec<_>>()),
        may: [Capability::View, Capability::Handle, Capability::Edit]
            .map(|may| Opt::new(word(may), label(l, may), team.is_some_and(|team| team.may == may)))
            .into(),
    };
    let mut rows: Vec<Row> =
        config.settings.team.iter().enumerate().map(|(index, team)| row(index, Some(team))).collect();
    // An empty row to fill in.
    rows.push(row(rows.len(), None));
    let explained = explain(owner, &who).await?;
    let blocked = names(owner, &config.settings.blocked).await?;
    let (shell, frame) = frame(owner, Section::Team, None, said).await?;
    let view = Team {
        shell,
        frame,
        rows,
        blocked,
        unknown: !who.trim().is_empty() && explained.is_none(),
        explained,
        who,
    };
    Ok(page(code, &view))
}

/// People as they are typed into a form: their names, separated by commas.
pub(super) async fn names(owner: &Owner, people: &[UserId]) -> Result<String, Problem> {
    let found = owner.app.desk.store().members(owner.here.guild.id, people).await?;
    let name = |user: &UserId| {
        let known = found.iter().find(|member| member.user == *user);
        known.map_or_else(|| user.to_string(), |member| member.username.clone())
    };
    Ok(people.iter().map(name).collect::<Vec<_>>().join(", "))
}

fn word(may: Capability) -> &'static str {
    match may {
        Capability::View => "view",
        Capability::Handle => "handle",
        Capability::Edit => "edit",
    }
}

fn label(l: Locale, may: Capability) -> String {
    match may {
        Capability::View => say!(l, "web-team-view"),
        Capability::Handle => say!(l, "web-team-handle"),
        Capability::Edit => say!(l, "web-team-edit"),
    }
}

/// A member by name, with what they may and why.
async fn explain(owner: &Owner, who: &str) -> Result<Option<Explained>, Problem> {
    let name = who.trim().trim_start_matches('@').to_lowercase();
    if name.is_empty() {
        return Ok(None);
    }
    let here = &owner.here;
    let found = owner.app.desk.store().members_named(here.guild.id, &name, 20).await?;
    let same = |one: &str| one.to_lowercase() == name;
    let exact = found.iter().position(|one| same(&one.name) || same(&one.username)).unwrap_or(0);
    let Some(member) = found.into_iter().nth(exact) else { return Ok(None) };
    let person = here.guild.person(&member);
    Ok(Some(Explained { lines: reasons(owner, &person), name: member.name }))
}

fn reasons(owner: &Owner, person: &Person) -> Vec<String> {
    let (here, config) = (&owner.here, &owner.here.config.config);
    let l = here.signed.prefs.locale;
    let role = |id: RoleId| {
        let known = here.guild.roles.iter().find(|role| role.id == id);
        known.map_or_else(|| id.to_string(), |role| role.name.clone())
    };
    let mut lines = Vec::new();
    if person.owner {
        lines.push(say!(l, "web-why-owner"));
    } else if person.permissions.contains(Permissions::ADMINISTRATOR) {
        lines.push(say!(l, "web-why-admin"));
    }
    for team in config.settings.team.iter().filter(|team| person.roles.contains(&team.role)) {
        lines.push(say!(l, "web-why-role", role = role(team.role), may = label(l, team.may)));
    }
    if !person.owner
        && person.permissions.contains(Permissions::MANAGE_CHANNELS)
        && !person.permissions.contains(Permissions::ADMINISTRATOR)
    {
        lines.push(say!(l, "web-why-channels"));
    }
    for kind in &config.types {
        for id in kind.staff_roles.iter().filter(|id| person.roles.contains(id)) {
            lines.push(say!(l, "web-why-type-role", kind = &kind.name, role = role(*id)));
        }
        if kind.handlers.contains(&person.user) {
            lines.push(say!(l, "web-why-handler", kind = &kind.name));
        }
    }
    if lines.is_empty() || !access::may_enter(config, person) && lines.is_empty() {
        lines.push(say!(l, "web-why-nothing"));
    }
    lines
}

/// `POST /g/{guild}/settings/team`
pub(crate) async fn act(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let l = owner.here.signed.prefs.locale;
    let blocked = match super::types::people(&owner, &fields.text("blocked")).await? {
        Ok(blocked) => blocked,
        Err(name) => {
            let said = Said::refused(say!(l, "refusal-nobody-named", name = name));
            return render(&owner, &owner.here.config.config, String::new(), said).await;
        }
    };
    let part = |config: &GuildConfig| {
        let Settings { team, blocked, .. } = &config.settings;
        document(&(team, blocked))
    };
    let apply = |config: &mut GuildConfig| {
        let mut team: Vec<TeamRole> = Vec::new();
        for index in fields.ids::<usize>("row") {
            let Some(role) = fields.id::<RoleId>(&format!("role-{index}")) else { continue };
            let may = match fields.text(&format!("may-{index}")).as_str() {
                "edit" => Capability::Edit,
                "handle" => Capability::Handle,
                _ => Capability::View,
            };
            match team.iter_mut().find(|one| one.role == role) {
                Some(one) => one.may = one.may.max(may),
                None => team.push(TeamRole { role, may }),
            }
        }
        config.settings.team = team;
        config.settings.blocked = blocked;
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/team", owner.here.guild.id))),
        Err((said, config)) => render(&owner, &config, String::new(), said).await,
    }
}
