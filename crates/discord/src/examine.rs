//! The permission doctor at work in one guild: what Discord says of it, held against what is configured.

use crate::{
    Discord,
    discord::{Application, store_failed},
    rest::{Call, Fault},
    wire,
};
use desk::{Outcome, ports::WebhookState};
use std::collections::HashMap;
use ticket::{
    GuildConfig, GuildId, Permissions, RoleId, Trouble,
    doctor::{self, Facts, Finding, Report, Seen, Spot},
    permissions::in_channel,
    surface::Overwrite,
    webhook::Topic,
};
use twilight_http::{request::Method, routing::Route};

/// A role, with what the doctor wants to know of it.
#[derive(serde::Deserialize)]
struct Role {
    id: RoleId,
    #[serde(default)]
    mentionable: bool,
    #[serde(default, deserialize_with = "wire::bits")]
    permissions: Permissions,
}

impl Discord {
    /// Looks again, and keeps what was found for the web.
    pub async fn examine(&self, guild: GuildId) -> Outcome {
        let config = match self.guild_config(guild).await {
            Ok(config) => config,
            Err(failure) => return store_failed(failure),
        };
        match self.examined(guild, &config).await {
            Ok(_) => Outcome::Done,
            // Guildhall was removed: there is nothing to look at.
            Err(Looked::Refused(Fault::Gone(_) | Fault::Forbidden { .. })) => Outcome::Done,
            Err(Looked::Refused(fault)) => self.failed(fault),
            Err(Looked::Failed(failure)) => store_failed(failure),
        }
    }

    /// Says on the health page what came up while doing something else.
    pub(crate) async fn noticed(&self, guild: GuildId, spot: Spot, trouble: Trouble) {
        if let Err(failure) = self.desk.notice(guild, Finding { spot, trouble }).await {
            tracing::warn!(%failure, code = trouble.code(), "a trouble is not shown on the health page");
        }
    }

    /// What there is to mend in a guild.
    pub(crate) async fn examined(&self, guild: GuildId, config: &GuildConfig) -> Result<Report, Looked> {
        let report = self.look(guild, config).await?;
        self.desk.keep_report(guild, &report).await?;
        Ok(report)
    }

    /// What there would be to mend if this were configured.
    pub(crate) async fn look(&self, guild: GuildId, config: &GuildConfig) -> Result<Report, Fault> {
        let facts = self.facts(guild).await?;
        Ok(Report { findings: doctor::examine(config, &facts) })
    }

    /// Whether a webhook that is switched on listens to steps of response times; where nobody can tell, nothing is said of it.
    async fn steps_are_heard(&self, guild: GuildId) -> bool {
        match self.desk.store().webhooks(guild).await {
            Ok(all) => {
                all.iter().any(|one| one.state == WebhookState::On && one.topics.contains(&Topic::SlaStep))
            }
            Err(failure) => {
                tracing::warn!(%failure, "which webhooks there are is not known");
                true
            }
        }
    }

    async fn facts(&self, guild: GuildId) -> Result<Facts, Fault> {
        let roles: Vec<Role> = self.rest.get(&Route::GetGuildRoles { guild_id: guild.0 }).await?;
        let path = format!("guilds/{guild}/channels");
        let channels: Vec<wire::Channel> = self.rest.ask(Call::raw(Method::Get, path)?).await?;
        let mine = self.cache.guild(guild, |guild| guild.my_roles.clone()).unwrap_or_default();
        let application: Application = self.rest.get(&Route::GetCurrentUserApplicationInfo).await?;
        let held = |role: &&Role| role.id.0 == guild.0 || mine.contains(&role.id);
        let everywhere =
            roles.iter().filter(held).fold(Permissions::NONE, |sum, role| sum | role.permissions);
        let seen = |channel: &wire::Channel| {
            let overwrites: Vec<Overwrite> =
                channel.permission_overwrites.iter().map(Overwrite::from).collect();
            let may = in_channel(everywhere, &overwrites, guild, (self.me, &mine));
            (channel.id, Seen { may, parent: channel.parent_id })
        };
        Ok(Facts {
            everywhere,
            channels: channels.iter().map(seen).collect::<HashMap<_, _>>(),
            roles: roles.iter().map(|role| (role.id, role.mentionable)).collect(),
            intents: application.missing_intents().is_empty(),
            no_step_webhook: !self.steps_are_heard(guild).await,
        })
    }
}

/// Why nothing was found out.
#[derive(Debug)]
pub(crate) enum Looked {
    /// Discord did not tell.
    Refused(Fault),
    /// It could not be kept.
    Failed(desk::Failure),
}

impl From<Fault> for Looked {
    fn from(fault: Fault) -> Self {
        Self::Refused(fault)
    }
}

impl From<desk::Failure> for Looked {
    fn from(failure: desk::Failure) -> Self {
        Self::Failed(failure)
    }
}
