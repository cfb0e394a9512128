//! `/g/{guild}/tickets`: views, and the queue of the one that is open. The page of a ticket shows both beside the conversation.

mod pick;
pub(crate) mod take;

pub(crate) use pick::{Asked, Pick, Sort};

use crate::{
    actor::InGuild,
    chip::{self, Chip},
    error::Problem,
    pages::{
        bulk::Bar,
        samples,
        search::{Found, Page, held},
        ticket::presence::InRow,
        ticket::rest,
        views::{self as kept, Keep, SavedLink},
    },
    state::App,
    view::{Mark, Shell, Tab, When, page, priority, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Counts, MemberInfo, Row};
use std::collections::HashMap;
use ticket::{TypeId, UserId, access, access::Audience, query::Piece, say, view::List, waiting};

/// Rows of one page.
const ROWS: usize = 50;

/// A link to a view or a type.
pub(crate) struct ViewLink {
    pub(crate) label: String,
    pub(crate) href: String,
    /// The name of an icon; for types their emoji.
    pub(crate) icon: &'static str,
    pub(crate) emoji: String,
    pub(crate) current: bool,
    pub(crate) count: Option<u64>,
    /// The key after `g` that goes there; none for most.
    pub(crate) key: &'static str,
}

/// A row as it is shown.
pub(crate) struct RowView {
    pub(crate) number: u32,
    pub(crate) href: String,
    pub(crate) emoji: String,
    pub(crate) type_name: String,
    pub(crate) subject: Vec<Piece>,
    /// The words around what was searched for, and whose they are.
    pub(crate) place: Option<(String, Vec<Piece>)>,
    pub(crate) member: String,
    pub(crate) mark: Mark,
    pub(crate) status: (&'static str, String),
    pub(crate) closed: bool,
    pub(crate) worker: Option<(String, Mark)>,
    pub(crate) priority: (&'static str, String),
    /// Its response time.
    pub(crate) sla: Option<Chip>,
    /// Whether the member has the last word, and waits for an answer.
    pub(crate) for_us: bool,
    /// Until when it is out of sight.
    pub(crate) snoozed: Option<String>,
    /// Whether it came back into sight, and nothing was said since.
    pub(crate) woken: bool,
    /// Whether staff said that it needs no answer.
    pub(crate) settled: bool,
    pub(crate) last: When,
    pub(crate) messages: u32,
    pub(crate) current: bool,
    /// Who else is at it, as a piece of the page.
    pub(crate) at: String,
    pub(crate) sample: bool,
}

/// The two panes on the left.
pub(crate) struct Queue {
    pub(crate) bar: Bar,
    pub(crate) saved: Vec<SavedLink>,
    pub(crate) keep: Keep,
    pub(crate) home: String,
    /// Tomorrow morning, as a ticket is snoozed until it.
    pub(crate) tomorrow: String,
    /// Where the next ticket that waits is taken from.
    pub(crate) take: String,
    pub(crate) title: String,
    pub(crate) views: Vec<ViewLink>,
    pub(crate) kinds: Vec<ViewLink>,
    pub(crate) sorts: Vec<ViewLink>,
    pub(crate) show: &'static str,
    pub(crate) kind: Option<u32>,
    pub(crate) sort: &'static str,
    pub(crate) q: String,
    pub(crate) rows: Vec<RowView>,
    /// Where the next page begins.
    pub(crate) next: Option<String>,
    /// The address of the list.
    pub(crate) list: String,
    /// Whether words are looked for, so that a page may hold few, or none, before the next.
    pub(crate) ranked: bool,
    pub(crate) empty: (String, String),
    /// What is wrong with what was searched for.
    pub(crate) unclear: Option<String>,
    /// Where the filters of the search field are suggested from.
    pub(crate) suggest: String,
    /// Whether no ticket is open beside it.
    pub(crate) alone: bool,
    /// What there is to say of samples.
    pub(crate) samples: Option<samples::Note>,
}

#[derive(Template)]
#[template(path = "inbox/inbox.html")]
struct Inbox<'a> {
    shell: Shell<'a>,
    queue: Queue,
    overview: String,
    name: String,
    setup_hint: Option<String>,
}

/// The rows alone, for a list that is scrolled on.
#[derive(Template)]
#[template(path = "inbox/further.html")]
struct Further<'a> {
    shell: Shell<'a>,
    list: String,
    next: Option<String>,
    ranked: bool,
    rows: Vec<RowView>,
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
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    if asked.further {
        return further(&app, &here, &asked).await;
    }
    let queue = queue(&app, &here, &asked, None).await?;
    let shell = Shell::guild(&here, Tab::Tickets, format!("{} · {}", queue.title, here.guild.name))
        .live(format!("/g/{guild}/live"));
    let off = here.may_configure() && !here.config.config.settings.enabled;
    let view = Inbox {
        shell,
        queue,
        overview: format!("/g/{guild}/overview"),
        name: say!(l, "web-hello", name = &here.person.name),
        setup_hint: off.then(|| format!("/g/{guild}/setup")),
    };
    Ok(page(StatusCode::OK, &view))
}

async fn further(app: &App, here: &InGuild, asked: &Asked) -> Result<Response, Problem> {
    let query = asked.query();
    let Page { found, next, ranked, .. } = Page::of(app, here, asked, ROWS).await?;
    let rows = row_views(app, here, found, &query, None).await?;
    let shell = Shell::guild(here, Tab::Tickets, String::new());
    let list = back(here.guild.id, &query, None);
    Ok(page(StatusCode::OK, &Further { shell, list, next, ranked, rows }))
}

/// Views and rows, as the address asks for them.
pub(crate) async fn queue(
    app: &App,
    here: &InGuild,
    asked: &Asked,
    current: Option<u32>,
) -> Result<Queue, Problem> {
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    let store = app.desk.store();
    let query = asked.query();
    let seen = here.types_seen();
    // None needs what another gives.
    let (counts, page, saved, kinds, samples) = tokio::try_join!(
        async { Ok(store.counts(guild, seen.as_deref(), here.person.user, app.now()).await?) },
        Page::of(app, here, asked, ROWS),
        kept::links(app, here, &query),
        kinds(app, here, asked),
        samples::note(app, here, true),
    )?;
    let Page { found, next, unclear, ranked } = page;
    let rows = row_views(app, here, found, &query, current).await?;
    // Where there are tickets, nobody needs any made up.
    let samples = samples.filter(|note| note.there || rows.is_empty() && asked.q.trim().is_empty());
    let kind = asked.kind.and_then(|id| here.config.config.ticket_type(TypeId(id)));
    // A view that is kept has the place that it is made of.
    let own = saved.iter().find(|one| one.current).map(|one| one.label.clone());
    let mut views = views(here, asked, counts);
    views.iter_mut().for_each(|one| one.current &= own.is_none());
    let usual = || kind.map_or_else(|| asked.show.label(l), |kind| kind.name.clone());
    let title = own.unwrap_or_else(usual);
    Ok(Queue {
        saved,
        keep: Keep::new(here, List::Inbox, &query),
        bar: Bar::new(here, "inbox", &query, back(guild, &query, current), app.now()),
        tomorrow: rest::tomorrow(here, app.now()),
        take: format!("/g/{guild}/take{query}"),
        home: format!("/g/{guild}/tickets"),
        title,
        views,
        kinds,
        sorts: sorts(here, asked),
        show: asked.show.word(),
        kind: asked.kind,
        sort: asked.sort.word(),
        q: asked.q.clone(),
        rows,
        samples,
        next,
        list: back(guild, &query, None),
        ranked,
        empty: if asked.q.trim().is_empty() {
            asked.show.empty(here)
        } else {
            (say!(l, "search-none"), say!(l, "search-none-text"))
        },
        unclear,
        suggest: format!("/g/{guild}/search/suggest"),
        alone: current.is_none(),
    })
}

/// The page that the list is on.
fn back(guild: ticket::GuildId, query: &str, current: Option<u32>) -> String {
    let open = current.map(|number| format!("/{number}")).unwrap_or_default();
    format!("/g/{guild}/tickets{open}{query}")
}

/// The ticket after this one in the list, also after a place that it is not in. After the last of all comes the one before it where the first
/// page shows both, and the first of the list else.
pub(crate) async fn following(
    app: &App,
    here: &InGuild,
    asked: &Asked,
    number: u32,
) -> Result<Option<u32>, Problem> {
    let numbers =
        |page: &Page| page.found.iter().map(|found| found.row.ticket.key.number).collect::<Vec<_>>();
    let page = Page::of(app, here, asked, ROWS).await?;
    let listed = numbers(&page);
    if let Some(at) = listed.iter().position(|one| *one == number) {
        let beside = at.checked_sub(1).and_then(|before| listed.get(before));
        let after = listed.get(at + 1).or(beside).copied();
        if at + 1 < listed.len() || page.next.is_none() {
            return Ok(after);
        }
    }
    // Further down: whoever scrolled there goes on there.
    if page.next.is_some() && !page.ranked {
        let (loaded, _) = here.ticket(app, number).await?;
        let here_on = held::after_row(&Row { ticket: loaded.ticket, activity: loaded.activity });
        let asked = Asked { after: Some(here_on), ..asked.clone() };
        if let Some(next) = numbers(&Page::of(app, here, &asked, 1).await?).first() {
            return Ok(Some(*next));
        }
    }
    Ok(listed.first().copied())
}

/// The case workers on this page, as the directory knows them.
async fn workers(app: &App, here: &InGuild, rows: &[Found]) -> Result<HashMap<UserId, MemberInfo>, Problem> {
    let mut users: Vec<UserId> = rows.iter().filter_map(|found| found.row.ticket.assignee).collect();
    users.sort();
    users.dedup();
    if users.is_empty() {
        return Ok(HashMap::new());
    }
    let found = app.desk.store().members(here.guild.id, &users).await?;
    Ok(found.into_iter().map(|member| (member.user, member)).collect())
}

/// Rows outside of the queue, none of which is open.
pub(crate) async fn rows(
    app: &App,
    here: &InGuild,
    rows: Vec<Row>,
    query: &str,
) -> Result<Vec<RowView>, Problem> {
    row_views(app, here, rows.into_iter().map(Found::bare).collect(), query, None).await
}

async fn row_views(
    app: &App,
    here: &InGuild,
    found: Vec<Found>,
    query: &str,
    current: Option<u32>,
) -> Result<Vec<RowView>, Problem> {
    let names = workers(app, here, &found).await?;
    Ok(found.into_iter().map(|one| row_view(app, here, one, &names, query, current)).collect())
}

fn row_view(
    app: &App,
    here: &InGuild,
    found: Found,
    names: &HashMap<UserId, MemberInfo>,
    query: &str,
    current: Option<u32>,
) -> RowView {
    let subject = found.subject();
    let place = found.places.into_iter().next();
    let Row { ticket, activity } = found.row;
    let l = here.signed.prefs.locale;
    let kind = here.config.config.type_or_removed(ticket.ticket_type);
    let assignee =
        ticket.assignee.and_then(|user| names.get(&user)).map(|member| (member.name.clone(), member.user.0));
    let worker = ticket.claim.as_ref().map(|claim| (claim.name.clone(), claim.by.0)).or(assignee);
    let staff = access::audience(&here.config.config, &ticket, &here.person) == Some(Audience::Staff);
    RowView {
        at: if staff { InRow::of(app, here, ticket.key).html() } else { String::new() },
        number: ticket.key.number,
        href: {
            let href = format!("/g/{}/tickets/{}", ticket.key.guild, ticket.key.number);
            place.as_ref().map_or_else(|| format!("{href}{query}"), |place| place.href(&href, query))
        },
        place: place.map(|place| (place.label, place.pieces)),
        subject,
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        type_name: kind.name.clone(),
        status: status(l, &ticket),
        closed: !ticket.is_open(),
        worker: worker.map(|(name, id)| {
            let mark = Mark::of(&name, id);
            (name, mark)
        }),
        priority: priority(l, ticket.priority),
        sla: chip::of(&here.signed.prefs, &ticket, &activity, app.now()),
        for_us: waiting::is_for_us(&ticket, &activity),
        snoozed: rest::until(here, &ticket, app.now()),
        woken: ticket.past.woken().is_some_and(|woken| woken > activity.last_at),
        settled: waiting::settled_at(&ticket, &activity.talk).is_some(),
        last: When::new(&here.signed.prefs, activity.last_at, app.now()),
        messages: activity.messages,
        current: current == Some(ticket.key.number),
        sample: ticket.is_sample(),
        mark: Mark::of(&ticket.opener.name, ticket.opener.user.0),
        member: ticket.opener.name,
    }
}

fn views(here: &InGuild, asked: &Asked, counts: Counts) -> Vec<ViewLink> {
    let l = here.signed.prefs.locale;
    let link = |pick: Pick| ViewLink {
        label: pick.label(l),
        href: format!("/g/{}/tickets?show={}", here.guild.id, pick.word()),
        icon: pick.icon(),
        emoji: String::new(),
        current: pick == asked.show && asked.kind.is_none(),
        count: pick.count(counts),
        key: pick.key(),
    };
    Pick::ALL.into_iter().map(link).collect()
}

/// The types that the reader may see, with their open tickets.
async fn kinds(app: &App, here: &InGuild, asked: &Asked) -> Result<Vec<ViewLink>, Problem> {
    let open: HashMap<_, _> = app.desk.store().open_by_type(here.guild.id).await?.into_iter().collect();
    let config = &here.config.config;
    let seen = config.types.iter().filter(|kind| access::may_view(config, kind, &here.person));
    let link = |kind: &ticket::TicketType| ViewLink {
        label: kind.name.clone(),
        href: format!("/g/{}/tickets?show=open&type={}", here.guild.id, kind.id),
        icon: "",
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        current: asked.kind == Some(kind.id.0),
        count: Some(open.get(&kind.id).copied().unwrap_or(0)),
        key: "",
    };
    Ok(seen.map(link).collect())
}

fn sorts(here: &InGuild, asked: &Asked) -> Vec<ViewLink> {
    let link = |sort: Sort| ViewLink {
        label: sort.label(here.signed.prefs.locale),
        href: format!("/g/{}/tickets{}", here.guild.id, Asked { sort, ..asked.clone() }.query()),
        icon: "",
        emoji: String::new(),
        current: sort == asked.sort,
        count: None,
        key: "",
    };
    Sort::ALL.into_iter().map(link).collect()
}
