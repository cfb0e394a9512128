//! Claim and release.

use super::context::{Act, Said};
use crate::reply;
use ticket::{Command, say};

impl Act<'_> {
    pub(crate) async fn claim(&self) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        self.bot.desk.handle_at(key, &self.actor(), &Command::Claim, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-claimed")))
    }

    pub(crate) async fn unclaim(&self) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        self.bot.desk.handle_at(key, &self.actor(), &Command::Unclaim, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-unclaimed")))
    }
}
