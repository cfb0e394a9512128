//! Who is told of response times is told when they work.

use crate::hall::{Hall, on_both, read};
use ticket::{
    ChannelId, RoleId, UserId,
    assign::Availability,
    calendar::{Calendar, Hours, Week},
    sla::{Act, ByPriority, Moment, Step, Targets},
};

const MINUTE: i64 = 60;

/// Every day in UTC, from so many minutes after an instant to so many.
pub fn daily(start: ticket::Timestamp, from: i64, to: i64) -> Calendar {
    let of_day = |minutes: i64| u16::try_from((start.seconds() / 60 + minutes) % 1440).expect("of a day");
    let (from, to) = (of_day(from), of_day(to));
    let hours = vec![Hours::new(from, if to == 0 { 1440 } else { to }).expect("hours")];
    let week = Week {
        monday: hours.clone(),
        tuesday: hours.clone(),
        wednesday: hours.clone(),
        thursday: hours.clone(),
        friday: hours.clone(),
        saturday: hours.clone(),
        sunday: hours,
    };
    Calendar { zone: "UTC".to_owned(), week, ..Calendar::always() }
}

fn dms(hall: &Hall) -> usize {
    hall.beth().dms().iter().filter(|dm| read(dm).contains("Ticket #1: ")).count()
}

fn pings(hall: &Hall) -> usize {
    let role = format!("<@&{}>", hall.sample.staff_roles[0]);
    let room = hall.sample.staff_room;
    let pings = |message: &&serde_json::Value| message["content"] == role;
    hall.fake.look(|world| world.channels[&room].messages.values().filter(pings).count())
}

/// Beth has hours of her own: a step waits for them, also over a restart, one that is urgent does not. A role is called in the hours in which time
/// counts: what was missed in an outage that ends in the evening is said in the morning.
// Proves: P92
#[tokio::test(flavor = "multi_thread")]
async fn people_are_told_in_their_hours() {
    on_both("told_hours", |hall| async move {
        let start = hall.clock.now();
        let (role, room) = (RoleId(hall.sample.staff_roles[0]), ChannelId(hall.sample.staff_room));
        let beth = UserId(hall.sample.staff[0]);
        hall.change(|config| {
            let two_hours = Targets { first_response: Some(120), ..Targets::default() };
            let policy = &mut config.types[0].sla;
            (policy.enabled, policy.warn_percent) = (true, 0);
            policy.targets = ByPriority { normal: two_hours, ..ByPriority::default() };
            policy.calendar = Some(daily(start, 0, 180));
            policy.steps = vec![
                Step::new(Moment::Percent(50), Act::TellHandler),
                Step { urgent: true, ..Step::new(Moment::Before(30), Act::TellHandler) },
                Step::new(Moment::Percent(95), Act::Ping { role, channel: Some(room) }),
            ];
            let hours = Some(daily(start, 100, 110));
            config.settings.availability = vec![Availability { hours, ..Availability::of(beth) }];
            (config.settings.sla_channel, config.settings.sla_ping) = (Some(room), Some(role));
        })
        .await;
        hall.panel().await;
        let channel = hall.opened("Rudder", "is loose").await;
        let person = hall.beth();
        person.told(person.slash(channel, "ptickets claim", &[])).await;
        let at = |hall: &Hall, minutes: i64| {
            hall.pass_seconds(start.seconds() + minutes * MINUTE - hall.clock.now().seconds());
        };
        let taken = async |hall: &Hall, count: usize| {
            hall.eventually("steps are taken", async || {
                let loaded = hall.store().ticket(hall.ticket(1)).await.expect("reads").expect("is there");
                (loaded.ticket.past.steps.len() == count).then_some(())
            })
            .await;
            hall.settled_but(60).await;
        };
        at(&hall, 62);
        taken(&hall, 1).await;
        assert_eq!(dms(&hall), 0, "she does not work yet");
        let hall = hall.restarted().await;
        hall.settled_but(60).await;
        assert_eq!(dms(&hall), 0);
        at(&hall, 92);
        taken(&hall, 2).await;
        assert_eq!(dms(&hall), 1, "what is urgent does not wait");
        at(&hall, 101);
        hall.eventually("she is told", async || (dms(&hall) == 2).then_some(())).await;
        hall.settled_but(60).await;
        let hall = hall.restarted_after(110 * MINUTE).await;
        taken(&hall, 3).await;
        assert_eq!(pings(&hall), 0, "it is evening");
        at(&hall, 1442);
        hall.eventually("the role is called", async || (pings(&hall) == 2).then_some(())).await;
        hall.settled_but(60).await;
        assert_eq!((pings(&hall), dms(&hall)), (2, 2), "the step, and that it is broken; Beth works later");
        hall.beth().say(channel, "On my way.");
        hall.end().await;
    })
    .await;
}
