//! Discord's permission bits (Discord: topics/permissions), as far as tickets need them.

use serde::{Deserialize, Serialize};
use std::ops::{BitOr, BitOrAssign};

/// A set of Discord permissions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Permissions(pub u64);

impl Permissions {
    /// No permission.
    pub const NONE: Self = Self(0);
    /// Everything, in every channel.
    pub const ADMINISTRATOR: Self = Self(1 << 3);
    /// Create, edit and delete channels. Makes its holder staff (P149).
    pub const MANAGE_CHANNELS: Self = Self(1 << 4);
    /// Manage the guild.
    pub const MANAGE_GUILD: Self = Self(1 << 5);
    /// Add reactions.
    pub const ADD_REACTIONS: Self = Self(1 << 6);
    /// See a channel.
    pub const VIEW_CHANNEL: Self = Self(1 << 10);
    /// Write in a channel.
    pub const SEND_MESSAGES: Self = Self(1 << 11);
    /// Delete and pin the messages of others.
    pub const MANAGE_MESSAGES: Self = Self(1 << 13);
    /// Show link previews and embeds.
    pub const EMBED_LINKS: Self = Self(1 << 14);
    /// Upload files.
    pub const ATTACH_FILES: Self = Self(1 << 15);
    /// Read older messages.
    pub const READ_MESSAGE_HISTORY: Self = Self(1 << 16);
    /// Mention everyone and every role.
    pub const MENTION_EVERYONE: Self = Self(1 << 17);
    /// Connect: to voice, and to what is written there.
    pub const CONNECT: Self = Self(1 << 20);
    /// Edit roles, and the overwrites of a channel.
    pub const MANAGE_ROLES: Self = Self(1 << 28);
    /// Create and edit webhooks.
    pub const MANAGE_WEBHOOKS: Self = Self(1 << 29);
    /// See and manage all threads.
    pub const MANAGE_THREADS: Self = Self(1 << 34);
    /// Create private threads.
    pub const CREATE_PRIVATE_THREADS: Self = Self(1 << 36);
    /// Write in threads.
    pub const SEND_MESSAGES_IN_THREADS: Self = Self(1 << 38);
    /// Pin messages; its own bit since 2026-02-23 (Discord: change log).
    pub const PIN_MESSAGES: Self = Self(1 << 51);

    /// Whether all of `other` are in this set.
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Both sets together.
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    /// This set without `other`.
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl BitOr for Permissions {
    type Output = Self;
    fn bitor(self, other: Self) -> Self {
        self.with(other)
    }
}

impl BitOrAssign for Permissions {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// What a member may do in a ticket channel they belong to.
pub const PARTICIPANT: Permissions = Permissions(
    Permissions::VIEW_CHANNEL.0
        | Permissions::SEND_MESSAGES.0
        | Permissions::READ_MESSAGE_HISTORY.0
        | Permissions::EMBED_LINKS.0
        | Permissions::ATTACH_FILES.0
        | Permissions::ADD_REACTIONS.0,
);

/// What Guildhall needs in a guild: each with Discord's own name for it, for the permission doctor.
pub const NEEDED: &[(Permissions, &str)] = &[
    (Permissions::VIEW_CHANNEL, "View Channels"),
    (Permissions::SEND_MESSAGES, "Send Messages"),
    (Permissions::EMBED_LINKS, "Embed Links"),
    (Permissions::ATTACH_FILES, "Attach Files"),
    (Permissions::READ_MESSAGE_HISTORY, "Read Message History"),
    (Permissions::ADD_REACTIONS, "Add Reactions"),
    (Permissions::MANAGE_CHANNELS, "Manage Channels"),
    (Permissions::MANAGE_ROLES, "Manage Roles"),
    (Permissions::MANAGE_MESSAGES, "Manage Messages"),
    (Permissions::MANAGE_WEBHOOKS, "Manage Webhooks"),
    (Permissions::MANAGE_THREADS, "Manage Threads"),
    (Permissions::CREATE_PRIVATE_THREADS, "Create Private Threads"),
    (Permissions::SEND_MESSAGES_IN_THREADS, "Send Messages in Threads"),
    (Permissions::MENTION_EVERYONE, "Mention All Roles"),
    (Permissions::PIN_MESSAGES, "Pin Messages"),
];

/// The sum of [`NEEDED`], as the invite link carries it.
pub fn needed() -> Permissions {
    NEEDED.iter().fold(Permissions::NONE, |sum, (bit, _)| sum | *bit)
}

/// What somebody may do in a channel: `base` is what they may do in the guild (topics/permissions, "Permission Overwrites").
pub fn in_channel(
    base: Permissions,
    overwrites: &[crate::surface::Overwrite],
    guild: crate::GuildId,
    (user, roles): (crate::UserId, &[crate::RoleId]),
) -> Permissions {
    use crate::surface::Target;
    if base.contains(Permissions::ADMINISTRATOR) {
        return Permissions(u64::MAX);
    }
    let everyone = |target: Target| target == Target::Role(crate::RoleId(guild.0));
    let held =
        |target: Target| matches!(target, Target::Role(role) if role.0 != guild.0 && roles.contains(&role));
    let own = |target: Target| target == Target::Member(user);
    let mut may = base;
    for layer in [&everyone as &dyn Fn(Target) -> bool, &held, &own] {
        let of_layer = || overwrites.iter().filter(|one| layer(one.target));
        let deny = of_layer().fold(Permissions::NONE, |sum, one| sum | one.deny);
        let allow = of_layer().fold(Permissions::NONE, |sum, one| sum | one.allow);
        may = may.without(deny) | allow;
    }
    may
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        GuildId, RoleId, UserId,
        surface::{Overwrite, Target},
    };

    // Proves: what Discord's page says of overwrites: everyone, then roles together, then the member; administrators are bound by none.
    #[test]
    fn overwrites_are_laid_over_each_other() {
        const VIEW: Permissions = Permissions::VIEW_CHANNEL;
        const SEND: Permissions = Permissions::SEND_MESSAGES;
        let (guild, me, mine) = (GuildId(1), UserId(9), [RoleId(2), RoleId(3)]);
        let over = |target, allow, deny| Overwrite { target, allow, deny };
        let (none, role) = (Permissions::NONE, |id| Target::Role(RoleId(id)));
        let may = |base, overwrites: &[Overwrite]| in_channel(base, overwrites, guild, (me, &mine));
        let both = VIEW | SEND;
        assert_eq!(may(both, &[]), both);
        assert_eq!(may(both, &[over(role(1), none, VIEW)]), SEND, "everyone");
        assert_eq!(
            may(both, &[over(role(1), none, VIEW), over(role(2), VIEW, none)]),
            both,
            "a role of ours"
        );
        assert_eq!(
            may(both, &[over(role(2), none, VIEW), over(role(3), VIEW, none)]),
            both,
            "roles together"
        );
        assert_eq!(may(both, &[over(role(4), none, both)]), both, "a role of others");
        let own = Target::Member(me);
        assert_eq!(may(both, &[over(role(2), VIEW, none), over(own, none, VIEW)]), SEND, "ourselves");
        assert!(may(Permissions::ADMINISTRATOR, &[over(own, none, both)]).contains(both));
    }
}
