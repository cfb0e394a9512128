//! Permissions as Discord documents them (Discord: topics/permissions).

use crate::world::{Channel, Guild, World};

/// Everything.
pub const ADMINISTRATOR: u64 = 1 << 3;
/// Manage Channels.
pub const MANAGE_CHANNELS: u64 = 1 << 4;
/// Add Reactions.
pub const ADD_REACTIONS: u64 = 1 << 6;
/// View Channels.
pub const VIEW_CHANNEL: u64 = 1 << 10;
/// Send Messages.
pub const SEND_MESSAGES: u64 = 1 << 11;
/// Manage Messages.
pub const MANAGE_MESSAGES: u64 = 1 << 13;
/// Embed Links.
pub const EMBED_LINKS: u64 = 1 << 14;
/// Attach Files.
pub const ATTACH_FILES: u64 = 1 << 15;
/// Read Message History.
pub const READ_MESSAGE_HISTORY: u64 = 1 << 16;
/// Mention Everyone.
pub const MENTION_EVERYONE: u64 = 1 << 17;
/// Manage Roles, and overwrites.
pub const MANAGE_ROLES: u64 = 1 << 28;
/// Manage Webhooks.
pub const MANAGE_WEBHOOKS: u64 = 1 << 29;
/// Use application commands.
pub const USE_COMMANDS: u64 = 1 << 31;
/// Manage Threads.
pub const MANAGE_THREADS: u64 = 1 << 34;
/// Create Public Threads.
pub const CREATE_PUBLIC_THREADS: u64 = 1 << 35;
/// Create Private Threads.
pub const CREATE_PRIVATE_THREADS: u64 = 1 << 36;
/// Send Messages in Threads.
pub const SEND_IN_THREADS: u64 = 1 << 38;
/// Pin Messages; its own bit since 2026-02-23.
pub const PIN_MESSAGES: u64 = 1 << 51;
/// Time people out.
pub const MODERATE_MEMBERS: u64 = 1 << 40;
/// Every bit that is given out.
pub const ALL: u64 = (1 << 53) - 1;

/// What a member may do in the guild at large.
pub fn in_guild(guild: &Guild, user: u64) -> u64 {
    if guild.owner == user {
        return ALL;
    }
    let Some(member) = guild.members.get(&user) else { return 0 };
    let held = guild.roles.iter().filter(|role| role.id == guild.id || member.roles.contains(&role.id));
    let sum = held.fold(0, |sum, role| sum | role.permissions);
    if sum & ADMINISTRATOR != 0 { ALL } else { sum }
}

/// What an account may do in a channel: overwrites of `@everyone`, then of roles together, then of the member.
pub fn in_channel(world: &World, user: u64, channel: u64) -> u64 {
    let Some(place) = world.channels.get(&channel) else { return 0 };
    let Some(guild) = place.guild.and_then(|guild| world.guilds.get(&guild)) else {
        let direct =
            VIEW_CHANNEL | SEND_MESSAGES | READ_MESSAGE_HISTORY | EMBED_LINKS | ATTACH_FILES | ADD_REACTIONS;
        return if place.recipients.contains(&user) { direct } else { 0 };
    };
    if !guild.members.contains_key(&user) {
        return 0;
    }
    if let Some(thread) = &place.thread {
        let parent = place.parent.map_or(0, |parent| in_channel(world, user, parent));
        let manages = parent & MANAGE_THREADS != 0;
        let inside = place.kind != crate::threads::PRIVATE || thread.members.contains(&user) || manages;
        // A private thread has no overwrites: access is membership or Manage Threads, and the parent must be visible.
        if parent & VIEW_CHANNEL == 0 || !inside {
            return 0;
        }
        let may_send = parent & SEND_IN_THREADS != 0 && (!thread.locked || manages);
        let sending = if may_send { SEND_MESSAGES } else { 0 };
        return (parent & !SEND_MESSAGES) | sending;
    }
    let mut sum = in_guild(guild, user);
    if sum & ADMINISTRATOR == 0 {
        sum = with_overwrites(sum, guild, user, place);
    }
    let timed_out = guild.members[&user].timed_out_until.is_some_and(|until| until > world.clock.now());
    if timed_out && sum & ADMINISTRATOR == 0 {
        sum &= VIEW_CHANNEL | READ_MESSAGE_HISTORY;
    }
    if sum & VIEW_CHANNEL == 0 { 0 } else { sum }
}

fn with_overwrites(base: u64, guild: &Guild, user: u64, place: &Channel) -> u64 {
    let roles = &guild.members[&user].roles;
    let everyone = place.overwrites.iter().find(|one| one.kind == 0 && one.id == guild.id);
    let mut sum = everyone.map_or(base, |one| (base & !one.deny) | one.allow);
    let of_roles =
        place.overwrites.iter().filter(|one| one.kind == 0 && one.id != guild.id && roles.contains(&one.id));
    let (allow, deny) = of_roles.fold((0, 0), |(allow, deny), one| (allow | one.allow, deny | one.deny));
    sum = (sum & !deny) | allow;
    let own = place.overwrites.iter().find(|one| one.kind == 1 && one.id == user);
    own.map_or(sum, |one| (sum & !one.deny) | one.allow)
}
