//! Fetches what was said while nobody listened: everything since the newest message we have, and what became of the last ones.

use crate::{
    Discord,
    capture::Batch,
    discord::store_failed,
    rest::{Call, Fault},
};
use desk::{
    Failure, Outcome,
    ports::{Change, Line},
    speak::said_on_the_web,
};
use serde_json::{Value, value::RawValue};
use std::collections::{BTreeSet, HashMap};
use ticket::{ChannelId, MessageId, TicketKey};
use twilight_http::routing::Route;

/// Messages in a page (resources/message).
const PAGE: u16 = 100;
/// Pages fetched in one attempt; with more to come, the job continues later.
const MOST_PAGES: usize = 50;
/// Lines read from the store at once.
const LINES: u32 = 500;

/// Why an attempt ended early.
pub(crate) enum Stopped {
    Discord(Fault),
    Store(Failure),
}

impl From<Fault> for Stopped {
    fn from(fault: Fault) -> Self {
        Self::Discord(fault)
    }
}
impl From<Failure> for Stopped {
    fn from(failure: Failure) -> Self {
        Self::Store(failure)
    }
}

impl Discord {
    /// Brings a conversation up to date: everything after a message, or after the newest that is kept.
    pub async fn backfill(&self, key: TicketKey, after: Option<MessageId>) -> Outcome {
        match self.fetch_missing(key, after).await {
            Ok(true) => Outcome::Done,
            Ok(false) => Outcome::Later {
                at: Some(self.desk.clock().now()),
                why: "more messages are to be fetched".to_owned(),
            },
            Err(Stopped::Discord(Fault::Gone(_))) => self.looked_in_vain(key).await,
            Err(Stopped::Discord(fault)) => self.failed(fault),
            Err(Stopped::Store(failure)) => store_failed(failure),
        }
    }

    async fn looked_in_vain(&self, key: TicketKey) -> Outcome {
        match self.desk.store().ticket(key).await {
            Ok(found) => match found.and_then(|found| found.ticket.surface.channel()) {
                Some(channel) => self.deleted(key, channel).await,
                None => Outcome::Done,
            },
            Err(failure) => store_failed(failure),
        }
    }

    async fn fetch_missing(&self, key: TicketKey, after: Option<MessageId>) -> Result<bool, Stopped> {
        let Some(found) = self.desk.store().ticket(key).await? else { return Ok(true) };
        let Some(channel) = found.ticket.surface.channel() else { return Ok(true) };
        self.cache.ticket_lives(channel, key);
        let newest = self.desk.store().newest(key).await?;
        let begin = self.cache.filled(key).or(after).or(newest).unwrap_or(MessageId(1));
        // One look at the newest messages is enough for most conversations: for what is missing, and for what became of the others.
        let latest = self.page(channel, None, None).await?;
        let reaches = latest.len() < usize::from(PAGE) || latest.first().is_some_and(|(id, _)| *id <= begin);
        if reaches {
            self.compare_page(key, channel, latest, newest).await?;
            self.cache.fill(key, None);
            return Ok(true);
        }
        if let Some(newest) = newest {
            let page = self.page(channel, None, Some(MessageId(newest.0 + 1))).await?;
            self.compare_page(key, channel, page, Some(newest)).await?;
        }
        let mut after = begin;
        for _ in 0..MOST_PAGES {
            let page = self.page(channel, Some(after), None).await?;
            let more = page.len() == usize::from(PAGE);
            let mut batch = Batch::new(self);
            for (id, json) in page {
                after = after.max(id);
                batch.posted(key, json).await;
            }
            batch.write().await;
            self.cache.fill(key, more.then_some(after));
            if !more {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// A page of messages, oldest first, each as Discord sent it.
    async fn page(
        &self,
        channel: ChannelId,
        after: Option<MessageId>,
        before: Option<MessageId>,
    ) -> Result<Vec<(MessageId, String)>, Fault> {
        #[derive(serde::Deserialize)]
        struct Named {
            id: MessageId,
        }
        let route = Route::GetMessages {
            after: after.map(|id| id.0),
            around: None,
            before: before.map(|id| id.0),
            channel_id: channel.0,
            limit: Some(PAGE),
        };
        let raw: Vec<Box<RawValue>> = self.rest.ask(Call::of(&route).record()).await?;
        let named = |json: &RawValue| {
            serde_json::from_str::<Named>(json.get()).ok().map(|named| (named.id, json.get().to_owned()))
        };
        let mut page: Vec<_> = raw.iter().filter_map(|json| named(json)).collect();
        page.sort_by_key(|(id, _)| *id);
        Ok(page)
    }

    /// Looks what became of the messages we know, the newest of which is `newest`: edited, deleted. Those we do not know are kept.
    async fn compare_page(
        &self,
        key: TicketKey,
        channel: ChannelId,
        page: Vec<(MessageId, String)>,
        newest: Option<MessageId>,
    ) -> Result<(), Stopped> {
        // A full page says nothing of what stands before it.
        let whole = page.len() == usize::from(PAGE);
        // Nor of what stood in a channel that the ticket had before this one.
        let born = MessageId(channel.0);
        let first = page.first().filter(|_| whole).map_or(born, |(id, _)| *id);
        let mut known = self.lines_since(key, first).await?;
        // What was said on the web stands there as copies.
        known.retain(|_, line| !said_on_the_web(&line.body));
        let copies = self.desk.store().copies(key, first).await?;
        let copies = copies.into_iter().filter(|copy| copy.channel == channel && Some(copy.id) <= newest);
        let copies = copies.map(|copy| copy.id);
        let copies_gone: Vec<_> = copies.filter(|id| !page.iter().any(|(there, _)| there == id)).collect();
        let now = self.desk.clock().now();
        let mut batch = Batch::new(self);
        for (id, json) in page {
            match known.remove(&id) {
                None => batch.posted(key, json).await,
                Some(line) if line.deleted.is_none() && differs(&line, &json) => {
                    batch.edited(key, json).await
                }
                Some(_) => {}
            }
        }
        for (message, line) in known {
            // What came after we looked is not in the page either.
            if Some(message) <= newest && line.deleted.is_none() {
                batch.push(key, Change::Deleted { message, at: now });
            }
        }
        for message in copies_gone {
            batch.push(key, Change::Deleted { message, at: now });
        }
        batch.write().await;
        Ok(())
    }

    async fn lines_since(
        &self,
        key: TicketKey,
        first: MessageId,
    ) -> Result<HashMap<MessageId, Line>, Failure> {
        let mut known = HashMap::new();
        let mut after = MessageId(first.0.saturating_sub(1));
        loop {
            let lines = self.desk.store().lines(key, Some(after), LINES).await?;
            let more = lines.len() == LINES as usize;
            for line in lines {
                after = after.max(line.message);
                known.insert(line.message, line);
            }
            if !more {
                return Ok(known);
            }
        }
    }
}

/// Whether a message reads differently now: its text, its time of editing, or its reactions.
fn differs(line: &Line, json: &str) -> bool {
    let (Ok(kept), Ok(now)) =
        (serde_json::from_str::<Value>(&line.body), serde_json::from_str::<Value>(json))
    else {
        return false;
    };
    let edited = |value: &Value| value["edited_timestamp"].as_str().and_then(crate::capture::moment);
    // The order is that of the first reaction of each kind, which nobody is told.
    let reactions = |value: &Value| {
        let all = value["reactions"].as_array().map(Vec::as_slice).unwrap_or_default();
        let one = |each: &Value| {
            (each["emoji"]["id"].to_string(), each["emoji"]["name"].to_string(), each["count"].as_u64())
        };
        all.iter().map(one).collect::<BTreeSet<_>>()
    };
    kept["content"] != now["content"] || edited(&kept) != edited(&now) || reactions(&kept) != reactions(&now)
}
