//! Open a ticket again (P33).

use super::act::act as judge;
use crate::{actor::InGuild, error::Problem, flash::Flash, state::App};
use axum::{
    extract::{Path, State},
    response::Response,
};
use ticket::Command;

/// `POST /g/{guild}/tickets/{number}/reopen`
pub(crate) async fn act(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
) -> Result<Response, Problem> {
    judge(&app, &here, number, Command::Reopen, Flash::Reopened).await
}
