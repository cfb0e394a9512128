//! Posts, changes and deletes what shows a part of a message from the web.

use super::{Part, Place, hooks::Hook};
use crate::{
    Discord,
    backfill::Stopped,
    reply::{self, inert, length},
    rest::{Call, Created, Fault, Urgency, nonce},
};
use desk::{crash, ports::Copy};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashSet;
use ticket::{MessageId, UserId, say};
use twilight_http::routing::Route;

/// Messages looked through for one that was posted without us knowing (resources/message: the most of a page).
const LOOKED_AT: u16 = 100;
/// Characters of a webhook's name (resources/webhook).
const NAME: usize = 80;
/// Discord: opcodes, "Request entity too large".
const TOO_LARGE: u32 = 40_005;
/// Webhooks that one message is tried with: the one that is known, and one that is made where that was deleted.
const WEBHOOKS_TRIED: usize = 2;
/// Discord: opcodes, "Unknown webhook".
const NO_WEBHOOK: u32 = 10_015;

/// As whom a message is shown.
pub(crate) struct Author {
    name: String,
    picture: String,
}

impl Author {
    /// The writer, as the message itself says.
    pub(crate) fn of(user: UserId, body: &Value) -> Self {
        let name = body["member"]["nick"].as_str().unwrap_or_default();
        let cdn = "https://cdn.discordapp.com";
        let picture = match body["author"]["avatar"].as_str() {
            Some(hash) => format!("{cdn}/avatars/{user}/{hash}.png?size=128"),
            // The default picture of accounts without a discriminator (Discord: reference, "Image Formatting").
            None => format!("{cdn}/embed/avatars/{}.png", (user.0 >> 22) % 6),
        };
        Self { name: name.to_owned(), picture }
    }

    /// What stands before the text where the bot speaks for somebody.
    pub(crate) fn prefix(&self) -> String {
        format!("**{}:** ", inert(&self.name))
    }

    /// The name as webhooks take it: 1 to 80 characters, without two words that are Discord's own (resources/webhook).
    fn hook_name(&self) -> String {
        let mut name = self.name.trim().to_owned();
        for word in ["discord", "clyde"] {
            while let Some(at) = name.to_ascii_lowercase().find(word) {
                name.insert(at + 1, '\u{2060}');
            }
        }
        let name = reply::fitting(&name, NAME).to_owned();
        if name.is_empty() { "?".to_owned() } else { name }
    }
}

#[derive(Deserialize)]
struct Found {
    id: MessageId,
    #[serde(default)]
    content: String,
    #[serde(default)]
    attachments: Vec<Value>,
    webhook_id: Option<UserId>,
    author: Option<Created<UserId>>,
}

impl Discord {
    /// Posts a part, or finds that it was posted before, and records it.
    pub(super) async fn post(&self, place: &mut Place, author: &Author, part: Part) -> Result<(), Stopped> {
        if !self.relays.is_sure(place.key)
            && let Some((id, webhook, text)) =
                self.posted_before(place, &part.ever, Some(part.files.len())).await?
        {
            let copy = self.recorded(place, &part, id, webhook, nonce(&text, 0)).await?;
            // It was changed since.
            let stands = copy.print == part.print;
            return if stands { Ok(()) } else { self.repost(place, &copy, &part.text, part.print).await };
        }
        self.relays.unsure(place.key);
        crash::point("relay-before");
        let (id, webhook) = match self.send_part(place, author, &part, true).await {
            Err(fault) if fault.is_code(TOO_LARGE) && !part.files.is_empty() => {
                self.send_part(place, author, &part, false).await?
            }
            other => other?,
        };
        crash::point("relay-after");
        self.recorded(place, &part, id, webhook, part.print.clone()).await?;
        self.relays.sure(place.key);
        Ok(())
    }

    async fn recorded(
        &self,
        place: &Place,
        part: &Part,
        id: MessageId,
        webhook: Option<u64>,
        print: String,
    ) -> Result<Copy, Stopped> {
        let index = u32::try_from(part.index).unwrap_or(u32::MAX);
        let (channel, message) = (place.channel, part.message);
        let copy = Copy { id, channel, message, part: index, webhook, print };
        self.record_copy(place.key, copy.clone()).await?;
        Ok(copy)
    }

    /// Through the webhook; by the bot where there is none, or it may not.
    async fn send_part(
        &self,
        place: &mut Place,
        author: &Author,
        part: &Part,
        whole: bool,
    ) -> Result<(MessageId, Option<u64>), Fault> {
        let note = if whole { String::new() } else { self.files_note(place).await };
        let files = if whole { &part.files[..] } else { &[] };
        let mut body =
            json!({ "content": format!("{}{note}", part.text), "allowed_mentions": { "parse": ["users"] } });
        if part.embeds.as_array().is_some_and(|embeds| !embeds.is_empty()) {
            body["embeds"] = part.embeds.clone();
        }
        for _ in 0..WEBHOOKS_TRIED {
            let Some(hook) = place.hook.clone().filter(|_| !part.plain) else { break };
            let mut named = body.clone();
            named["username"] = author.hook_name().into();
            named["avatar_url"] = author.picture.as_str().into();
            match self.by_hook(place, &hook, &named, files).await {
                // The bot cannot speak there either.
                Err(fault) if super::shut(&fault) => return Err(fault),
                Err(fault @ (Fault::Refused { .. } | Fault::Forbidden { .. }))
                    if !fault.is_code(TOO_LARGE) =>
                {
                    tracing::warn!(%fault, key = %place.key, "a webhook was refused: the bot speaks instead");
                    break;
                }
                // Deleted by hand: there is another, or one is made.
                Err(fault) if fault.is_code(NO_WEBHOOK) => {
                    self.relays.forget(place.home);
                    place.hook = self.hook(place.key.guild, place.home).await?;
                }
                other => return other.map(|id| (id, Some(hook.id))),
            }
        }
        let prefix = author.prefix();
        let text = format!("{}{note}", part.text);
        if !part.plain
            && part.index == 0
            && !text.starts_with(&prefix)
            && length(&prefix) + length(&text) <= 2_000
        {
            body["content"] = format!("{prefix}{text}").into();
        }
        let mark = nonce(&format!("relay:{}:{}", place.key, part.message), part.index);
        self.relays.marked(&mark);
        body["nonce"] = mark.into();
        body["enforce_nonce"] = true.into();
        let route = Route::CreateMessage { channel_id: place.channel.0 };
        let mut call = Call::with_files(&route, &body, files)?;
        call.urgency = Urgency::Person;
        self.rest.ask::<Created<MessageId>>(call).await.map(|made| (made.id, None))
    }

    async fn by_hook(
        &self,
        place: &Place,
        hook: &Hook,
        body: &Value,
        files: &[(String, bytes::Bytes)],
    ) -> Result<MessageId, Fault> {
        let route = Route::ExecuteWebhook {
            thread_id: place.thread,
            token: &hook.token,
            wait: Some(true),
            with_components: None,
            webhook_id: hook.id,
        };
        let call = Call::with_files(&route, body, files)?.by_hook();
        self.rest.ask::<Created<MessageId>>(call).await.map(|made| made.id)
    }

    /// Where the files are, when Discord does not take them.
    async fn files_note(&self, place: &Place) -> String {
        let locale = self.guild_config(place.key.guild).await.map(|config| config.settings.locale);
        let url = format!(
            "{}/g/{}/tickets/{}",
            self.config.public_url.trim_end_matches('/'),
            place.key.guild,
            place.key.number
        );
        format!("\n-# {}", say!(locale.unwrap_or_default(), "relay-files-on-web", url = url))
    }

    /// A message in the channel that says one of these and that nobody recorded, with what it says: it was posted, and the answer got lost.
    pub(super) async fn posted_before(
        &self,
        place: &Place,
        ever: &[String],
        files: Option<usize>,
    ) -> Result<Option<(MessageId, Option<u64>, String)>, Stopped> {
        let route = Route::GetMessages {
            after: None,
            around: None,
            before: None,
            channel_id: place.channel.0,
            limit: Some(LOOKED_AT),
        };
        let mut found: Vec<Found> = self.rest.get(&route).await?;
        found.sort_by_key(|one| one.id);
        let known = self.desk.store().copies(place.key, MessageId(0)).await?;
        let known: HashSet<MessageId> = known.into_iter().map(|copy| copy.id).collect();
        let ours = |one: &Found| match one.webhook_id {
            Some(webhook) => place.hook.as_ref().is_some_and(|hook| hook.id == webhook.0),
            None => one.author.as_ref().is_some_and(|author| author.id == self.me),
        };
        let fits = |one: &&Found| {
            ours(one) && !known.contains(&one.id) && files.is_none_or(|files| one.attachments.len() == files)
        };
        let says = |one: &Found| ever.iter().find(|text| text.trim() == one.content.trim()).cloned();
        let mut found = found.iter().filter(fits);
        Ok(found.find_map(|one| Some((one.id, one.webhook_id.map(|id| id.0), says(one)?))))
    }

    /// Changes the words of a part that stands.
    pub(super) async fn repost(
        &self,
        place: &Place,
        copy: &Copy,
        text: &str,
        print: String,
    ) -> Result<(), Stopped> {
        let body = json!({ "content": text, "allowed_mentions": { "parse": [] } });
        let sent = match self.hook_of(place, copy) {
            Some(hook) => {
                let route = Route::UpdateWebhookMessage {
                    message_id: copy.id.0,
                    thread_id: place.thread,
                    token: &hook.token,
                    webhook_id: hook.id,
                };
                self.rest.send(Call::json(&route, &body)?.by_hook()).await
            }
            None if copy.webhook.is_some() => return Ok(()),
            None => {
                let route = Route::UpdateMessage { channel_id: copy.channel.0, message_id: copy.id.0 };
                self.rest.send(Call::json(&route, &body)?).await
            }
        };
        match sent {
            Ok(()) => self.record_copy(place.key, Copy { print, ..copy.clone() }).await,
            // Deleted by hand: the gateway tells.
            Err(fault) if fault.is_code(10_008) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    /// Takes a part away.
    pub(super) async fn unpost(&self, place: &Place, copy: &Copy) -> Result<(), Stopped> {
        let sent = match self.hook_of(place, copy) {
            Some(hook) => {
                let route = Route::DeleteWebhookMessage {
                    message_id: copy.id.0,
                    thread_id: place.thread,
                    token: &hook.token,
                    webhook_id: hook.id,
                };
                self.rest.send(Call::of(&route).by_hook()).await
            }
            None => {
                let route = Route::DeleteMessage { channel_id: copy.channel.0, message_id: copy.id.0 };
                self.rest.send(Call::of(&route)).await
            }
        };
        match sent {
            Ok(()) | Err(Fault::Gone(_)) => {
                let change = desk::ports::Change::Deleted { message: copy.id, at: self.desk.clock().now() };
                Ok(self.desk.append(vec![(place.key, change)], Vec::new()).await?)
            }
            Err(fault) => Err(fault.into()),
        }
    }

    /// The webhook that posted a part, if it is still the channel's.
    fn hook_of<'a>(&self, place: &'a Place, copy: &Copy) -> Option<&'a Hook> {
        place.hook.as_ref().filter(|hook| Some(hook.id) == copy.webhook)
    }
}
