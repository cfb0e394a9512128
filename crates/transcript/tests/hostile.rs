//! Any text in any position comes out inert: hostile conversations are rendered, parsed by a real HTML parser, and every
//! element, attribute and address is held against a closed list.

use html5ever::tendril::TendrilSink;
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use proptest::prelude::*;
use serde_json::json;
use transcript::model::{Message, User};
use transcript::{
    Channel, Conversation, Deleted, Event, Fact, FileRef, FileSource, Found, Id, Line, MessageLine, Nav,
    Note, Options, Person, Role, Version, import, message_from_value, render_page, to_json, to_text,
};

const ELEMENTS: &str = "html head meta title style body main header footer section article div span h1 h2 ol ul li dl dt dd \
    a img time bdi strong em u s code pre blockquote label input details summary button hr meter nav form p audio video svg path";
const ATTRIBUTES: &str = "class id lang dir href target rel title alt src width height loading decoding datetime data-style \
    data-language data-theme role aria-label aria-level aria-hidden type disabled tabindex start min max value name content \
    charset http-equiv download controls preload viewBox d method action maxlength required placeholder";
/// Written once on top of the page, by us.
const META: [&str; 4] = ["viewport", "referrer", "robots", "color-scheme"];

/// Pieces that break out of naive writers, joined with any characters at all.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<script>alert(1)</script>".to_owned()),
        Just("\"><img src=x onerror=alert(1)>".to_owned()),
        Just("' onmouseover='alert(1)".to_owned()),
        Just("</style></title></textarea><svg onload=alert(1)>".to_owned()),
        Just("-->]]><!--<![CDATA[".to_owned()),
        Just("[x](javascript:alert(1))".to_owned()),
        Just("[x](https://a.example/\"onclick=alert(1)//)".to_owned()),
        Just("[**y** <@100000000000000001>](https://b.example/<i>)".to_owned()),
        Just("<https://c.example/?<b>\"'&amp;>".to_owned()),
        Just("https://d.example/||\"'`<>".to_owned()),
        Just("javascript:alert(1)".to_owned()),
        Just("data:text/html;base64,AAAA".to_owned()),
        Just("```\"><b onx=1>\n</code></pre><script>```".to_owned()),
        Just("`</code>`".to_owned()),
        Just("||**spoiler __x||".to_owned()),
        Just("# head\n> quote\n- list\n  1. more\n".to_owned()),
        Just("<:a\"b:100000000000000001><:ok:100000000000000002><t:99999999999:R><t:1:\">".to_owned()),
        Just("</x\"><i>:100000000000000003>".to_owned()),
        Just("\u{202e}\u{2066}\u{200f}\u{feff}".to_owned()),
        Just("\0\r\u{b}\u{7f}\u{1b}[31m".to_owned()),
        Just("&lt;script&gt;&#x3c;&amp;".to_owned()),
        any::<String>(),
        "[*_~|`<>\\[\\]()#\\-\n @:/.!a0]{0,40}",
    ];
    prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

fn addresses() -> impl Strategy<Value = String> {
    prop_oneof![
        hostile(),
        hostile().prop_map(|s| format!("https://h.example/{s}")),
        hostile().prop_map(|s| format!("JaVaScRiPt:{s}")),
        hostile().prop_map(|s| format!("attachment://{s}")),
        Just("//evil.example/x".to_owned()),
        Just("vbscript:x".to_owned()),
    ]
}

/// A message object with a hostile text at every position. `mark(n)` is a word that must be found on the page.
fn message(t: &[String], u: &[String], kind: u8) -> serde_json::Value {
    let mut next = 0;
    let mut text = || {
        next += 1;
        format!("{}{}", mark(next), t[next % t.len()])
    };
    let url = |n: usize| &u[n % u.len()];
    json!({
        "id": "1438000000000000000", "type": kind, "timestamp": "2026-01-01T10:00:00Z", "edited_timestamp": "2026-01-01T10:01:00Z",
        "author": {"id": "7", "username": text(), "avatar": url(0)},
        "content": text(),
        "attachments": [
            {"id": 1, "filename": text(), "content_type": "image/png", "url": url(1), "size": 10},
            {"id": 2, "filename": format!("SPOILER_{}", text()), "content_type": t[0], "url": url(2), "description": t[1 % t.len()]},
            {"id": 3, "filename": "v.ogg", "title": text(), "content_type": "audio/ogg", "waveform": t[0], "duration_secs": 3, "url": url(1)},
            {"id": 4, "filename": "v.mp4", "title": t[0], "content_type": "video/mp4", "width": 10, "height": 10, "url": url(1)}],
        "thread": {"name": text()},
        "embeds": [{"title": text(), "description": text(), "url": url(3), "color": 1234567,
            "provider": {"name": text()}, "author": {"name": text(), "url": url(4), "icon_url": url(5)},
            "footer": {"text": text(), "icon_url": url(6)}, "image": {"url": url(7)}, "thumbnail": {"url": url(8)}, "video": {"url": url(9)},
            "fields": [{"name": text(), "value": text(), "inline": true}]},
            {"type": "image", "url": url(3), "thumbnail": {"url": url(7)}}, {"type": "gifv", "url": url(4), "thumbnail": {"url": url(8)}},
            {"type": "video", "url": url(5), "title": text(), "thumbnail": {"url": url(9)}, "video": {"url": url(10)}},
            {"type": "poll_result", "fields": [{"name": "poll_question_text", "value": t[0]}, {"name": "victor_answer_text", "value": t[0]}]}],
        "components": [
            {"type": 1, "components": [
                {"type": 2, "style": 5, "label": text(), "url": url(10), "emoji": {"name": t[0]}},
                {"type": 2, "style": 1, "label": text(), "emoji": {"id": "8", "name": text()}}]},
            {"type": 3, "placeholder": text()},
            {"type": 3, "options": [{"label": text(), "default": true}]},
            {"type": 17, "accent_color": 99, "spoiler": true, "components": [
                {"type": 9, "components": [{"type": 10, "content": text()}], "accessory": {"type": 11, "media": {"url": url(11)}, "description": t[0]}},
                {"type": 12, "items": [{"media": {"url": url(12)}, "description": t[0], "spoiler": true}]},
                {"type": 13, "file": {"url": url(13)}, "name": text()}, {"type": 14}]}],
        "reactions": [{"emoji": {"name": text()}, "count": 3}],
        "sticker_items": [{"id": "3", "name": text()}],
        "poll": {"question": {"text": text()}, "answers": [{"answer_id": 1, "poll_media": {"text": text()}}]},
        "message_reference": {"message_id": "5"},
        "referenced_message": {"id": "5", "author": {"id": "0", "username": text()}, "content": t[0]},
        "message_snapshots": [{"message": {"content": text(), "attachments": [{"filename": text(), "url": url(14)}]}}],
        "interaction_metadata": {"name": text(), "user": {"id": "0", "username": text()}},
    })
}

/// How many texts [`message`] asks for.
const TEXTS: usize = 30;

fn mark(n: usize) -> String {
    format!("zq{n}x")
}

fn conversation(t: &[String]) -> Conversation {
    let text = |n: usize| format!("{}{}", mark(100 + n), t[n % t.len()]);
    let mut c = Conversation {
        title: text(0),
        guild_name: text(1),
        channel_name: text(2),
        status: Some(text(3)),
        guild_icon: Some(text(4)),
        facts: vec![
            Fact::Text { label: text(5), value: text(6) },
            Fact::Person { label: text(7), id: Id(9) },
        ],
        participants: vec![Id(9)],
        locale: text(8),
        nav: Nav {
            search: Some("/files/transcript".into()),
            found: Some(Found {
                text: text(11),
                count: 2,
                more: true,
                back: "/files/back".into(),
                place: "/files/above=".into(),
            }),
            ..Nav::default()
        },
        ..Conversation::default()
    };
    c.people
        .insert(Id(9), Person { name: text(9), color: Some(0xFF_FFFF), avatar: Some(text(10)), bot: true });
    c.people.insert(Id(100_000_000_000_000_001), Person { name: t[0].clone(), ..Person::default() });
    c.roles.insert(Id(100_000_000_000_000_002), Role { name: t[0].clone(), color: 1, position: 0 });
    c.channels.insert(Id(100_000_000_000_000_003), Channel { name: t[0].clone() });
    c
}

/// The texts of [`conversation`] that are seen.
const CONVERSATION_TEXTS: [usize; 9] = [0, 1, 2, 3, 5, 6, 7, 9, 11];

fn lines(t: &[String], u: &[String]) -> Vec<Line> {
    let text = |n: usize| format!("{}{}", mark(200 + n), t[n % t.len()]);
    let marked = MessageLine {
        message: Message { content: text(0), ..message_from_value(&message(t, u, 0)) },
        deleted: Some(Deleted { at: None, by: Some(text(1)) }),
        versions: vec![Version { at: None, content: text(2), attachments: Vec::new() }],
        internal: true,
    };
    let author = User { id: Id(4), username: text(4), ..User::default() };
    vec![
        Line::message(message_from_value(&message(t, u, 19))),
        Line::Message(Box::new(marked)),
        Line::Event(Event { id: text(9), text: text(3), at: None }),
        Line::Note(Note { id: text(9), author, content: text(5), at: None }),
        Line::message(Message { content: text(6), ..message_from_value(&message(t, u, 4)) }),
        Line::message(message_from_value(&message(t, u, 46))),
        Line::message(Message { flags: Message::VOICE, ..message_from_value(&message(t, u, 0)) }),
    ]
}

fn walk(node: &Handle, text: &mut String, problems: &mut Vec<String>, allowed_sources: &[&str]) {
    match &node.data {
        NodeData::Text { contents } => text.push_str(&contents.borrow()),
        NodeData::Comment { contents } => problems.push(format!("comment {contents}")),
        NodeData::Element { name, attrs, .. } => {
            let element = &*name.local;
            if !ELEMENTS.split_whitespace().any(|e| e == element) {
                problems.push(format!("element {element}"));
            }
            for attribute in attrs.borrow().iter() {
                let (key, value) = (&*attribute.name.local, &*attribute.value);
                if !ATTRIBUTES.split_whitespace().any(|a| a == key) {
                    problems.push(format!("attribute {key} on {element}"));
                }
                let fine = match key {
                    "href" => ["https://", "http://", "mailto:", "discord://", "#", "/files/"]
                        .iter()
                        .any(|s| value.to_ascii_lowercase().starts_with(s)),
                    "src" => allowed_sources.iter().any(|s| value.starts_with(s)),
                    "id" => value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')),
                    "class" => value.split(' ').all(|c| c.starts_with("t-") || c.starts_with("language-")),
                    "name" => META.contains(&value) || (element == "input" && value == "q"),
                    "action" => value.starts_with("/files/"),
                    "http-equiv" => value == "Content-Security-Policy",
                    "type" => matches!(value, "checkbox" | "button" | "search"),
                    _ => true,
                };
                if !fine {
                    problems.push(format!("{key}={value:?} on {element}"));
                }
            }
        }
        _ => {}
    }
    for child in node.children.borrow().iter() {
        walk(child, text, problems, allowed_sources);
    }
}

fn inspect(page: &str, sources: &[&str]) -> (String, Vec<String>) {
    let dom = html5ever::parse_document(RcDom::default(), html5ever::ParseOpts::default()).one(page);
    let (mut text, mut problems) = (String::new(), Vec::new());
    walk(&dom.document, &mut text, &mut problems, sources);
    (text, problems)
}

fn render(c: &Conversation, lines: &[Line], options: Options<'_>) -> String {
    let mut out = Vec::new();
    render_page(c, lines, &mut out, options).expect("a vector takes everything");
    String::from_utf8(out).expect("HTML is UTF-8")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, failure_persistence: None, ..ProptestConfig::default() })]

    // Proves: P160
    #[test]
    fn any_text_in_any_position_comes_out_inert(
        t in prop::collection::vec(hostile(), 1..6),
        u in prop::collection::vec(addresses(), 1..6),
    ) {
        let c = conversation(&t);
        let lines = lines(&t, &u);
        let page = render(&c, &lines, Options::default());
        let (text, problems) = inspect(&page, &[]);
        prop_assert!(problems.is_empty(), "{problems:?}");
        let seen = (1..=TEXTS).chain(CONVERSATION_TEXTS.map(|n| 100 + n)).chain(200..=206);
        for n in seen {
            prop_assert!(text.contains(&mark(n)), "text {n} is lost");
        }
        to_text(&c, &lines, std::io::sink()).expect("a sink takes everything");
        let mut json = Vec::new();
        to_json(&c, &lines, &mut json).expect("a vector takes everything");
        prop_assert!(serde_json::from_slice::<serde_json::Value>(&json).is_ok());
    }

    // Proves: P160
    #[test]
    fn pictures_come_only_from_the_resolver(
        t in prop::collection::vec(hostile(), 1..4),
        u in prop::collection::vec(addresses(), 1..4),
        given in addresses(),
        embedded in any::<bool>(),
    ) {
        let files = |_: FileRef<'_>| if embedded {
            FileSource::DataUri { mime: given.clone(), bytes: t[0].as_bytes().to_vec() }
        } else {
            FileSource::Url(format!("/files/{given}"))
        };
        let page = render(&conversation(&t), &lines(&t, &u), Options { files: &files, nonce: None });
        let (_, problems) = inspect(&page, &["/files/", "data:image/", "data:audio/", "data:video/"]);
        let bad: Vec<_> = problems.into_iter().filter(|p| !p.starts_with("href=\"data:application/octet-stream;base64,")).collect();
        prop_assert!(bad.is_empty(), "{bad:?}");
    }

    // Proves: P160
    #[test]
    fn importers_answer_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = import(&bytes[..]);
    }

    // Proves: P160
    #[test]
    fn importers_answer_any_json(value in any_json(), at in 0..4u8) {
        let text = match at {
            0 => json!([value]),
            1 => json!({"messages": [value]}),
            2 => json!([{"id": "1", "content": value, "author": value, "embeds": value, "components": [value], "poll": value}]),
            _ => json!({"guild": value, "channel": value, "messages": [{"author": value, "reactions": [value], "embeds": [value]}]}),
        };
        if let Ok(imported) = import(text.to_string().as_bytes()) {
            let lines: Vec<Line> = imported.messages.into_iter().map(Line::message).collect();
            let page = render(&imported.conversation, &lines, Options::default());
            let (_, problems) = inspect(&page, &[]);
            prop_assert!(problems.is_empty(), "{problems:?}");
        }
    }
}

fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(|b| json!(b)),
        any::<i64>().prop_map(|n| json!(n)),
        any::<f64>().prop_map(|n| json!(n)),
        hostile().prop_map(|s| json!(s)),
        Just(json!("99999999999999999999999")),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        let key = prop::sample::select(vec![
            "id",
            "type",
            "content",
            "author",
            "user",
            "emoji",
            "name",
            "components",
            "embeds",
            "fields",
            "media",
            "url",
            "flags",
            "label",
            "style",
            "referenced_message",
            "message_reference",
            "timestamp",
            "color",
            "roles",
            "attachments",
            "size",
        ]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(serde_json::Value::Array),
            prop::collection::vec((key, inner), 0..6).prop_map(|pairs| serde_json::Value::Object(
                pairs.into_iter().map(|(k, v)| (k.to_owned(), v)).collect()
            )),
        ]
    })
}

/// Parsing takes time in proportion to the text: 16 times the text may take at most 100 times as long, where squares
/// would take 256 times. The smallest of several runs is compared.
#[test]
fn hostile_markdown_takes_linear_time() {
    let pieces = [
        "*",
        "_",
        "**a",
        "__a ",
        "||",
        "~~x",
        "`",
        "``a`",
        "```",
        "[",
        "[](",
        "[a](https://",
        "](",
        "<",
        "<@",
        "<https://a",
        "> ",
        ">>> ",
        "- ",
        "  - a\n",
        "1. x\n",
        "# \n",
        "\\",
        "https://",
        "https://a*",
        "((",
        "[x](((",
        "@",
        "a`b```c",
        "***a",
        "___a",
    ];
    let time = |text: &str| {
        (0..3)
            .map(|_| {
                let start = std::time::Instant::now();
                std::hint::black_box(transcript::markdown::parse(text, transcript::markdown::Rules::Message));
                start.elapsed()
            })
            .min()
            .unwrap_or_default()
    };
    let floor = std::time::Duration::from_micros(200);
    for piece in pieces {
        let measure =
            || (time(&piece.repeat(16_384 / piece.len())), time(&piece.repeat(262_144 / piece.len())));
        // A busy machine and a cold cache disturb one measurement, not every one; a quadratic parser takes 256 times as long in each.
        let linear =
            std::iter::repeat_with(measure).take(6).any(|(small, large)| large < small.max(floor) * 200);
        assert!(linear, "{piece:?}: {:?}", measure());
    }
}
