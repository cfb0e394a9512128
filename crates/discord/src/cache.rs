//! What is remembered of guilds: roles, channels, our own place in them, and which channel is which ticket. Small on purpose.

mod tickets;

use crate::wire;
use desk::ports::{GuildInfo, MemberInfo, RoleInfo, Shown};
use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard},
};
use ticket::{
    ChannelId, GuildId, MessageId, Permissions, RoleId, TicketKey, UserId,
    surface::{Overwrite, Target},
};
use tickets::Tickets;
use tokio::sync::Notify;

/// Members whose last written state is remembered, so that the directory is not written for every message.
const MOST_WRITTEN: usize = 50_000;

/// Pictures remembered as recorded, so that the store is not asked for the same faces with every message.
const MOST_SHOWN: usize = 50_000;
/// A category's type (resources/channel, "Channel Types").
const CATEGORY: u8 = 4;

/// A channel, as far as we care.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Known {
    pub name: String,
    pub kind: u8,
    pub parent: Option<ChannelId>,
    /// The topic's fingerprint: enough to know our own again.
    pub topic: u64,
    /// The overwrites' fingerprint, see [`overwrites_print`].
    pub overwrites: u64,
    pub owner: Option<UserId>,
    pub archived: bool,
}

/// A guild as it is now.
#[derive(Clone, Debug)]
pub(crate) struct Guild {
    pub info: GuildInfo,
    pub channels: HashMap<ChannelId, Known>,
    pub my_roles: Vec<RoleId>,
}

/// The memory.
#[derive(Default)]
pub(crate) struct Cache {
    guilds: Mutex<HashMap<GuildId, Guild>>,
    tickets: Mutex<Tickets>,
    written: Mutex<HashMap<(GuildId, UserId), u64>>,
    shown: Mutex<HashSet<u64>>,
    missed: Mutex<HashMap<TicketKey, MessageId>>,
    filled: Mutex<HashMap<TicketKey, MessageId>>,
    learned: Notify,
    rolls: Mutex<Rolls>,
    panels: Mutex<HashMap<GuildId, HashSet<MessageId>>>,
    pub(crate) reactions: crate::reactions::Heard,
}

/// Who was seen in a guild since it came into sight; kept until everyone who matters was accounted for.
#[derive(Default)]
struct Rolls {
    begun: u64,
    by_guild: HashMap<GuildId, (u64, HashSet<UserId>)>,
}

/// The fingerprint of a text within this process.
pub(crate) fn fingerprint(text: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// The fingerprint of overwrites, sorted by target.
pub(crate) fn overwrites_print(overwrites: &[Overwrite]) -> u64 {
    let each = overwrites.iter().map(|one| (one.target, one.allow.0, one.deny.0));
    fingerprint(&each.collect::<Vec<_>>())
}

impl From<&wire::Channel> for Known {
    fn from(channel: &wire::Channel) -> Self {
        let mut overwrites: Vec<_> = channel.permission_overwrites.iter().map(Overwrite::from).collect();
        overwrites.sort_by_key(|overwrite| overwrite.target);
        Self {
            name: channel.name.clone(),
            kind: channel.kind,
            parent: channel.parent_id,
            topic: fingerprint(&channel.topic),
            overwrites: overwrites_print(&overwrites),
            owner: channel.owner_id,
            archived: channel.thread_metadata.as_ref().is_some_and(|thread| thread.archived),
        }
    }
}

impl Known {
    /// Whether it is a thread (resources/channel, "Channel Types").
    pub(crate) fn is_thread(&self) -> bool {
        matches!(self.kind, 10..=12)
    }
}

impl Guild {
    fn new(guild: wire::Guild, me: UserId) -> Self {
        let mine = guild.members.iter().find(|member| member.user.as_ref().is_some_and(|user| user.id == me));
        let my_roles = mine.map(|member| member.roles.clone()).unwrap_or_default();
        let channels = guild.channels.iter().chain(&guild.threads);
        let mut known = Self {
            channels: channels.map(|channel| (channel.id, Known::from(channel))).collect(),
            my_roles,
            info: GuildInfo {
                id: guild.id,
                name: guild.name,
                icon: guild.icon,
                picture: None,
                owner: guild.owner_id.unwrap_or(UserId(0)),
                roles: guild.roles.into_iter().map(RoleInfo::from).collect(),
                channels: Vec::new(),
                categories: Vec::new(),
                present: true,
            },
        };
        known.list_channels();
        known
    }

    /// Brings the directory's list of channels up to date: channels and categories, no threads.
    fn list_channels(&mut self) {
        let lasting = self.channels.iter().filter(|(_, channel)| !channel.is_thread());
        self.info.channels = lasting.map(|(id, channel)| (*id, channel.name.clone())).collect();
        self.info.channels.sort();
        let categories = self.channels.iter().filter(|(_, channel)| channel.kind == CATEGORY);
        self.info.categories = categories.map(|(id, _)| *id).collect();
        self.info.categories.sort();
    }

    /// Whether a role of these stands above all of ours.
    pub(crate) fn is_below(&self, overwrites: &[Overwrite]) -> bool {
        let place =
            |role: RoleId| self.info.roles.iter().find(|known| known.id == role).map(|known| known.position);
        let top = self.my_roles.iter().filter_map(|role| place(*role)).max().unwrap_or(0);
        overwrites.iter().any(|one| match one.target {
            Target::Role(role) => place(role).is_some_and(|position| position > top),
            Target::Member(_) => false,
        })
    }

    /// What Guildhall may do in the whole guild.
    pub(crate) fn my_permissions(&self) -> Permissions {
        let held = |role: &&RoleInfo| role.id.0 == self.info.id.0 || self.my_roles.contains(&role.id);
        self.info.roles.iter().filter(held).fold(Permissions::NONE, |sum, role| sum | role.permissions)
    }
}

impl Cache {
    fn guilds(&self) -> MutexGuard<'_, HashMap<GuildId, Guild>> {
        self.guilds.lock().expect("no panic holds it")
    }

    /// A guild came into sight.
    pub(crate) fn guild_created(&self, guild: wire::Guild, me: UserId) -> GuildInfo {
        let known = Guild::new(guild, me);
        let info = known.info.clone();
        self.guilds().insert(info.id, known);
        info
    }

    /// Guildhall was removed from a guild.
    pub(crate) fn guild_left(&self, guild: GuildId) -> Option<GuildInfo> {
        let known = self.guilds().remove(&guild)?;
        Some(GuildInfo { present: false, ..known.info })
    }

    /// The guilds that are in sight.
    pub(crate) fn in_sight(&self) -> Vec<GuildId> {
        self.guilds().keys().copied().collect()
    }

    /// Looks something up in a guild; none if it is not in sight (yet).
    pub(crate) fn guild<T>(&self, guild: GuildId, look: impl FnOnce(&Guild) -> T) -> Option<T> {
        self.guilds().get(&guild).map(look)
    }

    /// Changes a guild, and gives what the directory should now hold.
    pub(crate) fn change(&self, guild: GuildId, change: impl FnOnce(&mut Guild)) -> Option<GuildInfo> {
        let mut guilds = self.guilds();
        let known = guilds.get_mut(&guild)?;
        change(known);
        known.list_channels();
        Some(known.info.clone())
    }

    /// Every guild in sight.
    pub(crate) fn guild_ids(&self) -> Vec<GuildId> {
        self.guilds().keys().copied().collect()
    }

    /// A guild came into sight: whom we knew may have left.
    pub(crate) fn begin_roll(&self, guild: GuildId) {
        let mut rolls = self.rolls();
        rolls.begun += 1;
        let begun = rolls.begun;
        rolls.by_guild.insert(guild, (begun, HashSet::new()));
    }

    /// These are there.
    pub(crate) fn seen(&self, guild: GuildId, users: impl Iterator<Item = UserId>) {
        if let Some((_, seen)) = self.rolls().by_guild.get_mut(&guild) {
            seen.extend(users);
        }
    }

    /// Of these, those who were not seen yet, with the name of the roll; none if no roll is called.
    pub(crate) fn unseen(&self, guild: GuildId, users: Vec<UserId>) -> Option<(u64, Vec<UserId>)> {
        let rolls = self.rolls();
        let (begun, seen) = rolls.by_guild.get(&guild)?;
        Some((*begun, users.into_iter().filter(|user| !seen.contains(user)).collect()))
    }

    /// Everyone is accounted for, unless another roll was begun meanwhile.
    pub(crate) fn end_roll(&self, guild: GuildId, begun: u64) {
        let mut rolls = self.rolls();
        if rolls.by_guild.get(&guild).is_some_and(|(current, _)| *current == begun) {
            rolls.by_guild.remove(&guild);
        }
    }

    fn rolls(&self) -> MutexGuard<'_, Rolls> {
        self.rolls.lock().expect("no panic holds it")
    }

    /// The messages that are a guild's panels.
    pub(crate) fn panels_stand(&self, guild: GuildId, messages: HashSet<MessageId>) {
        self.panels.lock().expect("no panic holds it").insert(guild, messages);
    }

    /// Whether one of these messages is a panel.
    pub(crate) fn any_panel(&self, guild: GuildId, messages: &[MessageId]) -> bool {
        let panels = self.panels.lock().expect("no panic holds it");
        panels.get(&guild).is_some_and(|known| messages.iter().any(|message| known.contains(message)))
    }

    /// This message, which was said in this ticket, or something about it could not be taken in.
    pub(crate) fn missed(&self, key: TicketKey, message: MessageId) {
        let mut missed = self.missed.lock().expect("no panic holds it");
        missed.entry(key).and_modify(|first| *first = message.min(*first)).or_insert(message);
    }

    /// The tickets whose conversations have to be fetched, each from its first missed message on.
    pub(crate) fn take_missed(&self) -> HashMap<TicketKey, MessageId> {
        std::mem::take(&mut *self.missed.lock().expect("no panic holds it"))
    }

    /// Of these pictures, those that this process has not recorded for the ticket.
    pub(crate) fn unrecorded(&self, key: TicketKey, pictures: Vec<Shown>) -> Vec<Shown> {
        let mut shown = self.shown.lock().expect("no panic holds it");
        if shown.len() > MOST_SHOWN {
            shown.clear();
        }
        let fresh = |one: &Shown| shown.insert(fingerprint(&(key, &one.name, one.message)));
        pictures.into_iter().filter(fresh).collect()
    }

    /// How far a gap was filled that takes several attempts.
    pub(crate) fn filled(&self, key: TicketKey) -> Option<MessageId> {
        self.filled.lock().expect("no panic holds it").get(&key).copied()
    }

    /// Remembers how far a gap was filled; nothing when it is closed.
    pub(crate) fn fill(&self, key: TicketKey, up_to: Option<MessageId>) {
        let mut filled = self.filled.lock().expect("no panic holds it");
        match up_to {
            Some(message) => filled.insert(key, message),
            None => filled.remove(&key),
        };
    }

    /// Of these members, those whose state was not written yet as it is now.
    pub(crate) fn unwritten(&self, guild: GuildId, members: Vec<MemberInfo>) -> Vec<MemberInfo> {
        let mut written = self.written.lock().expect("no panic holds it");
        if written.len() > MOST_WRITTEN {
            written.clear();
        }
        let mut changed = |member: &MemberInfo| {
            let state = (&member.username, &member.name, &member.avatar, &member.roles, member.present);
            let print = fingerprint(&state);
            written.insert((guild, member.user), print) != Some(print)
        };
        members.into_iter().filter(|member| changed(member)).collect()
    }

    /// What was remembered as written was not: write again next time.
    pub(crate) fn forget_written(&self, guild: GuildId, members: &[MemberInfo]) {
        let mut written = self.written.lock().expect("no panic holds it");
        for member in members {
            written.remove(&(guild, member.user));
        }
    }
}
