//! Within lines: styles, code, links, mentions.
//!
//! One walk over the text. A style's opening mark is pushed as an event at once and remembered; when its closing mark
//! comes it is valid, when the text ends it is turned into plain text. As each style is open at most once, and a failed
//! search for a code mark is remembered, the time is linear.

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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Style {
    Star,
    Score,
    Strong,
    Underline,
    Strike,
    Spoiler,
}

impl Style {
    fn tag(self) -> Tag {
        match self {
            Self::Star | Self::Score => Tag::Emphasis,
            Self::Strong => Tag::Strong,
            Self::Underline => Tag::Underline,
            Self::Strike => Tag::Strike,
            Self::Spoiler => Tag::Spoiler,
        }
    }

    fn width(self) -> usize {
        if matches!(self, Self::Star | Self::Score) { 1 } else { 2 }
    }
}

/// A style that was opened: which, the index of its event, and where its mark stands.
struct Opened {
    style: Style,
    event: usize,
    at: usize,
}

struct Inline<'t, 'o> {
    text: &'t str,
    bytes: &'t [u8],
    at: usize,
    end: usize,
    start: usize,
    /// Start of the plain text not yet emitted.
    plain: usize,
    in_link: bool,
    open: Vec<Opened>,
    /// Lengths of backtick runs known to have no partner further on.
    no_tick: [bool; TICKS + 1],
    /// For each `[` its `]`, made when first needed.
    brackets: Option<Vec<(usize, usize)>>,
    out: &'o mut Vec<Event>,
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
    fn flush(&mut self, to: usize) {
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

    fn stars(&mut self) {
        let run = self.bytes[self.at..self.end].iter().take_while(|b| **b == b'*').count();
        let after = self.at + run;
        let can_open = after < self.end && !self.bytes[after].is_ascii_whitespace();
        let can_close = self.at > self.start && !self.bytes[self.at - 1].is_ascii_whitespace();
        let mut left = run;
        while left > 0 {
            let inner = self
                .open
                .iter()
                .rev()
                .find(|o| matches!(o.style, Style::Star | Style::Strong))
                .map(|o| o.style);
            let star_open = self.is_open(Style::Star);
            let strong_open = self.is_open(Style::Strong);
            if left >= 2 && strong_open && (inner == Some(Style::Strong) || left == 2) {
                self.close(Style::Strong);
                left -= 2;
            } else if star_open && can_close && left != 2 {
                self.close(Style::Star);
                left -= 1;
            } else if left == 2 && !strong_open && after < self.end {
                self.start_style(Style::Strong);
                left -= 2;
            } else if can_open && !star_open && (left == 1 || (left == 3 && !strong_open)) {
                self.start_style(Style::Star);
                left -= 1;
            } else {
                let skip = if left > 3 { left - 3 } else { left };
                self.at += skip;
                left -= skip;
            }
        }
    }

    fn scores(&mut self) {
        let run = self.bytes[self.at..self.end].iter().take_while(|b| **b == b'_').count();
        let word_before =
            self.text[self.start..self.at].chars().next_back().is_some_and(char::is_alphanumeric);
        let word_after = self.text[self.at + run..self.end].chars().next().is_some_and(char::is_alphanumeric);
        let mut left = run;
        while left > 0 {
            let inner = self
                .open
                .iter()
                .rev()
                .find(|o| matches!(o.style, Style::Score | Style::Underline))
                .map(|o| o.style);
            if left >= 2 && self.is_open(Style::Underline) && (left == 2 || inner == Some(Style::Underline)) {
                self.close(Style::Underline);
                left -= 2;
            } else if left != 2 && self.is_open(Style::Score) && !word_after {
                self.close(Style::Score);
                left -= 1;
            } else if left == 2 && !self.is_open(Style::Underline) && self.at + 2 < self.end {
                self.start_style(Style::Underline);
                left -= 2;
            } else if (left == 1 || left == 3) && !self.is_open(Style::Score) && !word_before && word_after {
                self.start_style(Style::Score);
                left -= 1;
            } else {
                let skip = if left > 3 { left - 3 } else { left };
                self.at += skip;
                left -= skip;
            }
        }
    }

    fn pair(&mut self, style: Style) {
        if self.is_open(style) {
            self.close(style);
        } else {
            self.start_style(style);
        }
    }

    fn is_open(&self, style: Style) -> bool {
        self.open.iter().any(|o| o.style == style)
    }

    fn start_style(&mut self, style: Style) {
        let event = {
            self.flush(self.at);
            self.out.len()
        };
        self.out.push(Event::Open(style.tag()));
        self.open.push(Opened { style, event, at: self.at });
        self.at += style.width();
        self.plain = self.at;
    }

    fn close(&mut self, style: Style) {
        let Some(mut index) = self.open.iter().rposition(|o| o.style == style) else { return };
        // `***a* b**`: the marks stood together, so they may be read in the other order.
        if let Some(next) = self.open.get(index + 1)
            && matches!((style, next.style), (Style::Star, Style::Strong) | (Style::Score, Style::Underline))
            && next.event == self.open[index].event + 1
        {
            self.swap(index);
            index += 1;
        }
        let empty = self.open[index].at + style.width() == self.at;
        for opened in self.open.drain(index + 1..).collect::<Vec<_>>() {
            self.give_up(&opened);
        }
        if empty {
            // Nothing between the marks: they are text, and a new pair may begin here.
            if let Some(opened) = self.open.pop() {
                self.give_up(&opened);
            }
            self.at += style.width();
            return;
        }
        self.flush(self.at);
        self.out.push(Event::Close(style.tag()));
        self.open.truncate(index);
        self.at += style.width();
        self.plain = self.at;
    }

    /// Exchanges two marks that stand directly beside each other.
    fn swap(&mut self, index: usize) {
        let (outer, inner) = (self.open[index].style, self.open[index + 1].style);
        let at = self.open[index].at;
        self.out.swap(self.open[index].event, self.open[index + 1].event);
        self.open[index].style = inner;
        self.open[index + 1].style = outer;
        self.open[index + 1].at = at + inner.width();
    }

    /// An opening mark without partner is text.
    fn give_up(&mut self, opened: &Opened) {
        self.out[opened.event] = Event::Text(opened.at..opened.at + opened.style.width());
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
