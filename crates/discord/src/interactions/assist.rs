//! The buttons under what Auto-Assist posts.

use super::context::{Act, Said};
use crate::reply;
use ticket::{Command, say};

impl Act<'_> {
    /// Whether an answer helped.
    pub(crate) async fn assist_helped(&self, helped: bool) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        self.bot.desk.handle_at(key, &self.actor(), &Command::AssistHelped { helped }, self.at).await?;
        let words = if helped {
            say!(self.locale, "assist-reply-helped")
        } else {
            say!(self.locale, "assist-reply-called")
        };
        Ok(reply::words(&words))
    }

    /// The member wants a person.
    pub(crate) async fn assist_human(&self) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        self.bot.desk.handle_at(key, &self.actor(), &Command::AssistHuman, self.at).await?;
        Ok(reply::words(&say!(self.locale, "assist-reply-called")))
    }
}
