//! The cases that people ask about, by hand. Minutes count from the opening.

use crate::{MINUTE, minute, stretch, turn};
use ticket::{
    Priority,
    calendar::{Calendar, Hours, OpenTime, Week},
    sla::{
        ByPriority, Clock, Course, Metric, Policy,
        Side::{Member, Staff},
        Stand, Targets, Unkeepable, clocks,
    },
};

fn policy(metric: Metric, minutes: u32) -> Policy {
    let mut targets = Targets::default();
    *match metric {
        Metric::FirstResponse => &mut targets.first_response,
        Metric::NextResponse => &mut targets.next_response,
        Metric::FirstResolution => &mut targets.first_resolution,
        Metric::TotalResolution => &mut targets.total_resolution,
        Metric::FirstAnswer => &mut targets.first_answer,
        Metric::Update => &mut targets.update,
    } = Some(minutes);
    let targets = ByPriority { urgent: targets, high: targets, normal: targets, low: targets };
    Policy { enabled: true, targets, ..Policy::default() }
}

fn all(course: &Course, policy: &Policy, now: i64) -> Vec<Clock> {
    clocks(course, policy, &OpenTime::always(), Priority::Normal, minute(now))
}

fn one(course: &Course, policy: &Policy, now: i64) -> Clock {
    let mut found = all(course, policy, now);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn stands(course: &Course, policy: &Policy, now: i64) -> Vec<Stand> {
    all(course, policy, now).iter().map(|clock| clock.stand).collect()
}

/// Suggested are 15 minutes, 1 hour, 4 hours and 24 hours to the first response, and nothing counts until it is enabled.
// Proves: P112, P113, P114, P115
#[test]
fn suggestions() {
    let policy = Policy::default();
    assert!(!policy.enabled);
    let minutes = |priority| policy.target(Metric::FirstResponse, priority).map(|target| target / MINUTE);
    let all = [Priority::Urgent, Priority::High, Priority::Normal, Priority::Low].map(minutes);
    assert_eq!(all, [Some(15), Some(60), Some(240), Some(1440)]);
    assert_eq!(policy.target(Metric::TotalResolution, Priority::Urgent), None);
    let read: Policy = serde_json::from_str(r#"{"enabled":true}"#).expect("what is left out is as suggested");
    assert_eq!(read, Policy { enabled: true, ..policy });
}

/// Pending, warned at 75 %, overdue from the due instant on; met until then, late after.
#[test]
fn from_pending_to_late() {
    let (mut course, policy) = (Course::default(), policy(Metric::FirstResponse, 100));
    let stand = |course: &Course, now| one(course, &policy, now).stand;
    assert_eq!(stand(&course, 74), Stand::Pending);
    assert_eq!(stand(&course, 75), Stand::Warned);
    assert_eq!(stand(&course, 99), Stand::Warned);
    assert_eq!(stand(&course, 100), Stand::Overdue);
    let clock = one(&course, &policy, 130);
    assert_eq!((clock.due, clock.warn_at, clock.left()), (Some(minute(100)), Some(minute(75)), -30 * MINUTE));
    course.turns = vec![turn(0, Member), turn(100, Staff)];
    assert_eq!(stand(&course, 130), Stand::Met);
    course.turns = vec![turn(101, Staff)];
    assert_eq!(stand(&course, 130), Stand::Late);
    assert_eq!(one(&course, &policy, 130).elapsed, 101 * MINUTE);
}

/// A pause neither loses nor gains a second, and nothing is overdue by surprise on going on.
// Proves: P120
#[test]
fn a_pause_does_not_count() {
    let policy = policy(Metric::FirstResponse, 100);
    let mut course = Course { paused: vec![stretch(30, None)], ..Course::default() };
    let clock = one(&course, &policy, 5_000);
    assert!(clock.held && clock.due.is_none() && clock.rings().is_none());
    assert_eq!((clock.stand, clock.left()), (Stand::Pending, 70 * MINUTE));
    course.paused = vec![stretch(30, 5_000)];
    let clock = one(&course, &policy, 5_000);
    assert!(!clock.held);
    assert_eq!((clock.due, clock.rings()), (Some(minute(5_070)), Some(minute(5_045))));
    course.turns = vec![turn(5_060, Staff)];
    assert_eq!(one(&course, &policy, 6_000).stand, Stand::Met);
    // Paused after it was overdue: it was overdue.
    course = Course { paused: vec![stretch(120, None)], ..Course::default() };
    let clock = one(&course, &policy, 500);
    assert_eq!((clock.stand, clock.due), (Stand::Overdue, Some(minute(100))));
}

/// Opened by staff for a member: nobody waits before the member wrote, and what staff wrote first answers nothing.
// Proves: P116
#[test]
fn opened_for_a_member() {
    let (policy, waits) = (policy(Metric::FirstResponse, 100), policy(Metric::NextResponse, 10));
    let mut course = Course { on_behalf: true, turns: vec![turn(1, Staff)], ..Course::default() };
    let clock = one(&course, &policy, 5_000);
    assert!(clock.held && clock.due.is_none() && clock.stopped.is_none());
    assert_eq!((clock.stand, clock.left()), (Stand::Pending, 100 * MINUTE));
    course.turns.push(turn(3_000, Member));
    let clock = one(&course, &policy, 3_050);
    assert_eq!((clock.stand, clock.due), (Stand::Pending, Some(minute(3_100))));
    assert_eq!(stands(&course, &waits, 3_050), [], "it is the first answer that is waited for");
    course.turns.push(turn(3_099, Staff));
    assert_eq!(one(&course, &policy, 9_000).stand, Stand::Met);
    assert_eq!(
        one(&Course { on_behalf: false, ..course }, &policy, 9_000).stopped.map(|end| end.at),
        Some(minute(1))
    );
}

/// Closed without an answer: nobody waits any more; but what was broken before stays broken.
#[test]
fn closed_before_any_answer() {
    let policy = policy(Metric::FirstResponse, 100);
    let closed = |at| Course { closed: vec![stretch(at, None)], ..Course::default() };
    assert_eq!(one(&closed(50), &policy, 500).stand, Stand::Cancelled);
    assert_eq!(one(&closed(150), &policy, 500).stand, Stand::Late);
    // Reopened, it goes on with what is left.
    let reopened = Course { closed: vec![stretch(50, 400)], ..Course::default() };
    let clock = one(&reopened, &policy, 420);
    assert_eq!((clock.stand, clock.due), (Stand::Pending, Some(minute(450))));
}

/// Each wait has a clock of its own, from the earliest unanswered message; before the first answer there is none.
#[test]
fn every_wait_for_an_answer() {
    let policy = policy(Metric::NextResponse, 10);
    let mut course = Course { turns: vec![turn(1, Member)], ..Course::default() };
    assert_eq!(stands(&course, &policy, 50), []);
    course.turns.extend([turn(5, Staff), turn(20, Member), turn(29, Staff), turn(40, Member)]);
    assert_eq!(stands(&course, &policy, 45), [Stand::Met, Stand::Pending]);
    assert_eq!(stands(&course, &policy, 51), [Stand::Met, Stand::Overdue]);
    assert_eq!(all(&course, &policy, 45)[1].due, Some(minute(50)));
    // Closing ends the wait; reopening starts one.
    course.closed = vec![stretch(45, 60)];
    assert_eq!(stands(&course, &policy, 61), [Stand::Met, Stand::Cancelled, Stand::Pending]);
    course.turns.push(turn(62, Staff));
    assert_eq!(stands(&course, &policy, 99), [Stand::Met, Stand::Cancelled, Stand::Met]);
}

/// The first answer by anybody is that of Auto-Assist where it came first, else that of staff; what was said before anybody asked is none.
#[test]
fn the_first_answer_by_anybody() {
    let policy = policy(Metric::FirstAnswer, 10);
    let mut course = Course::default();
    assert_eq!(one(&course, &policy, 11).stand, Stand::Overdue);
    course.turns = vec![turn(0, Member), turn(20, Staff)];
    assert_eq!(one(&course, &policy, 30).stand, Stand::Late);
    course.assisted = Some(minute(1));
    let clock = one(&course, &policy, 30);
    assert_eq!((clock.stand, clock.elapsed), (Stand::Met, MINUTE));
    let human = Policy { ..self::policy(Metric::FirstResponse, 10) };
    assert_eq!(one(&course, &human, 30).stand, Stand::Late, "a person answered too late all the same");
    let unasked = Course { on_behalf: true, assisted: Some(minute(1)), ..Course::default() };
    assert_eq!(one(&unasked, &policy, 30).stand, Stand::Pending);
    let asked = Course { turns: vec![turn(20, Member)], ..unasked };
    assert_eq!(
        one(&asked, &policy, 29).stand,
        Stand::Warned,
        "what was said before they asked answers nothing"
    );
    let closed = Course { closed: vec![stretch(5, None)], ..Course::default() };
    assert_eq!(one(&closed, &policy, 30).stand, Stand::Cancelled);
}

/// Staff promise to be heard of again: from the last message of what they say in a row to the next thing they say, whoever speaks between;
/// not while it is closed, and a pause holds it.
#[test]
fn updates() {
    let policy = policy(Metric::Update, 60);
    let said = |minutes: &[i64]| minutes.iter().copied().map(minute).collect::<Vec<_>>();
    let mut course = Course { turns: vec![turn(0, Member)], ..Course::default() };
    assert_eq!(stands(&course, &policy, 500), [], "nobody said anything yet");
    course.turns.extend([turn(10, Staff), turn(30, Member)]);
    course.said = said(&[10, 14, 24]);
    let clock = one(&course, &policy, 40);
    assert_eq!((clock.started, clock.due, clock.stand), (minute(24), Some(minute(84)), Stand::Pending));
    assert_eq!(one(&course, &policy, 85).stand, Stand::Overdue, "that the member wrote is no update");
    course.said = said(&[10, 14, 24, 35]);
    assert_eq!(stands(&course, &policy, 94), [Stand::Met, Stand::Warned]);
    course.said = said(&[10, 14, 24, 35, 100]);
    assert_eq!(stands(&course, &policy, 101), [Stand::Met, Stand::Late, Stand::Pending]);
    course.paused = vec![stretch(110, None)];
    let clock = clocks(&course, &policy, &OpenTime::always(), Priority::Normal, minute(150)).pop();
    let clock = clock.expect("it is promised");
    assert_eq!((clock.held, clock.due, clock.left()), (true, None, 50 * MINUTE));
    course.paused = vec![stretch(110, 200)];
    course.closed = vec![stretch(210, 300)];
    course.said = said(&[10, 14, 24, 35, 100, 250, 400]);
    let all = [Stand::Met, Stand::Late, Stand::Cancelled, Stand::Pending];
    assert_eq!(
        stands(&course, &policy, 401),
        all,
        "of what was said while it was closed nothing is promised"
    );
    let old = Course { said: Vec::new(), closed: Vec::new(), ..course };
    assert_eq!(
        stands(&old, &policy, 40),
        [Stand::Pending],
        "before each message was counted there were turns"
    );
}

/// Resolution stands still while the member has to answer; a reopened ticket goes on with what is left of the total.
#[test]
fn resolution() {
    let turns = vec![turn(0, Member), turn(10, Staff)];
    let mut course = Course { turns, ..Course::default() };
    let (first, total) = (policy(Metric::FirstResolution, 60), policy(Metric::TotalResolution, 60));
    assert!(one(&course, &first, 50).held);
    assert_eq!(one(&course, &first, 50).left(), 50 * MINUTE);
    course.turns.push(turn(110, Member));
    assert_eq!(one(&course, &first, 120).due, Some(minute(160)));
    let strict = Policy { waiting_pauses: false, ..first.clone() };
    assert_eq!(one(&course, &strict, 120).stand, Stand::Overdue);
    course.closed = vec![stretch(140, 1_000)];
    assert_eq!(one(&course, &first, 1_005).stand, Stand::Met);
    let clock = one(&course, &total, 1_005);
    assert_eq!((clock.stand, clock.due), (Stand::Warned, Some(minute(1_020))));
    course.closed.push(stretch(1_030, None));
    assert_eq!(one(&course, &total, 2_000).stand, Stand::Late);
    assert_eq!(one(&course, &total, 2_000).elapsed, 70 * MINUTE);
}

/// Another priority has another target, counted from the start.
// Proves: P92
#[test]
fn by_priority() {
    let policy = Policy { enabled: true, ..Policy::default() };
    let due = |priority| {
        let found = clocks(&Course::default(), &policy, &OpenTime::always(), priority, minute(20));
        (found[0].due, found[0].stand)
    };
    assert_eq!(due(Priority::Low), (Some(minute(1440)), Stand::Pending));
    assert_eq!(due(Priority::Urgent), (Some(minute(15)), Stand::Overdue));
}

/// In a calendar the clock runs in open hours only; an answer at night, after the hours in which it was due, is late.
#[test]
fn in_business_hours() {
    let week = Week::daily(&["09:00-17:00".parse::<Hours>().expect("hours")]);
    let calendar = Calendar { zone: "UTC".to_owned(), week, exceptions: Vec::new() };
    let policy = Policy { calendar: Some(calendar), ..policy(Metric::FirstResponse, 60) };
    let noon = 20_000 * 24 * 60;
    let opened = |hour: i64| Course { opened_at: minute(noon + hour * 60), ..Course::default() };
    let open = policy.open_time(minute(noon));
    let due = |course: &Course| clocks(course, &policy, &open, Priority::Normal, minute(noon))[0].due;
    assert_eq!(due(&opened(10)), Some(minute(noon + 11 * 60)));
    assert_eq!(due(&opened(20)), Some(minute(noon + (24 + 10) * 60)));
    assert_eq!(due(&opened(16)), Some(minute(noon + 17 * 60)));
    let mut course = opened(16);
    course.turns = vec![turn(noon + 20 * 60, Staff)];
    let clock = &clocks(&course, &policy, &open, Priority::Normal, minute(noon + 30 * 60))[0];
    assert_eq!((clock.stand, clock.elapsed), (Stand::Late, 60 * MINUTE));
}

/// What cannot be promised is refused with the reason.
#[test]
fn refused_policies() {
    assert_eq!(policy(Metric::FirstResponse, 1).check(), Ok(()));
    assert_eq!(
        policy(Metric::NextResponse, 0).check().unwrap_err().to_string(),
        "next_response of urgent tickets: 1 to 527040 minutes, not 0"
    );
    let loud = Policy { warn_percent: 100, ..Policy::default() };
    assert_eq!(loud.check(), Err(Unkeepable::Warning(100)));
    let never = Calendar { zone: "UTC".to_owned(), week: Week::default(), exceptions: Vec::new() };
    let closed = Policy { calendar: Some(never), ..Policy::default() };
    assert!(matches!(closed.check_at(minute(0)), Err(Unkeepable::Calendar(_))));
}
