//! A lively year for the demo: tickets of the past, so that reports have something to say.
//!
//! They are written to the store as they would have been, events, messages and all, but the channels of those that are closed are gone.

use anyhow::Result;
use desk::{
    Store,
    ports::{Change, Commit, Expect, Posted},
};
use fake_discord::sample::Sample;
use std::sync::Arc;
use ticket::{
    Alarm, By, Claim, CloseKind, Closure, Event, GuildConfig, GuildId, Job, MessageId, Priority, Recorded,
    Scheduled, Surface, TagId, Ticket, TicketKey, Timestamp, TypeId, UserId,
    event::Origin,
    sla,
    state::{Opener, Rating},
};

/// Days that are told of.
const DAYS: i64 = 364;
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

const SUBJECTS: [[&str; 8]; 2] = [
    [
        "The map does not load in the harbour",
        "Cannot join the lighthouse raid",
        "Lost items after the update",
        "How do I transfer my ship?",
        "The launcher closes itself",
        "Wrong title above my name",
        "Stuck behind the pier",
        "A friend cannot find the server",
    ],
    [
        "Charged twice for the season pass",
        "Refund for a gift",
        "Invoice with our address",
        "Card was declined",
        "Promo code is said to be used",
        "Upgrade from the small pass",
        "Gift went to the wrong account",
        "VAT number on the receipt",
    ],
];

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
    let mut running = tokio::task::JoinSet::new();
    for ago in (1..=DAYS).rev() {
        let midnight = now.0 - now.0.rem_euclid(DAY) - ago * DAY;
        for _ in 0..how_many(&mut chance, ago, midnight) {
            let at = midnight + hour(&mut chance) * HOUR + chance.below(60) as i64 * MINUTE;
            let number = store.next_number(guild).await?;
            let key = TicketKey { guild, number };
            let (commit, messages) = one(&mut chance, &config, &sample, key, Timestamp(at), now);
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
) -> (Commit, Vec<(TicketKey, Change)>) {
    let kind = usize::from(chance.percent(36));
    let type_id = TypeId(kind as u32 + 1);
    let member = sample.members[chance.below(6) as usize];
    let worker = if kind == 1 { sample.staff[2] } else { sample.staff[chance.below(2) as usize] };
    let subject = SUBJECTS[kind][chance.below(8) as usize];
    let names = ["Mia", "Noa", "Omar", "Pia", "Quentin", "Rosa"];
    let place = sample.members.iter().position(|one| *one == member).unwrap_or(0);
    let opener = Opener { user: UserId(member), name: names[place].to_owned() };
    let mut ticket = Ticket::new(key, type_id, opener, opened, subject);
    ticket.surface = Surface::Gone;
    ticket.priority = [
        Priority::Low,
        Priority::Normal,
        Priority::Normal,
        Priority::Normal,
        Priority::High,
        Priority::Urgent,
    ][chance.below(6) as usize];
    ticket.tags = config.tags.iter().map(|tag| tag.id).filter(|_| chance.percent(22)).collect::<Vec<TagId>>();
    ticket.past.promise = sla::promised(config, type_id, opened);
    let middle = match ticket.priority {
        Priority::Urgent => 8 * MINUTE,
        Priority::High => 28 * MINUTE,
        Priority::Normal => 75 * MINUTE,
        Priority::Low => 5 * HOUR,
    };
    let mut story = Story { events: Vec::new(), messages: Vec::new(), key, ticket, now };
    let first = Event::Opened { ticket: Box::new(story.ticket.clone()), origin: Origin::Web };
    story.happens(opened, By::Person { user: UserId(member), name: names[place].to_owned() }, first);
    let answer = Timestamp(opened.0 + chance.wait(middle));
    story.lived(chance, (member, worker), answer, kind);
    let Story { mut events, messages, mut ticket, .. } = story;
    let mut jobs = Vec::new();
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

struct Story {
    events: Vec<Recorded>,
    messages: Vec<(TicketKey, Change)>,
    key: TicketKey,
    ticket: Ticket,
    now: Timestamp,
}

impl Story {
    fn happens(&mut self, at: Timestamp, by: By, event: Event) {
        if at > self.now {
            return;
        }
        self.ticket = ticket::apply(self.ticket.clone(), &event);
        self.events.push(Recorded { seq: self.events.len() as u32 + 1, at, by, event });
    }

    fn says(&mut self, chance: &mut Chance, at: Timestamp, author: u64, staff_reply: bool, text: &str) {
        if at > self.now {
            return;
        }
        // Discord's ids hold the milliseconds since 2015 above 22 bits.
        let id = ((at.0 - 1_420_070_400_000) as u64) << 22 | chance.below(1 << 22);
        let body = serde_json::json!({
            "id": id.to_string(), "content": text, "type": 0, "author": { "id": author.to_string(), "username": "member" },
            "timestamp": at.iso(), "attachments": [], "embeds": [], "mentions": [], "mention_roles": [],
        });
        let posted = Posted {
            message: MessageId(id),
            author: UserId(author),
            human: true,
            staff_reply,
            body: body.to_string(),
            files: Vec::new(),
        };
        self.messages.push((self.key, Change::Posted(posted)));
    }

    /// Claimed, answered, talked about, closed, rated; some are reopened, some are left alone.
    fn lived(&mut self, chance: &mut Chance, (member, worker): (u64, u64), answer: Timestamp, kind: usize) {
        let name = if kind == 1 { "Carla" } else { "Beth" };
        let staff = || By::Person { user: UserId(worker), name: name.to_owned() };
        if chance.percent(5) {
            let closure = closure(By::System, Timestamp(self.ticket.opened_at.0 + 3 * DAY), CloseKind::Idle);
            let at = closure.at;
            return self.happens(at, By::System, Event::Closed { closure });
        }
        let claim =
            Claim { by: UserId(worker), name: name.to_owned(), at: Timestamp(answer.0 - answer.0 % 7_000) };
        self.happens(answer, staff(), Event::Claimed { claim: Claim { at: answer, ..claim } });
        self.says(chance, answer, worker, true, "Thanks for writing. Let me have a look.");
        let mut at = answer;
        for _ in 0..chance.below(4) {
            at = Timestamp(at.0 + chance.wait(90 * MINUTE));
            self.says(chance, at, member, false, "Here is what you asked for.");
            at = Timestamp(at.0 + chance.wait(40 * MINUTE));
            self.says(chance, at, worker, true, "Thank you, that helps.");
        }
        at = Timestamp(at.0 + chance.wait(if kind == 1 { 9 * HOUR } else { 3 * HOUR }));
        self.ends(chance, at, staff());
        if chance.percent(6) && !self.ticket.is_open() {
            at = Timestamp(at.0 + chance.wait(20 * HOUR));
            self.happens(at, staff(), Event::Reopened { at });
            self.says(chance, Timestamp(at.0 + 1), member, false, "It happened again.");
            at = Timestamp(at.0 + chance.wait(2 * HOUR));
            self.says(chance, at, worker, true, "Now it should hold.");
            at = Timestamp(at.0 + chance.wait(HOUR));
            self.ends(chance, at, staff());
        }
    }

    fn ends(&mut self, chance: &mut Chance, at: Timestamp, by: By) {
        self.happens(at, by.clone(), Event::Closed { closure: closure(by, at, CloseKind::Manual) });
        let rated = Timestamp(at.0 + chance.wait(2 * HOUR));
        if chance.percent(42) && !self.ticket.is_open() {
            let stars = [5, 5, 5, 5, 4, 4, 5, 3, 2, 4][chance.below(10) as usize];
            let rating = Rating { stars, comment: None, at: rated };
            let opener = &self.ticket.opener;
            let by = By::Person { user: opener.user, name: opener.name.clone() };
            self.happens(rated, by, Event::Rated { rating });
        }
    }
}

fn closure(by: By, at: Timestamp, kind: CloseKind) -> Closure {
    Closure { by, at, kind, reason: None, archived: true, expired: true, rating: None }
}
