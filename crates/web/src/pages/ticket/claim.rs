//! Take a ticket (P34).

use super::act::At;
use crate::{error::Problem, flash::Flash};
use axum::response::Response;
use ticket::Command;

/// `POST /g/{guild}/tickets/{number}/claim`
pub(crate) async fn act(at: At) -> Result<Response, Problem> {
    at.act(Command::Claim, Some(Flash::Claimed)).await
}
