//! The conversation as plain text.

use crate::html::shown;
use crate::markdown::{self, Event, Parsed, Rules, Tag};
use crate::model::{Component, Conversation, Line, Message, User};
use crate::time::Clock;
use crate::words::{Part, parts};
use jiff::Timestamp;
use std::borrow::Borrow;
use std::fmt::Write as _;
use std::io::{self, Write};

/// Writes one paragraph per line, with time and name in front; mentions carry names, markdown marks stay.
///
/// # Errors
/// When the writer fails.
pub fn to_text<L: Borrow<Line>>(
    conversation: &Conversation,
    lines: impl IntoIterator<Item = L>,
    mut writer: impl Write,
) -> io::Result<()> {
    let clock = Clock::new(conversation);
    let mut out = format!("{}\n", conversation.title);
    if !conversation.guild_name.is_empty() {
        let _ = writeln!(out, "{} · #{}", conversation.guild_name, conversation.channel_name);
    }
    let words = &*conversation.words;
    fill(&mut out, &words.times_in, &[clock.zone_name()]);
    out.push_str("\n\n");
    for line in lines {
        match line.borrow() {
            Line::Message(line) => {
                stamp(&clock, line.message.sent_at(), &mut out);
                message(conversation, &line.message, &mut out);
                if line.deleted.is_some() {
                    let _ = writeln!(out, "    ({})", words.deleted);
                }
            }
            Line::Event(event) => {
                stamp(&clock, event.at, &mut out);
                let _ = writeln!(out, "— {}", event.text);
            }
            Line::Note(note) => {
                stamp(&clock, note.at, &mut out);
                let who = shown(conversation, &note.author, None).name;
                let _ = write!(out, "[{}] {who}: ", words.note);
                plain(conversation, &note.content, None, true, &mut out);
                out.push('\n');
            }
        }
        writer.write_all(out.as_bytes())?;
        out.clear();
    }
    writer.write_all(out.as_bytes())?;
    writer.flush()
}

/// A pattern with its places filled in their order.
fn fill(out: &mut String, pattern: &str, values: &[&str]) {
    let mut values = values.iter();
    for part in parts(pattern) {
        match part {
            Part::Text(text) => out.push_str(text),
            Part::Place(_) => out.push_str(values.next().unwrap_or(&"")),
        }
    }
}

fn stamp(clock: &Clock, at: Option<Timestamp>, out: &mut String) {
    if let Some(at) = at {
        let local = clock.local(at);
        let _ = write!(out, "[{} ", local.date());
        clock.time(out, local, false);
        out.push_str("] ");
    }
}

fn message(conversation: &Conversation, message: &Message, out: &mut String) {
    let words = &*conversation.words;
    let _ = write!(out, "{}: ", shown(conversation, &message.author, Some(message)).name);
    plain(conversation, &message.content, Some(message), true, out);
    out.push('\n');
    for attachment in &message.attachments {
        let _ = write!(out, "    [{}] {} (", words.file, attachment.filename);
        fill(out, &words.bytes, &[&attachment.size.to_string()]);
        out.push_str(")\n");
    }
    for embed in &message.embeds {
        let parts =
            [embed.author.as_ref().map(|a| &a.name), embed.title.as_ref(), embed.description.as_ref()];
        for part in parts.into_iter().flatten() {
            out.push_str("    | ");
            plain(conversation, part, Some(message), true, out);
            out.push('\n');
        }
        for field in &embed.fields {
            let _ = write!(out, "    | {}: ", field.name);
            plain(conversation, &field.value, Some(message), true, out);
            out.push('\n');
        }
        if let Some(footer) = &embed.footer {
            let _ = writeln!(out, "    | {}", footer.text);
        }
    }
    components(conversation, &message.components, message, out, 8);
    for sticker in &message.stickers {
        let _ = writeln!(out, "    [{}] {}", words.sticker, sticker.name);
    }
    if !message.reactions.is_empty() {
        out.push_str("   ");
        for reaction in &message.reactions {
            let _ = write!(out, " {} {}", reaction.emoji.name, reaction.count);
        }
        out.push('\n');
    }
}

fn components(
    conversation: &Conversation,
    list: &[Component],
    message: &Message,
    out: &mut String,
    depth: u8,
) {
    if depth == 0 {
        return;
    }
    for component in list {
        match component {
            Component::TextDisplay { content } => {
                out.push_str("    | ");
                plain(conversation, content, Some(message), true, out);
                out.push('\n');
            }
            Component::Button { label: Some(label), .. } => {
                let _ = writeln!(out, "    [button] {label}");
            }
            Component::Section { components: inner, .. }
            | Component::Container { components: inner, .. }
            | Component::ActionRow { components: inner } => {
                components(conversation, inner, message, out, depth - 1);
            }
            Component::File { name, .. } => {
                let _ = writeln!(out, "    [{}] {name}", conversation.words.file);
            }
            _ => {}
        }
    }
}

/// Markdown as text: names instead of ids; the marks of styles only with `marks`.
pub(crate) fn plain(
    conversation: &Conversation,
    text: &str,
    message: Option<&Message>,
    marks: bool,
    out: &mut String,
) {
    let parsed: Parsed = markdown::parse(text, if marks { Rules::Message } else { Rules::Line });
    for event in parsed.events() {
        match event {
            Event::Text(span) | Event::Everyone(span) => out.push_str(parsed.str(span)),
            Event::Open(tag) => {
                if marks || matches!(tag, Tag::Spoiler) {
                    out.push_str(opening(tag));
                }
            }
            Event::Close(tag) => match tag {
                Tag::Link(url) if marks && !out.ends_with(parsed.str(url)) => {
                    let _ = write!(out, " ({})", parsed.str(url));
                }
                _ if marks || matches!(tag, Tag::Spoiler) => out.push_str(closing(tag)),
                _ => {}
            },
            Event::Code(span) => {
                let _ = write!(out, "`{}`", parsed.str(span));
            }
            Event::CodeBlock { code, .. } => {
                let _ = write!(out, "\n{}\n", parsed.str(code));
            }
            Event::User(id) => {
                let known = conversation.people.get(id).map(|p| p.name.as_str());
                let name =
                    known.or_else(|| message?.mentions.iter().find(|u| u.id == *id).and_then(User::name));
                let _ = write!(out, "@{}", name.unwrap_or(&conversation.words.unknown_mention));
            }
            Event::Role(id) => {
                let _ = write!(
                    out,
                    "@{}",
                    conversation.roles.get(id).map_or(&conversation.words.deleted_role, |r| &r.name)
                );
            }
            Event::Channel(id) => {
                let _ = write!(
                    out,
                    "#{}",
                    conversation.channels.get(id).map_or(&conversation.words.unknown_channel, |c| &c.name)
                );
            }
            Event::Command(span) => {
                let _ = write!(out, "/{}", parsed.str(span));
            }
            Event::Guild(span) => out.push_str(parsed.str(span)),
            Event::Emoji { name, .. } => {
                let _ = write!(out, ":{}:", parsed.str(name));
            }
            Event::Time { seconds, style } => {
                if let Ok(at) = Timestamp::from_second(*seconds) {
                    Clock::new(conversation).styled(out, at, *style);
                }
            }
        }
    }
}

fn opening(tag: &Tag) -> &'static str {
    match tag {
        Tag::Emphasis => "*",
        Tag::Strong => "**",
        Tag::Underline => "__",
        Tag::Strike => "~~",
        Tag::Spoiler => "||",
        Tag::Quote => "\n> ",
        Tag::Item => "\n- ",
        Tag::Heading(_) | Tag::Subtext => "\n",
        Tag::Link(_) | Tag::List(_) => "",
    }
}

fn closing(tag: &Tag) -> &'static str {
    match tag {
        Tag::Quote | Tag::Heading(_) | Tag::Subtext | Tag::List(_) => "\n",
        Tag::Item | Tag::Link(_) => "",
        other => opening(other),
    }
}
