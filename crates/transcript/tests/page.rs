//! What a page makes of a conversation: who sees what, groups, marks, and files that travel inside it.

use transcript::model::{Attachment, User};
use transcript::{
    Conversation, Deleted, Event, FileRef, FileSource, Id, Line, Message, MessageLine, Note, Options,
    Version, render_page, render_thread,
};

/// A message by `who`, `seconds` after a fixed moment.
fn said(who: u64, seconds: i64, content: &str) -> Message {
    let timestamp = jiff::Timestamp::from_second(1_767_268_800 + seconds).ok();
    let author = User {
        id: Id(who),
        username: format!("person{who}"),
        avatar: Some("hash".into()),
        ..User::default()
    };
    #[allow(clippy::cast_sign_loss)]
    let id = Id(1_000 + seconds as u64);
    Message { id, author, timestamp, content: content.into(), ..Message::default() }
}

fn thread(lines: &[Line], options: Options<'_>) -> String {
    let mut out = Vec::new();
    render_thread(&Conversation::default(), lines, &mut out, options).expect("a vector takes everything");
    String::from_utf8(out).expect("HTML is UTF-8")
}

// Proves: P160
#[test]
fn messages_of_one_person_within_seven_minutes_stand_together() {
    let mut reply = said(1, 500, "reply");
    reply.reference =
        Some(transcript::model::Reference { message_id: Some(Id(1_000)), ..Default::default() });
    let messages = [
        said(1, 0, "a"),
        said(1, 419, "b"),
        said(1, 421, "c"),
        said(2, 422, "d"),
        said(2, 423, "e"),
        reply,
        said(1, 86_400, "f"),
    ];
    let page = thread(&messages.map(Line::message), Options::default());
    let first: Vec<bool> =
        page.split("<li class=\"t-msg").skip(1).map(|m| m.starts_with(" t-first")).collect();
    assert_eq!(first, [true, false, true, true, false, true, true]);
    assert_eq!(page.matches("class=\"t-day\"").count(), 2);
    assert!(page.contains("id=\"m-1000\"") && page.contains("href=\"#m-1000\""));
}

// Proves: P74, P160
#[test]
fn the_opener_gets_no_notes_no_deleted_text_and_no_earlier_versions() {
    let deleted = MessageLine {
        message: said(1, 1, "gone"),
        deleted: Some(Deleted::default()),
        ..MessageLine::default()
    };
    let internal = MessageLine { message: said(1, 2, "inside"), internal: true, ..MessageLine::default() };
    let edited = MessageLine {
        message: said(1, 3, "after"),
        versions: vec![Version { at: None, content: "before".into(), attachments: Vec::new() }],
        ..MessageLine::default()
    };
    let note = Note { id: "1".into(), author: User::default(), content: "secret note".into(), at: None };
    let event = Event { id: "1".into(), text: "closed".into(), at: None };
    let lines = vec![
        Line::Message(Box::new(deleted)),
        Line::Message(Box::new(internal)),
        Line::Message(Box::new(edited)),
        Line::Note(note),
        Line::Event(event),
    ];
    let staff = thread(&lines, Options::default());
    let opener: Vec<Line> = lines.into_iter().filter_map(Line::for_opener).collect();
    let opener = thread(&opener, Options::default());
    for hidden in ["gone", "inside", "before", "secret note"] {
        assert!(staff.contains(hidden), "staff see {hidden}");
        assert!(!opener.contains(hidden), "the opener does not see {hidden}");
    }
    assert!(opener.contains("after") && opener.contains("closed"));
}

// Proves: P160
#[test]
fn a_page_that_is_one_file_holds_each_avatar_once_and_asks_nobody() {
    let files = |file: FileRef<'_>| match file {
        FileRef::Avatar { avatar, .. } => {
            FileSource::DataUri { mime: "image/png".into(), bytes: format!("avatar {avatar}").into() }
        }
        FileRef::Attachment { attachment, .. } => FileSource::DataUri {
            mime: attachment.content_type.clone().unwrap_or_default(),
            bytes: b"file".to_vec(),
        },
        _ => FileSource::Missing,
    };
    let mut picture = said(1, 5, "");
    let file = |name: &str, kind: &str| Attachment {
        filename: name.into(),
        content_type: Some(kind.into()),
        ..Attachment::default()
    };
    picture.attachments = vec![file("a.png", "image/png"), file("b.html", "text/html")];
    let mut elsewhere = said(2, 4, "in another guise");
    elsewhere.author.avatar = Some("other".into());
    elsewhere.author.username = "guise".into();
    let said = [said(1, 0, "a"), said(2, 1, "b"), said(1, 2, "c"), said(2, 3, "d"), elsewhere, picture];
    let lines = said.map(Line::message);
    let mut out = Vec::new();
    render_page(&Conversation::default(), &lines, &mut out, Options { files: &files, nonce: None })
        .expect("a vector takes everything");
    let page = String::from_utf8(out).expect("HTML is UTF-8");
    assert_eq!(page.matches("YXZhdGFy").count(), 3, "one avatar for each of two people, and one for a guise");
    for (class, uses) in [("t-a1", 3), ("t-a2", 2), ("t-a2-1", 1)] {
        assert_eq!(page.matches(&format!("t-av {class}\"")).count(), uses, "{class}");
    }
    assert!(page.contains("src=\"data:image/png;base64,ZmlsZQ==\""));
    assert!(page.contains("download=\"b.html\" href=\"data:application/octet-stream;base64,ZmlsZQ==\""));
    for asking in ["<script", "<link", "@import", "src=\"http", "url(http", " style=\""] {
        assert!(!page.contains(asking), "{asking} is in the page");
    }
}

// Proves: P160
#[test]
fn times_are_in_the_zone_of_the_viewer() {
    let conversation =
        Conversation { zone: jiff::tz::TimeZone::get("Asia/Kolkata").ok(), ..Conversation::default() };
    let mut out = Vec::new();
    render_thread(&conversation, [Line::message(said(1, 0, "a"))], &mut out, Options::default())
        .expect("a vector takes everything");
    let page = String::from_utf8(out).expect("HTML is UTF-8");
    assert!(page.contains(
        "<time datetime=\"2026-01-01T12:00:00Z\" title=\"Thursday, 1 January 2026 at 17:30:00 (UTC+5:30)\">1 Jan 2026, 17:30</time>"
    ));
}

// Proves: P160
#[test]
fn a_writer_that_fails_ends_the_rendering_with_its_error() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(std::io::Error::other("full"))
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let endless = (0..).map(|n| Line::message(said(1, n, "text")));
    let error =
        render_page(&Conversation::default(), endless, Full, Options::default()).expect_err("it is full");
    assert_eq!(error.to_string(), "full");
}
