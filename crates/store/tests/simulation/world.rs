//! Discord as plain data: channels, messages, people, what is told of them, and what goes wrong on the way.

use crate::dice::Dice;
use desk::ManualClock;
use std::collections::{BTreeMap, BTreeSet};
use ticket::{MessageId, Timestamp, UserId, surface::Overwrite};

/// Our own account.
pub const ME: u64 = 9;
/// The guild.
pub const GUILD: u64 = 1;
/// Who opens tickets.
pub const MEMBERS: [u64; 3] = [11, 12, 13];
/// Who answers them.
pub const STAFF: [u64; 2] = [21, 22];
/// What threads are in.
pub const GENERAL: u64 = 31;
/// Where is logged what opens and closes.
pub const LOG: u64 = 32;

/// In a thousand, how often a request meets a fault: on good days, and in a storm.
const FAULTS: [usize; 2] = [8, 150];
/// In a thousand, how often an event is told late or twice.
const EVENTS_ASTRAY: [usize; 2] = [20, 300];

/// Why a request came to nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An error that may pass, or no answer at all.
    Later,
    /// It does not exist.
    Gone,
    /// As many as there can be.
    Full,
    /// They take no messages.
    Refused,
    /// Nothing of it can be changed or said there.
    Locked,
}

/// A message, as long as anybody remembers it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    pub author: u64,
    pub text: String,
    pub edited: Option<Timestamp>,
    pub deleted: bool,
    /// What an announcement carries to be found again.
    pub mark: Option<String>,
    /// Posted by our webhook.
    pub hook: bool,
}

/// A channel or thread.
#[derive(Clone, Debug, Default)]
pub struct Channel {
    pub thread: bool,
    /// A channel's topic or a thread's name: how we know it again.
    pub mark: String,
    pub name: String,
    pub overwrites: Vec<Overwrite>,
    pub members: BTreeSet<UserId>,
    pub archived: bool,
    pub locked: bool,
    pub messages: BTreeMap<u64, Message>,
}

impl Channel {
    /// What stands there now.
    pub fn standing(&self) -> impl Iterator<Item = (u64, &Message)> {
        self.messages.iter().filter(|(_, one)| !one.deleted).map(|(id, one)| (*id, one))
    }
}

/// What Discord tells over its gateway.
#[derive(Clone, Debug)]
pub enum Told {
    Posted {
        channel: u64,
        id: u64,
        message: Message,
    },
    Edited {
        channel: u64,
        id: u64,
        message: Message,
    },
    Deleted {
        channel: u64,
        id: u64,
    },
    ChannelGone {
        channel: u64,
    },
    Changed {
        channel: u64,
    },
    Left {
        user: u64,
    },
    /// A new session: what was told before may be lost.
    Created,
}

/// The private answer to an opening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    pub leads_to: Option<u64>,
}

/// Everything there is.
pub struct World {
    pub dice: Dice,
    pub clock: ManualClock,
    pub channels: BTreeMap<u64, Channel>,
    /// What was deleted, with all that was said there.
    pub gone: BTreeMap<u64, Channel>,
    pub present: BTreeSet<u64>,
    pub refuses_dms: BTreeSet<u64>,
    /// Marks of direct messages, with the time.
    pub dms: Vec<(u64, String, Timestamp)>,
    pub answers: BTreeMap<String, Answer>,
    pub full: bool,
    pub stormy: bool,
    pub calm: bool,
    /// Whether anybody listens.
    pub listened: bool,
    line: Vec<(u64, Told)>,
    turn: u64,
    last_id: u64,
    pub faults: u64,
}

impl World {
    pub fn new(seed: u64, clock: ManualClock) -> Self {
        let present = MEMBERS.into_iter().chain(STAFF).collect();
        let log = Channel { mark: "log".to_owned(), ..Channel::default() };
        Self {
            dice: Dice::new(seed),
            clock,
            channels: BTreeMap::from([(LOG, log)]),
            gone: BTreeMap::new(),
            present,
            refuses_dms: BTreeSet::new(),
            dms: Vec::new(),
            answers: BTreeMap::new(),
            full: false,
            stormy: false,
            calm: false,
            listened: true,
            line: Vec::new(),
            turn: 0,
            last_id: 0,
            faults: 0,
        }
    }

    fn chance(&mut self, in_a_thousand: [usize; 2]) -> bool {
        !self.calm && self.dice.below(1_000) < in_a_thousand[usize::from(self.stormy)]
    }

    /// Whether a request fails now: before it has an effect, or after.
    pub fn fault(&mut self) -> Option<bool> {
        let fault = self.chance(FAULTS).then(|| self.dice.below(2) == 0);
        self.faults += u64::from(fault.is_some());
        fault
    }

    /// A fresh id of this instant.
    pub fn id(&mut self) -> u64 {
        // Words of the same millisecond, here and on the web, have no order.
        let at = Timestamp(self.clock.now().0 - 500);
        self.last_id = MessageId::earliest(at).0.max(self.last_id + 1);
        self.last_id
    }

    /// Tells whoever listens; perhaps later, perhaps twice.
    pub fn tell(&mut self, told: Told) {
        if !self.listened {
            self.faults += 1;
            return;
        }
        if self.chance(EVENTS_ASTRAY) {
            self.faults += 1;
            let late = self.turn + self.dice.below(60) as u64;
            self.line.push((late, told.clone()));
            if self.dice.below(3) > 0 {
                return;
            }
        }
        self.line.push((self.turn, told));
    }

    /// What arrives now.
    pub fn arrived(&mut self) -> Vec<Told> {
        self.turn += 1;
        let turn = self.turn;
        self.line.extract_if(.., |(due, _)| *due <= turn).map(|(_, told)| told).collect()
    }

    /// Whether something is on its way.
    pub fn in_the_air(&self) -> bool {
        !self.line.is_empty()
    }

    /// The connection ends for good: what is on its way is lost.
    pub fn cut(&mut self) {
        self.faults += self.line.len() as u64;
        self.line.clear();
        self.listened = false;
    }

    /// A new connection.
    pub fn listen(&mut self) {
        self.line.clear();
        self.listened = true;
        self.line.push((self.turn, Told::Created));
    }

    /// Says something in a channel.
    pub fn post(&mut self, channel: u64, message: Message) -> Result<u64, Fault> {
        let id = self.id();
        let place = self.channels.get_mut(&channel).ok_or(Fault::Gone)?;
        if place.locked && (message.author != ME || message.hook) {
            return Err(Fault::Locked);
        }
        // Whoever speaks in a thread that hides brings it back (topics/threads).
        place.archived = false;
        place.messages.insert(id, message.clone());
        self.tell(Told::Posted { channel, id, message });
        Ok(id)
    }

    /// Changes what was said.
    pub fn edit(&mut self, channel: u64, id: u64, text: &str) -> Result<(), Fault> {
        let at = self.clock.now();
        let place = self.channels.get_mut(&channel).ok_or(Fault::Gone)?;
        let message = place.messages.get_mut(&id).filter(|one| !one.deleted).ok_or(Fault::Gone)?;
        (message.text, message.edited) = (text.to_owned(), Some(at));
        let message = message.clone();
        self.tell(Told::Edited { channel, id, message });
        Ok(())
    }

    /// Takes back what was said.
    pub fn delete(&mut self, channel: u64, id: u64) -> Result<(), Fault> {
        let place = self.channels.get_mut(&channel).ok_or(Fault::Gone)?;
        place.messages.get_mut(&id).filter(|one| !one.deleted).ok_or(Fault::Gone)?.deleted = true;
        self.tell(Told::Deleted { channel, id });
        Ok(())
    }

    /// Deletes a channel with everything in it.
    pub fn delete_channel(&mut self, channel: u64) -> Result<(), Fault> {
        let place = self.channels.remove(&channel).ok_or(Fault::Gone)?;
        self.gone.insert(channel, place);
        self.tell(Told::ChannelGone { channel });
        Ok(())
    }

    /// A channel that stands or stood.
    pub fn ever(&self, channel: u64) -> Option<&Channel> {
        self.channels.get(&channel).or_else(|| self.gone.get(&channel))
    }
}
