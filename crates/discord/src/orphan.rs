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
    /// A channel of a guild that is this ticket's in everything but the records.
    pub(crate) fn orphan<'a>(
        &self,
        mut channels: impl Iterator<Item = (&'a ChannelId, &'a Known)>,
        key: TicketKey,
        wanted: &Desired,
    ) -> Option<ChannelId> {
        let fits = |channel: &Known| match wanted {
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
        let free = |id: ChannelId| self.cache.ticket(id).is_none_or(|other| other == key);
        channels.find(|(id, channel)| fits(channel) && free(**id)).map(|(id, _)| *id)
    }

    /// As [`Discord::orphan`], asking Discord: a request of ours got lost a moment ago.
    pub(crate) async fn look_for_orphan(
        &self,
        key: TicketKey,
        wanted: &Desired,
    ) -> Result<Option<ChannelId>, Fault> {
        #[derive(serde::Deserialize)]
        struct Active {
            threads: Vec<wire::Channel>,
        }
        let guild_id = key.guild.0;
        let channels: Vec<wire::Channel> = match wanted {
            Desired::Channel { .. } => self.rest.get(&Route::GetChannels { guild_id }).await?,
            Desired::Thread { .. } => {
                self.rest.get::<Active>(&Route::GetActiveThreads { guild_id }).await?.threads
            }
            Desired::Nothing => Vec::new(),
        };
        let known: Vec<_> = channels.iter().map(|channel| (channel.id, Known::from(channel))).collect();
        Ok(self.orphan(known.iter().map(|(id, channel)| (id, channel)), key, wanted))
    }
}
