//! A lively year for the demo: tickets of the past, so that reports have something to say.
//!
//! They are written to the store as they would have been, events, messages and all, but the channels of those that are closed are gone.

mod life;
mod tales;

use anyhow::Result;
use desk::{
    Store,
    ports::{Change, Commit, Expect, Spent},
};
use fake_discord::sample::Sample;
use life::Story;
use std::{collections::BTreeMap, sync::Arc};
use tales::TALES;
use ticket::{
    Alarm, By, Event, GuildConfig, GuildId, Job, Priority, Scheduled, Surface, TagId, Ticket, TicketKey,
    Timestamp, TypeId, UserId,
    assist::Assist,
    event::Origin,
    form::{Answer, Field},
    sla,
    state::Opener,
};

/// Days that are told of.
const DAYS: i64 = 364;
/// Auto-Assist was switched on this many days ago.
const ASSISTED: i64 = 170;
/// Tickets that are written side by side.
const AT_ONCE: usize = 48;
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Numbers that look random and are the same every time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most.max(1)
    }
    fn percent(&mut self, share: u64) -> bool {
        self.below(100) < share
    }
    /// Mostly near `middle`, sometimes far longer, as waiting times are.
    fn wait(&mut self, middle: i64) -> i64 {
        let spread = [20, 35, 50, 65, 80, 100, 120, 150, 190, 260, 400, 900];
        let factor = spread[self.below(12) as usize] + self.below(20) as i64;
        middle * factor / 100
    }
}

/// Writes the year before `now`.
///
/// # Errors
/// If the store cannot be written to.
pub async fn seed(
    store: Arc<dyn Store>,
    config: Arc<GuildConfig>,
    sample: Sample,
    now: Timestamp,
) -> Result<()> {
    let guild = GuildId(sample.guild);
    let mut chance = Chance(0x1ea4);
    let mut spent = BTreeMap::<(i64, u32), Spent>::new();
    let mut running = tokio::task::JoinSet::new();
    for ago in (1..=DAYS).rev() {
        let midnight = now.0 - now.0.rem_euclid(DAY) - ago * DAY;
        for _ in 0..how_many(&mut chance, ago, midnight) {
            let at = midnight + hour(&mut chance) * HOUR + chance.below(60) as i64 * MINUTE;
            let number = store.next_number(guild).await?;
            let key = TicketKey { guild, number };
            let story = one(&mut chance, &config, &sample, key, Timestamp(at), now);
            if story.spent != Spent::default() {
                spent.insert((at.div_euclid(DAY), number), story.spent);
            }
            let (commit, messages) = written(story);
            let store = Arc::clone(&store);
            running.spawn(async move {
                store.commit(commit).await?;
                store.append(messages, Vec::new()).await
            });
            if running.len() >= AT_ONCE
                && let Some(done) = running.join_next().await
            {
                done??;
            }
        }
    }
    while let Some(done) = running.join_next().await {
        done??;
    }
    for ((day, number), spent) in spent {
        store.spend(guild, day, Some(number), spent).await?;
    }
    Ok(())
}

/// More from month to month, more at weekends, much more around two events.
fn how_many(chance: &mut Chance, ago: i64, midnight: i64) -> u64 {
    let weekday = (midnight / DAY + 3).rem_euclid(7);
    let weekend = if weekday >= 5 { 150 } else { 100 };
    let grown = 100 + (DAYS - ago) / 5;
    let event = if (118..124).contains(&ago) || (23..27).contains(&ago) { 260 } else { 100 };
    let middle = 4 * weekend * grown * event / 1_000_000;
    let middle = u64::try_from(middle).unwrap_or(4);
    middle / 2 + chance.below(middle + 2)
}

/// Evenings are busiest, nights are quiet.
fn hour(chance: &mut Chance) -> i64 {
    let weights = [2, 1, 1, 0, 0, 1, 2, 3, 5, 6, 7, 7, 8, 8, 9, 11, 13, 16, 18, 19, 17, 13, 8, 4];
    let mut left = chance.below(weights.iter().sum());
    for (hour, weight) in (0..).zip(weights) {
        if left < weight {
            return hour;
        }
        left -= weight;
    }
    20
}

/// A ticket with its life, as far as it was lived by now.
fn one(
    chance: &mut Chance,
    config: &GuildConfig,
    sample: &Sample,
    key: TicketKey,
    opened: Timestamp,
    now: Timestamp,
) -> Story {
    let kind = usize::from(chance.percent(36));
    let type_id = TypeId(kind as u32 + 1);
    let place = chance.below(6) as usize;
    let opener = Opener {
        user: UserId(sample.members[place]),
        name: ["Mia", "Noa", "Omar", "Pia", "Quentin", "Rosa"][place].to_owned(),
    };
    let helper = if kind == 1 { 2 } else { chance.below(2) as usize };
    let worker = (UserId(sample.staff[helper]), ["Beth", "Alex", "Carla"][helper]);
    let tale = &TALES[kind][chance.below(TALES[kind].len() as u64) as usize];
    let mut ticket = Ticket::new(key, type_id, opener.clone(), opened, tale.subject);
    ticket.surface = Surface::Gone;
    ticket.priority = [
        Priority::Low,
        Priority::Normal,
        Priority::Normal,
        Priority::Normal,
        Priority::High,
        Priority::Urgent,
    ][chance.below(6) as usize];
    ticket.tags = tale.tags.iter().copied().map(TagId).filter(|_| chance.percent(80)).collect();
    ticket.past.promise = sla::promised(config, &ticket, opened);
    let found = config.types.iter().find(|one| one.id == type_id);
    let order = (3_600 + chance.below(900)).to_string();
    let texts = [if kind == 1 { order } else { tale.subject.to_owned() }, tale.details.to_owned()];
    let answer = |(field, value): (&Field, String)| Answer {
        key: field.key.clone(),
        label: field.label.clone(),
        value,
        mentions: false,
        files: Vec::new(),
    };
    ticket.answers = found.map_or(&[][..], |found| &found.form).iter().zip(texts).map(answer).collect();
    if let Some(found) = found.filter(|found| found.assist.enabled && opened.0 > now.0 - ASSISTED * DAY) {
        ticket.assist = Some(Assist::new(found.assist.clone()));
    }
    let middle = match ticket.priority {
        Priority::Urgent => 8 * MINUTE,
        Priority::High => 28 * MINUTE,
        Priority::Normal => 75 * MINUTE,
        Priority::Low => 5 * HOUR,
    };
    let mut story = Story::new(ticket, tale, worker, now);
    let first = Event::Opened { ticket: Box::new(story.ticket.clone()), origin: Origin::Web };
    story.happens(opened, By::Person { user: opener.user, name: opener.name }, first);
    if story.ticket.assist.is_none() || !story.assisted(chance) {
        let answer = Timestamp(opened.0 + chance.wait(middle));
        story.lived(chance, answer, if kind == 1 { 9 * HOUR } else { 3 * HOUR });
    }
    story
}

/// What the store is to write.
fn written(story: Story) -> (Commit, Vec<(TicketKey, Change)>) {
    let Story { mut events, messages, mut ticket, now, .. } = story;
    let (key, mut jobs) = (ticket.key, Vec::new());
    if ticket.is_open() {
        // Those that are still open have a channel, and their clocks run.
        ticket.surface = Surface::Pending;
        if let Some(Event::Opened { ticket: opened, .. }) = events.first_mut().map(|first| &mut first.event) {
            opened.surface = Surface::Pending;
        }
        let wake = |alarm| Job::Wake { ticket: key, alarm };
        let due = [Job::SyncSurface { ticket: key }, wake(Alarm::Sla), wake(Alarm::Idle)];
        jobs = due.into_iter().map(|job| Scheduled { job, due: now }).collect();
    }
    (Commit { expect: vec![Expect::New(key)], ticket, events, jobs, files: Vec::new() }, messages)
}
