//! Who else is at a ticket: a line above the composer, kept by the open stream; and that somebody writes.

use super::act::At;
use crate::{actor::InGuild, error::Problem, state::App, view::Mark};
use askama::Template;
use axum::{
    Form,
    http::StatusCode,
    response::{IntoResponse, Response},
};
use desk::presence::{Present, Who};
use serde::Deserialize;
use ticket::{TicketKey, access::Audience, say, settings::Locale};

/// People named; of more their number.
const NAMED: usize = 5;
/// Faces in a row; of more their number.
const FACES: usize = 2;

struct Person {
    mark: Mark,
    words: String,
    typing: bool,
}

/// Those at a ticket, as a piece of the page.
#[derive(Template)]
#[template(path = "ticket/presence.html")]
pub(crate) struct Others {
    people: Vec<Person>,
    more: usize,
}

impl Others {
    pub(crate) fn of(app: &App, here: &InGuild, key: TicketKey) -> Self {
        let l = here.signed.prefs.locale;
        let people = app.desk.presence().at(key, here.person.user, app.now());
        let more = people.len().saturating_sub(NAMED);
        let person = |one: Present| Person {
            mark: Mark::of(&one.name, one.user.0),
            words: words(l, &one),
            typing: one.typing,
        };
        Self { people: people.into_iter().take(NAMED).map(person).collect(), more }
    }

    pub(crate) fn html(&self) -> String {
        self.render().unwrap_or_default()
    }
}

/// Those at a ticket, as faces in its row of a list.
#[derive(Template)]
#[template(path = "ticket/present_row.html")]
pub(crate) struct InRow {
    people: Vec<Person>,
    more: usize,
}

impl InRow {
    pub(crate) fn of(app: &App, here: &InGuild, key: TicketKey) -> Self {
        let Others { mut people, more } = Others::of(app, here, key);
        let more = more + people.len().saturating_sub(FACES);
        people.truncate(FACES);
        Self { people, more }
    }

    pub(crate) fn html(&self) -> String {
        self.render().unwrap_or_default().trim().replace('\r', "")
    }
}

fn words(l: Locale, one: &Present) -> String {
    match (one.typing, one.in_discord) {
        (true, true) => say!(l, "presence-typing-discord", name = &one.name),
        (true, false) => say!(l, "presence-typing", name = &one.name),
        (false, _) => say!(l, "presence-viewing", name = &one.name),
    }
}

/// Who the reader is to those at the ticket.
pub(crate) fn who(here: &InGuild, audience: Audience) -> Who {
    let staff = audience == Audience::Staff;
    Who { user: here.person.user, name: here.person.name.clone(), staff }
}

#[derive(Deserialize)]
pub(crate) struct Typing {
    /// Nothing when what was written is gone.
    #[serde(default)]
    on: Option<String>,
}

/// `POST /g/{guild}/tickets/{number}/typing`
pub(crate) async fn typing(at: At, Form(typing): Form<Typing>) -> Result<Response, Problem> {
    let (loaded, _) = at.here.ticket(&at.app, at.key.number).await?;
    let staff = at.here.is_staff(&loaded);
    let own = loaded.ticket.opener.user == at.here.person.user;
    if !staff && !own {
        return Err(Problem::Forbidden);
    }
    let presence = at.app.desk.presence();
    match typing.on {
        Some(_) => {
            let audience = if staff && !own { Audience::Staff } else { Audience::Member };
            presence.types(at.key, who(&at.here, audience), false, at.app.now());
        }
        None => presence.stops(at.key, at.here.person.user),
    }
    Ok(StatusCode::NO_CONTENT.into_response())
}
