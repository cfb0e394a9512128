//! Reactions, kept in the message they are on.

use crate::capture::Seen;
use serde::Deserialize;
use serde_json::{Value, json};
use std::{collections::BTreeMap, sync::Mutex};
use ticket::{MessageId, UserId};

/// Different reactions on one message (Discord allows 20).
const MOST: usize = 20;

/// A reaction that came or went.
#[derive(Deserialize)]
pub(crate) struct Event {
    pub message_id: MessageId,
    user_id: Option<UserId>,
    #[serde(default)]
    emoji: Value,
    #[serde(default)]
    burst: bool,
}

/// Reactions whose last event is remembered; those of the oldest messages are forgotten first. What is told twice after that, or after a
/// new start, is put right when the conversation is compared.
const MOST_HEARD: usize = 50_000;

/// The last that was heard of each person's reactions, so that an event that is told twice counts once.
#[derive(Default)]
pub(crate) struct Heard(Mutex<BTreeMap<(MessageId, String, UserId), bool>>);

impl Heard {
    /// Whether an event tells of something that was not so before. Whoever reacts has reacted or has not: Discord's own count knows no more.
    pub(crate) fn is_news(&self, seen: Seen, event: &Event) -> bool {
        let mut known = self.0.lock().expect("no panic holds it");
        let (message, emoji) = (event.message_id, event.name());
        match (seen, event.user_id) {
            (Seen::Reacted | Seen::Unreacted, Some(user)) => {
                let there = seen == Seen::Reacted;
                let before = known.insert((message, emoji, user), there);
                if known.len() > MOST_HEARD {
                    known.pop_first();
                }
                before != Some(there)
            }
            (Seen::UnreactedAll, _) => {
                known.retain(|(of, ..), _| *of != message);
                true
            }
            (Seen::UnreactedEmoji, _) => {
                known.retain(|(of, which, _), _| *of != message || *which != emoji);
                true
            }
            _ => true,
        }
    }
}

impl Event {
    /// The emoji: its id where it has one, else the character; and whether it is a reaction of the dearer kind, which counts beside the other.
    fn name(&self) -> String {
        let name = self.emoji["id"].as_str().or(self.emoji["name"].as_str()).unwrap_or_default();
        if self.burst { format!("{name}!") } else { name.to_owned() }
    }
}

/// Two emojis are the same by id where they have one, else by name.
fn same(one: &Value, other: &Value) -> bool {
    one["id"] == other["id"] && (!one["id"].is_null() || one["name"] == other["name"])
}

/// Changes a message as the event says.
pub(crate) fn adjust(body: &mut Value, seen: Seen, event: &Event, me: UserId) {
    let mine = event.user_id == Some(me);
    let mut all = body["reactions"].as_array().cloned().unwrap_or_default();
    let at = all.iter().position(|reaction| same(&reaction["emoji"], &event.emoji));
    match (seen, at) {
        (Seen::UnreactedAll, _) => all.clear(),
        (Seen::UnreactedEmoji, Some(at)) => {
            all.remove(at);
        }
        (Seen::Reacted, Some(at)) => {
            let count = all[at]["count"].as_u64().unwrap_or(0) + 1;
            all[at]["count"] = json!(count);
            if mine {
                all[at]["me"] = json!(true);
            }
        }
        (Seen::Reacted, None) if all.len() < MOST => {
            all.push(json!({ "emoji": event.emoji, "count": 1, "me": mine }));
        }
        (Seen::Unreacted, Some(at)) => match all[at]["count"].as_u64().unwrap_or(0) {
            0 | 1 => {
                all.remove(at);
            }
            count => {
                all[at]["count"] = json!(count - 1);
                if mine {
                    all[at]["me"] = json!(false);
                }
            }
        },
        _ => {}
    }
    body["reactions"] = Value::Array(all);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(emoji: &str) -> Event {
        Event {
            message_id: MessageId(1),
            user_id: Some(UserId(2)),
            emoji: json!({ "id": null, "name": emoji }),
            burst: false,
        }
    }

    // Proves: a message's reactions are as people see them after each event, in whatever order they come.
    #[test]
    fn reactions_add_up() {
        let mut body = json!({ "content": "x" });
        let me = UserId(9);
        adjust(&mut body, Seen::Reacted, &event("👍"), me);
        adjust(&mut body, Seen::Reacted, &event("👍"), me);
        adjust(&mut body, Seen::Reacted, &event("❤"), me);
        assert_eq!(body["reactions"][0]["count"], 2);
        adjust(&mut body, Seen::Unreacted, &event("❤"), me);
        adjust(&mut body, Seen::Unreacted, &event("❤"), me);
        assert_eq!(body["reactions"].as_array().map(Vec::len), Some(1));
        adjust(&mut body, Seen::UnreactedEmoji, &event("👍"), me);
        assert_eq!(body["reactions"], json!([]));
    }

    // Proves: an event that is told twice counts once; one that tells the opposite of the last counts.
    #[test]
    fn told_twice_counts_once() {
        let heard = Heard::default();
        let by = |user: u64| Event { user_id: Some(UserId(user)), ..event("👍") };
        let all = [
            (Seen::Reacted, by(1), true),
            (Seen::Reacted, by(1), false),
            (Seen::Reacted, by(2), true),
            (Seen::Reacted, Event { burst: true, ..by(2) }, true),
            (Seen::Unreacted, by(1), true),
            (Seen::Unreacted, by(1), false),
            (Seen::Reacted, by(1), true),
            (Seen::UnreactedEmoji, event("👍"), true),
            (Seen::Reacted, by(2), true),
            (Seen::UnreactedAll, event("👍"), true),
            (Seen::Reacted, by(2), true),
        ];
        for (place, (seen, event, news)) in all.into_iter().enumerate() {
            assert_eq!(heard.is_news(seen, &event), news, "event {place}");
        }
    }
}
