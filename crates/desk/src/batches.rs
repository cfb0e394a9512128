//! Acts in bulk, a few tickets at a time. Each is judged as it is when its turn comes, for the person as they are then: who loses their
//! roles meanwhile does nothing more. The commit that changes a ticket settles its turn, so nothing is done twice and nothing is forgotten.

use crate::{
    Desk, Failure, Hint, Outcome, Rejected,
    ports::{Batch, BatchState, Item, ItemState, NewBatch, Taken},
};
use ticket::{
    Actor, Command, GuildId, Job, Person, Refusal, Scheduled, TicketKey, UserId,
    access::{Audience, audience},
    batch::{Act, UNDO_SECONDS},
    undo,
};

/// Tickets in one attempt: some seconds at most, far less than a lease.
const STEP: u32 = 50;
/// Tickets after which whoever watches is told.
const TOLD_AFTER: usize = 10;

/// A batch with whom it acts for.
struct Turn {
    guild: GuildId,
    batch: Batch,
    person: Person,
}

impl Turn {
    fn key(&self, item: &Item) -> TicketKey {
        TicketKey { guild: self.guild, number: item.ticket }
    }
    fn taken(&self, item: &Item, back: bool) -> Taken {
        Taken { guild: self.guild, batch: self.batch.number, ticket: item.ticket, back }
    }
}

impl Desk {
    /// Begins a batch. Nothing if too many are under way.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn begin_batch(&self, guild: GuildId, new: NewBatch) -> Result<Option<u32>, Failure> {
        match self.store().batch_begin(guild, new).await {
            Err(Failure::Conflict) => Ok(None),
            begun => {
                self.hints().send(Hint::Batch(guild));
                self.hints().send(Hint::Jobs);
                begun.map(Some)
            }
        }
    }

    /// Stops a batch of this person: what was done stays, the rest is left. Says whether it still ran.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn stop_batch(&self, guild: GuildId, number: u32, by: UserId) -> Result<bool, Failure> {
        let Some(batch) = self.batch_by(guild, number, by).await? else { return Ok(false) };
        let turn = (BatchState::Running, BatchState::Stopped);
        let stopped =
            self.store().batch_turn(guild, batch.number, turn, self.clock().now(), Vec::new()).await?;
        self.hints().send(Hint::Batch(guild));
        Ok(stopped)
    }

    /// Takes a batch of this person back, as a batch: the last ticket first. Says whether it was in time.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn undo_batch(&self, guild: GuildId, number: u32, by: UserId) -> Result<bool, Failure> {
        let now = self.clock().now();
        let batch = self.batch_by(guild, number, by).await?;
        let Some(batch) = batch.filter(|one| one.is_undoable(now)) else { return Ok(false) };
        let jobs = vec![Scheduled { job: Job::Batch { guild, batch: number }, due: now }];
        let turn = (batch.state, BatchState::Undoing);
        let begun = self.store().batch_turn(guild, number, turn, now, jobs).await?;
        self.hints().send(Hint::Batch(guild));
        self.hints().send(Hint::Jobs);
        Ok(begun)
    }

    async fn batch_by(&self, guild: GuildId, number: u32, by: UserId) -> Result<Option<Batch>, Failure> {
        Ok(self.store().batch(guild, number).await?.filter(|one| one.author == by))
    }

    /// Does [`Job::Batch`]: a few tickets, and asks for itself again.
    pub async fn go_on_with_batch(&self, guild: GuildId, number: u32) -> Outcome {
        match self.batch_step(guild, number).await {
            // Somebody stopped it.
            Ok(()) | Err(Failure::Conflict) => Outcome::Done,
            Err(failure) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    async fn batch_step(&self, guild: GuildId, number: u32) -> Result<(), Failure> {
        let store = self.store();
        let Some(batch) = store.batch(guild, number).await?.filter(|one| one.state.goes_on()) else {
            return Ok(());
        };
        let back = batch.state == BatchState::Undoing;
        let turn = (batch.state, if back { BatchState::Undone } else { BatchState::Done });
        let (from, not) =
            if back { (ItemState::Done, ItemState::Kept) } else { (ItemState::Waiting, ItemState::Refused) };
        let items = store.batch_items(guild, number, from, back, STEP).await?;
        let person = self.person_now(guild, batch.author).await?;
        let act = Act::read(&batch.act);
        for (place, item) in items.iter().enumerate() {
            if place % TOLD_AFTER == 0 {
                self.hints().send(Hint::Batch(guild));
            }
            let done = match &person {
                Some(person) => {
                    let turn = Turn { guild, batch: batch.clone(), person: person.clone() };
                    if back {
                        self.take_item_back(&turn, item).await
                    } else {
                        self.do_item(&turn, item, act).await
                    }
                }
                None => Err(Refusal::StaffOnly.into()),
            };
            match done {
                Ok(()) => {}
                Err(Rejected::Refused(_)) => store.batch_item(guild, number, item.ticket, from, not).await?,
                Err(Rejected::Failed(failure)) => return Err(failure),
            }
        }
        if items.len() < STEP as usize {
            store.batch_turn(guild, number, turn, self.clock().now(), Vec::new()).await?;
        } else {
            self.enqueue(vec![Job::Batch { guild, batch: number }]).await?;
        }
        self.hints().send(Hint::Batch(guild));
        Ok(())
    }

    /// Whom a batch acts for, with the roles they have now; nobody if they have left.
    async fn person_now(&self, guild: GuildId, user: UserId) -> Result<Option<Person>, Failure> {
        let (info, member) = (self.store().guild(guild).await?, self.store().member(guild, user).await?);
        let here = info.zip(member.filter(|member| member.present));
        Ok(here.map(|(guild, member)| guild.person(&member)))
    }

    async fn do_item(&self, turn: &Turn, item: &Item, act: Option<Act>) -> Result<(), Rejected> {
        let key = turn.key(item);
        self.works_with(key, &turn.person).await?;
        let command = self.batch_command(turn, act).await?.ok_or(Refusal::Nothing)?;
        let actor = Actor::Person(turn.person.clone());
        let now = self.clock().now();
        self.handle_taking(key, &actor, &command, now, Some(turn.taken(item, false))).await?;
        Ok(())
    }

    async fn take_item_back(&self, turn: &Turn, item: &Item) -> Result<(), Rejected> {
        let key = turn.key(item);
        self.works_with(key, &turn.person).await?;
        let (first, last) = item.events.ok_or(Refusal::NotUndoable)?;
        let log = self.store().events(key).await?;
        let user = turn.person.user;
        let ours = |one: &&ticket::Recorded| {
            (first..=last).contains(&one.seq) && undo::is_reversible(&one.event, user)
        };
        let mut taken = Some(turn.taken(item, true));
        for one in log.iter().filter(ours).rev() {
            match self.undo_taking(key, &turn.person, one.seq, one.at, taken).await {
                Ok(_) => taken = None,
                // What belongs to it restores details, which may be right already.
                Err(Rejected::Refused(_)) if taken.is_none() => {}
                Err(rejected) => return Err(rejected),
            }
        }
        if taken.is_none() { Ok(()) } else { Err(Refusal::NotUndoable.into()) }
    }

    /// Whether it is worth another try: not once the batch was stopped.
    pub(crate) async fn still_to_take(&self, taken: Option<Taken>) -> Result<(), Failure> {
        let Some(Taken { guild, batch, .. }) = taken else { return Ok(()) };
        let found = self.store().batch(guild, batch).await?;
        if found.is_some_and(|one| one.state.goes_on()) { Ok(()) } else { Err(Failure::Conflict) }
    }

    /// A ticket that this person does not work with looks like none.
    async fn works_with(&self, key: TicketKey, person: &Person) -> Result<(), Rejected> {
        let config = self.config(key.guild).await?.config;
        let found = self.store().ticket(key).await?.ok_or(Refusal::NotATicket)?;
        if audience(&config, &found.ticket, person) == Some(Audience::Staff) {
            Ok(())
        } else {
            Err(Refusal::NotATicket.into())
        }
    }

    async fn batch_command(&self, turn: &Turn, act: Option<Act>) -> Result<Option<Command>, Failure> {
        let Some(act) = act else { return Ok(None) };
        Ok(Some(match act {
            Act::Claim => Command::Claim,
            Act::Release => Command::Unclaim,
            Act::Assign(None) => Command::Unassign,
            Act::Assign(Some(user)) => match self.person_now(turn.guild, user).await? {
                Some(person) => Command::Assign { to: Box::new(person) },
                None => return Ok(None),
            },
            Act::Priority(level) => Command::SetPriority(level),
            Act::Tag(tag) => Command::Tag(tag),
            Act::Untag(tag) => Command::Untag(tag),
            Act::Move(to) => Command::Move { to },
            Act::Close => Command::Close { reason: turn.batch.reason.clone() },
            Act::Reopen => Command::Reopen,
            Act::NoReply => Command::NoReplyNeeded,
            Act::Snooze(until) => Command::Snooze { until },
        }))
    }
}

impl Batch {
    /// Whether its author can take it back now.
    pub fn is_undoable(&self, now: ticket::Timestamp) -> bool {
        let in_time = self.ended_at.is_some_and(|ended| now <= ended.plus_seconds(UNDO_SECONDS));
        let over = matches!(self.state, BatchState::Done | BatchState::Stopped);
        let back = !matches!(Act::read(&self.act), Some(Act::Reopen));
        over && in_time && back && self.count(ItemState::Done) > 0
    }
}
