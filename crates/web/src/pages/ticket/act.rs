//! What all acts on a ticket share: hand the command to the desk, and say what came of it.

use crate::{
    actor::InGuild,
    error::Problem,
    flash::Flash,
    state::App,
    view::{Notice, Tone},
};
use axum::{http::StatusCode, response::Response};
use desk::Rejected;
use ticket::{Command, Refusal, TicketKey, text::refusal};

/// Done: back to the page. Refused: the page as it is now, and why not.
pub(super) async fn act(
    app: &App,
    here: &InGuild,
    number: u32,
    command: Command,
    done: Flash,
) -> Result<Response, Problem> {
    // Who may not read it is told nothing about it.
    here.ticket(app, number).await?;
    let key = TicketKey { guild: here.guild.id, number };
    match app.desk.handle(key, &here.actor(), &command).await {
        Ok(_) => Ok(done.then(&format!("/g/{}/tickets/{number}", key.guild))),
        Err(Rejected::Refused(Refusal::NotATicket)) => Err(Problem::NoTicket),
        Err(Rejected::Refused(why)) => {
            let notice = Notice { tone: Tone::Refused, text: refusal(here.signed.prefs.locale, &why) };
            super::render(app, here, number, StatusCode::UNPROCESSABLE_ENTITY, notice).await
        }
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}
