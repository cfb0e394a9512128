//! What is done on the way to a promised time, and after it.

use crate::hall::{Hall, on_both, read};
use serde_json::Value;
use ticket::{
    Event, GuildId, Priority, RoleId,
    sla::{Act, ByPriority, Moment, Step, Targets},
};

const MINUTE: i64 = 60;

/// A first response within an hour, and these steps; no other warning.
async fn promised(hall: &Hall, steps: Vec<Step>) {
    hall.change(|config| {
        let hour = Targets { first_response: Some(60), ..Targets::default() };
        for one in &mut config.types {
            one.sla.enabled = true;
            one.sla.targets = ByPriority { normal: hour, high: hour, urgent: hour, low: hour };
            one.sla.warn_percent = 0;
            one.sla.steps = steps.clone();
        }
        config.settings.pause_by = ticket::settings::PauseRight::Staff;
    })
    .await;
}

fn step(at: Moment, act: Act) -> Step {
    Step::new(at, act)
}

/// What was said in a channel with a ping of the role.
fn pings(hall: &Hall, channel: u64) -> Vec<Value> {
    let role = hall.sample.staff_roles[0].to_string();
    let pings = |message: &&Value| message["content"] == format!("<@&{role}>");
    hall.fake.look(|world| world.channels[&channel].messages.values().filter(pings).cloned().collect())
}

/// The steps that were taken, in order.
async fn taken(hall: &Hall) -> Vec<Step> {
    let events = hall.store().events(hall.ticket(1)).await.expect("reads");
    let step = |event: ticket::Recorded| match event.event {
        Event::SlaStep { step, .. } => Some(step),
        _ => None,
    };
    events.into_iter().filter_map(step).collect()
}

async fn took(hall: &Hall, count: usize) -> Vec<Step> {
    hall.eventually("steps are taken", async || Some(taken(hall).await).filter(|all| all.len() >= count))
        .await
}

async fn now(hall: &Hall) -> ticket::Ticket {
    hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket
}

async fn no_difference(hall: &Hall) {
    let differences = hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads");
    assert_eq!(differences, 0, "the figures are what the tickets say");
}

/// Has Beth do it.
async fn acts(hall: &Hall, command: ticket::Command) {
    let desk = &hall.running.desk;
    let config = desk.config(GuildId(hall.sample.guild)).await.expect("reads").config;
    let beth = ticket::Person {
        user: ticket::UserId(hall.sample.staff[0]),
        name: "Beth".to_owned(),
        roles: config.types.iter().flat_map(|one| one.staff_roles.clone()).collect(),
        permissions: ticket::Permissions::NONE,
        owner: false,
        bot: false,
    };
    desk.handle(hall.ticket(1), &ticket::Actor::Person(beth), &command).await.expect("is done");
}

/// A role is pinged in the ticket at half the time, who has it is told a quarter of an hour before it is over, another place is told after,
/// then it is more urgent, then it is anyone's: each once, also after a restart, not while it is paused, and no step after the answer.
// Proves: P92
#[tokio::test(flavor = "multi_thread")]
async fn each_step_happens_once() {
    on_both("sla_steps", |hall| async move {
        let role = RoleId(hall.sample.staff_roles[0]);
        let staff_room = hall.sample.staff_room;
        let steps = vec![
            step(Moment::Percent(50), Act::Ping { role, channel: None }),
            step(Moment::Before(15), Act::TellHandler),
            step(Moment::After(10), Act::Ping { role, channel: Some(ticket::ChannelId(staff_room)) }),
            step(Moment::After(20), Act::RaisePriority),
            step(Moment::Percent(150), Act::BackToQueue),
            step(Moment::After(600), Act::TellHandler),
            step(Moment::Before(90), Act::RaisePriority),
        ];
        promised(&hall, steps.clone()).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets claim", &[])).await;
        hall.pass_seconds(31 * MINUTE);
        assert_eq!(took(&hall, 1).await, steps[..1]);
        hall.settled_but(60).await;
        let told = pings(&hall, channel);
        assert_eq!(told.len(), 1, "{told:?}");
        assert_eq!(told[0]["allowed_mentions"]["roles"], Value::Null, "kept as Discord keeps it");
        assert!(!read(&told[0]).contains("due"), "members read along: {}", told[0]);
        let hall = hall.restarted().await;
        hall.settled_but(60).await;
        assert_eq!(
            (taken(&hall).await.len(), pings(&hall, channel).len()),
            (1, 1),
            "a restart repeats nothing"
        );

        let beth = hall.beth();
        acts(&hall, ticket::Command::Pause { reason: "parts are on order".to_owned() }).await;
        hall.pass_seconds(600 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(taken(&hall).await.len(), 1, "paused");
        acts(&hall, ticket::Command::Resume).await;
        hall.pass_seconds(15 * MINUTE);
        assert_eq!(took(&hall, 2).await, steps[..2]);
        hall.settled_but(60).await;
        let dms = beth.dms();
        assert!(dms.iter().any(|dm| read(dm).contains("Ticket #1: time is running out")), "{dms:?}");

        hall.pass_seconds(25 * MINUTE);
        took(&hall, 3).await;
        hall.settled_but(60).await;
        let told = pings(&hall, staff_room);
        assert_eq!(told.len(), 1);
        assert!(read(&told[0]).contains("Ticket #1: a promised time is over"), "{}", told[0]);
        assert!(!read(&told[0]).contains("comes late"), "{}", told[0]);
        hall.pass_seconds(9 * MINUTE);
        took(&hall, 4).await;
        assert_eq!((now(&hall).await.priority, now(&hall).await.claim.is_some()), (Priority::High, true));
        hall.pass_seconds(10 * MINUTE);
        assert_eq!(took(&hall, 5).await, steps[..5]);
        hall.settled_but(60).await;
        assert_eq!((now(&hall).await.claim, now(&hall).await.priority), (None, Priority::High));
        hall.beth().say(channel, "On my way.");
        hall.eventually("the answer counts", async || {
            let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
            (!loaded.activity.talk.turns.is_empty()).then_some(())
        })
        .await;
        hall.pass_seconds(1200 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!(taken(&hall).await.len(), 5, "nobody waits any more");
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// What was missed while nobody was there happens once and says that it is late; a change of priority repeats nothing.
// Proves: P92
#[tokio::test(flavor = "multi_thread")]
async fn missed_steps_happen_once() {
    on_both("sla_steps_missed", |hall| async move {
        let role = RoleId(hall.sample.staff_roles[0]);
        let staff_room = hall.sample.staff_room;
        let ping = Act::Ping { role, channel: Some(ticket::ChannelId(staff_room)) };
        let steps = vec![
            step(Moment::Percent(50), ping),
            step(Moment::After(60), ping),
            step(Moment::After(70), Act::RaisePriority),
        ];
        promised(&hall, steps.clone()).await;
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        hall.settled_but(60).await;
        let hall = hall.restarted_after(240 * MINUTE).await;
        assert_eq!(took(&hall, 3).await, steps);
        hall.settled_but(60).await;
        let told = pings(&hall, staff_room);
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told.iter().all(|one| read(one).contains("comes late")), "{told:?}");
        assert_eq!(now(&hall).await.priority, Priority::High);
        let hall = hall.restarted().await;
        hall.pass_seconds(600 * MINUTE);
        hall.settled_but(60).await;
        assert_eq!((taken(&hall).await.len(), pings(&hall, staff_room).len()), (3, 2));
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// Steps are set in the form of a type, refused with the step and the reason beside it while what was typed stays, and go with the file.
#[tokio::test(flavor = "multi_thread")]
async fn steps_are_set_in_the_form() {
    on_both("sla_steps_form", |hall| async move {
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let role = hall.sample.staff_roles[0].to_string();
        let room = hall.sample.staff_room.to_string();
        let over = async |page: &str| {
            let (_, html) = ingrid.page(page).await;
            let over = html.split("name=\"over\" value=\"").nth(1).and_then(|rest| rest.split('"').next());
            over.expect("a form with a version").to_owned()
        };
        let saved = async |more: &[(&str, &str)]| {
            let over = over("/settings/types/1").await;
            let usual = [
                ("over", over.as_str()),
                ("name", "Help"),
                ("active", "on"),
                ("place", "channel"),
                ("after_close", "archive"),
                ("sla", "on"),
                ("steps", "on"),
                ("warn-percent", ""),
                ("broken-raise", "on"),
            ];
            let fields: Vec<(&str, &str)> = usual.into_iter().chain(more.iter().copied()).collect();
            ingrid.send("/settings/types/1", "/settings/types/1", &fields).await
        };
        let good = [
            ("step", "new1"),
            ("new1-amount", "50"),
            ("new1-when", "percent"),
            ("new1-act", "ping"),
            ("new1-role", role.as_str()),
            ("new1-place", room.as_str()),
            ("step", "new2"),
            ("new2-amount", "30"),
            ("new2-when", "after"),
            ("new2-act", "raise"),
        ];
        let (status, page) = saved(&good).await;
        assert_eq!(status, 303, "{page}");
        let policy = async || {
            let config = hall.config().await;
            config.types[0].sla.clone()
        };
        let kept = policy().await;
        let (role_id, room_id) =
            (RoleId(hall.sample.staff_roles[0]), ticket::ChannelId(hall.sample.staff_room));
        let steps = vec![
            step(Moment::Percent(50), Act::Ping { role: role_id, channel: Some(room_id) }),
            step(Moment::After(30), Act::RaisePriority),
        ];
        assert_eq!(kept.steps, steps);
        assert_eq!(
            (kept.warn_percent, kept.on_broken.raise_priority, kept.on_broken.back_to_queue),
            (0, true, false)
        );
        for (number, name, value, why) in [
            ("2", "new2-amount", "soon", "Say how many minutes: 1 to 527040."),
            ("1", "new1-amount", "0", "1 to 1000 percent of the time can be used."),
            ("1", "new1-role", "", "Choose the role to ping."),
        ] {
            let bad: Vec<_> =
                good.iter().map(|(key, was)| (*key, if *key == name { value } else { was })).collect();
            let (status, page) = saved(&bad).await;
            assert_eq!(status, 422, "{name}");
            assert!(page.contains(&format!("Step {number}: {why}")), "{why}: {page}");
            assert!(
                page.contains(&format!("class=\"field-error\" id=\"new{number}-fault\">{why}")),
                "{page}"
            );
            assert!(page.contains("name=\"new2-amount\" value=\""), "what was typed stays");
        }
        let many: Vec<(String, String)> = (1..=11)
            .flat_map(|n| {
                let key = |name: &str| format!("new{n}-{name}");
                [
                    ("step".to_owned(), format!("new{n}")),
                    (key("amount"), n.to_string()),
                    (key("when"), "after".to_owned()),
                    (key("act"), "tell".to_owned()),
                ]
            })
            .collect();
        let many: Vec<(&str, &str)> =
            many.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
        let (status, page) = saved(&many).await;
        assert!(status == 422 && page.contains("There can be 10 steps at most."), "{status} {page}");
        assert_eq!(policy().await, kept, "nothing of it was kept");
        let (_, file) = ingrid.page("/setup/export").await;
        let (status, _) = saved(&[]).await;
        assert_eq!((status, policy().await.steps), (303, Vec::new()));
        let over = over("/setup").await;
        let (status, page) =
            ingrid.send("/setup", "/setup/import", &[("over", &over), ("text", &file)]).await;
        assert!(status < 400, "{page}");
        assert_eq!(policy().await, kept, "the file has them");
        hall.end().await;
    })
    .await;
}
