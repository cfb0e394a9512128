//! Release a ticket (P35).

use super::act::At;
use crate::{error::Problem, flash::Flash};
use axum::response::Response;
use ticket::Command;

/// `POST /g/{guild}/tickets/{number}/release`
pub(crate) async fn act(at: At) -> Result<Response, Problem> {
    at.act(Command::Unclaim, Some(Flash::Released)).await
}
