//! `/g/{guild}/overview`, the dashboard: how the desk stands, and what waits for the reader. The inbox shows its frame while no ticket
//! is open, asked for after the lists, so that figures never hold up work.

use super::{
    Asked, Found,
    cards::{self, Card, Tile},
    find,
};
use crate::{
    actor::InGuild,
    error::Problem,
    pages::inbox::{self, RowView},
    state::App,
    view::{Shell, Tab, page},
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use desk::ports::{Filter, NextWord, Order};
use ticket::say;

/// Tickets of the reader's own that are named.
const TODOS: u32 = 5;

/// How wide the chart is, in its own units: about as wide as it is drawn.
const CHART: f64 = 736.0;

#[derive(Template)]
#[template(path = "reports/overview.html")]
struct Page<'a> {
    shell: Shell<'a>,
    name: String,
    guild: String,
    tiles: Vec<Tile>,
    card: Card,
    quiet: bool,
    todos: Vec<RowView>,
    unassigned: Option<String>,
}

/// `GET /g/{guild}/overview` (M47–M51)
pub(crate) async fn show(State(app): State<App>, here: InGuild) -> Result<Response, Problem> {
    let found = find(&app, &here, &Asked::default()).await?;
    let mine = Filter {
        types: here.types_seen(),
        worker: Some(here.person.user),
        waiting: Some(NextWord::ForUs),
        order: Order::Urgent,
        ..Filter::default()
    };
    let store = app.desk.store();
    let rows = store.list(here.guild.id, &mine, None, TODOS).await?;
    let todos = inbox::rows(&app, &here, rows, "?show=mine").await?;
    let counts =
        store.counts(here.guild.id, here.types_seen().as_deref(), here.person.user, app.now()).await?;
    let title = format!("{} · {}", say!(found.l, "web-dashboard"), here.guild.name);
    let view = Page {
        shell: Shell::guild(&here, Tab::Overview, title).live(format!("/g/{}/live", here.guild.id)),
        name: say!(found.l, "web-hello", name = &here.person.name),
        guild: found.guild.clone(),
        tiles: cards::overview(&found),
        quiet: quiet(&found),
        card: cards::volume(&found, CHART),
        unassigned: (counts.unassigned > 0)
            .then(|| say!(found.l, "web-todos-unassigned", count = counts.unassigned)),
        todos,
    };
    Ok(page(StatusCode::OK, &view))
}

/// Whether nothing happened in these days.
fn quiet(found: &Found) -> bool {
    found.report.points.iter().all(|point| point.opened == 0 && point.closed == 0)
}
