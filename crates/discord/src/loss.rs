//! Whoever loses a ticket by somebody else's hand is told by direct message: members read nothing of it in the ticket's channel (P125).

use crate::{Discord, announce::who, discord::store_failed};
use desk::{Failure, Outcome};
use ticket::{GuildConfig, Recorded, Ticket, TicketKey, UserId, access, loss, say};

impl Discord {
    /// Tells somebody that a ticket is not theirs any more, and who has it now; nobody who has it again, and none who does not work there any more.
    pub async fn tell_loss(&self, key: TicketKey, seq: u32, user: UserId) -> Outcome {
        let (ticket, event, config) = match self.ticket_and_event(key, seq).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        if !ticket.is_open() || loss::holds(&ticket, user) {
            return Outcome::Done;
        }
        match self.works_on(&ticket, &config, user).await {
            Ok(true) => {}
            Ok(false) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        }
        let title = say!(config.settings.locale, "loss-title", number = key.number);
        let letter = (title, words(&ticket, &config, &event));
        self.tell_staff((&ticket, &config), user, letter, &format!("loss:{key}:{seq}:{user}"), event.at).await
    }

    async fn works_on(&self, ticket: &Ticket, config: &GuildConfig, user: UserId) -> Result<bool, Failure> {
        let member = self.member(ticket.key.guild, user).await?;
        let kind = config.type_or_removed(ticket.ticket_type);
        let works = |member| access::is_staff(config, &kind, &self.person_by_roles(ticket.key.guild, member));
        Ok(member.as_ref().is_some_and(works))
    }
}

fn words(ticket: &Ticket, config: &GuildConfig, event: &Recorded) -> String {
    let l = config.settings.locale;
    let name = who(l, &event.by);
    match loss::holders(ticket).into_iter().flatten().next() {
        Some(holder) if event.by.user() == Some(holder) => say!(l, "loss-over", name = name),
        Some(holder) => say!(l, "loss-passed", name = name, other = format!("<@{holder}>")),
        None => say!(l, "loss-freed", name = name),
    }
}
