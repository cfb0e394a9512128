//! Whether the member waits for anybody.

use super::act::At;
use crate::error::Problem;
use axum::response::Response;
use ticket::Command;

/// `POST /g/{guild}/tickets/{number}/no-reply`
pub(crate) async fn no_reply(at: At) -> Result<Response, Problem> {
    at.act(Command::NoReplyNeeded, None).await
}

/// `POST /g/{guild}/tickets/{number}/reply`
pub(crate) async fn reply(at: At) -> Result<Response, Problem> {
    at.act(Command::ReplyNeeded, None).await
}
