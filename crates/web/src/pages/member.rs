//! `/g/{guild}/members/{user}`: who somebody is, as a popup over a ticket and as a page; each section for those who may see it, of modules
//! that are on (M92).

use crate::{
    actor::InGuild,
    error::Problem,
    pages::settings::team::{Tag, place, reasons, tags},
    state::App,
    view::{Shell, Tab, page, status},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Filter, MemberInfo, Order, Show};
use ticket::{UserId, access, keys::Key};

/// Tickets shown.
const MOST: u32 = 10;

/// A ticket of theirs.
struct Line {
    href: String,
    number: u32,
    status: (&'static str, String),
    subject: String,
}

/// What they may do here, and why.
struct Rights {
    place: String,
    tags: Vec<Tag>,
    reasons: Vec<String>,
    blocked: bool,
}

#[derive(Template)]
#[template(path = "member.html")]
struct View<'a> {
    shell: Shell<'a>,
    name: String,
    username: String,
    id: String,
    present: bool,
    roles: Vec<String>,
    /// Their tickets, for those who see tickets, while the module is on; and whether there are more.
    tickets: Option<(Vec<Line>, bool)>,
    rights: Option<Rights>,
}

/// `GET /g/{guild}/members/{user}`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, user)): Path<(String, UserId)>,
) -> Result<Response, Problem> {
    let sees_team = here.has(Key::TeamView);
    if !here.may_enter() && !sees_team {
        return Err(Problem::Forbidden);
    }
    let member = app.desk.store().member(here.guild.id, user).await?.ok_or(Problem::NotFound)?;
    let role = |id: &ticket::RoleId| here.guild.roles.iter().find(|role| role.id == *id);
    let tickets = if here.may_enter() && here.config.config.settings.enabled {
        Some(tickets(&app, &here, user).await?)
    } else {
        None
    };
    let view = View {
        shell: Shell::guild(&here, Tab::All, format!("{} · {}", member.name, here.guild.name)),
        id: user.to_string(),
        present: member.present,
        roles: member.roles.iter().filter_map(role).map(|role| role.name.clone()).collect(),
        tickets,
        rights: sees_team.then(|| rights(&here, &member)),
        name: member.name,
        username: member.username,
    };
    Ok(page(StatusCode::OK, &view))
}

async fn tickets(app: &App, here: &InGuild, user: UserId) -> Result<(Vec<Line>, bool), Problem> {
    let filter = Filter {
        opener: Some(user),
        types: here.types_seen(),
        show: Show::All,
        order: Order::Newest,
        ..Filter::default()
    };
    let rows = app.desk.store().list(here.guild.id, &filter, None, MOST + 1).await?;
    let more = rows.len() > MOST as usize;
    let l = here.signed.prefs.locale;
    let line = |one: ticket::Ticket| Line {
        href: format!("/g/{}/tickets/{}", one.key.guild, one.key.number),
        number: one.key.number,
        status: status(l, &one),
        subject: one.subject,
    };
    Ok((rows.into_iter().take(MOST as usize).map(|row| line(row.ticket)).collect(), more))
}

fn rights(here: &InGuild, member: &MemberInfo) -> Rights {
    let (l, config, person) = (here.signed.prefs.locale, &here.config.config, here.guild.person(member));
    Rights {
        place: place(l, &person),
        tags: tags(l, &access::keys(config, &person)),
        reasons: reasons(here, &person),
        blocked: config.settings.blocked.contains(&member.user),
    }
}
