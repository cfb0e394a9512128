//! `/g/{guild}/tickets`: the list.

use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, When, page, priority, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Counts, Cursor, Filter, MemberInfo, Row, Show};
use serde::Deserialize;
use std::collections::HashMap;
use ticket::{Timestamp, UserId, say};

/// Rows on one page.
const ROWS: usize = 50;

/// Which tickets: the words of the address.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Pick {
    #[default]
    Open,
    Mine,
    Unassigned,
    Closed,
    All,
}

impl Pick {
    const ALL: [Self; 5] = [Self::Open, Self::Mine, Self::Unassigned, Self::Closed, Self::All];

    fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::Closed => "closed",
            Self::All => "all",
        }
    }
}

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    show: Pick,
    /// `{last_at}.{number}` of the last row seen.
    after: Option<String>,
}

struct TabView {
    label: String,
    href: String,
    current: bool,
    count: Option<u64>,
    apart: bool,
}

/// A row as it is shown.
pub(crate) struct RowView {
    pub(crate) number: u32,
    pub(crate) href: String,
    pub(crate) emoji: String,
    pub(crate) type_name: String,
    pub(crate) subject: String,
    pub(crate) member: String,
    pub(crate) status: (&'static str, String),
    pub(crate) closed: bool,
    pub(crate) worker: Option<String>,
    pub(crate) priority: (&'static str, String),
    pub(crate) last: When,
    pub(crate) messages: String,
}

#[derive(Template)]
#[template(path = "tickets.html")]
struct Tickets<'a> {
    shell: Shell<'a>,
    guild: String,
    tabs: Vec<TabView>,
    rows: Vec<RowView>,
    more: Option<String>,
    empty: (String, String),
    setup_hint: bool,
}

/// `GET /g/{guild}/tickets`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let after = asked.after.as_deref().map(|text| cursor(text).ok_or(Problem::Unclear)).transpose()?;
    let guild = here.guild.id;
    let counts = app.desk.store().counts(guild, here.types_seen().as_deref(), here.person.user).await?;
    let mut rows = rows(&app, &here, asked.show, after).await?;
    let more = (rows.len() > ROWS).then(|| rows.truncate(ROWS)).and_then(|()| rows.last());
    let more = more.map(|row| {
        let Row { ticket, activity } = row;
        let place = format!("{}.{}", activity.last_at.0, ticket.key.number);
        format!("/g/{guild}/tickets?show={}&after={place}", asked.show.word())
    });
    let l = here.signed.prefs.locale;
    let shell =
        Shell::guild(&here, Tab::Tickets, format!("{} · {}", say!(l, "web-tickets"), here.guild.name))
            .live(format!("/g/{guild}/live"));
    let names = names(&app, &here, &rows).await?;
    let view = Tickets {
        shell,
        guild: guild.to_string(),
        tabs: tabs(&here, asked.show, counts),
        rows: rows.into_iter().map(|row| row_view(&app, &here, row, &names)).collect(),
        more,
        empty: empty(&here, asked.show),
        setup_hint: here.may_configure() && !here.config.config.settings.enabled,
    };
    Ok(page(StatusCode::OK, &view))
}

/// A page of rows and one more, if there is one.
async fn rows(app: &App, here: &InGuild, pick: Pick, after: Option<Cursor>) -> Result<Vec<Row>, Problem> {
    let me = Some(here.person.user);
    let all = Filter { types: here.types_seen(), show: Show::Open, ..Filter::default() };
    let filters = match pick {
        Pick::Open => vec![all],
        Pick::Closed => vec![Filter { show: Show::Closed, ..all }],
        Pick::All => vec![Filter { show: Show::All, ..all }],
        Pick::Unassigned => vec![Filter { unassigned: true, ..all }],
        // Claimed or assigned: two lists in one order, each ticket once.
        Pick::Mine => vec![Filter { claimer: me, ..all.clone() }, Filter { assignee: me, ..all }],
    };
    let mut rows = Vec::new();
    for filter in &filters {
        rows.extend(app.desk.store().list(here.guild.id, filter, after, ROWS as u32 + 1).await?);
    }
    if filters.len() > 1 {
        rows.sort_by_key(|row| std::cmp::Reverse((row.activity.last_at, row.ticket.key.number)));
        rows.dedup_by_key(|row| row.ticket.key);
        rows.truncate(ROWS + 1);
    }
    Ok(rows)
}

fn cursor(text: &str) -> Option<Cursor> {
    let (at, number) = text.split_once('.')?;
    Some(Cursor { last_at: Timestamp(at.parse().ok()?), number: number.parse().ok()? })
}

/// The case workers on this page, as the directory knows them.
async fn names(app: &App, here: &InGuild, rows: &[Row]) -> Result<HashMap<UserId, MemberInfo>, Problem> {
    let mut users: Vec<UserId> = rows.iter().filter_map(|row| row.ticket.assignee).collect();
    users.sort();
    users.dedup();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let found = app.desk.store().members(here.guild.id, &users).await?;
    Ok(found.into_iter().map(|member| (member.user, member)).collect())
}

fn row_view(app: &App, here: &InGuild, row: Row, names: &HashMap<UserId, MemberInfo>) -> RowView {
    let Row { ticket, activity } = row;
    let l = here.signed.prefs.locale;
    let kind = here.config.config.type_or_removed(ticket.ticket_type);
    let assignee = ticket.assignee.and_then(|user| names.get(&user)).map(|member| member.name.clone());
    RowView {
        number: ticket.key.number,
        href: format!("/g/{}/tickets/{}", ticket.key.guild, ticket.key.number),
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        type_name: kind.name.clone(),
        status: status(l, &ticket),
        closed: !ticket.is_open(),
        worker: ticket.claim.as_ref().map(|claim| claim.name.clone()).or(assignee),
        priority: priority(l, ticket.priority),
        last: When::new(&here.signed.prefs, activity.last_at, app.now()),
        messages: say!(l, "web-messages", count = activity.messages),
        subject: ticket.subject,
        member: ticket.opener.name,
    }
}

fn tabs(here: &InGuild, current: Pick, counts: Counts) -> Vec<TabView> {
    let l = here.signed.prefs.locale;
    let tab = |pick: Pick| {
        let (label, count) = match pick {
            Pick::Open => (say!(l, "web-show-open"), Some(counts.open)),
            Pick::Mine => (say!(l, "web-show-mine"), Some(counts.mine)),
            Pick::Unassigned => (say!(l, "web-show-unassigned"), Some(counts.unassigned)),
            Pick::Closed => (say!(l, "web-show-closed"), Some(counts.closed)),
            Pick::All => (say!(l, "web-show-all"), None),
        };
        TabView {
            label,
            href: format!("/g/{}/tickets?show={}", here.guild.id, pick.word()),
            current: pick == current,
            count,
            apart: pick == Pick::Closed,
        }
    };
    Pick::ALL.into_iter().map(tab).collect()
}

/// What an empty list teaches.
fn empty(here: &InGuild, pick: Pick) -> (String, String) {
    let l = here.signed.prefs.locale;
    match pick {
        Pick::Mine => (say!(l, "web-empty-mine"), say!(l, "web-empty-mine-text")),
        Pick::Unassigned => (say!(l, "web-empty-unassigned"), say!(l, "web-empty-unassigned-text")),
        Pick::Closed => (say!(l, "web-empty-closed"), say!(l, "web-empty-closed-text")),
        Pick::Open | Pick::All if !here.config.config.settings.enabled => {
            (say!(l, "web-empty-off"), say!(l, "web-empty-off-text"))
        }
        Pick::Open | Pick::All => (say!(l, "web-empty-open"), say!(l, "web-empty-open-text")),
    }
}
