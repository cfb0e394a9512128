//! The webhooks that messages from the web go through: one in each channel, ours, found again after a restart by asking Discord. Their
//! secrets are kept in memory only.

use crate::{
    Discord,
    rest::{Call, Fault},
};
use serde::Deserialize;
use serde_json::json;
use std::{
    collections::{HashMap, HashSet},
    sync::Mutex,
};
use ticket::{ChannelId, GuildId, TicketKey, Timestamp, Trouble, doctor::Spot};
use twilight_http::routing::Route;

/// The name of our webhooks, shown under the channel's integrations.
const NAME: &str = "Guildhall";
/// Seconds after which a channel where we may make no webhook is tried again.
const AGAIN_SECONDS: i64 = 600;
/// Channels, tickets and marks remembered at most; with more all are looked up anew.
const MOST_KNOWN: usize = 10_000;

/// A webhook of ours.
#[derive(Clone)]
pub(crate) struct Hook {
    pub id: u64,
    pub token: String,
}

/// What is known of a channel.
#[derive(Clone)]
enum Known {
    Hook(Hook),
    /// None can be had, as of then.
    Refused(Timestamp),
}

/// What the relay remembers in this process.
#[derive(Default)]
pub(crate) struct Memory {
    hooks: Mutex<HashMap<ChannelId, Known>>,
    /// Tickets of which every message sent in this process came to a known end.
    sure: Mutex<HashSet<TicketKey>>,
    /// The marks under which the bot posted in this process. Discord may tell of a message before it answers.
    marks: Mutex<HashSet<String>>,
}

impl Memory {
    /// Whether nothing can stand in Discord that we do not know of.
    pub(crate) fn is_sure(&self, key: TicketKey) -> bool {
        self.sure.lock().expect("no panic holds it").contains(&key)
    }
    pub(crate) fn sure(&self, key: TicketKey) {
        let mut sure = self.sure.lock().expect("no panic holds it");
        if sure.len() >= MOST_KNOWN {
            sure.clear();
        }
        sure.insert(key);
    }
    pub(crate) fn unsure(&self, key: TicketKey) {
        self.sure.lock().expect("no panic holds it").remove(&key);
    }
    pub(super) fn marked(&self, nonce: &str) {
        let mut marks = self.marks.lock().expect("no panic holds it");
        if marks.len() >= MOST_KNOWN {
            marks.clear();
        }
        marks.insert(nonce.to_owned());
    }
    /// Whether the bot posted it for somebody.
    pub(crate) fn is_marked(&self, nonce: &str) -> bool {
        self.marks.lock().expect("no panic holds it").contains(nonce)
    }
    fn known(&self, channel: ChannelId) -> Option<Known> {
        self.hooks.lock().expect("no panic holds it").get(&channel).cloned()
    }
    fn remember(&self, channel: ChannelId, known: Known) {
        let mut hooks = self.hooks.lock().expect("no panic holds it");
        if hooks.len() >= MOST_KNOWN {
            hooks.clear();
        }
        hooks.insert(channel, known);
    }
    /// The webhook was deleted by hand.
    pub(crate) fn forget(&self, channel: ChannelId) {
        self.hooks.lock().expect("no panic holds it").remove(&channel);
    }
}

#[derive(Deserialize)]
struct Listed {
    id: ticket::RoleId,
    name: Option<String>,
    token: Option<String>,
    application_id: Option<ticket::RoleId>,
}

impl Discord {
    /// Our webhook in a channel, made if there is none; none if Discord does not let us (A18).
    pub(crate) async fn hook(&self, guild: GuildId, channel: ChannelId) -> Result<Option<Hook>, Fault> {
        let now = self.desk.clock().now();
        match self.relays.known(channel) {
            Some(Known::Hook(hook)) => return Ok(Some(hook)),
            Some(Known::Refused(at)) if now < at.plus_seconds(AGAIN_SECONDS) => return Ok(None),
            _ => {}
        }
        let (hook, trouble) = match self.find_or_make(channel).await {
            Ok(found) => (found, None),
            Err(Fault::Forbidden { .. }) => (None, Some(Trouble::ManageWebhooks)),
            // 15 in the channel (30007), 1,000 in the guild (30058).
            Err(fault) if fault.is_code(30_007) || fault.is_code(30_058) => (None, Some(Trouble::NoWebhook)),
            Err(fault) => return Err(fault),
        };
        if let Some(trouble) = trouble {
            self.noticed(guild, Spot::Ticket(channel), trouble).await;
        }
        if hook.is_none() {
            tracing::warn!(%guild, %channel, "no webhook can be made: messages from the web are posted by the bot. Grant Manage Webhooks");
        }
        self.relays.remember(channel, hook.clone().map_or(Known::Refused(now), Known::Hook));
        Ok(hook)
    }

    async fn find_or_make(&self, channel: ChannelId) -> Result<Option<Hook>, Fault> {
        let route = Route::GetChannelWebhooks { channel_id: channel.0 };
        let listed: Vec<Listed> = self.rest.get(&route).await?;
        let ours = |one: &Listed| {
            one.application_id.is_some_and(|id| id.0 == self.application) && one.name.as_deref() == Some(NAME)
        };
        let hook = |one: Listed| one.token.map(|token| Hook { id: one.id.0, token });
        if let Some(found) = listed.into_iter().filter(ours).find_map(hook) {
            return Ok(Some(found));
        }
        let route = Route::CreateWebhook { channel_id: channel.0 };
        let made: Listed = self.rest.ask(Call::json(&route, &json!({ "name": NAME }))?).await?;
        Ok(hook(made))
    }
}
