//! Open again.

use super::context::{Act, Said};
use crate::reply;
use ticket::{Command, say};

impl Act<'_> {
    pub(crate) async fn reopen(&self) -> Said {
        let key = self.ticket_here().await?.ticket.key;
        self.bot.desk.handle_at(key, &self.actor(), &Command::Reopen, self.at).await?;
        Ok(reply::words(&say!(self.locale, "reply-reopened")))
    }
}
