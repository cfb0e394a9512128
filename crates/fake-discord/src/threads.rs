//! Threads: made, joined, changed, archived by time (Discord: topics/threads).

use crate::{
    error::{Answered, no_access, no_permission, refuse, too_fast, unknown},
    messages::wire_id,
    permissions as p,
    rates::Scope,
    wire,
    world::{Channel, Thread, World},
};
use serde_json::{Value, json};

/// For how long new threads are remembered, in milliseconds.
const BURST_WINDOW: i64 = 300_000;
/// A thread that everyone in the channel sees.
pub(crate) const PUBLIC: u8 = 11;
/// A thread that its members see.
pub(crate) const PRIVATE: u8 = 12;

/// Nothing happens in an archived thread.
pub(crate) fn archived() -> crate::error::Refused {
    refuse(400, 50083, "Thread is archived")
}

/// Members that the mention of a role brings into a thread.
const MOST_BROUGHT: usize = 100;

impl World {
    /// Refuses a thread too many, or too soon after the last ones.
    fn check_threads(&mut self, guild: u64) -> Answered<()> {
        self.check_active(guild)?;
        let now = self.clock.now();
        let made = self.threads_made.entry(guild).or_default();
        made.retain(|at| now - at < BURST_WINDOW);
        if made.len() >= self.caps.thread_burst {
            let wait = (BURST_WINDOW - (now - made[0])) as f64 / 1000.0;
            return Err(too_fast(wait, Scope::Shared));
        }
        made.push(now);
        Ok(())
    }

    fn check_active(&self, guild: u64) -> Answered<()> {
        let open = self.channels.values().filter(|one| {
            one.guild == Some(guild) && one.thread.as_ref().is_some_and(|thread| !thread.archived)
        });
        if open.count() < self.caps.active_threads {
            return Ok(());
        }
        Err(refuse(400, 160_006, "Maximum number of active threads reached"))
    }

    /// Makes a thread in a channel, private unless the body says otherwise; or from a message, then public with its id.
    pub fn create_thread(&mut self, parent: u64, message: Option<u64>, body: &Value) -> Answered {
        let kind = if message.is_some() { PUBLIC } else { body["type"].as_u64().unwrap_or(12) as u8 };
        let private = kind == PRIVATE;
        self.need(parent, if private { p::CREATE_PRIVATE_THREADS } else { p::CREATE_PUBLIC_THREADS })?;
        if self.channels[&parent].kind != 0 {
            return Err(refuse(400, 50024, "Cannot execute action on this channel type"));
        }
        if let Some(id) = message {
            self.channels[&parent].messages.get(&id).ok_or_else(|| unknown("Message", 10008))?;
            if self.channels.contains_key(&id) {
                return Err(refuse(400, 160_004, "A thread has already been created for this message"));
            }
        }
        let guild = self.channels[&parent].guild;
        self.check_threads(guild.unwrap_or(0))?;
        let (fresh, owner, now) = (self.id(), self.bot, self.clock.now());
        let id = message.unwrap_or(fresh);
        let thread = Thread {
            owner,
            members: [owner].into(),
            invitable: body["invitable"].as_bool().unwrap_or(true),
            archive_after: body["auto_archive_duration"].as_u64().unwrap_or(4_320),
            created: now,
            archived_at: now,
            active_at: now,
            ..Thread::default()
        };
        let name = body["name"].as_str().unwrap_or_default().to_owned();
        let (parent, thread) = (Some(parent), Some(thread));
        let channel = Channel { id, guild, kind, name, parent, thread, ..Channel::default() };
        self.channels.insert(id, channel);
        self.archives_from = self.archives_from.min(now);
        let object = wire::channel(self, &self.channels[&id]);
        let mut event = object.clone();
        event["newly_created"] = json!(true);
        self.dispatch("THREAD_CREATE", &event);
        Ok(object)
    }

    fn thread_of(&self, id: u64) -> Answered<&Thread> {
        self.channels.get(&id).and_then(|one| one.thread.as_ref()).ok_or_else(|| unknown("Channel", 10003))
    }

    /// The application adds somebody to a thread, or itself.
    pub fn join_thread(&mut self, id: u64, user: u64) -> Answered<()> {
        self.need(id, p::VIEW_CHANNEL)?;
        let thread = self.thread_of(id)?;
        if thread.archived {
            return Err(archived());
        }
        if user != self.bot {
            self.need(id, p::SEND_MESSAGES)?;
            let parent = self.channels[&id].parent.unwrap_or(0);
            let manages = p::in_channel(self, self.bot, parent) & p::MANAGE_THREADS != 0;
            if !thread.invitable && !manages && thread.owner != self.bot {
                return Err(no_permission());
            }
        }
        let known = self.guild_of(id).is_some_and(|guild| guild.members.contains_key(&user));
        if !known {
            return Err(unknown("Member", 10007));
        }
        let people = thread.members.iter().filter(|id| self.users.get(id).is_some_and(|one| !one.bot));
        if !thread.members.contains(&user) && people.count() >= self.caps.thread_members {
            return Err(refuse(400, 30033, "Maximum number of thread participants has been reached (1000)"));
        }
        self.add_to_thread(id, user);
        Ok(())
    }

    /// Puts somebody into a thread and tells everyone.
    pub(crate) fn add_to_thread(&mut self, id: u64, user: u64) {
        let Some(thread) = self.channels.get_mut(&id).and_then(|one| one.thread.as_mut()) else { return };
        if !thread.members.insert(user) {
            return;
        }
        if user == self.bot {
            let object = wire::channel(self, &self.channels[&id]);
            self.dispatch("THREAD_CREATE", &object);
        }
        let mut added = self.thread_member(id, user);
        if let Some(guild) = self.guild_of(id) {
            added["member"] = wire::member_of(self, guild, user);
            added["presence"] = Value::Null;
        }
        self.tell_members(id, json!({"added_members": [added]}));
    }

    /// Takes somebody out of a thread and tells everyone.
    pub fn leave_thread(&mut self, id: u64, user: u64) -> Answered<()> {
        let thread = self.channels.get_mut(&id).and_then(|one| one.thread.as_mut());
        let thread = thread.ok_or_else(|| unknown("Channel", 10003))?;
        if !thread.members.remove(&user) {
            return Err(unknown("Member", 10007));
        }
        self.tell_members(id, json!({"removed_member_ids": [user.to_string()]}));
        Ok(())
    }

    /// The application takes somebody out of a thread, or leaves it.
    pub(crate) fn drop_from_thread(&mut self, id: u64, user: u64) -> Answered<()> {
        self.need(id, p::VIEW_CHANNEL)?;
        let thread = self.thread_of(id)?;
        if thread.archived {
            return Err(archived());
        }
        let parent = self.channels[&id].parent.unwrap_or(0);
        let manages = p::in_channel(self, self.bot, parent) & p::MANAGE_THREADS != 0;
        let own = self.channels[&id].kind == PRIVATE && thread.owner == self.bot;
        if user != self.bot && !manages && !own {
            return Err(no_permission());
        }
        self.leave_thread(id, user)
    }

    fn tell_members(&mut self, id: u64, mut event: Value) {
        let place = &self.channels[&id];
        event["id"] = json!(id.to_string());
        event["guild_id"] = json!(place.guild.map(|guild| guild.to_string()));
        event["member_count"] = json!(place.thread.as_ref().map_or(0, |thread| thread.members.len()));
        self.dispatch("THREAD_MEMBERS_UPDATE", &event);
    }

    /// Somebody's membership of a thread.
    pub(crate) fn thread_member(&self, id: u64, user: u64) -> Value {
        let joined = self.channels.get(&id).and_then(|one| one.thread.as_ref()).map_or(0, |one| one.created);
        json!({"id": id.to_string(), "user_id": user.to_string(), "join_timestamp": wire::time(joined), "flags": 0})
    }

    /// What the application may change of a thread; nothing of an archived one unless it is opened again.
    pub(crate) fn check_thread_change(&self, id: u64, body: &Value) -> Answered<()> {
        let thread = self.thread_of(id)?;
        let parent = self.channels[&id].parent.unwrap_or(0);
        let has = p::in_channel(self, self.bot, parent);
        if p::in_channel(self, self.bot, id) & p::VIEW_CHANNEL == 0 {
            return Err(no_access());
        }
        let manages = has & p::MANAGE_THREADS != 0;
        let reopens = body["archived"] == false;
        if thread.archived && !reopens {
            return Err(archived());
        }
        let locks = body.get("locked").is_some_and(|locked| *locked != json!(thread.locked));
        let needs = (thread.owner != self.bot && !reopens) || locks || thread.locked && reopens;
        if needs && !manages {
            return Err(no_permission());
        }
        if thread.archived && reopens {
            self.check_active(self.channels[&id].guild.unwrap_or(0))?;
        }
        Ok(())
    }

    /// Changes what a thread has beyond a channel.
    pub(crate) fn change_thread(&mut self, id: u64, body: &Value) {
        let now = self.clock.now();
        let Some(thread) = self.channels.get_mut(&id).and_then(|one| one.thread.as_mut()) else { return };
        thread.locked = body["locked"].as_bool().unwrap_or(thread.locked);
        thread.invitable = body["invitable"].as_bool().unwrap_or(thread.invitable);
        thread.archive_after = body["auto_archive_duration"].as_u64().unwrap_or(thread.archive_after);
        if let Some(archive) = body["archived"].as_bool().filter(|archive| *archive != thread.archived) {
            (thread.archived, thread.archived_at, thread.active_at) = (archive, now, now);
        }
        self.archives_from = self.archives_from.min(now);
    }

    /// A message in a thread: it opens an archived one and starts its time anew; those it mentions come in.
    pub(crate) fn said_in_thread(&mut self, id: u64, message: &Value) {
        let (now, author) = (self.clock.now(), wire_id(&message["author"]));
        let Some(place) = self.channels.get_mut(&id) else { return };
        let Some(thread) = &mut place.thread else { return };
        thread.active_at = now;
        if std::mem::take(&mut thread.archived) {
            thread.archived_at = now;
            let object = wire::channel(self, &self.channels[&id]);
            self.archives_from = self.archives_from.min(now);
            self.dispatch("THREAD_UPDATE", &object);
        }
        let mut coming: Vec<u64> =
            message["mentions"].as_array().into_iter().flatten().map(wire_id).collect();
        if message.get("webhook_id").is_none() {
            coming.push(author);
        }
        coming.extend(self.holders(id, &message["mention_roles"]));
        let guild = self.guild_of(id).map(|guild| guild.id).unwrap_or(0);
        coming.retain(|user| self.guilds.get(&guild).is_some_and(|guild| guild.members.contains_key(user)));
        coming.into_iter().for_each(|user| self.add_to_thread(id, user));
    }

    /// The members who hold one of these roles, if they are few enough to be brought into a thread by a mention.
    fn holders(&self, channel: u64, roles: &Value) -> Vec<u64> {
        let roles: Vec<u64> =
            roles.as_array().into_iter().flatten().filter_map(|id| id.as_str()?.parse().ok()).collect();
        let Some(guild) = self.guild_of(channel) else { return Vec::new() };
        let holds = |member: &crate::world::Member| member.roles.iter().any(|role| roles.contains(role));
        let found: Vec<u64> =
            guild.members.iter().filter(|(_, member)| holds(member)).map(|(user, _)| *user).collect();
        if found.len() <= MOST_BROUGHT { found } else { Vec::new() }
    }

    /// Archives the threads whose time is over.
    pub(crate) fn settle(&mut self) {
        let now = self.clock.now();
        if now < self.archives_from {
            return;
        }
        let due = |thread: &Thread| thread.active_at + thread.minutes() * 60_000;
        let open = || {
            self.channels.values().filter_map(|one| {
                let thread = one.thread.as_ref().filter(|thread| !thread.archived)?;
                Some((one.id, due(thread)))
            })
        };
        let over: Vec<u64> = open().filter(|(_, at)| *at <= now).map(|(id, _)| id).collect();
        let next = open().map(|(_, at)| at).filter(|at| *at > now).min();
        self.archives_from = next.unwrap_or(i64::MAX);
        for id in over {
            if let Some(thread) = self.channels.get_mut(&id).and_then(|one| one.thread.as_mut()) {
                (thread.archived, thread.archived_at) = (true, due(thread));
            }
            let object = wire::channel(self, &self.channels[&id]);
            self.dispatch("THREAD_UPDATE", &object);
        }
    }
}
