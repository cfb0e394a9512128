//! `/g/{guild}/privacy/assist`: what of a member's words Auto-Assist reads, and where they are sent. For everyone in the guild.

use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    view::{Shell, Tab, page},
};
use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use ticket::say;

#[derive(Template)]
#[template(path = "knowledge/privacy.html")]
struct Page<'a> {
    shell: Shell<'a>,
    text: String,
    /// The types whose tickets it looks at.
    types: Vec<String>,
}

/// `GET /g/{guild}/privacy/assist`
pub(crate) async fn show(State(app): State<App>, here: InGuild) -> Result<Response, Problem> {
    let l = here.signed.prefs.locale;
    let config = &here.config.config;
    let on = config.settings.assist.enabled;
    let looked_at = config.types.iter().filter(|kind| on && kind.active && kind.assist.enabled);
    let view = Page {
        shell: Shell::guild(&here, Tab::Mine, say!(l, "web-privacy-assist")),
        text: text(&app, &here).await?,
        types: looked_at.map(|kind| kind.name.clone()).collect(),
    };
    Ok(page(StatusCode::OK, &view))
}

/// What a member has to know, in a few sentences.
pub(crate) async fn text(app: &App, here: &InGuild) -> Result<String, Problem> {
    let l = here.signed.prefs.locale;
    let config = &here.config.config;
    if !config.settings.assist.enabled || !config.types.iter().any(|kind| kind.assist.enabled) {
        return Ok(say!(l, "web-privacy-assist-off"));
    }
    Ok(match app.assistant.client().await? {
        Some(client) => say!(l, "web-privacy-assist-provider", host = client.endpoint().host()),
        None => say!(l, "web-privacy-assist-alone"),
    })
}
