//! What a message says.

use serde::Deserialize;

/// The parts of Discord's message object that words are in.
#[derive(Deserialize)]
struct Message {
    #[serde(default)]
    content: String,
    #[serde(default, rename = "type")]
    kind: u64,
    #[serde(default)]
    attachments: Vec<Attachment>,
}

#[derive(Deserialize)]
struct Attachment {
    #[serde(default)]
    filename: String,
}

/// The words of a message and the names of its files, as plain text: mentions, times and the ids of emoji are left out. Empty for what Discord itself
/// says ("… pinned a message").
pub fn said(body: &str) -> String {
    let Ok(message) = serde_json::from_str::<Message>(body) else { return String::new() };
    // 0 a message, 19 a reply, 20 and 23 answers to commands (Discord: resources/message, "Message Types").
    if ![0, 19, 20, 23].contains(&message.kind) {
        return String::new();
    }
    let mut text = without_markup(&message.content);
    for file in &message.attachments {
        text.push_str(if text.is_empty() { "" } else { "\n" });
        text.push_str(&file.filename);
    }
    text
}

/// `<@1>`, `<#1>`, `<t:1>` and `</name:1>` go, `<:name:1>` leaves its name.
fn without_markup(content: &str) -> String {
    let mut out = String::with_capacity(content.len());
    let mut rest = content;
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let end = tail.find('>').filter(|end| tail[1..*end].starts_with(['@', '#', ':', 't', 'a', '/']));
        match end {
            Some(end)
                if tail[..end]
                    .ends_with(|last: char| last.is_ascii_digit() || last.is_ascii_alphabetic()) =>
            {
                let inner = &tail[1..end];
                let emoji = inner.strip_prefix("a:").or_else(|| inner.strip_prefix(':'));
                let is_markup = inner.starts_with(['@', '#', '/']) || inner.starts_with("t:");
                match emoji.and_then(|emoji| emoji.split_once(':')) {
                    Some((name, _)) => out.push_str(name),
                    None if is_markup => {}
                    None => out.push_str(&tail[..=end]),
                }
                rest = &tail[end + 1..];
            }
            _ => {
                out.push('<');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    out.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::said;

    /// Words and file names are found, Discord's markup is not, and what is no markup stays.
    #[test]
    fn words_of_a_message() {
        let of = |content: &str| said(&serde_json::json!({ "content": content }).to_string());
        assert_eq!(of("<@12> hello <:wave:34> a < b <b> <t:1:R>!"), "hello wave a < b <b> !");
        assert_eq!(of("<https://example.org>"), "<https://example.org>");
        let file = r#"{"content":"see","attachments":[{"filename":"invoice.pdf"}]}"#;
        assert_eq!(said(file), "see\ninvoice.pdf");
        assert_eq!(said(r#"{"type":6,"content":"pinned"}"#), "");
        assert_eq!(said("{}"), "");
        assert_eq!(said("no json"), "");
    }
}
