//! What would come of a command, without doing it; and taking one back.

use crate::{Desk, Failure, Handled, Loaded, Rejected, ports::Taken};
use ticket::{Actor, Command, Given, Job, Person, Refusal, Ticket, TicketKey, Timestamp, undo, undo::Step};

/// What would happen.
#[derive(Clone, Debug)]
pub struct Rehearsed {
    /// The ticket as it is.
    pub before: Loaded,
    /// The ticket as it would be.
    pub after: Ticket,
    /// What Guildhall would do in Discord, at once.
    pub in_discord: usize,
}

impl Desk {
    /// Judges a command without writing anything. What others do meanwhile may make it come out differently.
    ///
    /// # Errors
    /// The [`Refusal`] that [`Desk::handle`] would give now, or a [`Failure`].
    pub async fn rehearse(
        &self,
        key: TicketKey,
        actor: &Actor,
        command: &Command,
    ) -> Result<Rehearsed, Rejected> {
        let before = self.store().ticket(key).await?.ok_or(Refusal::NotATicket)?;
        self.rehearse_with(before, actor, command).await
    }

    /// As [`Desk::rehearse`], with a ticket that was read already.
    ///
    /// # Errors
    /// The [`Refusal`] that [`Desk::handle`] would give now, or a [`Failure`].
    pub async fn rehearse_with(
        &self,
        before: Loaded,
        actor: &Actor,
        command: &Command,
    ) -> Result<Rehearsed, Rejected> {
        let config = self.config(before.ticket.key.guild).await?.config;
        let loads = self.loads((&before.ticket, &before.activity), command, &config, &mut Vec::new()).await?;
        let now = self.clock().now();
        let given = Given { config: &config, activity: &before.activity, loads: &loads, now };
        let events = ticket::decide(&before.ticket, command, actor, &given)?;
        let (mut after, mut jobs) = (before.ticket.clone(), Vec::new());
        for (version, event) in (before.version + 1..).zip(&events) {
            after = ticket::apply(after, event);
            jobs.extend(ticket::react(&after, &config, version, event, now));
        }
        let ours = |job: &Job| matches!(job, Job::Wake { .. } | Job::Pull { .. } | Job::PullLater { .. });
        let in_discord = jobs.iter().filter(|one| one.due <= now && !ours(&one.job)).count();
        Ok(Rehearsed { before, after, in_discord })
    }

    /// Takes back what this person did: the event of that number, within [`undo::UNDO_SECONDS`], if nothing else happened to the same
    /// thing since.
    ///
    /// # Errors
    /// A [`Refusal`] of [`undo::steps`], or of the act that takes it back, or a [`Failure`].
    pub async fn undo(&self, key: TicketKey, person: &Person, seq: u32) -> Result<Handled, Rejected> {
        self.undo_taking(key, person, seq, self.clock().now(), None).await
    }

    /// As [`Desk::undo`], asked for at this time; for a batch whose turn at this ticket the first commit settles.
    pub(crate) async fn undo_taking(
        &self,
        key: TicketKey,
        person: &Person,
        seq: u32,
        asked: Timestamp,
        taken: Option<Taken>,
    ) -> Result<Handled, Rejected> {
        let log = self.store().events(key).await?;
        let steps = undo::steps(&log, seq, person.user, asked)?;
        let actor = Actor::Person(person.clone());
        let mut done: Result<Handled, Rejected> = Err(Refusal::Nothing.into());
        for (place, step) in steps.into_iter().enumerate() {
            let Some(command) = self.command_of(key, step).await? else { continue };
            let (now, taken) = (self.clock().now(), taken.filter(|_| done.is_err()));
            match self.handle_taking(key, &actor, &command, now, taken).await {
                Ok(handled) => done = Ok(handled),
                // What follows the first step restores details, which may be right already.
                Err(Rejected::Refused(_)) if place > 0 => {}
                Err(rejected) => return Err(rejected),
            }
        }
        done
    }

    /// Nobody is made the handler again who has left.
    async fn command_of(&self, key: TicketKey, step: Step) -> Result<Option<Command>, Failure> {
        let to = match step {
            Step::Do(command) => return Ok(Some(command)),
            Step::AssignTo(user) => user,
        };
        let (guild, member) =
            (self.store().guild(key.guild).await?, self.store().member(key.guild, to).await?);
        let person = guild.zip(member.filter(|member| member.present));
        Ok(person.map(|(guild, member)| Command::Assign { to: Box::new(guild.person(&member)) }))
    }
}
