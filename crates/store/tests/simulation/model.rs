//! What must be true in the end, and the counters of what was not.

use crate::{
    bot::guild,
    life::{Life, now},
    loads::weight,
    promised,
    talk::announced,
    world::{Channel, LOG, Message, STAFF},
};
use desk::{
    Rejected, Store,
    ports::{Filter, Line, Row},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use ticket::{
    CloseKind, Event, GuildConfig, MessageId, Recorded, Ticket, TicketKey, Timestamp, UserId,
    surface::{Desired, desired},
};

/// Lines read at once: more than a run says.
const LINES: u32 = 2_000;
/// Milliseconds in which a word and a close may cross.
const CROSSING: i64 = 120_000;

/// An attempt to open a ticket.
#[derive(Clone, Debug)]
pub struct Opening {
    pub token: String,
    /// The ticket, or a refusal; nothing if nobody was told.
    pub outcome: Option<Option<TicketKey>>,
}

/// Something that was said on the web.
#[derive(Clone, Debug)]
pub struct Web {
    pub key: TicketKey,
    pub author: u64,
    /// What it may read, the first words first.
    pub texts: Vec<String>,
    /// Whether somebody was told that it is kept.
    pub said: bool,
    /// Whether somebody changes it.
    pub busy: bool,
    pub perhaps_deleted: bool,
    deleted: bool,
}

impl Web {
    pub fn new(key: TicketKey, author: u64, text: &str) -> Self {
        Self {
            key,
            author,
            texts: vec![text.to_owned()],
            said: false,
            busy: false,
            perhaps_deleted: false,
            deleted: false,
        }
    }

    /// Of what failed it is not known whether it happened: nobody changes it any more.
    pub fn reworded(&mut self, done: &Result<(), Rejected>, words: &str) {
        match done {
            Ok(()) => self.texts.retain(|text| text == words || words.starts_with(text.as_str())),
            Err(Rejected::Refused(_)) => self.texts.retain(|text| text != words),
            Err(Rejected::Failed(_)) => return,
        }
        if done.is_ok() {
            // The first words are what it is known by, and not what it reads.
            self.texts.push(words.to_owned());
        }
        self.busy = false;
    }

    pub fn taken_back(&mut self, done: &Result<(), Rejected>) {
        match done {
            Ok(()) => self.deleted = true,
            Err(Rejected::Refused(_)) => (self.perhaps_deleted, self.busy) = (false, false),
            Err(Rejected::Failed(_)) => {}
        }
    }
}

/// What people did, as far as the product has to know of it.
#[derive(Debug, Default)]
pub struct Truth {
    pub openings: Vec<Opening>,
    pub webs: Vec<Web>,
    pub asked_to_close: BTreeSet<TicketKey>,
    pub asked_to_reopen: BTreeSet<TicketKey>,
    /// Tickets of which somebody was told that they are closed, and that nobody opened again.
    pub told_closed: BTreeSet<TicketKey>,
    pub left: BTreeSet<u64>,
    pub deleted_by_hand: BTreeSet<u64>,
    /// Channels that were deleted before everything said there was heard.
    pub unheard: BTreeSet<u64>,
}

/// How often something was wrong. All are 0, or the product is at fault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counters {
    pub tickets_lost: u64,
    pub tickets_doubled: u64,
    pub tickets_stuck: u64,
    pub messages_lost: u64,
    pub messages_doubled: u64,
    pub messages_misordered: u64,
    pub messages_stale: u64,
    pub orphans: u64,
    pub dangling: u64,
    pub wrong_closings: u64,
    pub wrong_replies: u64,
    pub told_wrongly: u64,
    pub astray: u64,
    pub given_up: u64,
    pub wrong_promises: u64,
    pub wrong_figures: u64,
    pub over_caps: u64,
    pub left_waiting: u64,
}

/// A ticket with everything that is kept of it.
struct Kept {
    ticket: Ticket,
    first_reply: Option<(Timestamp, UserId)>,
    events: Vec<Recorded>,
    lines: Vec<Line>,
    /// Where it lived.
    channels: Vec<u64>,
}

/// Compares what is kept with what was done.
pub struct Check<'a> {
    life: &'a Life,
    config: GuildConfig,
    all: BTreeMap<TicketKey, Kept>,
    pub counters: Counters,
    pub notes: Vec<String>,
}

/// Whether all that was said in a channel is known, as it is now.
pub fn knows_all(life: &Life, channel: u64) -> bool {
    let mut check = Check::over(life);
    let found = check.all.iter().find(|(_, kept)| kept.channels.contains(&channel)).map(|(key, _)| *key);
    let Some(key) = found else { return life.world.borrow().channels[&channel].messages.is_empty() };
    check.messages(key);
    check.counters == Counters::default()
}

impl<'a> Check<'a> {
    pub fn over(life: &'a Life) -> Self {
        let store = &life.store;
        let config = (*now(store.config(guild())).expect("reads").config).clone();
        let filter = desk::ports::Filter { show: desk::ports::Show::All, ..Default::default() };
        let rows = now(store.list(guild(), &filter, None, 500)).expect("reads");
        let mut all = BTreeMap::new();
        for row in rows {
            let key = row.ticket.key;
            let events = now(store.events(key)).expect("reads");
            let channels = events.iter().filter_map(|one| match &one.event {
                Event::SurfaceReady { surface } => surface.channel().map(|id| id.0),
                _ => None,
            });
            let channels = channels.collect();
            let lines = now(store.lines(key, None, LINES)).expect("reads");
            let first_reply = row.activity.first_reply;
            all.insert(key, Kept { ticket: row.ticket, first_reply, events, lines, channels });
        }
        Self { life, config, all, counters: Counters::default(), notes: Vec::new() }
    }

    /// Everything.
    pub fn everything(mut self) -> (Counters, Vec<String>) {
        self.counters.wrong_figures = now(self.life.store.verify_figures(guild())).expect("reads");
        self.all_but_figures()
    }

    /// Everything but the figures, which take the longest.
    pub fn all_but_figures(mut self) -> (Counters, Vec<String>) {
        self.openings();
        let keys: Vec<TicketKey> = self.all.keys().copied().collect();
        for key in keys {
            self.messages(key);
            self.first_reply(key);
            self.closings(key);
            self.promised(key);
            self.told(key);
            self.surface(key);
        }
        self.places();
        self.work();
        self.queue();
        (self.counters, self.notes)
    }

    fn openings(&mut self) {
        let truth = self.life.truth.borrow();
        let mut by_token: BTreeMap<String, Vec<TicketKey>> = BTreeMap::new();
        for (key, kept) in &self.all {
            let token = kept.ticket.first_subject.clone().unwrap_or_else(|| kept.ticket.subject.clone());
            by_token.entry(token).or_default().push(*key);
        }
        for opening in &truth.openings {
            let found = by_token.remove(&opening.token).unwrap_or_default();
            let wrong = match &opening.outcome {
                Some(Some(key)) if !found.contains(key) => &mut self.counters.tickets_lost,
                Some(None) if !found.is_empty() => &mut self.counters.tickets_doubled,
                _ if found.len() > 1 => &mut self.counters.tickets_doubled,
                _ => continue,
            };
            *wrong += 1;
            self.notes.push(format!("{opening:?} is {found:?}"));
        }
        if !by_token.is_empty() {
            self.counters.tickets_doubled += 1;
            self.notes.push(format!("nobody opened {by_token:?}"));
        }
        for key in &truth.told_closed {
            if self.all[key].ticket.is_open() {
                self.counters.tickets_lost += 1;
                self.notes.push(format!("{key} was closed and is open again"));
            }
        }
    }

    fn messages(&mut self, key: TicketKey) {
        let (truth, world) = (self.life.truth.borrow(), self.life.world.borrow());
        let (counters, notes, kept) = (&mut self.counters, &mut self.notes, &self.all[&key]);
        let mut lines: BTreeMap<u64, &Line> = BTreeMap::new();
        let mut before = MessageId(0);
        for line in &kept.lines {
            counters.messages_doubled += u64::from(lines.insert(line.message.0, line).is_some());
            counters.messages_misordered += u64::from(line.message < before);
            before = line.message;
        }
        for channel in &kept.channels {
            let Some(place) = world.ever(*channel) else { continue };
            for (id, said) in place.messages.iter().filter(|(_, said)| !said.hook) {
                match lines.remove(id) {
                    // What was taken back before anybody listened need not be known.
                    None if said.deleted || truth.unheard.contains(channel) => {}
                    None => {
                        counters.messages_lost += 1;
                        notes.push(format!("{key}: {id} is not there: {said:?}"));
                    }
                    Some(_) if truth.unheard.contains(channel) => {}
                    Some(line) if same(line, said) => {}
                    Some(line) => {
                        counters.messages_stale += 1;
                        notes.push(format!("{key}: {id} is {line:?}, was {said:?}"));
                    }
                }
            }
        }
        for web in truth.webs.iter().filter(|web| web.key == key) {
            let found: Vec<u64> = lines
                .iter()
                .filter(|(_, line)| web.texts.iter().any(|text| content(line) == *text))
                .map(|(id, _)| *id)
                .collect();
            if found.len() > 1 {
                counters.messages_doubled += 1;
                notes.push(format!("{key}: {web:?} is there as {found:?}"));
            }
            if found.is_empty() && web.said {
                counters.messages_lost += 1;
                notes.push(format!("{key}: {web:?} is not there"));
            }
            for id in found {
                let line = lines.remove(&id).expect("it was found");
                let fits = line.deleted.is_some() == web.deleted
                    || line.deleted.is_some() && (web.perhaps_deleted || !truth.deleted_by_hand.is_empty());
                if !fits || line.author.0 != web.author {
                    counters.messages_stale += 1;
                    notes.push(format!("{key}: {line:?} was {web:?}"));
                }
                let standing = kept.ticket.surface.channel().and_then(|id| world.channels.get(&id.0));
                let copies = standing.map_or(0, |place| copies(place, &web.texts));
                if copies > 1 || web.deleted && copies > 0 {
                    counters.messages_doubled += 1;
                    notes.push(format!("{key}: {web:?} is shown {copies} times"));
                }
                // What was shown where the ticket lived before is not shown again.
                let alone = kept.channels.len() == 1 && standing.is_some_and(|place| !place.locked);
                if alone && kept.ticket.is_open() && line.deleted.is_none() && copies == 0 {
                    counters.messages_lost += 1;
                    notes.push(format!("{key}: {web:?} is not shown"));
                }
            }
        }
        // Nor is anything wrong with what was said in a channel that was gone before anybody recorded it.
        lines.retain(|id, _| !world.gone.values().any(|place| place.messages.contains_key(id)));
        if !lines.is_empty() {
            counters.messages_doubled += 1;
            notes.push(format!("{key}: nobody said {lines:?}"));
        }
    }

    /// The first reply is what it would be without any fault.
    fn first_reply(&mut self, key: TicketKey) {
        let (truth, world, kept) = (self.life.truth.borrow(), self.life.world.borrow(), &self.all[&key]);
        let opener = kept.ticket.opener.user.0;
        if kept.channels.iter().any(|id| truth.unheard.contains(id) || world.ever(*id).is_none()) {
            return;
        }
        let kept_lines = kept.lines.iter().filter(|line| STAFF.contains(&line.author.0));
        let first = kept_lines.filter(|line| line.author.0 != opener).map(|line| line.message.at()).min();
        let told = kept.first_reply.map(|(at, _)| at);
        if told != first {
            self.counters.wrong_replies += 1;
            self.notes.push(format!("{key}: first reply {told:?}, was {first:?}"));
        }
    }

    fn closings(&mut self, key: TicketKey) {
        let kept = &self.all[&key];
        for (index, one) in kept.events.iter().enumerate() {
            let Event::Closed { closure } = &one.event else { continue };
            let truth = self.life.truth.borrow();
            let right = match closure.kind {
                CloseKind::Manual => truth.asked_to_close.contains(&key),
                CloseKind::OpenerLeft => truth.left.contains(&kept.ticket.opener.user.0),
                CloseKind::ChannelDeleted => {
                    kept.channels.iter().any(|id| truth.deleted_by_hand.contains(id))
                }
                CloseKind::Idle => self.was_idle(kept, &kept.events[..index], closure.at),
            };
            if !right {
                self.counters.wrong_closings += 1;
                let events = kept.events.iter().map(|one| format!("\n    {} {:?}", one.at.0, one.event));
                self.notes.push(format!("{key}: closed wrongly: {one:?}{}", events.collect::<String>()));
            }
        }
    }

    /// What is promised is what its type, its tags and its priority say.
    fn promised(&mut self, key: TicketKey) {
        let kept = &self.all[&key];
        let promise = kept.ticket.past.promise.as_deref();
        let told = promise.map(|promise| promise.by.as_ref().map_or("type 1", |by| by.name.as_str()));
        let right = promised::holder(&kept.events, !self.config.policies.is_empty());
        if told != right {
            self.counters.wrong_promises += 1;
            let events = kept.events.iter().map(|one| format!("\n    {} {:?}", one.at.0, one.event));
            let events = events.collect::<String>();
            self.notes.push(format!("{key}: {told:?} is promised, should be {right:?}{events}"));
        }
    }

    /// Whether nobody had written for long enough, and the opener had been warned long enough before.
    fn was_idle(&self, kept: &Kept, before: &[Recorded], at: Timestamp) -> bool {
        let world = self.life.world.borrow();
        let known: BTreeSet<u64> = kept.lines.iter().map(|line| line.message.0).collect();
        // What was taken back before anybody listened was never said.
        let counts = |(id, one): &(&u64, &Message)| {
            one.author != crate::world::ME && (!one.deleted || known.contains(*id))
        };
        let places = kept.channels.iter().filter_map(|id| world.ever(*id));
        let in_discord = places.flat_map(|place| place.messages.iter().filter(counts)).map(|(id, _)| *id);
        let people = |line: &&Line| line.author.0 != crate::world::ME;
        let on_the_web = kept.lines.iter().filter(people).map(|line| line.message.0);
        let all = in_discord.chain(on_the_web).map(|id| MessageId(id).at());
        let heard = all.filter(|said| said.0 < at.0 - CROSSING).max().unwrap_or_default();
        let (mut since, mut told, mut pinned) = (heard, None, false);
        let mut kind = kept.ticket.ticket_type;
        for one in before {
            match &one.event {
                Event::Opened { ticket, .. } => {
                    (since, kind) = (since.max(ticket.opened_at), ticket.ticket_type);
                }
                Event::Reopened { at } => since = since.max(*at),
                Event::IdleTold { at } => told = Some(*at),
                Event::Pinned => pinned = true,
                Event::Unpinned => pinned = false,
                Event::Moved { to, .. } => kind = *to,
                _ => {}
            }
        }
        let rule = &self.config.type_or_removed(kind).auto_close;
        let warned =
            told.is_some_and(|told| told >= since && told.plus_hours(rule.warn_hours).0 <= at.0 + CROSSING);
        !pinned && warned && since.plus_hours(rule.after_hours) <= at
    }

    /// What happened is told once in the channel and in the log.
    fn told(&mut self, key: TicketKey) {
        let (truth, world, kept) = (self.life.truth.borrow(), self.life.world.borrow(), &self.all[&key]);
        let ready = kept.events.iter().rev().find(|one| matches!(one.event, Event::SurfaceReady { .. }));
        let ready = ready.map_or(u32::MAX, |one| one.seq);
        let here = kept.ticket.surface.channel().and_then(|id| world.channels.get(&id.0));
        let count = |place: &Channel, mark: &str| {
            place.messages.values().filter(|one| one.mark.as_deref() == Some(mark)).count()
        };
        let mut wrong = Vec::new();
        for one in &kept.events {
            let seq = one.seq;
            if let (Some(place), true) = (here, announced(&one.event)) {
                let told = count(place, &format!("announce:{key}:{seq}"));
                if told > 1 || told == 0 && seq > ready {
                    wrong.push(format!("{key}: {:?} was told {told} times", one.event));
                }
            }
            if !self.config.settings.log_channels(&one.event).is_empty() {
                let told = count(&world.channels[&LOG], &format!("log:{key}:{seq}"));
                if told != 1 {
                    wrong.push(format!("{key}: {:?} was logged {told} times", one.event));
                }
            }
        }
        if let Some(place) = here.filter(|_| kept.ticket.is_open()) {
            let welcomes = count(place, &format!("welcome:{key}"));
            if welcomes != 1 {
                wrong.push(format!("{key}: {welcomes} welcomes"));
            }
        }
        let mut marks = BTreeSet::new();
        let doubled = world.dms.iter().filter(|(_, mark, _)| !marks.insert(mark)).count();
        if doubled > 0 {
            wrong.push(format!("{doubled} direct messages twice"));
        }
        drop(truth);
        self.counters.told_wrongly += wrong.len() as u64;
        self.notes.append(&mut wrong);
    }

    /// The channel is what it should be.
    fn surface(&mut self, key: TicketKey) {
        let world = self.life.world.borrow();
        let ticket = &self.all[&key].ticket;
        let wanted = desired(ticket, &self.config, UserId(crate::world::ME));
        let archived = ticket.closure().is_some_and(|closure| closure.archived);
        let Some(channel) = ticket.surface.channel() else {
            if ticket.is_open() {
                self.counters.tickets_stuck += 1;
                self.notes.push(format!("{key} is open and has no place: {:?}", ticket.surface));
            }
            return;
        };
        let Some(place) = world.channels.get(&channel.0) else {
            self.counters.dangling += 1;
            self.notes.push(format!("{key} believes in {channel}, which is gone"));
            return;
        };
        let fits = match &wanted {
            Desired::Nothing => false,
            Desired::Channel { topic, overwrites, .. } => {
                place.mark == *topic && place.overwrites == *overwrites && place.locked == archived
            }
            Desired::Thread { name, members, locked, .. } => {
                let there = members.iter().all(|user| place.members.contains(user));
                place.mark == *name && there && place.locked == *locked
            }
        };
        if !fits {
            self.counters.astray += 1;
            self.notes.push(format!("{key}: {place:?} should be {wanted:?}"));
        }
    }

    /// Each channel is a ticket's, and no two tickets have the same.
    fn places(&mut self) {
        let world = self.life.world.borrow();
        let mut owners: BTreeMap<u64, Vec<TicketKey>> = BTreeMap::new();
        for (key, kept) in &self.all {
            if let Some(channel) = kept.ticket.surface.channel() {
                owners.entry(channel.0).or_default().push(*key);
            }
        }
        for channel in world.channels.keys().filter(|id| **id != LOG) {
            if owners.get(channel).is_none_or(|owners| owners.len() != 1) {
                self.counters.orphans += 1;
                let (owners, place) = (owners.get(channel), &world.channels[channel]);
                self.notes.push(format!("{channel} belongs to {owners:?}: {place:?}"));
            }
        }
    }

    /// Nobody was given too much, and no ticket waits while somebody has room for it.
    fn queue(&mut self) {
        self.counters.over_caps = self.life.over_caps;
        let (config, open) = (&self.config, open(&self.life.store));
        let cap = |user| config.settings.availability.iter().find(|one| one.user == user)?.cap;
        for row in &open {
            let ticket = &row.ticket;
            if ticket.assignee.is_some() || ticket.claim.is_some() || ticket.snoozed.is_some() {
                continue;
            }
            let kind = config.type_or_removed(ticket.ticket_type);
            let fits =
                |user: UserId| cap(user).is_none_or(|cap| weight(&open, config, user) + kind.weight <= cap);
            let limited = kind.handlers.iter().any(|user| cap(*user).is_some());
            if let Some(idle) = kind.handlers.iter().find(|user| limited && fits(**user)) {
                self.counters.left_waiting += 1;
                self.notes.push(format!("{} waits, {idle} has room", ticket.key));
            }
        }
    }

    /// Nothing is left over.
    fn work(&mut self) {
        let store = &self.life.store;
        let given_up = now(store.given_up(guild())).expect("reads");
        self.counters.given_up = given_up.len() as u64;
        self.notes.extend(given_up.iter().map(|one| format!("given up: {one:?}")));
    }
}

/// Every open ticket.
pub fn open(store: &Arc<dyn Store>) -> Vec<Row> {
    now(store.list(guild(), &Filter::default(), None, 500)).expect("reads")
}

fn content(line: &Line) -> String {
    let body: serde_json::Value = serde_json::from_str(&line.body).unwrap_or_default();
    body["content"].as_str().unwrap_or_default().to_owned()
}

fn same(line: &Line, said: &Message) -> bool {
    line.author.0 == said.author
        && line.deleted.is_some() == said.deleted
        && (said.deleted || content(line) == said.text)
}

/// How often one of these texts stands in a channel by our webhook.
fn copies(place: &Channel, texts: &[String]) -> usize {
    place.standing().filter(|(_, one)| one.hook && texts.contains(&one.text)).count()
}
