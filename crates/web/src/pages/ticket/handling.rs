//! Who handles it, how urgent it is, what it is tagged with (P36, P37, P71).

use super::act::At;
use crate::error::Problem;
use axum::{Form, response::Response};
use serde::Deserialize;
use ticket::{Command, Priority, TagId, UserId};

#[derive(Deserialize)]
pub(crate) struct Assigning {
    /// An account's id; nobody if empty.
    #[serde(default)]
    to: String,
}

/// `POST /g/{guild}/tickets/{number}/assign`
pub(crate) async fn assign(at: At, Form(Assigning { to }): Form<Assigning>) -> Result<Response, Problem> {
    if to.is_empty() {
        return at.act(Command::Unassign, None).await;
    }
    let user: UserId = to.parse().map_err(|_| Problem::Unclear)?;
    let member = at.app.desk.store().member(at.here.guild.id, user).await?.ok_or(Problem::Unclear)?;
    let to = Box::new(at.here.guild.person(&member));
    at.act(Command::Assign { to }, None).await
}

#[derive(Deserialize)]
pub(crate) struct Ranking {
    priority: Priority,
}

/// `POST /g/{guild}/tickets/{number}/priority`
pub(crate) async fn priority(at: At, Form(Ranking { priority }): Form<Ranking>) -> Result<Response, Problem> {
    at.act(Command::SetPriority(priority), None).await
}

#[derive(Deserialize)]
pub(crate) struct Tagging {
    #[serde(default)]
    add: Option<u32>,
    #[serde(default)]
    remove: Option<u32>,
}

/// `POST /g/{guild}/tickets/{number}/tags`
pub(crate) async fn tag(at: At, Form(tagging): Form<Tagging>) -> Result<Response, Problem> {
    match (tagging.add, tagging.remove) {
        (Some(tag), None) => at.act(Command::Tag(TagId(tag)), None).await,
        (None, Some(tag)) => at.act(Command::Untag(TagId(tag)), None).await,
        _ => Err(Problem::Unclear),
    }
}
