//! `/g/{guild}/palette`: tickets for the command palette. The commands themselves are on the page.

use crate::{actor::InGuild, error::Problem, pages::views, state::App, view::status};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use desk::ports::{Filter, Show};
use serde::{Deserialize, Serialize};
use ticket::say;

/// Tickets offered.
const MOST: u32 = 8;

#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    q: String,
}

#[derive(Serialize)]
struct Found {
    label: String,
    hint: String,
    href: String,
}

/// `GET /g/{guild}/palette`
pub(crate) async fn show(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let l = here.signed.prefs.locale;
    let words = asked.q.to_lowercase();
    let fits = |name: &str| words.split_whitespace().all(|word| name.to_lowercase().contains(word));
    let views = if here.may_enter() { views::kept(&app, &here).await? } else { Vec::new() };
    let views = views.into_iter().filter(|(name, _)| fits(name));
    let views = views.map(|(label, href)| Found { label, hint: say!(l, "views-hint"), href });
    let all = Filter { show: Show::All, text: Some(asked.q), ..Filter::default() };
    let filter = if here.may_enter() {
        Filter { types: here.types_seen(), ..all }
    } else {
        Filter { opener: Some(here.person.user), ..all }
    };
    let rows = app.desk.store().list(here.guild.id, &filter, None, MOST).await?;
    let tickets = rows.into_iter().map(|row| Found {
        label: format!("#{} {}", row.ticket.key.number, row.ticket.subject),
        hint: format!("{} · {}", row.ticket.opener.name, status(l, &row.ticket).1),
        href: format!("/g/{}/tickets/{}", row.ticket.key.guild, row.ticket.key.number),
    });
    Ok(Json(views.chain(tickets).collect::<Vec<_>>()).into_response())
}
