//! Discord's rate limits.

use crate::support::Stage;
use fake_discord::World;
use ticket::{Actor, GuildConfig};
use tokio::time::Instant;

/// Tickets of a rush: three seconds' worth of Discord's fifty requests a second.
const RUSH: usize = 66;

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
