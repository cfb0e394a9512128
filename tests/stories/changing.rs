//! A ticket changes: its people, its type, its name.

use crate::hall::{on_both, read};
use serde_json::{Value, json};
use ticket::{GuildId, Surface};

/// Who is added sees the channel and is told; who is taken out does not see it any more.
// Proves: P39, P91, A4
#[tokio::test(flavor = "multi_thread")]
async fn people_join_and_leave() {
    on_both("people", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, noa) = (hall.beth(), hall.noa());
        let whom = [("user", json!(noa.id.to_string()))];
        assert!(!noa.channels().contains(&channel));
        let no = hall.says(&hall.mia(), channel, "ptickets adduser", &whom).await;
        assert!(no.contains("Only staff"), "{no}");
        hall.says(&beth, channel, "ptickets adduser", &whom).await;
        hall.fake.until("Noa sees it", |world| world.sees(noa.id, channel).then_some(())).await;
        let (pinged, id) = (format!("<@{}>", noa.id), json!(noa.id.to_string()));
        let sees = |world: &fake_discord::World| {
            let told = |one: &Value| one["content"] == pinged && one["mentions"][0]["id"] == id;
            world.channels[&channel].messages.values().any(told).then_some(())
        };
        hall.fake.until("Noa is pinged", sees).await;
        noa.say(channel, "I saw it happen.");
        let again = hall.says(&beth, channel, "ptickets adduser", &whom).await;
        assert!(again.contains("already"), "{again}");
        hall.says(&beth, channel, "ptickets removeuser", &whom).await;
        hall.fake.until("Noa is out", |world| (!world.sees(noa.id, channel)).then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// The same in a private thread: by membership.
// Proves: P91
#[tokio::test(flavor = "multi_thread")]
async fn people_join_and_leave_threads() {
    on_both("thread_people", |hall| async move {
        in_threads(&hall).await;
        hall.panel().await;
        let (mia, beth, noa) = (hall.mia(), hall.beth(), hall.noa());
        let thread = opened_thread(&hall).await;
        let whom = [("user", json!(noa.id.to_string()))];
        hall.says(&beth, thread, "ptickets adduser", &whom).await;
        let member = |world: &fake_discord::World, user: u64| {
            world.channels[&thread].thread.as_ref().is_some_and(|thread| thread.members.contains(&user))
        };
        hall.fake.until("Noa is a member", |world| member(world, noa.id).then_some(())).await;
        hall.says(&beth, thread, "ptickets removeuser", &whom).await;
        hall.fake.until("Noa is none", |world| (!member(world, noa.id)).then_some(())).await;
        assert!(hall.fake.look(|world| member(world, mia.id)), "the opener stays");
        hall.end().await;
    })
    .await;
}

/// A move gives the ticket to another type: its staff, its pings, its rules; the conversation stays.
// Proves: P41, P77, P78, P79, P80
#[tokio::test(flavor = "multi_thread")]
async fn a_move_changes_hands() {
    on_both("moves", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, carla, mia, noa) = (hall.beth(), hall.carla(), hall.mia(), hall.noa());
        hall.says(&beth, channel, "ptickets claim", &[]).await;
        mia.say(channel, "I paid for it twice.");
        let offered = beth.complete(channel, "ptickets move", &[], ("type", "")).await;
        assert_eq!(offered, [("Billing".to_owned(), json!("2"))], "its own type is not offered");
        assert!(!carla.channels().contains(&channel));
        hall.says(&beth, channel, "ptickets move", &[("type", json!("2"))]).await;
        hall.fake.until("Carla sees it", |world| world.sees(carla.id, channel).then_some(())).await;
        hall.fake.until("Beth does not", |world| (!world.sees(beth.id, channel)).then_some(())).await;
        assert!(mia.messages(channel).iter().any(|one| read(one).contains("paid for it twice")));
        let moved = hall.ticket_is(1, "it is moved", |one| Some(one.clone())).await;
        assert_eq!(moved.ticket_type, ticket::TypeId(2));
        assert!(moved.claim.is_none(), "the claim was another type's");
        assert_eq!(moved.assignee.map(|user| user.0), Some(carla.id), "the handler of the new type");
        // Who is pinged is who a fresh ticket of that type pings.
        let pings = |channel: u64, is: fn(&str) -> bool| {
            let fake = hall.fake.clone();
            async move {
                fake.until("a ping", |world| {
                    let mut messages = world.channels[&channel].messages.values();
                    let found = messages.find(|one| is(read(one).trim()))?;
                    Some((found["mention_roles"].clone(), found["content"].clone()))
                })
                .await
            }
        };
        let (moved_roles, _) =
            pings(channel, |text| text.starts_with("<@") && text.ends_with("have a look here.")).await;
        let before = noa.channels();
        let asked = noa.press(hall.sample.get_help, "Billing");
        noa.fill(asked, &["4417", "Paid twice", ""]).await;
        let fresh = hall
            .fake
            .until("a fresh ticket", |world| {
                let mut all =
                    world.channels.values().filter(|one| one.kind == 0 && !before.contains(&one.id));
                all.find(|one| world.sees(noa.id, one.id) && !one.messages.is_empty()).map(|one| one.id)
            })
            .await;
        let (fresh_roles, _) = pings(fresh, |text| text.contains("Order number")).await;
        assert_eq!(moved_roles, fresh_roles);
        hall.fake
            .until("name and topic follow", |world| {
                let place = &world.channels[&channel];
                (place.name.contains("billing")
                    && place.topic.as_deref().is_some_and(|topic| topic.contains("| Billing")))
                .then_some(())
            })
            .await;
        hall.end().await;
    })
    .await;
}

/// A rename starts from the current name, keeps the subject to the letter, and gives the channel Discord's spelling of it.
// Proves: P42, P81, P82, P84, P85, P86, P87, A7
#[tokio::test(flavor = "multi_thread")]
async fn a_name_is_kept_to_the_letter() {
    on_both("renames", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let (beth, mia) = (hall.beth(), hall.mia());
        let first = hall.fake.look(|world| world.channels[&channel].name.clone());
        let asked = beth.slash(channel, "ptickets rename", &[]);
        let form = beth.form(asked).await;
        assert_eq!(form["components"][0]["component"]["value"], json!(first));
        beth.told(beth.fill(asked, &["Loose Rudder  (SV Gannet)"]).await).await;
        hall.fake
            .until("the channel follows", |world| {
                let place = &world.channels[&channel];
                (place.name == "loose-rudder-sv-gannet").then_some(())
            })
            .await;
        let topic = hall.fake.look(|world| world.channels[&channel].topic.clone()).unwrap_or_default();
        assert!(topic.ends_with("| Help | Loose Rudder  (SV Gannet)"), "{topic}");
        let staff = hall.signed_in(&beth).await;
        for page in ["/tickets", "/tickets/1"] {
            let (_, html) = staff.page(page).await;
            assert!(html.contains("Loose Rudder  (SV Gannet)"), "{page}");
        }
        let asked = mia.slash(channel, "ptickets rename", &[]);
        assert!(read(&mia.told(asked).await).contains("Only staff"));
        // Left empty, the first name comes back.
        let asked = beth.slash(channel, "ptickets rename", &[]);
        beth.told(beth.fill(asked, &[""]).await).await;
        hall.fake.until("it is back", |world| (world.channels[&channel].name == first).then_some(())).await;
        hall.end().await;
    })
    .await;
}

/// Where Discord allows no third name within ten minutes, the last one wins and the web has it at once.
// Proves: P89, A16
#[tokio::test(flavor = "multi_thread")]
async fn names_are_coalesced() {
    on_both("coalesced", |hall| async move {
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        for name in ["One", "Two", "Three", "Four"] {
            let asked = beth.slash(channel, "ptickets rename", &[]);
            beth.told(beth.fill(asked, &[name]).await).await;
        }
        hall.ticket_is(1, "the last name", |one| (one.subject == "Four").then_some(())).await;
        let (_, html) = hall.signed_in(&beth).await.page("/tickets/1").await;
        assert!(html.contains("Four"));
        hall.eventually("nothing is tried now", async || {
            let due = hall.store().next_due().await.expect("reads")?;
            (due > hall.clock.now().plus_seconds(300)).then_some(())
        })
        .await;
        let edits = |one: &&fake_discord::Request| {
            one.method == "PATCH" && one.path == format!("/channels/{channel}")
        };
        let edits: Vec<_> = hall.fake.requests().into_iter().filter(|one| edits(&one)).collect();
        assert!(edits.len() <= 2 && edits.iter().all(|one| one.status == 200), "{edits:?}");
        // What is left waits for Discord's own time, which no test moves.
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}

/// A thread's name follows too, in its own spelling.
// Proves: P83
#[tokio::test(flavor = "multi_thread")]
async fn threads_are_renamed() {
    on_both("thread_names", |hall| async move {
        in_threads(&hall).await;
        hall.panel().await;
        let thread = opened_thread(&hall).await;
        let beth = hall.beth();
        let asked = beth.slash(thread, "ptickets rename", &[]);
        beth.told(beth.fill(asked, &["Loose Rudder (SV Gannet)"]).await).await;
        hall.fake
            .until("the thread follows", |world| {
                (world.channels[&thread].name == "Loose Rudder (SV Gannet)").then_some(())
            })
            .await;
        hall.end().await;
    })
    .await;
}

/// Help tickets live in private threads of `#get-help`; the ping adds the staff.
async fn in_threads(hall: &crate::Hall) {
    let guild = GuildId(hall.sample.guild);
    let mut config = (*hall.store().config(guild).await.expect("reads").config).clone();
    config.types[0].place =
        ticket::ticket_type::Place::Thread { parent: ticket::ChannelId(hall.sample.get_help) };
    config.types[0].ping_roles = config.types[0].staff_roles.clone();
    hall.configure(config).await;
}

async fn opened_thread(hall: &crate::Hall) -> u64 {
    let mia = hall.mia();
    let pressed = mia.press(hall.sample.get_help, "Help");
    mia.fill(pressed, &["Rudder", "is loose"]).await;
    let thread = hall
        .ticket_is(1, "a thread with a welcome", |one| match &one.surface {
            Surface::Thread { channel, welcome: Some(_), .. } => Some(channel.0),
            _ => None,
        })
        .await;
    hall.settled().await;
    thread
}
