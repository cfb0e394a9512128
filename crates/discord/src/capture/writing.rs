//! The writing of batches, and what is fetched because it could not be taken in.

use crate::Discord;
use desk::ports::{MemberInfo, Ready};
use std::{collections::HashMap, sync::Arc, time::Duration};
use ticket::{GuildId, Job, MessageId, TicketKey};
use tokio::task::JoinHandle;

/// Longest pause before the store is tried again.
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Asks for what could not be taken in to be fetched.
pub(super) async fn fetch_missed(bot: &Discord) {
    let missed = bot.cache.take_missed();
    if missed.is_empty() {
        return;
    }
    let before = |message: MessageId| Some(MessageId(message.0 - 1));
    let job = |(ticket, first): (&TicketKey, &MessageId)| {
        let after = if first.0 == u64::MAX { None } else { before(*first) };
        Job::Backfill { ticket: *ticket, after }
    };
    if let Err(failure) = bot.desk.enqueue(missed.iter().map(job).collect()).await {
        tracing::warn!(%failure, "missed messages are fetched later");
        missed.into_iter().for_each(|(key, first)| bot.cache.missed(key, first));
    }
}

/// Waits for the writing of a batch. It ends when everything is kept, however long that takes.
pub(super) async fn settle(writing: Option<JoinHandle<()>>) {
    if let Some(writing) = writing
        && let Err(error) = writing.await
    {
        tracing::error!(%error, "messages were not written; they are fetched at the next start");
    }
}

/// Writes a batch, as long as it takes.
pub(super) async fn write(
    bot: &Discord,
    ready: Arc<Ready>,
    jobs: Vec<Job>,
    members: HashMap<GuildId, Vec<MemberInfo>>,
) {
    let mut pause = Duration::from_millis(100);
    while !ready.changes.is_empty() {
        match bot.desk.append_ready(Arc::clone(&ready), jobs.clone()).await {
            Ok(()) => break,
            Err(failure) => tracing::warn!(%failure, "messages wait to be written"),
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
    for (guild, members) in members {
        bot.remember(guild, members).await;
    }
}
