//! Write in a ticket from the web: for everyone (M21, M79), or a note for staff (P40); or change what one wrote.

use super::act::{At, Onward};
use crate::{error::Problem, flash::Flash, upload::Upload};
use axum::response::Response;
use desk::{
    guard::{News, Said, Seen},
    speak::Saying,
};
use ticket::{Command, MessageId, history, say};

/// Characters shown of an answer that is new.
const MOST_QUOTED: usize = 500;

/// `POST /g/{guild}/tickets/{number}/messages`
pub(crate) async fn act(at: At, upload: Upload) -> Result<Response, Problem> {
    let text = upload.text("text").to_owned();
    // Never said to everyone by mistake: a note is a note even where it is refused.
    if upload.text("mode") == "note" {
        let command = Command::Note { text: text.replace("\r\n", "\n") };
        return match at.app.desk.handle(at.key, &at.here.actor(), &command).await {
            Ok(_) => Ok(at.done(Some(Flash::Noted))),
            Err(rejected) => at.rejected(rejected, text).await,
        };
    }
    if let Ok(message) = upload.text("edit").parse::<MessageId>() {
        let (desk, person) = (&at.app.desk, &at.here.person);
        let done = match upload.text("take_back") {
            "" => desk.reword(at.key, person, message, &text).await,
            _ => desk.take_back(at.key, person, message).await,
        };
        return match done {
            Ok(()) => Ok(at.done(None)),
            Err(rejected) => at.rejected(rejected, text).await,
        };
    }
    let onward = Onward::of(upload.text("then"));
    let next = if onward.is_some() { at.next().await? } else { None };
    // Without words it is only closed, or only gone on from.
    if let Some(onward) = onward.filter(|_| text.trim().is_empty() && upload.files.is_empty()) {
        return at.onward(onward, next).await;
    }
    let saying = Saying {
        text: text.clone(),
        once: upload.once()?,
        files: upload.files.clone(),
        claims: upload.text("claim") == "yes",
        ..Saying::default()
    };
    // Who answers as staff is told first what is new to them.
    let said = match seen(upload.text("seen")).filter(|_| upload.text("anyway").is_empty()) {
        Some(seen) if at.is_answering().await? => {
            at.app.desk.say_guarded(at.key, &at.here.person, saying, seen).await
        }
        _ => at.app.desk.say(at.key, &at.here.person, saying).await.map(Said::Sent),
    };
    match said {
        Ok(Said::Sent(_)) => {
            at.app.desk.presence().stops(at.key, at.here.person.user);
            match onward {
                Some(onward) => at.onward(onward, next).await,
                None => Ok(at.done(None)),
            }
        }
        Ok(Said::Wait(news)) => {
            let guard = news.iter().map(|one| words(&at, one)).collect();
            at.waits(guard, text, onward == Some(Onward::Close)).await
        }
        Err(rejected) => at.rejected(rejected, text).await,
    }
}

/// What the page showed: message and version.
pub(super) fn seen(text: &str) -> Option<Seen> {
    let (message, version) = text.split_once('.')?;
    Some(Seen { message: MessageId(message.parse().ok()?), version: version.parse().ok()? })
}

/// Something new, in words: a sentence, and what was said.
pub(super) fn words(at: &At, news: &News) -> (String, String) {
    let l = at.here.signed.prefs.locale;
    match news {
        News::Said { name, text, .. } => {
            (say!(l, "guard-said", name = name), text.chars().take(MOST_QUOTED).collect())
        }
        News::Happened(recorded) => {
            let moment = |until| at.here.signed.prefs.moment(until);
            let names = history::Names { of: &|_| None, moment: Some(&moment) };
            let sentence = history::sentence(l, recorded, &at.here.config.config, &names);
            (sentence.unwrap_or_default(), String::new())
        }
        News::Typing { name, in_discord: true } => {
            (say!(l, "presence-typing-discord", name = name), String::new())
        }
        News::Typing { name, .. } => (say!(l, "presence-typing", name = name), String::new()),
    }
}
