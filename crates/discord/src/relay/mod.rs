//! Shows in Discord what was said on the web: through a webhook with the writer's name and picture, or by the bot where there can be
//! none (M79, P67, P68, A18).
//!
//! A crash between posting and recording leaves no double: until this process knows that nothing of a ticket is under way, it looks
//! among the channel's latest messages for the part it is about to post. What is posted is recorded as a copy, so its echo is no
//! message of its own (M82).

mod hooks;
mod parts;
mod post;

pub(crate) use hooks::Memory;

use crate::{
    Discord,
    backfill::Stopped,
    discord::store_failed,
    rest::{
        Fault,
        errors::{THREAD_ARCHIVED, THREAD_LOCKED},
        nonce,
    },
};
use desk::speak::said_by_bot;
use desk::{
    Outcome,
    ports::{Change, Copy, FileState, StoredFile, Waiting},
};
use hooks::Hook;
use serde_json::Value;
use std::collections::BTreeMap;
use ticket::{ChannelId, Job, MessageId, Surface, Ticket, TicketKey};

/// Messages read from the store at once.
const PAGE: u32 = 50;
/// Messages shown in one attempt; with more waiting, the job continues later.
const MOST: usize = 200;

/// Where a ticket's messages go.
pub(crate) struct Place {
    pub key: TicketKey,
    /// The channel or thread.
    pub channel: ChannelId,
    /// The thread, if it is one.
    pub thread: Option<u64>,
    /// The channel whose webhook posts there: a thread's parent.
    pub home: ChannelId,
    pub hook: Option<Hook>,
}

/// A part of a message, ready to be shown.
pub(crate) struct Part {
    pub message: MessageId,
    pub index: usize,
    pub text: String,
    /// What it said at any time, as it says now included.
    pub ever: Vec<String>,
    pub print: String,
    pub files: Vec<(String, bytes::Bytes)>,
    pub embeds: Value,
    /// Whether it appears under the bot's own name.
    pub plain: bool,
}

/// Whether nobody can write there because the thread is put away.
pub(crate) fn shut(fault: &Fault) -> bool {
    fault.is_code(THREAD_ARCHIVED) || fault.is_code(THREAD_LOCKED)
}

impl Discord {
    /// Shows everything of a ticket that waits to be shown, oldest first.
    pub async fn relay(&self, key: TicketKey) -> Outcome {
        match self.relay_waiting(key).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Later {
                at: Some(self.desk.clock().now()),
                why: "more messages are to be shown".to_owned(),
            },
            // The next sync sees that the channel is gone.
            Err(Stopped::Discord(Fault::Gone(_))) => {
                match self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await {
                    Ok(()) => Outcome::Done,
                    Err(failure) => store_failed(failure),
                }
            }
            Err(Stopped::Discord(fault)) => self.failed(fault),
            Err(Stopped::Store(failure)) => store_failed(failure),
        }
    }

    async fn relay_waiting(&self, key: TicketKey) -> Result<bool, Stopped> {
        let Some(found) = self.desk.store().ticket(key).await? else { return Ok(true) };
        self.portray(&found.ticket, &self.desk.store().waiting(key, PAGE).await?).await?;
        // Without a channel nothing is to be done; the job comes again with the welcome.
        let Some(mut place) = place(&found.ticket) else { return Ok(true) };
        let mut shown = 0;
        loop {
            let waiting = self.desk.store().waiting(key, PAGE).await?;
            if waiting.is_empty() {
                return Ok(true);
            }
            if shown >= MOST {
                return Ok(false);
            }
            if place.hook.is_none() {
                place.hook = self.hook(key.guild, place.home).await?;
            }
            for message in waiting {
                shown += 1;
                let trouble = match self.show(&mut place, &message).await {
                    Ok(()) => None,
                    // It was reopened and its thread is not yet: what waits is not given up for that.
                    Err(Stopped::Discord(fault)) if shut(&fault) && self.is_open(key).await? => {
                        self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await?;
                        return Err(Fault::Later { after: None, why: fault.to_string() }.into());
                    }
                    Err(Stopped::Discord(
                        fault @ (Fault::Refused { .. } | Fault::Forbidden { .. } | Fault::Broken(_)),
                    )) => Some(fault.to_string()),
                    Err(stopped) => return Err(stopped),
                };
                if let Some(trouble) = &trouble {
                    tracing::warn!(%key, trouble, "a message from the web cannot be shown in Discord");
                }
                let store = self.desk.store();
                store.shown(key, message.message, message.changes, trouble.as_deref()).await?;
            }
            self.desk.hints().send(desk::Hint::Ticket(key));
        }
    }

    /// Whether a ticket is open now.
    pub(crate) async fn is_open(&self, key: TicketKey) -> Result<bool, desk::Failure> {
        Ok(self.desk.store().ticket(key).await?.is_some_and(|found| found.ticket.is_open()))
    }

    /// Makes Discord show one message as it is now.
    async fn show(&self, place: &mut Place, waiting: &Waiting) -> Result<(), Stopped> {
        if waiting.deleted {
            for copy in &waiting.copies {
                self.unpost(place, copy).await?;
            }
            return self.unpost_unrecorded(place, waiting).await;
        }
        let body: Value = serde_json::from_str(&waiting.body).unwrap_or_default();
        let author = post::Author::of(waiting.author, &body);
        let plain = said_by_bot(&body);
        let prefix = prefix(place, waiting, &author, plain);
        let files = if waiting.copies.is_empty() {
            self.files_of(place.key, waiting.message).await?
        } else {
            Vec::new()
        };
        let content = body["content"].as_str().unwrap_or_default();
        let texts = texts(content, &prefix);
        let ever = self.ever(place, waiting, &prefix).await?;
        let known: BTreeMap<u32, &Copy> = waiting.copies.iter().map(|copy| (copy.part, copy)).collect();
        let mut files = Some(files);
        for (index, text) in texts.iter().enumerate() {
            let (text, print) = (text.clone(), nonce(text, 0));
            let part = u32::try_from(index).unwrap_or(u32::MAX);
            match known.get(&part) {
                Some(copy) if copy.print == print => {}
                Some(copy) => self.repost(place, copy, &text, print).await?,
                None => {
                    let files = files.take().filter(|_| index == 0).unwrap_or_default();
                    let embeds = if index == 0 { body["embeds"].clone() } else { Value::Null };
                    let ever = ever.iter().filter_map(|texts| texts.get(index).cloned()).collect();
                    let message = waiting.message;
                    let part = Part { message, index, text, ever, print, files, embeds, plain };
                    self.post(place, &author, part).await?;
                }
            }
        }
        for copy in waiting.copies.iter().filter(|copy| copy.part as usize >= texts.len()) {
            self.unpost(place, copy).await?;
        }
        Ok(())
    }

    /// What the parts of a message said at any time, as long as one of them may stand there without us knowing.
    async fn ever(
        &self,
        place: &Place,
        waiting: &Waiting,
        prefix: &str,
    ) -> Result<Vec<Vec<String>>, Stopped> {
        if self.relays.is_sure(place.key) {
            return Ok(Vec::new());
        }
        let earlier = self.desk.store().versions(place.key, waiting.message).await?;
        let bodies = earlier.iter().map(|(_, body)| body).chain([&waiting.body]);
        let said = |body: &String| {
            let body: Value = serde_json::from_str(body).unwrap_or_default();
            texts(body["content"].as_str().unwrap_or_default(), prefix)
        };
        Ok(bodies.map(said).collect())
    }

    /// Takes away what was posted of a message without us knowing, before it was taken back.
    async fn unpost_unrecorded(&self, place: &mut Place, waiting: &Waiting) -> Result<(), Stopped> {
        if self.relays.is_sure(place.key) {
            return Ok(());
        }
        let body: Value = serde_json::from_str(&waiting.body).unwrap_or_default();
        let author = post::Author::of(waiting.author, &body);
        let prefix = prefix(place, waiting, &author, said_by_bot(&body));
        let ever = self.ever(place, waiting, &prefix).await?;
        let parts = ever.iter().map(Vec::len).max().unwrap_or(0);
        for index in 0..parts {
            let said: Vec<String> = ever.iter().filter_map(|texts| texts.get(index).cloned()).collect();
            if let Some((id, webhook, text)) = self.posted_before(place, &said, None).await? {
                let part = u32::try_from(index).unwrap_or(u32::MAX);
                let (channel, message, print) = (place.channel, waiting.message, nonce(&text, 0));
                let copy = Copy { id, channel, message, part, webhook, print };
                self.record_copy(place.key, copy.clone()).await?;
                self.unpost(place, &copy).await?;
            }
        }
        Ok(())
    }

    /// The files of a message, whole: they are small enough (see [`ticket::speak`]).
    async fn files_of(
        &self,
        key: TicketKey,
        message: MessageId,
    ) -> Result<Vec<(String, bytes::Bytes)>, Stopped> {
        let files = self.desk.store().files(key).await?;
        let mine = |file: &StoredFile| file.message == message && file.state == FileState::Kept;
        let mut whole = Vec::new();
        for file in files.into_iter().filter(mine) {
            let bytes = self.desk.file(&file).await?;
            whole.push((file.name, bytes));
        }
        Ok(whole)
    }

    /// Remembers that a message in Discord shows a part.
    pub(crate) async fn record_copy(&self, key: TicketKey, copy: Copy) -> Result<(), Stopped> {
        Ok(self.desk.append(vec![(key, Change::Copied(copy))], Vec::new()).await?)
    }
}

/// What stands before the text where the bot speaks for somebody.
fn prefix(place: &Place, waiting: &Waiting, author: &post::Author, plain: bool) -> String {
    let by_bot = match waiting.copies.first() {
        Some(first) => first.webhook.is_none(),
        None => place.hook.is_none(),
    };
    if by_bot && !plain { author.prefix() } else { String::new() }
}

/// The parts of a text as they are shown.
fn texts(content: &str, prefix: &str) -> Vec<String> {
    let mut texts = parts::parts(content, crate::reply::length(prefix));
    if let Some(first) = texts.first_mut() {
        first.insert_str(0, prefix);
    }
    texts
}

fn place(ticket: &Ticket) -> Option<Place> {
    let channel = ticket.surface.channel()?;
    let (thread, home) = match &ticket.surface {
        Surface::Thread { parent, .. } => (Some(channel.0), *parent),
        _ => (None, channel),
    };
    Some(Place { key: ticket.key, channel, thread, home, hook: None })
}
