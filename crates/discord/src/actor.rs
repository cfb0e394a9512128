//! Who acts, from the facts that Discord sends with the act.

use crate::{Discord, rest::Fault, wire};
use desk::{Failure, ports::MemberInfo};
use ticket::{GuildId, Permissions, Person, UserId};
use twilight_http::routing::Route;

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

    /// A member as the directory knows them; else as Discord does: the list of members may still be on its way. None if they are not in
    /// the guild.
    pub(crate) async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<MemberInfo>, Failure> {
        if let Some(known) = self.desk.store().member(guild, user).await? {
            return Ok(Some(known).filter(|member| member.present));
        }
        let route = Route::GetMember { guild_id: guild.0, user_id: user.0 };
        let found: wire::Member = match self.rest.get(&route).await {
            Ok(found) => found,
            Err(Fault::Gone(_)) => return Ok(None),
            Err(fault) => return Err(Failure::Unavailable(fault.to_string())),
        };
        let info = found.info(None);
        self.remember(guild, info.iter().cloned().collect()).await;
        Ok(info)
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
