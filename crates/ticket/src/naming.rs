//! Names of channels and threads, and topics.

use crate::{Ticket, TicketType};

/// Characters of a channel or thread name (Discord: resources/channel).
pub const MAX_NAME: usize = 100;
/// Characters of a channel topic (Discord: resources/channel).
pub const MAX_TOPIC: usize = 1024;

/// What a naming template can hold.
pub const PARTS: [&str; 5] = ["{emoji}", "{number}", "{member}", "{type}", "{priority}"];

/// The first part of a template, without braces, that does not exist.
pub fn unknown_part(template: &str) -> Option<&str> {
    let inside = template.split('{').skip(1).filter_map(|after| after.split_once('}')).map(|(name, _)| name);
    inside.into_iter().find(|name| !PARTS.iter().any(|part| part[1..part.len() - 1] == **name))
}

/// Whether this is one emoji: a character, or a server's own as Discord writes it (`<:name:id>`, `<a:name:id>`). Another word makes Discord refuse
/// every panel that shows it (components/reference, "Button").
pub fn is_emoji(text: &str) -> bool {
    own_emoji(text).is_some() || is_character(text)
}

/// The name and number of a server's own emoji.
fn own_emoji(text: &str) -> Option<(&str, u64)> {
    let inside = text.strip_prefix('<')?.strip_suffix('>')?;
    let (name, id) = inside.strip_prefix('a').unwrap_or(inside).strip_prefix(':')?.split_once(':')?;
    let fits = (2..=32).contains(&name.len()) && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'_');
    Some((name, id.parse().ok()?)).filter(|_| fits)
}

/// One emoji character with what changes and joins it (Unicode TR51), as far as blocks tell.
fn is_character(text: &str) -> bool {
    let sign = |c: char| {
        matches!(c, '\u{a9}' | '\u{ae}' | '\u{203c}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2194}'..='\u{21aa}'
            | '\u{231a}'..='\u{27bf}' | '\u{2934}' | '\u{2935}' | '\u{2b05}'..='\u{2b55}' | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}'
            | '\u{1f000}'..='\u{1faff}')
    };
    let joins = |c: char| matches!(c, '\u{200d}' | '\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}');
    let key = text.trim_end_matches('\u{20e3}').trim_end_matches('\u{fe0f}');
    if text.ends_with('\u{20e3}') {
        return matches!(key.as_bytes(), [b'0'..=b'9' | b'#' | b'*']);
    }
    // Two flags' letters are one flag; other signs go together where something joins them.
    let signs = text.chars().filter(|c| sign(*c) && !joins(*c)).count();
    let flag = text.chars().all(|c| matches!(c, '\u{1f1e6}'..='\u{1f1ff}'));
    let most = if flag { 2 } else { 1 + text.matches('\u{200d}').count() };
    text.chars().all(|c| sign(c) || joins(c)) && (1..=most).contains(&signs)
}

/// A type's emoji where it can stand in a name: a server's own is shown in messages only.
fn sign(ticket_type: &TicketType) -> &str {
    ticket_type.emoji.as_deref().filter(|emoji| !emoji.starts_with('<')).unwrap_or_default()
}

/// The name of a text channel: type emoji, number, member's display name and type (M71), or what staff renamed it to (P82), as
/// Discord would spell it (M73).
///
/// Discord lowers letters and puts dashes for spaces in text channel names; spelling it so from the start keeps the wanted and the
/// actual name comparable. The number survives any cut.
pub fn channel_name(ticket: &Ticket, ticket_type: &TicketType) -> String {
    let number = ticket.key.number.to_string();
    let name = if ticket.is_renamed() {
        spelled(&ticket.subject)
    } else if let Some(template) = &ticket_type.naming {
        spelled(&fill(template, ticket, ticket_type))
    } else {
        format!(
            "{}{}",
            sign(ticket_type),
            slug(&format!("{number}-{}-{}", ticket.opener.name, ticket_type.name))
        )
    };
    let name = cut(&name, MAX_NAME).trim_end_matches('-').to_owned();
    // A name of nothing but what Discord drops would be refused.
    if name.is_empty() { format!("ticket-{number}") } else { name }
}

/// The name of a thread: the same parts, with Discord's freedom for threads (P83).
pub fn thread_name(ticket: &Ticket, ticket_type: &TicketType) -> String {
    let name = if ticket.is_renamed() {
        printable(&ticket.subject)
    } else if let Some(template) = &ticket_type.naming {
        printable(&fill(template, ticket, ticket_type))
    } else {
        let parts = [sign(ticket_type), &format!("#{}", ticket.key.number), &ticket.opener.name];
        let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        printable(&format!("{} · {}", words.join(" "), ticket_type.name))
    };
    let name = cut(&name, MAX_NAME);
    if name.is_empty() { format!("#{}", ticket.key.number) } else { name }
}

/// What a rename starts from (P81): the name given before, or the one the template makes.
pub fn current_name(ticket: &Ticket, ticket_type: &TicketType) -> String {
    if ticket.is_renamed() {
        return ticket.subject.clone();
    }
    match &ticket.surface {
        crate::Surface::Thread { .. } => thread_name(ticket, ticket_type),
        _ => channel_name(ticket, ticket_type),
    }
}

/// A name that no word filter of Discord can object to: for when the wanted one is refused.
pub fn neutral_name(ticket: &Ticket) -> String {
    format!("ticket-{}", ticket.key.number)
}

fn fill(template: &str, ticket: &Ticket, ticket_type: &TicketType) -> String {
    let mut out = String::with_capacity(template.len() + 32);
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let Some((name, behind)) = after.split_once('}') else { break };
        out.push_str(before);
        match name {
            "emoji" => out.push_str(sign(ticket_type)),
            "number" => out.push_str(&ticket.key.number.to_string()),
            "member" => out.push_str(&ticket.opener.name),
            "type" => out.push_str(&ticket_type.name),
            "priority" => out.push_str(ticket.priority.word()),
            _ => {}
        }
        rest = behind;
    }
    out.push_str(rest);
    out
}

/// A slug that keeps emoji: Discord takes them in names.
fn spelled(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for c in words.trim().chars().flat_map(char::to_lowercase) {
        if c.is_whitespace() || c.is_ascii_punctuation() && c != '_' {
            if !name.ends_with('-') && !name.is_empty() {
                name.push('-');
            }
        } else if !c.is_control() {
            name.push(c);
        }
    }
    name
}

/// The topic: `Emoji | # | Display Name | Type`, in full (M72); a subject that staff gave follows as a fifth part (A7).
pub fn topic(ticket: &Ticket, ticket_type: &TicketType) -> String {
    let emoji = ticket_type.emoji.as_deref().unwrap_or("🎫");
    let mut words =
        format!("{emoji} | #{} | {} | {}", ticket.key.number, ticket.opener.name, ticket_type.name);
    if ticket.is_renamed() {
        words = format!("{words} | {}", ticket.subject);
    }
    cut(&printable(&words), MAX_TOPIC)
}

fn slug(words: &str) -> String {
    let mut name = String::with_capacity(words.len());
    for c in words.chars().flat_map(char::to_lowercase) {
        if c.is_alphanumeric() || c == '_' {
            name.push(c);
        } else if (c.is_whitespace() || c.is_ascii_punctuation()) && !name.ends_with('-') {
            name.push('-');
        }
    }
    name.trim_matches('-').to_owned()
}

fn printable(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect::<String>().trim().to_owned()
}

/// Cuts after so many UTF-16 units, the stricter of the two ways Discord might count.
fn cut(text: &str, most: usize) -> String {
    let mut units = 0;
    text.chars()
        .take_while(|c| {
            units += c.len_utf16();
            units <= most
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::is_emoji;

    // Proves: M29
    #[test]
    fn an_emoji_is_one() {
        for text in [
            "🛠",
            "🛠️",
            "👩‍🚀",
            "👍🏽",
            "🇩🇪",
            "1️⃣",
            "🏴󠁧󠁢󠁳󠁣󠁴󠁿",
            "☎️",
            "✅",
            "®",
            "<:wave:123456789012345678>",
            "<a:go_go:1>",
        ] {
            assert!(is_emoji(text), "{text}");
        }
        for text in [
            "",
            "a",
            "tools",
            "🛠 tools",
            "🛠🛠",
            ":tools:",
            "<:wave:x>",
            "<wave:1>",
            "1",
            "🇩🇪🇫🇷",
            "\u{fe0f}",
            "\u{200d}",
        ] {
            assert!(!is_emoji(text), "{text}");
        }
    }
}
