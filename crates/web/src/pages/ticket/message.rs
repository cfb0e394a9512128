//! Write in a ticket from the web: for everyone (M21, M79), or a note for staff (P40); or change what one wrote.

use super::act::At;
use crate::{error::Problem, flash::Flash, upload::Upload};
use axum::response::Response;
use desk::speak::Saying;
use ticket::{Command, MessageId};

/// `POST /g/{guild}/tickets/{number}/messages`
pub(crate) async fn act(at: At, upload: Upload) -> Result<Response, Problem> {
    let text = upload.text("text").to_owned();
    // Never said to everyone by mistake: a note is a note even where it is refused.
    if upload.text("mode") == "note" {
        let command = Command::Note { text: text.replace("\r\n", "\n") };
        return match at.app.desk.handle(at.key, &at.here.actor(), &command).await {
            Ok(_) => Ok(at.done(Some(Flash::Noted))),
            Err(rejected) => at.rejected(rejected, text).await,
        };
    }
    if let Ok(message) = upload.text("edit").parse::<MessageId>() {
        let (desk, person) = (&at.app.desk, &at.here.person);
        let done = match upload.text("take_back") {
            "" => desk.reword(at.key, person, message, &text).await,
            _ => desk.take_back(at.key, person, message).await,
        };
        return match done {
            Ok(()) => Ok(at.done(None)),
            Err(rejected) => at.rejected(rejected, text).await,
        };
    }
    let saying =
        Saying { text: text.clone(), once: upload.once()?, files: upload.files, ..Saying::default() };
    match at.app.desk.say(at.key, &at.here.person, saying).await {
        Ok(_) => Ok(at.done(None)),
        Err(rejected) => at.rejected(rejected, text).await,
    }
}
