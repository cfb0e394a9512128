//! A slow second answer: walk through the minutes and count, as a person with a stopwatch would.

use crate::{MINUTE, minute, stretch};
use proptest::prelude::*;
use ticket::{
    Priority, Timestamp,
    calendar::{Calendar, Hours, OpenTime, Week},
    sla::{ByPriority, Course, Metric, Policy, Side, Stand, Stretch, Targets, Turn, clocks},
};

/// How far the walk goes, in minutes after the opening.
const WALK: i64 = 4 * 24 * 60;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Act {
    Say(Side),
    Pause,
    Resume,
    Close,
    Reopen,
    /// Staff say that no answer is needed.
    Settle,
    /// They put it out of sight, or bring it back.
    Snooze,
    Wake,
}

fn course(acts: &[(i64, Act)]) -> Course {
    let mut course = Course::default();
    let open_ended = |list: &[Stretch]| list.last().is_some_and(|last| last.to.is_none());
    for &(at, act) in acts {
        let end = |list: &mut Vec<Stretch>| {
            if let Some(last) = list.last_mut() {
                last.to = Some(minute(at));
            }
        };
        match act {
            Act::Say(Side::Member) if is_settled(&course) => {
                course.again.push(minute(at));
                if course.turns.last().is_none_or(|last| last.by != Side::Member) {
                    course.turns.push(Turn { at: minute(at), by: Side::Member, who: None });
                }
            }
            Act::Snooze if !open_ended(&course.snoozed) && !open_ended(&course.closed) => {
                course.snoozed.push(stretch(at, None));
            }
            Act::Wake if open_ended(&course.snoozed) => end(&mut course.snoozed),
            Act::Settle
                if course.first_reply().is_some()
                    && course.turns.last().is_some_and(|last| last.by == Side::Member)
                    && !is_settled(&course) =>
            {
                course.settled.push(minute(at));
            }
            Act::Say(by) if course.turns.last().is_none_or(|last| last.by != by) => {
                course.turns.push(Turn { at: minute(at), by, who: None });
            }
            Act::Pause if !open_ended(&course.paused) && !open_ended(&course.closed) => {
                course.paused.push(stretch(at, None));
            }
            Act::Resume if open_ended(&course.paused) => end(&mut course.paused),
            Act::Close if !open_ended(&course.closed) => {
                if open_ended(&course.paused) {
                    end(&mut course.paused);
                }
                if open_ended(&course.snoozed) {
                    end(&mut course.snoozed);
                }
                course.closed.push(stretch(at, None));
            }
            Act::Reopen if open_ended(&course.closed) => end(&mut course.closed),
            _ => {}
        }
    }
    course
}

/// Whether nobody of the member's side wrote since staff last said that no answer is needed.
fn is_settled(course: &Course) -> bool {
    course.settled.last().is_some_and(|at| course.again.last().is_none_or(|again| again < at))
}

fn within(list: &[Stretch], at: i64) -> bool {
    list.iter().any(|one| one.from <= minute(at) && one.to.is_none_or(|to| minute(at) < to))
}

/// Whether one of these ends now.
fn within_until(list: &[Stretch], now: Timestamp) -> bool {
    list.iter().any(|one| one.to == Some(now))
}

/// Walks from the opening to `now`: when was the target used up, and how did it end?
fn walked(
    course: &Course,
    open: &OpenTime,
    metric: Metric,
    target: i64,
    now: i64,
) -> (Option<i64>, Stand, i64) {
    let is_closed = |at| within(&course.closed, at);
    let waits_for_member = |at: i64| {
        let last = course.turns.iter().rev().find(|turn| turn.at <= minute(at));
        let since = |list: &[Timestamp]| list.iter().rev().copied().find(|one| *one <= minute(at));
        let settled = since(&course.settled);
        settled.is_some() && since(&course.again) < settled || last.is_some_and(|turn| turn.by == Side::Staff)
    };
    let stopped = match metric {
        Metric::FirstResponse => course.first_reply().or(course
            .closed
            .last()
            .filter(|last| last.to.is_none())
            .map(|last| last.from)),
        Metric::FirstResolution => course.closed.first().map(|first| first.from),
        _ => course.closed.last().filter(|last| last.to.is_none()).map(|last| last.from),
    };
    let stopped = stopped.map(|at| at.0 / MINUTE);
    let kept = metric != Metric::FirstResponse || course.first_reply().is_some();
    let (mut used, mut due) = (0, None);
    for at in 0..stopped.unwrap_or(now) {
        let resolution = metric != Metric::FirstResponse;
        let held = within(&course.paused, at)
            || metric != Metric::FirstResolution && is_closed(at)
            || resolution && (waits_for_member(at) || within(&course.snoozed, at));
        if !held && open.is_open(minute(at)) {
            used += 1;
            if used == target {
                due = Some(at + 1);
            }
        }
    }
    let stand = match stopped {
        Some(at) if due.is_some_and(|due| due < at) => Stand::Late,
        Some(_) if kept => Stand::Met,
        Some(_) => Stand::Cancelled,
        None if due.is_some() => Stand::Overdue,
        None => Stand::Pending,
    };
    (due, stand, used)
}

fn any_act() -> impl Strategy<Value = Act> {
    prop_oneof![
        3 => Just(Act::Say(Side::Member)),
        3 => Just(Act::Say(Side::Staff)),
        1 => Just(Act::Pause),
        2 => Just(Act::Resume),
        1 => Just(Act::Close),
        2 => Just(Act::Reopen),
        2 => Just(Act::Settle),
        1 => Just(Act::Snooze),
        2 => Just(Act::Wake),
    ]
}

fn any_course() -> impl Strategy<Value = Course> {
    proptest::collection::vec((1..WALK, any_act()), 0..12).prop_map(|mut acts| {
        acts.sort_by_key(|(at, _)| *at);
        acts.dedup_by_key(|(at, _)| *at);
        course(&acts)
    })
}

fn any_open_time() -> impl Strategy<Value = OpenTime> {
    prop_oneof![Just(None), Just(Some("09:00-17:00")), Just(Some("22:30-04:15"))].prop_map(|hours| {
        hours.map_or_else(OpenTime::always, |hours| {
            let week = Week::daily(&[hours.parse::<Hours>().expect("hours")]);
            let calendar = Calendar { zone: "Europe/Berlin".to_owned(), week, exceptions: Vec::new() };
            OpenTime::around(&calendar, minute(0)).expect("it exists")
        })
    })
}

fn policy(minutes: u32) -> Policy {
    let minutes = Some(minutes);
    let targets = Targets {
        first_response: minutes,
        next_response: minutes,
        first_resolution: minutes,
        total_resolution: minutes,
        ..Targets::default()
    };
    let targets = ByPriority { urgent: targets, high: targets, normal: targets, low: targets };
    Policy { enabled: true, targets, warn_percent: 0, ..Policy::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// What a walk through the minutes finds is what the clocks say: used up, due, and how it ended.
    // Proves: P116, P120
    #[test]
    fn clocks_agree_with_walking_the_minutes(course in any_course(), open in any_open_time(), minutes in 1..1500_u32) {
        let told = clocks(&course, &policy(minutes), &open, Priority::Normal, minute(WALK));
        for metric in [Metric::FirstResponse, Metric::FirstResolution, Metric::TotalResolution] {
            let clock = told.iter().find(|clock| clock.metric == metric).expect("it has a target");
            let (due, stand, used) = walked(&course, &open, metric, i64::from(minutes), WALK);
            prop_assert_eq!(clock.stand, stand, "{:?} {:?}", metric, clock);
            prop_assert_eq!(clock.elapsed, used * MINUTE, "{:?} {:?}", metric, clock);
            if let Some(due) = due {
                prop_assert_eq!(clock.due, Some(minute(due)), "{:?}", metric);
            } else {
                prop_assert!(clock.due.is_none_or(|due| due > minute(WALK) || clock.stopped.is_some_and(|end| due >= end.at)));
            }
        }
    }

    /// Who waits for another answer, minute by minute: from a message to the answer, to what needs none, or to a close.
    // Proves: P116
    #[test]
    fn waits_agree_with_walking_the_minutes(course in any_course()) {
        let mut walked: Vec<(i64, Option<(i64, bool)>)> = Vec::new();
        for at in 0..WALK {
            let now = minute(at);
            let turn = course.turns.iter().position(|turn| turn.at == now);
            let said = turn.map(|index| course.turns[index].by);
            let asks = said == Some(Side::Member) && turn > Some(0) || course.again.contains(&now);
            let closed = within(&course.closed, at);
            let waits = walked.last().is_some_and(|(_, end)| end.is_none());
            let before = |one: &&Turn| one.at <= now;
            let last_by_member = course.turns.iter().rev().find(before).is_some_and(|one| one.by == Side::Member);
            let first = course.turns.iter().filter(before).count() <= 1 && !course.again.contains(&now);
            let is_settled = course.settled.iter().rev().find(|one| **one <= now)
                .is_some_and(|settled| !course.again.iter().any(|again| again > settled && *again <= now));
            if waits && said == Some(Side::Staff) {
                walked.last_mut().expect("one waits").1 = Some((at, true));
            } else if waits && (closed || is_settled) {
                walked.last_mut().expect("one waits").1 = Some((at, false));
            } else if !waits && !closed && last_by_member && !first && !is_settled
                && (asks || within_until(&course.closed, now)) {
                walked.push((at, None));
            }
        }
        let told: Vec<_> = course.waits().into_iter()
            .map(|(from, end)| (from.0 / MINUTE, end.map(|(at, kept)| (at.0 / MINUTE, kept)))).collect();
        prop_assert_eq!(told, walked);
    }

    /// A clock never goes back: broken stays broken, over stays over, whatever time passes.
    #[test]
    fn time_only_adds(course in any_course(), open in any_open_time(), minutes in 1..1500_u32, later in 0..WALK) {
        let policy = policy(minutes);
        let at = |now| clocks(&course, &policy, &open, Priority::Normal, minute(now));
        for (before, after) in at(WALK).iter().zip(&at(WALK + later)) {
            prop_assert!(after.elapsed >= before.elapsed);
            prop_assert!(!before.stand.is_breach() || after.stand.is_breach());
            prop_assert!(!before.stand.is_over() || after.stand == before.stand);
            prop_assert_eq!(after.due, before.due);
        }
    }
}
