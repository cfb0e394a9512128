//! `/g/{guild}/search`: what was found for one who looks through everything they may read. Members come here from their tickets, staff from anywhere.

use super::{Found, Typed, place, reached, read};
use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, When, page, status},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Filter, Order, Row, Show};
use serde::Deserialize;
use ticket::{query::Piece, say};

/// Places of one page.
const HITS: u32 = 40;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
    after: Option<String>,
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
    more: Option<String>,
    asked: bool,
}

/// `GET /g/{guild}/search`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (guild, l) = (here.guild.id.to_string(), here.signed.prefs.locale);
    let staff = here.may_enter();
    let (mut unclear, mut found, mut next) = (None, Vec::new(), None);
    match read(&app, &here, &asked.q).await? {
        Typed::Nothing => {}
        Typed::Unclear(why) => unclear = Some(why),
        Typed::Sought(sought) if sought.has_words() => {
            let after =
                asked.after.as_deref().map(|text| reached(text).ok_or(Problem::Unclear)).transpose()?;
            (found, next) = super::found(&app, &here, &sought, after, HITS).await?;
        }
        Typed::Sought(sought) => {
            let filter =
                Filter { show: Show::All, checks: sought.checks, order: Order::Latest, ..own(&here) };
            let rows = app.desk.store().list(here.guild.id, &filter, None, HITS).await?;
            found = rows.into_iter().map(Found::bare).collect();
        }
    }
    let more = next.map(|reached| {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.append_pair("q", &asked.q).append_pair("after", &place(reached));
        format!("/g/{guild}/search?{}", query.finish())
    });
    let tab = if staff { Tab::All } else { Tab::Mine };
    let shell = Shell::guild(&here, tab, format!("{} · {}", say!(l, "search-title"), here.guild.name));
    let view = Results {
        shell,
        staff,
        unclear,
        cards: found.into_iter().map(|found| card(&app, &here, found)).collect(),
        more,
        asked: !asked.q.trim().is_empty(),
        q: asked.q,
        guild,
    };
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
        status: status(l, &ticket),
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
