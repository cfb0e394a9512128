//! `/g/{guild}/members/{user}`: who somebody is, as a popup over a ticket and as a page; each section for those who may see it, of modules
//! that are on (M92).

use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    pages::{
        reports::numbers,
        settings::{
            Owner,
            fields::Fields,
            placed, save,
            team::{Tag, place, reasons, tags},
        },
    },
    state::App,
    view::{Notice, Shell, Tab, When, page, status},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::ports::{Filter, MemberInfo, Order, Row, Show};
use ticket::{GuildConfig, MessageId, UserId, access, keys::Key, say};

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
}

#[derive(Template)]
#[template(path = "member.html")]
struct View<'a> {
    shell: Shell<'a>,
    notice: Option<Notice>,
    name: String,
    username: String,
    id: String,
    present: bool,
    /// When the account was made, and since when they are here.
    made: When,
    joined: Option<When>,
    roles: Vec<String>,
    /// What they gave on average for their latest tickets, and how often.
    stars: Option<String>,
    /// Whether the reader can say that they open none.
    may_block: bool,
    blocked: bool,
    version: u32,
    /// Their tickets, for those who see tickets, while the module is on; and whether there are more.
    tickets: Option<(Vec<Line>, bool)>,
    rights: Option<Rights>,
    guild: String,
}

/// `GET /g/{guild}/members/{user}`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Path((_, user)): Path<(String, UserId)>,
    flash: Option<Flash>,
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
        notice: flash.map(|flash| flash.notice(here.signed.prefs.locale)),
        id: user.to_string(),
        present: member.present,
        roles: member.roles.iter().filter_map(role).map(|role| role.name.clone()).collect(),
        rights: sees_team.then(|| rights(&here, &member)),
        made: When::new(&here.signed.prefs, MessageId(user.0).at(), app.now()),
        joined: member.joined.map(|at| When::new(&here.signed.prefs, at, app.now())),
        may_block: here.has(Key::TeamEdit),
        blocked: here.config.config.settings.blocked.contains(&user),
        version: here.config.version,
        stars: tickets.as_ref().and_then(|found| found.stars.clone()),
        tickets: tickets.map(|found| (found.lines, found.more)),
        guild: here.guild.id.to_string(),
        name: member.name,
        username: member.username,
    };
    Ok(page(StatusCode::OK, &view))
}

/// What is shown of their tickets.
struct Theirs {
    lines: Vec<Line>,
    more: bool,
    stars: Option<String>,
}

async fn tickets(app: &App, here: &InGuild, user: UserId) -> Result<Theirs, Problem> {
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
    let given = |row: &Row| Some(f64::from(row.ticket.closure()?.rating.as_ref()?.stars));
    let given: Vec<f64> = rows.iter().filter_map(given).collect();
    let stars = (!given.is_empty()).then(|| {
        let average = given.iter().sum::<f64>() / given.len() as f64;
        say!(l, "member-rated", stars = numbers::decimal(l, average, 1), count = given.len())
    });
    let line = |one: ticket::Ticket| Line {
        href: format!("/g/{}/tickets/{}", one.key.guild, one.key.number),
        number: one.key.number,
        status: status(l, &one),
        subject: one.subject,
    };
    let lines = rows.into_iter().take(MOST as usize).map(|row| line(row.ticket)).collect();
    Ok(Theirs { lines, more, stars })
}

fn rights(here: &InGuild, member: &MemberInfo) -> Rights {
    let (l, config, person) = (here.signed.prefs.locale, &here.config.config, here.guild.person(member));
    Rights {
        place: place(l, &person),
        tags: tags(l, &access::keys(config, &person)),
        reasons: reasons(here, &person),
    }
}

/// `POST /g/{guild}/settings/team/block`: they open no more tickets, or may again. It is a part of the team's settings, and for those who change
/// these.
pub(crate) async fn block(owner: Owner, fields: Fields) -> Result<Response, Problem> {
    let here = &owner.here;
    let user: UserId = fields.id("user").ok_or(Problem::Unclear)?;
    if owner.app.desk.store().member(here.guild.id, user).await?.is_none() {
        return Err(Problem::NotFound);
    }
    let on = fields.flag("on");
    let part = |config: &GuildConfig| placed(&["settings", "blocked"], &config.settings.blocked);
    let apply = |config: &mut GuildConfig| {
        config.settings.blocked.retain(|one| *one != user);
        if on {
            config.settings.blocked.push(user);
        }
        Ok(())
    };
    let page = format!("/g/{}/members/{user}", here.guild.id);
    let saved = save(&owner, &fields, part, apply, Vec::new()).await?;
    let flash = if on { Flash::Blocked } else { Flash::Unblocked };
    // Where somebody else was quicker their page says how it is now.
    Ok(if saved.is_ok() { flash.then(&page) } else { Redirect::to(&page).into_response() })
}
