//! `/g/{guild}/settings/team`: which role may do what, and why a person can do what they can (P185-P199, M87-M90).

mod holders;

use super::{
    Frame, Owner, Said, Section,
    fields::{Fields, Opt},
    frame, placed, roles, save,
};
use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    view::{Shell, page},
};
use askama::Template;
use axum::{extract::Query, response::Response};
use holders::{Holder, holders, label, labels};
pub(crate) use holders::{Tag, place, tags};
use serde::Deserialize;
use serde_json::json;
use ticket::{
    GuildConfig, Permissions, Person, RoleId, Settings, UserId, access,
    keys::{Key, Keys},
    say,
    settings::{Locale, MAX_TEAM, TeamMember, TeamRole},
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// Whose rights are explained.
    #[serde(default)]
    who: String,
}

/// A key as a box to tick.
struct Toggle {
    word: &'static str,
    label: String,
    on: bool,
}

/// A role with its keys.
struct Row {
    index: usize,
    role: Vec<Opt>,
    keys: Vec<Toggle>,
}

/// A member with keys of their own.
struct MemberRow {
    index: usize,
    name: String,
    keys: Vec<Toggle>,
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
    members: Vec<MemberRow>,
    admins: Vec<Opt>,
    mods: Vec<Opt>,
    people: Vec<Holder>,
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
        keys: toggles(l, team.map(|team| &team.keys)),
    };
    let settings = &config.settings;
    let mut rows: Vec<Row> =
        settings.team.iter().enumerate().map(|(index, team)| row(index, Some(team))).collect();
    let mut members = Vec::new();
    for (index, one) in settings.members.iter().enumerate() {
        let name = names(owner, &[one.user]).await?;
        members.push(MemberRow { index, name, keys: toggles(l, Some(&one.keys)) });
    }
    // Empty rows to fill in.
    rows.push(row(rows.len(), None));
    members.push(MemberRow { index: members.len(), name: String::new(), keys: toggles(l, None) });
    let explained = explain(owner, &who).await?;
    let blocked = names(owner, &config.settings.blocked).await?;
    let people = holders(owner, config).await?;
    let (shell, frame) = frame(owner, Section::Team, None, said).await?;
    let view = Team {
        shell,
        frame,
        rows,
        members,
        admins: roles(here, &settings.admin_roles),
        mods: roles(here, &settings.mod_roles),
        people,
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

fn toggles(l: Locale, given: Option<&Keys>) -> Vec<Toggle> {
    let toggle = |key: Key| Toggle {
        word: key.word(),
        label: label(l, key),
        on: given.is_some_and(|keys| keys.has(key)),
    };
    Key::ALL.into_iter().map(toggle).collect()
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
    Ok(Some(Explained { lines: reasons(here, &person), name: member.name }))
}

pub(crate) fn reasons(here: &InGuild, person: &Person) -> Vec<String> {
    let config = &here.config.config;
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
        lines.push(say!(l, "web-why-role", role = role(team.role), may = labels(l, &team.keys)));
    }
    for one in config.settings.members.iter().filter(|one| one.user == person.user) {
        lines.push(say!(l, "web-why-member", may = labels(l, &one.keys)));
    }
    if config.settings.team.is_empty() {
        for id in config.settings.admin_roles.iter().filter(|id| person.roles.contains(id)) {
            lines.push(say!(l, "web-why-old-admin", role = role(*id)));
        }
        for id in config.settings.mod_roles.iter().filter(|id| person.roles.contains(id)) {
            lines.push(say!(l, "web-why-old-mod", role = role(*id)));
        }
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
    let keys_of = |name: String| -> Keys { fields.all(&name).filter_map(Key::named).collect() };
    let mut members: Vec<TeamMember> = Vec::new();
    for index in fields.ids::<usize>("member-row").into_iter().take(MAX_TEAM + 1) {
        let named = fields.text(&format!("member-{index}"));
        let people = match super::types::people(&owner, &named).await? {
            Ok(people) => people,
            Err(name) => {
                let said = Said::refused(say!(l, "refusal-nobody-named", name = name));
                return render(&owner, &owner.here.config.config, String::new(), said).await;
            }
        };
        let keys = keys_of(format!("member-key-{index}"));
        for user in people.into_iter().filter(|_| !keys.is_empty()) {
            match members.iter_mut().find(|one| one.user == user) {
                Some(one) => one.keys.extend(&keys),
                None => members.push(TeamMember { user, keys: keys.clone() }),
            }
        }
    }
    let part = |config: &GuildConfig| {
        let Settings { team, members, admin_roles, mod_roles, blocked, .. } = &config.settings;
        let all = json!({
            "team": team,
            "members": members,
            "admin_roles": admin_roles,
            "mod_roles": mod_roles,
            "blocked": blocked,
        });
        placed(&["settings"], &all)
    };
    let apply = |config: &mut GuildConfig| {
        let mut team: Vec<TeamRole> = Vec::new();
        for index in fields.ids::<usize>("row").into_iter().take(MAX_TEAM + 1) {
            let Some(role) = fields.id::<RoleId>(&format!("role-{index}")) else { continue };
            let keys = keys_of(format!("key-{index}"));
            match team.iter_mut().find(|one| one.role == role) {
                Some(one) => one.keys.extend(&keys),
                None => team.push(TeamRole { role, keys }),
            }
        }
        let settings = &mut config.settings;
        (settings.team, settings.members, settings.blocked) = (team, members, blocked);
        (settings.admin_roles, settings.mod_roles) = (fields.ids("admin_roles"), fields.ids("mod_roles"));
        Ok(())
    };
    match save(&owner, &fields, part, apply, Vec::new()).await? {
        Ok(()) => Ok(Flash::Saved.then(&format!("/g/{}/settings/team", owner.here.guild.id))),
        Err((said, config)) => render(&owner, &config, String::new(), said).await,
    }
}
