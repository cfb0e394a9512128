//! The connection that Discord's events come through. Resuming and reconnecting are twilight's; what the events mean is the intake's.

use crate::{
    Discord,
    discord::{Application, ConnectError},
    hourly,
    intake::Intake,
    rest::Fault,
};
use futures_util::StreamExt;
use serde::Deserialize;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use twilight_gateway::{CloseFrame, ConfigBuilder, Intents, Message, Shard, ShardId, queue::InMemoryQueue};
use twilight_http::routing::Route;

/// What we listen to. Members and message content are privileged: switched on in the developer portal.
pub(crate) const INTENTS: Intents = Intents::GUILDS
    .union(Intents::GUILD_MEMBERS)
    .union(Intents::GUILD_MESSAGES)
    .union(Intents::GUILD_MESSAGE_REACTIONS)
    .union(Intents::GUILD_MESSAGE_TYPING)
    .union(Intents::MESSAGE_CONTENT);
/// Members that come with a guild at once (events/gateway: at most 250).
const LARGE: u64 = 250;
/// How long a connection may take to say goodbye.
const GOODBYE: Duration = Duration::from_secs(3);
/// Pause before Discord is asked again for the gateway.
const AGAIN: Duration = Duration::from_secs(5);
/// Close codes after which there is no point in trying again (topics/opcodes-and-status-codes).
const WRONG_TOKEN: u16 = 4004;
const WRONG_INTENTS: [u16; 2] = [4013, 4014];

/// `GET /gateway/bot`.
#[derive(Debug, Deserialize)]
pub(crate) struct GatewayBot {
    pub url: String,
    pub shards: u32,
    pub session_start_limit: StartLimit,
}

/// How many sessions may be started.
#[derive(Debug, Deserialize)]
pub(crate) struct StartLimit {
    pub total: u32,
    pub remaining: u32,
    pub reset_after: u64,
    pub max_concurrency: u16,
}

impl StartLimit {
    /// Says when a fifth or less is left. Who begins more than there are loses the token, so none is begun then until the day is over.
    fn warn(&self) {
        let Self { total, remaining, reset_after, .. } = self;
        if remaining * 5 <= *total {
            tracing::warn!(
                "{remaining} of {total} sessions with Discord are left for the next {} minutes: does something start this program again and again?",
                reset_after / 60_000
            );
        }
    }
}

impl Discord {
    /// Listens until told to stop; then what was heard is written, and the connection closed.
    ///
    /// # Errors
    /// A [`ConnectError`] if Discord will not have us: trying again would not help.
    pub async fn run(&self, stop: CancellationToken) -> Result<(), ConnectError> {
        let Some(gateway) = self.find_gateway(&stop).await? else { return Ok(()) };
        gateway.session_start_limit.warn();
        let intake = Intake::start(self.clone());
        let mut shards = JoinSet::new();
        let all_stop = stop.child_token();
        let hourly = tokio::spawn(hourly::run(self.clone(), all_stop.clone()));
        for shard in self.shards(&gateway) {
            shards.spawn(listen(shard, intake.clone(), all_stop.clone()));
        }
        let mut end = Ok(());
        while let Some(joined) = shards.join_next().await {
            let closed = joined.unwrap_or(Closed::Fatally(None));
            all_stop.cancel();
            if let Closed::Fatally(code) = closed
                && end.is_ok()
            {
                end = Err(self.why_closed(code).await);
            }
        }
        all_stop.cancel();
        if let Err(panic) = hourly.await {
            tracing::error!(%panic, "the hourly comparison ended");
        }
        intake.finish().await;
        end
    }

    async fn find_gateway(&self, stop: &CancellationToken) -> Result<Option<GatewayBot>, ConnectError> {
        loop {
            match self.rest.get::<GatewayBot>(&Route::GetGatewayBot).await {
                Ok(gateway) => return Ok(Some(gateway)),
                Err(Fault::Later { why, .. }) => {
                    tracing::warn!(why, "the gateway cannot be found; trying again")
                }
                Err(fault) => return Err(fault.into()),
            }
            tokio::select! {
                () = stop.cancelled() => return Ok(None),
                () = tokio::time::sleep(AGAIN) => {}
            }
        }
    }

    fn shards(&self, gateway: &GatewayBot) -> Vec<Shard> {
        let limit = &gateway.session_start_limit;
        let queue = InMemoryQueue::new(
            limit.max_concurrency.max(1),
            limit.remaining,
            Duration::from_millis(limit.reset_after),
            limit.total.max(limit.remaining),
        );
        let token = format!("Bot {}", self.config.token.expose());
        let mut builder = ConfigBuilder::new(token, INTENTS).large_threshold(LARGE).queue(queue);
        // The real Discord is twilight's default; any other is told by the owner or by its own API.
        let elsewhere = self.config.api_base.as_ref().map(|_| gateway.url.clone());
        if let Some(url) = self.config.gateway_url.clone().or(elsewhere) {
            builder = builder.proxy_url(url.trim_end_matches('/').to_owned());
        }
        let config = builder.build();
        let total = gateway.shards.max(1);
        (0..total).map(|number| Shard::with_config(ShardId::new(number, total), config.clone())).collect()
    }

    async fn why_closed(&self, code: Option<u16>) -> ConnectError {
        match code {
            Some(WRONG_TOKEN) => ConnectError::Token,
            Some(code) if WRONG_INTENTS.contains(&code) => {
                let application = self.rest.get::<Application>(&Route::GetCurrentUserApplicationInfo).await;
                let missing = application.map(|found| found.missing_intents()).unwrap_or_default();
                let both = || vec!["SERVER MEMBERS", "MESSAGE CONTENT"];
                ConnectError::Intents(if missing.is_empty() { both() } else { missing })
            }
            Some(code) => ConnectError::Other(format!("close code {code}")),
            None => ConnectError::Other("no reason given".to_owned()),
        }
    }
}

/// How listening ended.
enum Closed {
    AsAsked,
    Fatally(Option<u16>),
}

async fn listen(mut shard: Shard, intake: Intake, stop: CancellationToken) -> Closed {
    let mut code = None;
    loop {
        let item = tokio::select! {
            () = stop.cancelled() => break,
            item = shard.next() => item,
        };
        match item {
            Some(Ok(Message::Text(json))) => intake.frame(&json, shard.id().number(), &shard.sender()).await,
            Some(Ok(Message::Close(frame))) => {
                code = frame.map(|frame| frame.code);
                tracing::info!(code, "the gateway closed the connection");
            }
            Some(Err(error)) => {
                tracing::warn!(reason = %reason(&error), "the gateway cannot be heard; trying again")
            }
            None => return Closed::Fatally(code),
        }
    }
    shard.close(CloseFrame::NORMAL);
    // Whatever comes next, the close frame was sent before it.
    let _ = tokio::time::timeout(GOODBYE, shard.next()).await;
    Closed::AsAsked
}

/// What went wrong, without the event itself: it may hold what members wrote.
fn reason(error: &twilight_gateway::error::ReceiveMessageError) -> &'static str {
    use twilight_gateway::error::ReceiveMessageErrorType as Kind;
    match error.kind() {
        Kind::Compression => "the stream cannot be unpacked",
        Kind::Deserializing { .. } => "an event was not understood",
        Kind::Reconnect => "no connection",
        _ => "unknown",
    }
}
