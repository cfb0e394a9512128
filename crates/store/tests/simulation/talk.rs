//! What is said by us, and what is kept of what others say.

use crate::{
    bot::{Bot, Stop, body, edited},
    world::{Fault, LOG, ME, Message, World},
};
use desk::{
    Failure,
    ports::{Change, Copy, Line, Waiting},
    speak::said_on_the_web,
};
use std::collections::{BTreeMap, BTreeSet};
use ticket::{
    ChannelId, Command, Event, Job, MessageId, Recorded, Ticket, TicketKey, Timestamp, UserId, Whom,
    event::{ANSWERABLE_SECONDS, Origin},
};

/// Seconds for which Discord knows a message's name again.
const NONCE_SECONDS: i64 = 120;
/// Lines read at once.
const LINES: u32 = 500;
/// Messages from the web shown in an attempt, per look.
const PAGE: u32 = 50;

/// Whether an event is told in the channel.
pub fn announced(event: &Event) -> bool {
    matches!(
        event,
        Event::Claimed { .. }
            | Event::Assigned { .. }
            | Event::Closed { .. }
            | Event::Reopened { .. }
            | Event::CloseRequested { .. }
            | Event::CloseDeclined
            | Event::Moved { .. }
            | Event::UserAdded { .. }
    )
}

fn ours(mark: &str) -> Message {
    Message {
        author: ME,
        text: mark.to_owned(),
        edited: None,
        deleted: false,
        mark: Some(mark.to_owned()),
        hook: false,
    }
}

fn marked(world: &World, channel: u64, mark: &str) -> Result<Option<u64>, Fault> {
    let place = world.channels.get(&channel).ok_or(Fault::Gone)?;
    let found = place.standing().find(|(_, one)| one.mark.as_deref() == Some(mark));
    Ok(found.map(|(id, _)| id))
}

impl Bot {
    async fn ticket_and_event(
        &self,
        key: TicketKey,
        seq: u32,
    ) -> Result<Option<(Ticket, Recorded)>, Failure> {
        let Some(loaded) = self.desk.store().ticket(key).await? else { return Ok(None) };
        Ok(self.desk.store().event(key, seq).await?.map(|event| (loaded.ticket, event)))
    }

    /// Posts what carries a mark; one that an earlier attempt posted is found.
    async fn post_once(&self, channel: u64, mark: &str, again: bool) -> Result<u64, Fault> {
        if again && let Some(found) = self.call(|world| marked(world, channel, mark)).await? {
            return Ok(found);
        }
        self.call(|world| {
            let since = MessageId::earliest(world.clock.now().plus_seconds(-NONCE_SECONDS)).0;
            match marked(world, channel, mark)?.filter(|id| *id >= since) {
                Some(known) => Ok(known),
                None => world.post(channel, ours(mark)),
            }
        })
        .await
    }

    async fn dm_once(&self, user: u64, mark: &str, again: bool) -> Result<(), Fault> {
        let known = |world: &World, since: Timestamp| {
            world.dms.iter().any(|(_, known, at)| known == mark && *at >= since)
        };
        if again && self.call(|world| Ok(known(world, Timestamp(0)))).await? {
            return Ok(());
        }
        self.call(|world| {
            if world.refuses_dms.contains(&user) || !world.present.contains(&user) {
                return Err(Fault::Refused);
            }
            let now = world.clock.now();
            if !known(world, now.plus_seconds(-NONCE_SECONDS)) {
                world.dms.push((user, mark.to_owned(), now));
            }
            Ok(())
        })
        .await
    }

    pub async fn welcome(&self, key: TicketKey) -> Result<(), Stop> {
        let Some(found) = self.desk.store().ticket(key).await? else { return Ok(()) };
        let Some(channel) = found.ticket.surface.channel() else { return Ok(()) };
        if found.ticket.surface.welcome().is_some() {
            return Ok(());
        }
        match self.post_once(channel.0, &format!("welcome:{key}"), true).await {
            Ok(message) => {
                let message = MessageId(message);
                Ok(self.observe(key, Command::WelcomePosted { message }).await?)
            }
            Err(Fault::Gone) => Ok(self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await?),
            Err(fault) => Err(fault.into()),
        }
    }

    pub async fn announce(&self, key: TicketKey, seq: u32, again: bool) -> Result<(), Stop> {
        let Some((ticket, event)) = self.ticket_and_event(key, seq).await? else { return Ok(()) };
        let Some(channel) = ticket.surface.channel().filter(|_| announced(&event.event)) else {
            return Ok(());
        };
        match self.post_once(channel.0, &format!("announce:{key}:{seq}"), again).await {
            Ok(_) | Err(Fault::Gone) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    pub async fn mod_log(&self, key: TicketKey, seq: u32, again: bool) -> Result<(), Stop> {
        if self.ticket_and_event(key, seq).await?.is_some() {
            self.post_once(LOG, &format!("log:{key}:{seq}"), again).await?;
        }
        Ok(())
    }

    pub async fn dm_closed(&self, key: TicketKey, seq: u32, again: bool) -> Result<(), Stop> {
        let Some((ticket, _)) = self.ticket_and_event(key, seq).await? else { return Ok(()) };
        self.dm_if_taken(ticket.opener.user, &format!("closed:{key}:{seq}"), again).await
    }

    pub async fn tell_loss(&self, key: TicketKey, seq: u32, user: UserId, again: bool) -> Result<(), Stop> {
        let Some((ticket, _)) = self.ticket_and_event(key, seq).await? else { return Ok(()) };
        if !ticket.is_open() || ticket::loss::holds(&ticket, user) {
            return Ok(());
        }
        self.dm_if_taken(user, &format!("loss:{key}:{seq}:{user}"), again).await
    }

    async fn dm_if_taken(&self, user: UserId, work: &str, again: bool) -> Result<(), Stop> {
        match self.dm_once(user.0, work, again).await {
            Ok(()) | Err(Fault::Refused) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    pub async fn sla_notice(&self, key: TicketKey, seq: u32, whom: Whom, again: bool) -> Result<(), Stop> {
        if self.ticket_and_event(key, seq).await?.is_some() {
            self.post_once(LOG, &format!("sla:{key}:{seq}:{}", whom.word()), again).await?;
        }
        Ok(())
    }

    pub async fn warn_idle(&self, key: TicketKey, seq: u32, again: bool) -> Result<(), Stop> {
        let Some((ticket, event)) = self.ticket_and_event(key, seq).await? else { return Ok(()) };
        let Event::IdleWarned { idle_since } = event.event else { return Ok(()) };
        let stands = ticket.idle_warning.is_some_and(|warning| {
            warning.idle_since == idle_since && warning.told_at.is_none() && ticket.is_open()
        });
        if !stands {
            return Ok(());
        }
        let work = format!("idle:{key}:{seq}");
        let told = match self.dm_once(ticket.opener.user.0, &work, again).await {
            Err(Fault::Refused) => match ticket.surface.channel() {
                Some(channel) => self.post_once(channel.0, &work, again).await.map(drop),
                None => Ok(()),
            },
            told => told,
        };
        match told {
            Ok(()) | Err(Fault::Gone) => Ok(self.observe(key, Command::IdleTold).await?),
            Err(fault) => Err(fault.into()),
        }
    }

    pub async fn answer_opener(&self, key: TicketKey) -> Result<(), Stop> {
        let Some((ticket, opening)) = self.ticket_and_event(key, 1).await? else { return Ok(()) };
        let Event::Opened { origin: Origin::Discord { reply: Some(reply), .. }, .. } = opening.event else {
            return Ok(());
        };
        if self.desk.clock().now() >= ticket.opened_at.plus_seconds(ANSWERABLE_SECONDS) {
            return Ok(());
        }
        let leads_to = ticket.surface.channel().map(|channel| channel.0);
        let answer = |world: &mut World| {
            world.answers.insert(reply.token.clone(), crate::world::Answer { leads_to });
            Ok(())
        };
        Ok(self.call(answer).await?)
    }

    /// Brings a conversation up to date: what is missing, and what became of the rest.
    pub async fn backfill(&self, key: TicketKey, _after: Option<MessageId>) -> Result<(), Stop> {
        let Some(found) = self.desk.store().ticket(key).await? else { return Ok(()) };
        let Some(channel) = found.ticket.surface.channel() else { return Ok(()) };
        self.ram.borrow_mut().lives.insert(channel.0, key);
        let newest = self.desk.store().newest(key).await?;
        let look = |world: &mut World| {
            let place = world.channels.get(&channel.0).ok_or(Fault::Gone)?;
            Ok(place.standing().map(|(id, one)| (id, one.clone())).collect::<BTreeMap<_, _>>())
        };
        let page = match self.call(look).await {
            Err(Fault::Gone) => return self.deleted(key, channel).await,
            page => page?,
        };
        let lines = self.desk.store().lines(key, None, LINES).await?;
        let copies = self.desk.store().copies(key, MessageId(1)).await?;
        let known: BTreeMap<MessageId, &Line> =
            lines.iter().filter(|one| !said_on_the_web(&one.body)).map(|one| (one.message, one)).collect();
        let mut changes = Vec::new();
        for (id, message) in page.iter().filter(|(_, message)| !message.hook) {
            match known.get(&MessageId(*id)) {
                None => changes.extend(self.posted(key, *id, message).await?),
                Some(line) if line.deleted.is_none() && line.body != body(message) => {
                    changes.push(edited(*id, message));
                }
                Some(_) => {}
            }
        }
        // What stood in a channel that the ticket had before says nothing of this one.
        let known = known.values().filter(|line| line.deleted.is_none() && line.message.0 > channel.0);
        let copies = copies.iter().filter(|copy| copy.channel == channel).map(|copy| copy.id);
        let gone = known.map(|line| line.message).chain(copies);
        // What came after we looked is not in the page either.
        let gone = gone.filter(|id| Some(*id) <= newest && !page.contains_key(&id.0));
        let at = self.desk.clock().now();
        changes.extend(gone.map(|message| Change::Deleted { message, at }));
        let changes = changes.into_iter().map(|change| (key, change)).collect();
        Ok(self.desk.append(changes, Vec::new()).await?)
    }

    /// Shows in Discord what was said on the web, oldest first.
    pub async fn relay(&self, key: TicketKey) -> Result<(), Stop> {
        let Some(found) = self.desk.store().ticket(key).await? else { return Ok(()) };
        let Some(channel) = found.ticket.surface.channel() else { return Ok(()) };
        loop {
            let waiting = self.desk.store().waiting(key, PAGE).await?;
            if waiting.is_empty() {
                return Ok(());
            }
            for message in waiting {
                let trouble = match self.show(key, channel, &message).await {
                    Ok(()) => None,
                    Err(Stop::Discord(Fault::Gone)) => {
                        return Ok(self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await?);
                    }
                    Err(Stop::Discord(Fault::Locked)) if self.is_open(key).await? => {
                        self.desk.enqueue(vec![Job::SyncSurface { ticket: key }]).await?;
                        return Err(Fault::Later.into());
                    }
                    Err(Stop::Discord(fault @ Fault::Locked)) => Some(format!("{fault:?}")),
                    Err(stop) => return Err(stop),
                };
                let store = self.desk.store();
                store.shown(key, message.message, message.changes, trouble.as_deref()).await?;
            }
        }
    }

    async fn is_open(&self, key: TicketKey) -> Result<bool, Stop> {
        Ok(self.desk.store().ticket(key).await?.is_some_and(|found| found.ticket.is_open()))
    }

    async fn show(&self, key: TicketKey, channel: ChannelId, waiting: &Waiting) -> Result<(), Stop> {
        if waiting.deleted {
            for copy in &waiting.copies {
                match self.call(|world| world.delete(copy.channel.0, copy.id.0)).await {
                    Ok(()) | Err(Fault::Gone) => {}
                    Err(fault) => return Err(fault.into()),
                }
                let change = Change::Deleted { message: copy.id, at: self.desk.clock().now() };
                self.desk.append(vec![(key, change)], Vec::new()).await?;
            }
            // Its post may have arrived though nobody knew.
            if !self.ram.borrow().sure.contains(&key)
                && let Some((id, _)) = self.posted_before(key, channel, waiting).await?
            {
                match self.call(|world| world.delete(channel.0, id)).await {
                    Ok(()) | Err(Fault::Gone) => {}
                    Err(fault) => return Err(fault.into()),
                }
            }
            return Ok(());
        }
        let text = content(&waiting.body);
        let copy = |id: u64, print: &str| Copy {
            id: MessageId(id),
            channel,
            message: waiting.message,
            part: 0,
            webhook: Some(7),
            print: print.to_owned(),
        };
        match waiting.copies.first() {
            Some(known) if known.print == text => Ok(()),
            Some(known) => self.repost(key, known, &text).await,
            None => {
                let sure = self.ram.borrow().sure.contains(&key);
                let before = if sure { None } else { self.posted_before(key, channel, waiting).await? };
                if let Some((id, says)) = before {
                    let known = copy(id, &says);
                    self.append_copy(key, known.clone()).await?;
                    // It was changed since.
                    return if says == text { Ok(()) } else { self.repost(key, &known, &text).await };
                }
                self.ram.borrow_mut().sure.remove(&key);
                let message = Message { mark: None, hook: true, ..ours(&text) };
                let id = self.call(|world| world.post(channel.0, message)).await?;
                self.append_copy(key, copy(id, &text)).await?;
                self.ram.borrow_mut().sure.insert(key);
                Ok(())
            }
        }
    }

    async fn repost(&self, key: TicketKey, known: &Copy, text: &str) -> Result<(), Stop> {
        match self.call(|world| world.edit(known.channel.0, known.id.0, text)).await {
            Ok(()) => {
                let copy = Copy { print: text.to_owned(), ..known.clone() };
                Ok(self.append_copy(key, copy).await?)
            }
            // Deleted by hand: the gateway tells.
            Err(Fault::Gone) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    async fn append_copy(&self, key: TicketKey, copy: Copy) -> Result<(), Failure> {
        self.desk.append(vec![(key, Change::Copied(copy))], Vec::new()).await
    }

    /// A message in the channel that says what this one says or said, and that nobody recorded.
    async fn posted_before(
        &self,
        key: TicketKey,
        channel: ChannelId,
        waiting: &Waiting,
    ) -> Result<Option<(u64, String)>, Stop> {
        let earlier = self.desk.store().versions(key, waiting.message).await?;
        let mut ever: BTreeSet<String> = earlier.iter().map(|(_, body)| content(body)).collect();
        ever.insert(content(&waiting.body));
        let look = |world: &mut World| {
            let place = world.channels.get(&channel.0).ok_or(Fault::Gone)?;
            let same = place.standing().filter(|(_, one)| one.hook && ever.contains(&one.text));
            Ok(same.map(|(id, one)| (id, one.text.clone())).collect::<Vec<_>>())
        };
        let found = self.call(look).await?;
        let known = self.desk.store().copies(key, MessageId(0)).await?;
        let known: BTreeSet<u64> = known.into_iter().map(|copy| copy.id.0).collect();
        Ok(found.into_iter().find(|(id, _)| !known.contains(id)))
    }
}

fn content(body: &str) -> String {
    let body: serde_json::Value = serde_json::from_str(body).unwrap_or_default();
    body["content"].as_str().unwrap_or_default().to_owned()
}
