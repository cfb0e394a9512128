//! A process: the desk, and what stands between it and Discord, reduced to what it promises. The real one is the crate `discord`; both
//! look before they create again, look for their mark before they post again, and record what they did.

use crate::{
    crew::{Crew, give_way},
    world::{Fault, GUILD, STAFF, Told, World},
};
use desk::{
    Attempt, Desk, Failure, Outcome, Rejected,
    ports::{Change, Leased, Posted},
    runner,
};
use serde_json::json;
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet, VecDeque},
    future::Future,
    rc::Rc,
    sync::Arc,
};
use ticket::{Actor, Alarm, ChannelId, Command, GuildId, Job, MessageId, Scheduled, TicketKey, UserId};

/// Seconds after which a change by hand is looked at.
const BY_HAND: i64 = 5;
/// How often the end of a job is recorded again.
const MOST_RECORDINGS: u32 = 55;

/// Jobs that a report shows.
const LAST: usize = 6;

/// Why work ended early.
#[derive(Debug)]
#[allow(dead_code, reason = "said in the outcome")]
pub enum Stop {
    Discord(Fault),
    Store(Failure),
}

impl From<Fault> for Stop {
    fn from(fault: Fault) -> Self {
        Self::Discord(fault)
    }
}
impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Store(failure)
    }
}

/// What is in memory, and gone with the process.
#[derive(Default)]
pub struct Ram {
    pub lives: BTreeMap<u64, TicketKey>,
    pub in_hand: BTreeSet<u64>,
    /// Tickets of which nothing from the web is under way.
    pub sure: BTreeSet<TicketKey>,
    inbox: VecDeque<Told>,
    listening: bool,
    looking: bool,
    at_work: u32,
    /// Looks for work that found none.
    pub in_vain: u32,
    /// Where something was said that is no ticket's as far as is known.
    heard: BTreeSet<u64>,
    /// Changes whenever the guild comes into sight again.
    pub sightings: u64,
    /// What was worked last, for the report of a failure.
    pub worked: VecDeque<String>,
}

/// A process. Cheap to clone.
#[derive(Clone)]
pub struct Bot {
    pub desk: Arc<Desk>,
    pub world: Rc<RefCell<World>>,
    pub crew: Crew,
    pub ram: Rc<RefCell<Ram>>,
}

pub fn guild() -> GuildId {
    GuildId(GUILD)
}

impl Bot {
    /// A request to Discord: it may fail before it has an effect or after, and the process may end around it.
    pub async fn call<T>(&self, act: impl FnOnce(&mut World) -> Result<T, Fault>) -> Result<T, Fault> {
        give_way().await;
        let done = {
            let world = &mut *self.world.borrow_mut();
            match world.fault() {
                Some(true) => Err(Fault::Later),
                Some(false) => act(world).and(Err(Fault::Later)),
                None => act(world),
            }
        };
        give_way().await;
        done
    }

    pub async fn observe(&self, key: TicketKey, command: Command) -> Result<(), Failure> {
        match self.desk.handle(key, &Actor::System, &command).await {
            Ok(_) | Err(Rejected::Refused(_)) => Ok(()),
            Err(Rejected::Failed(failure)) => Err(failure),
        }
    }

    /// Tries for as long as it takes.
    pub async fn patiently<T, F: Future<Output = Result<T, Failure>>>(
        &self,
        mut act: impl FnMut() -> F,
    ) -> T {
        loop {
            if let Ok(done) = act().await {
                return done;
            }
            give_way().await;
        }
    }

    /// A ticket was recorded to live in a channel. Something may have been said there before we knew, or while nobody listened.
    pub async fn lives(&self, channel: u64, key: TicketKey, watched: Option<u64>) -> Result<(), Failure> {
        let heard = self.ram.borrow_mut().heard.remove(&channel);
        let heard = heard || watched != Some(self.ram.borrow().sightings);
        let gap = Job::Backfill { ticket: key, after: Some(MessageId(1)) };
        if heard {
            // The next attempt would not know of it any more.
            self.patiently(|| self.desk.enqueue(vec![gap.clone()])).await;
        }
        Ok(())
    }

    // The runner.

    /// Looks for work, unless it looks already.
    pub fn look(&self) {
        if std::mem::replace(&mut self.ram.borrow_mut().looking, true) {
            return;
        }
        let bot = self.clone();
        self.crew.spawn("look", async move {
            let now = bot.desk.clock().now();
            let free = runner::MOST_AT_ONCE - bot.ram.borrow().at_work;
            let until = now.plus_seconds(runner::LEASE_SECONDS);
            let leased = bot.desk.store().claim(now, until, free).await.unwrap_or_default();
            bot.ram.borrow_mut().looking = false;
            let found = !leased.is_empty();
            let in_vain = bot.ram.borrow().in_vain;
            bot.ram.borrow_mut().in_vain = if found { 0 } else { in_vain + 1 };
            for job in leased {
                bot.ram.borrow_mut().at_work += 1;
                bot.crew.spawn(format!("{:?}", job.job), bot.clone().attempt(job));
            }
        });
    }

    async fn attempt(self, leased: Leased) {
        let outcome = self.work(Attempt::of(&leased)).await;
        {
            let worked = &mut self.ram.borrow_mut().worked;
            worked.push_back(format!("{:?}: {outcome:?}", leased.job));
            if worked.len() > LAST {
                worked.pop_front();
            }
        }
        let now = self.desk.clock().now();
        let finish = runner::finish(&leased, outcome, now);
        for _ in 0..MOST_RECORDINGS {
            if self.desk.store().finish(&leased, finish.clone(), now).await.is_ok() {
                break;
            }
            give_way().await;
        }
        self.ram.borrow_mut().at_work -= 1;
    }

    async fn work(&self, attempt: Attempt) -> Outcome {
        let done = |result: Result<(), Failure>| result.map_err(Stop::from);
        let again = attempt.again;
        let worked = match attempt.job {
            Job::Wake { ticket, alarm: Alarm::Idle } => match self.backfill(ticket, None).await {
                Ok(()) => done(self.desk.ring(ticket, Alarm::Idle).await),
                stopped => stopped,
            },
            Job::Wake { ticket, alarm } => done(self.desk.ring(ticket, alarm).await),
            Job::SyncSurface { ticket } => self.sync_surface(ticket).await,
            Job::Welcome { ticket } => self.welcome(ticket).await,
            Job::Announce { ticket, seq } => self.announce(ticket, seq, again).await,
            Job::ModLog { ticket, seq } => self.mod_log(ticket, seq, again).await,
            Job::DmClosed { ticket, seq } => self.dm_closed(ticket, seq, again).await,
            Job::WarnIdle { ticket, seq } => self.warn_idle(ticket, seq, again).await,
            Job::SlaNotice { ticket, seq, whom } => self.sla_notice(ticket, seq, whom, again).await,
            Job::TellLoss { ticket, seq, user } => self.tell_loss(ticket, seq, user, again).await,
            Job::AnswerOpener { ticket } => self.answer_opener(ticket).await,
            Job::Backfill { ticket, after } => self.backfill(ticket, after).await,
            Job::Relay { ticket } => self.relay(ticket).await,
            Job::Compare { guild } => self.compare(guild).await,
            Job::Pull { guild } | Job::PullLater { guild } => done(self.desk.pull(guild).await),
            Job::RebuildFigures { guild } => done(self.desk.rebuild_figures(guild).await),
            // Nothing here asks for these.
            Job::Assist { .. }
            | Job::CopyFiles { .. }
            | Job::ShowFiles { .. }
            | Job::ClaimByAnswer { .. }
            | Job::SyncCommands { .. }
            | Job::CopyIcon { .. }
            | Job::Push { .. }
            | Job::Deliver { .. }
            | Job::Evaluate { .. }
            | Job::Batch { .. }
            | Job::Recompute { .. }
            | Job::Samples { .. }
            | Job::Erase { .. }
            | Job::Examine { .. }
            | Job::CopyPictures { .. }
            | Job::Shortcode { .. }
            | Job::PostPanel { .. } => Ok(()),
        };
        match worked {
            Ok(()) => Outcome::Done,
            Err(Stop::Discord(Fault::Full)) => {
                let at = Some(self.desk.clock().now().plus_seconds(600));
                Outcome::Later { at, why: "full".to_owned() }
            }
            Err(stop) => Outcome::Later { at: None, why: format!("{stop:?}") },
        }
    }

    // What Discord tells.

    /// Takes in what was told.
    pub fn hear(&self, told: Vec<Told>) {
        let mut ram = self.ram.borrow_mut();
        ram.inbox.extend(told);
        if ram.inbox.is_empty() || std::mem::replace(&mut ram.listening, true) {
            return;
        }
        let bot = self.clone();
        self.crew.spawn("listen", async move {
            loop {
                let Some(told) = bot.ram.borrow_mut().inbox.pop_front() else { break };
                bot.take(told).await;
            }
            bot.ram.borrow_mut().listening = false;
        });
    }

    async fn take(&self, told: Told) {
        let key = |channel: u64| {
            let known = self.ram.borrow().lives.get(&channel).copied();
            if known.is_none() {
                self.ram.borrow_mut().heard.insert(channel);
            }
            known
        };
        let in_hand = |channel: u64| self.ram.borrow().in_hand.contains(&channel);
        let now = self.desk.clock().now();
        match told {
            Told::Posted { channel, id, message } => {
                let Some(key) = key(channel) else { return };
                let change = self.patiently(|| self.posted(key, id, &message)).await;
                self.append(key, change).await;
            }
            Told::Edited { channel, id, message } => {
                let Some(key) = key(channel).filter(|_| !message.hook) else { return };
                self.append(key, Some(edited(id, &message))).await;
            }
            Told::Deleted { channel, id } => {
                let Some(key) = key(channel) else { return };
                self.append(key, Some(Change::Deleted { message: MessageId(id), at: now })).await;
            }
            Told::ChannelGone { channel } if !in_hand(channel) => {
                let store = self.desk.store();
                let found = self.patiently(|| store.ticket_in(guild(), ChannelId(channel))).await;
                if let Some(found) = found {
                    self.patiently(|| self.observe(found.ticket.key, Command::SurfaceDeleted)).await;
                }
                self.ram.borrow_mut().lives.remove(&channel);
            }
            Told::Changed { channel } if in_hand(channel) => {}
            // Of one that is in hand it is looked after: somebody may delete what we only change.
            Told::Changed { channel } | Told::ChannelGone { channel } => {
                let Some(ticket) = key(channel) else { return };
                let due = now.plus_seconds(BY_HAND);
                let job = || vec![Scheduled { job: Job::SyncSurface { ticket }, due }];
                self.patiently(|| self.desk.store().enqueue(job())).await;
            }
            Told::Left { user } => self.patiently(|| self.left(user)).await,
            Told::Created => self.created().await,
        }
    }

    async fn append(&self, key: TicketKey, change: Option<Change>) {
        if let Some(change) = change {
            self.patiently(|| self.desk.append(vec![(key, change.clone())], Vec::new())).await;
        }
    }

    /// A message as it is kept; nothing of what was said on the web, for that is kept already.
    pub async fn posted(
        &self,
        key: TicketKey,
        id: u64,
        message: &crate::world::Message,
    ) -> Result<Option<Change>, Failure> {
        let Some(found) = self.desk.store().ticket(key).await? else { return Ok(None) };
        let human = message.author != crate::world::ME;
        let staff_reply = STAFF.contains(&message.author) && found.ticket.opener.user.0 != message.author;
        Ok((!message.hook).then(|| {
            Change::Posted(Posted {
                message: MessageId(id),
                author: UserId(message.author),
                human,
                staff_reply,
                body: body(message),
                edited: message.edited,
                files: Vec::new(),
            })
        }))
    }

    pub async fn left(&self, user: u64) -> Result<(), Failure> {
        for key in self.desk.store().open_of(guild(), UserId(user)).await? {
            self.observe(key, Command::OpenerLeft).await?;
        }
        Ok(())
    }

    /// The guild came into sight: what may be missing is asked for before anything newer is kept.
    async fn created(&self) {
        self.ram.borrow_mut().sightings += 1;
        let store = self.desk.store();
        let surfaces = self.patiently(|| store.surfaces(guild())).await;
        let given_up = self.patiently(|| store.given_up(guild())).await;
        let mut jobs: Vec<Job> = given_up.into_iter().map(|one| one.job).collect();
        for (channel, key) in &surfaces {
            jobs.extend(self.patiently(|| self.to_look_at(*channel, *key)).await);
        }
        jobs.push(Job::Compare { guild: guild() });
        self.patiently(|| self.desk.enqueue(jobs.clone())).await;
        let known: BTreeMap<u64, TicketKey> = surfaces.into_iter().map(|(id, key)| (id.0, key)).collect();
        self.ram.borrow_mut().lives.extend(known);
    }

    async fn to_look_at(&self, channel: ChannelId, key: TicketKey) -> Result<Vec<Job>, Failure> {
        let Some((ticket, wanted)) = self.wanted(key).await? else { return Ok(Vec::new()) };
        let kept = self.desk.store().newest(key).await?;
        let (newest, strayed) = {
            let world = self.world.borrow();
            let place = world.channels.get(&channel.0);
            let newest = place.and_then(|place| place.messages.keys().last().copied()).map(MessageId);
            (newest, place.is_none_or(|place| crate::surface::strayed(place, &wanted)))
        };
        let mut jobs = Vec::new();
        if ticket.is_open() || newest > kept {
            jobs.push(Job::Backfill { ticket: key, after: Some(kept.unwrap_or(MessageId(1))) });
        }
        jobs.extend(strayed.then_some(Job::SyncSurface { ticket: key }));
        Ok(jobs)
    }

    async fn compare(&self, guild: GuildId) -> Result<(), Stop> {
        for user in self.desk.store().openers(guild).await? {
            if !self.call(|world| Ok(world.present.contains(&user.0))).await? {
                self.left(user.0).await?;
            }
        }
        Ok(())
    }
}

pub fn edited(id: u64, message: &crate::world::Message) -> Change {
    let at = message.edited.unwrap_or_default();
    Change::Edited { message: MessageId(id), at, body: body(message) }
}

/// A message as Discord sends it: whether it was edited comes with it.
pub fn body(message: &crate::world::Message) -> String {
    json!({ "content": message.text, "edited": message.edited }).to_string()
}
