//! `/g/{guild}/take`: the next ticket that waits becomes one's own.

use super::Asked;
use crate::{
    actor::InGuild,
    done::{Done, What},
    error::Problem,
    state::App,
};
use axum::{
    extract::{Query, State},
    response::{IntoResponse, Redirect, Response},
};
use desk::Rejected;

/// `POST /g/{guild}/take`: the list beside the ticket stays what it was.
pub(crate) async fn act(
    State(app): State<App>,
    here: InGuild,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let (guild, query) = (here.guild.id, asked.query());
    let list = format!("/g/{guild}/tickets");
    let taken = match app.desk.take_next(guild, &here.person, here.types_seen()).await {
        Ok(Some(taken)) => taken,
        Ok(None) => return Ok(Done::new(What::NobodyWaits, 0).then(guild, &format!("{list}{query}"))),
        Err(Rejected::Failed(failure)) => return Err(failure.into()),
        Err(Rejected::Refused(_)) => return Err(Problem::Forbidden),
    };
    let page = format!("{list}/{}{query}", taken.ticket.ticket.key.number);
    Ok(match Done::by(&taken, here.person.user) {
        Some(toast) => toast.then(guild, &page),
        None => Redirect::to(&page).into_response(),
    })
}
