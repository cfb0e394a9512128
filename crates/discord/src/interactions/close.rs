//! Close, by command or by button.

use super::context::{Act, Said};
use crate::{custom_id::CustomId, reply};
use serde_json::json;
use ticket::{Command, command::MAX_REASON, say};

/// The custom id of the reason's input.
pub(super) const REASON: &str = "reason";

impl Act<'_> {
    /// The button asks for a reason, which may stay empty.
    pub(crate) async fn ask_reason(&self) {
        let input = json!({
            "type": 4, "custom_id": REASON, "style": 2, "required": false, "max_length": MAX_REASON,
        });
        let label = json!({
            "type": 18, "label": reply::cut(&say!(self.locale, "close-form-reason"), 45), "component": input,
        });
        let title = reply::cut(&say!(self.locale, "close-form-title"), 45);
        self.show(json!({
            "custom_id": CustomId::CloseForm.to_string(), "title": title, "components": [label],
        }))
        .await;
    }

    pub(crate) async fn close(&self, reason: Option<&str>) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        let command = Command::Close { reason: reason.map(str::to_owned) };
        self.bot.desk.handle_at(key, &self.actor(), &command, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-closed")))
    }
}
