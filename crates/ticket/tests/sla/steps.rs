//! Steps on the way to a promise: when they are due.

use crate::{minute, stretch, turn};
use ticket::{
    Priority, RoleId, Timestamp,
    calendar::OpenTime,
    sla::{
        Act, ByPriority, Course, Moment, Policy, Side, Step, Targets, Unkeepable, clocks,
        steps::{MAX_STEPS, Unusable},
    },
};

const ALL: [Moment; 4] = [Moment::Percent(50), Moment::Before(90), Moment::After(10), Moment::Percent(150)];

/// A first response within so many minutes, 15 for what is urgent.
fn policy(minutes: u32) -> Policy {
    let within = |minutes| Targets { first_response: Some(minutes), ..Targets::default() };
    let targets = ByPriority { normal: within(minutes), urgent: within(15), ..ByPriority::default() };
    let steps = ALL.map(|at| Step::new(at, Act::TellHandler)).to_vec();
    Policy { enabled: true, targets, steps, ..Policy::default() }
}

fn due(course: &Course, policy: &Policy, priority: Priority, now: i64) -> Vec<(Moment, Timestamp)> {
    let told = clocks(course, policy, &OpenTime::always(), priority, minute(now));
    told[0].steps.iter().map(|(step, due)| (step.at, *due)).collect()
}

/// A step is due in open time of the target: a pause puts it off, another target moves it, a target that is too short has none of those before
/// it, and nothing is due once the promise is kept.
#[test]
fn when_steps_are_due() {
    let mut course = Course::default();
    let at = |minutes: [i64; 4]| ALL.into_iter().zip(minutes.map(minute)).collect::<Vec<_>>();
    assert_eq!(due(&course, &policy(100), Priority::Normal, 1), at([50, 10, 110, 150]));
    let urgent = due(&course, &policy(100), Priority::Urgent, 1);
    let short =
        [ALL[0], ALL[2], ALL[3]].into_iter().zip([Timestamp(450_000), minute(25), Timestamp(1_350_000)]);
    assert_eq!(urgent, short.collect::<Vec<_>>(), "nothing is 90 minutes before the end of 15");
    course.paused = vec![stretch(20, 60)];
    assert_eq!(due(&course, &policy(100), Priority::Normal, 70), at([90, 10, 150, 190]));
    course.paused.push(stretch(100, None));
    assert_eq!(
        due(&course, &policy(100), Priority::Normal, 200),
        at([90, 10, 150, 190])[..2],
        "it stands still"
    );
    course.turns = vec![turn(95, Side::Staff)];
    assert_eq!(due(&course, &policy(100), Priority::Normal, 200), []);
}

/// Ten steps at most, none twice, each at a moment that is.
#[test]
fn refused_steps() {
    let with = |steps: Vec<Step>| Policy { steps, ..Policy::default() }.check();
    let step = |at| Step::new(at, Act::Ping { role: RoleId(7), channel: None });
    let many = |count: u32| (1..=count).map(|minutes| step(Moment::After(minutes))).collect::<Vec<_>>();
    assert_eq!(with(many(10)), Ok(()));
    assert_eq!(with(many(11)), Err(Unkeepable::Steps(Unusable::TooMany(MAX_STEPS + 1))));
    for bad in [Moment::Percent(0), Moment::Percent(1001), Moment::Before(0), Moment::After(527_041)] {
        assert_eq!(
            with(vec![step(Moment::After(1)), step(bad)]),
            Err(Unkeepable::Steps(Unusable::Moment(2)))
        );
    }
    let twice = vec![step(Moment::After(1)), step(Moment::After(1))];
    assert_eq!(with(twice).unwrap_err().to_string(), "step 2 is there twice");
    let other = Step::new(Moment::After(1), Act::RaisePriority);
    assert_eq!(with(vec![step(Moment::After(1)), other]), Ok(()), "one moment, two things");
}

/// A document of before there were steps means what it meant, and steps come back from the document they are written to.
#[test]
fn documents_of_before() {
    let old =
        r#"{"enabled":true,"warn_percent":60,"on_broken":{"raise_priority":true,"back_to_queue":false}}"#;
    let read: Policy = serde_json::from_str(old).expect("is read");
    assert_eq!((read.warn_percent, read.on_broken.raise_priority, read.steps.len()), (60, true, 0));
    let all = Policy {
        steps: [
            Act::Ping { role: RoleId(7), channel: None },
            Act::TellHandler,
            Act::RaisePriority,
            Act::BackToQueue,
        ]
        .map(|act| Step::new(Moment::Before(5), act))
        .to_vec(),
        ..read
    };
    let written = serde_json::to_string(&all).expect("is written");
    assert_eq!(serde_json::from_str::<Policy>(&written).expect("is read"), all);
}
