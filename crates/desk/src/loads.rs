//! Who has how much, for commands that choose among people or ask whether somebody can go on.

use crate::{Desk, Failure, opening::relied_on, ports::Expect};
use ticket::{Command, GuildConfig, Ticket, TypeId, UserId, assign::Records};

impl Desk {
    /// What a command has to know of people, with what the commit then relies on (M44); nothing for most.
    pub(crate) async fn loads(
        &self,
        ticket: &Ticket,
        command: &Command,
        config: &GuildConfig,
        expect: &mut Vec<Expect>,
    ) -> Result<Records, Failure> {
        let handlers = |of: TypeId| config.ticket_type(of).map_or(&[][..], |found| &found.handlers);
        match command {
            Command::Move { to } => self.records(ticket, *to, handlers(*to), config, expect).await,
            Command::Give { .. } => {
                let own = ticket.ticket_type;
                self.records(ticket, own, handlers(own), config, expect).await
            }
            Command::Reopen => {
                let claimer = ticket.claim.as_ref().map(|claim| claim.by);
                let holders: Vec<UserId> = ticket.assignee.into_iter().chain(claimer).collect();
                self.records(ticket, ticket.ticket_type, &holders, config, expect).await
            }
            _ => Ok(Records::new()),
        }
    }

    async fn records(
        &self,
        ticket: &Ticket,
        of: TypeId,
        people: &[UserId],
        config: &GuildConfig,
        expect: &mut Vec<Expect>,
    ) -> Result<Records, Failure> {
        if people.is_empty() {
            return Ok(Records::new());
        }
        let guild = ticket.key.guild;
        let facts = self.store().opening_facts(guild, of, ticket.opener.user, people).await?;
        expect.extend(relied_on(guild, of, config, &facts.handlers));
        Ok(facts.handlers)
    }
}
