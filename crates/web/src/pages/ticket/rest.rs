//! Whether the member waits for anybody, and tickets that are out of sight for a while.

use super::act::At;
use crate::{actor::InGuild, error::Problem, view::When};
use axum::{Form, response::Response};
use serde::Deserialize;
use ticket::{
    Command, Refusal, Ticket, Timestamp, say,
    settings::Locale,
    snooze::{self, MAX_SNOOZE_DAYS, Preset},
};

/// `POST /g/{guild}/tickets/{number}/no-reply`
pub(crate) async fn no_reply(at: At) -> Result<Response, Problem> {
    at.act(Command::NoReplyNeeded, None).await
}

/// `POST /g/{guild}/tickets/{number}/reply`
pub(crate) async fn reply(at: At) -> Result<Response, Problem> {
    at.act(Command::ReplyNeeded, None).await
}

#[derive(Deserialize)]
pub(crate) struct Snoozing {
    /// As [`snooze::read`] takes it; the field beside if it is `on`, and until the member writes if it is empty.
    #[serde(default)]
    until: String,
    #[serde(default)]
    on: String,
}

/// `POST /g/{guild}/tickets/{number}/snooze`
pub(crate) async fn snooze(at: At, Form(given): Form<Snoozing>) -> Result<Response, Problem> {
    let text = if given.until == "on" { given.on.as_str() } else { given.until.as_str() };
    let until = match (text, given.until.is_empty()) {
        (_, true) => None,
        (text, false) => match snooze::read(text, &at.here.config.config, at.app.now()) {
            Some(until) => Some(until),
            None => {
                let why = Refusal::SnoozeTime { days: MAX_SNOOZE_DAYS };
                return at.rejected(why.into(), String::new()).await;
            }
        },
    };
    at.act(Command::Snooze { until }, None).await
}

/// `POST /g/{guild}/tickets/{number}/unsnooze`
pub(crate) async fn unsnooze(at: At) -> Result<Response, Problem> {
    at.act(Command::Unsnooze, None).await
}

/// A time that is offered.
pub(crate) struct Offered {
    pub(crate) label: String,
    /// As it is sent.
    pub(crate) value: String,
    /// When that is.
    pub(crate) when: String,
}

/// What is offered now.
pub(crate) fn offered(here: &InGuild, now: Timestamp) -> Vec<Offered> {
    let (l, config, prefs) = (here.signed.prefs.locale, &here.config.config, &here.signed.prefs);
    let one = |(preset, at): (Preset, Timestamp)| Offered {
        label: snooze::label(l, preset),
        value: snooze::written(config, at),
        when: When::new(prefs, at, now).full,
    };
    snooze::choices(config, now).into_iter().map(one).collect()
}

/// Tomorrow morning, as it is sent.
pub(crate) fn tomorrow(here: &InGuild, now: Timestamp) -> String {
    let config = &here.config.config;
    Preset::Tomorrow.at(config, now).map_or_else(String::new, |at| snooze::written(config, at))
}

/// Until when a ticket is snoozed, in words.
pub(crate) fn until(here: &InGuild, ticket: &Ticket, now: Timestamp) -> Option<String> {
    let l: Locale = here.signed.prefs.locale;
    let snooze = ticket.snoozed.as_ref()?;
    Some(match snooze.until {
        Some(at) => say!(l, "web-snoozed-until", until = When::new(&here.signed.prefs, at, now).full),
        None => say!(l, "web-snoozed-reply"),
    })
}
