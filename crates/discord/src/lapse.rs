//! What concerns one person of the staff is told them by direct message: that a claim goes back to the queue (definitions A.3), that what they
//! snoozed is back.

use crate::Discord;
use desk::Outcome;
use ticket::{
    GuildConfig, Recorded, Ticket, Timestamp, UserId, Whom, say, sla,
    snooze::{Snooze, Woken},
};

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

    /// Tells who snoozed a ticket that it is back, in their own hours; not if they woke it themselves, or it was closed or snoozed again.
    pub(crate) async fn woke_notice(
        &self,
        ticket: &Ticket,
        event: &Recorded,
        config: &GuildConfig,
        (was, why): (&Snooze, Woken),
    ) -> Outcome {
        if event.by.user() == Some(was.by) || !ticket.is_open() || ticket.snoozed.is_some() {
            return Outcome::Done;
        }
        let from = sla::told_from(ticket, &event.event, Whom::Snoozer, config, self.desk.clock().now());
        if from > self.desk.clock().now() {
            return Outcome::Later { at: Some(from), why: "outside working hours".to_owned() };
        }
        let l = config.settings.locale;
        let words = match why {
            Woken::Time => say!(l, "event-woke-time"),
            Woken::Member => say!(l, "event-woke-member"),
            Woken::Staff => {
                say!(l, "event-woke", name = crate::reply::inert(event.by.name().unwrap_or_default()))
            }
            Woken::Moved => say!(l, "event-woke-moved"),
            Woken::Step => say!(l, "event-woke-step"),
        };
        let title = say!(l, "woke-title", number = ticket.key.number);
        let work = format!("woke_notice:{}:{}", ticket.key, event.seq);
        self.tell_staff((ticket, config), was.by, (title, words), &work, event.at).await
    }
}
