//! `/g/{guild}/views`: filters that staff keep under a name. They stand beside the inbox, and in the palette.

use crate::{
    actor::InGuild,
    done::{Done, What},
    error::Problem,
    pages::{bulk::within, inbox, search::Held, settings::fields::Fields, table},
    state::App,
    view::{Notice, Shell, Tab, Tone, page},
};
use askama::Template;
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::Response,
};
use desk::{Rejected, ports::Show};
use ticket::{
    say,
    text::refusal,
    view::{self, List, MAX_ICON, MAX_NAME, MOST_VIEWS, SavedView},
};

/// Tickets of a view are counted as far as this.
const COUNTED: u32 = 100;
/// What an icon can be with one press.
const ICONS: [&str; 12] = ["🔖", "⭐", "🔥", "⏰", "💳", "🐛", "🛡️", "📮", "🧭", "🌱", "💬", "🏷️"];

/// A view beside the inbox.
pub(crate) struct SavedLink {
    pub(crate) label: String,
    pub(crate) icon: String,
    pub(crate) href: String,
    pub(crate) current: bool,
    /// Open tickets in it; nothing where they are not counted.
    pub(crate) count: String,
}

/// What keeping the present filter needs.
pub(crate) struct Keep {
    pub(crate) act: String,
    pub(crate) list: &'static str,
    pub(crate) query: String,
    pub(crate) may_share: bool,
    pub(crate) icons: [&'static str; 12],
    pub(crate) most_name: usize,
    pub(crate) most_icon: usize,
}

impl Keep {
    pub(crate) fn new(here: &InGuild, list: List, query: &str) -> Self {
        Self {
            act: format!("/g/{}/views", here.guild.id),
            list: list.word(),
            query: query.trim_start_matches('?').to_owned(),
            may_share: view::may_share(&here.config.config, &here.person),
            icons: ICONS,
            most_name: MAX_NAME,
            most_icon: MAX_ICON,
        }
    }
}

fn href(here: &InGuild, view: &SavedView) -> String {
    let page = match view.list {
        List::Inbox => "tickets",
        List::Table => "all",
    };
    format!("/g/{}/{page}?{}", here.guild.id, view.query)
}

/// The views that a person sees, without counts.
pub(crate) async fn kept(app: &App, here: &InGuild) -> Result<Vec<(String, String)>, Problem> {
    let views = app.desk.store().saved_views(here.guild.id, here.person.user).await?;
    Ok(views.iter().map(|one| (format!("{} {}", one.icon, one.name), href(here, one))).collect())
}

/// The views that a person sees, beside the list of this query.
pub(crate) async fn links(app: &App, here: &InGuild, query: &str) -> Result<Vec<SavedLink>, Problem> {
    let store = app.desk.store();
    let mut links = Vec::new();
    for view in store.saved_views(here.guild.id, here.person.user).await? {
        let held = match view.list {
            List::Inbox => Held::of::<inbox::Asked>(app, here, &view.query).await?,
            List::Table => Held::of::<table::Asked>(app, here, &view.query).await?,
        };
        let count = match held.and_then(Held::list).filter(|filter| filter.show != Show::Closed) {
            Some(filter) => match store.count_open(here.guild.id, &filter, COUNTED).await? {
                many if many >= u64::from(COUNTED) => format!("{}+", COUNTED - 1),
                some => some.to_string(),
            },
            None => String::new(),
        };
        links.push(SavedLink {
            href: href(here, &view),
            current: view.list == List::Inbox && view.query == query.trim_start_matches('?'),
            label: view.name,
            icon: view.icon,
            count,
        });
    }
    Ok(links)
}

/// A view to be arranged.
struct Line {
    id: u32,
    name: String,
    icon: String,
    href: String,
    may: bool,
}

#[derive(Template)]
#[template(path = "views/manage.html")]
struct Manage<'a> {
    shell: Shell<'a>,
    guild: String,
    notice: Option<Notice>,
    groups: Vec<(String, Vec<Line>)>,
    most_name: usize,
    most_icon: usize,
    room: String,
}

/// `GET /g/{guild}/views`
pub(crate) async fn show(State(app): State<App>, here: InGuild) -> Result<Response, Problem> {
    manage(&app, &here, StatusCode::OK, None).await
}

async fn manage(
    app: &App,
    here: &InGuild,
    code: StatusCode,
    notice: Option<Notice>,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let l = here.signed.prefs.locale;
    let views = app.desk.store().saved_views(here.guild.id, here.person.user).await?;
    let line = |view: &SavedView| Line {
        id: view.id,
        name: view.name.clone(),
        icon: view.icon.clone(),
        href: href(here, view),
        may: view::may_change(&here.config.config, view, &here.person),
    };
    let (shared, own): (Vec<_>, Vec<_>) = views.iter().partition(|view| view.owner.is_none());
    let groups = [(say!(l, "views-own"), own), (say!(l, "views-shared"), shared)];
    let groups = groups.into_iter().filter(|(_, views)| !views.is_empty());
    let view = Manage {
        shell: Shell::guild(here, Tab::Tickets, say!(l, "views-manage")),
        guild: here.guild.id.to_string(),
        notice,
        groups: groups.map(|(title, views)| (title, views.into_iter().map(line).collect())).collect(),
        most_name: MAX_NAME,
        most_icon: MAX_ICON,
        room: say!(l, "views-room", most = MOST_VIEWS),
    };
    Ok(page(code, &view))
}

async fn refused(app: &App, here: &InGuild, rejected: Rejected) -> Result<Response, Problem> {
    match rejected {
        Rejected::Refused(why) => {
            let notice = Notice { tone: Tone::Refused, text: refusal(here.signed.prefs.locale, &why) };
            manage(app, here, StatusCode::UNPROCESSABLE_ENTITY, Some(notice)).await
        }
        Rejected::Failed(failure) => Err(failure.into()),
    }
}

/// `POST /g/{guild}/views/new`: keeps the filter that was shown.
pub(crate) async fn add(State(app): State<App>, here: InGuild, fields: Fields) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let (list, query) = (List::named(&fields.text("list")), fields.text("query"));
    let known = match list {
        List::Inbox => Held::of::<inbox::Asked>(&app, &here, &query).await?,
        List::Table => Held::of::<table::Asked>(&app, &here, &query).await?,
    };
    known.ok_or(Problem::Unclear)?;
    let view = SavedView {
        id: 0,
        owner: (!fields.flag("shared")).then_some(here.person.user),
        maker: here.person.user,
        list,
        name: fields.words("name").unwrap_or_default(),
        icon: fields.words("icon").unwrap_or_else(|| ICONS[0].to_owned()),
        query,
    };
    let to = href(&here, &view);
    match app.desk.keep_view(here.guild.id, &here.person, view).await {
        Ok(_) => Ok(Done::new(What::ViewKept, 1).then(here.guild.id, &to)),
        Err(rejected) => refused(&app, &here, rejected).await,
    }
}

/// `POST /g/{guild}/views`: names, icons, and the order of the page.
pub(crate) async fn arrange(
    State(app): State<App>,
    here: InGuild,
    fields: Fields,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let ids: Vec<u32> = fields.ids("id");
    let wanted: Vec<_> = ids
        .into_iter()
        .take(2 * MOST_VIEWS)
        .map(|id| (id, fields.text(&format!("name-{id}")), fields.text(&format!("icon-{id}"))))
        .collect();
    match app.desk.arrange_views(here.guild.id, &here.person, &wanted).await {
        Ok(()) => Ok(back(&here, What::ViewsArranged, &fields)),
        Err(rejected) => refused(&app, &here, rejected).await,
    }
}

/// `POST /g/{guild}/views/{view}/remove`
pub(crate) async fn remove(
    State(app): State<App>,
    here: InGuild,
    Path((_, id)): Path<(String, u32)>,
    fields: Fields,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    match app.desk.remove_view(here.guild.id, &here.person, id).await {
        Ok(()) => Ok(back(&here, What::ViewRemoved, &fields)),
        Err(rejected) => refused(&app, &here, rejected).await,
    }
}

fn back(here: &InGuild, what: What, fields: &Fields) -> Response {
    let to = within(&fields.text("back"), here).unwrap_or_else(|| format!("/g/{}/views", here.guild.id));
    Done::new(what, 1).then(here.guild.id, &to)
}
