//! What the demo's people are busy with: open tickets at different points of their lives, so that an inbox has something to say.
//!
//! A ticket is written to the store as it would have been; its channel is made by the product; what was said is recalled in the stand-in for
//! Discord and reaches the product from there, with the time at which it was said.

use crate::demo::Started;
use anyhow::{Context, Result};
use desk::{
    Hint,
    ports::{Commit, Expect},
};
use ticket::{
    Alarm, By, Claim, Event, GuildConfig, GuildId, Job, Priority, Recorded, Scheduled, Surface, TagId,
    Ticket, TicketKey, Timestamp, TypeId, UserId,
    event::Origin,
    form::{Answer, Field},
    sla,
    state::Opener,
};

const MINUTE: i64 = 60_000;
/// A channel comes in less, or something is wrong.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(20);

/// Who says something.
#[derive(Clone, Copy)]
enum Voice {
    Member,
    Staff,
}
use Voice::{Member, Staff};

/// A ticket in a few words.
struct Sketch {
    /// Which of the members, and of the staff.
    people: (usize, usize),
    /// 0 is help, 1 is billing.
    kind: usize,
    subject: &'static str,
    /// The form's first answer where it is not the subject: the order's number.
    order: Option<&'static str>,
    /// The form's second answer.
    details: &'static str,
    priority: Priority,
    tags: &'static [u32],
    claimed: bool,
    /// Minutes before now.
    opened: i64,
    /// What was said, and how many minutes before now.
    said: &'static [(Voice, i64, &'static str)],
}

const NOW: [Sketch; 7] = [
    Sketch {
        people: (0, 0),
        kind: 0,
        subject: "The anchor falls through the pier",
        order: None,
        details: "Since the last update the anchor drops right through the wooden pier at Fisher's Rest.",
        priority: Priority::High,
        tags: &[1],
        claimed: true,
        opened: 190,
        said: &[
            (Staff, 171, "Thanks for the report! Does it happen with every ship, or only with the cutter?"),
            (Member, 158, "Only with the cutter. The sloop is fine."),
            (
                Staff,
                150,
                "Good to know. I could make it happen here; I have told the people who build the piers.",
            ),
            (Member, 12, "Any news? We have a race on Sunday and the pier is the start line."),
        ],
    },
    Sketch {
        people: (3, 0),
        kind: 0,
        subject: "How do I invite a friend to my crew?",
        order: None,
        details: "I see the crew page but no button for it.",
        priority: Priority::Normal,
        tags: &[],
        claimed: false,
        opened: 6,
        said: &[(Member, 4, "We are both online right now, if that helps.")],
    },
    Sketch {
        people: (2, 2),
        kind: 1,
        subject: "Season pass charged twice",
        order: Some("4417"),
        details: "The season pass was charged twice this morning.",
        priority: Priority::Urgent,
        tags: &[2],
        claimed: true,
        opened: 95,
        said: &[
            (
                Staff,
                88,
                "I see both payments. The second one goes back today; it takes three to five days to show up.",
            ),
            (Member, 80, "That was quick, thank you!"),
            (Staff, 35, "It is on its way. May I close this?"),
        ],
    },
    Sketch {
        people: (5, 1),
        kind: 0,
        subject: "Someone sails under my name",
        order: None,
        details: "A player called Rosa_ copies my flag and asks my friends for gold.",
        priority: Priority::Urgent,
        tags: &[],
        claimed: true,
        opened: 64,
        said: &[
            (
                Staff,
                55,
                "That is not fair to you. Do you have a picture, or the name exactly as it is written?",
            ),
            (Member, 41, "It is `Rosa_` with a line at the end. Noa saw it too."),
        ],
    },
    Sketch {
        people: (4, 0),
        kind: 0,
        subject: "Black screen after the lighthouse scene",
        order: None,
        details: "The sound goes on but the picture stays black until I restart.",
        priority: Priority::Normal,
        tags: &[1],
        claimed: true,
        opened: 60 * 26,
        said: &[
            (Staff, 60 * 25, "Which graphics card do you have? There is a known trouble with older drivers."),
            (Member, 60 * 23, "A rather old one. I will try the new driver tonight."),
            (Staff, 60 * 22, "Let me know how it goes."),
        ],
    },
    Sketch {
        people: (1, 2),
        kind: 1,
        subject: "Our club's address on the receipt",
        order: Some("4390"),
        details: "The receipt needs our club's address on it.",
        priority: Priority::Low,
        tags: &[],
        claimed: false,
        opened: 60 * 5,
        said: &[],
    },
    Sketch {
        people: (3, 1),
        kind: 0,
        subject: "Lost my compass in the storm",
        order: None,
        details: "It was in the chest when we sank, and now the chest is empty.",
        priority: Priority::Normal,
        tags: &[3],
        claimed: true,
        opened: 60 * 9,
        said: &[
            (
                Staff,
                60 * 8,
                "I am sorry about that. The chest can be brought back; the crew that does it wakes up soon.",
            ),
            (Member, 60 * 7, "No hurry. Thank you!"),
            (Staff, 31, "Your compass is in your cabin. Fair winds!"),
        ],
    },
];

/// Writes the open tickets, and has their people say what they said.
///
/// # Errors
/// If the store cannot be written to, or a channel does not come.
pub async fn seed(started: &Started, config: &GuildConfig) -> Result<()> {
    for sketch in &NOW {
        let key = write(started, config, sketch).await?;
        let channel = channel(started, key).await?;
        let now = started.running.desk.clock().now();
        for (voice, ago, text) in sketch.said {
            let person = match voice {
                Member => started.sample.members[sketch.people.0],
                Staff => started.sample.staff[sketch.people.1],
            };
            started.fake.person(person).said(channel, text, now.0 - ago * MINUTE);
        }
    }
    Ok(())
}

async fn write(started: &Started, config: &GuildConfig, sketch: &Sketch) -> Result<TicketKey> {
    let desk = &started.running.desk;
    let (guild, now) = (GuildId(started.sample.guild), desk.clock().now());
    let key = TicketKey { guild, number: desk.store().next_number(guild).await? };
    let opened = Timestamp(now.0 - sketch.opened * MINUTE);
    let member = ["Mia", "Noa", "Omar", "Pia", "Quentin", "Rosa"][sketch.people.0];
    let opener = Opener { user: UserId(started.sample.members[sketch.people.0]), name: member.to_owned() };
    let type_id = TypeId(sketch.kind as u32 + 1);
    let mut ticket = Ticket::new(key, type_id, opener.clone(), opened, sketch.subject);
    ticket.surface = Surface::Pending;
    ticket.priority = sketch.priority;
    ticket.tags = sketch.tags.iter().copied().map(TagId).collect();
    ticket.past.promise = sla::promised(config, &ticket, opened);
    let form = config.types.iter().find(|one| one.id == type_id).map(|one| one.form.as_slice());
    let texts = [sketch.order.unwrap_or(sketch.subject), sketch.details].into_iter();
    let answer = |(field, text): (&Field, &str)| Answer {
        key: field.key.clone(),
        label: field.label.clone(),
        value: text.to_owned(),
        mentions: false,
        files: Vec::new(),
    };
    ticket.answers = form.unwrap_or_default().iter().zip(texts).map(answer).collect();
    let by = By::Person { user: opener.user, name: opener.name };
    let event = Event::Opened { ticket: Box::new(ticket.clone()), origin: Origin::Web };
    let mut events = vec![Recorded { seq: 1, at: opened, by, event }];
    if sketch.claimed {
        let name = ["Beth", "Alex", "Carla"][sketch.people.1];
        let user = UserId(started.sample.staff[sketch.people.1]);
        let first = sketch.said.iter().find(|(voice, ..)| matches!(voice, Staff));
        let at = Timestamp(now.0 - first.map_or(sketch.opened, |(_, ago, _)| ago + 1) * MINUTE);
        let event = Event::Claimed { claim: Claim { by: user, name: name.to_owned(), at } };
        ticket = ticket::apply(ticket, &event);
        events.push(Recorded { seq: 2, at, by: By::Person { user, name: name.to_owned() }, event });
    }
    let wake = |alarm| Job::Wake { ticket: key, alarm };
    let due = [Job::SyncSurface { ticket: key }, wake(Alarm::Sla), wake(Alarm::Idle)];
    let jobs = due.into_iter().map(|job| Scheduled { job, due: now }).collect();
    desk.store()
        .commit(Commit { expect: vec![Expect::New(key)], ticket, events, jobs, files: Vec::new() })
        .await?;
    desk.hints().send(Hint::Jobs);
    Ok(key)
}

/// Its channel, once it has one.
async fn channel(started: &Started, key: TicketKey) -> Result<u64> {
    let mut hints = started.running.desk.hints().listen();
    let look = async {
        loop {
            let found = started.running.desk.store().ticket(key).await?.context("the ticket is there")?;
            let surface = found.ticket.surface;
            if let (Some(channel), Some(_)) = (surface.channel(), surface.welcome()) {
                return Ok(channel.0);
            }
            let _ = hints.recv().await;
        }
    };
    tokio::time::timeout(PATIENCE, look).await.context("no channel came")?
}
