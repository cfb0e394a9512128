//! Says in the opener's private reply how things stand: "your ticket is being prepared" becomes a link to it.

use crate::{
    Discord,
    discord::store_failed,
    reply,
    rest::{Call, Fault},
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{
    Event, Surface, Ticket, TicketKey,
    event::{ANSWERABLE_SECONDS, Origin, Reply},
    say,
    settings::Locale,
};
use twilight_http::routing::Route;

impl Discord {
    /// Edits the private reply to the opening. Asked for again whenever the surface changes.
    pub async fn answer_opener(&self, key: TicketKey) -> Outcome {
        // The opening is a ticket's first event.
        let (ticket, opening, config) = match self.ticket_and_event(key, 1).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        let Event::Opened { origin: Origin::Discord { reply: Some(reply), .. }, .. } = &opening.event else {
            return Outcome::Done;
        };
        if self.desk.clock().now() >= ticket.opened_at.plus_seconds(ANSWERABLE_SECONDS) {
            return Outcome::Done;
        }
        let locale = config.settings.locale;
        let preparing = || reply::words(&say!(locale, "opened-preparing", number = key.number));
        // Said by this job alone, so that no later word hides the link.
        let mut body = self.opened(&ticket, locale).unwrap_or_else(preparing);
        // The reply may be the one that asked for more answers: its button is of no use any more.
        if body["components"].is_null() {
            body["components"] = json!([]);
        }
        crash::point("answer-before");
        let answered = self.edit_reply(reply, &body).await;
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

    /// Edits the first answer to an interaction. Once its time is over nothing is sent: Discord counts refused requests against the
    /// whole address (topics/rate-limits, "Invalid Request Limit").
    pub(crate) async fn edit_reply(&self, reply: &Reply, body: &Value) -> Result<(), Fault> {
        let route = Route::UpdateInteractionOriginal {
            application_id: reply.application,
            interaction_token: &reply.token,
        };
        self.rest.send(Call::json(&route, body)?.answering(self.desk.clock(), reply)).await
    }
}
