//! `/g/{guild}/palette`: tickets for the command palette. The commands themselves are on the page.

use crate::{actor::InGuild, error::Problem, state::App, view::status};
use axum::{
    Json,
    extract::{Query, State},
    response::{IntoResponse, Response},
};
use desk::ports::{Filter, Show};
use serde::{Deserialize, Serialize};

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
    let all = Filter { show: Show::All, text: Some(asked.q), ..Filter::default() };
    let filter = if here.may_enter() {
        Filter { types: here.types_seen(), ..all }
    } else {
        Filter { opener: Some(here.person.user), ..all }
    };
    let rows = app.desk.store().list(here.guild.id, &filter, None, MOST).await?;
    let found = rows.into_iter().map(|row| Found {
        label: format!("#{} {}", row.ticket.key.number, row.ticket.subject),
        hint: format!("{} · {}", row.ticket.opener.name, status(l, &row.ticket).1),
        href: format!("/g/{}/tickets/{}", row.ticket.key.guild, row.ticket.key.number),
    });
    Ok(Json(found.collect::<Vec<_>>()).into_response())
}
