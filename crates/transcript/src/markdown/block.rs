//! Lines: quotes, headings, subtext, lists, and the text between them.

use super::inline::{self, fence_end};
use super::{Event, Span, Tag};

/// A part of the text, quoted or not.
pub(super) struct Segment {
    span: Span,
    quoted: bool,
}

/// Lists inside lists are recognised to this depth, as in Discord's client.
const LIST_DEPTH: usize = 11;

/// Splits off quotes. Their text without the marks is appended to `text`, so that a style may go over several quoted lines.
pub(super) fn segments(text: &mut String) -> Vec<Segment> {
    let end = text.len();
    if !text.starts_with('>') && !text.contains("\n>") {
        return vec![Segment { span: 0..end, quoted: false }];
    }
    let (mut out, mut quotes) = (Vec::new(), String::new());
    let (mut at, mut plain_from) = (0, 0);
    let mut fences_left = true;
    while at < end {
        let line_end = line_end(text, at, end);
        let line = &text[at..line_end];
        if let Some(rest) = line.strip_prefix(">>> ") {
            push_plain(&mut out, plain_from, at);
            let from = quotes.len();
            quotes.push_str(rest);
            quotes.push_str(&text[line_end..end]);
            out.push(Segment { span: end + from..end + quotes.len(), quoted: true });
            (at, plain_from) = (end, end);
        } else if is_quote(line) {
            push_plain(&mut out, plain_from, at);
            let from = quotes.len();
            while at < end && is_quote(&text[at..self::line_end(text, at, end)]) {
                let stop = self::line_end(text, at, end);
                quotes.push_str(text[at + 1..stop].trim_start_matches(' '));
                quotes.push('\n');
                at = (stop + 1).min(end);
            }
            out.push(Segment { span: end + from..end + quotes.len() - 1, quoted: true });
            plain_from = at;
        } else {
            at = skip_line(text, at, end, &mut fences_left);
        }
    }
    push_plain(&mut out, plain_from, end);
    text.push_str(&quotes);
    out
}

fn is_quote(line: &str) -> bool {
    line.starts_with("> ") || line == ">"
}

fn push_plain(out: &mut Vec<Segment>, from: usize, to: usize) {
    if from < to {
        out.push(Segment { span: from..to, quoted: false });
    }
}

fn line_end(text: &str, at: usize, end: usize) -> usize {
    text[at..end].find('\n').map_or(end, |n| at + n)
}

/// The start of the next line that does not lie within a code block begun on this one.
fn skip_line(text: &str, at: usize, end: usize, fences_left: &mut bool) -> usize {
    let mut from = at;
    let mut stop = line_end(text, at, end);
    loop {
        let fence = if *fences_left { text[from..stop].find("```").map(|n| from + n) } else { None };
        let Some(fence) = fence else { return (stop + 1).min(end) };
        match fence_end(text, fence, end) {
            Some(after) => from = after,
            None => *fences_left = false,
        }
        if from > stop {
            stop = line_end(text, from, end);
        }
    }
}

/// Emits the events of one segment.
pub(super) fn run(text: &str, segment: &Segment, out: &mut Vec<Event>) {
    if segment.quoted {
        out.push(Event::Open(Tag::Quote));
    }
    blocks(text, segment.span.clone(), out);
    if segment.quoted {
        out.push(Event::Close(Tag::Quote));
    }
}

fn blocks(text: &str, span: Span, out: &mut Vec<Event>) {
    let Span { start: mut at, end } = span;
    let mut paragraph = at;
    let mut fences_left = true;
    let flush = |from: usize, to: usize, out: &mut Vec<Event>| {
        // The line break before a block belongs to the block.
        let to = if text[from..to].ends_with('\n') { to - 1 } else { to };
        if from < to {
            inline::run(text, from..to, out);
        }
    };
    while at < end {
        let stop = line_end(text, at, end);
        let line = &text[at..stop];
        if let Some((tag, skip)) = heading(line) {
            flush(paragraph, at, out);
            out.push(Event::Open(tag.clone()));
            inline::run(text, at + skip..stop, out);
            out.push(Event::Close(tag));
        } else if marker(line).is_some() {
            flush(paragraph, at, out);
            at = list(text, at, end, out);
            paragraph = at;
            continue;
        } else {
            at = skip_line(text, at, end, &mut fences_left);
            continue;
        }
        at = (stop + 1).min(end);
        paragraph = at;
    }
    // What stands last keeps its line breaks, except when nothing but the end follows.
    flush(paragraph, end, out);
}

fn heading(line: &str) -> Option<(Tag, usize)> {
    if let Some(rest) = line.strip_prefix("-# ") {
        return (!rest.trim().is_empty()).then(|| (Tag::Subtext, line.len() - rest.trim_start().len()));
    }
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let rest = line.get(level..).filter(|_| (1..=3).contains(&level))?.strip_prefix(' ')?;
    #[allow(clippy::cast_possible_truncation)]
    (!rest.trim().is_empty()).then(|| (Tag::Heading(level as u8), line.len() - rest.trim_start().len()))
}

/// Indentation, number, and where the text begins, if the line is an item of a list.
fn marker(line: &str) -> Option<(usize, Option<u32>, usize)> {
    let indent = line.bytes().take_while(|b| *b == b' ').count();
    let rest = &line[indent..];
    let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
    let (number, width) = if digits > 0 && digits <= 9 {
        (rest[..digits].parse().ok(), digits)
    } else if rest.starts_with(['-', '*']) {
        (None, 0)
    } else {
        return None;
    };
    let after = match rest.as_bytes().get(width) {
        Some(b'.') if number.is_some() => &rest[width + 1..],
        Some(b'-' | b'*') if number.is_none() => &rest[1..],
        _ => return None,
    };
    let text = after.strip_prefix(' ')?;
    (!text.trim().is_empty()).then(|| (indent, number, line.len() - text.trim_start().len()))
}

/// A list from `at`; returns where it ends.
fn list(text: &str, mut at: usize, end: usize, out: &mut Vec<Event>) -> usize {
    // Open lists: indentation and kind. Every open list has an open item.
    let mut open: Vec<(usize, Option<u32>)> = Vec::new();
    while at < end {
        let stop = line_end(text, at, end);
        let line = &text[at..stop];
        let indent = line.bytes().take_while(|b| *b == b' ').count();
        let Some((indent, number, skip)) = marker(line) else {
            let deepest = open.last().map_or(0, |(indent, _)| *indent);
            if open.is_empty() || indent <= deepest || indent == line.len() {
                break;
            }
            inline::run(text, at.max(1) - 1..at, out);
            inline::run(text, at + indent..stop, out);
            at = (stop + 1).min(end);
            continue;
        };
        while open.len() > 1 && open.last().is_some_and(|(deep, _)| indent < *deep) {
            close_list(&mut open, out);
        }
        match open.last() {
            Some((deep, _)) if indent <= deep + 1 || open.len() == LIST_DEPTH => {
                out.push(Event::Close(Tag::Item));
            }
            _ => {
                out.push(Event::Open(Tag::List(number)));
                open.push((indent, number));
            }
        }
        out.push(Event::Open(Tag::Item));
        inline::run(text, at + skip..stop, out);
        at = (stop + 1).min(end);
    }
    while !open.is_empty() {
        close_list(&mut open, out);
    }
    at
}

fn close_list(open: &mut Vec<(usize, Option<u32>)>, out: &mut Vec<Event>) {
    if let Some((_, number)) = open.pop() {
        out.push(Event::Close(Tag::Item));
        out.push(Event::Close(Tag::List(number)));
    }
}
