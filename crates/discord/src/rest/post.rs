//! Posting messages once.
//!
//! Discord answers a nonce that it remembers with the message that it already has; it remembers for some minutes. For what may have
//! been tried before that, every message carries a mark: the nonce as the fragment of its first embed's address. Discord keeps the
//! address as long as the message, shows it to nobody unless the embed has a title, and gives it back to whoever reads the channel.
//! A piece of work that was begun before looks for the mark among what was said since, and posts only if it is not there.

use super::{Call, Created, Fault, Rest, Urgency};
use crate::wire;
use bytes::Bytes;
use serde_json::{Value, json};
use ticket::{ChannelId, MessageId, Timestamp, UserId};
use twilight_http::routing::Route;

/// Messages in a page (resources/message).
const PAGE: u16 = 100;
/// Pages that are looked through: the message stands soon after what it tells of.
const MOST_PAGES: usize = 10;
/// Seconds by which our clock may be ahead of Discord's.
const CLOCKS_APART: i64 = 600;

/// A message on its way.
pub(crate) struct Post {
    /// Where to.
    pub channel: ChannelId,
    /// The message; who is pinged is always said.
    pub body: Value,
    /// Its name, see [`nonce`].
    pub nonce: String,
    /// It cannot have been posted before this.
    pub since: Timestamp,
    /// Who waits for it.
    pub urgency: Urgency,
}

impl Rest {
    /// As seen by work that was begun before: [`Rest::post_once`] looks first.
    pub(crate) fn looking_first(&self, me: UserId) -> Self {
        Self { looks_for: Some(me), ..self.clone() }
    }

    /// Whether this work may have been begun before.
    pub(crate) fn looks_first(&self) -> bool {
        self.looks_for.is_some()
    }

    /// Posts a message that carries its mark; one that an earlier attempt posted is found, however long ago that was.
    pub(crate) async fn post_once(&self, post: Post) -> Result<MessageId, Fault> {
        self.post_once_with(post, &[]).await
    }

    /// As [`Rest::post_once`], with files.
    pub(crate) async fn post_once_with(
        &self,
        post: Post,
        files: &[(String, Bytes)],
    ) -> Result<MessageId, Fault> {
        let Post { channel, mut body, nonce, since, urgency } = post;
        if let Some(me) = self.looks_for
            && let Some(found) = self.find_marked(channel, me, &nonce, since).await?
        {
            return Ok(found);
        }
        mark(&mut body, channel, &nonce);
        self.post_message_with(channel, body, files, &nonce, urgency).await
    }

    async fn find_marked(
        &self,
        channel: ChannelId,
        me: UserId,
        nonce: &str,
        since: Timestamp,
    ) -> Result<Option<MessageId>, Fault> {
        let mut after = MessageId::earliest(since.plus_seconds(-CLOCKS_APART));
        for _ in 0..MOST_PAGES {
            let route = Route::GetMessages {
                after: Some(after.0),
                around: None,
                before: None,
                channel_id: channel.0,
                limit: Some(PAGE),
            };
            let page: Vec<wire::Message> = match self.get(&route).await {
                Ok(page) => page,
                // Who may write but not read can only trust the nonce.
                Err(Fault::Forbidden { .. }) => return Ok(None),
                Err(fault) => return Err(fault),
            };
            if let Some(found) = page.iter().find(|message| message.is_by(me) && is_marked(message, nonce)) {
                return Ok(Some(found.id));
            }
            let newest = page.iter().map(|message| message.id).max();
            match newest.filter(|_| page.len() == usize::from(PAGE)) {
                Some(newest) => after = newest,
                None => return Ok(None),
            }
        }
        Ok(None)
    }

    /// Posts a message under its nonce: once within the minutes that Discord remembers it.
    pub(crate) async fn post_message(
        &self,
        channel: ChannelId,
        body: Value,
        nonce: &str,
        urgency: Urgency,
    ) -> Result<MessageId, Fault> {
        self.post_message_with(channel, body, &[], nonce, urgency).await
    }

    async fn post_message_with(
        &self,
        channel: ChannelId,
        mut body: Value,
        files: &[(String, Bytes)],
        nonce: &str,
        urgency: Urgency,
    ) -> Result<MessageId, Fault> {
        body["nonce"] = nonce.into();
        body["enforce_nonce"] = true.into();
        debug_assert!(body.get("allowed_mentions").is_some(), "who is pinged is always said");
        let mut call = Call::with_files(&Route::CreateMessage { channel_id: channel.0 }, &body, files)?;
        call.urgency = urgency;
        self.ask::<Created<MessageId>>(call).await.map(|message| message.id)
    }
}

fn mark(body: &mut Value, channel: ChannelId, nonce: &str) {
    let embed = body["embeds"].get_mut(0);
    debug_assert!(embed.is_some(), "a message without an embed cannot be marked");
    if let Some(embed) = embed {
        let here = || format!("https://discord.com/channels/@me/{channel}");
        let address = embed["url"].as_str().map_or_else(here, str::to_owned);
        embed["url"] = json!(format!("{address}#{nonce}"));
    }
}

fn is_marked(message: &wire::Message, nonce: &str) -> bool {
    let ends = |url: &str| url.rsplit_once('#').is_some_and(|(_, fragment)| fragment == nonce);
    message.embeds.iter().any(|embed| embed["url"].as_str().is_some_and(ends))
}

/// Names a message after the work it belongs to: Discord posts one message per nonce and channel within some minutes
/// (resources/message, `enforce_nonce`; 25 characters).
pub(crate) fn nonce(work: &str, part: usize) -> String {
    use sha2::{Digest, Sha256};
    let hash = Sha256::digest(format!("{work}/{part}"));
    hash.iter().take(12).map(|byte| format!("{byte:02x}")).collect()
}
