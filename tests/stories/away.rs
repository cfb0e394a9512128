//! What happens while nobody listens is noticed afterwards: the connection is cut, the world goes on, and a new session begins, for the old
//! one cannot be resumed. What is changed or deleted by hand while somebody listens is noticed at once.

use crate::hall::{Hall, on_both};
use fake_discord::{Fault, World, world::User};
use serde_json::json;
use ticket::{CloseKind, GuildId, Surface};

impl Hall {
    /// Nobody listens while this happens, and no event tells of it later.
    pub fn unheard<T>(&self, happens: impl FnOnce(&mut World) -> T) -> T {
        let done = self.fake.change(|world| {
            world.sessions.clear();
            happens(world)
        });
        self.fake.cut_connections();
        done
    }

    /// Waits until a new session has begun.
    pub async fn heard_again(&self) {
        self.fake.until("a new session", |world| (!world.sessions.is_empty()).then_some(())).await;
    }

    pub async fn closed_as(&self, number: u32, kind: CloseKind) {
        let key = self.ticket(number);
        self.eventually("it is closed", async || {
            let found = self.store().ticket(key).await.expect("reads").expect("is there");
            found.ticket.closure().filter(|closure| closure.kind == kind).map(|_| ())
        })
        .await;
    }

    pub async fn surface(&self, number: u32) -> Surface {
        let found = self.store().ticket(self.ticket(number)).await.expect("reads").expect("is there");
        found.ticket.surface
    }

    pub async fn is_open(&self, number: u32) -> bool {
        self.store().ticket(self.ticket(number)).await.expect("reads").expect("is there").ticket.is_open()
    }

    /// How often a request was answered so.
    pub fn asked(&self, method: &str, path: &str, status: u16) -> usize {
        let fits = |one: &fake_discord::Request| {
            one.method == method && one.path.contains(path) && one.status == status
        };
        self.fake.requests().iter().filter(|one| fits(one)).count()
    }
}

pub const BUSY: &str = r#"{"message": "500: Internal Server Error", "code": 0}"#;
const NO_ACCESS: &str = r#"{"message": "Missing Access", "code": 50001}"#;

/// Who left while nobody listened has left; who cannot be looked for has not.
// Proves: M26, M27
#[tokio::test(flavor = "multi_thread")]
async fn who_left_unheard_has_left() {
    on_both("left_unheard", |hall| async move {
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let (guild, mia) = (hall.sample.guild, hall.mia().id);
        let member = format!("guilds/{guild}/members/{mia}");
        hall.fake.fail("GET", &member, Fault::Status(500, BUSY.to_owned()), 1);
        hall.unheard(|world| world.remove_member(guild, mia));
        hall.heard_again().await;
        hall.eventually("she is looked for", async || (hall.asked("GET", &member, 500) == 1).then_some(()))
            .await;
        assert!(hall.is_open(1).await, "not to be found is not to be gone");
        hall.pass_seconds(2);
        hall.closed_as(1, CloseKind::OpenerLeft).await;
        let known = hall.store().member(GuildId(guild), ticket::UserId(mia)).await.expect("reads");
        assert!(!known.expect("was known").present);
        assert_eq!(hall.asked("GET", "/members/", 404), 1, "nobody else is asked for");
        hall.end().await;
    })
    .await;
}

/// In a large guild, whose members do not come by themselves, they are asked for together; only who is missing then is looked for.
// Proves: M26
#[tokio::test(flavor = "multi_thread")]
async fn who_left_a_large_guild_has_left() {
    on_both("left_large", |hall| async move {
        let guild = hall.sample.guild;
        hall.fake.change(|world| {
            for number in 0..300 {
                let id = world.id();
                let user = User {
                    id,
                    username: format!("sailor{number}"),
                    global_name: None,
                    avatar: None,
                    bot: false,
                    dms_open: true,
                };
                world.users.insert(id, user);
                world.guilds.get_mut(&guild).expect("the guild").members.insert(id, Default::default());
            }
        });
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        let pressed = hall.noa().press(hall.sample.get_help, "Help");
        hall.noa().fill(pressed, &["Sail", "is torn"]).await;
        hall.eventually("another ticket", async || {
            hall.store().ticket(hall.ticket(2)).await.expect("reads")?.ticket.surface.welcome()
        })
        .await;
        hall.settled().await;
        let found = hall.asked("GET", "/members/", 200);
        hall.unheard(|world| world.remove_member(guild, hall.mia().id));
        hall.heard_again().await;
        hall.closed_as(1, CloseKind::OpenerLeft).await;
        hall.settled_but(60).await;
        assert!(hall.is_open(2).await);
        assert_eq!(hall.asked("GET", "/members/", 404), 1, "who is missing is looked for");
        assert_eq!(hall.asked("GET", "/members/", 200), found, "nobody else is");
        hall.end().await;
    })
    .await;
}

/// A channel that was deleted while nobody listened closes its ticket, or stays away if it was closed; one that cannot be looked at stays.
// Proves: A36
#[tokio::test(flavor = "multi_thread")]
async fn a_channel_deleted_unheard_closes_the_ticket() {
    on_both("channel_unheard", |hall| async move {
        hall.panel().await;
        let first = hall.opened("Rudder", "is loose").await;
        let second = hall.opened("Sail", "is torn").await;
        let third = hall.opened("Mast", "is bent").await;
        let beth = hall.beth();
        beth.told(beth.slash(third, "ptickets close", &[])).await;
        hall.pass_seconds(11);
        hall.settled().await;
        // The second cannot be looked at, in three ways.
        let messages = format!("channels/{second}/messages");
        hall.fake.fail("GET", &messages, Fault::Status(403, NO_ACCESS.to_owned()), 1);
        hall.fake.fail("GET", &messages, Fault::Status(404, "<html>not found</html>".to_owned()), 1);
        hall.fake.fail("GET", &messages, Fault::Status(500, BUSY.to_owned()), 1);
        hall.unheard(|world| {
            world.delete_channel(first).expect("it was there");
            world.delete_channel(third).expect("it was there");
        });
        hall.heard_again().await;
        hall.closed_as(1, CloseKind::ChannelDeleted).await;
        hall.eventually("the closed ticket has no channel", async || {
            (hall.surface(3).await == Surface::Gone).then_some(())
        })
        .await;
        hall.eventually("the opener hears of it", async || hall.mia().dms().into_iter().next()).await;
        hall.eventually("the second was looked at", async || {
            (hall.asked("GET", &messages, 403) == 1).then_some(())
        })
        .await;
        assert!(hall.is_open(2).await);
        // Permissions are given back, and somebody cuts the connection again: it goes on where it was.
        hall.eventually("the lack of permission is there to see", async || {
            let given_up = hall.store().given_up(GuildId(hall.sample.guild)).await.expect("reads");
            (given_up.len() == 1).then_some(())
        })
        .await;
        hall.mia().say(second, "still here");
        hall.unheard(|world| world.clock.now());
        hall.heard_again().await;
        for status in [404, 500] {
            hall.eventually("it is looked at again", async || {
                (hall.asked("GET", &messages, status) == 1).then_some(())
            })
            .await;
            assert!(hall.is_open(2).await, "what cannot be looked at is not gone");
            // When it is tried again is counted from when it was told that it failed.
            hall.eventually("the next try is asked for", async || {
                let now = hall.running.desk.clock().now();
                (hall.store().in_hand(now).await.expect("reads") == 0).then_some(())
            })
            .await;
            hall.pass_seconds(5);
        }
        hall.eventually("the gap is filled", async || {
            let lines = hall.store().lines(hall.ticket(2), None, 50).await.expect("reads");
            lines.iter().any(|line| line.body.contains("still here")).then_some(())
        })
        .await;
        hall.end().await;
    })
    .await;
}

/// A channel can be deleted at any time of its ticket's life: the ticket ends or stays closed, nothing is left to be done in vain, and the
/// member may open another.
// Proves: A36
#[tokio::test(flavor = "multi_thread")]
async fn a_channel_may_be_deleted_at_any_time() {
    on_both("any_time", |hall| async move {
        let mut config = hall.config().await;
        config.settings.open_limit = Some(1);
        hall.configure(config).await;
        hall.panel().await;
        let beth = hall.beth();
        let uses = async |channel: u64, command: &str| {
            beth.told(beth.slash(channel, command, &[])).await;
        };
        let lives: [(&str, &[&str], i64); 5] = [
            ("fresh", &[], 0),
            ("claimed", &["ptickets claim"], 0),
            ("closed", &["ptickets close"], 0),
            ("archived", &["ptickets close"], 11),
            ("reopened", &["ptickets close", "ptickets reopen"], 0),
        ];
        for (number, (life, commands, later)) in (1..).zip(lives) {
            let channel = hall.opened(life, "it is gone").await;
            for command in commands {
                uses(channel, command).await;
            }
            hall.pass_seconds(later);
            if later > 0 {
                hall.settled().await;
            }
            hall.fake.change(|world| world.delete_channel(channel)).expect("it was there");
            let key = hall.ticket(number);
            hall.eventually(life, async || {
                // What happens to a channel while it is being changed is looked at seconds later.
                hall.pass_seconds(1);
                let ticket = hall.store().ticket(key).await.expect("reads")?.ticket;
                (!ticket.is_open() && ticket.surface == Surface::Gone).then_some(())
            })
            .await;
            hall.pass_seconds(11);
            hall.settled().await;
        }
        // Deleted before the welcome stands.
        hall.fake.fail("POST", "/messages", Fault::Status(500, BUSY.to_owned()), 1);
        let pressed = hall.mia().press(hall.sample.get_help, "Help");
        hall.mia().fill(pressed, &["Sail", "is torn"]).await;
        let channel = hall
            .eventually("a channel", async || {
                hall.store().ticket(hall.ticket(6)).await.expect("reads")?.ticket.surface.channel()
            })
            .await;
        hall.eventually("no welcome", async || (hall.asked("POST", "/messages", 500) == 1).then_some(()))
            .await;
        hall.fake.change(|world| world.delete_channel(channel.0)).expect("it was there");
        hall.closed_as(6, CloseKind::ChannelDeleted).await;
        for _ in 0..3 {
            hall.pass_seconds(5);
            hall.settled().await;
        }
        hall.end().await;
    })
    .await;
}

/// A ticket whose channel was deleted can be opened again: it gets a new one.
// Proves: A36, P33
#[tokio::test(flavor = "multi_thread")]
async fn a_ticket_without_channel_gets_a_new_one() {
    on_both("new_channel", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        hall.unheard(|world| world.delete_channel(channel)).expect("it was there");
        hall.heard_again().await;
        hall.closed_as(1, CloseKind::ChannelDeleted).await;
        hall.settled().await;
        let web = hall.signed_in(&hall.beth()).await;
        let (status, _) = web.send("/tickets/1", "/tickets/1/reopen", &[]).await;
        assert_eq!(status, 303);
        let fresh = hall
            .eventually("a new channel", async || {
                hall.surface(1).await.channel().filter(|new| new.0 != channel)
            })
            .await;
        hall.fake
            .until("its welcome", |world| (!world.channels[&fresh.0].messages.is_empty()).then_some(()))
            .await;
        hall.end().await;
    })
    .await;
}

/// Edits, deletions and reactions of a time when nobody listened are in the transcript.
// Proves: P58
#[tokio::test(flavor = "multi_thread")]
async fn what_was_edited_and_deleted_unheard_is_known() {
    on_both("edited_unheard", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Map", "I am lost").await;
        let said = ["one", "two", "three"].map(|word| hall.mia().say(channel, word));
        let key = hall.ticket(1);
        let line = async |id: u64| {
            let lines = hall.store().lines(key, None, 50).await.expect("reads");
            lines.into_iter().find(|line| line.message.0 == id)
        };
        hall.eventually("they are kept", async || line(said[2]).await).await;
        hall.unheard(|world| {
            world.clock.advance_seconds(60);
            world.edit_message(channel, said[0], &json!({ "content": "first" })).expect("is there");
            world.delete_message(channel, said[1]).expect("is there");
            world.react(hall.sample.staff[0], channel, said[2], "👍").expect("is there");
        });
        hall.clock.advance_seconds(60);
        hall.heard_again().await;
        hall.eventually("all of it is known", async || {
            let (first, second, third) = (line(said[0]).await?, line(said[1]).await?, line(said[2]).await?);
            let whole = first.body.contains("first") && first.edited.is_some() && second.deleted.is_some();
            (whole && third.body.contains("👍")).then_some(())
        })
        .await;
        let versions = hall.store().versions(key, ticket::MessageId(said[0])).await.expect("reads");
        assert!(versions.iter().any(|(_, body)| body.contains("one")), "the earlier version is kept");
        hall.end().await;
    })
    .await;
}

/// A long gap is filled whole, though people go on talking before it can be; in closed tickets too.
// Proves: P58
#[tokio::test(flavor = "multi_thread")]
async fn a_long_gap_is_filled_though_people_go_on_talking() {
    on_both("long_gap", |hall| async move {
        hall.panel().await;
        let channels = [hall.opened("Map", "I am lost").await, hall.opened("Sail", "is torn").await];
        let beth = hall.beth();
        beth.told(beth.slash(channels[1], "ptickets close", &[])).await;
        hall.settled().await;
        let kept = async |number: u32| {
            let lines = hall.store().lines(hall.ticket(number), None, 500).await.expect("reads");
            lines.into_iter().map(|line| line.message.0).collect::<Vec<_>>()
        };
        for channel in channels {
            hall.fake.fail(
                "GET",
                &format!("channels/{channel}/messages"),
                Fault::Status(500, BUSY.to_owned()),
                1,
            );
        }
        hall.unheard(|world| {
            for channel in channels {
                for turn in 0..250 {
                    let body = json!({ "content": format!("meanwhile {turn}") });
                    world.post(channel, hall.sample.owner, &body, Vec::new(), None).expect("is sent");
                }
            }
        });
        hall.heard_again().await;
        for (number, channel) in [(1, channels[0]), (2, channels[1])] {
            let messages = format!("channels/{channel}/messages");
            hall.eventually("the gap is tried", async || {
                (hall.asked("GET", &messages, 500) == 1).then_some(())
            })
            .await;
            let now = hall.ingrid().say(channel, "and now");
            hall.eventually("what is said now is kept", async || {
                kept(number).await.contains(&now).then_some(())
            })
            .await;
        }
        hall.pass_seconds(2);
        for (number, channel) in [(1, channels[0]), (2, channels[1])] {
            let said: Vec<u64> =
                hall.fake.look(|world| world.channels[&channel].messages.keys().copied().collect());
            assert!(said.len() > 250);
            hall.eventually("all of it is kept, in order", async || {
                (kept(number).await == said).then_some(())
            })
            .await;
        }
        hall.end().await;
    })
    .await;
}

/// A line whose event never came is found when the ticket is put away, though later lines were heard.
// Proves: P58
#[tokio::test(flavor = "multi_thread")]
async fn a_line_never_told_of_is_found_before_the_ticket_is_put_away() {
    on_both("never_told", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let (guild, mia) = (hall.sample.guild, hall.mia().id);
        let line = hall.fake.change(|world| {
            let sessions = std::mem::take(&mut world.sessions);
            let body = json!({ "content": "here is a spare one" });
            let line = world.post(channel, hall.sample.owner, &body, Vec::new(), None);
            world.sessions = sessions;
            world.remove_member(guild, mia);
            let line = line.expect("is sent");
            line["id"].as_str().and_then(|id| id.parse::<u64>().ok()).expect("an id")
        });
        hall.closed_as(1, CloseKind::OpenerLeft).await;
        let kept = async || {
            let lines = hall.store().lines(hall.ticket(1), None, 50).await.expect("reads");
            lines.into_iter().map(|line| line.message.0).collect::<Vec<_>>()
        };
        hall.eventually("the notice of the close is kept", async || {
            kept().await.last().filter(|last| **last > line).map(|_| ())
        })
        .await;
        assert!(!kept().await.contains(&line), "nobody told of it");
        hall.pass_seconds(11);
        hall.settled().await;
        let said: Vec<u64> =
            hall.fake.look(|world| world.channels[&channel].messages.keys().copied().collect());
        hall.eventually("all of it is kept, in order", async || (kept().await == said).then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// An answer whose token has ended is not sent: neither the one to an opening that failed until then, nor the first to what was heard
/// that late; and what was heard that late does not happen.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_answered_after_its_time() {
    on_both("too_late", |hall| async move {
        hall.panel().await;
        hall.fake.fail("PATCH", "webhooks/", Fault::Status(500, BUSY.to_owned()), 100);
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled_but(1).await;
        let answers = || hall.asked("PATCH", "webhooks/", 500);
        let until_then = answers();
        assert!(until_then > 0);
        hall.pass_seconds(ticket::event::ANSWERABLE_SECONDS);
        hall.settled().await;
        assert_eq!(answers(), until_then, "the token has ended");
        let first = || hall.fake.requests().iter().filter(|one| one.path.contains("/callback")).count();
        let until_then = first();
        hall.clock.advance_seconds(ticket::event::ANSWERABLE_SECONDS);
        hall.beth().slash(channel, "ptickets claim", &[]);
        // What is said after it is kept: by then it was heard.
        let said = hall.mia().say(channel, "is anybody there?");
        hall.eventually("what came after it is kept", async || {
            let lines = hall.store().lines(hall.ticket(1), None, 50).await.expect("reads");
            lines.iter().any(|line| line.message.0 == said).then_some(())
        })
        .await;
        hall.settled().await;
        assert_eq!(first(), until_then, "nobody waits for it any more");
        let found = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
        assert!(found.ticket.claim.is_none());
        hall.end().await;
    })
    .await;
}

/// Events that Discord sends again change nothing.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_told_twice_happens_once() {
    on_both("told_twice", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Map", "I am lost").await;
        let beth = hall.beth();
        let first = hall.mia().say(channel, "where am I?");
        let second = beth.say(channel, "in the fog");
        hall.mia().edit(channel, first, "where are we?");
        hall.fake.change(|world| world.delete_message(channel, second)).expect("is there");
        beth.told(beth.slash(channel, "ptickets claim", &[])).await;
        let key = hall.ticket(1);
        let state = async || {
            let events = hall.store().events(key).await.expect("reads");
            let lines = hall.store().lines(key, None, 50).await.expect("reads");
            let lines: Vec<_> =
                lines.into_iter().map(|line| (line.message, line.body, line.edited, line.deleted)).collect();
            let channels =
                hall.fake.look(|world| world.channels.values().filter(|one| one.topic.is_some()).count());
            (events, lines, channels)
        };
        let said = |hall: &Hall, text: &str| hall.mia().say(channel, text);
        let kept = async |id: u64| {
            hall.eventually("it is kept", async || {
                let lines = hall.store().lines(key, None, 50).await.expect("reads");
                lines.iter().any(|line| line.message.0 == id).then_some(())
            })
            .await;
        };
        kept(said(&hall, "that was all")).await;
        hall.settled().await;
        // The announcement of the claim may still be on its way.
        let newest = hall.fake.look(|world| world.channels[&channel].messages.keys().last().copied());
        kept(newest.expect("something was said")).await;
        let before = state().await;
        hall.fake.change(|world| {
            for session in world.sessions.values_mut() {
                let once = session.log.clone();
                for event in
                    once.iter().filter_map(|text| serde_json::from_str::<serde_json::Value>(text).ok())
                {
                    let name = event["t"].as_str().unwrap_or_default();
                    if !matches!(name, "READY" | "RESUMED" | "GUILD_CREATE") {
                        session.push(name, &event["d"]);
                        session.push(name, &event["d"]);
                    }
                }
            }
        });
        let last = said(&hall, "and now");
        kept(last).await;
        hall.settled().await;
        let mut after = state().await;
        after.1.retain(|(message, ..)| message.0 != last);
        assert_eq!(after, before);
        let second = hall.store().ticket(hall.ticket(2)).await.expect("reads");
        assert!(second.is_none(), "no second ticket from the same form");
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}
