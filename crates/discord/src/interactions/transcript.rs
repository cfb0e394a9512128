//! The link to a ticket's transcript.

use super::context::{Act, Said};
use crate::reply;
use serde_json::json;
use ticket::{Refusal, access, say};

impl Act<'_> {
    pub(crate) async fn transcript(&self, number: Option<u32>) -> Said {
        let ticket = self.ticket_numbered(number).await?.ticket;
        let config = self.bot.guild_config(self.guild).await?;
        access::audience(&config, &ticket, &self.person).ok_or(Refusal::NotYours)?;
        let may = access::may_read_transcript(&config, &ticket, &self.person);
        may.then_some(()).ok_or(Refusal::StaffOnly)?;
        if access::transcript_is_over(&config, &ticket, self.at) {
            return Err(Refusal::TranscriptOver { days: config.settings.retention_days }.into());
        }
        let url = self.bot.config.transcript_url(ticket.key);
        let mut body = reply::words(&say!(self.locale, "reply-transcript", number = ticket.key.number));
        let button = reply::link(&url, &say!(self.locale, "button-transcript"));
        body["components"] = json!([reply::row(vec![button])]);
        Ok(body)
    }
}
