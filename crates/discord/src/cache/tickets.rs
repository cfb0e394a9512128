//! Which channel is which ticket.

use super::Cache;
use std::{
    collections::{HashMap, HashSet, VecDeque},
    pin::pin,
    sync::MutexGuard,
    time::Duration,
};
use ticket::{ChannelId, GuildId, MessageId, TicketKey};

/// How long work waits for its guild to come into sight before it is put back.
const SOON: Duration = Duration::from_secs(5);

/// How long after its making a channel may still be one that we are making.
const YOUNG_MILLISECONDS: i64 = 120_000;
/// Such channels that are remembered; the oldest go first.
const MOST_YOUNG: usize = 256;

#[derive(Default)]
pub(super) struct Tickets {
    by_channel: HashMap<ChannelId, TicketKey>,
    known: HashSet<TicketKey>,
    in_hand: HashSet<ChannelId>,
    learned: HashSet<GuildId>,
    learning: HashMap<GuildId, Learning>,
    begun: u64,
    /// Channels in which something was said within moments of their making, and that are no tickets' as far as we know.
    young: VecDeque<ChannelId>,
}

/// A guild that came into sight, and of whose channels we do not know yet which are tickets. Nothing said there is kept until what may be
/// missing is noted in the database, or a gap would be forgotten behind newer messages.
#[derive(Default)]
pub(super) struct Learning {
    begun: u64,
    /// Where something was said meanwhile.
    heard: HashSet<ChannelId>,
    /// Tickets that others learned of meanwhile.
    lives: Vec<(ChannelId, TicketKey)>,
}

impl Tickets {
    fn live(&mut self, channel: ChannelId, key: TicketKey) {
        self.by_channel.insert(channel, key);
        self.known.insert(key);
    }
}

/// Ends [`Cache::in_hand`] however the work ends.
pub(crate) struct InHand<'a>(&'a Cache, ChannelId);

impl Drop for InHand<'_> {
    fn drop(&mut self) {
        self.0.tickets().in_hand.remove(&self.1);
    }
}

impl Cache {
    fn tickets(&self) -> MutexGuard<'_, Tickets> {
        self.tickets.lock().expect("no panic holds it")
    }

    /// The ticket that lives in a channel.
    pub(crate) fn ticket(&self, channel: ChannelId) -> Option<TicketKey> {
        self.tickets().by_channel.get(&channel).copied()
    }

    /// Whether the ticket's channel is known.
    pub(crate) fn knows(&self, key: TicketKey) -> bool {
        self.tickets().known.contains(&key)
    }

    /// A ticket lives in this channel.
    pub(crate) fn ticket_lives(&self, channel: ChannelId, key: TicketKey) {
        let mut tickets = self.tickets();
        if tickets.learned.contains(&key.guild) {
            tickets.live(channel, key);
        } else {
            tickets.learning.entry(key.guild).or_default().lives.push((channel, key));
        }
    }

    /// A guild came into sight, perhaps again: what we knew of its tickets' channels is to be learned anew. Names the attempt.
    pub(crate) fn begin_learning(&self, guild: GuildId) -> u64 {
        let mut tickets = self.tickets();
        tickets.learned.remove(&guild);
        tickets.by_channel.retain(|_, key| key.guild != guild);
        tickets.known.retain(|key| key.guild != guild);
        tickets.begun += 1;
        let begun = tickets.begun;
        tickets.learning.insert(guild, Learning { begun, ..Learning::default() });
        begun
    }

    /// Changes whenever a guild comes into sight, perhaps again: what was said just before was told to nobody.
    pub(crate) fn sightings(&self) -> u64 {
        self.tickets().begun
    }

    /// Something was said in a channel that is no ticket's as far as we know.
    pub(crate) fn heard(&self, guild: GuildId, channel: ChannelId) {
        if let Some(learning) = self.tickets().learning.get_mut(&guild) {
            learning.heard.insert(channel);
        }
    }

    /// Something was said in a channel that is no ticket's as far as we know. It may be one that we are making: Discord tells of it before it
    /// answers us.
    pub(crate) fn heard_in_young(&self, channel: ChannelId, message: MessageId) {
        // The first bits of both ids are their time.
        let age = message.at().0 - MessageId(channel.0).at().0;
        let mut tickets = self.tickets();
        if (0..=YOUNG_MILLISECONDS).contains(&age) && !tickets.young.contains(&channel) {
            tickets.young.push_back(channel);
            if tickets.young.len() > MOST_YOUNG {
                tickets.young.pop_front();
            }
        }
    }

    /// Whether something was said in this channel before we knew whose it is; asked once.
    pub(crate) fn was_heard_young(&self, channel: ChannelId) -> bool {
        let mut tickets = self.tickets();
        let place = tickets.young.iter().position(|one| *one == channel);
        place.and_then(|place| tickets.young.remove(place)).is_some()
    }

    /// From here on what is said in these channels is kept, unless something was said meanwhile in one that is not `covered`: then those
    /// are given back, to be covered first.
    pub(crate) fn learn(
        &self,
        guild: GuildId,
        begun: u64,
        surfaces: &[(ChannelId, TicketKey)],
        covered: &HashSet<TicketKey>,
    ) -> Vec<(ChannelId, TicketKey)> {
        let mut tickets = self.tickets();
        let Some(learning) = tickets.learning.get(&guild).filter(|learning| learning.begun == begun) else {
            return Vec::new();
        };
        let all: Vec<_> = surfaces.iter().chain(&learning.lives).copied().collect();
        let open = |(channel, key): &&(ChannelId, TicketKey)| {
            learning.heard.contains(channel) && !covered.contains(key)
        };
        let uncovered: Vec<_> = all.iter().filter(open).copied().collect();
        if uncovered.is_empty() {
            all.into_iter().for_each(|(channel, key)| tickets.live(channel, key));
            tickets.learning.remove(&guild);
            tickets.learned.insert(guild);
            self.learned.notify_waiters();
        }
        uncovered
    }

    /// Waits a little until we know which channels of a guild are tickets; says whether we do.
    pub(crate) async fn until_learned(&self, guild: GuildId) -> bool {
        let learned = async {
            loop {
                let mut changed = pin!(self.learned.notified());
                changed.as_mut().enable();
                if self.tickets().learned.contains(&guild) {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(SOON, learned).await.is_ok()
    }

    /// A channel is no ticket's any more.
    pub(crate) fn ticket_gone(&self, channel: ChannelId) -> Option<TicketKey> {
        let mut tickets = self.tickets();
        let key = tickets.by_channel.remove(&channel)?;
        tickets.known.remove(&key);
        Some(key)
    }

    /// A channel is being changed by us: what is heard of it until the end is our own doing.
    pub(crate) fn in_hand(&self, channel: ChannelId) -> InHand<'_> {
        self.tickets().in_hand.insert(channel);
        InHand(self, channel)
    }

    /// Whether we are changing this channel.
    pub(crate) fn is_in_hand(&self, channel: ChannelId) -> bool {
        self.tickets().in_hand.contains(&channel)
    }
}
