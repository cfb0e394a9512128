//! What webhooks do beyond posting into their channel: threads, changing and deleting their own messages (Discord: resources/webhook).

use crate::{
    error::{Answered, unknown},
    messages::wire_id,
    permissions,
    world::{Webhook, World},
};
use serde_json::{Value, json};

impl World {
    /// A webhook as REST shows it to the application that made it.
    pub fn webhook_object(&self, webhook: &Webhook) -> Value {
        json!({
            "id": webhook.id.to_string(), "type": 1, "channel_id": webhook.channel.to_string(), "name": webhook.name,
            "avatar": null, "token": webhook.token, "application_id": self.application.to_string(),
            "guild_id": self.guild_of(webhook.channel).map(|guild| guild.id.to_string()),
        })
    }

    /// The webhooks of a channel.
    pub fn webhooks_of(&self, channel: u64) -> Answered {
        self.need(channel, permissions::MANAGE_WEBHOOKS)?;
        Ok(self
            .webhooks
            .values()
            .filter(|one| one.channel == channel)
            .map(|one| self.webhook_object(one))
            .collect())
    }

    /// Where a webhook posts: its channel, or a thread of it.
    pub fn place_of(&self, webhook: &Webhook, thread: Option<u64>) -> Answered<u64> {
        let Some(thread) = thread else { return Ok(webhook.channel) };
        let inside = self.channels.get(&thread).is_some_and(|place| place.parent == Some(webhook.channel));
        if inside { Ok(thread) } else { Err(unknown("Channel", 10003)) }
    }

    /// A webhook by its id and secret.
    pub fn webhook(&self, id: u64, token: &str) -> Answered<Webhook> {
        let known = self.webhooks.get(&id).filter(|one| one.token == token).cloned();
        known.ok_or_else(|| unknown("Webhook", 10015))
    }

    /// Changes a message of a webhook.
    pub fn webhook_edit(
        &mut self,
        (id, token): (u64, &str),
        thread: Option<u64>,
        message: u64,
        body: &Value,
    ) -> Answered {
        let place = self.own_message((id, token), thread, message)?;
        self.edit_message(place, message, body)
    }

    /// Deletes a message of a webhook.
    pub fn webhook_delete(
        &mut self,
        (id, token): (u64, &str),
        thread: Option<u64>,
        message: u64,
    ) -> Answered<()> {
        let place = self.own_message((id, token), thread, message)?;
        self.delete_message(place, message)
    }

    fn own_message(&self, (id, token): (u64, &str), thread: Option<u64>, message: u64) -> Answered<u64> {
        let webhook = self.webhook(id, token)?;
        let place = self.place_of(&webhook, thread)?;
        let found = self.channels.get(&place).and_then(|channel| channel.messages.get(&message));
        match found {
            Some(found) if wire_id(&found["author"]) == id => Ok(place),
            _ => Err(unknown("Message", 10008)),
        }
    }
}
