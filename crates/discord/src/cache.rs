//! What is remembered of guilds: roles, channels, our own place in them, and which channel is which ticket. Small on purpose.

use crate::wire;
use desk::ports::{GuildInfo, MemberInfo, RoleInfo, Shown};
use std::{
    collections::{HashMap, HashSet},
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Mutex, MutexGuard},
};
use ticket::{ChannelId, GuildId, Permissions, RoleId, TicketKey, UserId};

/// Members whose last written state is remembered, so that the directory is not written for every message.
const MOST_WRITTEN: usize = 50_000;

/// Pictures remembered as recorded, so that the store is not asked for the same faces with every message.
const MOST_SHOWN: usize = 50_000;

/// A channel, as far as we care.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub name: String,
    pub kind: u8,
    pub parent: Option<ChannelId>,
    /// The topic's fingerprint: enough to know our own again.
    pub topic: u64,
    pub owner: Option<UserId>,
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
    missed: Mutex<HashSet<TicketKey>>,
    shown: Mutex<HashSet<u64>>,
}

#[derive(Default)]
struct Tickets {
    by_channel: HashMap<ChannelId, TicketKey>,
    known: HashSet<TicketKey>,
}

/// The fingerprint of a text within this process.
pub(crate) fn fingerprint(text: &impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

impl From<&wire::Channel> for Known {
    fn from(channel: &wire::Channel) -> Self {
        Self {
            name: channel.name.clone(),
            kind: channel.kind,
            parent: channel.parent_id,
            topic: fingerprint(&channel.topic),
            owner: channel.owner_id,
        }
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
                owner: guild.owner_id.unwrap_or(UserId(0)),
                roles: guild.roles.into_iter().map(RoleInfo::from).collect(),
                channels: Vec::new(),
                present: true,
            },
        };
        known.list_channels();
        known
    }

    /// Brings the directory's list of channels up to date: channels and categories, no threads.
    fn list_channels(&mut self) {
        let lasting = self.channels.iter().filter(|(_, channel)| !matches!(channel.kind, 10..=12));
        self.info.channels = lasting.map(|(id, channel)| (*id, channel.name.clone())).collect();
        self.info.channels.sort();
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
    fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.tickets.lock().expect("no panic holds it")
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

    /// The ticket that lives in a channel.
    pub(crate) fn ticket(&self, channel: ChannelId) -> Option<TicketKey> {
        self.tickets().by_channel.get(&channel).copied()
    }

    /// Whether the ticket's channel is known.
    pub(crate) fn knows(&self, key: TicketKey) -> bool {
        self.tickets().known.contains(&key)
    }

    /// A ticket lives in this channel.
    pub(crate) fn ticket_lives(&self, channel: ChannelId, key: TicketKey) {
        let mut tickets = self.tickets();
        tickets.by_channel.insert(channel, key);
        tickets.known.insert(key);
    }

    /// A channel is no ticket's any more.
    pub(crate) fn ticket_gone(&self, channel: ChannelId) -> Option<TicketKey> {
        let mut tickets = self.tickets();
        let key = tickets.by_channel.remove(&channel)?;
        tickets.known.remove(&key);
        Some(key)
    }

    /// Something that was said in this ticket could not be taken in.
    pub(crate) fn missed(&self, key: TicketKey) {
        self.missed.lock().expect("no panic holds it").insert(key);
    }

    /// The tickets whose conversations have to be fetched.
    pub(crate) fn take_missed(&self) -> HashSet<TicketKey> {
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
