//! Within lines: styles, code, links, mentions.
//!
//! One walk over the text. A style's opening mark is pushed as an event at once and remembered; when its closing mark
//! comes it is valid, when the text ends it is turned into plain text. As each style is open at most once, and a failed
//! search for a code mark is remembered, the time is linear.

use super::style::{Opened, Style};
use super::token::{self, Angle};
use super::{Event, Span, Tag};

/// Runs of backticks up to this length can be code; longer ones are text.
const TICKS: usize = 8;

/// Parses one stretch of text.
pub(super) fn run(text: &str, span: Span, out: &mut Vec<Event>) {
    Inline::new(text, span, false, out).walk();
}

/// Where a code block ends whose "```" stands at `at`.
pub(super) fn fence_end(text: &str, at: usize, end: usize) -> Option<usize> {
    let inside = at + 3;
    // At least one character of code; more than three closing marks belong to the end.
    let first = text.get(inside..end)?.char_indices().nth(1).map(|(i, _)| inside + i)?;
    text[first..end].find("```").map(|n| first + n + 3)
}

pub(super) struct Inline<'t, 'o> {
    pub(super) text: &'t str,
    pub(super) bytes: &'t [u8],
    pub(super) at: usize,
    pub(super) end: usize,
    pub(super) start: usize,
    /// Start of the plain text not yet emitted.
    pub(super) plain: usize,
    in_link: bool,
    pub(super) open: Vec<Opened>,
    /// Lengths of backtick runs known to have no partner further on.
    no_tick: [bool; TICKS + 1],
    /// For each `[` its `]`, made when first needed.
    brackets: Option<Vec<(usize, usize)>>,
    pub(super) out: &'o mut Vec<Event>,
}

impl<'t, 'o> Inline<'t, 'o> {
    fn new(text: &'t str, span: Span, in_link: bool, out: &'o mut Vec<Event>) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            at: span.start,
            start: span.start,
            end: span.end,
            plain: span.start,
            in_link,
            open: Vec::new(),
            no_tick: [false; TICKS + 1],
            brackets: None,
            out,
        }
    }

    fn walk(mut self) {
        while self.at < self.end {
            match self.bytes[self.at] {
                b'\\' => self.escape(),
                b'`' => self.ticks(),
                b'*' => self.stars(),
                b'_' => self.scores(),
                b'~' if self.next_is(b'~') => self.pair(Style::Strike),
                b'|' if self.next_is(b'|') && !self.in_link => self.pair(Style::Spoiler),
                b'<' => self.angle(),
                b'[' if !self.in_link => self.masked(),
                b'h' if !self.in_link => self.bare(),
                b'@' => self.everyone(),
                _ => self.at += 1,
            }
        }
        self.flush(self.end);
        while let Some(opened) = self.open.pop() {
            self.give_up(&opened);
        }
    }

    fn next_is(&self, byte: u8) -> bool {
        self.at + 1 < self.end && self.bytes[self.at + 1] == byte
    }

    /// Emits plain text up to `to`.
    pub(super) fn flush(&mut self, to: usize) {
        if self.plain < to {
            self.out.push(Event::Text(self.plain..to));
        }
    }

    /// Emits `event` and goes on behind it.
    fn emit(&mut self, event: Event, after: usize) {
        self.flush(self.at);
        self.out.push(event);
        self.at = after;
        self.plain = after;
    }

    fn escape(&mut self) {
        let escaped =
            self.bytes.get(self.at + 1).is_some_and(u8::is_ascii_punctuation) && self.at + 1 < self.end;
        if !escaped {
            self.at += 1;
            return;
        }
        // The shrug keeps its arm, as in Discord's client.
        if self.text[..self.at].ends_with('¯') && self.text[self.at..].starts_with("\\_(ツ)_/¯") {
            self.at += "\\_(ツ)_/¯".len();
            return;
        }
        self.flush(self.at);
        self.plain = self.at + 1;
        self.at += 2;
    }

    fn ticks(&mut self) {
        let run = self.bytes[self.at..self.end].iter().take_while(|b| **b == b'`').count();
        if run > TICKS {
            self.at += run;
            return;
        }
        if run >= 3 && !self.in_link && !self.no_tick[3] {
            if let Some(after) = fence_end(self.text, self.at, self.end) {
                return self.fence(after);
            }
            self.no_tick[3] = true;
        }
        if !self.no_tick[run] {
            let from = self.at + run;
            let mut to = from;
            while to < self.end {
                if self.bytes[to] != b'`' {
                    to += 1;
                    continue;
                }
                let close = self.bytes[to..self.end].iter().take_while(|b| **b == b'`').count();
                if close == run {
                    let code = trim_one(self.text, from..to);
                    return self.emit(Event::Code(code), to + run);
                }
                to += close;
            }
            self.no_tick[run] = true;
        }
        self.at += run;
    }

    fn fence(&mut self, after: usize) {
        let inside = self.at + 3..after - 3;
        let body = &self.text[inside.clone()];
        let word = body
            .bytes()
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.' | b'#' | b'_'))
            .count();
        let (language, code) = match body[word..].strip_prefix('\n') {
            Some(code) if !code.trim().is_empty() => (word, inside.end - code.len()),
            _ => (0, inside.start),
        };
        let skipped =
            self.text[code..inside.end].len() - self.text[code..inside.end].trim_start_matches('\n').len();
        let code =
            (code + skipped)..inside.end - usize::from(self.text[code + skipped..inside.end].ends_with('\n'));
        let mut next = after;
        if next < self.end && self.bytes[next] == b'\n' {
            next += 1;
        }
        if self.at > self.plain && self.bytes[self.at - 1] == b'\n' {
            self.flush(self.at - 1);
            self.plain = self.at;
        }
        self.emit(Event::CodeBlock { language: inside.start..inside.start + language, code }, next);
    }

    fn angle(&mut self) {
        match token::angle(self.text, self.at, self.end) {
            Some(Angle::Event(event, after)) => self.emit(event, after),
            Some(Angle::Link(url, after)) if !self.in_link => self.link(url.clone(), url, after),
            _ => self.at += 1,
        }
    }

    fn link(&mut self, url: Span, shown: Span, after: usize) {
        self.flush(self.at);
        self.out.push(Event::Open(Tag::Link(url.clone())));
        self.out.push(Event::Text(shown));
        self.out.push(Event::Close(Tag::Link(url)));
        self.at = after;
        self.plain = after;
    }

    fn bare(&mut self) {
        if !self.text[self.at..self.end].starts_with("http") {
            self.at += 1;
            return;
        }
        let Some(mut after) = token::bare_url(self.text, self.at, self.end) else {
            self.at += 4;
            return;
        };
        // Marks at the end that close something open are not part of the address.
        if self.is_open(Style::Spoiler)
            && let Some(bars) = self.text[self.at..after].find("||")
        {
            after = self.at + bars;
        }
        for (mark, style) in [
            ("**", Style::Strong),
            ("__", Style::Underline),
            ("~~", Style::Strike),
            ("*", Style::Star),
            ("_", Style::Score),
        ] {
            if self.is_open(style) && self.text[self.at..after].ends_with(mark) {
                after -= mark.len();
            }
        }
        if crate::html::safe_href(&self.text[self.at..after]).is_none() {
            self.at += 4;
            return;
        }
        self.link(self.at..after, self.at..after, after);
    }

    fn masked(&mut self) {
        let (text, end) = (self.text, self.end);
        let from = self.at;
        let pairs = self.brackets.get_or_insert_with(|| bracket_pairs(text.as_bytes(), from, end));
        let close = pairs.binary_search_by_key(&from, |p| p.0).ok().map(|i| pairs[i].1);
        let link = close
            .filter(|close| close + 1 < end && self.bytes[close + 1] == b'(')
            .filter(|close| !text[from + 1..*close].trim().is_empty())
            .and_then(|close| Some((close, token::target(text, close + 1, end)?)));
        let Some((close, (url, after))) = link else {
            self.at += 1;
            return;
        };
        self.flush(from);
        self.out.push(Event::Open(Tag::Link(url.clone())));
        Inline::new(text, from + 1..close, true, self.out).walk();
        self.out.push(Event::Close(Tag::Link(url)));
        self.at = after;
        self.plain = after;
    }

    fn everyone(&mut self) {
        let rest = &self.text[self.at..self.end];
        match ["@everyone", "@here"].into_iter().find(|word| rest.starts_with(word)) {
            Some(word) => self.emit(Event::Everyone(self.at..self.at + word.len()), self.at + word.len()),
            None => self.at += 1,
        }
    }
}

/// Every `[` with its `]`, in order of the `[`.
fn bracket_pairs(bytes: &[u8], from: usize, end: usize) -> Vec<(usize, usize)> {
    let (mut stack, mut pairs) = (Vec::new(), Vec::new());
    let mut at = from;
    while at < end {
        match bytes[at] {
            b'\\' => at += 1,
            b'[' => stack.push(at),
            b']' => pairs.extend(stack.pop().map(|open| (open, at))),
            _ => {}
        }
        at += 1;
    }
    pairs.sort_unstable();
    pairs
}

/// Code that begins or ends with a backtick is written with a space beside it, which is not shown.
fn trim_one(text: &str, span: Span) -> Span {
    let code = &text[span.clone()];
    let start = usize::from(code.starts_with(" `"));
    let end = usize::from(code.ends_with("` ") && code.len() > 2);
    span.start + start..span.end - end
}
