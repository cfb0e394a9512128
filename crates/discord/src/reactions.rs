//! Reactions, kept in the message they are on.

use crate::capture::Seen;
use serde::Deserialize;
use serde_json::{Value, json};
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
}
