//! Text from members, documents and models is not trusted. Here it is made harmless before it is read, sent or shown.

use std::collections::BTreeSet;
use url::Url;

/// Characters of an answer as posted: Discord takes 2,000 (Discord: "Create Message"), and citations and the note that it is automatic
/// need room.
pub const ANSWER_CHARS: usize = 1_400;

/// Without what nobody sees: control characters but line breaks, zero-width and direction marks, the "tag" characters in which
/// instructions are smuggled.
pub fn visible(text: &str) -> String {
    text.chars().filter(|character| !hidden(*character)).collect()
}

fn hidden(character: char) -> bool {
    (character.is_control() && character != '\n')
        || matches!(character,
            '\u{00ad}' | '\u{034f}' | '\u{061c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180e}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}')
}

/// One line of at most so many characters.
pub fn line(text: &str, chars: usize) -> String {
    let words = visible(&text.replace(['\n', '\r', '\t'], " "));
    cut(words.split_whitespace().collect::<Vec<_>>().join(" ").as_str(), chars)
}

/// At most so many characters, cut between words and marked with an ellipsis.
pub fn cut(text: &str, chars: usize) -> String {
    if text.chars().count() <= chars {
        return text.to_owned();
    }
    format!("{}…", split(text, chars.saturating_sub(1)).0.trim_end())
}

/// Parts the text after at most so many characters, between lines or words if there are any.
pub fn split(text: &str, chars: usize) -> (&str, &str) {
    let Some((limit, _)) = text.char_indices().nth(chars.max(1)) else {
        return (text, "");
    };
    let head = &text[..limit];
    let after = |at: usize| at > limit / 2;
    let line = head.rfind('\n').filter(|at| after(*at));
    let word = head.rfind(char::is_whitespace).filter(|at| after(*at));
    text.split_at(line.or(word).unwrap_or(limit))
}

/// What a model wrote, fit to be posted: visible characters, no mention, no heading, links only to hosts that the knowledge base links to,
/// at most [`ANSWER_CHARS`]. (The message itself also goes out with no mentions allowed.)
pub fn answer(text: &str, hosts: &BTreeSet<String>) -> String {
    // Both ways: taking a link apart may put a mention together.
    let text = without_mentions(&visible(&cut(text, 4 * ANSWER_CHARS)));
    let text = without_mentions(&links(&text, hosts));
    let lines: Vec<&str> =
        text.lines().map(|line| line.trim_end()).map(|line| unheaded(line).unwrap_or(line)).collect();
    cut(lines.join("\n").trim(), ANSWER_CHARS)
}

/// A line that would be large, or small print such as only Guildhall itself writes, becomes an ordinary one.
fn unheaded(line: &str) -> Option<&str> {
    let start = line.trim_start();
    let marks = start.trim_start_matches(['#', '-']);
    let taken = &start[..start.len() - marks.len()];
    (taken.contains('#') && marks.starts_with(' ')).then(|| marks.trim_start())
}

/// Without `<@…>`, `<#…>`, `</…>`, `<id:…>`; `@everyone` loses its sign.
fn without_mentions(text: &str) -> String {
    let mut rest = text;
    let mut out = String::with_capacity(text.len());
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        let tail = &rest[at..];
        let mention = ["<@", "<#", "</", "<id:"].iter().any(|start| tail.starts_with(start));
        match (mention, tail.find('>')) {
            (true, Some(end)) if end <= 120 => rest = &tail[end + 1..],
            _ => {
                out.push('<');
                rest = &tail[1..];
            }
        }
    }
    out.push_str(rest);
    strip_everyone(out)
}

/// Taking one away may put together another, hence the loop; each turn makes the text shorter.
fn strip_everyone(mut text: String) -> String {
    loop {
        let lower = text.to_ascii_lowercase();
        let Some(at) = ["@everyone", "@here", "<@", "@&", "@!"].iter().find_map(|word| lower.find(word))
        else {
            return text;
        };
        let sign = if lower[at..].starts_with('<') { at + 1 } else { at };
        text.remove(sign);
    }
}

/// Every address whose host is not known is put between backticks, where Discord makes no link of it; `[words](address)` becomes words and
/// address, so that nobody is led to a place other than the one that is named.
fn links(text: &str, hosts: &BTreeSet<String>) -> String {
    let text = unmasked(text);
    let mut out = String::with_capacity(text.len());
    for piece in text.split_inclusive(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '`' | '"' | '|'))
    {
        let end = piece.trim_end_matches(|c: char| {
            c.is_whitespace()
                || matches!(c, '<' | '>' | '`' | '"' | '|' | ')' | '.' | ',' | ';' | '!' | '*' | '_')
        });
        let (word, tail) = piece.split_at(end.len());
        let start = word.trim_start_matches(['(', '[', '*', '_', '\'']);
        let lead = &word[..word.len() - start.len()];
        out.push_str(lead);
        match address(start, hosts) {
            Address::None | Address::Known => out.push_str(start),
            Address::Unknown => {
                let shown = start.split_once("://").map_or(start, |(_, shown)| shown);
                out.push('`');
                out.push_str(&shown.replace("://", " "));
                out.push('`');
            }
        }
        out.push_str(tail);
    }
    out
}

enum Address {
    None,
    Known,
    Unknown,
}

fn address(word: &str, hosts: &BTreeSet<String>) -> Address {
    let lower = word.to_ascii_lowercase();
    let invite = ["discord.gg/", "discord.com/invite", "discordapp.com/invite", "dsc.gg/"];
    if !lower.contains("://") && !lower.contains("mailto:") {
        return if invite.iter().any(|start| lower.contains(start)) {
            Address::Unknown
        } else {
            Address::None
        };
    }
    let known = Url::parse(word).ok().filter(|url| {
        matches!(url.scheme(), "http" | "https")
            && word.matches("://").count() == 1
            && url.username().is_empty()
            && url.password().is_none()
            && url.host_str().is_some_and(|host| hosts.contains(host))
    });
    if known.is_some() { Address::Known } else { Address::Unknown }
}

/// `[words](address)` and `![words](address)` as `words address`.
fn unmasked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("](") {
        let (before, after) = (&rest[..at], &rest[at + 2..]);
        match before.rfind('[') {
            Some(open) if !before[open..].contains('\n') => {
                out.push_str(before[..open].trim_end_matches('!'));
                out.push_str(&before[open + 1..]);
            }
            _ => out.push_str(before),
        }
        let end = after.find([')', '\n']).unwrap_or(after.len());
        out.push(' ');
        out.push_str(after[..end].split_whitespace().next().unwrap_or("").trim_matches(['<', '>']));
        rest = after[end..].strip_prefix(')').unwrap_or(&after[end..]);
        if rest.starts_with(|c: char| c.is_alphanumeric()) {
            out.push(' ');
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
#[path = "clean_tests.rs"]
mod tests;
