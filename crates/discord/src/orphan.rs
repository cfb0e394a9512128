//! Finds the channel or thread that an earlier attempt created and did not live to record.

use crate::{
    Discord,
    cache::{Known, fingerprint},
    rest::Fault,
    surface::plain_name,
    wire,
};
use ticket::{ChannelId, TicketKey, surface::Desired};
use twilight_http::routing::Route;

impl Discord {
    /// A channel of a guild that is this ticket's in everything but the records, with what it was made as.
    pub(crate) fn orphan<'a>(
        &self,
        mut channels: impl Iterator<Item = (&'a ChannelId, &'a Known)>,
        key: TicketKey,
        ever: &[Desired],
    ) -> Option<(ChannelId, Desired)> {
        let was = |channel: &Known, wanted: &Desired| match wanted {
            Desired::Channel { topic, .. } => {
                channel.kind == wire::TEXT && channel.topic == fingerprint(topic)
            }
            Desired::Thread { name, parent, .. } => {
                channel.kind == wire::PRIVATE_THREAD
                    && channel.parent == Some(*parent)
                    && channel.owner == Some(self.me)
                    && (channel.name == *name || channel.name == plain_name(key))
            }
            Desired::Nothing => false,
        };
        let fits = |channel: &Known| ever.iter().find(|wanted| was(channel, wanted));
        let free = |id: ChannelId| self.cache.ticket(id).is_none_or(|other| other == key);
        channels
            .find_map(|(id, channel)| fits(channel).filter(|_| free(*id)).map(|wanted| (*id, wanted.clone())))
    }

    /// As [`Discord::orphan`], asking Discord: a request of ours got lost a moment ago.
    pub(crate) async fn look_for_orphan(
        &self,
        key: TicketKey,
        ever: &[Desired],
    ) -> Result<Option<(ChannelId, Desired)>, Fault> {
        #[derive(serde::Deserialize)]
        struct Active {
            threads: Vec<wire::Channel>,
        }
        let guild_id = key.guild.0;
        let mut channels: Vec<wire::Channel> = Vec::new();
        if ever.iter().any(|wanted| matches!(wanted, Desired::Channel { .. })) {
            channels = self.rest.get(&Route::GetChannels { guild_id }).await?;
        }
        if ever.iter().any(|wanted| matches!(wanted, Desired::Thread { .. })) {
            channels.extend(self.rest.get::<Active>(&Route::GetActiveThreads { guild_id }).await?.threads);
        }
        let known: Vec<_> = channels.iter().map(|channel| (channel.id, Known::from(channel))).collect();
        Ok(self.orphan(known.iter().map(|(id, channel)| (id, channel)), key, ever))
    }
}
