//! What is being written, as it will look in Discord. Nothing is kept.

use super::act::At;
use crate::{
    copies::Copies,
    error::Problem,
    read::{about, moment},
};
use axum::{
    Form,
    response::{Html, IntoResponse, Response},
};
use serde::Deserialize;
use serde_json::json;
use transcript::{Id, Line, Message, Note, Options, User, render_message, render_thread};

/// Characters drawn; more cannot be sent at once.
const MOST: usize = 8_000;

#[derive(Deserialize)]
pub(crate) struct Words {
    #[serde(default)]
    text: String,
    #[serde(default)]
    mode: String,
}

/// `POST /g/{guild}/tickets/{number}/preview`
pub(crate) async fn act(at: At, Form(words): Form<Words>) -> Result<Response, Problem> {
    let (app, here) = (&at.app, &at.here);
    let (loaded, _) = here.ticket(app, at.key.number).await?;
    let text: String = words.text.chars().take(MOST).collect();
    let mut conversation = about(app, here, &loaded, here.signed.prefs.clock()).await?;
    let now = moment(app.now());
    conversation.now = Some(now);
    let copies = Copies::of(app, at.key).await?;
    let source = |file: transcript::FileRef<'_>| copies.source(file);
    let options = Options { files: &source, nonce: Some(&here.signed.prefs.nonce) };
    let mut html = Vec::new();
    if words.mode == "note" {
        let name = here.person.name.clone();
        let id = Id(here.person.user.0);
        let author = User { id, username: name.clone(), global_name: Some(name), ..User::default() };
        let note = Note { id: String::new(), author, content: text, at: Some(now) };
        render_thread(&conversation, &[Line::Note(note)], &mut html, options).map_err(|_| Problem::Broken)?;
    } else {
        let (id, name) = (here.person.user.to_string(), &here.person.name);
        let body = json!({
            "id": "1", "type": 0, "content": text, "timestamp": now.to_string(),
            "author": { "id": id, "username": name, "global_name": name },
        });
        let message: Message = serde_json::from_value(body).map_err(|_| Problem::Broken)?;
        render_message(&conversation, &message, &mut html, options).map_err(|_| Problem::Broken)?;
    }
    Ok(Html(String::from_utf8_lossy(&html).into_owned()).into_response())
}
