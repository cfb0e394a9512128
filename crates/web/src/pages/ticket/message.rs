//! Write in a ticket from the web (M21, M79).

use crate::{
    actor::InGuild,
    error::Problem,
    state::App,
    upload::Upload,
    view::{Notice, Tone},
};
use axum::{
    extract::{Path, State},
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use desk::{Rejected, speak::Saying};
use ticket::text::refusal;

/// `POST /g/{guild}/tickets/{number}/messages`
pub(crate) async fn act(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    upload: Upload,
) -> Result<Response, Problem> {
    let (loaded, _) = here.ticket(&app, number).await?;
    let key = loaded.ticket.key;
    let text = upload.text("text").to_owned();
    let saying =
        Saying { text: text.clone(), once: upload.once()?, files: upload.files, ..Saying::default() };
    match app.desk.say(key, &here.person, saying).await {
        Ok(_) => Ok(Redirect::to(&format!("/g/{}/tickets/{number}", key.guild)).into_response()),
        Err(Rejected::Refused(why)) => {
            let notice = Notice { tone: Tone::Refused, text: refusal(here.signed.prefs.locale, &why) };
            // What was written is not lost.
            let again = super::Again { notice: Some(notice), draft: text, ..super::Again::default() };
            super::render(&app, &here, number, StatusCode::UNPROCESSABLE_ENTITY, again).await
        }
        Err(Rejected::Failed(failure)) => Err(failure.into()),
    }
}
