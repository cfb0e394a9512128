//! `/g/{guild}/all`: every ticket that the reader may see, as a table to filter and sort (M46, M52-M56).

use crate::{
    actor::InGuild,
    error::Problem,
    pages::{bulk::Bar, inbox::Sort, settings::fields::Opt, views::Keep},
    state::App,
    view::{Shell, Tab, When, page, priority, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Cursor, Filter, MemberInfo, Row, Show};
use serde::Deserialize;
use std::collections::{BTreeSet, HashMap};
use ticket::{TypeId, UserId, access, say};

/// Rows of one page.
const ROWS: usize = 100;

/// Which by state; open ones without a choice (M52).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Status {
    #[default]
    Open,
    Closed,
    All,
}

#[derive(Clone, Debug, Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    status: Status,
    /// A type's number; any if empty.
    #[serde(default, rename = "type")]
    kind: String,
    /// An account, `none`, or any if empty.
    #[serde(default)]
    worker: String,
    #[serde(default)]
    sort: Sort,
    #[serde(default)]
    q: String,
    after: Option<String>,
}

struct Line {
    number: u32,
    href: String,
    subject: String,
    member: String,
    emoji: String,
    kind: String,
    status: (&'static str, String),
    priority: (&'static str, String),
    worker: String,
    opened: When,
    last: When,
}

/// A heading; those that can be sorted by are links.
struct Heading {
    label: String,
    href: Option<String>,
    order: &'static str,
}

#[derive(Template)]
#[template(path = "table.html")]
struct Table<'a> {
    shell: Shell<'a>,
    bar: Bar,
    keep: Keep,
    guild: String,
    states: Vec<Opt>,
    kinds: Vec<Opt>,
    workers: Vec<Opt>,
    q: String,
    sort: &'static str,
    headings: Vec<Heading>,
    lines: Vec<Line>,
    more: Option<String>,
}

impl Asked {
    fn filter(&self, here: &InGuild) -> Filter {
        let seen = here.types_seen();
        let kind = self.kind.parse().ok().map(TypeId);
        let types = match (kind, seen) {
            (Some(kind), Some(seen)) => Some(seen.into_iter().filter(|one| *one == kind).collect()),
            (Some(kind), None) => Some(vec![kind]),
            (None, seen) => seen,
        };
        Filter {
            show: match self.status {
                Status::Open => Show::Open,
                Status::Closed => Show::Closed,
                Status::All => Show::All,
            },
            types,
            worker: self.worker.parse().ok().map(UserId),
            unassigned: self.worker == "none",
            text: Some(self.q.clone()).filter(|text| !text.trim().is_empty()),
            order: self.sort.order(),
            ..Filter::default()
        }
    }

    /// The address of this table, with another order or page.
    fn href(&self, guild: &str, sort: Sort, after: Option<&str>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        let status = match self.status {
            Status::Open => "open",
            Status::Closed => "closed",
            Status::All => "all",
        };
        query.append_pair("status", status);
        for (name, value) in [("type", &self.kind), ("worker", &self.worker), ("q", &self.q)] {
            if !value.is_empty() {
                query.append_pair(name, value);
            }
        }
        query.append_pair("sort", sort.word());
        if let Some(after) = after {
            query.append_pair("after", after);
        }
        format!("/g/{guild}/all?{}", query.finish())
    }
}

/// What the table of this query holds.
pub(crate) fn filter_of(query: &str, here: &InGuild) -> Option<Filter> {
    let uri = format!("/?{query}").parse().ok()?;
    Query::<Asked>::try_from_uri(&uri).ok().map(|Query(asked)| asked.filter(here))
}

/// `GET /g/{guild}/all`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let (guild, l) = (here.guild.id.to_string(), here.signed.prefs.locale);
    let store = app.desk.store();
    let after = match asked.after.as_deref() {
        Some(text) => Some(super::inbox::cursor(text).ok_or(Problem::Unclear)?),
        None => None,
    };
    let mut rows = store.list(here.guild.id, &asked.filter(&here), after, ROWS as u32 + 1).await?;
    let more = (rows.len() > ROWS).then(|| rows.truncate(ROWS)).and_then(|()| rows.last());
    let more = more.map(|row| {
        let at = Cursor::after(row);
        let place = format!("{}.{}.{}", at.last_at.0, at.number, at.urgency);
        asked.href(&guild, asked.sort, Some(&place))
    });
    let names = people(&app, &here, &asked, &rows).await?;
    let config = &here.config.config;
    let seen = config.types.iter().filter(|kind| access::may_view(config, kind, &here.person));
    let shell =
        Shell::guild(&here, Tab::All, format!("{} · {}", say!(l, "web-all-tickets"), here.guild.name))
            .live(format!("/g/{guild}/live"));
    let here_again = asked.href(&guild, asked.sort, asked.after.as_deref());
    let query = here_again.split_once('?').map_or("", |(_, query)| query);
    let without_page = asked.href(&guild, asked.sort, None);
    let without_page = without_page.split_once('?').map_or("", |(_, query)| query).to_owned();
    let view = Table {
        shell,
        keep: Keep::new(&here, ticket::view::List::Table, &without_page),
        bar: Bar::new(&here, "table", query, here_again.clone()),
        states: vec![
            Opt::new("open", say!(l, "web-show-open"), asked.status == Status::Open),
            Opt::new("closed", say!(l, "web-show-closed"), asked.status == Status::Closed),
            Opt::new("all", say!(l, "web-any"), asked.status == Status::All),
        ],
        kinds: seen
            .map(|kind| {
                let label = format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name);
                Opt::new(kind.id, label, kind.id.to_string() == asked.kind)
            })
            .collect(),
        workers: workers(&here, &asked, &names),
        headings: headings(&here, &asked, &guild),
        lines: rows.into_iter().map(|row| line(&app, &here, row, &names)).collect(),
        q: asked.q.clone(),
        sort: asked.sort.word(),
        more,
        guild,
    };
    Ok(page(StatusCode::OK, &view))
}

/// Who can be chosen as a case worker, and who is named in the rows.
async fn people(
    app: &App,
    here: &InGuild,
    asked: &Asked,
    rows: &[Row],
) -> Result<HashMap<UserId, MemberInfo>, Problem> {
    let mut users: BTreeSet<UserId> =
        here.config.config.types.iter().flat_map(|kind| kind.handlers.iter().copied()).collect();
    users.extend(rows.iter().filter_map(|row| row.ticket.assignee));
    users.extend(rows.iter().filter_map(|row| row.ticket.claim.as_ref().map(|claim| claim.by)));
    users.insert(here.person.user);
    users.extend(asked.worker.parse().ok().map(UserId));
    let users: Vec<UserId> = users.into_iter().collect();
    let found = app.desk.store().members(here.guild.id, &users).await?;
    Ok(found.into_iter().map(|member| (member.user, member)).collect())
}

fn workers(here: &InGuild, asked: &Asked, names: &HashMap<UserId, MemberInfo>) -> Vec<Opt> {
    let l = here.signed.prefs.locale;
    let mut people: Vec<Opt> = names
        .values()
        .map(|member| Opt::new(member.user, member.name.clone(), member.user.to_string() == asked.worker))
        .collect();
    people.sort_by_key(|one| (one.value != here.person.user.to_string(), one.label.to_lowercase()));
    people.insert(0, Opt::new("none", say!(l, "web-show-unassigned"), asked.worker == "none"));
    people
}

fn headings(here: &InGuild, asked: &Asked, guild: &str) -> Vec<Heading> {
    let l = here.signed.prefs.locale;
    let plain = |label: String| Heading { label, href: None, order: "" };
    let by = |label: String, sort: Sort, order: &'static str| Heading {
        label,
        href: Some(asked.href(guild, sort, None)),
        order: if asked.sort == sort { order } else { "" },
    };
    let opened = if asked.sort == Sort::Newest { Sort::Oldest } else { Sort::Newest };
    let order = match asked.sort {
        Sort::Newest => "descending",
        Sort::Oldest => "ascending",
        _ => "",
    };
    vec![
        plain(say!(l, "web-new-title")),
        plain(say!(l, "web-fact-member")),
        plain(say!(l, "web-fact-type")),
        plain(say!(l, "web-fact-status")),
        by(say!(l, "web-fact-priority"), Sort::Urgent, "descending"),
        plain(say!(l, "web-fact-assignee")),
        Heading { order, ..by(say!(l, "web-fact-opened"), opened, "") },
        by(say!(l, "web-last-activity"), Sort::Latest, "descending"),
    ]
}

fn line(app: &App, here: &InGuild, row: Row, names: &HashMap<UserId, MemberInfo>) -> Line {
    let Row { ticket, activity } = row;
    let (l, prefs, now) = (here.signed.prefs.locale, &here.signed.prefs, app.now());
    let kind = here.config.config.type_or_removed(ticket.ticket_type);
    let assignee = ticket.assignee.and_then(|user| names.get(&user)).map(|member| member.name.clone());
    Line {
        number: ticket.key.number,
        href: format!("/g/{}/tickets/{}", ticket.key.guild, ticket.key.number),
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        kind: kind.name.clone(),
        status: status(l, &ticket),
        priority: priority(l, ticket.priority),
        worker: assignee
            .or_else(|| ticket.claim.as_ref().map(|claim| claim.name.clone()))
            .unwrap_or_default(),
        opened: When::new(prefs, ticket.opened_at, now),
        last: When::new(prefs, activity.last_at, now),
        subject: ticket.subject,
        member: ticket.opener.name,
    }
}
