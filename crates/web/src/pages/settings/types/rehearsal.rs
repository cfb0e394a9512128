//! `/g/{guild}/settings/types/{type}/try`: what would happen if somebody opened a ticket of this type now, judged by the rules themselves.
//! Nothing is opened, and nobody is told.

use super::super::{Frame, Owner, Said, Section, frame, health};
use crate::{
    error::Problem,
    view::{Shell, page},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Filter, MemberInfo, Order, Show};
use serde::Deserialize;
use ticket::{
    Event, GuildConfig, Permissions, RoleId, Ticket, TicketKey, TicketType, TypeId, UserId,
    event::Origin,
    follow,
    form::{Field, FieldStyle},
    open::{self, Request},
    say,
    surface::{Desired, Target, desired},
    text::refusal,
};

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// As whom, by name; as somebody new without roles if it is empty.
    #[serde(default)]
    who: String,
}

/// A step: what happens, and its parts.
struct Step {
    title: String,
    text: String,
    parts: Vec<String>,
    /// Whether something is in the way.
    wrong: bool,
}

#[derive(Template)]
#[template(path = "settings/types/rehearsal.html")]
struct View<'a> {
    shell: Shell<'a>,
    frame: Frame,
    kind: String,
    who: String,
    unknown: bool,
    steps: Vec<Step>,
}

/// `GET /g/{guild}/settings/types/{type}/try`
pub(crate) async fn show(
    owner: Owner,
    Path((_, kind)): Path<(String, TypeId)>,
    Query(Asked { who }): Query<Asked>,
) -> Result<Response, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let config = &here.config.config;
    let kind = config.ticket_type(kind).ok_or(Problem::NotFound)?;
    let named = who.trim().trim_start_matches('@').to_lowercase();
    let found = if named.is_empty() {
        None
    } else {
        owner.app.desk.store().members_named(here.guild.id, &named, 1).await?.pop()
    };
    let unknown = !named.is_empty() && found.is_none();
    let member = found.unwrap_or_else(|| somebody(say!(l, "try-somebody")));
    let steps = steps(&owner, kind, &member).await?;
    let title = format!("{} · {}", say!(l, "try-title"), kind.name);
    let (shell, frame) = frame(&owner, Section::Types, Some(title), Said::default()).await?;
    Ok(page(StatusCode::OK, &View { shell, frame, kind: kind.id.to_string(), who, unknown, steps }))
}

/// Somebody who holds no role.
fn somebody(name: String) -> MemberInfo {
    let username = name.clone();
    let joined = None;
    MemberInfo {
        user: UserId(1),
        username,
        name,
        avatar: None,
        bot: false,
        roles: Vec::new(),
        joined,
        present: true,
    }
}

async fn steps(owner: &Owner, kind: &TicketType, member: &MemberInfo) -> Result<Vec<Step>, Problem> {
    let (app, here, l) = (&owner.app, &owner.here, owner.here.signed.prefs.locale);
    let config = &here.config.config;
    let mut steps = vec![pressed(owner, kind, &member.name)];
    let store = app.desk.store();
    let facts = store.opening_facts(here.guild.id, kind.id, member.user, &kind.handlers).await?;
    let newest = Filter { show: Show::All, order: Order::Newest, ..Filter::default() };
    let newest = store.list(here.guild.id, &newest, None, 1).await?;
    let number = newest.first().map_or(1, |row| row.ticket.key.number + 1);
    let request = Request {
        ticket_type: kind.id,
        answers: Vec::new(),
        files: Vec::new(),
        subject: None,
        on_behalf: None,
        origin: Origin::Web,
        at: app.now(),
    };
    // The form is answered by whoever is really there.
    let mut answered = GuildConfig::clone(config);
    if let Some(own) = answered.types.iter_mut().find(|one| one.id == kind.id) {
        own.form.clear();
    }
    let key = TicketKey { guild: here.guild.id, number };
    let judged = open::open(&request, key, &here.guild.person(member), &answered, &facts);
    steps.push(asked(owner, kind));
    steps.extend(follows(owner, kind));
    let ticket = match judged {
        Ok(Event::Opened { ticket, .. }) => ticket,
        Ok(_) => return Err(Problem::Broken),
        Err(why) => {
            let text = refusal(l, &why);
            steps.push(Step { title: say!(l, "try-refused"), text, parts: Vec::new(), wrong: true });
            return Ok(steps);
        }
    };
    steps.push(place(owner, kind, &ticket, member).await?);
    steps.push(called(owner, kind, &ticket).await?);
    let wrong = health::count(app, here.guild.id).await?;
    steps.push(Step {
        title: say!(l, "try-health"),
        text: if wrong == 0 {
            say!(l, "try-health-fine")
        } else {
            say!(l, "try-health-wrong", count = wrong)
        },
        parts: Vec::new(),
        wrong: wrong > 0,
    });
    Ok(steps)
}

/// Where the button is.
fn pressed(owner: &Owner, kind: &TicketType, name: &str) -> Step {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let config = &here.config.config;
    let offers = |panel: &&ticket::Panel| {
        panel.posted.is_some_and(|at| !at.lost)
            && panel.offers(config).iter().any(|offer| offer.ticket_type == kind.id)
    };
    let channel = |panel: &ticket::Panel| {
        let at = panel.posted?.channel;
        here.guild
            .channels
            .iter()
            .find(|(id, _)| *id == at)
            .map(|(_, name)| format!("#{name}: {}", panel.title))
    };
    let parts: Vec<String> = config.panels.iter().filter(offers).filter_map(channel).collect();
    let wrong = parts.is_empty();
    let text = if wrong { say!(l, "try-no-panel") } else { say!(l, "try-panel", name = name) };
    Step { title: say!(l, "try-press"), text, parts, wrong }
}

/// What is asked.
fn asked(owner: &Owner, kind: &TicketType) -> Step {
    let l = owner.here.signed.prefs.locale;
    let text = if kind.form.is_empty() { say!(l, "try-no-form") } else { String::new() };
    let parts = follow::first(&kind.form).iter().map(label).collect();
    Step { title: say!(l, "try-form"), text, parts, wrong: false }
}

fn label(field: &Field) -> String {
    if field.required { format!("{} *", field.label) } else { field.label.clone() }
}

/// What is asked after which answers.
fn follows(owner: &Owner, kind: &TicketType) -> Option<Step> {
    let l = owner.here.signed.prefs.locale;
    let part = |field: &Field| {
        let when = field.when.as_ref()?;
        let source = kind.form.iter().find(|one| one.key == when.key)?;
        let word = |outcome: &String| match (source.style, outcome.as_str()) {
            (FieldStyle::Checkbox, follow::YES) => say!(l, "web-ask-ticked"),
            (FieldStyle::Checkbox, _) => say!(l, "web-ask-unticked"),
            (_, label) => say!(l, "try-follows-answer", answer = label),
        };
        let either = |first: String, last: String| say!(l, "try-follows-or", first = first, last = last);
        let answers = when.any.iter().map(word).reduce(either)?;
        Some(say!(l, "try-follows-part", question = label(field), answers = answers, source = &source.label))
    };
    let parts: Vec<String> = kind.form.iter().filter_map(part).collect();
    let step = |parts| Step {
        title: say!(l, "try-follows"),
        text: say!(l, "try-follows-text"),
        parts,
        wrong: false,
    };
    (!parts.is_empty()).then(|| step(parts))
}

/// The channel or thread, and who sees it.
async fn place(
    owner: &Owner,
    kind: &TicketType,
    ticket: &Ticket,
    member: &MemberInfo,
) -> Result<Step, Problem> {
    let (here, l) = (&owner.here, owner.here.signed.prefs.locale);
    let me = owner.app.config.oauth.client_id.parse().unwrap_or(UserId(0));
    let channel =
        |id| here.guild.channels.iter().find(|(known, _)| *known == id).map(|(_, name)| name.clone());
    let mut parts = Vec::new();
    let text = match desired(ticket, &here.config.config, me) {
        Desired::Channel { name, topic, parent, overwrites, .. } => {
            parts.push(say!(l, "try-topic", topic = topic));
            for one in overwrites.iter().filter(|one| one.allow.contains(Permissions::VIEW_CHANNEL)) {
                match one.target {
                    Target::Role(role) => parts.push(say!(l, "try-sees", who = role_name(owner, role))),
                    Target::Member(user) if user == me => {}
                    Target::Member(user) if user == member.user => {
                        parts.push(say!(l, "try-sees", who = &member.name));
                    }
                    Target::Member(user) => parts.push(say!(l, "try-sees", who = named(owner, user).await?)),
                }
            }
            match parent.and_then(channel) {
                Some(parent) => say!(l, "try-channel-in", name = name, parent = parent),
                None => say!(l, "try-channel", name = name),
            }
        }
        Desired::Thread { name, parent, .. } => {
            for role in kind.roles_with_access() {
                parts.push(say!(l, "try-sees", who = role_name(owner, role)));
            }
            let parent = channel(parent).unwrap_or_else(|| parent.to_string());
            say!(l, "try-thread", name = name, parent = parent)
        }
        Desired::Nothing => String::new(),
    };
    Ok(Step { title: say!(l, "try-place"), text, parts, wrong: false })
}

/// Who is called, and who has it.
async fn called(owner: &Owner, kind: &TicketType, ticket: &Ticket) -> Result<Step, Problem> {
    let l = owner.here.signed.prefs.locale;
    let roles = kind.roles_to_ping();
    let text = if roles.is_empty() { say!(l, "try-nobody-called") } else { say!(l, "try-called") };
    let mut parts: Vec<String> =
        roles.into_iter().map(|role| format!("@{}", role_name(owner, role))).collect();
    if let Some(user) = ticket.assignee {
        parts.push(say!(l, "try-worker", name = named(owner, user).await?));
    }
    Ok(Step { title: say!(l, "try-call"), text, parts, wrong: false })
}

fn role_name(owner: &Owner, id: RoleId) -> String {
    let known = owner.here.guild.roles.iter().find(|role| role.id == id);
    known.map_or_else(|| id.to_string(), |role| role.name.clone())
}

async fn named(owner: &Owner, user: UserId) -> Result<String, Problem> {
    let found = owner.app.desk.store().member(owner.here.guild.id, user).await?;
    Ok(found.map_or_else(|| user.to_string(), |member| member.name))
}
