//! Tickets that are claimed by an answer.

use crate::{Discord, discord::store_failed};
use desk::{Failure, Outcome, Rejected, ports::Line};
use ticket::{Actor, Command, MessageId, TicketKey, speak};

impl Discord {
    /// Claims a ticket for who answered it, if nobody else has it by now.
    pub async fn claim_by_answer(&self, key: TicketKey, message: MessageId) -> Outcome {
        match self.claim_for(key, message).await {
            Ok(()) => Outcome::Done,
            Err(Rejected::Refused(refusal)) => {
                tracing::debug!(%key, %refusal, "an answer claims nothing");
                Outcome::Done
            }
            Err(Rejected::Failed(failure)) => store_failed(failure),
        }
    }

    async fn claim_for(&self, key: TicketKey, message: MessageId) -> Result<(), Rejected> {
        let Some((ticket, _)) = self.ticket_and_config(key).await? else { return Ok(()) };
        let Some(line) = self.kept_line(key, message).await? else { return Ok(()) };
        if !speak::is_claimable(&ticket, line.author) {
            return Ok(());
        }
        let Some(member) = self.member(key.guild, line.author).await? else { return Ok(()) };
        let person = self.person_by_roles(key.guild, &member);
        self.desk.handle(key, &Actor::Person(person), &Command::Claim).await.map(|_| ())
    }

    /// A message of a ticket as it is kept.
    pub(crate) async fn kept_line(
        &self,
        key: TicketKey,
        message: MessageId,
    ) -> Result<Option<Line>, Failure> {
        let before = MessageId(message.0.saturating_sub(1));
        let line = self.desk.store().lines(key, Some(before), 1).await?.pop();
        Ok(line.filter(|line| line.message == message))
    }
}
