//! `/g/{guild}/all`: every ticket that the reader may see, as a table to search, filter and sort (M46, M52-M56).

mod asked;

pub(crate) use asked::Asked;

use crate::{
    actor::InGuild,
    error::Problem,
    pages::{
        bulk::Bar,
        inbox::Sort,
        search::{Found, Page},
        settings::fields::Opt,
        views::Keep,
    },
    state::App,
    view::{Shell, Tab, When, page, priority, status},
};
use askama::Template;
use asked::Status;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{MemberInfo, Row};
use std::collections::{BTreeSet, HashMap};
use ticket::{Priority, UserId, access, query::Piece, say};

/// Rows of one page.
const ROWS: usize = 100;

struct Line {
    number: u32,
    href: String,
    subject: Vec<Piece>,
    /// Where it was found: the way there, whose words, and the words.
    place: Option<(String, String, Vec<Piece>)>,
    member: String,
    emoji: String,
    kind: String,
    status: (&'static str, String),
    priority: (&'static str, String),
    worker: String,
    tags: Vec<String>,
    opened: When,
    last: When,
    sample: bool,
}

/// A heading; those that can be sorted by are links.
struct Heading {
    label: String,
    href: Option<String>,
    order: &'static str,
}

/// A filter that is in force, and the address without it.
struct FilterChip {
    label: String,
    href: String,
}

/// What there is to choose from.
struct Choices {
    states: Vec<Opt>,
    kinds: Vec<Opt>,
    workers: Vec<Opt>,
    priorities: Vec<Opt>,
    tags: Vec<Opt>,
}

#[derive(Template)]
#[template(path = "table/table.html")]
struct Table<'a> {
    shell: Shell<'a>,
    bar: Bar,
    keep: Keep,
    guild: String,
    choices: Choices,
    chips: Vec<FilterChip>,
    q: String,
    sort: &'static str,
    headings: Vec<Heading>,
    lines: Vec<Line>,
    /// Where the next page begins.
    next: Option<String>,
    /// The address of the list.
    list: String,
    unclear: Option<String>,
    ranked: bool,
}

/// The rows alone, for a list that is scrolled on.
#[derive(Template)]
#[template(path = "table/further.html")]
struct Further<'a> {
    shell: Shell<'a>,
    list: String,
    next: Option<String>,
    ranked: bool,
    lines: Vec<Line>,
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
    let Page { found, next, unclear, ranked } = Page::of(&app, &here, &asked, ROWS).await?;
    let names = people(&app, &here, &asked, &found).await?;
    let lines: Vec<Line> = found.into_iter().map(|found| line(&app, &here, found, &names)).collect();
    let list = asked.href(&guild, None);
    if asked.further {
        let shell = Shell::guild(&here, Tab::All, String::new());
        return Ok(page(StatusCode::OK, &Further { shell, list, next, ranked, lines }));
    }
    let choices = choices(&here, &asked, &names);
    let shell =
        Shell::guild(&here, Tab::All, format!("{} · {}", say!(l, "web-all-tickets"), here.guild.name))
            .live(format!("/g/{guild}/live"));
    let this_page = asked.href(&guild, asked.after.as_deref());
    let query = |href: &str| href.split_once('?').map_or_else(String::new, |(_, query)| query.to_owned());
    let view = Table {
        shell,
        keep: Keep::new(&here, ticket::view::List::Table, &query(&list)),
        bar: Bar::new(&here, "table", &query(&list), this_page, app.now()),
        chips: chips(&here, &asked, &choices, &guild),
        choices,
        headings: headings(&here, &asked, &guild, ranked),
        lines,
        q: asked.q.clone(),
        sort: asked.sort.word(),
        next,
        list,
        unclear,
        ranked,
        guild,
    };
    Ok(page(StatusCode::OK, &view))
}

/// Who can be chosen as a case worker, and who is named in the rows.
async fn people(
    app: &App,
    here: &InGuild,
    asked: &Asked,
    rows: &[Found],
) -> Result<HashMap<UserId, MemberInfo>, Problem> {
    let mut users: BTreeSet<UserId> =
        here.config.config.types.iter().flat_map(|kind| kind.handlers.iter().copied()).collect();
    let tickets = || rows.iter().map(|found| &found.row.ticket);
    users.extend(tickets().filter_map(|ticket| ticket.assignee));
    users.extend(tickets().filter_map(|ticket| ticket.claim.as_ref().map(|claim| claim.by)));
    users.insert(here.person.user);
    users.extend(asked.worker.parse().ok().map(UserId));
    let users: Vec<UserId> = users.into_iter().collect();
    let found = app.desk.store().members(here.guild.id, &users).await?;
    Ok(found.into_iter().map(|member| (member.user, member)).collect())
}

fn choices(here: &InGuild, asked: &Asked, names: &HashMap<UserId, MemberInfo>) -> Choices {
    let (l, config) = (here.signed.prefs.locale, &here.config.config);
    let mut workers: Vec<Opt> = names
        .values()
        .map(|member| Opt::new(member.user, member.name.clone(), member.user.to_string() == asked.worker))
        .collect();
    workers.sort_by_key(|one| (one.value != here.person.user.to_string(), one.label.to_lowercase()));
    workers.insert(0, Opt::new("none", say!(l, "web-show-unassigned"), asked.worker == "none"));
    let seen = config.types.iter().filter(|kind| access::may_view(config, kind, &here.person));
    let kind = |kind: &ticket::TicketType| {
        let label = format!("{} {}", kind.emoji.as_deref().unwrap_or("🎫"), kind.name);
        Opt::new(kind.id, label, kind.id.to_string() == asked.kind)
    };
    let level =
        |level: Priority| Opt::new(level.word(), priority(l, level).1, level.word() == asked.priority);
    let tag = |tag: &ticket::canned::Tag| Opt::new(tag.id, tag.name.clone(), tag.id.to_string() == asked.tag);
    Choices {
        states: vec![
            Opt::new("open", say!(l, "web-show-open"), asked.status == Status::Open),
            Opt::new("closed", say!(l, "web-show-closed"), asked.status == Status::Closed),
            Opt::new("all", say!(l, "web-any"), asked.status == Status::All),
        ],
        kinds: seen.map(kind).collect(),
        workers,
        priorities: Priority::ALL.into_iter().rev().map(level).collect(),
        tags: config.tags.iter().map(tag).collect(),
    }
}

/// The filters in force. Open ones are what one sees without a choice.
fn chips(here: &InGuild, asked: &Asked, choices: &Choices, guild: &str) -> Vec<FilterChip> {
    let l = here.signed.prefs.locale;
    let bare = Asked { after: None, ..asked.clone() };
    let chosen = |from: &[Opt]| from.iter().find(|one| one.chosen).map(|one| one.label.clone());
    let status = chosen(&choices.states).filter(|_| asked.status != Status::Open);
    let all = [
        (say!(l, "web-fact-status"), status, Asked { status: Status::Open, ..bare.clone() }),
        (say!(l, "web-fact-type"), chosen(&choices.kinds), Asked { kind: String::new(), ..bare.clone() }),
        (
            say!(l, "web-fact-assignee"),
            chosen(&choices.workers),
            Asked { worker: String::new(), ..bare.clone() },
        ),
        (
            say!(l, "web-fact-priority"),
            chosen(&choices.priorities),
            Asked { priority: String::new(), ..bare.clone() },
        ),
        (say!(l, "web-tags"), chosen(&choices.tags), Asked { tag: String::new(), ..bare.clone() }),
        (
            say!(l, "search-title"),
            Some(asked.q.trim().to_owned()).filter(|q| !q.is_empty()),
            Asked { q: String::new(), ..bare.clone() },
        ),
    ];
    let chip = |(name, value, without): (String, Option<String>, Asked)| {
        value.map(|value| FilterChip { label: format!("{name}: {value}"), href: without.href(guild, None) })
    };
    all.into_iter().filter_map(chip).collect()
}

fn headings(here: &InGuild, asked: &Asked, guild: &str, ranked: bool) -> Vec<Heading> {
    let l = here.signed.prefs.locale;
    let plain = |label: String| Heading { label, href: None, order: "" };
    // The first press sorts as is most wanted, the second the other way round.
    let by = |label: String, first: Sort, second: Sort, orders: [&'static str; 2]| {
        if ranked {
            return plain(label);
        }
        let next = if asked.sort == first { second } else { first };
        let order = if asked.sort == first {
            orders[0]
        } else if asked.sort == second {
            orders[1]
        } else {
            ""
        };
        let asked = Asked { sort: next, after: None, ..asked.clone() };
        Heading { label, href: Some(asked.href(guild, None)), order }
    };
    let falling = ["descending", "ascending"];
    vec![
        plain(say!(l, "web-new-title")),
        plain(say!(l, "web-fact-member")),
        plain(say!(l, "web-fact-type")),
        plain(say!(l, "web-fact-status")),
        by(say!(l, "web-fact-priority"), Sort::Urgent, Sort::Calm, falling),
        plain(say!(l, "web-fact-assignee")),
        by(say!(l, "web-fact-opened"), Sort::Newest, Sort::Oldest, falling),
        by(say!(l, "web-last-activity"), Sort::Latest, Sort::Quiet, falling),
    ]
}

fn line(app: &App, here: &InGuild, found: Found, names: &HashMap<UserId, MemberInfo>) -> Line {
    let subject = found.subject();
    let place = found.places.into_iter().next();
    let Row { ticket, activity } = found.row;
    let (l, prefs, now) = (here.signed.prefs.locale, &here.signed.prefs, app.now());
    let config = &here.config.config;
    let kind = config.type_or_removed(ticket.ticket_type);
    let assignee = ticket.assignee.and_then(|user| names.get(&user)).map(|member| member.name.clone());
    let href = format!("/g/{}/tickets/{}", ticket.key.guild, ticket.key.number);
    Line {
        number: ticket.key.number,
        place: place.map(|place| (place.href(&href, ""), place.label, place.pieces)),
        href,
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        kind: kind.name.clone(),
        status: status(l, &ticket),
        priority: priority(l, ticket.priority),
        worker: assignee
            .or_else(|| ticket.claim.as_ref().map(|claim| claim.name.clone()))
            .unwrap_or_default(),
        tags: ticket.tags.iter().filter_map(|id| config.tag(*id)).map(|tag| tag.name.clone()).collect(),
        opened: When::new(prefs, ticket.opened_at, now),
        sample: ticket.is_sample(),
        last: When::new(prefs, activity.last_at, now),
        subject,
        member: ticket.opener.name,
    }
}
