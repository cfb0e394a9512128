//! Lists that are fetched when somebody opens them: who can handle a ticket, and the canned responses for it.

use super::{act::At, props};
use crate::{
    error::Problem,
    view::{Mark, page},
};
use askama::Template;
use axum::{
    Json,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use ticket::{canned, say, settings::Locale};

/// People in the list.
const MOST: u32 = 100;

struct Worker {
    id: String,
    name: String,
    mark: Mark,
    current: bool,
}

#[derive(Template)]
#[template(path = "ticket/workers.html")]
struct Workers {
    l: Locale,
    csrf: String,
    act: String,
    me: String,
    workers: Vec<Worker>,
    assigned: bool,
}

/// `GET /g/{guild}/tickets/{number}/workers`
pub(crate) async fn workers(at: At) -> Result<Response, Problem> {
    let (loaded, _) = at.here.ticket(&at.app, at.key.number).await?;
    if !at.here.is_staff(&loaded) {
        return Err(Problem::Forbidden);
    }
    let store = at.app.desk.store();
    let kind = at.here.config.config.type_or_removed(loaded.ticket.ticket_type);
    let mut people =
        store.members_holding(at.here.guild.id, &props::staff_roles(&at.here, &loaded), MOST).await?;
    let mut named = kind.handlers.clone();
    named.extend([at.here.person.user, at.here.guild.owner]);
    people.extend(store.members(at.here.guild.id, &named).await?);
    let me = at.here.person.user;
    // The person themself first, then by name; each once.
    people.sort_by_key(|member| (member.user != me, member.name.to_lowercase(), member.user));
    people.dedup_by_key(|member| member.user);
    let person = |member: &desk::ports::MemberInfo| at.here.guild.person(member);
    people.retain(|member| member.present && props::could_handle(&at.here, &loaded, &person(member)));
    let l = at.here.signed.prefs.locale;
    let view = Workers {
        l,
        csrf: at.here.signed.session.csrf.clone(),
        act: format!("/g/{}/tickets/{}/assign", at.key.guild, at.key.number),
        me: say!(l, "web-me"),
        assigned: loaded.ticket.assignee.is_some(),
        workers: people
            .into_iter()
            .map(|member| Worker {
                id: member.user.to_string(),
                mark: Mark::of(&member.name, member.user.0),
                current: loaded.ticket.assignee == Some(member.user),
                name: member.name,
            })
            .collect(),
    };
    Ok(page(StatusCode::OK, &view))
}

#[derive(Serialize)]
struct Named {
    id: String,
    name: String,
}

/// `GET /g/{guild}/tickets/{number}/people`: who can be mentioned there: the member, who takes part, and staff for it.
pub(crate) async fn people(at: At) -> Result<Response, Problem> {
    let (loaded, _) = at.here.ticket(&at.app, at.key.number).await?;
    if !at.here.is_staff(&loaded) {
        return Err(Problem::Forbidden);
    }
    let store = at.app.desk.store();
    let ticket = &loaded.ticket;
    let kind = at.here.config.config.type_or_removed(ticket.ticket_type);
    let mut users = vec![ticket.opener.user];
    users.extend(ticket.added.iter().chain(&kind.handlers).copied());
    let mut people = store.members(at.here.guild.id, &users).await?;
    people
        .extend(store.members_holding(at.here.guild.id, &props::staff_roles(&at.here, &loaded), MOST).await?);
    // The member first, then by name; each once.
    people.sort_by_key(|member| (member.user != ticket.opener.user, member.name.to_lowercase(), member.user));
    people.dedup_by_key(|member| member.user);
    people.retain(|member| member.present && !member.bot);
    let named = people.into_iter().map(|member| Named { id: member.user.to_string(), name: member.name });
    Ok(Json(named.collect::<Vec<_>>()).into_response())
}

#[derive(Serialize)]
struct Canned {
    name: String,
    category: String,
    text: String,
}

/// `GET /g/{guild}/tickets/{number}/canned`: the canned responses for this ticket, filled in.
pub(crate) async fn canned(at: At) -> Result<Response, Problem> {
    let (loaded, _) = at.here.ticket(&at.app, at.key.number).await?;
    if !at.here.is_staff(&loaded) {
        return Err(Problem::Forbidden);
    }
    let config = &at.here.config.config;
    let kind = config.type_or_removed(loaded.ticket.ticket_type);
    let facts = canned::Facts {
        ticket: &loaded.ticket,
        type_name: &kind.name,
        staff: &at.here.person.name,
        server: &at.here.guild.name,
        locale: config.settings.locale,
    };
    let fitting = config.canned.iter().filter(|one| one.fits(loaded.ticket.ticket_type));
    let mut all: Vec<Canned> = fitting
        .map(|one| {
            // On the web it is text: an embed's words follow the text.
            let embed = one.embed.as_ref().map(|embed| {
                let title = embed.title.as_ref().map(|title| format!("**{title}**\n")).unwrap_or_default();
                format!("{title}{}", embed.text)
            });
            let template = [Some(one.text.clone()).filter(|text| !text.trim().is_empty()), embed];
            let template = template.into_iter().flatten().collect::<Vec<_>>().join("\n\n");
            let text = canned::render(&template, &facts);
            Canned { name: one.name.clone(), category: one.category.clone(), text }
        })
        .collect();
    all.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(Json(all).into_response())
}
