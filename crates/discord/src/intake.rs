//! What each event means. The reader looks at its type and channel first and drops what is of no interest before parsing it; the
//! memory is changed at once, everything that is written goes to a task of its own, and interactions never wait behind either.

use crate::{
    Discord,
    cache::{Guild, Known},
    capture::{self, Observed, Seen},
    chores::{self, Chore, Created},
    wire,
};
use desk::{Hint, listening::Unfinished, ports::RoleInfo};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use std::sync::{Arc, Mutex};
use ticket::{ChannelId, GuildId, MessageId, RoleId, TicketKey};
use tokio::{
    sync::{Semaphore, broadcast::error::RecvError, mpsc},
    task::JoinHandle,
};
use twilight_gateway::MessageSender;

/// Interactions worked at once; more wait.
const MOST_INTERACTIONS: usize = 256;
/// Events of conversations, and changes of guilds, that wait to be written.
const BACKLOG: usize = 4096;
/// How long the end of a run waits for what was heard to be written.
const FLUSH: std::time::Duration = std::time::Duration::from_secs(10);

/// A gateway message, looked at but not parsed.
#[derive(Deserialize)]
struct Frame<'a> {
    op: u8,
    s: Option<u64>,
    t: Option<String>,
    #[serde(borrow)]
    d: &'a RawValue,
}

/// The name of an event, and what it says.
#[cfg(fuzzing)]
pub(crate) fn named(json: &str) -> Option<(String, &str)> {
    let frame = serde_json::from_str::<Frame<'_>>(json).ok()?;
    Some((frame.t.filter(|_| frame.op == 0)?, frame.d.get()))
}

/// Where an event happened.
#[derive(Deserialize)]
struct Place {
    channel_id: Option<ChannelId>,
    guild_id: Option<GuildId>,
    #[serde(alias = "message_id")]
    id: Option<MessageId>,
}

#[derive(Deserialize)]
struct InGuild<T> {
    guild_id: GuildId,
    #[serde(flatten)]
    rest: T,
}

#[derive(Deserialize)]
struct RoleChanged {
    role: wire::Role,
}

#[derive(Deserialize)]
struct RoleGone {
    role_id: RoleId,
}

#[derive(Deserialize)]
struct Left {
    user: wire::User,
}

#[derive(Deserialize)]
struct Chunk {
    members: Vec<wire::Member>,
    chunk_index: u32,
    chunk_count: u32,
    nonce: Option<String>,
}

/// Messages that were deleted: one, or many.
#[derive(Deserialize)]
struct Erased {
    guild_id: Option<GuildId>,
    id: Option<MessageId>,
    #[serde(default)]
    ids: Vec<MessageId>,
}

/// Takes events in. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Intake {
    pub(crate) bot: Discord,
    capture: mpsc::Sender<Observed>,
    chores: mpsc::Sender<(Chore, Unfinished)>,
    interactions: Arc<Semaphore>,
    pub(crate) typing: Arc<Semaphore>,
    tasks: Arc<Mutex<Vec<JoinHandle<()>>>>,
}

fn read<T: DeserializeOwned>(event: &str, json: &str) -> Option<T> {
    match serde_json::from_str(json) {
        Ok(read) => Some(read),
        Err(error) => {
            // The error names a place, never a value.
            let (line, column) = (error.line(), error.column());
            tracing::warn!(event, line, column, "an event was not understood");
            None
        }
    }
}

impl Intake {
    /// Starts the tasks that write.
    pub(crate) fn start(bot: Discord) -> Self {
        let (capture, observed) = mpsc::channel(BACKLOG);
        let (chores, todo) = mpsc::channel(BACKLOG);
        let tasks = vec![
            tokio::spawn(capture::run(bot.clone(), observed)),
            tokio::spawn(chores::run(bot.clone(), todo)),
            tokio::spawn(follow_hints(bot.clone())),
        ];
        let interactions = Arc::new(Semaphore::new(MOST_INTERACTIONS));
        let typing = Arc::new(Semaphore::new(crate::typing::MOST_AT_ONCE));
        Self { bot, capture, chores, interactions, typing, tasks: Arc::new(Mutex::new(tasks)) }
    }

    /// Has everything written that was heard.
    pub(crate) async fn finish(self) {
        let Self { capture, chores, interactions, tasks, .. } = self;
        drop((capture, chores));
        let tasks = std::mem::take(&mut *tasks.lock().expect("no panic holds it"));
        let all = async {
            // Every interaction has given its place back.
            let _ = interactions.acquire_many(MOST_INTERACTIONS as u32).await;
            for (index, mut task) in tasks.into_iter().enumerate() {
                if index == 2 {
                    task.abort();
                }
                let _ = (&mut task).await;
            }
        };
        if tokio::time::timeout(FLUSH, all).await.is_err() {
            tracing::warn!("not everything that was heard could be written; it is fetched at the next start");
        }
    }

    /// Takes in one gateway message.
    pub(crate) async fn frame(&self, json: &str, number: u32, shard: &MessageSender) {
        let Ok(frame) = serde_json::from_str::<Frame<'_>>(json) else { return };
        let (0, Some(event)) = (frame.op, frame.t.as_deref()) else { return };
        // What follows from it is in hand before it counts as taken.
        let _in_hand = self.bot.desk.listening().begin();
        self.event(event, frame.d.get(), shard).await;
        frame.s.inspect(|taken| self.bot.desk.listening().took(number, *taken));
    }

    async fn event(&self, event: &str, data: &str, shard: &MessageSender) {
        match event {
            "INTERACTION_CREATE" => self.interaction(data).await,
            "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" => {
                self.conversation(event, data);
                self.erased(event, data).await;
            }
            "MESSAGE_CREATE"
            | "MESSAGE_UPDATE"
            | "MESSAGE_REACTION_ADD"
            | "MESSAGE_REACTION_REMOVE"
            | "MESSAGE_REACTION_REMOVE_ALL"
            | "MESSAGE_REACTION_REMOVE_EMOJI" => self.conversation(event, data),
            "TYPING_START" => self.typing(data),
            "READY" => {
                if self.bot.desk.listening().resumed() {
                    let bot = self.bot.clone();
                    tokio::spawn(async move { bot.heard_again().await });
                }
                self.chore(Chore::Commands).await;
            }
            "GUILD_CREATE" => self.guild_created(data, shard).await,
            _ => self.guild_changed(event, data).await,
        }
    }

    async fn interaction(&self, data: &str) {
        let Ok(place) = Arc::clone(&self.interactions).acquire_owned().await else { return };
        let (bot, data) = (self.bot.clone(), data.to_owned());
        let in_hand = self.bot.desk.listening().begin();
        tokio::spawn(async move {
            bot.interaction(&data).await;
            drop((place, in_hand));
        });
    }

    fn conversation(&self, event: &str, data: &str) {
        let Some(Place { channel_id: Some(channel), guild_id, id }) = read(event, data) else { return };
        let Some(key) = self.bot.cache.ticket(channel) else {
            guild_id.inspect(|guild| self.bot.cache.heard(*guild, channel));
            id.inspect(|id| self.bot.cache.heard_in_young(channel, *id));
            return;
        };
        let Some(seen) = Seen::named(event) else { return };
        let in_hand = self.bot.desk.listening().begin();
        if self.capture.try_send(Observed { key, seen, json: data.to_owned(), in_hand }).is_err() {
            // Never wait here: heartbeats and interactions come through the same door.
            self.bot.cache.missed(key, id.unwrap_or(MessageId(u64::MAX)));
        }
    }

    async fn erased(&self, event: &str, data: &str) {
        let Some(Erased { guild_id: Some(guild), id, ids: mut messages }) = read(event, data) else { return };
        messages.extend(id);
        if self.bot.cache.any_panel(guild, &messages) {
            self.chore(Chore::PanelsDeleted { guild, messages }).await;
        }
    }

    async fn chore(&self, chore: Chore) {
        let in_hand = self.bot.desk.listening().begin();
        if self.chores.send((chore, in_hand)).await.is_err() {
            tracing::error!("the task that writes guilds has ended");
        }
    }

    async fn guild_created(&self, data: &str, shard: &MessageSender) {
        let Some(guild) = read::<wire::Guild>("GUILD_CREATE", data) else { return };
        if guild.unavailable {
            return;
        }
        let members: Vec<_> = guild.members.iter().filter_map(|member| member.info(None)).collect();
        let missing = guild.member_count > members.len() as u64;
        let ask = missing.then(|| (shard.clone(), guild.member_count));
        let channels = guild.channels.iter().chain(&guild.threads);
        let latest = channels.filter_map(|channel| Some((channel.id, channel.last_message_id?))).collect();
        let begun = self.bot.cache.begin_learning(guild.id);
        self.bot.cache.begin_roll(guild.id);
        let info = self.bot.cache.guild_created(guild, self.bot.me);
        self.chore(Chore::Created(Box::new(Created { begun, info, members, ask, latest }))).await;
    }

    async fn guild_changed(&self, event: &str, data: &str) {
        let cache = &self.bot.cache;
        let changed = match event {
            "GUILD_UPDATE" => read::<wire::Guild>(event, data).and_then(|guild| {
                cache.change(guild.id, |known| {
                    known.info.name = guild.name;
                    known.info.icon = guild.icon;
                    known.info.owner = guild.owner_id.unwrap_or(known.info.owner);
                    if !guild.roles.is_empty() {
                        known.info.roles = guild.roles.into_iter().map(RoleInfo::from).collect();
                    }
                })
            }),
            "GUILD_DELETE" => read::<wire::Guild>(event, data)
                .filter(|guild| !guild.unavailable)
                .and_then(|guild| cache.guild_left(guild.id)),
            "GUILD_ROLE_CREATE" | "GUILD_ROLE_UPDATE" => {
                let Some(InGuild { guild_id, rest }) = read::<InGuild<RoleChanged>>(event, data) else {
                    return;
                };
                self.perhaps_allowed(guild_id, |known| {
                    known.info.roles.retain(|role| role.id != rest.role.id);
                    known.info.roles.push(rest.role.into());
                })
                .await
            }
            "GUILD_ROLE_DELETE" => read::<InGuild<RoleGone>>(event, data).and_then(|gone| {
                cache.change(gone.guild_id, |known| {
                    known.info.roles.retain(|role| role.id != gone.rest.role_id);
                })
            }),
            "CHANNEL_CREATE" | "CHANNEL_UPDATE" | "THREAD_CREATE" | "THREAD_UPDATE" => {
                let lasting = event.starts_with("CHANNEL");
                self.channel_seen(event, data).await.filter(|_| lasting)
            }
            "CHANNEL_DELETE" | "THREAD_DELETE" => return self.channel_deleted(event, data).await,
            "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" => return self.member_seen(event, data).await,
            "GUILD_MEMBER_REMOVE" => {
                if let Some(left) = read::<InGuild<Left>>(event, data) {
                    self.chore(Chore::Left { guild: left.guild_id, user: left.rest.user }).await;
                }
                return;
            }
            "GUILD_MEMBERS_CHUNK" => {
                if let Some(InGuild { guild_id: guild, rest }) = read::<InGuild<Chunk>>(event, data) {
                    let members = rest.members.iter().filter_map(|member| member.info(None)).collect();
                    let last = rest.nonce.as_deref() == Some(chores::LAST_REQUEST)
                        && rest.chunk_index + 1 == rest.chunk_count;
                    self.chore(Chore::Members { guild, members, last }).await;
                }
                return;
            }
            _ => return,
        };
        if let Some(info) = changed {
            self.chore(Chore::Changed(info)).await;
        }
    }

    async fn channel_seen(&self, event: &str, data: &str) -> Option<desk::ports::GuildInfo> {
        let channel = read::<wire::Channel>(event, data)?;
        let (id, cache) = (channel.id, &self.bot.cache);
        let now = Known::from(&channel);
        let guild = channel.guild_id?;
        // Who sees it, and the mark by which we know it again. Names and places that people chose by hand stay until the next change.
        let (mut changed, mut allowed) = (false, false);
        let info = cache.change(guild, |known| {
            if let Some(before) = known.channels.insert(id, now.clone()) {
                allowed = before.overwrites != now.overwrites;
                changed = allowed || before.topic != now.topic;
            }
        });
        if let Some(key) = cache.ticket(id).filter(|_| changed && !cache.is_in_hand(id)) {
            self.chore(Chore::Strayed(key)).await;
        }
        if allowed && !cache.is_in_hand(id) {
            self.chore(Chore::Allowed(guild)).await;
        }
        info
    }

    /// Changes what is known of a guild; where we may do more afterwards, what was given up is tried again.
    async fn perhaps_allowed(
        &self,
        guild: GuildId,
        change: impl FnOnce(&mut Guild),
    ) -> Option<desk::ports::GuildInfo> {
        let mut more = false;
        let info = self.bot.cache.change(guild, |known| {
            let before = known.my_permissions();
            change(known);
            more = !before.contains(known.my_permissions());
        });
        if more {
            self.chore(Chore::Allowed(guild)).await;
        }
        info
    }

    async fn channel_deleted(&self, event: &str, data: &str) {
        let Some(channel) = read::<wire::Channel>(event, data) else { return };
        let Some(guild) = channel.guild_id else { return };
        let info = self.bot.cache.change(guild, |known| {
            // Its threads go with it. The channels of a category stay.
            let inside = |one: &Known| one.is_thread() && one.parent == Some(channel.id);
            known.channels.retain(|id, one| *id != channel.id && !inside(one));
        });
        if event == "CHANNEL_DELETE"
            && let Some(info) = info
        {
            self.chore(Chore::Changed(info)).await;
        }
        // What we delete ourselves is recorded by the work that does. But somebody may delete what we only change: that is looked at after.
        let cache = &self.bot.cache;
        if !cache.is_in_hand(channel.id) {
            self.chore(Chore::SurfaceDeleted { guild, channel: channel.id }).await;
        } else if let Some(key) = cache.ticket(channel.id) {
            self.chore(Chore::Strayed(key)).await;
        }
    }

    async fn member_seen(&self, event: &str, data: &str) {
        let Some(InGuild { guild_id, rest }) = read::<InGuild<wire::Member>>(event, data) else { return };
        if rest.user.as_ref().is_some_and(|user| user.id == self.bot.me) {
            self.perhaps_allowed(guild_id, |known| known.my_roles.clone_from(&rest.roles)).await;
        }
        let members = rest.info(None).into_iter().collect();
        self.chore(Chore::Members { guild: guild_id, members, last: false }).await;
    }
}

/// Learns of channels that other parts of the program recorded.
async fn follow_hints(bot: Discord) {
    let mut hints = bot.desk.hints().listen();
    loop {
        match hints.recv().await {
            Ok(Hint::Ticket(key)) if !bot.cache.knows(key) => look_at(&bot, key).await,
            Ok(Hint::Guild(guild)) => chores::learn_panels(&bot, guild).await,
            Ok(_) => {}
            Err(RecvError::Lagged(_)) => {
                for guild in bot.cache.guild_ids() {
                    chores::learn_surfaces(&bot, guild).await;
                    chores::learn_panels(&bot, guild).await;
                }
            }
            Err(RecvError::Closed) => return,
        }
    }
}

async fn look_at(bot: &Discord, key: TicketKey) {
    if let Ok(Some(found)) = bot.desk.store().ticket(key).await
        && let Some(channel) = found.ticket.surface.channel()
    {
        bot.cache.ticket_lives(channel, key);
    }
}
