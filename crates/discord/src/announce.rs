//! Says in a ticket's channel what happened to the ticket.

use crate::{
    Discord,
    discord::store_failed,
    reply::{self, color, inert},
    rest::{Fault, Post, Urgency, nonce},
};
use desk::{Failure, Outcome, crash};
use serde_json::{Value, json};
use std::sync::Arc;
use ticket::{
    By, CloseKind, Closure, Event, GuildConfig, Recorded, Ticket, TicketKey, say, settings::Locale, text,
};

impl Discord {
    /// A ticket with its guild's configuration.
    pub(crate) async fn ticket_and_config(
        &self,
        key: TicketKey,
    ) -> Result<Option<(Ticket, Arc<GuildConfig>)>, Failure> {
        let Some(loaded) = self.desk.store().ticket(key).await? else { return Ok(None) };
        Ok(Some((loaded.ticket, self.guild_config(key.guild).await?)))
    }

    /// A ticket with one of its events.
    pub(crate) async fn ticket_and_event(
        &self,
        key: TicketKey,
        seq: u32,
    ) -> Result<Option<(Ticket, Recorded, Arc<GuildConfig>)>, Failure> {
        let Some((ticket, config)) = self.ticket_and_config(key).await? else { return Ok(None) };
        let event = self.desk.store().event(key, seq).await?;
        Ok(event.map(|event| (ticket, event, config)))
    }

    /// Posts what an event means for those in the channel (P34-P36, P31).
    pub async fn announce(&self, key: TicketKey, seq: u32) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let (Some(channel), Some(embed)) = (ticket.surface.channel(), notice(config.settings.locale, &event))
        else {
            return Outcome::Done;
        };
        let nonce = nonce(&format!("announce:{key}:{seq}"), 0);
        crash::point("announce-before");
        let (body, since, urgency) = (reply::embed(embed), event.at, Urgency::Person);
        let posted = self.rest.post_once(Post { channel, body, nonce, since, urgency }).await;
        crash::point("announce-after");
        match posted {
            // Where there is no channel any more, there is nobody to tell.
            Ok(_) | Err(Fault::Gone(_)) => Outcome::Done,
            Err(fault) => self.failed(fault),
        }
    }
}

/// A person for an embed: mentions in embeds show the name and ping nobody.
pub(crate) fn who(locale: Locale, by: &By) -> String {
    by.user().map_or_else(|| text::by(locale, by), |user| format!("<@{user}>"))
}

fn notice(locale: Locale, event: &Recorded) -> Option<Value> {
    let by = who(locale, &event.by);
    let (color, words) = match &event.event {
        Event::Claimed { .. } => (color::GOOD, say!(locale, "announce-claimed", name = by)),
        Event::Unclaimed { was } if event.by.user() == Some(was.by) => {
            (color::CALM, say!(locale, "announce-unclaimed", name = by))
        }
        Event::Unclaimed { was } => {
            (color::CALM, say!(locale, "announce-unclaimed-other", name = by, was = format!("<@{}>", was.by)))
        }
        Event::Assigned { to, .. } => {
            (color::PLAIN, say!(locale, "announce-assigned", name = by, to = format!("<@{to}>")))
        }
        Event::Unassigned { was } => {
            (color::CALM, say!(locale, "announce-unassigned", name = by, was = format!("<@{was}>")))
        }
        Event::Closed { closure } => (color::END, closed(locale, closure)),
        Event::Reopened { .. } => (color::GOOD, say!(locale, "announce-reopened", name = by)),
        _ => return None,
    };
    Some(json!({ "description": words, "color": color }))
}

/// How a ticket was closed, in a sentence, with the reason under it (P32).
pub(crate) fn closed(locale: Locale, closure: &Closure) -> String {
    let words = match closure.kind {
        CloseKind::Manual => say!(locale, "announce-closed", name = who(locale, &closure.by)),
        kind => say!(locale, "announce-closed-automatic", kind = text::close_kind(locale, kind)),
    };
    match &closure.reason {
        Some(reason) => format!("{words}\n{}", say!(locale, "announce-reason", reason = inert(reason))),
        None => words,
    }
}
