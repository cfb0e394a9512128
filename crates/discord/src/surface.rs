//! Makes the channel or thread of a ticket what it should be.
//!
//! A crash between creating and recording leaves neither an orphan nor a double: before it creates, this looks whether Discord has
//! a channel that carries this very topic (or a thread of ours with this very name) and that no ticket has, and adopts it. The
//! gateway's picture of the guild answers that without a request.

mod line;

use crate::{
    Discord,
    cache::Known,
    chores::persistently,
    discord::store_failed,
    rest::{Call, Fault},
    wire,
};
use desk::{Outcome, crash};
use serde_json::{Value, json};
use ticket::{
    ChannelId, Command, GuildId, Job, MessageId, Permissions, State, Surface, Ticket, TicketKey, Trouble,
    UserId,
    doctor::Spot,
    surface::{Desired, Overwrite, Target, desired, ever_desired},
};
use twilight_http::routing::Route;

/// Minutes after which an idle thread hides itself: the longest Discord has (topics/threads).
const AUTO_ARCHIVE: u32 = 10_080;

impl Discord {
    /// Creates the surface that should exist, or changes the one that does; the least that makes them agree.
    pub async fn sync_surface(&self, key: TicketKey) -> Outcome {
        let (ticket, wanted) = match self.wanted(key).await {
            Ok(Some(found)) => found,
            Ok(None) => return Outcome::Done,
            Err(failure) => return store_failed(failure),
        };
        match ticket.surface.channel() {
            Some(channel) if wanted == Desired::Nothing => self.remove(&ticket, channel).await,
            Some(channel) => self.bring_in_line(key, channel, &wanted).await,
            // Of a ticket that was closed meanwhile only what was made before is taken, so that it is put away with it.
            None => self.create(&ticket, &wanted).await,
        }
    }

    /// The ticket, and what should exist for it of what can exist.
    pub(crate) async fn wanted(&self, key: TicketKey) -> Result<Option<(Ticket, Desired)>, desk::Failure> {
        let Some(loaded) = self.desk.store().ticket(key).await? else { return Ok(None) };
        let config = self.guild_config(key.guild).await?;
        let mut wanted = desired(&loaded.ticket, &self.existing(key.guild, &config), self.me);
        if let Desired::Channel { overwrites, .. } = &mut wanted {
            self.only_what_we_may_give(key.guild, overwrites);
        }
        Ok(Some((loaded.ticket, wanted)))
    }

    /// Puts away a channel or thread that is about to be deleted.
    pub(crate) async fn shut(&self, ticket: &Ticket, channel: ChannelId) -> Outcome {
        let mut kept = ticket.clone();
        if let State::Closed(closure) = &mut kept.state {
            (closure.archived, closure.expired) = (true, false);
        }
        let config = match self.guild_config(ticket.key.guild).await {
            Ok(config) => config,
            Err(failure) => return store_failed(failure),
        };
        let mut wanted = desired(&kept, &self.existing(ticket.key.guild, &config), self.me);
        if let Desired::Channel { overwrites, .. } = &mut wanted {
            self.only_what_we_may_give(ticket.key.guild, overwrites);
        }
        self.bring_in_line(ticket.key, channel, &wanted).await
    }

    /// What could have been made for it since it was opened.
    async fn ever_wanted(&self, key: TicketKey) -> Result<Vec<Desired>, desk::Failure> {
        let events = self.desk.store().events(key).await?;
        let config = self.guild_config(key.guild).await?;
        Ok(ever_desired(&events, &self.existing(key.guild, &config), self.me))
    }

    /// Discord refuses an overwrite that gives what Guildhall does not hold itself (resources/channel). What is taken stays taken.
    fn only_what_we_may_give(&self, guild: GuildId, overwrites: &mut [Overwrite]) {
        let mine = self.cache.guild(guild, crate::cache::Guild::my_permissions).unwrap_or_default();
        if mine.contains(Permissions::ADMINISTRATOR) || mine == Permissions::NONE {
            return;
        }
        for overwrite in overwrites {
            overwrite.allow = Permissions(overwrite.allow.0 & mine.0);
        }
    }

    async fn create(&self, ticket: &Ticket, wanted: &Desired) -> Outcome {
        let (key, sightings) = (ticket.key, self.cache.sightings());
        // What was made before may carry the name of its time.
        let ever = match self.ever_wanted(key).await {
            Ok(ever) => ever,
            Err(failure) => return store_failed(failure),
        };
        let learned = self.cache.until_learned(key.guild).await;
        let Some(seen) = self
            .cache
            .guild(key.guild, |guild| self.orphan(guild.channels.iter(), key, &ever))
            .filter(|_| learned)
        else {
            return Outcome::Later { at: None, why: "the guild is not in sight yet".to_owned() };
        };
        let repeated = if ticket.is_open() { !self.tried.creating(key) } else { self.tried.is_creating(key) };
        let found = match seen {
            Some(found) => Some(found),
            None if repeated => match self.look_for_orphan(key, &ever).await {
                Ok(found) => found,
                Err(fault) => return self.failed(fault),
            },
            None => None,
        };
        // Of one that is adopted it is not known what was said until now: as if nobody had watched.
        let watched = found.is_none().then_some(sightings);
        let (channel, made) = match found {
            Some((channel, made)) => {
                tracing::info!(%key, %channel, "adopted the channel that was created before");
                // The ticket may have changed meanwhile, and somebody may have written there. That is looked for once more after it is
                // recorded: before, nobody knows where to look; but the process may end in between.
                let gap = Job::Backfill { ticket: key, after: Some(MessageId(1)) };
                let after = vec![gap, Job::SyncSurface { ticket: key }];
                if let Err(failure) = self.desk.enqueue(after).await {
                    return store_failed(failure);
                }
                // Of a ticket that was moved meanwhile it may be a thread where a channel is wanted now.
                (channel, made)
            }
            None if !ticket.is_open() => {
                self.tried.settled(key);
                return Outcome::Done;
            }
            None => match self.create_new(key, wanted).await {
                Ok(channel) => (channel, wanted.clone()),
                Err(Fault::Later { after, why }) => return self.failed(Fault::Later { after, why }),
                Err(fault) => return self.cannot_create(key, wanted, fault).await,
            },
        };
        self.record(ticket, channel, &made, watched).await
    }

    /// Records where the ticket lives; `watched` is the session since which nothing said there was missed, if there is one.
    async fn record(
        &self,
        ticket: &Ticket,
        channel: ChannelId,
        wanted: &Desired,
        watched: Option<u64>,
    ) -> Outcome {
        let key = ticket.key;
        self.cache.ticket_lives(channel, key);
        let surface = match wanted {
            Desired::Channel { .. } => Surface::Channel { channel, welcome: None },
            Desired::Thread { parent, .. } => Surface::Thread { channel, parent: *parent, welcome: None },
            Desired::Nothing => return Outcome::Done,
        };
        // It may be recorded although nobody heard so.
        let recorded = self.observe(key, Command::SurfaceReady { surface }).await;
        // Something was said there before we knew whose it is, or while nobody listened: no later look asks for it.
        if self.cache.was_heard_young(channel) || watched != Some(self.cache.sightings()) {
            let gap = Job::Backfill { ticket: key, after: Some(MessageId(1)) };
            // The next attempt would not know of it any more.
            persistently(|| self.desk.enqueue(vec![gap.clone()])).await;
        }
        if let Err(failure) = recorded {
            return store_failed(failure);
        }
        self.tried.settled(key);
        match wanted {
            Desired::Thread { members, .. } => {
                // The welcome mentions opener and case worker, and who is mentioned in a thread is in it (topics/threads).
                let welcomed =
                    |user: &&UserId| **user == ticket.opener.user || ticket.assignee == Some(**user);
                let others: Vec<UserId> = members.iter().filter(|user| !welcomed(user)).copied().collect();
                self.add_members(channel, &others).await
            }
            Desired::Channel { .. } | Desired::Nothing => Outcome::Done,
        }
    }

    async fn create_new(&self, key: TicketKey, wanted: &Desired) -> Result<ChannelId, Fault> {
        crash::point("surface-before-create");
        let created = self.post_somewhere(key, wanted).await;
        crash::point("surface-after-create");
        let channel = created?;
        self.tried.created(key);
        self.cache.ticket_lives(channel.id, key);
        self.cache.change(key.guild, |guild| {
            guild.channels.insert(channel.id, Known::from(&channel));
        });
        Ok(channel.id)
    }

    /// In its category; where that is full or gone, in one of the others, or outside: better there than not at all. Under a plain
    /// name where Discord objects to the wanted one.
    async fn post_somewhere(&self, key: TicketKey, wanted: &Desired) -> Result<wire::Channel, Fault> {
        let places: Vec<Option<ChannelId>> = match wanted {
            Desired::Channel { parent: Some(parent), overflow, .. } => {
                let other = overflow.iter().filter(|other| *other != parent);
                std::iter::once(parent).chain(other).map(|id| Some(*id)).chain([None]).collect()
            }
            _ => vec![None],
        };
        let mut wanted = wanted.clone();
        let mut last = Fault::Broken("no place to create it in".to_owned());
        let mut crowded = None;
        for place in places {
            match self.post_surface(key, &wanted, place).await {
                Err(fault) if bad_name(&fault) => {
                    if let Desired::Channel { name, .. } | Desired::Thread { name, .. } = &mut wanted {
                        *name = plain_name(key);
                    }
                    return self.post_surface(key, &wanted, place).await;
                }
                Err(fault) if outside(&fault, &wanted) => {
                    if let Some(category) = place.filter(|_| fault.names_rule("CHANNEL_PARENT_MAX_CHANNELS"))
                    {
                        crowded.get_or_insert(category);
                    }
                    last = fault;
                }
                Ok(made) => {
                    // It found no room in any of them.
                    if let (None, Some(category)) = (place, crowded) {
                        self.noticed(key.guild, Spot::Open(category), Trouble::CategoryFull).await;
                    }
                    return Ok(made);
                }
                other => return other,
            }
        }
        Err(last)
    }

    async fn post_surface(
        &self,
        key: TicketKey,
        wanted: &Desired,
        place: Option<ChannelId>,
    ) -> Result<wire::Channel, Fault> {
        let call = match wanted {
            Desired::Channel { name, topic, overwrites, .. } => {
                let mut body = json!({
                    "name": name, "type": wire::TEXT, "topic": topic,
                    "permission_overwrites": overwrites_json(overwrites),
                });
                if let Some(parent) = place {
                    body["parent_id"] = json!(parent);
                }
                Call::json(&Route::CreateChannel { guild_id: key.guild.0 }, &body)?
            }
            Desired::Thread { name, parent, .. } => {
                let body = json!({
                    "name": name, "type": wire::PRIVATE_THREAD, "invitable": false,
                    "auto_archive_duration": AUTO_ARCHIVE,
                });
                Call::json(&Route::CreateThread { channel_id: parent.0 }, &body)?
            }
            Desired::Nothing => return Err(Fault::Broken("nothing is to be created".to_owned())),
        };
        self.rest.ask(call).await
    }
}

/// Whether the request would have worked outside of its category (resources/channel: 50 channels in one).
fn outside(fault: &Fault, wanted: &Desired) -> bool {
    let Desired::Channel { parent: Some(_), .. } = wanted else { return false };
    fault.names_rule("CHANNEL_PARENT_MAX_CHANNELS")
        || fault.names_rule("CHANNEL_PARENT_INVALID")
        || fault.names_rule("CHANNEL_PARENT_INVALID_TYPE")
        || fault.is_code(10_003)
}

/// Whether Discord objects to the name: words that are not allowed for a guild (opcodes, 20031).
fn bad_name(fault: &Fault) -> bool {
    fault.is_code(20_031) || fault.names_rule("NAME_CONTAINS_BLOCKED_WORDS")
}

/// What a surface is called where Discord objects to its name.
pub(crate) fn plain_name(key: TicketKey) -> String {
    format!("ticket-{}", key.number)
}

fn overwrites_json(overwrites: &[Overwrite]) -> Value {
    let one = |overwrite: &Overwrite| {
        let (id, kind) = match overwrite.target {
            Target::Role(role) => (role.0, 0),
            Target::Member(user) => (user.0, 1),
        };
        json!({
            "id": id.to_string(), "type": kind,
            "allow": overwrite.allow.0.to_string(), "deny": overwrite.deny.0.to_string(),
        })
    };
    overwrites.iter().map(one).collect()
}
