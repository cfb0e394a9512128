//! What is done when a member has said something.

use crate::{Client, Endpoint, Paid, Shelf, Vault, reading, take, turn};
use assist::{
    decide::{self, Situation},
    index::Library,
};
use desk::{Desk, Failure, Outcome, Rejected, ports::Spent};
use ring::rand::SystemRandom;
use std::{
    sync::{Arc, Mutex},
    time::Duration,
};
use ticket::{
    Actor, Command, GuildConfig, GuildId, MessageId, TicketKey, Timestamp,
    assist::{Turn, Why},
};
use tokio::sync::Semaphore;

/// The name under which the endpoint is sealed.
const ENDPOINT: &str = "assist-endpoint";

/// Tickets for which a model is asked at once: half of the jobs that are worked at once, so that a model that hangs holds up nobody else.
const AT_ONCE: usize = 16;
/// With less time than this left there is no coming back: staff are called.
const TOO_LATE: Duration = Duration::from_secs(2);

/// Why an endpoint was not set.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// It cannot be one.
    #[error(transparent)]
    Wrong(#[from] crate::Wrong),
    /// There is no key to seal it under.
    #[error("there is no key file to seal it under")]
    NoVault,
    /// It could not be sealed.
    #[error("it could not be sealed: {0}")]
    Unsealed(#[from] std::io::Error),
    /// It could not be kept.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// A client, and the sealed endpoint it was made from.
type Known = Option<(String, Arc<Client>)>;

/// Auto-Assist at work.
pub struct Assistant {
    desk: Arc<Desk>,
    vault: Option<Vault>,
    shelf: Shelf,
    known: Mutex<Known>,
    room: Semaphore,
}

impl Assistant {
    /// At this desk. Without a vault no provider can be set or asked: retrieval works alone.
    pub fn new(desk: Arc<Desk>, vault: Option<Vault>) -> Self {
        Self { desk, vault, shelf: Shelf::default(), known: Mutex::default(), room: Semaphore::new(AT_ONCE) }
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.desk
    }

    /// The shelf.
    pub fn shelf(&self) -> &Shelf {
        &self.shelf
    }

    /// The provider, if one is set (P184). What was set a moment ago, by whichever process, counts at once.
    ///
    /// # Errors
    ///
    /// A [`Failure`] of the store.
    pub async fn client(&self) -> Result<Option<Arc<Client>>, Failure> {
        let Some(vault) = &self.vault else { return Ok(None) };
        let Some(sealed) = self.desk.store().sealed(ENDPOINT).await? else { return Ok(None) };
        if let Some((known, client)) = &*self.known.lock().expect("no panic holds it")
            && *known == sealed
        {
            return Ok(Some(Arc::clone(client)));
        }
        let endpoint = match vault.open(ENDPOINT, &sealed) {
            Ok(bytes) => serde_json::from_slice::<Endpoint>(&bytes).ok(),
            Err(locked) => {
                tracing::error!(%locked, "the provider of Auto-Assist cannot be read: it goes on without");
                None
            }
        };
        let Some(endpoint) = endpoint.filter(|endpoint| endpoint.check().is_ok()) else { return Ok(None) };
        let client = Arc::new(Client::new(endpoint));
        *self.known.lock().expect("no panic holds it") = Some((sealed, Arc::clone(&client)));
        Ok(Some(client))
    }

    /// Sets the provider, or takes it away.
    ///
    /// # Errors
    ///
    /// [`NotSet`].
    pub async fn set_provider(&self, endpoint: Option<&Endpoint>) -> Result<(), NotSet> {
        let sealed = match endpoint {
            None => None,
            Some(endpoint) => {
                endpoint.check()?;
                let vault = self.vault.as_ref().ok_or(NotSet::NoVault)?;
                let text = serde_json::to_vec(endpoint).map_err(std::io::Error::other)?;
                Some(vault.seal(ENDPOINT, &text, &SystemRandom::new())?)
            }
        };
        Ok(self.desk.store().seal(ENDPOINT, sealed).await?)
    }

    /// The library of a guild as it stands now.
    ///
    /// # Errors
    ///
    /// A [`Failure`] of the store.
    pub async fn library(&self, guild: GuildId) -> Result<Arc<Library>, Failure> {
        let client = self.client().await?;
        self.shelf.library(self.desk.store(), guild, client.as_deref()).await
    }

    /// A question as a vector, where an embeddings model is set and knows the guild's texts: then sections are found by meaning too.
    ///
    /// # Errors
    ///
    /// A [`Failure`] of the store; if the model gives none in time, words have to do.
    pub async fn vector(
        &self,
        library: &Library,
        asked: &str,
        ticket: Option<u32>,
    ) -> Result<Option<Vec<f32>>, Failure> {
        let client = self.client().await?;
        let mut paid = Paid::default();
        let vector =
            turn::vector(client.as_deref(), library, asked, crate::TIME / turn::VECTOR_SHARE, &mut paid)
                .await;
        if paid != Paid::default() {
            let today = day(self.desk.clock().now());
            self.desk.store().spend(library.guild(), today, ticket, paid.into()).await?;
        }
        Ok(vector)
    }

    /// Does `Job::Assist`. May run twice: the rules answer each message once.
    pub async fn work(&self, key: TicketKey) -> Outcome {
        match self.turn(key).await {
            Ok(None) | Err(Rejected::Refused(_)) => Outcome::Done,
            Ok(at) => Outcome::Later { at, why: "the model is asked by many".to_owned() },
            Err(Rejected::Failed(failure)) => Outcome::Later { at: None, why: failure.to_string() },
        }
    }

    /// Takes a turn, or says when to come back: where a model hangs, the other work of the desk does not wait for it.
    async fn turn(&self, key: TicketKey) -> Result<Option<Timestamp>, Rejected> {
        let store = self.desk.store();
        let config = self.desk.config(key.guild).await?.config;
        let Some(loaded) = store.ticket(key).await? else { return Ok(None) };
        let ticket = loaded.ticket;
        let Some(assist) = ticket.assist.as_ref().filter(|assist| !assist.stopped) else { return Ok(None) };
        let works = config.settings.assist.enabled && ticket.is_open() && ticket.claim.is_none();
        if !works || ticket.surface.channel().is_none() {
            return Ok(None);
        }
        let before = reading::read(store, &config, &ticket).await?;
        let Some(answers) = before.newest_of_member else { return Ok(None) };
        if assist.answered.is_some_and(|answered| answered >= answers) {
            return Ok(None);
        }
        let now = self.desk.clock().now();
        let today = store.spent(key.guild, day(now)).await?.spoken;
        let left_today = config.settings.assist.per_day.saturating_sub(today);
        let client = self.client().await?;
        let library = self.shelf.library(store, key.guild, client.as_deref()).await?;
        let situation = Situation { assist, talk: &before.talk, left_today, now };
        let time = Duration::from_millis(decide::time_left(now.0 - answers.at().0));
        let room = client.as_ref().and_then(|_| self.room.try_acquire().ok());
        if client.is_some() && room.is_none() && time > TOO_LATE {
            return Ok(Some(now.plus_seconds(1)));
        }
        let outcome = take(client.as_deref(), situation, &library, time).await;
        drop(room);
        if let Some(failure) = &outcome.failure {
            tracing::warn!(%key, %failure, "the provider of Auto-Assist failed");
        }
        // What was said meanwhile is another turn's matter.
        let turn = match outcome.turn.ok() {
            Some(turn) if self.still_so(&config, &ticket, &before, situation).await? => Some(turn),
            _ => None,
        };
        let mut spent = Spent::from(outcome.paid);
        let handled = match turn {
            Some(turn) => {
                // Many tickets may be answered at once: the last message of the day is given to one of them.
                let escalates = matches!(turn, Turn::Escalate { .. });
                let most = config.settings.assist.per_day;
                let may = escalates || store.speak(key, day(now), most).await?;
                let turn = if may { turn } else { decide::failed(&before.talk, Why::DayBudget) };
                self.act(key, turn, answers, &mut spent).await
            }
            None => Ok(()),
        };
        if spent != Spent::default() {
            store.spend(key.guild, day(now), Some(key.number), spent).await?;
        }
        handled.map(|()| None)
    }

    /// Has a turn judged like any other command; a call of staff is counted if it came to something.
    async fn act(
        &self,
        key: TicketKey,
        turn: Turn,
        answers: MessageId,
        spent: &mut Spent,
    ) -> Result<(), Rejected> {
        let escalates = matches!(turn, Turn::Escalate { .. });
        let command = Command::Assist { turn: Box::new(turn), answers };
        self.desk.handle(key, &Actor::System, &command).await?;
        spent.escalated = u32::from(escalates);
        Ok(())
    }

    /// Whether nobody said anything while the model thought. A member's further message asks for a turn of its own.
    async fn still_so(
        &self,
        config: &GuildConfig,
        ticket: &ticket::Ticket,
        before: &reading::Reading,
        situation: Situation<'_>,
    ) -> Result<bool, Failure> {
        let store = self.desk.store();
        if store.newest(ticket.key).await? == before.newest {
            return Ok(true);
        }
        let after = reading::read(store, config, ticket).await?;
        let quiet = decide::quiet(&Situation { talk: &after.talk, ..situation });
        Ok(quiet.is_none() && after.newest_of_member == before.newest_of_member)
    }
}

/// Days since 1970, in UTC.
pub fn day(at: Timestamp) -> i64 {
    at.0.div_euclid(24 * 60 * 60 * 1000)
}
