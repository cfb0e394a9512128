//! The bar that stands under a list while tickets are selected.

use crate::{
    actor::InGuild,
    error::Problem,
    pages::ticket::props::{Choice, TagView, hex},
    state::App,
    view::{Mark, page, priority},
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use std::collections::BTreeSet;
use ticket::{Permissions, Person, Priority, RoleId, Timestamp, UserId, access, batch::Act, say, snooze};

/// People in the list of whom to assign.
const MOST: u32 = 100;

/// What can be done with the selected tickets.
pub(crate) struct Bar {
    /// `/g/…/bulk`.
    pub(crate) act: String,
    /// `inbox` or `table`.
    pub(crate) list: &'static str,
    /// The query of the list that is shown.
    pub(crate) view: String,
    /// Where to go afterwards.
    pub(crate) back: String,
    pub(crate) priorities: Vec<Choice>,
    pub(crate) kinds: Vec<Choice>,
    pub(crate) tags: Vec<TagView>,
    /// Until when they can be snoozed: the act, and what it is called.
    pub(crate) snoozes: Vec<(String, String)>,
    /// Asks for all of the list, as many as can be done at once.
    pub(crate) whole: String,
}

impl Bar {
    pub(crate) fn new(here: &InGuild, list: &'static str, view: &str, back: String, now: Timestamp) -> Self {
        let (l, config) = (here.signed.prefs.locale, &here.config.config);
        let choice = |level: Priority| {
            let (class, label) = priority(l, level);
            Choice { value: class.to_owned(), label, class, current: false, overdue: String::new() }
        };
        let kind = |kind: &ticket::TicketType| Choice {
            value: kind.id.to_string(),
            label: format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name),
            class: "",
            current: false,
            overdue: String::new(),
        };
        let tag = |tag: &ticket::canned::Tag| TagView {
            id: tag.id.to_string(),
            name: tag.name.clone(),
            color: hex(tag.color),
            overdue: String::new(),
        };
        Self {
            act: format!("/g/{}/bulk", here.guild.id),
            list,
            view: view.trim_start_matches('?').to_owned(),
            back,
            priorities: [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low]
                .map(choice)
                .into(),
            kinds: config.types.iter().filter(|one| one.active).map(kind).collect(),
            tags: config.tags.iter().map(tag).collect(),
            snoozes: snooze::choices(config, now)
                .into_iter()
                .map(|(preset, until)| (Act::Snooze(Some(until)).to_string(), snooze::label(l, preset)))
                .chain([(Act::Snooze(None).to_string(), say!(l, "web-snooze-reply"))])
                .collect(),
            whole: say!(l, "bulk-whole", most = super::MOST),
        }
    }
}

struct Worker {
    id: String,
    name: String,
    mark: Mark,
}

#[derive(Template)]
#[template(path = "bulk/workers.html")]
struct Workers {
    l: ticket::settings::Locale,
    workers: Vec<Worker>,
}

/// `GET /g/{guild}/bulk/workers`: who handles tickets of some type that the reader sees. Whether they may each of those selected is judged
/// with the act.
pub(crate) async fn workers(State(app): State<App>, here: InGuild) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let store = app.desk.store();
    let config = &here.config.config;
    let seen = || config.types.iter().filter(|kind| access::may_view(config, kind, &here.person));
    let mut people = store.members_holding(here.guild.id, &roles(&here), MOST).await?;
    let mut named: BTreeSet<UserId> = seen().flat_map(|kind| kind.handlers.iter().copied()).collect();
    named.extend([here.person.user, here.guild.owner]);
    let named: Vec<UserId> = named.into_iter().take(MOST as usize).collect();
    people.extend(store.members(here.guild.id, &named).await?);
    let me = here.person.user;
    people.sort_by_key(|member| (member.user != me, member.name.to_lowercase(), member.user));
    people.dedup_by_key(|member| member.user);
    let could = |person: &Person| seen().any(|kind| access::is_staff(config, kind, person));
    people.retain(|member| member.present && could(&here.guild.person(member)));
    let workers = people.into_iter().map(|member| Worker {
        id: member.user.to_string(),
        mark: Mark::of(&member.name, member.user.0),
        name: member.name,
    });
    Ok(page(StatusCode::OK, &Workers { l: here.signed.prefs.locale, workers: workers.collect() }))
}

/// The roles that make somebody staff for a type that the reader sees.
fn roles(here: &InGuild) -> Vec<RoleId> {
    let config = &here.config.config;
    let seen = config.types.iter().filter(|kind| access::may_view(config, kind, &here.person));
    let mut roles: BTreeSet<RoleId> = seen.flat_map(|kind| kind.staff_roles.iter().copied()).collect();
    roles.extend(access::handling_roles(config));
    let strong = Permissions::ADMINISTRATOR | Permissions::MANAGE_CHANNELS;
    let by_permission = here.guild.roles.iter().filter(|role| role.permissions.0 & strong.0 != 0);
    roles.extend(by_permission.map(|role| role.id).filter(|role| role.0 != here.guild.id.0));
    roles.into_iter().collect()
}
