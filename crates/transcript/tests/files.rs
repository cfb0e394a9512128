//! Files people bring: what they become, and what is said when they are not right.

use transcript::model::Component;
use transcript::{Id, Line, Options, Source, import, render_page, to_text};

const EXPORT: &str = include_str!("../samples/discord-chat-exporter.json");
const RAW: &str = include_str!("../samples/raw-messages.json");

fn page(text: &str) -> String {
    let imported = import(text.as_bytes()).expect("the sample is right");
    let mut out = Vec::new();
    let lines = imported.messages.into_iter().map(Line::message);
    render_page(&imported.conversation, lines, &mut out, Options::default())
        .expect("a vector takes everything");
    String::from_utf8(out).expect("HTML is UTF-8")
}

// Proves: P160
#[test]
fn an_export_becomes_a_page() {
    let imported = import(EXPORT.as_bytes()).expect("the sample is right");
    assert_eq!(imported.source, Source::DiscordChatExporter);
    assert_eq!(imported.messages.len(), 5);
    assert_eq!(imported.conversation.guild_name, "Lantern Works");
    let reply = &imported.messages[2];
    assert_eq!(
        reply.referenced.as_ref().map(|m| m.content.as_str()),
        Some("Let me call the carrier. **One moment.**")
    );
    let page = page(EXPORT);
    for part in [
        "<em>delivered</em>",
        "(edited)",
        "👍",
        "hallway.jpg",
        "500 KB",
        "/<bdi>close</bdi>",
        "Closed by",
        "Ticket 7",
        "pinned a message",
        "Bow",
        "#<bdi>ticket-0007</bdi>",
        "5 messages",
        "Let me call the carrier. One moment.",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
    assert!(!page.contains("<img"), "nothing is fetched");
}

// Proves: P160
#[test]
fn message_objects_become_a_page() {
    let imported = import(RAW.as_bytes()).expect("the sample is right");
    assert_eq!(imported.source, Source::RawMessages);
    let container = imported.messages.iter().find_map(|m| match m.components.first() {
        Some(Component::Container { components, accent_color, .. }) => {
            Some((components.len(), *accent_color))
        }
        _ => None,
    });
    assert_eq!(container, Some((5, Some(0x22_A06B))));
    let page = page(RAW);
    for part in [
        "Beth Winter</bdi> used",
        "t-tag\">APP",
        "Claim",
        "Was this helpful?",
        "Poll closed",
        "Voice message",
        "0:12",
    ] {
        assert!(page.contains(part), "{part} is missing");
    }
}

#[test]
fn one_object_per_line_is_read_too() {
    let lines =
        "{\"id\":\"2\",\"content\":\"b\",\"author\":{\"id\":\"1\"}}\n\n{\"id\":1,\"content\":\"a\"}\n";
    let imported = import(lines.as_bytes()).expect("two messages");
    assert_eq!(imported.messages.iter().map(|m| m.id).collect::<Vec<_>>(), [Id(1), Id(2)]);
}

#[test]
fn wrong_files_are_told_apart_in_a_sentence() {
    let answers: Vec<String> = [
        "",
        "<!DOCTYPE html><html>",
        "AuthorID,Author,Date",
        "====\nGuild: x",
        "{\"messages\":3}",
        "{\"a\":1}",
        "[1]",
        "[{\"x\":1}]",
        "[{\"id\":\"1\",",
        "{\"id\":\"1\",\"content\":\"a\"}\n{\"id\":",
        "\u{feff}[]",
    ]
    .into_iter()
    .map(|text| {
        import(text.as_bytes()).map_or_else(|e| e.to_string(), |i| format!("{} messages", i.messages.len()))
    })
    .chain([import(&b"[\"\xff\"]"[..]).expect_err("not text").to_string()])
    .collect();
    let expected = [
        "The file is empty. Export the channel again as JSON.",
        "This looks like an HTML page, which cannot be read. Export the channel again with the format JSON.",
        "This looks like a CSV export, which cannot be read. Export the channel again with the format JSON.",
        "This looks like a plain text export, which cannot be read. Export the channel again with the format JSON.",
        "The file is valid JSON, but its \"messages\" is not a list. Expected is a DiscordChatExporter export (an object with \"messages\") or a list of Discord message objects.",
        "The file is valid JSON, but the object has no \"messages\". Expected is a DiscordChatExporter export (an object with \"messages\") or a list of Discord message objects.",
        "The file is valid JSON, but entry 1 of the list is not a message object. Expected is a DiscordChatExporter export (an object with \"messages\") or a list of Discord message objects.",
        "The file is valid JSON, but its first entry has neither id nor content (it has: x). Expected is a DiscordChatExporter export (an object with \"messages\") or a list of Discord message objects.",
        "The JSON is broken at line 1, column 11: EOF while parsing an object. The export may have been cut off; run it again.",
        "The JSON is broken at line 2, column 6: EOF while parsing a value. The export may have been cut off; run it again.",
        "0 messages",
        "The file is not UTF-8 text (first wrong byte at position 2). Save it as UTF-8, or export it again as JSON.",
    ];
    assert_eq!(answers, expected);
}

// Proves: P160
#[test]
fn the_text_has_names_in_place_of_ids() {
    let imported = import(RAW.as_bytes()).expect("the sample is right");
    let mut out = Vec::new();
    to_text(&imported.conversation, imported.messages.into_iter().map(Line::message), &mut out)
        .expect("a vector takes everything");
    let text = String::from_utf8(out).expect("text is UTF-8");
    assert!(text.contains("[2026-11-11 16:42] Noor Haddad: Hi! The charge shows up two times"));
    assert!(text.contains("@Noor Haddad"));
    assert!(!text.contains("<@412345678901234561>"));
}
