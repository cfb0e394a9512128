//! What follows from changes of guilds: written in order, by one task.

use crate::{Discord, wire};
use desk::{
    Failure,
    listening::Unfinished,
    ports::{GuildInfo, MemberInfo},
};
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    future::Future,
    time::Duration,
};
use ticket::{
    ChannelId, Command, GuildId, Job, MessageId, Scheduled, State, Surface, Ticket, TicketKey, Timestamp,
    UserId,
};
use tokio::sync::mpsc;
use twilight_gateway::MessageSender;

/// Guilds up to this size are asked for all their members, so that names and roles are known on the web.
const ALL_MEMBERS: u64 = 10_000;
/// Members named in one request (events/gateway-events, "Request Guild Members").
const NAMED: usize = 100;
/// Requests that name members, for one guild: 120 messages a minute may be sent (events/gateway, "Rate Limiting").
const MOST_REQUESTS: usize = 100;
/// Marks the last request for members: with its answer everybody asked for was heard of.
pub(crate) const LAST_REQUEST: &str = "last";
/// Seconds after which members are asked for one by one who did not come with the answers.
const ROLL_CALL: i64 = 60;
/// Seconds after which a change by hand is looked at: several come together.
const BY_HAND: i64 = 5;
/// Seconds after a close in which last lines are looked for that nobody heard.
const CLOSED_LATELY: i64 = 86_400;
/// How often something is written again when the store cannot be reached.
const MOST_TRIES: u32 = 6;

/// A piece of work.
pub(crate) enum Chore {
    /// Compare the registered commands.
    Commands,
    /// A guild came into sight with a new session.
    Created(Box<Created>),
    /// A guild is different now.
    Changed(GuildInfo),
    /// Members as they are now; perhaps the last of those who were asked for.
    Members { guild: GuildId, members: Vec<MemberInfo>, last: bool },
    /// A member left.
    Left { guild: GuildId, user: wire::User },
    /// A channel or thread was deleted.
    SurfaceDeleted { guild: GuildId, channel: ChannelId },
    /// A ticket's channel or thread was changed, and not by us.
    Strayed(TicketKey),
    /// We may be allowed more than before.
    Allowed(GuildId),
    /// Messages were deleted that may be panels.
    PanelsDeleted { guild: GuildId, messages: Vec<MessageId> },
}

/// A guild as it came into sight.
pub(crate) struct Created {
    /// Names the attempt to learn its tickets, see [`crate::cache::Cache::learn`].
    pub begun: u64,
    pub info: GuildInfo,
    pub members: Vec<MemberInfo>,
    /// Where to ask for the other members, and how many there are in all.
    pub ask: Option<(MessageSender, u64)>,
    /// The newest message of each channel.
    pub latest: HashMap<ChannelId, MessageId>,
}

/// Works until no more can come.
pub(crate) async fn run(bot: Discord, mut todo: mpsc::Receiver<(Chore, Unfinished)>) {
    while let Some((chore, _in_hand)) = todo.recv().await {
        match chore {
            Chore::Commands => {
                let bot = bot.clone();
                tokio::spawn(async move {
                    if let Err(fault) = bot.sync_commands().await {
                        tracing::warn!(%fault, "the slash commands could not be compared");
                    }
                });
            }
            Chore::Created(guild) => created(&bot, *guild).await,
            Chore::Changed(info) => {
                let before = persistently(|| bot.desk.store().guild(info.id)).await.flatten();
                persistently(|| bot.desk.store().guild_seen(&info)).await;
                if before.is_none_or(|before| before.icon != info.icon) {
                    want_icon(&bot, info.id).await;
                }
                persistently(|| bot.suspect(&info)).await;
                bot.desk.hints().send(desk::Hint::Guild(info.id));
            }
            Chore::Members { guild, members, last } => {
                bot.cache.seen(guild, members.iter().map(|member| member.user));
                bot.remember(guild, members).await;
                if last {
                    persistently(|| bot.desk.enqueue(vec![Job::Compare { guild }])).await;
                }
            }
            Chore::Left { guild, user } => {
                let id = user.id;
                let seen = wire::Member { user: Some(user), ..wire::Member::default() }.info(None);
                persistently(|| left(&bot, guild, id, seen.clone())).await;
            }
            Chore::SurfaceDeleted { guild, channel } => surface_deleted(&bot, guild, channel).await,
            Chore::Strayed(ticket) => in_seconds(&bot, BY_HAND, Job::SyncSurface { ticket }).await,
            Chore::Allowed(guild) => {
                let jobs = persistently(|| given_up(&bot, guild)).await.unwrap_or_default();
                if !jobs.is_empty() {
                    persistently(|| bot.desk.enqueue(jobs.clone())).await;
                }
            }
            Chore::PanelsDeleted { guild, messages } => {
                persistently(|| bot.panels_deleted(guild, |at| messages.contains(&at.message))).await;
            }
        }
    }
}

/// Writes again for a while if the store cannot be reached: these events do not come twice.
pub(crate) async fn persistently<T, F: Future<Output = Result<T, Failure>>>(
    mut write: impl FnMut() -> F,
) -> Option<T> {
    for attempt in 0..MOST_TRIES {
        match write().await {
            Ok(done) => return Some(done),
            Err(failure) => tracing::warn!(%failure, attempt, "a change of a guild could not be written"),
        }
        tokio::time::sleep(Duration::from_millis(100 << attempt)).await;
    }
    None
}

/// Tries for as long as it takes: what comes after must not come first.
async fn patiently<T, F: Future<Output = Result<T, Failure>>>(mut act: impl FnMut() -> F) -> T {
    loop {
        if let Some(done) = persistently(&mut act).await {
            return done;
        }
    }
}

/// Learns which channels of a guild are tickets, where others may have recorded some.
pub(crate) async fn learn_surfaces(bot: &Discord, guild: GuildId) {
    let surfaces = persistently(|| bot.desk.store().surfaces(guild)).await.unwrap_or_default();
    surfaces.into_iter().for_each(|(channel, key)| bot.cache.ticket_lives(channel, key));
}

/// Learns which messages of a guild are panels.
pub(crate) async fn learn_panels(bot: &Discord, guild: GuildId) {
    let Ok(config) = bot.guild_config(guild).await else { return };
    let standing = config.panels.iter().filter_map(|panel| panel.posted).filter(|posted| !posted.lost);
    bot.cache.panels_stand(guild, standing.map(|posted| posted.message).collect());
}

async fn in_seconds(bot: &Discord, seconds: i64, job: Job) {
    let due = bot.desk.clock().now().plus_seconds(seconds);
    persistently(|| bot.desk.store().enqueue(vec![Scheduled { job: job.clone(), due }])).await;
    bot.desk.hints().send(desk::Hint::Jobs);
}

async fn created(bot: &Discord, guild: Created) {
    let Created { begun, info, members, ask, latest } = guild;
    let guild = info.id;
    look_at_tickets(bot, guild, begun, &latest).await;
    learn_panels(bot, guild).await;
    // Where we come to anew, Discord knows none of the guild's own commands.
    let before = persistently(|| bot.desk.store().guild(guild)).await.flatten();
    persistently(|| bot.desk.store().guild_seen(&info)).await;
    // One that could not be had is tried again with each new session.
    let has =
        |before: &GuildInfo| before.icon == info.icon && before.picture.is_some() == info.icon.is_some();
    if !before.as_ref().is_some_and(has) {
        want_icon(bot, guild).await;
    }
    if before.is_none_or(|before| !before.present) {
        persistently(|| bot.desk.enqueue(vec![Job::SyncCommands { guild }])).await;
    }
    bot.cache.seen(guild, members.iter().map(|member| member.user));
    bot.remember(guild, members).await;
    let wait = if ask.is_some() { ROLL_CALL } else { 0 };
    if let Some((shard, size)) = ask {
        ask_for_members(bot, guild, size, &shard).await;
    }
    in_seconds(bot, wait, Job::Compare { guild }).await;
    bot.desk.hints().send(desk::Hint::Guild(guild));
}

/// Has pages show the guild's icon as it is now.
async fn want_icon(bot: &Discord, guild: GuildId) {
    persistently(|| bot.desk.enqueue(vec![Job::CopyIcon { guild }])).await;
}

/// What happened while nobody listened: a new session does not repeat it. What is to be fetched is asked for before anything newer is
/// kept, so that no gap is forgotten.
async fn look_at_tickets(bot: &Discord, guild: GuildId, begun: u64, latest: &HashMap<ChannelId, MessageId>) {
    let surfaces = patiently(|| bot.desk.store().surfaces(guild)).await;
    let (mut jobs, mut covered) = (patiently(|| given_up(bot, guild)).await, HashSet::new());
    for (channel, key) in &surfaces {
        jobs.extend(patiently(|| to_look_at(bot, *channel, *key, latest.get(channel).copied())).await);
    }
    loop {
        covered.extend(jobs.iter().filter(|job| matches!(job, Job::Backfill { .. })).filter_map(Job::ticket));
        if !jobs.is_empty() {
            patiently(|| bot.desk.enqueue(jobs.clone())).await;
        }
        let uncovered = bot.cache.learn(guild, begun, &surfaces, &covered);
        if uncovered.is_empty() {
            return;
        }
        jobs.clear();
        for (_, ticket) in uncovered {
            let after = patiently(|| bot.desk.store().newest(ticket)).await.unwrap_or(MessageId(1));
            jobs.push(Job::Backfill { ticket, after: Some(after) });
        }
    }
}

/// What was given up and may work by now. Where a panel can go is for people to say.
async fn given_up(bot: &Discord, guild: GuildId) -> Result<Vec<Job>, Failure> {
    let jobs = bot.desk.store().given_up(guild).await?.into_iter().map(|given_up| given_up.job);
    Ok(jobs.filter(|job| !matches!(job, Job::PostPanel { .. })).collect())
}

/// What has to be looked at of a ticket's channel or thread that was not watched for a while.
async fn to_look_at(
    bot: &Discord,
    channel: ChannelId,
    key: TicketKey,
    newest: Option<MessageId>,
) -> Result<Vec<Job>, Failure> {
    let Some((ticket, wanted)) = bot.wanted(key).await? else { return Ok(Vec::new()) };
    let mut jobs = Vec::new();
    let kept = bot.desk.store().newest(key).await?;
    // That of an open ticket also finds out whether the channel is gone.
    // Of a thread that hides nothing is told: it may have been closed before its last lines were heard.
    let hidden = newest.is_none() && closed_lately(&ticket, bot.desk.clock().now());
    if ticket.is_open() || newest > kept || hidden {
        jobs.push(Job::Backfill { ticket: key, after: Some(kept.unwrap_or(MessageId(1))) });
    }
    let strayed = bot.cache.guild(key.guild, |known| match known.channels.get(&channel) {
        Some(known) => crate::compare::strayed(known, &wanted),
        // A thread may be hidden: that says nothing. A channel is looked for.
        None => !ticket.is_open() && matches!(ticket.surface, Surface::Channel { .. }),
    });
    if strayed == Some(true) {
        jobs.push(Job::SyncSurface { ticket: key });
    }
    Ok(jobs)
}

fn closed_lately(ticket: &Ticket, now: Timestamp) -> bool {
    match &ticket.state {
        State::Open => false,
        State::Closed(closure) => closure.at.plus_seconds(CLOSED_LATELY) > now,
    }
}

/// All members where they are few, else those whom we know and those who handle tickets.
async fn ask_for_members(bot: &Discord, guild: GuildId, size: u64, shard: &MessageSender) {
    let mut requests = Vec::new();
    if size <= ALL_MEMBERS {
        requests.push(json!({ "guild_id": guild, "limit": 0, "query": "", "nonce": LAST_REQUEST }));
    } else {
        let config = bot.guild_config(guild).await.unwrap_or_default();
        let mut people: HashSet<UserId> =
            config.types.iter().flat_map(|found| found.handlers.iter().copied()).collect();
        people.extend(persistently(|| bot.people(guild)).await.unwrap_or_default());
        let people = people.into_iter().collect();
        let unseen = bot.cache.unseen(guild, people).map(|(_, unseen)| unseen).unwrap_or_default();
        let named = unseen.chunks(NAMED).take(MOST_REQUESTS);
        requests.extend(named.map(|users| json!({ "guild_id": guild, "limit": 0, "user_ids": users })));
        if let Some(last) = requests.last_mut() {
            last["nonce"] = json!(LAST_REQUEST);
        }
    }
    for request in requests {
        if shard.send(json!({ "op": 8, "d": request }).to_string()).is_err() {
            tracing::debug!("the connection ended before members were asked for");
        }
    }
}

/// Somebody is not in the guild any more.
pub(crate) async fn left(
    bot: &Discord,
    guild: GuildId,
    user: UserId,
    seen: Option<MemberInfo>,
) -> Result<(), Failure> {
    let known = bot.desk.store().member(guild, user).await?;
    if let Some(member) = known.or(seen) {
        bot.remember(guild, vec![MemberInfo { present: false, ..member }]).await;
    }
    for key in bot.desk.store().open_of(guild, user).await? {
        bot.observe(key, Command::OpenerLeft).await?;
    }
    Ok(())
}

async fn surface_deleted(bot: &Discord, guild: GuildId, channel: ChannelId) {
    for key in persistently(|| tickets_within(bot, guild, channel)).await.unwrap_or_default() {
        persistently(|| bot.observe(key, Command::SurfaceDeleted)).await;
    }
    bot.cache.ticket_gone(channel);
    persistently(|| bot.panels_deleted(guild, |at| at.channel == channel)).await;
}

/// The ticket that lives in a channel or thread, or those in the threads of a channel: they go with it, and nobody is told of each.
async fn tickets_within(
    bot: &Discord,
    guild: GuildId,
    channel: ChannelId,
) -> Result<Vec<TicketKey>, Failure> {
    let store = bot.desk.store();
    if let Some(found) = store.ticket_in(guild, channel).await? {
        return Ok(vec![found.ticket.key]);
    }
    let mut inside = Vec::new();
    for (thread, key) in store.surfaces(guild).await? {
        let found = store.ticket(key).await?;
        if found.is_some_and(
            |found| matches!(found.ticket.surface, Surface::Thread { parent, .. } if parent == channel),
        ) {
            bot.cache.ticket_gone(thread);
            inside.push(key);
        }
    }
    Ok(inside)
}
