//! Endpoints that are told of what happens, and what waits for them. A delivery is written in the commit of what it tells of.

use super::Failure;
use async_trait::async_trait;
use ticket::{By, GuildId, MessageId, Timestamp, webhook::Topic};

/// Where to tell, and of what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    /// Counts the guild's endpoints from 1; never used again.
    pub id: u32,
    /// Its address.
    pub url: String,
    /// What it is told of.
    pub topics: Vec<Topic>,
    /// The secret it is signed with, sealed.
    pub secret: String,
    /// Whether it is told at present, or why not.
    pub state: WebhookState,
    /// Failed attempts in a row.
    pub failures: u32,
    /// After a failed attempt: the next is not before.
    pub next_at: Option<Timestamp>,
    /// When it was made.
    pub made_at: Timestamp,
    /// By whom.
    pub made_by: By,
}

/// Whether an endpoint is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WebhookState {
    /// It is.
    On,
    /// Somebody switched it off.
    Off,
    /// It failed too often in a row (P227).
    Failing,
    /// Too much waited for it.
    Full,
}

/// What makes an endpoint.
#[derive(Clone, Debug)]
pub struct NewWebhook {
    /// Its address, checked.
    pub url: String,
    /// What it is told of.
    pub topics: Vec<Topic>,
    /// When.
    pub at: Timestamp,
    /// By whom.
    pub by: By,
}

/// What a delivery tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told {
    /// An event of a ticket.
    Event {
        /// The ticket's number.
        number: u32,
        /// Which of its events.
        seq: u32,
    },
    /// A message in a ticket.
    Message {
        /// The ticket's number.
        number: u32,
        /// Which message.
        message: MessageId,
    },
    /// Nothing: it is a test.
    Test,
}

/// How a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeliveryState {
    /// It waits, or is being tried.
    Waiting,
    /// It arrived.
    Delivered,
    /// It did not, and is not tried any more.
    Failed,
}

/// One delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// Names the row; later ones have larger numbers.
    pub id: i64,
    /// The envelope's id: the same in every attempt.
    pub event: String,
    /// What it is.
    pub topic: Topic,
    /// What it tells of.
    pub told: Told,
    /// When that happened.
    pub at: Timestamp,
    /// The body, once it was sent for the first time: retries send the same bytes.
    pub body: Option<String>,
    /// Attempts so far.
    pub attempts: u32,
    /// How it stands.
    pub state: DeliveryState,
    /// The status of the last answer.
    pub status: Option<u16>,
    /// What went wrong where there was no answer, in one word.
    pub trouble: Option<String>,
    /// When it was last tried.
    pub tried_at: Option<Timestamp>,
}

/// How an attempt ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// When.
    pub at: Timestamp,
    /// The status of the answer, if there was one.
    pub status: Option<u16>,
    /// What went wrong without one, in one word.
    pub trouble: Option<String>,
    /// How the delivery stands now.
    pub state: DeliveryState,
    /// After a failure: the next attempt is not before.
    pub next_at: Option<Timestamp>,
}

/// Endpoints and deliveries.
#[async_trait]
pub trait Webhooks: Send + Sync {
    /// The endpoints of a guild, oldest first.
    async fn webhooks(&self, guild: GuildId) -> Result<Vec<Webhook>, Failure>;

    /// One endpoint.
    async fn webhook(&self, guild: GuildId, id: u32) -> Result<Option<Webhook>, Failure>;

    /// Adds an endpoint without a secret: it is told nothing until it has one. Gives its number; none if there are as many as there may be.
    async fn webhook_add(&self, guild: GuildId, new: NewWebhook) -> Result<Option<u32>, Failure>;

    /// Changes address and topics. False if there is none.
    async fn webhook_change(
        &self,
        guild: GuildId,
        id: u32,
        url: &str,
        topics: &[Topic],
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure>;

    /// Gives it another secret, sealed. False if there is none.
    async fn webhook_secret(
        &self,
        guild: GuildId,
        id: u32,
        sealed: &str,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure>;

    /// Switches it on, its failures forgotten and what waits due at once, or off. False if there is none.
    async fn webhook_switch(
        &self,
        guild: GuildId,
        id: u32,
        on: bool,
        at: Timestamp,
        by: &By,
    ) -> Result<bool, Failure>;

    /// Removes it with what waits for it. False if there is none.
    async fn webhook_remove(&self, guild: GuildId, id: u32, at: Timestamp, by: &By) -> Result<bool, Failure>;

    /// Puts a test into its queue.
    async fn webhook_test(
        &self,
        guild: GuildId,
        id: u32,
        event: &str,
        at: Timestamp,
    ) -> Result<bool, Failure>;

    /// The oldest delivery that waits.
    async fn delivery_next(&self, guild: GuildId, webhook: u32) -> Result<Option<Delivery>, Failure>;

    /// Keeps the body that is sent; the one that was kept first stands and is given.
    async fn delivery_body(&self, guild: GuildId, id: i64, body: &str) -> Result<String, Failure>;

    /// Records an attempt. Too many failures in a row switch the endpoint off (P227). Gives the failures in a row.
    async fn delivery_tried(
        &self,
        guild: GuildId,
        webhook: u32,
        id: i64,
        tried: &Tried,
    ) -> Result<u32, Failure>;

    /// The latest deliveries, newest first.
    async fn deliveries(&self, guild: GuildId, webhook: u32, limit: u32) -> Result<Vec<Delivery>, Failure>;

    /// Sends one that ended once more, with the same id. False if there is none.
    async fn delivery_again(
        &self,
        guild: GuildId,
        webhook: u32,
        id: i64,
        now: Timestamp,
    ) -> Result<bool, Failure>;

    /// Forgets deliveries that ended before then, at most a thousand.
    async fn deliveries_swept(&self, guild: GuildId, webhook: u32, before: Timestamp) -> Result<(), Failure>;
}
