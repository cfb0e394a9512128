//! Everything that is kept, in memory: enough of a store to look at pages.

use async_trait::async_trait;
use desk::{Failure, Loaded, Store, ports::*};
use std::{
    collections::{BTreeMap, HashMap},
    sync::{Arc, Mutex},
};
use ticket::{
    ChannelId, GuildConfig, GuildId, MessageId, Recorded, Scheduled, TicketKey, Timestamp, TypeId, UserId,
    open::Facts,
};

#[derive(Default)]
struct Kept {
    configs: HashMap<GuildId, Config>,
    tickets: BTreeMap<TicketKey, (Loaded, Vec<Recorded>)>,
    lines: HashMap<TicketKey, BTreeMap<MessageId, (Line, Vec<(Timestamp, Body)>)>>,
    files: HashMap<TicketKey, Vec<StoredFile>>,
    guilds: BTreeMap<GuildId, GuildInfo>,
    members: HashMap<(GuildId, UserId), MemberInfo>,
    sessions: HashMap<TokenHash, Session>,
    numbers: HashMap<GuildId, u32>,
    jobs: Vec<Scheduled>,
}

/// A store that forgets.
#[derive(Default)]
pub struct Memory(Mutex<Kept>);

impl Memory {
    fn kept(&self) -> std::sync::MutexGuard<'_, Kept> {
        self.0.lock().unwrap()
    }
    /// The jobs asked for so far.
    pub fn jobs(&self) -> Vec<Scheduled> {
        self.kept().jobs.clone()
    }
}

#[async_trait]
impl Store for Memory {
    async fn ping(&self) -> Result<(), Failure> {
        Ok(())
    }
}

#[async_trait]
impl Records for Memory {
    async fn config(&self, guild: GuildId) -> Result<Config, Failure> {
        Ok(self.kept().configs.get(&guild).cloned().unwrap_or_default())
    }
    async fn save_config(
        &self,
        guild: GuildId,
        over: u32,
        config: &GuildConfig,
        jobs: &[Scheduled],
    ) -> Result<u32, Failure> {
        let mut kept = self.kept();
        if kept.configs.get(&guild).map_or(0, |known| known.version) != over {
            return Err(Failure::Conflict);
        }
        kept.jobs.extend_from_slice(jobs);
        kept.configs.insert(guild, Config { config: Arc::new(config.clone()), version: over + 1 });
        Ok(over + 1)
    }
    async fn next_number(&self, guild: GuildId) -> Result<u32, Failure> {
        let mut kept = self.kept();
        let number = kept.numbers.entry(guild).or_default();
        *number += 1;
        Ok(*number)
    }
    async fn opening_facts(&self, _: GuildId, _: TypeId, _: UserId, _: &[UserId]) -> Result<Facts, Failure> {
        Ok(Facts::default())
    }
    async fn ticket(&self, key: TicketKey) -> Result<Option<Loaded>, Failure> {
        Ok(self.kept().tickets.get(&key).map(|(loaded, _)| loaded.clone()))
    }
    async fn ticket_in(&self, _: GuildId, _: ChannelId) -> Result<Option<Loaded>, Failure> {
        Ok(None)
    }
    async fn surfaces(&self, _: GuildId) -> Result<Vec<(ChannelId, TicketKey)>, Failure> {
        Ok(Vec::new())
    }
    async fn open_of(&self, _: GuildId, _: UserId) -> Result<Vec<TicketKey>, Failure> {
        Ok(Vec::new())
    }
    async fn commit(&self, commit: Commit) -> Result<(), Failure> {
        let mut kept = self.kept();
        let key = commit.ticket.key;
        let known = kept.tickets.remove(&key);
        let (version, activity) = known.as_ref().map_or((0, None), |(l, _)| (l.version, Some(l.activity)));
        let stale =
            commit.expect.iter().any(|e| matches!(e, Expect::Version(_, wanted) if *wanted != version));
        if stale {
            kept.tickets.insert(key, known.unwrap());
            return Err(Failure::Conflict);
        }
        let mut events = known.map(|(_, events)| events).unwrap_or_default();
        events.extend(commit.events);
        let opened = Activity { last_at: commit.ticket.opened_at, ..Activity::default() };
        let version = events.last().map_or(0, |event| event.seq);
        let loaded = Loaded { ticket: commit.ticket, version, activity: activity.unwrap_or(opened) };
        kept.tickets.insert(key, (loaded, events));
        kept.jobs.extend(commit.jobs);
        Ok(())
    }
    async fn events(&self, key: TicketKey) -> Result<Vec<Recorded>, Failure> {
        Ok(self.kept().tickets.get(&key).map(|(_, events)| events.clone()).unwrap_or_default())
    }
    async fn event(&self, _: TicketKey, _: u32) -> Result<Option<Recorded>, Failure> {
        Ok(None)
    }
}

#[async_trait]
impl Queue for Memory {
    async fn enqueue(&self, jobs: Vec<Scheduled>) -> Result<(), Failure> {
        self.kept().jobs.extend(jobs);
        Ok(())
    }
    async fn claim(&self, _: Timestamp, _: Timestamp, _: u32) -> Result<Vec<Leased>, Failure> {
        Ok(Vec::new())
    }
    async fn finish(&self, _: &Leased, _: Finish, _: Timestamp) -> Result<(), Failure> {
        Ok(())
    }
    async fn next_due(&self) -> Result<Option<Timestamp>, Failure> {
        Ok(None)
    }
    async fn release_leases(&self) -> Result<(), Failure> {
        Ok(())
    }
    async fn given_up(&self, _: GuildId) -> Result<Vec<GivenUp>, Failure> {
        Ok(Vec::new())
    }
    async fn revive(&self, _: GuildId, _: i64, _: Timestamp) -> Result<(), Failure> {
        Ok(())
    }
}

#[async_trait]
impl Conversation for Memory {
    async fn append(&self, changes: Vec<(TicketKey, Change)>, _: Vec<Scheduled>) -> Result<(), Failure> {
        let mut kept = self.kept();
        for (key, change) in changes {
            match change {
                Change::Posted(posted) => {
                    if let Some((loaded, _)) = kept.tickets.get_mut(&key) {
                        loaded.activity.messages += 1;
                        loaded.activity.last_at = posted.message.at();
                        loaded.activity.last_by = Some(posted.author);
                        if posted.staff_reply && loaded.activity.first_reply.is_none() {
                            loaded.activity.first_reply = Some((posted.message.at(), posted.author));
                        }
                    }
                    kept.files.entry(key).or_default().extend(posted.files);
                    let line = Line {
                        message: posted.message,
                        author: posted.author,
                        body: posted.body,
                        edited: None,
                        deleted: None,
                        versions: 0,
                    };
                    kept.lines.entry(key).or_default().insert(posted.message, (line, Vec::new()));
                }
                Change::Edited { message, at, body } => {
                    if let Some((line, old)) = kept.lines.entry(key).or_default().get_mut(&message) {
                        old.push((at, std::mem::replace(&mut line.body, body)));
                        (line.edited, line.versions) = (Some(at), old.len() as u32);
                    }
                }
                Change::Deleted { message, at } => {
                    if let Some((line, _)) = kept.lines.entry(key).or_default().get_mut(&message) {
                        line.deleted = Some(at);
                    }
                }
                Change::Refreshed { .. } => {}
            }
        }
        Ok(())
    }
    async fn lines(
        &self,
        key: TicketKey,
        after: Option<MessageId>,
        limit: u32,
    ) -> Result<Vec<Line>, Failure> {
        let kept = self.kept();
        let all = kept.lines.get(&key).into_iter().flat_map(|lines| lines.values());
        let later = all.map(|(line, _)| line).filter(|line| after.is_none_or(|after| line.message > after));
        Ok(later.take(limit as usize).cloned().collect())
    }
    async fn versions(&self, key: TicketKey, message: MessageId) -> Result<Vec<(Timestamp, Body)>, Failure> {
        let kept = self.kept();
        Ok(kept
            .lines
            .get(&key)
            .and_then(|lines| lines.get(&message))
            .map(|(_, old)| old.clone())
            .unwrap_or_default())
    }
    async fn newest(&self, _: TicketKey) -> Result<Option<MessageId>, Failure> {
        Ok(None)
    }
    async fn files(&self, key: TicketKey) -> Result<Vec<StoredFile>, Failure> {
        Ok(self.kept().files.get(&key).cloned().unwrap_or_default())
    }
    async fn file(&self, key: TicketKey, id: u64) -> Result<Option<StoredFile>, Failure> {
        Ok(self.files(key).await?.into_iter().find(|file| file.id == id))
    }
    async fn file_settled(&self, _: TicketKey, _: &StoredFile) -> Result<(), Failure> {
        Ok(())
    }
}

#[async_trait]
impl Directory for Memory {
    async fn guild(&self, guild: GuildId) -> Result<Option<GuildInfo>, Failure> {
        Ok(self.kept().guilds.get(&guild).cloned())
    }
    async fn guilds(&self) -> Result<Vec<GuildInfo>, Failure> {
        Ok(self.kept().guilds.values().cloned().collect())
    }
    async fn guild_seen(&self, guild: &GuildInfo) -> Result<(), Failure> {
        self.kept().guilds.insert(guild.id, guild.clone());
        Ok(())
    }
    async fn member(&self, guild: GuildId, user: UserId) -> Result<Option<MemberInfo>, Failure> {
        Ok(self.kept().members.get(&(guild, user)).cloned())
    }
    async fn members(&self, guild: GuildId, users: &[UserId]) -> Result<Vec<MemberInfo>, Failure> {
        let kept = self.kept();
        Ok(users.iter().filter_map(|user| kept.members.get(&(guild, *user)).cloned()).collect())
    }
    async fn members_seen(&self, guild: GuildId, members: &[MemberInfo]) -> Result<(), Failure> {
        let mut kept = self.kept();
        members.iter().for_each(|member| drop(kept.members.insert((guild, member.user), member.clone())));
        Ok(())
    }
    async fn members_named(&self, _: GuildId, _: &str, _: u32) -> Result<Vec<MemberInfo>, Failure> {
        Ok(Vec::new())
    }
}

#[async_trait]
impl Views for Memory {
    async fn list(
        &self,
        guild: GuildId,
        filter: &Filter,
        after: Option<Cursor>,
        limit: u32,
    ) -> Result<Vec<Row>, Failure> {
        let kept = self.kept();
        let fits = |row: &Row| {
            let ticket = &row.ticket;
            let place = (row.activity.last_at, ticket.key.number);
            ticket.key.guild == guild
                && match filter.show {
                    Show::Open => ticket.is_open(),
                    Show::Closed => !ticket.is_open(),
                    Show::All => true,
                }
                && filter.types.as_ref().is_none_or(|types| types.contains(&ticket.ticket_type))
                && filter.opener.is_none_or(|user| ticket.opener.user == user)
                && filter.assignee.is_none_or(|user| ticket.assignee == Some(user))
                && filter
                    .claimer
                    .is_none_or(|user| ticket.claim.as_ref().is_some_and(|claim| claim.by == user))
                && (!filter.unassigned || ticket.claim.is_none() && ticket.assignee.is_none())
                && after.is_none_or(|after| place < (after.last_at, after.number))
        };
        let rows = kept.tickets.values().map(|(l, _)| Row { ticket: l.ticket.clone(), activity: l.activity });
        let mut rows: Vec<Row> = rows.filter(fits).collect();
        rows.sort_by_key(|row| std::cmp::Reverse((row.activity.last_at, row.ticket.key.number)));
        rows.truncate(limit as usize);
        Ok(rows)
    }
    async fn counts(
        &self,
        guild: GuildId,
        types: Option<&[TypeId]>,
        reader: UserId,
    ) -> Result<Counts, Failure> {
        let filter = Filter { types: types.map(<[_]>::to_vec), show: Show::All, ..Filter::default() };
        let rows = self.list(guild, &filter, None, 10_000).await?;
        let count = |fits: &dyn Fn(&Row) -> bool| rows.iter().filter(|row| fits(row)).count() as u64;
        let claims = |row: &Row| row.ticket.claim.as_ref().is_some_and(|claim| claim.by == reader);
        Ok(Counts {
            open: count(&|row| row.ticket.is_open()),
            unassigned: count(&|row| {
                row.ticket.is_open() && row.ticket.claim.is_none() && row.ticket.assignee.is_none()
            }),
            mine: count(&|row| row.ticket.is_open() && (claims(row) || row.ticket.assignee == Some(reader))),
            closed: count(&|row| !row.ticket.is_open()),
        })
    }
}

#[async_trait]
impl Sessions for Memory {
    async fn session_start(&self, session: &Session) -> Result<(), Failure> {
        self.kept().sessions.insert(session.token, session.clone());
        Ok(())
    }
    async fn session(
        &self,
        token: &TokenHash,
        idle: Timestamp,
        born: Timestamp,
    ) -> Result<Option<Session>, Failure> {
        let found = self.kept().sessions.get(token).cloned();
        Ok(found.filter(|session| session.used >= idle && session.created >= born))
    }
    async fn session_used(&self, token: &TokenHash, now: Timestamp) -> Result<(), Failure> {
        if let Some(session) = self.kept().sessions.get_mut(token) {
            session.used = now;
        }
        Ok(())
    }
    async fn session_end(&self, token: &TokenHash) -> Result<(), Failure> {
        self.kept().sessions.remove(token);
        Ok(())
    }
    async fn sessions_swept(&self, _: Timestamp, _: Timestamp) -> Result<(), Failure> {
        Ok(())
    }
}
