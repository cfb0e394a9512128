//! What is changed or deleted by hand is noticed, at once or once somebody listens again: panels, roles, categories, permissions, channels, threads.

use crate::{away::BUSY, hall::on_both};
use fake_discord::{Fault, World};
use serde_json::json;
use ticket::{CloseKind, GuildId, RoleId, Surface, TypeId, ticket_type::Place};

/// A panel that was deleted by hand keeps its record, is marked, and is posted again by one command.
// Proves: A35
#[tokio::test(flavor = "multi_thread")]
async fn a_deleted_panel_is_marked() {
    on_both("lost_panel", |hall| async move {
        let here = hall.sample.get_help;
        let lost = async || hall.config().await.panels[0].posted.filter(|posted| posted.lost);
        let standing = || {
            let message = hall.fake.look(|world| world.channels[&here].messages.keys().next().copied());
            message.expect("a panel stands")
        };
        hall.panel().await;
        hall.settled().await;
        hall.fake.change(|world| world.delete_message(here, standing_in(world, here))).expect("it was there");
        hall.eventually("it is marked at once", lost).await;
        hall.panel().await;
        hall.eventually("it stands again", async || {
            let posted = hall.config().await.panels[0].posted?;
            (!posted.lost && posted.message.0 == standing()).then_some(())
        })
        .await;
        hall.settled().await;
        hall.fake.fail("GET", &format!("channels/{here}/messages/"), Fault::Status(500, BUSY.to_owned()), 1);
        hall.unheard(|world| world.delete_message(here, standing_in(world, here))).expect("it was there");
        hall.heard_again().await;
        let message = format!("channels/{here}/messages/");
        hall.eventually("it is looked for", async || (hall.asked("GET", &message, 500) == 1).then_some(()))
            .await;
        assert!(lost().await.is_none(), "not to be found is not to be gone");
        hall.pass_seconds(2);
        hall.eventually("it is marked afterwards", lost).await;
        hall.panel().await;
        hall.eventually("it stands again", async || {
            hall.config().await.panels[0].posted.filter(|at| !at.lost)
        })
        .await;
        hall.end().await;
    })
    .await;
}

fn standing_in(world: &World, channel: u64) -> u64 {
    *world.channels[&channel].messages.keys().next().expect("a panel stands")
}

/// Tickets do without roles and categories that were deleted; who held a deleted role is not staff by it.
// Proves: A24
#[tokio::test(flavor = "multi_thread")]
async fn tickets_do_without_deleted_roles_and_categories() {
    on_both("deleted_role", |hall| async move {
        hall.panel().await;
        let old = hall.opened("Rudder", "is loose").await;
        let web = hall.signed_in(&hall.beth()).await;
        assert_eq!(web.page("/tickets/1").await.0, 200);
        let (guild, [support, moderation, _]) = (hall.sample.guild, hall.sample.staff_roles);
        hall.fake.change(|world| {
            delete_role(world, guild, support);
            world.delete_channel(hall.sample.tickets).expect("it was there");
        });
        hall.eventually("it is known", async || {
            let info = hall.store().guild(GuildId(guild)).await.expect("reads")?;
            let gone = !info.role(RoleId(support));
            (gone && !info.channels.iter().any(|(id, _)| id.0 == hall.sample.tickets)).then_some(())
        })
        .await;
        assert_ne!(web.page("/tickets/1").await.0, 200, "nobody is staff by a role that is no more");
        let channel = hall.opened("Sail", "is torn").await;
        let (overwrites, parent, welcome) = hall.fake.look(|world| {
            let channel = &world.channels[&channel];
            let welcome = channel.messages.values().next().expect("a welcome").clone();
            (channel.overwrites.clone(), channel.parent, welcome)
        });
        assert!(overwrites.iter().all(|one| one.id != support));
        assert!(overwrites.iter().any(|one| one.id == moderation));
        assert_eq!(parent, None);
        let content = welcome["content"].as_str().unwrap_or_default();
        assert!(content.contains(&format!("<@&{moderation}>")) && !content.contains(&support.to_string()));
        assert!(hall.mia().channels().contains(&old), "the channels of a deleted category stay");
        hall.pass_seconds(6);
        hall.settled().await;
        assert!(hall.is_open(1).await && hall.is_open(2).await);
        hall.end().await;
    })
    .await;
}

/// What could not be done for lack of a permission is done as soon as it is given back.
// Proves: P203, P205
#[tokio::test(flavor = "multi_thread")]
async fn a_permission_that_is_given_back_is_used() {
    on_both("given_back", |hall| async move {
        hall.panel().await;
        let manage = fake_discord::permissions::MANAGE_CHANNELS;
        hall.fake.change(|world| permit(world, hall.sample.guild, |has| has & !manage));
        let answers = [("subject", "Map"), ("details", "I am lost")];
        hall.mia().submit(hall.sample.get_help, "gh1:form:1", &answers);
        hall.eventually("it has no channel", async || {
            let ticket = hall.store().ticket(hall.ticket(1)).await.expect("reads")?.ticket;
            matches!(ticket.surface, Surface::Unavailable { .. }).then_some(())
        })
        .await;
        hall.eventually("that is there to see", async || {
            let given_up = hall.store().given_up(GuildId(hall.sample.guild)).await.expect("reads");
            given_up.iter().any(|one| one.why == "GH-105").then_some(())
        })
        .await;
        let (_, page) = hall.signed_in(&hall.ingrid()).await.page("/settings/health").await;
        assert!(page.contains("GH-105") && page.contains("Manage Channels in Server Settings"), "{page}");
        assert!(page.contains("<span class=\"badge\">"), "the navigation counts it");
        hall.fake.change(|world| permit(world, hall.sample.guild, |has| has | manage));
        hall.eventually("its channel", async || hall.surface(1).await.welcome()).await;
        hall.end().await;
    })
    .await;
}

/// Changes what the bot's role allows.
fn permit(world: &mut World, guild: u64, change: impl Fn(u64) -> u64) {
    let own = world.guilds[&guild].members[&world.bot].roles[0];
    world.permit(guild, own, change);
}

fn delete_role(world: &mut World, guild: u64, role: u64) {
    let known = world.guilds.get_mut(&guild).expect("the guild");
    known.roles.retain(|one| one.id != role);
    known.members.values_mut().for_each(|member| member.roles.retain(|held| *held != role));
    for channel in world.channels.values_mut().filter(|one| one.guild == Some(guild)) {
        channel.overwrites.retain(|one| one.id != role);
    }
    let event = json!({ "guild_id": guild.to_string(), "role_id": role.to_string() });
    world.dispatch("GUILD_ROLE_DELETE", &event);
}

/// A channel that was opened to everybody by hand is closed to them again, whether somebody listened or not.
// Proves: P12
#[tokio::test(flavor = "multi_thread")]
async fn what_is_changed_by_hand_is_put_right() {
    on_both("by_hand", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let private = || !hall.noa().channels().contains(&channel);
        let open_up = |world: &mut World| {
            world.modify_channel(channel, &json!({ "permission_overwrites": [] })).map(|_| ())
        };
        hall.fake.change(open_up).expect("may be changed");
        assert!(!private());
        hall.eventually("a look is planned", async || {
            hall.store()
                .next_due()
                .await
                .expect("reads")
                .filter(|due| *due < hall.clock.now().plus_seconds(60))
        })
        .await;
        hall.pass_seconds(6);
        hall.eventually("it is private again", async || private().then_some(())).await;
        hall.settled().await;
        hall.unheard(open_up).expect("may be changed");
        hall.heard_again().await;
        hall.eventually("it is private again", async || private().then_some(())).await;
        hall.settled().await;
        let before = hall.fake.requests().len();
        hall.unheard(|world| world.clock.now());
        hall.heard_again().await;
        hall.settled().await;
        let patched = hall.fake.requests()[before..].iter().filter(|one| one.method == "PATCH").count();
        assert_eq!(patched, 0, "what is as it should be is left alone");
        hall.end().await;
    })
    .await;
}

/// Threads that were deleted, by themselves or with the channel they are in, close their tickets; one that only sleeps does not.
// Proves: A36
#[tokio::test(flavor = "multi_thread")]
async fn threads_that_are_deleted_close_their_tickets() {
    on_both("deleted_threads", |hall| async move {
        let mut config = hall.config().await;
        let parent = ticket::ChannelId(hall.sample.general);
        config.types.iter_mut().find(|found| found.id == TypeId(1)).expect("help").place =
            Place::Thread { parent };
        hall.configure(config).await;
        hall.panel().await;
        for (number, subject) in [(1, "Rudder"), (2, "Sail"), (3, "Mast")] {
            let pressed = hall.mia().press(hall.sample.get_help, "Help");
            hall.mia().fill(pressed, &[subject, "is loose"]).await;
            let key = hall.ticket(number);
            hall.eventually("a thread with a welcome", async || {
                hall.store().ticket(key).await.expect("reads")?.ticket.surface.welcome()
            })
            .await;
        }
        hall.settled().await;
        let thread = async |number| hall.surface(number).await.channel().expect("a thread").0;
        let (one, two) = (thread(1).await, thread(2).await);
        hall.unheard(|world| {
            world.delete_channel(one).expect("it was there");
            world
                .channels
                .get_mut(&two)
                .and_then(|found| found.thread.as_mut())
                .expect("a thread")
                .archived = true;
        });
        hall.heard_again().await;
        hall.closed_as(1, CloseKind::ChannelDeleted).await;
        hall.settled().await;
        assert!(hall.is_open(2).await, "a thread that is not in sight sleeps");
        // With its channel go all the others; nobody is told of each.
        hall.fake
            .change(|world| {
                let inside: Vec<u64> = world
                    .channels
                    .values()
                    .filter(|one| one.parent == Some(parent.0))
                    .map(|one| one.id)
                    .collect();
                inside.iter().for_each(|id| drop(world.channels.remove(id)));
                world.delete_channel(parent.0)
            })
            .expect("it was there");
        hall.closed_as(3, CloseKind::ChannelDeleted).await;
        hall.closed_as(2, CloseKind::ChannelDeleted).await;
        hall.end().await;
    })
    .await;
}
