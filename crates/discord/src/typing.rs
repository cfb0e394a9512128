//! Who writes in a ticket's channel: told to those who look at the ticket on the web. A courtesy: what is too much is dropped.

use crate::{Discord, intake::Intake, wire};
use desk::presence::Who;
use serde::Deserialize;
use std::sync::Arc;
use ticket::{ChannelId, TicketKey, access};

/// People who write that are looked up at the same time.
pub(crate) const MOST_AT_ONCE: usize = 16;

/// Somebody began to write (Discord: events/gateway-events, "Typing Start").
#[derive(Deserialize)]
struct Typing {
    channel_id: ChannelId,
    member: Option<wire::Member>,
}

impl Intake {
    /// Never waits: the reader has more important things to do.
    pub(crate) fn typing(&self, data: &str) {
        let Ok(Typing { channel_id, member: Some(member) }) = serde_json::from_str(data) else { return };
        let Some(key) = self.bot.cache.ticket(channel_id) else { return };
        let Ok(place) = Arc::clone(&self.typing).try_acquire_owned() else { return };
        let bot = self.bot.clone();
        tokio::spawn(async move {
            bot.writes(key, &member).await;
            drop(place);
        });
    }
}

impl Discord {
    async fn writes(&self, key: TicketKey, member: &wire::Member) -> Option<()> {
        let info = member.info(None).filter(|member| !member.bot)?;
        let ticket = self.desk.store().ticket(key).await.ok()??.ticket;
        let config = self.guild_config(key.guild).await.ok()?;
        let person = self.person_by_roles(key.guild, &info);
        let staff = info.user != ticket.opener.user
            && access::is_staff(&config, &config.type_or_removed(ticket.ticket_type), &person);
        let who = Who { user: info.user, name: info.name, staff };
        self.desk.presence().types(key, who, true, self.desk.clock().now());
        Some(())
    }
}
