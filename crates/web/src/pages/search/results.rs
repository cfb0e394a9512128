//! `/g/{guild}/search`: what was found for one who looks through everything they may read. Members come here from their tickets, staff from anywhere.

use super::{Asking, Found, Page};
use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, When, page, state, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Filter, Order, Row, Show};
use serde::Deserialize;
use ticket::{
    Timestamp,
    query::{Check, Piece, Sought},
    say,
};

/// Places of one page.
const HITS: usize = 40;

#[derive(Default, Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
    until: Option<String>,
    /// Whether it is a list that is scrolled on: it needs what was found only.
    #[serde(default)]
    further: bool,
}

impl Asking for Asked {
    fn typed(&self) -> &str {
        &self.q
    }

    fn after(&self) -> Option<&str> {
        self.after.as_deref()
    }

    fn until(&self) -> Option<&str> {
        self.until.as_deref()
    }

    fn filter(&self, here: &InGuild, _: Timestamp) -> Filter {
        Filter { show: Show::All, order: Order::Latest, ..own(here) }
    }

    fn checked(&self, here: &InGuild, checks: Vec<Vec<Check>>, now: Timestamp) -> Filter {
        Filter { checks, ..self.filter(here, now) }
    }

    fn narrowed(&self, _: &InGuild, sought: Sought, _: Timestamp) -> Sought {
        sought
    }
}

/// A ticket on the page.
struct Card {
    number: u32,
    href: String,
    subject: Vec<Piece>,
    member: String,
    emoji: String,
    kind: String,
    status: (&'static str, String),
    last: When,
    places: Vec<Place>,
    /// How many more places there are.
    more: Option<String>,
    sample: bool,
}

struct Place {
    kind: &'static str,
    label: String,
    pieces: Vec<Piece>,
    href: String,
    when: When,
}

#[derive(Template)]
#[template(path = "search/results.html")]
struct Results<'a> {
    shell: Shell<'a>,
    guild: String,
    q: String,
    staff: bool,
    /// What is wrong with what was typed.
    unclear: Option<String>,
    cards: Vec<Card>,
    /// The address of what is looked for.
    list: String,
    /// Where the next page begins.
    next: Option<String>,
    /// Whether it is in the order of what was found.
    ranked: bool,
    asked: bool,
}

/// What was found alone, for a list that is scrolled on.
#[derive(Template)]
#[template(path = "search/further.html")]
struct Further<'a> {
    shell: Shell<'a>,
    list: String,
    next: Option<String>,
    ranked: bool,
    cards: Vec<Card>,
}

/// `GET /g/{guild}/search`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (guild, l) = (here.guild.id.to_string(), here.signed.prefs.locale);
    let staff = here.may_enter();
    let typed = !asked.q.trim().is_empty();
    let found = if typed { Page::of(&app, &here, &asked, HITS).await? } else { Page::default() };
    let Page { found, next, unclear, ranked } = found;
    let cards = found.into_iter().map(|found| card(&app, &here, found)).collect();
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    let list = format!("/g/{guild}/search?{}", query.append_pair("q", &asked.q).finish());
    let tab = if staff { Tab::All } else { Tab::Mine };
    let shell = Shell::guild(&here, tab, format!("{} · {}", say!(l, "search-title"), here.guild.name));
    if asked.further {
        return Ok(page(StatusCode::OK, &Further { shell, list, next, ranked, cards }));
    }
    let view = Results { shell, staff, unclear, cards, list, next, ranked, asked: typed, q: asked.q, guild };
    Ok(page(StatusCode::OK, &view))
}

/// The tickets that a person may see.
pub(crate) fn own(here: &InGuild) -> Filter {
    if here.may_enter() {
        Filter { types: here.types_seen(), ..Filter::default() }
    } else {
        Filter { opener: Some(here.person.user), ..Filter::default() }
    }
}

fn card(app: &App, here: &InGuild, found: Found) -> Card {
    let l = here.signed.prefs.locale;
    let subject = found.subject();
    let Row { ticket, activity } = found.row;
    let kind = here.config.config.type_or_removed(ticket.ticket_type);
    let href = format!("/g/{}/tickets/{}", ticket.key.guild, ticket.key.number);
    Card {
        sample: ticket.is_sample(),
        number: ticket.key.number,
        subject,
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        kind: kind.name.clone(),
        status: if ticket.opener.user == here.person.user {
            state(l, &ticket, &activity)
        } else {
            status(l, &ticket)
        },
        last: When::new(&here.signed.prefs, activity.last_at, app.now()),
        places: found
            .places
            .into_iter()
            .map(|place| Place {
                href: place.href(&href, ""),
                kind: place.kind,
                label: place.label,
                pieces: place.pieces,
                when: place.when,
            })
            .collect(),
        more: (found.more > 0).then(|| say!(l, "search-more-here", count = found.more)),
        member: ticket.opener.name,
        href,
    }
}
