//! Things in angle brackets, addresses, and emoji.

use super::{Event, Parsed, Span};
use crate::model::Id;

/// Longest thing in angle brackets that is not an address.
const TOKEN_LIMIT: usize = 128;
/// Longest address that becomes a link.
const URL_LIMIT: usize = 2_048;

/// A thing in angle brackets beginning at `at`, and where it ends.
pub(super) enum Angle {
    Event(Event, usize),
    Link(Span, usize),
}

pub(super) fn angle(text: &str, at: usize, end: usize) -> Option<Angle> {
    let rest = text.as_bytes().get(at + 1..end)?;
    let limit = if starts_link(rest) { URL_LIMIT } else { TOKEN_LIMIT };
    let close = rest.iter().take(limit).position(|b| matches!(b, b'>' | b'<' | b'\n'))?;
    if rest[close] != b'>' {
        return None;
    }
    let inner = at + 1..at + 1 + close;
    let after = inner.end + 1;
    let s = text.get(inner.clone())?;
    if crate::html::safe_href(s).is_some() && !s.contains(char::is_whitespace) {
        return Some(Angle::Link(inner, after));
    }
    let event = match s.as_bytes() {
        [b'@', b'&', ..] => Event::Role(snowflake(&s[2..])?),
        [b'@', b'!', ..] => Event::User(snowflake(&s[2..])?),
        [b'@', ..] => Event::User(snowflake(&s[1..])?),
        [b'#', ..] => Event::Channel(snowflake(&s[1..])?),
        [b'/', ..] => {
            let (name, id) = s[1..].rsplit_once(':')?;
            snowflake(id).filter(|_| !name.trim().is_empty())?;
            Event::Command(inner.start + 1..inner.start + 1 + name.len())
        }
        [b't', b':', ..] => timestamp(&s[2..])?,
        [b'i', b'd', b':', ..] => {
            let word = s[3..].split(':').next().unwrap_or_default();
            if !matches!(word, "customize" | "browse" | "guide" | "linked-roles" | "home") {
                return None;
            }
            Event::Guild(inner.start + 3..inner.start + 3 + word.len())
        }
        [b'a', b':', ..] => emoji(s, 2, inner.start, true)?,
        [b':', ..] => emoji(s, 1, inner.start, false)?,
        _ => return None,
    };
    Some(Angle::Event(event, after))
}

fn starts_link(rest: &[u8]) -> bool {
    rest.starts_with(b"http") || rest.starts_with(b"mailto:") || rest.starts_with(b"discord:")
}

fn snowflake(s: &str) -> Option<Id> {
    let digits = (15..=20).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    s.parse().ok().filter(|_| digits).map(Id)
}

fn timestamp(s: &str) -> Option<Event> {
    let (seconds, style) = match s.split_once(':') {
        Some((seconds, style)) => (seconds, style.chars().next().filter(|c| style.len() == c.len_utf8())?),
        None => (s, 'f'),
    };
    let seconds: i64 = seconds.parse().ok()?;
    jiff::Timestamp::from_second(seconds).ok()?;
    "tTdDfFsSR".contains(style).then_some(Event::Time { seconds, style })
}

fn emoji(s: &str, skip: usize, offset: usize, animated: bool) -> Option<Event> {
    let (name, id) = s[skip..].split_once(':')?;
    let valid =
        (1..=32).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    let id = snowflake(id).filter(|_| valid)?;
    let from = offset + skip;
    Some(Event::Emoji { name: from..from + name.len(), id, animated })
}

/// The end of a bare address beginning at `at`, without the signs that belong to the sentence.
pub(super) fn bare_url(text: &str, at: usize, end: usize) -> Option<usize> {
    let rest = &text[at..end];
    let scheme = ["https://", "http://"].into_iter().find(|s| rest.starts_with(s))?;
    rest[scheme.len()..].chars().next().filter(|c| c.is_alphanumeric() || *c == '[')?;
    let stop = rest
        .char_indices()
        .take_while(|(i, c)| *i < URL_LIMIT && !c.is_whitespace() && !matches!(c, '<' | '`' | '"'))
        .last()
        .map_or(0, |(i, c)| i + c.len_utf8());
    let mut url = &rest[..stop];
    let opened = url.bytes().filter(|b| *b == b'(').count();
    let mut closed = url.bytes().filter(|b| *b == b')').count();
    while let Some(last) = url.chars().next_back() {
        let drop = match last {
            ')' => closed > opened,
            '.' | ',' | ':' | ';' | '\'' | ']' | '!' | '?' => true,
            _ => false,
        };
        if !drop {
            break;
        }
        closed -= usize::from(last == ')');
        url = &url[..url.len() - last.len_utf8()];
    }
    (url.len() > scheme.len() && crate::html::safe_href(url).is_some()).then_some(at + url.len())
}

/// The target of a masked link whose `(` stands at `at`: the address, and where the link ends.
pub(super) fn target(text: &str, at: usize, end: usize) -> Option<(Span, usize)> {
    let bytes = text.as_bytes();
    let mut from = at + 1;
    let bracketed = from < end && bytes[from] == b'<';
    from += usize::from(bracketed);
    let mut depth = 0u32;
    let mut to = from;
    while to < end && to - from < URL_LIMIT {
        match bytes[to] {
            b'>' if bracketed => break,
            b'(' => depth += 1,
            b')' if depth == 0 && !bracketed => break,
            b')' => depth = depth.saturating_sub(1),
            b' ' | b'\n' | b'\t' => break,
            _ => {}
        }
        to += 1;
    }
    let url = from..to;
    let mut after = to + usize::from(bracketed);
    if bytes.get(after) == Some(&b' ') {
        after = title(bytes, after, end)?;
    }
    (after < end && bytes[after] == b')').then_some(())?;
    crate::html::safe_href(text.get(url.clone())?)?;
    Some((url, after + 1))
}

/// Skips the quoted title of a masked link.
fn title(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    if bytes.get(at + 1) != Some(&b'"') {
        return None;
    }
    let limit = end.min(at + 2 + URL_LIMIT);
    let close = bytes.get(at + 2..limit)?.iter().position(|b| matches!(b, b'"' | b'\n'))?;
    (bytes[at + 2 + close] == b'"').then_some(at + 3 + close)
}

/// Whether a message is nothing but a few emoji, which Discord shows large. At most 30.
#[must_use]
pub fn is_jumbo(parsed: &Parsed) -> bool {
    let mut count = 0usize;
    for event in parsed.events() {
        match event {
            Event::Emoji { .. } => count += 1,
            Event::Text(span) => {
                for c in parsed.str(span).chars().filter(|c| !c.is_whitespace()) {
                    match emoji_part(c) {
                        Some(n) => count += n,
                        None => return false,
                    }
                }
            }
            _ => return false,
        }
        if count > 60 {
            return false;
        }
    }
    (1..=30).contains(&count)
}

/// How much a character adds to the number of emoji: nothing for joiners and modifiers, `None` for other characters.
fn emoji_part(c: char) -> Option<usize> {
    match u32::from(c) {
        0x200D | 0xFE0F | 0x20E3 | 0x1F3FB..=0x1F3FF | 0xE0020..=0xE007F => Some(0),
        0x1F1E6..=0x1FAFF
        | 0x2600..=0x27BF
        | 0x2B05..=0x2B55
        | 0x2190..=0x21FF
        | 0x2300..=0x23FF
        | 0x25AA..=0x25FE => Some(1),
        0x203C | 0x2049 | 0x2934 | 0x2935 | 0x3030 | 0x303D | 0x3297 | 0x3299 | 0x1F004 | 0x1F0CF => Some(1),
        _ => None,
    }
}
