//! Discord as data. Plain facts and the acts that change them; every change is told to the gateway's sessions.

use crate::{clock::Clock, faults::EventFaults, permissions, sketch::Sketch};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

pub use crate::{
    caps::Caps,
    telling::{GUILD_MEMBERS, GUILD_PRESENCES, MESSAGE_CONTENT},
};

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
    /// The hash of its picture.
    pub avatar: Option<String>,
    /// Whether it is an application's account.
    pub bot: bool,
    /// Whether strangers of a shared guild may send direct messages.
    pub dms_open: bool,
}

/// An emoji of a guild.
#[derive(Clone, Debug)]
pub struct Emoji {
    /// Its id.
    pub id: u64,
    /// Its name, as typed between colons.
    pub name: String,
    /// Whether it moves.
    pub animated: bool,
}

/// A sticker of a guild: a still PNG.
#[derive(Clone, Debug)]
pub struct Sticker {
    /// Its id.
    pub id: u64,
    /// Its name.
    pub name: String,
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
    /// The hash of its picture.
    pub icon: Option<String>,
    /// Its emoji.
    pub emojis: Vec<Emoji>,
    /// Its stickers.
    pub stickers: Vec<Sticker>,
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
    /// Sequence numbers of events that are not Discord's on purpose: nobody need look at them.
    pub(crate) odd: BTreeSet<usize>,
    /// How many events its connection was sent; none while nobody is connected.
    pub(crate) heard: Option<usize>,
    /// Something was lost: the connection breaks and cannot be resumed.
    pub(crate) broken: bool,
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
    /// Pictures of accounts, guilds, emoji and stickers by path.
    pub pictures: HashMap<String, Sketch>,
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
    /// Who reacted to which message with what.
    pub(crate) reactors: BTreeSet<(u64, String, u64)>,
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
    pub(crate) spoken: BTreeMap<u64, String>,
}

impl World {
    /// An empty world with an application and its account.
    pub fn new(clock: Clock, application: u64, bot_name: &str) -> Self {
        let bot = User {
            id: application,
            username: bot_name.to_lowercase(),
            global_name: None,
            avatar: None,
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
            pictures: HashMap::new(),
            webhooks: BTreeMap::new(),
            commands: Vec::new(),
            interactions: BTreeMap::new(),
            sessions: HashMap::new(),
            base: String::new(),
            granted: u64::MAX,
            gateway_closed: false,
            unavailable: BTreeSet::new(),
            event_faults: EventFaults::default(),
            reactors: BTreeSet::new(),
            caps: Caps::default(),
            spoken: BTreeMap::new(),
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

    /// Whether this account may see this channel.
    pub fn sees(&self, user: u64, channel: u64) -> bool {
        permissions::in_channel(self, user, channel) & permissions::VIEW_CHANNEL != 0
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
