//! The shell around the rules.

use crate::presence::Presence;
use crate::{
    Clock, Failure, Hint, Hints, Loaded, Store, crash, guard,
    listening::Listening,
    pointed::Reading,
    ports,
    ports::{Change, Commit, Config, Expect, Ready, StoredFile, Taken},
};
use object_store::ObjectStore;
use std::{
    collections::HashMap,
    sync::{
        Arc, Mutex, Weak,
        atomic::{AtomicU16, Ordering},
    },
};
use ticket::{
    Actor, Alarm, Command, Event, Given, GuildConfig, GuildId, Job, MessageId, Recorded, Refusal, Scheduled,
    TicketKey, Timestamp, TypeId,
    assign::{self, lapse},
    doctor, idle, loss, sla,
};

/// How often a command is judged again after a conflict. Each conflict means that somebody else got through.
pub(crate) const MOST_TRIES: u32 = 64;

/// What came of a command.
#[derive(Clone, Debug)]
pub struct Handled {
    /// The ticket afterwards.
    pub ticket: Loaded,
    /// What happened, in order.
    pub events: Vec<Recorded>,
}

/// Why nothing came of a command.
#[derive(Debug, thiserror::Error)]
pub enum Rejected {
    /// The rules say no: a sentence for people, no error.
    #[error("refused: {0}")]
    Refused(#[from] Refusal),
    /// It could not be written.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Held while an opening of one type is judged and written.
pub(crate) type Turn = Arc<tokio::sync::Mutex<()>>;

/// The only writer of tickets.
pub struct Desk {
    store: Arc<dyn Store>,
    files: Arc<dyn ObjectStore>,
    clock: Clock,
    hints: Hints,
    configs: Mutex<HashMap<GuildId, Config>>,
    pub(crate) openings: Mutex<HashMap<(GuildId, TypeId), Turn>>,
    own_ids: AtomicU16,
    presence: Arc<Presence>,
    listening: Listening,
    answers: Mutex<HashMap<TicketKey, guard::Turn>>,
    /// Who reads messages of Discord.
    pub(crate) reading: Mutex<Option<Weak<dyn Reading>>>,
}

impl Desk {
    /// A desk over a store and a place for files.
    pub fn new(store: Arc<dyn Store>, files: Arc<dyn ObjectStore>, clock: Clock, hints: Hints) -> Self {
        Self {
            store,
            files,
            clock,
            presence: Presence::new(hints.clone()),
            hints,
            listening: Listening::default(),
            answers: Mutex::default(),
            reading: Mutex::default(),
            configs: Mutex::default(),
            openings: Mutex::default(),
            own_ids: AtomicU16::new(0),
        }
    }

    /// An id for something that was not made in Discord.
    pub(crate) fn own_id(&self, at: Timestamp) -> MessageId {
        MessageId::own(at, self.own_ids.fetch_add(1, Ordering::Relaxed))
    }

    /// For reading. Tickets are written through the desk only.
    pub fn store(&self) -> &dyn Store {
        &*self.store
    }
    /// The same, to be kept: for tools that fill a store before anyone works with it.
    pub fn store_shared(&self) -> Arc<dyn Store> {
        Arc::clone(&self.store)
    }
    /// Where files are kept.
    pub fn files(&self) -> &dyn ObjectStore {
        &*self.files
    }
    /// The clock that decisions are made by.
    pub fn clock(&self) -> &Clock {
        &self.clock
    }
    /// Whether Discord tells this process what happens.
    pub fn listening(&self) -> &Listening {
        &self.listening
    }
    /// Who is at which ticket, as far as this process knows.
    pub fn presence(&self) -> &Arc<Presence> {
        &self.presence
    }
    /// Answers to one ticket take turns.
    pub(crate) fn answering(&self, key: TicketKey) -> guard::Turn {
        let mut answers = self.answers.lock().expect("no panic holds it");
        Arc::clone(answers.entry(key).or_default())
    }
    /// The last one forgets the turn.
    pub(crate) fn answered(&self, key: TicketKey, turn: guard::Turn) {
        let mut answers = self.answers.lock().expect("no panic holds it");
        if Arc::strong_count(&turn) <= 2 {
            answers.remove(&key);
        }
    }
    /// The hints of this process.
    pub fn hints(&self) -> &Hints {
        &self.hints
    }

    /// The configuration of a guild, from memory where it is known: a form has to be shown at once.
    ///
    /// # Errors
    /// [`Failure`] if it had to be read and could not be.
    pub async fn config(&self, guild: GuildId) -> Result<Config, Failure> {
        if let Some(known) = self.configs.lock().expect("no panic holds it").get(&guild) {
            return Ok(known.clone());
        }
        let config = self.store.config(guild).await?;
        self.remember(guild, config.clone());
        Ok(config)
    }

    /// Forgets what is in memory of a guild's configuration: another process may have changed it.
    pub fn forget_config(&self, guild: GuildId) {
        self.configs.lock().expect("no panic holds it").remove(&guild);
    }

    fn remember(&self, guild: GuildId, config: Config) {
        let mut configs = self.configs.lock().expect("no panic holds it");
        let known = configs.entry(guild).or_insert_with(|| config.clone());
        if known.version < config.version {
            *known = config;
        }
    }

    /// Saves a configuration over the version it was made from. `actor` must be one who may configure.
    ///
    /// # Errors
    /// [`Refusal::ConfigureOnly`], [`Refusal::KeysNotYours`], [`Refusal::Config`], [`Refusal::ConfigChanged`], or a [`Failure`].
    pub async fn configure(
        &self,
        guild: GuildId,
        actor: &Actor,
        over: u32,
        config: GuildConfig,
        jobs: Vec<Job>,
    ) -> Result<Config, Rejected> {
        let current = self.store.config(guild).await?;
        if let Actor::Person(person) = actor {
            ticket::access::may_change(&current.config, &config, person)?;
        }
        let now = self.clock.now();
        config.check().and_then(|()| config.check_at(now)).map_err(Refusal::Config)?;
        if let Some((number, of, to)) = doctor::severed(&current.config, &config) {
            return Err(Refusal::Config(doctor::step_severed(number, of, to)).into());
        }
        let outdated = ticket::panel::outdated(&current.config, &config).into_iter();
        let refreshed = outdated.map(|(panel, channel)| Job::PostPanel { guild, panel, channel });
        let other_days = config.settings.zone != current.config.settings.zone;
        let rebuild = other_days.then_some(Job::RebuildFigures { guild });
        // Where nobody is given only so much, no ticket waits for room.
        let other_people = !config.settings.availability.is_empty()
            && assign::room(&config) != assign::room(&current.config);
        let pull = other_people.then_some(Job::Pull { guild });
        let other_commands = config.custom_commands != current.config.custom_commands;
        let commands = other_commands.then_some(Job::SyncCommands { guild });
        let other_places = doctor::spots(&config) != doctor::spots(&current.config)
            || doctor::steps(&config, true) != doctor::steps(&current.config, true);
        let examine = other_places.then_some(Job::Examine { guild });
        let more = [rebuild, pull, commands, examine].into_iter().flatten();
        let jobs = jobs.into_iter().chain(refreshed).chain(more);
        let jobs: Vec<_> = jobs.map(|job| Scheduled { job, due: now }).collect();
        let version = match self.store.save_config(guild, over, &config, &jobs, now, &actor.by()).await {
            Err(Failure::Conflict) => {
                self.forget_config(guild);
                return Err(Refusal::ConfigChanged.into());
            }
            other => other?,
        };
        let saved = Config { config: Arc::new(config), version };
        self.remember(guild, saved.clone());
        self.hints.send(Hint::Guild(guild));
        self.hints.send(Hint::Jobs);
        Ok(saved)
    }

    /// Has a command judged and written. Who loses a race is judged again and told how things stand now.
    ///
    /// # Errors
    /// A [`Refusal`], or a [`Failure`].
    pub async fn handle(
        &self,
        key: TicketKey,
        actor: &Actor,
        command: &Command,
    ) -> Result<Handled, Rejected> {
        self.handle_at(key, actor, command, self.clock.now()).await
    }

    /// As [`Desk::handle`], at the time that Discord gave the act: an outage must not falsify it.
    ///
    /// # Errors
    /// A [`Refusal`], or a [`Failure`].
    pub async fn handle_at(
        &self,
        key: TicketKey,
        actor: &Actor,
        command: &Command,
        at: Timestamp,
    ) -> Result<Handled, Rejected> {
        self.handle_taking(key, actor, command, at, None).await
    }

    /// As [`Desk::handle_at`], for a batch whose turn at this ticket the commit settles. [`Failure::Conflict`] if the batch was stopped.
    pub(crate) async fn handle_taking(
        &self,
        key: TicketKey,
        actor: &Actor,
        command: &Command,
        at: Timestamp,
        taken: Option<Taken>,
    ) -> Result<Handled, Rejected> {
        for _ in 0..MOST_TRIES {
            let config = self.config(key.guild).await?.config;
            let before = self.store.ticket(key).await?.ok_or(Refusal::NotATicket)?;
            let mut expect = vec![Expect::Version(key, before.version)];
            expect.extend(taken.map(Expect::Taken));
            if command.relies_on_silence() {
                expect.push(Expect::Idle(key, before.activity.last_at));
            }
            let loads = self.loads((&before.ticket, &before.activity), command, &config, &mut expect).await?;
            let given = Given { config: &config, activity: &before.activity, loads: &loads, now: at };
            let mut events = ticket::decide(&before.ticket, command, actor, &given)?;
            self.name_people(key.guild, &mut events).await?;
            match self.write(before, events, actor, at, &config, (expect, Vec::new())).await {
                Err(Failure::Conflict) => self.still_to_take(taken).await?,
                other => return Ok(other?),
            }
        }
        Err(Failure::Unavailable("too many people at once".to_owned()).into())
    }

    pub(crate) async fn write(
        &self,
        before: Loaded,
        events: Vec<Event>,
        actor: &Actor,
        at: Timestamp,
        config: &GuildConfig,
        (expect, files): (Vec<Expect>, Vec<StoredFile>),
    ) -> Result<Handled, Failure> {
        let now = self.clock.now();
        let Loaded { mut ticket, mut version, activity } = before;
        let had = loss::holders(&ticket);
        let mut recorded = Vec::with_capacity(events.len());
        let mut jobs = Vec::new();
        for event in events {
            version += 1;
            ticket = ticket::apply(ticket, &event);
            jobs.extend(ticket::react(&ticket, config, version, &event, now));
            recorded.push(Recorded { seq: version, at, by: actor.by(), event });
        }
        // One act on many tickets would tell somebody of each.
        if !expect.iter().any(|expect| matches!(expect, Expect::Taken(_))) {
            jobs.extend(loss::tell_losses(had, &ticket, version, &actor.by(), now));
        }
        let key = ticket.key;
        let commit = Commit { expect, ticket: ticket.clone(), events: recorded.clone(), jobs, files };
        crash::point("before-commit");
        self.store.commit(commit).await?;
        crash::point("after-commit");
        self.hints.send(Hint::Ticket(key));
        self.hints.send(Hint::Jobs);
        Ok(Handled { ticket: Loaded { ticket, version, activity }, events: recorded })
    }

    /// Has an alarm judged. What it leads to happens only if it is true now; where it is to ring again, it is set.
    ///
    /// # Errors
    /// A [`Failure`]; the alarm should be tried again.
    pub async fn ring(&self, key: TicketKey, alarm: Alarm) -> Result<(), Failure> {
        match self.handle(key, &Actor::System, &Command::Wake(alarm)).await {
            Ok(_) => return Ok(()),
            Err(Rejected::Refused(_)) => {}
            Err(Rejected::Failed(failure)) => return Err(failure),
        }
        let Some(found) = self.store.ticket(key).await? else { return Ok(()) };
        let config = self.config(key.guild).await?.config;
        let now = self.clock.now();
        let again = match alarm {
            Alarm::Idle => match idle::next(&found.ticket, &found.activity, &config, now) {
                idle::Next::At(due) => Some(due),
                // It became due, or void, while we looked.
                idle::Next::Warn { .. } | idle::Next::Close => Some(now),
                idle::Next::Never => None,
            },
            Alarm::Expire => found.ticket.closure().filter(|closure| !closure.expired).and_then(|closure| {
                config.type_or_removed(found.ticket.ticket_type).removal_at(closure, &config.settings)
            }),
            Alarm::Sla => sla::rings(&found.ticket, &found.activity.talk, now).map(|due| due.max(now)),
            Alarm::Claim => match lapse::next(&found.ticket, &found.activity.talk, &config, now) {
                lapse::Next::At(due) => Some(due),
                lapse::Next::Warn(_) | lapse::Next::Return => Some(now),
                lapse::Next::Never => None,
            },
            Alarm::Snooze => {
                found.ticket.snoozed.and_then(|snooze| snooze.until).filter(|until| *until > now)
            }
            Alarm::Archive => None,
        };
        if let Some(due) = again {
            let job = Job::Wake { ticket: key, alarm };
            self.store.enqueue(vec![Scheduled { job, due }]).await?;
            if alarm == Alarm::Sla {
                self.look_again(key, due).await?;
            }
        }
        Ok(())
    }

    /// A message that came while an alarm was set has set its own, which was then set over: it is set right.
    async fn look_again(&self, key: TicketKey, mut set: Timestamp) -> Result<(), Failure> {
        for _ in 0..MOST_TRIES {
            let Some(found) = self.store.ticket(key).await? else { return Ok(()) };
            let now = self.clock.now();
            match sla::rings(&found.ticket, &found.activity.talk, now).map(|due| due.max(now)) {
                Some(due) if due < set => {
                    let job = Job::Wake { ticket: key, alarm: Alarm::Sla };
                    self.store.enqueue(vec![Scheduled { job, due }]).await?;
                    set = due;
                }
                _ => return Ok(()),
            }
        }
        Ok(())
    }

    /// Makes the figures of a guild anew, by days of the time zone that is set.
    ///
    /// # Errors
    /// A [`Failure`]; then they are as they were.
    pub async fn rebuild_figures(&self, guild: GuildId) -> Result<(), Failure> {
        let config = self.store.config(guild).await?.config;
        let zone = config.settings.zone.as_deref().unwrap_or(ports::USUAL_ZONE);
        self.store.rebuild_figures(guild, zone).await
    }

    /// Appends what was said, with the jobs that follow.
    ///
    /// # Errors
    /// A [`Failure`]; then nothing of it was written.
    pub async fn append(&self, changes: Vec<(TicketKey, Change)>, jobs: Vec<Job>) -> Result<(), Failure> {
        let ready = self.store.ready(changes).await;
        self.append_ready(ready, jobs).await
    }

    /// Appends what is [`Conversation::ready`](ports::Conversation::ready), with the jobs that follow.
    ///
    /// # Errors
    /// A [`Failure`]; then nothing of it was written.
    pub async fn append_ready(&self, ready: Arc<Ready>, jobs: Vec<Job>) -> Result<(), Failure> {
        let now = self.clock.now();
        let mut tickets: Vec<TicketKey> = ready.changes.iter().map(|(key, _)| *key).collect();
        tickets.sort_unstable();
        tickets.dedup();
        let any = !jobs.is_empty();
        let scheduled = |job: Job| Scheduled { due: now.plus_seconds(job.patience_seconds()), job };
        let jobs = jobs.into_iter().map(scheduled).collect();
        self.store.append_ready(ready, jobs).await?;
        tickets.into_iter().for_each(|key| self.hints.send(Hint::Ticket(key)));
        if any {
            self.hints.send(Hint::Jobs);
        }
        Ok(())
    }

    /// Requests jobs that follow from no event: repair, backfill.
    ///
    /// # Errors
    /// A [`Failure`].
    pub async fn enqueue(&self, jobs: Vec<Job>) -> Result<(), Failure> {
        let now = self.clock.now();
        self.store.enqueue(jobs.into_iter().map(|job| Scheduled { job, due: now }).collect()).await?;
        self.hints.send(Hint::Jobs);
        Ok(())
    }
}
