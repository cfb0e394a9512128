//! Close a ticket, with a reason if there is one (P31, P32).

use super::act::act as judge;
use crate::{actor::InGuild, error::Problem, flash::Flash, state::App};
use axum::{
    Form,
    extract::{Path, State},
    response::Response,
};
use serde::Deserialize;
use ticket::Command;

#[derive(Deserialize)]
pub(crate) struct Closing {
    #[serde(default)]
    reason: String,
}

/// `POST /g/{guild}/tickets/{number}/close`
pub(crate) async fn act(
    State(app): State<App>,
    here: InGuild,
    Path((_, number)): Path<(String, u32)>,
    Form(Closing { reason }): Form<Closing>,
) -> Result<Response, Problem> {
    let reason = Some(reason.replace("\r\n", "\n")).filter(|text| !text.trim().is_empty());
    judge(&app, &here, number, Command::Close { reason }, Flash::Closed).await
}
