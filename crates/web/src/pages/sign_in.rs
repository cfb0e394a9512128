//! `/sign-in`: says what Discord will be asked for before it is asked.

use crate::{
    error::Problem, oauth::local, prefs::Prefs, session::Current, state::App, view::Shell, view::page,
};
use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use serde::Deserialize;
use ticket::say;

#[derive(Template)]
#[template(path = "sign_in.html")]
struct SignIn<'a> {
    shell: Shell<'a>,
    next: String,
}

#[derive(Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    next: String,
}

/// `GET /sign-in?next=…`
pub(crate) async fn show(
    State(app): State<App>,
    Extension(prefs): Extension<Prefs>,
    current: Option<Extension<Current>>,
    Query(Wanted { next }): Query<Wanted>,
) -> Result<Response, Problem> {
    let next = local(&app.config, &next);
    if current.is_some() {
        return Ok(Redirect::to(&next).into_response());
    }
    Ok(render(&prefs, next))
}

/// The page, going on to an address of ours.
pub(crate) fn render(prefs: &Prefs, next: String) -> Response {
    page(StatusCode::OK, &SignIn { shell: Shell::bare(prefs, say!(prefs.locale, "web-sign-in-title")), next })
}
