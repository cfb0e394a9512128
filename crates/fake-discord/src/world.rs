//! Discord as data. Plain facts and the acts that change them; every change is told to the gateway's sessions.

use crate::{
    clock::Clock,
    faults::{EventFault, EventFaults},
    permissions,
};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Discord's epoch in Unix milliseconds (Discord: reference, "Snowflakes").
pub const EPOCH: i64 = 1_420_070_400_000;

/// A person or a bot.
#[derive(Clone, Debug)]
pub struct User {
    /// Its id.
    pub id: u64,
    /// Unique name.
    pub username: String,
    /// Shown name.
    pub global_name: Option<String>,
    /// Whether it is an application's account.
    pub bot: bool,
    /// Whether strangers of a shared guild may send direct messages.
    pub dms_open: bool,
}

/// A role.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its id; the guild's own for `@everyone`.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// What it allows.
    pub permissions: u64,
    /// 0xRRGGBB.
    pub color: u32,
    /// Higher stands above.
    pub position: i64,
}

/// Someone in a guild.
#[derive(Clone, Debug, Default)]
pub struct Member {
    /// Their nickname there.
    pub nick: Option<String>,
    /// Roles held, without `@everyone`.
    pub roles: Vec<u64>,
    /// When they came, Unix milliseconds.
    pub joined_at: i64,
    /// Timed out until, Unix milliseconds.
    pub timed_out_until: Option<i64>,
}

/// A server.
#[derive(Clone, Debug)]
pub struct Guild {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
    /// Who owns it.
    pub owner: u64,
    /// Its roles.
    pub roles: Vec<Role>,
    /// Its members.
    pub members: BTreeMap<u64, Member>,
}

/// A permission overwrite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overwrite {
    /// A role's or a member's id.
    pub id: u64,
    /// 0 for a role, 1 for a member.
    pub kind: u8,
    /// Given.
    pub allow: u64,
    /// Taken.
    pub deny: u64,
}

/// What a thread has beyond a channel.
#[derive(Clone, Debug, Default)]
pub struct Thread {
    /// Who made it.
    pub owner: u64,
    /// Who is in it.
    pub members: BTreeSet<u64>,
    /// Whether it is archived.
    pub archived: bool,
    /// Whether it is locked.
    pub locked: bool,
    /// Whether those who are not moderators may add people.
    pub invitable: bool,
    /// Minutes without a message after which it archives itself.
    pub archive_after: u64,
    /// When it was made, Unix milliseconds.
    pub created: i64,
    /// When it was last archived or opened, Unix milliseconds.
    pub archived_at: i64,
    /// When something was last said or it was opened, Unix milliseconds.
    pub active_at: i64,
}

impl Thread {
    /// Minutes after which it archives itself; three days if nothing else was said.
    pub fn minutes(&self) -> i64 {
        if self.archive_after == 0 { 4_320 } else { self.archive_after as i64 }
    }
}

/// A channel, category, thread or direct conversation.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    /// Its id.
    pub id: u64,
    /// Its guild; none for direct conversations.
    pub guild: Option<u64>,
    /// Discord's channel type: 0 text, 1 DM, 4 category, 12 private thread.
    pub kind: u8,
    /// Its name.
    pub name: String,
    /// Its topic.
    pub topic: Option<String>,
    /// Its category, or the channel of a thread.
    pub parent: Option<u64>,
    /// Its overwrites.
    pub overwrites: Vec<Overwrite>,
    /// Its place in the list.
    pub position: i64,
    /// The people of a direct conversation.
    pub recipients: Vec<u64>,
    /// What it has as a thread.
    pub thread: Option<Thread>,
    /// Its messages as Discord would send them.
    pub messages: BTreeMap<u64, Value>,
    /// Messages that only one person sees.
    pub ephemeral: BTreeMap<u64, (u64, Value)>,
    /// When its name or topic was changed: two changes fit into ten minutes.
    pub renamed: Vec<i64>,
    /// Pinned messages, with when, oldest first.
    pub pins: Vec<(u64, i64)>,
    /// When messages older than an hour were edited lately.
    pub old_edits: Vec<i64>,
    /// Nonces of recent messages, with the message.
    pub nonces: HashMap<String, u64>,
}

/// A file that was uploaded.
#[derive(Clone, Debug)]
pub struct Upload {
    /// Its content type.
    pub content_type: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A webhook.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Its id.
    pub id: u64,
    /// Its secret.
    pub token: String,
    /// Where it posts.
    pub channel: u64,
    /// Its name.
    pub name: String,
}

/// How far the application has answered an interaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Answer {
    /// Not yet.
    #[default]
    None,
    /// It said "wait" (types 5 and 6).
    Deferred {
        /// Whether only the person will see the answer.
        ephemeral: bool,
        /// Whether the message that holds the component will be edited (type 6).
        update: bool,
    },
    /// With a message.
    Message {
        /// The message.
        id: u64,
    },
    /// With a form.
    Modal(Value),
    /// With choices for an option.
    Choices(Value),
}

/// Something a person asked of the application.
#[derive(Clone, Debug)]
pub struct Interaction {
    /// Its id.
    pub id: u64,
    /// Its secret, valid for 15 minutes.
    pub token: String,
    /// What was done: 2 a command, 3 a component, 4 looking for completion, 5 a form.
    pub kind: u8,
    /// Who asked.
    pub person: u64,
    /// Where.
    pub channel: u64,
    /// The message that holds the component.
    pub message: Option<u64>,
    /// When, Unix milliseconds.
    pub created: i64,
    /// How far it is answered.
    pub answer: Answer,
    /// The message that answers it, once there is one: while it is deferred too.
    pub original: Option<u64>,
    /// Whether something on its way went wrong: it was never told, or an answer to it met a fault.
    pub failed: bool,
    /// Messages that were sent after the first answer.
    pub follow_ups: Vec<u64>,
}

/// A connection's memory at the gateway: what was sent, to be sent again on resuming.
#[derive(Clone, Debug, Default)]
pub struct Session {
    /// What it asked to be told.
    pub intents: u64,
    /// Which of how many shards it is.
    pub shard: (u64, u64),
    /// Events sent so far; the sequence number is the place, from 1.
    pub log: Vec<String>,
    /// Events that are held back for a moment.
    pub(crate) late: Vec<(String, Value)>,
    /// Sequence numbers of events that are sent in pieces.
    pub(crate) split: BTreeSet<usize>,
    /// How many events its connection was sent; none while nobody is connected.
    pub(crate) heard: Option<usize>,
    /// Something was lost: the connection breaks and cannot be resumed.
    pub(crate) broken: bool,
}

impl Session {
    /// Whether what happens in this guild, or in a direct conversation, is told here (Discord: events/gateway, "Sharding").
    pub fn has(&self, guild: Option<u64>) -> bool {
        guild.map_or(0, |guild| (guild >> 22) % self.shard.1.max(1)) == self.shard.0
    }

    /// Tells it an event.
    pub fn push(&mut self, event: &str, data: &Value) {
        let seq = self.log.len() + 1;
        self.log.push(json!({"op": 0, "t": event, "s": seq, "d": data}).to_string());
    }
}

/// How much fits. Tests make it smaller; nothing makes it larger on Discord.
#[derive(Clone, Copy, Debug)]
pub struct Caps {
    /// Channels in a guild, threads not counted (error 30013).
    pub channels: usize,
    /// Channels in a category (Discord: resources/channel).
    pub in_category: usize,
    /// Open threads in a guild (error 160006; the number is not documented).
    pub active_threads: usize,
    /// Members of a thread (error 30033).
    pub thread_members: usize,
    /// Changes of a channel's name or topic in ten minutes; not documented, see api-docs issues 1900 and 2760.
    pub renames: usize,
    /// Threads made in a guild in five minutes, refused with a shared 429; not documented, see api-docs issue 7816.
    pub thread_burst: usize,
    /// Webhooks in a channel (error 30007).
    pub webhooks: usize,
    /// Pinned messages in a channel (error 30003).
    pub pins: usize,
    /// Seconds for which a file's address is good; Discord says to obey the address itself.
    pub attachment_life: i64,
    /// Edits in an hour, in a channel, of messages older than an hour (error 30046); the number is not documented.
    pub old_edits: usize,
    /// Direct conversations begun in ten minutes (error 40003); the number is not documented.
    pub new_dms: usize,
}

impl Default for Caps {
    fn default() -> Self {
        Self {
            channels: 500,
            in_category: 50,
            active_threads: 1_000,
            thread_members: 1_000,
            renames: 2,
            thread_burst: 50,
            webhooks: 15,
            pins: 250,
            attachment_life: 86_400,
            old_edits: 30,
            new_dms: 100,
        }
    }
}

/// The whole of it.
pub struct World {
    /// Its time.
    pub clock: Clock,
    next: u64,
    /// The application under test.
    pub application: u64,
    /// The application's account.
    pub bot: u64,
    /// Everyone.
    pub users: BTreeMap<u64, User>,
    /// The guilds the application is in.
    pub guilds: BTreeMap<u64, Guild>,
    /// All channels.
    pub channels: BTreeMap<u64, Channel>,
    /// Uploaded files by attachment id.
    pub uploads: HashMap<u64, Upload>,
    /// What messages say about uploaded files, by attachment id.
    pub attachments: HashMap<u64, Value>,
    /// Webhooks.
    pub webhooks: BTreeMap<u64, Webhook>,
    /// The application's commands as registered.
    pub commands: Vec<Value>,
    /// Interactions by id.
    pub interactions: BTreeMap<u64, Interaction>,
    /// Gateway sessions by id.
    pub sessions: HashMap<String, Session>,
    /// Where the fake answers, for addresses in messages.
    pub base: String,
    /// Privileged intents that the application has.
    pub granted: u64,
    /// Whether nobody can connect to the gateway.
    pub gateway_closed: bool,
    /// Guilds that are in an outage.
    pub unavailable: BTreeSet<u64>,
    /// Events that go wrong.
    pub(crate) event_faults: EventFaults,
    /// How much fits.
    pub caps: Caps,
    /// When threads were made lately, by guild.
    pub threads_made: HashMap<u64, Vec<i64>>,
    /// When commands were made lately, by guild; 0 for everywhere.
    pub commands_made: HashMap<u64, Vec<i64>>,
    /// When direct conversations were begun lately.
    pub dms_begun: Vec<i64>,
    /// Before this time no thread archives itself.
    pub(crate) archives_from: i64,
}

impl World {
    /// An empty world with an application and its account.
    pub fn new(clock: Clock, application: u64, bot_name: &str) -> Self {
        let bot = User {
            id: application,
            username: bot_name.to_lowercase(),
            global_name: None,
            bot: true,
            dms_open: true,
        };
        Self {
            clock,
            next: 0,
            application,
            bot: application,
            users: BTreeMap::from([(application, bot)]),
            guilds: BTreeMap::new(),
            channels: BTreeMap::new(),
            uploads: HashMap::new(),
            attachments: HashMap::new(),
            webhooks: BTreeMap::new(),
            commands: Vec::new(),
            interactions: BTreeMap::new(),
            sessions: HashMap::new(),
            base: String::new(),
            granted: u64::MAX,
            gateway_closed: false,
            unavailable: BTreeSet::new(),
            event_faults: EventFaults::default(),
            caps: Caps::default(),
            threads_made: HashMap::new(),
            commands_made: HashMap::new(),
            dms_begun: Vec::new(),
            archives_from: i64::MIN,
        }
    }

    /// A fresh id: the clock's time, and a counter so that none comes twice and later ones are larger.
    pub fn id(&mut self) -> u64 {
        let now = ((self.clock.now() - EPOCH).max(1) as u64) << 22;
        self.next = (self.next + 1).max(now);
        self.next
    }

    /// Tells every session whose account may see it.
    pub fn dispatch(&mut self, event: &str, data: &Value) {
        let channel = data["channel_id"].as_str().and_then(|id| id.parse::<u64>().ok());
        if let Some(channel) = channel.filter(|_| event.starts_with("MESSAGE") || event.starts_with("TYPING"))
        {
            let bot = self.bot;
            if !self.sees(bot, channel) {
                return;
            }
        }
        let thread = data["id"].as_str().and_then(|id| id.parse::<u64>().ok());
        if matches!(event, "THREAD_CREATE" | "THREAD_UPDATE")
            && !thread.is_some_and(|id| self.sees(self.bot, id))
        {
            return;
        }
        let guild = guild_of_event(event, data);
        if guild.is_some_and(|guild| self.unavailable.contains(&guild)) && event != "GUILD_DELETE" {
            return;
        }
        let (intents, bot) = (intent_of(event, data, self.bot), self.bot);
        let fault = if self.sessions.is_empty() { None } else { self.event_faults.next(event) };
        if event == "INTERACTION_CREATE" && (self.sessions.is_empty() || fault == Some(EventFault::Dropped)) {
            self.interaction_failed(crate::messages::wire_id(data));
        }
        for session in self.sessions.values_mut() {
            let told = intents == 0 || session.intents & intents != 0;
            if !told || !session.has(guild) {
                continue;
            }
            if guild.is_some() && event.starts_with("MESSAGE_") && session.intents & MESSAGE_CONTENT == 0 {
                let mut data = data.clone();
                without_content(&mut data, bot);
                session.push_with(fault, event, &data);
            } else if event == "THREAD_MEMBERS_UPDATE" && session.intents & GUILD_MEMBERS == 0 {
                own_membership(data, bot).iter().for_each(|data| session.push_with(fault, event, data));
            } else {
                session.push_with(fault, event, data);
            }
        }
    }

    /// Whether somebody is connected to the gateway and was sent everything there is to tell.
    pub fn is_listened_to(&self) -> bool {
        self.sessions
            .values()
            .any(|one| !one.broken && one.late.is_empty() && one.heard == Some(one.log.len()))
    }

    /// Whether this account may see this channel.
    pub fn sees(&self, user: u64, channel: u64) -> bool {
        permissions::in_channel(self, user, channel) & permissions::VIEW_CHANNEL != 0
    }

    /// Notes that an interaction, or an answer to it, met a fault.
    pub(crate) fn interaction_failed(&mut self, id: u64) {
        if let Some(known) = self.interactions.get_mut(&id) {
            known.failed = true;
        }
    }

    /// The direct conversation of two accounts, made if there is none.
    pub fn dm(&mut self, one: u64, other: u64) -> u64 {
        let known = self.channels.values().find(|channel| {
            channel.kind == 1 && channel.recipients.contains(&one) && channel.recipients.contains(&other)
        });
        if let Some(known) = known {
            return known.id;
        }
        let id = self.id();
        let channel = Channel { id, kind: 1, recipients: vec![one, other], ..Channel::default() };
        self.channels.insert(id, channel);
        id
    }

    /// The guild a channel is in.
    pub fn guild_of(&self, channel: u64) -> Option<&Guild> {
        self.guilds.get(&self.channels.get(&channel)?.guild?)
    }
}

/// The privileged intent without which contents are empty (Discord: events/gateway, "Message Content Intent").
pub const MESSAGE_CONTENT: u64 = 1 << 15;
/// The privileged intent for members.
pub const GUILD_MEMBERS: u64 = 1 << 1;

/// The privileged intent for who is online.
pub const GUILD_PRESENCES: u64 = 1 << 8;

/// The guild an event is about.
fn guild_of_event(event: &str, data: &Value) -> Option<u64> {
    let of_guild = matches!(event, "GUILD_CREATE" | "GUILD_UPDATE" | "GUILD_DELETE");
    let id = if of_guild { &data["id"] } else { &data["guild_id"] };
    id.as_str().and_then(|id| id.parse().ok())
}

/// The intents an event is sent under, any of them (Discord: events/gateway, "List of Intents"); 0 for always.
fn intent_of(event: &str, data: &Value, bot: u64) -> u64 {
    let in_guild = data.get("guild_id").is_some();
    match event {
        // The bot's own is told to everyone.
        "GUILD_MEMBER_UPDATE" if crate::messages::wire_id(&data["user"]) == bot => 0,
        "GUILD_MEMBER_ADD" | "GUILD_MEMBER_UPDATE" | "GUILD_MEMBER_REMOVE" => GUILD_MEMBERS,
        "THREAD_MEMBERS_UPDATE" => 1 | GUILD_MEMBERS,
        "GUILD_BAN_ADD" | "GUILD_BAN_REMOVE" | "GUILD_AUDIT_LOG_ENTRY_CREATE" => 1 << 2,
        "WEBHOOKS_UPDATE" => 1 << 5,
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" | "MESSAGE_DELETE_BULK" if in_guild => 1 << 9,
        _ if event.starts_with("MESSAGE_REACTION_") => 1 << if in_guild { 10 } else { 13 },
        "TYPING_START" => 1 << if in_guild { 11 } else { 14 },
        "MESSAGE_CREATE" | "MESSAGE_UPDATE" | "MESSAGE_DELETE" => 1 << 12,
        "CHANNEL_PINS_UPDATE" => 1 | 1 << 12,
        "INTERACTION_CREATE" | "READY" | "RESUMED" | "USER_UPDATE" => 0,
        _ => 1,
    }
}

/// What of a change of a thread's members is told without the members' intent: the bot's own part.
fn own_membership(data: &Value, bot: u64) -> Option<Value> {
    let bot = bot.to_string();
    let mut data = data.clone();
    let mut any = false;
    if let Some(added) = data["added_members"].as_array_mut() {
        added.retain(|one| one["user_id"] == bot);
        any |= !added.is_empty();
    }
    if let Some(removed) = data["removed_member_ids"].as_array_mut() {
        removed.retain(|one| *one == bot);
        any |= !removed.is_empty();
    }
    any.then_some(data)
}

/// Empties what people wrote, as for applications without the intent; not their own messages, direct ones, and those that mention them.
pub(crate) fn without_content(data: &mut Value, bot: u64) {
    if data.get("referenced_message").is_some_and(Value::is_object) {
        without_content(&mut data["referenced_message"], bot);
    }
    let own = bot.to_string();
    let exempt = data["author"]["id"] == own
        || data["mentions"].as_array().is_some_and(|list| list.iter().any(|user| user["id"] == own));
    if exempt {
        return;
    }
    for (key, empty) in
        [("content", json!("")), ("embeds", json!([])), ("attachments", json!([])), ("components", json!([]))]
    {
        if data.get(key).is_some() {
            data[key] = empty;
        }
    }
}
