//! Guilds and who is in them, who is signed in, and what the permission doctor found.

use crate::{Kept, directory, examined};
use async_trait::async_trait;
use desk::{
    Failure,
    ports::{Directory, Examined, GuildInfo, MemberInfo, Session, Sessions, TokenHash},
};
use ticket::{GuildId, RoleId, Timestamp, UserId, doctor::Report};

#[async_trait]
impl Directory for Kept {
    async fn guild(&self, guild: GuildId) -> Result<Option<GuildInfo>, Failure> {
        on!(self.look(|sql| directory::guild(sql, guild)))
    }
    async fn guilds(&self) -> Result<Vec<GuildInfo>, Failure> {
        on!(self.look(|sql| directory::guilds(sql)))
    }
    async fn guild_seen(&self, guild: &GuildInfo) -> Result<(), Failure> {
        let guild = guild.clone();
        on!(self.write(|sql| directory::guild_seen(sql, &guild)))
    }
    async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<MemberInfo>, Failure> {
        on!(self.look(|sql| directory::member(sql, guild, user)))
    }
    async fn members(&self, guild: GuildId, users: &[UserId]) -> Result<Vec<MemberInfo>, Failure> {
        let users = users.to_vec();
        on!(self.look(|sql| directory::members(sql, guild, &users)))
    }
    async fn members_seen(&self, guild: GuildId, members: &[MemberInfo]) -> Result<(), Failure> {
        let members = members.to_vec();
        on!(self.write(|sql| directory::members_seen(sql, guild, &members)))
    }
    async fn present(&self, guild: GuildId, limit: u32) -> Result<Vec<UserId>, Failure> {
        on!(self.read(|sql| directory::present(sql, guild, limit)))
    }
    async fn members_holding(
        &self,
        guild: GuildId,
        roles: &[RoleId],
        limit: u32,
    ) -> Result<Vec<MemberInfo>, Failure> {
        let roles = roles.to_vec();
        on!(self.read(|sql| directory::members_holding(sql, guild, &roles, limit)))
    }
    async fn members_named(
        &self,
        guild: GuildId,
        start: &str,
        limit: u32,
    ) -> Result<Vec<MemberInfo>, Failure> {
        let start = start.to_owned();
        on!(self.read(|sql| directory::members_named(sql, guild, &start, limit)))
    }
}

#[async_trait]
impl Sessions for Kept {
    async fn session_start(&self, session: &Session) -> Result<(), Failure> {
        let session = session.clone();
        on!(self.write(|sql| directory::session_start(sql, &session)))
    }
    async fn session(
        &self,
        token: &TokenHash,
        idle_since: Timestamp,
        born_since: Timestamp,
    ) -> Result<Option<Session>, Failure> {
        let token = *token;
        on!(self.look(|sql| directory::session(sql, &token, idle_since, born_since)))
    }
    async fn session_used(&self, token: &TokenHash, now: Timestamp) -> Result<(), Failure> {
        let token = *token;
        on!(self.write(|sql| directory::session_used(sql, &token, now)))
    }
    async fn session_end(&self, token: &TokenHash) -> Result<(), Failure> {
        let token = *token;
        on!(self.write(|sql| directory::session_end(sql, &token)))
    }
    async fn sessions_swept(&self, idle_since: Timestamp, born_since: Timestamp) -> Result<(), Failure> {
        on!(self.write(|sql| directory::sessions_swept(sql, idle_since, born_since)))
    }
}

#[async_trait]
impl Examined for Kept {
    async fn save_report(&self, guild: GuildId, at: Timestamp, report: &Report) -> Result<(), Failure> {
        let report = report.clone();
        on!(self.write(|sql| examined::save(sql, guild, at, &report)))
    }
    async fn report(&self, guild: GuildId) -> Result<Option<(Timestamp, Report)>, Failure> {
        on!(self.read(|sql| examined::read(sql, guild)))
    }
}
