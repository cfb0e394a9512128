//! A channel or thread that is there, brought in line with what it should be: only what differs is asked of Discord.

use super::{bad_name, outside, overwrites_json};
use crate::{
    Discord,
    rest::{Call, Fault, errors::THREAD_ARCHIVED},
    wire,
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{
    ChannelId, TicketKey,
    surface::{Desired, Overwrite},
};
use twilight_http::routing::Route;

impl Discord {
    pub(super) async fn bring_in_line(
        &self,
        key: TicketKey,
        channel: ChannelId,
        wanted: &Desired,
    ) -> Outcome {
        self.cache.ticket_lives(channel, key);
        let _in_hand = self.cache.in_hand(channel);
        let actual: wire::Channel = match self.rest.get(&Route::GetChannel { channel_id: channel.0 }).await {
            Ok(actual) => actual,
            Err(Fault::Gone(_)) => return self.deleted(key, channel).await,
            // Not being able to look is not knowing that it is gone.
            Err(fault) => return self.failed(fault),
        };
        let done = match wanted {
            Desired::Channel { .. } => self.channel_in_line(channel, wanted, &actual).await,
            Desired::Thread { .. } => self.thread_in_line(key, channel, wanted, &actual).await,
            Desired::Nothing => Ok(Outcome::Done),
        };
        done.unwrap_or_else(|fault| match fault {
            // It hid itself since we looked.
            fault if fault.is_code(THREAD_ARCHIVED) => Outcome::Later { at: None, why: fault.to_string() },
            fault => self.failed(fault),
        })
    }

    async fn channel_in_line(
        &self,
        channel: ChannelId,
        wanted: &Desired,
        actual: &wire::Channel,
    ) -> Result<Outcome, Fault> {
        let Desired::Channel { name, topic, parent, overflow, overwrites } = wanted else {
            return Ok(Outcome::Done);
        };
        let mut is: Vec<Overwrite> = actual.permission_overwrites.iter().map(Overwrite::from).collect();
        is.sort_by_key(|overwrite| overwrite.target);
        if is != *overwrites {
            self.patch(channel, json!({ "permission_overwrites": overwrites_json(overwrites) }), None)
                .await?;
        }
        let overflown = actual.parent_id.is_some_and(|actual| overflow.contains(&actual));
        if parent.is_some() && actual.parent_id != *parent && !overflown {
            // On its own, so that a full category does not keep the permissions from changing.
            match self.patch(channel, json!({ "parent_id": parent }), None).await {
                Err(fault) if outside(&fault, wanted) => {}
                other => other?,
            }
        }
        let mut words = serde_json::Map::new();
        if !same_name(&actual.name, name) {
            words.insert("name".to_owned(), json!(name));
        }
        if actual.topic != *topic {
            words.insert("topic".to_owned(), json!(topic));
        }
        if !words.is_empty() {
            self.patch_name(channel, words).await?;
        }
        Ok(Outcome::Done)
    }

    /// A name that Discord objects to is left as it is: the subject is what counts (P89).
    async fn patch_name(
        &self,
        channel: ChannelId,
        mut words: serde_json::Map<String, Value>,
    ) -> Result<(), Fault> {
        match self.patch(channel, Value::Object(words.clone()), Some("name")).await {
            Err(fault) if bad_name(&fault) => {
                tracing::info!(%channel, %fault, "Discord objects to a name; the channel keeps its own");
                words.remove("name");
                if words.is_empty() {
                    return Ok(());
                }
                self.patch(channel, Value::Object(words), Some("name")).await
            }
            other => other,
        }
    }

    async fn thread_in_line(
        &self,
        key: TicketKey,
        channel: ChannelId,
        wanted: &Desired,
        actual: &wire::Channel,
    ) -> Result<Outcome, Fault> {
        let Desired::Thread { name, members, locked, .. } = wanted else { return Ok(Outcome::Done) };
        let is = actual.thread_metadata.clone().unwrap_or_default();
        if *locked {
            if is.archived && !is.locked {
                // Nothing of an archived thread can be changed but that it is one (resources/channel, "Modify Channel").
                self.patch(channel, json!({ "archived": false }), None).await?;
            }
            if !is.locked || !is.archived {
                self.patch(channel, json!({ "locked": true, "archived": true }), None).await?;
            }
            return Ok(Outcome::Done);
        }
        if is.locked || is.archived {
            self.patch(channel, json!({ "locked": false, "archived": false }), None).await?;
        }
        if let Outcome::Later { at, why } = self.add_members(channel, members).await {
            return Ok(Outcome::Later { at, why });
        }
        self.remove_members(key, channel, members).await?;
        if actual.name != *name {
            let words = serde_json::Map::from_iter([("name".to_owned(), json!(name))]);
            self.patch_name(channel, words).await?;
        }
        Ok(Outcome::Done)
    }

    async fn patch(&self, channel: ChannelId, body: Value, facet: Option<&'static str>) -> Result<(), Fault> {
        let mut call = Call::json(&Route::UpdateChannel { channel_id: channel.0 }, &body)?;
        if facet.is_some() {
            // A name is for those who look for the ticket later.
            call = call.record();
        }
        call.facet = facet;
        crash::point("surface-before-patch");
        let changed: wire::Channel = self.rest.ask(call).await?;
        crash::point("surface-after-patch");
        if let Some(guild) = changed.guild_id {
            self.cache.change(guild, |known| {
                known.channels.insert(channel, (&changed).into());
            });
        }
        Ok(())
    }
}

/// Discord spells names of text channels its own way; only letters and digits tell two apart.
fn same_name(one: &str, other: &str) -> bool {
    let plain = |name: &str| -> String {
        name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    plain(one) == plain(other)
}
