//! `/g/{guild}/undo`: take back what one did a moment ago.

use crate::{
    actor::InGuild,
    done::{Done, What, acts},
    error::Problem,
    state::App,
};
use axum::{
    Form,
    extract::State,
    http::{HeaderMap, Uri, header},
    response::Response,
};
use desk::Rejected;
use serde::Deserialize;
use ticket::TicketKey;

#[derive(Deserialize)]
pub(crate) struct Undoing {
    #[serde(default)]
    acts: String,
}

/// `POST /g/{guild}/undo`
pub(crate) async fn act(
    State(app): State<App>,
    here: InGuild,
    headers: HeaderMap,
    Form(Undoing { acts: named }): Form<Undoing>,
) -> Result<Response, Problem> {
    if !here.may_enter() {
        return Err(Problem::Forbidden);
    }
    let (mut count, mut why) = (0, None);
    // The last thing first.
    for (number, seq) in acts(&named).into_iter().rev() {
        let key = TicketKey { guild: here.guild.id, number };
        if here.ticket(&app, number).await.is_err() {
            continue;
        }
        match app.desk.undo(key, &here.person, seq).await {
            Ok(_) => count += 1,
            Err(Rejected::Refused(refusal)) => why = why.or(Some(What::not_undone(&refusal))),
            Err(Rejected::Failed(failure)) => return Err(failure.into()),
        }
    }
    let what = if count > 0 { What::Undone } else { why.unwrap_or(What::NotUndone) };
    Ok(Done::new(what, count).then(here.guild.id, &before(&headers, &here)))
}

/// The page it was asked from, if it is one of this guild; else the list.
pub(crate) fn before(headers: &HeaderMap, here: &InGuild) -> String {
    let page = headers.get(header::REFERER).and_then(|value| value.to_str().ok());
    let page = page.and_then(|page| page.parse::<Uri>().ok());
    let path = page.and_then(|page| page.path_and_query().map(|path| path.as_str().to_owned()));
    path.and_then(|path| within(&path, here)).unwrap_or_else(|| format!("/g/{}/tickets", here.guild.id))
}

/// A path, if it is one of this guild.
pub(crate) fn within(path: &str, here: &InGuild) -> Option<String> {
    let ours = path.starts_with(&format!("/g/{}/", here.guild.id)) && !path.contains(['\r', '\n', '\\']);
    ours.then(|| path.to_owned())
}
