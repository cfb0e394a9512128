//! Makes channels and threads what they should be.

use crate::{
    bot::{Bot, Stop},
    world::{Channel, Fault, World},
};
use desk::Failure;
use std::collections::BTreeSet;
use ticket::{
    ChannelId, Command, Event, Job, MessageId, Surface, Ticket, TicketKey, UserId,
    surface::{Desired, Problem, desired, ever_desired},
};

/// How a surface is known again: a channel by its topic, a thread by its name.
fn mark(wanted: &Desired) -> &str {
    match wanted {
        Desired::Channel { topic, .. } => topic,
        Desired::Thread { name, .. } => name,
        Desired::Nothing => "",
    }
}

/// Whether a channel is not what it should be where that matters at once.
pub fn strayed(place: &Channel, wanted: &Desired) -> bool {
    match wanted {
        Desired::Channel { topic, overwrites, .. } => place.mark != *topic || place.overwrites != *overwrites,
        Desired::Thread { locked, .. } => *locked && !place.archived,
        Desired::Nothing => true,
    }
}

fn shape(place: &mut Channel, wanted: &Desired, archived: bool, removed: &BTreeSet<UserId>) {
    match wanted {
        Desired::Channel { name, topic, overwrites, .. } => {
            place.name.clone_from(name);
            place.mark.clone_from(topic);
            place.overwrites.clone_from(overwrites);
        }
        Desired::Thread { name, members, .. } => {
            place.name.clone_from(name);
            place.mark.clone_from(name);
            place.members.retain(|user| !removed.contains(user));
            place.members.extend(members);
            place.thread = true;
            place.archived = archived;
        }
        Desired::Nothing => {}
    }
    place.locked = archived;
}

impl Bot {
    /// The ticket, and what should exist for it.
    pub async fn wanted(&self, key: TicketKey) -> Result<Option<(Ticket, Desired)>, Failure> {
        let Some(loaded) = self.desk.store().ticket(key).await? else { return Ok(None) };
        let config = self.desk.config(key.guild).await?.config;
        let wanted = desired(&loaded.ticket, &config, UserId(crate::world::ME));
        Ok(Some((loaded.ticket, wanted)))
    }

    pub async fn sync_surface(&self, key: TicketKey) -> Result<(), Stop> {
        let Some((ticket, wanted)) = self.wanted(key).await? else { return Ok(()) };
        match ticket.surface.channel() {
            Some(channel) if wanted == Desired::Nothing => self.remove(&ticket, channel).await,
            Some(channel) => self.bring_in_line(&ticket, channel, &wanted).await,
            None => self.create(&ticket, &wanted).await,
        }
    }

    async fn create(&self, ticket: &Ticket, wanted: &Desired) -> Result<(), Stop> {
        let (key, sightings) = (ticket.key, self.ram.borrow().sightings);
        let lives = |id: u64| self.ram.borrow().lives.get(&id).is_some_and(|other| *other != key);
        let events = self.desk.store().events(key).await?;
        let config = self.desk.config(key.guild).await?.config;
        let ever = ever_desired(&events, &config, UserId(crate::world::ME));
        let fits = |(id, place): &(&u64, &Channel)| {
            let made = |wanted: &Desired| {
                place.mark == mark(wanted) && place.thread == matches!(wanted, Desired::Thread { .. })
            };
            ever.iter().any(made) && !lives(**id)
        };
        let made = |place: &Channel| {
            let thread = |wanted: &&Desired| matches!(wanted, Desired::Thread { .. }) == place.thread;
            ever.iter().find(thread).cloned().unwrap_or_else(|| wanted.clone())
        };
        let orphan = |world: &mut World| {
            let found = world.channels.iter().find(fits);
            Ok(found.map(|(id, place)| (*id, made(place))))
        };
        let found = self.call(orphan).await?;
        // Of one that is adopted it is not known what was said until now.
        let watched = found.is_none().then_some(sightings);
        let (channel, made) = match found {
            Some(found) => {
                // The ticket may have changed meanwhile, and somebody may have written there.
                let gap = Job::Backfill { ticket: key, after: Some(MessageId(1)) };
                self.desk.enqueue(vec![gap, Job::SyncSurface { ticket: key }]).await?;
                found
            }
            None if !ticket.is_open() => return Ok(()),
            None => {
                let create = |world: &mut World| {
                    if world.full {
                        return Err(Fault::Full);
                    }
                    let id = world.id();
                    let mut place = Channel::default();
                    shape(&mut place, wanted, false, &BTreeSet::new());
                    world.channels.insert(id, place);
                    Ok(id)
                };
                match self.call(create).await {
                    Err(Fault::Full) => {
                        let problem = Problem::GuildFull;
                        self.observe(key, Command::SurfaceFailed { problem }).await?;
                        return Err(Fault::Full.into());
                    }
                    created => (created?, wanted.clone()),
                }
            }
        };
        self.ram.borrow_mut().lives.insert(channel, key);
        let channel = ChannelId(channel);
        let surface = match made {
            Desired::Thread { parent, .. } => Surface::Thread { channel, parent, welcome: None },
            _ => Surface::Channel { channel, welcome: None },
        };
        // It may be recorded although nobody heard so: the next attempt would not look again.
        let recorded = self.observe(key, Command::SurfaceReady { surface }).await;
        self.lives(channel.0, key, watched).await?;
        Ok(recorded?)
    }

    async fn bring_in_line(&self, ticket: &Ticket, channel: ChannelId, wanted: &Desired) -> Result<(), Stop> {
        self.ram.borrow_mut().lives.insert(channel.0, ticket.key);
        let archived = ticket.closure().is_some_and(|closure| closure.archived);
        let events = self.desk.store().events(ticket.key).await?;
        let removed = events.iter().filter_map(|one| match one.event {
            Event::UserRemoved { user } => Some(user),
            _ => None,
        });
        let removed: BTreeSet<UserId> = removed.collect();
        self.ram.borrow_mut().in_hand.insert(channel.0);
        let changed = self
            .call(|world| {
                let place = world.channels.get_mut(&channel.0).ok_or(Fault::Gone)?;
                shape(place, wanted, archived, &removed);
                Ok(())
            })
            .await;
        self.ram.borrow_mut().in_hand.remove(&channel.0);
        match changed {
            Err(Fault::Gone) => self.deleted(ticket.key, channel).await,
            other => Ok(other?),
        }
    }

    /// It was not found. Closing its ticket is for good, so it is asked for once more.
    pub async fn deleted(&self, key: TicketKey, channel: ChannelId) -> Result<(), Stop> {
        if self.call(|world| Ok(world.channels.contains_key(&channel.0))).await? {
            return Err(Fault::Later.into());
        }
        self.ram.borrow_mut().lives.remove(&channel.0);
        Ok(self.observe(key, Command::SurfaceDeleted).await?)
    }

    async fn remove(&self, ticket: &Ticket, channel: ChannelId) -> Result<(), Stop> {
        let key = ticket.key;
        // Nobody writes there any more, even if it was never put away.
        let shut = |world: &mut World| {
            world.channels.get_mut(&channel.0).ok_or(Fault::Gone)?.locked = true;
            Ok(())
        };
        match self.call(shut).await {
            Ok(()) | Err(Fault::Gone) => {}
            Err(fault) => return Err(fault.into()),
        }
        self.backfill(key, Some(MessageId(1))).await?;
        self.ram.borrow_mut().in_hand.insert(channel.0);
        let removed = self.call(|world| world.delete_channel(channel.0)).await;
        match removed {
            Ok(()) | Err(Fault::Gone) => {}
            Err(fault) => {
                self.ram.borrow_mut().in_hand.remove(&channel.0);
                return Err(fault.into());
            }
        }
        self.ram.borrow_mut().lives.remove(&channel.0);
        let observed = self.observe(key, Command::SurfaceRemoved).await;
        self.ram.borrow_mut().in_hand.remove(&channel.0);
        Ok(observed?)
    }
}
