//! Say how it went (P97).

use super::act::At;
use crate::{error::Problem, flash::Flash};
use axum::{Form, response::Response};
use serde::Deserialize;
use ticket::Command;

#[derive(Deserialize)]
pub(crate) struct Rating {
    #[serde(default)]
    stars: u8,
    #[serde(default)]
    comment: String,
}

/// `POST /g/{guild}/tickets/{number}/rate`
pub(crate) async fn act(at: At, Form(Rating { stars, comment }): Form<Rating>) -> Result<Response, Problem> {
    let comment = Some(comment).filter(|text| !text.trim().is_empty());
    at.act(Command::Rate { stars, comment }, Some(Flash::Rated)).await
}
