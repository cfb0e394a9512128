//! Who has how much, for commands that choose among people or ask whether somebody can go on.

use crate::{Desk, Failure, opening::relied_on, ports::Expect};
use ticket::{
    Activity, Alarm, Command, Event, GuildConfig, GuildId, Ticket, TypeId, UserId, assign::Records, sla,
};

impl Desk {
    /// What a command has to know of people, with what the commit then relies on (M44); nothing for most.
    pub(crate) async fn loads(
        &self,
        (ticket, activity): (&Ticket, &Activity),
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
            Command::Wake(Alarm::Sla) => {
                let now = self.clock().now();
                match sla::people_of(ticket, &activity.talk, config, now) {
                    Some(of) => self.records(ticket, of, handlers(of), config, expect).await,
                    None => Ok(Records::new()),
                }
            }
            _ => Ok(Records::new()),
        }
    }

    /// The rules choose among people by their numbers: who was assigned is called by the name that is known of them.
    pub(crate) async fn name_people(&self, guild: GuildId, events: &mut [Event]) -> Result<(), Failure> {
        for event in events {
            if let Event::Assigned { to, name } = event
                && name.is_empty()
            {
                let member = self.store().member(guild, *to).await?;
                *name = member.map_or_else(|| to.to_string(), |member| member.name);
            }
        }
        Ok(())
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
