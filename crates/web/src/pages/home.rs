//! `/`: the servers of the person, or the way in.

use crate::{
    actor::{InGuild, Signed},
    error::Problem,
    pages::sign_in,
    prefs::Prefs,
    state::App,
    view::{Mark, Shell, page},
};
use askama::Template;
use axum::{
    Extension,
    extract::State,
    http::StatusCode,
    response::{Redirect, Response},
};
use ticket::{permissions, say};

/// Servers looked through for one person.
const MAX_GUILDS: usize = 200;

struct Card {
    id: String,
    name: String,
    mark: Mark,
    enter: bool,
    note: String,
}

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    shell: Shell<'a>,
    guilds: Vec<Card>,
    invite: String,
    /// What keeps Discord from telling us anything: its code, the cause and the fix; for those who can do something about it.
    deaf: Option<(&'static str, String, String)>,
}

/// `GET /`
pub(crate) async fn show(
    State(app): State<App>,
    Extension(prefs): Extension<Prefs>,
    signed: Result<Signed, Problem>,
) -> Result<Response, Problem> {
    let Ok(signed) = signed else { return Ok(sign_in::render(&prefs, "/".to_owned())) };
    let l = prefs.locale;
    let mut guilds = Vec::new();
    let known = app.desk.store().guilds().await?;
    let nowhere = known.is_empty();
    for guild in known.into_iter().filter(|guild| guild.present).take(MAX_GUILDS) {
        match InGuild::find(&app, signed.clone(), guild.id).await {
            Ok(here) => guilds.push(card(&app, &here).await?),
            Err(Problem::NoGuild) => {}
            Err(other) => return Err(other),
        }
    }
    guilds.sort_by(|a, b| b.enter.cmp(&a.enter).then_with(|| a.name.cmp(&b.name)));
    let shell = Shell::signed(&signed, say!(l, "web-servers"));
    // Who begins has no server yet; else it is told to staff.
    let concerned = nowhere || guilds.iter().any(|card| card.enter);
    let deaf = app.desk.listening().deaf().filter(|_| concerned).map(|deaf| deaf.trouble);
    let deaf = deaf.map(|trouble| (trouble.code(), trouble.cause(l), trouble.fix(l)));
    Ok(page(StatusCode::OK, &Home { shell, guilds, invite: invite(&app), deaf }))
}

async fn card(app: &App, here: &InGuild) -> Result<Card, Problem> {
    let (l, enter) = (here.signed.prefs.locale, here.may_enter());
    let note = if enter {
        let counts = app
            .desk
            .store()
            .counts(here.guild.id, here.types_seen().as_deref(), here.person.user, app.now())
            .await?;
        say!(l, "web-open-count", count = counts.open)
    } else {
        say!(l, "web-member-note")
    };
    Ok(Card {
        id: here.guild.id.to_string(),
        name: here.guild.name.clone(),
        mark: Mark::of(&here.guild.name, here.guild.id.0),
        enter,
        note,
    })
}

/// Adds Guildhall to a server, with what it needs there.
fn invite(app: &App) -> String {
    let mut url = app.config.oauth.authorize_url.clone();
    url.query_pairs_mut()
        .append_pair("client_id", &app.config.oauth.client_id)
        .append_pair("scope", "bot applications.commands")
        .append_pair("permissions", &permissions::needed().0.to_string());
    url.into()
}

/// `GET /g/{guild}`: the first page of a guild that the person may see.
pub(crate) async fn guild(here: InGuild) -> Redirect {
    let section = if here.may_enter() { "tickets" } else { "mine" };
    Redirect::to(&format!("/g/{}/{section}", here.guild.id))
}
