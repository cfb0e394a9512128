//! Close, by command or by button.

use super::{
    context::{Act, Said},
    data::Interaction,
};
use crate::{custom_id::CustomId, modal, reply, rest::Call};
use serde_json::json;
use ticket::{
    Command,
    command::MAX_REASON,
    form::{Field, FieldStyle},
    say,
};
use twilight_http::routing::Route;

/// The custom id of the reason's input.
pub(super) const REASON: &str = "reason";

impl Act<'_> {
    /// The button asks for a reason, which may stay empty.
    pub(crate) async fn ask_reason(&self) {
        let mut field = Field::new(REASON, say!(self.locale, "close-form-reason"), FieldStyle::Paragraph);
        field.required = false;
        field.max_length = Some(MAX_REASON as u16);
        let title = say!(self.locale, "close-form-title");
        self.show(modal::of(CustomId::CloseForm.to_string(), &title, &[field])).await;
    }

    /// The opener answers the question whether it can be closed; its buttons have had their use then.
    pub(crate) async fn answer_request(&self, agrees: bool, interaction: &Interaction) -> Said {
        let command = if agrees { Command::AcceptClose } else { Command::DeclineClose };
        self.does(command).await?;
        if let Some(message) = interaction.message_id() {
            let route = Route::UpdateMessage { channel_id: self.channel.0, message_id: message.0 };
            let cleared = match Call::json(&route, &json!({ "components": [] })) {
                Ok(call) => self.bot.rest.send(call.record()).await,
                Err(fault) => Err(fault),
            };
            if let Err(fault) = cleared {
                tracing::debug!(%fault, "the buttons of an answered question stay");
            }
        }
        let words = if agrees {
            say!(self.locale, "reply-closed")
        } else {
            say!(self.locale, "reply-close-declined")
        };
        Ok(reply::words(&words))
    }

    pub(crate) async fn close(&self, reason: Option<&str>) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        let command = Command::Close { reason: reason.map(str::to_owned) };
        self.bot.desk.handle_at(key, &self.actor(), &command, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-closed")))
    }
}
