//! Whether the permission doctor has to look again: asked whenever roles or channels change, answered from memory.

use crate::{Discord, cache::Guild};
use desk::{Failure, ports::GuildInfo};
use std::collections::{BTreeSet, HashMap};
use ticket::{
    Job, Permissions, Trouble,
    doctor::{self, Facts, Finding, Seen, Spot},
};

impl Discord {
    /// Has the doctor look where memory and the last report disagree: something was deleted, taken away or given back.
    pub(crate) async fn suspect(&self, info: &GuildInfo) -> Result<(), Failure> {
        let config = self.guild_config(info.id).await?;
        if !config.settings.enabled {
            return Ok(());
        }
        let anything = Seen { may: Permissions(u64::MAX), parent: None };
        let facts = Facts {
            everywhere: self.cache.guild(info.id, Guild::my_permissions).unwrap_or_default(),
            channels: info.channels.iter().map(|(id, _)| (*id, anything)).collect::<HashMap<_, _>>(),
            roles: info.roles.iter().map(|role| (role.id, true)).collect(),
            intents: true,
            no_step_webhook: false,
        };
        let told: BTreeSet<_> = doctor::examine(&config, &facts).into_iter().filter_map(known).collect();
        let report = self.desk.store().report(info.id).await?.map(|(_, report)| report).unwrap_or_default();
        let reported: BTreeSet<_> = report.findings.into_iter().filter_map(known).collect();
        if told == reported { Ok(()) } else { self.desk.enqueue(vec![Job::Examine { guild: info.id }]).await }
    }
}

/// What memory can tell of: what is gone, and what the roles deny everywhere.
fn known(finding: Finding) -> Option<(Spot, Trouble)> {
    let everywhere = finding.spot == Spot::Everywhere
        && finding.trouble.is_permission()
        && finding.trouble != Trouble::MentionRoles;
    let gone = matches!(
        finding.trouble,
        Trouble::ChannelGone
            | Trouble::LogChannelGone
            | Trouble::TimesChannelGone
            | Trouble::RoleGone
            | Trouble::CategoryGone
    );
    (everywhere || gone).then_some((finding.spot, finding.trouble))
}
