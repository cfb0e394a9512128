//! Keeps what is said in tickets: in order, in batches, as Discord sent it.

mod files;
mod writing;

use crate::{Discord, reactions, shown, wire};
use desk::{
    listening::Unfinished,
    ports::{Change, MemberInfo, Posted},
};
use files::files;
use serde::Deserialize;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use ticket::{GuildId, Job, MessageId, Ticket, TicketKey, Timestamp, TypeId, UserId, access};
use tokio::{sync::mpsc, task::JoinHandle};
use writing::{fetch_missed, settle, write};

/// Events written together at most. A commit waits for the disk: the more share one, the more are kept in a second.
const BATCH: usize = 2048;
/// Kinds of messages that people write: plain ones and replies (resources/message, "Message Types").
const WRITTEN: [u8; 2] = [0, 19];

/// What happened in a conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Posted,
    Edited,
    Deleted,
    DeletedMany,
    Reacted,
    Unreacted,
    UnreactedAll,
    UnreactedEmoji,
}

/// An event in a ticket's channel.
pub(crate) struct Observed {
    pub key: TicketKey,
    pub seen: Seen,
    pub json: String,
    /// Until it is written.
    pub in_hand: Unfinished,
}

impl Seen {
    pub(crate) fn named(event: &str) -> Option<Self> {
        Some(match event {
            "MESSAGE_CREATE" => Self::Posted,
            "MESSAGE_UPDATE" => Self::Edited,
            "MESSAGE_DELETE" => Self::Deleted,
            "MESSAGE_DELETE_BULK" => Self::DeletedMany,
            "MESSAGE_REACTION_ADD" => Self::Reacted,
            "MESSAGE_REACTION_REMOVE" => Self::Unreacted,
            "MESSAGE_REACTION_REMOVE_ALL" => Self::UnreactedAll,
            "MESSAGE_REACTION_REMOVE_EMOJI" => Self::UnreactedEmoji,
            _ => return None,
        })
    }
}

#[derive(Deserialize)]
struct Gone {
    id: MessageId,
}

#[derive(Deserialize)]
struct GoneMany {
    ids: Vec<MessageId>,
}

/// A ticket's facts that a message is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Facts {
    pub ticket_type: TypeId,
    pub opener: UserId,
    /// Whether files and pictures are copied.
    pub copies: bool,
    /// Whether Auto-Assist looks at what members say.
    pub assisted: bool,
    /// Whether who answers claims it, if nobody else has it.
    pub answering_claims: bool,
}

/// Changes on their way to the store.
pub(crate) struct Batch<'a> {
    bot: &'a Discord,
    changes: Vec<(TicketKey, Change)>,
    jobs: Vec<Job>,
    facts: HashMap<TicketKey, Option<Facts>>,
    members: HashMap<GuildId, Vec<MemberInfo>>,
    /// The writing of what came earlier.
    before: Option<JoinHandle<()>>,
    /// The events it is made of.
    in_hand: Vec<Unfinished>,
}

/// Works until no more can come. While one batch is being written the next is made ready; they are written in order.
pub(crate) async fn run(bot: Discord, mut observed: mpsc::Receiver<Observed>) {
    let mut events = Vec::with_capacity(BATCH);
    let mut before = None;
    while observed.recv_many(&mut events, BATCH).await > 0 {
        let mut batch = Batch { before, ..Batch::new(&bot) };
        batch.look_up(&events).await;
        for event in events.drain(..) {
            batch.take(event).await;
        }
        before = Some(batch.begin_write().await);
        fetch_missed(&bot).await;
    }
    settle(before).await;
}

impl<'a> Batch<'a> {
    pub(crate) fn new(bot: &'a Discord) -> Self {
        Self {
            bot,
            changes: Vec::new(),
            jobs: Vec::new(),
            facts: HashMap::new(),
            members: HashMap::new(),
            before: None,
            in_hand: Vec::new(),
        }
    }

    /// Looks up the tickets of all events at once.
    async fn look_up(&mut self, events: &[Observed]) {
        let keys: BTreeSet<TicketKey> = events.iter().map(|event| event.key).collect();
        let keys: Vec<TicketKey> = keys.into_iter().collect();
        match self.bot.desk.store().tickets(&keys).await {
            Ok(found) => self.learn(&keys, found.into_iter().map(|found| found.ticket).collect()).await,
            // Each is looked up again where it is needed, and fetched later if that fails.
            Err(failure) => tracing::warn!(%failure, "the tickets of messages could not be looked up"),
        }
    }

    async fn take(&mut self, event: Observed) {
        let Observed { key, seen, json, in_hand } = event;
        self.in_hand.push(in_hand);
        let now = self.bot.desk.clock().now();
        match seen {
            Seen::Posted => self.posted(key, json).await,
            Seen::Edited => self.edited(key, json).await,
            Seen::Deleted => {
                if let Ok(Gone { id }) = serde_json::from_str(&json) {
                    self.changes.push((key, Change::Deleted { message: id, at: now }));
                }
            }
            Seen::DeletedMany => {
                let ids = serde_json::from_str::<GoneMany>(&json).map(|gone| gone.ids).unwrap_or_default();
                let gone = |message| (key, Change::Deleted { message, at: now });
                self.changes.extend(ids.into_iter().map(gone));
            }
            Seen::Reacted | Seen::Unreacted | Seen::UnreactedAll | Seen::UnreactedEmoji => {
                self.reacted(key, seen, &json).await;
            }
        }
    }

    /// A message, from the gateway or fetched.
    pub(crate) async fn posted(&mut self, key: TicketKey, json: String) {
        let Ok(message) = serde_json::from_str::<wire::Message>(&json) else {
            tracing::warn!(%key, "a message was not understood");
            return;
        };
        let Some(author) = &message.author else { return };
        if self.is_ours(&message) {
            return;
        }
        let Some(facts) = self.facts(key, message.id).await else { return };
        let human = !author.bot && message.webhook_id.is_none() && WRITTEN.contains(&message.kind);
        let member = match &message.member {
            Some(member) => member.info(Some(author)),
            // Fetched messages carry no member: the directory may know them.
            None if human => self.bot.desk.store().member(key.guild, author.id).await.ok().flatten(),
            None => None,
        };
        let config = self.bot.guild_config(key.guild).await.unwrap_or_default();
        let staff_reply = human
            && author.id != facts.opener
            && member.as_ref().is_some_and(|member| {
                let person = self.bot.person_by_roles(key.guild, member);
                access::is_staff(&config, &config.type_or_removed(facts.ticket_type), &person)
            });
        if let Some(member) = member.filter(|_| human && message.member.is_some()) {
            self.members.entry(key.guild).or_default().push(member);
        }
        let files = files(key, &message);
        if facts.copies && !files.is_empty() {
            self.jobs.push(Job::CopyFiles { ticket: key, message: message.id });
        }
        if facts.copies {
            self.shows(key, shown::in_message(self.bot.cdn(), key.guild, &message));
        }
        if human && Discord::may_be_shortcode(&config, &message.content) {
            self.jobs.push(Job::Shortcode { ticket: key, message: message.id });
        }
        if staff_reply && facts.answering_claims {
            self.jobs.push(Job::ClaimByAnswer { ticket: key, message: message.id });
        }
        if human && !staff_reply && facts.assisted {
            self.jobs.push(Job::Assist { ticket: key });
        }
        let author = author.id;
        let edited = message.edited_timestamp.as_deref().and_then(moment);
        let posted = Posted { message: message.id, author, human, staff_reply, body: json, edited, files };
        self.changes.push((key, Change::Posted(posted)));
    }

    /// Whether a webhook of ours posted it, or the bot in somebody's name: what was said on the web is kept already, and Discord may tell of
    /// it before the copy is recorded (M82).
    fn is_ours(&self, message: &wire::Message) -> bool {
        if message.webhook_id.is_some() {
            return message.application_id.is_some_and(|id| id.0 == self.bot.application);
        }
        message.author.as_ref().is_some_and(|author| author.id == self.bot.me)
            && message.nonce.as_str().is_some_and(|mark| self.bot.relays.is_marked(mark))
    }

    /// An edit by the author, or a completion by Discord: only the former has a time.
    pub(crate) async fn edited(&mut self, key: TicketKey, json: String) {
        let Ok(message) = serde_json::from_str::<wire::Message>(&json) else { return };
        if self.is_ours(&message) {
            return;
        }
        let Some(body) = self.completed(key, &message, json).await else { return };
        if let Some(facts) = self.facts(key, message.id).await {
            self.pictured(key, message.id, facts, &body);
            self.brought(key, &message, facts);
        }
        let change = match message.edited_timestamp.as_deref().and_then(moment) {
            Some(at) => Change::Edited { message: message.id, at, body },
            None => Change::Refreshed { message: message.id, edited: None, body },
        };
        self.changes.push((key, change));
    }

    /// What an update does not name is as it was kept: its reactions, or all but some fields. None where nothing is kept to lay it over.
    async fn completed(&mut self, key: TicketKey, message: &wire::Message, json: String) -> Option<String> {
        let Ok(Value::Object(fields)) = serde_json::from_str(&json) else { return None };
        if message.author.is_some() && fields.contains_key("reactions") {
            return Some(json);
        }
        let Some(mut body) = self.kept(key, message.id).await else {
            return message.author.is_some().then_some(json);
        };
        if message.author.is_some() {
            let reactions = body["reactions"].take();
            body = Value::Object(fields);
            if !reactions.is_null() {
                body["reactions"] = reactions;
            }
        } else {
            for (name, value) in fields {
                body[name] = value;
            }
        }
        Some(body.to_string())
    }

    async fn reacted(&mut self, key: TicketKey, seen: Seen, json: &str) {
        let Ok(event) = serde_json::from_str::<reactions::Event>(json) else { return };
        let Some(mut body) = self.kept(key, event.message_id).await else { return };
        if !self.bot.cache.reactions.is_news(seen, &event) {
            return;
        }
        reactions::adjust(&mut body, seen, &event, self.bot.me);
        if seen == Seen::Reacted && self.facts(key, event.message_id).await.is_some_and(|facts| facts.copies)
        {
            self.shows(key, shown::of(self.bot.cdn(), key.guild, event.message_id, &body));
        }
        let edited = body["edited_timestamp"].as_str().and_then(moment);
        let change = Change::Refreshed { message: event.message_id, edited, body: body.to_string() };
        self.changes.push((key, change));
    }

    /// A message as it will be kept once this batch is written.
    async fn kept(&mut self, key: TicketKey, message: MessageId) -> Option<Value> {
        self.write().await;
        let line = self.bot.kept_line(key, message).await.ok()??;
        serde_json::from_str(&line.body).ok()
    }

    async fn facts(&mut self, key: TicketKey, message: MessageId) -> Option<Facts> {
        if let Some(known) = self.facts.get(&key) {
            return *known;
        }
        match self.bot.desk.store().ticket(key).await {
            Ok(found) => {
                self.learn(&[key], found.map(|found| found.ticket).into_iter().collect()).await;
                self.facts.get(&key).copied().flatten()
            }
            Err(failure) => {
                tracing::warn!(%failure, "a message waits for its ticket");
                self.bot.cache.missed(key, message);
                None
            }
        }
    }

    /// Takes in what there is to know of tickets; of those that are not found, that there is nothing.
    async fn learn(&mut self, asked: &[TicketKey], found: Vec<Ticket>) {
        self.facts.extend(asked.iter().map(|key| (*key, None)));
        let mut copied: BTreeMap<GuildId, Vec<Ticket>> = BTreeMap::new();
        for ticket in found {
            let config = self.bot.guild_config(ticket.key.guild).await.unwrap_or_default();
            let copies = config.type_or_removed(ticket.ticket_type).transcript.copy_files;
            let assisted = ticket.assist.as_ref().is_some_and(|assist| !assist.stopped);
            let (ticket_type, opener) = (ticket.ticket_type, ticket.opener.user);
            let answering_claims = config.settings.answering_claims && ticket.claim.is_none();
            self.facts
                .insert(ticket.key, Some(Facts { ticket_type, opener, copies, assisted, answering_claims }));
            if copies {
                copied.entry(ticket.key.guild).or_default().push(ticket);
            }
        }
        for (guild, tickets) in copied {
            self.headed(guild, &tickets).await;
        }
    }

    /// Takes a change that was found out otherwise.
    pub(crate) fn push(&mut self, key: TicketKey, change: Change) {
        self.changes.push((key, change));
    }

    /// Writes what has come together, as long as it takes: nothing said is dropped.
    pub(crate) async fn write(&mut self) {
        settle(self.before.take()).await;
        let (changes, jobs) = (std::mem::take(&mut self.changes), std::mem::take(&mut self.jobs));
        let ready = self.bot.desk.store().ready(changes).await;
        write(self.bot, ready, jobs, std::mem::take(&mut self.members)).await;
    }

    /// Begins to write what has come together, after what came before it. While that is being written this one is made ready.
    async fn begin_write(mut self) -> JoinHandle<()> {
        let ready = self.bot.desk.store().ready(self.changes).await;
        settle(self.before.take()).await;
        let bot = self.bot.clone();
        tokio::spawn(async move {
            write(&bot, ready, self.jobs, self.members).await;
            drop(self.in_hand);
        })
    }
}

/// Discord's ISO 8601 times.
pub(crate) fn moment(text: &str) -> Option<Timestamp> {
    let parsed = twilight_model::util::Timestamp::parse(text).ok()?;
    Some(Timestamp(parsed.as_micros() / 1000))
}
