//! Message bodies: every one says whom it pings, and words of members cannot do anything in them.

use serde_json::{Value, json};
pub(crate) use ticket::inert::inert;
use ticket::{ChannelId, GuildId, RoleId, UserId};

/// Colours of embeds, 0xRRGGBB.
pub(crate) mod color {
    pub(crate) const PLAIN: u32 = 0x58_65F2;
    pub(crate) const GOOD: u32 = 0x2E_A043;
    pub(crate) const CALM: u32 = 0x80_848E;
    pub(crate) const END: u32 = 0xC9_3C37;
}

/// The flag of a message that only one person sees (resources/message, EPHEMERAL).
pub(crate) const EPHEMERAL: u64 = 64;

/// Nobody is pinged.
pub(crate) fn nobody() -> Value {
    json!({ "parse": [] })
}

/// Exactly these are pinged; at most 100 of each (resources/message).
pub(crate) fn only(roles: &[RoleId], users: &[UserId]) -> Value {
    let roles: Vec<_> = roles.iter().take(100).collect();
    let users: Vec<_> = users.iter().take(100).collect();
    json!({ "parse": [], "roles": roles, "users": users })
}

/// A message of words that pings nobody.
pub(crate) fn words(content: &str) -> Value {
    json!({ "content": cut(content, 2000), "allowed_mentions": nobody() })
}

/// A message of one embed that pings nobody.
pub(crate) fn embed(embed: Value) -> Value {
    json!({ "embeds": [embed], "allowed_mentions": nobody() })
}

/// A row of buttons.
pub(crate) fn row(buttons: Vec<Value>) -> Value {
    json!({ "type": 1, "components": buttons })
}

/// A button that comes back to us (components/reference, "Button"; styles 1 to 4).
pub(crate) fn button(id: &crate::custom_id::CustomId, label: &str, style: u8) -> Value {
    json!({ "type": 2, "style": style, "label": cut(label, 80), "custom_id": id.to_string() })
}

/// An emoji as components take it: a custom one as people write it (`<:name:id>`, `<a:name:id>`), or a character.
pub(crate) fn emoji(text: &str) -> Value {
    let custom = text.strip_prefix('<').and_then(|rest| rest.strip_suffix('>'));
    let mut parts = custom.unwrap_or_default().split(':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(kind @ ("" | "a")), Some(name), Some(id)) if id.parse::<u64>().is_ok() => {
            json!({ "id": id, "name": name, "animated": kind == "a" })
        }
        _ => json!({ "id": null, "name": text }),
    }
}

/// A button that opens an address.
pub(crate) fn link(url: &str, label: &str) -> Value {
    json!({ "type": 2, "style": 5, "label": cut(label, 80), "url": url })
}

/// Where a channel or thread is in Discord.
pub(crate) fn channel_url(guild: GuildId, channel: ChannelId) -> String {
    format!("https://discord.com/channels/{guild}/{channel}")
}

/// The length that counts for Discord's limits: UTF-16 units, the stricter of the two ways it might count.
pub(crate) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The start of a text that fits, never half a character.
pub(crate) fn fitting(text: &str, most: usize) -> &str {
    let mut units = 0;
    for (at, c) in text.char_indices() {
        units += c.len_utf16();
        if units > most {
            return &text[..at];
        }
    }
    text
}

/// A text cut to fit, with an ellipsis where something is missing.
pub(crate) fn cut(text: &str, most: usize) -> String {
    let kept = fitting(text, most);
    if kept.len() == text.len() { text.to_owned() } else { format!("{}…", fitting(text, most - 1)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    // Proves: texts are cut by UTF-16 units and never inside a character.
    #[test]
    fn cut_counts_utf16() {
        assert_eq!(cut("ab🎫", 4), "ab🎫");
        assert_eq!(cut("ab🎫c", 4), "ab…");
    }
}
