//! Close a ticket, ask whether it can be closed, and what its opener answers (P31, P32).

use super::act::At;
use crate::{error::Problem, flash::Flash};
use axum::{Form, response::Response};
use serde::Deserialize;
use ticket::Command;

#[derive(Deserialize)]
pub(crate) struct Closing {
    #[serde(default)]
    reason: String,
    /// Only ask the opener.
    #[serde(default)]
    ask: Option<String>,
}

/// `POST /g/{guild}/tickets/{number}/close`
pub(crate) async fn act(at: At, Form(closing): Form<Closing>) -> Result<Response, Problem> {
    let reason = Some(closing.reason.replace("\r\n", "\n")).filter(|text| !text.trim().is_empty());
    if closing.ask.is_some() {
        return at.act(Command::RequestClose { reason }, Some(Flash::Asked)).await;
    }
    at.act(Command::Close { reason }, Some(Flash::Closed)).await
}

#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    close: Option<String>,
}

/// `POST /g/{guild}/tickets/{number}/answer`
pub(crate) async fn answer(at: At, Form(answer): Form<Answer>) -> Result<Response, Problem> {
    match answer.close {
        Some(_) => at.act(Command::AcceptClose, Some(Flash::Closed)).await,
        None => at.act(Command::DeclineClose, Some(Flash::Declined)).await,
    }
}
