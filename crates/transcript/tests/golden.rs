//! Everything that Discord lets a message hold, as HTML and as text. After a change look at the page
//! (`cargo run -p transcript --example showcase -- dark everything`), then take it: `INSTA_UPDATE=always cargo test -p transcript`.

use std::collections::HashMap;
use transcript::{
    Channel, Conversation, Deleted, FileRef, FileSource, Id, Line, Options, Version, import, render_thread,
    to_text,
};

/// What is kept has a path of our own; what is not is missing.
fn files(file: FileRef<'_>) -> FileSource {
    match file {
        FileRef::Attachment { attachment, .. } if attachment.id.0 != 62 => {
            FileSource::Url(format!("/files/{}", attachment.id))
        }
        FileRef::Remote { url, .. } if url.starts_with("https://kept.example/") => {
            FileSource::Url(url.replace("https://kept.example", "/pictures"))
        }
        FileRef::Emoji { id, .. } => FileSource::Url(format!("/pictures/{id}")),
        FileRef::Sticker(sticker) if sticker.format_type != 3 => {
            FileSource::Url(format!("/pictures/{}", sticker.id))
        }
        _ => FileSource::Missing,
    }
}

fn conversation() -> (Conversation, Vec<Line>) {
    let imported = import(&include_bytes!("../samples/everything.json")[..]).expect("the sample is right");
    let mut conversation = imported.conversation;
    conversation.channels =
        HashMap::from([(Id(700_000_000_000_000_088), Channel { name: "invoices".into() })]);
    let mut lines: Vec<Line> = imported.messages.into_iter().map(Line::message).collect();
    if let Some(Line::Message(line)) = lines.last_mut() {
        let at = "2026-11-12T10:32:00Z".parse().ok();
        let attachments = serde_json::json!([{"id": "68", "filename": "old.txt", "size": 3}]);
        let old = transcript::message_from_value(&serde_json::json!({"attachments": attachments}));
        line.versions = vec![Version { at, content: "first text".into(), attachments: old.attachments }];
        line.deleted = Some(Deleted { at: "2026-11-12T12:00:00Z".parse().ok(), by: Some("Beth".into()) });
    }
    (conversation, lines)
}

// Proves: P58, P160
#[test]
fn everything_as_a_page() {
    let (conversation, lines) = conversation();
    let mut out = Vec::new();
    render_thread(&conversation, &lines, &mut out, Options { files: &files, nonce: None })
        .expect("a vector takes everything");
    let page = String::from_utf8(out).expect("HTML is UTF-8");
    assert!(!page.contains("src=\"http"), "nothing is asked of another host");
    insta::assert_snapshot!(page);
}

// Proves: P58
#[test]
fn everything_as_text() {
    let (conversation, lines) = conversation();
    let mut out = Vec::new();
    to_text(&conversation, &lines, &mut out).expect("a vector takes everything");
    insta::assert_snapshot!(String::from_utf8(out).expect("is UTF-8"));
}
