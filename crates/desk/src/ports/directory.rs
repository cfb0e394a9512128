//! Guilds and people as last seen: so that the web knows names, roles and permissions without asking Discord.

use super::Failure;
use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use ticket::{ChannelId, GuildId, Permissions, Person, RoleId, Timestamp, UserId};

/// A role.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RoleInfo {
    /// Its id.
    pub id: RoleId,
    /// Its name.
    pub name: String,
    /// 0xRRGGBB, 0 for none.
    pub color: u32,
    /// Higher stands above.
    pub position: i64,
    /// What it allows.
    pub permissions: Permissions,
}

/// A guild.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GuildInfo {
    /// Its id.
    pub id: GuildId,
    /// Its name.
    pub name: String,
    /// Its icon's hash.
    pub icon: Option<String>,
    /// The digest of our own copy of its icon, as [`super::Pictures::icon_is`] said; who remembers a guild does not change it.
    #[serde(skip)]
    pub picture: Option<String>,
    /// Its owner.
    pub owner: UserId,
    /// Its roles, `@everyone` included.
    pub roles: Vec<RoleInfo>,
    /// Names of its channels and categories.
    pub channels: Vec<(ChannelId, String)>,
    /// Which of these are categories.
    #[serde(default)]
    pub categories: Vec<ChannelId>,
    /// Whether Guildhall is in it now.
    pub present: bool,
}

/// A member, present or gone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberInfo {
    /// The account.
    pub user: UserId,
    /// Username.
    pub username: String,
    /// Server nickname, else global name, else username (A23).
    pub name: String,
    /// The avatar's hash.
    pub avatar: Option<String>,
    /// Whether the account is a bot.
    pub bot: bool,
    /// Roles held.
    pub roles: Vec<RoleId>,
    /// Since when they are in the guild, as far as Discord said so.
    #[serde(default)]
    pub joined: Option<Timestamp>,
    /// Whether they are in the guild now.
    pub present: bool,
}

impl GuildInfo {
    /// Whether the guild has this role.
    pub fn role(&self, role: RoleId) -> bool {
        self.roles.iter().any(|known| known.id == role)
    }

    /// The member as an actor, with guild-wide permissions computed as Discord documents (topics/permissions): `@everyone` and
    /// every held role add up; owner and Administrator have all. A role that was deleted is held by nobody, though nobody is told so
    /// of each member.
    pub fn person(&self, member: &MemberInfo) -> Person {
        let owner = self.owner == member.user;
        let held = |role: &&RoleInfo| role.id.0 == self.id.0 || member.roles.contains(&role.id);
        let mut permissions =
            self.roles.iter().filter(held).fold(Permissions::NONE, |sum, role| sum | role.permissions);
        if owner {
            permissions |= Permissions::ADMINISTRATOR;
        }
        Person {
            user: member.user,
            name: member.name.clone(),
            roles: member.roles.iter().copied().filter(|role| self.role(*role)).collect(),
            permissions,
            owner,
            bot: member.bot,
        }
    }
}

/// Guilds and members.
#[async_trait]
pub trait Directory: Send + Sync {
    /// A guild.
    async fn guild(&self, guild: GuildId) -> Result<Option<GuildInfo>, Failure>;
    /// Every guild Guildhall is in.
    async fn guilds(&self) -> Result<Vec<GuildInfo>, Failure>;
    /// Remembers a guild as it is now.
    async fn guild_seen(&self, guild: &GuildInfo) -> Result<(), Failure>;
    /// A member.
    async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<MemberInfo>, Failure>;
    /// Several members; unknown ones do not come back.
    async fn members(&self, guild: GuildId, users: &[UserId]) -> Result<Vec<MemberInfo>, Failure>;
    /// Remembers members as they are now.
    async fn members_seen(&self, guild: GuildId, members: &[MemberInfo]) -> Result<(), Failure>;
    /// The members who are in the guild as far as is known, by id, at most `limit`.
    async fn present(&self, guild: GuildId, limit: u32) -> Result<Vec<UserId>, Failure>;
    /// Members whose name or username starts so, ignoring case; by name, at most `limit`.
    async fn members_named(
        &self,
        guild: GuildId,
        start: &str,
        limit: u32,
    ) -> Result<Vec<MemberInfo>, Failure>;
    /// Members who are here and hold one of these roles; by name, at most `limit`.
    async fn members_holding(
        &self,
        guild: GuildId,
        roles: &[RoleId],
        limit: u32,
    ) -> Result<Vec<MemberInfo>, Failure>;
}
