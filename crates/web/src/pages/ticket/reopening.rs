//! Open a ticket again (P33).

use super::act::At;
use crate::{error::Problem, flash::Flash};
use axum::response::Response;
use ticket::Command;

/// `POST /g/{guild}/tickets/{number}/reopen`
pub(crate) async fn act(at: At) -> Result<Response, Problem> {
    at.act(Command::Reopen, Some(Flash::Reopened)).await
}
