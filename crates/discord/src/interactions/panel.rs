//! A panel's button: the form at once, or the ticket.

use super::context::Act;
use crate::{custom_id::CustomId, modal};
use ticket::{Refusal, TypeId, follow, text};

impl Act<'_> {
    /// Shows the form from memory: a form must be the first answer, within three seconds.
    pub(crate) async fn panel_pressed(&self, id: TypeId) {
        let config = match self.bot.guild_config(self.guild).await {
            Ok(config) => config,
            Err(failure) => {
                tracing::error!(%failure, "the configuration cannot be read");
                return self.say_at_once(&ticket::say!(self.locale, "failed")).await;
            }
        };
        let refusal = match config.ticket_type(id) {
            _ if !config.settings.enabled => Refusal::ModuleOff,
            None => Refusal::UnknownType,
            Some(found) if !found.active => Refusal::TypeInactive { name: found.name.clone() },
            Some(found) if found.form.is_empty() => {
                if self.defer().await {
                    self.open(id, Vec::new(), Vec::new()).await;
                }
                return;
            }
            Some(found) => {
                let first = follow::first(&found.form);
                return self.show(modal::of(CustomId::Form(id).to_string(), &found.name, &first)).await;
            }
        };
        self.say_at_once(&text::refusal(self.locale, &refusal)).await;
    }
}
