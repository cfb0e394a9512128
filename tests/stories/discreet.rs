//! What a ticket's own channel tells of what staff do with it: members read along there.

use crate::hall::{Hall, on_both, read};
use serde_json::json;
use ticket::settings::{Locale, PauseRight};

/// Everything that happens to a ticket between two closes. Its channel says in words that it was claimed and closed; who has to come is called by
/// a mention and asked to look; of all else there is nothing.
async fn says_claim_and_close(hall: Hall, locale: Locale, [claimed, closed, look]: [&str; 3]) {
    hall.change(|config| {
        config.settings.locale = locale;
        config.settings.pause_by = PauseRight::Staff;
    })
    .await;
    hall.panel().await;
    let channel = hall.opened("Rudder", "is loose").await;
    let (mia, noa, beth, carla) = (hall.mia(), hall.noa(), hall.beth(), hall.carla());
    let ingrid = hall.ingrid();
    hall.settled().await;
    let before = mia.messages(channel).len();
    let who = |id: u64| vec![("user", json!(id.to_string()))];
    let acts = [
        ("claim", vec![]),
        ("unclaim", vec![]),
        ("assign", who(ingrid.id)),
        ("assign", vec![]),
        ("adduser", who(noa.id)),
        ("removeuser", who(noa.id)),
        ("priority", vec![("level", json!("high"))]),
        ("pin", vec![]),
        ("pause", vec![("reason", json!("parts"))]),
        ("resume", vec![]),
        ("note", vec![("text", json!("be kind"))]),
        ("tag", vec![("tag", json!("1"))]),
        ("untag", vec![("tag", json!("1"))]),
    ];
    for (name, options) in &acts {
        beth.told(beth.slash(channel, &format!("ptickets {name}"), options)).await;
        hall.settled().await;
    }
    hall.says(&beth, channel, "ptickets move", &[("type", json!("2"))]).await;
    hall.fake.until("Carla sees it", |world| world.sees(carla.id, channel).then_some(())).await;
    for name in ["close", "reopen"] {
        hall.says(&carla, channel, &format!("ptickets {name}"), &[]).await;
        hall.settled().await;
    }
    let said = mia.messages(channel).split_off(before);
    let is_call = |message: &&serde_json::Value| message["embeds"][0]["description"] == look;
    let (calls, others): (Vec<_>, Vec<_>) = said.iter().partition(is_call);
    let worded: Vec<String> = others.into_iter().map(read).collect();
    assert_eq!(worded.len(), 2, "{worded:?}");
    assert!(worded[0].contains(claimed) && worded[1].contains(closed), "{worded:?}");
    let called: Vec<&str> = calls.iter().filter_map(|one| one["content"].as_str()).collect();
    let call = |id: u64| format!("<@{id}>");
    assert_eq!(called.len(), 4, "assigned, added, moved, opened again: {called:?}");
    assert_eq!(called[..2], [call(ingrid.id), call(noa.id)]);
    assert!(called[2].contains("<@&") && called[2].contains(&call(carla.id)), "{called:?}");
    assert_eq!(called[3], call(mia.id), "Carla has it, and did it");
    for message in calls {
        let pinged = [&message["mentions"], &message["mention_roles"]];
        let pinged: usize = pinged.iter().filter_map(|all| all.as_array()).map(Vec::len).sum();
        let content = message["content"].as_str().unwrap_or_default();
        assert!(content.split(' ').all(|word| word.starts_with("<@") && word.ends_with('>')), "{message}");
        assert_eq!(pinged, content.split(' ').count(), "each of them is called: {message}");
        assert_eq!(read(message).trim(), format!("{content}\n\n{look}"), "nothing else is said");
        assert_eq!(message["components"].as_array().map_or(0, Vec::len), 0, "{message}");
    }
    hall.end().await;
}

// Proves: P51, P78, P123, P125
#[tokio::test(flavor = "multi_thread")]
async fn the_channel_says_claim_and_close() {
    on_both("discreet", |hall| {
        let words = ["is working on this ticket", "closed this ticket", "Please have a look here."];
        says_claim_and_close(hall, Locale::English, words)
    })
    .await;
}

// Proves: P125
#[tokio::test(flavor = "multi_thread")]
async fn the_channel_says_claim_and_close_in_german() {
    let words = ["kümmert sich", "geschlossen", "Bitte hier einmal nachsehen."];
    on_both("discreet_german", |hall| says_claim_and_close(hall, Locale::German, words)).await;
}
