//! Who claimed a ticket and does not answer is told by direct message that it goes back to the queue (definitions A.3).

use crate::Discord;
use desk::Outcome;
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
        let title = say!(l, "claim-warned-title", number = ticket.key.number);
        let letter = (title, say!(l, "claim-warned", when = when));
        let work = format!("claim_notice:{}:{}", ticket.key, event.seq);
        self.tell_staff((ticket, config), by, letter, &work, event.at).await
    }
}
