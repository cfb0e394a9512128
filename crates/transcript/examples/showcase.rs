//! Writes a page with everything the renderer can show: `cargo run -p transcript --example showcase -- light > page.html`.
//! The words are `light`, `dark` or `system`. With `everything` behind it, it is one of each kind of message instead of a conversation.

use std::collections::HashMap;
use std::error::Error;
use std::io::stdout;
use transcript::model::User;
use transcript::{
    Channel, Deleted, Event, Fact, FileRef, FileSource, Id, Line, MessageLine, Note, Options, Person, Role,
    Theme, Version, import, render_page,
};

fn files(file: FileRef<'_>) -> FileSource {
    let png = |bytes: &[u8]| FileSource::DataUri { mime: "image/png".into(), bytes: bytes.to_vec() };
    match file {
        FileRef::Avatar { avatar: "a_11", .. } => png(include_bytes!("../samples/avatar.png")),
        FileRef::Emoji { name: "lantern", .. } => png(include_bytes!("../samples/lantern.png")),
        FileRef::Attachment { attachment, .. } if attachment.filename == "statement.png" => {
            png(include_bytes!("../samples/statement.png"))
        }
        FileRef::Remote { url, .. } if url.starts_with("https://cdn.example.org/") => {
            png(include_bytes!("../samples/statement.png"))
        }
        FileRef::Remote { url, .. } if url.starts_with("https://kept.example/") => {
            png(include_bytes!("../samples/statement.png"))
        }
        FileRef::Attachment { attachment, .. } if attachment.id.0 < 100 && attachment.id.0 != 62 => {
            let mime = attachment.content_type.clone().unwrap_or_default();
            let drawn = mime.starts_with("image/");
            let bytes =
                if drawn { include_bytes!("../samples/avatar.png").to_vec() } else { b"OggS".to_vec() };
            FileSource::DataUri { mime, bytes }
        }
        _ => FileSource::Missing,
    }
}

fn theme() -> Theme {
    match std::env::args().nth(1).as_deref() {
        Some("light") => Theme::Light,
        Some("dark") => Theme::Dark,
        _ => Theme::System,
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    if std::env::args().nth(2).as_deref() == Some("everything") {
        let mut imported = import(&include_bytes!("../samples/everything.json")[..])?;
        imported.conversation.theme = theme();
        let lines = imported.messages.into_iter().map(Line::message);
        let options = Options { files: &files, nonce: None };
        return Ok(render_page(&imported.conversation, lines, stdout().lock(), options)?);
    }
    let mut imported = import(&include_bytes!("../samples/raw-messages.json")[..])?;
    let (noor, beth, ilja) =
        (Id(412_345_678_901_234_561), Id(412_345_678_901_234_562), Id(412_345_678_901_234_563));
    let conversation = &mut imported.conversation;
    conversation.title = "Charged twice for the November plan".into();
    conversation.guild_name = "Lantern Works".into();
    conversation.channel_name = "ticket-0042".into();
    conversation.status = Some("Closed".into());
    conversation.theme = theme();
    conversation.zone = Some(jiff::tz::TimeZone::get("Europe/Berlin")?);
    conversation.facts = vec![
        Fact::Text { label: "Type".into(), value: "Billing".into() },
        Fact::Person { label: "Opened by".into(), id: noor },
        Fact::Time { label: "Opened".into(), at: "2026-11-11T16:41:00Z".parse()? },
        Fact::Person { label: "Claimed by".into(), id: beth },
        Fact::Time { label: "Closed".into(), at: "2026-11-12T09:45:00Z".parse()? },
        Fact::Text { label: "Reason".into(), value: "Second charge refunded".into() },
    ];
    let role = |name: &str, color| Role { name: name.into(), color, position: 1 };
    conversation.roles = HashMap::from([(Id(512_345_678_901_234_561), role("Billing", 0xF1_C40F))]);
    conversation.channels =
        HashMap::from([(Id(700_000_000_000_000_002), Channel { name: "invoices".into() })]);
    for (id, color) in [(beth, 0xF1_C40F), (ilja, 0x9B_59B6)] {
        conversation.people.entry(id).or_insert_with(Person::default).color = Some(color);
    }
    let mut lines: Vec<Line> = imported.messages.into_iter().map(Line::message).collect();
    mark(&mut lines, beth)?;
    Ok(render_page(&imported.conversation, lines, stdout().lock(), Options { files: &files, nonce: None })?)
}

/// Adds what only the desk knows: events, a note, earlier versions, a deletion.
fn mark(lines: &mut Vec<Line>, beth: Id) -> Result<(), Box<dyn Error>> {
    if let Line::Message(line) = &mut lines[3] {
        line.versions.push(Version {
            at: line.message.timestamp,
            content: "card number is **** 4417".into(),
            attachments: Vec::new(),
        });
    }
    let mut deleted = MessageLine::default();
    if let Line::Message(line) = &lines[2] {
        deleted.message = line.message.clone();
        deleted.message.attachments.clear();
        deleted.message.id = Id(1_438_000_000_000_000_001);
        deleted.message.content = "oh wait, wrong screenshot, that one has my address on it".into();
        deleted.deleted =
            Some(Deleted { at: Some("2026-11-11T16:44:30Z".parse()?), by: Some("Noor Haddad".into()) });
    }
    lines.insert(4, Line::Message(Box::new(deleted)));
    let at = Some("2026-11-11T16:50:00Z".parse()?);
    lines.insert(5, Line::Event(Event { id: "7".into(), text: "Beth Winter claimed the ticket".into(), at }));
    let author = User { id: beth, username: "bethw".into(), avatar: Some("a_11".into()), ..User::default() };
    let content = "Same bug as ticket 38: renewal and **Pay now** race. <@412345678901234563> can you tell the platform team?";
    let at = Some("2026-11-11T16:54:00Z".parse()?);
    lines.insert(9, Line::Note(Note { id: "3".into(), author, content: content.into(), at }));
    let at = Some("2026-11-12T09:45:00Z".parse()?);
    let text = "Beth Winter closed the ticket: Second charge refunded".into();
    lines.push(Line::Event(Event { id: "8".into(), text, at }));
    Ok(())
}
