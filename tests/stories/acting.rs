//! What steps of a promise do beside telling people: they move a ticket, give it to who is on call, and call webhooks.

use crate::{
    hall::{Hall, on_both, read},
    receiver::Receiver,
};
use ticket::{
    Event, GuildId, Recorded, RoleId, Ticket, TypeId, UserId,
    assign::{Availability, Strategy},
    sla::{Act, ByPriority, Moment, Step, Targets, steps::Void},
};

const MINUTE: i64 = 60;

/// A first response within an hour for every type, and these steps; nobody is given tickets of the first type by themselves.
async fn promised(hall: &Hall, steps: &[(u32, Act)]) {
    let (beth, alex) = (UserId(hall.sample.staff[0]), UserId(hall.sample.staff[1]));
    let support = RoleId(hall.sample.staff_roles[0]);
    hall.change(|config| {
        let hour = Targets { first_response: Some(60), ..Targets::default() };
        for one in &mut config.types {
            one.sla.enabled = true;
            one.sla.targets = ByPriority { normal: hour, high: hour, urgent: hour, low: hour };
            one.sla.warn_percent = 0;
            one.sla.steps =
                steps.iter().map(|(minutes, act)| Step::new(Moment::After(*minutes), *act)).collect();
        }
        config.types[0].handlers = vec![beth, alex];
        config.types[0].assignment = Strategy::Nobody;
        config.types[1].ping_roles = vec![support];
    })
    .await;
    hall.panel().await;
}

async fn now(hall: &Hall) -> Ticket {
    hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there").ticket
}

async fn events(hall: &Hall, what: impl Fn(&Recorded) -> bool) -> usize {
    hall.store().events(hall.ticket(1)).await.expect("reads").iter().filter(|one| what(one)).count()
}

async fn steps_taken(hall: &Hall, count: usize) {
    let steps = async || events(hall, |one| matches!(one.event, Event::SlaStep { .. })).await;
    hall.eventually("steps are taken", async || (steps().await >= count).then_some(())).await;
    assert_eq!(steps().await, count);
}

/// What the log says with these words.
fn logged(hall: &Hall, words: &str) -> usize {
    let log = hall.sample.mod_log;
    hall.fake
        .look(|world| world.channels[&log].messages.values().filter(|one| read(one).contains(words)).count())
}

/// How often Support was called in a channel.
fn called(hall: &Hall, channel: u64) -> usize {
    let role = format!("<@&{}>", hall.sample.staff_roles[0]);
    let calls =
        |message: &&serde_json::Value| message["content"].as_str().is_some_and(|one| one.contains(&role));
    hall.fake.look(|world| world.channels[&channel].messages.values().filter(calls).count())
}

async fn away(hall: &Hall, people: &[u64]) {
    let until = hall.clock.now().plus_seconds(600 * MINUTE);
    let one = |user: &u64| Availability { away_until: Some(until), ..Availability::of(UserId(*user)) };
    let all: Vec<Availability> = people.iter().map(one).collect();
    hall.change(|config| config.settings.availability = all).await;
}

async fn no_difference(hall: &Hall) {
    let differences = hall.store().verify_figures(GuildId(hall.sample.guild)).await.expect("reads");
    assert_eq!(differences, 0, "the figures are what the tickets say");
}

/// A webhook is called, then the ticket is given to the other handler, for who has it did not answer; when nobody is on call it is anyone's and
/// the log says so; then it moves to another type, whose handler has it from then on and whose roles are called. Each once, whatever
/// restarts.
// Proves: P92
#[tokio::test(flavor = "multi_thread")]
async fn steps_act() {
    on_both("sla_acts", |hall| async move {
        let receiver = Receiver::new().await;
        let owner = hall.signed_in(&hall.ingrid()).await;
        let page = "/settings/webhooks";
        let (status, html) =
            owner.send(page, page, &[("url", &receiver.url), ("topic", "ticket.sla_step")]).await;
        assert_eq!(status, 200, "{html}");
        let steps = [
            (5, Act::CallWebhook),
            (10, Act::AssignOnCall),
            (20, Act::AssignOnCall),
            (30, Act::MoveTo { to: TypeId(2) }),
            (40, Act::RaisePriority),
        ];
        promised(&hall, &steps).await;
        let channel = hall.opened("Rudder", "is loose").await;
        let beth = hall.beth();
        beth.told(beth.slash(channel, "ptickets claim", &[])).await;
        hall.settled_but(60).await;
        hall.pass_seconds(66 * MINUTE);
        steps_taken(&hall, 1).await;
        hall.settled_but(60).await;
        let calls = receiver.taken();
        assert_eq!(calls.len(), 1, "one step, one call");
        let (kind, data) = (calls[0].kind(), &calls[0].json()["data"]);
        assert_eq!((kind.as_str(), &data["metric"]), ("ticket.sla_step", &"first_response".into()));
        assert_eq!(data["step"]["minutes_after"], 5, "{data}");
        assert!(data["late_by_seconds"].as_i64().is_some_and(|late| late < 120), "{data}");

        hall.pass_seconds(5 * MINUTE);
        steps_taken(&hall, 2).await;
        let alex = UserId(hall.sample.staff[1]);
        assert_eq!((now(&hall).await.claim, now(&hall).await.assignee), (None, Some(alex)), "the other one");
        hall.settled_but(60).await;
        away(&hall, &hall.sample.staff[..2]).await;
        hall.pass_seconds(10 * MINUTE);
        steps_taken(&hall, 3).await;
        assert_eq!((now(&hall).await.claim, now(&hall).await.assignee), (None, None), "it is anyone's");
        hall.settled_but(60).await;
        assert_eq!(logged(&hall, "Nobody is on call"), 1);
        let hall = hall.restarted().await;
        hall.settled_but(60).await;
        steps_taken(&hall, 3).await;

        let before = called(&hall, channel);
        hall.pass_seconds(10 * MINUTE);
        steps_taken(&hall, 4).await;
        let moved = now(&hall).await;
        let carla = UserId(hall.sample.staff[2]);
        assert_eq!((moved.ticket_type, moved.assignee), (TypeId(2), Some(carla)));
        hall.settled_but(60).await;
        assert_eq!(called(&hall, channel), before + 1, "those whom the new type calls");
        let hall = hall.restarted().await;
        hall.pass_seconds(60 * MINUTE);
        steps_taken(&hall, 5).await;
        hall.settled_but(60).await;
        assert_eq!(events(&hall, |one| matches!(one.event, Event::Moved { .. })).await, 1);
        assert_eq!((receiver.taken().len(), logged(&hall, "Nobody is on call")), (1, 1), "each once");
        let staff = hall.signed_in(&hall.ingrid()).await;
        let (_, html) = staff.page("/tickets/1").await;
        for words in
            ["the ticket moves to Billing", "given to who is on call", "webhooks were told", "late by"]
        {
            assert!(html.contains(words), "{words}: {html}");
        }
        no_difference(&hall).await;
        hall.carla().say(channel, "On my way.");
        hall.end().await;
    })
    .await;
}

/// After an outage all that was missed happens once, in one go: of two moves the last one counts, and who is on call there has it. A type that
/// was deleted meanwhile leaves the ticket where it is; the log and the health page say so.
// Proves: P92, P204
#[tokio::test(flavor = "multi_thread")]
async fn missed_acts_happen_once() {
    on_both("sla_acts_missed", |hall| async move {
        let steps = [
            (5, Act::MoveTo { to: TypeId(99) }),
            (10, Act::MoveTo { to: TypeId(2) }),
            (15, Act::AssignOnCall),
            (300, Act::MoveTo { to: TypeId(99) }),
        ];
        promised(&hall, &steps).await;
        hall.opened("Rudder", "is loose").await;
        hall.settled_but(60).await;
        let hall = hall.restarted_after(180 * MINUTE).await;
        steps_taken(&hall, 3).await;
        let moved = now(&hall).await;
        let carla = UserId(hall.sample.staff[2]);
        assert_eq!((moved.ticket_type, moved.assignee), (TypeId(2), Some(carla)));
        hall.settled_but(60).await;
        hall.pass_seconds(200 * MINUTE);
        steps_taken(&hall, 4).await;
        let gone = |one: &Recorded| matches!(one.event, Event::SlaStepVoid { why: Void::TypeGone, .. });
        assert_eq!(events(&hall, gone).await, 1);
        assert_eq!(now(&hall).await.ticket_type, TypeId(2), "it stays");
        let guild = GuildId(hall.sample.guild);
        let given_up = hall
            .eventually("a report", async || hall.store().given_up(guild).await.expect("reads").pop())
            .await;
        assert_eq!(given_up.why, "GH-304");
        let (_, html) = hall.signed_in(&hall.ingrid()).await.page("/settings/health").await;
        assert!(html.contains("GH-304") && html.contains("Choose another type in that step"), "{html}");
        hall.eventually("the log says so", async || {
            (logged(&hall, "that a step moves it to is not there any more") == 1).then_some(())
        })
        .await;
        no_difference(&hall).await;
        hall.running.stop().await;
        hall.fake.stop();
    })
    .await;
}

/// Steps of the two promises beside the four: who has the ticket is told before the first answer by anybody is due, and a role is called after staff
/// were to be heard of again; the file of the report has a line for each, with what was kept and what was not.
#[tokio::test(flavor = "multi_thread")]
async fn steps_of_the_newest_promises() {
    on_both("sla_acts_newest", |hall| async move {
        let role = RoleId(hall.sample.staff_roles[0]);
        let ping = Act::Ping { role, channel: Some(ticket::ChannelId(hall.sample.staff_room)) };
        hall.change(|config| {
            let both = Targets { first_answer: Some(30), update: Some(60), ..Targets::default() };
            let policy = &mut config.types[0].sla;
            (policy.enabled, policy.warn_percent) = (true, 0);
            policy.targets = ByPriority { normal: both, ..ByPriority::default() };
            policy.steps = vec![
                Step::new(Moment::Before(10), Act::RaisePriority),
                Step::new(Moment::Percent(150), ping),
            ];
            let targets = &mut policy.targets;
            (targets.high, targets.urgent) = (both, both);
        })
        .await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        hall.settled_but(60).await;
        hall.pass_seconds(21 * MINUTE);
        steps_taken(&hall, 1).await;
        assert_eq!(now(&hall).await.priority, ticket::Priority::High, "ten minutes before an answer is due");
        hall.beth().say(channel, "We look into it.");
        hall.eventually("her words count", async || {
            let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
            (loaded.activity.talk.staff_messages() == 1).then_some(())
        })
        .await;
        hall.settled_but(60).await;
        hall.pass_seconds(51 * MINUTE);
        steps_taken(&hall, 2).await;
        assert_eq!(
            now(&hall).await.priority,
            ticket::Priority::Urgent,
            "ten minutes before an update is due"
        );
        hall.settled_but(60).await;
        assert_eq!(called(&hall, hall.sample.staff_room), 0);
        hall.pass_seconds(40 * MINUTE);
        steps_taken(&hall, 3).await;
        hall.settled_but(60).await;
        assert_eq!(called(&hall, hall.sample.staff_room), 1, "half an hour after an update was due");
        hall.beth().say(channel, "The part is on its way.");
        hall.settled_but(60).await;
        no_difference(&hall).await;
        let ingrid = hall.signed_in(&hall.ingrid()).await;
        let (code, file) = ingrid.page("/reports/file?of=kept").await;
        assert_eq!(code, 200, "{file}");
        for line in ["Any first answer,1,0,0,0,", "Next update,0,1,0,0,"] {
            assert!(file.contains(line), "{line}: {file}");
        }
        hall.end().await;
    })
    .await;
}
