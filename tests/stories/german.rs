//! A member and staff whose Discord speaks German, in a server that does: nothing that they are told is in English.

use crate::hall::{Hall, on_both, read};
use serde_json::{Value, json};
use ticket::settings::{Locale, PauseRight};

/// Words that stand in no German sentence of ours.
const ENGLISH: &[&str] = &[
    " the ",
    " this ",
    " is ",
    " are ",
    " you ",
    " your ",
    " has ",
    " was ",
    " ticket is ",
    " not ",
    " of ",
    " with ",
    "There ",
    "You ",
    "Only staff",
    "Opened",
    "Closed",
    "Claimed",
    "Priority",
    "Nobody",
    "Close ",
    "Reason",
];

fn is_german(what: &str, text: &str) {
    let padded = format!(" {} ", text.replace(['\n', '.', ',', '?', '!', '“', '„', '*'], " "));
    let found: Vec<_> = ENGLISH.iter().filter(|word| padded.contains(**word)).collect();
    assert!(found.is_empty() && !text.trim().is_empty(), "{what}: {found:?} in {text}");
}

/// All that a message says, with its buttons.
fn whole(message: &Value) -> String {
    let rows = message["components"].as_array().cloned().unwrap_or_default();
    let parts = rows.iter().flat_map(|row| row["components"].as_array().cloned().unwrap_or_default());
    let words: Vec<String> = parts
        .flat_map(|part| [part["label"].clone(), part["placeholder"].clone()])
        .filter_map(|value| value.as_str().map(str::to_owned))
        .collect();
    format!("{}\n{}", read(message), words.join("\n"))
}

async fn in_german(hall: &Hall) {
    hall.change(|config| {
        config.settings.locale = Locale::German;
        config.settings.pause_by = PauseRight::Staff;
        for kind in &mut config.types {
            // What an owner writes is in the language of the owner.
            kind.welcome.text = "Danke, {member}. Gleich kommt jemand.".to_owned();
            kind.form.iter_mut().for_each(|field| field.label = format!("Frage {}", field.key));
        }
        for panel in &mut config.panels {
            (panel.title, panel.text) = ("Hilfe".to_owned(), "Drück einen Knopf.".to_owned());
        }
        config.canned[0].text = "Hallo {{member.mention}}!".to_owned();
    })
    .await;
    for id in [hall.sample.members[0], hall.sample.staff[0], hall.sample.owner, hall.noa().id] {
        hall.fake.person(id).speaks("de");
    }
}

/// Every command in its usual order, what is refused, what is posted in the channel, the direct message, and the log.
// Proves: P27, P31, P34, P95
#[tokio::test(flavor = "multi_thread")]
async fn a_german_server_is_german_throughout() {
    on_both("german", |hall| async move {
        in_german(&hall).await;
        hall.panel().await;
        let channel = hall.opened("Ruder", "locker").await;
        let (mia, beth, noa) = (hall.mia(), hall.beth(), hall.noa());
        let tom = json!(hall.sample.members[3].to_string());
        let acts: [(&str, Vec<(&str, Value)>); 24] = [
            ("claim", vec![]),
            ("claim", vec![]),
            ("info", vec![]),
            ("list", vec![]),
            ("stats", vec![]),
            ("transcript", vec![]),
            ("priority", vec![("level", json!("high"))]),
            ("pin", vec![]),
            ("unpin", vec![]),
            ("pause", vec![("reason", json!("Teile fehlen"))]),
            ("resume", vec![]),
            ("adduser", vec![("user", tom.clone())]),
            ("removeuser", vec![("user", tom)]),
            ("note", vec![("text", json!("nett sein"))]),
            ("tag", vec![("tag", json!("1"))]),
            ("tag", vec![("tag", json!("gibt es nicht"))]),
            ("untag", vec![("tag", json!("1"))]),
            ("can", vec![("name", json!("hello"))]),
            ("assign", vec![("user", json!(beth.id.to_string()))]),
            ("unclaim", vec![]),
            ("request-close", vec![]),
            ("move", vec![("type", json!("9"))]),
            ("close", vec![("reason", json!("erledigt"))]),
            ("close", vec![]),
        ];
        for (name, options) in &acts {
            if *name == "claim" || *name == "note" || *name == "assign" {
                let no = mia.told(mia.slash(channel, &format!("ptickets {name}"), options)).await;
                is_german(&format!("{name} by the member"), &whole(&no));
            }
            let told = beth.told(beth.slash(channel, &format!("ptickets {name}"), options)).await;
            is_german(name, &whole(&told));
        }
        let outside = noa.told(noa.slash(hall.sample.general, "ptickets close", &[])).await;
        is_german("outside", &whole(&outside));
        hall.pass_seconds(11);
        hall.settled().await;
        for message in mia.messages(channel) {
            is_german("in the channel", &whole(&message));
        }
        let farewell = mia.messages(mia.dm());
        assert!(!farewell.is_empty());
        for message in farewell {
            is_german("to the member", &whole(&message));
        }
        let logged = hall.ingrid().messages(hall.sample.mod_log);
        assert!(logged.len() >= 2);
        for message in logged {
            is_german("in the log", &whole(&message));
        }
        let ingrid = hall.ingrid();
        let setup = ingrid.told(ingrid.slash(hall.sample.staff_room, "ptickets setup", &[])).await;
        is_german("setup", &whole(&setup));
        let (_, page) = hall.signed_in(&ingrid).await.page("/settings/types/new").await;
        assert!(page.contains("Danke für deine Nachricht, {member}"), "a new type greets in German");
        hall.end().await;
    })
    .await;
}
