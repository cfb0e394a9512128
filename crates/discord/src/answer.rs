//! Turns "your ticket is being prepared" into a link to it.

use crate::{
    Discord,
    discord::store_failed,
    reply,
    rest::{Call, Fault},
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{Surface, Ticket, TicketKey, event::Reply, say, settings::Locale};
use twilight_http::routing::Route;

/// Seconds for which an interaction can be answered (interactions/receiving-and-responding).
const ANSWERABLE: i64 = 15 * 60;

impl Discord {
    /// Edits the private reply to the opening.
    pub async fn answer_opener(&self, key: TicketKey, to: &Reply) -> Outcome {
        let (ticket, config) = match self.ticket_and_config(key).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        if self.desk.clock().now() > ticket.opened_at.plus_seconds(ANSWERABLE) {
            return Outcome::Done;
        }
        let Some(body) = self.opened(&ticket, config.settings.locale) else {
            // Said by this job alone, so that no later word hides the link.
            let words = say!(config.settings.locale, "opened-preparing", number = key.number);
            let _ = self.edit_reply(to, &reply::words(&words)).await;
            return Outcome::Later { at: None, why: "the channel is not there yet".to_owned() };
        };
        crash::point("answer-before");
        let answered = self.edit_reply(to, &body).await;
        crash::point("answer-after");
        match answered {
            // The reply was dismissed, or its time is over: nobody is waiting.
            Ok(()) | Err(Fault::Gone(_) | Fault::Unauthorized | Fault::Refused { .. }) => Outcome::Done,
            Err(fault) => self.failed(fault),
        }
    }

    fn opened(&self, ticket: &Ticket, locale: Locale) -> Option<Value> {
        let number = ticket.key.number;
        let (words, url) = match &ticket.surface {
            Surface::Pending => return None,
            Surface::Channel { channel, .. } | Surface::Thread { channel, .. } => (
                say!(locale, "opened", number = number, channel = format!("<#{channel}>")),
                Some(reply::channel_url(ticket.key.guild, *channel)),
            ),
            Surface::Unavailable { .. } => (
                say!(locale, "opened-without-channel", number = number),
                Some(self.config.ticket_url(ticket.key)),
            ),
            Surface::Gone => (say!(locale, "opened-and-gone", number = number), None),
        };
        let mut body = reply::words(&words);
        if let Some(url) = url {
            body["components"] = json!([reply::row(vec![reply::link(&url, &say!(locale, "button-go"))])]);
        }
        Some(body)
    }

    /// Edits the first answer to an interaction.
    pub(crate) async fn edit_reply(&self, reply: &Reply, body: &Value) -> Result<(), Fault> {
        let route = Route::UpdateInteractionOriginal {
            application_id: reply.application,
            interaction_token: &reply.token,
        };
        self.rest.send(Call::json(&route, body)?).await
    }
}
