//! Another type, another subject, people, pins and pauses (P38, P39, P41, P42, P48).

use super::act::At;
use crate::{error::Problem, flash::Flash};
use axum::{Form, response::Response};
use serde::Deserialize;
use ticket::{Command, Refusal, TypeId, UserId};

#[derive(Deserialize)]
pub(crate) struct Moving {
    to: u32,
}

/// `POST /g/{guild}/tickets/{number}/move`
pub(crate) async fn change_type(at: At, Form(Moving { to }): Form<Moving>) -> Result<Response, Problem> {
    at.act(Command::Move { to: TypeId(to) }, Some(Flash::Moved)).await
}

#[derive(Deserialize)]
pub(crate) struct Renaming {
    #[serde(default)]
    subject: String,
}

/// `POST /g/{guild}/tickets/{number}/rename`
pub(crate) async fn rename(at: At, Form(Renaming { subject }): Form<Renaming>) -> Result<Response, Problem> {
    // Kept exactly as given (P85); nothing brings the first one back.
    let subject = Some(subject).filter(|subject| !subject.trim().is_empty());
    at.act(Command::Rename { subject }, None).await
}

#[derive(Deserialize)]
pub(crate) struct Person {
    #[serde(default)]
    name: String,
    #[serde(default)]
    remove: Option<UserId>,
}

/// `POST /g/{guild}/tickets/{number}/people`
pub(crate) async fn people(at: At, Form(given): Form<Person>) -> Result<Response, Problem> {
    if let Some(user) = given.remove {
        return at.act(Command::RemoveUser { user }, None).await;
    }
    let name = given.name.trim().trim_start_matches('@').to_lowercase();
    let found = at.app.desk.store().members_named(at.here.guild.id, &name, 20).await?;
    let same = |one: &str| one.to_lowercase() == name;
    let member = found.into_iter().find(|one| same(&one.username) || same(&one.name));
    match member.filter(|member| member.present) {
        Some(member) => {
            let who = Box::new(at.here.guild.person(&member));
            at.act(Command::AddUser { who }, None).await
        }
        None => at.rejected(Refusal::NobodyNamed { name }.into(), String::new()).await,
    }
}

/// `POST /g/{guild}/tickets/{number}/pin`
pub(crate) async fn pin(at: At) -> Result<Response, Problem> {
    at.act(Command::Pin, None).await
}

/// `POST /g/{guild}/tickets/{number}/unpin`
pub(crate) async fn unpin(at: At) -> Result<Response, Problem> {
    at.act(Command::Unpin, None).await
}

#[derive(Deserialize)]
pub(crate) struct Pausing {
    #[serde(default)]
    reason: String,
}

/// `POST /g/{guild}/tickets/{number}/pause`
pub(crate) async fn pause(at: At, Form(Pausing { reason }): Form<Pausing>) -> Result<Response, Problem> {
    at.act(Command::Pause { reason }, None).await
}

/// `POST /g/{guild}/tickets/{number}/resume`
pub(crate) async fn resume(at: At) -> Result<Response, Problem> {
    at.act(Command::Resume, None).await
}
