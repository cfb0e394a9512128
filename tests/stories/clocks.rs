//! Response promises, from the warning to the answer.

use crate::hall::{Hall, on_both, read};
use serde_json::{Value, json};
use ticket::{
    ChannelId, GuildId, Priority, RoleId,
    settings::PauseRight,
    sla::{ByPriority, Stand, Targets},
};

const MINUTE: i64 = 60;

/// A first response within an hour, and staff told in `#staff-room`.
async fn promised(hall: &Hall) {
    let mut config = guildhall::demo::sample_config(&hall.sample);
    let hour = Targets { first_response: Some(60), ..Targets::default() };
    for ticket_type in &mut config.types {
        ticket_type.sla.enabled = true;
        ticket_type.sla.targets = ByPriority { normal: hour, ..ByPriority::default() };
    }
    config.settings.sla_channel = Some(ChannelId(hall.sample.staff_room));
    config.settings.sla_ping = Some(RoleId(hall.sample.staff_roles[0]));
    config.settings.pause_by = PauseRight::Staff;
    hall.configure(config).await;
}

/// What staff were told.
fn notices(hall: &Hall) -> Vec<Value> {
    hall.fake.look(|world| world.channels[&hall.sample.staff_room].messages.values().cloned().collect())
}

async fn told(hall: &Hall, count: usize) -> Vec<Value> {
    hall.eventually("staff are told", async || Some(notices(hall)).filter(|all| all.len() >= count)).await
}

async fn stand(hall: &Hall) -> Stand {
    let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("it is there");
    let clocks = ticket::sla::of(&loaded.ticket, &loaded.activity.talk, hall.clock.now());
    clocks.first().expect("it is promised").stand
}

async fn no_difference(hall: &Hall) {
    let differences = hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads");
    assert_eq!(differences, 0, "the figures are what the tickets say");
}

/// Staff are warned once at three quarters, told once when it is over, whatever restarts; the answer is late and stays late.
// Proves: P92, P116, P117, P119
#[tokio::test(flavor = "multi_thread")]
async fn warned_once_and_broken_once() {
    on_both("sla", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        assert!(notices(&hall).is_empty());
        hall.pass_seconds(46 * MINUTE);
        let warned = told(&hall, 1).await;
        assert!(read(&warned[0]).contains("Ticket #1: time is running out"), "{}", warned[0]);
        assert_eq!(warned[0]["allowed_mentions"]["roles"], Value::Null);
        let beth = hall.beth();
        let info = read(&beth.told(beth.slash(channel, "ptickets info", &[])).await);
        assert!(info.contains("First response due <t:"), "{info}");
        hall.settled().await;
        let hall = hall.restarted().await;
        hall.settled().await;
        assert_eq!(notices(&hall).len(), 1, "a restart repeats nothing");
        assert_eq!(stand(&hall).await, Stand::Warned);
        hall.pass_seconds(15 * MINUTE);
        let broken = told(&hall, 2).await;
        assert!(read(&broken[1]).contains("Ticket #1: a promised time is over"), "{}", broken[1]);
        assert!(read(&broken[1]).contains(&format!("<@&{}>", hall.sample.staff_roles[0])));
        let hall = hall.restarted().await;
        hall.settled().await;
        assert_eq!(notices(&hall).len(), 2, "a restart repeats nothing");
        assert_eq!(stand(&hall).await, Stand::Overdue);
        no_difference(&hall).await;
        hall.beth().try_send(channel, json!({"content": "On my way."}), vec![]).expect("is sent");
        hall.eventually("the answer counts", async || (stand(&hall).await == Stand::Late).then_some(()))
            .await;
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// An answer in time is in time: nobody is told anything, the opener's own words and a claim do not count as one.
// Proves: P116, P122
#[tokio::test(flavor = "multi_thread")]
async fn answered_in_time() {
    on_both("in_time", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets claim", &[])).await;
        hall.mia().try_send(channel, json!({"content": "Anyone?"}), vec![]).expect("is sent");
        hall.pass_seconds(30 * MINUTE);
        assert_eq!(stand(&hall).await, Stand::Pending);
        beth.try_send(channel, json!({"content": "I am here."}), vec![]).expect("is sent");
        hall.eventually("the answer counts", async || (stand(&hall).await == Stand::Met).then_some(())).await;
        hall.pass_seconds(5 * 60 * MINUTE);
        hall.settled().await;
        assert!(notices(&hall).is_empty());
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// A pause holds the clock; a move to another type, and another priority, count its targets from the opening.
// Proves: P48, P80, P92, P120
#[tokio::test(flavor = "multi_thread")]
async fn pauses_and_changes() {
    on_both("sla_pause", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        hall.opened("Rudder", "is loose").await;
        let (desk, key) = (&hall.running.desk, hall.ticket(1));
        let guild = GuildId(hall.sample.guild);
        let config = desk.config(guild).await.expect("reads").config;
        let support = ticket::Person {
            user: ticket::UserId(hall.sample.staff[0]),
            name: "Beth".to_owned(),
            roles: config.types.iter().flat_map(|one| one.staff_roles.clone()).collect(),
            permissions: ticket::Permissions::NONE,
            owner: false,
            bot: false,
        };
        let beth = ticket::Actor::Person(support);
        let act = async |command| desk.handle(key, &beth, &command).await.expect("is done");
        hall.pass_seconds(30 * MINUTE);
        act(ticket::Command::Pause { reason: "parts are on order".to_owned() }).await;
        hall.pass_seconds(10 * 60 * MINUTE);
        hall.settled().await;
        assert!(notices(&hall).is_empty(), "paused");
        act(ticket::Command::Resume).await;
        hall.pass_seconds(14 * MINUTE);
        assert_eq!(stand(&hall).await, Stand::Pending, "44 of 60 minutes");
        act(ticket::Command::SetPriority(Priority::Urgent)).await;
        let broken = told(&hall, 1).await;
        assert!(read(&broken[0]).contains("is over"), "15 minutes were over long ago");
        act(ticket::Command::SetPriority(Priority::Low)).await;
        act(ticket::Command::Move { to: ticket::TypeId(2) }).await;
        assert_eq!(stand(&hall).await, Stand::Pending);
        hall.settled().await;
        let ticket = hall.store().ticket(key).await.expect("reads").expect("is there").ticket;
        assert_eq!(ticket.past.breaches.len(), 1, "what was broken stays on record");
        no_difference(&hall).await;
        hall.end().await;
    })
    .await;
}

/// What ran out of the time that was promised is a view of its own, with its count, until it is answered.
#[tokio::test(flavor = "multi_thread")]
async fn what_is_overdue_is_a_view() {
    on_both("sla_view", |hall| async move {
        promised(&hall).await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled().await;
        let beth = hall.signed_in(&hall.beth()).await;
        let view = async || {
            let (status, page) = beth.page("/tickets?show=overdue").await;
            assert_eq!(status, 200);
            let link = page.split("show=overdue\" data-go").nth(1).and_then(|rest| rest.split("</a>").next());
            let count = link.and_then(|link| link.split("view-count\">").nth(1)?.split('<').next());
            let rows = page.split("class=\"queue-rows").nth(1).expect("a list");
            (count.expect("a count").to_owned(), rows.contains("Rudder"))
        };
        hall.pass_seconds(59 * MINUTE);
        assert_eq!(view().await, ("0".to_owned(), false));
        hall.pass_seconds(2 * MINUTE);
        told(&hall, 1).await;
        assert_eq!(view().await, ("1".to_owned(), true));
        hall.beth().say(channel, "Looking");
        hall.settled().await;
        assert_eq!(view().await, ("0".to_owned(), false));
        hall.end().await;
    })
    .await;
}
