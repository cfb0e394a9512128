//! `/g/{guild}/mine`: the tickets of the person who looks, open ones first (M10, M12, M14-M16).

use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, When, automatic, page, state},
};
use askama::Template;
use axum::{
    extract::{Query, State},
    http::StatusCode,
    response::Response,
};
use desk::ports::{Cursor, Filter, Row, Show};
use serde::Deserialize;
use ticket::{Timestamp, say};

/// Open tickets shown; whoever has more finds them among those of the inbox.
const OPEN: u32 = 200;
/// Closed tickets of one page.
const CLOSED: usize = 50;

#[derive(Deserialize)]
pub(crate) struct Asked {
    /// The number of the last closed ticket seen.
    before: Option<u32>,
}

/// A ticket as its member sees it.
struct Card {
    number: u32,
    href: String,
    emoji: String,
    type_name: String,
    subject: String,
    /// One of three words, and its class.
    state: (&'static str, String),
    /// How it was closed, if it is.
    closed: Option<String>,
    stars: Option<u8>,
    last: When,
    messages: u32,
}

#[derive(Template)]
#[template(path = "mine.html")]
struct Mine<'a> {
    shell: Shell<'a>,
    guild: String,
    open: Vec<Card>,
    closed: Vec<Card>,
    older: Option<String>,
    unfold: bool,
    can_open: bool,
}

/// `GET /g/{guild}/mine`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let (guild, l) = (here.guild.id, here.signed.prefs.locale);
    let store = app.desk.store();
    let own = Filter { opener: Some(here.person.user), ..Filter::default() };
    let open = store.list(guild, &own, None, OPEN).await?;
    let filter = Filter { show: Show::Closed, order: desk::ports::Order::Newest, ..own };
    let after = asked.before.map(|number| Cursor { last_at: Timestamp(0), number, urgency: 0 });
    let mut closed = store.list(guild, &filter, after, CLOSED as u32 + 1).await?;
    let more = (closed.len() > CLOSED).then(|| closed.truncate(CLOSED)).and_then(|()| closed.last());
    let older = more.map(|row| format!("/g/{guild}/mine?before={}", row.ticket.key.number));
    let cards = |rows: Vec<Row>| rows.into_iter().map(|row| card(&app, &here, row)).collect::<Vec<_>>();
    let title = format!("{} · {}", say!(l, "web-my-tickets"), here.guild.name);
    let shell = Shell::guild(&here, Tab::Mine, title).live(format!("/g/{guild}/live?mine=true"));
    let view = Mine {
        shell,
        guild: guild.to_string(),
        unfold: asked.before.is_some() || open.is_empty(),
        open: cards(open),
        closed: cards(closed),
        older,
        can_open: !super::new::kinds(&here, app.now()).is_empty(),
    };
    Ok(page(StatusCode::OK, &view))
}

fn card(app: &App, here: &InGuild, row: Row) -> Card {
    let l = here.signed.prefs.locale;
    let kind = here.config.config.type_or_removed(row.ticket.ticket_type);
    let closed = row.ticket.closure().map(|closure| match automatic(l, closure.kind) {
        Some(kind) => say!(l, "web-closed-automatic", kind = kind),
        None => say!(l, "web-closed-by", name = ticket::text::by(l, &closure.by)),
    });
    Card {
        number: row.ticket.key.number,
        href: format!("/g/{}/tickets/{}", row.ticket.key.guild, row.ticket.key.number),
        emoji: kind.emoji.clone().unwrap_or_else(|| "🎫".to_owned()),
        type_name: kind.name.clone(),
        state: state(l, &row.ticket, &row.activity),
        closed,
        stars: row.ticket.closure().and_then(|closure| closure.rating.as_ref()).map(|rating| rating.stars),
        last: When::new(&here.signed.prefs, row.activity.last_at, app.now()),
        messages: row.activity.messages,
        subject: row.ticket.subject,
    }
}
