//! Discord's rate limits.

use crate::support::Stage;
use fake_discord::World;
use ticket::{Actor, Command, GuildConfig, Permissions, Person, RoleId, TicketKey, UserId};
use tokio::time::Instant;

/// Tickets of a rush: three seconds' worth of Discord's fifty requests a second.
const RUSH: usize = 66;
/// Acts that are told in one channel.
const ACTS: usize = 16;
/// Requests of a bucket, before and after Discord makes it smaller.
const WIDE: u64 = 8;
const NARROW: u64 = 2;

// Proves: a rush of openings is worked at Discord's pace: no request on an exhausted bucket, none over fifty a second, none invalid.
#[tokio::test(flavor = "multi_thread")]
async fn a_rush_keeps_the_limits() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let current = stage.desk.store().config(stage.guild()).await.expect("a store");
    let mut config = GuildConfig::clone(&current.config);
    config.settings.open_limit = None;
    config.types[0].open_limit = None;
    let (guild, version) = (stage.guild(), current.version);
    stage.desk.configure(guild, &Actor::System, version, config, vec![]).await.expect("valid");
    let begun = Instant::now();
    for n in 0..RUSH {
        let person = stage.fake.person(stage.sample.members[n % 6]);
        let subject = format!("Rush {n}");
        person.submit(stage.sample.get_help, "gh1:form:1", &[("subject", &subject), ("details", "now")]);
    }
    let welcomed = |world: &World| {
        let made = world
            .channels
            .values()
            .filter(|one| one.topic.as_ref().is_some_and(|topic| topic.contains("🎫")));
        (made.filter(|one| !one.messages.is_empty()).count() == RUSH).then_some(())
    };
    stage.fake.until("all of them with a welcome", welcomed).await;
    let rate = RUSH as f64 / begun.elapsed().as_secs_f64();
    eprintln!("{rate:.1} tickets a second");
    let counters = stage.fake.counters();
    assert!(counters.on_exhausted.is_empty() && counters.limited.is_empty(), "{counters:?}");
    assert_eq!(counters.invalid, 0);
    stage.end().await;
}

/// Beth, who works tickets.
fn beth(stage: &Stage) -> Actor {
    Actor::Person(Person {
        user: UserId(stage.sample.staff[0]),
        name: "Beth".to_owned(),
        roles: vec![RoleId(stage.sample.staff_roles[0])],
        permissions: Permissions::NONE,
        owner: false,
        bot: false,
    })
}

/// Beth claims a ticket once more, of which its channel is told; that she released it before is told to nobody there.
async fn claimed(stage: &Stage, key: TicketKey, turn: usize) {
    let beth = beth(stage);
    if turn > 0 {
        stage.desk.handle(key, &beth, &Command::Unclaim).await.expect("may");
    }
    stage.desk.handle(key, &beth, &Command::Claim).await.expect("may");
}

// Proves: what is told in a channel whose bucket runs out again and again waits for each reset: nothing is sent on an exhausted bucket.
#[tokio::test(flavor = "multi_thread")]
async fn a_bucket_that_runs_out_is_waited_for() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let (channel, number) = stage.open(stage.sample.members[0]).await;
    stage.fake.size_bucket("POST /channels/{id}/messages", NARROW, 300);
    let key = TicketKey { guild: stage.guild(), number };
    for turn in 0..ACTS {
        claimed(&stage, key, turn).await;
    }
    let told = |world: &World| (world.channels[&channel].messages.len() > ACTS).then_some(());
    stage.fake.until("all that is told", told).await;
    let counters = stage.fake.counters();
    assert!(counters.on_exhausted.is_empty() && counters.limited.is_empty(), "{counters:?}");
    stage.end().await;
}

// Proves: when Discord makes a bucket smaller in the middle of a rush, only what had left when it said so is refused, and each thing is told
// once all the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_limit_may_shrink() {
    let stage = Stage::begin().await;
    stage.set_up().await;
    let (channel, number) = stage.open(stage.sample.members[0]).await;
    let route = "POST /channels/{id}/messages";
    stage.fake.size_bucket(route, WIDE, 500);
    let key = TicketKey { guild: stage.guild(), number };
    for turn in 0..ACTS {
        claimed(&stage, key, turn).await;
        if turn == ACTS / 2 {
            stage.fake.size_bucket(route, NARROW, 500);
        }
    }
    let told = |world: &World| (world.channels[&channel].messages.len() > ACTS).then_some(());
    stage.fake.until("all that is told", told).await;
    let counters = stage.fake.counters();
    let refused = counters.on_exhausted.values().sum::<u64>();
    assert!(refused <= WIDE - NARROW, "{counters:?}");
    let all = stage.fake.look(|world| world.channels[&channel].messages.len());
    assert_eq!(all, ACTS + 1, "the welcome, and each act once");
    stage.end().await;
}
