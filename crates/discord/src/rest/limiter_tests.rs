use super::*;

fn route() -> RouteKey {
    RouteKey { route: "POST channels/:/messages".to_owned(), major: "7".to_owned(), facet: None }
}

fn told(remaining: u32, reset_after: u64) -> Told {
    Told {
        bucket: Some("b".to_owned()),
        limit: Some(5),
        remaining: Some(remaining),
        reset_after: Some(reset_after),
        status: 200,
        ..Told::default()
    }
}

// Proves: one probe until the bucket is known, then what remains, then nothing before the reset (topics/rate-limits).
#[test]
fn a_route_is_probed_once_and_then_flown_in_parallel() {
    let mut limiter = Limiter::default();
    assert_eq!(limiter.start(0, &route(), Urgency::Person), Start::Go);
    assert_eq!(limiter.start(0, &route(), Urgency::Person), Start::Wait { until: None });
    limiter.finished(10, &route(), Urgency::Person, &told(4, 5000));
    for _ in 0..4 {
        assert_eq!(limiter.start(20, &route(), Urgency::Person), Start::Go);
    }
    assert_eq!(limiter.start(20, &route(), Urgency::Person), Start::Wait { until: Some(5010) });
    for left in [2, 3, 0, 1] {
        limiter.finished(30, &route(), Urgency::Person, &told(left, 4980));
    }
    assert_eq!(limiter.start(40, &route(), Urgency::Person), Start::Wait { until: Some(5010) });
    assert_eq!(limiter.start(5010, &route(), Urgency::Person), Start::Go);
}

// Proves: another channel has its own count, and the learned bucket's name serves it.
#[test]
fn the_major_id_has_its_own_count() {
    let mut limiter = Limiter::default();
    assert_eq!(limiter.start(0, &route(), Urgency::Record), Start::Go);
    limiter.finished(1, &route(), Urgency::Record, &told(0, 5000));
    let other = RouteKey { major: "8".to_owned(), ..route() };
    assert_eq!(limiter.start(2, &other, Urgency::Record), Start::Go);
    assert_eq!(limiter.start(2, &route(), Urgency::Record), Start::Wait { until: Some(5001) });
}

// Proves: a bare 429 with nothing but Retry-After holds the route for exactly that long.
#[test]
fn a_bare_retry_after_is_obeyed() {
    let mut limiter = Limiter::default();
    assert_eq!(limiter.start(0, &route(), Urgency::Person), Start::Go);
    let bare = Told { status: 429, retry_after: Some(3_600_000), ..Told::default() };
    limiter.finished(5, &route(), Urgency::Person, &bare);
    assert_eq!(limiter.start(3_600_004, &route(), Urgency::Person), Start::Wait { until: Some(3_600_005) });
    assert_eq!(limiter.start(3_600_005, &route(), Urgency::Person), Start::Go);
}

// Proves: a 429 on name edits while the bucket has room holds name edits only; locking the channel still works.
#[test]
fn a_limit_on_a_facet_holds_only_the_facet() {
    let mut limiter = Limiter::default();
    let plain = RouteKey { route: "PATCH channels/:".to_owned(), major: "7".to_owned(), facet: None };
    let name = RouteKey { facet: Some("name"), ..plain.clone() };
    assert_eq!(limiter.start(0, &name, Urgency::Record), Start::Go);
    let held = Told { status: 429, retry_after: Some(582_000), ..told(4, 1000) };
    limiter.finished(1, &name, Urgency::Record, &held);
    assert_eq!(limiter.start(2, &name, Urgency::Record), Start::Wait { until: Some(582_001) });
    assert_eq!(limiter.start(2, &plain, Urgency::Record), Start::Go);
}

// Proves: an answer to an interaction goes at once, but not again before its own bucket is new; another interaction is not held.
#[test]
fn a_spent_interaction_waits_for_its_own_bucket() {
    let mut limiter = Limiter::default();
    let other = RouteKey { major: "another".to_owned(), ..route() };
    assert_eq!(limiter.start(0, &route(), Urgency::Interaction), Start::Go);
    limiter.finished(10, &route(), Urgency::Interaction, &told(0, 2000));
    assert_eq!(limiter.start(20, &route(), Urgency::Interaction), Start::Wait { until: Some(2010) });
    assert_eq!(limiter.start(20, &other, Urgency::Interaction), Start::Go);
    assert_eq!(limiter.start(2010, &route(), Urgency::Interaction), Start::Go);
    let held = Told { status: 429, retry_after: Some(700), ..Told::default() };
    limiter.finished(2020, &route(), Urgency::Interaction, &held);
    assert_eq!(limiter.start(2021, &route(), Urgency::Interaction), Start::Wait { until: Some(2720) });
}

// Proves: a global 429 holds everything but interactions, and the second's budget is kept.
#[test]
fn the_global_limit_spares_interactions() {
    let mut limiter = Limiter::default();
    let mut gone = 0;
    for major in 0..100 {
        let one = RouteKey { major: major.to_string(), ..route() };
        gone += usize::from(limiter.start(0, &one, Urgency::Person) == Start::Go);
    }
    assert_eq!(gone, GLOBAL_PER_SECOND);
    assert_eq!(limiter.start(999, &route(), Urgency::Interaction), Start::Go);
    assert_ne!(
        limiter.start(999, &RouteKey { major: "x".to_owned(), ..route() }, Urgency::Person),
        Start::Go
    );
    // They came back after 300 ms: for all we know they arrived just before.
    for major in 0..GLOBAL_PER_SECOND {
        let one = RouteKey { major: major.to_string(), ..route() };
        limiter.finished(300, &one, Urgency::Person, &Told { status: 200, ..Told::default() });
    }
    let next = RouteKey { major: "x".to_owned(), ..route() };
    assert_eq!(limiter.start(1299, &next, Urgency::Person), Start::Wait { until: Some(1300) });
    assert_eq!(limiter.start(1300, &next, Urgency::Person), Start::Go);
    let global = Told { status: 429, global: true, retry_after: Some(2000), ..Told::default() };
    limiter.finished(1310, &next, Urgency::Person, &global);
    let other = RouteKey { major: "y".to_owned(), ..route() };
    assert_eq!(limiter.start(2500, &other, Urgency::Person), Start::Wait { until: Some(3310) });
}

// Proves: who waits in person comes before records.
#[test]
fn people_go_first() {
    let mut limiter = Limiter::default();
    assert_eq!(limiter.start(0, &route(), Urgency::Record), Start::Go);
    limiter.person_waits(&route());
    limiter.finished(1, &route(), Urgency::Record, &told(4, 5000));
    assert_eq!(limiter.start(2, &route(), Urgency::Record), Start::Wait { until: None });
    assert_eq!(limiter.start(2, &route(), Urgency::Person), Start::Go);
    limiter.person_left(&route());
    assert_eq!(limiter.start(2, &route(), Urgency::Record), Start::Go);
}

// Proves: records step back while a person waits for what all routes share, whatever route each of them takes.
#[test]
fn people_go_first_when_all_wait() {
    let mut limiter = Limiter::default();
    let other = RouteKey { major: "8".to_owned(), ..route() };
    assert!(!limiter.is_full(0));
    assert_eq!(limiter.start(0, &route(), Urgency::Record), Start::Go);
    let global = Told { status: 429, global: true, retry_after: Some(2000), ..Told::default() };
    limiter.finished(10, &route(), Urgency::Record, &global);
    assert!(limiter.is_full(2009) && !limiter.is_full(2010));
    limiter.crowds(true);
    assert_eq!(limiter.start(2010, &route(), Urgency::Record), Start::Wait { until: None });
    assert_eq!(limiter.start(2010, &other, Urgency::Person), Start::Go);
    limiter.crowds(false);
    assert_eq!(limiter.start(2010, &route(), Urgency::Record), Start::Go);
}

// Proves: refusals are counted, and before Discord bans the address we fall silent; shared 429s do not count.
#[test]
fn too_many_refusals_make_silent() {
    let mut limiter = Limiter::default();
    let shared = Told { status: 429, shared: true, retry_after: Some(0), ..Told::default() };
    let refused = Told { status: 403, ..Told::default() };
    for _ in 0..MOST_INVALID {
        limiter.finished(0, &route(), Urgency::Interaction, &shared);
    }
    assert_eq!(limiter.start(0, &route(), Urgency::Interaction), Start::Go);
    for _ in 0..MOST_INVALID {
        limiter.finished(0, &route(), Urgency::Interaction, &refused);
    }
    assert_eq!(limiter.start(1, &route(), Urgency::Interaction), Start::Silent { until: 600_000 });
    assert_eq!(limiter.start(600_000, &route(), Urgency::Interaction), Start::Go);
}

// A third name within ten minutes is not even tried: Discord tells of that limit only by refusing.
#[test]
fn names_wait_unasked() {
    let mut limiter = Limiter::default();
    let name = RouteKey { facet: Some("name"), ..route() };
    for now in [0, 10_000] {
        assert_eq!(limiter.start(now, &name, Urgency::Record), Start::Go);
        limiter.finished(now + 1, &name, Urgency::Record, &told(4, 5000));
    }
    assert_eq!(limiter.start(20_000, &name, Urgency::Record), Start::Wait { until: Some(600_000) });
    assert_eq!(
        limiter.start(20_000, &route(), Urgency::Record),
        Start::Go,
        "other edits of the channel go on"
    );
    limiter.finished(20_001, &route(), Urgency::Record, &told(4, 5000));
    assert_eq!(limiter.start(600_000, &name, Urgency::Record), Start::Go);
}
