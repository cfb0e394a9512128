//! What is deleted by hand in Discord, tried at every state of a ticket: thread, staff role, categories, webhooks, panel.

use crate::hall::{Hall, on_both};
use fake_discord::{Fault, World};
use serde_json::{Value, json};
use ticket::{
    ChannelId, CloseKind, GuildId, RoleId, Status, Surface, Ticket, TypeId, settings::PauseRight,
    ticket_type::Place,
};

/// How a ticket gets where it is: commands of staff in it, seconds that pass, and whether it is then reopened on the web.
struct Life {
    name: &'static str,
    commands: &'static [&'static str],
    later: i64,
    reopened: bool,
    now: Status,
}

const fn life(name: &'static str, commands: &'static [&'static str], now: Status) -> Life {
    Life { name, commands, later: 0, reopened: false, now }
}

/// Every state; those for which time passes come first.
const LIVES: [Life; 8] = [
    Life { later: 11, ..life("archived", &["close"], Status::Archived) },
    Life { later: 11, reopened: true, ..life("back from the archive", &["close"], Status::Open) },
    Life { reopened: true, ..life("reopened at once", &["claim", "close"], Status::Claimed) },
    life("fresh", &[], Status::Open),
    life("claimed", &["claim"], Status::Claimed),
    life("paused", &["claim", "pause"], Status::Claimed),
    life("asked to be closed", &["claim", "request-close"], Status::Claimed),
    life("closed", &["close"], Status::Closed),
];

const BUSY: &str = r#"{"message": "500: Internal Server Error", "code": 0}"#;

impl Hall {
    async fn known(&self, number: u32) -> Ticket {
        self.store().ticket(self.ticket(number)).await.expect("reads").expect("is there").ticket
    }

    async fn all_known(&self) -> Vec<Ticket> {
        let mut all = Vec::new();
        for number in 1..=LIVES.len() as u32 {
            all.push(self.known(number).await);
        }
        all
    }

    /// A ticket in each state, in order, all of them at rest.
    async fn in_every_state(&self, prepare: impl AsyncFn(u32)) -> Vec<Ticket> {
        self.change(|config| {
            config.settings.open_limit = None;
            config.types[0].open_limit = None;
            config.settings.pause_by = PauseRight::Staff;
        })
        .await;
        self.fake.size_bucket("POST /channels/{id}/messages", 50, 1_000);
        self.panel().await;
        let (beth, owner) = (self.beth(), self.signed_in(&self.ingrid()).await);
        for (number, life) in (1..).zip(&LIVES) {
            let pressed = self.mia().press(self.sample.get_help, "Help");
            self.mia().fill(pressed, &[life.name, "see for yourself"]).await;
            self.ticket_is(number, "a welcome", |one| one.surface.welcome()).await;
            let channel = self.surface(number).await.channel().expect("a place").0;
            prepare(number).await;
            for command in life.commands {
                let reason = [("reason", json!("of what there is"))];
                let options = if matches!(*command, "pause" | "request-close") { &reason[..] } else { &[] };
                self.says(&beth, channel, &format!("ptickets {command}"), options).await;
            }
            self.settled().await;
            self.pass_seconds(life.later);
            self.settled().await;
            if life.reopened {
                let (page, act) = (format!("/tickets/{number}"), format!("/tickets/{number}/reopen"));
                assert_eq!(owner.send(&page, &act, &[]).await.0, 303, "{}", life.name);
                self.settled().await;
            }
        }
        let all = self.all_known().await;
        for (ticket, life) in all.iter().zip(&LIVES) {
            assert_eq!(ticket.status(), life.now, "{}", life.name);
        }
        assert!(all[5].paused.is_some() && all[6].close_request.is_some());
        all
    }

    /// It happens, before our eyes or while nobody listens.
    async fn happens(&self, heard: bool, act: impl FnOnce(&mut World)) {
        if heard {
            return self.fake.change(act);
        }
        self.unheard(act);
        self.heard_again().await;
    }

    /// All are what they were, and where they were.
    async fn nothing_happened_to(&self, before: &[Ticket]) {
        for (was, life) in before.iter().zip(&LIVES) {
            assert_eq!(&self.known(was.key.number).await, was, "{}", life.name);
        }
    }

    /// Each of them still lives: what is said in an open one is kept, it closes, and whatever is closed opens again.
    async fn each_goes_on(&self, all: &[Ticket]) {
        let owner = self.signed_in(&self.ingrid()).await;
        for ticket in all {
            let number = ticket.key.number;
            if ticket.is_open() {
                let said = self.mia().say(ticket.surface.channel().expect("a place").0, "still here");
                self.eventually("it is heard", async || {
                    let lines = self.store().lines(ticket.key, None, 100).await.expect("reads");
                    lines.iter().any(|line| line.message.0 == said).then_some(())
                })
                .await;
            }
            let page = format!("/tickets/{number}");
            let act = if ticket.is_open() { "close" } else { "reopen" };
            assert_eq!(owner.send(&page, &format!("{page}/{act}"), &[]).await.0, 303, "{act} {number}");
            let open = !ticket.is_open();
            self.ticket_is(number, act, |one| (one.is_open() == open).then_some(())).await;
        }
        self.settled().await;
        self.pass_seconds(11);
        self.settled().await;
    }
}

fn open(all: &[Ticket]) -> impl Iterator<Item = &Ticket> {
    all.iter().filter(|one| one.is_open())
}

/// A thread is deleted: an open ticket ends and says why, a closed one stays as it was closed; as long as nobody can look, nothing is gone.
// Proves: A36
#[tokio::test(flavor = "multi_thread")]
async fn a_thread_may_be_deleted_at_any_time() {
    for heard in [true, false] {
        let name = if heard { "hand_threads" } else { "hand_threads_unheard" };
        on_both(name, |hall| async move {
            let parent = ChannelId(hall.sample.general);
            hall.change(|config| {
                let help = config.types.iter_mut().find(|one| one.id == TypeId(1)).expect("help");
                help.place = Place::Thread { parent };
            })
            .await;
            let before = hall.in_every_state(async |_| {}).await;
            let threads: Vec<u64> =
                before.iter().map(|one| one.surface.channel().expect("a thread").0).collect();
            let delete = |world: &mut World| {
                threads.iter().for_each(|id| drop(world.delete_channel(*id).expect("it was there")));
            };
            if heard {
                hall.fake.change(delete);
            } else {
                hall.fake.fail("GET", "/messages", Fault::Status(500, BUSY.to_owned()), 1_000);
                hall.unheard(delete);
                hall.heard_again().await;
                for thread in open(&before).filter_map(|ticket| ticket.surface.channel()) {
                    let path = format!("/{thread}/messages");
                    hall.eventually("it is looked for", async || {
                        (hall.asked("GET", &path, 500) > 0).then_some(())
                    })
                    .await;
                }
                hall.settled().await;
                for ticket in open(&before) {
                    assert!(hall.is_open(ticket.key.number).await, "what cannot be looked at is not gone");
                }
                hall.fake.relent();
            }
            for ticket in open(&before) {
                hall.eventually("it is closed", async || {
                    // What could not be looked at is looked at seconds later.
                    hall.pass_seconds(1);
                    let ticket = hall.known(ticket.key.number).await;
                    let closed = ticket.closure().is_some_and(|one| one.kind == CloseKind::ChannelDeleted);
                    (closed && ticket.surface == Surface::Gone).then_some(())
                })
                .await;
            }
            hall.pass_seconds(11);
            hall.settled().await;
            for (was, life) in before.iter().zip(&LIVES).filter(|(was, _)| !was.is_open()) {
                let is = hall.known(was.key.number).await;
                assert_eq!(is.closure().map(|one| one.kind), Some(CloseKind::Manual), "{}", life.name);
                if heard {
                    assert_eq!(is.surface, Surface::Gone, "{}", life.name);
                }
            }
            // A closed ticket opens again, in a thread of its own.
            let owner = hall.signed_in(&hall.ingrid()).await;
            for was in &before {
                let page = format!("/tickets/{}", was.key.number);
                assert_eq!(owner.send(&page, &format!("{page}/reopen"), &[]).await.0, 303, "{page}");
                hall.ticket_is(was.key.number, "a fresh thread", |one| {
                    let fresh = one.surface.channel().is_some_and(|place| !threads.contains(&place.0));
                    (fresh && one.surface.welcome().is_some()).then_some(())
                })
                .await;
            }
            hall.end().await;
        })
        .await;
    }
}

/// The staff role of the type is deleted, before our eyes or not: no ticket changes, who staffed by it does so no more, and every ticket goes on.
// Proves: A24
#[tokio::test(flavor = "multi_thread")]
async fn a_staff_role_may_be_deleted_at_any_time() {
    for (name, heard) in [("hand_roles", true), ("hand_roles_unheard", false)] {
        on_both(name, |hall| async move {
            let before = hall.in_every_state(async |_| {}).await;
            let (guild, support) = (hall.sample.guild, hall.sample.staff_roles[0]);
            hall.happens(heard, |world| world.delete_role(guild, support)).await;
            hall.eventually("it is known", async || {
                let info = hall.store().guild(GuildId(guild)).await.expect("reads")?;
                (!info.role(RoleId(support))).then_some(())
            })
            .await;
            hall.pass_seconds(6);
            hall.settled().await;
            hall.nothing_happened_to(&before).await;
            let channel = before[3].surface.channel().expect("a place").0;
            assert!(!hall.beth().channels().contains(&channel), "who held it is no staff any more");
            hall.each_goes_on(&before).await;
            let stale = hall.fake.look(|world| {
                let place = |one: &Ticket| &world.channels[&one.surface.channel().expect("a place").0];
                before.iter().flat_map(|one| &place(one).overwrites).filter(|one| one.id == support).count()
            });
            assert_eq!(stale, 0);
            hall.end().await;
        })
        .await;
    }
}

/// A category is deleted, the one for open tickets or the one for closed ones: channels stay where nothing holds them, and every ticket goes on.
#[tokio::test(flavor = "multi_thread")]
async fn a_category_may_be_deleted_at_any_time() {
    for (name, of_the_open, heard) in [
        ("hand_open_category", true, true),
        ("hand_closed_category", false, true),
        ("hand_open_category_unheard", true, false),
        ("hand_closed_category_unheard", false, false),
    ] {
        on_both(name, |hall| async move {
            let before = hall.in_every_state(async |_| {}).await;
            let (mut category, mut other) = (hall.sample.tickets, hall.sample.closed);
            if !of_the_open {
                std::mem::swap(&mut category, &mut other);
            }
            hall.happens(heard, |world| drop(world.delete_channel(category).expect("it was there"))).await;
            hall.eventually("it is known", async || {
                let info = hall.store().guild(GuildId(hall.sample.guild)).await.expect("reads")?;
                (!info.channels.iter().any(|(id, _)| id.0 == category)).then_some(())
            })
            .await;
            hall.pass_seconds(6);
            hall.settled().await;
            hall.nothing_happened_to(&before).await;
            let parent = |one: &Ticket| {
                hall.fake.look(|world| world.channels[&one.surface.channel().expect("a place").0].parent)
            };
            assert!(before.iter().all(|one| parent(one) != Some(category)));
            hall.each_goes_on(&before).await;
            // What was put away or opened meanwhile is in the other category, or in none.
            for ticket in hall.all_known().await {
                assert!([None, Some(other)].contains(&parent(&ticket)), "{}", ticket.key);
            }
            hall.end().await;
        })
        .await;
    }
}

/// The webhook through which the web speaks is deleted: another is made when somebody speaks again, and it is said once.
// Proves: M79
#[tokio::test(flavor = "multi_thread")]
async fn a_webhook_may_be_deleted_at_any_time() {
    on_both("hand_webhooks", |hall| async move {
        let owner = hall.signed_in(&hall.ingrid()).await;
        let speaks = async |number: u32, words: &str| {
            assert_eq!(owner.write(number, &format!("{words}-act-{number}"), words, &[]).await.0, 303);
            hall.settled().await;
        };
        let before = hall.in_every_state(async |number| speaks(number, "first").await).await;
        let hooks = hall.fake.change(|world| {
            let hooks = std::mem::take(&mut world.webhooks);
            for hook in hooks.values() {
                let event = json!({"guild_id": hall.sample.guild.to_string(), "channel_id": hook.channel.to_string()});
                world.dispatch("WEBHOOKS_UPDATE", &event);
            }
            hooks.len()
        });
        assert!(hooks >= LIVES.len(), "each ticket had its own: {hooks}");
        hall.settled().await;
        hall.nothing_happened_to(&before).await;
        for ticket in &before {
            let number = ticket.key.number;
            if !ticket.is_open() {
                let page = format!("/tickets/{number}");
                assert_eq!(owner.send(&page, &format!("{page}/reopen"), &[]).await.0, 303);
                hall.settled().await;
            }
            speaks(number, "second").await;
            let channel = ticket.surface.channel().expect("a place").0;
            let said = hall.fake.look(|world| {
                let all = world.channels[&channel].messages.values().cloned();
                all.filter(|one| one.get("webhook_id").is_some()).collect::<Vec<Value>>()
            });
            let words: Vec<_> = said.iter().map(|one| one["content"].as_str().unwrap_or_default()).collect();
            assert_eq!(words, ["first", "second"], "{}", ticket.subject);
        }
        hall.end().await;
    })
    .await;
}

/// The panel is deleted while its tickets are in every state: it is marked, no ticket notices, and one command posts it again.
// Proves: A35
#[tokio::test(flavor = "multi_thread")]
async fn a_panel_may_be_deleted_at_any_time() {
    on_both("hand_panel", |hall| async move {
        let before = hall.in_every_state(async |_| {}).await;
        let here = hall.sample.get_help;
        let posted = async || hall.config().await.panels[0].posted;
        let panel = posted().await.expect("it stands").message.0;
        hall.fake.change(|world| world.delete_message(here, panel)).expect("it was there");
        hall.eventually("it is marked", async || posted().await.filter(|at| at.lost)).await;
        hall.settled().await;
        hall.nothing_happened_to(&before).await;
        hall.panel().await;
        hall.eventually("it stands again", async || {
            posted().await.filter(|at| !at.lost && at.message.0 != panel)
        })
        .await;
        hall.settled().await;
        hall.nothing_happened_to(&before).await;
        hall.each_goes_on(&before).await;
        hall.opened("Another", "from the new panel").await;
        hall.end().await;
    })
    .await;
}
