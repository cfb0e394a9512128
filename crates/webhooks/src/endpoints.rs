//! Endpoints: added, changed, tested. Who may is for the caller to see to.

use crate::{
    guard::{self, Guard, LookUp, Private, Wrong},
    push::Teller,
    sign::Secret,
};
use desk::{Desk, Failure, Hint, Vault, ports::NewWebhook};
use ring::rand::{SecureRandom, SystemRandom};
use std::{sync::Arc, time::Duration};
use ticket::{By, GuildId, Job, Trouble, doctor, webhook::Topic};
use tokio::sync::OnceCell;

/// Until an endpoint has answered, connection and all.
const PATIENCE: Duration = Duration::from_secs(10);
/// Until it has taken the connection.
const CONNECT_PATIENCE: Duration = Duration::from_secs(5);

/// Marks a text that is not sealed.
const PLAIN: &str = "plain:";

/// Why an endpoint was not set.
#[derive(Debug, thiserror::Error)]
pub enum NotSet {
    /// The address cannot be used.
    #[error(transparent)]
    Wrong(#[from] Wrong),
    /// Nothing was chosen to be told of.
    #[error("choose at least one event")]
    NoTopics,
    /// There are as many as there may be.
    #[error("there are as many webhooks as there may be")]
    Full,
    /// There is no such endpoint.
    #[error("there is no such webhook")]
    Unknown,
    /// Secrets cannot be sealed: there is no key file.
    #[error("there is no key to seal secrets with")]
    NoVault,
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] Failure),
}

/// Endpoints at work.
pub struct Webhooks {
    pub(crate) desk: Arc<Desk>,
    pub(crate) vault: Option<Vault>,
    pub(crate) http: reqwest::Client,
    pub(crate) private: Private,
    pub(crate) public_url: String,
    pub(crate) rng: SystemRandom,
    pub(crate) teller: OnceCell<Teller>,
}

impl Webhooks {
    /// At this desk. Without a vault nothing can be set or signed. `public_url` is what links begin with.
    pub fn new(desk: Arc<Desk>, vault: Option<Vault>, private: Private, public_url: &str) -> Self {
        Self::looking_up(desk, vault, private, public_url, guard::system())
    }

    fn looking_up(
        desk: Arc<Desk>,
        vault: Option<Vault>,
        private: Private,
        public_url: &str,
        look_up: LookUp,
    ) -> Self {
        // Whoever comes first installs it; the program may have done so for its other connections.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder()
            .timeout(PATIENCE)
            .connect_timeout(CONNECT_PATIENCE)
            // An address behind a redirect was not checked; a proxy would look names up by itself.
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .dns_resolver(Arc::new(Guard { look_up, private }))
            .user_agent(concat!("Guildhall-Webhooks/", env!("CARGO_PKG_VERSION")))
            .build()
            .expect("a client with these settings can be built");
        let public_url = public_url.trim_end_matches('/').to_owned();
        Self { desk, vault, http, private, public_url, rng: SystemRandom::new(), teller: OnceCell::new() }
    }

    /// What a secret is sealed for.
    pub(crate) fn name(guild: GuildId, id: u32) -> String {
        format!("webhook:{guild}:{id}")
    }

    /// Adds an endpoint. Gives its number and its secret, which nobody can read afterwards.
    ///
    /// # Errors
    /// [`NotSet`].
    pub async fn add(
        &self,
        guild: GuildId,
        by: &By,
        url: &str,
        topics: &[Topic],
    ) -> Result<(u32, Secret), NotSet> {
        let (url, topics) = self.checked(url, topics)?;
        if self.vault.is_none() {
            return Err(NotSet::NoVault);
        }
        let new = NewWebhook { url, topics, at: self.desk.clock().now(), by: by.clone() };
        let id = self.desk.store().webhook_add(guild, new).await?.ok_or(NotSet::Full)?;
        self.heard_otherwise(guild).await?;
        Ok((id, self.fresh_secret(guild, id, by).await?))
    }

    /// Has it lead elsewhere, or be told of other things.
    ///
    /// # Errors
    /// [`NotSet`].
    pub async fn change(
        &self,
        guild: GuildId,
        id: u32,
        by: &By,
        url: &str,
        topics: &[Topic],
    ) -> Result<(), NotSet> {
        let (url, topics) = self.checked(url, topics)?;
        let now = self.desk.clock().now();
        let found = self.desk.store().webhook_change(guild, id, &url, &topics, now, by).await?;
        self.heard_otherwise(guild).await?;
        found.then_some(()).ok_or(NotSet::Unknown)
    }

    fn checked(&self, url: &str, topics: &[Topic]) -> Result<(String, Vec<Topic>), NotSet> {
        let url = guard::check(url, self.private)?.to_string();
        let mut topics: Vec<Topic> = topics.iter().copied().filter(|one| *one != Topic::Test).collect();
        topics.sort_unstable();
        topics.dedup();
        if topics.is_empty() { Err(NotSet::NoTopics) } else { Ok((url, topics)) }
    }

    /// Gives an endpoint another secret; the one before signs nothing any more.
    ///
    /// # Errors
    /// [`NotSet`].
    pub async fn fresh_secret(&self, guild: GuildId, id: u32, by: &By) -> Result<Secret, NotSet> {
        let vault = self.vault.as_ref().ok_or(NotSet::NoVault)?;
        let failed = |error: std::io::Error| Failure::Unavailable(error.to_string());
        let secret = Secret::fresh(&self.rng).map_err(failed)?;
        let sealed =
            vault.seal(&Self::name(guild, id), secret.reveal().as_bytes(), &self.rng).map_err(failed)?;
        let now = self.desk.clock().now();
        let found = self.desk.store().webhook_secret(guild, id, &sealed, now, by).await?;
        found.then_some(secret).ok_or(NotSet::Unknown)
    }

    /// Switches it on, its failures forgotten, or off.
    ///
    /// # Errors
    /// [`NotSet`].
    pub async fn switch(&self, guild: GuildId, id: u32, by: &By, on: bool) -> Result<(), NotSet> {
        let found = self.desk.store().webhook_switch(guild, id, on, self.desk.clock().now(), by).await?;
        self.heard_otherwise(guild).await?;
        self.desk.hints().send(Hint::Jobs);
        found.then_some(()).ok_or(NotSet::Unknown)
    }

    /// Removes it, with what waits for it.
    ///
    /// # Errors
    /// [`NotSet`].
    pub async fn remove(&self, guild: GuildId, id: u32, by: &By) -> Result<(), NotSet> {
        let found = self.desk.store().webhook_remove(guild, id, self.desk.clock().now(), by).await?;
        self.heard_otherwise(guild).await?;
        found.then_some(()).ok_or(NotSet::Unknown)
    }

    /// Others listen now: where steps of response times call webhooks, the doctor looks whether any does.
    async fn heard_otherwise(&self, guild: GuildId) -> Result<(), Failure> {
        let config = self.desk.config(guild).await?.config;
        let calls = doctor::steps(&config, true).iter().any(|one| one.trouble == Trouble::StepNoWebhook);
        if calls { self.desk.enqueue(vec![Job::Examine { guild }]).await } else { Ok(()) }
    }

    /// Sends it a test, in its turn.
    ///
    /// # Errors
    /// [`NotSet::Unknown`] also where it is switched off.
    pub async fn test(&self, guild: GuildId, id: u32) -> Result<(), NotSet> {
        let mut chance = [0; 12];
        self.rng.fill(&mut chance).map_err(|_| Failure::Unavailable("no randomness".to_owned()))?;
        let event = format!("evt_test-{}", hex::encode(chance));
        let found = self.desk.store().webhook_test(guild, id, &event, self.desk.clock().now()).await?;
        self.desk.hints().send(Hint::Jobs);
        found.then_some(()).ok_or(NotSet::Unknown)
    }

    /// Sends a delivery that ended once more, with the same id.
    ///
    /// # Errors
    /// [`NotSet`].
    pub async fn again(&self, guild: GuildId, id: u32, delivery: i64) -> Result<(), NotSet> {
        let now = self.desk.clock().now();
        let found = self.desk.store().delivery_again(guild, id, delivery, now).await?;
        self.desk.hints().send(Hint::Jobs);
        found.then_some(()).ok_or(NotSet::Unknown)
    }

    /// Seals a text that may hold a secret. Without a vault there are no secrets, and it is kept as it is.
    pub fn seal(&self, name: &str, text: &str) -> Option<String> {
        match &self.vault {
            Some(vault) => vault.seal(name, text.as_bytes(), &self.rng).ok(),
            None => Some(format!("{PLAIN}{text}")),
        }
    }

    /// Opens what [`Webhooks::seal`] gave for this name.
    pub fn open(&self, name: &str, sealed: &str) -> Option<String> {
        if let Some(text) = sealed.strip_prefix(PLAIN) {
            return Some(text.to_owned());
        }
        String::from_utf8(self.vault.as_ref()?.open(name, sealed).ok()?).ok()
    }
}
