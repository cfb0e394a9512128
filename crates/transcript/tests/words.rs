//! The renderer's own words are its caller's.

use std::sync::Arc;
use transcript::{Conversation, Event, Line, Message, Options, Words, import, render_page, to_text};

const RAW: &str = include_str!("../samples/raw-messages.json");

fn pages(words: Words) -> [String; 2] {
    let mut imported = import(RAW.as_bytes()).expect("the sample is right");
    imported.conversation.words = Arc::new(words);
    imported.conversation.message_count = Some(3);
    imported.conversation.title = "~".into();
    let lines: Vec<Line> = imported.messages.into_iter().map(Line::message).collect();
    let (mut page, mut text) = (Vec::new(), Vec::new());
    render_page(&imported.conversation, &lines, &mut page, Options::default()).expect("a vector takes all");
    to_text(&imported.conversation, &lines, &mut text).expect("a vector takes all");
    [page, text].map(|bytes| String::from_utf8(bytes).expect("is UTF-8"))
}

/// Every word of the table that a page shows in English is another one with another table.
// Proves: P160
#[test]
fn no_word_stays_english() {
    let mut english = Vec::new();
    let other = Words::read(|key| format!("«{key}»"));
    let table = format!("{:?}", Words::default());
    for text in table.split('"').skip(1).step_by(2) {
        english.extend(text.split(',').map(|word| word.split(['{', '}']).next().unwrap_or_default().trim()));
    }
    let style = transcript::stylesheet();
    let told = |word: &&str| word.len() > 3 && !RAW.contains(*word) && !style.contains(*word);
    let (ours, theirs) = (pages(Words::default()), pages(other));
    let mut seen = 0;
    for word in english.into_iter().filter(told) {
        for (ours, theirs) in ours.iter().zip(&theirs) {
            let whole = |page: &str| page.contains(&format!(">{word}")) || page.contains(&format!("[{word}"));
            seen += usize::from(whole(ours));
            assert!(!whole(theirs), "{word:?} is still there");
        }
    }
    assert!(seen > 15, "the sample shows {seen} words only");
    assert!(theirs[0].contains("«edited»") && theirs[0].contains("«moment»"));
}

/// Dates, sizes and plurals follow the table; what it says is text, never markup.
// Proves: P160
#[test]
fn patterns_are_filled_and_escaped() {
    let words = Words {
        months_short: "Jan.,Feb.,März".into(),
        moment: "{day}. {mon} {year}, {time}".into(),
        weekdays: "Montag,Dienstag,Mittwoch,Donnerstag,Freitag,Samstag,Sonntag".into(),
        date_with_day: "{weekday}, <b>{dd}.{mm}.{year}".into(),
        message_count: "{count} & mehr".into(),
        ..Words::default()
    };
    let timestamp = "2026-03-05T09:07:00Z".parse().ok();
    let message = Message { timestamp, content: "a".into(), ..Message::default() };
    let event = Event { id: "1".into(), text: "b".into(), at: timestamp };
    let lines = [Line::message(message.clone()), Line::Event(event), Line::message(message)];
    let conversation = Conversation { words: Arc::new(words), ..Conversation::default() };
    let mut page = Vec::new();
    render_page(&conversation, &lines, &mut page, Options::default()).expect("a vector takes all");
    let page = String::from_utf8(page).expect("is UTF-8");
    assert!(page.contains(">5. März 2026, 09:07</time>"), "{page}");
    assert!(page.contains(">Donnerstag, &lt;b&gt;05.03.2026</time></h2>"), "{page}");
    assert!(page.contains("<span>2 &amp; mehr</span>"), "{page}");
}
