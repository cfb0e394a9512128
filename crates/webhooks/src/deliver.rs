//! The job that delivers: the oldest that waits first, the next only when that one arrived or was given up.

use crate::{
    endpoints::Webhooks,
    envelope,
    guard::{self, Closed},
    sign::{Secret, signature, standard},
};
use desk::{
    Failure, Outcome,
    ports::{Delivery, DeliveryState, Told, Tried, Webhook, WebhookState},
};
use reqwest::header::CONTENT_TYPE;
use ring::rand::SecureRandom;
use std::error::Error;
use ticket::{
    GuildId, MessageId, Surface, TicketKey, Timestamp, access,
    webhook::{self, MOST_ATTEMPTS, SURFACE_SECONDS, Topic, Verdict},
};

/// Deliveries of one attempt at the job: all of them slow still fit into its lease.
const AT_ONCE: u32 = 8;
/// Days for which deliveries that ended are kept.
const KEPT_DAYS: u32 = 14;

/// What is to be done next.
enum Step {
    /// The next delivery.
    Next,
    /// Nothing before then.
    Wait(Timestamp, String),
    /// Nothing more.
    Stop,
}

impl Webhooks {
    /// Brings an endpoint what waits for it.
    pub async fn deliver(&self, guild: GuildId, id: u32) -> Outcome {
        let later = |failure: &Failure| Outcome::Later { at: None, why: failure.to_string() };
        for _ in 0..AT_ONCE {
            match self.step(guild, id).await {
                Ok(Step::Next) => {}
                Ok(Step::Wait(at, why)) => return Outcome::Later { at: Some(at), why },
                Ok(Step::Stop) => {
                    let before = Timestamp(self.desk.clock().now().0 - i64::from(KEPT_DAYS) * 86_400_000);
                    let swept = self.desk.store().deliveries_swept(guild, id, before).await;
                    return swept.map_or_else(|failure| later(&failure), |()| Outcome::Done);
                }
                Err(failure) => return later(&failure),
            }
        }
        Outcome::Later { at: Some(self.desk.clock().now()), why: "more waits".to_owned() }
    }

    async fn step(&self, guild: GuildId, id: u32) -> Result<Step, Failure> {
        let (store, now) = (self.desk.store(), self.desk.clock().now());
        let Some(webhook) = store.webhook(guild, id).await? else { return Ok(Step::Stop) };
        if webhook.state != WebhookState::On {
            return Ok(Step::Stop);
        }
        if let Some(next) = webhook.next_at.filter(|next| *next > now) {
            return Ok(Step::Wait(next, "it failed before".to_owned()));
        }
        let Some(delivery) = store.delivery_next(guild, id).await? else { return Ok(Step::Stop) };
        let body = match &delivery.body {
            Some(body) => body.clone(),
            None => match self.word(guild, &delivery).await? {
                Some(body) => store.delivery_body(guild, delivery.id, &body).await?,
                None => {
                    let latest = delivery.at.plus_seconds(SURFACE_SECONDS);
                    return Ok(Step::Wait(latest, "its channel is being prepared".to_owned()));
                }
            },
        };
        let Some(secret) = self.secret(guild, &webhook) else {
            let tried = self.failed(now, &webhook, &delivery, (None, Some("secret")));
            return self.record(guild, id, &delivery, tried).await;
        };
        let answer = self.send(&webhook.url, &secret, &delivery, body).await;
        // How long it took is not for the clock of decisions to know; what counts is when it ended.
        let now = self.desk.clock().now();
        let tried = match webhook::verdict(answer.as_ref().ok().copied()) {
            Verdict::Delivered => Tried {
                at: now,
                status: answer.ok(),
                trouble: None,
                state: DeliveryState::Delivered,
                next_at: None,
            },
            _ => self.failed(now, &webhook, &delivery, (answer.as_ref().ok().copied(), answer.err())),
        };
        self.record(guild, id, &delivery, tried).await
    }

    /// A failed attempt: tried again later, or given up.
    fn failed(
        &self,
        at: Timestamp,
        webhook: &Webhook,
        delivery: &Delivery,
        (status, trouble): (Option<u16>, Option<&'static str>),
    ) -> Tried {
        let over = delivery.attempts + 1 >= MOST_ATTEMPTS
            || status.is_some() && webhook::verdict(status) == Verdict::Refused;
        let wait = webhook::back_off(webhook.failures + 1, self.chance());
        let refused = status.is_some() && webhook::verdict(status) == Verdict::Refused;
        Tried {
            at,
            status,
            trouble: trouble.map(str::to_owned),
            state: if over { DeliveryState::Failed } else { DeliveryState::Waiting },
            // One that refuses a delivery is there: the next one need not wait.
            next_at: (!refused).then(|| at.plus_seconds(wait)),
        }
    }

    /// Between 0 and 1.
    fn chance(&self) -> f64 {
        let mut bytes = [0; 2];
        // Without chance everybody waits for the same time, which does no harm.
        let _ = self.rng.fill(&mut bytes);
        f64::from(u16::from_le_bytes(bytes)) / f64::from(u16::MAX)
    }

    async fn record(
        &self,
        guild: GuildId,
        id: u32,
        delivery: &Delivery,
        tried: Tried,
    ) -> Result<Step, Failure> {
        let failures = self.desk.store().delivery_tried(guild, id, delivery.id, &tried).await?;
        if tried.state == DeliveryState::Delivered {
            return Ok(Step::Next);
        }
        let status =
            tried.status.map_or_else(|| tried.trouble.clone().unwrap_or_default(), |it| it.to_string());
        tracing::info!(%guild, webhook = id, delivery.event, status, failures, "a webhook was not delivered");
        if failures >= webhook::MOST_FAILURES {
            tracing::warn!(%guild, webhook = id, failures, "a webhook was switched off");
            return Ok(Step::Stop);
        }
        Ok(tried.next_at.map_or(Step::Next, |next| Step::Wait(next, status)))
    }

    fn secret(&self, guild: GuildId, webhook: &Webhook) -> Option<Secret> {
        let opened = self.vault.as_ref()?.open(&Self::name(guild, webhook.id), &webhook.secret);
        let bytes = opened
            .inspect_err(
                |why| tracing::warn!(%guild, webhook = webhook.id, %why, "its secret cannot be read"),
            )
            .ok()?;
        String::from_utf8(bytes).ok().map(Secret::kept)
    }

    /// Sends it. Gives the status of the answer, or one word for why there is none.
    async fn send(
        &self,
        url: &str,
        secret: &Secret,
        delivery: &Delivery,
        body: String,
    ) -> Result<u16, &'static str> {
        // The rule may have been made stricter since it was saved.
        let url = guard::check(url, self.private).map_err(|_| "address")?;
        let seconds = self.desk.clock().now().seconds();
        let request = self
            .http
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header("guildhall-signature", signature(secret, seconds, body.as_bytes()))
            .header("guildhall-event-id", &delivery.event)
            .header("guildhall-event-type", delivery.topic.word())
            .header("idempotency-key", &delivery.event)
            .header("webhook-id", &delivery.event)
            .header("webhook-timestamp", seconds)
            .header("webhook-signature", standard(secret, &delivery.event, seconds, body.as_bytes()))
            .body(body);
        // Of the answer only the status counts: its body is not read.
        request.send().await.map(|answer| answer.status().as_u16()).map_err(|error| trouble(&error))
    }

    /// The body; none while the channel that it should name is still being made.
    async fn word(&self, guild: GuildId, delivery: &Delivery) -> Result<Option<String>, Failure> {
        let number = match delivery.told {
            Told::Event { number, .. } | Told::Message { number, .. } => number,
            Told::Test => {
                let data = envelope::of_test(delivery.at);
                return Ok(Some(envelope::envelope(guild, delivery, &data).to_string()));
            }
        };
        let (store, key) = (self.desk.store(), TicketKey { guild, number });
        let config = self.desk.config(guild).await?.config;
        let Some(loaded) = store.ticket(key).await? else {
            let data = envelope::of_nothing(number);
            return Ok(Some(envelope::envelope(guild, delivery, &data).to_string()));
        };
        let due = delivery.at.plus_seconds(SURFACE_SECONDS);
        if delivery.topic == Topic::Opened
            && loaded.ticket.surface == Surface::Pending
            && self.desk.clock().now() < due
        {
            return Ok(None);
        }
        let data = match delivery.told {
            Told::Event { seq, .. } => match store.event(key, seq).await? {
                Some(one) => {
                    let named = match &one.event {
                        ticket::Event::Unassigned { was } => Some(*was),
                        ticket::Event::Moved { assignee, .. } => *assignee,
                        _ => None,
                    };
                    let member = match named {
                        Some(user) => store.member(guild, user).await?,
                        None => None,
                    };
                    let names = |_| member.as_ref().map(|member| member.name.clone());
                    envelope::of_event(&loaded, &config, &one, &names, &self.public_url)
                }
                None => envelope::of_nothing(number),
            },
            Told::Message { message, .. } => {
                let line = store.lines_of(key, &[MessageId(message.0)]).await?.pop();
                match line {
                    Some(line) => {
                        let kind = config.type_or_removed(loaded.ticket.ticket_type);
                        let member = store.member(guild, line.author).await?;
                        let info = store.guild(guild).await?;
                        let staff = info.zip(member).is_some_and(|(info, member)| {
                            access::is_staff(&config, &kind, &info.person(&member))
                        });
                        envelope::of_message(&loaded, &line, staff, &self.public_url)
                    }
                    None => envelope::of_nothing(number),
                }
            }
            Told::Test => envelope::of_test(delivery.at),
        };
        Ok(Some(envelope::envelope(guild, delivery, &data).to_string()))
    }
}

/// One word for why there was no answer. Never the address: it may hold a secret.
pub(crate) fn trouble(error: &reqwest::Error) -> &'static str {
    let mut cause: Option<&(dyn Error + 'static)> = error.source();
    while let Some(one) = cause {
        if one.is::<Closed>() {
            return "private";
        }
        cause = one.source();
    }
    if error.is_timeout() {
        "timeout"
    } else if error.is_connect() {
        "connect"
    } else {
        "broken"
    }
}
