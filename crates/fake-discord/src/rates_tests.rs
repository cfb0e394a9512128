use super::*;
use std::time::Duration;
use tokio::time::Instant;

const WHO: &str = "bot";

fn send(channel: u64) -> Route {
    route_of("POST", &format!("channels/{channel}/messages"))
}

/// A request over this connection, now.
fn line(port: u16) -> Line {
    Line { from: ([127, 0, 0, 1], port).into(), at: Instant::now() }
}

#[test]
fn ids_and_secrets_do_not_make_a_route() {
    let route = |method, path| route_of(method, path).name;
    assert_eq!(send(7), Route { name: "POST /channels/{id}/messages".to_owned(), major: "7".to_owned() });
    assert_eq!(
        route("PUT", "channels/1/messages/2/reactions/%F0/@me"),
        "PUT /channels/{id}/messages/{id}/reactions/{emoji}/@me"
    );
    let hook = route_of("POST", "webhooks/5/secret");
    assert_eq!((hook.name.as_str(), hook.major.as_str()), ("POST /webhooks/{id}/{token}", "5/secret"));
    assert_eq!(route("POST", "interactions/9/secret/callback"), "POST /interactions/{id}/{token}/callback");
}

#[test]
fn a_bucket_runs_out_by_major_parameter_and_fills_again() {
    let mut rates = Rates::default();
    for left in (0..5).rev() {
        assert_eq!(rates.take(WHO, &send(1), line(1), 1_000).expect("is free").remaining, left);
    }
    let refused = rates.take(WHO, &send(1), line(1), 2_500).expect_err("is used up");
    assert_eq!((refused.scope, refused.retry_after), (Some(Scope::User), 3_500));
    assert_eq!(rates.counters.on_exhausted["POST /channels/{id}/messages"], 1);
    let other = rates.take(WHO, &send(2), line(1), 2_500).expect("is another channel");
    assert_eq!(other.bucket, refused.standing.expect("is a bucket").bucket);
    assert_eq!(rates.take(WHO, &send(1), line(1), 6_000).expect("is free again").remaining, 4);
}

#[test]
fn fifty_a_second_in_all_but_answers_to_interactions() {
    let mut rates = Rates::default();
    for channel in 0..50 {
        rates.take(WHO, &send(channel), line(1), 1_000).expect("is free");
    }
    let refused = rates.take(WHO, &send(50), line(1), 1_500).expect_err("is the 51st");
    assert_eq!((refused.scope, refused.retry_after), (Some(Scope::Global), 500));
    let response = refused.into_response();
    assert_eq!(response.headers()["x-ratelimit-global"], "true");
    assert_eq!(response.headers()["retry-after"], "1");
    assert!(rates.take(WHO, &route_of("POST", "interactions/9/secret/callback"), line(1), 1_500).is_ok());
    assert!(rates.take("a person", &send(50), line(1), 1_500).is_ok());
    assert!(rates.take(WHO, &send(50), line(1), 2_000).is_ok());
}

#[test]
fn ten_thousand_invalid_requests_ban_for_the_rest_of_ten_minutes() {
    let mut rates = Rates::default();
    for _ in 0..MOST_INVALID {
        rates.answered(429, Some(Scope::Shared), 0);
    }
    assert!(rates.take(WHO, &send(1), line(1), 0).is_ok());
    for _ in 0..MOST_INVALID {
        rates.answered(403, None, 1_000);
    }
    let banned = rates.take(WHO, &send(1), line(1), 2_000).expect_err("is banned");
    assert_eq!((banned.scope, banned.retry_after), (None, 599_000));
    assert!(rates.take(WHO, &send(1), line(1), 601_000).is_ok());
}

/// Uses a bucket up over the first connection and says so.
fn used_up(rates: &mut Rates) -> Standing {
    let mut last = None;
    for _ in 0..5 {
        last = Some(rates.take(WHO, &send(1), line(1), 1_000).expect("is free"));
    }
    let last = last.expect("five were sent");
    rates.told(WHO, &send(1), line(1), &last);
    last
}

#[test]
fn who_was_told_knows_by_the_connection_or_after_a_second() {
    let mut rates = Rates::default();
    let despite = |rates: &Rates| rates.counters.despite.values().sum::<u64>();
    used_up(&mut rates);
    let _ = rates.take(WHO, &send(1), line(2), 1_500);
    assert_eq!(despite(&rates), 0, "it may have been under way");
    let _ = rates.take(WHO, &send(2), line(1), 1_500);
    assert_eq!(despite(&rates), 0, "another channel");
    let _ = rates.take(WHO, &send(1), line(1), 1_500);
    assert_eq!(despite(&rates), 1, "the answer came over this connection");
    let later = Line { at: Instant::now() + Duration::from_secs(1), ..line(2) };
    let _ = rates.take(WHO, &send(1), later, 2_500);
    assert_eq!(despite(&rates), 2, "whatever its line, it has arrived");
    let _ = rates.take(WHO, &send(1), later, 6_000);
    assert_eq!(despite(&rates), 2, "the window has ended");
}

#[test]
fn of_a_bucket_that_became_smaller_only_time_tells() {
    let mut rates = Rates::default();
    rates.take(WHO, &send(1), line(1), 1_000).expect("is free");
    rates.size("POST /channels/{id}/messages", 1, 5_000);
    let refused = rates.take(WHO, &send(1), line(2), 1_100).expect_err("is used up");
    rates.told(WHO, &send(1), line(2), &refused.standing.expect("is a bucket"));
    let _ = rates.take(WHO, &send(1), line(2), 1_200);
    assert!(rates.counters.despite.is_empty(), "it had its turn before");
    let later = Line { at: Instant::now() + Duration::from_secs(1), ..line(3) };
    let _ = rates.take(WHO, &send(1), later, 2_200);
    assert_eq!(rates.counters.despite.values().sum::<u64>(), 1);
    rates.forget_told();
    let _ = rates.take(WHO, &send(1), later, 2_300);
    assert_eq!(rates.counters.despite.values().sum::<u64>(), 1, "a new start knows nothing");
}
