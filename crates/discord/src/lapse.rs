//! Who claimed a ticket and does not answer is told by direct message that it goes back to the queue (definitions A.3).

use crate::{
    Discord,
    dm::refuses,
    reply::{self, color, inert},
};
use desk::Outcome;
use serde_json::json;
use ticket::{GuildConfig, Recorded, Ticket, Timestamp, UserId, say};

impl Discord {
    /// Tells who claimed, unless the claim is not theirs any more.
    pub(crate) async fn claim_notice(
        &self,
        ticket: &Ticket,
        event: &Recorded,
        config: &GuildConfig,
        (by, claimed_at, due): (UserId, Timestamp, Timestamp),
    ) -> Outcome {
        let stands = ticket.claim.as_ref().is_some_and(|claim| claim.by == by && claim.at == claimed_at);
        if !stands || !ticket.is_open() {
            return Outcome::Done;
        }
        let l = config.settings.locale;
        let when = format!("<t:{}:R>", due.seconds());
        let words = say!(l, "claim-warned", when = when);
        let mut body = reply::embed(json!({
            "title": reply::cut(&say!(l, "claim-warned-title", number = ticket.key.number), 256),
            "description": reply::cut(&format!("**{}**\n{words}", inert(&ticket.subject)), 4096),
            "color": color::PLAIN,
        }));
        let button = reply::link(&self.config.ticket_url(ticket.key), &say!(l, "button-open-web"));
        body["components"] = json!([reply::row(vec![button])]);
        let work = format!("claim_notice:{}:{}", ticket.key, event.seq);
        match self.dm(by, body, &work, event.at).await {
            Ok(()) => Outcome::Done,
            Err(fault) if refuses(&fault) => Outcome::Done,
            Err(fault) => self.failed(fault),
        }
    }
}
