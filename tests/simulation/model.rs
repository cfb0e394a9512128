//! What must be true in the end, and the counters of what was not.

use crate::stage::Stage;
use std::collections::{BTreeMap, BTreeSet};
use ticket::{MessageId, Ticket, TicketKey};

/// Lines read at once.
const PAGE: u32 = 500;

/// What somebody said.
#[derive(Clone, Debug)]
pub struct Said {
    pub author: u64,
    pub text: String,
    pub deleted: bool,
}

/// An attempt to open a ticket: its subject is like no other.
#[derive(Clone, Debug)]
pub struct Opening {
    pub interaction: u64,
    pub subject: String,
}

/// What people did, as far as the product has to know of it.
#[derive(Debug, Default)]
pub struct Model {
    /// What was said in each channel of a ticket, by message.
    pub said: BTreeMap<u64, BTreeMap<u64, Said>>,
    /// Which ticket lived in a channel.
    pub tickets: BTreeMap<u64, TicketKey>,
    /// Who tried to open what.
    pub openings: Vec<Opening>,
    /// Tickets that were closed, and that nobody opened again.
    pub told_closed: BTreeSet<TicketKey>,
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
    pub seen_by_others: u64,
    pub unseen: u64,
    pub dangling: u64,
    pub given_up: u64,
}

impl Counters {
    pub fn all_zero(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares the product's records and the guild with the model; says what differs.
pub async fn check(stage: &Stage, model: &mut Model) -> (Counters, Vec<String>) {
    let (mut counters, mut notes) = (Counters::default(), Vec::new());
    for (channel, key) in stage.surfaces().await {
        model.tickets.insert(channel, key);
    }
    tickets(stage, model, &mut counters, &mut notes).await;
    for (channel, said) in &model.said {
        messages(stage, model, *channel, said, &mut counters, &mut notes).await;
    }
    surfaces(stage, &mut counters, &mut notes).await;
    let given_up = stage.store().given_up(stage.guild()).await.expect("reads");
    counters.given_up = given_up.len() as u64;
    notes.extend(given_up.iter().map(|one| format!("given up: {one:?}")));
    (counters, notes)
}

/// Whether the product knows all that was said in a channel, as it is now.
pub async fn knows(stage: &Stage, model: &Model, channel: u64) -> bool {
    let Some(said) = model.said.get(&channel) else { return true };
    let (mut counters, mut notes) = (Counters::default(), Vec::new());
    messages(stage, model, channel, said, &mut counters, &mut notes).await;
    counters.all_zero()
}

async fn tickets(stage: &Stage, model: &Model, counters: &mut Counters, notes: &mut Vec<String>) {
    let mut subjects: BTreeMap<String, Vec<TicketKey>> = BTreeMap::new();
    let last = stage.store().next_number(stage.guild()).await.expect("reads");
    for number in 1..last {
        let key = TicketKey { guild: stage.guild(), number };
        let Some(loaded) = stage.store().ticket(key).await.expect("reads") else { continue };
        let ticket = loaded.ticket;
        if ticket.is_open() && ticket.surface.channel().is_none() && ticket.surface != ticket::Surface::Gone {
            counters.tickets_stuck += 1;
            notes.push(format!("{key} is open and has no place: {:?}", ticket.surface));
        }
        if model.told_closed.contains(&key) && ticket.is_open() {
            counters.tickets_lost += 1;
            notes.push(format!("{key} was closed and is open again"));
        }
        seen(stage, &ticket, counters, notes);
        let subject = ticket.first_subject.clone().unwrap_or_else(|| ticket.subject.clone());
        subjects.entry(subject).or_default().push(key);
    }
    for opening in &model.openings {
        let found = subjects.remove(&opening.subject).unwrap_or_default();
        if found.len() > 1 {
            counters.tickets_doubled += 1;
            notes.push(format!("{:?} was opened as {found:?}", opening.subject));
        }
        if found.is_empty() && was_told_of_a_ticket(stage, opening) {
            counters.tickets_lost += 1;
            notes.push(format!("{:?} was promised and is not there", opening.subject));
        }
    }
    for (subject, found) in subjects {
        counters.tickets_doubled += 1;
        notes.push(format!("nobody opened {subject:?}: {found:?}"));
    }
}

/// An open ticket is seen by its opener and those who were added, and by no other member.
fn seen(stage: &Stage, ticket: &Ticket, counters: &mut Counters, notes: &mut Vec<String>) {
    let Some(channel) = ticket.surface.channel().filter(|_| ticket.is_open()) else { return };
    for member in stage.sample.members {
        let part = ticket.opener.user.0 == member || ticket.added.iter().any(|user| user.0 == member);
        let (here, sees) = stage.fake.look(|world| {
            let here = world.guilds[&stage.sample.guild].members.contains_key(&member);
            (here && world.channels.contains_key(&channel.0), world.sees(member, channel.0))
        });
        if here && part && !sees {
            counters.unseen += 1;
            notes.push(format!("{}: {member} takes part and does not see {channel}", ticket.key));
        } else if sees && !part {
            counters.seen_by_others += 1;
            notes.push(format!("{}: {member} sees {channel} and has no part in it", ticket.key));
        }
    }
}

/// Whether the private answer to an opening leads to a ticket.
fn was_told_of_a_ticket(stage: &Stage, opening: &Opening) -> bool {
    stage.fake.look(|world| {
        let known = &world.interactions[&opening.interaction];
        let place = &world.channels[&known.channel];
        let answer = known.original.and_then(|id| place.ephemeral.get(&id));
        answer.is_some_and(|(_, message)| {
            let text = message.to_string();
            text.contains("<#") || text.contains("/channels/")
        })
    })
}

async fn messages(
    stage: &Stage,
    model: &Model,
    channel: u64,
    said: &BTreeMap<u64, Said>,
    counters: &mut Counters,
    notes: &mut Vec<String>,
) {
    let Some(key) = model.tickets.get(&channel) else {
        counters.messages_lost += said.len() as u64;
        notes.push(format!("nobody knows whose {channel} was; said there: {}", said.len()));
        return;
    };
    let mut lines = Vec::new();
    loop {
        let after = lines.last().map(|line: &desk::ports::Line| line.message);
        let page = stage.store().lines(*key, after, PAGE).await.expect("reads");
        let more = page.len() == PAGE as usize;
        lines.extend(page);
        if !more {
            break;
        }
    }
    let mut seen = BTreeSet::new();
    let mut before = MessageId(0);
    for line in &lines {
        if !seen.insert(line.message) {
            counters.messages_doubled += 1;
            notes.push(format!("{key}: {:?} is there twice", line.message));
        } else if line.message < before {
            counters.messages_misordered += 1;
            notes.push(format!("{key}: {:?} stands after {before:?}", line.message));
        }
        before = before.max(line.message);
    }
    let found: BTreeMap<u64, &desk::ports::Line> = lines.iter().map(|line| (line.message.0, line)).collect();
    let wrong = counters.clone();
    for (id, one) in said {
        match found.get(id) {
            // What was taken back before anybody listened need not be known.
            None if one.deleted => {}
            None => {
                counters.messages_lost += 1;
                notes.push(format!("{key}: {id} is not there: {:?}", one.text));
            }
            Some(line) => {
                let body: serde_json::Value = serde_json::from_str(&line.body).expect("is JSON");
                let fits = line.author.0 == one.author
                    && line.deleted.is_some() == one.deleted
                    && (one.deleted || body["content"] == one.text);
                if !fits {
                    counters.messages_stale += 1;
                    let (content, deleted) = (&body["content"], line.deleted);
                    notes.push(format!("{key}: {id} is {content}, deleted {deleted:?}, was {one:?}"));
                }
            }
        }
    }
    if wrong != *counters {
        for event in stage.store().events(*key).await.expect("reads") {
            notes.push(format!("    {} {} {:?}", event.seq, event.at.0, event.event));
        }
    }
}

/// Each channel or thread the product made is a ticket's, and each ticket's is there.
async fn surfaces(stage: &Stage, counters: &mut Counters, notes: &mut Vec<String>) {
    let known: BTreeMap<u64, TicketKey> = stage.surfaces().await.into_iter().collect();
    let before = stage.sample.closed;
    let made: BTreeSet<u64> = stage.fake.look(|world| {
        let own = |one: &&fake_discord::world::Channel| {
            let thread = one.thread.as_ref().is_some_and(|thread| thread.owner == world.bot);
            one.guild == Some(stage.sample.guild) && one.id > before && (thread || one.kind == 0)
        };
        world.channels.values().filter(own).map(|one| one.id).collect()
    });
    for channel in made.iter().filter(|id| !known.contains_key(id)) {
        counters.orphans += 1;
        notes.push(format!("{channel} is nobody's"));
    }
    for (channel, key) in known.iter().filter(|(id, _)| !made.contains(id)) {
        counters.dangling += 1;
        notes.push(format!("{key} believes in {channel}, which is gone"));
    }
}
