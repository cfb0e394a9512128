//! Names of channels and threads, and topics.

use crate::{Ticket, TicketType};

/// Characters of a channel or thread name (Discord: resources/channel).
pub const MAX_NAME: usize = 100;
/// Characters of a channel topic (Discord: resources/channel).
pub const MAX_TOPIC: usize = 1024;

/// The name of a text channel: type emoji, number, member's display name and type (M71), as Discord would spell it (M73).
///
/// Discord lowers letters and puts dashes for spaces in text channel names; spelling it so from the start keeps the wanted and the
/// actual name comparable. The number survives any cut.
pub fn channel_name(ticket: &Ticket, ticket_type: &TicketType) -> String {
    let emoji = ticket_type.emoji.as_deref().unwrap_or_default();
    let words = format!("{}-{}-{}", ticket.key.number, ticket.opener.name, ticket_type.name);
    let name = format!("{emoji}{}", slug(&words));
    cut(&name, MAX_NAME).trim_end_matches('-').to_owned()
}

/// The name of a thread: the same parts, with Discord's freedom for threads.
pub fn thread_name(ticket: &Ticket, ticket_type: &TicketType) -> String {
    let parts = [
        ticket_type.emoji.as_deref().unwrap_or_default(),
        &format!("#{}", ticket.key.number),
        &ticket.opener.name,
    ];
    let words: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    cut(&printable(&format!("{} · {}", words.join(" "), ticket_type.name)), MAX_NAME)
}

/// The topic: `Emoji | # | Display Name | Type`, in full (M72).
pub fn topic(ticket: &Ticket, ticket_type: &TicketType) -> String {
    let emoji = ticket_type.emoji.as_deref().unwrap_or("🎫");
    cut(
        &printable(&format!(
            "{emoji} | #{} | {} | {}",
            ticket.key.number, ticket.opener.name, ticket_type.name
        )),
        MAX_TOPIC,
    )
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
