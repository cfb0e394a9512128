#![no_main]

use serde_json::{Value, json};
use transcript::{Conversation, Line, MessageLine, Options, message_from_value, render_thread, to_text};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // What reads as a message is one; anything else is what somebody typed.
    let message = match serde_json::from_str::<Value>(text) {
        Ok(message @ Value::Object(_)) => message,
        _ => json!({"id": "1438000000000000000", "type": 0, "timestamp": "2026-01-01T10:00:00Z",
            "author": {"id": "7", "username": "mia"}, "content": text}),
    };
    let conversation = Conversation::default();
    let message = message_from_value(&message);
    let line = Line::Message(Box::new(MessageLine {
        message,
        deleted: None,
        versions: Vec::new(),
        internal: false,
    }));
    let (mut page, mut plain) = (Vec::new(), Vec::new());
    render_thread(&conversation, [&line], &mut page, Options::default()).expect("memory takes everything");
    to_text(&conversation, [&line], &mut plain).expect("memory takes everything");
    let page = String::from_utf8(page).expect("a page is text");
    let words = page.to_ascii_lowercase();
    for never in ["<script", "<iframe", "<object", "<base", "href=\"javascript:", "src=\"http"] {
        assert!(!words.contains(never), "{never} is on the page: {page}");
    }
    assert!(page.len() < 20_000 + 600 * text.len(), "{} bytes for {}", page.len(), text.len());
});
