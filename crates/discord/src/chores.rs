//! What follows from changes of guilds: written in order, by one task.

use crate::{Discord, wire};
use desk::{
    Failure,
    ports::{GuildInfo, MemberInfo},
};
use serde_json::json;
use std::{future::Future, time::Duration};
use ticket::{ChannelId, Command, GuildId, Job, TicketKey};
use tokio::sync::mpsc;
use twilight_gateway::MessageSender;

/// Guilds up to this size are asked for all their members, so that names and roles are known on the web.
const ALL_MEMBERS: u64 = 10_000;
/// Members named in one request (events/gateway-events, "Request Guild Members").
const NAMED: usize = 100;
/// How often something is written again when the store cannot be reached.
const MOST_TRIES: u32 = 6;

/// A piece of work.
pub(crate) enum Chore {
    /// Compare the registered commands.
    Commands,
    /// A guild came into sight with a new session.
    Created { info: GuildInfo, members: Vec<MemberInfo>, ask: Option<(MessageSender, u64)> },
    /// A guild is different now.
    Changed(GuildInfo),
    /// Members as they are now.
    Members { guild: GuildId, members: Vec<MemberInfo> },
    /// A member left.
    Left { guild: GuildId, user: wire::User },
    /// A channel or thread was deleted.
    SurfaceDeleted { guild: GuildId, channel: ChannelId },
}

/// Works until no more can come.
pub(crate) async fn run(bot: Discord, mut todo: mpsc::Receiver<Chore>) {
    while let Some(chore) = todo.recv().await {
        match chore {
            Chore::Commands => {
                let bot = bot.clone();
                tokio::spawn(async move {
                    if let Err(fault) = bot.sync_commands().await {
                        tracing::warn!(%fault, "the slash commands could not be compared");
                    }
                });
            }
            Chore::Created { info, members, ask } => created(&bot, info, members, ask).await,
            Chore::Changed(info) => {
                persistently(|| bot.desk.store().guild_seen(&info)).await;
                bot.desk.hints().send(desk::Hint::Guild(info.id));
            }
            Chore::Members { guild, members } => bot.remember(guild, members).await,
            Chore::Left { guild, user } => left(&bot, guild, user).await,
            Chore::SurfaceDeleted { guild, channel } => surface_deleted(&bot, guild, channel).await,
        }
    }
}

/// Writes again for a while if the store cannot be reached: these events do not come twice.
async fn persistently<T, F: Future<Output = Result<T, Failure>>>(mut write: impl FnMut() -> F) -> Option<T> {
    for attempt in 0..MOST_TRIES {
        match write().await {
            Ok(done) => return Some(done),
            Err(failure) => tracing::warn!(%failure, attempt, "a change of a guild could not be written"),
        }
        tokio::time::sleep(Duration::from_millis(100 << attempt)).await;
    }
    None
}

/// Learns which channels of a guild are tickets.
pub(crate) async fn learn_surfaces(bot: &Discord, guild: GuildId) -> Vec<(ChannelId, TicketKey)> {
    let surfaces = persistently(|| bot.desk.store().surfaces(guild)).await.unwrap_or_default();
    for (channel, key) in &surfaces {
        bot.cache.ticket_lives(*channel, *key);
    }
    surfaces
}

async fn created(
    bot: &Discord,
    info: GuildInfo,
    members: Vec<MemberInfo>,
    ask: Option<(MessageSender, u64)>,
) {
    let guild = info.id;
    // Channels first: what is said from here on is captured.
    let surfaces = learn_surfaces(bot, guild).await;
    persistently(|| bot.desk.store().guild_seen(&info)).await;
    bot.remember(guild, members).await;
    if let Some((shard, size)) = ask {
        ask_for_members(bot, guild, size, &shard).await;
    }
    // What was said while nobody listened: a new session does not repeat it.
    let mut jobs = Vec::new();
    for (_, key) in surfaces {
        if let Ok(Some(found)) = bot.desk.store().ticket(key).await
            && found.ticket.is_open()
        {
            jobs.push(Job::Backfill { ticket: key });
        }
    }
    if !jobs.is_empty() {
        persistently(|| bot.desk.enqueue(jobs.clone())).await;
    }
    bot.desk.hints().send(desk::Hint::Guild(guild));
}

/// All members where they are few, else those who handle tickets.
async fn ask_for_members(bot: &Discord, guild: GuildId, size: u64, shard: &MessageSender) {
    let mut request = json!({ "guild_id": guild, "limit": 0 });
    if size <= ALL_MEMBERS {
        request["query"] = json!("");
    } else {
        let config = bot.guild_config(guild).await.unwrap_or_default();
        let mut handlers: Vec<_> = config.types.iter().flat_map(|found| found.handlers.clone()).collect();
        handlers.sort();
        handlers.dedup();
        handlers.truncate(NAMED);
        if handlers.is_empty() {
            return;
        }
        request["user_ids"] = json!(handlers);
    }
    if shard.send(json!({ "op": 8, "d": request }).to_string()).is_err() {
        tracing::debug!("the connection ended before members were asked for");
    }
}

async fn left(bot: &Discord, guild: GuildId, user: wire::User) {
    let id = user.id;
    let known = bot.desk.store().member(guild, id).await.ok().flatten();
    let seen = || wire::Member { user: Some(user), ..wire::Member::default() }.info(None);
    if let Some(member) = known.or_else(seen) {
        bot.remember(guild, vec![MemberInfo { present: false, ..member }]).await;
    }
    let open = persistently(|| bot.desk.store().open_of(guild, id)).await.unwrap_or_default();
    for key in open {
        persistently(|| bot.observe(key, Command::OpenerLeft)).await;
    }
}

async fn surface_deleted(bot: &Discord, guild: GuildId, channel: ChannelId) {
    let known = bot.cache.ticket_gone(channel);
    let key = match known {
        Some(key) => Some(key),
        None => {
            let found = persistently(|| bot.desk.store().ticket_in(guild, channel)).await.flatten();
            found.map(|found| found.ticket.key)
        }
    };
    if let Some(key) = key {
        persistently(|| bot.observe(key, Command::SurfaceDeleted)).await;
    }
}
