//! Who acts, from the facts that Discord sends with the act.

use crate::{Discord, wire};
use desk::ports::MemberInfo;
use ticket::{GuildId, Permissions, Person};

impl Discord {
    /// The member of an interaction: roles and permissions come with it, the owner from memory.
    pub(crate) fn person(&self, guild: GuildId, member: &wire::Member) -> Option<Person> {
        let info = member.info(None)?;
        let owner = self.cache.guild(guild, |known| known.info.owner == info.user).unwrap_or(false);
        Some(Person {
            user: info.user,
            name: info.name,
            roles: info.roles,
            permissions: member.permissions,
            owner,
            bot: info.bot,
        })
    }

    /// A member as seen elsewhere: permissions computed from the roles of the guild.
    pub(crate) fn person_by_roles(&self, guild: GuildId, member: &MemberInfo) -> Person {
        self.cache.guild(guild, |known| known.info.person(member)).unwrap_or_else(|| Person {
            user: member.user,
            name: member.name.clone(),
            roles: member.roles.clone(),
            permissions: Permissions::NONE,
            owner: false,
            bot: member.bot,
        })
    }

    /// Writes members to the directory if they are not there as they are now.
    pub(crate) async fn remember(&self, guild: GuildId, members: Vec<MemberInfo>) {
        let members = self.cache.unwritten(guild, members);
        if members.is_empty() {
            return;
        }
        if let Err(failure) = self.desk.store().members_seen(guild, &members).await {
            self.cache.forget_written(guild, &members);
            tracing::warn!(%failure, "members could not be remembered; they will be when seen next");
        }
    }
}
