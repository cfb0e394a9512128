//! Another name, by a form that holds the current one (P42, P81).

use super::context::{Act, Said};
use crate::{custom_id::CustomId, modal, reply};
use ticket::{
    Command, Refusal, access,
    form::{Field, FieldStyle},
    naming,
    open::MAX_SUBJECT,
    say, text,
};

/// The custom id of the name's input.
pub(super) const NAME: &str = "name";

impl Act<'_> {
    /// Shows the form; who may not rename is told at once.
    pub(crate) async fn ask_name(&self) {
        match self.name_form().await {
            Ok(form) => self.show(form).await,
            Err(super::context::No::Refused(refusal)) => {
                self.say_at_once(&text::refusal(self.locale, &refusal)).await;
            }
            Err(super::context::No::Failed(why)) => {
                tracing::error!(guild = %self.guild, why, "the form for a name could not be made");
                self.say_at_once(&say!(self.locale, "failed")).await;
            }
        }
    }

    async fn name_form(&self) -> Said {
        let ticket = self.ticket_here().await?.ticket;
        let config = self.bot.guild_config(self.guild).await?;
        let ticket_type = config.type_or_removed(ticket.ticket_type);
        if !access::is_staff(&config, &ticket_type, &self.person) {
            return Err(Refusal::StaffOnly.into());
        }
        let mut field = Field::new(NAME, say!(self.locale, "rename-form-name"), FieldStyle::Short);
        field.description = Some(say!(self.locale, "rename-form-hint"));
        field.required = false;
        field.max_length = Some(MAX_SUBJECT as u16);
        field.filled = Some(naming::current_name(&ticket, &ticket_type));
        let title = say!(self.locale, "rename-form-title", number = ticket.key.number);
        Ok(modal::of(CustomId::RenameForm.to_string(), &title, &[field]))
    }

    /// An empty name brings the first one back.
    pub(crate) async fn rename(&self, name: &str) -> Said {
        let subject = Some(name.to_owned()).filter(|name| !name.trim().is_empty());
        self.does(Command::Rename { subject }).await?;
        Ok(reply::words(&say!(self.locale, "reply-renamed")))
    }
}
